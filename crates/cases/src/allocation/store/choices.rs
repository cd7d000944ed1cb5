//! Choices of who gets a case, kept with who was suggested: so that a service can see whether cases are shared fairly.

use access::{CaseId, UserId};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
    text_enum,
};
use uuid::Uuid;

/// How many of the suggestion are kept.
pub const KEPT: usize = 5;

text_enum! {
    /// How a case changed hands.
    pub enum ChoiceKind {
        /// It waited, and was given to somebody.
        Give = "give", "Given";
        /// One worker handed it to another.
        Handover = "handover", "Handed over";
        /// It moved with a caseload.
        Move = "move", "Moved with a caseload";
    }
}

/// Somebody who was suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Who.
    pub user: UserId,
    /// Their score from 0 to 10,000; `None` where their hours are not known.
    pub score: Option<i64>,
    /// How much of their room would be taken after it, in tenths of a percent; `None` where their hours are not known.
    pub used_after: Option<i64>,
}

impl Suggested {
    /// Somebody without a score.
    pub fn plain(user: UserId) -> Self {
        Self { user, score: None, used_after: None }
    }
}

/// A choice.
#[derive(Clone, Debug)]
pub struct NewChoice {
    /// Its id.
    pub choice_id: Uuid,
    /// The case.
    pub case: CaseId,
    /// How the case changed hands.
    pub kind: ChoiceKind,
    /// What the case weighs in hundredths of a point, where that was just worked out; else what is kept with it counts.
    pub points: Option<i64>,
    /// Everybody who could take it, the first to be suggested first.
    pub suggested: Vec<Suggested>,
    /// Who got it.
    pub chosen: UserId,
    /// Why them.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// Who chose.
    pub by: UserId,
}

impl NewChoice {
    /// Where the chosen one stood in the suggestion, from 1; 0 for somebody who did not stand in it.
    pub fn place(&self) -> i64 {
        let place = self.suggested.iter().position(|one| one.user == self.chosen);
        place.and_then(|n| i64::try_from(n + 1).ok()).unwrap_or(0)
    }
}

kernel::statements! {
    KEEP: () = "INSERT INTO giving_choice (
            tenant_id, choice_id, case_id, kind, points, offered, suggested_id, chosen_id, place, reason, chosen_at,
            chosen_by)
        SELECT f.tenant_id, $3, f.case_id, $4, COALESCE(CAST($5 AS BIGINT), f.points), $6, $7, $8, $9, $10, $11, $12
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2";
}

kernel::bulk! {
    CANDIDATE = "INSERT INTO giving_candidate (tenant_id, choice_id, place, user_id, score, used_after) VALUES",
        "($1, ?, ?, ?, ?, ?)",
        "";
}

/// Every SQL text of this store.
pub(crate) fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// Keeps a choice with the first [`KEPT`] of the suggestion.
pub fn keep(c: &mut dyn Conn, tenant: i64, choice: &NewChoice) -> Result<()> {
    let offered = i64::try_from(choice.suggested.len()).unwrap_or(i64::MAX);
    let first = choice.suggested.first().map(|one| one.user);
    c.exec(
        KEEP,
        args![
            tenant,
            choice.case,
            choice.choice_id,
            choice.kind,
            choice.points,
            offered,
            first,
            choice.chosen,
            choice.place(),
            &choice.reason,
            choice.at,
            choice.by
        ],
    )?;
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for (place, one) in (1..).zip(choice.suggested.iter().take(KEPT)) {
        writes.row(
            &CANDIDATE,
            [
                choice.choice_id.into(),
                Val::I64(place),
                one.user.into(),
                one.score.into(),
                one.used_after.into(),
            ],
        );
    }
    writes.ready().run(c)
}
