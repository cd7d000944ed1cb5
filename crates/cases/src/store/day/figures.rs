//! A worker's own figures: how promises of contact are kept on their open cases, and how soon they write.

use crate::{
    promise::model::{Kept, Term, record},
    recording::Buckets,
};
use access::{CaseId, PersonId, Scope};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use std::collections::BTreeMap;

/// Days that the figures look back. Alongside default.
pub const BACK: i64 = 28;
/// Days of contacts that are read for it: a window that began earlier is not counted.
const READ: i64 = 92;

row! {
    struct FigureRow {
        kind: String,
        case_id: CaseId,
        person_id: PersonId,
        on_day: Day,
        ended_on: Option<Day>,
        recorded_at: Option<Instant>,
        n: i64,
    }
}

kernel::statements! {
    // Promises in open cases; contacts in all of the worker's cases. A contact counts for its writing as on the page of
    // delays: own, no note, no correction.
    ROWS: FigureRow = "SELECT 'promise', k.case_id, k.person_id, k.agreed_on, k.ended_on, CAST(NULL AS TIMESTAMPTZ),
            k.every_days
        FROM case_file f
        JOIN contact_promise k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND f.closed_on IS NULL
          AND (k.ended_on IS NULL OR k.ended_on >= $3)
        UNION ALL
        SELECT CASE WHEN k.corrected_at IS NOT NULL OR k.outcome = 'none' THEN 'other'
                WHEN k.outcome = 'successful' THEN 'reached' ELSE 'tried' END,
            k.case_id, k.person_id, k.occurred_on, NULL, k.recorded_at,
            CASE WHEN k.user_id = $2 AND k.channel <> 'note' AND k.corrects_id IS NULL THEN 1 ELSE 0 END
        FROM case_file f
        JOIN contact k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
        WHERE f.tenant_id = $1 AND f.worker_id = $2 AND k.occurred_at >= $4
        ORDER BY 2, 3, 4
        LIMIT 5000";
}

/// A worker's own figures of the last [`BACK`] days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Promised contacts whose last day was in that time.
    pub promised: i64,
    /// Of these, they were reached in time.
    pub kept: i64,
    /// Of these, somebody tried and did not reach them.
    pub tried: i64,
    /// How soon the worker wrote down what happened in that time.
    pub delays: Buckets,
}

impl Default for Figures {
    fn default() -> Self {
        Self { promised: 0, kept: 0, tried: 0, delays: Buckets::of_delays() }
    }
}

/// A worker's own figures: one statement.
pub fn figures(c: &mut dyn Conn, scope: &Scope) -> Result<Figures> {
    let today = Day::of(scope.now());
    let (since, read) = (today.plus(-BACK), today.plus(-READ));
    Ok(count(&c.all(ROWS, args![scope.tenant(), scope.user(), since, read.start()])?, since, read, today))
}

/// What was promised to somebody, and the days on which they were tried or reached.
type Told = (Vec<Term>, Vec<(Day, bool)>);

/// Counts what was read. Windows that begin before `read` are left out: not all that happened in them was read.
fn count(rows: &[FigureRow], since: Day, read: Day, today: Day) -> Figures {
    let mut figures = Figures::default();
    let mut promised: BTreeMap<(CaseId, PersonId), Told> = BTreeMap::new();
    for row in rows {
        let own = promised.entry((row.case_id, row.person_id)).or_default();
        match row.kind.as_str() {
            "promise" => {
                own.0.push(Term { agreed_on: row.on_day, every_days: row.n, ended_on: row.ended_on });
            }
            "other" => {}
            kind => own.1.push((row.on_day, kind == "reached")),
        }
        if let Some(at) = row.recorded_at.filter(|_| row.n == 1 && row.on_day >= since) {
            figures.delays.add_delay(row.on_day, Day::of(at));
        }
    }
    for (terms, tries) in promised.values() {
        let ended = record(terms, today.plus(-1), tries).windows;
        for window in ended.iter().filter(|w| w.to >= since && w.from >= read) {
            figures.promised += 1;
            figures.kept += i64::from(window.kept == Kept::Kept);
            figures.tried += i64::from(window.kept == Kept::Attempted);
        }
    }
    figures
}
