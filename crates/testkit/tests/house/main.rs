//! The rules of the house, looked at over every crate: SQL, sizes, directions. And that the looking bites.

#[cfg(test)]
mod pages;
#[cfg(test)]
mod prepare;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod tidy;

#[cfg(test)]
use kernel::db::Known;

/// Every SQL text of the workspace. A crate with a store adds one line here, and itself to Cargo.toml.
#[cfg(test)]
fn every_statement() -> Vec<Known> {
    let mut all = testkit::all_statements();
    all.extend(evidence::statements());
    all
}
