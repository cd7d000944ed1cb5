//! Whether reviewers judge alike: agreement of blind second reviews, and how strict each reviewer is.

pub mod model;
pub mod store;
pub mod web;
