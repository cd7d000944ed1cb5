//! Offering help, and writing down what came of it.

use super::{
    sheet::{self, Draft, Opened, Sheet, id_of},
    shell,
};
use crate::plan::{
    help::{Step, helped_words},
    shape::Shape,
    store::{
        self,
        help::{Help, NewHelp, NewStep},
        write,
    },
};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Write};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Response},
};
use kernel::{Day, Form};
use people::web::errors;
use ui::{Choice, Page, Shell, Timeline};
use uuid::Uuid;

/// The form for an offer of help.
#[derive(Template)]
#[template(path = "plan_offer.html")]
pub struct PlanOffer {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// Help that the kind of case names; none: it is written in words.
    pub kinds: Vec<Choice>,
}

/// The form for what happened with help.
#[derive(Template)]
#[template(path = "plan_help.html")]
pub struct PlanHelp {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
    /// The help.
    pub label: String,
    /// What may happen next.
    pub kinds: Vec<Choice>,
    /// Marks for whether it helped; none before it has started.
    pub marks: Vec<Choice>,
    /// What happened so far, latest first.
    pub so_far: Timeline,
}

/// Shows the form for an offer.
pub async fn show_offer(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Response, Fault> {
    offer_page(&db, &case, Opened::Fresh, query.value("done")).await
}

async fn offer_page(db: &Db, case: &CaseRef<Write>, opened: Opened, done: &str) -> Result<Response, Fault> {
    let key = (Draft::Offer, case.id().uuid());
    let ((head, shape), draft) = db
        .view(case, move |c, permit| Ok((store::framed(c, permit)?, sheet::draft(c, permit, key)?)))
        .await?;
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, Default::default(), || {
        let mut form = Form::default();
        form.set("on", Day::of(case.actor().now).long());
        form
    });
    let shell = shell(case.actor(), "Offer help", &head, done).errors(errors(&form));
    let kinds = kinds(&shape);
    Ok((status, Page(PlanOffer { shell, sheet, form, kinds })).into_response())
}

pub(super) fn kinds(shape: &Shape) -> Vec<Choice> {
    shape.interventions.iter().map(|help| Choice::new(&help.id, &help.label)).collect()
}

/// Saves an offer.
pub async fn add_offer(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let actor = case.actor();
    let (head, shape) = db.view(&case, |c, permit| store::framed(c, permit)).await?;
    let form = &mut posted.form;
    let chosen = shape.interventions.iter().find(|help| help.id == form.value("kind"));
    let typed = form.opt_text("label", 200);
    let label =
        if typed.is_empty() { chosen.map_or(String::new(), |help| help.label.clone()) } else { typed };
    if label.is_empty() {
        let field = if shape.interventions.is_empty() { "label" } else { "kind" };
        form.error(field, "Say what help was offered.");
    }
    let provider = form.opt_text("provider", 200);
    let on = form.need_day("on", "Say on which day.").filter(|on| *on <= Day::of(actor.now));
    if on.is_none() && form.error_of("on").is_none() {
        form.error("on", "Enter a day that has come.");
    }
    let (Some(on), true) = (on, form.is_good()) else {
        return offer_page(&db, &case, Opened::Typed(posted.form), "").await;
    };
    let new = NewHelp {
        intervention_id: db.chance().uuid(actor.now),
        person: head.lead_person_id,
        kind: chosen.map_or(String::new(), |help| help.id.clone()),
        label,
        provider,
        on,
    };
    let by = write::By { trace: db.chance().uuid(actor.now), user: actor.user, at: actor.now };
    let back = format!("/cases/{}/plan?done=help", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            store::help::offer(c, tenant, id, &new, by)?;
            sheet::drop_draft(c, permit.scope(), (Draft::Offer, id.uuid()))?;
            Ok(Changed::to(back.clone(), "help offered"))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => offer_page(&db, &case, Opened::Crossed(posted.form), "").await,
    }
}

/// Shows the form for what happened with help.
pub async fn show_help(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let id = id_of(&params, "intervention_id")?;
    help_page(&db, &case, id, Opened::Fresh, query.value("done")).await
}

async fn help_page(
    db: &Db,
    case: &CaseRef<Write>,
    id: Uuid,
    opened: Opened,
    done: &str,
) -> Result<Response, Fault> {
    let key = (Draft::Help, id);
    let (head, (help, steps), draft) = db
        .view(case, move |c, permit| {
            Ok((store::head(c, permit)?, store::help::one(c, permit, id)?, sheet::draft(c, permit, key)?))
        })
        .await?;
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let theirs = vec![("How far it has come".to_owned(), help.state.label().to_owned())];
    let now = (help.version.to_string(), theirs, "A colleague".to_owned());
    let form = opened.form(&mut sheet, draft, now, || {
        let mut form = Form::default();
        form.set("on", Day::of(case.actor().now).long());
        form
    });
    let entries = steps.iter().map(|step| {
        let mark = step.helped.map_or(String::new(), |m| format!("{} ({m} of 5). ", helped_words(m)));
        ui::Entry {
            what: step.kind.label().to_owned(),
            date: step.on.to_string(),
            when: step.on.long(),
            words: format!("{mark}{}", step.words),
            ..ui::Entry::default()
        }
    });
    let page = PlanHelp {
        shell: shell(case.actor(), "What happened with this help", &head, done).errors(errors(&form)),
        sheet,
        form,
        kinds: help.state.next().iter().map(|step| Choice::new(step.code(), step.label())).collect(),
        marks: marks(&help),
        label: help.label,
        so_far: Timeline { entries: entries.collect() },
    };
    Ok((status, Page(page)).into_response())
}

fn marks(help: &Help) -> Vec<Choice> {
    if !help.state.next().contains(&Step::Helped) {
        return Vec::new();
    }
    (1..=5).map(|mark| Choice::new(mark.to_string(), helped_words(mark))).collect()
}

fn read_step(form: &mut Form, help: &Help, today: Day) -> Option<NewStep> {
    let kind = form
        .one_of("kind", Step::parse, "Choose what happened.")
        .filter(|kind| help.state.after(*kind).is_some());
    if kind.is_none() && form.error_of("kind").is_none() {
        form.error("kind", "That cannot happen next. Choose another.");
    }
    let on = form.need_day("on", "Say on which day.");
    if on.is_some_and(|on| on > today || on < help.offered_on) {
        form.error("on", format!("Enter a day between {} and today.", help.offered_on.long()));
    }
    let words = form.opt_text("words", 1000);
    let mark: Option<i64> = form.value("helped").parse().ok().filter(|mark| (1..=5).contains(mark));
    // Only what they say counts as a mark: it is not taken along with anything else by accident.
    let ends = matches!(kind, Some(Step::Helped | Step::Completed | Step::Stopped));
    let helped = mark.filter(|_| ends);
    if kind == Some(Step::Helped) && helped.is_none() {
        form.error("helped", "Choose what they said.");
    }
    if !form.is_good() {
        return None;
    }
    Some(NewStep { kind: kind?, on: on?, words, helped })
}

/// Saves what happened with help.
pub async fn go_on(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "intervention_id")?;
    let actor = case.actor();
    let (help, _) = db.view(&case, move |c, permit| store::help::one(c, permit, id)).await?;
    let Some(step) = read_step(&mut posted.form, &help, Day::of(actor.now)) else {
        return help_page(&db, &case, id, Opened::Typed(posted.form), "").await;
    };
    let version: i64 = posted.form.value("version").parse().unwrap_or(0);
    let help = Help { version, ..help };
    let by = write::By { trace: db.chance().uuid(actor.now), user: actor.user, at: actor.now };
    let back = format!("/cases/{}/plan?done=help", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            store::help::go_on(c, permit.tenant(), permit.id(), &help, &step, by)?;
            sheet::drop_draft(c, permit.scope(), (Draft::Help, id))?;
            Ok(Changed::to(back.clone(), format!("help {}", step.kind.code())))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => help_page(&db, &case, id, Opened::Crossed(posted.form), "").await,
    }
}
