//! Opening a closed case again.

use crate::{
    closing,
    desk::{self, Desk},
};
use access::{CaseRef, Changed, Db, Fault, PostedOnce, Reopen};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav};

/// Why a case is opened again.
#[derive(Template)]
#[template(path = "reopen_case.html")]
pub struct ReopenPage {
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
    /// Whether it is closed: an open case is not opened.
    pub closed: bool,
}

impl ui::Samples for ReopenPage {
    const NAME: &'static str = "reopen-case";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, closed: bool| Self {
            shell: Shell::new("Open the case again", "Cases").errors(errors(&form)),
            subnav: crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/close"),
            action: "/cases/0/reopen".to_owned(),
            submission: String::new(),
            form,
            closed,
        };
        let mut wrong = Form::default();
        wrong.error("why", "Say why the case is opened again.");
        vec![
            ("empty", page(Form::default(), true)),
            ("errors", page(wrong, true)),
            ("open already", page(Form::default(), false)),
        ]
    }
}

/// Shows the form.
pub async fn show_reopen(db: Db, case: CaseRef<Reopen>) -> Result<Page<ReopenPage>, Fault> {
    let desk = db.view(&case, |c, permit| desk::open(c, permit)).await?;
    Ok(Page(page(&db, &case, &desk, Form::default())))
}

fn page(db: &Db, case: &CaseRef<Reopen>, desk: &Desk, form: Form) -> ReopenPage {
    ReopenPage {
        shell: desk.shell(case.actor(), "Open the case again").errors(errors(&form)),
        subnav: desk.subnav("/close"),
        action: desk.at("/reopen"),
        submission: submission(db),
        form,
        closed: desk.row.closed_on.is_some(),
    }
}

/// Opens the case again. Its closing stays, with the reason; clocks run on from what happened.
pub async fn reopen(
    db: Db,
    case: CaseRef<Reopen>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let desk = db.view(&case, |c, permit| desk::open(c, permit)).await?;
    if desk.row.closed_on.is_none() {
        return Err(Error::Conflict("The case is open already.".to_owned()).into());
    }
    let why = posted.form.need_text("why", 2000, "Say why the case is opened again.");
    if !posted.form.is_good() {
        return Ok(Page(page(&db, &case, &desk, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let fresh = db.chance().uuid(case.actor().now);
    let back = format!("/cases/{}/close?done=reopened", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            closing::open_again(c, permit, fresh, &why)?;
            Ok(Changed::to(back.clone(), "case opened again"))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
