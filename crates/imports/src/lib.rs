//! Files that come in: read, checked, staged, published all at once, undone while nobody has edited.
//!
//! **Words.** A *run* is one import of a file or folder. Its rows are read and checked, and what is sound is *staged*
//! as *records*, out of sight; every *problem* is told by row, column, value and remedy. A row with an error is *bad*
//! and stays out; a *warning* comes in as given. Nothing comes in unless all rows are sound or somebody accepts that
//! the bad ones are left out. *Publishing* writes the records in short steps under a *batch* that does not show, and
//! one flag makes all of them show. *Undo* takes all of it back, until somebody has worked with it.

mod check;
pub mod command;
mod hmis;
mod ids;
mod lookup;
mod model;
mod pack;
mod problem;
mod read;
mod records;
mod run;
mod store;
mod template;
mod values;
mod words;

pub use model::{Run, RunKind, RunState};
pub use problem::Problem;
pub use run::{Runner, runner};
pub use store::statements;
