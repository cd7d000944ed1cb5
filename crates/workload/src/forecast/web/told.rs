//! An answer in words and rows.

use crate::{
    Points,
    forecast::{
        answer::{Answer, Played},
        scenario::{Change, Scenario},
    },
    model::Spread,
};
use kernel::words::count;
use ui::chart::{Fan, fan};

/// An answer as people read it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The answer in a sentence or two.
    pub verdict: Vec<String>,
    /// What each column of the tables is.
    pub columns: Vec<String>,
    /// What is carried: who, their room in each column, and the three numbers in each.
    pub loads: Vec<LoadRow>,
    /// What is missed, and the posts: what, and a value in each column.
    pub figures: Vec<(String, Vec<String>)>,
    /// The course, in points.
    pub fan: Fan,
    /// The same as a table: when, and the three numbers.
    pub course: Vec<(String, [String; 3])>,
    /// Each kind: name, a week, days, cases that stand with their deviation, points each.
    pub kinds: Vec<[String; 5]>,
    /// Each officer: name, hours, reduced, percent for casework, leave.
    pub officers: Vec<[String; 5]>,
    /// The closed form beside.
    pub beside: Vec<String>,
}

/// What somebody carries in each column.
#[derive(Clone, Debug)]
pub struct LoadRow {
    /// Who.
    pub who: String,
    /// Room and the three numbers, of each column.
    pub cells: Vec<[String; 4]>,
}

/// A share as a number of a hundred.
pub(super) fn of_100(share: f64) -> String {
    let n = share * 100.0;
    if n > 0.0 && n < 0.95 { format!("{n:.1}") } else { format!("{n:.0}") }
}

/// A number without needless noughts.
pub(super) fn plain(n: f64) -> String {
    let text = format!("{n:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn size(n: f64) -> String {
    plain(n.abs())
}

/// What a change is, in words; empty for none.
pub fn words(change: &Change) -> String {
    let mut all: Vec<String> = Vec::new();
    match change.posts {
        0 => {}
        -1 => all.push("one post fewer".to_owned()),
        1 => all.push("one post more".to_owned()),
        n if n < 0 => all.push(format!("{} posts fewer", -n)),
        n => all.push(format!("{n} posts more")),
    }
    let way = |n: f64, more: &'static str, less: &'static str| if n > 0.0 { more } else { less };
    let (arrivals, weights) = (change.arrivals_percent, change.weights_percent);
    if arrivals != 0.0 {
        all.push(format!("{}% {} arrivals", size(arrivals), way(arrivals, "more", "fewer")));
    }
    if change.admin_hours != 0.0 {
        let support = way(change.admin_hours, "more", "less");
        all.push(format!("{} hours a week {support} of administrative support", size(change.admin_hours)));
    }
    if weights != 0.0 {
        all.push(format!("cases {}% {}", size(weights), way(weights, "heavier", "lighter")));
    }
    if let Some(casework) = change.casework {
        all.push(format!("{}% of hours kept for casework", plain(casework)));
    }
    all.join(" and ")
}

impl Told {
    /// What is told of an answer.
    pub fn new(scenario: &Scenario, answer: &Answer) -> Self {
        let change = scenario.change.unwrap_or_default();
        let mut columns = vec!["As it is".to_owned()];
        let mut all = vec![&answer.today];
        if let Some(changed) = &answer.changed {
            columns.push(format!("With {}", words(&change)));
            all.push(changed);
        }
        let last = answer.changed.as_ref().unwrap_or(&answer.today);
        Self {
            verdict: verdict(scenario, answer, &words(&change)),
            loads: loads(&all),
            figures: figures(scenario, &all),
            fan: picture(last),
            course: course(last),
            kinds: kinds(scenario, answer),
            officers: officers(scenario),
            beside: beside(answer),
            columns,
        }
    }
}

fn verdict(scenario: &Scenario, answer: &Answer, change: &str) -> Vec<String> {
    let days = |played: &Played| of_100(played.outcome.days_over);
    let today = days(&answer.today);
    let mut all = vec![match &answer.changed {
        Some(changed) => format!(
            "With {change}, somebody is over their room on {} days in 100; as it is, on {today}.",
            days(changed)
        ),
        None => format!("As it is, somebody is over their room on {today} days in 100."),
    }];
    let played = answer.changed.as_ref().unwrap_or(&answer.today);
    let risk = plain(scenario.risk);
    all.push(match played.needed {
        Some(needed) => format!(
            "It takes {} full-time posts for {risk} such days in 100; there would be {}.",
            plain(needed),
            plain(played.made.posts)
        ),
        None => format!("No number of posts that can be thought of comes down to {risk} such days in 100."),
    });
    all
}

fn three(load: Spread) -> [String; 3] {
    [load.p10, load.p50, load.p90].map(whole)
}

/// Points to the nearest whole one: nobody knows the future to the hundredth.
fn whole(points: Points) -> String {
    format!("{:.0}", points.in_hundredths() as f64 / 100.0)
}

fn loads(all: &[&Played]) -> Vec<LoadRow> {
    let cell = |room: Points, load: Spread| {
        let [low, half, high] = three(load);
        [whole(room), low, half, high]
    };
    let team: Vec<[String; 4]> =
        all.iter().map(|one| cell(crate::forecast::answer::room(&one.made), one.outcome.team)).collect();
    let mut rows = vec![LoadRow { who: "Everybody".to_owned(), cells: team }];
    let names = all.last().map(|last| last.made.officers.clone()).unwrap_or_default();
    for (n, name) in names.into_iter().enumerate() {
        let cells = all
            .iter()
            .map(|one| match (one.made.play.officers.get(n), one.outcome.officers.get(n)) {
                (Some(officer), Some(load)) if officer.until > 0 => cell(officer.room, *load),
                _ => ["not there", "", "", ""].map(str::to_owned),
            })
            .collect();
        rows.push(LoadRow { who: name, cells });
    }
    rows
}

fn figures(scenario: &Scenario, all: &[&Played]) -> Vec<(String, Vec<String>)> {
    let row = |what: String, of: &dyn Fn(&Played) -> String| (what, all.iter().map(|one| of(one)).collect());
    let days = |share: f64| format!("{} days in 100", of_100(share));
    let mut rows = vec![
        row("Somebody is over their room".to_owned(), &|one| days(one.outcome.days_over)),
        row("Chance that somebody is, on any day of the year".to_owned(), &|one| {
            format!("{} in 100", of_100(one.outcome.ever_over))
        }),
        row("All cases weigh more than those at work have room for".to_owned(), &|one| {
            days(one.outcome.days_short)
        }),
        row(format!("Somebody is over {}% of their room", scenario.standards.most_percent), &|one| {
            days(one.outcome.days_far)
        }),
    ];
    if scenario.standards.first_contact_days > 0 {
        let within = count(i64::from(scenario.standards.first_contact_days), "day", "days");
        rows.push(row(format!("First contact later than {within}"), &|one| {
            format!("{} cases in 100", of_100(one.outcome.late))
        }));
    }
    rows.push(row("Open cases on a day, on average".to_owned(), &|one| plain(one.outcome.cases)));
    rows.push(row("Full-time posts there are".to_owned(), &|one| plain(one.made.posts)));
    rows.push(row(format!("Full-time posts needed for {} days in 100", plain(scenario.risk)), &|one| {
        one.needed.map_or("too many to say".to_owned(), plain)
    }));
    rows
}

fn points(points: Points) -> f64 {
    points.in_hundredths() as f64 / 100.0
}

fn picture(played: &Played) -> Fan {
    let values: Vec<[f64; 3]> = played
        .outcome
        .weeks
        .iter()
        .map(|week| [week.load.p10, week.load.p50, week.load.p90].map(points))
        .collect();
    fan(&values, Some(points(crate::forecast::answer::room(&played.made))), &[])
}

fn course(played: &Played) -> Vec<(String, [String; 3])> {
    let weeks = played.outcome.weeks.iter().enumerate().skip(3).step_by(8);
    weeks.map(|(n, week)| (format!("After {} weeks", n + 1), three(week.load))).collect()
}

fn kinds(scenario: &Scenario, answer: &Answer) -> Vec<[String; 5]> {
    let one = |(kind, closed): (&crate::forecast::scenario::Kind, &crate::forecast::answer::Closed)| {
        [
            kind.name.clone(),
            plain(closed.a_week),
            format!("{:.0}", closed.days),
            format!("{:.0}, give or take {:.0}", closed.standing.mean, closed.standing.deviation()),
            plain(kind.weighs()),
        ]
    };
    scenario.kinds.iter().zip(&answer.closed).map(one).collect()
}

fn officers(scenario: &Scenario) -> Vec<[String; 5]> {
    scenario
        .officers
        .iter()
        .map(|one| {
            let booked = one.leave.len();
            let leave = match booked {
                0 => format!("{} days expected", plain(one.leave_days)),
                n => format!("{} days expected, {n} booked", plain(one.leave_days)),
            };
            [one.name.clone(), plain(one.hours), plain(one.reduced_hours), plain(one.casework), leave]
        })
        .collect()
}

fn beside(answer: &Answer) -> Vec<String> {
    let cases: f64 = answer.closed.iter().map(|kind| kind.standing.mean).sum();
    let mut all = vec![format!(
        "Arrivals times stay (Little's law) give {cases:.0} open cases in the long run, give or take {:.0}.",
        cases.sqrt()
    )];
    if let Some(posts) = answer.posts_by_formula {
        all.push(format!(
            "By hours alone, without chance, that is work for {} full-time posts.",
            plain(posts)
        ));
    }
    if let Some(desk) = answer.desk {
        all.push(format!("At the desk, {} in 100 have to wait.", of_100(desk.waits)));
    }
    if let Some(rule) = answer.rule {
        all.push(format!(
            "By the rule of thumb: {:.0} cases a year, {} workers and {} administrators.",
            rule.cases,
            plain(rule.workers),
            plain(rule.administrators)
        ));
    }
    all
}
