//! Reviews needed and hours there are, with what would be if something were otherwise. What if is never saved.

use super::{
    model::{
        Minutes, REVIEW_MINUTES, SECOND_PERCENT, SIX_WEEK_A_MONTH, SIX_WEEK_MINUTES, hours, number, second,
        verdict, whole,
    },
    store::{self, Facts, NewHours},
};
use crate::{
    programme::{
        rate::{
            model::{Settings, rate},
            web::month_of,
        },
        thematic::web::shell,
    },
    review::web::list::month_words,
    supervision::model::{LEAST_MINUTES, asked_for},
    web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query, UserId};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, words::count};
use people::web::{errors, submission};
use std::collections::BTreeMap;
use ui::{Choice, Page, Shell, SubNav};

/// Capacity of the service.
#[derive(Template)]
#[template(path = "programme/capacity.html")]
pub struct ShowCapacity {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// The result in words.
    pub verdict: String,
    /// What else quality takes in a month, in words.
    pub whole: String,
    /// What would be, in words; empty where nothing was asked.
    pub what_if: String,
    /// What takes time.
    pub lines: Vec<Line>,
    /// Reviews needed by team: name, officers, cases, reviews.
    pub teams: Vec<(String, i64, i64, i64)>,
    /// Hours by reviewer: name, hours, from when and by whom.
    pub hours: Vec<(String, String, String)>,
    /// Who may review.
    pub reviewers: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// Something that takes time in a month.
#[derive(Clone, Debug)]
pub struct Line {
    /// What.
    pub what: &'static str,
    /// How many in a month.
    pub many: String,
    /// Where that is from.
    pub many_from: String,
    /// Minutes each.
    pub minutes: String,
    /// Where these are from.
    pub minutes_from: String,
    /// Hours in a month.
    pub hours: String,
}

/// What capacity comes to.
struct Sum {
    teams: BTreeMap<String, (i64, i64, i64)>,
    first: i64,
    twice: i64,
    each: Minutes,
    six_week: (f64, Minutes),
    sessions: (i64, Minutes),
    have: f64,
}

/// What is asked for instead of what is.
#[derive(Clone, Copy, Debug, Default)]
struct WhatIf {
    rate: Option<i64>,
    minutes: Option<f64>,
    hours: Option<f64>,
}

fn sum(facts: &Facts, today: Day, what_if: WhatIf) -> Sum {
    let first = month_of(today);
    let settled =
        facts.settled.as_ref().map(crate::programme::rate::store::Settled::settings).filter(|s| s.in_draws);
    let flat = Settings { newcomer: 0, high: 0, low: 0, ..Settings::default() };
    let settings = match (what_if.rate, settled) {
        (Some(base), settled) => Settings { base, ..settled.unwrap_or(flat) },
        (None, settled) => settled.unwrap_or(flat),
    };
    let mut teams: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    let mut sessions = 0;
    for (team, worker) in &facts.teams {
        let known = facts.known.get(worker).copied().unwrap_or_default();
        let of = teams.entry(team.clone()).or_default();
        of.0 += 1;
        of.1 += known.cases;
        of.2 += rate(&settings, &known, first).picks.min(known.cases);
        sessions += asked_for(known.started_on, first, first.plus_months(1));
    }
    let reviews: i64 = teams.values().map(|of| of.2).sum();
    let officers = facts.teams.len() as f64;
    let each = Minutes::of(&facts.reviews, REVIEW_MINUTES);
    let have: i64 = facts.hours.iter().map(|one| one.minutes).sum();
    Sum {
        teams,
        first: reviews,
        twice: second(reviews, SECOND_PERCENT),
        each: what_if.minutes.map_or(each, |minutes| Minutes { minutes, ..each }),
        six_week: (officers * SIX_WEEK_A_MONTH, Minutes::of(&facts.six_week, SIX_WEEK_MINUTES)),
        sessions: (sessions, Minutes::of(&facts.sessions, LEAST_MINUTES as f64)),
        have: what_if.hours.map_or(have as f64, |hours| hours * 60.0),
    }
}

impl Sum {
    fn verdict(&self) -> String {
        verdict(self.first + self.twice, self.each.minutes, self.have)
    }

    fn minutes(&self) -> f64 {
        (self.first + self.twice) as f64 * self.each.minutes
            + self.six_week.0 * self.six_week.1.minutes
            + self.sessions.0 as f64 * self.sessions.1.minutes
    }

    fn lines(&self, settled: bool) -> Vec<Line> {
        let officers: i64 = self.teams.values().map(|of| of.0).sum();
        let line = |what, many: f64, many_from: String, each: Minutes| Line {
            what,
            many: number(many),
            many_from,
            minutes: number(each.minutes),
            minutes_from: each.source(),
            hours: hours(many * each.minutes),
        };
        let from = if settled { "as draws take them" } else { "two of each, the Alongside default" };
        vec![
            line(
                "Mid Case Reviews",
                self.first as f64,
                format!("{} with open cases, {from}", count(officers, "officer", "officers")),
                self.each,
            ),
            line(
                "Second reviews",
                self.twice as f64,
                format!("{SECOND_PERCENT}% of these. Alongside default"),
                self.each,
            ),
            line(
                "Six-week reviews",
                self.six_week.0,
                "One of each officer in 42 days".to_owned(),
                self.six_week.1,
            ),
            line(
                "One-to-one supervision",
                self.sessions.0 as f64,
                "What the cadence asks for in a month".to_owned(),
                self.sessions.1,
            ),
        ]
    }
}

/// Reads what is asked for instead; the errors stand on their fields.
fn read_what_if(form: &mut Form) -> WhatIf {
    let mut asked = |field: &str, from: f64, to: f64| {
        let text = form.text(field);
        if text.is_empty() {
            return None;
        }
        let fits = |text: &str| text.parse::<f64>().ok().filter(|n| (from..=to).contains(n));
        form.one_of(field, fits, &format!("Write a number from {from} to {to}."))
    };
    let rate = asked("rate", 1.0, 25.0).map(whole);
    WhatIf { rate, minutes: asked("minutes", 1.0, 480.0), hours: asked("hours", 0.0, 5000.0) }
}

impl ShowCapacity {
    fn new(
        (shell, nav): (Shell, SubNav),
        facts: &Facts,
        owners: &[(UserId, String)],
        today: Day,
        mut form: Form,
    ) -> Self {
        let now = sum(facts, today, WhatIf::default());
        let asked = read_what_if(&mut form);
        let asks = asked.rate.is_some() || asked.minutes.is_some() || asked.hours.is_some();
        let what_if = if asks && form.is_good() {
            format!("If it were so: {}", sum(facts, today, asked).verdict())
        } else {
            String::new()
        };
        let hours_of = |one: &store::Hours| {
            let from = format!(
                "From {}, written down by {} on {}",
                month_words(&one.month),
                one.by,
                Day::of(one.at).long()
            );
            (one.name.clone(), hours(one.minutes as f64), from)
        };
        let settled = facts.settled.as_ref().is_some_and(|s| s.in_draws);
        Self {
            shell: shell.errors(errors(&form)),
            nav,
            verdict: if facts.hours.is_empty() {
                format!("{} No hours are entered yet.", now.verdict())
            } else {
                now.verdict()
            },
            whole: format!(
                "With six-week reviews and supervision, quality takes {} hours in a month.",
                hours(now.minutes())
            ),
            what_if,
            lines: now.lines(settled),
            teams: now.teams.iter().map(|(name, of)| (name.clone(), of.0, of.1, of.2)).collect(),
            hours: facts.hours.iter().map(hours_of).collect(),
            reviewers: owners.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect(),
            form,
            submission: String::new(),
        }
    }
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<ShowCapacity, Fault> {
    let (facts, owners) = db
        .report(actor, "report", "capacity for reviews".to_owned(), move |c, scope| {
            Ok((store::facts(c, scope)?, crate::programme::store::owners(c, scope.tenant())?))
        })
        .await?;
    let shell = shell(actor, "Reviews needed, and hours there are", done)
        .intro("What a month of quality takes, from what was measured, against the hours there are.");
    let frame = (shell, nav(actor, "/reviews/programme"));
    let page = ShowCapacity::new(frame, &facts, &owners, Day::of(actor.now), form);
    Ok(ShowCapacity { submission: submission(db), ..page })
}

/// Shows capacity, and what would be: nine statements.
pub async fn show_capacity(db: Db, actor: Actor, Query(query): Query) -> Result<Response, Fault> {
    let mut form = Form::default();
    for field in ["rate", "minutes", "hours"] {
        form.set(field, query.value(field));
    }
    form.set("month", Day::of(actor.now).to_string().chars().take(7).collect::<String>());
    let page = page(&db, &actor, form, query.value("done")).await?;
    let wrong = !page.form.is_good();
    Ok(if wrong {
        Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY)
    } else {
        Page(page).into_response()
    })
}

/// Keeps the hours that a reviewer has in a month, from a month on.
pub async fn add_hours(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let owners = db
        .report(&actor, "report", "reviewers".to_owned(), |c, scope| {
            crate::programme::store::owners(c, scope.tenant())
        })
        .await?;
    let form = &mut posted.form;
    let find = |text: &str| owners.iter().map(|(id, _)| *id).find(|id| id.to_string() == text);
    let user = form.one_of("reviewer", find, "Choose who reviews.");
    let month = form.one_of(
        "month",
        |text| crate::draw::run::Asked::month_of(text).ok().map(|_| text.to_owned()),
        "Write the month like 2026-11.",
    );
    let minutes = form.one_of(
        "have",
        |text| text.parse::<f64>().ok().filter(|n| (0.0..=250.0).contains(n)).map(|n| whole(n * 60.0)),
        "Write hours in a month, 0 to 250, such as 6 or 7.5.",
    );
    let (Some(user), Some(month), Some(minutes)) = (user, month, minutes) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let new = NewHours { user, month, minutes };
    let location = db
        .act(&actor, "reviewHours", &posted.submission, move |c, scope| {
            store::add(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let detail = format!("{} minutes for reviews from {} for {}", new.minutes, new.month, new.user);
            Ok(Changed::to("/reviews/programme/capacity?done=saved", detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowCapacity {
    const NAME: &'static str = "programme-capacity";
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::programme::rate::model::Known;
        let today = Day::parse("2026-11-20").unwrap_or(Day::of(kernel::Instant::from_micros(0)));
        let user = |n| kernel::Id::from_uuid(uuid::Uuid::from_u128(n));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let full = Facts {
            teams: (1..=18).map(|n| ("Community Safety".to_owned(), user(n))).collect(),
            known: (1..=18).map(|n| (user(n), Known { cases: 12, ..Known::default() })).collect(),
            hours: vec![store::Hours {
                user_id: user(1),
                name: long.to_owned(),
                month: "2026-09".to_owned(),
                minutes: 720,
                by: long.to_owned(),
                at: today.start(),
            }],
            ..Facts::default()
        };
        let page = |facts: &Facts, pairs: &[(&str, &str)]| {
            let frame = (
                Shell::new("Reviews needed, and hours there are", "Quality"),
                SubNav::new("Quality", "", Vec::new()),
            );
            let form = Form::new(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
            Self::new(frame, facts, &[(user(1), long.to_owned())], today, form)
        };
        vec![
            ("full", page(&full, &[])),
            ("what if", page(&full, &[("rate", "3"), ("minutes", "20"), ("hours", "30")])),
            ("errors", page(&full, &[("rate", "many")])),
            ("empty", page(&Facts::default(), &[])),
        ]
    }
}
