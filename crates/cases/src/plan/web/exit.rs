//! The exit plan: what would make it safe to end, when, and who carries on.

use super::{
    sheet::{self, Draft, Opened, Sheet},
    shell,
};
use crate::plan::store::{self, write};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Write};
use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::{Day, Form, Id};
use people::web::errors;
use ui::{Page, Shell};

/// The form for the exit plan.
#[derive(Template)]
#[template(path = "plan_exit.html")]
pub struct PlanExit {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
}

/// Shows the form.
pub async fn show_exit(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Response, Fault> {
    page(&db, &case, Opened::Fresh, query.value("done")).await
}

async fn page(db: &Db, case: &CaseRef<Write>, opened: Opened, done: &str) -> Result<Response, Fault> {
    let key = (Draft::Exit, case.id().uuid());
    let (head, draft) =
        db.view(case, move |c, permit| Ok((store::head(c, permit)?, sheet::draft(c, permit, key)?))).await?;
    let exit = head.exit();
    let now = exit.as_ref().map(|exit| {
        let theirs = vec![
            ("Safe to end when".to_owned(), exit.safe_when.clone()),
            ("Expected".to_owned(), exit.expected_on.long()),
            ("Who carries on".to_owned(), exit.carries_on.clone()),
        ];
        (exit.exit_id.simple().to_string(), theirs, exit.recorded_by.clone())
    });
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, now.unwrap_or_default(), || {
        let mut form = Form::default();
        if let Some(exit) = &exit {
            form.set("safe_when", &exit.safe_when);
            form.set("expected_on", exit.expected_on.long());
            form.set("carries_on", &exit.carries_on);
        }
        form
    });
    let shell = shell(case.actor(), "How it can end safely", &head, done).errors(errors(&form));
    Ok((status, Page(PlanExit { shell, sheet, form })).into_response())
}

/// Saves a version of the exit plan; those before it are kept.
pub async fn save_exit(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let actor = case.actor();
    let form = &mut posted.form;
    let safe_when = form.need_text("safe_when", 2000, "Say what would make it safe to end.");
    let expected_on = form.need_day("expected_on", "Say when you expect that. You can change it later.");
    if expected_on.is_some_and(|on| on < Day::of(actor.now)) {
        form.error("expected_on", "Enter a day that is still to come.");
    }
    let carries_on = form.need_text("carries_on", 500, "Say who carries on, even if it is the person alone.");
    let (Some(expected_on), true) = (expected_on, form.is_good()) else {
        return page(&db, &case, Opened::Typed(posted.form), "").await;
    };
    let read: Option<Id<sheet::Part>> = posted.form.value("version").parse().ok();
    let new = write::NewExit { exit_id: db.chance().uuid(actor.now), safe_when, expected_on, carries_on };
    let by = write::By { trace: new.exit_id, user: actor.user, at: actor.now };
    let back = format!("/cases/{}/plan?done=exit", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            write::set_exit(c, tenant, id, read.map(Id::uuid), &new, by)?;
            sheet::drop_draft(c, permit.scope(), (Draft::Exit, id.uuid()))?;
            Ok(Changed::to(back.clone(), "exit plan"))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => page(&db, &case, Opened::Crossed(posted.form), "").await,
    }
}
