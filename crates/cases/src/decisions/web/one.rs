//! One decision: making it or sending it back, and who was told.

use super::{add::read_told, href, state};
use crate::{
    decisions::{
        self, Made,
        store::{self, DecisionLine, DecisionState},
    },
    desk::{self, Desk},
};
use access::{Action, Case, CaseRef, Changed, Db, Decide, Fault, PostedOnce, Query, Read, Ref, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// One decision.
#[derive(Template)]
#[template(path = "show_decision.html")]
pub struct ShowDecision {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// The address of the case.
    pub case: String,
    /// Which sending of each form this is.
    pub submissions: [String; 2],
    /// What was typed.
    pub form: Form,
    /// The decision's id; empty where there is none under this address.
    pub decision: String,
    /// How far it is.
    pub state: Option<Tag>,
    /// What is recorded.
    pub facts: SummaryList,
    /// How it may be challenged; empty where it may not.
    pub challenge: String,
    /// Another decision about it: words and address.
    pub links: Vec<(String, String)>,
    /// Whether the asker may make it or send it back.
    pub may_sign: bool,
    /// Whether it waits for a team leader.
    pub waits: bool,
    /// Whether to ask who was told.
    pub asks_told: bool,
}

struct Facts {
    desk: Desk,
    line: Option<DecisionLine>,
}

async fn facts<A: Action>(db: &Db, case: &Ref<Case, A>, id: &str) -> Result<Facts>
where
    Case: Decide<A>,
{
    let wanted = Uuid::try_parse(id).unwrap_or_default();
    db.view(case, move |c, permit| {
        let line = store::all(c, permit)?.into_iter().find(|line| line.decision_id == wanted);
        Ok(Facts { desk: desk::open(c, permit)?, line })
    })
    .await
}

/// Shows the decision named by `id`.
pub async fn show_decision(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowDecision>, Fault> {
    let facts = facts(&db, &case, query.value("id")).await?;
    let mut form = Form::default();
    form.set("told_on", desk::today_words(case.actor()));
    form.set("told_whom", &facts.desk.row.person);
    let mut page = page(&db, &case, &facts, form);
    if let Some(words) = desk::notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

fn page<A: Action>(db: &Db, case: &Ref<Case, A>, facts: &Facts, form: Form) -> ShowDecision {
    let (desk, line) = (&facts.desk, facts.line.as_ref());
    let open = desk.row.closed_on.is_none();
    let waits = open && line.is_some_and(|l| l.state == DecisionState::Asked);
    let made = open && line.is_some_and(|l| l.state == DecisionState::Made);
    ShowDecision {
        shell: desk.shell(case.actor(), line.map_or("Decisions", |l| &l.kind_name)).errors(errors(&form)),
        subnav: desk.subnav("/decisions"),
        case: desk.at(""),
        submissions: [submission(db), submission(db)],
        form,
        decision: line.map(|l| l.decision_id.simple().to_string()).unwrap_or_default(),
        state: line.map(state),
        facts: line.map(rows).unwrap_or_default(),
        challenge: line.map(|l| l.challenge.clone()).unwrap_or_default(),
        links: line.map(|line| links(desk, line, open)).unwrap_or_default(),
        may_sign: waits && desk::leads(case.actor()),
        waits,
        asks_told: made && line.is_some_and(|l| l.told_on.is_none()),
    }
}

fn rows(line: &DecisionLine) -> SummaryList {
    let mut rows = vec![SummaryRow::new("What was decided", &line.decided, "")];
    let mut more = |term: &str, words: &str| {
        if !words.is_empty() {
            rows.push(SummaryRow::new(term, words, ""));
        }
    };
    more("More about it", &line.more);
    more("Why", &line.why);
    more("What else was considered", &line.considered);
    more("Under what rule", &line.rule);
    match (&line.decided_by, line.decided_on) {
        (Some(by), Some(on)) => more("Who made it", &format!("{by}, {}", on.long())),
        _ => more("Written by", &line.asked_by),
    }
    more("Sent back because", &line.sent_back_why);
    if let Some(on) = line.told_on {
        more("Who was told", &format!("{}, {}, {}", line.told_whom, on.long(), line.told_how));
    }
    SummaryList { rows }
}

/// The decisions before and after it, what may take its place, and the letter that tells the person.
fn links(desk: &Desk, line: &DecisionLine, open: bool) -> Vec<(String, String)> {
    let mut links = Vec::new();
    if let Some(before) = line.supersedes_id {
        links.push(("The decision before this one".to_owned(), href(desk, before)));
    }
    if let Some(after) = line.superseded_by {
        links.push(("The later decision that took its place".to_owned(), href(desk, after)));
    }
    let id = line.decision_id.simple().to_string();
    let next = || ui::query(&desk.at("/decisions/new"), &[("kind", &line.kind), ("instead", &id)]);
    let letter = desk.pack.as_ref().and_then(|pack| pack.letter(&pack.decision(&line.kind)?.letter));
    if let (DecisionState::Made, Some(letter), true) = (line.state, letter, open) {
        links.push((format!("Write to them: {}", letter.title), desk.at("/letters")));
    }
    match line.state {
        _ if !open || line.superseded_by.is_some() => {}
        DecisionState::SentBack => links.push(("Write it again".to_owned(), next())),
        DecisionState::Made => links.push(("Decide again in its place".to_owned(), next())),
        DecisionState::Asked => {}
    }
    links
}

/// The decision that a form is about; an error with a remedy where there is none.
fn named(facts: &Facts) -> Result<&DecisionLine> {
    let none = || Error::invalid("No decision is recorded under this address. Open it from the list.");
    facts.line.as_ref().ok_or_else(none)
}

fn back(case: &CaseRef<Write>, id: Uuid, done: &str) -> String {
    let id = id.simple().to_string();
    ui::query(&format!("/cases/{}/decisions/one", case.id()), &[("id", &id), ("done", done)])
}

/// A team leader makes the decision or sends it back with words.
pub async fn sign(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("decision")).await?;
    let line = named(&facts)?;
    if !desk::leads(case.actor()) {
        return Err(
            Error::invalid("Only a team leader or service manager makes this decision. Ask one.").into()
        );
    }
    if line.state != DecisionState::Asked {
        let words = "This decision does not wait for a team leader any more.";
        return Err(Error::Conflict(words.to_owned()).into());
    }
    let makes = posted.form.value("button") != "back";
    let why = posted.form.opt_text("sent_back_why", 2000);
    if !makes && why.is_empty() {
        posted.form.error("sent_back_why", "Say what is missing or should change.");
    }
    if !posted.form.is_good() {
        let page = page(&db, &case, &facts, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (id, kind, code) = (line.decision_id, line.kind.clone(), line.code.clone());
    let (person, pack, instead) = (facts.desk.row.person_id, facts.desk.pack.clone(), line.supersedes_id);
    let back = back(&case, id, if makes { "decision" } else { "back" });
    let event_id = db.chance().uuid(case.actor().now);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            let (by, at) = (permit.scope().user(), permit.scope().now());
            if makes {
                let on = Day::of(at);
                store::make(c, tenant, case, id, (by, on))?;
                let made = Made {
                    decision: id,
                    event_id,
                    case,
                    person,
                    kind: kind.clone(),
                    code: code.clone(),
                    on,
                    at,
                    by,
                    instead,
                };
                decisions::made(c, tenant, pack.as_deref(), &made)?;
            } else {
                store::send_back(c, tenant, case, id, &why)?;
            }
            Ok(Changed::to(back.clone(), format!("decision {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Writes down who was told, how and when.
pub async fn tell(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("decision")).await?;
    let line = named(&facts)?;
    if line.state != DecisionState::Made || line.told_on.is_some() {
        let words = "Who was told is written down already, or the decision is not made.";
        return Err(Error::Conflict(words.to_owned()).into());
    }
    let id = line.decision_id;
    let (whom, how, on) = read_told(&mut posted.form, Day::of(case.actor().now), true);
    let (Some(on), true) = (on, posted.form.is_good()) else {
        let page = page(&db, &case, &facts, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let back = back(&case, id, "told");
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            store::tell(c, permit.tenant(), permit.id(), id, (&whom, &how, on))?;
            Ok(Changed::to(back.clone(), format!("decision {id} told")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
