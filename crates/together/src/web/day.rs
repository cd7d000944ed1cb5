//! My day: what must I do now, and what can wait?

use access::{Actor, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use cases::{
    store::day::{self, Change, MyAction},
    web::day_words,
};
use kernel::{Day, Error, Id, Instant, words::count};
use people::{
    store::find::{self, MatchAlert},
    web::{notice, submission},
};
use ui::{Page, Shell, Tag};

/// Days ahead that the page shows.
const AHEAD: i64 = 7;

/// What is to be done today.
#[derive(Template)]
#[template(path = "my_day.html")]
pub struct MyDay {
    /// The frame.
    pub shell: Shell,
    /// Overdue first, then today in time order.
    pub now: Vec<TodoRow>,
    /// The days after.
    pub later: Vec<TodoRow>,
    /// What colleagues wrote on my cases since yesterday.
    pub changes: Vec<ChangeRow>,
    /// New records that may be people I keep and nobody else may see.
    pub matches: Vec<MatchRow>,
    /// My caseload in a sentence.
    pub caseload: String,
    /// My caseload.
    pub caseload_href: String,
    /// What is late or missing in my plans.
    pub plans_href: String,
    /// Whether I do casework.
    pub staff: bool,
}

/// Something to do.
pub struct TodoRow {
    /// Where it is marked done; empty for a promised contact.
    pub done_action: String,
    /// Where a promised contact is written down, which is how it is done; empty for what is booked.
    pub record_href: String,
    /// A fresh id for that form.
    pub submission: String,
    /// Id of the outcome's field, unique on the page.
    pub field: String,
    /// The day, in words.
    pub when: String,
    /// The time and a comma, where one is booked.
    pub time: String,
    /// The day, for machines.
    pub date: String,
    /// What.
    pub what: String,
    /// For whom.
    pub person: String,
    /// Their page.
    pub href: String,
    /// Overdue or today.
    pub tag: Option<Tag>,
}

/// Something a colleague wrote.
pub struct ChangeRow {
    /// The person.
    pub person: String,
    /// Their page.
    pub href: String,
    /// Who wrote what kind of entry, when.
    pub who: String,
    /// The beginning of what it says.
    pub words: String,
}

/// A record that may be somebody I keep.
pub struct MatchRow {
    /// Where it is marked as dealt with.
    pub action: String,
    /// A fresh id for that form.
    pub submission: String,
    /// What happened, in words.
    pub words: String,
}

impl MyDay {
    fn todo(action: MyAction, today: Day, submission: String) -> TodoRow {
        TodoRow {
            done_action: match action.promised {
                None => format!("/people/{}/actions/{}/done", action.person_id, action.action_id.simple()),
                Some(_) => String::new(),
            },
            record_href: action.promised.map_or(String::new(), |case| {
                format!("/people/{}/notes/new?channel=phone&case={case}", action.person_id)
            }),
            submission,
            field: format!("outcome-{}", action.action_id.simple()),
            when: day_words(action.due_on, today),
            time: action.due_at.map_or(String::new(), |at| format!("{}, ", at.time_of_day())),
            date: action.due_on.to_string(),
            what: action.what,
            person: action.person,
            href: format!("/people/{}", action.person_id),
            tag: if action.due_on < today { Some(Tag::bad("Overdue")) } else { None },
        }
    }
}

fn change(change: Change, today: Day) -> ChangeRow {
    let short: String = change.summary.chars().take(160).collect();
    let cut = if short.len() < change.summary.len() { "…" } else { "" };
    ChangeRow {
        person: change.person,
        href: format!("/people/{}", change.person_id),
        who: format!(
            "{}, {}, {}, {}",
            change.worker,
            change.channel.label().to_lowercase(),
            day_words(Day::of(change.recorded_at), today),
            change.recorded_at.time_of_day()
        ),
        words: format!("{short}{cut}"),
    }
}

fn match_row(alert: &MatchAlert, submission: String) -> MatchRow {
    MatchRow {
        action: format!("/day/matches/{}", alert.alert_id.simple()),
        submission,
        words: format!(
            "A new record has the name and date of birth of {}. {} made it, {}. They have not been told.",
            alert.person,
            alert.made_by,
            alert.raised_at.long()
        ),
    }
}

/// Goes on to my day.
pub async fn start(_actor: Actor) -> Redirect {
    Redirect::to("/day")
}

/// Shows my day: four statements.
pub async fn show_day(db: Db, actor: Actor, Query(query): Query) -> Result<Page<MyDay>, Fault> {
    let today = Day::of(actor.now);
    let since: Instant = today.plus(-1).start();
    let (todo, changes, (open, quiet, unbooked), matches) = db
        .list(&actor, "readDay", String::new(), move |c, scope| {
            let todo = day::mine(c, scope, today.plus(AHEAD))?;
            let subjects = todo.iter().map(|a| a.person_id.uuid()).collect();
            let value =
                (todo, day::changed(c, scope, since)?, day::load(c, scope)?, find::match_alerts(c, scope)?);
            Ok(Shown { value, subjects })
        })
        .await?;
    let (now, later): (Vec<MyAction>, Vec<MyAction>) = todo.into_iter().partition(|a| a.due_on <= today);
    let rows = |actions: Vec<MyAction>| -> Vec<TodoRow> {
        actions.into_iter().map(|a| MyDay::todo(a, today, submission(&db))).collect()
    };
    let mut shell = access::shell(&actor, "My day", "").intro(today.long());
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    Ok(Page(MyDay {
        shell,
        now: rows(now),
        later: rows(later),
        changes: changes.into_iter().map(|c| change(c, today)).collect(),
        matches: matches.iter().map(|m| match_row(m, submission(&db))).collect(),
        caseload: caseload_words(open, quiet, unbooked),
        caseload_href: format!("/caseloads/officer/{}", actor.user),
        plans_href: format!("/plans/officer/{}", actor.user),
        staff: actor.is_staff(),
    }))
}

fn caseload_words(open: i64, quiet: i64, unbooked: i64) -> String {
    let mut words = format!("You hold {}.", count(open, "open case", "open cases"));
    if quiet > 0 {
        words = format!("{words} Nobody was reached for 28 days on {quiet}.");
    }
    if unbooked > 0 {
        words = format!("{words} Nothing is booked on {unbooked}.");
    }
    words
}

/// The keeper has dealt with a match.
pub async fn see_match(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let text = params.iter().find(|(name, _)| *name == "alert_id").map(|(_, value)| value.to_owned());
    let alert: Id<MatchAlert> = text.ok_or(Error::NotFound)?.parse()?;
    let location = db
        .act(&actor, "seeMatch", &posted.submission, move |c, scope| {
            find::see_alert(c, scope, alert.uuid())?;
            Ok(access::Changed::to("/day?done=done", format!("match {alert}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for MyDay {
    const NAME: &'static str = "my-day";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |n: u8, tag| TodoRow {
            done_action: "/people/new".to_owned(),
            record_href: String::new(),
            submission: String::new(),
            field: format!("outcome-{n}"),
            when: "Today".to_owned(),
            time: "4.30pm, ".to_owned(),
            date: "2026-11-20".to_owned(),
            what: "Weekly call".to_owned(),
            person: "Amina Okafor".to_owned(),
            href: "#".to_owned(),
            tag,
        };
        let page = |now, later| Self {
            shell: Shell::new("My day", ""),
            now,
            later,
            changes: Vec::new(),
            matches: Vec::new(),
            caseload: caseload_words(21, 2, 0),
            caseload_href: "#".to_owned(),
            plans_href: "#".to_owned(),
            staff: true,
        };
        vec![
            ("busy", page(vec![row(1, Some(Tag::bad("Overdue"))), row(2, None)], vec![row(3, None)])),
            (
                "a promise is due",
                page(vec![TodoRow { record_href: "#".to_owned(), ..row(1, None) }], Vec::new()),
            ),
            ("nothing due", page(Vec::new(), Vec::new())),
        ]
    }
}
