//! The rules of the house, looked at over every crate: SQL, sizes, directions. And that the looking bites.

#[cfg(test)]
mod packs;
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

/// Every SQL text of the workspace: the program's, and those of tests and tools beside it.
#[cfg(test)]
fn every_statement() -> Vec<Known> {
    let mut all = testkit::all_statements();
    all.extend(alongside::app::statements());
    all.extend_from_slice(alongside::torture::STATEMENTS);
    all.sort_by_key(|s| (s.name, s.text));
    all.dedup_by_key(|s| (s.name, s.text));
    all
}
