//! Self-audits and six-week reviews of the last months: some workers and their leaders look every time, some now and
//! then, some never. What is written is who looked at what and when, and what they said; who is late, the program
//! works out.

use crate::{draw::Draw, draw::working, facts::Fact, worked::Worked, world::World};
use access::{CaseId, PersonId, UserId};
use kernel::{Day, Instant, Result, db::Conn};
use quality::{
    audit::{
        model::{Answer, Period},
        store::{self as audit, NewAnswer},
    },
    six_week::{
        model::{EVERY_DAYS, Found},
        store::{self as six_week, NewFound},
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One look at cases.
#[derive(Clone, Debug)]
pub enum Reviewed {
    /// A six-week review was begun: which, of whom, with which cases, by whom and when.
    Begun(Uuid, UserId, Vec<CaseId>, (UserId, Instant)),
    /// A case was looked at in it.
    Saw(NewFound),
    /// It was finished: whose, by whom and when.
    Finished(UserId, (UserId, Instant)),
    /// A worker answered for a case of theirs.
    Answered(NewAnswer),
    /// A worker finished a self-audit.
    Audited(UserId, Period, Instant),
}

impl Reviewed {
    /// Writes it the way the slice writes it.
    pub fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        match self {
            Self::Begun(review, worker, cases, by) => {
                six_week::record(c, tenant, (*review, *worker), cases, *by)
            }
            Self::Saw(found) => six_week::see(c, tenant, found),
            Self::Finished(worker, by) => six_week::finish(c, tenant, *worker, *by).map(drop),
            Self::Answered(answer) => audit::answer(c, tenant, answer),
            Self::Audited(worker, period, at) => audit::set_finished(c, tenant, (*worker, *period), *at),
        }
    }
}

/// A case as somebody held it.
#[derive(Clone, Copy, Debug)]
struct Held {
    case: CaseId,
    person: PersonId,
    opened_on: Day,
    closed_on: Option<Day>,
}

/// Who held which cases when, from the facts that were written.
#[derive(Clone, Debug, Default)]
pub struct Caseloads {
    of: BTreeMap<Uuid, Vec<Held>>,
    closed: BTreeMap<Uuid, Day>,
}

/// What workers say when they need help.
const HELP: [&str; 5] = [
    "The landlord does not answer my letters.",
    "I have tried three times and nobody opens the door.",
    "I am not sure whether this can be closed.",
    "The step depends on another agency that has not replied.",
    "I would like to talk about the risk before I go again.",
];

/// What leaders ask for.
const ACTIONS: [&str; 4] = [
    "Agree the exit plan with them.",
    "Book the next visit and write down what was agreed.",
    "Ask the other agency for a date.",
    "Go through the plan together and mend what is late.",
];

impl Caseloads {
    /// Keeps what the facts say about who holds what.
    pub fn note(&mut self, facts: &[Fact]) {
        for fact in facts {
            match fact {
                Fact::Case(case) => {
                    if let (Some(worker), Some(person)) = (case.worker, case.subjects.first()) {
                        let (person, opened_on) = (*person, case.opened_on);
                        let held = Held { case: case.case_id, person, opened_on, closed_on: None };
                        self.of.entry(worker.uuid()).or_default().push(held);
                    }
                }
                Fact::Closing(case, closing) => _ = self.closed.insert(case.uuid(), closing.closed_on),
                Fact::Worked(worked) => {
                    if let Worked::Ended(ended) = worked.as_ref() {
                        self.closed.insert(ended.case.uuid(), ended.days.0);
                    }
                }
                _ => {}
            }
        }
    }

    /// The cases a worker held on a day.
    pub fn cases(&self, worker: UserId, on: Day) -> Vec<CaseId> {
        self.held(worker, on).into_iter().map(|held| held.case).collect()
    }

    /// What a worker held on a day, the longest open first.
    fn held(&self, worker: UserId, on: Day) -> Vec<Held> {
        let cases = self.of.get(&worker.uuid()).into_iter().flatten();
        let mut held: Vec<Held> = cases
            .map(|held| Held { closed_on: self.closed.get(&held.case.uuid()).copied(), ..*held })
            .filter(|held| held.opened_on < on && held.closed_on.is_none_or(|closed| closed > on))
            .collect();
        held.sort_by_key(|held| (held.opened_on, held.case.uuid()));
        held
    }

    /// Up to `n` cases that a worker held on a day and holds now.
    pub fn open(&self, worker: UserId, on: Day, n: usize) -> Vec<(CaseId, PersonId)> {
        let cases = self.of.get(&worker.uuid()).into_iter().flatten();
        let open = cases.filter(|held| held.opened_on < on && !self.closed.contains_key(&held.case.uuid()));
        open.take(n).map(|held| (held.case, held.person)).collect()
    }

    /// Everybody's self-audits and six-week reviews before the demo's day. The tour's officer is reviewed in three
    /// days.
    pub fn looked_at(&self, draw: &Draw, world: &World, as_at: Day, tour: usize) -> Vec<Fact> {
        let mut all = Vec::new();
        for place in &world.officers {
            let worker = &world.workers[*place];
            let leader = world.workers[world.teams[worker.team].leader].id;
            let last = if *place == tour { EVERY_DAYS - 3 } else { last_review(draw) };
            // Some leaders were in time each time, some let weeks go by.
            let late = draw.weighted(&[(6, 0), (3, 12), (2, 40)]);
            for nth in [2, 1, 0] {
                let day = working(as_at.plus(-last - nth * (EVERY_DAYS - 2 + late)));
                self.review(draw, &mut all, (worker.id, leader), day.min(as_at.plus(-1)), last < 100);
            }
            self.audits(draw, &mut all, worker.id, as_at);
        }
        all.into_iter().map(|reviewed| Fact::Reviewed(Box::new(reviewed))).collect()
    }

    fn review(
        &self,
        draw: &Draw,
        all: &mut Vec<Reviewed>,
        (worker, by): (UserId, UserId),
        day: Day,
        whole: bool,
    ) {
        let held = self.held(worker, day);
        if held.is_empty() || !whole {
            return;
        }
        let (review, begun) = (draw.uuid(), day.at(9, 30));
        all.push(Reviewed::Begun(review, worker, held.iter().map(|h| h.case).collect(), (by, begun)));
        let mut at = begun;
        for one in &held {
            at = at.plus_seconds(draw.between(60, 240));
            let mut found = Found { on_track: draw.percent(82), ..Found::default() };
            if !found.on_track {
                found.to_close = draw.percent(25);
                found.to_move = !found.to_close && draw.percent(12);
                // What was to happen then was done since; only words are left of it.
                if !found.to_close && !found.to_move {
                    draw.pick(&ACTIONS).clone_into(&mut found.action);
                }
            }
            let action = draw.uuid();
            all.push(Reviewed::Saw(NewFound { review, worker, case: one.case, found, action, by, at }));
        }
        all.push(Reviewed::Finished(worker, (by, at.plus_seconds(60))));
    }

    fn audits(&self, draw: &Draw, all: &mut Vec<Reviewed>, worker: UserId, as_at: Day) {
        let before = Period::of(as_at).before();
        for period in [before.before(), before] {
            // Whole, begun and left, or not at all.
            let share = draw.weighted(&[(60, 100), (22, 60), (18, 0)]);
            let day = working(period.began.plus(draw.between(2, 9)));
            let mut at = day.at(16, 0);
            for held in self.held(worker, day).iter().filter(|_| share > 0) {
                if !draw.percent(share) {
                    continue;
                }
                at = at.plus_seconds(draw.between(20, 120));
                let help = draw.percent(6);
                all.push(Reviewed::Answered(NewAnswer {
                    worker,
                    period,
                    case: held.case,
                    answer: if help { Answer::Help } else { Answer::Right },
                    words: if help { draw.pick(&HELP).to_owned() } else { String::new() },
                    found: Vec::new(),
                    at,
                }));
            }
            if share == 100 {
                all.push(Reviewed::Audited(worker, period, at.plus_seconds(30)));
            }
        }
    }
}

/// Days since the last review was completed; more than 100 for somebody who never had one.
fn last_review(draw: &Draw) -> i64 {
    draw.weighted(&[
        (60, draw.between(4, EVERY_DAYS - 1)),
        (22, draw.between(EVERY_DAYS + 1, 80)),
        (10, draw.between(36, EVERY_DAYS)),
        (8, 400),
    ])
}
