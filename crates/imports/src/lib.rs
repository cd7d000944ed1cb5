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
mod reviews;
mod run;
mod store;
mod template;
mod values;
pub mod web;
mod words;

pub use model::{Run, RunKind, RunState};
pub use problem::Problem;
pub use run::{Runner, runner};
pub use store::{
    ImportedWorker, imported_workers,
    later::{Hangs, hanging},
};

/// Every SQL text of this slice.
pub fn statements() -> Vec<kernel::db::Known> {
    [store::statements(), reviews::store::statements()].concat()
}

access::routes! {
    GET "/imports" => web::list_imports, OneOf(&[access::Role::Data]);
    POST "/imports" => web::upload, OneOf(&[access::Role::Data]);
    GET "/imports/template" => web::template_file, OneOf(&[access::Role::Data]);
    GET "/imports/template/columns" => web::template_columns, OneOf(&[access::Role::Data]);
    GET "/imports/{run_id}" => web::show_import, OneOf(&[access::Role::Data]);
    GET "/imports/{run_id}/progress" => web::show_progress, OneOf(&[access::Role::Data]);
    GET "/imports/{run_id}/bad-rows" => web::bad_rows, OneOf(&[access::Role::Data]);
    POST "/imports/{run_id}/accept" => web::accept, OneOf(&[access::Role::Data]);
    POST "/imports/{run_id}/cancel" => web::cancel, OneOf(&[access::Role::Data]);
    POST "/imports/{run_id}/undo" => web::undo, OneOf(&[access::Role::Data]);
}

/// Samples of this slice's pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![ui::SampleSet::of::<web::ListImports>(), ui::SampleSet::of::<web::ShowImport>()]
}
