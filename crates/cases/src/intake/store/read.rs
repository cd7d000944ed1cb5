//! What lists and pages of reports read. Somebody sees the reports of their own teams, and those they took
//! themselves, unless they may not know of the person.

use crate::{
    intake::model::{Band, Ending, Received, Reporter, Safe, State},
    model::PartyRole,
};
use access::{CaseId, OrganisationId, PersonId, Scope, TeamId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A report in a list.
    #[derive(Clone, Debug)]
    pub struct ReportLine {
        /// The report.
        pub report_id: Uuid,
        /// The kind of case it would be.
        pub case_type: String,
        /// What is reported.
        pub words: String,
        /// Where it stands.
        pub state: State,
        /// The band settled on, else the one the answers give.
        pub band: Band,
        /// The day it came.
        pub received_on: Day,
        /// Whom it is about.
        pub person: String,
        /// The team that looks at it.
        pub team: String,
        /// Whether a case of that kind about them is open.
        pub open_case: bool,
    }
}

row! {
    /// How many reports wait in the asker's teams.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Waiting {
        /// Reports whose band nobody has settled.
        pub pending: i64,
        /// Reports that are scored and not decided on.
        pub scored: i64,
        /// Of both, those of the high band.
        pub high: i64,
        /// The day the oldest of them came.
        pub oldest: Option<Day>,
    }
}

row! {
    /// A report as its page shows it.
    #[derive(Clone, Debug)]
    pub struct Report {
        /// The report.
        pub report_id: Uuid,
        /// The kind of case it would be.
        pub case_type: String,
        /// The team that looks at it.
        pub team_id: TeamId,
        /// Its name.
        pub team: String,
        /// The organisation that hosts it.
        pub organisation: OrganisationId,
        /// Whom it is about.
        pub person_id: PersonId,
        /// Their name.
        pub person: String,
        /// Whether the asker may open their record.
        pub may_open: bool,
        /// What is reported.
        pub words: String,
        /// Who reports.
        pub reporter: Reporter,
        /// Their name or agency.
        pub reporter_name: String,
        /// How to reach them.
        pub reporter_reach: String,
        /// How it came.
        pub received: Received,
        /// The day it came.
        pub received_on: Day,
        /// Whether it is safe to contact the person.
        pub safe: Safe,
        /// How and when it is.
        pub safe_words: String,
        /// Somebody is in danger now.
        pub danger: bool,
        /// Somebody was hurt or threatened.
        pub hurt: bool,
        /// Somebody is targeted for who they are.
        pub targeted: bool,
        /// A child or an adult who needs care is affected.
        pub needing: bool,
        /// It happened before.
        pub repeated: bool,
        /// The band these answers give.
        pub quick_band: Band,
        /// The band settled on.
        pub band: Option<Band>,
        /// Why, where it is another.
        pub band_reason: String,
        /// Where it stands.
        pub state: State,
        /// The case it opened or joined.
        pub case_id: Option<CaseId>,
        /// Its reference.
        pub reference: Option<String>,
        /// The closed case that makes it a re-referral.
        pub earlier: Option<String>,
        /// Who is said to have done it, where we know them.
        pub against: Option<PersonId>,
        /// Why it opened another case beside one it could have joined; empty where there was none.
        pub another_why: String,
        /// How it ended without a case.
        pub ending: Option<Ending>,
        /// Why.
        pub ending_words: String,
        /// Who was told.
        pub told: String,
        /// When it was written down.
        pub recorded_at: Instant,
        /// Who wrote it down.
        pub recorded_by: String,
        /// When it was decided on.
        pub decided_at: Option<Instant>,
        /// Who decided.
        pub decided_by: Option<String>,
    }
}

row! {
    /// A case that somebody of a report is in.
    #[derive(Clone, Debug)]
    pub struct KnownCase {
        /// The case.
        pub case_id: CaseId,
        /// Its reference.
        pub reference: String,
        /// What kind of case.
        pub case_type: String,
        /// The version of its pack.
        pub pack_version: i64,
        /// What it is about.
        pub title: String,
        /// First day.
        pub opened_on: Day,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
        /// Who holds it.
        pub team: String,
        /// Who it is allocated to.
        pub worker_id: Option<access::UserId>,
        /// Their name.
        pub worker: Option<String>,
        /// Their telephone.
        pub phone: Option<String>,
        /// Whether the asker may read it; otherwise they may learn who has it, and nothing else.
        pub may_read: bool,
    }
}

// A row `r` of `report` that the asker may see; `p` is the person's access row.
macro_rules! shown {
    () => {
        concat!(
            "(r.recorded_by = $2 OR EXISTS (
                SELECT 1 FROM team_member m
                WHERE m.tenant_id = r.tenant_id AND m.team_id = r.team_id AND m.user_id = $2
                  AND m.from_at <= $4 AND m.until_at > $4))
              AND ",
            access::may_read_who_person!()
        )
    };
}

kernel::statements! {
    LINES: ReportLine = concat!("SELECT r.report_id, r.case_type, r.words, r.state,
            COALESCE(NULLIF(r.band, ''), r.quick_band), r.received_on, n.full_name, t.name,
            EXISTS (
                SELECT 1 FROM case_party y
                JOIN case_file f ON f.tenant_id = y.tenant_id AND f.case_id = y.case_id
                WHERE y.tenant_id = r.tenant_id AND y.person_id = r.person_id AND y.role = 'subject'
                  AND f.case_type = r.case_type AND f.closed_on IS NULL)
        FROM team_member m
        JOIN report r ON r.tenant_id = m.tenant_id AND r.team_id = m.team_id
        JOIN person n ON n.tenant_id = r.tenant_id AND n.person_id = r.person_id
        JOIN person_access p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
        JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
          AND r.state IN ($6, $7, $8)
          AND r.received_on >= $9
          AND ", access::may_read_who_person!(), "
        ORDER BY CASE COALESCE(NULLIF(r.band, ''), r.quick_band) WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END,
            r.received_on, r.report_id
        LIMIT $10 OFFSET $11");
    WAITING: Waiting = concat!("SELECT
            CAST(COALESCE(sum(CASE WHEN r.state = 'pending' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN r.state = 'scored' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN COALESCE(NULLIF(r.band, ''), r.quick_band) = 'high' THEN 1 ELSE 0 END), 0) AS BIGINT),
            min(r.received_on)
        FROM team_member m
        JOIN report r ON r.tenant_id = m.tenant_id AND r.team_id = m.team_id
        JOIN person_access p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.from_at <= $4 AND m.until_at > $4
          AND r.state IN ('pending', 'scored')
          AND ", access::may_read_who_person!());
    ONE: Report = concat!("SELECT r.report_id, r.case_type, r.team_id, t.name, t.organisation_id, r.person_id,
            n.full_name, CASE WHEN ", access::may_read_person!(), " THEN TRUE ELSE FALSE END,
            r.words, r.reporter_kind, r.reporter_name, r.reporter_reach, r.received_how, r.received_on,
            r.safe, r.safe_words, r.danger, r.hurt, r.targeted, r.needing, r.repeated, r.quick_band,
            NULLIF(r.band, ''), r.band_reason, r.state, r.case_id, f.reference, e.reference,
            r.against_id, r.another_why, NULLIF(r.ending, ''), r.ending_words, r.told, r.recorded_at, w.name, r.decided_at, d.name
        FROM report r
        JOIN person n ON n.tenant_id = r.tenant_id AND n.person_id = r.person_id
        JOIN person_access p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
        JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        JOIN app_user w ON w.tenant_id = r.tenant_id AND w.user_id = r.recorded_by
        LEFT JOIN app_user d ON d.tenant_id = r.tenant_id AND d.user_id = r.decided_by
        LEFT JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        LEFT JOIN case_file e ON e.tenant_id = r.tenant_id AND e.case_id = r.earlier_case_id
        WHERE r.tenant_id = $1 AND r.report_id = $6 AND ", shown!());
    // Of cases the asker may not read they learn who has it, so that they know whom to ask: never where the case
    // is sensitive, nor where somebody in it must not be known to them.
    KNOWN_CASES: KnownCase = concat!("SELECT f.case_id, f.reference, f.case_type, f.pack_version, f.title, f.opened_on,
            f.closed_on, t.name, f.worker_id, u.name, u.phone,
            CASE WHEN ", access::may_read_case!(), " THEN TRUE ELSE FALSE END
        FROM case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE f.tenant_id = $1
          AND f.case_id IN (SELECT y.case_id FROM case_party y WHERE y.tenant_id = $1 AND y.person_id IN ($6, $7))
          AND (", access::may_read_case!(), " OR (
              c.sensitivity <= 1
              AND (c.batch_id IS NULL OR EXISTS (
                  SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
              AND NOT EXISTS (
                  SELECT 1 FROM case_person s
                  JOIN person_access p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
                  WHERE s.tenant_id = c.tenant_id AND s.case_id = c.case_id
                    AND NOT (", access::may_read_who_person!(), "))))
        ORDER BY f.closed_on DESC NULLS FIRST, f.opened_on DESC, f.case_id
        LIMIT 40");
    PARTS: (CaseId, PersonId, PartyRole) = "SELECT y.case_id, y.person_id, y.role
        FROM case_party y
        WHERE y.tenant_id = $1 AND y.person_id IN ($2, $3)
        ORDER BY y.case_id, y.person_id, y.role
        LIMIT 400";
    KNOWN_PERSON: (String,) = concat!("SELECT n.full_name
        FROM person n
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        WHERE n.tenant_id = $1 AND n.person_id = $6 AND ", access::may_read_who_person!());
}

/// Reports of the asker's teams in one of three states, those that came since a day, gravest and oldest first: one
/// statement.
pub fn lines(
    c: &mut dyn Conn,
    scope: &Scope,
    (states, since): ([State; 3], Day),
    (size, offset): (i64, i64),
) -> Result<Vec<ReportLine>> {
    let [a, b, d] = states;
    c.all(LINES, &scope.args(args![a, b, d, since, size, offset]))
}

/// How many reports wait in the asker's teams: one statement.
pub fn waiting(c: &mut dyn Conn, scope: &Scope) -> Result<Waiting> {
    c.one(WAITING, &scope.args(&[]))
}

/// One report; [`Error::NotFound`] when the asker may not see it. One statement.
pub fn one(c: &mut dyn Conn, scope: &Scope, report: Uuid) -> Result<Report> {
    c.opt(ONE, &scope.args(args![report]))?.ok_or(Error::NotFound)
}

/// Cases that one of two people is in, open ones first, then those closed last: one statement.
pub fn known_cases(
    c: &mut dyn Conn,
    scope: &Scope,
    person: PersonId,
    against: Option<PersonId>,
) -> Result<Vec<KnownCase>> {
    c.all(KNOWN_CASES, &scope.args(args![person, against.unwrap_or(person)]))
}

/// The parts that two people have in cases, whoever may read these: for the cases that [`known_cases`] gave. One
/// statement.
pub fn parts(
    c: &mut dyn Conn,
    scope: &Scope,
    person: PersonId,
    against: Option<PersonId>,
) -> Result<Vec<(CaseId, PersonId, PartyRole)>> {
    c.all(PARTS, args![scope.tenant(), person, against.unwrap_or(person)])
}

/// The name of somebody the asker may know of; `None` for everybody else. One statement.
pub fn known_person(c: &mut dyn Conn, scope: &Scope, person: PersonId) -> Result<Option<String>> {
    Ok(c.opt(KNOWN_PERSON, &scope.args(args![person]))?.map(|(name,)| name))
}
