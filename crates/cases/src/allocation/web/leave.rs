//! Who is away: leaders write it down for their teams, so that nobody is given a case that then waits.

use super::{notice, shell};
use crate::allocation::{
    model::LeaveKind,
    store::leave::{self, Colleague, Leave, NewLeave},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown, UserId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Id};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, Tag};

/// Marks ids of leave.
pub enum LeaveId {}

/// Who is away.
#[derive(Template)]
#[template(path = "list_leave.html")]
pub struct ListLeave {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub form: Form,
    /// Sendings: for the form, and for each leave that may be taken away.
    pub submissions: Vec<String>,
    /// Workers of the asker's teams.
    pub workers: Vec<Choice>,
    /// What leave may be for.
    pub kinds: Vec<Choice>,
    /// Leave that is not over: who, from when to when, what for, now or not, and where it is taken away.
    pub rows: Vec<LeaveRow>,
}

/// A worker's leave.
pub struct LeaveRow {
    /// Who.
    pub name: String,
    /// From when to when.
    pub time: String,
    /// What for.
    pub kind: String,
    /// Whether they are away today.
    pub now: Option<Tag>,
    /// Where it is taken away.
    pub action: String,
}

impl ListLeave {
    fn new(
        shell: Shell,
        colleagues: &[Colleague],
        leaves: Vec<Leave>,
        form: Form,
        submissions: Vec<String>,
        today: Day,
    ) -> Self {
        Self {
            shell: shell.errors(errors(&form)),
            form,
            submissions,
            workers: colleagues.iter().map(|c| Choice::new(c.user_id.to_string(), &c.name)).collect(),
            kinds: LeaveKind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect(),
            rows: leaves
                .into_iter()
                .map(|l| LeaveRow {
                    name: l.name,
                    time: format!("{} to {}", l.from_on.long(), l.until_on.long()),
                    kind: l.kind.label().to_owned(),
                    now: (l.from_on <= today).then(|| Tag::info("Away now")),
                    action: format!("/leave/{}/remove", l.leave_id.simple()),
                })
                .collect(),
        }
    }
}

async fn page(db: &Db, actor: &Actor, form: Form) -> Result<ListLeave, Fault> {
    let (colleagues, leaves) = db
        .list(actor, "list", "leave".to_owned(), |c, scope| {
            let value = (leave::colleagues(c, scope)?, leave::leaves(c, scope)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let shell = shell(actor, "Who is away").intro("Colleagues see that somebody is away, and not what for.");
    let submissions = (0..=leaves.len()).map(|_| submission(db)).collect();
    Ok(ListLeave::new(shell, &colleagues, leaves, form, submissions, Day::of(actor.now)))
}

/// Lists leave that is not over, with the form: two statements.
pub async fn list_leave(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListLeave>, Fault> {
    let mut page = page(&db, &actor, Form::default()).await?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// Writes leave down.
pub async fn add_leave(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let user = form.one_of("user", |text| text.parse::<UserId>().ok(), "Choose who is away.");
    let kind = form.one_of("kind", LeaveKind::parse, "Choose what for. Colleagues do not see it.");
    let from_on = form.need_day("from_on", "Enter the first day away.");
    let until_on = form.need_day("until_on", "Enter the last day away.");
    if let (Some(from), Some(until)) = (from_on, until_on)
        && until < from
    {
        form.error("until_on", "Enter a last day that is not before the first.");
    }
    let (Some(user), Some(kind), Some(from_on), Some(until_on), true) =
        (user, kind, from_on, until_on, form.is_good())
    else {
        return Ok(Page(page(&db, &actor, posted.form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let new =
        NewLeave { leave_id: db.chance().uuid(actor.now), user, from_on, until_on, kind, at: actor.now };
    let location = db
        .act(&actor, "addLeave", &posted.submission, move |c, scope| {
            leave::add(c, scope, &new)?;
            Ok(Changed::to("/leave?done=leave", format!("leave of {user} {from_on} to {until_on}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Takes leave away.
pub async fn remove_leave(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id: Id<LeaveId> = crate::web::file::id_of(&params, "leave_id")?;
    let location = db
        .act(&actor, "removeLeave", &posted.submission, move |c, scope| {
            leave::remove(c, scope, id.uuid())?;
            Ok(Changed::to("/leave?done=leave-gone", format!("leave {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ListLeave {
    const NAME: &'static str = "list-leave";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let id = uuid::Uuid::from_u128(5);
        let page = |leaves: Vec<Leave>, form: Form| {
            let colleague = Colleague { user_id: Id::from_uuid(id), name: "Priya Shah".to_owned() };
            let submissions = vec![String::new(); leaves.len() + 1];
            Self::new(Shell::new("Who is away", "Allocate"), &[colleague], leaves, form, submissions, today)
        };
        let leave = |name: &str, from: i64| Leave {
            leave_id: id,
            name: name.to_owned(),
            from_on: today.plus(from),
            until_on: today.plus(from + 4),
            kind: LeaveKind::Annual,
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let mut wrong = Form::default();
        wrong.error("until_on", "Enter a last day that is not before the first.");
        vec![
            ("some", page(vec![leave("Priya Shah", 0), leave(long, 9)], Form::default())),
            ("none", page(Vec::new(), Form::default())),
            ("errors", page(Vec::new(), wrong)),
        ]
    }
}
