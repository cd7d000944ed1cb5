//! Finding people. The search is posted and answered at an address that names nobody: a secret, its owner's
//! alone, good for thirty minutes.

use access::{Actor, Db, Fault, Posted, Query, Scope, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Result, db::Conn, words::count};
use people::{
    store::find::{self, Found, MOST},
    tokens,
};
use ui::{Page, Shell};

/// Letters that must be typed before anything is suggested.
const LEAST: usize = 3;
/// People suggested while typing.
const MOST_SUGGESTED: i64 = 8;

/// The search, and whom it found.
#[derive(Template)]
#[template(path = "find_people.html")]
pub struct FindPeople {
    /// The frame.
    pub shell: Shell,
    /// What was typed.
    pub q: String,
    /// Whom it found; none before a search.
    pub results: Option<Results>,
}

/// Whom a search found: a part of the page, and the whole of a suggestion.
#[derive(Template)]
#[template(path = "results.html")]
pub struct Results {
    /// How many, in words.
    pub count: String,
    /// Who.
    pub rows: Vec<FoundRow>,
    /// What was typed.
    pub q: String,
}

/// Somebody found.
pub struct FoundRow {
    /// Their name.
    pub name: String,
    /// Their page; empty where the asker may not open it.
    pub href: String,
    /// Year of birth, or the day for those who may open the record.
    pub born: String,
    /// Whom to ask.
    pub ask: String,
    /// Whether it only sounds like what was typed.
    pub sounds_like: bool,
}

impl FoundRow {
    fn new(found: Found) -> Self {
        let known_as = !found.full_name.starts_with(&found.known_as);
        let name =
            if known_as { format!("{} ({})", found.full_name, found.known_as) } else { found.full_name };
        let born = match found.born_on {
            Some(day) if found.may_open => format!("Born {}", day.long()),
            Some(day) => format!("Born {}", day.year()),
            None => "Date of birth not known".to_owned(),
        };
        let phone =
            if found.keeper_phone.is_empty() { String::new() } else { format!(", {}", found.keeper_phone) };
        Self {
            name,
            href: if found.may_open { format!("/people/{}", found.person_id) } else { String::new() },
            born,
            ask: match found.keeper.as_str() {
                "" => "whoever runs this service: nobody keeps the record yet".to_owned(),
                keeper => format!("{keeper}, {}{phone}", found.keeper_organisation),
            },
            sounds_like: !found.literal,
        }
    }
}

impl Results {
    fn new(q: String, mut found: Vec<Found>, most: i64) -> Self {
        let more = found.len() as i64 > most;
        found.truncate(usize::try_from(most).unwrap_or(0));
        let n = found.len() as i64;
        let count = if more {
            format!("More than {most} people found. Type more to narrow it.")
        } else {
            format!("{} found", count(n, "person", "people"))
        };
        Self { count, rows: found.into_iter().map(FoundRow::new).collect(), q }
    }
}

/// Shows the empty search.
pub async fn show_search(actor: Actor, Query(_): Query) -> Page<FindPeople> {
    Page(FindPeople { shell: shell(&actor), q: String::new(), results: None })
}

fn shell(actor: &Actor) -> Shell {
    access::shell(actor, "People", "").at("/people")
}

/// Keeps the search and goes to its address.
pub async fn search(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let terms: String = posted.form.text("q").chars().take(200).collect();
    if terms.is_empty() {
        return Ok(Redirect::to("/people").into_response());
    }
    let secret = db.chance().token();
    let hash = access::secret_hash(&secret);
    db.own(&actor, move |c, scope| find::store_search(c, scope, &hash, &terms)).await?;
    Ok(Redirect::to(&format!("/people/search/{secret}")).into_response())
}

/// Shows whom a kept search finds now: two statements, one audit row with the ids shown.
pub async fn show_found(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<FindPeople>, Fault> {
    let secret = params.iter().find(|(name, _)| *name == "token").map(|(_, value)| value.to_owned());
    let hash = access::secret_hash(&secret.ok_or(Error::NotFound)?);
    let (q, found) = db
        .list(&actor, "find", String::new(), move |c, scope| {
            let q = find::stored_search(c, scope, &hash)?.ok_or(Error::NotFound)?;
            let (found, subjects) = look(c, scope, &q, MOST)?;
            Ok(Shown { value: (q, found), subjects })
        })
        .await?;
    let results = Results::new(q.clone(), found, MOST);
    Ok(Page(FindPeople { shell: shell(&actor), q, results: Some(results) }))
}

/// Suggests people while somebody types: in the audit as a suggestion, apart from searches and openings.
pub async fn suggest(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let q: String = posted.form.text("q").chars().take(200).collect();
    if q.chars().filter(|c| c.is_alphanumeric()).count() < LEAST {
        return Ok(ui::fragment(&Results::new(q, Vec::new(), MOST_SUGGESTED)));
    }
    let terms = q.clone();
    let found = db
        .list(&actor, "suggest", q.clone(), move |c, scope| {
            let (value, subjects) = look(c, scope, &terms, MOST_SUGGESTED)?;
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(ui::fragment(&Results::new(q, found, MOST_SUGGESTED)))
}

fn look(c: &mut dyn Conn, scope: &Scope, q: &str, most: i64) -> Result<(Vec<Found>, Vec<uuid::Uuid>)> {
    let found = find::search(c, scope, &tokens::of_query(q), most)?;
    let shown = found.iter().take(usize::try_from(most).unwrap_or(0));
    let subjects = shown.map(|f| f.person_id.uuid()).collect();
    Ok((found, subjects))
}

impl ui::Samples for FindPeople {
    const NAME: &'static str = "find-people";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |href: &str, sounds_like| FoundRow {
            name: "Amina Okafor (Mina)".to_owned(),
            href: href.to_owned(),
            born: "Born 1988".to_owned(),
            ask: "Priya Shah, Larch Council, 020 7946 0101".to_owned(),
            sounds_like,
        };
        let page = |results| Self { shell: Shell::new("People", ""), q: "oka".to_owned(), results };
        let some = Results {
            count: "2 people found".to_owned(),
            rows: vec![row("#", false), row("", true)],
            q: "oka".to_owned(),
        };
        let none = Results { count: "0 people found".to_owned(), rows: Vec::new(), q: "zz".to_owned() };
        vec![("before", page(None)), ("found", page(Some(some))), ("nobody", page(Some(none)))]
    }
}
