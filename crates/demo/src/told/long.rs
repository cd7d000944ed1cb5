//! A case that is told at length, with what went well and what did not: plans that were never agreed, ends nobody
//! thought of, decisions that wait for a leader.

use super::Told;
use crate::{
    draw::working,
    stories::{Decided, Ending, Story, Used},
    worked::{Ended, Worked},
};
use cases::{
    closing::{
        model::{ExitMet, Survey, View, watch_until},
        store::Prepared,
    },
    decisions::store::NewDecision,
    facts::Value,
    model::Channel,
    plan::{
        model::{Binding, Copy, Goal, GoalState, How, Owner, Step, Words},
        shape::Shape,
        store::{
            help::NewHelp,
            write::{GoalWords, NewAgreement, NewExit, StepWords},
        },
    },
    powers::{
        model::{TestMet, counts_hours},
        store::{NewUse, Service},
    },
    promise::{model::default_days, store::NewPromise},
};
use kernel::{Day, Instant};
use packs::model::{Event, Signer};
use uuid::Uuid;

/// A goal in words: its area, what they want, and its steps: whose, and what.
pub type Aim = (String, String, Vec<(Owner, String)>);

impl Told<'_> {
    /// All of a case's story.
    pub fn at_length(&mut self, story: &Story) {
        self.begun();
        story.decisions.iter().for_each(|decided| self.decide(decided));
        story.forms.iter().for_each(|filled| self.form(filled));
        if self.draw.percent(88) {
            let on = if self.closed_on.is_some() { self.day((2, 20)) } else { Some(self.recent((1, 30))) };
            if let Some(on) = on {
                self.weigh(story, on);
            }
        }
        for used in &story.powers {
            if self.draw.percent(used.percent) {
                self.use_power(used);
            }
        }
        if self.draw.percent(84)
            && let Some(on) = self.day((6, 26))
        {
            self.planned(story, on);
        }
        if self.draw.percent(68) {
            self.promise_by_band();
        }
        self.letters(story);
        if let Some(closed_on) = self.closed_on {
            let ending = self.draw.index(story.endings.len().max(1));
            if let Some(ending) = story.endings.get(ending) {
                self.end(ending, closed_on);
            }
        }
    }

    /// One goal and its first step, agreed mostly.
    pub(super) fn plan_in_short(&mut self, story: &Story) {
        let Some(on) = self.day((9, 16)) else { return };
        let Some(goal) = story.goals.get(self.draw.index(story.goals.len().max(1))) else { return };
        if !self.draw.percent(80) {
            return;
        }
        let first = goal
            .steps
            .first()
            .and_then(|(whose, what)| Some((Owner::parse(whose)?, self.voice.fill(self.draw, what))));
        let aim = (goal.area.clone(), self.voice.fill(self.draw, &goal.words), Vec::from_iter(first));
        let start = self.words(&story.strengths);
        let agreed = self.draw.percent(92).then_some(on);
        self.plan((&start, ""), &[aim], on, agreed);
        if self.draw.percent(60) {
            let words = (self.words(&story.safe_when), self.words(&story.carries_on));
            self.exit(words, on, self.draw.between(28, 160));
        }
    }

    fn planned(&mut self, story: &Story, on: Day) {
        let (draw, strengths, supports) =
            (self.draw, self.words(&story.strengths), self.words(&story.supports));
        let count = story.goals.len();
        let from = draw.index(count.max(1));
        let aims: Vec<Aim> = (0..draw.index(2) + 2)
            .filter_map(|n| story.goals.get((from + n) % count.max(1)))
            .map(|goal| {
                let step = |(whose, what): &(String, String)| {
                    Some((Owner::parse(whose)?, self.voice.fill(draw, what)))
                };
                (
                    goal.area.clone(),
                    self.voice.fill(draw, &goal.words),
                    goal.steps.iter().filter_map(step).collect(),
                )
            })
            .collect();
        let agreed = draw.percent(78).then(|| self.day((7, 34)).unwrap_or(on).max(on));
        self.plan((&strengths, &supports), &aims, on, agreed);
        if draw.percent(70) {
            let words = (self.words(&story.safe_when), self.words(&story.carries_on));
            self.exit(words, on, draw.between(28, 120));
        }
        if draw.percent(50)
            && let Some(code) = story.help.get(draw.index(story.help.len().max(1)))
        {
            self.offer(code, on);
        }
    }

    /// Writes a plan on a day, with steps taken since; agreed on a later day, or never.
    pub fn plan(&mut self, start: (&str, &str), aims: &[Aim], on: Day, agreed: Option<Day>) {
        let (draw, at) = (self.draw, self.draw.office_time(on));
        self.add(Worked::PlanStart(self.case, start.0.to_owned(), start.1.to_owned(), self.by(at)));
        let (mut goals, mut steps, mut done) = (Vec::new(), Vec::new(), Vec::new());
        for (area, words, list) in aims {
            let goal_id = draw.uuid();
            let new = GoalWords {
                area: area.clone(),
                words: words.clone(),
                state: GoalState::Open,
                ended_on: None,
            };
            self.add(Worked::Goal(self.case, goal_id, new, self.by(at)));
            goals.push(Goal {
                goal_id,
                area: area.clone(),
                words: words.clone(),
                state: GoalState::Open,
                ended_on: None,
                changed_at: at,
                changed_by: String::new(),
                version: 1,
            });
            for (owner, what) in list {
                let due_on = working(on.plus(draw.between(6, 75)));
                let step = self.step((goal_id, draw.uuid()), (*owner, what), due_on, at);
                // Most of what was due has been done by now, some of it late.
                let by_now = due_on.plus(draw.between(-3, 4)).max(on);
                if by_now < self.as_at && self.closed_on.is_none_or(|end| by_now <= end) && draw.percent(92) {
                    done.push(Worked::StepDone(
                        self.case,
                        step.step_id,
                        by_now,
                        "Done as agreed.".to_owned(),
                    ));
                }
                steps.push(step);
            }
        }
        if let Some(agreed_on) = agreed {
            let (strengths, supports) = start;
            let words = Words { strengths, supports, goals: &goals, steps: &steps };
            self.agree(&words.snapshot(&Shape::of(Some(self.pack))), agreed_on, at);
        }
        for worked in done {
            self.add(worked);
        }
    }

    fn step(
        &mut self,
        (goal_id, step_id): (Uuid, Uuid),
        (owner_kind, what): (Owner, &str),
        due_on: Day,
        at: Instant,
    ) -> Step {
        let (owner_id, owner) = match owner_kind {
            Owner::Worker => (self.worker, String::new()),
            Owner::Agency => (None, "Another service".to_owned()),
            Owner::Family => (None, "Family".to_owned()),
            Owner::Person => (None, self.voice.name.clone()),
        };
        let binding = if self.pack.plan.mandatory_steps { Binding::Recommended } else { Binding::None };
        let new = StepWords {
            what: what.to_owned(),
            owner_kind,
            owner: owner_id,
            owner_name: owner.clone(),
            due_on,
            binding,
        };
        self.add(Worked::Step(self.case, self.person, (goal_id, step_id), new, self.by(at)));
        let (outcome, evidence) = (String::new(), String::new());
        let (what, done_on) = (what.to_owned(), None);
        Step {
            step_id,
            goal_id,
            what,
            owner_kind,
            owner_id,
            owner,
            due_on,
            binding,
            done_on,
            outcome,
            evidence,
            version: 1,
        }
    }

    fn agree(&mut self, words: &str, agreed_on: Day, written: Instant) {
        let draw = self.draw;
        let at = draw.office_time(agreed_on).max(written.plus_seconds(1800));
        let (copy, copy_why) = if draw.percent(86) {
            (draw.weighted(&[(6, Copy::Printed), (3, Copy::Sent), (1, Copy::Given)]), String::new())
        } else {
            (Copy::NotGiven, "Wants it kept here: post is read by others at home.".to_owned())
        };
        let n = NewAgreement {
            agreement_id: draw.uuid(),
            agreed_with: self.voice.name.clone(),
            agreed_on,
            how: draw.weighted(&[(6, How::FaceToFace), (3, How::Phone), (1, How::Video)]),
            copy,
            copy_why,
            review_on: working(agreed_on.plus(self.pack.plan.review_days.max(1))),
            words: words.to_owned(),
        };
        self.event(Event::PlanAgreed, at, Some(n.agreement_id));
        self.add(Worked::Agreed(self.case, n, self.by(at)));
    }

    /// Writes on a day what would make it safe to end, expected so many days later.
    pub fn exit(&mut self, (safe_when, carries_on): (String, String), on: Day, days: i64) {
        let at = self.draw.office_time(on).plus_seconds(3600);
        let expected_on = working(on.plus(days));
        let n = NewExit { exit_id: self.draw.uuid(), safe_when, expected_on, carries_on };
        self.add(Worked::Exit(self.case, n, self.by(at)));
    }

    /// Offers help by its code.
    pub fn offer(&mut self, code: &str, on: Day) {
        let Some(known) = self.pack.interventions.iter().find(|i| i.id == code) else { return };
        let n = NewHelp {
            intervention_id: self.draw.uuid(),
            person: self.person,
            kind: known.id.clone(),
            label: known.label.clone(),
            provider: String::new(),
            on,
        };
        let by = self.by(self.draw.office_time(on));
        self.add(Worked::Offered(self.case, n, by));
    }

    fn promise_by_band(&mut self) {
        let band = self.known.get("case.band").and_then(|value| value.codes().first()).cloned();
        let usual = default_days(&self.pack.contact, &band.unwrap_or_default()).unwrap_or(28);
        let channel = self.draw.weighted(&[(6, Channel::Phone), (3, Channel::Visit), (1, Channel::Text)]);
        let safe =
            self.draw.weighted(&[(7, ""), (2, "After four in the afternoon"), (1, "Weekdays, before noon")]);
        if let Some(on) = self.day((2, 20)) {
            self.promise(channel, usual, safe, on);
        }
    }

    /// Promises contact every so many days.
    pub fn promise(&mut self, channel: Channel, every_days: i64, safe_times: &str, agreed_on: Day) {
        let n = NewPromise {
            promise_id: self.draw.uuid(),
            person: self.person,
            channel,
            every_days,
            safe_times: safe_times.to_owned(),
            agreed_with: self.voice.name.clone(),
            agreed_on,
            recorded_at: self.draw.office_time(agreed_on),
            recorded_by: self.by,
        };
        self.add(Worked::Promised(self.case, n));
    }

    /// Makes a decision on some day; not where that day has not come, and never in every case.
    pub(super) fn decide(&mut self, decided: &Decided) {
        let Some(on) = self.day(decided.after) else { return };
        if !self.draw.percent(decided.percent) {
            return;
        }
        let code = self.one(&decided.options);
        let why = self.words(&decided.why);
        let considered = self.words(&decided.considered);
        // Some wait for the leader today.
        let waits = self.closed_on.is_none() && self.draw.percent(12);
        self.decision((&decided.kind, &code), (&why, &considered), on, waits);
    }

    /// Records a decision with its reasons; one that a leader makes may still wait for them.
    pub fn decision(
        &mut self,
        (kind, code): (&str, &str),
        (why, considered): (&str, &str),
        on: Day,
        waits: bool,
    ) {
        let Some(kind) = self.pack.decision(kind) else { return };
        let Some(option) = kind.options.iter().find(|option| option.code == code) else { return };
        let at = self.draw.office_time(on);
        let by_leader = kind.by == Signer::Leader;
        let made = !(by_leader && waits);
        let told = if made && self.draw.percent(80) && !by_leader {
            (self.voice.name.clone(), "In a talk".to_owned(), Some(on))
        } else {
            (String::new(), String::new(), None)
        };
        let n = NewDecision {
            id: self.draw.uuid(),
            kind: (kind.id.clone(), kind.name.clone()),
            decided: (option.code.clone(), option.label.clone()),
            more: String::new(),
            why: why.to_owned(),
            considered: considered.to_owned(),
            rule: kind.rule.clone(),
            challenge: kind.challenge.clone(),
            made_on: (!by_leader).then_some(on),
            supersedes: None,
            told,
        };
        if made {
            self.event(Event::Decision(kind.id.clone()), at, Some(n.id));
            self.known.insert(kind.records.clone(), Value::Codes(vec![option.code.clone()]));
        }
        let signed = (made && by_leader).then_some((self.leader, on));
        self.add(Worked::Decided(self.case, n, (self.by, at), signed));
    }

    fn use_power(&mut self, used: &Used) {
        let Some(on) = self.day(used.after) else { return };
        let (whom, evidence) =
            (self.voice.fill(self.draw, &used.whom), self.voice.fill(self.draw, &used.evidence));
        self.power(&used.power, (&whom, &evidence), on, used.days);
    }

    /// Uses a tool or power that needs no leader: with or against whom, and how its test is met.
    pub fn power(&mut self, power: &str, (whom, evidence): (&str, &str), on: Day, days: i64) {
        let Some(power) = self.pack.power(power) else { return };
        let at = self.draw.office_time(on);
        let ends_on = (days > 0).then(|| on.plus(days - 1));
        let service = Service {
            served_on: Some(on),
            served_at: counts_hours(self.pack, &power.id).then_some(at),
            served_how: "In person".to_owned(),
            starts_on: ends_on.map(|_| on),
            ends_on,
            ..Service::default()
        };
        let n = NewUse {
            id: self.draw.uuid(),
            power: (power.id.clone(), power.name.clone(), power.test.clone(), power.citation.clone()),
            informal: power.informal,
            authorise: power.authorise,
            person: None,
            whom: whom.to_owned(),
            test_met: (!power.informal).then_some(TestMet::Yes),
            evidence: evidence.to_owned(),
            first_done: "Talks, and a letter.".to_owned(),
            formal_why: String::new(),
            service,
        };
        self.event(Event::Power(power.id.clone()), at, Some(n.id));
        self.add(Worked::Power(self.case, n, (self.by, at)));
    }

    fn end(&mut self, ending: &Ending, on: Day) {
        let Some(reason) = self.pack.closing.reasons.iter().find(|r| r.code == ending.reason) else { return };
        let draw = self.draw;
        let exit = draw.weighted(&[(5, ExitMet::Met), (2, ExitMet::Partly), (3, ExitMet::None)]);
        let (view, survey) = if ending.view.is_empty() {
            (View::NotReached, Survey::NotWanted)
        } else {
            (View::Said, draw.weighted(&[(7, Survey::Queue), (3, Survey::NotWanted)]))
        };
        let words =
            if view == View::Said { ending.view.clone() } else { "Two calls and a letter.".to_owned() };
        let left = match exit {
            ExitMet::Partly => "The family carries on with what is left.",
            ExitMet::None => "It ended before one was written. They know the way back.",
            _ => "",
        };
        let how = if survey == Survey::Queue { "By text" } else { "" };
        let prepared = Prepared {
            reason: (reason.code.clone(), reason.label.clone()),
            summary: ending.summary.clone(),
            view: (view.code().to_owned(), words),
            exit: (exit.code().to_owned(), left.to_owned()),
            survey: (survey.code().to_owned(), how.to_owned()),
            way_back: "Told in the last talk, and by letter.".to_owned(),
            closed_on: Some(on),
        };
        let (asked, signed) = (draw.office_time(on), on.at(17, 30));
        let closing = draw.uuid();
        self.event(Event::Closed, signed, Some(closing));
        let ended = Ended {
            case: self.case,
            person: self.person,
            closing,
            prepared,
            asked: (self.by, asked),
            signed: (self.leader, signed.max(asked)),
            days: (on, watch_until(on, self.pack.closing.watch_days)),
            survey: (survey == Survey::Queue).then(|| draw.uuid()),
        };
        self.add(Worked::Ended(Box::new(ended)));
    }
}
