//! Agreeing how, how often and when to be in touch.

use super::{default_words, people_of};
use crate::{
    model::Channel,
    plan::{
        shape::Shape,
        store::{Head, framed},
        web::sheet::{self, Draft, Opened, Sheet},
    },
    promise::{
        model::default_days,
        store::{self, NewPromise, Promise},
    },
    store::read::{self, Party},
};
use access::{CaseRef, Changed, Db, Fault, PersonId, Posted, Query, Write};
use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::{Day, Form, Id};
use people::{
    model::Safety,
    store::glance,
    web::{errors, safe::SafeCard},
};
use ui::{Choice, Page, Shell};

/// Ways a promised contact may be made.
const CHANNELS: [Channel; 7] = [
    Channel::Visit,
    Channel::Phone,
    Channel::Text,
    Channel::Email,
    Channel::Letter,
    Channel::Video,
    Channel::Office,
];

/// The form for what is agreed about contact.
#[derive(Template)]
#[template(path = "agree_contact.html")]
pub struct AgreeContact {
    /// The frame.
    pub shell: Shell,
    /// What forms of a case share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// Whom it may be agreed for.
    pub people: Vec<Choice>,
    /// How it may be made.
    pub channels: Vec<Choice>,
    /// What holds while nothing is agreed; empty once something is.
    pub default: String,
    /// How to reach them safely.
    pub safe: SafeCard,
}

/// Shows the form.
pub async fn show_agree(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Response, Fault> {
    let asked: Option<PersonId> = query.value("person").parse::<Id<access::Person>>().ok();
    page(&db, &case, asked, Opened::Fresh, query.value("done")).await
}

async fn page(
    db: &Db,
    case: &CaseRef<Write>,
    asked: Option<PersonId>,
    opened: Opened,
    done: &str,
) -> Result<Response, Fault> {
    let key = (Draft::Promise, case.id().uuid());
    let ((head, shape), promises, parties, methods, draft) = db
        .view(case, move |c, permit| {
            Ok((
                framed(c, permit)?,
                store::of_case(c, permit)?,
                read::parties(c, permit)?,
                glance::methods_of_case(c, permit)?,
                sheet::draft(c, permit, key)?,
            ))
        })
        .await?;
    let today = Day::of(case.actor().now);
    let person = asked.unwrap_or(head.lead_person_id);
    let current = promises.iter().rev().find(|p| p.person_id == person && p.ended_on.is_none());
    let mut sheet = Sheet::new(db, case.id(), key, "contact");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, Default::default(), || {
        let mut form = fresh(&head, &shape, (person, current), today);
        // What they said about being reached is asked once: it stands here until something else is agreed.
        if current.is_none() && person == head.lead_person_id {
            form.set("safe_times", known_times(&methods));
        }
        form
    });
    let seen = super::Seen { head: &head, shape: &shape, today, until: today };
    let page = AgreeContact {
        shell: crate::plan::web::shell(case.actor(), "Agree contact", &head, done).errors(errors(&form)),
        sheet,
        people: choices(&parties),
        channels: channels(),
        default: if current.is_none() { default_words(&seen) } else { String::new() },
        safe: SafeCard::new(&methods),
        form,
    };
    Ok((status, Page(page)).into_response())
}

pub(super) fn channels() -> Vec<Choice> {
    CHANNELS.iter().map(|channel| Choice::new(channel.code(), channel.label())).collect()
}

fn choices(parties: &[Party]) -> Vec<Choice> {
    people_of(parties).iter().map(|p| Choice::new(p.person_id.to_string(), &p.name)).collect()
}

/// The rule of the way they asked for, else of another one; empty when none has a rule. The ways come in this order.
fn known_times(methods: &[glance::Method]) -> &str {
    let safe = methods.iter().find(|way| way.safety != Safety::Unsafe && !way.rule.is_empty());
    safe.map_or("", |way| way.rule.as_str())
}

fn fresh(head: &Head, shape: &Shape, (person, current): (PersonId, Option<&Promise>), today: Day) -> Form {
    let mut form = Form::default();
    form.set("person", person.to_string());
    form.set("agreed_on", today.long());
    if let Some(promise) = current {
        form.set("channel", promise.channel.code());
        form.set("every", promise.every_days.to_string());
        form.set("safe_times", &promise.safe_times);
    } else if let Some(days) = shape.contact.as_ref().and_then(|rule| default_days(rule, &head.band)) {
        form.set("every", days.to_string());
    }
    form
}

/// Reads what was agreed; whom it is for is checked against the case in the change.
fn read_form(form: &mut Form, today: Day) -> Option<(PersonId, NewWords)> {
    let parse = |text: &str| text.parse::<Id<access::Person>>().ok();
    let person = form.one_of("person", parse, "Choose whom it is agreed for.");
    let channel = form.one_of("channel", Channel::parse, "Choose how they wish it.");
    let every: Option<i64> = form.text("every").parse().ok().filter(|days| (1..=366).contains(days));
    if every.is_none() {
        form.error("every", "Enter a number of days from 1 to 366, such as 7.");
    }
    let safe_times = form.opt_text("safe_times", 300);
    let agreed_with = form.need_text("agreed_with", 200, "Say with whom it was agreed.");
    let agreed_on = form.need_day("agreed_on", "Say on which day.");
    if agreed_on.is_some_and(|on| on > today) {
        form.error("agreed_on", "Enter a day that has come.");
    }
    if channel.is_some_and(|channel| !CHANNELS.contains(&channel)) {
        form.error("channel", "Choose how they wish it.");
    }
    if !form.is_good() {
        return None;
    }
    let words =
        NewWords { channel: channel?, every_days: every?, safe_times, agreed_with, agreed_on: agreed_on? };
    Some((person?, words))
}

/// What was typed, before it is somebody's.
#[derive(Clone)]
struct NewWords {
    channel: Channel,
    every_days: i64,
    safe_times: String,
    agreed_with: String,
    agreed_on: Day,
}

/// Saves what was agreed; what held before is kept as a version.
pub async fn save_agree(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let actor = case.actor();
    let Some((person, words)) = read_form(&mut posted.form, Day::of(actor.now)) else {
        return page(&db, &case, None, Opened::Typed(posted.form), "").await;
    };
    let (id, user, now) = (db.chance().uuid(actor.now), actor.user, actor.now);
    let back = format!("/cases/{}/contact?done=promise", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            if !people_of(&read::parties(c, permit)?).iter().any(|p| p.person_id == person) {
                return Err(kernel::Error::invalid(
                    "That person is not in this case. Choose somebody who is.",
                ));
            }
            let late = store::of_case(c, permit)?
                .iter()
                .any(|p| p.person_id == person && p.ended_on.is_none() && p.agreed_on > words.agreed_on);
            if late {
                return Err(kernel::Error::invalid(
                    "Something was agreed with them after that day. Enter the day of the new agreement.",
                ));
            }
            let NewWords { channel, every_days, safe_times, agreed_with, agreed_on } = words.clone();
            let new = NewPromise {
                promise_id: id,
                person,
                channel,
                every_days,
                safe_times,
                agreed_with,
                agreed_on,
                recorded_at: now,
                recorded_by: user,
            };
            store::add(c, tenant, case, &new)?;
            sheet::drop_draft(c, permit.scope(), (Draft::Promise, case.uuid()))?;
            Ok(Changed::to(back.clone(), "contact agreed"))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => page(&db, &case, None, Opened::Crossed(posted.form), "").await,
    }
}
