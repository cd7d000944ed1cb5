//! Sign in, sign out, stay signed in; and the frame around every page.

use super::{Fault, Posted, Query, Source, cookie_header, secret_of};
use crate::{
    Actor, Db, Role,
    sign_in::{self, Outcome},
};
use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use ui::{Errors, Idle, NavItem, Page, Shell, SignedIn};

crate::routes! {
    GET "/sign-in" => show_sign_in, Nothing;
    POST "/sign-in" => post_sign_in, Nothing;
    POST "/sign-out" => post_sign_out, SignedIn;
    POST "/session/extend" => extend, SignedIn;
}

/// The page to sign in.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub shell: Shell,
    /// The name typed before. (Not `name`: inside a field's macro that is the field's own.)
    pub typed: String,
    /// The page to go to afterwards.
    pub next: String,
    /// Whether the try was refused.
    pub refused: bool,
}

impl ui::Samples for SignInPage {
    const NAME: &'static str = "sign-in";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |words: Option<&str>| sign_in_page("", "/day", words);
        vec![("empty", page(None)), ("refused", page(Some(WRONG))), ("made to wait", page(Some(WAIT)))]
    }
}

const WRONG: &str = "Check your sign-in name and password and try again.";
const WAIT: &str =
    "There were too many wrong tries. Wait 15 minutes, then try again, or ask for a new password.";

fn sign_in_page(name: &str, next: &str, error: Option<&str>) -> SignInPage {
    let mut shell = Shell::new("Sign in", "");
    if let Some(words) = error {
        shell = shell.errors([("name", words)].into_iter().collect::<Errors>());
    }
    SignInPage { shell, typed: name.to_owned(), next: next.to_owned(), refused: error.is_some() }
}

async fn show_sign_in(Query(query): Query) -> Page<SignInPage> {
    Page(sign_in_page("", &local(query.value("next")), None))
}

/// Only an address inside this service is followed. Browsers drop tabs and line ends before they read one, and
/// take a backslash for a slash: nothing but plain visible characters gets through.
fn local(next: &str) -> String {
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let safe = plain && next.starts_with('/') && !next.starts_with("//");
    if safe { next.to_owned() } else { "/".to_owned() }
}

async fn post_sign_in(
    db: Db,
    Source(source): Source,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Fault> {
    let (name, next) = (posted.form.text("name"), local(posted.form.value("next")));
    let https = db.settings().https;
    let before = secret_of(&headers, https);
    let outcome =
        sign_in::sign_in(&db, &name, posted.form.value("password"), &source, before.as_deref()).await?;
    let (status, words) = match outcome {
        Outcome::Welcome(secret) => {
            let mut response = Redirect::to(&next).into_response();
            set_cookie(&mut response, Some(&secret), https);
            return Ok(response);
        }
        Outcome::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, WRONG),
        Outcome::Wait => (StatusCode::TOO_MANY_REQUESTS, WAIT),
    };
    Ok(Page(sign_in_page(&name, &next, Some(words))).with_status(status))
}

async fn post_sign_out(db: Db, actor: Actor, headers: HeaderMap, _posted: Posted) -> Result<Response, Fault> {
    let https = db.settings().https;
    if let Some(secret) = secret_of(&headers, https) {
        sign_in::sign_out(&db, &actor, &secret).await?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    set_cookie(&mut response, None, https);
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""));
    Ok(response)
}

/// Reading the session extended it already; this answers the script, or sends a browser without one back.
async fn extend(_actor: Actor, headers: HeaderMap, _posted: Posted) -> Response {
    let back = headers
        .get(header::REFERER)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
    if headers.contains_key("x-fragment") {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Redirect::to(&local(back.as_deref().unwrap_or("/day"))).into_response()
    }
}

fn set_cookie(response: &mut Response, secret: Option<&str>, https: bool) {
    if let Ok(value) = HeaderValue::from_str(&cookie_header(secret, https)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The frame of a page for somebody signed in: their name, and the places their roles open.
pub fn shell(actor: &Actor, title: impl Into<String>, section: &str) -> Shell {
    let mut nav = vec![NavItem::new("/day", "My day")];
    if actor.is_staff() {
        nav.push(NavItem::new("/people", "People"));
        nav.push(NavItem::new("/caseloads", "Caseloads"));
        nav.push(NavItem::new("/reports", "Intake"));
    }
    if actor.roles.iter().any(|r| matches!(r, Role::Leader | Role::Manager)) {
        nav.push(NavItem::new("/allocate", "Allocate"));
    } else if actor.is_staff() {
        // Whoever leads has seven places without it, and comes to rotas from caseloads.
        nav.push(NavItem::new("/rota", "Rota"));
    }
    if actor.roles.iter().any(|r| matches!(r, Role::Leader | Role::Manager | Role::Analyst)) {
        nav.push(NavItem::new("/evidence/stays", "Reports"));
    }
    if actor.is_staff() {
        nav.push(NavItem::new("/reviews", "Quality"));
    }
    if actor.is(Role::Data) {
        nav.push(NavItem::new("/imports", "Imports"));
    }
    if actor.is(Role::Admin) {
        nav.push(NavItem::new("/admin/packs", "Settings"));
    }
    let role = actor.roles.first().map_or("", |r| r.label());
    let title: String = title.into();
    let here = section_path(if section.is_empty() { &title } else { section });
    let mut shell = Shell::new(title, section).nav(nav).at(here).signed_in(SignedIn {
        name: actor.name.clone(),
        role: if actor.job_title.is_empty() { role.to_owned() } else { actor.job_title.clone() },
        organisation: actor.organisation_name.clone(),
    });
    shell.service.clone_from(&actor.service);
    shell.search = actor.is_staff();
    shell.csrf.clone_from(&actor.csrf);
    shell.idle = Some(Idle {
        seconds: u32::try_from(actor.idle_seconds).unwrap_or(0),
        extend: "/session/extend".to_owned(),
    });
    shell.printed =
        format!("Printed by {}, {}. Keep it safe and destroy it after use.", actor.name, actor.now.long());
    shell
}

/// The place in the navigation that a section is.
fn section_path(section: &str) -> &'static str {
    match section {
        "My day" => "/day",
        "People" => "/people",
        "Caseloads" | "Cases" => "/caseloads",
        "Quality" => "/reviews",
        "Reports" => "/evidence/stays",
        "Imports" => "/imports",
        "Settings" => "/admin/packs",
        _ => "",
    }
}
