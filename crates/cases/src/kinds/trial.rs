//! What would change if cases were worked by another text: counts, and never who.

use super::store as sql;
use crate::work::{
    packs,
    settle::{self, calendar},
    store::{ClockRow, Facts, sweep as rows},
};
use ::packs::{Pack, clock::State};
use access::{CaseId, NOBODY};
use kernel::{Day, Instant, Result, db::Conn};
use std::collections::{BTreeSet, HashMap};

/// Cases read at once.
const CHUNK: i64 = 500;
/// Days in which a case was opened to be tried. Alongside default.
pub const DAYS: i64 = 90;

/// What a text would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Cases that were tried.
    pub cases: i64,
    /// Those of them that were closed since.
    pub closed: i64,
    /// Cases with a clock that is overdue by the new text and by none of the old.
    pub overdue: i64,
    /// Cases in which something was late by the new text and nothing was by the old.
    pub late: i64,
    /// Cases with a clock whose last day moves, begins or goes.
    pub clocks: i64,
    /// Facts with a code that the new text does not offer any more.
    pub codes: i64,
    /// Cases that are in a stage the new text does not have.
    pub stages: i64,
}

/// Works the cases of a pack that were opened in the last 90 days out by another text, those closed since too: what
/// ended quickly would have ended by the new rules. For the report lane.
pub fn trial(c: &mut dyn Conn, tenant: i64, new: &Pack, now: Instant) -> Result<Trial> {
    let today = Day::of(now);
    let (mut after, mut found) = (CaseId::from_uuid(NOBODY), Trial::default());
    loop {
        let cases = sql::recent(c, tenant, &new.id, today.plus(-DAYS), after, CHUNK)?;
        let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return Ok(found) };
        let (from, to) = (first.case_id, last.case_id);
        after = to;
        let (events, codes) = sql::told(c, tenant, &new.id, today.plus(-DAYS), (from, to))?;
        let mut events = by_case(events, |row| row.case_id);
        let mut changes = by_case(rows::changes(c, tenant, from, to)?, |row| row.case_id);
        let mut codes = by_case(codes, |row| row.case_id);
        for case in cases {
            let id = case.case_id;
            let facts = Facts {
                events: events.remove(&id).unwrap_or_default(),
                changes: changes.remove(&id).unwrap_or_default(),
                clocks: Vec::new(),
                codes: codes.remove(&id).unwrap_or_default(),
                case,
            };
            let case = &facts.case;
            let old = packs::known(c, tenant, &case.case_type, case.pack_version, case.hash.as_deref())?;
            let Some(old) = old else { continue };
            found.add(&old, new, &facts, now);
        }
    }
}

impl Trial {
    fn add(&mut self, old: &Pack, new: &Pack, facts: &Facts, now: Instant) {
        let today = Day::of(now);
        let calendar = calendar(&facts.case.division);
        let (before, after) =
            (settle::runs(old, facts, today, &calendar), settle::runs(new, facts, today, &calendar));
        // Where hours are counted the last moment may have passed on its own day.
        let is_overdue = |rows: &[ClockRow]| {
            let past = |row: &ClockRow| row.due_at.map_or(row.due_on < today, |at| at < now);
            rows.iter().any(|row| row.state == State::Running.code() && past(row))
        };
        let was_late = |rows: &[ClockRow]| rows.iter().any(|row| row.state == State::Late.code());
        let is_open = facts.case.closed_on.is_none();
        self.cases += 1;
        self.closed += i64::from(!is_open);
        self.overdue += i64::from(is_overdue(&after) && !is_overdue(&before));
        self.late += i64::from(was_late(&after) && !was_late(&before));
        let days = |rows: &[ClockRow]| -> BTreeSet<(String, i64, Day)> {
            rows.iter().map(|row| (row.clock.clone(), row.nth, row.due_on)).collect()
        };
        self.clocks += i64::from(days(&before) != days(&after));
        let gone = |field: &str, code: &str| {
            new.field(field)
                .and_then(|field| new.list(&field.list))
                .is_some_and(|list| !list.codes.iter().any(|known| known.code == code && !known.retired))
        };
        let codes = facts.codes.iter().filter(|row| gone(&row.field, &row.code)).count();
        self.codes += i64::try_from(codes).unwrap_or(0);
        let here = settle::current_stage(old, facts).filter(|_| is_open);
        self.stages += i64::from(here.is_some_and(|stage| new.stage(&stage).is_none()));
    }
}

fn by_case<R>(rows: Vec<R>, case: impl Fn(&R) -> CaseId) -> HashMap<CaseId, Vec<R>> {
    let mut found: HashMap<CaseId, Vec<R>> = HashMap::new();
    for row in rows {
        found.entry(case(&row)).or_default().push(row);
    }
    found
}
