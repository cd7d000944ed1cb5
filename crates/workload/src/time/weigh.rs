//! From what was measured to the next weights.
//!
//! A base's new points are `(n × measured + 8 × points before) ÷ (n + 8)`, where `n` is how many cases were measured: the
//! fewer there are, the more the weight before counts. Measured is the median of a case's minutes a week, as hours in
//! four weeks. The 8 is an Alongside default.

use super::{
    results::{on_day, weekly},
    store::results::{CaseFacts, Counted, InStage},
};
use crate::{
    Points,
    capacity::WEEKS,
    weights::{Fact, Facts, Part, Score, Weights, score},
};
use access::CaseId;
use kernel::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How many cases the weight before counts as much as.
pub const K: i64 = 8;

/// What was measured of the cases of one base.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The base.
    pub name: String,
    /// Its points before.
    pub old: Points,
    /// Cases measured.
    pub n: i64,
    /// The median of a case's minutes a week; none where none was measured.
    pub weekly: Option<f64>,
    /// The same in points; none where none was measured.
    pub measured: Option<Points>,
    /// Its points then.
    pub new: Points,
}

/// Points of minutes a week, where a point is an hour in four weeks.
pub fn points_of(weekly: f64) -> Points {
    // Hundredths of an hour in four weeks; far below what an f64 holds exactly.
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a week are a small number")]
    let hundredths = (weekly * WEEKS as f64 * 100.0 / 60.0).round() as i64;
    Points::hundredths(hundredths)
}

/// `(n × measured + 8 × before) ÷ (n + 8)` in hundredths of a point, halves up.
pub fn shrunk(n: i64, measured: Points, before: Points) -> Points {
    let (sum, by) = (n * measured.in_hundredths() + K * before.in_hundredths(), n + K);
    Points::hundredths((2 * sum + by).div_euclid(2 * by))
}

/// What was measured of each base of a pack, in its order, in a study that ran for some days.
pub fn measures(
    pack: &Weights,
    (entries, cases, stages): (&[Counted], &[CaseFacts], &[InStage]),
    days: i64,
) -> Vec<Measure> {
    let facts: BTreeMap<CaseId, &CaseFacts> = cases.iter().map(|one| (one.case_id, one)).collect();
    let mut by: BTreeMap<String, BTreeMap<CaseId, i64>> = BTreeMap::new();
    for one in entries {
        let Some(known) = one.case_id.and_then(|case| facts.get(&case)) else { continue };
        let in_stages: BTreeSet<&str> = on_day(stages, known.case_id, one.on_day).collect();
        if let Some(base) = base_of(pack, known, &in_stages, one.on_day) {
            *by.entry(base).or_default().entry(known.case_id).or_default() += one.minutes;
        }
    }
    pack.bases
        .iter()
        .map(|base| {
            let each: Vec<f64> = by
                .get(&base.name)
                .map_or(Vec::new(), |cases| cases.values().map(|minutes| weekly(*minutes, days)).collect());
            let n = i64::try_from(each.len()).unwrap_or(i64::MAX);
            let weekly = stats::median(&each);
            let measured = weekly.map(points_of);
            let new = measured.map_or(base.points, |measured| shrunk(n, measured, base.points));
            Measure { name: base.name.clone(), old: base.points, n, weekly, measured, new }
        })
        .collect()
}

/// The base that a case has by a pack.
fn base_of(pack: &Weights, case: &CaseFacts, stages: &BTreeSet<&str>, day: Day) -> Option<String> {
    let mut facts = Facts::default().with(Fact::Pack, &case.case_type).if_so(Fact::Court, case.court);
    let tier = [(Fact::Tier, case.tier.as_deref()), (Fact::Setting, case.setting.as_deref())];
    for (fact, value) in tier.into_iter().chain([(Fact::Risk, Some(case.band.as_str()))]) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts = facts.with(fact, value);
        }
    }
    for stage in stages {
        facts = facts.with(Fact::Stage, stage);
    }
    match score(pack, &facts, None, day).parts.into_iter().next() {
        Some(Part::Plus(_, name)) => Some(name),
        _ => None,
    }
}

/// The pack with what was measured in it: its next version, from a day on.
pub fn next(pack: &Weights, measures: &[Measure], (version, from): (i64, Day), source: String) -> Weights {
    let mut next = Weights { version, effective_from: from, source, ..pack.clone() };
    for base in &mut next.bases {
        if let Some(measure) = measures.iter().find(|one| one.name == base.name) {
            base.points = measure.new;
        }
    }
    next
}

/// What new weights would do to the open cases of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamChange {
    /// The team.
    pub team: String,
    /// Its open cases.
    pub cases: i64,
    /// Those whose points change.
    pub changed: i64,
    /// Points of all before.
    pub before: Points,
    /// Points of all then.
    pub after: Points,
    /// The largest change of one case: more, or less.
    pub largest: Points,
}

/// What new weights would do to all open cases, the teams that change most first.
pub fn trial<'a>(cases: impl IntoIterator<Item = (&'a str, &'a [Score; 2])>) -> Vec<TeamChange> {
    let mut teams: BTreeMap<&str, TeamChange> = BTreeMap::new();
    for (team, [before, after]) in cases {
        let sum = teams.entry(team).or_insert_with(|| TeamChange {
            team: team.to_owned(),
            cases: 0,
            changed: 0,
            before: Points::ZERO,
            after: Points::ZERO,
            largest: Points::ZERO,
        });
        let change = after.points - before.points;
        sum.cases += 1;
        sum.changed += i64::from(change != Points::ZERO);
        sum.before += before.points;
        sum.after += after.points;
        if change.in_hundredths().abs() > sum.largest.in_hundredths().abs() {
            sum.largest = change;
        }
    }
    let mut all: Vec<_> = teams.into_values().collect();
    all.sort_by_key(|one| (-(one.after - one.before).in_hundredths().abs(), one.team.clone()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{time::model::Activity, weights::shipped};
    use kernel::Id;
    use uuid::Uuid;

    #[test]
    fn few_cases_move_a_weight_a_little_and_many_move_it_far() {
        let (old, measured) = (Points::whole(8), Points::whole(12));
        // (0 × 12 + 8 × 8) ÷ 8; (8 × 12 + 8 × 8) ÷ 16; (2 × 12 + 64) ÷ 10; (92 × 12 + 64) ÷ 100.
        let new = [0, 8, 2, 92].map(|n| shrunk(n, measured, old).in_hundredths());
        assert_eq!(new, [800, 1_000, 880, 1_168]);
        assert_eq!(shrunk(1, Points::hundredths(5), Points::ZERO), Points::hundredths(1), "5 ÷ 9 is 0.56");
        // 120 minutes a week are 8 hours in four weeks; 90 are 6.
        assert_eq!([points_of(120.0), points_of(90.0)], [Points::whole(8), Points::whole(6)]);
        assert_eq!(points_of(86.0), Points::hundredths(573));
    }

    #[test]
    fn each_base_is_measured_by_the_cases_that_have_it() {
        let pack = &shipped()[0];
        let case = |n: u128| -> CaseId { Id::from_uuid(Uuid::from_u128(n)) };
        let day = Day::parse("2026-11-17").expect("a day");
        let facts = |n, kind: &str, band: &str, court| CaseFacts {
            case_id: case(n),
            case_type: kind.to_owned(),
            band: band.to_owned(),
            court,
            tier: None,
            setting: None,
        };
        let cases = [
            facts(1, "asb", "high", false),
            facts(2, "asb", "high", false),
            facts(3, "asb", "", false),
            facts(4, "adult-social-care", "high", true),
            facts(5, "homelessness-england", "", false),
            facts(6, "nothing-known", "", false),
        ];
        let stages =
            [InStage { case_id: case(5), stage: "relief".to_owned(), entered_on: day, left_on: None }];
        let entry = |n, minutes| Counted {
            user_id: Id::from_uuid(Uuid::from_u128(1)),
            team_id: Id::from_uuid(Uuid::from_u128(1)),
            on_day: day,
            from_minute: 540,
            minutes,
            activity: Activity::Face,
            interrupted: false,
            case_id: Some(case(n)),
            case_type: None,
        };
        let entries = [
            entry(1, 240),
            entry(2, 60),
            entry(2, 60),
            entry(3, 60),
            entry(4, 840),
            entry(5, 480),
            entry(6, 30),
        ];
        let all = measures(pack, (&entries, &cases, &stages), 14);
        let of = |name: &str| all.iter().find(|one| one.name == name).cloned().expect("a base");
        let high = of("high risk of anti-social behaviour");
        // 120 and 60 minutes a week: 90 in the middle, 6 points; (2 × 6 + 8 × 10) ÷ 10 = 9.2.
        assert_eq!((high.n, high.weekly, high.measured), (2, Some(90.0), Some(Points::whole(6))));
        assert_eq!(high.new, Points::hundredths(920));
        assert_eq!(of("court or mental capacity").measured, Some(Points::whole(28)));
        // 240 minutes a week are 16 points; (16 + 8 × 8) ÷ 9 = 8.89.
        assert_eq!(of("relief").new, Points::hundredths(889));
        let untouched = of("prevention");
        assert_eq!((untouched.n, untouched.measured, untouched.new), (0, None, untouched.old));
        let next = next(pack, &all, (2, day), "A study".to_owned());
        assert_eq!(crate::weights::read(&crate::weights::write(&next)).as_ref(), Ok(&next));
        assert_eq!((next.version, next.changes == pack.changes), (2, true));
    }

    #[test]
    fn a_trial_adds_up_by_team() {
        let score = |points| Score { parts: Vec::new(), points: Points::whole(points) };
        let cases = [
            ("North", [score(8), score(10)]),
            ("North", [score(8), score(3)]),
            ("South", [score(5), score(5)]),
            ("South", [score(1), score(20)]),
        ];
        let all = trial(cases.iter().map(|(team, scores)| (*team, scores)));
        let short: Vec<_> = all
            .iter()
            .map(|t| {
                (t.team.as_str(), t.cases, t.changed, (t.after - t.before).to_string(), t.largest.to_string())
            })
            .collect();
        assert_eq!(
            short,
            [
                ("South", 2, 1, "19".to_owned(), "19".to_owned()),
                ("North", 2, 2, "−3".to_owned(), "−5".to_owned())
            ]
        );
    }
}
