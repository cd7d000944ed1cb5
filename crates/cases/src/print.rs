//! Paper for those who go out and those who have to know: the visit sheet of a person and the whole chronology of a
//! case.
//!
//! Both are a [`Paper`](::letters::Paper): a page that a browser prints, and a PDF with its pages numbered where there
//! is a typesetter. Both say on every sheet who printed it and when, because paper is left on buses.

pub mod chronology;
pub mod store;
pub mod visit;
pub mod web;
