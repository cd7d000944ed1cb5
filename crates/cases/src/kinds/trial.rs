//! What would change if open cases were worked by another text: counts, and never who.

use super::store as sql;
use crate::work::{
    packs,
    settle::{self, calendar},
    store::{Facts, sweep as rows},
};
use ::packs::Pack;
use access::{CaseId, NOBODY};
use kernel::{Day, Result, db::Conn};
use std::collections::{BTreeSet, HashMap};

/// Cases read at once.
const CHUNK: i64 = 500;
/// Days in which a case was opened to be tried. Alongside default.
pub const DAYS: i64 = 90;

/// What a text would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Open cases that were tried.
    pub cases: i64,
    /// Cases with a clock that is overdue by the new text and by none of the old.
    pub overdue: i64,
    /// Cases with a clock whose last day moves, begins or goes.
    pub clocks: i64,
    /// Facts with a code that the new text does not offer any more.
    pub codes: i64,
    /// Cases that are in a stage the new text does not have.
    pub stages: i64,
}

/// Works the open cases of a pack that were opened in the last 90 days out by another text. For the report lane.
pub fn trial(c: &mut dyn Conn, tenant: i64, new: &Pack, today: Day) -> Result<Trial> {
    let (mut after, mut found) = (CaseId::from_uuid(NOBODY), Trial::default());
    loop {
        let cases = sql::recent(c, tenant, &new.id, today.plus(-DAYS), after, CHUNK)?;
        let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return Ok(found) };
        let (from, to) = (first.case_id, last.case_id);
        after = to;
        let mut events = by_case(rows::events(c, tenant, from, to)?, |row| row.case_id);
        let mut changes = by_case(rows::changes(c, tenant, from, to)?, |row| row.case_id);
        let mut codes = by_case(rows::codes(c, tenant, from, to)?, |row| row.case_id);
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
            found.add(&old, new, &facts, today);
        }
    }
}

impl Trial {
    fn add(&mut self, old: &Pack, new: &Pack, facts: &Facts, today: Day) {
        let calendar = calendar(&facts.case.division);
        let (before, after) =
            (settle::runs(old, facts, today, &calendar), settle::runs(new, facts, today, &calendar));
        let is_late = |rows: &[crate::work::store::ClockRow]| {
            rows.iter().any(|row| row.state == "running" && row.due_on < today)
        };
        self.cases += 1;
        self.overdue += i64::from(is_late(&after) && !is_late(&before));
        let days = |rows: &[crate::work::store::ClockRow]| -> BTreeSet<(String, i64, Day)> {
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
        let here = settle::current_stage(old, facts);
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
