//! Supervision: the recorded hour and a half of a worker and whoever supervises them.
//!
//! **Words.** A *session* is planned, begun and *held*, or not held with the reason. Its *agenda* comes from facts and
//! from both people. What is decided about a case is written to the case, in the same transaction. The *record* is
//! what both agree to; a *reflection* is the worker's own and nobody else's unless they choose. A session is seen by
//! whoever holds it, by those it is for, and, where it is for one worker, by whoever supervises them now. Everybody
//! else gets figures: that it took place, how long, what kind of themes.

pub mod model;
pub mod store;
pub mod web;

use crate::audit;
use access::{CaseId, Scope, UserId};
use cases::queues::store::why::Why;
use kernel::{Result, db::Conn};

/// What a worker's self-audit leaves to their supervision: cases they asked for help with, in their words, or did not
/// answer for: one statement.
pub fn from_self_audit(c: &mut dyn Conn, scope: &Scope, worker: UserId) -> Result<Vec<(CaseId, String)>> {
    let left = audit::store::for_supervision(c, scope, worker)?;
    let words = |help: bool, words: &str| match (help, words.is_empty()) {
        (true, false) => format!("Asks for help: {words}"),
        (true, true) => "Asks for help".to_owned(),
        (false, _) => "Not answered in the self-audit".to_owned(),
    };
    Ok(left.into_iter().map(|one| (one.case_id, words(one.help, &one.words))).collect())
}

/// What a case is on the agenda for, in words: the worst first. Empty where nothing is missing.
pub fn reasons(why: &Why) -> Vec<&'static str> {
    [
        (why.high, "High risk"),
        (why.late_step, "Step overdue"),
        (why.clock, "Clock due"),
        (why.promise, "Promised contact overdue"),
        (why.unbooked, "Nothing next"),
        (why.no_exit, "No exit plan"),
    ]
    .into_iter()
    .filter_map(|(holds, words)| holds.then_some(words))
    .collect()
}

/// Samples of its pages.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![
        ui::SampleSet::of::<web::mine::MySupervision>(),
        ui::SampleSet::of::<web::worker::ShowWorker>(),
        ui::SampleSet::of::<web::session::ShowSession>(),
        ui::SampleSet::of::<web::decide::Decide>(),
        ui::SampleSet::of::<web::group::PlanGroup>(),
        ui::SampleSet::of::<web::print::PrintSession>(),
        ui::SampleSet::of::<web::board::Board>(),
    ]
}
