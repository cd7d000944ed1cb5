//! Weighing risk with the tools of a pack: answers with points, a score and its band, a band that somebody gives
//! with a reason, what the band prompts, and the day by which it is weighed again.
//!
//! **Words.** An *assessment* is one tool answered once; it keeps the questions as they were asked, so an old score
//! is shown with its own version of the tool. *Not known* is an answer of its own: it adds nothing and is not a no.
//! The case's band is the highest of the latest assessments of each tool.

pub mod model;
pub mod store;
pub mod web;
pub mod wording;
