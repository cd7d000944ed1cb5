//! What people carry beside what they have room for: the one set of figures that an officer, a leader and a manager see.
//!
//! **Words.** A case is *weighed*: its facts and the pack of weights in force give points, kept with the line that says
//! how they came about. Every night weighs all open cases and keeps what everybody carried; between two nights, what
//! changed is weighed again within seconds. *Room* is worked out whenever a page asks, from hours, reductions, leave and
//! duties as they stand. A *notice* asks a manager what will change for somebody who is far over.

pub mod model;
pub mod night;
pub mod notices;
pub mod store;
pub mod web;
pub mod weigh;
