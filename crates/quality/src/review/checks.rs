//! Whether figures are made by the work or for the figures: how answers and dates spread, reviews done too fast to
//! have read anything, automatic answers that people overrule, and rules that block.

pub mod model;
pub mod rules;
pub mod store;
pub mod web;
