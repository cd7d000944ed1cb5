//! The pages of this slice.

pub mod about;
pub mod day;
pub mod find;
pub mod glance;
