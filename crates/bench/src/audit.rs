//! What the audit costs: a caseload page read with its audit row on disk before the answer, against the same read
//! without. The program never does the second.

use crate::{
    Bench,
    table::{Figure, number},
    times::Times,
};
use access::{Actor, Db, NOBODY, Role, Scope, Shown, UserId};
use cases::store::caseload::{self, LoadLine, Whose};
use kernel::{
    Clock, Error, Id, Result,
    db::{Conn, Place},
};
use std::time::{Duration, Instant};

/// Callers that read at once, in the second of the two comparisons.
const CALLERS: usize = 32;

/// Measures one reader and many.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let database = bench.demo.copy("audit.db")?;
    let facade = alongside::serve::open(&Place::File(database.path().to_owned()), 1, &Clock::system())?;
    let db = alongside::serve::with_settings(facade, false);
    let officer = kernel::words::fold(&bench.demo.account("officer")?.sign_in);
    let named = db.facade().report_now(move |c| access::store::user_named(c, 1, &officer))?;
    let user = named.ok_or_else(|| Error::invalid("the demo's officer has no account"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Error::io("the async runtime", e))?;
    let count = bench.size(800, 320);
    let figures = runtime.block_on(async {
        let actor = actor(user, &db);
        let scope = db.own(&actor, |_, scope| Ok(scope.clone())).await?;
        let mut figures = Vec::new();
        for callers in [1, CALLERS] {
            let audited = run(callers, count, || {
                let (db, actor) = (db.clone(), actor.clone());
                async move { with_audit(&db, &actor).await }
            });
            let (audited, audited_rate) = audited.await?;
            let plain = run(callers, count, || {
                let (db, scope) = (db.clone(), scope.clone());
                async move { without_audit(&db, scope).await }
            });
            let (plain, plain_rate) = plain.await?;
            let words = format!(
                "{:.1} against {:.1} ms, {} against {} a second",
                audited.percentile(50),
                plain.percentile(50),
                number(audited_rate.round()),
                number(plain_rate.round())
            );
            let who = if callers == 1 { "1 reader".to_owned() } else { format!("{callers} readers") };
            figures.push(Figure::report(format!("A caseload read with and without audit, {who}"), words));
        }
        Ok(figures)
    });
    db.facade().close();
    figures
}

/// The officer, as a request would find them.
fn actor(user: UserId, db: &Db) -> Actor {
    Actor {
        tenant: db.tenant(),
        user,
        organisation: Id::from_uuid(NOBODY),
        organisation_name: String::new(),
        service: String::new(),
        name: String::new(),
        job_title: String::new(),
        clearance: 1,
        own_person: NOBODY,
        roles: vec![Role::Officer],
        session: NOBODY,
        request: NOBODY,
        now: db.clock().now(),
        csrf: String::new(),
        idle_seconds: 0,
    }
}

fn page(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<LoadLine>> {
    caseload::list(c, scope, Whose::Worker(scope.user()), ("next", false), 25, 0)
}

async fn with_audit(db: &Db, actor: &Actor) -> Result<usize> {
    db.list(actor, "list", String::new(), |c, scope| {
        let lines = page(c, scope)?;
        let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
        Ok(Shown { value: lines.len(), subjects })
    })
    .await
}

async fn without_audit(db: &Db, scope: Scope) -> Result<usize> {
    db.facade().read(move |c| page(c, &scope).map(|lines| lines.len())).await
}

/// Runs something `count` times from so many callers at once: each one's time, and how many a second.
async fn run<F>(callers: usize, count: usize, once: impl Fn() -> F) -> Result<(Times, f64)>
where
    F: Future<Output = Result<usize>> + Send + 'static,
{
    let mut times = Times::default();
    let begun = Instant::now();
    for _ in 0..count / callers {
        let asked: Vec<_> = (0..callers).map(|_| tokio::spawn(timed(once()))).collect();
        for one in asked {
            times.add([one.await.map_err(Error::defect)??]);
        }
    }
    let rate = times.count() as f64 / begun.elapsed().as_secs_f64();
    Ok((times, rate))
}

async fn timed(one: impl Future<Output = Result<usize>>) -> Result<Duration> {
    let begun = Instant::now();
    match one.await? {
        0 => Err(Error::invalid("the officer's caseload is empty")),
        _ => Ok(begun.elapsed()),
    }
}
