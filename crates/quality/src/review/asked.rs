//! Reviews that somebody asks for: marked everywhere, and in no average.

pub mod store;
