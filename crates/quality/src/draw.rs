//! Which live cases are reviewed in a month: drawn so that nobody can choose them, and so that anybody can draw them
//! again.
//!
//! The *frame*, every case that may be drawn, is made and hashed before there is a *seed*. Cases are put in the order
//! of HMAC-SHA256 with the seed as key and the case's reference as message; each officer's first ones are picked.
//! A tenth of the picks is reviewed twice, and one that cannot be done is replaced by the next in order.

pub mod command;
pub mod model;
pub mod replace;
pub mod run;
pub mod second;
pub mod store;

pub use model::{Framed, Pick, frame_hash, picks};
