//! Supervision of the last half year: kept well in some teams, moved, cut short or forgotten in others. Facts only:
//! what is due, how much was held and what was carried over is the program's to work out.

use crate::{
    draw::{Draw, working},
    facts::Fact,
    reviewed::Caseloads,
    worked::Worked,
    world::World,
};
use access::{CaseId, UserId};
use cases::{
    decisions::store::{self as decisions, NewDecision},
    model::{ActionKind, NewAction as CaseAction},
};
use kernel::{Day, Instant, Result, db::Conn};
use quality::supervision::{
    model::{Kind, MovedFor, Theme},
    store::{
        people,
        session::{self, Held, NewMove, NewSession, Record},
        talk::{self, NewAction},
    },
};
use uuid::Uuid;

/// Months that are looked back on.
const MONTHS: i64 = 6;

/// A fact of supervision.
#[derive(Clone, Debug)]
pub enum Supervised {
    /// When somebody began in practice, and who supervises them where it is not their team's leader.
    Arranged(UserId, Option<Day>, Option<UserId>, (UserId, Instant)),
    /// A session was planned.
    Planned(NewSession, (UserId, Instant)),
    /// It was moved, from when.
    Moved(Uuid, Instant, NewMove, (UserId, Instant)),
    /// It was not held, and why.
    Missed(Uuid, &'static str),
    /// It was held and written down.
    Held(Uuid, Held, Record),
    /// Those who agreed to its record: the worker, then who held it.
    Agreed(Uuid, Option<UserId>, Instant),
    /// An action, and when it ended: the reason where it was dropped.
    Action(Uuid, NewAction, Instant, Option<(Day, &'static str)>),
    /// A decision about a case, with what is to be done.
    Decided(Uuid, CaseId, Box<NewDecision>, Box<CaseAction>),
}

impl Supervised {
    /// Writes the fact the way the slice writes it.
    pub fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        match self {
            Self::Arranged(user, started, by_whom, by) => {
                people::arrange(c, tenant, *user, (*started, *by_whom), *by)
            }
            Self::Planned(n, by) => session::plan(c, tenant, n, *by),
            Self::Moved(id, from, n, by) => session::move_to(c, tenant, (*id, *from), n, *by),
            Self::Missed(id, why) => session::not_held(c, tenant, *id, why),
            Self::Held(id, held, record) => {
                session::hold(c, tenant, *id, held)?;
                session::record(c, tenant, (*id, 1), record)
            }
            // Planned, held, recorded: the third state of it is what they agreed to.
            Self::Agreed(id, worker, at) => session::agree(c, tenant, (*id, *worker), 3, *at),
            Self::Action(id, n, at, ended) => {
                talk::add_action(c, tenant, *id, n, *at)?;
                ended.map_or(Ok(()), |ended| talk::end_action(c, tenant, (n.id, n.worker), ended))
            }
            Self::Decided(id, case, decision, action) => {
                decisions::add(c, tenant, *case, decision, (action.recorded_by, action.recorded_at))?;
                cases::store::add_action(c, tenant, action)?;
                talk::add_decided(c, tenant, *id, (*case, decision.id, action.action_id))
            }
        }
    }
}

/// How a supervisor keeps supervision, in parts of a hundred.
#[derive(Clone, Copy)]
struct Practice {
    missed: u64,
    moved: u64,
    interrupted: u64,
    minutes: (i64, i64),
    done: u64,
}

/// Well kept, mostly kept, badly kept: team by team.
const PRACTICES: [Practice; 3] = [
    Practice { missed: 2, moved: 12, interrupted: 5, minutes: (90, 115), done: 85 },
    Practice { missed: 12, moved: 30, interrupted: 25, minutes: (70, 100), done: 60 },
    Practice { missed: 35, moved: 50, interrupted: 45, minutes: (35, 75), done: 30 },
];

/// What is written down about a session.
#[derive(Clone, Copy)]
enum Written {
    /// All of it.
    Whole,
    /// What several learnt.
    Together,
    /// Nothing yet.
    Not,
}

const WELLBEING: [&str; 6] = [
    "Tired after three late visits in a week, and glad to be asked.",
    "Back from leave and rested. Wants to keep Wednesday mornings free of visits.",
    "One visit would not leave the mind. We talked about what would help next time.",
    "Feels settled in the team. Misses working beside somebody on hard visits.",
    "Worried about two people who do not answer. We agreed who else can knock.",
    "Well. Proud of how the family meeting went.",
];

const WORKLOAD: [&str; 5] = [
    "Two long cases take half of the week. One can be shared from Monday.",
    "Room for one more case after the panel has met.",
    "Duty days eat into casework. Swap one with the other half of the team.",
    "Cases are steady. Letters are behind by a week.",
    "Three new cases came at once. No new one until the first visits are made.",
];

const DEVELOPMENT: [&str; 5] = [
    "Will shadow the panel and write down two things to try.",
    "Read the guidance on mental capacity together. Practise saying it in plain words.",
    "Wants to lead a family meeting. We prepare the next one together.",
    "Recording: facts and opinions are kept apart now. Keep the day of the visit.",
    "Looked at how work is ended: the exit plan comes too late.",
];

const LEARNING: [&str; 3] = [
    "Two people at a first meeting make it safer and shorter.",
    "Asking what would make it safe to end belongs into the first month.",
    "",
];

const ACTIONS: [&str; 6] = [
    "Shadow the next panel",
    "Book the refresher on recording",
    "Write down the hours that duty takes for two weeks",
    "Ask the landlord for a named contact",
    "Bring one case to the reflective group",
    "Keep Wednesday mornings free of visits",
];

const MISSED: [&str; 3] = ["Off sick", "Court the whole day", "Duty was short of two people"];

const MOVED: [(MovedFor, &str); 4] = [
    (MovedFor::Worker, "An urgent visit"),
    (MovedFor::Supervisor, "Called to a meeting of managers"),
    (MovedFor::Supervisor, "Leave that was not in the diary"),
    (MovedFor::Service, "Duty cover"),
];

const DECISIONS: [(&str, &str, &str); 5] = [
    (
        "Ask the panel to look at it",
        "Three partners hold a part of it, and nobody holds the whole.",
        "Another joint visit.",
    ),
    (
        "Visit together this week",
        "Nobody has reached them for a month, and a letter would not help.",
        "A letter.",
    ),
    ("Write the exit plan with them", "It has been quiet for six weeks, and they ask what comes next.", ""),
    (
        "Weigh the risk again before the next visit",
        "What was told last week changes who may be harmed.",
        "Waiting for the review.",
    ),
    (
        "Go on as agreed, and look again in a month",
        "The plan works: fewer reports, and quiet nights.",
        "Closing now.",
    ),
];

/// Supervision of every team, and of those who lead the teams that somebody answers for.
pub fn all(draw: &Draw, world: &World, caseloads: &Caseloads, as_at: Day) -> Vec<Fact> {
    let mut told = Told { draw, caseloads, as_at, facts: Vec::new() };
    for (n, worker) in world.workers.iter().enumerate() {
        let team = &world.teams[worker.team];
        let leader = world.workers[team.leader].id;
        if team.leader == n {
            if let Some(manager) = world.manager.filter(|_| worker.team < 4) {
                told.arranged(worker.id, Some(manager), manager);
                told.months(worker.id, manager, PRACTICES[1]);
            }
        } else {
            told.arranged(worker.id, None, leader);
            told.months(worker.id, leader, PRACTICES[worker.team % 3]);
        }
    }
    for (n, team) in world.teams.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
        let mates = world.workers.iter().filter(|w| w.team == n && w.holds > 0).map(|w| w.id).collect();
        told.together(world.workers[team.leader].id, mates);
    }
    told.facts
}

struct Told<'a> {
    draw: &'a Draw,
    caseloads: &'a Caseloads,
    as_at: Day,
    facts: Vec<Fact>,
}

impl Told<'_> {
    fn push(&mut self, fact: Supervised) {
        self.facts.push(Fact::Worked(Box::new(Worked::Supervised(fact))));
    }

    /// Most began years ago, a few this year; of some nobody has written it down.
    fn arranged(&mut self, user: UserId, by_whom: Option<UserId>, leader: UserId) {
        let days = self.draw.weighted(&[
            (70, Some(self.draw.between(500, 4000))),
            (10, Some(self.draw.between(60, 170))),
            (20, None),
        ]);
        let started = days.map(|days| self.as_at.plus(-days));
        let at = self.as_at.plus(-200).at(9, 15);
        self.push(Supervised::Arranged(user, started, by_whom, (leader, at)));
    }

    fn months(&mut self, worker: UserId, supervisor: UserId, practice: Practice) {
        for month in (0..MONTHS).rev() {
            let day = working(self.as_at.plus(-30 * month - self.draw.between(4, 12)));
            let next = working(day.plus(30));
            self.one(worker, supervisor, practice, day, month == 0);
            if month == 0 && next > self.as_at && !self.draw.percent(practice.missed) {
                let at = next.at(10, 0);
                let new = self.session(Kind::OneToOne, supervisor, at, vec![worker]);
                self.push(Supervised::Planned(new, (supervisor, day.at(17, 0))));
            }
        }
    }

    fn session(
        &self,
        kind: Kind,
        supervisor: UserId,
        planned_at: Instant,
        attendees: Vec<UserId>,
    ) -> NewSession {
        let place = self.draw.pick(&["Room 2", "Room 5", "The quiet room", "A video call"]).to_owned();
        NewSession { id: self.draw.uuid(), kind, supervisor, planned_at, place, attendees }
    }

    fn one(&mut self, worker: UserId, supervisor: UserId, practice: Practice, day: Day, last: bool) {
        let (draw, planned_at) = (self.draw, day.at(14, 0));
        let new = self.session(Kind::OneToOne, supervisor, planned_at, vec![worker]);
        let id = new.id;
        self.push(Supervised::Planned(new, (supervisor, working(day.plus(-20)).at(9, 40))));
        if draw.percent(practice.missed) {
            return self.push(Supervised::Missed(id, draw.pick(&MISSED)));
        }
        let mut day = day;
        if draw.percent(practice.moved) {
            let (moved_for, why) = draw.pick(&MOVED);
            let to = working(day.plus(draw.between(1, 3)));
            if to < self.as_at {
                let by = if moved_for == MovedFor::Worker { worker } else { supervisor };
                let new = NewMove { move_id: draw.uuid(), to: to.at(14, 0), moved_for, why: why.to_owned() };
                self.push(Supervised::Moved(id, planned_at, new, (by, day.at(8, 50))));
                day = to;
            }
        }
        let started_at = day.at(14, 0);
        self.held(id, started_at, practice, if draw.percent(90) { Written::Whole } else { Written::Not });
        let agreed = started_at.plus_seconds(3 * 3600);
        if draw.percent(practice.done + 10) {
            self.push(Supervised::Agreed(id, None, agreed));
            if draw.percent(practice.done) {
                self.push(Supervised::Agreed(id, Some(worker), agreed.plus_seconds(900)));
            }
        }
        self.action(id, (worker, supervisor), day, practice);
        if last {
            self.decided(id, (worker, supervisor), day, started_at.plus_seconds(1800));
        }
    }

    fn held(&mut self, id: Uuid, started_at: Instant, practice: Practice, written: Written) {
        let draw = self.draw;
        let interruptions = if draw.percent(practice.interrupted) { draw.between(1, 3) } else { 0 };
        let held = Held {
            started_at,
            ended_at: started_at.plus_seconds(draw.between(practice.minutes.0, practice.minutes.1) * 60),
            interruptions,
            interrupted_by: if interruptions > 0 { "The duty telephone".to_owned() } else { String::new() },
        };
        let themes = Theme::ALL.iter().copied().filter(|_| draw.percent(22)).collect();
        let learnt = Record {
            development: draw.pick(&DEVELOPMENT).to_owned(),
            learning: draw.pick(&LEARNING).to_owned(),
            themes,
            ..Record::default()
        };
        let record = match written {
            Written::Whole => Record {
                wellbeing: draw.pick(&WELLBEING).to_owned(),
                workload: draw.pick(&WORKLOAD).to_owned(),
                ..learnt
            },
            Written::Together => learnt,
            Written::Not => Record::default(),
        };
        self.push(Supervised::Held(id, held, record));
    }

    fn action(&mut self, id: Uuid, (worker, supervisor): (UserId, UserId), day: Day, practice: Practice) {
        let draw = self.draw;
        let owner = if draw.percent(70) { worker } else { supervisor };
        let what = draw.pick(&ACTIONS).to_owned();
        let due_on = working(day.plus(draw.between(7, 28)));
        let new = NewAction { id: draw.uuid(), worker, what, owner, due_on };
        let ended = working(due_on.plus(draw.between(-3, 12)));
        let ended = (ended < self.as_at && draw.percent(practice.done + 10))
            .then(|| (ended, if draw.percent(8) { "It is not needed any more." } else { "" }));
        self.push(Supervised::Action(id, new, day.at(15, 0), ended));
    }

    /// What was decided about cases that the worker held, with what is to be done.
    fn decided(&mut self, id: Uuid, (worker, supervisor): (UserId, UserId), day: Day, at: Instant) {
        let most = self.draw.index(4);
        for (case, person) in self.caseloads.open(worker, day, most) {
            let (what, why, considered) = self.draw.pick(&DECISIONS);
            let decision = NewDecision {
                id: self.draw.uuid(),
                kind: ("supervision".to_owned(), "Decided in supervision".to_owned()),
                decided: ("supervision".to_owned(), what.to_owned()),
                more: String::new(),
                why: why.to_owned(),
                considered: considered.to_owned(),
                rule: "Supervision".to_owned(),
                challenge: String::new(),
                made_on: Some(day),
                supersedes: None,
                told: (String::new(), String::new(), None),
            };
            let action = CaseAction {
                action_id: self.draw.uuid(),
                person,
                case: Some(case),
                kind: ActionKind::Task,
                what: what.to_owned(),
                owner: Some(worker),
                owner_name: String::new(),
                due_on: working(self.as_at.plus(self.draw.between(2, 14))),
                due_at: None,
                recorded_at: at,
                recorded_by: supervisor,
            };
            self.push(Supervised::Decided(id, case, Box::new(decision), Box::new(action)));
        }
    }

    /// Reflective practice of a team, some weeks ago.
    fn together(&mut self, leader: UserId, mates: Vec<UserId>) {
        let day = working(self.as_at.plus(-self.draw.between(15, 40)));
        let new = self.session(Kind::Reflective, leader, day.at(14, 0), mates);
        let id = new.id;
        self.push(Supervised::Planned(new, (leader, working(day.plus(-14)).at(9, 5))));
        self.held(id, day.at(14, 0), PRACTICES[0], Written::Together);
        self.push(Supervised::Agreed(id, None, day.at(17, 0)));
    }
}
