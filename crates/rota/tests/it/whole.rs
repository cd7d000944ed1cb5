//! The whole search on twelve officers and twelve weeks.

use crate::twelve;
use rota::{Activity, Effort, Kind, Names, breaches, objective, solve};

fn effort(steps: u64) -> Effort {
    Effort { restarts: 1, steps, ..Effort::default() }
}

#[test]
fn everything_is_covered_and_nothing_hard_is_broken() {
    let problem = twelve();
    let solved = solve(&problem, &effort(1_000_000), 1, &mut |_| true);
    assert!(solved.finished);
    let found = breaches(&problem, &solved.plan, &Names::numbered());
    let of = |kind| found.iter().filter(|breach| breach.kind == kind).count();
    assert!(found.iter().all(|breach| !breach.kind.is_hard()), "{found:?}");
    assert_eq!([Kind::Desk, Kind::NoSenior, Kind::Panel, Kind::Unsupervised].map(of), [0; 4]);
    // No rota is better than the bound; a million steps come within a fifth of it.
    assert!((-1_374..=-1_100).contains(&solved.objective), "{}", solved.objective);
    // The search's own sum is that of the rules.
    assert_eq!(solved.objective, objective(&problem, &solved.plan));
}

#[test]
fn the_same_seed_is_the_same_rota_on_every_machine() {
    let problem = twelve();
    let solved = solve(&problem, &effort(200_000), 5, &mut |_| true);
    assert_eq!(solved, solve(&problem, &effort(200_000), 5, &mut |_| true));
    assert_ne!(solved.plan, solve(&problem, &effort(200_000), 6, &mut |_| true).plan);
    assert_eq!((solved.objective, solved.plan.letters()[0][..20].to_owned()), (KNOWN.0, KNOWN.1.to_owned()));
}

/// What seed 5 gave when this was written: a machine that gives something else counts in another way.
const KNOWN: (i32, &str) = (-977, "VVDDCCDDCCCCDSCCVVCC");

#[test]
fn more_work_finds_no_worse_and_restarts_keep_the_best() {
    let problem = twelve();
    let one = solve(&problem, &effort(100_000), 3, &mut |_| true);
    let three = solve(&problem, &Effort { restarts: 3, ..effort(100_000) }, 3, &mut |_| true);
    assert!(three.objective <= one.objective);
}

#[test]
fn a_search_that_is_stopped_gives_what_it_has_and_says_so() {
    let problem = twelve();
    let mut looks = Vec::new();
    let solved = solve(&problem, &effort(1_000_000), 1, &mut |progress| {
        looks.push(progress);
        looks.len() < 2
    });
    assert!(!solved.finished);
    assert_eq!(looks.len(), 2);
    assert!(looks[0].done < looks[1].done && looks[1].done < 0.5, "{looks:?}");
    assert!(looks[1].best < looks[0].best, "{looks:?}");
    assert_eq!(solved.objective, objective(&problem, &solved.plan));
}

#[test]
fn nobody_is_planned_where_they_are_not() {
    let problem = twelve();
    let solved = solve(&problem, &effort(50_000), 2, &mut |_| true);
    for (officer, row) in solved.plan.0.iter().enumerate() {
        for (slot, one) in row.iter().enumerate() {
            assert_eq!(one.is_some(), problem.officers[officer].at_work[slot]);
            assert!(one.is_none_or(|one| problem.may(officer, slot, one)), "{officer} {slot} {one:?}");
        }
    }
    assert!(solved.plan.0.iter().flatten().any(|one| *one == Some(Activity::Supervision)));
}

#[test]
fn a_single_officer_and_weeks_without_anybody_are_planned_too() {
    let away = "0".repeat(40);
    let problem = rota::text::read(&format!("1 20\n10 1 0 0 -1 {away}\n{away}\n")).expect("a problem");
    let solved = solve(&problem, &effort(10_000), 1, &mut |_| true);
    // Forty half-days with two places each and no senior, five places at panels, four weeks without supervision.
    assert_eq!(solved.objective, 40 * (2_000 + 200) + 5 * 500 + 120);
}
