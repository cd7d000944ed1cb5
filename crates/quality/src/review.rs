//! Doing a review: answers beside what facts propose, a score once all is answered, and what the officer says to it.

pub mod model;
pub mod store;
pub mod web;
