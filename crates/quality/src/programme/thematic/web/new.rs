//! Beginning a thematic audit: what it asks, of which cases, by which questions.

use super::{at, kinds, shell};
use crate::{
    draw,
    forms::{Forms, ReviewForm},
    programme::thematic::{
        model::{MOST_CASES, MOST_QUESTIONS, Rule, SIZE, Which},
        run,
        store::write::NewAudit,
    },
    web::nav,
};
use access::{Actor, Changed, Db, Fault, PostedOnce, Shown, TeamId};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// The form that begins an audit.
#[derive(Template)]
#[template(path = "programme/new.html")]
pub struct NewAuditPage {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Kinds of case.
    pub kinds: Vec<Choice>,
    /// Teams.
    pub teams: Vec<Choice>,
    /// Open, closed or both.
    pub which: Vec<Choice>,
    /// Forms whose criteria may be the questions.
    pub tools: Vec<Choice>,
}

/// What may be chosen: kinds of case and teams, id and name.
struct Known {
    tools: Vec<&'static ReviewForm>,
    kinds: Vec<(String, String)>,
    teams: Vec<(TeamId, String)>,
}

async fn known(db: &Db, actor: &Actor) -> Result<Known, Fault> {
    let today = Day::of(actor.now);
    let known = db
        .list(actor, "list", "kinds of case and teams".to_owned(), move |c, scope| {
            let value = Known {
                tools: Forms::read(c, scope.tenant())?.in_force(today),
                kinds: kinds(c, scope.tenant(), today)?,
                teams: draw::store::teams(c, scope.tenant())?,
            };
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    Ok(known)
}

/// A form and its version, as an audit keeps them.
fn tool_code(form: &ReviewForm) -> String {
    format!("{} v{}", form.id, form.version)
}

fn page(db: &Db, actor: &Actor, known: &Known, form: Form) -> NewAuditPage {
    NewAuditPage {
        shell: shell(actor, "Begin a thematic audit", "")
            .intro("Write the question first. The list of all cases that fit is kept and hashed before the sample is drawn.")
            .errors(errors(&form)),
        nav: nav(actor, "/reviews/programme"),
        form,
        submission: submission(db),
        kinds: known.kinds.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        teams: known.teams.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
        which: Which::ALL.iter().map(|which| Choice::new(which.code(), which.label())).collect(),
        tools: known
            .tools
            .iter()
            .map(|form| Choice::new(tool_code(form), format!("{} (version {})", form.name, form.version)))
            .collect(),
    }
}

/// Shows the form, with the Alongside defaults in it.
pub async fn show_new(db: Db, actor: Actor) -> Result<Page<NewAuditPage>, Fault> {
    let known = known(&db, &actor).await?;
    let mut form = Form::default();
    form.set("which", Which::Open.code());
    form.set("size", SIZE.to_string());
    Ok(Page(page(&db, &actor, &known, form)))
}

/// Reads a first and a last day; the errors stand on their fields.
fn days(form: &mut Form, what: &str) -> (Option<Day>, Option<Day>) {
    let (from_field, to_field) = (format!("{what}_from"), format!("{what}_to"));
    let (from, to) = (form.opt_day(&from_field), form.opt_day(&to_field));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.error(&to_field, "Enter a day on or after the first.");
    }
    (from, to)
}

fn rule(form: &mut Form, known: &Known) -> Option<Rule> {
    let case_type = form.text("kind");
    if !case_type.is_empty() && !known.kinds.iter().any(|(id, _)| *id == case_type) {
        form.error("kind", "Choose a kind of case from the list.");
    }
    let team = form.text("team");
    let found = known.teams.iter().map(|(id, _)| *id).find(|id| id.to_string() == team);
    if !team.is_empty() && found.is_none() {
        form.error("team", "Choose a team from the list.");
    }
    let which = form.one_of("which", Which::parse, "Say whether open or closed cases are looked at.");
    let (opened, closed) = (days(form, "opened"), days(form, "closed"));
    if which == Some(Which::Open) && (closed.0.is_some() || closed.1.is_some()) {
        form.error("closed_from", "Open cases have no day of closing. Leave it out, or choose closed cases.");
    }
    Some(Rule { case_type, team: found, which: which?, opened, closed, high: form.value("high") == "yes" })
}

/// The questions: the criteria of the form that is chosen, then the lines typed.
fn questions(form: &mut Form, known: &Known) -> (String, Vec<String>) {
    let wanted = form.text("tool");
    let tool = known.tools.iter().find(|tool| tool_code(tool) == wanted);
    if !wanted.is_empty() && tool.is_none() {
        form.error("tool", "Choose a form from the list.");
    }
    let criteria = tool.into_iter().flat_map(|tool| &tool.criteria);
    let mut all: Vec<String> = criteria.map(|one| format!("{}. {}", one.id, one.words)).collect();
    let own = form.opt_text("questions", 4000);
    all.extend(own.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    if all.is_empty() {
        form.error("questions", "Choose a form, or write at least one question.");
    }
    if all.len() > MOST_QUESTIONS {
        form.error("questions", format!("Ask {MOST_QUESTIONS} questions or fewer. You have {}.", all.len()));
    }
    (tool.map(|tool| tool_code(tool)).unwrap_or_default(), all)
}

fn read(db: &Db, actor: &Actor, form: &mut Form, known: &Known) -> Option<NewAudit> {
    let theme = form.need_text("theme", 200, "Write what the audit is about.");
    let question = form.need_text("question", 1000, "Write the question that it answers.");
    let rule = rule(form, known);
    let (tool, questions) = questions(form, known);
    let size = form.one_of(
        "size",
        |text| text.parse().ok().filter(|n| (1..=MOST_CASES).contains(n)),
        &format!("Write how many cases, 1 to {MOST_CASES}."),
    );
    let due_on = form.opt_day("due");
    if due_on.is_some_and(|on| on < Day::of(actor.now)) {
        form.error("due", "Write today or a later day.");
    }
    let (rule, size) = (rule?, size?);
    form.is_good().then(|| NewAudit {
        audit_id: db.chance().uuid(actor.now),
        theme,
        question,
        rule,
        tool,
        questions,
        size,
        due_on,
        by: (actor.user, actor.now),
    })
}

/// Begins an audit: frame, hash, seed, sample.
pub async fn begin(db: Db, actor: Actor, PostedOnce(mut posted): PostedOnce) -> Result<Response, Fault> {
    let known = known(&db, &actor).await?;
    let Some(new) = read(&db, &actor, &mut posted.form, &known) else {
        let page = page(&db, &actor, &known, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (inside, audit) = (db.clone(), new.audit_id);
    let begun =
        tokio::task::spawn_blocking(move || run::begin(&inside, &new)).await.map_err(Error::defect)?;
    match begun {
        Ok(_) => {}
        Err(Error::Invalid(words)) => {
            posted.form.error("which", words);
            let page = page(&db, &actor, &known, posted.form);
            return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
        }
        Err(e) => return Err(e.into()),
    }
    let location = db
        .act(&actor, "beginAudit", &posted.submission, move |_, _| {
            Ok(Changed::to(format!("{}?done=begun", at(audit)), format!("thematic audit {}", audit.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
