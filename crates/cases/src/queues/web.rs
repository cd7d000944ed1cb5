//! Pages of work queues.

use super::{
    QUIET_DAYS, Queue,
    store::{self, Ask, QueueLine},
};
use crate::{
    store::caseload::{self, Whose},
    web::{
        at_least_0, day_words,
        file::{csv_file, id_of},
        type_words,
    },
    work::packs,
};
use access::{Actor, CaseId, Changed, Db, Fault, Posted, Query, Shown, Team, User};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Id, db::Conn, words::count};
use ui::{NavItem, Page, Pagination, Shell, SubNav, Tag};

/// Cases a page.
const SIZE: i64 = 25;
/// The most rows of a file.
const MOST_ROWS: i64 = 100_000;

/// A work queue of a worker or a team.
#[derive(Template)]
#[template(path = "show_queue.html")]
pub struct ShowQueue {
    /// The frame.
    pub shell: Shell,
    /// The queues.
    pub nav: SubNav,
    /// What it holds, in a sentence.
    pub headline: String,
    /// Which queue, as its code.
    pub queue: &'static str,
    /// The address without what is asked.
    pub path: String,
    /// Days without contact, where the queue asks for them; else 0.
    pub days: i64,
    /// Whether it says who holds each case.
    pub of_team: bool,
    /// The cases.
    pub rows: Vec<QueueRow>,
    /// More pages.
    pub pages: Pagination,
    /// The same as a file.
    pub csv: String,
    /// Where the rest of the plans that need a look is.
    pub plans: String,
}

/// A case in a queue.
pub struct QueueRow {
    /// Its page, where what it waits for is done.
    pub href: String,
    /// The person's page; empty where the asker may not open it.
    pub person_href: String,
    /// The person.
    pub person: String,
    /// Its reference.
    pub reference: String,
    /// Type and title.
    pub about: String,
    /// Who holds it.
    pub worker: String,
    /// Why it is here.
    pub why: String,
    /// Something that cannot wait.
    pub tag: Option<Tag>,
    /// Since when.
    pub since: String,
    /// The case, for its forms.
    pub case: String,
    /// Whether it is in the asker's own order.
    pub placed: bool,
    /// The case before it in that order; empty for the first.
    pub before: String,
    /// The case after it in that order; empty for the last.
    pub after: String,
    /// Which sending its form is.
    pub submission: String,
}

/// Why a case is in a queue: words, since when, and what cannot wait.
struct Why {
    words: String,
    since: String,
    tag: Option<Tag>,
}

fn why(queue: Queue, line: &QueueLine, clock: Option<&str>, today: Day) -> Why {
    let since_on = |day: Option<Day>| day.map_or(String::new(), |day| day_words(day, today));
    let late = |due: Option<Day>| due.filter(|due| *due < today);
    let due = since_on(line.due_on);
    let what = line.what.clone().unwrap_or_default();
    let who = line.who.clone().filter(|who| !who.is_empty()).unwrap_or_else(|| "nobody yet".to_owned());
    match queue {
        Queue::Quiet => {
            let last = line.since_at.map(Day::of);
            let words = match last {
                Some(day) => format!("Nobody reached for {}", count(day.days_until(today), "day", "days")),
                None => "Nobody reached since it was opened".to_owned(),
            };
            let tag = late(line.due_on).map(|_| Tag::bad("Promise overdue"));
            Why { words, since: since_on(last.or(line.since_on)), tag }
        }
        Queue::Unbooked => {
            Why { words: "Nothing is booked".to_owned(), since: since_on(line.since_on), tag: None }
        }
        Queue::Clock => {
            let name = clock.unwrap_or(&what);
            let passed = match line.who.as_deref() {
                Some("overdue") => Tag::bad("Overdue"),
                Some("notice") => Tag::warn("May be ended by notice"),
                _ => Tag::warn("Has passed"),
            };
            let tag = late(line.due_on).map(|_| passed);
            let verb = if tag.is_some() { "ended" } else { "ends" };
            let since = if tag.is_some() { due.clone() } else { since_on(line.since_on) };
            Why { words: format!("{name} {verb} {due}"), since, tag }
        }
        Queue::Partner => {
            let since = since_on(line.since_at.map(Day::of));
            let tag = late(line.due_on).map(|_| Tag::bad("Overdue"));
            Why { words: format!("{who}: {what}, by {due}"), since, tag }
        }
        Queue::Overdue => Why { words: format!("{what}. Whose step: {who}"), since: due, tag: None },
        Queue::NoStep => Why {
            words: "The plan has no step to come".to_owned(),
            since: since_on(line.since_on),
            tag: None,
        },
        Queue::NoExit => {
            Why { words: "There is no exit plan".to_owned(), since: since_on(line.since_on), tag: None }
        }
    }
}

/// Where what a case waits for is done.
fn end_of(queue: Queue) -> &'static str {
    match queue {
        Queue::Quiet => "/contact",
        Queue::Unbooked => "",
        Queue::Clock => "/clocks",
        Queue::Partner | Queue::Overdue | Queue::NoStep => "/plan",
        Queue::NoExit => "/plan/exit",
    }
}

/// A case with the name of its clock.
type Named = (QueueLine, Option<String>);

/// Names each clock by its pack: no statement, but for texts that were not read before.
fn named(c: &mut dyn Conn, tenant: i64, queue: Queue, lines: Vec<QueueLine>) -> kernel::Result<Vec<Named>> {
    let name = |line: QueueLine| {
        let (Queue::Clock, Some(clock)) = (queue, line.what.as_deref()) else { return Ok((line, None)) };
        let pack = packs::known(c, tenant, &line.case_type, line.pack_version, line.hash.as_deref())?;
        let starts = line.since_on.unwrap_or(line.opened_on);
        let name = pack.and_then(|pack| pack.clock(clock, starts).map(|rule| rule.name.clone()));
        Ok((line, name))
    };
    lines.into_iter().map(name).collect()
}

impl QueueRow {
    fn new(queue: Queue, (line, clock): Named, today: Day, submission: String) -> Self {
        let Why { words, since, tag } = why(queue, &line, clock.as_deref(), today);
        Self {
            href: format!("/cases/{}{}", line.case_id, end_of(queue)),
            person_href: if line.may_open { format!("/people/{}", line.person_id) } else { String::new() },
            person: line.person,
            reference: line.reference,
            about: format!("{}: {}", type_words(&line.case_type), line.title),
            worker: line.worker.unwrap_or_else(|| "Not allocated".to_owned()),
            why: words,
            tag,
            since,
            case: line.case_id.to_string(),
            placed: line.place.is_some(),
            before: String::new(),
            after: String::new(),
            submission,
        }
    }
}

/// Each row of the own order knows its neighbours on the page.
fn with_neighbours(mut rows: Vec<QueueRow>) -> Vec<QueueRow> {
    let own: Vec<String> = rows.iter().filter(|row| row.placed).map(|row| row.case.clone()).collect();
    for (n, row) in rows.iter_mut().filter(|row| row.placed).enumerate() {
        row.before = n.checked_sub(1).and_then(|n| own.get(n)).cloned().unwrap_or_default();
        row.after = own.get(n + 1).cloned().unwrap_or_default();
    }
    rows
}

/// What a page of a queue asks for.
struct Asked {
    ask: Ask,
    path: String,
    page: i64,
}

impl Asked {
    fn read(whose: Whose, query: &Form) -> Self {
        let queue = Queue::parse(query.value("queue")).unwrap_or(Queue::Quiet);
        let days = query.text("days").parse().unwrap_or(QUIET_DAYS).clamp(1, 366);
        let path = match whose {
            Whose::Worker(user) => format!("/queues/officer/{user}"),
            Whose::Team(team) => format!("/queues/team/{team}"),
        };
        let page = query.value("page").parse().unwrap_or(1).clamp(1, 100_000);
        Self { ask: Ask { queue, whose, days }, path, page }
    }

    /// The address of the queue, or of the same as a file.
    fn at(&self, end: &str) -> String {
        let days = if self.ask.queue == Queue::Quiet { self.ask.days.to_string() } else { String::new() };
        ui::query(&format!("{}{end}", self.path), &[("queue", self.ask.queue.code()), ("days", &days)])
    }
}

/// The queues, and the lists of plans beside them.
fn nav(path: &str, here: Queue) -> SubNav {
    let at = |queue: &Queue| ui::query(path, &[("queue", queue.code())]);
    let items = Queue::ALL.iter().map(|queue| NavItem::new(at(queue), queue.label())).collect();
    SubNav::new("Work queues", &at(&here), items)
}

/// Shows a queue of a worker's cases: two statements.
pub async fn show_officer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowQueue>, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    page(&db, &actor, Asked::read(Whose::Worker(user), &query), query.value("done")).await
}

/// Shows a queue of a team's cases: two statements.
pub async fn show_team(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowQueue>, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    page(&db, &actor, Asked::read(Whose::Team(team), &query), query.value("done")).await
}

async fn page(db: &Db, actor: &Actor, asked: Asked, done: &str) -> Result<Page<ShowQueue>, Fault> {
    let (ask, offset, today) = (asked.ask, (asked.page - 1) * SIZE, Day::of(actor.now));
    let (name, lines) = db
        .list(actor, "list", format!("queue {} {:?}", ask.queue.code(), ask.whose), move |c, scope| {
            let name = match ask.whose {
                Whose::Worker(user) => caseload::worker(c, scope.tenant(), user)?.0,
                Whose::Team(team) => caseload::team_name(c, scope.tenant(), team)?,
            };
            let lines = store::list(c, scope, ask, SIZE, offset)?;
            let subjects = lines.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value: (name, named(c, scope.tenant(), ask.queue, lines)?), subjects })
        })
        .await?;
    let mut shell = access::shell(actor, format!("Work queues: {name}"), "Caseloads").at("/caseloads");
    if done == "order" {
        shell = shell.notice("Your order is kept. Nobody else sees it.");
    }
    let rows = lines
        .into_iter()
        .map(|line| (line.0.total, QueueRow::new(ask.queue, line, today, people::web::submission(db))));
    Ok(Page(ShowQueue::new(shell, &asked, rows.collect())))
}

impl ShowQueue {
    fn new(shell: Shell, asked: &Asked, rows: Vec<(i64, QueueRow)>) -> Self {
        let (queue, days) = (asked.ask.queue, asked.ask.days);
        let total = rows.first().map_or(0, |(total, _)| *total);
        let what = match queue {
            Queue::Quiet => format!("nobody reached for {}", count(days, "day", "days")),
            queue => queue.label().to_lowercase(),
        };
        let default =
            if queue == Queue::Quiet && days == QUIET_DAYS { " Alongside default: 28 days." } else { "" };
        Self {
            shell,
            nav: nav(&asked.path, queue),
            headline: format!("{}: {what}.{default}", count(total, "case", "cases")),
            queue: queue.code(),
            days: if queue == Queue::Quiet { days } else { 0 },
            of_team: matches!(asked.ask.whose, Whose::Team(_)),
            rows: with_neighbours(rows.into_iter().map(|(_, row)| row).collect()),
            pages: Pagination::new(
                asked.at(""),
                at_least_0(asked.page),
                at_least_0(SIZE),
                at_least_0(total),
                "cases",
            ),
            csv: asked.at("/queue.csv"),
            plans: asked.path.replace("/queues/", "/plans/"),
            path: asked.path.clone(),
        }
    }
}

/// A queue of a worker's cases as a file.
pub async fn officer_csv(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    file(&db, &actor, Asked::read(Whose::Worker(user), &query).ask).await
}

/// A queue of a team's cases as a file.
pub async fn team_csv(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    file(&db, &actor, Asked::read(Whose::Team(team), &query).ask).await
}

async fn file(db: &Db, actor: &Actor, ask: Ask) -> Result<Response, Fault> {
    let today = Day::of(actor.now);
    let lines = db
        .list(actor, "export", format!("queue {} {:?}", ask.queue.code(), ask.whose), move |c, scope| {
            let lines = store::list(c, scope, ask, MOST_ROWS, 0)?;
            let subjects = lines.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value: named(c, scope.tenant(), ask.queue, lines)?, subjects })
        })
        .await?;
    let rows = lines.into_iter().map(|(line, clock)| {
        let why = why(ask.queue, &line, clock.as_deref(), today);
        // The day itself, not in words: a spreadsheet sorts it.
        let since = match ask.queue {
            Queue::Overdue => line.due_on,
            _ => line.since_at.map(Day::of).or(line.since_on),
        };
        [
            line.reference,
            line.person,
            line.case_type,
            line.title,
            line.worker.unwrap_or_default(),
            why.words,
            since.map_or(String::new(), |day| day.to_string()),
            line.due_on.map_or(String::new(), |day| day.to_string()),
        ]
    });
    Ok(csv_file("queue.csv", "Reference,Person,Case type,Title,Worker,Why,Since,Due", rows))
}

/// Changes the asker's own order in a queue of a worker's cases.
pub async fn order_officer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    order(&db, &actor, Whose::Worker(user), posted).await
}

/// Changes the asker's own order in a queue of a team's cases.
pub async fn order_team(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    order(&db, &actor, Whose::Team(team), posted).await
}

async fn order(db: &Db, actor: &Actor, whose: Whose, posted: Posted) -> Result<Response, Fault> {
    let form = &posted.form;
    let asked = Asked::read(whose, form);
    let queue = asked.ask.queue;
    let case: CaseId = form
        .value("case")
        .parse()
        .map_err(|_| Error::invalid("Open the queue again and choose a case of it."))?;
    let way = form.value("do").to_owned();
    let other: Option<CaseId> = match way.as_str() {
        "up" => form.value("before").parse().ok(),
        "down" => form.value("after").parse().ok(),
        _ => None,
    };
    let back = format!("{}&done=order", asked.at(""));
    let location = db
        .act(actor, "orderQueue", &posted.submission, move |c, scope| {
            match (way.as_str(), other) {
                ("put", _) => store::put(c, scope, queue, case)?,
                ("take", _) => store::take(c, scope, queue, case)?,
                (_, Some(other)) => store::swap(c, scope, queue, case, other)?,
                _ => {}
            }
            Ok(Changed::to(back.clone(), format!("own order in {}: {way}", queue.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowQueue {
    const NAME: &'static str = "show-queue";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let line = |n, person: &str, place| QueueLine {
            case_id: Id::from_uuid(uuid::Uuid::from_u128(n)),
            reference: "GDN-K7QM2-4DXA".to_owned(),
            case_type: "garden-help".to_owned(),
            pack_version: 0,
            hash: None,
            title: "The hedge over the path".to_owned(),
            person_id: Id::from_uuid(access::NOBODY),
            person: person.to_owned(),
            may_open: true,
            worker: Some("Priya Shah".to_owned()),
            opened_on: today.plus(-60),
            since_at: None,
            since_on: Some(today.plus(-40)),
            due_on: Some(today.plus(-2)),
            what: Some("Cut it back".to_owned()),
            who: Some("overdue".to_owned()),
            place,
            total: 3,
        };
        let page = |queue: Queue, lines: Vec<QueueLine>| {
            let asked = Asked {
                ask: Ask { queue, whose: Whose::Team(Id::from_uuid(access::NOBODY)), days: QUIET_DAYS },
                path: "/queues/team/0".to_owned(),
                page: 1,
            };
            let rows =
                lines.into_iter().map(|l| (l.total, QueueRow::new(queue, (l, None), today, String::new())));
            Self::new(Shell::new("Work queues: Community Safety", "Caseloads"), &asked, rows.collect())
        };
        let some = vec![line(1, "Amina Okafor", Some(1)), line(2, long, Some(2)), line(3, "Joe Bell", None)];
        vec![
            ("no contact", page(Queue::Quiet, some.clone())),
            ("clocks", page(Queue::Clock, some)),
            ("empty", page(Queue::Partner, Vec::new())),
        ]
    }
}
