//! Automatic answers: each rule on a case that is worked through the program, and what one fact changes.

mod early;
mod others;
mod plan;
mod pure;
mod read;
mod touch;
mod way;

use access::{CaseId, CaseRef, Db, Fault, PersonId, Read, Role, TeamId, UserId};
use axum::routing::get;
use cases::{
    facts::{Answer, NewEntry, Value},
    work::{self, NewEvent},
};
use kernel::{Day, Instant};
use packs::{Pack, model::Event};
use quality::auto::{Rule, proposals};
use testkit::{Client, Fixture, TestApp};

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A case of a kind that ships, and an officer who works on it. Today is Friday 20 November 2026.
pub(crate) struct World<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) pack: &'static Pack,
    pub(crate) team: TeamId,
    pub(crate) mina: PersonId,
    pub(crate) case: CaseId,
    pub(crate) priya: Client<'a>,
}

/// What the rules propose, a line each: code, answer, why, and each fact with its address.
async fn tell(db: Db, case: CaseRef<Read>) -> Result<String, Fault> {
    let found = db.view(&case, |c, permit| proposals(c, permit, &Rule::ALL)).await?;
    let line = |p: quality::auto::Proposal| {
        let facts: Vec<String> = p.evidence.iter().map(|e| format!("{} <{}>", e.words, e.href)).collect();
        format!("{}|{:?}|{}|{}\n", p.rule.code(), p.answer, p.why, facts.join("; "))
    };
    Ok(found.into_iter().map(line).collect())
}

pub(crate) fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes().route("/cases/{case_id}/proposed", get(tell)))
}

impl<'a> World<'a> {
    /// Opened on a day, by a pack that ships.
    pub(crate) fn of(app: &'a TestApp, pack: &str, opened: &str) -> Self {
        let pack = packs::shipped_pack(pack).expect("it ships");
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let name = format!("priya.{}", app.uuid().simple());
        let priya = app.worker("Priya Shah").role(Role::Officer).sign_in_name(&name);
        let priya = priya.in_team(team).signed_in();
        let kind = pack.id.clone();
        let new = app.case(mina).held_by(team).worker(priya.user()).opened(opened);
        let case = new.with(move |new| new.case_type = kind).added();
        let world = Self { app, pack, team, mina, case, priya };
        let event = world.event("opened", opened);
        app.write(move |c| work::begin(c, 1, pack, &event));
        world
    }

    /// The same of anti-social behaviour.
    pub(crate) fn new(app: &'a TestApp, opened: &str) -> Self {
        Self::of(app, "asb", opened)
    }

    fn event(&self, what: &str, on: &str) -> NewEvent {
        NewEvent {
            event_id: self.app.uuid(),
            case: self.case,
            event: Event::parse(what).expect("an event"),
            on: day(on),
            at: None,
            source: None,
            recorded_at: self.app.clock().now(),
            recorded_by: self.priya.user(),
        }
    }

    pub(crate) fn happens(&self, what: &str, on: &str) {
        let event = self.event(what, on);
        self.app.write(move |c| work::happened(c, 1, &event));
    }

    pub(crate) fn at(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.case)
    }

    /// What a rule proposes: the answer, why, and the facts.
    pub(crate) fn says(&self, rule: Rule) -> (String, String, String) {
        let answer = self.priya.get(&self.at("/proposed")).ok();
        assert!(answer.statements <= 6, "{} statements", answer.statements);
        let text = answer.html();
        let line = text.lines().find(|line| line.starts_with(&format!("{}|", rule.code())));
        let mut parts = line.expect("a line of the rule").split('|').skip(1).map(str::to_owned);
        let mut part = || parts.next().expect("a part");
        (part(), part(), part())
    }

    /// That a rule proposes an answer, for a reason that has these words.
    pub(crate) fn proposes(&self, rule: Rule, answer: &str, words: &str) {
        let (found, why, facts) = self.says(rule);
        assert_eq!(found, answer, "{why} {facts}");
        assert!(why.contains(words), "{why:?} does not say {words:?}");
    }

    /// Somebody reached on a day at noon, written down then or later.
    pub(crate) fn reached(&self, on: &str, recorded: &str) {
        let at = |text: &str| -> Instant { day(text).at(12, 0) };
        let (at_time, recorded_at) = (at(on), at(recorded).plus_seconds(60));
        let contact = self.app.contact(self.mina, self.priya.user()).in_case(self.case);
        contact.at(at_time).with(|new| new.recorded_at = recorded_at).added();
    }

    /// Fills a form in; each call a minute later.
    pub(crate) fn fill(&self, form: &str, answers: &[(&str, Value)]) {
        self.app.clock().advance_seconds(60);
        self.fill_at(form, answers, self.app.clock().now());
    }

    /// Fills a form in that was written down at a moment.
    pub(crate) fn fill_at(&self, form: &str, answers: &[(&str, Value)], at: Instant) {
        let answer = |(field, value): &(&str, Value)| {
            Answer::new(self.pack.field(field).expect("a field of the pack"), value.clone())
        };
        let entry = NewEntry {
            entry_id: self.app.uuid(),
            case: self.case,
            person: self.mina,
            form: form.to_owned(),
            repeats: self.pack.form(form).expect("a form of the pack").repeats,
            occurred_on: Day::of(at),
            recorded_at: at,
            recorded_by: UserId::from_uuid(access::NOBODY),
            answers: answers.iter().map(answer).collect(),
        };
        self.app.write(move |c| cases::facts::save(c, 1, &entry));
    }

    pub(crate) fn on(&self, form: &str, field: &str, on: &str) {
        self.fill(form, &[(field, Value::Day(day(on)))]);
    }

    /// Sends the form of a page.
    pub(crate) fn send(&self, path: &str, filled: &[(&str, &str)]) {
        self.app.clock().advance_seconds(60);
        let at = self.at(path);
        self.priya.submit(&self.priya.get(&at).ok(), "main form", filled).is(303);
    }
}

pub(crate) fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

pub(crate) fn code(code: &str) -> Value {
    Value::Codes(vec![code.to_owned()])
}
