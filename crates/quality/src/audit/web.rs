//! The pages of the self-audit.

mod samples;

use super::{
    model::{Answer, Finding, Period, findings},
    store::{self, AuditLine, NewAnswer, Past},
};
use access::{Actor, CaseId, CaseRef, Changed, Db, Fault, Posted, Query, Shown, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::web::{day_words, type_words};
use kernel::{Day, Error, words::count};
use people::web::submission;
use ui::{Page, Shell, SubNav, Tag};

/// The most letters of a word about a case.
const MOST_WORDS: usize = 500;

/// A worker's own self-audit.
#[derive(Template)]
#[template(path = "show_audit.html")]
pub struct ShowAudit {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Where it stands, in a sentence.
    pub headline: String,
    /// Cases that the worker may not open, in words; empty for none.
    pub hidden: String,
    /// Cases with something missing.
    pub found: Vec<AuditRow>,
    /// Cases with nothing missing.
    pub clean: Vec<AuditRow>,
    /// When it was finished, in words; empty while it was not.
    pub finished: String,
    /// Which sending of the last button this is.
    pub submission: String,
    /// Earlier fortnights: from when to when, and what was answered.
    pub past: Vec<String>,
    /// The worker's own six-week reviews.
    pub reviews: String,
}

/// A case of the list.
pub struct AuditRow {
    /// Its place on the page, from 1: ends the ids of its fields.
    pub n: usize,
    /// The case.
    pub case: String,
    /// Whom it is about.
    pub person: String,
    /// The reference people quote.
    pub reference: String,
    /// What kind, and what it is about.
    pub about: String,
    /// What is missing: words, and where it is mended.
    pub missing: Vec<(String, String)>,
    /// The same as codes, as the page found them.
    pub codes: String,
    /// What they said this fortnight.
    pub answer: Option<Tag>,
    /// The words they typed or said.
    pub words: String,
    /// What is wrong with them.
    pub error: String,
    /// The place on the page that comes next.
    pub next: String,
    /// Which sending of its form this is.
    pub submission: String,
}

/// What was typed about one case and could not be kept.
struct Typed {
    case: CaseId,
    words: String,
    error: String,
}

impl AuditRow {
    fn new(line: AuditLine, today: Day, submission: String) -> Self {
        let at = |finding: &Finding| {
            let words = finding.words(line.last_contact_at, line.clock_due_on, today);
            (words, format!("/cases/{}{}", line.case_id, finding.mended_at()))
        };
        let answer = line.answer.map(|answer| match answer {
            Answer::Help => Tag::warn(answer.label()),
            _ => Tag::good(answer.label()),
        });
        Self {
            n: 0,
            case: line.case_id.to_string(),
            about: format!("{}: {}", type_words(&line.case_type), line.title),
            missing: findings(&line.found).iter().map(at).collect(),
            person: line.person,
            reference: line.reference,
            codes: line.found,
            answer,
            words: line.words.unwrap_or_default(),
            error: String::new(),
            next: String::new(),
            submission,
        }
    }
}

/// Numbers the rows and leads each on to the next that has no answer, or to the end.
fn lead_on(rows: &mut [&mut AuditRow]) {
    let mut next = "finish".to_owned();
    for (place, row) in rows.iter_mut().enumerate().rev() {
        row.n = place + 1;
        row.next.clone_from(&next);
        if row.answer.is_none() {
            next.clone_from(&row.case);
        }
    }
}

impl ShowAudit {
    fn new(shell: Shell, nav: SubNav, rows: Vec<AuditRow>, held: i64, past: &[Past], today: Day) -> Self {
        let period = Period::of(today);
        let now = past.first().filter(|past| past.began_on == period.began);
        let finished = now.and_then(|past| past.finished_at);
        let hidden = held - rows.len() as i64;
        let left = rows.iter().filter(|row| row.answer.is_none()).count() as i64;
        let (mut found, mut clean): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| !row.missing.is_empty());
        lead_on(&mut found.iter_mut().chain(clean.iter_mut()).collect::<Vec<_>>());
        Self {
            shell,
            nav,
            headline: headline(left, held, finished.is_some(), period, today),
            hidden: match hidden {
                n if n <= 0 => String::new(),
                n => format!(
                    "{} that you hold but may not open. Ask whoever leads your team.",
                    count(n, "case is not shown", "cases are not shown")
                ),
            },
            found,
            clean,
            finished: finished.map_or(String::new(), |at| format!("Finished on {}.", at.long())),
            submission: String::new(),
            past: past.iter().filter(|past| past.began_on != period.began).map(past_words).collect(),
            reviews: String::new(),
        }
    }
}

fn headline(left: i64, held: i64, finished: bool, period: Period, today: Day) -> String {
    match (held, left, finished) {
        (0, ..) => "You hold no open case, so there is nothing to look at.".to_owned(),
        (_, 0, true) => format!("Done. The next begins on {}.", period.last().plus(1).long()),
        (_, 0, false) => "Every case is answered. Finish it below.".to_owned(),
        (_, left, true) => format!("{} since you finished.", count(left, "case has come", "cases have come")),
        (_, left, false) => {
            format!("{} to look at by {}.", count(left, "case", "cases"), in_sentence(period.last(), today))
        }
    }
}

/// `today`, `tomorrow` or `Fri 4 Dec`, inside a sentence.
pub(crate) fn in_sentence(day: Day, today: Day) -> String {
    let words = day_words(day, today);
    if matches!(words.as_str(), "Today" | "Tomorrow") { words.to_lowercase() } else { words }
}

fn past_words(past: &Past) -> String {
    let period = Period { began: past.began_on };
    let end = match past.finished_at {
        Some(at) => format!("finished on {}", Day::of(at).long()),
        None => "not finished".to_owned(),
    };
    let help = if past.help == 0 { String::new() } else { format!(", {} needed help", past.help) };
    format!(
        "{} to {}: {} answered{help}, {end}.",
        period.began.long(),
        period.last().long(),
        count(past.answered, "case", "cases")
    )
}

async fn page(db: &Db, actor: &Actor, typed: Option<Typed>, notice: &str) -> Result<ShowAudit, Fault> {
    let (lines, held, past) = db
        .list(actor, "list", "self-audit".to_owned(), |c, scope| {
            let lines = store::mine(c, scope)?;
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            let held = store::held(c, scope.tenant(), scope.user())?;
            Ok(Shown { value: (lines, held, store::past(c, scope)?), subjects })
        })
        .await?;
    let today = Day::of(actor.now);
    let mut rows: Vec<AuditRow> =
        lines.into_iter().map(|line| AuditRow::new(line, today, submission(db))).collect();
    let shell = access::shell(actor, "My self-audit", "Quality").intro(
        "Your own cases, every two weeks, beside what the record says is missing. Nobody sees how fast you are.",
    );
    if let Some(typed) = &typed {
        let case = typed.case.to_string();
        for row in rows.iter_mut().filter(|row| row.case == case) {
            row.words.clone_from(&typed.words);
            row.error.clone_from(&typed.error);
        }
    }
    let mut page = ShowAudit {
        submission: submission(db),
        reviews: format!("/reviews/six-week/{}/past", actor.user),
        ..ShowAudit::new(shell, crate::web::nav(actor, "/reviews/audit"), rows, held, &past, today)
    };
    let wrong = page.found.iter().chain(&page.clean).filter(|row| !row.error.is_empty());
    let errors: ui::Errors = wrong.map(|row| (format!("words-{}", row.n), row.error.clone())).collect();
    page.shell = match (errors.is_empty(), notice) {
        (false, _) => page.shell.errors(errors),
        (true, "finished") => page.shell.notice("Finished. Thank you for looking."),
        _ => page.shell,
    };
    Ok(page)
}

/// Shows the asker's self-audit of this fortnight: three statements, however many cases.
pub async fn show_audit(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowAudit>, Fault> {
    Ok(Page(page(&db, &actor, None, query.value("done")).await?))
}

/// Keeps what a worker says about one of their cases. "Mended" is kept only when nothing is missing any more.
pub async fn answer(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let (actor, case_id, now) = (case.actor().clone(), case.id(), case.actor().now);
    let form = &mut posted.form;
    let answer = form.one_of("do", Answer::parse, "Choose one of the buttons.");
    let words = form.opt_text("words", MOST_WORDS);
    if answer == Some(Answer::Help) && words.is_empty() {
        form.error("words", "Write what help you need, so that it can be talked about.");
    }
    // Whether they may is decided first, what is wrong with the form is said after.
    let asked = match form.errors().first() {
        Some((_, remedy)) => Err(remedy.clone()),
        None => answer.ok_or_else(String::new),
    };
    let (seen, back) = (findings(form.value("found")), anchor(form.value("next")));
    let kept = db
        .change(&case, &posted.submission, move |c, permit| {
            let found = findings(&store::missing(c, permit.tenant(), (actor.user, case_id), now)?);
            let answer = asked.clone().map_err(Error::Invalid)?;
            if answer == Answer::Fixed && !found.is_empty() {
                return Err(Error::Invalid(still(&found)));
            }
            let new = NewAnswer {
                worker: actor.user,
                period: Period::of(Day::of(now)),
                case: case_id,
                answer,
                words: words.clone(),
                found: if answer == Answer::Fixed { seen.clone() } else { found },
                at: now,
            };
            store::answer(c, permit.tenant(), &new)?;
            Ok(Changed::to(back.clone(), format!("self-audit: {}", answer.code())))
        })
        .await;
    match kept {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(Error::Invalid(error)) => {
            let typed = Typed { case: case_id, words: posted.form.value("words").to_owned(), error };
            let page = page(&db, case.actor(), Some(typed), "").await?;
            Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// Says kindly what the record still lacks.
fn still(found: &[Finding]) -> String {
    let names: Vec<String> = found.iter().map(|finding| finding.label().to_lowercase()).collect();
    format!(
        "The record still says: {}. Mend it by its link, or say that it is right, or that you need help.",
        names.join("; ")
    )
}

/// Where the page is opened again: at a case, or at its end.
fn anchor(next: &str) -> String {
    let place = next.parse::<CaseId>().map_or_else(|_| "finish".to_owned(), |case| format!("case-{case}"));
    format!("/reviews/audit#{place}")
}

/// Says that the self-audit of this fortnight is done.
pub async fn finish(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let location = db
        .act(&actor, "finishAudit", &posted.submission, |c, scope| {
            let period = Period::of(Day::of(scope.now()));
            match store::finish(c, scope, period)? {
                0 => Ok(Changed::to("/reviews/audit?done=finished", format!("fortnight of {}", period.began))),
                left => Err(Error::Invalid(format!(
                    "{} without an answer. Answer for each first. What stays open is talked about in supervision.",
                    count(left, "case is", "cases are")
                ))),
            }
        })
        .await;
    match location {
        Ok(location) => Ok(Redirect::to(&location).into_response()),
        Err(Error::Invalid(words)) => {
            let mut page = page(&db, &actor, None, "").await?;
            let first = page.found.iter().chain(&page.clean).find(|row| row.answer.is_none());
            let field = first.map_or_else(|| "finish".to_owned(), |row| format!("case-{}", row.case));
            page.shell = page.shell.errors([(field, words)].into_iter().collect());
            Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}
