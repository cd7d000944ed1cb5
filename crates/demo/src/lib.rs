//! A believable partnership from a seed: organisations, teams, about sixty workers, people in households, their
//! cases over two years with contacts, gaps, late recording and uneven caseloads.
//!
//! The same seed and day make the same rows on both engines. It writes facts only, through the slices' own
//! stores, and never a figure that the program should work out. Everybody in it is invented; telephone numbers
//! are from the ranges Ofcom keeps for drama, and the postcode area LQ does not exist.

mod draw;
mod facts;
mod household;
mod names;
mod stars;
mod words;
mod world;

use draw::Draw;
use facts::Fact;
use household::Households;
use kernel::{Chance, Day, Error, Result, db::Db};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// What a demo is called until it is whole.
pub(crate) const UNFINISHED: &str = "Demo being made";
/// What it is called then.
const NAME: &str = "Larch Partnership";
/// Facts written together at first; the number follows how long the last ones took.
const FIRST_CHUNK: usize = 200;
/// How long one piece of writing may hold the writer.
const LONGEST: Duration = Duration::from_millis(30);

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed and day make the same rows.
    pub seed: u64,
    /// How many people.
    pub people: u64,
    /// The demo's present.
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

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Their role in words.
    pub role: String,
    /// What they type.
    pub sign_in: String,
    /// Their name.
    pub name: String,
}

/// The sign-ins of every demo, one for each role.
pub fn sign_ins() -> Vec<SignIn> {
    world::tour()
}

/// Makes the demo. `progress` is told people done, people in all, and what is being done.
///
/// [`Error::Conflict`] when the database holds a service already; [`Error::Cancelled`] when `cancelled` is set: what
/// was written until then stays, the service is called unfinished, and the file is to be thrown away.
pub fn make(
    db: &access::Db,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64, &str),
    cancelled: &AtomicBool,
) -> Result<Vec<SignIn>> {
    let facade = db.facade();
    let tenant = db.tenant();
    if let Some((name, _)) = facade.write_now(move |c| access::store::tenant(c, tenant))? {
        return Err(Error::Conflict(match name.as_str() {
            UNFINISHED => {
                "an unfinished demo is in this database: throw the database away and start again.".to_owned()
            }
            name => format!("{name} is in this database already: a demo needs one of its own."),
        }));
    }
    let draw = Draw(Chance::seeded(options.seed));
    // The hash takes chance of its own, so that its length never moves what is drawn after it.
    let hash = access::sign_in::hash(&options.password, &Chance::seeded(options.seed))?;
    progress(0, options.people, "Organisations and teams");
    let world = world::make(facade, tenant, &draw, &hash, options.as_at)?;
    let mut writer = Writer { db: facade, tenant, size: FIRST_CHUNK, waiting: Vec::new() };
    writer.add(stars::leila(&draw, &world, options.as_at))?;
    let mut made = 3;
    let households = Households { draw: &draw, world: &world, as_at: options.as_at };
    while made < options.people {
        if cancelled.load(Ordering::SeqCst) {
            return Err(Error::Cancelled);
        }
        let (facts, people) = households.next(options.people - made);
        writer.add(facts)?;
        made += people;
        progress(made, options.people, "People");
    }
    writer.finish()?;
    facade.write_now(move |c| access::store::name_tenant(c, tenant, NAME))?;
    Ok(world.sign_ins)
}

/// Writes facts in pieces that never hold the writer for long.
struct Writer<'a> {
    db: &'a Db,
    tenant: i64,
    size: usize,
    waiting: Vec<Fact>,
}

impl Writer<'_> {
    fn add(&mut self, facts: Vec<Fact>) -> Result<()> {
        self.waiting.extend(facts);
        while self.waiting.len() >= self.size {
            self.write(self.size)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        while !self.waiting.is_empty() {
            self.write(self.size.min(self.waiting.len()))?;
        }
        Ok(())
    }

    fn write(&mut self, count: usize) -> Result<()> {
        let piece: Vec<Fact> = self.waiting.drain(..count).collect();
        let (tenant, begun) = (self.tenant, Instant::now());
        self.db.write_now(move |c| piece.iter().try_for_each(|fact| fact.write(c, tenant)))?;
        let took = begun.elapsed();
        self.size = if took > LONGEST { self.size * 2 / 3 } else { self.size * 5 / 4 }.clamp(20, 20_000);
        Ok(())
    }
}
