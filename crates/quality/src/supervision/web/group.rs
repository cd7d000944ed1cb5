//! Planning a session for several: group supervision and reflective practice.

use super::{at, on, read_plan, shell};
use crate::supervision::{
    model::Kind,
    store::{
        people,
        session::{self, NewSession},
    },
};
use ::people::web::{errors, submission};
use access::{Actor, Changed, Db, Fault, Posted, Shown, UserId};
use askama::Template;
use axum::{http::StatusCode, response::Response};
use cases::allocation::store::leave;
use kernel::{Day, Form};
use ui::{Choice, Page, Shell, SubNav};

/// The form for a session of several.
#[derive(Template)]
#[template(path = "supervision/group.html")]
pub struct PlanGroup {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub subnav: SubNav,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Kinds of session for several.
    pub kinds: Vec<Choice>,
    /// Who may be in it: field, name, whether ticked.
    pub people: Vec<(String, String, bool)>,
}

/// Workers who may be in it: those of the asker's teams, and those the asker supervises.
async fn invited(db: &Db, actor: &Actor) -> Result<Vec<(UserId, String)>, Fault> {
    let me = actor.user;
    let found = db
        .list(actor, "list", "workers for a group session".to_owned(), move |c, scope| {
            let mut all: Vec<(UserId, String)> =
                leave::colleagues(c, scope)?.into_iter().map(|w| (w.user_id, w.name)).collect();
            let more = people::mine(c, scope)?.into_iter().map(|w| (w.user_id, w.name));
            all.extend(more);
            all.retain(|(user, _)| *user != me);
            all.sort_by(|a, b| (&a.1, a.0.uuid()).cmp(&(&b.1, b.0.uuid())));
            all.dedup_by_key(|(user, _)| *user);
            Ok(Shown { value: all, subjects: Vec::new() })
        })
        .await?;
    Ok(found)
}

fn field(user: UserId) -> String {
    format!("with-{user}")
}

impl PlanGroup {
    fn new(
        (shell, subnav): (Shell, SubNav),
        all: &[(UserId, String)],
        form: Form,
        submission: String,
    ) -> Self {
        let kinds = [Kind::Group, Kind::Reflective];
        let row = |(user, name): &(UserId, String)| {
            let field = field(*user);
            let on = form.value(&field) == "yes";
            (field, name.clone(), on)
        };
        Self {
            people: all.iter().map(row).collect(),
            shell: shell.errors(errors(&form)),
            subnav,
            form,
            submission,
            kinds: kinds.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect(),
        }
    }
}

fn page(db: &Db, actor: &Actor, all: &[(UserId, String)], form: Form) -> PlanGroup {
    let shell = shell(actor, "Plan a session for several", "")
        .intro("Group and reflective sessions add to one-to-one supervision. They do not take its place.");
    PlanGroup::new((shell, crate::web::nav(actor, "/supervision")), all, form, submission(db))
}

/// Shows the form: two statements.
pub async fn show_group(db: Db, actor: Actor) -> Result<Page<PlanGroup>, Fault> {
    let all = invited(&db, &actor).await?;
    Ok(Page(page(&db, &actor, &all, Form::default())))
}

/// Plans the session.
pub async fn plan_group(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let all = invited(&db, &actor).await?;
    let form = &mut posted.form;
    let kind = form.one_of("kind", |code| Kind::parse(code).filter(|k| !k.is_single()), "Choose a kind.");
    let planned_at = read_plan(form, ("plan_on", "plan_time"), true, Day::of(actor.now));
    let place = form.opt_text("place", 200);
    let attendees: Vec<UserId> =
        all.iter().map(|(user, _)| *user).filter(|user| form.value(&field(*user)) == "yes").collect();
    if attendees.is_empty() {
        let first = all.first().map_or("kind".to_owned(), |(user, _)| field(*user));
        form.error(&first, "Choose at least one worker.");
    }
    let (Some(kind), Some(planned_at), true) = (kind, planned_at, form.is_good()) else {
        let page = page(&db, &actor, &all, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let new = NewSession {
        id: db.chance().uuid(actor.now),
        kind,
        supervisor: actor.user,
        planned_at,
        place,
        attendees,
    };
    let location = db
        .act(&actor, "planSupervision", &posted.submission, move |c, scope| {
            session::plan(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let to = format!("{}?done=planned", at(new.id));
            Ok(Changed::to(to, format!("supervision {}", new.id.simple())))
        })
        .await?;
    Ok(on(&location))
}

impl ui::Samples for PlanGroup {
    const NAME: &'static str = "supervision-group";
    fn samples() -> Vec<(&'static str, Self)> {
        let user = |n| kernel::Id::from_uuid(uuid::Uuid::from_u128(n));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let page = |all: &[(UserId, String)], form| {
            let frame =
                (Shell::new("Plan a session for several", "Quality"), SubNav::new("Quality", "", Vec::new()));
            Self::new(frame, all, form, String::new())
        };
        let both = [(user(1), "Priya Shah".to_owned()), (user(2), long.to_owned())];
        let mut wrong = Form::default();
        wrong.error("plan_on", "Enter the day.");
        wrong.error(&field(user(1)), "Choose at least one worker.");
        vec![
            ("two", page(&both, Form::default())),
            ("nobody", page(&[], Form::default())),
            ("errors", page(&both, wrong)),
        ]
    }
}
