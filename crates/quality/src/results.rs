//! Results of reviews: scores by service, team, area, officer, kind of case, form and criterion, over time.
//!
//! Every review that is shared has a row that says what it counts as ([`count`]); sums of those rows are kept in the
//! same transaction, so that a page over many years reads sums alone. Whoever changes a review's state, score or
//! answers after it was shared calls [`recount`] in the transaction of that change. Past reviews come in through
//! [`import`].

pub mod compare;
pub mod count;
pub mod finding;
pub mod import;
pub mod model;
pub mod plot;
pub mod store;
pub mod web;

pub use store::recount;
