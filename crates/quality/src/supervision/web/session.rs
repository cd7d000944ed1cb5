//! The page of a session: agenda, record, actions, reflection, and agreeing. What is sent from it stands beside.

mod facts;
pub mod record;
pub(super) mod rows;
mod samples;
pub mod talk;
pub mod when;

use super::{ActionRow, at, on, session_of, shell, state_tag};
use crate::supervision::{
    model::{self, LEAST_MINUTES, State, Theme},
    store::{
        session::{self, Session},
        talk::Decided,
    },
};
use ::people::web::{errors, submission};
use access::{Actor, Db, Fault, Query, Scope, UserId, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use facts::{Facts, facts};
use kernel::{Day, Form, Instant, db::Conn};
use rows::{CaseRow, DecidedRow, agenda, agreements, cases, move_words, owners, summary, workload};
use ui::{Choice, Page, Shell, SubNav, SummaryList, Tag};
use uuid::Uuid;

/// A session.
#[derive(Template)]
#[template(path = "supervision/session.html")]
pub struct ShowSession {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub subnav: SubNav,
    /// The session's address.
    pub at: String,
    /// Its id.
    pub session: String,
    /// The address of its record on paper.
    pub print: String,
    /// How far it is.
    pub state: Tag,
    /// When, where, with whom, how long.
    pub facts: SummaryList,
    /// How it was moved.
    pub moves: Vec<String>,
    /// The same as a value.
    pub stands: State,
    /// Whether the asker may change it.
    pub runs: bool,
    /// Whether it is for one worker, so that cases and the next session are in it.
    pub single: bool,
    /// The agenda: each part with what people added.
    pub agenda: Vec<(String, Vec<(String, String)>)>,
    /// What facts add to the agenda beside cases.
    pub workload: Vec<String>,
    /// Cases with most missing, then others with something missing, then the rest: heading and cases.
    pub cases: [Vec<CaseRow>; 3],
    /// Decisions about cases made in it.
    pub decided: Vec<DecidedRow>,
    /// Actions made in it, and those carried over.
    pub actions: Vec<ActionRow>,
    /// What was typed, or what stands there.
    pub form: Form,
    /// Which sending each form is.
    pub submission: String,
    /// The parts of the agenda.
    pub sections: Vec<Choice>,
    /// What the record says, for those who only read it.
    pub said: Vec<(String, String)>,
    /// Themes: field, words, whether ticked.
    pub themes: Vec<(String, String, bool)>,
    /// Who may do an action.
    pub owners: Vec<Choice>,
    /// For whom it may be moved.
    pub moved_for: Vec<Choice>,
    /// Whether the asker is the one it is for: then there is a reflection.
    pub attends: bool,
    /// Who can see the asker's reflection.
    pub seen_by: String,
    /// Reflections that others wrote for who held it: who, words.
    pub others: Vec<(String, String)>,
    /// Who agreed and who has not.
    pub agreements: Vec<(String, Tag)>,
    /// What the asker may agree to, as a number that grows; `None` for whoever may not, or has agreed.
    pub agrees_to: Option<i64>,
    /// When the drafts on the page were kept: of the record, of the reflection.
    pub kept: [String; 2],
}

/// What stands in the record's fields, unless somebody typed into them just now or kept a draft.
fn fill(form: &mut Form, facts: &Facts, asker: UserId, today: Day) -> [String; 2] {
    let session = &facts.session;
    let mut kept = [String::new(), String::new()];
    let typed = form.value("form").to_owned();
    if typed != "record" {
        for (name, words) in [
            ("wellbeing", &session.wellbeing),
            ("workload", &session.workload),
            ("development", &session.development),
            ("decisions", &session.decisions),
            ("learning", &session.learning),
        ] {
            form.set(name, words);
        }
        for theme in &facts.themes {
            form.set(&format!("theme-{}", theme.code()), "yes");
        }
        form.set("version", session.version.to_string());
    }
    if typed != "reflection"
        && let Some(own) = facts.reflections.iter().find(|r| r.user_id == asker)
    {
        form.set("reflection", &own.words);
        form.set("shared", if own.shared { "yes" } else { "" });
    }
    for (name, body, at) in &facts.drafts {
        let (place, fresh) = match name.as_str() {
            record::DRAFT => (0, typed != "record"),
            _ => (1, typed != "reflection"),
        };
        if fresh {
            let draft = draft_form(body);
            draft
                .pairs()
                .filter(|(field, _)| *field != "form")
                .for_each(|(field, words)| form.set(field, words));
            kept[place] = at.time_of_day();
        }
    }
    if typed != "held" {
        let began = session.started_at.unwrap_or(session.planned_at);
        form.set("held_on", Day::of(began).long());
        form.set("began", began.time_of_day());
        form.set("ended", session.ended_at.map(Instant::time_of_day).unwrap_or_default());
        form.set("interruptions", session.interruptions.to_string());
        form.set("interrupted_by", &session.interrupted_by);
    }
    if form.value("move_on").is_empty() && typed != "move" {
        form.set("move_on", Day::of(session.planned_at).max(today).long());
        form.set("move_time", session.planned_at.time_of_day());
    }
    kept
}

impl ShowSession {
    fn new(
        (shell, subnav): (Shell, SubNav),
        facts: &Facts,
        mut form: Form,
        submission: String,
        (asker, today): (UserId, Day),
    ) -> Self {
        let session = &facts.session;
        let id = session.session_id;
        let kept = fill(&mut form, facts, asker, today);
        let (asks, more, rest) = cases(facts);
        let decided = |d: &Decided| DecidedRow {
            href: format!("/cases/{}/decisions", d.case_id),
            reference: d.reference.clone(),
            decided: d.decided.clone(),
            why: d.why.clone(),
            who: format!("{}, by {}", d.owner.as_deref().unwrap_or("Nobody"), d.due_on.long()),
        };
        let held = session.state == State::Held;
        let coming = matches!(session.state, State::Planned | State::Started);
        let own_agreed = if session.attends {
            facts.attendees.iter().any(|a| a.user_id == asker && a.agreed_at.is_some())
        } else {
            session.agreed_at.is_some()
        };
        let may = held && !own_agreed && (session.attends || session.supervisor_id == asker);
        Self {
            shell: shell.errors(errors(&form)),
            subnav,
            at: at(id),
            session: id.simple().to_string(),
            print: format!("{}/print", at(id)),
            state: state_tag(session.state),
            facts: summary(session, &facts.attendees),
            moves: facts.moves.iter().map(move_words).collect(),
            stands: session.state,
            runs: super::runs(session).is_ok() && session.state != State::NotHeld,
            single: session.kind.is_single(),
            agenda: agenda(&facts.items),
            workload: if coming { workload(facts) } else { Vec::new() },
            cases: [asks, more, rest],
            decided: facts.decided.iter().map(decided).collect(),
            actions: facts.actions.iter().map(|action| ActionRow::new(action, today)).collect(),
            said: super::said(session),
            submission,
            sections: super::sections(),
            themes: Theme::ALL
                .iter()
                .map(|theme| {
                    let field = format!("theme-{}", theme.code());
                    let on = form.value(&field) == "yes";
                    (field, theme.label().to_owned(), on)
                })
                .collect(),
            owners: owners(session, &facts.attendees),
            moved_for: model::MovedFor::ALL.iter().map(|m| Choice::new(m.code(), m.label())).collect(),
            attends: session.attends,
            seen_by: match form.value("shared") {
                "yes" => format!("You and {} can see this. Nobody else can.", session.supervisor),
                _ => "Only you can see this.".to_owned(),
            },
            others: facts
                .reflections
                .iter()
                .filter(|r| r.user_id != asker)
                .map(|r| (r.by.clone(), r.words.clone()))
                .collect(),
            agreements: agreements(session, &facts.attendees),
            agrees_to: may.then_some(session.changes),
            form,
            kept,
        }
    }
}

impl ShowSession {
    /// Whether it has not begun.
    pub fn planned(&self) -> bool {
        self.stands == State::Planned
    }

    /// Whether it is to be held still.
    pub fn coming(&self) -> bool {
        matches!(self.stands, State::Planned | State::Started)
    }

    /// Whether it took place.
    pub fn held(&self) -> bool {
        self.stands == State::Held
    }
}

fn page(db: &Db, actor: &Actor, facts: &Facts, form: Form, done: &str) -> ShowSession {
    let session = &facts.session;
    let title = format!("{} supervision", session.kind.label());
    let open_to = if session.kind.is_single() {
        "Those named below can open this page, and whoever supervises the worker after them. Nobody else can."
    } else {
        "Those named below and nobody else can open this page."
    };
    let shell = shell(actor, &title, done).intro(match session.state {
        State::Planned | State::Started => {
            format!("Keep {LEAST_MINUTES} minutes without interruption. {open_to}")
        }
        _ => open_to.to_owned(),
    });
    let frame = (shell, crate::web::nav(actor, "/supervision"));
    ShowSession::new(frame, facts, form, submission(db), (actor.user, Day::of(actor.now)))
}

/// The page again, with what was typed and what is wrong with it.
fn again(db: &Db, actor: &Actor, facts: &Facts, form: Form) -> Response {
    Page(page(db, actor, facts, form, "")).with_status(StatusCode::UNPROCESSABLE_ENTITY)
}

/// Shows a session: eleven statements at most.
pub async fn show_session(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let facts = facts(&db, &actor, session_of(&params)?).await?;
    Ok(Page(page(&db, &actor, &facts, Form::default(), query.value("done"))).into_response())
}

/// Changes a session in one transaction with its audit row, and goes back to it. The asker's right is decided again
/// in the transaction.
async fn change(
    db: &Db,
    actor: &Actor,
    posted: &access::Submission,
    (id, action, done): (Uuid, &'static str, &'static str),
    mut f: impl FnMut(&mut dyn Conn, &Scope, &Session) -> kernel::Result<()> + Send + 'static,
) -> kernel::Result<Response> {
    let location = db
        .act(actor, action, posted, move |c, scope| {
            let session = session::session(c, scope, id)?;
            f(c, scope, &session)?;
            let detail = format!("supervision {}", id.simple());
            Ok(access::Changed::to(format!("{}?done={done}", at(id)), detail))
        })
        .await?;
    Ok(on(&location))
}
