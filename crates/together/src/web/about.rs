//! Pages about the service itself: help, accessibility, privacy, status, and telling of a privacy problem.

use access::{Actor, Changed, Db, Fault, Posted};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::Form;
use people::web::{errors, submission};
use ui::{Page, Shell};

/// A page of words: headings, each with its sentences.
#[derive(Template)]
#[template(path = "about.html")]
pub struct About {
    /// The frame.
    pub shell: Shell,
    /// Headings and sentences.
    pub parts: Vec<(&'static str, Vec<String>)>,
}

impl About {
    fn new(title: &str, parts: &[(&'static str, &[&str])]) -> Self {
        let parts = parts.iter().map(|(h, s)| (*h, s.iter().map(|s| (*s).to_owned()).collect())).collect();
        Self { shell: Shell::new(title, ""), parts }
    }
}

impl ui::Samples for About {
    const NAME: &'static str = "about";
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("help", help_page()), ("accessibility", accessibility_page()), ("privacy", privacy_page())]
    }
}

fn help_page() -> About {
    About::new(
        "Help",
        &[
            (
                "Find a person",
                &[
                    "Type part of a name, another name they use, a phone number, a date of birth or a case reference in the box at the top.",
                    "Names that sound alike are found too. If you may not open somebody's record, the search says whom to ask.",
                ],
            ),
            (
                "Add a note",
                &[
                    "Open the person and choose Add a note. Only the note itself must be filled in.",
                    "What you type is kept as a draft on the server while you type. Without scripts, use Save for later.",
                ],
            ),
            (
                "If somebody is in danger",
                &["Do not wait for this service. Call 999, and tell your team leader."],
            ),
        ],
    )
}

fn accessibility_page() -> About {
    About::new(
        "Accessibility statement",
        &[
            (
                "How accessible this service is",
                &[
                    "It is made to meet the Web Content Accessibility Guidelines version 2.2, level AA.",
                    "Everything works with a keyboard alone, with scripts off, at 200% text size and on a screen 320 pixels wide.",
                ],
            ),
            (
                "How it was tested",
                &[
                    "Every page is tested at two sizes with axe-core and html-validate in Chromium, each time the program changes.",
                    "It has not yet been tested by people who use screen readers. Automatic tools find less than half of all problems.",
                ],
            ),
            (
                "Tell us of a problem",
                &[
                    "Tell the people who run this service. They must answer. If they do not, contact the Equality Advisory and Support Service.",
                ],
            ),
            (
                "The law",
                &[
                    "The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 apply. The Equality and Human Rights Commission enforces them.",
                ],
            ),
        ],
    )
}

fn privacy_page() -> About {
    About::new(
        "Privacy",
        &[
            (
                "Who sees what",
                &[
                    "Workers see the people they work with, and the people whose cases their team holds. A role alone opens nobody's record.",
                    "Everybody who works here can find that a person is known, and whom to ask. Restricted people are found by nobody but the workers named for them.",
                ],
            ),
            (
                "What is written down",
                &[
                    "Every look, search and change is written down with who, when and why it was allowed, before the page is shown.",
                ],
            ),
            (
                "If something is wrong",
                &[
                    "Use Report a privacy problem at the foot of any page. Do it at once: it is never too small.",
                ],
            ),
        ],
    )
}

/// Shows the help page.
pub async fn help() -> Page<About> {
    Page(help_page())
}

/// Shows the accessibility statement.
pub async fn accessibility() -> Page<About> {
    Page(accessibility_page())
}

/// Shows the privacy page.
pub async fn privacy() -> Page<About> {
    Page(privacy_page())
}

/// Says whether the service works: it reads the database to answer.
pub async fn status(db: Db) -> Result<Page<About>, Fault> {
    let tenant = db.tenant();
    let found = db.facade().read(move |c| access::store::tenant(c, tenant)).await?;
    let service = found.map_or_else(|| "not set up yet".to_owned(), |(name, _)| name);
    let parts = vec![
        ("Reading", vec![format!("The database answers. Service: {service}.")]),
        ("Version", vec![format!("Alongside {}", env!("CARGO_PKG_VERSION"))]),
    ];
    Ok(Page(About { shell: Shell::new("Status: working", ""), parts }))
}

/// The form to tell of a privacy problem.
#[derive(Template)]
#[template(path = "report_problem.html")]
pub struct ReportProblem {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Whether it was sent.
    pub sent: bool,
}

impl ui::Samples for ReportProblem {
    const NAME: &'static str = "report-problem";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        wrong.error("what", "Say what happened.");
        [("empty", Form::default(), false), ("errors", wrong, false), ("sent", Form::default(), true)]
            .map(|(words, form, sent)| {
                let shell = Shell::new("Report a privacy problem", "").errors(errors(&form));
                (words, Self { shell, form, submission: String::new(), sent })
            })
            .into()
    }
}

fn report_page(db: &Db, actor: &Actor, form: Form, sent: bool) -> ReportProblem {
    let shell = access::shell(actor, "Report a privacy problem", "").errors(errors(&form));
    ReportProblem { shell, form, submission: submission(db), sent }
}

/// Shows the form.
pub async fn show_report(db: Db, actor: Actor, access::Query(query): access::Query) -> Page<ReportProblem> {
    let sent = query.value("done") == "report";
    Page(report_page(&db, &actor, Form::default(), sent))
}

/// Writes the report into the audit, where the privacy officer reads it.
pub async fn report(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let what = posted.form.need_text("what", 5000, "Say what happened.");
    if !posted.form.is_good() {
        let page = report_page(&db, &actor, posted.form, false);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let location = db
        .act(&actor, "reportPrivacyProblem", &posted.submission, move |_, _| {
            Ok(Changed::to("/privacy/report?done=report", what.clone()))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
