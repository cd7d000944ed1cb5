//! Serving: opening the database, listening, and stopping in good order.

use crate::app;
use access::{Db, Settings};
use cases::{outbox::deliver::Carriers, tools::Tools};
use kernel::{
    Chance, Clock, Error, Result,
    db::{Db as Facade, Options, Place, migrate},
};
use std::{io::Write, net::SocketAddr, time::Duration};

/// How long open requests may take to finish when the program is asked to stop.
const DRAIN: Duration = Duration::from_secs(5);

/// Opens a database. A new SQLite file is made and every SQLite file brought up to date; a PostgreSQL database
/// that is behind is left alone, because others may be using it, and the command to bring it up is named.
pub fn open(place: &Place, tenant: i64, clock: &Clock) -> Result<Facade> {
    let db = Facade::open(place, &Options { tenant, ..Options::default() })?;
    if matches!(place, Place::File(_)) {
        migrate::run(&db, migrate::SERIES, clock)?;
    } else if is_behind(&db)? {
        return Err(Error::invalid(format!(
            "this PostgreSQL database is not up to date: run `alongside migrate --database {}` first.",
            place.shown()
        )));
    }
    Ok(db)
}

/// Whether a database lacks steps. An empty one has not even the table that names them.
fn is_behind(db: &Facade) -> Result<bool> {
    match db.report_now(|c| migrate::missing(c, migrate::SERIES)) {
        Ok(missing) => Ok(!missing.is_empty()),
        // 42P01: PostgreSQL knows no such table.
        Err(Error::Database(words)) if words.contains("42P01") => Ok(true),
        Err(e) => Err(e),
    }
}

/// Puts the facade, the machine's clock and chance together.
pub fn with_settings(db: Facade, https: bool) -> Db {
    Db::new(db, Clock::system(), Chance::system(), Settings { https, ..Settings::default() })
}

/// What serving needs besides the database.
pub struct Beside {
    /// Typesetter and virus check.
    pub tools: Tools,
    /// What carries messages.
    pub carriers: Carriers,
}

/// Listens until asked to stop. Without HTTPS in front only this machine may be listened to.
pub fn serve(db: &Db, address: SocketAddr, beside: Beside, out: &mut dyn Write) -> Result<()> {
    if !address.ip().is_loopback() && !db.settings().https {
        return Err(Error::invalid(format!(
            "{address} can be reached from other machines: put HTTPS in front and add --https."
        )));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
        .map_err(|e| Error::io("the async runtime", e))?;
    // Commands that find this lease hand their long work over instead of doing it beside the server.
    let lease = kernel::job::ServerLease::start(db.facade(), db.clock(), db.chance())?;
    let jobs = imports::runner(db)?;
    let clocks = cases::work::sweep::nightly(
        db,
        vec![evidence::returns::nightly::NIGHT, workload::load::night::NIGHT],
    )?;
    let loads = workload::load::night::watch(db)?;
    let rotas = workload::rotas::search::runner(db)?;
    let outbox = cases::outbox::runner(db, beside.carriers)?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|e| Error::io(address, e))?;
        let bound = listener.local_addr().map_err(|e| Error::io(address, e))?;
        writeln!(out, "Alongside is at http://{bound}").map_err(|e| Error::io("standard output", e))?;
        let service =
            app::router_with(db.clone(), beside.tools).into_make_service_with_connect_info::<SocketAddr>();
        let (tell, told) = tokio::sync::oneshot::channel();
        let server = axum::serve(listener, service).with_graceful_shutdown(async {
            asked_to_stop().await;
            let _heard = tell.send(());
        });
        tokio::select! {
            ended = async { server.await } => ended.map_err(|e| Error::io("the server", e)),
            () = async { let _ = told.await; tokio::time::sleep(DRAIN).await } => Ok(()),
        }
    });
    drop((jobs, clocks, loads, rotas, outbox, lease));
    db.facade().close();
    done
}

async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
        }
        Err(_) => drop(interrupted.await),
    }
}
