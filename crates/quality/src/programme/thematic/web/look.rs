//! Looking at one case of a sample: each question with its answer, and why where it is not met.

use super::{at, id_of, shell};
use crate::programme::thematic::{
    model::Value,
    store::{
        self, Audit, Sampled,
        write::{self, Looked},
    },
};
use access::{Actor, CaseRef, Changed, Db, Fault, Posted, Read, Role};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell};
use uuid::Uuid;

/// The longest text of a finding.
const MOST: usize = 2000;

/// A case of an audit, to be looked at.
#[derive(Template)]
#[template(path = "programme/look.html")]
pub struct LookAt {
    /// The frame.
    pub shell: Shell,
    /// The audit's page.
    pub back: String,
    /// Where the form is sent.
    pub action: String,
    /// The case's page.
    pub case: String,
    /// What is known of the case, in a line each.
    pub brief: Vec<String>,
    /// What the audit asks.
    pub question: String,
    /// The questions.
    pub asks: Vec<Ask>,
    /// The answers there are.
    pub answers: Vec<Choice>,
    /// Whether it may be answered by the asker.
    pub open: bool,
    /// Why not; empty where it may.
    pub shut: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A question on the page.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Name of its answer's field.
    pub name: String,
    /// Name of the field for why.
    pub note: String,
    /// The question.
    pub words: String,
    /// What was found, for whoever may not answer.
    pub given: String,
}

impl Ask {
    pub(super) fn new(nth: i64, words: &str, found: &[(i64, Value, String)]) -> Self {
        let given =
            found.iter().find(|(of, ..)| *of == nth).map_or("Nothing yet.".to_owned(), |(_, value, why)| {
                if why.is_empty() {
                    format!("{}.", value.label())
                } else {
                    format!("{}: {why}", value.label())
                }
            });
        Self { name: format!("a-{nth}"), note: format!("n-{nth}"), words: format!("{nth}. {words}"), given }
    }
}

struct Facts {
    audit: Audit,
    questions: Vec<(i64, String)>,
    case: Sampled,
    found: Vec<(i64, Value, String)>,
}

/// Who may see a case of an audit: whoever leads or manages, and may read the case.
fn may(actor: &Actor) -> bool {
    actor.is(Role::Leader) || actor.is(Role::Manager)
}

async fn facts(db: &Db, case: &CaseRef<Read>, id: Uuid) -> Result<Facts, Fault> {
    let (case_id, today) = (case.id(), Day::of(case.actor().now));
    let detail = format!("thematic audit {}", id.simple());
    let facts = db
        .look(case, detail, move |c, permit| {
            let tenant = permit.tenant();
            Ok(Facts {
                audit: store::one(c, tenant, id, today)?,
                questions: store::questions(c, tenant, id)?,
                case: store::sampled(c, permit, id)?,
                found: store::findings(c, tenant, id, case_id)?,
            })
        })
        .await?;
    if !may(case.actor()) {
        return Err(Error::NotFound.into());
    }
    Ok(facts)
}

pub(super) fn answers() -> Vec<Choice> {
    Value::ALL.iter().map(|value| Choice::new(value.code(), value.label())).collect()
}

fn page(db: &Db, actor: &Actor, facts: &Facts, form: Form) -> LookAt {
    let case = &facts.case;
    let own = case.worker_id == Some(actor.user);
    let shut = match (facts.audit.finished_at, own) {
        (Some(_), _) => "The audit is finished, so this stays as it is.",
        (None, true) => "This case is your own. Somebody else has to look at it.",
        (None, false) => "",
    };
    let mut brief = vec![case.title.clone()];
    brief.push(case.worker.as_ref().map_or("Nobody holds it.".to_owned(), |who| format!("Held by {who}.")));
    if let (Some(by), Some(at)) = (&case.looked_by, case.looked_at) {
        brief.push(format!("{by} looked at it on {}.", Day::of(at).long()));
    }
    LookAt {
        shell: shell(actor, format!("Audit: {}", facts.audit.theme), "")
            .quiet("Audit")
            .intro(format!("{}, {}", case.person, case.reference))
            .errors(errors(&form)),
        back: at(facts.audit.audit_id),
        action: format!("/cases/{}/audits/{}", case.case_id, facts.audit.audit_id.simple()),
        case: format!("/cases/{}", case.case_id),
        brief,
        question: facts.audit.question.clone(),
        asks: facts.questions.iter().map(|(nth, words)| Ask::new(*nth, words, &facts.found)).collect(),
        answers: answers(),
        open: shut.is_empty(),
        shut: shut.to_owned(),
        form,
        submission: submission(db),
    }
}

/// Shows a case of an audit, with what was found before.
pub async fn show_look(db: Db, case: CaseRef<Read>, params: RawPathParams) -> Result<Page<LookAt>, Fault> {
    let facts = facts(&db, &case, id_of(&params, "audit_id")?).await?;
    let mut form = Form::default();
    for (nth, value, words) in &facts.found {
        form.set(&format!("a-{nth}"), value.code());
        form.set(&format!("n-{nth}"), words.as_str());
    }
    form.set("more", facts.case.words.as_str());
    Ok(Page(page(&db, case.actor(), &facts, form)))
}

fn read(form: &mut Form, questions: &[(i64, String)]) -> Vec<(i64, Value, String)> {
    let mut found = Vec::new();
    for (nth, _) in questions {
        let note = format!("n-{nth}");
        let words = form.opt_text(&note, MOST);
        let Some(value) =
            form.one_of(&format!("a-{nth}"), Value::parse, &format!("{nth}: choose an answer."))
        else {
            continue;
        };
        if words.is_empty() && matches!(value, Value::NotMet | Value::NotApplicable) {
            let lacks = if value == Value::NotMet { "is not met" } else { "does not apply" };
            form.error(&note, format!("{nth}: say why it {lacks}."));
        }
        found.push((*nth, value, words));
    }
    found
}

/// Keeps what was found in a case.
pub async fn look(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let id = id_of(&params, "audit_id")?;
    let facts = facts(&db, &case, id).await?;
    let found = read(&mut posted.form, &facts.questions);
    let words = posted.form.opt_text("more", MOST);
    if !posted.form.is_good() {
        let page = page(&db, case.actor(), &facts, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (actor, case_id) = (case.actor(), case.id());
    let looked = Looked { audit: id, case: case_id, found, words, by: (actor.user, actor.now) };
    let location = db
        .act(actor, "auditCase", &posted.submission, move |c, scope| {
            write::look(c, scope.tenant(), &looked)?;
            let to = format!("{}?done=looked#sample", at(id));
            Ok(Changed::to(to, format!("thematic audit {}: case {case_id}", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
