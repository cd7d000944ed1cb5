//! The clocks of a case: why they are due, what has moved them, and pausing and extending them.

use super::{Read, read};
use crate::{
    web::nav::case_nav,
    work::{
        self, settle_calendar,
        stands::{ClockView, Has},
        store::{self, NewChange, worked::ClockLine},
    },
};
use ::packs::{
    clock::{ChangeKind, State},
    model::{ClockRule, Reason},
};
use access::{Action, CaseRef, Changed, Db, Fault, PostedOnce, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Id};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// The clocks of a case.
#[derive(Template)]
#[template(path = "show_clocks.html")]
pub struct ShowClocks {
    /// The frame.
    pub shell: Shell,
    /// The pages of the case.
    pub subnav: SubNav,
    /// Every clock, those that run first.
    pub clocks: Vec<Clock>,
    /// Where the forms are sent.
    pub action: String,
    /// What was typed.
    pub form: Form,
}

/// A clock with what has moved it and what may.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// What is told of it.
    pub view: ClockView,
    /// What has moved it, in order.
    pub history: Vec<String>,
    /// `pause`, `resume` or `extend`: what may be done to it now; nothing for who may not write to the case.
    pub acts: Vec<ActForm>,
}

/// A form that does something to a clock.
#[derive(Clone, Debug, Default)]
pub struct ActForm {
    /// What it does.
    pub kind: &'static str,
    /// The words on its fold and button.
    pub label: &'static str,
    /// The words beside the day.
    pub on_label: &'static str,
    /// Put before the names of its fields, so that they are the page's only ones.
    pub prefix: String,
    /// The reasons the rule lists.
    pub reasons: Vec<Choice>,
    /// Which sending this is.
    pub submission: String,
}

impl ActForm {
    /// The name of a field.
    pub fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    /// Whether it is folded open: something is wrong in it.
    pub fn is_wrong(&self, form: &Form) -> bool {
        form.errors().iter().any(|(field, _)| field.starts_with(&self.prefix))
    }
}

impl ui::Samples for ShowClocks {
    const NAME: &'static str = "show-clocks";
    fn samples() -> Vec<(&'static str, Self)> {
        let view = ClockView {
            name: "Relief duty".to_owned(),
            when: "26 May 2026".to_owned(),
            date: "2026-05-26".to_owned(),
            tag: Some(ui::Tag::warn("3 days left")),
            words: "Relief duty ends 26 May 2026. Statute: Housing Act 1996 s.189B. Day 1 was 1 April 2026."
                .to_owned(),
            rule: "56 days beginning with the day it was accepted.".to_owned(),
            law: "Jurisdiction: England. For starts since 3 April 2018.".to_owned(),
            open: true,
            ..ClockView::default()
        };
        let act = |kind, label, on_label| ActForm {
            kind,
            label,
            on_label,
            prefix: format!("{kind}_relief_1_"),
            reasons: ui::choices(&[("away", "They are away by agreement (Alongside default)")]),
            submission: String::new(),
        };
        let clock = Clock {
            view,
            history: vec!["Paused from 3 May 2026: They are away by agreement. By Priya Shah".to_owned()],
            acts: vec![act("pause", "Pause", "From which day?"), act("extend", "Extend", "Until which day?")],
        };
        let page = |clocks: Vec<Clock>, form: Form| Self {
            shell: Shell::new("Clocks", "Cases").intro("LL-K7QM2-4DXA: Amina").errors(errors(&form)),
            subnav: case_nav(Id::from_uuid(access::NOBODY), "/clocks"),
            clocks,
            action: "/cases/clocks".to_owned(),
            form,
        };
        let mut wrong = Form::default();
        wrong.error("extend_relief_1_on", "Enter a day after 26 May 2026.");
        vec![
            ("none", page(Vec::new(), Form::default())),
            ("one", page(vec![clock.clone()], Form::default())),
            ("errors", page(vec![clock], wrong)),
        ]
    }
}

/// Shows the clocks.
pub async fn show_clocks(db: Db, case: CaseRef<access::Read>) -> Result<Page<ShowClocks>, Fault> {
    let read = read(&db, &case).await?;
    let mut form = Form::default();
    let today = Day::of(case.actor().now);
    for clock in clocks(&db, &read, today) {
        for act in clock.acts.iter().filter(|act| act.kind != "extend") {
            form.set(&act.name("on"), today.long());
        }
    }
    Ok(Page(page(&db, &case, &read, form)))
}

fn page<A: Action>(db: &Db, case: &CaseRef<A>, read: &Read, form: Form) -> ShowClocks {
    ShowClocks {
        shell: access::shell(case.actor(), "Clocks", "Cases")
            .intro(format!("{}: {}", read.head.reference, read.head.known_as))
            .quiet("Clocks")
            .at("/caseloads")
            .errors(errors(&form)),
        subnav: case_nav(case.id(), "/clocks"),
        clocks: clocks(db, read, Day::of(case.actor().now)),
        action: format!("/cases/{}/clocks", case.id()),
        form,
    }
}

fn clocks(db: &Db, read: &Read, today: Day) -> Vec<Clock> {
    let has = Has {
        pack: &read.pack,
        worked: &read.worked,
        known: &read.known,
        allocated: false,
        open_actions: false,
    };
    has.clocks(today, &settle_calendar(&read.head.division))
        .into_iter()
        .zip(&read.worked.clocks)
        .map(|(view, line)| {
            let rule = read.pack.clock(&line.clock, line.starts_on);
            let acts = if read.may_write { acts(db, rule, line) } else { Vec::new() };
            Clock { history: history(read, rule, line), acts, view }
        })
        .collect()
}

fn history(read: &Read, rule: Option<&ClockRule>, line: &ClockLine) -> Vec<String> {
    let reason_words = |id: &str| {
        let listed = rule.into_iter().flat_map(|rule| rule.pauses.iter().chain(&rule.extensions));
        listed.into_iter().find(|reason| reason.id == id).map_or(String::new(), |reason| reason.label.clone())
    };
    read.changes
        .iter()
        .filter(|change| change.clock == line.clock && change.nth == line.nth)
        .map(|change| {
            let what = match (ChangeKind::parse(&change.kind), change.to) {
                (Some(ChangeKind::Extend), Some(to)) => format!("Extended to {}", to.long()),
                (Some(ChangeKind::Resume), _) => format!("Ran again from {}", change.on.long()),
                _ => format!("Paused from {}", change.on.long()),
            };
            let said: Vec<String> = [reason_words(&change.reason), change.words.clone()]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect();
            let said = if said.is_empty() { String::new() } else { format!(": {}", said.join(". ")) };
            let by = change.by.clone().unwrap_or_else(|| "somebody who has left".to_owned());
            format!("{what}{said}. By {by}, {}", Day::of(change.recorded_at).long())
        })
        .collect()
}

fn acts(db: &Db, rule: Option<&ClockRule>, line: &ClockLine) -> Vec<ActForm> {
    let Some(rule) = rule else { return Vec::new() };
    let act = |kind: ChangeKind, label, on_label, reasons: &[Reason]| ActForm {
        kind: kind.code(),
        label,
        on_label,
        prefix: format!("{}_{}_{}_", kind.code(), line.clock, line.nth),
        reasons: reasons
            .iter()
            .map(|reason| Choice::new(&reason.id, format!("{} ({})", reason.label, reason.citation)))
            .collect(),
        submission: submission(db),
    };
    let mut acts = Vec::new();
    match line.state {
        State::Paused => acts.push(act(ChangeKind::Resume, "Let it run again", "From which day?", &[])),
        State::Running if !rule.pauses.is_empty() => {
            acts.push(act(ChangeKind::Pause, "Pause", "From which day?", &rule.pauses));
        }
        _ => {}
    }
    if line.ended_on.is_none() && !rule.extensions.is_empty() {
        acts.push(act(ChangeKind::Extend, "Extend", "Until which day?", &rule.extensions));
    }
    acts
}

/// Pauses a clock, lets it run again, or extends it.
pub async fn change_clock(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let read = read(&db, &case).await?;
    let Some(change) = wish(&read, &mut posted.form, Day::of(case.actor().now))? else {
        return Ok(Page(page(&db, &case, &read, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (now, by) = (case.actor().now, case.actor().user);
    let id = db.chance().uuid(now);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            store::add_change(c, tenant, case, id, &change, (by, now))?;
            work::settle(c, tenant, case, by, now)?;
            Ok(Changed::to(
                format!("/cases/{case}?done=clock"),
                format!("{} clock {}", change.kind.code(), change.clock),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Reads what was asked for; errors stand on their fields. A clock that does not do this any more is a conflict.
fn wish(read: &Read, form: &mut Form, today: Day) -> Result<Option<NewChange>, Error> {
    let gone = || Error::Conflict("This clock has changed. Go back and look at it again.".to_owned());
    let kind = ChangeKind::parse(form.value("kind")).ok_or_else(gone)?;
    let (clock, nth) = (form.text("clock"), form.text("nth").parse::<i64>().map_err(|_| gone())?);
    let line = read
        .worked
        .clocks
        .iter()
        .find(|line| line.clock == clock && line.nth == nth && line.ended_on.is_none())
        .ok_or_else(gone)?;
    let rule = read.pack.clock(&clock, line.starts_on).ok_or_else(gone)?;
    let name = |field: &str| format!("{}_{clock}_{nth}_{field}", kind.code());
    let reasons: &[Reason] = match kind {
        ChangeKind::Pause if line.state == State::Running => &rule.pauses,
        ChangeKind::Resume if line.state == State::Paused => &[],
        ChangeKind::Extend => &rule.extensions,
        _ => return Err(gone()),
    };
    let reason = form.text(&name("reason"));
    if kind != ChangeKind::Resume && !reasons.iter().any(|known| known.id == reason) {
        form.error(&name("reason"), "Choose one of the reasons that the rule allows.");
    }
    let words = form.opt_text(&name("words"), 500);
    let day = form.need_day(&name("on"), "Enter the day.");
    let (on, to) = match (kind, day) {
        (ChangeKind::Extend, Some(to)) => {
            if to <= line.due_on {
                form.error(&name("on"), format!("Enter a day after {}.", line.due_on.long()));
            }
            (today, Some(to))
        }
        (_, Some(on)) => {
            if on > today || on < line.starts_on {
                form.error(&name("on"), format!("Enter a day from {} to today.", line.starts_on.long()));
            }
            if kind == ChangeKind::Resume && paused_from(read, line).is_some_and(|from| on < from) {
                form.error(&name("on"), "Enter a day after it was paused.");
            }
            (on, None)
        }
        (_, None) => (today, None),
    };
    Ok(form.is_good().then_some(NewChange { clock, nth, kind, on, to, reason, words }))
}

/// The day of the latest pause.
fn paused_from(read: &Read, line: &ClockLine) -> Option<Day> {
    let pauses =
        read.changes.iter().filter(|c| c.clock == line.clock && c.nth == line.nth && c.kind == "pause");
    pauses.map(|change| change.on).max()
}
