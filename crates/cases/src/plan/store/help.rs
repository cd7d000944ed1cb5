//! SQL of interventions: help that was offered, and what came of it.

use crate::plan::help::{State, Step};
use access::{Action, Case, CaseId, Decide, Permit, PersonId};
use kernel::{
    Day, Error, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

use super::write::{By, grow};

row! {
    /// Help as the plan shows it.
    #[derive(Clone, Debug)]
    pub struct Help {
        /// The help.
        pub intervention_id: Uuid,
        /// Its name.
        pub label: String,
        /// Who gives it; empty when we do.
        pub provider: String,
        /// How far it has come.
        pub state: State,
        /// The day it was offered.
        pub offered_on: Day,
        /// Since when it is so.
        pub state_on: Day,
        /// How many times it was given.
        pub sessions: i64,
        /// Whether it helped, 1 to 5, as they say.
        pub helped: Option<i64>,
        /// What they say about that.
        pub helped_words: String,
        /// Grows with each change.
        pub version: i64,
    }
}

row! {
    /// What happened with help.
    #[derive(Clone, Debug)]
    pub struct HelpStep {
        /// What.
        pub kind: Step,
        /// On which day.
        pub on: Day,
        /// What was said about it.
        pub words: String,
        /// Whether it helped, where they were asked.
        pub helped: Option<i64>,
    }
}

row! {
    /// Figures of one kind of help over a time.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HelpCount {
        /// Its code in the pack; empty where no pack names it.
        pub kind: String,
        /// Its name.
        pub label: String,
        /// Times it was offered.
        pub offered: i64,
        /// Of these, now accepted, started, finished or stopped.
        pub accepted: i64,
        /// Of these, started, finished or stopped.
        pub started: i64,
        /// Sessions held.
        pub sessions: i64,
        /// Finished.
        pub completed: i64,
        /// Not wanted.
        pub refused: i64,
        /// People asked whether it helped.
        pub asked: i64,
        /// The sum of their marks from 1 to 5.
        pub marks: i64,
    }
}

kernel::statements! {
    OF_CASE: Help = "SELECT i.intervention_id, i.label, i.provider, i.state, i.offered_on, i.state_on, i.sessions,
            i.helped, i.helped_words, i.version
        FROM intervention i
        WHERE i.tenant_id = $1 AND i.case_id = $2
        ORDER BY i.offered_on DESC, i.intervention_id
        LIMIT 100";
    ONE: Help = "SELECT i.intervention_id, i.label, i.provider, i.state, i.offered_on, i.state_on, i.sessions,
            i.helped, i.helped_words, i.version
        FROM intervention i
        WHERE i.tenant_id = $1 AND i.case_id = $2 AND i.intervention_id = $3";
    STEPS: HelpStep = "SELECT s.kind, s.on_day, s.words, s.helped
        FROM intervention_step s
        WHERE s.tenant_id = $1 AND s.intervention_id = $2
        ORDER BY s.on_day DESC, s.step_id DESC
        LIMIT 200";
    OFFER: () = "INSERT INTO intervention (
            tenant_id, intervention_id, case_id, person_id, kind, label, provider, state, offered_on, state_on,
            sessions, helped_words, recorded_at, recorded_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'offered', $8, $8, 0, '', $9, $10, 1)";
    ADD_STEP: () = "INSERT INTO intervention_step (
            tenant_id, step_id, intervention_id, kind, on_day, words, helped, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    GO_ON: () = "UPDATE intervention
        SET state = $5, state_on = CASE WHEN state = $5 THEN state_on ELSE $6 END, sessions = sessions + $7,
            helped = COALESCE($8, helped), helped_words = CASE WHEN $8 IS NULL THEN helped_words ELSE $9 END,
            version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND intervention_id = $3 AND version = $4";
    COUNTS: HelpCount = "SELECT i.kind, i.label, count(*),
            CAST(sum(CASE WHEN i.state IN ('accepted', 'started', 'completed', 'stopped') THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN i.state IN ('started', 'completed', 'stopped') THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(i.sessions) AS BIGINT),
            CAST(sum(CASE WHEN i.state = 'completed' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN i.state = 'refused' THEN 1 ELSE 0 END) AS BIGINT),
            count(i.helped),
            CAST(COALESCE(sum(i.helped), 0) AS BIGINT)
        FROM intervention i
        JOIN case_access c ON c.tenant_id = i.tenant_id AND c.case_id = i.case_id
        WHERE i.tenant_id = $1 AND i.offered_on >= $2 AND i.offered_on <= $3
          AND (c.batch_id IS NULL OR EXISTS (
              SELECT 1 FROM batch b WHERE b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id AND b.live))
        GROUP BY i.kind, i.label
        ORDER BY count(*) DESC, i.label
        LIMIT 200";
}

/// Help to be offered.
#[derive(Clone, Debug)]
pub struct NewHelp {
    /// The help.
    pub intervention_id: Uuid,
    /// To whom.
    pub person: PersonId,
    /// Its code in the pack; empty where no pack names it.
    pub kind: String,
    /// Its name.
    pub label: String,
    /// Who gives it; empty when we do.
    pub provider: String,
    /// The day it is offered.
    pub on: Day,
}

/// Something that happened with help, to be recorded.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// What.
    pub kind: Step,
    /// On which day.
    pub on: Day,
    /// What was said about it.
    pub words: String,
    /// Whether it helped, 1 to 5, where they were asked.
    pub helped: Option<i64>,
}

/// Help in a case, latest offer first: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Help>>
where
    Case: Decide<A>,
{
    c.all(OF_CASE, args![permit.tenant(), permit.id()])
}

/// One offer and what happened with it, latest first: two statements.
pub fn one<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, id: Uuid) -> Result<(Help, Vec<HelpStep>)>
where
    Case: Decide<A>,
{
    let help = c.opt(ONE, args![permit.tenant(), permit.id(), id])?.ok_or(Error::NotFound)?;
    Ok((help, c.all(STEPS, args![permit.tenant(), id])?))
}

/// Records an offer.
pub fn offer(c: &mut dyn Conn, tenant: i64, case: CaseId, n: &NewHelp, by: By) -> Result<()> {
    c.exec(
        OFFER,
        args![
            tenant,
            n.intervention_id,
            case,
            n.person,
            &n.kind,
            &n.label,
            &n.provider,
            n.on,
            by.at,
            by.user
        ],
    )?;
    let none: Option<i64> = None;
    c.exec(
        ADD_STEP,
        args![tenant, by.trace, n.intervention_id, Step::Offered, n.on, "", none, by.at, by.user],
    )?;
    grow(c, tenant, case)
}

/// Records what happened with help, where it still stands as it was read.
pub fn go_on(c: &mut dyn Conn, tenant: i64, case: CaseId, help: &Help, n: &NewStep, by: By) -> Result<()> {
    let Some(state) = help.state.after(n.kind) else {
        return Err(Error::invalid("That cannot happen next. Open the plan again and choose what did."));
    };
    let session = i64::from(n.kind == Step::Session);
    let args =
        args![tenant, case, help.intervention_id, help.version, state, n.on, session, n.helped, &n.words];
    if c.exec(GO_ON, args)? == 0 {
        return Err(Error::Conflict(
            "Somebody recorded something about this help before you. Open it again.".to_owned(),
        ));
    }
    c.exec(
        ADD_STEP,
        args![tenant, by.trace, help.intervention_id, n.kind, n.on, &n.words, n.helped, by.at, by.user],
    )?;
    grow(c, tenant, case)
}

/// Figures of help that was offered from one day to another, in all cases, whoever asks: one statement.
pub fn counts(c: &mut dyn Conn, tenant: i64, from: Day, to: Day) -> Result<Vec<HelpCount>> {
    c.all(COUNTS, args![tenant, from, to])
}
