//! One use of a tool or power: authorising it, serving it, its breaches, its outcome.

use super::{read_service, state, test_choices, whom};
use crate::{
    desk::{self, Desk},
    powers::{
        model::{self, TestMet},
        store::{self, BreachLine, UseLine},
    },
    work::{self, NewEvent},
};
use access::{Action, Case, CaseRef, Changed, Db, Decide, Fault, PostedOnce, Query, Read, Ref, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Instant, Result};
use packs::model::Event;
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// One use.
#[derive(Template)]
#[template(path = "show_use.html")]
#[expect(clippy::struct_excessive_bools, reason = "what the page may offer, one question each")]
pub struct ShowUse {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// The address of the case.
    pub case: String,
    /// Which sending of each form this is.
    pub submissions: [String; 3],
    /// What was typed, or what is recorded.
    pub form: Form,
    /// The use's id; empty where there is none under this address.
    pub use_id: String,
    /// What is recorded.
    pub facts: SummaryList,
    /// How it stands.
    pub state: Option<Tag>,
    /// Whether it waits for a team leader.
    pub waits: bool,
    /// Whether the asker may authorise it.
    pub may_authorise: bool,
    /// Whether it can be changed.
    pub open: bool,
    /// Answers about the legal test; none where it has no test.
    pub tests: Vec<Choice>,
    /// Whether a clock counts hours from the moment it is served.
    pub hours: bool,
    /// Breaches: day, what, what was done, who wrote it.
    pub breaches: Vec<(String, String, String, String)>,
}

struct Facts {
    desk: Desk,
    line: Option<UseLine>,
    breaches: Vec<BreachLine>,
}

impl Facts {
    fn hours(&self) -> bool {
        let known = self.desk.pack.as_ref().zip(self.line.as_ref());
        known.is_some_and(|(pack, line)| model::counts_hours(pack, &line.power))
    }
}

async fn facts<A: Action>(db: &Db, case: &Ref<Case, A>, id: &str) -> Result<Facts>
where
    Case: Decide<A>,
{
    let wanted = Uuid::try_parse(id).unwrap_or_default();
    db.view(case, move |c, permit| {
        Ok(Facts {
            desk: desk::open(c, permit)?,
            line: store::uses(c, permit)?.into_iter().find(|line| line.use_id == wanted),
            breaches: store::breaches(c, permit)?.into_iter().filter(|b| b.use_id == wanted).collect(),
        })
    })
    .await
}

/// Shows the use named by `id`.
pub async fn show_use(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<ShowUse>, Fault> {
    let facts = facts(&db, &case, query.value("id")).await?;
    let form = facts.line.as_ref().map(recorded).unwrap_or_default();
    let mut page = page(&db, &case, &facts, form);
    if let Some(words) = desk::notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// What is recorded, as the form begins with it.
fn recorded(line: &UseLine) -> Form {
    let mut form = Form::default();
    let day = |day: Option<Day>| day.map(Day::long).unwrap_or_default();
    for (name, value) in [
        ("version", line.version.to_string()),
        ("test_met", line.test_met.clone()),
        ("evidence", line.evidence.clone()),
        ("served_on", day(line.served_on)),
        ("served_time", line.served_at.map(Instant::time_of_day).unwrap_or_default()),
        ("served_how", line.served_how.clone()),
        ("starts_on", day(line.starts_on)),
        ("ends_on", day(line.ends_on)),
        ("outcome", line.outcome.clone()),
        ("outcome_on", day(line.outcome_on)),
    ] {
        form.set(name, value);
    }
    form
}

/// What was typed into one of the page's forms, beside what is recorded in the others.
fn beside(line: &UseLine, typed: &Form) -> Form {
    let mut form = recorded(line);
    for (name, value) in typed.pairs() {
        form.set(name, value);
    }
    for (field, words) in typed.errors() {
        form.error(field, words);
    }
    form
}

fn page<A: Action>(db: &Db, case: &Ref<Case, A>, facts: &Facts, form: Form) -> ShowUse {
    let (desk, line) = (&facts.desk, facts.line.as_ref());
    let waits = line.is_some_and(|l| l.authorise && l.authorised_on.is_none());
    ShowUse {
        shell: desk.shell(case.actor(), line.map_or("Tools and powers", |l| &l.name)).errors(errors(&form)),
        subnav: desk.subnav("/powers"),
        case: desk.at(""),
        submissions: [submission(db), submission(db), submission(db)],
        form,
        use_id: line.map(|l| l.use_id.simple().to_string()).unwrap_or_default(),
        facts: line.map(rows).unwrap_or_default(),
        state: line.map(|l| state(l, Day::of(case.actor().now))),
        waits,
        may_authorise: waits && desk::leads(case.actor()),
        open: desk.row.closed_on.is_none(),
        tests: line.filter(|l| !l.test.is_empty()).map(|_| test_choices()).unwrap_or_default(),
        hours: facts.hours(),
        breaches: facts
            .breaches
            .iter()
            .map(|b| (b.on_day.long(), b.what.clone(), b.action.clone(), b.by.clone()))
            .collect(),
    }
}

fn rows(line: &UseLine) -> SummaryList {
    let mut rows = vec![SummaryRow::new("With or against whom", whom(line), "")];
    let mut more = |term: &str, words: &str| {
        if !words.is_empty() {
            rows.push(SummaryRow::new(term, words, ""));
        }
    };
    more("Legal test", &line.test);
    more("Law", &line.citation);
    more("Is the test met?", TestMet::parse(&line.test_met).map_or("", TestMet::label));
    more("Evidence", &line.evidence);
    more("Done first", &line.first_done);
    more("Why nothing less intrusive came first", &line.formal_why);
    if let (Some(by), Some(on)) = (&line.authorised_by, line.authorised_on) {
        let said = if line.authorised_words.is_empty() { "" } else { ": " };
        more("Authorised", &format!("{by}, {}{said}{}", on.long(), line.authorised_words));
    }
    more("Given or served", &super::time(line));
    more("How", &line.served_how);
    more("What came of it", &line.outcome);
    more("Day of the outcome", &line.outcome_on.map(Day::long).unwrap_or_default());
    more("Written down by", &line.by);
    SummaryList { rows }
}

/// Where to go on after a change of a use.
fn back(case: &CaseRef<Write>, id: Uuid, done: &str) -> String {
    let id = id.simple().to_string();
    ui::query(&format!("/cases/{}/powers/use", case.id()), &[("id", &id), ("done", done)])
}

/// The use that a form is about; an error with a remedy where there is none.
fn named(facts: &Facts) -> Result<&UseLine> {
    let none = || Error::invalid("Nothing is recorded under this address. Open it from the register.");
    facts.line.as_ref().ok_or_else(none)
}

/// Saves when it was served, how long it lasts and what came of it. A new day or moment of service takes the place of the
/// old one for clocks too.
pub async fn serve(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("id")).await?;
    let line = named(&facts)?;
    let form = &mut posted.form;
    let version: i64 = form.value("version").parse().unwrap_or(0);
    let met = TestMet::parse(form.value("test_met"));
    let evidence = form.opt_text("evidence", 4000);
    let formal = !line.test.is_empty();
    if met == Some(TestMet::Yes) && evidence.is_empty() {
        form.error("evidence", "Say how the test is met: which evidence shows it.");
    }
    let stop = model::why_not_served(line.authorise, line.authorised_on.is_some(), formal, met);
    let service = read_service(form, case.actor().now, facts.hours(), stop);
    if !form.is_good() {
        let page = page(&db, &case, &facts, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (id, power, before) = (line.use_id, line.power.clone(), (line.served_on, line.served_at));
    let (event_id, back) = (db.chance().uuid(case.actor().now), back(&case, id, "power"));
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            let (by, at) = (permit.scope().user(), permit.scope().now());
            store::serve(c, tenant, case, (id, version), (met, &evidence), &service)?;
            if before != (service.served_on, service.served_at) {
                work::withdraw(c, tenant, case, id, at)?;
                match service.served_on {
                    Some(on) => {
                        let (event, source) = (Event::Power(power.clone()), Some(id));
                        let n = NewEvent {
                            event_id,
                            case,
                            event,
                            on,
                            at: service.served_at,
                            source,
                            recorded_at: at,
                            recorded_by: by,
                        };
                        work::happened(c, tenant, &n)?;
                    }
                    None => work::settle(c, tenant, case, by, at)?,
                }
            }
            Ok(Changed::to(back.clone(), format!("power {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Authorises a use: a team leader or service manager says so.
pub async fn authorise(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("id")).await?;
    let line = named(&facts)?;
    let id = line.use_id;
    let words = posted.form.opt_text("words", 1000);
    if !desk::leads(case.actor()) {
        return Err(Error::invalid("Only a team leader or service manager authorises this. Ask one.").into());
    }
    if !line.authorise || line.authorised_on.is_some() {
        return Err(Error::Conflict("This does not wait for a team leader any more.".to_owned()).into());
    }
    if !posted.form.is_good() {
        let page = page(&db, &case, &facts, beside(line, &posted.form));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let back = back(&case, id, "authorised");
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let by = (permit.scope().user(), Day::of(permit.scope().now()));
            store::authorise(c, permit.tenant(), permit.id(), id, by, &words)?;
            Ok(Changed::to(back.clone(), format!("power {id} authorised")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Saves a breach.
pub async fn add_breach(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, posted.form.value("id")).await?;
    let id = named(&facts)?.use_id;
    let form = &mut posted.form;
    let today = Day::of(case.actor().now);
    let on = form.need_day("breach_on", "Say on which day it happened.");
    if on.is_some_and(|on| on > today) {
        form.error("breach_on", "Enter a day that has come.");
    }
    let what = form.need_text("breach_what", 2000, "Say what happened.");
    let action = form.opt_text("breach_action", 1000);
    let (Some(on), true) = (on, form.is_good()) else {
        let page = page(&db, &case, &facts, beside(named(&facts)?, &posted.form));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (breach, back) = (db.chance().uuid(case.actor().now), back(&case, id, "breach"));
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let by = (permit.scope().user(), permit.scope().now());
            store::add_breach(c, permit.tenant(), permit.id(), (id, breach), (on, &what, &action), by)?;
            Ok(Changed::to(back.clone(), format!("breach of {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
