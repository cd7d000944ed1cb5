//! How long a large import of our template takes, and how long others wait for the writer meanwhile.
//!
//! ```text
//! cargo run --release -p imports --example million -- 100000 [DATABASE]
//! ```
#![expect(clippy::print_stdout, reason = "its figures are what it is for")]

use access::{Db, OrganisationId, Role, Settings, TeamId, UserId, relations, store};
use kernel::{
    Chance, Clock, Error, Result,
    db::{Options, Place, migrate},
};
use std::{
    env,
    io::Write,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

fn main() -> Result<()> {
    let mut args = env::args().skip(1);
    let rows: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = env::temp_dir().join(format!("alongside-million-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| Error::io(folder.display(), e))?;
    let place = args.next().unwrap_or_else(|| folder.join("alongside.db").display().to_string());
    let db = open(&place)?;
    let file = folder.join("cases.csv");
    write_file(&file, rows).map_err(|e| Error::io(file.display(), e))?;
    let stop = Arc::new(AtomicBool::new(false));
    let waiting = probe(&db, &stop);
    let began = Instant::now();
    let args = imports::command::CasesArgs { file, ..Default::default() };
    let code = imports::command::cases(&db, &args, &mut std::io::stdout(), &AtomicBool::new(false))?;
    let spent = began.elapsed();
    stop.store(true, Ordering::SeqCst);
    let mut waits = waiting.join().unwrap_or_default();
    waits.sort_unstable();
    let at = |part: usize| {
        waits.get((waits.len() * part / 1000).min(waits.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    println!(
        "code {code}, {rows} rows in {:.1} s: {:.0} rows a second",
        spent.as_secs_f64(),
        rows as f64 / spent.as_secs_f64()
    );
    println!(
        "another writer waited: p50 {:?}, p99 {:?}, longest {:?}, {} tries",
        at(500),
        at(990),
        at(1000),
        waits.len()
    );
    db.facade().close();
    // What is left does no harm: the machine clears its temporary folder.
    let _gone = std::fs::remove_dir_all(&folder);
    Ok(())
}

fn open(place: &str) -> Result<Db> {
    let db = kernel::db::Db::open(&Place::parse(place), &Options::default())?;
    let clock = Clock::system();
    migrate::run(&db, migrate::SERIES, &clock)?;
    let db = Db::new(db, clock, Chance::system(), Settings::default());
    let (tenant, now, chance) = (db.tenant(), db.clock().now(), db.chance().clone());
    db.facade().write_now(move |c| {
        if store::tenant(c, tenant)?.is_some() {
            return Ok(());
        }
        store::add_tenant(c, tenant, "Northfield", "england-and-wales", now)?;
        let council: OrganisationId = chance.id(now);
        store::add_organisation(c, tenant, council, "Northfield Council", "council")?;
        let teams: Vec<TeamId> = (0..9).map(|_| chance.id(now)).collect();
        for (n, team) in teams.iter().enumerate() {
            relations::add_team(c, tenant, *team, council, None, &format!("Team {n}"))?;
        }
        for n in 0..60 {
            let user: UserId = chance.id(now);
            store::add_user(
                c,
                tenant,
                &store::NewUser {
                    user_id: user,
                    organisation_id: council,
                    name: format!("Worker {n}"),
                    job_title: "Officer".to_owned(),
                    phone: String::new(),
                    sign_in: format!("worker{n}"),
                    clearance: 1,
                    status: "active".to_owned(),
                    batch_id: None,
                },
            )?;
            store::grant(c, tenant, user, Role::Officer)?;
            relations::add_team_member(c, tenant, user, teams[n % 9], n < 9, now)?;
        }
        Ok(())
    })?;
    Ok(db)
}

/// Writes again and again, as people's looks do, and notes how long each took.
fn probe(db: &Db, stop: &Arc<AtomicBool>) -> std::thread::JoinHandle<Vec<Duration>> {
    let (db, stop) = (db.clone(), stop.clone());
    std::thread::spawn(move || {
        let mut waits = Vec::new();
        while !stop.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(7));
            let (tenant, now, began) = (db.tenant(), db.clock().now(), Instant::now());
            let done = db.facade().write_now(move |c| {
                access::store::keep_draft(
                    c,
                    tenant,
                    kernel::Id::from_uuid(access::NOBODY),
                    "probe",
                    access::NOBODY,
                    "x",
                    now,
                )
            });
            if done.is_ok() {
                waits.push(began.elapsed());
            }
        }
        waits
    })
}

fn write_file(path: &Path, rows: u64) -> std::io::Result<()> {
    const GIVEN: [&str; 24] = [
        "Maya",
        "Stephen",
        "Aisha",
        "Oluwaseun",
        "Grace",
        "Piotr",
        "Mohammed",
        "Chloe",
        "Zoë",
        "Harpreet",
        "Liam",
        "Fatima",
        "Dean",
        "Siobhán",
        "Kwame",
        "Mina",
        "Tariq",
        "Joan",
        "Ravi",
        "Elif",
        "Daniel",
        "Nkechi",
        "Ewa",
        "Sam",
    ];
    const STEMS: [&str; 30] = [
        "Okafor", "Bell", "Khan", "Smith", "Novak", "Patel", "Brown", "Singh", "Walsh", "Mensah", "Hughes",
        "Ali", "Kaya", "Ward", "Costa", "Ivanov", "Jones", "Rahman", "Moore", "Nowak", "Taylor", "Abebe",
        "Wright", "Yusuf", "Green", "Hall", "Begum", "Scott", "Murphy", "Cole",
    ];
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(
        out,
        "Case reference,Case type,Stage,Title,Opened,Closed,Outcome,Team,Worker,Full name,Date of birth,Phone,Address,Postcode,Last contact,Last contact note"
    )?;
    let mut seed = 42u64;
    let mut draw = |n: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    for n in 0..rows {
        let (given, family) = (GIVEN[draw(24) as usize], STEMS[draw(30) as usize]);
        let ending = ["", "s", "son", "ski", "er", "ley", "ton", "well"][draw(8) as usize];
        let (closed, outcome) = if draw(3) > 0 { ("14/06/2025", "Resolved") } else { ("", "") };
        writeln!(
            out,
            "ASB-2024-{n:07},Anti-social behaviour,Investigation,Noise at night,{:02}/{:02}/2024,{closed},{outcome},Team {},worker{},{given} {family}{ending},{:02}/{:02}/{},07700 {:06},{} Larch Court,NF{} {}AB,{:02}/03/2025,Visited and talked about the noise.",
            draw(28) + 1,
            draw(12) + 1,
            draw(9),
            draw(60),
            draw(28) + 1,
            draw(12) + 1,
            1940 + draw(68),
            draw(1_000_000),
            draw(200) + 1,
            draw(20),
            draw(9),
            draw(28) + 1,
        )?;
    }
    out.flush()
}
