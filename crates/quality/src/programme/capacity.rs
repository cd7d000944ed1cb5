//! Reviews that are needed against the hours there are for them.

pub mod model;
pub mod store;
pub mod web;
