//! A team's caseload: its people with what they carry and have room for, and its cases.

use super::{
    LEADERS,
    list::{Asked, CaseList, SIZE},
    words::{as_at, headline, of_room, percent},
};
use crate::{
    Points,
    load::{
        model::{Load, loads},
        store::figures::{self, Whose as Loaded},
    },
    places,
};
use access::{Actor, Db, Fault, Query, Shown, Team};
use askama::Template;
use axum::extract::RawPathParams;
use cases::{
    store::caseload::{self, LoadLine, Whose, WorkerLoad},
    web::file::id_of,
};
use kernel::{Day, Id, words::count};
use std::collections::BTreeMap;
use ui::{Page, Shell, Stat, Stats, SubNav};

/// A team's caseload.
#[derive(Template)]
#[template(path = "load/team.html")]
pub struct ShowTeam {
    /// The frame.
    pub shell: Shell,
    /// The places beside caseloads.
    pub nav: SubNav,
    /// What the figures say, in a sentence.
    pub headline: String,
    /// What is not shown to the asker; empty when nothing.
    pub hidden: String,
    /// The figures.
    pub stats: Stats,
    /// Each worker's figures.
    pub workers: Vec<WorkerRow>,
    /// The cases.
    pub list: CaseList,
    /// What is late or missing in the plans of these cases.
    pub plans: String,
    /// The work queues of these cases.
    pub queues: String,
    /// Whether the asker leads: links to tools for leaders.
    pub leads: bool,
    /// The team's address.
    pub path: String,
}

/// A worker of a team.
pub struct WorkerRow {
    /// Their name.
    pub name: String,
    /// Their employer, where it is another than the host, or what else is to be said.
    pub note: String,
    /// Their caseload; empty for cases not allocated.
    pub href: String,
    /// Open cases they hold, of every team.
    pub cases: i64,
    /// How many of these are another team's; empty when none.
    pub elsewhere: String,
    /// What they carry beside their room.
    pub carried: String,
    /// The share of their room that is taken; empty where their hours are not known.
    pub share: String,
    /// The same as a number, for its bar.
    pub bar: f64,
    /// Cases of this team in which nobody was reached.
    pub quiet: i64,
    /// Cases of this team with nothing booked.
    pub unbooked: i64,
    /// Since when the oldest case is open.
    pub oldest: String,
}

impl WorkerRow {
    fn new(load: Option<&Load>, here: Option<&WorkerLoad>, host: &str, today: Day) -> Self {
        let (cases_here, points_here) = here.map_or((0, 0), |here| (here.open_cases, here.points));
        let cases = load.map_or(cases_here, |load| load.cases);
        let name = load.map(|load| load.name.clone()).filter(|name| !name.is_empty());
        let employer = here.and_then(|here| here.employer.clone()).filter(|employer| employer != host);
        Self {
            name: name
                .or_else(|| here.and_then(|here| here.name.clone()))
                .unwrap_or_else(|| "Not allocated".to_owned()),
            note: employer.unwrap_or_default(),
            href: load
                .map(|load| load.user)
                .or_else(|| here.and_then(|here| here.user_id))
                .map_or(String::new(), |user| format!("/caseloads/officer/{user}")),
            elsewhere: match cases - cases_here {
                0 => String::new(),
                n => format!("{n} of another team"),
            },
            carried: load.map_or_else(|| super::words::points(Points::hundredths(points_here)), of_room),
            share: load.and_then(Load::used).map_or(String::new(), percent),
            bar: load.and_then(Load::used).map_or(0.0, |share| share as f64 / 10.0),
            quiet: here.map_or(0, |here| here.quiet),
            unbooked: here.map_or(0, |here| here.unbooked),
            oldest: here.and_then(|here| here.oldest).map_or(String::new(), |on| {
                format!("{} ({})", on.long(), count(on.days_until(today), "day", "days"))
            }),
            cases,
        }
    }
}

/// What the page is made from.
struct Facts {
    name: String,
    host: String,
    here: Vec<WorkerLoad>,
    loads: Vec<Load>,
    lines: Vec<LoadLine>,
}

impl ShowTeam {
    fn new(shell: Shell, path: &str, facts: Facts, asked: &Asked, today: Day) -> Self {
        let sum = |f: fn(&WorkerLoad) -> i64| facts.here.iter().map(f).sum::<i64>();
        let (open, seen) = (sum(|w| w.open_cases), sum(|w| w.seen));
        let queues = path.replace("/caseloads/", "/queues/");
        Self {
            headline: headline(&facts.loads),
            hidden: match open - seen {
                0 => String::new(),
                n => format!("{} not shown to you.", count(n, "case is", "cases are")),
            },
            stats: figures(open, &facts.here, &queues),
            workers: rows(&facts, today),
            list: CaseList::new(path, asked, facts.lines, seen, today, true),
            plans: path.replace("/caseloads/", "/plans/"),
            queues,
            leads: false,
            path: path.to_owned(),
            shell,
            nav: SubNav::default(),
        }
    }
}

/// Members by name, then who holds cases and is no member, and what nobody holds first.
fn rows(facts: &Facts, today: Day) -> Vec<WorkerRow> {
    let here: BTreeMap<_, &WorkerLoad> =
        facts.here.iter().filter_map(|one| Some((one.user_id?, one))).collect();
    let nobody = facts.here.iter().filter(|one| one.user_id.is_none());
    let strangers = facts
        .here
        .iter()
        .filter(|one| one.user_id.is_some_and(|user| !facts.loads.iter().any(|load| load.user == user)));
    let mut members: Vec<&Load> = facts.loads.iter().collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    nobody
        .map(|one| WorkerRow::new(None, Some(one), &facts.host, today))
        .chain(
            members
                .into_iter()
                .map(|load| WorkerRow::new(Some(load), here.get(&load.user).copied(), &facts.host, today)),
        )
        .chain(strangers.map(|one| WorkerRow {
            note: "Not in this team now".to_owned(),
            ..WorkerRow::new(None, Some(one), &facts.host, today)
        }))
        .collect()
}

fn figures(open: i64, here: &[WorkerLoad], queues: &str) -> Stats {
    let sum = |f: fn(&WorkerLoad) -> i64| here.iter().map(f).sum::<i64>();
    let nobody = here.iter().find(|one| one.user_id.is_none());
    let queue = |code: &str| ui::query(queues, &[("queue", code)]);
    let waiting = Points::hundredths(nobody.map_or(0, |one| one.points));
    Stats {
        stats: vec![
            Stat::new("Open cases", open.to_string()),
            Stat::new("Not allocated", nobody.map_or(0, |one| one.open_cases).to_string())
                .note(super::words::points(waiting)),
            Stat::new("Nobody reached for 28 days", sum(|w| w.quiet).to_string())
                .note("Alongside default: 28 days")
                .href(queue("quiet")),
            Stat::new("Nothing booked", sum(|w| w.unbooked).to_string()).href(queue("unbooked")),
        ],
    }
}

/// Shows a team's caseload: three statements.
pub async fn show_team(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowTeam>, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    let (asked, now) = (Asked::read(&query), actor.now);
    let (key, down, offset) = (asked.key, asked.down, asked.offset());
    let facts = db
        .list(&actor, "list", format!("team {team}"), move |c, scope| {
            let here = caseload::by_worker(c, scope, team)?;
            let entries = figures::entries(c, scope.tenant(), Loaded::Team(team), now)?;
            // A team without a case has no list to read, and its name comes from elsewhere.
            let (name, host, lines) = if let Some(first) = here.first() {
                let lines = caseload::list(c, scope, Whose::Team(team), (key, down), SIZE, offset)?;
                (first.team.clone(), first.host.clone(), lines)
            } else {
                let (name, host) = caseload::team(c, scope.tenant(), team)?;
                (name, host, Vec::new())
            };
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            let value = Facts { name, host, here, loads: loads(&entries, Day::of(now)), lines };
            Ok(Shown { value, subjects })
        })
        .await?;
    let shell = access::shell(&actor, format!("Caseloads, {}", facts.name), "Caseloads").intro(format!(
        "{}. {}",
        facts.host,
        as_at(now)
    ));
    let path = format!("/caseloads/team/{team}");
    let page = ShowTeam::new(shell, &path, facts, &asked, Day::of(now));
    Ok(Page(ShowTeam {
        nav: places::nav(&actor, ""),
        leads: LEADERS.iter().any(|role| actor.is(*role)),
        ..page
    }))
}

impl ui::Samples for ShowTeam {
    const NAME: &'static str = "show-team";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let all = loads(
            &crate::load::model::sample(&[
                (4_070, 3_700),
                (8_140, 3_700),
                (9_900, 3_700),
                (2_000, 1_850),
                (12_345, 3_700),
            ]),
            today,
        );
        let asked = Asked { key: "next", down: false, page: 1 };
        let page = |loads| {
            let facts = Facts {
                name: "Community Safety".to_owned(),
                host: "Larch Council".to_owned(),
                here: Vec::new(),
                loads,
                lines: Vec::new(),
            };
            Self::new(
                Shell::new("Caseloads, Community Safety", "Caseloads"),
                "/caseloads/team/t",
                facts,
                &asked,
                today,
            )
        };
        vec![("people", page(all)), ("empty", page(Vec::new()))]
    }
}
