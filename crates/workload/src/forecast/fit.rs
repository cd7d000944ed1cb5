//! A scenario made from what a service recorded: what came in, how long it lasted, who there is. Pure.
//!
//! Every number says where it came from; what stands in for something that is not recorded is an Alongside default.

mod staff;

pub use staff::{Person, people};

use super::scenario::{Ill, Kind, Scenario, Seasons, Standards, StillOpen};
use crate::model::Stays;
use kernel::{Day, row, words::count};
use stats::survival::{Curve, Stay};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer cases than this that ended say nothing of their own kind. Alongside default.
const FEWEST: usize = 10;
/// Points of a curve that are kept: the mean stays as it is.
const POINTS: usize = 24;
/// Days a case lasts where nothing has ended yet. Alongside default.
const UNKNOWN: f64 = 120.0;
/// Fewer arrivals than this say nothing about weekdays; and the weight of a month that is like any other.
const SEASONAL: i64 = 60;
/// Working days of leave a year, the legal minimum of 5.6 weeks.
pub const LEAVE: f64 = 28.0;
/// How often people fall ill on a working day, in percent: with five days each, three days in a hundred. Alongside default.
const ILL: Ill = Ill { starts_percent: 0.6, mean_days: 5.0 };

row! {
    /// Cases alike, with how many they are.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Past {
        /// The kind of case.
        pub case_type: String,
        /// When they were opened.
        pub opened_on: Day,
        /// When they were closed, if they were.
        pub closed_on: Option<Day>,
        /// How many.
        pub n: i64,
    }
}

row! {
    /// A case that is open.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct OpenCase {
        /// The kind of case.
        pub case_type: String,
        /// When it was opened.
        pub opened_on: Day,
        /// Who holds it.
        pub worker_id: Option<access::UserId>,
        /// What it weighs, in hundredths; 0 where it was not weighed yet.
        pub points: i64,
    }
}

/// What a service recorded.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Cases of the last years.
    pub past: Vec<Past>,
    /// Cases that are open.
    pub open: Vec<OpenCase>,
    /// Who takes them.
    pub people: Vec<Person>,
    /// Minutes a month for reviews of each other's cases.
    pub review_minutes: i64,
    /// Names of kinds by their ids.
    pub names: BTreeMap<String, String>,
}

/// What was made of it.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The scenario, without a change.
    pub scenario: Scenario,
    /// Each input with where it came from.
    pub sources: Vec<(String, String)>,
    /// The check of Little's law: cases that stood on average in these weeks, and arrivals times stay.
    pub census: Option<(f64, f64)>,
}

/// Makes a scenario of what was recorded before a day, by the arrivals of so many weeks before it. What happened on the
/// day or later is not looked at, so that a scenario of a year ago can be held against what came.
pub fn fit(recorded: &Recorded, as_of: Day, weeks: i64, name: &str) -> Fitted {
    let past: Vec<Past> = recorded.past.iter().filter_map(|one| before(one, as_of)).collect();
    let first = past.iter().map(|one| one.opened_on).min().unwrap_or(as_of);
    let weeks = weeks.min((first.days_until(as_of) / 7).max(1));
    let from = as_of.plus(-7 * weeks);
    let mut sources = vec![(
        "Arrivals".to_owned(),
        format!("cases opened in the {} before {}", count(weeks, "week", "weeks"), as_of.long()),
    )];
    let seasons = seasons(&past, as_of, &mut sources);
    let pooled = curve(&past, as_of);
    let types: BTreeSet<&str> = past.iter().map(|one| one.case_type.as_str()).collect();
    let mut kinds: Vec<Kind> = Vec::new();
    let (mut own, mut unweighed) = (0, 0);
    for case_type in types {
        let of_type: Vec<Past> = past.iter().filter(|one| one.case_type == case_type).cloned().collect();
        let ended = of_type.iter().filter(|one| one.closed_on.is_some()).map(|one| one.n).sum::<i64>();
        let enough = usize::try_from(ended).is_ok_and(|n| n >= FEWEST);
        own += i64::from(enough);
        let of_its_own = enough.then(|| curve(&of_type, as_of)).flatten();
        let still_open = of_its_own.as_ref().or(pooled.as_ref()).map(shares).unwrap_or_default();
        let (points, weighed) = weight(recorded, case_type);
        unweighed += i64::from(!weighed);
        let name = recorded.names.get(case_type).map_or(case_type, String::as_str).to_owned();
        let (arrivals_a_week, dispersion) = arrivals(&of_type, (from, as_of), weeks, seasons.as_ref());
        kinds.push(Kind {
            name,
            team: String::new(),
            arrivals_a_week,
            dispersion,
            mean_days: still_open.is_empty().then_some(UNKNOWN),
            still_open,
            points: Some(points),
            hours_a_week: None,
            open: Some(Vec::new()),
            held_by: Vec::new(),
        });
        standing(recorded, case_type, &of_type, as_of, kinds.last_mut());
    }
    sources.push(("How long cases last".to_owned(), lasting_from(own, kinds.len(), pooled.is_some())));
    sources.push(("What a case weighs".to_owned(), weighing_from(unweighed, kinds.len())));
    let census = census(&past, (from, as_of)).zip(law(&kinds));
    let review_hours = recorded.review_minutes as f64 / 60.0 * 12.0 / 52.0;
    sources.extend(staff::sources(&recorded.people));
    sources.push((
        "Hours for reviews".to_owned(),
        if recorded.review_minutes > 0 {
            format!("{review_hours:.1} hours a week, as entered in the programme of quality")
        } else {
            "none are entered in the programme of quality".to_owned()
        },
    ));
    sources.push((
        "Sickness and leave".to_owned(),
        "3 working days in 100 ill, five days at a time; 28 working days of leave a year for a full week, beside what is \
         booked: Alongside defaults"
            .to_owned(),
    ));
    let scenario = Scenario {
        name: name.to_owned(),
        about: format!("Made from what was recorded before {}.", as_of.long()),
        begins_on: as_of,
        days: 364,
        runs: 400,
        risk: 5.0,
        review_hours: rounded(review_hours),
        admin_hours: 0.0,
        kinds,
        officers: staff::officers(&recorded.people, as_of),
        seasons,
        sickness: Some(ILL),
        standards: Standards { most_percent: 110, first_contact_days: 5 },
        change: None,
        desk: None,
        rule: None,
    };
    Fitted { scenario, sources, census }
}

/// As it was known before a day.
fn before(one: &Past, as_of: Day) -> Option<Past> {
    let closed_on = one.closed_on.filter(|closed| *closed < as_of);
    (one.opened_on < as_of).then(|| Past { closed_on, ..one.clone() })
}

/// How long cases last, of those that ended and those that are open.
fn curve(past: &[Past], as_of: Day) -> Option<Curve> {
    let mut stays = Vec::new();
    for one in past {
        let until = one.closed_on.unwrap_or(as_of);
        // A case that is opened and closed on a day lasts half of it.
        let time = (one.opened_on.days_until(until) as f64).max(0.5);
        let stay = Stay { time, ended: one.closed_on.is_some() };
        stays.extend(std::iter::repeat_n(stay, usize::try_from(one.n).unwrap_or(0)));
    }
    Curve::of(&stays, 0.95).filter(|curve| curve.steps().iter().any(|step| step.ended > 0))
}

/// A curve in a few points that has the same mean: what ends between two of them ends at its mean time.
fn shares(curve: &Curve) -> Vec<StillOpen> {
    let last = curve.steps().last().map_or(1.0, |step| step.lasting);
    let each = (1.0 - last) / POINTS as f64;
    let (mut points, mut before, mut begun, mut sum) = (Vec::new(), 1.0, 1.0, 0.0);
    for (n, step) in curve.steps().iter().enumerate() {
        sum += step.time * (before - step.lasting);
        before = step.lasting;
        let done = begun - step.lasting >= each - 1e-12 || n + 1 == curve.steps().len();
        if done && begun > step.lasting {
            points.push((sum / (begun - step.lasting), step.lasting));
            (begun, sum) = (step.lasting, 0.0);
        }
    }
    points
        .into_iter()
        .map(|(days, share)| StillOpen { days: thousandth(days), percent: thousandth(share * 100.0) })
        .collect()
}

fn thousandth(n: f64) -> f64 {
    (n * 1_000.0).round() / 1_000.0
}

fn rounded(n: f64) -> f64 {
    (n * 100.0).round() / 100.0
}

/// How many came in a week, as they come in a time that is like any other; and how unevenly.
fn arrivals(past: &[Past], (from, to): (Day, Day), weeks: i64, seasons: Option<&Seasons>) -> (f64, f64) {
    let mut by_week = vec![0.0; usize::try_from(weeks).unwrap_or(0)];
    for one in past.iter().filter(|one| one.opened_on >= from && one.opened_on < to) {
        let week = usize::try_from(from.days_until(one.opened_on) / 7).unwrap_or(0);
        if let Some(n) = by_week.get_mut(week) {
            *n += one.n as f64;
        }
    }
    let mean = stats::mean(&by_week).unwrap_or(0.0);
    let dispersion = stats::deviation(&by_week).map_or(1.0, |deviation| deviation * deviation / mean);
    let usual: f64 = (0..7 * weeks).map(|n| factor(seasons, from.plus(n))).sum::<f64>() / (7 * weeks) as f64;
    let sound = mean > 0.0 && weeks >= 8 && dispersion.is_finite();
    let rate = if usual > 0.0 { mean / usual } else { mean };
    (thousandth(rate), if sound { rounded(dispersion.min(100.0)) } else { 1.0 })
}

fn factor(seasons: Option<&Seasons>, day: Day) -> f64 {
    let of = |factors: &[f64], n: i8| usize::try_from(n).ok().and_then(|n| factors.get(n)).copied();
    seasons.map_or(1.0, |all| {
        of(&all.months, day.month() - 1).unwrap_or(1.0)
            * of(&all.weekdays, day.weekday().to_monday_zero_offset()).unwrap_or(1.0)
    })
}

/// What arrivals are multiplied by on weekdays, and in months where two years are known. A month is drawn towards any
/// other by as many arrivals as [`SEASONAL`] says.
fn seasons(past: &[Past], as_of: Day, sources: &mut Vec<(String, String)>) -> Option<Seasons> {
    let year = as_of.plus(-364);
    let of_year: Vec<&Past> = past.iter().filter(|one| one.opened_on >= year).collect();
    let all: i64 = of_year.iter().map(|one| one.n).sum();
    if all < SEASONAL {
        sources.push(("Weekdays and months".to_owned(), "too few cases to say: every day alike".to_owned()));
        return None;
    }
    let days = (past.iter().map(|one| one.opened_on).min().unwrap_or(year).max(year).days_until(as_of)
        as f64)
        .max(7.0);
    let mut weekdays = vec![0.0; 7];
    for one in &of_year {
        weekdays[usize::try_from(one.opened_on.weekday().to_monday_zero_offset()).unwrap_or(0)] +=
            one.n as f64;
    }
    let weekdays = weekdays.into_iter().map(|n| rounded(n * 7.0 / all as f64)).collect();
    let two_years = as_of.plus(-728);
    let months = if past.iter().any(|one| one.opened_on < two_years.plus(14)) {
        let of_two: Vec<&Past> = past.iter().filter(|one| one.opened_on >= two_years).collect();
        let sum: i64 = of_two.iter().map(|one| one.n).sum();
        let of = |month: i8| {
            let n: i64 = of_two.iter().filter(|one| one.opened_on.month() == month).map(|one| one.n).sum();
            let here = (0..728).filter(|back| as_of.plus(-1 - back).month() == month).count() as f64;
            let usual = sum as f64 * here / 728.0;
            rounded((n as f64 + SEASONAL as f64) / (usual + SEASONAL as f64))
        };
        (1..=12).map(of).collect()
    } else {
        Vec::new()
    };
    let words = if months.is_empty() {
        format!("weekdays by the {all} cases of {days:.0} days; months alike, for two years are not known")
    } else {
        format!("weekdays by the {all} cases of a year, months by those of two years")
    };
    sources.push(("Weekdays and months".to_owned(), words));
    Some(Seasons { months, weekdays })
}

/// What a case of a kind weighs in points; and whether any was weighed.
fn weight(recorded: &Recorded, case_type: &str) -> (f64, bool) {
    let weighed: Vec<f64> = recorded
        .open
        .iter()
        .filter(|one| one.case_type == case_type && one.points > 0)
        .map(|one| one.points as f64 / 100.0)
        .collect();
    match stats::mean(&weighed) {
        Some(mean) => (rounded(mean).max(0.01), true),
        None => (1.0, false),
    }
}

/// The cases that are open on the day: with who holds them where the day is today.
fn standing(recorded: &Recorded, case_type: &str, past: &[Past], as_of: Day, kind: Option<&mut Kind>) {
    let Some(kind) = kind else { return };
    let open = past.iter().filter(|one| one.closed_on.is_none());
    let ages = open.flat_map(|one| {
        std::iter::repeat_n(one.opened_on.days_until(as_of), usize::try_from(one.n).unwrap_or(0))
    });
    let ages: Vec<i64> = ages.collect();
    let held: Vec<&OpenCase> =
        recorded.open.iter().filter(|one| one.case_type == case_type && one.opened_on < as_of).collect();
    // The same cases twice over: by how many are alike, and one by one. Of an earlier day only the first is known.
    let mut one_by_one: Vec<i64> = held.iter().map(|one| one.opened_on.days_until(as_of)).collect();
    let mut alike: Vec<i64> = ages.clone();
    one_by_one.sort_unstable();
    alike.sort_unstable();
    if one_by_one == alike {
        let place = |one: &&OpenCase| {
            let who = one.worker_id?;
            recorded.people.iter().position(|person| person.user == who).map(|n| n + 1)
        };
        kind.held_by = held.iter().map(|one| place(one).unwrap_or(0)).collect();
        kind.open = Some(held.iter().map(|one| one.opened_on.days_until(as_of) as f64).collect());
    } else {
        kind.open = Some(ages.iter().map(|age| *age as f64).collect());
    }
}

/// Cases that stood on average: person-days over days.
fn census(past: &[Past], (from, to): (Day, Day)) -> Option<f64> {
    let days = from.days_until(to);
    let inside = |one: &Past| {
        let until = one.closed_on.unwrap_or(to).min(to);
        one.opened_on.max(from).days_until(until).max(0) * one.n
    };
    (days > 0).then(|| past.iter().map(inside).sum::<i64>() as f64 / days as f64)
}

/// Arrivals times stay, over all kinds.
fn law(kinds: &[Kind]) -> Option<f64> {
    let each: Option<Vec<f64>> = kinds
        .iter()
        .map(|kind| kind.stays().map(|stays: Stays| kind.arrivals_a_week / 7.0 * stays.mean()))
        .collect();
    each.map(|all| all.iter().sum())
}

fn lasting_from(own: i64, kinds: usize, any: bool) -> String {
    let few = kinds - usize::try_from(own).unwrap_or(0);
    let base = "cases that ended and cases that are still open, each counted for as long as it was seen";
    match (few, any) {
        (_, false) => "no case has ended yet: 120 days, an Alongside default".to_owned(),
        (0, true) => base.to_owned(),
        _ => format!(
            "{base}; {} with fewer than {FEWEST} that ended by all kinds together",
            count(i64::try_from(few).unwrap_or(0), "kind", "kinds")
        ),
    }
}

fn weighing_from(unweighed: i64, kinds: usize) -> String {
    match unweighed {
        0 => "the mean points of the open cases of each kind, by the weights in force".to_owned(),
        n if usize::try_from(n).is_ok_and(|n| n == kinds) => {
            "no case is weighed yet: 1 point a case, an Alongside default".to_owned()
        }
        n => format!(
            "the mean points of open cases; {} without any that is weighed at 1 point a case, an Alongside default",
            count(n, "kind", "kinds")
        ),
    }
}

#[cfg(test)]
mod tests;
