//! Working a case's stages, clocks and triggers out anew from what happened in it.
//!
//! Nothing here is remembered from last time but words that a person wrote: what is stored is compared with what
//! follows from the facts, and written only where it differs.

use super::{
    NewEvent, packs,
    stages::{self, Cause, Walk},
    store::{self, ClockRow, EventRow, Facts, SetAction, StageRow},
};
use ::packs::{
    Pack,
    clock::{Change, ChangeKind, Happened, Run, run},
    model::{Condition, Ends, Event, TriggerAction},
};
use access::{CaseId, UserId};
use kernel::{
    Day, Instant, Result,
    calendar::{Calendar, Division, Opening, ServiceHours},
    db::Conn,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Works a case out anew and writes what has changed.
pub(super) fn settle(c: &mut dyn Conn, tenant: i64, case: CaseId, by: UserId, now: Instant) -> Result<()> {
    let settled = store::case(c, tenant, case)?;
    let (kind, version) = (settled.case_type.clone(), settled.pack_version);
    let Some(pack) = packs::known(c, tenant, &kind, version, settled.hash.as_deref())? else {
        return Ok(());
    };
    let facts = store::facts(c, tenant, settled)?;
    let calendar = calendar(&facts.case.division);
    let walk = walk(&pack, &facts);
    settle_stages(c, tenant, &facts, &walk, (by, now))?;
    let runs = clocks(&pack, &facts, &walk, Day::of(now), &calendar);
    if differ(&facts.clocks, &runs) {
        store::write_clocks(c, tenant, case, &runs)?;
    }
    let (stage, due) = (stage_name(&pack, &facts, &walk), nearest(&runs, Day::of(now)));
    if stage != facts.case.stage || due != facts.case.clock_due_on {
        store::stands(c, tenant, case, &stage, due)?;
    }
    trigger(c, tenant, &pack, &facts, &calendar, (by, now))
}

/// Whether what is stored of an open case's clocks is not what follows from the facts.
pub(super) fn is_stale(pack: &Pack, facts: &Facts, today: Day, calendar: &Calendar) -> bool {
    let runs = clocks(pack, facts, &walk(pack, facts), today, calendar);
    differ(&facts.clocks, &runs) || nearest(&runs, today) != facts.case.clock_due_on
}

/// Every run of every clock by a pack, for trying a text out.
pub(crate) fn runs(pack: &Pack, facts: &Facts, today: Day, calendar: &Calendar) -> Vec<ClockRow> {
    clocks(pack, facts, &walk(pack, facts), today, calendar)
}

/// The stage a case is in by a pack.
pub(crate) fn current_stage(pack: &Pack, facts: &Facts) -> Option<String> {
    walk(pack, facts).current().map(|entry| entry.stage.clone())
}

/// The bank holidays of the place.
pub(crate) fn calendar(division: &str) -> Calendar {
    Calendar::new(Division::parse(division).unwrap_or(Division::EnglandAndWales))
}

/// Whether an event was worked out here and not recorded by anybody.
fn follows(row: &EventRow) -> bool {
    row.source_id.is_some() && (row.event.starts_with("stage:") || row.event.starts_with("left:"))
}

fn walk(pack: &Pack, facts: &Facts) -> Walk {
    let causes: Vec<Cause> = facts
        .events
        .iter()
        .filter(|row| !follows(row))
        .filter_map(|row| Some(Cause { id: row.event_id, event: Event::parse(&row.event)?, on: row.on_day }))
        .collect();
    stages::walk(&pack.stages, &causes, facts.case.closed_on)
}

/// Writes the stages where they differ from what is stored. What people wrote about an entry stays with it.
fn settle_stages(
    c: &mut dyn Conn,
    tenant: i64,
    facts: &Facts,
    walk: &Walk,
    (by, now): (UserId, Instant),
) -> Result<()> {
    let case = facts.case.case_id;
    let known = store::stages(c, tenant, case)?;
    let rows: Vec<StageRow> = walk
        .entries
        .iter()
        .map(|entry| {
            let before = known.iter().find(|row| row.entry_id == entry.id);
            StageRow {
                entry_id: entry.id,
                stage: entry.stage.clone(),
                entered_on: entry.entered_on,
                left_on: entry.left_on,
                reason: before.map(|row| row.reason.clone()).unwrap_or_default(),
                recorded_at: before.map_or(now, |row| row.recorded_at),
                recorded_by: before.map_or(by, |row| row.recorded_by),
            }
        })
        .collect();
    let times = |row: &StageRow| (row.entry_id, row.entered_on, row.left_on);
    let (mut old, mut new): (Vec<_>, Vec<_>) =
        (known.iter().map(times).collect(), rows.iter().map(times).collect());
    old.sort_unstable();
    new.sort_unstable();
    let mut told: Vec<(Uuid, Day)> =
        facts.events.iter().filter(|row| follows(row)).map(|row| (row.event_id, row.on_day)).collect();
    let mut tell: Vec<(Uuid, Day)> = walk.follows.iter().map(|event| (event.id, event.on)).collect();
    told.sort_unstable();
    tell.sort_unstable();
    if old == new && told == tell {
        return Ok(());
    }
    let events: Vec<NewEvent> = walk
        .follows
        .iter()
        .map(|event| NewEvent {
            event_id: event.id,
            case,
            event: event.event.clone(),
            on: event.on,
            at: None,
            source: Some(event.entry),
            recorded_at: now,
            recorded_by: by,
        })
        .collect();
    store::write_stages(c, tenant, case, &rows, &events)
}

/// Every run of every clock, as rows.
fn clocks(pack: &Pack, facts: &Facts, walk: &Walk, today: Day, calendar: &Calendar) -> Vec<ClockRow> {
    let codes = current_codes(facts);
    let recorded = facts.events.iter().filter(|row| !follows(row)).filter_map(|row| {
        Some(Happened { event: Event::parse(&row.event)?, on: row.on_day, at: row.at_time })
    });
    let worked_out =
        walk.follows.iter().map(|event| Happened { event: event.event.clone(), on: event.on, at: None });
    let happened: Vec<Happened> = recorded.chain(worked_out).collect();
    let changes: Vec<Change> = facts.changes.iter().filter_map(change).collect();
    let runs = run(pack, &happened, &changes, facts.case.closed_on, today, calendar, &|field| {
        codes.get(field).cloned().unwrap_or_default()
    });
    let ends = |run: &Run| pack.clock(&run.clock, run.starts_on).map(|rule| rule.ends).unwrap_or_default();
    runs.into_iter()
        .map(|run| (ends(&run), run))
        .map(|(ends, run)| row_of(facts.case.case_id, run, ends))
        .collect()
}

fn change(row: &store::ChangeRow) -> Option<Change> {
    let kind = ChangeKind::parse(&row.kind)?;
    Some(Change {
        clock: row.clock.clone(),
        nth: row.nth,
        kind,
        on: row.on_day,
        to: row.to_on,
        reason: row.reason.clone(),
    })
}

fn row_of(case_id: CaseId, run: Run, ends: Ends) -> ClockRow {
    ClockRow {
        case_id,
        clock: run.clock,
        nth: run.nth,
        starts_on: run.starts_on,
        first_due_on: run.first_due_on,
        due_on: run.due_on,
        due_at: run.due_at,
        near_on: run.near_on,
        state: run.state.code().to_owned(),
        ended_on: run.ended_on,
        ends: ends.code().to_owned(),
    }
}

/// The codes of every field that has any, and the band.
fn current_codes(facts: &Facts) -> BTreeMap<String, Vec<String>> {
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &facts.codes {
        codes.entry(row.field.clone()).or_default().push(row.code.clone());
    }
    if !facts.case.band.is_empty() {
        codes.insert("case.band".to_owned(), vec![facts.case.band.clone()]);
    }
    codes
}

/// Whether what is stored of the clocks is not what follows from the facts.
fn differ(known: &[ClockRow], rows: &[ClockRow]) -> bool {
    let same = |a: &ClockRow, b: &ClockRow| {
        (
            &a.clock,
            a.nth,
            a.starts_on,
            a.first_due_on,
            a.due_on,
            a.due_at,
            a.near_on,
            &a.state,
            a.ended_on,
            &a.ends,
        ) == (
            &b.clock,
            b.nth,
            b.starts_on,
            b.first_due_on,
            b.due_on,
            b.due_at,
            b.near_on,
            &b.state,
            b.ended_on,
            &b.ends,
        )
    };
    known.len() != rows.len() || !rows.iter().all(|row| known.iter().any(|other| same(row, other)))
}

/// The nearest last day of a clock that runs. A right to act that has passed is no day anybody waits for.
fn nearest(rows: &[ClockRow], today: Day) -> Option<Day> {
    let passed = |row: &ClockRow| row.ends == Ends::Lapses.code() && row.due_on < today;
    rows.iter().filter(|row| row.state == "running" && !passed(row)).map(|row| row.due_on).min()
}

/// The name of the stage the case stands in. A case that has left its last stage keeps its name.
fn stage_name(pack: &Pack, facts: &Facts, walk: &Walk) -> String {
    match walk.current() {
        Some(entry) => pack.stage(&entry.stage).map_or(entry.stage.clone(), |stage| stage.name.clone()),
        None => facts.case.stage.clone(),
    }
}

/// Puts the actions of triggers whose conditions hold on the list, once in the life of a case.
fn trigger(
    c: &mut dyn Conn,
    tenant: i64,
    pack: &Pack,
    facts: &Facts,
    calendar: &Calendar,
    (by, now): (UserId, Instant),
) -> Result<()> {
    if facts.case.closed_on.is_some() {
        return Ok(());
    }
    let codes = current_codes(facts);
    let holds = |condition: &Condition| {
        codes.get(&condition.field).is_some_and(|has| condition.is.iter().any(|code| has.contains(code)))
    };
    let holding: Vec<_> =
        pack.triggers.iter().filter(|t| !t.when.is_empty() && t.when.iter().all(holds)).collect();
    if holding.is_empty() {
        return Ok(());
    }
    let set = store::set_by(c, tenant, facts.case.case_id)?;
    let mut actions = Vec::new();
    for trigger in holding.into_iter().filter(|trigger| !set.contains(&trigger.id)) {
        for (n, action) in trigger.actions.iter().enumerate() {
            let (due_on, due_at) = due(action, now, calendar)?;
            actions.push(SetAction {
                action_id: stages::derived(facts.case.case_id.uuid(), &format!("{} {n}", trigger.id)),
                kind: action.kind.clone(),
                what: action.what.clone(),
                due_on,
                due_at,
                trigger: trigger.id.clone(),
            });
        }
    }
    store::set_actions(c, tenant, &facts.case, &actions, (by, now))
}

/// When an action is due that begins to count now.
fn due(action: &TriggerAction, now: Instant, calendar: &Calendar) -> Result<(Day, Option<Instant>)> {
    if action.mode.counts_hours() {
        // Alongside default: the service is open from nine to five on working days.
        let hours = ServiceHours::weekdays(calendar.clone(), Opening::new((9, 0), (17, 0))?);
        let at = kernel::calendar::due(action.mode, action.n, now, &hours)?;
        return Ok((Day::of(at), Some(at)));
    }
    Ok((kernel::calendar::last_day(action.mode, action.n, Day::of(now), calendar)?, None))
}
