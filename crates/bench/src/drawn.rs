//! What a month's draw of reviews costs a large service: the frame of all live cases, the order, the reviews, and what
//! facts propose for each of them.

use crate::{
    Bench,
    inside::Inside,
    table::{Figure, number},
};
use access::CaseId;
use kernel::{Day, Error, Result, db::ConnExt};
use quality::{
    auto::{Rule, proposals_of_many},
    draw::{
        model::EACH,
        run::{Asked, draw},
    },
};
use std::time::Instant;

/// Cases of which what facts propose is counted one by one.
const ONE_BY_ONE: usize = 50;

kernel::statements! {
    LIVE: (i64, i64) = "SELECT CAST(count(*) AS BIGINT), CAST(count(DISTINCT worker_id) AS BIGINT)
        FROM case_file
        WHERE tenant_id = $1 AND worker_id IS NOT NULL AND closed_on IS NULL";
    // The day from which on so many cases were closed.
    SINCE: (Day,) = "SELECT closed_on
        FROM case_file
        WHERE tenant_id = $1 AND worker_id IS NOT NULL AND closed_on IS NOT NULL
        ORDER BY closed_on DESC
        LIMIT 1 OFFSET $2";
    REOPEN: () = "UPDATE case_file
        SET closed_on = NULL
        WHERE tenant_id = $1 AND worker_id IS NOT NULL AND closed_on >= $2";
}

/// Measures a draw with all that is proposed for it, and what is proposed for one case.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("drawn.db")?;
    let inside = Inside::open(database.path())?;
    let (live, officers) = fill(&inside, bench.size(20_000, 2_000))?;
    let (db, tenant) = (inside.db(), inside.db().tenant());
    let today = Day::of(db.clock().now());
    // The demo has drawn the month that it is: this is the next.
    let month = Day::new(today.year(), today.month(), 1).unwrap_or(today).plus_months(1);
    let asked = Asked { month, team: None, each: EACH, seed: None, by: access::NOBODY };
    let begun = Instant::now();
    let drawn = draw(db, &asked)?;
    let took = begun.elapsed();
    let cases: Vec<CaseId> = drawn.picks.iter().map(|pick| pick.framed.case).collect();
    let wanted = cases.clone();
    let all = db.facade().report_now(move |c| proposals_of_many(c, tenant, &wanted, &Rule::ALL, today))?;
    let whole = begun.elapsed();
    if cases.is_empty() || all.len() != cases.len() {
        return Err(Error::invalid("nothing was drawn, or not everything was proposed for"));
    }
    let statements = one_by_one(&inside, &cases, today)?;
    inside.close();
    let name = format!(
        "Draw for {} officers with {} live cases, answers proposed",
        number(officers as f64),
        number(live as f64)
    );
    let words = format!(
        "{:.2} s, {:.2} s for {}",
        took.as_secs_f64(),
        whole.saturating_sub(took).as_secs_f64(),
        number(cases.len() as f64)
    );
    Ok(vec![
        Figure::at_most(name, whole.as_secs_f64(), 5.0, " s"),
        Figure::report("That is, the draw, and the proposals for what was drawn", words),
        Figure::at_most("Statements: proposed answers of one case", statements, 6.0, ""),
    ])
}

/// Counts cases that were closed last as live again, with all their facts, until there are so many: how many there
/// are then, and how many officers hold them.
fn fill(inside: &Inside, wanted: i64) -> Result<(i64, i64)> {
    let (facade, tenant) = (inside.db().facade(), inside.db().tenant());
    let count = move || facade.report_now(move |c| c.one(LIVE, kernel::args![tenant]));
    let (live, _) = count()?;
    if live < wanted {
        facade.write_now(move |c| {
            let since = c.opt(SINCE, kernel::args![tenant, wanted - live - 1])?;
            let (since,) = since.ok_or_else(|| Error::invalid("the demo has too few cases"))?;
            c.exec(REOPEN, kernel::args![tenant, since]).map(drop)
        })?;
    }
    count()
}

/// The most statements that what is proposed for one case took.
fn one_by_one(inside: &Inside, cases: &[CaseId], today: Day) -> Result<f64> {
    let (facade, tenant) = (inside.db().facade(), inside.db().tenant());
    cases.iter().take(ONE_BY_ONE).try_fold(0.0, |most, case| {
        let (case, before) = (*case, facade.counted_statements());
        facade.report_now(move |c| proposals_of_many(c, tenant, &[case], &Rule::ALL, today))?;
        let taken = u32::try_from(facade.counted_statements() - before).map_or(f64::INFINITY, f64::from);
        Ok(f64::max(most, taken))
    })
}
