//! What a plan starts from: strengths and supports, before anything else.

use super::{
    sheet::{self, Draft, Opened, Sheet},
    shell,
};
use crate::plan::store::{self, write};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Write};
use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::Form;
use people::web::errors;
use ui::{Page, Shell};

/// The form for strengths and supports.
#[derive(Template)]
#[template(path = "plan_start.html")]
pub struct PlanStart {
    /// The frame.
    pub shell: Shell,
    /// What forms of a plan share.
    pub sheet: Sheet,
    /// What was typed.
    pub form: Form,
}

/// Shows the form.
pub async fn show_start(db: Db, case: CaseRef<Write>, Query(query): Query) -> Result<Response, Fault> {
    page(&db, &case, Opened::Fresh, query.value("done")).await
}

async fn page(db: &Db, case: &CaseRef<Write>, opened: Opened, done: &str) -> Result<Response, Fault> {
    let key = (Draft::Start, case.id().uuid());
    let (head, draft) =
        db.view(case, move |c, permit| Ok((store::head(c, permit)?, sheet::draft(c, permit, key)?))).await?;
    let (strengths, supports) =
        (head.strengths.clone().unwrap_or_default(), head.supports.clone().unwrap_or_default());
    let theirs = vec![
        ("What is going well".to_owned(), strengths.clone()),
        ("Who and what helps".to_owned(), supports.clone()),
    ];
    let now = (head.version.unwrap_or(0).to_string(), theirs, head.changed_by.clone().unwrap_or_default());
    let mut sheet = Sheet::new(db, case.id(), key, "plan");
    let status = opened.status();
    let form = opened.form(&mut sheet, draft, now, || {
        let mut form = Form::default();
        form.set("strengths", strengths);
        form.set("supports", supports);
        form
    });
    let shell = shell(case.actor(), "What the plan starts from", &head, done).errors(errors(&form));
    Ok((status, Page(PlanStart { shell, sheet, form })).into_response())
}

/// Saves strengths and supports.
pub async fn save_start(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let strengths = posted.form.opt_text("strengths", 4000);
    let supports = posted.form.opt_text("supports", 4000);
    if !posted.form.is_good() {
        return page(&db, &case, Opened::Typed(posted.form), "").await;
    }
    let version: i64 = posted.form.value("version").parse().unwrap_or(0);
    let actor = case.actor();
    let by = write::By { trace: db.chance().uuid(actor.now), user: actor.user, at: actor.now };
    let back = format!("/cases/{}/plan?done=start", case.id());
    let changed = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, id) = (permit.tenant(), permit.id());
            write::set_start(c, tenant, id, version, (&strengths, &supports), by)?;
            sheet::drop_draft(c, permit.scope(), (Draft::Start, id.uuid()))?;
            Ok(Changed::to(back.clone(), "plan: strengths and supports"))
        })
        .await;
    match sheet::settled(changed)? {
        Some(answer) => Ok(answer),
        None => page(&db, &case, Opened::Crossed(posted.form), "").await,
    }
}
