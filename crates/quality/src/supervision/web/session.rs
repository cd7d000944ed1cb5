//! The page of a session: agenda, record, actions, reflection, and agreeing. What is sent from it stands beside.

pub mod record;
mod samples;
pub mod talk;
pub mod when;

use super::{ActionRow, at, on, session_of, shell, state_tag};
use crate::supervision::{
    self,
    model::{self, LEAST_MINUTES, Section, State, Theme},
    store::{
        people,
        session::{self, Attendee, Move, Session},
        talk::{self as talked, Action, Decided, Item, Reflection},
    },
};
use ::people::web::{errors, submission};
use access::{Actor, CaseId, Db, Fault, Query, Scope, Shown, UserId, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use cases::queues::store::why::{self, Why};
use kernel::{Day, Form, Instant, db::Conn, words::count};
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, Tag};
use uuid::Uuid;

/// Cases shown at once; the others are one press away. Alongside default.
const FIRST_CASES: usize = 8;

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

/// A case on the agenda.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Where it is decided about.
    pub href: String,
    /// The person and the reference.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// What is missing.
    pub reasons: Vec<String>,
    /// Whether something was decided about it in this session.
    pub decided: bool,
}

/// A decision made in the session.
#[derive(Clone, Debug)]
pub struct DecidedRow {
    /// The case's decisions.
    pub href: String,
    /// The reference.
    pub reference: String,
    /// What was decided.
    pub decided: String,
    /// Why.
    pub why: String,
    /// Whose, by when.
    pub who: String,
}

/// What the page reads: eleven statements at most.
pub(super) struct Facts {
    session: Session,
    attendees: Vec<Attendee>,
    moves: Vec<Move>,
    themes: Vec<Theme>,
    items: Vec<Item>,
    actions: Vec<Action>,
    decided: Vec<Decided>,
    reflections: Vec<Reflection>,
    cases: Vec<Why>,
    audit: Vec<(CaseId, &'static str)>,
    away: Vec<(Day, Day)>,
    drafts: Vec<(String, String, Instant)>,
}

impl Facts {
    /// The session.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// The worker, where it is for one.
    pub(super) fn worker(&self) -> Option<UserId> {
        worker(&self.session, &self.attendees)
    }

    /// Whether somebody is in it.
    pub(super) fn has(&self, user: UserId) -> bool {
        self.session.supervisor_id == user || self.attendees.iter().any(|a| a.user_id == user)
    }
}

fn worker(session: &Session, attendees: &[Attendee]) -> Option<UserId> {
    attendees.first().filter(|_| session.kind.is_single()).map(|a| a.user_id)
}

fn read(c: &mut dyn Conn, scope: &Scope, id: Uuid) -> kernel::Result<Facts> {
    let (tenant, session) = (scope.tenant(), session::session(c, scope, id)?);
    let attendees = session::attendees(c, tenant, id)?;
    let worker = worker(&session, &attendees);
    let coming = matches!(session.state, State::Planned | State::Started);
    Ok(Facts {
        moves: session::moves(c, tenant, id)?,
        themes: session::themes(c, tenant, id)?,
        items: talked::items(c, tenant, id)?,
        actions: match worker {
            Some(worker) => talked::of_session(c, tenant, worker, id)?,
            None => talked::made_in(c, tenant, id)?,
        },
        decided: talked::decided(c, scope, id)?,
        reflections: talked::reflections(c, scope, id)?,
        cases: match worker.filter(|_| session.state != State::NotHeld) {
            Some(worker) => why::of_worker(c, scope, worker)?,
            None => Vec::new(),
        },
        audit: match worker.filter(|_| coming) {
            Some(worker) => supervision::from_self_audit(c, scope, worker)?,
            None => Vec::new(),
        },
        away: match worker.filter(|_| coming) {
            Some(worker) => people::leave(c, scope, worker)?,
            None => Vec::new(),
        },
        drafts: people::drafts(c, scope, id)?,
        session,
        attendees,
    })
}

/// Reads a session that is open to the asker; missing and refused look the same.
pub(super) async fn facts(db: &Db, actor: &Actor, id: Uuid) -> Result<Facts, Fault> {
    let facts = db
        .list(actor, "list", format!("supervision {}", id.simple()), move |c, scope| {
            let value = read(c, scope, id)?;
            let subjects = value.cases.iter().map(|c| c.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(facts)
}

impl CaseRow {
    fn new(session: Uuid, why: &Why, facts: &Facts) -> Self {
        let Facts { decided, audit, .. } = facts;
        let audit = audit.iter().filter(|(case, _)| *case == why.case_id).map(|(_, words)| *words);
        Self {
            href: format!("{}/cases/{}", at(session), why.case_id),
            name: format!("{}, {}", why.person, why.reference),
            title: why.title.clone(),
            reasons: supervision::reasons(why).into_iter().chain(audit).map(str::to_owned).collect(),
            decided: decided.iter().any(|d| d.case_id == why.case_id),
        }
    }
}

/// The cases of the agenda: those with most missing first, then the others with something missing, then the rest.
fn cases(facts: &Facts) -> (Vec<CaseRow>, Vec<CaseRow>, Vec<CaseRow>) {
    let id = facts.session.session_id;
    let mut all: Vec<(&Why, CaseRow)> =
        facts.cases.iter().map(|why| (why, CaseRow::new(id, why, facts))).collect();
    // The longest open stays first among what is alike.
    all.sort_by_key(|(why, row)| (!why.high, std::cmp::Reverse(row.reasons.len())));
    let rows = all.into_iter().map(|(_, row)| row);
    let (mut asks, rest): (Vec<CaseRow>, Vec<CaseRow>) = rows.partition(|row| !row.reasons.is_empty());
    let more = asks.split_off(asks.len().min(FIRST_CASES));
    (asks, more, rest)
}

/// When, where, with whom, how long.
pub(super) fn summary(session: &Session, attendees: &[Attendee]) -> SummaryList {
    let names: Vec<&str> = attendees.iter().map(|a| a.name.as_str()).collect();
    let mut rows = vec![
        SummaryRow::new("For", names.join(", "), ""),
        SummaryRow::new("Held by", &session.supervisor, ""),
        SummaryRow::new("Planned for", session.planned_at.long(), ""),
    ];
    let mut more = |term: &str, words: String| {
        if !words.is_empty() {
            rows.push(SummaryRow::new(term, words, ""));
        }
    };
    more("Where", session.place.clone());
    more("Began", session.started_at.map(Instant::long).unwrap_or_default());
    let minutes = model::minutes(session.started_at, session.ended_at);
    more("Length", minutes.map(|m| model::length_words(m, session.interruptions)).unwrap_or_default());
    more("Interrupted by", session.interrupted_by.clone());
    more("Not held because", session.not_held_why.clone());
    SummaryList { rows }
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
    pub(super) fn new(
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

fn move_words(m: &Move) -> String {
    format!(
        "From {} to {}. {} could not make it: {} Written down by {}.",
        m.from_at.long(),
        m.to_at.long(),
        m.moved_for.label(),
        ended(&m.why),
        m.by
    )
}

/// Words with a full stop at their end.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

fn agenda(items: &[Item]) -> Vec<(String, Vec<(String, String)>)> {
    let of = |section: Section| {
        let mine = items.iter().filter(move |item| item.section == section);
        (section.label().to_owned(), mine.map(|item| (item.words.clone(), item.by.clone())).collect())
    };
    Section::ALL.iter().map(|section| of(*section)).collect()
}

/// What facts say of the worker's work as a whole.
fn workload(facts: &Facts) -> Vec<String> {
    let n = |count: usize| i64::try_from(count).unwrap_or(0);
    let all = n(facts.cases.len());
    let asks = n(facts.cases.iter().filter(|why| !supervision::reasons(why).is_empty()).count());
    let mut lines = Vec::new();
    if facts.worker().is_some() {
        let verb = if asks == 1 { "has" } else { "have" };
        lines.push(format!(
            "{} that you may see. {asks} {verb} something missing.",
            count(all, "open case", "open cases")
        ));
    }
    lines.extend(facts.away.iter().map(|(from, until)| {
        if from == until {
            format!("Away on {}.", from.long())
        } else {
            format!("Away from {} to {}.", from.long(), until.long())
        }
    }));
    lines
}

/// Who may do an action: those who are in the session.
pub(super) fn owners(session: &Session, attendees: &[Attendee]) -> Vec<Choice> {
    let workers = attendees.iter().map(|a| Choice::new(a.user_id.to_string(), &a.name));
    workers.chain([Choice::new(session.supervisor_id.to_string(), &session.supervisor)]).collect()
}

/// Who agreed to the record, and who has not.
pub(super) fn agreements(session: &Session, attendees: &[Attendee]) -> Vec<(String, Tag)> {
    let tag = |at: Option<Instant>| match at {
        Some(at) => Tag::good(format!("Agreed on {}", Day::of(at).long())),
        None => Tag::warn("Not agreed yet"),
    };
    let workers = attendees.iter().map(|a| (a.name.clone(), tag(a.agreed_at)));
    workers.chain([(session.supervisor.clone(), tag(session.agreed_at))]).collect()
}

pub(super) fn page(db: &Db, actor: &Actor, facts: &Facts, form: Form, done: &str) -> ShowSession {
    let session = &facts.session;
    let title = format!("{} supervision", session.kind.label());
    let shell = shell(actor, &title, done).intro(match session.state {
        State::Planned | State::Started => {
            format!("Keep {LEAST_MINUTES} minutes without interruption. Those named below and nobody else can open this page.")
        }
        _ => "Those named below and nobody else can open this page.".to_owned(),
    });
    let frame = (shell, crate::web::nav(actor, "/supervision"));
    ShowSession::new(frame, facts, form, submission(db), (actor.user, Day::of(actor.now)))
}

/// The page again, with what was typed and what is wrong with it.
pub(super) fn again(db: &Db, actor: &Actor, facts: &Facts, form: Form) -> Response {
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
pub(super) async fn change(
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
