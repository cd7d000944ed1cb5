//! "Was it right?": a scenario as it would have been made some time ago, played forward, beside what happened.

use super::{SEED, choices, chosen, may_ask, nav, shell, team_value};
use crate::{
    forecast::{
        fit::{Recorded, fit},
        scenario::{Change, make},
        store,
    },
    model::play,
};
use access::{Actor, Db, Fault, Query};
use askama::Template;
use kernel::{Day, Error, Form, words::count};
use ui::{
    Choice, Page, Shell, SubNav,
    chart::{Fan, fan},
};

/// Weeks that are played at most: a year of whole weeks.
const YEAR: i64 = 52;
/// Weeks before the day that a scenario needs to be made from at least. Alongside default.
const BEFORE: i64 = 13;
/// Runs of the model.
const RUNS: u32 = 300;

/// What was forecast beside what happened.
#[derive(Template)]
#[template(path = "forecast/check.html")]
pub struct ShowCheck {
    /// The frame.
    pub shell: Shell,
    /// The places of the model.
    pub nav: SubNav,
    /// Teams that may be asked about.
    pub teams: Vec<Choice>,
    /// In how many months it was right, in a sentence.
    pub verdict: String,
    /// From which day on it was played.
    pub from: String,
    /// The course.
    pub fan: Option<Fan>,
    /// Months: when, the three numbers, what happened, whether that lies within.
    pub months: Vec<Month>,
    /// What was chosen.
    pub form: Form,
}

/// Four weeks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The last day of the four weeks.
    pub on: Day,
    /// Open cases: a tenth, a half, nine tenths of the runs.
    pub forecast: [i64; 3],
    /// Open cases that there were.
    pub was: i64,
}

impl Month {
    /// Whether what happened lies within eight runs of ten.
    pub fn within(&self) -> bool {
        (self.forecast[0]..=self.forecast[2]).contains(&self.was)
    }
}

/// Open cases at the end of a day.
fn open_on(recorded: &Recorded, day: Day) -> i64 {
    recorded
        .past
        .iter()
        .filter(|one| one.opened_on <= day && one.closed_on.is_none_or(|closed| closed > day))
        .map(|one| one.n)
        .sum()
}

/// Plays the scenario that would have been made a year ago, or as long ago as there is enough before it, up to today.
/// `None` where the history is too short.
pub fn back_test(recorded: &Recorded, today: Day, runs: u32) -> Option<(Day, Vec<Month>)> {
    let first = recorded.past.iter().map(|one| one.opened_on).min()?;
    let weeks = (first.days_until(today) / 7 - BEFORE).min(YEAR) / 4 * 4;
    if weeks < 4 {
        return None;
    }
    let from = today.plus(-7 * weeks);
    let fitted = fit(recorded, from, YEAR, "").scenario;
    let made = make(&fitted, &Change::default())?;
    let mut scenario = made.play;
    (scenario.days, scenario.runs) = (usize::try_from(7 * weeks).ok()?, runs);
    scenario.factors.truncate(scenario.days);
    let outcome = play(&scenario, SEED)?;
    let months = outcome.weeks.iter().enumerate().skip(3).step_by(4).map(|(n, week)| {
        let on = from.plus(7 * (i64::try_from(n).unwrap_or(0) + 1) - 1);
        Month { on, forecast: week.cases, was: open_on(recorded, on) }
    });
    Some((from, months.collect()))
}

pub(super) fn verdict(months: &[Month]) -> String {
    let right = months.iter().filter(|month| month.within()).map(|_| 1).sum::<i64>();
    let all = i64::try_from(months.len()).unwrap_or(0);
    format!(
        "What happened lay within the forecast in {right} of {}. Eight in ten is what a good forecast comes to.",
        count(all, "month", "months of four weeks")
    )
}

pub(super) fn picture(months: &[Month]) -> Fan {
    let values: Vec<[f64; 3]> = months.iter().map(|month| month.forecast.map(|n| n as f64)).collect();
    let came: Vec<f64> = months.iter().map(|month| month.was as f64).collect();
    fan(&values, None, &came)
}

/// Shows whether it was right: eight statements. Played on a thread of its own.
pub async fn show_check(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowCheck>, Fault> {
    let (who, asked) = (actor.clone(), query.value("team").to_owned());
    let (teams, team, recorded) = db
        .report(&actor, "report", "model: was it right".to_owned(), move |c, scope| {
            let teams = may_ask(&who, store::teams(c, scope)?);
            let team = chosen(&teams, &asked);
            let recorded = match &team {
                Some(team) => Some(store::recorded(c, scope.tenant(), team.team_id, scope.now())?),
                None => None,
            };
            Ok((teams, team, recorded))
        })
        .await?;
    let today = Day::of(actor.now);
    let work = move || recorded.and_then(|recorded| back_test(&recorded, today, RUNS));
    let tested = tokio::task::spawn_blocking(work).await.map_err(Error::defect)?;
    let mut form = Form::default();
    form.set("team", team_value(team.as_ref()));
    let (from, months) = tested.map_or((None, Vec::new()), |(from, months)| (Some(from), months));
    let name = team.map_or(String::new(), |team| format!(" {}", team.name));
    Ok(Page(ShowCheck {
        shell: shell(&actor, format!("Was it right?{name}"), "")
            .intro("The model as it would have been made then, beside what happened since."),
        nav: nav("/caseloads/model/check"),
        teams: choices(&teams),
        verdict: if months.is_empty() {
            format!("There is too little history yet: it takes {BEFORE} weeks before and four after.")
        } else {
            verdict(&months)
        },
        from: from.map_or(String::new(), |from| {
            format!("Made from what was recorded before {}, and played from then on.", from.long())
        }),
        fan: (!months.is_empty()).then(|| picture(&months)),
        months,
        form,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::fit::{Past, Person};

    #[test]
    fn a_steady_team_is_forecast_and_a_sudden_flood_is_not() {
        let today = Day::parse("2026-11-23").unwrap();
        let person = Person {
            user: access::UserId::from_uuid(uuid::Uuid::from_u128(1)),
            contract: Some(3_700),
            reduced: 0,
            casework: 55.0,
            away: Vec::new(),
        };
        let past = |more: i64| -> Vec<Past> {
            let week = |n: i64| today.plus(-7 * (104 - n));
            let one = |n: i64| Past {
                case_type: "flood".to_owned(),
                opened_on: week(n),
                closed_on: Some(week(n).plus(40 + 20 * (n % 4))).filter(|closed| *closed < today),
                n: if n > 60 { 3 + more } else { 3 },
            };
            (0..104).map(one).collect()
        };
        let tested = |more| {
            let recorded = Recorded { past: past(more), people: vec![person.clone()], ..Recorded::default() };
            back_test(&recorded, today, 60).unwrap()
        };
        let (from, steady) = tested(0);
        assert_eq!((from, steady.len()), (today.plus(-364), 13));
        assert!(steady.iter().filter(|month| month.within()).count() >= 11, "{steady:?}");
        let (_, flood) = tested(9);
        assert!(flood.iter().filter(|month| month.within()).count() <= 4, "{flood:?}");
        assert!(verdict(&steady).contains("of 13 months of four weeks"), "{}", verdict(&steady));
        assert_eq!(back_test(&Recorded::default(), today, 10), None);
    }
}
