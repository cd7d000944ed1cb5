//! One recommendation: its owner says what shows that it is done, and somebody else accepts that or not.

use super::{id_of, shell, standing_tag};
use crate::{
    programme::thematic::{
        model::Standing,
        store::{
            self, Recommendation,
            write::{accept, done, refuse},
        },
    },
    web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// A recommendation.
#[derive(Template)]
#[template(path = "programme/recommendation.html")]
pub struct ShowRecommendation {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Its address.
    pub at: String,
    /// The audit's page.
    pub back: String,
    /// What it says.
    pub words: String,
    /// How far it is.
    pub tag: Tag,
    /// Whose it is, by when, and what became of it.
    pub facts: SummaryList,
    /// Whether the asker can say that it is done.
    pub mine: bool,
    /// Whether the asker can accept it.
    pub to_accept: bool,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A recommendation's page.
pub(super) fn at(id: Uuid) -> String {
    format!("/reviews/programme/recommendations/{}", id.simple())
}

async fn found(db: &Db, actor: &Actor, id: Uuid) -> Result<Recommendation, Fault> {
    let one = db
        .list(actor, "list", format!("recommendation {}", id.simple()), move |c, scope| {
            Ok(Shown { value: store::recommendation(c, scope.tenant(), id)?, subjects: Vec::new() })
        })
        .await?;
    Ok(one)
}

fn page(db: &Db, actor: &Actor, one: &Recommendation, form: Form, done: &str) -> ShowRecommendation {
    let standing = Standing::of(one.due_on, one.done_on, one.accepted_at.is_some(), Day::of(actor.now));
    let mut rows = vec![
        SummaryRow::new("Audit", &one.theme, ""),
        SummaryRow::new("Owner", &one.owner, ""),
        SummaryRow::new("By when", one.due_on.long(), ""),
    ];
    if !one.evidence.is_empty() {
        rows.push(SummaryRow::new("What shows that it is done", &one.evidence, ""));
    }
    if let Some(on) = one.done_on {
        rows.push(SummaryRow::new("Said to be done", on.long(), ""));
    }
    if !one.refused.is_empty() {
        rows.push(SummaryRow::new("Not accepted, because", &one.refused, ""));
    }
    if let (Some(by), Some(at)) = (&one.accepted_by, one.accepted_at) {
        rows.push(SummaryRow::new("Accepted", format!("{by}, {}", Day::of(at).long()), ""));
    }
    let own = one.owner_id == actor.user;
    ShowRecommendation {
        shell: shell(actor, "Recommendation", done).errors(errors(&form)),
        nav: nav(actor, "/reviews/programme"),
        at: at(one.recommendation_id),
        back: super::at(one.audit_id),
        words: one.words.clone(),
        tag: standing_tag(standing, one.due_on),
        facts: SummaryList { rows },
        mine: own && standing != Standing::Accepted,
        to_accept: !own && standing == Standing::Said,
        form,
        submission: submission(db),
    }
}

/// Shows a recommendation: one statement.
pub async fn show_recommendation(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowRecommendation>, Fault> {
    let one = found(&db, &actor, id_of(&params, "recommendation_id")?).await?;
    let mut form = Form::default();
    form.set("evidence", one.evidence.as_str());
    Ok(Page(page(&db, &actor, &one, form, query.value("done"))))
}

/// What a press asks for.
enum Press {
    Done(String),
    Accept,
    Refuse(String),
}

fn read(form: &mut Form) -> Option<Press> {
    let press = match form.value("do") {
        "done" => Press::Done(form.need_text(
            "evidence",
            2000,
            "Write what shows that it is done, and where it is.",
        )),
        "accept" => Press::Accept,
        "refuse" => Press::Refuse(form.need_text("why", 2000, "Write what is missing.")),
        _ => {
            form.error("evidence", "Choose one of the buttons.");
            return None;
        }
    };
    form.is_good().then_some(press)
}

/// Says that it is done, accepts it, or gives it back.
pub async fn press(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "recommendation_id")?;
    let Some(press) = read(&mut posted.form) else {
        let one = found(&db, &actor, id).await?;
        let page = page(&db, &actor, &one, posted.form, "");
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = db
        .act(&actor, "recommendation", &posted.submission, move |c, scope| {
            let (tenant, by) = (scope.tenant(), (scope.user(), scope.now()));
            let code = match &press {
                Press::Done(words) => {
                    done(c, tenant, id, by, words)?;
                    "said"
                }
                Press::Accept => {
                    accept(c, tenant, id, by)?;
                    "accepted"
                }
                Press::Refuse(why) => {
                    refuse(c, tenant, id, by.0, why)?;
                    "refused"
                }
            };
            Ok(Changed::to(format!("{}?done={code}", at(id)), format!("recommendation {}", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
