//! What the caseloads of a large service cost: two thousand officers, sixty thousand open cases, every one weighed.

use crate::{
    Bench,
    http::Client,
    inside::Inside,
    pages::{Wish, cheapest},
    process::Server,
    table::{Figure, number},
};
use access::{CaseId, OrganisationId, Role, TeamId, UserId, relations, store};
use kernel::{Chance, Day, Error, Result, args, db::ConnExt};
use staff::{
    model::{Career, Contract},
    store::{Written, add_contract},
};
use std::time::Instant;

/// The page.
const PAGE: &str = "/caseloads";
/// Changes in one step of the writer.
const STEP: usize = 500;

kernel::statements! {
    MEMBERS: (UserId, TeamId, OrganisationId) = "SELECT m.user_id, m.team_id, u.organisation_id
        FROM team_member m
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        WHERE m.tenant_id = $1 AND NOT m.manages
        ORDER BY m.user_id, m.team_id
        LIMIT 5000";
    CLOSED: (CaseId,) = "SELECT case_id FROM case_file WHERE tenant_id = $1 AND closed_on IS NOT NULL
        ORDER BY case_id
        LIMIT $2";
    OPEN: (i64,) = "SELECT count(*) FROM case_file WHERE tenant_id = $1 AND closed_on IS NULL";
    REOPEN: () = "UPDATE case_file
        SET closed_on = NULL, closed_recorded_at = NULL, outcome = '', worker_id = $3, team_id = $4
        WHERE tenant_id = $1 AND case_id = $2";
    ACCESS: () = "UPDATE case_access SET is_open = TRUE, team_id = $3 WHERE tenant_id = $1 AND case_id = $2";
}

/// Measures the page of the whole service.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("loads.db")?;
    let (officers, cases) = (bench.size(2_000, 200), bench.size(60_000, 6_000));
    let manager = bench.demo.account("service manager")?;
    let inside = Inside::open(database.path())?;
    fill(&inside, officers, cases)?;
    let begun = Instant::now();
    let weighed = workload::load::weigh::all(inside.db(), &|| true)?;
    let seconds = begun.elapsed().as_secs_f64();
    workload::load::night::day(inside.db())?;
    let statements = inside.sign_in(manager, &bench.demo.password)?.count(PAGE)?;
    inside.close();
    let server = Server::start(&bench.program, database.path())?;
    server.quiet()?;
    let client = Client::signed_in(server.address, &manager.sign_in, &bench.demo.password)?;
    let wishes = vec![Wish::Page(PAGE.to_owned()); bench.size(60, 10)];
    let (cpu, times) = cheapest(&server, &client, &wishes)?;
    let name = format!(
        "Caseloads of {} officers, {} open cases",
        number(officers as f64),
        number(weighed.looked as f64)
    );
    Ok(vec![
        Figure::at_most(format!("Statements: {}", name.to_lowercase()), statements, 12.0, ""),
        Figure::at_most(format!("{name}: CPU"), cpu, 100.0, " ms"),
        Figure::report(format!("{name}: wall p50 / p95 / p99"), times.words()),
        Figure::report("Weighing all of them at night".to_owned(), format!("{seconds:.1} s")),
    ])
}

/// As many officers, each with hours, and as many open cases, all held by somebody.
fn fill(inside: &Inside, officers: usize, cases: usize) -> Result<()> {
    let (db, chance) = (inside.db(), Chance::seeded(11));
    let (tenant, now) = (db.tenant(), db.clock().now());
    let members = db.facade().report_now(move |c| c.all(MEMBERS, args![tenant]))?;
    let (open,) = db.facade().report_now(move |c| c.one(OPEN, args![tenant]))?;
    let wanted = i64::try_from(cases).unwrap_or(i64::MAX) - open;
    let closed = db.facade().report_now(move |c| c.all(CLOSED, args![tenant, wanted.max(0)]))?;
    let Some(&(by, ..)) = members.first() else {
        return Err(Error::invalid("the demo has no officer"));
    };
    let mut all: Vec<(UserId, TeamId)> = members.iter().map(|(user, team, _)| (*user, *team)).collect();
    let fresh: Vec<(store::NewUser, TeamId)> = (all.len()..officers)
        .map(|n| {
            let (_, team, organisation) = members[n % members.len()];
            let name = format!("Officer {n}");
            let user = store::NewUser {
                user_id: chance.id(now),
                organisation_id: organisation,
                sign_in: format!("officer.{n}"),
                name,
                job_title: "Officer".to_owned(),
                phone: String::new(),
                clearance: 1,
                status: "active".to_owned(),
                batch_id: None,
            };
            (user, team)
        })
        .collect();
    all.extend(fresh.iter().map(|(user, team)| (user.user_id, *team)));
    for part in fresh.chunks(STEP) {
        let part = part.to_vec();
        db.facade().write_now(move |c| {
            part.iter().try_for_each(|(user, team)| {
                store::add_user(c, tenant, user)?;
                store::grant(c, tenant, user.user_id, Role::Officer)?;
                relations::add_team_member(c, tenant, user.user_id, *team, false, now)
            })
        })?;
    }
    let contracts: Vec<_> = all.iter().map(|(user, _)| (chance.uuid(now), contract(*user, now))).collect();
    let written = Written { tenant, at: now, by };
    for part in contracts.chunks(STEP) {
        let part = part.to_vec();
        db.facade()
            .write_now(move |c| part.iter().try_for_each(|(id, one)| add_contract(c, written, *id, one)))?;
    }
    let reopened: Vec<_> = closed.into_iter().zip(all.into_iter().cycle()).collect();
    for part in reopened.chunks(STEP) {
        let part = part.to_vec();
        db.facade().write_now(move |c| {
            part.iter().try_for_each(|((case,), (user, team))| {
                c.exec(REOPEN, args![tenant, *case, *user, *team])?;
                c.exec(ACCESS, args![tenant, *case, *team]).map(drop)
            })
        })?;
    }
    Ok(())
}

fn contract(user: UserId, now: kernel::Instant) -> Contract {
    Contract {
        user_id: user,
        from_on: Day::of(now).plus(-300),
        hours: 3_700,
        pattern: "WWWWWWWWWW".to_owned(),
        career: Career::Experienced,
        casework: 55,
    }
}
