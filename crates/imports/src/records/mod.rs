//! Records as they lie staged: what both importers make of their rows, and how each is written.
//!
//! Records of one [`Part`] are written before those of the next, so that whatever a record refers to is there.
//! People, cases, teams and workers of the run itself are referred to by their number in the run; those that were
//! there before by their id.

mod casework;
mod finding;
mod people;

pub use casework::{Action, Case, Contact, Party};
pub use finding::{Alert, External, ExternalKind, Token};
pub use people::{Household, Member, Person, Structure};

use crate::{
    ids::Ids,
    pack::{Pack, Unpack},
    reviews::record::Past,
};
use access::UserId;
use kernel::{Error, Instant, Result, db::Writes};

kernel::text_enum! {
    /// A kind of staged record, in the order in which they are written.
    pub enum Part {
        /// Organisations, teams and workers.
        Structure = "a-structure", "Teams and workers";
        /// People.
        People = "b-people", "People";
        /// Households.
        Households = "c-households", "Households";
        /// Cases.
        Cases = "d-cases", "Cases";
        /// Further people in cases.
        Parties = "e-parties", "People in cases";
        /// Workers in networks.
        Members = "f-members", "Workers of people";
        /// Contacts.
        Contacts = "g-contacts", "Contacts";
        /// Actions.
        Actions = "h-actions", "Next actions";
        /// Words by which people are found.
        Tokens = "i-tokens", "Words to find people by";
        /// Ids in the system they came from.
        External = "j-external", "Ids they had before";
        /// Alerts to keepers of restricted people.
        Alerts = "k-alerts", "Checks";
        /// Past reviews.
        Reviews = "l-reviews", "Past reviews";
        /// Rows that cannot come in, as they were; never written.
        Bad = "z-bad", "Rows with problems";
    }
}

impl Part {
    /// How much work a record of this kind is, against a word.
    pub const fn weight(self) -> i64 {
        match self {
            Self::People => 8,
            Self::Cases => 14,
            Self::Contacts | Self::Actions | Self::Members => 5,
            Self::Structure | Self::Households | Self::Parties | Self::External | Self::Alerts => 2,
            Self::Reviews => 30,
            Self::Tokens => 1,
            Self::Bad => 0,
        }
    }

    /// How many records are written by one statement at most times: what a closure's work is counted in.
    pub const fn step(self) -> usize {
        match self {
            Self::Tokens | Self::External => 256,
            _ => 64,
        }
    }
}

/// What is known to all records of a run.
#[derive(Clone, Debug)]
pub struct Context {
    /// The run's ids.
    pub ids: Ids,
    /// When the run was made.
    pub made_at: Instant,
    /// Who made it.
    pub made_by: UserId,
    /// The system its ids come from.
    pub system: String,
}

/// A staged record.
pub trait Record: Sized {
    /// Which part it belongs to.
    const PART: Part;
    /// Packs it.
    fn pack(&self, to: &mut Pack);
    /// Unpacks it.
    fn unpack(from: &mut Unpack<'_>) -> Result<Self>;
    /// Writes it.
    fn write(self, run: &Context, w: &mut Writes);
}

/// Unpacks and writes up to `most` records of a part; how many there were.
pub fn write_some(
    part: Part,
    from: &mut Unpack<'_>,
    most: usize,
    run: &Context,
    w: &mut Writes,
) -> Result<usize> {
    fn some<R: Record>(from: &mut Unpack<'_>, most: usize, run: &Context, w: &mut Writes) -> Result<usize> {
        for n in 0..most {
            if from.is_empty() {
                return Ok(n);
            }
            R::unpack(from)?.write(run, w);
        }
        Ok(most)
    }
    let write = match part {
        Part::Structure => some::<Structure>,
        Part::People => some::<Person>,
        Part::Households => some::<Household>,
        Part::Cases => some::<Case>,
        Part::Parties => some::<Party>,
        Part::Members => some::<Member>,
        Part::Contacts => some::<Contact>,
        Part::Actions => some::<Action>,
        Part::Tokens => some::<Token>,
        Part::External => some::<External>,
        Part::Alerts => some::<Alert>,
        Part::Reviews => some::<Past>,
        Part::Bad => return Err(Error::defect("rows with problems are not written")),
    };
    write(from, most, run, w)
}

fn code<T>(text: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
    parse(text).ok_or_else(|| Error::defect(format!("{text} is no code of a staged record")))
}
