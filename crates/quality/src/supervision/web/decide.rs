//! Deciding about a case in a session: it is the case's decision, written there at once with its reasons, whose it is
//! and by when. Who may not write to the case does not decide in it.

use super::{at, on, session::rows::owners, session_of, shell};
use crate::supervision::{
    model::State,
    store::{
        session::{self, Attendee, Session},
        talk,
    },
};
use ::people::web::{errors, submission};
use access::{CaseRef, Changed, Db, Fault, Posted, PostedOnce, Query, User, UserId, Write, draft_form};
use askama::Template;
use axum::{extract::RawPathParams, http::StatusCode, response::Response};
use cases::{
    decisions::{
        self, Made,
        store::{DecisionLine, NewDecision},
    },
    desk::{self, Desk},
    model::{ActionKind, NewAction},
};
use kernel::{Day, Error, Form, Id, Instant, Result};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// The kind under which the case keeps such a decision: no pack's, but supervision's own.
const KIND: &str = "supervision";

/// The draft of a decision.
const DRAFT: &str = "supervision-decision";

/// The form for a decision about a case.
#[derive(Template)]
#[template(path = "supervision/decide.html")]
pub struct Decide {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Where the form is sent.
    pub action: String,
    /// Back to the session.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// Who may do it.
    pub owners: Vec<Choice>,
    /// What was decided about the case before, the latest first: what, why, when.
    pub before: Vec<(String, String, String)>,
    /// When the draft on the page was kept; empty for none.
    pub kept: String,
}

struct Facts {
    desk: Desk,
    session: Session,
    attendees: Vec<Attendee>,
    before: Vec<DecisionLine>,
    draft: Option<(String, Instant)>,
}

/// The session, where it is open to the asker and cases are decided in it.
fn decided_in(session: Session) -> Result<Session> {
    if !session.kind.is_single() || session.state == State::NotHeld {
        return Err(Error::Conflict("No case is decided in this session.".to_owned()));
    }
    Ok(session)
}

async fn facts(db: &Db, case: &CaseRef<Write>, id: Uuid) -> Result<Facts> {
    db.view(case, move |c, permit| {
        let (scope, tenant) = (permit.scope(), permit.tenant());
        Ok(Facts {
            session: decided_in(session::session(c, scope, id)?)?,
            attendees: session::attendees(c, tenant, id)?,
            desk: desk::open(c, permit)?,
            before: decisions::store::all(c, permit)?,
            draft: access::store::draft(c, tenant, scope.user(), DRAFT, permit.id().uuid())?,
        })
    })
    .await
}

impl Decide {
    fn new(
        (shell, subnav): (Shell, SubNav),
        (action, back): (String, String),
        facts: &Facts,
        form: Form,
        submission: String,
    ) -> Self {
        let before = facts.before.iter().take(5).map(|line| {
            let when = line.decided_on.map_or("Not made yet".to_owned(), Day::long);
            (line.decided.clone(), line.why.clone(), when)
        });
        Self {
            shell: shell.errors(errors(&form)),
            subnav,
            action,
            back,
            submission,
            form,
            owners: owners(&facts.session, &facts.attendees),
            before: before.collect(),
            kept: String::new(),
        }
    }
}

fn page(db: &Db, case: &CaseRef<Write>, facts: &Facts, form: Form, done: &str) -> Decide {
    let desk = &facts.desk;
    let intro = format!("{}. {}: {}", desk.row.person, desk.row.reference, desk.row.title);
    let back = at(facts.session.session_id);
    let action = format!("{back}/cases/{}", case.id());
    let frame = (shell(case.actor(), "Decide about this case", done).intro(intro), desk.subnav("/decisions"));
    Decide::new(frame, (action, back), facts, form, submission(db))
}

/// Shows the form: six statements.
pub async fn show_decide(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<Decide>, Fault> {
    let facts = facts(&db, &case, session_of(&params)?).await?;
    let mut form = Form::default();
    let owner = facts.attendees.first().map(|a| a.user_id.to_string());
    form.set("owner", owner.unwrap_or_default());
    let mut kept = String::new();
    if let Some((body, at)) = &facts.draft {
        (form, kept) = (draft_form(body), at.time_of_day());
    }
    Ok(Page(Decide { kept, ..page(&db, &case, &facts, form, query.value("done")) }))
}

/// Keeps what is typed.
pub async fn keep_draft(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    db.view(&case, move |c, permit| session::session(c, permit.scope(), id).map(drop)).await?;
    db.keep_draft(case.actor(), &posted, DRAFT, case.id().uuid()).await?;
    Ok(posted.draft_kept(&format!("{}/cases/{}?done=draft", at(id), case.id())))
}

/// What was decided: the words, the reasons, what else was considered, whose it is and by when.
struct Read {
    what: String,
    why: String,
    considered: String,
    owner: UserId,
    due_on: Day,
}

fn read(form: &mut Form, facts: &Facts, today: Day) -> Option<Read> {
    let what = form.need_text("what", 500, "Say what is decided.");
    let why = form.need_text("why", 8000, "Say why. Whoever works on the case after you will ask.");
    let considered = form.opt_text("considered", 4000);
    let known = |user: &UserId| {
        facts.session.supervisor_id == *user || facts.attendees.iter().any(|a| a.user_id == *user)
    };
    let owner =
        form.one_of("owner", |text| text.parse::<Id<User>>().ok().filter(known), "Choose who does it.");
    let due_on = form.need_day("due_on", "Say by when.");
    if due_on.is_some_and(|on| on < today) {
        form.error("due_on", "Enter a day from today on.");
    }
    form.is_good().then_some(())?;
    Some(Read { what, why, considered, owner: owner?, due_on: due_on? })
}

fn decision(id: Uuid, read: &Read, on: Day) -> NewDecision {
    NewDecision {
        id,
        kind: (KIND.to_owned(), "Decided in supervision".to_owned()),
        decided: (KIND.to_owned(), read.what.clone()),
        more: String::new(),
        why: read.why.clone(),
        considered: read.considered.clone(),
        rule: "Supervision".to_owned(),
        challenge: String::new(),
        made_on: Some(on),
        supersedes: None,
        told: (String::new(), String::new(), None),
    }
}

/// Writes the decision to the case, with what is to be done next, and notes it in the session: one transaction.
pub async fn decide(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let id = session_of(&params)?;
    let facts = facts(&db, &case, id).await?;
    let (now, by) = (case.actor().now, case.actor().user);
    let today = Day::of(now);
    let Some(read) = read(&mut posted.form, &facts, today) else {
        let page = page(&db, &case, &facts, posted.form, "");
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let ids = [db.chance().uuid(now), db.chance().uuid(now), db.chance().uuid(now)];
    let person = facts.desk.row.person_id;
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            decided_in(session::session(c, permit.scope(), id)?)?;
            decisions::store::add(c, tenant, case, &decision(ids[0], &read, today), (by, now))?;
            let made = Made {
                decision: ids[0],
                event_id: ids[1],
                case,
                person,
                kind: KIND.to_owned(),
                code: KIND.to_owned(),
                on: today,
                at: now,
                by,
                instead: None,
            };
            decisions::made(c, tenant, None, &made)?;
            cases::store::add_action(c, tenant, &action(&read, (ids[2], case, person), (by, now)))?;
            talk::add_decided(c, tenant, id, (case, ids[0], ids[2]))?;
            session::changed(c, tenant, id)?;
            access::store::drop_draft(c, tenant, by, DRAFT, case.uuid())?;
            Ok(Changed::to(
                format!("{}?done=decided", at(id)),
                format!("decision in supervision {}", id.simple()),
            ))
        })
        .await?;
    Ok(on(&location))
}

/// What is to be done: it stands among what happens next in the case.
fn action(
    read: &Read,
    (action_id, case, person): (Uuid, access::CaseId, access::PersonId),
    (by, at): (UserId, Instant),
) -> NewAction {
    NewAction {
        action_id,
        person,
        case: Some(case),
        kind: ActionKind::Task,
        what: read.what.clone(),
        owner: Some(read.owner),
        owner_name: String::new(),
        due_on: read.due_on,
        due_at: None,
        recorded_at: at,
        recorded_by: by,
    }
}

impl ui::Samples for Decide {
    const NAME: &'static str = "supervision-decide";
    fn samples() -> Vec<(&'static str, Self)> {
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let page = |form: Form, full: bool, kept: &str| Self {
            shell: Shell::new("Decide about this case", "Quality").errors(errors(&form)),
            subnav: SubNav::new("Case", "", Vec::new()),
            action: "/supervision/sessions/1/cases/1".to_owned(),
            back: "/supervision/sessions/1".to_owned(),
            submission: String::new(),
            form,
            owners: vec![Choice::new("1", "Priya Shah"), Choice::new("2", long)],
            before: if full {
                vec![(
                    "Ask the panel".to_owned(),
                    "Three partners hold a part of it.".to_owned(),
                    "2 November 2026".to_owned(),
                )]
            } else {
                Vec::new()
            },
            kept: kept.to_owned(),
        };
        let mut wrong = Form::default();
        wrong.set("what", "Ask the panel to look at it");
        wrong.error("why", "Say why. Whoever works on the case after you will ask.");
        wrong.error("due_on", "Say by when.");
        vec![
            ("empty", page(Form::default(), false, "")),
            ("with a draft", page(Form::default(), true, "4.30pm")),
            ("errors", page(wrong, true, "")),
        ]
    }
}
