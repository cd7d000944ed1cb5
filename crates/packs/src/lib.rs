//! Case types as data: what a pack says ([`model`]), reading and checking its text ([`read`]), and its clocks
//! ([`clock`]). Nothing here reads a database or knows a case type by name; the packs that ship are the files of
//! `packs/`, built in.

pub mod clock;
pub mod day;
pub mod mode;
pub mod model;
pub mod read;
mod words;

pub use model::Pack;
pub use read::{Problem, read};

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The packs that ship, as they were checked by the tests.
pub fn shipped() -> Vec<Pack> {
    SHIPPED.iter().filter_map(|(_, text)| read(text).ok()).collect()
}
