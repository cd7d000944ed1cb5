//! One worker's supervision, for who supervises them or leads their team: how often, by whom, planning, history.

use super::{
    ActionRow, LineRow, at, due_tag, id_of,
    mine::{last_held, next},
    on, read_plan, shell,
};
use crate::supervision::{
    model::{self, Kind, SOURCE, Stage},
    store::{
        people::{self, Standing},
        session::{self, Line, NewSession},
        talk::{self, Action},
    },
};
use ::people::web::{errors, submission};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown, User, UserId};
use askama::Template;
use axum::{extract::RawPathParams, http::StatusCode, response::Response};
use kernel::{Day, Error, Form, Id};
use ui::{Choice, Page, Shell, SubNav, Tag};

/// One worker's supervision.
#[derive(Template)]
#[template(path = "supervision/worker.html")]
pub struct ShowWorker {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub subnav: SubNav,
    /// The address of this page.
    pub at: String,
    /// When the next session is due.
    pub due: Tag,
    /// How often, and by whom.
    pub about: Vec<String>,
    /// Where that comes from.
    pub source: &'static str,
    /// When the next session is planned for, and its page; empty for none.
    pub next: Option<(String, String)>,
    /// What was typed.
    pub form: Form,
    /// Sendings of the two forms.
    pub submissions: [String; 2],
    /// Kinds of session for one worker; empty for whoever only arranges.
    pub kinds: Vec<Choice>,
    /// Who may be set as supervisor.
    pub supervisors: Vec<Choice>,
    /// Open actions; empty for whoever only arranges.
    pub actions: Vec<ActionRow>,
    /// Whether the asker supervises the worker.
    pub mine: bool,
    /// Sessions, the latest first.
    pub history: Vec<LineRow>,
}

/// What the page reads: five statements.
struct Facts {
    standing: Standing,
    supervisors: Vec<(UserId, String)>,
    candidates: Vec<(UserId, String)>,
    lines: Vec<Line>,
    actions: Vec<Action>,
}

async fn facts(db: &Db, actor: &Actor, user: UserId) -> Result<Facts, Fault> {
    let facts = db
        .list(actor, "list", format!("supervision of {user}"), move |c, scope| {
            let standing = people::standing(c, scope, user)?;
            if !standing.mine && !standing.arranged {
                return Err(Error::NotFound);
            }
            let actions = if standing.mine { talk::open(c, scope.tenant(), user)? } else { Vec::new() };
            let value = Facts {
                supervisors: people::supervisors(c, scope, user)?,
                candidates: people::candidates(c, scope, user)?,
                lines: session::of_worker(c, scope, user)?,
                actions,
                standing,
            };
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    Ok(facts)
}

impl ShowWorker {
    fn new(
        (shell, subnav): (Shell, SubNav),
        user: UserId,
        facts: &Facts,
        mut form: Form,
        submissions: [String; 2],
        today: Day,
    ) -> Self {
        let standing = &facts.standing;
        let (started, last) = (standing.started_on, last_held(&facts.lines));
        if form.value("form") != "arrange" {
            form.set("started_on", started.map_or(String::new(), Day::long));
            form.set("supervisor", standing.supervisor_id.map_or(String::new(), |id| id.to_string()));
        }
        let names: Vec<&str> = facts.supervisors.iter().map(|(_, name)| name.as_str()).collect();
        let who = match names.as_slice() {
            [] => "Nobody supervises them yet. Set it below.".to_owned(),
            names => format!("Supervised by {}.", names.join(" or ")),
        };
        let own = [Kind::OneToOne, Kind::AdHoc];
        Self {
            shell: shell.errors(errors(&form)),
            subnav,
            at: format!("/supervision/{user}"),
            due: due_tag(model::due(started, last, today), last.is_some(), today),
            about: vec![format!("{}.", Stage::on(started, today).words()), who],
            source: SOURCE,
            next: next(&facts.lines).map(|line| {
                let href = if line.may_open { at(line.session_id) } else { String::new() };
                (format!("{}, with {}", line.planned_at.long(), line.supervisor), href)
            }),
            form,
            submissions,
            kinds: own.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect(),
            supervisors: facts
                .candidates
                .iter()
                .map(|(id, name)| Choice::new(id.to_string(), name))
                .collect(),
            actions: facts.actions.iter().map(|action| ActionRow::new(action, today)).collect(),
            mine: standing.mine,
            history: facts.lines.iter().map(LineRow::new).collect(),
        }
    }
}

fn page(db: &Db, actor: &Actor, user: UserId, facts: &Facts, form: Form, done: &str) -> ShowWorker {
    let shell = shell(actor, &facts.standing.name, done).intro(&facts.standing.job);
    let frame = (shell, crate::web::nav(actor, "/supervision"));
    ShowWorker::new(frame, user, facts, form, [submission(db), submission(db)], Day::of(actor.now))
}

fn user_of(params: &RawPathParams) -> kernel::Result<UserId> {
    id_of::<User>(params, "user_id")
}

/// Shows one worker's supervision: five statements. The asker's own is another page.
pub async fn show_worker(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    use axum::response::IntoResponse;
    let user = user_of(&params)?;
    if user == actor.user {
        return Ok(on("/supervision"));
    }
    let facts = facts(&db, &actor, user).await?;
    Ok(Page(page(&db, &actor, user, &facts, Form::default(), query.value("done"))).into_response())
}

fn again(db: &Db, actor: &Actor, user: UserId, facts: &Facts, form: Form) -> Response {
    Page(page(db, actor, user, facts, form, "")).with_status(StatusCode::UNPROCESSABLE_ENTITY)
}

/// Plans a session with a worker whom the asker supervises.
pub async fn plan(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let user = user_of(&params)?;
    let facts = facts(&db, &actor, user).await?;
    if !facts.standing.mine {
        return Err(Error::invalid("Only who supervises them plans a session. Set that first.").into());
    }
    let form = &mut posted.form;
    let kind = form.one_of("kind", |code| Kind::parse(code).filter(|k| k.is_single()), "Choose a kind.");
    let planned_at = read_plan(form, ("plan_on", "plan_time"), true, Day::of(actor.now));
    let place = form.opt_text("place", 200);
    let (Some(kind), Some(planned_at), true) = (kind, planned_at, form.is_good()) else {
        return Ok(again(&db, &actor, user, &facts, posted.form));
    };
    let new = NewSession {
        id: db.chance().uuid(actor.now),
        kind,
        supervisor: actor.user,
        planned_at,
        place,
        attendees: vec![user],
    };
    let location = db
        .act(&actor, "planSupervision", &posted.submission, move |c, scope| {
            if !people::standing(c, scope, user)?.mine {
                return Err(Error::NotFound);
            }
            session::plan(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let detail = format!("supervision {} of {user}", new.id.simple());
            Ok(Changed::to(format!("/supervision/{user}?done=planned"), detail))
        })
        .await?;
    Ok(on(&location))
}

/// Who supervises somebody reads the record of their supervision, so nobody takes that for themselves.
const NOT_ONESELF: &str = "Nobody makes themselves a supervisor, as they would read past records. Ask whoever \
    supervises them now, or another who leads.";

/// Writes down when a worker began in practice and who supervises them. Nobody becomes their supervisor by their own hand.
pub async fn arrange(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let user = user_of(&params)?;
    let facts = facts(&db, &actor, user).await?;
    let form = &mut posted.form;
    form.set("form", "arrange");
    let started_on = form.opt_day("started_on");
    if started_on.is_some_and(|day| day > Day::of(actor.now)) {
        form.error("started_on", "Enter a day that has come.");
    }
    let supervisor = match form.text("supervisor").as_str() {
        "" => None,
        text => {
            let id: Option<Id<User>> = text.parse().ok();
            let known = id.filter(|id| facts.candidates.iter().any(|(candidate, _)| candidate == id));
            if known.is_none() {
                form.error("supervisor", "Choose somebody of the list.");
            }
            known
        }
    };
    if facts.standing.would_gain(actor.user, supervisor) {
        form.error("supervisor", NOT_ONESELF);
    }
    if !form.is_good() {
        return Ok(again(&db, &actor, user, &facts, posted.form));
    }
    let location = db
        .act(&actor, "arrangeSupervision", &posted.submission, move |c, scope| {
            let standing = people::standing(c, scope, user)?;
            if !standing.mine && !standing.arranged {
                return Err(Error::NotFound);
            }
            if standing.would_gain(scope.user(), supervisor) {
                return Err(Error::Conflict(NOT_ONESELF.to_owned()));
            }
            let by = (scope.user(), scope.now());
            people::arrange(c, scope.tenant(), user, (started_on, supervisor), by)?;
            // Whoever gave the worker to another supervisor may not open this page any more.
            let still = people::standing(c, scope, user)?;
            let to = if still.mine || still.arranged {
                format!("/supervision/{user}")
            } else {
                "/supervision".to_owned()
            };
            Ok(Changed::to(
                format!("{to}?done=arranged"),
                format!("supervision of {user}: who and since when"),
            ))
        })
        .await?;
    Ok(on(&location))
}

impl ui::Samples for ShowWorker {
    const NAME: &'static str = "supervised-worker";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let user = |n| Id::from_uuid(uuid::Uuid::from_u128(n));
        let facts = |name: &str, mine: bool, started_on| Facts {
            standing: Standing {
                name: name.to_owned(),
                job: "Caseworker".to_owned(),
                started_on,
                supervisor_id: mine.then(|| user(2)),
                mine,
                arranged: true,
                usual: false,
            },
            supervisors: if mine { vec![(user(2), long.to_owned())] } else { Vec::new() },
            candidates: vec![(user(2), long.to_owned())],
            lines: Vec::new(),
            actions: Vec::new(),
        };
        let page = |facts: &Facts, form| {
            let frame =
                (Shell::new(&*facts.standing.name, "Quality"), SubNav::new("Quality", "", Vec::new()));
            Self::new(frame, user(1), facts, form, [String::new(), String::new()], today)
        };
        let mut wrong = Form::default();
        wrong.error("plan_on", "Enter the day.");
        wrong.error("plan_time", "Enter the time.");
        vec![
            ("full", page(&facts("Priya Shah", true, Some(today.plus(-20))), Form::default())),
            ("only arranged", page(&facts(long, false, None), Form::default())),
            ("errors", page(&facts("Priya Shah", true, None), wrong)),
        ]
    }
}
