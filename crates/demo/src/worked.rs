//! Facts of casework: who was given a case, what was asked and answered, planned, promised, decided and ended. Each is
//! written through the slice that owns it; stages, clocks, bands and what they set going follow there.

use crate::supervised::Supervised;
use access::{CaseId, PersonId, UserId};
use cases::{
    allocation::store::{self as allocation, Giving},
    closing::store::{self as closing, Prepared},
    decisions::store::{self as decisions, NewDecision},
    facts::NewEntry,
    intake::{model as intake_model, store as intake},
    letters::{
        model::{NewLetter, Sending},
        store as letters,
    },
    messages::store as messages,
    plan::store::{
        help::{self, NewHelp},
        write::{self as plan, By, GoalWords, NewAgreement, NewExit, StepWords},
    },
    powers::store::{self as powers, NewUse},
    promise::store::{self as promise, NewPromise},
    risk::store::{self as risk, NewAssessment},
    slots::{self, Slot},
    work::{self, NewEvent},
};
use kernel::{Day, Error, Instant, Result, db::Conn};
use packs::Pack;
use uuid::Uuid;

/// One fact of casework.
#[derive(Clone, Debug)]
pub enum Worked {
    /// A worker was given the case.
    Allocated(Giving),
    /// A form was filled in.
    Entry(NewEntry),
    /// Risk was weighed.
    Weighed(CaseId, NewAssessment, Instant, UserId),
    /// What a plan starts from: strengths, supports.
    PlanStart(CaseId, String, String, By),
    /// A goal.
    Goal(CaseId, Uuid, GoalWords, By),
    /// A step of a goal.
    Step(CaseId, PersonId, (Uuid, Uuid), StepWords, By),
    /// A step was taken: when, and what came of it.
    StepDone(CaseId, Uuid, Day, String),
    /// The plan was agreed.
    Agreed(CaseId, NewAgreement, By),
    /// What would make it safe to end.
    Exit(CaseId, NewExit, By),
    /// Help was offered.
    Offered(CaseId, NewHelp, By),
    /// Contact was promised.
    Promised(CaseId, NewPromise),
    /// A decision; with the leader who made it where one has to and did.
    Decided(CaseId, NewDecision, (UserId, Instant), Option<(UserId, Day)>),
    /// A tool or power.
    Power(CaseId, NewUse, (UserId, Instant)),
    /// A letter; with how it was handed over where it was.
    Letter(Box<NewLetter>, Option<Sending>),
    /// The case was closed.
    Ended(Box<Ended>),
    /// A report that is no case yet, and who looked how grave it is.
    Report(intake_model::NewReport, Option<(UserId, Instant)>),
    /// Something that the pack set going was done on a day.
    Routine(PersonId, Uuid, Day),
    /// A message to a colleague: from whom and when, to whom.
    Message((PersonId, CaseId), Uuid, &'static str, (UserId, Instant), UserId),
    /// A worker keeps time for casework.
    Kept(UserId, Slot, Instant),
    /// A fact of supervision.
    Supervised(Supervised),
    /// The case is worked out anew.
    Settled(CaseId, (UserId, Instant)),
    /// All that happened: the case is worked by its pack from now on.
    Begun(CaseId, &'static Pack, Vec<NewEvent>, (UserId, Instant)),
}

/// How a case was closed.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The case.
    pub case: CaseId,
    /// Whom it is about.
    pub person: PersonId,
    /// The closing.
    pub closing: Uuid,
    /// What its form says.
    pub prepared: Prepared,
    /// Who asked, and when.
    pub asked: (UserId, Instant),
    /// Who signed, and when.
    pub signed: (UserId, Instant),
    /// Last day, and until when coming back is looked for.
    pub days: (Day, Day),
    /// The question how it was, where they want to be asked.
    pub survey: Option<Uuid>,
}

impl Worked {
    /// Writes the fact the way the slices write it.
    pub fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        match self {
            Self::Allocated(giving) => allocation::record(c, tenant, giving),
            Self::Entry(entry) => cases::facts::save(c, tenant, entry),
            Self::Weighed(case, n, at, by) => risk::add(c, tenant, *case, n, *at, *by),
            Self::PlanStart(case, strengths, supports, by) => {
                plan::set_start(c, tenant, *case, 0, (strengths, supports), *by)
            }
            Self::Goal(case, goal, n, by) => plan::add_goal(c, tenant, *case, *goal, n, *by),
            Self::Step(case, person, ids, n, by) => plan::add_step(c, tenant, (*case, *person), *ids, n, *by),
            Self::StepDone(case, step, on, outcome) => {
                plan::end_step(c, tenant, *case, (*step, 1), (*on, outcome, ""))
            }
            Self::Agreed(case, n, by) => plan::agree(c, tenant, *case, n, *by),
            Self::Exit(case, n, by) => plan::set_exit(c, tenant, *case, None, n, *by),
            Self::Offered(case, n, by) => help::offer(c, tenant, *case, n, *by),
            Self::Promised(case, n) => promise::add(c, tenant, *case, n),
            Self::Decided(case, n, asked, made) => {
                decisions::add(c, tenant, *case, n, *asked)?;
                made.map_or(Ok(()), |made| decisions::make(c, tenant, *case, n.id, made))
            }
            Self::Power(case, n, by) => powers::add(c, tenant, *case, n, *by),
            Self::Letter(letter, sent) => {
                letters::add(c, tenant, letter)?;
                sent.as_ref().map_or(Ok(()), |sent| letters::send(c, tenant, letter.case, 1, sent))
            }
            Self::Ended(ended) => ended.write(c, tenant),
            Self::Report(n, scored) => {
                intake::add(c, tenant, n)?;
                scored.map_or(Ok(()), |by| intake::score(c, tenant, n.report_id, (n.harm.band(), ""), by))
            }
            Self::Routine(person, action, on) => {
                match cases::store::mark_done(c, tenant, *person, *action, *on, "Done.") {
                    // A mark that a later answer took away.
                    Err(Error::Conflict(_)) => Ok(()),
                    other => other,
                }
            }
            Self::Message((person, case), id, words, by, to) => {
                messages::add(c, tenant, *id, (*person, Some(*case)), (words, &[*to]), *by)
            }
            Self::Kept(user, slot, at) => slots::store::keep(c, tenant, *user, slot, (*user, *at)),
            Self::Supervised(fact) => fact.write(c, tenant),
            Self::Settled(case, (by, now)) => work::settle(c, tenant, *case, *by, *now),
            Self::Begun(case, pack, events, by) => {
                work::begin_with_past(c, tenant, (*case, pack), events, *by)
            }
        }
    }
}

impl Ended {
    fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        let fresh = (self.closing, None);
        closing::prepare(c, tenant, self.case, fresh, &self.prepared, true, self.asked)?;
        // What is open goes with the case; nobody is left with a task on a closed one.
        closing::end_actions(c, tenant, self.case, None, (self.days.0, "The case was closed."))?;
        let (on, watch_until) = self.days;
        let outcome = &self.prepared.reason.1;
        closing::sign(c, tenant, self.case, self.closing, (on, watch_until, outcome), self.signed)?;
        match self.survey {
            Some(survey) => {
                let (who, how) = ((self.case, self.person), &self.prepared.survey.1);
                closing::queue_survey(c, tenant, survey, who, how, self.signed.1)
            }
            None => Ok(()),
        }
    }
}
