//! Weighing: from the facts of a case to its points.

use super::store::facts::{self, NewPoints, Weighed, Which};
use crate::weights::{self, Adjustment, Fact, Facts, Score, Weights, score};
use access::{CaseId, Db, NOBODY};
use kernel::{Day, Instant, Result, db::Conn};
use std::collections::HashMap;
use uuid::Uuid;

/// Cases read at once.
const CHUNK: i64 = 500;
/// Cases written in one change: a few milliseconds of the only writer.
const TOGETHER: usize = 100;
/// Days in which a case is new. Alongside default.
pub const NEW: i64 = 28;

/// What a look over cases found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Open cases weighed.
    pub looked: i64,
    /// Those whose points changed, or that had none.
    pub changed: i64,
}

/// Weighs all open cases. `go_on` is asked before each chunk; what was done until then stays.
pub fn all(db: &Db, go_on: &dyn Fn() -> bool) -> Result<Done> {
    let (mut after, mut done) = (CaseId::from_uuid(NOBODY), Done::default());
    while go_on() {
        let (some, last) = some(db, Which::After(after, CHUNK))?;
        done.looked += some.looked;
        done.changed += some.changed;
        let Some(last) = last else { break };
        after = last;
    }
    Ok(done)
}

/// Weighs the open cases that were written to since a moment, at most a chunk of them; the night does the rest.
pub fn touched(db: &Db, since: Instant) -> Result<Done> {
    // An id of the seventh version begins with the milliseconds since 1970 in 48 bits.
    let millis = u128::try_from(since.micros() / 1_000).unwrap_or(0);
    Ok(some(db, Which::Touched(Uuid::from_u128(millis << 80), CHUNK))?.0)
}

fn some(db: &Db, which: Which) -> Result<(Done, Option<CaseId>)> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let (pack, cases) = db.facade().report_now(move |c| {
        let pack = weights::store::in_force(c, tenant, Day::of(now))?;
        let cases = scored(c, tenant, &pack, which, Day::of(now))?;
        Ok((pack, cases))
    })?;
    let last = cases.last().map(|(case, _)| case.case_id);
    let new: Vec<_> = cases
        .iter()
        .filter(|(case, score)| case.weighed_at.is_none() || case.points != score.points.in_hundredths())
        .map(|(case, score)| NewPoints {
            case: case.case_id,
            points: score.points.in_hundredths(),
            line: score.line(),
        })
        .collect();
    for some in new.chunks(TOGETHER) {
        let (some, code, version) = (some.to_vec(), pack.id.clone(), pack.version);
        db.facade().write_now(move |c| facts::keep(c, tenant, (&code, version), now, &some))?;
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok((Done { looked: count(cases.len()), changed: count(new.len()) }, last))
}

/// A case's score as it stands now: four statements at most. `None` where the case is closed.
pub fn one(c: &mut dyn Conn, tenant: i64, case: CaseId, today: Day) -> Result<Option<Score>> {
    let pack = weights::store::in_force(c, tenant, today)?;
    by(c, tenant, &pack, case, today)
}

/// A case's score by a pack: three statements at most. `None` where the case is closed.
pub fn by(c: &mut dyn Conn, tenant: i64, pack: &Weights, case: CaseId, today: Day) -> Result<Option<Score>> {
    Ok(scored(c, tenant, pack, Which::One(case), today)?.pop().map(|(_, score)| score))
}

/// Cases with their scores by a pack.
pub fn scored(
    c: &mut dyn Conn,
    tenant: i64,
    pack: &Weights,
    which: Which,
    today: Day,
) -> Result<Vec<(Weighed, Score)>> {
    let all = scored_by(c, tenant, [pack], which, today)?;
    Ok(all.into_iter().map(|(case, [score])| (case, score)).collect())
}

/// Cases with their scores by several packs, from the same facts: three statements.
pub fn scored_by<const N: usize>(
    c: &mut dyn Conn,
    tenant: i64,
    packs: [&Weights; N],
    which: Which,
    today: Day,
) -> Result<Vec<(Weighed, [Score; N])>> {
    let cases = facts::cases(c, tenant, which, today)?;
    let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return Ok(Vec::new()) };
    let (from, to) = (first.case_id, last.case_id);
    let stages = by_case(facts::stages(c, tenant, from, to)?);
    let also = by_case(facts::also(c, tenant, from, to)?);
    Ok(cases
        .into_iter()
        .map(|case| {
            let of = |all: &HashMap<CaseId, Vec<String>>| all.get(&case.case_id).cloned().unwrap_or_default();
            let (stages, also) = (of(&stages), of(&also));
            let points = packs.map(|pack| weigh(pack, &case, &stages, &also, today));
            (case, points)
        })
        .collect())
}

/// The score of a case by a pack: what is asked of it, nothing else.
fn weigh(pack: &Weights, case: &Weighed, stages: &[String], also: &[String], today: Day) -> Score {
    let mut facts = Facts::default()
        .with(Fact::Pack, &case.case_type)
        .if_so(Fact::New, case.opened_on.days_until(today) < NEW)
        .if_so(Fact::Interpreter, case.interpreter || speaks_of_interpreter(&case.language))
        .if_so(Fact::Court, case.court)
        .if_so(Fact::Waiting, case.waiting)
        .if_so(Fact::Shared, case.shared)
        .if_so(Fact::Travel, case.travel.unwrap_or(false));
    for (fact, value) in [
        (Fact::Risk, Some(&case.band)),
        (Fact::Tier, case.tier.as_ref()),
        (Fact::Setting, case.setting.as_ref()),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts = facts.with(fact, value);
        }
    }
    for (fact, values) in [(Fact::Stage, stages), (Fact::Also, also)] {
        for value in values {
            facts = facts.with(fact, value);
        }
    }
    let agreed = case.percent.zip(case.agreed_until).map(|(percent, until)| Adjustment { percent, until });
    score(pack, &facts, agreed.as_ref(), today)
}

/// Whether words about somebody's language say that an interpreter is needed, and not that none is.
fn speaks_of_interpreter(language: &str) -> bool {
    let words = language.to_lowercase();
    words.contains("interpreter")
        && !["no interpreter", "without interpreter", "without an interpreter"]
            .iter()
            .any(|no| words.contains(no))
}

fn by_case(rows: Vec<(CaseId, String)>) -> HashMap<CaseId, Vec<String>> {
    let mut all: HashMap<CaseId, Vec<String>> = HashMap::new();
    for (case, value) in rows {
        all.entry(case).or_default().push(value);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::speaks_of_interpreter;

    #[test]
    fn words_about_a_language_are_read_both_ways() {
        let all = [
            "",
            "Farsi",
            "Farsi; interpreter for long talks",
            "Welsh, no interpreter needed",
            "BSL Interpreter",
        ];
        assert_eq!(all.map(speaks_of_interpreter), [false, false, true, false, true]);
    }
}
