//! What assessment and care management cost of all that adult social care costs, month by month.

pub mod model;
pub mod store;
pub mod web;
