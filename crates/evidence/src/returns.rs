//! Statutory and national returns: the tables that packs declare, counted over what was recorded once.
//!
//! Nothing here knows a return by name. A pack says what is counted, by what, when and how it is rounded; the
//! counting engine ([`model`]) says of each case where it stands and why.

pub mod checks;
pub mod command;
pub mod export;
pub mod model;
pub mod nightly;
pub mod store;
mod text;
pub mod web;

pub use text::{ReturnTable, tables};
