//! How many cases of an officer a draw takes: the same of everybody, and more where there is more to see.

pub mod model;
pub mod store;
pub mod web;
