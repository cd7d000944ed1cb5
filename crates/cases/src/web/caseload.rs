//! Caseloads of teams and officers: lists sorted by links, figures above them, and the same as a file.

use super::{at_least_0, day_words, type_words};
use crate::store::caseload::{self, LoadLine, SORT_KEYS, TeamLoad, Whose, WorkerLoad};
use access::{Actor, Db, Fault, Query, Shown, Team, User};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Id, csv_cell::guard, words::count};
use ui::{Page, Pagination, Shell, Sort, Stat, Stats};

/// Cases a page. The budget of the page is three statements.
const SIZE: i64 = 25;
/// The most rows of a file.
const MOST_ROWS: i64 = 100_000;

/// Every team with its figures.
#[derive(Template)]
#[template(path = "list_teams.html")]
pub struct ListTeams {
    /// The frame.
    pub shell: Shell,
    /// The teams.
    pub teams: Vec<TeamLoad>,
    /// The asker's own caseload.
    pub mine: String,
}

impl ui::Samples for ListTeams {
    const NAME: &'static str = "list-teams";
    fn samples() -> Vec<(&'static str, Self)> {
        let team = TeamLoad {
            team_id: Id::from_uuid(access::NOBODY),
            name: "Community Safety".to_owned(),
            organisation_id: Id::from_uuid(access::NOBODY),
            organisation: "Larch Council".to_owned(),
            workers: 7,
            open_cases: 142,
            unallocated: 6,
            quiet: 11,
        };
        let page = |teams| Self { shell: Shell::new("Caseloads", ""), teams, mine: "#".to_owned() };
        vec![("teams", page(vec![team])), ("none", page(Vec::new()))]
    }
}

/// Lists the teams.
pub async fn list_teams(db: Db, actor: Actor) -> Result<Page<ListTeams>, Fault> {
    let now = actor.now;
    let teams = db
        .list(&actor, "readFigures", "teams".to_owned(), move |c, scope| {
            Ok(Shown { value: caseload::by_team(c, scope.tenant(), now)?, subjects: Vec::new() })
        })
        .await?;
    let mine = format!("/caseloads/officer/{}", actor.user);
    Ok(Page(ListTeams { shell: access::shell(&actor, "Caseloads", ""), teams, mine }))
}

/// A team's or an officer's caseload.
#[derive(Template)]
#[template(path = "show_caseload.html")]
pub struct ShowCaseload {
    /// The frame.
    pub shell: Shell,
    /// What the figures say, in a sentence.
    pub headline: String,
    /// The figures.
    pub stats: Stats,
    /// Each worker's figures; empty on an officer's page.
    pub workers: Vec<WorkerRow>,
    /// How the list is sorted.
    pub sort: Sort,
    /// Whether the list says who holds each case.
    pub of_team: bool,
    /// The cases.
    pub rows: Vec<CaseRow>,
    /// More pages.
    pub pages: Pagination,
    /// The same as a file.
    pub csv: String,
    /// What is late or missing in the plans of these cases.
    pub plans: String,
    /// The work queues of these cases.
    pub queues: String,
    /// Where a leader moves an officer's caseload; empty on other pages and for others.
    pub move_href: String,
}

/// A worker of a team.
pub struct WorkerRow {
    /// Their name.
    pub name: String,
    /// Their employer, where it is another than the host.
    pub employer: String,
    /// Their caseload; empty for cases not allocated.
    pub href: String,
    /// Their figures.
    pub load: WorkerLoad,
    /// Since when the oldest case is open.
    pub oldest: String,
    /// Share of the largest caseload, for the bar.
    pub bar: ui::chart::Share,
}

/// A case of a caseload.
pub struct CaseRow {
    /// Its page.
    pub href: String,
    /// The person's page; empty where the asker may not open it.
    pub person_href: String,
    /// The person.
    pub person: String,
    /// Its reference.
    pub reference: String,
    /// Type and title.
    pub what: String,
    /// Where it stands.
    pub stage: String,
    /// Who holds it.
    pub worker: String,
    /// When it was opened.
    pub opened: String,
    /// When somebody was last reached.
    pub last: String,
    /// When something is due.
    pub next: String,
    /// Whether that day has passed.
    pub late: bool,
}

impl CaseRow {
    fn new(line: LoadLine, today: Day) -> Self {
        Self {
            href: format!("/cases/{}", line.case_id),
            person_href: if line.may_open { format!("/people/{}", line.person_id) } else { String::new() },
            person: line.person,
            reference: line.reference,
            what: format!("{}: {}", type_words(&line.case_type), line.title),
            stage: line.stage,
            worker: line.worker.unwrap_or_else(|| "Not allocated".to_owned()),
            opened: line.opened_on.long(),
            last: line.last_contact_at.map_or("Never".to_owned(), |at| day_words(Day::of(at), today)),
            next: line.next_on.map_or(String::new(), |on| day_words(on, today)),
            late: line.next_on.is_some_and(|on| on < today),
        }
    }
}

impl ui::Samples for ShowCaseload {
    const NAME: &'static str = "show-caseload";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: Shell::new("Caseload of Priya Shah", "Caseloads"),
            headline: "No open cases.".to_owned(),
            stats: figures(0, None, 0, 0, "#"),
            workers: Vec::new(),
            sort: Sort::new("/caseloads", "name", false),
            of_team: false,
            rows: Vec::new(),
            pages: Pagination::new("/caseloads", 1, 25, 0, "cases"),
            csv: "#".to_owned(),
            plans: "#".to_owned(),
            queues: "#".to_owned(),
            move_href: "#".to_owned(),
        };
        vec![("empty", page)]
    }
}

/// What a caseload page asks for.
struct Asked {
    key: &'static str,
    down: bool,
    page: i64,
}

impl Asked {
    fn read(query: &kernel::Form) -> Self {
        let key = SORT_KEYS.iter().find(|k| **k == query.value("sort")).copied().unwrap_or("next");
        let page = query.value("page").parse().unwrap_or(1).clamp(1, 100_000);
        Self { key, down: query.value("down") == "1", page }
    }
}

/// Shows a team's caseload.
pub async fn show_team(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowCaseload>, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    let (asked, now) = (Asked::read(&query), actor.now);
    let (key, down, offset) = (asked.key, asked.down, (asked.page - 1) * SIZE);
    let ((name, host, seen), workers, lines) = db
        .list(&actor, "list", format!("team {team}"), move |c, scope| {
            let named = caseload::team(c, scope, team)?;
            let workers = caseload::by_worker(c, scope.tenant(), team, now)?;
            let lines = caseload::list(c, scope, Whose::Team(team), (key, down), SIZE, offset)?;
            let subjects = lines.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value: (named, workers, lines), subjects })
        })
        .await?;
    let path = format!("/caseloads/team/{team}");
    let open: i64 = workers.iter().map(|w| w.open_cases).sum();
    let mut headline = team_headline(&workers, open);
    if open > seen {
        headline = format!("{headline} {} not shown to you.", count(open - seen, "is", "are"));
    }
    Ok(Page(ShowCaseload {
        headline,
        stats: stats(&workers, open, &path.replace("/caseloads/", "/queues/")),
        workers: worker_rows(workers, &host, Day::of(now)),
        ..list_part(
            access::shell(&actor, format!("Caseloads, {name}"), "Caseloads").intro(host),
            &path,
            &asked,
            (lines, seen),
            Day::of(now),
            true,
        )
    }))
}

/// Shows an officer's caseload.
pub async fn show_officer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowCaseload>, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let (asked, now) = (Asked::read(&query), actor.now);
    let (key, down, offset) = (asked.key, asked.down, (asked.page - 1) * SIZE);
    let ((name, job, employer), counts, lines) = db
        .list(&actor, "list", format!("officer {user}"), move |c, scope| {
            let named = caseload::worker(c, scope.tenant(), user)?;
            let counts = caseload::counts(c, scope, Whose::Worker(user))?;
            let lines = caseload::list(c, scope, Whose::Worker(user), (key, down), SIZE, offset)?;
            let subjects = lines.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value: (named, counts, lines), subjects })
        })
        .await?;
    let path = format!("/caseloads/officer/{user}");
    let shell =
        access::shell(&actor, format!("Caseload of {name}"), "Caseloads").intro(format!("{job}, {employer}"));
    let mut headline = format!("{} open.", count(counts.open, "case is", "cases are"));
    if counts.open > counts.seen {
        headline = format!("{headline} {} not shown to you.", count(counts.open - counts.seen, "is", "are"));
    }
    let leads = crate::allocation::web::LEADERS.iter().any(|role| actor.is(*role));
    Ok(Page(ShowCaseload {
        headline,
        stats: figures(
            counts.open,
            None,
            counts.quiet,
            counts.unbooked,
            &path.replace("/caseloads/", "/queues/"),
        ),
        move_href: if leads && counts.seen > 0 { format!("{path}/move") } else { String::new() },
        ..list_part(shell, &path, &asked, (lines, counts.seen), Day::of(now), false)
    }))
}

/// The part of the page below the figures.
fn list_part(
    shell: Shell,
    path: &str,
    asked: &Asked,
    (lines, total): (Vec<LoadLine>, i64),
    today: Day,
    of_team: bool,
) -> ShowCaseload {
    let down = if asked.down { "1" } else { "" };
    let sorted = ui::query(path, &[("sort", asked.key), ("down", down)]);
    ShowCaseload {
        shell,
        headline: String::new(),
        stats: Stats { stats: Vec::new() },
        workers: Vec::new(),
        sort: Sort::new(path, asked.key, asked.down),
        of_team,
        rows: lines.into_iter().map(|l| CaseRow::new(l, today)).collect(),
        pages: Pagination::new(sorted, at_least_0(asked.page), at_least_0(SIZE), at_least_0(total), "cases"),
        csv: format!("{path}/cases.csv"),
        plans: path.replace("/caseloads/", "/plans/"),
        queues: path.replace("/caseloads/", "/queues/"),
        move_href: String::new(),
    }
}

fn stats(workers: &[WorkerLoad], open: i64, queues: &str) -> Stats {
    let sum = |f: fn(&WorkerLoad) -> i64| workers.iter().map(f).sum::<i64>();
    let unallocated = workers.iter().filter(|w| w.user_id.is_none()).map(|w| w.open_cases).sum::<i64>();
    figures(open, Some(unallocated), sum(|w| w.quiet), sum(|w| w.unbooked), queues)
}

/// The figures over a caseload; only a team has cases that are not allocated.
fn figures(open: i64, unallocated: Option<i64>, quiet: i64, unbooked: i64, queues: &str) -> Stats {
    let queue = |code: &str| ui::query(queues, &[("queue", code)]);
    let mut stats = vec![Stat::new("Open cases", open.to_string())];
    stats.extend(unallocated.map(|n| Stat::new("Not allocated", n.to_string())));
    stats.push(
        Stat::new("Nobody reached for 28 days", quiet.to_string())
            .note("Alongside default: 28 days")
            .href(queue("quiet")),
    );
    stats.push(Stat::new("Nothing booked", unbooked.to_string()).href(queue("unbooked")));
    Stats { stats }
}

/// The spread of caseloads in a sentence: median and range, no league table.
fn team_headline(workers: &[WorkerLoad], open: i64) -> String {
    let mut loads: Vec<i64> = workers.iter().filter(|w| w.user_id.is_some()).map(|w| w.open_cases).collect();
    loads.sort_unstable();
    match (loads.first(), loads.last()) {
        (Some(low), Some(high)) => {
            let middle = loads.len() / 2;
            let median = if loads.len() % 2 == 1 {
                loads[middle].to_string()
            } else {
                let twice = loads[middle - 1] + loads[middle];
                format!("{}{}", twice / 2, if twice % 2 == 1 { ".5" } else { "" })
            };
            format!(
                "{} among {}: between {low} and {high} each, median {median}.",
                count(open, "open case", "open cases"),
                count(loads.len() as i64, "worker", "workers"),
            )
        }
        _ => format!("{}, none allocated.", count(open, "open case", "open cases")),
    }
}

fn worker_rows(workers: Vec<WorkerLoad>, host: &str, today: Day) -> Vec<WorkerRow> {
    let most = workers.iter().map(|w| w.open_cases).max().unwrap_or(1).max(1);
    workers
        .into_iter()
        .map(|load| WorkerRow {
            name: load.name.clone().unwrap_or_else(|| "Not allocated".to_owned()),
            // Named only where it is another than the host: seconded workers are one of the team.
            employer: load.employer.clone().filter(|employer| employer != host).unwrap_or_default(),
            href: load.user_id.map_or(String::new(), |user| format!("/caseloads/officer/{user}")),
            oldest: load.oldest.map_or(String::new(), |on| {
                format!("{} ({})", on.long(), count(on.days_until(today), "day", "days"))
            }),
            bar: ui::chart::share(load.open_cases * 100 / most),
            load,
        })
        .collect()
}

/// A team's cases as a file.
pub async fn team_csv(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    file(&db, &actor, Whose::Team(team)).await
}

/// An officer's cases as a file.
pub async fn officer_csv(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    file(&db, &actor, Whose::Worker(user)).await
}

async fn file(db: &Db, actor: &Actor, whose: Whose) -> Result<Response, Fault> {
    let lines = db
        .list(actor, "export", format!("{whose:?}"), move |c, scope| {
            let value = caseload::list(c, scope, whose, ("name", false), MOST_ROWS, 0)?;
            let subjects = value.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let head = "Reference,Person,Case type,Title,Stage,Worker,Opened,Last reached,Next due";
    let rows = lines.into_iter().map(|line| {
        [
            line.reference,
            line.person,
            line.case_type,
            line.title,
            line.stage,
            line.worker.unwrap_or_default(),
            line.opened_on.to_string(),
            line.last_contact_at.map_or(String::new(), |at| Day::of(at).to_string()),
            line.next_on.map_or(String::new(), |on| on.to_string()),
        ]
    });
    Ok(csv_file("cases.csv", head, rows))
}

/// A file of rows under a line of headings; cells that a spreadsheet would take for formulas are guarded.
pub(crate) fn csv_file<const N: usize>(
    name: &str,
    head: &str,
    rows: impl Iterator<Item = [String; N]>,
) -> Response {
    let mut out = format!("{head}\r\n");
    for cells in rows {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("\"{}\"", guard(cell).replace('"', "\"\""))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, out).into_response()
}

/// An id in an address; [`Error::NotFound`] when it is none.
pub(crate) fn id_of<K>(params: &RawPathParams, name: &str) -> Result<Id<K>, Error> {
    let text = params.iter().find(|(param, _)| *param == name).map(|(_, value)| value);
    text.ok_or(Error::NotFound)?.parse()
}
