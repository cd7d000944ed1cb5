//! My supervision: what is next, what I want to talk about, my actions and sessions, and those I supervise.

use super::{ActionRow, LineRow, at, due_tag, on, sections, shell};
use crate::supervision::{
    model::{self, Section, Stage, State},
    store::{
        people::{self, Standing, Supervised},
        session::{self, Line},
        talk::{self, Action, Item},
    },
};
use ::people::web::{errors, submission};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role, Shown, UserId};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use kernel::{Day, Form};
use ui::{Choice, Page, Shell, SubNav, Tag};

/// My supervision.
#[derive(Template)]
#[template(path = "supervision/mine.html")]
pub struct MySupervision {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub subnav: SubNav,
    /// When the next session is due.
    pub due: Tag,
    /// How often, where that comes from, and who supervises the asker.
    pub about: Vec<String>,
    /// When the next session is planned for, and its page; empty for none.
    pub next: Option<(String, String)>,
    /// What waits to be talked about: part, words, who added it.
    pub waiting: Vec<(String, String, String)>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// The parts of the agenda.
    pub sections: Vec<Choice>,
    /// Those the asker supervises.
    pub people: Vec<PersonRow>,
    /// The asker's open actions.
    pub actions: Vec<ActionRow>,
    /// The asker's sessions, the latest first.
    pub history: Vec<LineRow>,
    /// Whether the asker leads: then there are the board and group sessions.
    pub leads: bool,
}

/// Somebody the asker supervises.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Their name.
    pub name: String,
    /// Their page.
    pub href: String,
    /// How often.
    pub stage: String,
    /// When the last session was.
    pub last: String,
    /// When the next one is planned for; empty for none.
    pub next: String,
    /// When it is due.
    pub due: Tag,
}

/// What the page reads: six statements.
struct Facts {
    standing: Standing,
    supervisors: Vec<(UserId, String)>,
    lines: Vec<Line>,
    waiting: Vec<Item>,
    actions: Vec<Action>,
    people: Vec<Supervised>,
}

impl PersonRow {
    fn new(person: &Supervised, today: Day) -> Self {
        let last = person.last_at.map(Day::of);
        Self {
            name: person.name.clone(),
            href: format!("/supervision/{}", person.user_id),
            stage: Stage::on(person.started_on, today).words().to_owned(),
            last: last.map_or("None recorded".to_owned(), Day::short),
            next: person.next_at.map(kernel::Instant::long).unwrap_or_default(),
            due: due_tag(model::due(person.started_on, last, today), last.is_some(), today),
        }
    }
}

/// The last one-to-one session that was held.
pub(super) fn last_held(lines: &[Line]) -> Option<Day> {
    let held = lines.iter().filter(|l| l.state == State::Held && l.kind == model::Kind::OneToOne);
    held.filter_map(|l| l.started_at).max().map(Day::of)
}

/// The next session that is planned or has begun, for one worker.
pub(super) fn next(lines: &[Line]) -> Option<&Line> {
    let open = |line: &&Line| matches!(line.state, State::Planned | State::Started) && line.kind.is_single();
    lines.iter().rev().find(open)
}

async fn facts(db: &Db, actor: &Actor) -> Result<Facts, Fault> {
    let me = actor.user;
    let facts = db
        .list(actor, "list", "own supervision".to_owned(), move |c, scope| {
            let value = Facts {
                standing: people::standing(c, scope, me)?,
                supervisors: people::supervisors(c, scope, me)?,
                lines: session::of_worker(c, scope, me)?,
                waiting: talk::waiting(c, scope.tenant(), me)?,
                actions: talk::open(c, scope.tenant(), me)?,
                people: people::mine(c, scope)?,
            };
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    Ok(facts)
}

impl MySupervision {
    fn new(
        (shell, subnav): (Shell, SubNav),
        facts: &Facts,
        form: Form,
        submission: String,
        today: Day,
    ) -> Self {
        let last = last_held(&facts.lines);
        let started = facts.standing.started_on;
        let names: Vec<&str> = facts.supervisors.iter().map(|(_, name)| name.as_str()).collect();
        let who = match names.as_slice() {
            [] => "Nobody is set as your supervisor. Ask who leads your team to set it.".to_owned(),
            names => format!("Your supervisor: {}.", names.join(" or ")),
        };
        Self {
            shell: shell.errors(errors(&form)),
            subnav,
            due: due_tag(model::due(started, last, today), last.is_some(), today),
            about: vec![format!("{}.", Stage::on(started, today).words()), who],
            next: next(&facts.lines).map(|line| {
                let place = if line.place.is_empty() { String::new() } else { format!(", {}", line.place) };
                (format!("{}{place}, with {}", line.planned_at.long(), line.supervisor), at(line.session_id))
            }),
            waiting: facts
                .waiting
                .iter()
                .map(|item| (item.section.label().to_owned(), item.words.clone(), item.by.clone()))
                .collect(),
            form,
            submission,
            sections: sections(),
            people: facts.people.iter().map(|person| PersonRow::new(person, today)).collect(),
            actions: facts.actions.iter().map(|action| ActionRow::new(action, today)).collect(),
            history: facts.lines.iter().map(LineRow::new).collect(),
            leads: false,
        }
    }
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<MySupervision, Fault> {
    let facts = facts(db, actor).await?;
    let frame = (
        shell(actor, "My supervision", done)
            .intro("Time that is yours: how you are, your cases, your work, and your learning."),
        crate::web::nav(actor, "/supervision"),
    );
    let page = MySupervision::new(frame, &facts, form, submission(db), Day::of(actor.now));
    Ok(MySupervision { leads: actor.is(Role::Leader) || actor.is(Role::Manager), ..page })
}

/// Shows the asker's supervision: six statements.
pub async fn show_mine(db: Db, actor: Actor, Query(query): Query) -> Result<Page<MySupervision>, Fault> {
    Ok(Page(page(&db, &actor, Form::default(), query.value("done")).await?))
}

/// Adds something to the asker's next session, or keeps it until one is planned.
pub async fn add(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let section = form.one_of("section", Section::parse, "Choose a part of the agenda.");
    let words = form.need_text("item", 1000, "Write what you want to talk about.");
    let (Some(section), true) = (section, form.is_good()) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "addToAgenda", &posted.submission, move |c, scope| {
            let lines = session::of_worker(c, scope, scope.user())?;
            let session = next(&lines).map(|line| line.session_id);
            talk::add_item(c, scope, (id, scope.user(), session), (section, &words))?;
            if let Some(session) = session {
                session::changed(c, scope.tenant(), session)?;
            }
            Ok(Changed::to("/supervision?done=added", "own supervision: agenda"))
        })
        .await?;
    Ok(on(&location))
}

impl ui::Samples for MySupervision {
    const NAME: &'static str = "my-supervision";
    fn samples() -> Vec<(&'static str, Self)> {
        let now = kernel::Instant::from_micros(1_795_000_000_000_000);
        let today = Day::of(now);
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let frame = || (Shell::new("My supervision", "Quality"), SubNav::new("Quality", "", Vec::new()));
        let standing = |started_on| Standing {
            name: "Priya Shah".to_owned(),
            job: "Caseworker".to_owned(),
            started_on,
            supervisor_id: None,
            mine: false,
            arranged: false,
            usual: false,
        };
        let line = |n: u128, state, days: i64| Line {
            session_id: uuid::Uuid::from_u128(n),
            kind: model::Kind::OneToOne,
            state,
            supervisor: "Dean Morris".to_owned(),
            planned_at: now.plus_seconds(days * 86_400),
            place: "Room 2".to_owned(),
            started_at: (state == State::Held).then(|| now.plus_seconds(days * 86_400)),
            ended_at: (state == State::Held).then(|| now.plus_seconds(days * 86_400 + 4800)),
            interruptions: 2,
            moves: 1,
            missing: 1,
            may_open: true,
        };
        let user = |n| kernel::Id::from_uuid(uuid::Uuid::from_u128(n));
        let full = Facts {
            standing: standing(Some(today.plus(-100))),
            supervisors: vec![(user(9), "Dean Morris".to_owned())],
            lines: vec![line(1, State::Planned, 3), line(2, State::Held, -30), line(3, State::NotHeld, -40)],
            waiting: vec![Item {
                section: Section::Wellbeing,
                words: "The late visits".to_owned(),
                by: "Priya Shah".to_owned(),
            }],
            actions: vec![Action {
                action_id: uuid::Uuid::from_u128(4),
                session_id: uuid::Uuid::from_u128(2),
                agreed_at: now,
                what: "Shadow a panel".to_owned(),
                owner: long.to_owned(),
                due_on: today.plus(-3),
                ended_on: None,
                dropped_why: String::new(),
                carried: 2,
            }],
            people: vec![Supervised {
                user_id: user(5),
                name: long.to_owned(),
                started_on: None,
                last_at: Some(now.plus_seconds(-60 * 86_400)),
                next_at: None,
            }],
        };
        let none = Facts {
            standing: standing(None),
            supervisors: Vec::new(),
            lines: Vec::new(),
            waiting: Vec::new(),
            actions: Vec::new(),
            people: Vec::new(),
        };
        let mut wrong = Form::default();
        wrong.error("item", "Write what you want to talk about.");
        let page = |facts: &Facts, form, leads| Self {
            leads,
            ..Self::new(frame(), facts, form, String::new(), today)
        };
        vec![
            ("a leader's", page(&full, Form::default(), true)),
            ("none yet", page(&none, Form::default(), false)),
            ("errors", page(&none, wrong, false)),
        ]
    }
}
