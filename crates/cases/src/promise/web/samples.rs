//! Samples of the contact pages.

use super::{
    PersonCard, ShowContact,
    agree::{AgreeContact, channels},
    cards, kinds,
};
use crate::{
    model::{Channel, PartyRole},
    plan::web::sheet::Sheet,
    promise::store::Promise,
    store::read::Party,
    web::nav::case_nav,
};
use access::{CaseId, NOBODY};
use kernel::{Day, Form, Id, Instant};
use people::web::{errors, safe::SafeCard};
use ui::{Choice, Samples, Shell, Tag};

/// Friday 20 November 2026.
const NOW: Instant = Instant::from_micros(1_795_168_800_000_000);

fn party() -> Party {
    Party {
        person_id: Id::from_uuid(NOBODY),
        name: "Amina Okafor".to_owned(),
        role: PartyRole::Subject,
        known: true,
        may_open: true,
    }
}

/// The card of somebody who was promised a call every week ten weeks ago.
fn card(today: Day, agreed: bool) -> Vec<PersonCard> {
    let promise = |every, from, to: Option<i64>| Promise {
        person_id: party().person_id,
        channel: Channel::Phone,
        every_days: every,
        safe_times: "Weekdays 9am to 3pm, no voicemail".to_owned(),
        agreed_with: "Mina".to_owned(),
        agreed_on: today.plus(from),
        ended_on: to.map(|to| today.plus(to)),
        recorded_by: "Priya Shah".to_owned(),
        recorded_at: NOW,
    };
    let promises =
        if agreed { vec![promise(14, -100, Some(-70)), promise(7, -70, None)] } else { Vec::new() };
    let tries: Vec<_> = [(-66, true), (-58, true), (-52, false), (-45, true), (-30, true), (-10, true)]
        .map(|(days, reached)| (party().person_id, today.plus(days), reached))
        .into();
    let shape = crate::plan::shape::Shape::of(None);
    cards("#", (&crate::plan::web::sample_head(), &shape), &[party()], &promises, &tries, today)
}

fn safe() -> SafeCard {
    SafeCard {
        ways: vec![("Text after 4pm, no voicemail: 07700 900123".to_owned(), Tag::good("Safe"))],
        times: String::new(),
    }
}

impl Samples for ShowContact {
    const NAME: &'static str = "show-contact";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(NOW);
        let page = |form: Form, people: Vec<PersonCard>, closed| Self {
            shell: Shell::new("Contact", "Cases").intro("Mina, ASB-K7QM2-4DXA").errors(errors(&form)),
            nav: case_nav(CaseId::from_uuid(NOBODY), "/contact"),
            at: "/cases/new".to_owned(),
            people,
            safe: safe(),
            closed,
            form,
            submission: String::new(),
            kinds: kinds(),
            note_href: "#".to_owned(),
            survey_href: "#".to_owned(),
        };
        let mut wrong = Form::default();
        wrong.error("on", "Say on which day.");
        vec![
            ("ten weeks", page(Form::default(), card(today, true), false)),
            ("nothing agreed", page(Form::default(), card(today, false), false)),
            ("errors", page(wrong, card(today, false), false)),
            ("closed", page(Form::default(), card(today, true), true)),
        ]
    }
}

impl Samples for AgreeContact {
    const NAME: &'static str = "agree-contact";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, default: &str| Self {
            shell: Shell::new("Agree contact", "Cases").intro("Mina, ASB-K7QM2-4DXA").errors(errors(&form)),
            sheet: Sheet { action: "/cases/new".to_owned(), back: "#".to_owned(), ..Sheet::default() },
            form,
            people: vec![Choice::new("1", "Amina Okafor")],
            channels: channels(),
            default: default.to_owned(),
            safe: safe(),
        };
        let mut wrong = Form::default();
        wrong.set("every", "often");
        wrong.error("every", "Enter a number of days from 1 to 366, such as 7.");
        vec![
            (
                "empty",
                page(Form::default(), "Nothing is agreed yet. Ask how, how often and when it is safe."),
            ),
            ("errors", page(wrong, "")),
        ]
    }
}
