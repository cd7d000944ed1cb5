//! Answers that the program proposes from facts, with links to the facts; people judge quality and may overrule.

pub mod model;

pub use model::{Evidence, Proposal, Rule};
