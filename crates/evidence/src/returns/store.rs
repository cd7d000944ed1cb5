//! SQL of returns: what a period is counted from, in nine statements whatever is counted.
//!
//! Figures count everybody, whoever asks. Rows of an import that is not live are not counted. What was written down
//! after `seen` is not known yet, and what was taken back after it still holds: so a past return comes out again as
//! it did then.

mod build;
pub mod findings;

use super::model::{Period, World};
use access::{Action, Case, CaseId, Decide, Permit, Scope, UserId};
use build::{Build, CaseRow, ChoiceRow, EventRow, FactRow, PartyRow, WeighedRow};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt, FromRow, Sql, Val},
    row,
};
use uuid::Uuid;

row! {
    /// A case that the asker may read.
    #[derive(Clone, Debug)]
    pub struct ListedCase {
        /// The case.
        pub case_id: CaseId,
        /// The reference.
        pub reference: String,
        /// What it is about.
        pub title: String,
        /// Its worker.
        pub worker: Option<String>,
        /// Whose it is.
        pub worker_id: Option<UserId>,
    }
}

/// Live cases `f` of a kind that may stand in a return of a period: open in it, with something that happened in
/// it, or put into a table by hand. The numbers of the parameters: kind, first day, last day.
macro_rules! candidates {
    ($kind:literal, $from:literal, $to:literal) => {
        concat!(
            "case_file f
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        LEFT JOIN batch b ON b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id
        WHERE f.tenant_id = $1
          AND f.case_type = ",
            $kind,
            "
          AND (c.batch_id IS NULL OR b.live)
          AND (
              (f.opened_on <= ",
            $to,
            " AND (f.closed_on IS NULL OR f.closed_on >= ",
            $from,
            "))
              OR EXISTS (
                  SELECT 1 FROM case_event h
                  WHERE h.tenant_id = f.tenant_id AND h.case_id = f.case_id
                    AND h.on_day >= ",
            $from,
            " AND h.on_day <= ",
            $to,
            ")
              OR EXISTS (
                  SELECT 1 FROM return_choice i
                  WHERE i.tenant_id = f.tenant_id AND i.case_id = f.case_id
                    AND i.included AND i.table_id <> '' AND i.from_on <= ",
            $to,
            " AND i.to_on >= ",
            $from,
            "))"
        )
    };
}

/// The ids of candidates: `$2` kind, `$3` first day, `$4` last day.
macro_rules! ids {
    () => {
        concat!("SELECT f.case_id FROM ", candidates!("$2", "$3", "$4"))
    };
}

macro_rules! cases_sql {
    ($from:expr) => {
        concat!(
            "SELECT f.case_id, f.reference, f.opened_on, f.opened_recorded_at, f.closed_on,
            f.closed_recorded_at, f.band, f.lead_person_id
        FROM ",
            $from
        )
    };
}

macro_rules! parties_sql {
    ($of:expr) => {
        concat!(
            "SELECT p.case_id, p.person_id, p.role, n.born_on
        FROM case_party p
        JOIN person n ON n.tenant_id = p.tenant_id AND n.person_id = p.person_id
        WHERE p.tenant_id = $1 AND p.case_id ",
            $of,
            "
        ORDER BY p.case_id, p.person_id, p.role"
        )
    };
}

/// `$4` last day, `$5` what was written down by then.
macro_rules! events_sql {
    ($of:expr) => {
        concat!(
            "SELECT e.case_id, e.event, e.on_day, x.entry_id
        FROM case_event e
        LEFT JOIN case_fact x ON x.tenant_id = e.tenant_id AND x.fact_id = e.source_id
        WHERE e.tenant_id = $1 AND e.recorded_at <= $5 AND e.on_day <= $4
          AND (e.withdrawn_at IS NULL OR e.withdrawn_at > $5)
          AND e.case_id ",
            $of,
            "
        ORDER BY e.case_id, e.on_day, e.recorded_at, e.event_id"
        )
    };
}

/// Facts of cases and of the people they are about: `$5` what was written down by then.
macro_rules! facts_sql {
    ($what:literal, $of:expr) => {
        concat!(
            "SELECT x.case_id, x.person_id, x.entry_id, n.form, x.field, x.repeats, x.occurred_on,
            x.recorded_at, x.code_value, x.day_value, x.absent, x.text_value, x.hundredths
        FROM case_fact x
        JOIN fact_entry n ON n.tenant_id = x.tenant_id AND n.entry_id = x.entry_id
        WHERE x.tenant_id = $1 AND x.recorded_at <= $5 AND (n.withdrawn_at IS NULL OR n.withdrawn_at > $5)
          AND ",
            $what,
            "
          AND ",
            $of,
            "
        ORDER BY x.entry_id, x.field, x.nth"
        )
    };
}

kernel::statements! {
    CASES: CaseRow = cases_sql!(candidates!("$2", "$3", "$4"));
    CASE: CaseRow = cases_sql!("case_file f WHERE f.tenant_id = $1 AND f.case_id = $2");
    PARTIES: PartyRow = parties_sql!(concat!("IN (", ids!(), ")"));
    PARTIES_OF: PartyRow = parties_sql!("= $2");
    EVENTS: EventRow = events_sql!(concat!("IN (", ids!(), ")"));
    EVENTS_OF: EventRow = "SELECT e.case_id, e.event, e.on_day, x.entry_id
        FROM case_event e
        LEFT JOIN case_fact x ON x.tenant_id = e.tenant_id AND x.fact_id = e.source_id
        WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.recorded_at <= $3
          AND (e.withdrawn_at IS NULL OR e.withdrawn_at > $3)
        ORDER BY e.on_day, e.recorded_at, e.event_id";
    // Words and amounts are not counted, so they are not read.
    FACTS: FactRow = facts_sql!(
        "(x.code_value IS NOT NULL OR x.day_value IS NOT NULL OR (x.text_value IS NULL AND x.hundredths IS NULL))",
        concat!("x.of_person = FALSE AND x.case_id IN (", ids!(), ")"));
    ALL_FACTS: FactRow = facts_sql!("x.of_person = FALSE", concat!("x.case_id IN (", ids!(), ")"));
    FACTS_OF: FactRow = "SELECT x.case_id, x.person_id, x.entry_id, n.form, x.field, x.repeats, x.occurred_on,
            x.recorded_at, x.code_value, x.day_value, x.absent, x.text_value, x.hundredths
        FROM case_fact x
        JOIN fact_entry n ON n.tenant_id = x.tenant_id AND n.entry_id = x.entry_id
        WHERE x.tenant_id = $1 AND x.recorded_at <= $3 AND (n.withdrawn_at IS NULL OR n.withdrawn_at > $3)
          AND x.of_person = FALSE AND x.case_id = $2
        ORDER BY x.entry_id, x.field, x.nth";
    FACTS_OF_PEOPLE: FactRow = facts_sql!("x.of_person", concat!("x.person_id IN (
            SELECT q.person_id FROM case_party q
            WHERE q.tenant_id = $1 AND q.case_id IN (", ids!(), "))"));
    FACTS_OF_ITS_PEOPLE: FactRow = "SELECT x.case_id, x.person_id, x.entry_id, n.form, x.field, x.repeats,
            x.occurred_on, x.recorded_at, x.code_value, x.day_value, x.absent, x.text_value, x.hundredths
        FROM case_party q
        JOIN case_fact x ON x.tenant_id = q.tenant_id AND x.person_id = q.person_id AND x.of_person
        JOIN fact_entry n ON n.tenant_id = x.tenant_id AND n.entry_id = x.entry_id
        WHERE q.tenant_id = $1 AND q.case_id = $2 AND q.role IN ('subject', 'group_member')
          AND x.recorded_at <= $3 AND (n.withdrawn_at IS NULL OR n.withdrawn_at > $3)
        ORDER BY x.entry_id, x.field, x.nth";
    WEIGHED: WeighedRow = concat!("SELECT k.case_id, k.tool, k.reviewed_on, k.band, k.band_rank
        FROM risk_assessment k
        WHERE k.tenant_id = $1 AND k.recorded_at <= $5 AND k.reviewed_on <= $4
          AND k.case_id IN (", ids!(), ")
        ORDER BY k.case_id, k.reviewed_on, k.recorded_at");
    WEIGHED_OF: WeighedRow = "SELECT k.case_id, k.tool, k.reviewed_on, k.band, k.band_rank
        FROM risk_assessment k
        WHERE k.tenant_id = $1 AND k.case_id = $2 AND k.recorded_at <= $3
        ORDER BY k.reviewed_on, k.recorded_at";
    CHOICES: ChoiceRow = "SELECT r.case_id, r.table_id, r.from_on, r.to_on, r.included, r.reason, u.name, r.recorded_at
        FROM return_choice r
        LEFT JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.recorded_by
        WHERE r.tenant_id = $1 AND r.pack_id = $2 AND r.to_on >= $3 AND r.from_on <= $4 AND r.recorded_at <= $5
        ORDER BY r.recorded_at, r.choice_id";
    CHOICES_OF: ChoiceRow = "SELECT r.case_id, r.table_id, r.from_on, r.to_on, r.included, r.reason, u.name, r.recorded_at
        FROM return_choice r
        LEFT JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.recorded_by
        WHERE r.tenant_id = $1 AND r.case_id = $2 AND r.recorded_at <= $3
        ORDER BY r.recorded_at, r.choice_id";
    // Somebody has the same part in two cases of a kind, and the earlier was open when the later was opened.
    REPEATS: (CaseId, String) = "SELECT f.case_id, p.role
        FROM case_file f
        JOIN case_party p ON p.tenant_id = f.tenant_id AND p.case_id = f.case_id
        JOIN case_party q ON q.tenant_id = p.tenant_id AND q.person_id = p.person_id AND q.role = p.role
            AND q.case_id <> p.case_id
        JOIN case_file o ON o.tenant_id = q.tenant_id AND o.case_id = q.case_id
        JOIN case_access c ON c.tenant_id = o.tenant_id AND c.case_id = o.case_id
        LEFT JOIN batch b ON b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id
        WHERE f.tenant_id = $1 AND f.case_type = $2 AND f.opened_on >= $3 AND f.opened_on <= $4
          AND o.case_type = f.case_type
          AND (o.opened_on < f.opened_on OR (o.opened_on = f.opened_on AND o.case_id < f.case_id))
          AND (o.closed_on IS NULL OR o.closed_on >= f.opened_on)
          AND (c.batch_id IS NULL OR b.live)";
    REPEATS_OF: (CaseId, String) = "SELECT f.case_id, p.role
        FROM case_file f
        JOIN case_party p ON p.tenant_id = f.tenant_id AND p.case_id = f.case_id
        JOIN case_party q ON q.tenant_id = p.tenant_id AND q.person_id = p.person_id AND q.role = p.role
            AND q.case_id <> p.case_id
        JOIN case_file o ON o.tenant_id = q.tenant_id AND o.case_id = q.case_id
        JOIN case_access c ON c.tenant_id = o.tenant_id AND c.case_id = o.case_id
        LEFT JOIN batch b ON b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id
        WHERE f.tenant_id = $1 AND f.case_id = $2
          AND o.case_type = f.case_type
          AND (o.opened_on < f.opened_on OR (o.opened_on = f.opened_on AND o.case_id < f.case_id))
          AND (o.closed_on IS NULL OR o.closed_on >= f.opened_on)
          AND (c.batch_id IS NULL OR b.live)";
    LISTED: ListedCase = concat!("SELECT f.case_id, f.reference, f.title,
            (SELECT u.name FROM app_user u WHERE u.tenant_id = f.tenant_id AND u.user_id = f.worker_id),
            f.worker_id
        FROM ", candidates!("$6", "$7", "$8"), "
          AND ", access::may_read_case!(), "
        ORDER BY f.reference");
    CHOOSE: () = "INSERT INTO return_choice (
            tenant_id, choice_id, case_id, pack_id, table_id, from_on, to_on, included, reason, recorded_at,
            recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

/// What a return is about: a pack, a period, and what was written down by then.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The pack.
    pub pack: String,
    /// The period.
    pub period: Period,
    /// Only what was written down by this moment.
    pub seen: Instant,
}

/// Everything a return of a period is counted from: eight statements. `words` asks for words and amounts too, which
/// an export holds and no table counts.
pub fn world(c: &mut dyn Conn, tenant: i64, asked: &Asked, words: bool) -> Result<World> {
    let args = args![tenant, &asked.pack, asked.period.from, asked.period.to, asked.seen];
    let three = &args[..4];
    let mut build = Build::new(c.all(CASES, three)?, asked.seen);
    each(c, PARTIES, three, |row| build.party(row))?;
    each(c, EVENTS, args, |row| build.event(row))?;
    each(c, if words { ALL_FACTS } else { FACTS }, args, |row| build.fact(row))?;
    each(c, FACTS_OF_PEOPLE, args, |row| build.person_fact(row))?;
    each(c, WEIGHED, args, |row| build.weighed(row))?;
    each(c, CHOICES, args, |row| build.choice(row))?;
    each(c, REPEATS, three, |row| build.repeat(row))?;
    Ok(build.world)
}

/// The same of one case, whatever the period: eight statements.
pub fn world_of<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, seen: Instant) -> Result<World>
where
    Case: Decide<A>,
{
    one(c, permit.tenant(), permit.id(), seen)
}

fn one(c: &mut dyn Conn, tenant: i64, case: CaseId, seen: Instant) -> Result<World> {
    let args = args![tenant, case, seen];
    let two = &args[..2];
    let mut build = Build::new(c.all(CASE, two)?, seen);
    each(c, PARTIES_OF, two, |row| build.party(row))?;
    each(c, EVENTS_OF, args, |row| build.event(row))?;
    each(c, FACTS_OF, args, |row| build.fact(row))?;
    each(c, FACTS_OF_ITS_PEOPLE, args, |row| build.person_fact(row))?;
    each(c, WEIGHED_OF, args, |row| build.weighed(row))?;
    each(c, CHOICES_OF, args, |row| build.choice(row))?;
    each(c, REPEATS_OF, two, |row| build.repeat(row))?;
    Ok(build.world)
}

/// Cases of a return that the asker may read, by reference: one statement.
pub fn listed(c: &mut dyn Conn, scope: &Scope, asked: &Asked) -> Result<Vec<ListedCase>> {
    let more: [Val; 3] = [(&asked.pack).into(), asked.period.from.into(), asked.period.to.into()];
    c.all(LISTED, &scope.args(&more))
}

/// A choice to be recorded.
#[derive(Clone, Debug)]
pub struct NewChoice {
    /// The choice.
    pub choice_id: Uuid,
    /// The pack of the return.
    pub pack: String,
    /// The one table it is about; empty for the whole return.
    pub table: String,
    /// The time it is about.
    pub period: Period,
    /// Whether the case is taken in: into one table whatever its rule says, into the whole return as the rules say.
    pub included: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: UserId,
}

/// Leaves a case out of a return for a time, takes it in again, or puts it into one table.
pub fn choose<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, n: &NewChoice) -> Result<()>
where
    Case: Decide<A>,
{
    let (tenant, case) = (permit.tenant(), permit.id());
    let (from, to) = (n.period.from, n.period.to);
    let args =
        args![tenant, n.choice_id, case, &n.pack, &n.table, from, to, n.included, &n.reason, n.at, n.by];
    c.exec(CHOOSE, args).map(drop)
}

/// Hands on each row of a statement.
fn each<R: FromRow>(c: &mut dyn Conn, sql: Sql<R>, args: &[Val], mut f: impl FnMut(R)) -> Result<()> {
    c.each(sql, args, &mut |row| {
        f(row);
        Ok(())
    })
}
