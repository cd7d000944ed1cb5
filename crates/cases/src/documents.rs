//! Documents of a case: kept with their versions, checked when they come, never overwritten.
//!
//! **Words.** A *document* has *versions*; a version's bytes are a *file*, kept in the database in pieces so that the
//! one writer is never held for long. What a file is, its first bytes say, not its name. A file that the virus check
//! refuses is kept apart: it is listed, and never served.

pub mod media;
pub mod model;
pub mod scan;
pub mod store;
pub mod web;
