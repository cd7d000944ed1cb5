//! Case types as data: what a pack says ([`model`]), reading and checking its text ([`read`]), and its clocks
//! ([`clock`]). Nothing here reads a database or knows a case type by name; the packs that ship are the files of
//! `packs/`, built in.

mod check;
pub mod clock;
pub mod day;
pub mod mode;
pub mod model;
mod place;
pub mod read;
mod words;

pub use model::Pack;
pub use read::{Finding, Problem, read, read_as};

use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The packs that ship, in the order of their files; read once. A text that does not hold together is left out, and
/// a test sees to it that there is none.
pub fn shipped() -> &'static [Pack] {
    static PACKS: LazyLock<Vec<Pack>> =
        LazyLock::new(|| SHIPPED.iter().filter_map(|(_, text)| read(text).ok()).collect());
    &PACKS
}

/// The pack that ships under an id.
pub fn shipped_pack(id: &str) -> Option<&'static Pack> {
    shipped().iter().find(|pack| pack.id == id)
}
