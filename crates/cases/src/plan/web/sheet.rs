//! What the forms of a plan share: the draft that is kept, the version that was read, and both texts when two
//! people changed one thing.

use access::{Action, Case, CaseId, CaseRef, Db, Decide, Fault, Permit, Posted, Scope, Write, draft_form};
use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form, Id, Result, db::Conn};
use uuid::Uuid;

kernel::text_enum! {
    /// A form that keeps drafts; the code names it among a worker's drafts.
    pub enum Draft {
        /// Strengths and supports, of a case.
        Start = "plan-start", "start";
        /// A new goal, of a case.
        NewGoal = "plan-new-goal", "goals/new";
        /// A goal.
        Goal = "plan-goal", "goals";
        /// A new step, of a goal.
        NewStep = "plan-new-step", "goals";
        /// A step.
        Step = "plan-step", "steps";
        /// What came of a step.
        Done = "plan-done", "steps";
        /// An agreement, of a case.
        Agree = "plan-agree", "agree";
        /// The exit plan, of a case.
        Exit = "plan-exit", "exit";
        /// An offer of help, of a case.
        Offer = "plan-offer", "help/new";
        /// What happened with help.
        Help = "plan-help", "help";
        /// What is agreed about contact, of a case.
        Promise = "promise", "agree";
    }
}

impl Draft {
    /// The address of its form.
    pub fn page(self, case: CaseId, object: Uuid) -> String {
        let (label, object) = (self.label(), object.simple());
        match self {
            Self::Promise => format!("/cases/{case}/contact/{label}"),
            Self::Goal | Self::Step | Self::Help => format!("/cases/{case}/plan/{label}/{object}"),
            Self::NewStep => format!("/cases/{case}/plan/goals/{object}/steps/new"),
            Self::Done => format!("/cases/{case}/plan/steps/{object}/done"),
            _ => format!("/cases/{case}/plan/{label}"),
        }
    }
}

/// Marks kind ids of what a draft is about, and of the parts of a plan.
pub enum Part {}

/// The hidden part of a form, and what stands above its fields. `{{ sheet }}` writes it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "parts/sheet.html")]
pub struct Sheet {
    /// Where the form is sent.
    pub action: String,
    /// Where drafts of it are kept.
    pub draft_action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was read when the form was opened.
    pub version: String,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
    /// Where to go back to.
    pub back: String,
    /// What somebody else wrote meanwhile: each field's label and words; empty when nobody did.
    pub theirs: Vec<(String, String)>,
    /// Who that was.
    pub by: String,
}

impl HtmlSafe for Sheet {}

impl Sheet {
    /// A form of a case, sent to its own address.
    pub fn new(db: &Db, case: CaseId, (draft, object): (Draft, Uuid), back: &str) -> Self {
        Self {
            action: draft.page(case, object),
            draft_action: format!("/cases/{case}/drafts/{}/{}", draft.code(), object.simple()),
            submission: people::web::submission(db),
            back: format!("/cases/{case}/{back}"),
            ..Self::default()
        }
    }
}

/// What a form is opened with.
pub enum Opened {
    /// As it was typed and sent.
    Typed(Form),
    /// The same, sent after somebody else had changed what was read.
    Crossed(Form),
    /// For the first time, or with a draft.
    Fresh,
}

impl Opened {
    /// The form to show: what was typed, else the worker's draft, else what `fresh` fills in. The sheet learns
    /// which it was; `theirs` is what stands there now, with who wrote it and its version.
    pub fn form(
        self,
        sheet: &mut Sheet,
        draft: Option<(Form, String)>,
        (version, theirs, by): (String, Vec<(String, String)>, String),
        fresh: impl FnOnce() -> Form,
    ) -> Form {
        match (self, draft) {
            (Self::Crossed(form), _) => {
                (sheet.version, sheet.theirs, sheet.by) = (version, theirs, by);
                form
            }
            (Self::Typed(form), _) => {
                form.value("version").clone_into(&mut sheet.version);
                form
            }
            (Self::Fresh, Some((form, kept))) => {
                form.value("version").clone_into(&mut sheet.version);
                sheet.kept = kept;
                form
            }
            (Self::Fresh, None) => {
                sheet.version = version;
                fresh()
            }
        }
    }

    /// The status the page is sent with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Typed(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Crossed(_) => StatusCode::CONFLICT,
            Self::Fresh => StatusCode::OK,
        }
    }
}

/// The worker's draft of a form, and when it was kept: one statement.
pub fn draft<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    (draft, object): (Draft, Uuid),
) -> Result<Option<(Form, String)>>
where
    Case: Decide<A>,
{
    let (tenant, user) = (permit.tenant(), permit.scope().user());
    let kept = access::store::draft(c, tenant, user, draft.code(), object)?;
    Ok(kept.map(|(body, at)| (draft_form(&body), at.long())))
}

/// Forgets a draft: what it held is saved.
pub fn drop_draft(c: &mut dyn Conn, scope: &Scope, (draft, object): (Draft, Uuid)) -> Result<()> {
    access::store::drop_draft(c, scope.tenant(), scope.user(), draft.code(), object)
}

/// An id that an address names; one that is none is not found.
pub fn id_of(params: &RawPathParams, name: &str) -> Result<Uuid> {
    let text = params.iter().find(|(param, _)| *param == name).map(|(_, value)| value);
    let id: Id<Part> = text.ok_or(Error::NotFound)?.parse()?;
    Ok(id.uuid())
}

/// Goes on to where a change led; `None` when somebody else had changed the same thing.
pub fn settled(changed: Result<String>) -> Result<Option<Response>, Fault> {
    match changed {
        Ok(location) => Ok(Some(Redirect::to(&location).into_response())),
        Err(Error::Conflict(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Keeps what was typed into a form of a case. The script sends it as it is typed; without scripts a button does.
pub async fn keep_draft(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let named = params.iter().find(|(param, _)| *param == "draft").map_or("", |(_, value)| value);
    let draft = Draft::parse(named).ok_or(Error::NotFound)?;
    let object = id_of(&params, "object_id")?;
    // Keeping a draft changes nothing about the case, but only who may write to it may keep one.
    db.view(&case, |_, _| Ok(())).await?;
    db.keep_draft(case.actor(), &posted, draft.code(), object).await?;
    let page = format!("{}?done=draft", draft.page(case.id(), object));
    Ok(posted.draft_kept(&page))
}
