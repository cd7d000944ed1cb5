//! One case as its kind's story tells it: forms, risk, plan, promise, decisions, tools, the end.
//!
//! Everything is drawn and kept as facts; what happened is kept as events and written last, so that the case is worked
//! out once.

mod long;
mod written;

pub use long::Aim;

use crate::{
    draw::{Draw, working},
    facts::Fact,
    stories::{Fill, Filled, Story},
    words::Voice,
    worked::Worked,
};
use access::{CaseId, PersonId, TeamId, UserId};
use cases::{
    allocation::{model::Part, store::Giving},
    facts::{Answer, NewEntry, Value, model::holds},
    intake::model::{Harm, NewReport, Received, Reporter, Safe},
    plan::store::write::By,
    risk::{
        model::{self as risk, Given, ToldBy},
        store::NewAssessment,
    },
    work::{NewEvent, stages::derived},
};
use kernel::{
    Day, Instant,
    calendar::{Calendar, Division},
};
use packs::{
    Pack,
    model::{Event, FieldKind, Trigger},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A case while it is told.
pub struct Told<'a> {
    /// The hand that draws.
    pub draw: &'a Draw,
    /// The demo's present.
    pub as_at: Day,
    /// The pack it is worked by.
    pub pack: &'static Pack,
    /// The case.
    pub case: CaseId,
    /// Whom it is about.
    pub person: PersonId,
    /// How they are spoken of.
    pub voice: &'a Voice,
    /// Who has it.
    pub worker: Option<UserId>,
    /// Who writes: its worker, or the leader while it waits.
    pub by: UserId,
    /// The team's leader.
    pub leader: UserId,
    /// First day.
    pub opened_on: Day,
    /// Last day, once closed.
    pub closed_on: Option<Day>,
    /// The facts so far.
    pub facts: Vec<Fact>,
    /// What happened so far.
    pub events: Vec<NewEvent>,
    /// What the forms say so far.
    pub known: BTreeMap<String, Value>,
}

impl Told<'_> {
    /// Every case: it was opened, given to somebody, and the first forms say what they must.
    pub fn briefly(&mut self, story: &Story) {
        self.begun();
        story.light.iter().for_each(|filled| self.form(filled));
        story.decisions.iter().filter(|decided| decided.light).for_each(|decided| self.decide(decided));
        if self.closed_on.is_none() {
            self.plan_in_short(story);
        }
        if self.closed_on.is_none() && self.draw.percent(22) {
            let on = self.recent((1, 26));
            self.weigh(story, on);
        }
    }

    /// That it was opened and given to its worker.
    pub fn begun(&mut self) {
        let opened = self.draw.office_time(self.opened_on);
        self.event(Event::Opened, opened, None);
        let Some(worker) = self.worker else { return };
        // Mostly on the same day or the next, sometimes only after a week.
        let wait = self.draw.weighted(&[(50, 0), (30, 1), (14, self.draw.between(2, 5)), (6, 8)]);
        let at = self.day((wait, wait)).map_or(opened, |on| self.draw.office_time(on)).max(opened);
        let giving = Giving {
            allocation_id: self.draw.uuid(),
            member_ids: Vec::new(),
            case: self.case,
            to: worker,
            part: Part::Lead,
            share: 100,
            reason: String::new(),
            at,
            by: self.leader,
        };
        self.event(Event::Allocated, at, Some(giving.allocation_id));
        self.add(Worked::Allocated(giving));
    }

    /// Fills in a form on some day; not where that day has not come, and never in every case.
    pub fn form(&mut self, filled: &Filled) {
        let Some(on) = self.day(filled.after) else { return };
        if !self.draw.percent(filled.percent) {
            return;
        }
        let Some(form) = self.pack.form(&filled.form) else { return };
        let mut answers = Vec::new();
        for line in &form.fields {
            let (Some(fill), Some(field)) = (filled.fields.get(&line.field), self.pack.field(&line.field))
            else {
                continue;
            };
            let asked = line.when.as_ref().is_none_or(|condition| holds(condition, &self.known));
            if !asked || !self.draw.percent(fill.percent.unwrap_or(100)) {
                continue;
            }
            let value = self.value(field.kind, fill, on);
            if value.is_said() {
                self.known.insert(field.id.clone(), value.clone());
                answers.push(Answer::new(field, value));
            }
        }
        self.entry(&form.id, form.repeats, on, answers);
    }

    /// Fills in a form with these answers, so many days ago. Days are given as days ago, codes side by side.
    pub fn say(&mut self, form: &str, ago: i64, said: &[(&str, &str)]) {
        let on = self.recent((ago, ago));
        let mut answers = Vec::new();
        for (id, text) in said {
            let Some(field) = self.pack.field(id) else { continue };
            let value = match field.kind {
                FieldKind::Text | FieldKind::LongText => Value::Text((*text).to_owned()),
                FieldKind::Day => match text.parse() {
                    Ok(ago) => Value::Day(self.recent((ago, ago))),
                    Err(_) => continue,
                },
                FieldKind::Number | FieldKind::Money => match text.parse::<i64>() {
                    Ok(whole) => Value::Hundredths(100 * whole),
                    Err(_) => continue,
                },
                _ => Value::Codes(text.split(' ').map(str::to_owned).collect()),
            };
            self.known.insert(field.id.clone(), value.clone());
            answers.push(Answer::new(field, value));
        }
        let repeats = self.pack.form(form).is_some_and(|known| known.repeats);
        self.entry(form, repeats, on, answers);
    }

    /// A report about somebody who was helped before: it waits for somebody to look at it, or to open a case.
    pub fn report(&mut self, story: &Story, team: TeamId) {
        let draw = self.draw;
        let ago = draw.between(1, 6);
        let at = draw.office_time(self.recent((ago, ago)).max(self.opened_on));
        let n = NewReport {
            report_id: draw.uuid(),
            case_type: self.pack.id.clone(),
            team,
            person: self.person,
            words: self.words(&story.reports),
            reporter: draw.weighted(&[
                (5, Reporter::Themselves),
                (3, Reporter::Person),
                (2, Reporter::Anonymous),
            ]),
            reporter_name: String::new(),
            reporter_reach: String::new(),
            received: draw.weighted(&[(5, Received::Phone), (3, Received::Online), (2, Received::Office)]),
            received_on: Day::of(at),
            safe: draw.weighted(&[(5, Safe::Yes), (3, Safe::NotAsked), (2, Safe::Careful)]),
            safe_words: String::new(),
            harm: Harm {
                danger: draw.percent(6),
                hurt: draw.percent(34),
                targeted: draw.percent(12),
                needing: draw.percent(40),
                repeated: true,
            },
            recorded_at: at,
            recorded_by: self.leader,
        };
        let scored = draw.percent(35).then(|| (self.leader, at.plus_seconds(2400)));
        self.add(Worked::Report(n, scored));
    }

    /// Answers that were written down together.
    pub fn entry(&mut self, form: &str, repeats: bool, on: Day, answers: Vec<Answer>) {
        self.add(Worked::Entry(NewEntry {
            entry_id: self.draw.uuid(),
            case: self.case,
            person: self.person,
            form: form.to_owned(),
            repeats,
            occurred_on: on,
            recorded_at: self.draw.office_time(on),
            recorded_by: self.by,
            answers,
        }));
    }

    fn value(&self, kind: FieldKind, fill: &Fill, on: Day) -> Value {
        let draw = self.draw;
        match kind {
            FieldKind::Text | FieldKind::LongText => Value::Text(self.words(&fill.words)),
            FieldKind::Day => {
                let day = fill.day.map(|(low, high)| working(on.plus(draw.between(low, high))));
                // What was promised for a later day is known now; what happened is not known before it did.
                let happened = fill.day.is_none_or(|(_, high)| high <= 30);
                match day {
                    Some(day) if day < self.as_at || !happened => Value::Day(day),
                    _ => Value::Nothing,
                }
            }
            FieldKind::Number | FieldKind::Money => match fill.amount {
                Some((low, high)) => Value::Hundredths(100 * draw.between(low, high)),
                None => Value::Nothing,
            },
            FieldKind::YesNo | FieldKind::Code => Value::Codes(vec![self.one(&fill.code)]),
            FieldKind::Codes => {
                let mut codes = vec![self.one(&fill.code)];
                // "None" and the like stand alone in these lists, so a second one is of another kind only.
                if draw.percent(35) && codes[0] != "none" {
                    codes.extend(Some(self.one(&fill.code)).filter(|code| code != "none"));
                }
                codes.sort_unstable();
                codes.dedup();
                Value::Codes(codes)
            }
        }
    }

    /// Weighs risk on a day by one of the story's tools: most answers are mild.
    pub fn weigh(&mut self, story: &Story, on: Day) {
        let tool = self.one(&story.tools);
        let grave = self.draw.weighted(&[(50, 14), (32, 38), (18, 62)]);
        let summary = self.words(&story.weighed);
        self.weigh_by(&tool, on, grave, &summary);
    }

    /// Weighs risk by a tool; of a hundred answers so many are grave.
    pub fn weigh_by(&mut self, tool: &str, on: Day, grave: u64, summary: &str) {
        let Some(tool) = self.pack.risk_tool(tool) else { return };
        let questions = risk::asked(tool, &BTreeMap::new());
        let given: Vec<Given> =
            questions.iter().map(|asked| self.answer(asked, grave, tool.asks_source)).collect();
        let Some(scored) = risk::weigh(tool, &questions, &given) else { return };
        let Some(band) = tool.bands.get(scored.rank) else { return };
        let calendar = Calendar::new(Division::EnglandAndWales);
        let at = self.draw.office_time(on);
        let n = NewAssessment {
            id: self.draw.uuid(),
            review: self.draw.uuid(),
            person: self.person,
            tool: (tool.id.clone(), tool.version, tool.name.clone()),
            own_wording: false,
            score: (scored.score, scored.most),
            scored_band: band.code.clone(),
            band: (band.code.clone(), band.label.clone(), i64::try_from(scored.rank).unwrap_or(0)),
            override_why: String::new(),
            summary: summary.to_owned(),
            reviewed_on: on,
            next_on: risk::next_review(on, band, &calendar),
            owner: self.by,
            prompt: risk::prompt(tool, scored.rank, None, &[], on),
            answers: given,
        };
        self.known.insert("case.band".to_owned(), Value::Codes(vec![band.code.clone()]));
        self.add(Worked::Weighed(self.case, n, at, self.by));
    }

    fn answer(&self, asked: &risk::Asked, grave: u64, asks_source: bool) -> Given {
        let draw = self.draw;
        let mut offers: Vec<&risk::Offer> =
            asked.answers.iter().filter(|o| o.code != risk::NOT_KNOWN).collect();
        offers.sort_by_key(|offer| offer.points);
        let last = offers.len().saturating_sub(1);
        let nth = if draw.percent(grave) { last - draw.index(2).min(last) } else { 0 };
        let not_known = draw.percent(6);
        let offer = asked.answers.iter().find(|o| not_known && o.code == risk::NOT_KNOWN);
        let offer = offer.or(offers.get(nth).copied()).unwrap_or(&asked.answers[0]).clone();
        let told_by = (asks_source && offer.code != risk::NOT_KNOWN).then(|| {
            draw.weighted(&[
                (6, ToldBy::Victim),
                (2, ToldBy::Professional),
                (1, ToldBy::Record),
                (1, ToldBy::Observed),
            ])
        });
        Given { question: asked.id.clone(), asked: asked.words.clone(), offer, told_by, note: String::new() }
    }

    /// The last of the facts: what happened in it, and that the pack works it.
    pub fn finish(mut self) -> Vec<Fact> {
        if let Some(on) = self.closed_on
            && !self.events.iter().any(|n| n.event == Event::Closed)
        {
            let at = self.draw.office_time(on);
            self.event(Event::Closed, at, None);
        }
        let (events, now) = (std::mem::take(&mut self.events), self.as_at.plus(-1).at(17, 45));
        let routine = if self.closed_on.is_none() { self.routine() } else { Vec::new() };
        if routine.is_empty() {
            self.add(Worked::Begun(self.case, self.pack, events, (self.by, now)));
            return self.facts;
        }
        // What the first answers set going was set going then, and most of it is done by now.
        let then = self.opened_on.at(17, 45).min(now);
        self.add(Worked::Begun(self.case, self.pack, events, (self.by, then)));
        for action in routine {
            let on = working(self.opened_on.plus(self.draw.between(1, 8)));
            if on < self.as_at && self.draw.percent(96) {
                self.add(Worked::Routine(self.person, action, on));
            }
        }
        self.add(Worked::Settled(self.case, (self.by, now)));
        self.facts
    }

    /// The actions that the pack's triggers set going, from what the forms and the risk say.
    fn routine(&self) -> Vec<Uuid> {
        let set = |trigger: &&Trigger| {
            !trigger.when.is_empty() && trigger.when.iter().all(|condition| holds(condition, &self.known))
        };
        let triggers = self.pack.triggers.iter().filter(set);
        let actions = triggers.flat_map(|trigger| (0..trigger.actions.len()).map(move |n| (trigger, n)));
        let case = self.case.uuid();
        actions.map(|(trigger, n)| derived(case, &format!("{} {n}", trigger.id))).collect()
    }

    /// Adds a fact.
    pub fn add(&mut self, worked: Worked) {
        self.facts.push(Fact::Worked(Box::new(worked)));
    }

    /// Something happened.
    pub fn event(&mut self, event: Event, at: Instant, source: Option<Uuid>) {
        self.events.push(NewEvent {
            event_id: self.draw.uuid(),
            case: self.case,
            event,
            on: Day::of(at),
            at: Some(at),
            source,
            recorded_at: at,
            recorded_by: self.by,
        });
    }

    /// A day of the office so many days after the opening; none where it has not come or the case was closed.
    pub fn day(&self, after: (i64, i64)) -> Option<Day> {
        let day = working(self.opened_on.plus(self.draw.between(after.0, after.1)));
        let last = self.closed_on.unwrap_or(self.as_at.plus(-1));
        (day <= last).then_some(day)
    }

    /// A day of the office so many days ago, or the first day where that is later.
    pub fn recent(&self, ago: (i64, i64)) -> Day {
        let ago = self.as_at.plus(-self.draw.between(ago.0, ago.1));
        let office = (0..5).map(|n| ago.plus(-n)).find(|day| working(*day) == *day);
        office.unwrap_or(ago).max(self.opened_on)
    }

    /// Who changes a plan at a moment.
    pub fn by(&self, at: Instant) -> By {
        By { trace: self.draw.uuid(), user: self.by, at }
    }

    /// One of these texts, in the person's own name.
    pub fn words(&self, list: &[String]) -> String {
        match list.get(self.draw.index(list.len().max(1))) {
            Some(text) => self.voice.fill(self.draw, text),
            None => String::new(),
        }
    }

    /// One of these codes by its weight.
    pub fn one(&self, list: &[(u64, String)]) -> String {
        let weighted: Vec<(u64, &str)> = list.iter().map(|(weight, code)| (*weight, code.as_str())).collect();
        if weighted.is_empty() { String::new() } else { self.draw.weighted(&weighted).to_owned() }
    }
}
