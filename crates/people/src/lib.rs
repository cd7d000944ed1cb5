//! People: who they are, how to reach them safely, who works with them, what matters to them, what is risky.
//!
//! **Words.** The *identity spine* is what finding needs: names with their kinds, date of birth, telephone
//! numbers. The *network* is everybody who works with a person: workers, agencies, family. A *tie* is somebody or
//! something around the person, whether they help or not. *Safe contact* says how the person can be reached
//! without harm; it stands beside every number.

pub mod model;
pub mod store;
pub mod tokens;
