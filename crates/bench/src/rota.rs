//! What a rota costs: one that covers everything, one that is good, and one that is mended.

use crate::{
    Bench,
    process::own_cpu_seconds,
    table::{Figure, number},
};
use kernel::{Error, Result};
use rota::{Activity, Effort, Kind, Names, Plan, Problem, breaches, problem::Standing, solve, text};

/// Twelve officers, twelve weeks.
const INSTANCE: &str = include_str!("../../rota/tests/data/rota_inst1.txt");
/// Steps after which everything has to be covered.
const FIRST: u64 = 1_000_000;
/// From the fifth week on, for two weeks.
const ILL: std::ops::Range<usize> = 40..60;

/// Measures the search. HiGHS took 36 CPU seconds to -1230 on this instance; nothing is below -1374.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let problem = text::read(INSTANCE).map_err(Error::invalid)?;
    let first = Effort { restarts: 1, steps: FIRST, ..Effort::default() };
    let ((covered, _), covering) = timed(|| searched(&problem, &first))?;
    let whole = Effort { restarts: bench.size(Effort::default().restarts, 1), ..Effort::default() };
    let ((plan, objective), search) = timed(|| searched(&problem, &whole))?;
    let broken = broken(&problem, &plan);
    let ((mended, _), mending) = timed(|| searched(&broken, &Effort::mend()))?;
    let (forced, changed) = changes(&broken, &plan, &mended);
    let lacking = lacks(&problem, &covered) + lacks(&problem, &plan) + lacks(&broken, &mended);
    Ok(vec![
        Figure::at_most("Rota of 12 officers, 12 weeks: all covered, CPU", covering, 2.0, " s"),
        Figure::at_most(
            "Hard breaches and places not filled in it, the next and the mended one",
            lacking,
            0.0,
            "",
        ),
        Figure::at_most("The whole search: CPU", search, 8.0, " s"),
        Figure::at_most("The whole search: objective (lower is better)", objective, -1_240.0, ""),
        Figure::at_most("Two ill for two weeks: mended, CPU", mending, 1.0, " s"),
        Figure::at_most(
            format!("Two ill for two weeks: changes for each of the {} forced", number(forced)),
            changed / forced,
            1.3,
            "",
        ),
    ])
}

fn searched(problem: &Problem, effort: &Effort) -> (Plan, f64) {
    let solved = solve(problem, effort, 1, &mut |_| true);
    (solved.plan, f64::from(solved.objective))
}

/// What something gives, and the CPU seconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> Result<(T, f64)> {
    let before = own_cpu_seconds()?;
    let done = work();
    Ok((done, own_cpu_seconds()? - before))
}

fn lacks(problem: &Problem, plan: &Plan) -> f64 {
    let missing = |kind| matches!(kind, Kind::Desk | Kind::Panel | Kind::NoSenior);
    let found = breaches(problem, plan, &Names::numbered());
    let lacking: i32 =
        found.iter().filter(|one| one.kind.is_hard() || missing(one.kind)).map(|one| one.n).sum();
    f64::from(lacking)
}

/// The second and the seventh officer are ill.
fn broken(problem: &Problem, plan: &Plan) -> Problem {
    let mut broken = problem.clone();
    for officer in [1, 6] {
        broken.officers[officer].at_work[ILL].fill(false);
    }
    broken.standing = Some(Standing { plan: plan.clone(), from: ILL.start });
    broken
}

/// Half-days of duty and panels that fall out, each of which is one change at least, and half-days that changed for those
/// who are there.
fn changes(broken: &Problem, was: &Plan, is: &Plan) -> (f64, f64) {
    let (mut forced, mut changed) = (0.0, 0.0);
    for officer in 0..broken.officers.len() {
        for slot in ILL.start..broken.slots {
            match (was.at(officer, slot), is.at(officer, slot)) {
                (Some(Activity::Duty | Activity::Panel), None) => forced += 1.0,
                (before, after @ Some(_)) if before != after => changed += 1.0,
                _ => {}
            }
        }
    }
    (forced, changed)
}
