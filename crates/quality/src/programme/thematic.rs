//! Thematic audits: one question, asked of a sample of cases, with findings and recommendations.

pub mod model;
pub mod run;
pub mod store;
pub mod web;
