//! How people who were helped say it was: asked after the end and during the case, by telephone or with a code. Some
//! are never reached, some do not want to say, more where the way is a letter. Facts and answers only.

use crate::{
    draw::{Draw, working},
    facts::Fact,
    worked::Worked,
    world::World,
};
use access::{CaseId, PersonId, UserId};
use cases::closing::store as closing;
use kernel::{Day, Instant, Result, db::Conn};
use quality::satisfaction::{
    model::{Answer, CODE_DAYS, Channel, Dropped, Safer, Way, new_code},
    store::{
        self,
        answers::{self, NewAnswer},
    },
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Months that are looked back on.
const MONTHS: i64 = 15;

/// A fact of a survey.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Somebody whose case is closed is to be asked, and how.
    Queued(Uuid, CaseId, PersonId, &'static str, Instant),
    /// Somebody wanted them asked during the case.
    Wanted(Uuid, CaseId, &'static str, (UserId, Instant)),
    /// A call or visit at which nobody could be asked.
    Tried(CaseId, Uuid, (Way, Uuid), (UserId, Instant)),
    /// A code was given to them.
    Code(CaseId, Uuid, store::NewCode),
    /// They answered, or did not want to.
    Said(NewAnswer),
    /// They were told what is done.
    Told(Uuid, PersonId, Uuid, &'static str, (UserId, Instant)),
    /// Nobody asks any more.
    Dropped(CaseId, Uuid, Dropped, Instant),
}

impl Asked {
    /// Writes the fact the way the slice writes it.
    pub fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        match self {
            Self::Queued(survey, case, person, how, at) => {
                closing::queue_survey(c, tenant, *survey, (*case, *person), how, *at)
            }
            Self::Wanted(survey, case, how, by) => store::request(c, tenant, (*case, *survey), how, *by),
            Self::Tried(case, survey, a_try, by) => {
                store::not_reached(c, tenant, (*case, *survey), *a_try, *by)
            }
            Self::Code(case, survey, code) => store::add_code(c, tenant, (*case, *survey), code),
            Self::Said(answer) => answers::add(c, tenant, answer),
            Self::Told(survey, person, action, words, by) => {
                answers::told(c, tenant, *survey, (*person, Some(*action)), words, *by)
            }
            Self::Dropped(case, survey, why, at) => store::drop_it(c, tenant, (*case, *survey), *why, *at),
        }
    }
}

/// A case as it is needed to ask its person.
#[derive(Clone, Copy, Debug)]
struct Known {
    case: CaseId,
    person: PersonId,
    worker: Option<UserId>,
    opened_on: Day,
    closed_on: Option<Day>,
    /// The survey its closing queued, and when.
    queued: Option<(Uuid, Instant)>,
    /// Whether the closing itself said whether they are asked.
    settled: bool,
    /// Whether the case ended in a way after which nobody is asked.
    gone: bool,
}

/// The cases whose people can be asked, from the facts that were written.
#[derive(Clone, Debug, Default)]
pub struct People {
    cases: Vec<Known>,
    places: BTreeMap<Uuid, usize>,
}

/// Endings after which nobody is asked.
const GONE: [&str; 4] = ["Died", "Lost contact", "Could not be reached", "Declined"];

const HAPPY: [&str; 8] = [
    "I knew whom to ring, and she rang back.",
    "He came when he said he would.",
    "It took a while, but it is quiet now.",
    "She explained every letter to me.",
    "I was believed. That was what mattered.",
    "Thank you for not giving up.",
    "",
    "",
];

const UNHAPPY: [&str; 7] = [
    "Nobody told me that the case was closed.",
    "I had to tell it all again to somebody new.",
    "It went on for months before anybody came.",
    "The noise has begun again.",
    "I was told I would get a call and did not.",
    "I still do not know what was decided.",
    "",
];

const DONE: [&str; 4] = [
    "Rang, said sorry for the silence, and explained what was decided.",
    "Visited together with the worker. They have the number for the next time.",
    "A new visit is booked, and they know when.",
    "Explained why it cannot be taken further, and whom else they can ask.",
];

/// Nobody asks those who died, those who were not found, and those who wanted no help.
fn is_gone(ending: &str) -> bool {
    GONE.iter().any(|gone| ending.starts_with(gone))
}

impl People {
    /// Keeps what the facts say about cases and their ends.
    pub fn note(&mut self, facts: &[Fact]) {
        for fact in facts {
            match fact {
                Fact::Case(n) => {
                    if let Some(person) = n.subjects.first().copied() {
                        self.places.insert(n.case_id.uuid(), self.cases.len());
                        self.cases.push(Known {
                            case: n.case_id,
                            person,
                            worker: n.worker,
                            opened_on: n.opened_on,
                            closed_on: None,
                            queued: None,
                            settled: false,
                            gone: false,
                        });
                    }
                }
                Fact::Closing(case, closing) => {
                    let closed = closing.closed_on;
                    let gone = is_gone(&closing.outcome);
                    self.with(*case, |known| (known.closed_on, known.gone) = (Some(closed), gone));
                }
                Fact::Worked(worked) => {
                    if let Worked::Ended(ended) = worked.as_ref() {
                        let queued = ended.survey.map(|survey| (survey, ended.signed.1));
                        let (closed, gone) = (ended.days.0, is_gone(&ended.prepared.reason.1));
                        self.with(ended.case, |known| {
                            (known.closed_on, known.queued) = (Some(closed), queued);
                            (known.settled, known.gone) = (true, gone);
                        });
                    }
                }
                _ => {}
            }
        }
    }

    fn with(&mut self, case: CaseId, change: impl FnOnce(&mut Known)) {
        let place = self.places.get(&case.uuid()).copied();
        if let Some(known) = place.and_then(|place| self.cases.get_mut(place)) {
            change(known);
        }
    }

    /// Everybody's surveys before the demo's day: of cases that ended in the last months, and of some that are open.
    pub fn asked(&self, draw: &Draw, world: &World, as_at: Day) -> Vec<Fact> {
        let mut told = Told { draw, world, as_at, all: Vec::new() };
        let from = as_at.plus_months(-MONTHS);
        for known in &self.cases {
            match known.closed_on {
                Some(closed) if closed >= from || known.queued.is_some() => told.ended(known, closed),
                None if known.opened_on < as_at.plus(-60) && draw.percent(4) => told.during(known),
                _ => {}
            }
        }
        // As they happened, so that who was told what reads in order.
        told.all.into_iter().map(|asked| Fact::Asked(Box::new(asked))).collect()
    }
}

struct Told<'a> {
    draw: &'a Draw,
    world: &'a World,
    as_at: Day,
    all: Vec<Asked>,
}

impl Told<'_> {
    /// The survey that the closing queued, or one for a case that ended before closings said so.
    fn ended(&mut self, known: &Known, closed: Day) {
        let (survey, at) = match known.queued {
            Some((survey, at)) if known.gone => {
                if let Some(day) = self.later(Day::of(at), 1, 5) {
                    self.all.push(Asked::Dropped(known.case, survey, Dropped::Other, day.at(9, 30)));
                }
                return;
            }
            Some(queued) => queued,
            None if known.settled || known.gone || !self.draw.percent(60) => return,
            None => {
                let queued = (self.draw.uuid(), closed.at(17, 30));
                self.all.push(Asked::Queued(queued.0, known.case, known.person, "By telephone", queued.1));
                queued
            }
        };
        self.ask(known, survey, Day::of(at));
    }

    fn during(&mut self, known: &Known) {
        let on = working(self.as_at.plus(-self.draw.between(3, 50)));
        let Some(worker) = known.worker.filter(|_| on < self.as_at) else { return };
        let survey = self.draw.uuid();
        self.all.push(Asked::Wanted(survey, known.case, "By telephone", (worker, on.at(10, 0))));
        self.ask(known, survey, on);
    }

    /// The day so many days later on which somebody works, if that is before the demo's day.
    fn later(&self, day: Day, low: i64, high: i64) -> Option<Day> {
        let day = working(day.plus(self.draw.between(low, high)));
        (day < self.as_at).then_some(day)
    }

    /// Whoever rings: not the worker whose case it is.
    fn caller(&self, known: &Known) -> UserId {
        let mut caller = self.world.workers[self.world.officer(self.draw)].id;
        while Some(caller) == known.worker {
            caller = self.world.workers[self.world.officer(self.draw)].id;
        }
        caller
    }

    fn ask(&mut self, known: &Known, survey: Uuid, queued: Day) {
        let Some(day) = self.later(queued, 2, 12) else { return };
        let draw = self.draw;
        let way = draw.weighted(&[
            (45, Way::Phone),
            (30, Way::Text),
            (13, Way::Post),
            (7, Way::Email),
            (5, Way::Hand),
        ]);
        let by = self.caller(known);
        let (answers, silence) = match way {
            Way::Phone => (84, Dropped::NotReached),
            Way::Text | Way::Hand => (68, Dropped::Other),
            _ => (46, Dropped::Other),
        };
        let at = draw.office_time(day);
        if way == Way::Phone {
            return self.call(known, survey, (by, day), answers);
        }
        let (hash, until) =
            (access::secret_hash(&new_code(draw.source())), at.plus_seconds(CODE_DAYS * 24 * 3600));
        self.all.push(Asked::Code(known.case, survey, store::NewCode { hash, way, at, by, until }));
        if draw.percent(answers) {
            let Some(day) = self.later(day, 0, 9) else { return };
            let link = way == Way::Text && draw.percent(80);
            self.said(
                known,
                survey,
                (Channel::of_code(way, link), None),
                day.at(19, 10).max(at.plus_seconds(900)),
            );
        } else if let Some(day) = self.later(day, 29, 36) {
            self.all.push(Asked::Dropped(known.case, survey, silence, day.at(11, 0)));
        }
    }

    /// Up to three calls.
    fn call(&mut self, known: &Known, survey: Uuid, (by, first): (UserId, Day), answers: u64) {
        let draw = self.draw;
        let reached = draw.percent(answers);
        let mut day = first;
        for _ in 0..if reached { draw.below(3) } else { 3 } {
            let a_try = (Way::Phone, draw.uuid());
            self.all.push(Asked::Tried(known.case, survey, a_try, (by, draw.office_time(day))));
            match self.later(day, 1, 6) {
                Some(next) => day = next,
                None => return,
            }
        }
        if reached {
            self.said(known, survey, (Channel::Phone, Some(by)), day.at(18, 0));
        } else {
            self.all.push(Asked::Dropped(known.case, survey, Dropped::NotReached, day.at(18, 0)));
        }
    }

    /// What they say: a little better as the months go by.
    fn said(&mut self, known: &Known, survey: Uuid, (channel, by): (Channel, Option<UserId>), at: Instant) {
        let draw = self.draw;
        let refused = draw.percent(if channel == Channel::Phone { 9 } else { 3 });
        let past = Day::of(at).days_until(self.as_at).clamp(0, 450).unsigned_abs();
        let content = draw.percent(80 - past / 18);
        let score = || {
            if content {
                draw.weighted(&[(45, 5), (40, 4), (12, 3), (3, 2)])
            } else {
                draw.weighted(&[(8, 4), (37, 3), (32, 2), (23, 1)])
            }
        };
        let answer = Answer {
            handling: Some(score()),
            outcome: draw.percent(93).then(score),
            informed: draw.percent(95).then(score),
            safer: draw.weighted(&[
                (if content { 60 } else { 25 }, Some(Safer::Yes)),
                (25, Some(Safer::Unsure)),
                (if content { 5 } else { 20 }, Some(Safer::No)),
                (10, None),
            ]),
            words: draw.pick(if content { &HAPPY[..] } else { &UNHAPPY[..] }).to_owned(),
        };
        let (unhappy, action) = (answer.is_unhappy() && !refused, draw.uuid());
        let answer = (!refused).then_some(answer);
        self.all.push(Asked::Said(NewAnswer { survey, case: known.case, channel, answer, at, by, action }));
        if unhappy && (past > 21 || draw.percent(50)) {
            let Some(day) = self.later(Day::of(at), 1, 6) else { return };
            let by = (self.caller(known), day.at(15, 30));
            self.all.push(Asked::Told(survey, known.person, action, draw.pick(&DONE), by));
        }
    }
}
