//! Known changes: what a service did on purpose, from which its chart begins anew. Without them a chart keeps saying
//! what everybody knows.

use super::{
    asked::{Asked, parse_month, text},
    long,
};
use crate::results::store::read::{self, Change, Choice as Wanted, Team};
use access::{Actor, Changed, Db, Fault, NOBODY, Posted, Query, Role};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// The longest that is said of a change.
const MOST: usize = 200;

/// Known changes, and the form for one more.
#[derive(Template)]
#[template(path = "results/changes.html")]
pub struct ShowChanges {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Whether the asker records changes.
    pub records: bool,
    /// They, the earliest first.
    pub rows: Vec<ChangeRow>,
    /// What was typed.
    pub form: Form,
    /// The teams.
    pub teams: Vec<Choice>,
    /// Which sending this is.
    pub submission: String,
}

/// A change.
pub struct ChangeRow {
    /// From when.
    pub month: String,
    /// What changed.
    pub what: String,
    /// Whose.
    pub team: String,
    /// Who recorded it, and when.
    pub by: String,
    /// Where it is taken back.
    pub withdraw: String,
    /// Which sending that would be.
    pub submission: String,
}

/// Shows known changes: three statements.
pub async fn show_changes(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowChanges>, Fault> {
    let mut page = page(&db, &actor, Form::default()).await?;
    let notice = match query.value("done") {
        "recorded" => "Recorded. Charts begin anew from that month.",
        "withdrawn" => "Taken back. Charts go on as if there had been no change.",
        _ => "",
    };
    if !notice.is_empty() {
        page.shell = page.shell.notice(notice);
    }
    Ok(Page(page))
}

async fn page(db: &Db, actor: &Actor, form: Form) -> Result<ShowChanges, Fault> {
    let mut wanted: Wanted = Asked::read(Form::default(), Day::of(actor.now)).choice;
    wanted.from = String::new();
    let (teams, changes) = db
        .report(actor, "report", "known changes".to_owned(), move |c, scope| {
            Ok((read::places(c, scope)?.0, read::changes(c, scope.tenant(), &wanted)?))
        })
        .await?;
    let shell = access::shell(actor, "Known changes", "Quality").at("/reviews").errors(errors(&form));
    let nav = crate::web::nav(actor, "/reviews/results");
    let sendings = (0..changes.len()).map(|_| submission(db)).collect();
    let mut page = ShowChanges::new(shell, nav, &teams, &changes, sendings);
    (page.records, page.form, page.submission) = (actor.is(Role::Manager), form, submission(db));
    Ok(page)
}

impl ShowChanges {
    pub(super) fn new(
        shell: Shell,
        nav: SubNav,
        teams: &[Team],
        changes: &[Change],
        sendings: Vec<String>,
    ) -> Self {
        let team = |id: Uuid| teams.iter().find(|team| team.team_id == id).map(|team| team.name.clone());
        let row = |(change, submission): (&Change, String)| ChangeRow {
            month: long(&change.month),
            what: change.what.clone(),
            team: team(change.team_id).unwrap_or_else(|| "Whole service".to_owned()),
            by: format!("{}, {}", change.by, change.at.long()),
            withdraw: format!("/reviews/results/changes/{}/withdraw", change.change_id.simple()),
            submission,
        };
        Self {
            shell,
            nav,
            records: false,
            rows: changes.iter().zip(sendings).map(row).collect(),
            form: Form::default(),
            teams: teams
                .iter()
                .map(|team| Choice::new(team.team_id.simple().to_string(), &team.name))
                .collect(),
            submission: String::new(),
        }
    }
}

/// Records a change.
pub async fn record(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let month = parse_month(form.value("month").trim()).filter(|month| *month <= Day::of(actor.now));
    if month.is_none() {
        form.error("month", "Write the first month under the change, like 2026-03, and none to come.");
    }
    let what = form.need_text("what", MOST, "Say what changed.");
    let team = match form.value("team") {
        "" => Some(NOBODY),
        id => Uuid::parse_str(id).ok(),
    };
    if team.is_none() {
        form.error("team", "Choose a team, or the whole service.");
    }
    let (Some(month), Some(team), true) = (month, team, posted.form.is_good()) else {
        let page = page(&db, &actor, posted.form).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, month) = (db.chance().uuid(actor.now), text(month));
    let location = db
        .act(&actor, "recordChange", &posted.submission, move |c, scope| {
            if team != NOBODY && !read::places(c, scope)?.0.iter().any(|one| one.team_id == team) {
                return Err(Error::invalid("There is no such team: choose one from the list."));
            }
            read::add_change(c, scope, id, (&month, team, &what))?;
            Ok(Changed::to("/reviews/results/changes?done=recorded", format!("change {id} from {month}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Takes a change back. It stays in the records.
pub async fn withdraw(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let text = params.iter().find(|(name, _)| *name == "change_id").map(|(_, value)| value);
    let id = text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)?;
    let location = db
        .act(&actor, "withdrawChange", &posted.submission, move |c, scope| {
            read::withdraw_change(c, scope, id)?;
            Ok(Changed::to("/reviews/results/changes?done=withdrawn", format!("change {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
