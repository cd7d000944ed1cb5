//! A rota that stands and is broken by sickness.

use crate::twelve;
use rota::{Activity, Effort, Kind, Names, Plan, Problem, breaches, problem::Standing, solve};

/// Two officers are ill for two weeks from the fifth week on.
fn broken(plan: &Plan) -> (Problem, usize) {
    let mut problem = twelve();
    let mut forced = 0;
    for officer in [1, 6] {
        for slot in 40..60 {
            problem.officers[officer].at_work[slot] = false;
            let needed = matches!(plan.at(officer, slot), Some(Activity::Duty | Activity::Panel));
            forced += usize::from(needed);
        }
    }
    problem.standing = Some(Standing { plan: plan.clone(), from: 40 });
    (problem, forced)
}

#[test]
fn two_sicknesses_are_covered_with_few_changes() {
    let made =
        solve(&twelve(), &Effort { restarts: 1, steps: 2_000_000, ..Effort::default() }, 1, &mut |_| true);
    let (problem, forced) = broken(&made.plan);
    let mended = solve(&problem, &Effort::mend(), 1, &mut |_| true).plan;
    let changed = |slots: std::ops::Range<usize>| {
        let cells = || (0..12).flat_map(|officer| slots.clone().map(move |slot| (officer, slot)));
        let other = |(officer, slot): &(usize, usize)| {
            mended.at(*officer, *slot).is_some()
                && mended.at(*officer, *slot) != made.plan.at(*officer, *slot)
        };
        cells().filter(other).count()
    };
    assert_eq!(changed(0..40), 0, "what is past stays");
    // Each half-day of duty that falls out is one change at least.
    let all = changed(40..120);
    assert!(forced > 0 && all >= forced && 10 * all <= 13 * forced, "{all} changes, {forced} forced");
    let found = breaches(&problem, &mended, &Names::numbered());
    assert!(found.iter().all(|breach| !breach.kind.is_hard() && breach.kind != Kind::Desk), "{found:?}");
}

#[test]
fn nothing_changes_where_nothing_is_broken() {
    let made =
        solve(&twelve(), &Effort { restarts: 1, steps: 500_000, ..Effort::default() }, 1, &mut |_| true);
    let mut problem = twelve();
    problem.standing = Some(Standing { plan: made.plan.clone(), from: 40 });
    let again = solve(&problem, &Effort { steps: 200_000, ..Effort::mend() }, 1, &mut |_| true);
    assert_eq!(again.plan, made.plan);
}
