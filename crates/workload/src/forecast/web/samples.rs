//! Samples of the pages of the model.

use super::{
    SEED,
    check::{Month, ShowCheck, picture, verdict},
    compare::ShowCompare,
    kept::ShowKept,
    show::ShowModel,
    told::Told,
};
use crate::forecast::{answer::answer, scenario};
use kernel::{Day, Form};
use people::web::errors;
use ui::{Choice, Shell, SubNav};

const LONG: &str = "Community Safety and Neighbourhood Disputes of Featherstonehaugh-Cholmondeley";

/// The answer to a scenario that ships.
fn told() -> Option<Told> {
    let mut scenario = scenario::read(include_str!("../../../../../scenarios/lose-one-post.toml")).ok()?;
    (scenario.runs, scenario.days) = (8, 91);
    let answer = answer(&scenario, SEED, 4)?;
    Some(Told::new(&scenario, &answer))
}

fn nav() -> SubNav {
    SubNav::new("Caseloads", "", Vec::new())
}

impl ui::Samples for ShowModel {
    const NAME: &'static str = "forecast-show";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |told: Option<Told>, form: Form, name: &str| Self {
            shell: Shell::new(format!("What if? {name}"), "Caseloads")
                .intro("Ask before you decide.")
                .errors(errors(&form)),
            nav: nav(),
            asked_often: vec![("Can we lose one post?", "/caseloads/model?posts=-1".to_owned())],
            teams: vec![Choice::new("1", name)],
            weeks: vec![Choice::new("52", "The last year")],
            posts: vec![Choice::new("-1", "one post fewer")],
            sources: vec![("Arrivals".to_owned(), "cases opened in the 52 weeks before today".to_owned())],
            census: "On an average day of these weeks 40.1 cases were open.".to_owned(),
            kept: told
                .iter()
                .map(|_| (format!("{LONG}, kept by {LONG}"), "/caseloads/model".to_owned()))
                .collect(),
            told,
            form,
            submission: String::new(),
        };
        let mut wrong = Form::default();
        wrong.set("arrivals", "many");
        wrong.error("arrivals", "Write a number from -90 to 300, or leave it empty.");
        vec![
            ("full", page(told(), Form::default(), "Housing")),
            ("long names", page(told(), Form::default(), LONG)),
            ("errors", page(None, wrong, "Housing")),
            ("empty", page(None, Form::default(), "Housing")),
        ]
    }
}

impl ui::Samples for ShowKept {
    const NAME: &'static str = "forecast-kept";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |told: Option<Told>, name: &str| Self {
            shell: Shell::new(name, "Caseloads"),
            nav: nav(),
            from: format!("Kept by {name} on 23 November 2026."),
            told,
            body: "name = \"One post fewer\"\n".to_owned(),
            compare: "/caseloads/model/compare".to_owned(),
        };
        vec![("full", page(told(), "One post fewer")), ("empty", page(None, LONG))]
    }
}

impl ui::Samples for ShowCompare {
    const NAME: &'static str = "forecast-compare";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |names: Vec<String>| Self {
            shell: Shell::new("Scenarios side by side", "Caseloads"),
            nav: nav(),
            all: names.iter().map(|name| Choice::new("1", name)).collect(),
            rows: names
                .iter()
                .map(|_| {
                    ("Somebody is over their room".to_owned(), ["12 days", "41 days"].map(str::to_owned))
                })
                .take(1)
                .collect(),
            names,
            form: Form::default(),
        };
        vec![("full", page(vec!["One post fewer".to_owned(), LONG.to_owned()])), ("empty", page(Vec::new()))]
    }
}

impl ui::Samples for ShowCheck {
    const NAME: &'static str = "forecast-check";
    fn samples() -> Vec<(&'static str, Self)> {
        let on = Day::parse("2026-11-22").unwrap_or(Day::of(kernel::Instant::from_micros(0)));
        let months: Vec<Month> =
            (0..13).map(|n| Month { on: on.plus(28 * n), forecast: [30, 38, 47], was: 33 + n }).collect();
        let page = |months: Vec<Month>, name: &str| Self {
            shell: Shell::new(format!("Was it right? {name}"), "Caseloads"),
            nav: nav(),
            teams: vec![Choice::new("1", name)],
            verdict: verdict(&months),
            from: "Made from what was recorded before 22 November 2025.".to_owned(),
            fan: (!months.is_empty()).then(|| picture(&months)),
            months,
            form: Form::default(),
        };
        vec![("full", page(months, "Housing")), ("empty", page(Vec::new(), LONG))]
    }
}
