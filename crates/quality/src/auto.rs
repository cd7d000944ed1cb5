//! Answers that the program proposes from facts, with links to the facts; people judge quality and may overrule.
//!
//! A rule answers a question of existence: was it done, by when, by whom. It reads [`Facts`] alone, knows no kind of
//! case by name, and says why in plain words. What a pack says (stages with their needs, clocks, what a field
//! `shows`) tells a rule what to look for and by when.

mod due;
pub mod facts;
pub mod model;
mod rules;
pub mod store;

pub use facts::Facts;
pub use model::{Evidence, Proposal, Rule};
pub use rules::propose;

use access::{Action, Case, CaseId, Decide, Permit};
use kernel::{Day, Result, db::Conn};

/// What some rules propose of a case today, in the order of the rules: five statements, and one more for a pack of
/// the service's own that was not read before.
pub fn proposals<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    rules: &[Rule],
) -> Result<Vec<Proposal>>
where
    Case: Decide<A>,
{
    let facts = store::facts(c, permit)?;
    let today = Day::of(permit.scope().now());
    Ok(rules.iter().map(|rule| propose(*rule, &facts, today)).collect())
}

/// The same for many cases, in the order asked for; those that are not there are left out. Five statements for each
/// [`store::CHUNK`] cases. It asks nobody's leave: for what the program works out by itself, such as a draw.
pub fn proposals_of_many(
    c: &mut dyn Conn,
    tenant: i64,
    cases: &[CaseId],
    rules: &[Rule],
    today: Day,
) -> Result<Vec<(CaseId, Vec<Proposal>)>> {
    let facts = store::facts_of_many(c, tenant, cases)?;
    Ok(facts
        .iter()
        .map(|facts| (facts.case_id, rules.iter().map(|rule| propose(*rule, facts, today)).collect()))
        .collect())
}
