//! SQL of lists of surveys. Each holds the policy: nobody sees a survey of a case they may not read.

use crate::satisfaction::model::{Kind, State};
use access::{CaseId, PersonId, Scope};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use people::model::{Channel, Safety};
use uuid::Uuid;

/// The most surveys on a list.
pub const MOST: usize = 50;

row! {
    /// Somebody to be asked.
    #[derive(Clone, Debug)]
    pub struct Waiting {
        /// The survey.
        pub survey_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// Whom to ask.
        pub person_id: PersonId,
        /// How they wish to be called.
        pub known_as: String,
        /// After the end, or during the case.
        pub kind: Kind,
        /// How they want to be asked.
        pub how: String,
        /// When it was queued.
        pub queued_at: Instant,
        /// Queued or asked.
        pub state: State,
        /// The way they were asked last, as a code.
        pub asked_way: String,
        /// Until when the code works that was made last.
        pub code_until: Option<Instant>,
        /// Calls and visits at which nobody could be asked.
        pub tries: i64,
    }
}

row! {
    struct MethodRow {
        person_id: PersonId,
        channel: Channel,
        value: String,
        safety: Safety,
        rule: String,
        preferred: bool,
    }
}

row! {
    /// What somebody said.
    #[derive(Clone, Debug)]
    pub struct Said {
        /// The survey.
        pub survey_id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// Who said it.
        pub known_as: String,
        /// After the end, or during the case.
        pub kind: Kind,
        /// The way they were helped, 1 to 5.
        pub handling: Option<i64>,
        /// What came of it, 1 to 5.
        pub outcome: Option<i64>,
        /// Being kept informed, 1 to 5.
        pub informed: Option<i64>,
        /// What they said.
        pub words: String,
        /// Whether something asks for an answer.
        pub unhappy: bool,
        /// When.
        pub answered_at: Instant,
        /// What was done about it; empty until then.
        pub told_words: String,
        /// When the case was opened again because of it.
        pub reopened_at: Option<Instant>,
    }
}

macro_rules! said {
    ($where:expr, $order:expr, $most:expr) => {
        concat!("SELECT r.survey_id, r.case_id, f.reference, n.known_as, r.kind, a.handling, a.outcome, a.informed, a.words,
            a.unhappy, a.answered_at, a.told_words, a.reopened_at
        FROM survey_answer a
        JOIN survey_request r ON r.tenant_id = a.tenant_id AND r.survey_id = a.survey_id
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id
        JOIN person n ON n.tenant_id = r.tenant_id AND n.person_id = r.person_id
        WHERE a.tenant_id = $1 AND ", $where, "
          AND NOT a.refused
          AND ", access::may_read_case!(), "
        ORDER BY ", $order, "a.answered_at DESC, a.survey_id
        LIMIT ", $most)
    };
}

kernel::statements! {
    WAITING: Waiting = concat!("SELECT r.survey_id, r.case_id, f.reference, f.title, r.person_id, n.known_as, r.kind, r.channel,
            r.queued_at, r.state, r.asked_way,
            (SELECT max(k.expires_at) FROM survey_code k
                WHERE k.tenant_id = r.tenant_id AND k.survey_id = r.survey_id AND k.used_at IS NULL),
            (SELECT count(*) FROM survey_try y WHERE y.tenant_id = r.tenant_id AND y.survey_id = r.survey_id)
        FROM survey_request r
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id
        JOIN person n ON n.tenant_id = r.tenant_id AND n.person_id = r.person_id
        WHERE r.tenant_id = $1 AND r.state IN ('queued', 'sent')
          AND ", access::may_read_case!(), "
        ORDER BY CASE WHEN r.state = 'queued' THEN 0 ELSE 1 END, r.queued_at, r.survey_id
        LIMIT 50");
    METHODS: MethodRow = concat!("SELECT m.person_id, m.channel, m.value, m.safety, m.rule, m.preferred
        FROM contact_method m
        WHERE m.tenant_id = $1 AND m.until_on IS NULL AND m.person_id IN (
            SELECT x.person_id
            FROM (
                SELECT r.person_id, r.state, r.queued_at, r.survey_id
                FROM survey_request r
                JOIN case_access c ON c.tenant_id = r.tenant_id AND c.case_id = r.case_id
                WHERE r.tenant_id = $1 AND r.state IN ('queued', 'sent')
                  AND ", access::may_read_case!(), "
                ORDER BY CASE WHEN r.state = 'queued' THEN 0 ELSE 1 END, r.queued_at, r.survey_id
                LIMIT 50
            ) x)
        ORDER BY m.person_id, m.preferred DESC, m.method_id
        LIMIT 500");
    MINE: Said = said!("f.worker_id = $2", "", "20");
    ALL: Said = said!("a.answered_at >= $6 AND a.answered_at < $7 AND (a.unhappy OR a.words <> '')",
        "CASE WHEN a.unhappy AND a.told_at IS NULL THEN 0 ELSE 1 END, ", "100");
}

/// Who is to be asked in cases the asker may read, those whom nobody asked first, 50 at most: one statement.
pub fn waiting(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Waiting>> {
    c.all(WAITING, &scope.args(&[]))
}

/// The ways to reach those on the list, safe or not: one statement.
pub fn methods(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<(PersonId, people::store::glance::Method)>> {
    let rows = c.all(METHODS, &scope.args(&[]))?;
    let method = |row: MethodRow| {
        let method = people::store::glance::Method {
            channel: row.channel,
            value: row.value,
            safety: row.safety,
            rule: row.rule,
            preferred: row.preferred,
        };
        (row.person_id, method)
    };
    Ok(rows.into_iter().map(method).collect())
}

/// What people said about the asker's own cases, the latest 20: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<Said>> {
    c.all(MINE, &scope.args(&[]))
}

/// What people said or were unhappy about in cases the asker may read, between two moments; those who were not told
/// yet what is done first, then the latest, 100 at most: one statement.
pub fn said(c: &mut dyn Conn, scope: &Scope, (from, to): (Instant, Instant)) -> Result<Vec<Said>> {
    c.all(ALL, &scope.args(args![from, to]))
}
