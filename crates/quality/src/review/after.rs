//! After a review is shared: the officer agrees or disputes, a moderator decides, and what was put right is looked at
//! again.

pub mod model;
pub mod store;
