//! A week of a team's rota, and the form of a change.

use super::{
    chosen,
    grid::{Grid, grid},
    is_manager, nav, shell,
};
use crate::rotas::{
    kept::{self, Kept},
    model::{Cell, Rota, day_of, half_name, monday, short, weekday},
    problem::empty_desk,
    store::{self, Owed, TeamHere, make},
};
use access::{Actor, Db, Fault, Query};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Choice, NavItem, Page, Shell, SubNav};

/// A week of a team's rota.
#[derive(Template)]
#[template(path = "rotas/week.html")]
pub struct ShowWeek {
    /// The frame.
    pub shell: Shell,
    /// The places of rotas.
    pub nav: SubNav,
    /// The teams to choose from, where there are several.
    pub teams: Vec<NavItem>,
    /// What is kept and what is missing, in a sentence.
    pub headline: String,
    /// The week; none where no rota is published.
    pub grid: Option<Grid>,
    /// The weeks before and after: words and address.
    pub weeks: Vec<(String, String)>,
    /// The whole rota's page; empty where there is none.
    pub whole: String,
    /// The form of a change; none for who may not, and for a week that is over.
    pub change: Option<ChangeForm>,
    /// Who is away and still planned: words, and where cover is planned.
    pub away: Vec<(String, String)>,
    /// What is owed, by when.
    pub owed: Vec<String>,
    /// Whether they make this team's rota.
    pub leads: bool,
}

/// The form of a change.
#[derive(Clone, Debug)]
pub struct ChangeForm {
    /// The rota.
    pub rota: String,
    /// Its people.
    pub people: Vec<Choice>,
    /// Half-days that are not over.
    pub slots: Vec<Choice>,
    /// What it becomes.
    pub becomes: Vec<Choice>,
}

impl ChangeForm {
    /// The choices of a week, from a half-day on.
    pub(super) fn new(rota: &Rota, slots: std::ops::Range<usize>) -> Self {
        let id = |user: access::UserId| user.to_string();
        let mut becomes: Vec<Choice> =
            Cell::WORK.iter().map(|cell| Choice::new(cell.letter().to_string(), what(*cell))).collect();
        becomes.extend(
            rota.people
                .iter()
                .filter(|person| !person.leads)
                .map(|person| Choice::new(id(person.user), format!("Swap with {}", person.name))),
        );
        Self {
            rota: rota.id.simple().to_string(),
            people: rota.people.iter().map(|person| Choice::new(id(person.user), &person.name)).collect(),
            slots: slots
                .filter(|slot| !rota.is_holiday(*slot))
                .map(|slot| {
                    let label = format!("{} {} {}", weekday(slot), short(rota.day(slot)), half_name(slot));
                    Choice::new(slot.to_string(), label)
                })
                .collect(),
            becomes,
        }
    }
}

fn what(cell: Cell) -> String {
    match cell {
        Cell::Of(rota::Activity::Case) => "Protected casework".to_owned(),
        other => other.label().to_owned(),
    }
}

/// What the page is made from.
pub(super) struct Found {
    pub(super) teams: Vec<TeamHere>,
    pub(super) team: Option<TeamHere>,
    pub(super) rota: Option<Rota>,
    pub(super) away: Vec<make::Away>,
    pub(super) owed: Vec<Owed>,
}

/// Shows a week: six statements at most.
pub async fn show_week(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowWeek>, Fault> {
    let (today, manager) = (Day::of(actor.now), is_manager(&actor));
    let asked = Day::parse(query.value("week")).unwrap_or_else(|_| next_working(today));
    let team = query.value("team").to_owned();
    let now = actor.now;
    let found = db
        .report(&actor, "report", "a week of a rota".to_owned(), move |c, scope| {
            let teams = store::teams(c, scope, manager)?;
            let team = chosen(&teams, &team).cloned();
            let mut found = Found { teams, team, rota: None, away: Vec::new(), owed: Vec::new() };
            let Some(team) = &found.team else { return Ok(found) };
            let (tenant, id, week) = (scope.tenant(), team.team_id, monday(asked));
            found.rota = store::current(c, tenant, id, week)?;
            if found.rota.is_some() && team.leads {
                found.away = make::away(c, tenant, id, now, (today.max(week), week.plus(27)))?;
                found.owed = store::owed_in(c, tenant, id, today.plus(-90))?;
            }
            Ok(found)
        })
        .await?;
    let frame = shell(&actor, "Rota", query.value("done"));
    Ok(Page(ShowWeek::new(frame, nav(&actor, "/rota"), &found, monday(asked), today)))
}

/// At the weekend people look at the week to come.
fn next_working(today: Day) -> Day {
    if today.weekday().to_monday_zero_offset() > 4 { monday(today).plus(7) } else { today }
}

impl ShowWeek {
    pub(super) fn new(shell: Shell, nav: SubNav, found: &Found, week: Day, today: Day) -> Self {
        let team = found.team.as_ref();
        let name = team.map_or("", |team| team.name.as_str());
        let of = |week: Day| {
            let team = team.map_or(String::new(), |team| team.team_id.to_string());
            ui::query("/rota", &[("team", &team), ("week", &week.to_string())])
        };
        let at = found.rota.as_ref().and_then(|rota| Some((rota, rota.week_of(week)?)));
        let leads = team.is_some_and(|team| team.leads);
        Self {
            shell: shell.intro(format!("{name}, week of {}", week.long())),
            nav,
            teams: if found.teams.len() > 1 {
                found
                    .teams
                    .iter()
                    .map(|one| {
                        let href = ui::query(
                            "/rota",
                            &[("team", &one.team_id.to_string()), ("week", &week.to_string())],
                        );
                        let item = NavItem::new(href, &one.name);
                        if Some(one.team_id) == team.map(|team| team.team_id) { item.here() } else { item }
                    })
                    .collect()
            } else {
                Vec::new()
            },
            headline: match at {
                Some((rota, week)) => headline(rota, week),
                None if name.is_empty() => "You are in no team, so there is no rota to show.".to_owned(),
                None => format!("{name} has no published rota in this week."),
            },
            grid: at.map(|(rota, week)| grid(rota, week)),
            weeks: vec![
                (format!("Week of {}", short(week.plus(-7))), of(week.plus(-7))),
                (format!("Week of {}", short(week.plus(7))), of(week.plus(7))),
            ],
            whole: found.rota.as_ref().map_or(String::new(), |rota| super::at(rota.id)),
            change: at.filter(|_| leads).and_then(|(rota, week)| {
                let first = rota.slot_of(today).max(rota.week(week).start);
                let slots = first..rota.week(week).end;
                (!slots.is_empty()).then(|| ChangeForm::new(rota, slots))
            }),
            away: found.rota.as_ref().map_or(Vec::new(), |rota| away(rota, &found.away, today)),
            owed: owed_list(&found.owed),
            leads,
        }
    }
}

/// `Protected time this week: 41 of 48 half-days kept (85%). One place at the duty desk has nobody.`
fn headline(rota: &Rota, week: usize) -> String {
    let slots = rota.week(week);
    let kept = kept::of_all(rota, &slots);
    let empty: i32 = slots.map(|slot| empty_desk(rota, slot)).sum();
    let gaps = match empty {
        0 => "The duty desk is staffed throughout.".to_owned(),
        1 => "One place at the duty desk has nobody.".to_owned(),
        n => format!("{n} places at the duty desk have nobody."),
    };
    format!("{} {gaps}", kept_words(kept))
}

/// `Protected time this week: 41 of 48 half-days kept (85%).`
fn kept_words(kept: Kept) -> String {
    match kept.percent() {
        None => "No protected time was planned this week.".to_owned(),
        Some(percent) => format!(
            "Protected time this week: {} of {} kept ({percent}%).",
            kept.kept,
            count(kept.planned, "half-day", "half-days")
        ),
    }
}

/// What is owed, the first so many, and how much more there is.
pub(super) fn owed_list(owed: &[Owed]) -> Vec<String> {
    const LISTED: usize = 8;
    let mut words: Vec<String> = owed.iter().take(LISTED).map(owed_words).collect();
    if owed.len() > LISTED {
        let more = i64::try_from(owed.len() - LISTED).unwrap_or(i64::MAX);
        words.push(format!("And {} more, due later.", count(more, "half-day", "half-days")));
    }
    words
}

/// `Priya Shah: a half-day of casework, Tuesday 24 November, morning. Give it back by 8 December 2026.`
pub(super) fn owed_words(owed: &Owed) -> String {
    format!(
        "{}: half a day of {}, taken on {} ({}). Give it back by {}.",
        owed.name,
        owed.what().to_lowercase(),
        owed.day().long(),
        owed.half(),
        owed.owed_until_on.long()
    )
}

/// Who is away on days on which they are planned.
fn away(rota: &Rota, away: &[make::Away], today: Day) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for one in away {
        let Some(person) = rota.people.iter().find(|person| person.user == one.user_id) else { continue };
        let planned = |slot: &usize| {
            let day = day_of(rota.from, *slot);
            day >= today.max(one.from_on) && day <= one.until_on && person.cells.at(*slot).is_work()
        };
        let n = (0..rota.slots()).filter(planned).count();
        if n > 0 {
            let words = format!(
                "{} is away from {} to {} and planned for {} of it.",
                person.name,
                short(one.from_on.max(today)),
                short(one.until_on),
                count(i64::try_from(n).unwrap_or(i64::MAX), "half-day", "half-days")
            );
            let href = ui::query(
                "/rota/cover",
                &[
                    ("rota", &rota.id.simple().to_string()),
                    ("who", &person.user.to_string()),
                    ("from", &one.from_on.max(today).to_string()),
                    ("until", &one.until_on.to_string()),
                    ("kind", "known"),
                ],
            );
            found.push((words, href));
        }
    }
    found
}
