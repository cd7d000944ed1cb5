//! The US HMIS CSV standard: clients become people, projects teams, enrolments cases, exits their closings, services
//! and current living situations contacts, users workers. Social security numbers, race and health stay out: nothing
//! here has a place for them.

mod cases;
mod check;
mod codes;
mod people;
mod tables;

pub use check::check;
pub use tables::{Folder, scan};
