//! What results of reviews cost over a service's whole history: the page reads sums that are kept, not reviews.

use crate::{
    Bench,
    http::Client,
    inside::Inside,
    pages::{Wish, cheapest},
    process::Server,
    table::{Figure, number},
};
use kernel::{Chance, Day, Error, Result, db::ConnExt};
use quality::{
    forms::{self, ReviewForm, score},
    model::Answer,
    results::import::{Named, PastReview, count_imported},
};
use std::path::Path;
use uuid::Uuid;

/// Months over which the reviews lie: all that the page shows unless somebody chooses.
const MONTHS: i64 = 24;
/// Reviews written in one step.
const STEP: usize = 500;
/// The page.
const PAGE: &str = "/reviews/results";

kernel::statements! {
    OFFICERS: (Uuid, Uuid) = "SELECT user_id, team_id
        FROM team_member
        WHERE tenant_id = $1 AND NOT manages
        ORDER BY user_id, team_id
        LIMIT 500";
}

/// Measures the page of results.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("results.db")?;
    let reviews = bench.size(100_000, 10_000);
    let leader = bench.demo.account("team leader")?;
    let inside = Inside::open(database.path())?;
    fill(&inside, reviews)?;
    let statements = inside.sign_in(leader, &bench.demo.password)?.count(PAGE)?;
    inside.close();
    let name = format!("Results over {} reviews", number(reviews as f64));
    let (cpu, words) = cost(bench, database.path(), &leader.sign_in)?;
    Ok(vec![
        Figure::at_most(format!("Statements: {}", name.to_lowercase()), statements, 12.0, ""),
        Figure::at_most(format!("{name}: CPU"), cpu, 50.0, " ms"),
        Figure::report(format!("{name}: wall p50 / p95 / p99"), words),
    ])
}

fn cost(bench: &Bench, database: &Path, sign_in: &str) -> Result<(f64, String)> {
    let server = Server::start(&bench.program, database)?;
    server.quiet()?;
    let client = Client::signed_in(server.address, sign_in, &bench.demo.password)?;
    let wishes = vec![Wish::Page(PAGE.to_owned()); bench.size(100, 20)];
    let (cpu, times) = cheapest(&server, &client, &wishes)?;
    Ok((cpu, times.words()))
}

/// Writes so many reviews of the last two years, each with all its answers, as an import does.
fn fill(inside: &Inside, reviews: usize) -> Result<()> {
    let (db, chance) = (inside.db(), Chance::seeded(8));
    let tenant = db.tenant();
    let officers = db.facade().report_now(move |c| c.all(OFFICERS, kernel::args![tenant]))?;
    let form = forms::shipped().iter().find(|form| !form.criteria.is_empty());
    let (Some(form), false) = (form, officers.is_empty()) else {
        return Err(Error::invalid("the demo has no officer, or the program no form"));
    };
    let now = db.clock().now();
    let batch = db.chance().uuid(now);
    let today = Day::of(now);
    let this = Day::new(today.year(), today.month(), 1).unwrap_or(today);
    let all: Vec<PastReview> = (0..reviews)
        .map(|n| {
            // Month by month, so that sums grow in the order in which they lie on disk.
            let month = this.plus_months(i64::try_from(n * 24 / reviews).unwrap_or(0) + 1 - MONTHS);
            review(&chance, form, officers[n % officers.len()], (db.chance().uuid(now), month))
        })
        .collect();
    db.facade().write_now(move |c| access::relations::open_batch(c, tenant, batch))?;
    for part in all.chunks(STEP) {
        let part = part.to_vec();
        db.facade().write_now(move |c| count_imported(c, tenant, batch, &part))?;
    }
    db.facade().write_now(move |c| access::relations::publish_batch(c, tenant, batch))
}

fn review(
    chance: &Chance,
    form: &ReviewForm,
    (officer, team): (Uuid, Uuid),
    (review_id, month): (Uuid, Day),
) -> PastReview {
    let answers: Vec<(String, Answer)> = form
        .criteria
        .iter()
        .map(|criterion| {
            let answer = match chance.below(10) {
                0..=5 => Answer::Met,
                6..=7 => Answer::Partly,
                _ => Answer::NotMet,
            };
            (criterion.id.clone(), answer)
        })
        .collect();
    let given = |id: &str| answers.iter().find(|(known, _)| known == id).map(|(_, answer)| *answer);
    let none = forms::Score { percent: None, applicable: 0, critical: Vec::new() };
    PastReview {
        review_id,
        month,
        officer: Named::Known(officer),
        team: Named::Known(team),
        area: Named::Nobody,
        case_id: None,
        reference: String::new(),
        case_type: form.packs.first().cloned().unwrap_or_default(),
        form: (form.id.clone(), form.version),
        score: score(form, given).unwrap_or(none),
        answers,
    }
}
