//! What came in (C1), and the other side (C2).

use super::{Found, number, of_share};
use crate::{
    auto::{
        due::{self, Due},
        facts::{Entry, Facts},
        model::Evidence,
    },
    model::Reason,
};
use kernel::{Day, words::count};
use packs::{
    clock::State,
    model::{Event, Shows},
};

/// Working days in which an incident or a page of a diary is answered. Alongside default.
const ANSWER_DAYS: i64 = 5;

/// The part of the person complained about.
const COMPLAINED_ABOUT: &str = "alleged_perpetrator";

/// C1: entries of the forms that ask what was done about them were answered: it says so there, or somebody was reached,
/// written to or decided about within five working days (Alongside default). The boundaries are those of B4.
pub(super) fn incidents(facts: &Facts, today: Day) -> Found {
    let answers = facts.showing(Shows::Answer);
    let asks = |form: &str| {
        let form = facts.pack.as_ref().and_then(|pack| pack.form(form));
        form.is_some_and(|form| form.fields.iter().any(|f| answers.contains(&f.field.as_str())))
    };
    let entries: Vec<&Entry> = facts.entries.iter().filter(|entry| asks(&entry.form)).collect();
    if entries.is_empty() {
        return Found::not_applicable(Reason::Other, "No incident or diary sheet is recorded.");
    }
    let until = |entry: &Entry| facts.calendar.plus_working(entry.recorded_on, ANSWER_DAYS);
    let is_answered = |entry: &Entry| {
        entry.said.iter().any(|said| answers.contains(&said.as_str()))
            || responded(facts, entry.recorded_on, until(entry))
    };
    let (answered, open): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| is_answered(entry));
    let late: Vec<&Entry> = open.into_iter().filter(|entry| until(entry) < today).collect();
    let (done, all) = (number(answered.len()), number(answered.len() + late.len()));
    if all == 0 {
        return Found::not_applicable(
            Reason::StageNotReached,
            format!("There is still time to answer: {ANSWER_DAYS} working days (Alongside default)."),
        );
    }
    let why = format!("{done} of {} answered: {}%.", count(all, "entry", "entries"), done * 100 / all);
    let shown = |words: &str, entry: &Entry| Evidence {
        words: format!("{words}: recorded on {}", entry.recorded_on.long()),
        href: facts.at_form(&entry.form),
    };
    let late = late.iter().map(|entry| shown("Not answered", entry));
    Found::new(of_share((done, all)), why)
        .shown_all(late.chain(answered.iter().rev().map(|entry| shown("Answered", entry))))
}

/// Whether somebody was reached, a letter sent, a power used or a decision made in a time.
fn responded(facts: &Facts, from: Day, to: Day) -> bool {
    let within = |day: Day| from <= day && day <= to;
    let reached = facts.contacts.iter().any(|c| c.reached == Some(true) && !c.corrected && within(c.on));
    let acts = |event: &str| ["letter:", "power:", "decision:"].iter().any(|kind| event.starts_with(kind));
    reached || facts.events.iter().any(|(event, on)| acts(event) && within(*on))
}

/// C2: what the person complained about says is recorded, in time. Where nobody is known, or it is recorded why they
/// were not heard, it does not apply.
pub(super) fn heard(facts: &Facts, today: Day) -> Found {
    let accounts = facts.showing(Shows::Heard);
    let Some(asked) = accounts.first() else {
        return Found::not_applicable(Reason::Other, "This kind of case asks for no other side.");
    };
    let form = facts.form_of(asked).unwrap_or_default();
    let href = facts.at_form(form);
    let reasons = facts.showing(Shows::Unheard);
    let stops = asked_days(facts, form, &reasons);
    let due = due::of_events(facts, today, &stops).unwrap_or(Due::LATER);
    let spoken = facts.clocks.iter().find(|clock| {
        let rule = facts.pack.as_ref().and_then(|pack| pack.clock(&clock.id, clock.starts_on));
        rule.is_some_and(|rule| rule.stops.iter().any(|stop| stops.contains(stop)))
    });
    let state = spoken.map(|clock| clock.state);
    if facts.first_said(&accounts).is_some() {
        return match (state, due.day) {
            (Some(State::Late), Some(by)) => {
                Found::partly(format!("Their account is recorded, late. It was due by {}.", by.long()))
            }
            _ => Found::met("The person complained about was heard, and their account is recorded."),
        }
        .shown("Their account", href);
    }
    if !is_known(facts) {
        return Found::not_applicable(Reason::NobodyKnown, "Nobody is known to cause it.");
    }
    if facts.first_said(&reasons).is_some() {
        return Found::not_applicable(Reason::Other, "It is recorded why they were not spoken to.")
            .shown("Why they were not spoken to", href);
    }
    if stops.iter().any(|stop| facts.first(stop).is_some()) {
        return Found::partly("They were spoken to, and their account is not recorded.")
            .shown("Meeting them", href);
    }
    Found::missing("The person complained about was not heard.", due).shown("Meeting them", href)
}

/// The facts of a form that a clock waits for, besides why they were not heard.
fn asked_days(facts: &Facts, form: &str, reasons: &[&str]) -> Vec<Event> {
    let Some(pack) = &facts.pack else { return Vec::new() };
    let fields = pack.form(form).map_or(&[][..], |form| &form.fields);
    let asked = fields.iter().map(|f| &f.field).filter(|field| !reasons.contains(&field.as_str()));
    let events = asked.map(|field| Event::Fact(field.clone()));
    events.filter(|event| pack.clocks.iter().any(|rule| rule.stops.contains(event))).collect()
}

/// Whether somebody is known to cause it: they are in the case, or what the pack takes as a sign that they should be.
fn is_known(facts: &Facts) -> bool {
    let checks = facts.pack.iter().flat_map(|pack| &pack.checks);
    let should_be = checks.filter(|check| check.lacks == COMPLAINED_ABOUT).any(|check| {
        check.when.iter().all(|when| facts.holds(when))
            && check.said.iter().all(|field| facts.said.contains_key(field))
    });
    facts.has_part(COMPLAINED_ABOUT) || facts.has_part("group_member") || should_be
}
