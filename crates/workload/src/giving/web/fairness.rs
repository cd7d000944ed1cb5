//! Whether cases are shared fairly, month by month. It ranks nobody and names nobody.

use crate::{
    Points,
    capacity::used,
    giving::{
        fair::{ENOUGH, Followed, Given, Group, Spread, by_hours, spread},
        store::fair::{self, Override},
    },
    load::web::words::percent,
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::{Day, words::count};
use staff::model::Contract;
use ui::{Page, Shell, Stat, Stats};

/// The month's choices, loads and shares.
#[derive(Template)]
#[template(path = "giving/fairness.html")]
pub struct ShowFairness {
    /// The frame.
    pub shell: Shell,
    /// What the month says, in a sentence.
    pub headline: String,
    /// How the suggestion was followed.
    pub stats: Stats,
    /// Choices of another than the first.
    pub overrides: Vec<OverrideRow>,
    /// Of these, those the asker may not see.
    pub hidden: i64,
    /// How loads lie, in a sentence.
    pub spread: String,
    /// Full-timers and part-timers, in a sentence each.
    pub groups: Vec<String>,
    /// What that means; empty where it says nothing.
    pub equal: String,
    /// The month before.
    pub before: String,
    /// The month after; empty for the month that runs.
    pub after: String,
}

/// A choice of another than the first.
pub struct OverrideRow {
    /// The case.
    pub href: String,
    /// The reference people quote.
    pub reference: String,
    /// When.
    pub on: String,
    /// Where the chosen one stood.
    pub place: String,
    /// Why them.
    pub reason: String,
}

/// What the page is worked out from.
pub(super) struct Found {
    /// First day of the month.
    pub month: Day,
    /// Cases given.
    pub given: Vec<Given>,
    /// Choices of another than the first that the asker may see.
    pub overrides: Vec<Override>,
    /// Points and room of everybody on the last night kept.
    pub loads: Vec<(Day, i64, i64)>,
    /// Everybody's hours.
    pub contracts: Vec<Contract>,
}

impl ShowFairness {
    pub(super) fn new(shell: Shell, found: &Found, today: Day) -> Self {
        let followed = Followed::of(&found.given);
        let month = words(found.month);
        let (full, part) = by_hours(&found.contracts, &found.given);
        let address = |month: Day| format!("/caseloads/fairness?month={}", code(month));
        let next = found.month.plus_months(1);
        let others = followed.choices - followed.first;
        let seen = i64::try_from(found.overrides.len()).unwrap_or(0);
        Self {
            headline: headline(&followed, &month),
            stats: stats(&followed),
            hidden: (others - seen).max(0),
            overrides: found.overrides.iter().map(row).collect(),
            spread: spread_words(&found.loads),
            groups: vec![group("Full-timers, 35 contract hours or more", full), group("Part-timers", part)],
            equal: equal(full, part),
            before: address(found.month.plus_months(-1)),
            after: if next <= today { address(next) } else { String::new() },
            shell: shell.intro(format!("{month}. It names nobody and ranks nobody.")),
        }
    }
}

fn headline(followed: &Followed, month: &str) -> String {
    match followed.choices {
        0 => format!("No case was given in {month} by a suggestion."),
        n => format!(
            "{} given in {month}. {} went to somebody who was not among the first three.",
            count(n, "case", "cases"),
            followed.beyond
        ),
    }
}

fn stats(followed: &Followed) -> Stats {
    let share = |n: i64| {
        if followed.choices < ENOUGH {
            format!("of {}: too few to say", followed.choices)
        } else {
            format!(
                "of {}: {}",
                followed.choices,
                percent(used(Points::whole(n), Points::whole(followed.choices)))
            )
        }
    };
    let stat = |label, n: i64| Stat::new(label, n).note(share(n));
    Stats {
        stats: vec![
            stat("To the first of the suggestion", followed.first),
            stat("To another, with a reason", followed.choices - followed.first),
            stat("To nobody of the first three", followed.beyond),
            stat("To somebody without room", followed.no_room),
        ],
    }
}

fn row(one: &Override) -> OverrideRow {
    OverrideRow {
        href: format!("/cases/{}", one.case_id),
        reference: one.reference.clone(),
        on: Day::of(one.chosen_at).long(),
        place: match one.place {
            0 => "Had no room".to_owned(),
            place => format!("Number {place} of {}", one.offered),
        },
        reason: one.reason.clone(),
    }
}

fn spread_words(loads: &[(Day, i64, i64)]) -> String {
    let shares: Vec<i64> = loads
        .iter()
        .map(|(_, points, room)| used(Points::hundredths(*points), Points::hundredths(*room)))
        .collect();
    let people = count(i64::try_from(shares.len()).unwrap_or(0), "person", "people");
    match (loads.first(), spread(&shares)) {
        (None, _) => "No load was kept in this month.".to_owned(),
        (Some(_), None) => format!("Too few to say: {people}."),
        (Some((on, ..)), Some(Spread { low, median, high, .. })) => format!(
            "On {}, {people}: the middle one had {} of their room taken (median). Half of all lay between {} and {} \
             (interquartile range {}).",
            on.long(),
            percent(median),
            percent(low),
            percent(high),
            percent(high - low),
        ),
    }
}

fn group(name: &str, group: Group) -> String {
    let people = count(group.people, "person", "people");
    match group.for_ten_hours() {
        Some(points) => format!("{name}: {points} points for each ten contract hours a week, {people}."),
        None => format!("{name}: too few to say, {people}."),
    }
}

fn equal(full: Group, part: Group) -> String {
    let (Some(full), Some(part)) = (full.for_ten_hours(), part.for_ten_hours()) else { return String::new() };
    if full <= Points::ZERO {
        return String::new();
    }
    let difference = used(part, full) - 1_000;
    match difference {
        0 => "Part-timers were given as much for each contract hour.".to_owned(),
        more @ 1.. => format!("Part-timers were given {} more for each contract hour.", percent(more)),
        less => format!("Part-timers were given {} less for each contract hour.", percent(-less)),
    }
}

/// `November 2026`.
fn words(month: Day) -> String {
    let long = month.long();
    long.split_once(' ').map_or(long.clone(), |(_, rest)| rest.to_owned())
}

/// `2026-11`.
fn code(month: Day) -> String {
    month.to_string().chars().take(7).collect()
}

/// Shows a month, the one that runs where none is asked for: four statements.
pub async fn show_fairness(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowFairness>, Fault> {
    let today = Day::of(actor.now);
    let asked = query.value("month");
    let month = Day::parse(&format!("{asked}-01")).ok().filter(|month| asked.len() == 7 && *month <= today);
    let month = month.unwrap_or_else(|| today.plus(1 - i64::from(today.day())));
    let found = db
        .list(&actor, "readFigures", format!("fairness {}", code(month)), move |c, scope| {
            let next = month.plus_months(1);
            let (from, until) = (month.start(), next.start());
            let last = next.plus(-1).min(today);
            let found = Found {
                month,
                given: fair::given(c, scope.tenant(), from, until)?,
                overrides: fair::overrides(c, scope, from, until)?,
                loads: fair::loads(c, scope.tenant(), month, last)?,
                contracts: staff::store::contracts(c, scope.tenant(), last)?,
            };
            let subjects = found.overrides.iter().map(|one| one.case_id.uuid()).collect();
            Ok(Shown { value: found, subjects })
        })
        .await?;
    let shell = access::shell(&actor, "How fairly cases are shared", "Caseloads").at("/caseloads");
    Ok(Page(ShowFairness::new(shell, &found, today)))
}
