//! Writing a decision down.

use super::about;
use crate::{
    decisions::{
        self, Made,
        counted::{Counted, counted},
        store::{self, DecisionLine, DecisionState, NewDecision},
    },
    desk::{self, Desk},
};
use access::{CaseRef, Changed, Db, Fault, PostedOnce, Query, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Result};
use packs::model::{DecisionKind, Signer};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// The form for a decision.
#[derive(Template)]
#[template(path = "new_decision.html")]
pub struct NewDecisionPage {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Where the form is sent.
    pub action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// The kind's id; empty where there is no such kind.
    pub kind: String,
    /// The rule, and who makes it.
    pub about: String,
    /// How it may be challenged.
    pub challenge: String,
    /// What may be decided.
    pub options: Vec<Choice>,
    /// Whether a team leader has to make it and the asker is none.
    pub asks: bool,
    /// The decision whose place it takes, in words; empty for none.
    pub instead: String,
    /// Complaints counted for it, where the pack has them counted.
    pub counted: Option<Counted>,
}

struct Facts {
    desk: Desk,
    kind: Option<DecisionKind>,
    instead: Option<DecisionLine>,
    counted: Option<Counted>,
}

async fn facts(db: &Db, case: &CaseRef<Write>, form: &Form) -> Result<Facts> {
    let (kind, instead) = (form.value("kind").to_owned(), Uuid::try_parse(form.value("instead")).ok());
    db.view(case, move |c, permit| {
        let desk = desk::open(c, permit)?;
        let kind = desk.pack.as_ref().and_then(|pack| pack.decision(&kind)).cloned();
        let instead = match instead {
            Some(id) => store::all(c, permit)?.into_iter().find(|line| line.decision_id == id),
            None => None,
        };
        let counts = kind.as_ref().and_then(|kind| kind.counts.as_ref());
        let counted = match (counts, desk.pack.as_deref()) {
            (Some(counts), Some(pack)) => Some(counted(c, permit, desk.row.person_id, pack, counts)?),
            _ => None,
        };
        Ok(Facts { desk, kind, instead, counted })
    })
    .await
}

/// Shows the form for the kind named by `kind`, in place of the decision named by `instead` if one is.
pub async fn show_new(
    db: Db,
    case: CaseRef<Write>,
    Query(mut query): Query,
) -> Result<Page<NewDecisionPage>, Fault> {
    let facts = facts(&db, &case, &query).await?;
    if let Some(back) = facts.instead.as_ref().filter(|line| line.state == DecisionState::SentBack) {
        // Sent back: the words are there to be improved, not to be typed again.
        for (name, value) in
            [("code", &back.code), ("more", &back.more), ("why", &back.why), ("considered", &back.considered)]
        {
            query.set(name, value);
        }
    }
    query.set("decided_on", desk::today_words(case.actor()));
    Ok(Page(page(&db, &case, &facts, query)))
}

fn page(db: &Db, case: &CaseRef<Write>, facts: &Facts, form: Form) -> NewDecisionPage {
    let (desk, kind) = (&facts.desk, facts.kind.as_ref());
    let instead = |line: &DecisionLine| match (line.state, line.decided_on) {
        (DecisionState::Made, Some(on)) => {
            format!("This takes the place of “{}” of {}. Both stay on record.", line.decided, on.long())
        }
        _ => format!("A team leader sent this back: {}", line.sent_back_why),
    };
    NewDecisionPage {
        shell: desk.shell(case.actor(), kind.map_or("Decisions", |k| &k.name)).errors(errors(&form)),
        subnav: desk.subnav("/decisions"),
        action: desk.at("/decisions/new"),
        submission: submission(db),
        form,
        kind: kind.map(|k| k.id.clone()).unwrap_or_default(),
        about: kind.map(about).unwrap_or_default(),
        challenge: kind.map(|k| k.challenge.clone()).unwrap_or_default(),
        options: kind.map(options).unwrap_or_default(),
        asks: kind.is_some_and(|k| k.by == Signer::Leader) && !desk::leads(case.actor()),
        instead: facts.instead.as_ref().map(instead).unwrap_or_default(),
        counted: facts.counted.clone(),
    }
}

fn options(kind: &DecisionKind) -> Vec<Choice> {
    let offered = kind.options.iter().filter(|option| !option.retired);
    offered.map(|option| Choice::new(&option.code, &option.label).hint(&option.hint)).collect()
}

/// Saves a decision: made, or sent to a team leader where the pack wants one.
pub async fn add(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, &posted.form).await?;
    let Some(kind) = facts.kind.clone() else {
        return Err(kernel::Error::invalid(
            "This kind of case has no such decision. Choose one of the list.",
        )
        .into());
    };
    let Some(new) = read(&db, &case, &facts, &kind, &mut posted.form) else {
        return Ok(Page(page(&db, &case, &facts, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let event_id = db.chance().uuid(case.actor().now);
    let (id, done) = (new.id.simple().to_string(), if new.made_on.is_some() { "decision" } else { "asked" });
    let back = ui::query(&format!("/cases/{}/decisions/one", case.id()), &[("id", &id), ("done", done)]);
    let (person, pack) = (facts.desk.row.person_id, facts.desk.pack.clone());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            let (by, at) = (permit.scope().user(), permit.scope().now());
            store::add(c, tenant, case, &new, (by, at))?;
            if let Some(on) = new.made_on {
                let made = Made {
                    decision: new.id,
                    event_id,
                    case,
                    person,
                    kind: new.kind.0.clone(),
                    code: new.decided.0.clone(),
                    on,
                    at,
                    by,
                    instead: new.supersedes,
                };
                decisions::made(c, tenant, pack.as_deref(), &made)?;
            }
            Ok(Changed::to(back.clone(), format!("decision {}", new.id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn read(
    db: &Db,
    case: &CaseRef<Write>,
    facts: &Facts,
    kind: &DecisionKind,
    form: &mut Form,
) -> Option<NewDecision> {
    let actor = case.actor();
    let today = Day::of(actor.now);
    let option = form.one_of(
        "code",
        |code| kind.options.iter().find(|option| option.code == code && !option.retired).cloned(),
        "Choose what is decided.",
    );
    let more = form.opt_text("more", 2000);
    let why = form.need_text("why", 8000, "Say why: the reasons are what a court or the person will read.");
    let considered =
        form.need_text("considered", 4000, "Say what else was considered, or that nothing else was.");
    let makes = kind.by == Signer::Officer || desk::leads(actor);
    let mut made_on = None;
    let mut told = (String::new(), String::new(), None);
    if makes {
        made_on = form.need_day("decided_on", "Say on which day it was decided.");
        if made_on.is_some_and(|on| on > today) {
            form.error("decided_on", "Enter a day that has come.");
        }
        told = read_told(form, today, false);
    }
    let option = option?;
    form.is_good().then(|| NewDecision {
        id: db.chance().uuid(actor.now),
        kind: (kind.id.clone(), kind.name.clone()),
        decided: (option.code, option.label),
        more,
        why,
        considered,
        rule: kind.rule.clone(),
        challenge: kind.challenge.clone(),
        made_on,
        supersedes: facts.instead.as_ref().map(|line| line.decision_id),
        told,
    })
}

/// Reads who was told, how and when: all three, or none where nobody has to be told yet.
pub(super) fn read_told(form: &mut Form, today: Day, needed: bool) -> (String, String, Option<Day>) {
    let whom = form.opt_text("told_whom", 300);
    let how = form.opt_text("told_how", 300);
    let on = form.opt_day("told_on");
    if !needed && whom.is_empty() && how.is_empty() && on.is_none() {
        return (whom, how, None);
    }
    if whom.is_empty() {
        form.error("told_whom", "Say who was told.");
    }
    if how.is_empty() {
        form.error("told_how", "Say how they were told, such as by letter.");
    }
    if on.is_none() && form.error_of("told_on").is_none() {
        form.error("told_on", "Say on which day they were told.");
    }
    if on.is_some_and(|on| on > today) {
        form.error("told_on", "Enter a day that has come.");
    }
    (whom, how, on)
}
