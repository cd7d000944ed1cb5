//! The page of stays, and its download.

use crate::{
    model::{Buckets, Stays, Window},
    store::{self, Place, Whose},
    write,
};
use access::{Actor, Db, Fault, Query, Role};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Form, Result};
use ui::{Errors, Page};

mod page;
pub use page::{Answer, DelayRow, LengthRow, StaysPage};

/// Who works with figures.
pub(crate) const READERS: &[Role] = &[Role::Leader, Role::Manager, Role::Analyst];

/// Shows the report of stays.
pub async fn show_stays(actor: Actor, db: Db, Query(form): Query) -> Result<Response, Fault> {
    let asked = ask(&actor, &db, form).await?;
    let errors: Errors = asked.form.errors().iter().map(|(f, e)| (f.as_str(), e.as_str())).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shell = access::shell(&actor, "How long people stay with us", "Reports").errors(errors);
    let answer =
        asked.found.as_ref().map(|found| Answer::new(&found.stays, &found.contacts, found.window, &found.of));
    Ok(Page(StaysPage::new(shell, &asked.form, &asked.places, answer)).with_status(status))
}

/// Gives the same figures as a file.
pub async fn download_stays(actor: Actor, db: Db, Query(form): Query) -> Result<Response, Fault> {
    let asked = ask(&actor, &db, form).await?;
    let Some(found) = asked.found else {
        let words = asked.form.errors().first().map_or("Choose a period.", |(_, words)| words);
        return Err(Error::invalid(words).into());
    };
    let text = write::csv(&found.stays, Some(&found.contacts), found.window, &found.of);
    let name = format!("stays-{}-to-{}.csv", found.window.from(), found.window.to());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, text).into_response())
}

/// What was asked for, and what was found when it could be.
struct Asked {
    form: Form,
    places: Vec<Place>,
    found: Option<Found>,
}

struct Found {
    stays: Stays,
    contacts: Buckets,
    window: Window,
    of: String,
}

/// Reads the question and answers it: three statements, whatever is asked.
async fn ask(actor: &Actor, db: &Db, mut form: Form) -> Result<Asked, Fault> {
    let window = period(&mut form, Day::of(actor.now));
    let team = form.text("team");
    let days = window.map_or_else(String::new, |w| format!("{} to {}", w.from(), w.to()));
    let detail = format!("stays {days} {team}");
    let (places, found) = db
        .report(actor, "report", detail, move |c, scope| {
            let places = store::places(c, scope.tenant())?;
            let (Some(window), Some((whose, of))) = (window, choose(&places, &team)) else {
                return Ok((places, None));
            };
            let stays = store::stays(c, scope.tenant(), window, whose)?;
            let contacts = store::recording(c, scope.tenant(), window, whose)?;
            Ok((places, Some(Found { stays, contacts, window, of })))
        })
        .await?;
    if window.is_some() && found.is_none() {
        form.error("team", "Choose a team or organisation from the list.");
    }
    Ok(Asked { form, places, found })
}

/// The period on the form; the last twelve months when none was given. The form then shows it.
fn period(form: &mut Form, today: Day) -> Option<Window> {
    if form.text("from").is_empty() && form.text("to").is_empty() {
        let window = Window::last_year(today);
        form.set("from", window.from().long());
        form.set("to", window.to().long());
        return Some(window);
    }
    let from = form.need_day("from", "Enter the first day of the period.");
    let to = form.need_day("to", "Enter the last day of the period.");
    Window::new(from?, to?).map_err(|e| form.error("from", e.to_string())).ok()
}

/// Whose cases are counted, and what that is called; none when the id is of no team and no organisation.
fn choose(places: &[Place], id: &str) -> Option<(Whose, String)> {
    if id.is_empty() {
        return Some((Whose::All, write::EVERYBODY.to_owned()));
    }
    let (team, organisation) = (id.parse().ok(), id.parse().ok());
    places.iter().find_map(|place| match (place.team_id, &place.team) {
        (Some(it), Some(name)) if team == Some(it) => {
            Some((Whose::Team(it), write::team_words(name, &place.organisation)))
        }
        _ if organisation == Some(place.organisation_id) => {
            Some((Whose::Organisation(place.organisation_id), place.organisation.clone()))
        }
        _ => None,
    })
}
