//! What the compiled policy is held against: Cedar itself, both databases, and changes that must not go unnoticed.

mod answers;
mod differential;
mod engines;
mod generated;
mod mutants;
mod oracle;
mod refusals;
mod world;

/// The file that ships, macros and all: what is tested here is what the program runs.
#[path = "../../../access/src/predicates.rs"]
mod predicates;

use policy::{Policy, repository};
use std::{error::Error, fs};

/// Any error, told as it is.
type Told<T> = Result<T, Box<dyn Error>>;

/// The schema's and the policy's text in the repository.
fn texts() -> Told<(String, String)> {
    let read = |name| fs::read_to_string(repository().join("policy").join(name));
    Ok((read("alongside.cedarschema")?, read("alongside.cedar")?))
}

/// The policy in the repository.
fn policy() -> Told<Policy> {
    let (schema, rules) = texts()?;
    Ok(Policy::read(&schema, &rules)?)
}
