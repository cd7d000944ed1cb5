//! How many cases of each officer a draw takes, with the reasons; and what a manager settles.

use super::{
    model::{FEWEST, Rate, Settings, rate},
    store::{self, Officer, Settled},
};
use crate::{programme::thematic::web::shell, web::nav};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role, Shown};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, words::count};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav};

/// The rates of the officers whom the asker leads.
#[derive(Template)]
#[template(path = "programme/rates.html")]
pub struct ShowRates {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Whether draws take them, in a sentence.
    pub standing: String,
    /// How many are drawn in a month, in a sentence.
    pub sum: String,
    /// The officers.
    pub officers: Vec<RateRow>,
    /// Whether the asker may settle it.
    pub manages: bool,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// An officer's rate.
#[derive(Clone, Debug)]
pub struct RateRow {
    /// Their name.
    pub name: String,
    /// How many of their cases a draw takes.
    pub picks: i64,
    /// Each addend with its reason.
    pub why: Vec<String>,
    /// Their cases, and how many of them are of high risk.
    pub cases: String,
    /// Their reviews of the last six months.
    pub reviews: String,
}

impl RateRow {
    pub(super) fn new(officer: &Officer, Rate { picks, why }: Rate) -> Self {
        let known = officer.known();
        let reviews = match known.mean() {
            Some(mean) => format!("{mean:.1} (n = {})", known.reviews),
            None => format!("Too few to say (n = {}, fewer than {FEWEST})", known.reviews),
        };
        Self {
            name: officer.name.clone(),
            picks,
            why,
            cases: format!("{}, {} of high risk", officer.cases, officer.high),
            reviews,
        }
    }
}

/// The first day of a day's month.
pub(crate) fn month_of(day: Day) -> Day {
    Day::new(day.year(), day.month(), 1).unwrap_or(day)
}

fn standing(settled: Option<&Settled>) -> String {
    match settled {
        None => "Draws take two cases of everybody, the Alongside default. What stands below is a proposal."
            .to_owned(),
        Some(s) => {
            let whose = format!("settled by {} on {}", s.by, Day::of(s.at).long());
            if s.in_draws {
                format!(
                    "Draws take these numbers, {whose}. They are kept and hashed with the frame before the seed."
                )
            } else {
                format!("Draws take two cases of everybody. What stands below is a proposal, {whose}.")
            }
        }
    }
}

fn filled(settings: Settings) -> Form {
    let mut form = Form::default();
    for (field, n) in [
        ("base", settings.base),
        ("newcomer", settings.newcomer),
        ("high", settings.high),
        ("low", settings.low),
        ("low_score", settings.low_score),
    ] {
        form.set(field, n.to_string());
    }
    form.set("in_draws", if settings.in_draws { "yes" } else { "" });
    form
}

async fn page(db: &Db, actor: &Actor, form: Option<Form>, done: &str) -> Result<ShowRates, Fault> {
    let today = Day::of(actor.now);
    let (settled, officers) = db
        .list(actor, "list", "rates of the draw".to_owned(), move |c, scope| {
            let value = (store::settled(c, scope.tenant())?, store::officers(c, scope, today)?);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let settings = settled.as_ref().map_or_else(Settings::default, Settled::settings);
    let rows: Vec<RateRow> = officers
        .iter()
        .map(|officer| RateRow::new(officer, rate(&settings, &officer.known(), month_of(today))))
        .collect();
    let sum: i64 = rows.iter().zip(&officers).map(|(row, officer)| row.picks.min(officer.cases)).sum();
    let form = form.unwrap_or_else(|| filled(settings));
    Ok(ShowRates {
        shell: shell(actor, "How many cases of an officer are drawn", done)
            .intro("More is looked at where somebody is new, risk is high, or scores were low.")
            .errors(errors(&form)),
        nav: nav(actor, "/reviews/programme"),
        standing: standing(settled.as_ref()),
        sum: format!(
            "{} of the officers you lead, where each holds enough that may be drawn.",
            count(sum, "case in a month", "cases in a month")
        ),
        officers: rows,
        manages: actor.is(Role::Manager),
        form,
        submission: submission(db),
    })
}

/// Shows the rates: two statements, however many officers.
pub async fn show_rates(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowRates>, Fault> {
    Ok(Page(page(&db, &actor, None, query.value("done")).await?))
}

fn read(form: &mut Form) -> Option<Settings> {
    let mut number = |field: &str, from: i64, to: i64| {
        let fits = |text: &str| text.parse().ok().filter(|n| (from..=to).contains(n));
        form.one_of(field, fits, &format!("Write a whole number from {from} to {to}."))
    };
    let base = number("base", 1, 10);
    let more = [number("newcomer", 0, 5), number("high", 0, 5), number("low", 0, 5)];
    let low_score = number("low_score", 0, 100);
    let [newcomer, high, low] = more;
    let in_draws = form.value("in_draws") == "yes";
    Some(Settings {
        base: base?,
        newcomer: newcomer?,
        high: high?,
        low: low?,
        low_score: low_score?,
        in_draws,
    })
}

/// Settles the rates of the service; draws that were begun keep theirs.
pub async fn settle(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let Some(settings) = read(&mut posted.form) else {
        let page = page(&db, &actor, Some(posted.form), "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "settleRates", &posted.submission, move |c, scope| {
            store::settle(c, scope.tenant(), id, &settings, (scope.user(), scope.now()))?;
            Ok(Changed::to("/reviews/programme/rates?done=saved", format!("rates of the draw: {settings:?}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowRates {
    const NAME: &'static str = "programme-rates";
    fn samples() -> Vec<(&'static str, Self)> {
        let officer = |name: &str, picks| RateRow {
            name: name.to_owned(),
            picks,
            why: vec!["1 more: 6 of 9 cases are of high risk".to_owned(); usize::from(picks > 2)],
            cases: "9, 6 of high risk".to_owned(),
            reviews: "63.5 (n = 4)".to_owned(),
        };
        let page = |officers: Vec<RateRow>, form: Form| Self {
            shell: Shell::new("How many cases of an officer are drawn", "Quality").errors(errors(&form)),
            nav: SubNav::new("Quality", "", Vec::new()),
            standing: standing(None),
            sum: "5 cases in a month of the officers you lead.".to_owned(),
            manages: !officers.is_empty(),
            officers,
            form,
            submission: String::new(),
        };
        let both = || {
            vec![
                officer("Priya Shah", 2),
                officer("Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley", 3),
            ]
        };
        let mut wrong = Form::default();
        wrong.error("base", "Write a whole number from 1 to 10.");
        vec![
            ("two", page(both(), filled(Settings::default()))),
            ("nobody", page(Vec::new(), Form::default())),
            ("errors", page(both(), wrong)),
        ]
    }
}
