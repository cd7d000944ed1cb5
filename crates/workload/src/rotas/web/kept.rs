//! Protected time: what was planned, what was really kept, and what took the rest.

use super::{chosen, draft, is_manager, nav, shell, week::owed_list};
use crate::rotas::{
    kept::{self, Change, Kept},
    model::{HALF_HOURS, Reason, Rota, short},
    store::{self, Head, Owed, TeamHere},
};
use access::{Actor, Db, Fault, Query};
use askama::Template;
use kernel::{Day, words::count};
use rota::problem::WEEK;
use stats::spc::{FEWEST, Method, Point, xmr};
use std::collections::BTreeMap;
use ui::{NavItem, Page, Shell, SubNav, chart::Fan};

/// Days back that are looked at.
const BACK: i64 = 400;

/// Protected time of a team.
#[derive(Template)]
#[template(path = "rotas/kept.html")]
pub struct ShowKept {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// The teams to choose from, where there are several.
    pub teams: Vec<NavItem>,
    /// What the weeks say.
    pub headline: String,
    /// What that rests on.
    pub under: String,
    /// The control chart with the percent at its foot, where there are weeks enough.
    pub chart: Option<(Fan, i64)>,
    /// The weeks: name, planned, kept, percent, what is more than chance.
    pub weeks: Vec<WeekRow>,
    /// Half-days lost, by reason.
    pub lost: Vec<(&'static str, String)>,
    /// Everybody: name, planned, kept, days with a switch.
    pub people: Vec<PersonRow>,
    /// How far ahead the rota is published.
    pub ahead: String,
    /// What is owed.
    pub owed: Vec<String>,
}

/// A week.
#[derive(Clone, Debug)]
pub struct WeekRow {
    /// Its Monday.
    pub name: String,
    /// Hours planned.
    pub planned: String,
    /// Hours kept.
    pub kept: String,
    /// The share.
    pub percent: String,
    /// Whether it is more than chance; empty where not.
    pub signal: &'static str,
}

/// Somebody's protected time.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Their name.
    pub name: String,
    /// Whether they lead the team.
    pub leads: bool,
    /// Half-days planned.
    pub planned: i64,
    /// Half-days kept.
    pub kept: i64,
    /// Days on which the afternoon was for something else than the morning, of whole days.
    pub switches: String,
}

/// What the page is made from.
pub(super) struct Found {
    pub(super) teams: Vec<TeamHere>,
    pub(super) team: Option<TeamHere>,
    pub(super) heads: Vec<Head>,
    /// Published rotas with their changes, the earliest first.
    pub(super) rotas: Vec<(Rota, Vec<Change>)>,
    pub(super) owed: Vec<Owed>,
}

/// Shows it: six statements.
pub async fn show_kept(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowKept>, Fault> {
    let (today, manager) = (Day::of(actor.now), is_manager(&actor));
    let asked = query.value("team").to_owned();
    let found = db
        .report(&actor, "report", "protected time".to_owned(), move |c, scope| {
            let teams = store::teams(c, scope, manager)?;
            let team = chosen(&teams, &asked).cloned();
            let mut found = Found { teams, team, heads: Vec::new(), rotas: Vec::new(), owed: Vec::new() };
            if let Some(team) = &found.team {
                let tenant = scope.tenant();
                found.heads = store::of_team(c, tenant, team.team_id, today.plus(-BACK))?;
                found.rotas = store::past(c, tenant, team.team_id, (today.plus(-BACK), today))?;
                found.owed = store::owed_in(c, tenant, team.team_id, today.plus(-90))?;
            }
            Ok(found)
        })
        .await?;
    let page = ShowKept::new(shell(&actor, "Protected time", ""), &found, today);
    Ok(Page(ShowKept { nav: nav(&actor, "/rota/protected"), ..page }))
}

/// Hours of half-days.
fn hours(halves: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "half-days of a year")]
    let hours = halves as f64 * HALF_HOURS;
    format!("{hours:.1}")
}

fn signal(point: Option<&Point>) -> &'static str {
    match point.and_then(|point| point.signal) {
        None => "",
        Some(signal) if signal.is_up() => "More kept than by chance",
        Some(_) => "Less kept than by chance",
    }
}

impl ShowKept {
    pub(super) fn new(shell: Shell, found: &Found, today: Day) -> Self {
        let mut weeks: Vec<(Day, Kept)> = Vec::new();
        let mut lost: BTreeMap<Reason, i64> = BTreeMap::new();
        let mut people: BTreeMap<String, (bool, Kept, (i64, i64))> = BTreeMap::new();
        for (rota, changes) in &found.rotas {
            for (week, kept) in kept::weeks_over(rota, today) {
                weeks.push((rota.day(week * WEEK), kept));
                let slots = rota.week(week);
                for (reason, n) in kept::lost(rota, changes, &slots) {
                    *lost.entry(reason).or_default() += n;
                }
                for person in &rota.people {
                    let (switched, own) =
                        (kept::switches(person, slots.clone()), kept::of_person(person, slots.clone()));
                    let entry =
                        people.entry(person.name.clone()).or_insert((person.leads, Kept::default(), (0, 0)));
                    entry.1 = entry.1 + own;
                    entry.2 = (entry.2.0 + switched.0, entry.2.1 + switched.1);
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "half-days of a week")]
        let values: Vec<f64> =
            weeks.iter().map(|(_, kept)| 100.0 * kept.kept as f64 / kept.planned as f64).collect();
        let points = if values.len() < FEWEST { Vec::new() } else { xmr(&values, &Method::default()) };
        let all = weeks.iter().fold(Kept::default(), |all, (_, kept)| all + *kept);
        Self {
            shell: shell.intro(found.team.as_ref().map_or(String::new(), |team| team.name.clone())),
            nav: SubNav::default(),
            teams: draft::team_links(
                &found.teams,
                found.team.as_ref().map(|team| team.team_id),
                "/rota/protected",
            ),
            headline: headline(all, &points),
            under: if points.is_empty() {
                format!(
                    "{} that are over. From {FEWEST} on a control chart says what is more than chance.",
                    count(i64::try_from(weeks.len()).unwrap_or(0), "week", "weeks")
                )
            } else {
                "Share of planned protected half-days that were kept, week by week, with the limits of chance (XmR)."
                    .to_owned()
            },
            chart: (!points.is_empty()).then(|| {
                // The picture begins a little below the least there is: a share near the whole has no shape else.
                let least = points.iter().map(|p| p.lower.min(p.value)).fold(100.0, f64::min);
                let floor = ((least - 5.0) / 10.0).floor().max(0.0) * 10.0;
                let above = |share: f64| share.clamp(floor, 100.0) - floor;
                let values: Vec<f64> = values.iter().map(|share| above(*share)).collect();
                let band: Vec<[f64; 3]> =
                    points.iter().map(|p| [above(p.lower), above(p.mean), above(p.upper)]).collect();
                #[expect(clippy::cast_possible_truncation, reason = "a percentage")]
                let foot = floor as i64;
                (ui::chart::fan(&band, None, &values), foot)
            }),
            weeks: weeks
                .iter()
                .enumerate()
                .rev()
                .map(|(n, (monday, kept))| WeekRow {
                    name: short(*monday),
                    planned: hours(kept.planned),
                    kept: hours(kept.kept),
                    percent: kept.percent().map_or(String::new(), |percent| format!("{percent}%")),
                    signal: signal(points.get(n)),
                })
                .collect(),
            lost: lost
                .iter()
                .map(|(reason, n)| (reason.label(), count(*n, "half-day", "half-days")))
                .collect(),
            people: people
                .into_iter()
                .map(|(name, (leads, kept, (days, switched)))| PersonRow {
                    name,
                    leads,
                    planned: kept.planned,
                    kept: kept.kept,
                    switches: format!("{switched} of {days}"),
                })
                .collect(),
            ahead: draft::ahead(&found.heads, today),
            owed: owed_list(&found.owed),
        }
    }
}

fn headline(all: Kept, points: &[Point]) -> String {
    let Some(percent) = all.percent() else {
        return "No week of a published rota is over yet.".to_owned();
    };
    let kept = format!(
        "{percent}% of protected time was kept: {} of {} hours.",
        hours(all.kept),
        hours(all.planned)
    );
    match points.iter().rev().find_map(|point| point.signal) {
        None if points.is_empty() => kept,
        None => format!("{kept} The weeks differ by chance alone."),
        Some(signal) if signal.is_up() => format!("{kept} It has gone up by more than chance."),
        Some(_) => format!("{kept} It has gone down by more than chance."),
    }
}
