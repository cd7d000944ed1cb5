//! What playing a team's year through costs, and whether it agrees with the closed form.

use crate::{Bench, process::own_cpu_seconds, table::Figure};
use kernel::{Error, Result};
use stats::{
    queueing::Standing,
    survival::{Curve, Stay},
};
use workload::{
    Points,
    model::{Kind, Scenario, Stays, play},
};

/// Thirty cases a month that last four months on average, for eight officers with room for 17 each.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let unsound = || Error::defect("the model of the measurement is unsound");
    let lasting: Vec<Stay> = (1..=40).map(|n| Stay { time: f64::from(n) * 6.0, ended: n % 7 != 0 }).collect();
    let stays = Curve::of(&lasting, 0.95).as_ref().and_then(Stays::of).ok_or_else(unsound)?;
    let arrivals = 120.0 / stays.mean();
    let law = Standing::of(arrivals, stays.mean()).ok_or_else(unsound)?;
    let kinds = vec![Kind::new(arrivals, stays, Points::whole(1))];
    let scenario = Scenario::new(kinds, vec![Points::whole(17); 8], 365, bench.size(2_000, 100));
    let before = own_cpu_seconds()?;
    let outcome = play(&scenario, 1).ok_or_else(unsound)?;
    let took = own_cpu_seconds()? - before;
    let off = (outcome.cases - law.mean).abs() / outcome.error;
    let words = format!("{:.2} and {:.2}", outcome.cases, law.mean);
    Ok(vec![
        Figure::at_most(format!("A year of 8 officers, {} times: CPU", scenario.runs), took, 1.0, " s"),
        Figure::at_most("Cases that stand, off Little's law by standard errors", off, 3.0, ""),
        Figure::report("That is, played and by the law", words),
    ])
}
