//! The pages of the six-week review. This one holds all the cases of a worker.

pub mod board;
pub mod past;
pub mod rows;
mod samples;

use super::{
    model::{Found, Standing, due},
    store::{self, Head, NewFound},
};
use access::{Actor, CaseId, CaseRef, Changed, Db, Fault, Posted, Query, Role, Shown, User, UserId, Write};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Id, words::count};
use people::web::submission;
use rows::{ReviewRow, Typed, lead_on};
use ui::{Page, Shell, SubNav};

/// The most letters of what is to happen.
const MOST_WORDS: usize = 500;

/// Every case that a worker holds, for whoever leads them.
#[derive(Template)]
#[template(path = "show_review.html")]
pub struct ShowReview {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// The worker.
    pub worker: String,
    /// Where it stands.
    pub headline: String,
    /// More about it: who began it, what came since, what is not shown.
    pub more: Vec<String>,
    /// The cases.
    pub rows: Vec<ReviewRow>,
    /// Whether there is something to finish.
    pub open: bool,
    /// Which sending of the last button this is.
    pub submission: String,
}

impl ShowReview {
    fn new(shell: Shell, nav: SubNav, head: &Head, mut rows: Vec<ReviewRow>, today: Day) -> Self {
        lead_on(&mut rows);
        let shown = rows.len() as i64;
        let mut more = Vec::new();
        if let (Some(on), Some(by)) = (head.begun_on, &head.begun_by) {
            more.push(format!("Begun on {} by {by}, with the cases held then.", on.long()));
            if head.came > 0 {
                more.push(format!("{} since: next time.", count(head.came, "case came", "cases came")));
            }
        }
        let all = if head.review_id.is_some() { head.held } else { head.holds };
        if all > shown && head.leads {
            more.push(format!(
                "{} that you may not open. Somebody who may has to look, or it cannot be complete.",
                count(all - shown, "case is not shown", "cases are not shown")
            ));
        }
        Self {
            shell,
            nav,
            worker: head.name.clone(),
            headline: headline(head, today),
            more,
            open: head.leads && all > 0,
            rows,
            submission: String::new(),
        }
    }

    /// Puts back what was typed about a case, with what is wrong.
    fn put_back(&mut self, case: CaseId, form: &Form) {
        let case = case.to_string();
        for row in self.rows.iter_mut().filter(|row| row.case == case) {
            row.typed = Typed::of(form);
            row.errors = form.errors().iter().cloned().collect();
            let errors =
                form.errors().iter().map(|(field, words)| (format!("{field}-{}", row.n), words.clone()));
            let shell = std::mem::replace(&mut self.shell, Shell::new("", ""));
            self.shell = shell.errors(errors.collect());
        }
    }
}

fn headline(head: &Head, today: Day) -> String {
    if !head.leads {
        return "Only those who lead a team that they are in look at these cases. Nobody reviews themselves."
            .to_owned();
    }
    let when = match due(head.completed_on, head.holds_since) {
        Some(due) => format!("{} ({}).", Standing::of(due, today).words(), due.long()),
        None => String::new(),
    };
    match head.review_id {
        Some(_) => format!("{}. {when}", head.coverage().words()),
        None if head.holds == 0 => format!("{} holds no open case.", head.name),
        None => format!("{} to look at. {when}", count(head.holds, "case", "cases")),
    }
}

/// The worker in the address.
fn worker_of(params: &RawPathParams) -> Result<UserId, Error> {
    let text = params.iter().find(|(name, _)| *name == "user_id").map(|(_, value)| value);
    let id: Id<User> = text.ok_or(Error::NotFound)?.parse()?;
    Ok(id)
}

async fn page(db: &Db, actor: &Actor, worker: UserId) -> Result<ShowReview, Fault> {
    let (head, lines) = db
        .list(actor, "list", format!("six-week review of {worker}"), move |c, scope| {
            let head = store::head(c, scope, worker)?;
            let lines = if head.leads { store::lines(c, scope, worker, head.review_id)? } else { Vec::new() };
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            Ok(Shown { value: (head, lines), subjects })
        })
        .await?;
    let today = Day::of(actor.now);
    let rows = lines.into_iter().map(|line| ReviewRow::new(line, &actor.name, today, submission(db)));
    let title = format!("Six-week review: {}", head.name);
    let shell = access::shell(actor, title, "Quality")
        .intro("Every case they hold, looked at by you. Each press is kept at once; what is to happen goes onto the case.");
    let nav = crate::web::nav(actor, "/reviews/six-week");
    let page = ShowReview::new(shell, nav, &head, rows.collect(), today);
    Ok(ShowReview { submission: submission(db), worker: worker.to_string(), ..page })
}

/// Shows a worker's cases to whoever leads them: two statements, however many cases.
pub async fn show_review(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowReview>, Fault> {
    let mut page = page(&db, &actor, worker_of(&params)?).await?;
    if query.value("done") == "complete" {
        page.shell = page.shell.notice("The review is complete. The next is due in six weeks.");
    }
    Ok(Page(page))
}

/// Reads what a manager found; its errors stand on the fields.
fn read_form(form: &mut Form, today: Day) -> Option<Found> {
    let track = match (form.value("do"), form.value("track")) {
        ("track", _) | (_, "yes") => Some(true),
        (_, "no") => Some(false),
        _ => {
            form.error("track", "Say whether the case is on track.");
            None
        }
    };
    let action = form.opt_text("action", MOST_WORDS);
    let action_due_on =
        if action.is_empty() { None } else { form.need_day("due", "Write by when it is to be done.") };
    if action_due_on.is_some_and(|on| on < today) {
        form.error("due", "Write today or a later day.");
    }
    let typed = Typed::of(form);
    if track == Some(false) && action.is_empty() && !typed.close && !typed.moving {
        form.error("action", "Write what is to happen, or tick what should become of the case.");
    }
    let on_track = track.filter(|_| form.is_good())?;
    Some(Found { on_track, action, action_due_on, to_close: typed.close, to_move: typed.moving })
}

/// Keeps what a manager found in one case. The first case begins the review, with all that the worker holds.
pub async fn see_case(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let (worker, actor, case_id) = (worker_of(&params)?, case.actor().clone(), case.id());
    let found = read_form(&mut posted.form, Day::of(actor.now));
    let back = anchor(worker, posted.form.value("next"));
    let (fresh, action, by) =
        (db.chance().uuid(actor.now), db.chance().uuid(actor.now), (actor.user, actor.now));
    let may = actor.is(Role::Leader) || actor.is(Role::Manager);
    let kept = db
        .change(&case, &posted.submission, move |c, permit| {
            let tenant = permit.tenant();
            if !may || !store::leads(c, tenant, (by.0, worker), by.1)? {
                return Err(Error::Conflict(
                    "Only somebody who leads a team that the worker is in reviews their cases.".to_owned(),
                ));
            }
            // What is wrong with the form is said to those who may send it.
            let found = found.clone().ok_or_else(|| Error::Invalid(String::new()))?;
            let review = store::begun(c, tenant, worker, fresh, by)?;
            let new = NewFound { review, worker, case: case_id, found, action, by: by.0, at: by.1 };
            store::see(c, tenant, &new)?;
            Ok(Changed::to(back.clone(), format!("six-week review of {worker}: seen")))
        })
        .await;
    match kept {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(Error::Invalid(words)) => {
            if posted.form.is_good() {
                posted.form.error("track", words);
            }
            refused(&db, case.actor(), (worker, case_id), &posted.form).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn refused(
    db: &Db,
    actor: &Actor,
    (worker, case): (UserId, CaseId),
    form: &Form,
) -> Result<Response, Fault> {
    let mut page = page(db, actor, worker).await?;
    page.put_back(case, form);
    Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Where the page is opened again: at the next case, or at its end.
fn anchor(worker: UserId, next: &str) -> String {
    let case = next.strip_prefix("case-").and_then(|case| case.parse::<CaseId>().ok());
    let place = case.map_or_else(|| "finish".to_owned(), |case| format!("case-{case}"));
    format!("/reviews/six-week/{worker}#{place}")
}

/// Completes a review when every case was looked at.
pub async fn finish(db: Db, actor: Actor, params: RawPathParams, posted: Posted) -> Result<Response, Fault> {
    let worker = worker_of(&params)?;
    let done = db
        .act(&actor, "finishReview", &posted.submission, move |c, scope| {
            let (tenant, by) = (scope.tenant(), (scope.user(), scope.now()));
            if !store::leads(c, tenant, (by.0, worker), by.1)? {
                return Err(Error::Invalid("Only those who lead them finish this review.".to_owned()));
            }
            let coverage = store::finish(c, tenant, worker, by)?;
            if !coverage.is_complete() {
                return Err(Error::Invalid(match coverage.held {
                    0 => "Look at every case first: nothing was looked at yet.".to_owned(),
                    _ => format!(
                        "{}. Look at the rest first: a review is complete only when every case was seen.",
                        coverage.words()
                    ),
                }));
            }
            let to = format!("/reviews/six-week/{worker}/past?done=complete");
            Ok(Changed::to(to, format!("six-week review of {worker} complete: {}", coverage.words())))
        })
        .await;
    match done {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(Error::Invalid(words)) => {
            let mut page = page(&db, &actor, worker).await?;
            if !page.open {
                return Err(Error::Invalid(words).into());
            }
            let first = page.rows.iter().find(|row| row.waits());
            let field = first.map_or_else(|| "finish".to_owned(), |row| format!("case-{}", row.case));
            page.shell = page.shell.errors([(field, words)].into_iter().collect());
            Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
