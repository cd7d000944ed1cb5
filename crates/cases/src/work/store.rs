//! SQL of events, stages and clocks: what [`settle`](super::settle) reads and writes. Facts are in [`facts`],
//! published packs in [`packs`], the case page in [`page`].

pub mod packs;
pub mod page;
pub(crate) mod sweep;
pub mod worked;

use super::NewEvent;
use access::{CaseId, PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// A case as far as settling it needs.
    #[derive(Clone, Debug)]
    pub(crate) struct Settled {
        pub case_id: CaseId,
        pub case_type: String,
        pub pack_version: i64,
        pub hash: Option<Vec<u8>>,
        pub stage: String,
        pub band: String,
        pub closed_on: Option<Day>,
        pub worker_id: Option<UserId>,
        pub lead_person_id: PersonId,
        pub clock_due_on: Option<Day>,
        pub division: String,
    }
}

row! {
    /// An event.
    #[derive(Clone, Debug)]
    pub(crate) struct EventRow {
        pub case_id: CaseId,
        pub event_id: Uuid,
        pub event: String,
        pub on_day: Day,
        pub at_time: Option<Instant>,
        pub source_id: Option<Uuid>,
    }
}

row! {
    /// A time in a stage.
    #[derive(Clone, Debug)]
    pub(crate) struct StageRow {
        pub entry_id: Uuid,
        pub stage: String,
        pub entered_on: Day,
        pub left_on: Option<Day>,
        pub reason: String,
        pub recorded_at: Instant,
        pub recorded_by: UserId,
    }
}

row! {
    /// A pause, its end or an extension.
    #[derive(Clone, Debug)]
    pub(crate) struct ChangeRow {
        pub case_id: CaseId,
        pub clock: String,
        pub nth: i64,
        pub kind: String,
        pub on_day: Day,
        pub to_on: Option<Day>,
        pub reason: String,
    }
}

row! {
    /// A clock as it was worked out last.
    #[derive(Clone, Debug)]
    pub(crate) struct ClockRow {
        pub case_id: CaseId,
        pub clock: String,
        pub nth: i64,
        pub starts_on: Day,
        pub first_due_on: Day,
        pub due_on: Day,
        pub due_at: Option<Instant>,
        pub near_on: Day,
        pub state: String,
        pub ended_on: Option<Day>,
        pub ends: String,
    }
}

row! {
    /// A current code.
    #[derive(Clone, Debug)]
    pub(crate) struct CodeRow {
        pub case_id: CaseId,
        pub field: String,
        pub code: String,
    }
}

kernel::statements! {
    CASE: Settled = "SELECT f.case_id, f.case_type, f.pack_version, v.hash, f.stage, f.band, f.closed_on,
            f.worker_id, f.lead_person_id, f.clock_due_on, t.division
        FROM case_file f
        JOIN tenant t ON t.tenant_id = f.tenant_id
        LEFT JOIN pack_version v
            ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    EVENTS: EventRow = "SELECT case_id, event_id, event, on_day, at_time, source_id
        FROM case_event
        WHERE tenant_id = $1 AND case_id = $2 AND withdrawn_at IS NULL
        ORDER BY on_day, at_time NULLS FIRST, recorded_at, event_id";
    STAGES: StageRow = "SELECT entry_id, stage, entered_on, left_on, reason, recorded_at, recorded_by
        FROM case_stage
        WHERE tenant_id = $1 AND case_id = $2 AND skipped = FALSE";
    CHANGES: ChangeRow = "SELECT case_id, clock, nth, kind, on_day, to_on, reason
        FROM clock_change
        WHERE tenant_id = $1 AND case_id = $2
        ORDER BY on_day, recorded_at, change_id";
    CLOCKS: ClockRow = "SELECT case_id, clock, nth, starts_on, first_due_on, due_on, due_at, near_on, state,
            ended_on, ends
        FROM case_clock
        WHERE tenant_id = $1 AND case_id = $2";
    // A person's facts count in all their cases.
    CODES: CodeRow = "SELECT $2, field, code_value
        FROM case_fact
        WHERE tenant_id = $1 AND case_id = $2 AND superseded_at IS NULL AND code_value IS NOT NULL
        UNION
        SELECT $2, field, code_value
        FROM case_fact
        WHERE tenant_id = $1 AND person_id = $3 AND of_person AND superseded_at IS NULL AND code_value IS NOT NULL";
    SET_BY: (String,) = "SELECT DISTINCT set_by
        FROM next_action
        WHERE tenant_id = $1 AND case_id = $2 AND set_by <> ''";
    DROP_FOLLOWS: () = "DELETE FROM case_event
        WHERE tenant_id = $1 AND case_id = $2
          AND source_id IN (SELECT s.entry_id FROM case_stage s WHERE s.tenant_id = $1 AND s.case_id = $2)";
    DROP_STAGES: () = "DELETE FROM case_stage WHERE tenant_id = $1 AND case_id = $2 AND skipped = FALSE";
    DROP_CLOCKS: () = "DELETE FROM case_clock WHERE tenant_id = $1 AND case_id = $2";
    STANDS: () = "UPDATE case_file SET stage = $3, clock_due_on = $4 WHERE tenant_id = $1 AND case_id = $2";
    BEGIN: () = "UPDATE case_file SET pack_version = $3 WHERE tenant_id = $1 AND case_id = $2";
    SKIP: () = "INSERT INTO case_stage (
            tenant_id, case_id, entry_id, stage, entered_on, left_on, skipped, reason, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $5, TRUE, $6, $7, $8)";
    SAY_WHY: () = "UPDATE case_stage SET reason = $4 WHERE tenant_id = $1 AND case_id = $2 AND entry_id = $3";
    ADD_CHANGE: () = "INSERT INTO clock_change (
            tenant_id, change_id, case_id, clock, nth, kind, on_day, to_on, reason, words, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    WITHDRAW: () = "UPDATE case_event
        SET withdrawn_at = $4
        WHERE tenant_id = $1 AND source_id = $3 AND case_id = $2 AND withdrawn_at IS NULL";
}

kernel::bulk! {
    EVENT = "INSERT INTO case_event (
            tenant_id, case_id, event_id, event, on_day, at_time, source_id, recorded_at, recorded_by) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?)", "";
    STAGE = "INSERT INTO case_stage (
            tenant_id, case_id, entry_id, stage, entered_on, left_on, skipped, reason, recorded_at, recorded_by)
            VALUES",
        "($1, ?, ?, ?, ?, ?, FALSE, ?, ?, ?)", "";
    CLOCK = "INSERT INTO case_clock (
            tenant_id, case_id, clock, nth, starts_on, first_due_on, due_on, due_at, near_on, state, ended_on,
            ends)
            VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "";
    SET = "INSERT INTO next_action (
            tenant_id, action_id, person_id, case_id, kind, what, owner_id, owner_name, due_on, due_at, outcome,
            recorded_at, recorded_by, version, set_by) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, '', ?, ?, '', ?, ?, 1, ?)",
        "ON CONFLICT (tenant_id, action_id) DO NOTHING";
}

/// Every SQL text of these stores.
pub(crate) fn statements() -> Vec<Known> {
    [
        STATEMENTS,
        packs::STATEMENTS,
        page::STATEMENTS,
        sweep::STATEMENTS,
        worked::STATEMENTS,
        &bulk_statements(),
    ]
    .concat()
}

/// Records events. Use [`super::happened`], which settles the case too.
pub(super) fn add_events(c: &mut dyn Conn, tenant: i64, events: &[NewEvent]) -> Result<()> {
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for n in events {
        writes.row(
            &EVENT,
            [
                n.case.into(),
                n.event_id.into(),
                n.event.to_string().into(),
                n.on.into(),
                n.at.into(),
                n.source.into(),
                n.recorded_at.into(),
                n.recorded_by.into(),
            ],
        );
    }
    writes.ready().run(c)
}

/// Takes back the events that come from a record.
pub(super) fn withdraw(c: &mut dyn Conn, tenant: i64, case: CaseId, source: Uuid, at: Instant) -> Result<()> {
    c.exec(WITHDRAW, args![tenant, case, source, at]).map(drop)
}

/// Says which version of its pack a case is worked by.
pub(super) fn begin(c: &mut dyn Conn, tenant: i64, case: CaseId, version: i64) -> Result<()> {
    c.exec(BEGIN, args![tenant, case, version]).map(drop)
}

/// What settling a case reads, but for what triggers have set.
pub(crate) struct Facts {
    pub case: Settled,
    pub events: Vec<EventRow>,
    pub changes: Vec<ChangeRow>,
    pub clocks: Vec<ClockRow>,
    pub codes: Vec<CodeRow>,
}

/// The case alone.
pub(super) fn case(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Settled> {
    c.one(CASE, args![tenant, case])
}

/// What happened in a case, and what was made of it last: four statements.
pub(super) fn facts(c: &mut dyn Conn, tenant: i64, settled: Settled) -> Result<Facts> {
    let (case, lead) = (settled.case_id, settled.lead_person_id);
    Ok(Facts {
        events: c.all(EVENTS, args![tenant, case])?,
        changes: c.all(CHANGES, args![tenant, case])?,
        clocks: c.all(CLOCKS, args![tenant, case])?,
        codes: c.all(CODES, args![tenant, case, lead])?,
        case: settled,
    })
}

/// The times in stages, without what was skipped.
pub(super) fn stages(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<StageRow>> {
    c.all(STAGES, args![tenant, case])
}

/// Triggers that have put their actions on the list already.
pub(super) fn set_by(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<String>> {
    Ok(c.all(SET_BY, args![tenant, case])?.into_iter().map(|(trigger,)| trigger).collect())
}

/// Writes a case's stages, and the events that follow from them, anew.
pub(super) fn write_stages(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    stages: &[StageRow],
    follows: &[NewEvent],
) -> Result<()> {
    c.exec(DROP_FOLLOWS, args![tenant, case])?;
    c.exec(DROP_STAGES, args![tenant, case])?;
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for row in stages {
        writes.row(
            &STAGE,
            [
                case.into(),
                row.entry_id.into(),
                (&row.stage).into(),
                row.entered_on.into(),
                row.left_on.into(),
                (&row.reason).into(),
                row.recorded_at.into(),
                row.recorded_by.into(),
            ],
        );
    }
    writes.ready().run(c)?;
    add_events(c, tenant, follows)
}

/// Writes a case's clocks anew.
pub(super) fn write_clocks(c: &mut dyn Conn, tenant: i64, case: CaseId, clocks: &[ClockRow]) -> Result<()> {
    c.exec(DROP_CLOCKS, args![tenant, case])?;
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for row in clocks {
        writes.row(
            &CLOCK,
            [
                case.into(),
                (&row.clock).into(),
                row.nth.into(),
                row.starts_on.into(),
                row.first_due_on.into(),
                row.due_on.into(),
                row.due_at.into(),
                row.near_on.into(),
                (&row.state).into(),
                row.ended_on.into(),
                (&row.ends).into(),
            ],
        );
    }
    writes.ready().run(c)
}

/// Says where a case stands and when its nearest clock is due.
pub(super) fn stands(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    stage: &str,
    due: Option<Day>,
) -> Result<()> {
    c.exec(STANDS, args![tenant, case, stage, due]).map(drop)
}

/// An action that a trigger sets going.
pub(crate) struct SetAction {
    pub action_id: Uuid,
    pub kind: String,
    pub what: String,
    pub due_on: Day,
    pub due_at: Option<Instant>,
    pub trigger: String,
}

/// Puts actions on the list of the case's worker; those that are there already stay as they are.
pub(super) fn set_actions(
    c: &mut dyn Conn,
    tenant: i64,
    case: &Settled,
    actions: &[SetAction],
    (by, now): (UserId, Instant),
) -> Result<()> {
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for action in actions {
        writes.row(
            &SET,
            [
                action.action_id.into(),
                case.lead_person_id.into(),
                case.case_id.into(),
                (&action.kind).into(),
                (&action.what).into(),
                case.worker_id.into(),
                action.due_on.into(),
                action.due_at.into(),
                now.into(),
                by.into(),
                (&action.trigger).into(),
            ],
        );
    }
    writes.ready().run(c)
}

/// Notes that a stage is skipped; nothing happens by it. `n.event` is [`Event::Stage`](packs::model::Event).
pub(super) fn skip(c: &mut dyn Conn, tenant: i64, n: &NewEvent, reason: &str) -> Result<()> {
    let ::packs::model::Event::Stage(stage) = &n.event else {
        return Err(kernel::Error::defect("only a stage is skipped"));
    };
    let row = args![tenant, n.case, n.event_id, stage, n.on, reason, n.recorded_at, n.recorded_by];
    c.exec(SKIP, row).map(drop)
}

/// Writes down why a stage was entered or left by hand.
pub(super) fn say_why(c: &mut dyn Conn, tenant: i64, case: CaseId, entry: Uuid, reason: &str) -> Result<()> {
    if reason.is_empty() {
        return Ok(());
    }
    c.exec(SAY_WHY, args![tenant, case, entry, reason]).map(drop)
}

/// A pause, its end or an extension to be recorded.
#[derive(Clone, Debug)]
pub(crate) struct NewChange {
    pub clock: String,
    pub nth: i64,
    pub kind: ::packs::clock::ChangeKind,
    pub on: Day,
    pub to: Option<Day>,
    pub reason: String,
    pub words: String,
}

/// Records a pause, its end or an extension. Settle the case after it.
pub(super) fn add_change(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    id: Uuid,
    n: &NewChange,
    (by, now): (UserId, Instant),
) -> Result<()> {
    let row = args![tenant, id, case, &n.clock, n.nth, n.kind, n.on, n.to, &n.reason, &n.words, now, by];
    c.exec(ADD_CHANGE, row).map(drop)
}
