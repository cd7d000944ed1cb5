//! One case as its kind's story tells it: forms, risk, plan, promise, decisions, tools, the end.
//!
//! Everything is drawn and kept as facts; what happened is kept as events and written last, so that the case is worked
//! out once.

use crate::{
    draw::{Draw, working},
    facts::Fact,
    stories::{Fill, Filled, Story},
    words::Voice,
    worked::Worked,
};
use access::{CaseId, PersonId, UserId};
use cases::{
    allocation::{model::Part, store::Giving},
    facts::{Answer, NewEntry, Value, model::holds},
    plan::store::write::By,
    risk::{
        model::{self as risk, Given, ToldBy},
        store::NewAssessment,
    },
    work::NewEvent,
};
use kernel::{
    Day, Instant,
    calendar::{Calendar, Division},
};
use packs::{
    Pack,
    model::{Event, FieldKind},
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
        let now = self.as_at.plus(-1).at(17, 45);
        let events = std::mem::take(&mut self.events);
        self.add(Worked::Begun(self.case, self.pack, events, (self.by, now)));
        self.facts
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
