//! A believable partnership from a seed: organisations, teams, about sixty workers, people in households, their
//! cases over two years with contacts, gaps, late recording and uneven caseloads.
//!
//! The same seed and day make the same rows on both engines, however the writing is cut into pieces. It writes
//! facts only, through the slices' own stores, and never a figure that the program should work out. Everybody in it
//! is invented; telephone numbers are from the ranges Ofcom keeps for drama, and the postcode area LQ does not exist.
//!
//! What is drawn comes from here: [`names`] and [`words`] say how people are called and what is written about them,
//! [`world`] who works where, [`casework`] who works with whom, [`household`] and its kin one life after the other.
//! [`stars`] are lives written by hand.

mod around;
mod asked;
mod casework;
mod draw;
mod employed;
mod facts;
mod happened;
mod household;
mod learned;
mod mid_case;
mod names;
mod next;
mod person;
mod places;
mod planned;
mod programmed;
mod reviewed;
mod stars;
mod stories;
mod supervised;
mod timed;
mod told;
mod words;
mod worked;
mod world;
mod writer;

pub use world::{SignIn, sign_ins};

use asked::People;
use cases::slots::Slot;
use casework::Casework;
use draw::Draw;
use facts::Fact;
use household::Households;
use kernel::{Chance, Day, Error, Result};
use reviewed::Caseloads;
use std::{
    cell::{Cell, RefCell},
    sync::atomic::{AtomicBool, Ordering},
};
use worked::Worked;
use world::World;
use writer::Writer;

/// People written by hand, who are always there.
pub const LEAST: u64 = 12;
/// What a demo is called until it is whole.
pub const UNFINISHED: &str = "Demo being made";
/// What it is called then.
const NAME: &str = "Larch Partnership";
/// People that nine teams look after; a larger demo has more teams.
const DISTRICT: u64 = 1200;
/// Districts of the largest demo: further people have older, closed cases.
const MOST_DISTRICTS: usize = 12;

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed and day make the same rows.
    pub seed: u64,
    /// How many people; twelve of them are written by hand and always there.
    pub people: u64,
    /// The demo's present: everything was written down before this day began.
    pub as_at: Day,
    /// Everybody's password.
    pub password: String,
}

impl Options {
    /// The usual demo as at a day: seed 1, 1,200 people.
    pub fn at(as_at: Day) -> Self {
        Self { seed: 1, people: 1200, as_at, password: "larch-court-1".to_owned() }
    }
}

/// Makes the demo. `progress` is told people done, people in all, and what is being done.
///
/// [`Error::Conflict`] when the database holds a service already; [`Error::Cancelled`] when `cancelled` is set: what
/// was written until then stays, the service is called [`UNFINISHED`], and the database is to be thrown away.
pub fn make(
    db: &access::Db,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64, &str),
    cancelled: &AtomicBool,
) -> Result<Vec<SignIn>> {
    refuse_where_taken(db)?;
    let (facade, tenant) = (db.facade(), db.tenant());
    progress(0, options.people, "Organisations and teams");
    let draw = Draw::new(options.seed, options.as_at);
    // The hash takes chance of its own, so that making it never moves what is drawn after it.
    let hash = access::sign_in::hash(&options.password, &Chance::seeded(options.seed))?;
    let districts = usize::try_from(options.people / DISTRICT).unwrap_or(MOST_DISTRICTS);
    let world = world::make(facade, &draw, districts.clamp(1, MOST_DISTRICTS), hash, options.as_at)?;
    employed::write(facade, options.seed, &world, (tenant, options.as_at))?;
    let mut writer = Writer::new(facade);
    let mut casework = Casework::new(&world, options.people, options.as_at);
    let (facts, mut made) = stars::all(&draw, &world, options.as_at, &mut casework);
    casework.added(made);
    let (mut held, mut asked) = (Caseloads::default(), People::default());
    held.note(&facts);
    asked.note(&facts);
    writer.add(facts)?;
    let tour = world.named("Priya Shah");
    let appointments = Cell::new(0);
    let (told, as_at) = (RefCell::default(), options.as_at);
    let mut households = Households { draw: &draw, world: &world, as_at, casework, tour, appointments, told };
    while made < options.people {
        if cancelled.load(Ordering::SeqCst) {
            return Err(Error::Cancelled);
        }
        let (facts, people) = households.next(options.people - made);
        held.note(&facts);
        asked.note(&facts);
        writer.add(facts)?;
        made += people;
        progress(made, options.people, "People");
    }
    writer.add(kept_time(&draw, &world, options.as_at))?;
    writer.add(held.looked_at(&draw, &world, options.as_at, tour))?;
    writer.add(supervised::all(&draw, &world, &held, options.as_at))?;
    writer.add(asked.asked(&draw, &world, options.as_at))?;
    // Written before it looks at what is there: the frame of its audit is every case of a team.
    writer.finish()?;
    writer.add(programmed::all(&draw, &world, options.as_at))?;
    writer.finish()?;
    learned::write(facade, options.seed, &world, (tenant, options.as_at))?;
    planned::write(facade, options.seed, &world, (tenant, options.as_at))?;
    timed::write(facade, options.seed, (&world, &held), (tenant, options.as_at))?;
    progress(made, options.people, "Mid Case Reviews");
    mid_case::eight_months(facade, &draw, &world, options.as_at)?;
    facade.write_now(move |c| access::store::name_tenant(c, tenant, NAME))?;
    Ok(sign_ins())
}

/// Most workers keep a morning a week for casework, not all of a team the same one.
fn kept_time(draw: &Draw, world: &World, as_at: Day) -> Vec<Fact> {
    let at = as_at.plus(-40).at(9, 30);
    let kept = world.workers.iter().zip([1_i64, 2, 3, 4, 5].into_iter().cycle()).filter(|_| draw.percent(70));
    let slot = |weekday| Slot {
        slot_id: draw.uuid(),
        weekday,
        on_day: None,
        from_minute: 9 * 60 + 30,
        to_minute: 12 * 60 + 30,
    };
    kept.map(|(worker, weekday)| Fact::Worked(Box::new(Worked::Kept(worker.id, slot(weekday), at)))).collect()
}

/// A demo needs a database of its own.
fn refuse_where_taken(db: &access::Db) -> Result<()> {
    let tenant = db.tenant();
    match db.facade().report_now(move |c| access::store::tenant(c, tenant))? {
        None => Ok(()),
        Some((name, _)) if name == UNFINISHED => Err(Error::Conflict(
            "An unfinished demo is in this database: throw the database away and start again.".to_owned(),
        )),
        Some((name, _)) => Err(Error::Conflict(format!(
            "{name} is in this database already: a demo needs a database of its own."
        ))),
    }
}
