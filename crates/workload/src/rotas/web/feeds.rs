//! Calendars that read a rota: their addresses, made and ended; and what such an address gives.

use super::{is_manager, nav, shell};
use crate::rotas::{
    ical::{Of, calendar},
    store::{
        self, TeamHere,
        feeds::{self, Feed, FeedKind},
    },
};
use access::{
    Actor, Changed, Db, Fault, Posted, Query, Source, secret_hash,
    sign_in::{may_try_code, note_wrong_code},
};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};
use uuid::Uuid;

/// Days back that a calendar keeps.
const BACK: i64 = 28;

/// Somebody's calendars.
#[derive(Template)]
#[template(path = "rotas/calendars.html")]
pub struct ShowCalendars {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// The address that was made this moment; empty otherwise. It is shown once.
    pub made: String,
    /// Those that work: what of, since when, and the feed.
    pub feeds: Vec<(String, String, String)>,
    /// What one can be of.
    pub kinds: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: of making one, and of ending each.
    pub submissions: Vec<String>,
}

/// What a calendar can be of: one's own half-days, and a team's.
fn kinds(teams: &[TeamHere]) -> Vec<Choice> {
    let mut all = vec![Choice::new(FeedKind::Own.code(), FeedKind::Own.label())];
    for team in teams {
        for kind in [FeedKind::Team, FeedKind::Duty] {
            let value = format!("{}-{}", kind.code(), team.team_id);
            all.push(Choice::new(value, format!("{}, {}", kind.label(), team.name)));
        }
    }
    all
}

async fn page(
    db: &Db,
    actor: &Actor,
    form: Form,
    (made, done): (String, &str),
) -> Result<ShowCalendars, Fault> {
    let manager = is_manager(actor);
    let (teams, mine) = db
        .report(actor, "report", "own calendars".to_owned(), move |c, scope| {
            Ok((store::teams(c, scope, manager)?, feeds::mine(c, scope)?))
        })
        .await?;
    let frame = shell(actor, "Calendars", done);
    let page = ShowCalendars::new(frame, &teams, &mine, (form, made));
    let submissions = (0..=page.feeds.len()).map(|_| submission(db)).collect();
    Ok(ShowCalendars { nav: nav(actor, "/rota/calendars"), submissions, ..page })
}

impl ShowCalendars {
    pub(super) fn new(shell: Shell, teams: &[TeamHere], mine: &[Feed], (form, made): (Form, String)) -> Self {
        let of = |feed: &Feed| match &feed.team {
            Some(team) => format!("{}, {team}", feed.kind.label()),
            None => feed.kind.label().to_owned(),
        };
        Self {
            shell: shell
                .intro("Your calendar program reads the rota from an address. No client is named in it.")
                .errors(errors(&form)),
            nav: SubNav::default(),
            made,
            feeds: mine
                .iter()
                .map(|feed| (of(feed), Day::of(feed.made_at).long(), feed.feed_id.simple().to_string()))
                .collect(),
            kinds: kinds(teams),
            form,
            submissions: Vec::new(),
        }
    }

    /// Which sending a form is.
    pub fn sending(&self, n: usize) -> &str {
        self.submissions.get(n).map_or("", String::as_str)
    }
}

/// Shows them.
pub async fn show_calendars(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowCalendars>, Fault> {
    let mut form = Form::default();
    form.set("kind", FeedKind::Own.code());
    Ok(Page(page(&db, &actor, form, (String::new(), query.value("done"))).await?))
}

/// Makes an address. It is shown this once: only its hash is kept.
pub async fn make(db: Db, actor: Actor, headers: HeaderMap, mut posted: Posted) -> Result<Response, Fault> {
    let manager = is_manager(&actor);
    let teams = db
        .report(&actor, "report", "own teams".to_owned(), move |c, scope| store::teams(c, scope, manager))
        .await?;
    let parse = |text: &str| {
        kinds(&teams).iter().any(|choice| choice.value == text).then_some(())?;
        let (kind, team) = text.split_once('-').map_or((text, None), |(kind, team)| (kind, Some(team)));
        let team =
            teams.iter().find(|one| Some(one.team_id.to_string().as_str()) == team).map(|one| one.team_id);
        Some((FeedKind::parse(kind)?, team))
    };
    let Some((kind, team)) = posted.form.one_of("kind", parse, "Choose what the calendar is of.") else {
        let page = page(&db, &actor, posted.form, (String::new(), "")).await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, secret) = (db.chance().uuid(actor.now), db.chance().token());
    let hash = secret_hash(&secret);
    db.act(&actor, "makeCalendar", &posted.submission, move |c, scope| {
        feeds::add(c, scope, id, (kind, team), &hash)?;
        Ok(Changed::to("/rota/calendars", format!("calendar {}: {}", id.simple(), kind.code())))
    })
    .await?;
    let scheme = if db.settings().https { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let address = format!("{scheme}://{host}/rota/feed/{secret}");
    Ok(Page(page(&db, &actor, Form::default(), (address, "")).await?).into_response())
}

/// Ends one of somebody's own.
pub async fn end(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let id = Uuid::parse_str(&posted.form.text("feed"))
        .map_err(|_| Error::invalid("Press which address to end on the page of your calendars."))?;
    let location = db
        .act(&actor, "endCalendar", &posted.submission, move |c, scope| {
            feeds::end(c, scope, id)?;
            Ok(Changed::to("/rota/calendars?done=ended", format!("calendar {}", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// What an address gives, whoever asks: a calendar, or nothing where its secret is wrong or was ended.
pub async fn read(
    db: Db,
    Source(source): Source,
    headers: HeaderMap,
    params: RawPathParams,
) -> Result<Response, Fault> {
    if !may_try_code(&db, &source).await? {
        return Ok(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let secret = params.iter().find(|(name, _)| *name == "secret").map(|(_, value)| value.to_owned());
    let hash = secret_hash(&secret.unwrap_or_default());
    let (tenant, now) = (db.tenant(), db.clock().now());
    let from = Day::of(now).plus(-BACK);
    let opened = db.facade().read(move |c| feeds::open(c, tenant, &hash, (now, from))).await?;
    let Some(opened) = opened else {
        note_wrong_code(&db, &source, "openCalendar").await?;
        let words = "This address works no more. Make another on the page Calendars of Alongside.";
        return Ok((StatusCode::GONE, words).into_response());
    };
    let of = match opened.kind {
        FeedKind::Own => Of::Own(opened.by),
        FeedKind::Team => Of::Team,
        FeedKind::Duty => Of::Duty,
    };
    let body = calendar(&opened.rotas, of, from);
    let tag = format!("\"{}\"", hex(&access::secret_hash(&body)));
    if headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        (header::ETAG, tag),
    ];
    Ok((headers, body).into_response())
}

/// The first eight bytes as they are written in a tag.
fn hex(hash: &[u8]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
