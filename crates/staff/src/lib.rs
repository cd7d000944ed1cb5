//! Who works here: the hours they are employed for and the half-days they work, what takes from those hours, and what
//! they can do.
//!
//! **Words.** A *contract* is the hours a week from a day on. A *pattern* is the half-days of a week that somebody works.
//! A *reduction* is hours that they have not for their own cases, with a reason of the published list, until a day. A
//! *strength* is a skill, a kind of case, a place or a language.

pub mod model;
pub mod reasons;
pub mod store;

/// Every SQL text of the slice.
pub fn statements() -> Vec<kernel::db::Known> {
    store::STATEMENTS.to_vec()
}
