//! Cases: one piece of help from opening to closing, who is in it, what was done and what happens next.
//!
//! **Words.** A case has one or more *subjects* (a person, a couple, a family, a group) and other *parties* with
//! roles. A *contact* is successful or only attempted: an attempt is not a contact. When it *occurred* and when it
//! was *recorded* are kept apart. A *next action* is what is to happen: whose, and by when.

pub mod model;
pub mod store;
