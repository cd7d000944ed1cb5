//! Doing a review: answers beside what facts propose, a score once all is answered, and what the officer says to it.

pub mod after;
pub mod agreed;
pub mod asked;
pub mod checks;
pub mod model;
pub mod second;
pub mod stage;
pub mod store;
pub mod web;
