//! Who takes part, who signs in, who they are to people and cases, and the audit of every look.
//!
//! **Words.** A *tenant* is whoever runs one shared service. An *organisation* employs workers; a *team* belongs
//! to the tenant and may hold workers of several organisations. A *role* opens screens; only a *relationship*
//! (network, team, team manager) opens people. An *exclusion* keeps a worker out for a conflict of interest; a
//! *restricted* person is seen by *named* workers alone.
//!
//! **The rule of the house.** No record is read without a [`Permit`], only this crate can make one, and making it
//! is what writes the audit row. A handler asks for a [`CaseRef`] or [`PersonRef`] in its signature; the type says
//! for which action. Lists take a [`Scope`] and put the same predicate (`may_read_case!()` and its kin, generated
//! from `policy/`) into their SQL.

pub mod audit;
pub mod bulk;
mod db;
mod draft;
pub mod guard;
mod model;
mod permit;
mod predicates;
pub mod relations;
mod routes;
pub mod sign_in;
pub mod store;
mod web;

pub use db::{Changed, Db, Settings, Shown, digest as secret_hash};
pub use guard::{AccessCode, AddressClass, Guarded, Reveal, ThirdParty};
pub use model::{
    Actor, Case, CaseId, NOBODY, Organisation, OrganisationId, Person, PersonId, Role, Team, TeamId, User,
    UserId,
};
pub use permit::{
    Action, CaseRef, Decide, Permit, PersonRef, Read, ReadAccess, ReadAddress, ReadWho, Ref, Reopen, Scope,
    Write,
};
pub use predicates::{POLICY_TABLE, PREDICATES, sentence};
pub use routes::{Need, RouteRow};
pub use web::{
    Defect, Fault, NotNew, Posted, PostedOnce, Query, ROUTES, SignInPage, Source, Submission, draft_form,
    refuse_other_sites, routes, shell,
};

/// A moment no relation outlives: the `until_at` of whatever lasts.
pub fn forever() -> kernel::Instant {
    // 9999-12-30T00:00:00Z: the last day on which every zone's clock can still be written.
    kernel::Instant::from_micros(253_402_128_000_000_000)
}

/// Every SQL text of this crate, for the tests.
pub fn statements() -> Vec<kernel::db::Known> {
    let bulk = bulk::statements();
    [store::STATEMENTS, permit::STATEMENTS, audit::STATEMENTS, relations::STATEMENTS, &bulk].concat()
}
