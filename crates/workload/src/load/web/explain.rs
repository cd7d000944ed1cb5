//! How somebody's load is worked out: their room line by line, what they carry case by case, and how it was before.

use super::{
    LEADERS,
    officer::path_of,
    words::{as_at, of_room, points},
};
use crate::{
    Points,
    load::{
        model::{Load, Room, loads},
        store::{
            figures::{self, AHEAD, Line, Whose},
            notices::{self, Notice},
        },
    },
};
use access::{Actor, Db, Fault, Shown, User};
use askama::Template;
use axum::extract::RawPathParams;
use cases::web::file::id_of;
use kernel::{Day, Error, Id, words::count};
use staff::model::Career;
use ui::{Page, Shell, SummaryList, SummaryRow, Tag};

/// Weeks that are shown.
const WEEKS: i64 = 26;

/// How somebody's load is worked out.
#[derive(Template)]
#[template(path = "load/explain.html")]
pub struct ShowLoad {
    /// The frame.
    pub shell: Shell,
    /// What they carry beside their room.
    pub headline: String,
    /// How full they are.
    pub tag: Option<Tag>,
    /// How their room comes about; no rows where their hours are not written down.
    pub room: SummaryList,
    /// What they carry, summed.
    pub carried: SummaryList,
    /// Their cases with how each weighs.
    pub cases: Vec<CaseLine>,
    /// What is not shown to the asker; empty when nothing.
    pub hidden: String,
    /// How it was: a row a week.
    pub weeks: Vec<Week>,
    /// A notice about them, in words; empty when none.
    pub notice: String,
    /// Their caseload.
    pub back: String,
    /// Where a leader writes down their hours; empty for others.
    pub hours_href: String,
}

/// A case and how its points came about.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// Where its weight is explained.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Its points.
    pub points: Points,
    /// How they came about.
    pub line: String,
}

/// A week as it was.
#[derive(Clone, Debug)]
pub struct Week {
    /// Its last day that was kept.
    pub day: String,
    /// Open cases.
    pub cases: i64,
    /// Points carried.
    pub points: Points,
    /// Room.
    pub room: Points,
    /// The share taken, for its bar.
    pub bar: f64,
}

/// What the page is made from.
struct Facts {
    load: Load,
    lines: Vec<Line>,
    days: Vec<(Day, i64, i64, i64)>,
    notice: Option<Notice>,
}

/// How a room comes about, a row a step.
fn room_rows(room: &Room) -> Vec<SummaryRow> {
    let hours = |n: i64| format!("{} hours", Points::hundredths(n));
    let weeks = AHEAD / 7;
    let mut rows = vec![SummaryRow::new(
        "Contract",
        format!("{} a week, {} in four weeks", hours(room.contract), hours(room.contract * weeks)),
        "",
    )];
    if room.reductions > 0 {
        rows.push(SummaryRow::new("Less reductions", hours(room.reductions), ""));
    }
    if room.leave > 0 {
        rows.push(SummaryRow::new("Less leave ahead", hours(room.leave), ""));
    }
    if room.duties > 0 {
        let label = "Less duty and panels on the rota beyond a fifth of the time (Alongside default)";
        rows.push(SummaryRow::new(label, hours(room.duties), ""));
    }
    rows.push(SummaryRow::new("For casework", format!("{}% of what is left", room.casework), ""));
    if room.career != Career::Experienced {
        let words = format!(
            "{}: {}% of a full caseload (Alongside default)",
            room.career.label(),
            room.career.share()
        );
        rows.push(SummaryRow::new("Career", words, ""));
    }
    rows.push(SummaryRow::new("Room", points(room.points), ""));
    rows
}

fn carried_rows(load: &Load) -> Vec<SummaryRow> {
    let mut rows = vec![SummaryRow::new(
        "Cases they hold",
        format!("{} in {}", points(load.own), count(load.cases, "case", "cases")),
        "",
    )];
    if load.shared_cases > 0 {
        let words = format!("{} in {}", points(load.shared), count(load.shared_cases, "case", "cases"));
        rows.push(SummaryRow::new("Cases they share in", words, ""));
    }
    for (term, sign, amount) in
        [("Contacts for colleagues", "+", load.for_others), ("Contacts by colleagues", "−", load.by_others)]
    {
        if amount > Points::ZERO {
            rows.push(SummaryRow::new(
                term,
                format!("{sign} {} in the last 28 days, as last night counted", points(amount)),
                "",
            ));
        }
    }
    rows.push(SummaryRow::new("All together", points(load.points()), ""));
    rows
}

/// The last day of each week that was kept, the latest first.
fn weeks(days: &[(Day, i64, i64, i64)]) -> Vec<Week> {
    let week = |day: Day| day.days_until(Day::of(kernel::Instant::from_micros(0)).plus(4)).div_euclid(7);
    let mut kept: Vec<_> = days
        .chunk_by(|a, b| week(a.0) == week(b.0))
        .filter_map(<[_]>::last)
        .map(|&(day, cases, carried, room)| {
            let (points, room) = (Points::hundredths(carried), Points::hundredths(room));
            let bar = crate::capacity::used(points, room) as f64 / 10.0;
            Week { day: day.long(), cases, points, room, bar }
        })
        .collect();
    kept.reverse();
    kept
}

impl ShowLoad {
    fn new(shell: Shell, facts: Facts) -> Self {
        let load = facts.load;
        let shown = facts.lines.len() as i64;
        let all = load.cases + load.shared_cases;
        Self {
            shell,
            headline: of_room(&load),
            tag: super::words::tag(&load),
            room: SummaryList { rows: load.room.as_ref().map(room_rows).unwrap_or_default() },
            carried: SummaryList { rows: carried_rows(&load) },
            cases: facts
                .lines
                .into_iter()
                .map(|line| CaseLine {
                    href: format!("/cases/{}/weight", line.case_id),
                    reference: line.reference,
                    title: if line.holds { line.title } else { format!("{} (shared)", line.title) },
                    points: Points::hundredths(line.points),
                    line: line.line.unwrap_or_else(|| "Not weighed yet".to_owned()),
                })
                .collect(),
            hidden: match all - shown {
                ..=0 => String::new(),
                n => format!("{} not shown to you.", count(n, "case is", "cases are")),
            },
            weeks: weeks(&facts.days),
            notice: facts.notice.map(|notice| super::notices::said(&notice)).unwrap_or_default(),
            back: path_of(load.user),
            hours_href: String::new(),
        }
    }
}

/// Shows how a load is worked out: four statements.
pub async fn show_load(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<ShowLoad>, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let now = actor.now;
    let since = Day::of(now).plus(-7 * WEEKS);
    let facts = db
        .list(&actor, "list", format!("load of {user}"), move |c, scope| {
            let tenant = scope.tenant();
            let entries = figures::entries(c, tenant, Whose::One(user), now)?;
            let load = loads(&entries, Day::of(now)).pop().ok_or(Error::NotFound)?;
            let lines = figures::lines(c, scope, user)?;
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            let days = figures::days(c, tenant, user, since)?;
            let notice = notices::of_user(c, tenant, user)?;
            Ok(Shown { value: Facts { load, lines, days, notice }, subjects })
        })
        .await?;
    let leads = LEADERS.iter().any(|role| actor.is(*role));
    let shell = access::shell(&actor, format!("Load of {}", facts.load.name), "Caseloads").intro(as_at(now));
    let hours_href =
        if leads || actor.user == user { format!("{}/hours", path_of(user)) } else { String::new() };
    Ok(Page(ShowLoad { hours_href, ..ShowLoad::new(shell, facts) }))
}

impl ui::Samples for ShowLoad {
    const NAME: &'static str = "show-load";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let line = |points, line: &str| Line {
            case_id: Id::from_uuid(access::NOBODY),
            reference: "ASB-DKN0X-GWJP".to_owned(),
            title: "Threats and noise from the flat above".to_owned(),
            points,
            line: (!line.is_empty()).then(|| line.to_owned()),
            holds: true,
        };
        let page = |points, hours, lines: Vec<Line>| {
            let all = loads(&crate::load::model::sample(&[(points, hours)]), today);
            let days = (0..30).map(|n| (today.plus(n - 30), 12, 6_000 + n * 50, 8_140)).collect();
            all.into_iter().next().map(|load| {
                let facts = Facts { load, lines, days, notice: None };
                Self {
                    hours_href: "#".to_owned(),
                    ..Self::new(Shell::new("Load of Priya Shah", "Caseloads"), facts)
                }
            })
        };
        let some = vec![line(1_000, "8 relief + 2 high risk = 10"), line(0, "")];
        [("cases", page(4_000, 3_700, some)), ("nothing", page(0, 0, Vec::new()))]
            .into_iter()
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
