//! "What if?": a question put to a team's own history, and the answer.

use super::{
    AT, SEED, about, choices, chosen, may_ask, nav, played, shell, team_value,
    told::{Told, words},
};
use crate::forecast::{
    fit::{Fitted, fit},
    scenario::{Change, Scenario, text},
    store::{self, Kept, NewKept, Team},
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav};

/// The fields of a question.
const FIELDS: [&str; 8] = ["team", "weeks", "posts", "arrivals", "admin", "weights", "casework", "risk"];

/// A question with its answer.
#[derive(Template)]
#[template(path = "forecast/show.html")]
pub struct ShowModel {
    /// The frame.
    pub shell: Shell,
    /// The places of the model.
    pub nav: SubNav,
    /// Questions that are often asked: their words, and where they are answered.
    pub asked_often: Vec<(&'static str, String)>,
    /// Teams that may be asked about.
    pub teams: Vec<Choice>,
    /// How many weeks of arrivals.
    pub weeks: Vec<Choice>,
    /// Posts more or fewer.
    pub posts: Vec<Choice>,
    /// The answer; nothing where there is nobody to do the work.
    pub told: Option<Told>,
    /// Each input with where it came from.
    pub sources: Vec<(String, String)>,
    /// Little's law held against the data.
    pub census: String,
    /// Scenarios that were kept.
    pub kept: Vec<(String, String)>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) weeks: i64,
    pub(super) change: Change,
    pub(super) risk: f64,
    /// Whether it can be answered: what is wrong stands on its field.
    pub(super) good: bool,
}

/// Reads the question; errors stand on their fields, and what is wrong counts as left out.
pub(super) fn read(form: &mut Form) -> Asked {
    let mut number = |field: &str, (from, to): (f64, f64)| {
        if form.text(field).is_empty() {
            return None;
        }
        let fits = |text: &str| text.trim_end_matches('%').parse().ok().filter(|n| (from..=to).contains(n));
        form.one_of(field, fits, &format!("Write a number from {from} to {to}, or leave it empty."))
    };
    let arrivals_percent = number("arrivals", (-90.0, 300.0)).unwrap_or(0.0);
    let weights_percent = number("weights", (-50.0, 200.0)).unwrap_or(0.0);
    let admin_hours = number("admin", (-200.0, 500.0)).unwrap_or(0.0);
    let casework = number("casework", (10.0, 100.0));
    let risk = number("risk", (0.5, 50.0)).unwrap_or(5.0);
    let posts = form.text("posts").parse().ok().filter(|n| (-3..=3).contains(n)).unwrap_or(0);
    let weeks = form.text("weeks").parse().ok().filter(|n| [13, 26, 52].contains(n)).unwrap_or(52);
    let change = Change { arrivals_percent, weights_percent, posts, admin_hours, casework };
    Asked { weeks, change, risk, good: form.is_good() }
}

/// What the page is made from: the teams, the one that is asked about, what is made of its history, and what was kept.
struct Facts {
    teams: Vec<Team>,
    team: Option<Team>,
    fitted: Option<Fitted>,
    kept: Vec<Kept>,
}

async fn facts(db: &Db, actor: &Actor, team: String, asked: Asked) -> Result<Facts, Fault> {
    let who = actor.clone();
    Ok(db
        .report(actor, "report", "model: what if".to_owned(), move |c, scope| {
            let teams = may_ask(&who, store::teams(c, scope)?);
            let team = chosen(&teams, &team);
            let fitted = match &team {
                Some(team) => {
                    let recorded = store::recorded(c, scope.tenant(), team.team_id, scope.now())?;
                    Some(fit(&recorded, Day::of(scope.now()), asked.weeks, &team.name))
                }
                None => None,
            };
            Ok(Facts { teams, team, fitted, kept: store::kept(c, scope.tenant())? })
        })
        .await?)
}

/// What to say where nobody would be left.
const TOO_FEW: &str = "The team has no more posts than that. Choose fewer.";

/// Whether nobody would be left.
fn too_few(scenario: &Scenario, asked: Asked) -> bool {
    i64::try_from(scenario.officers.len()).is_ok_and(|n| n + asked.change.posts < 1)
}

fn often(team: &str) -> Vec<(&'static str, String)> {
    let at = |pairs: &[(&str, &str)]| {
        let mut all = vec![("team", team)];
        all.extend(pairs);
        ui::query(AT, &all)
    };
    vec![
        ("Can we lose one post?", at(&[("posts", "-1")])),
        ("What if 10% more cases come?", at(&[("arrivals", "10")])),
        ("What do ten hours of support free?", at(&[("admin", "10")])),
        ("What if cases weigh 10% more?", at(&[("weights", "10")])),
        ("What if 60% of hours are kept for casework?", at(&[("casework", "60")])),
    ]
}

async fn page(
    db: &Db,
    actor: &Actor,
    (mut form, asked): (Form, Asked),
    done: &str,
) -> Result<ShowModel, Fault> {
    let Facts { teams, team, fitted, kept } = facts(db, actor, form.text("team"), asked).await?;
    form.set("team", team_value(team.as_ref()));
    form.set("weeks", asked.weeks.to_string());
    form.set("posts", asked.change.posts.to_string());
    let (mut told, mut sources, mut census) = (None, Vec::new(), String::new());
    if let Some(Fitted { mut scenario, sources: from, census: check }) = fitted {
        sources = from;
        census = check.map_or(String::new(), |(stood, law)| {
            format!(
                "On an average day of these weeks {stood:.1} cases were open. Arrivals times stay give {law:.1} in the long run."
            )
        });
        if !scenario.officers.is_empty() && !scenario.kinds.is_empty() && asked.good {
            scenario.risk = asked.risk;
            scenario.change = Some(asked.change).filter(|change| *change != Change::default());
            if too_few(&scenario, asked) {
                form.error("posts", TOO_FEW);
            } else {
                let (scenario, answer) = played(scenario, SEED).await?;
                told = answer.map(|answer| Told::new(&scenario, &answer));
            }
        }
    }
    let listed = |one: &Kept| {
        let words = format!("{}, kept by {} on {}", one.name, one.by, Day::of(one.saved_at).long());
        (words, format!("{AT}/{}", one.scenario_id.simple()))
    };
    let title = team.as_ref().map_or("What if?".to_owned(), |team| format!("What if? {}", team.name));
    Ok(ShowModel {
        shell: shell(actor, title, done)
            .intro("Ask before you decide. The answer is played from what your team recorded.")
            .errors(errors(&form)),
        nav: nav(AT),
        asked_often: often(form.value("team")),
        teams: choices(&teams),
        weeks: [(13, "The last 13 weeks"), (26, "The last 26 weeks"), (52, "The last year")]
            .map(|(n, words)| Choice::new(n.to_string(), words))
            .into(),
        posts: (-3..=3_i64).map(post_choice).collect(),
        told,
        sources,
        census,
        kept: kept.iter().map(listed).collect(),
        form,
        submission: submission(db),
    })
}

fn post_choice(n: i64) -> Choice {
    let words = match n {
        0 => "As many as now".to_owned(),
        n => words(&Change { posts: n, ..Change::default() }),
    };
    Choice::new(n.to_string(), words)
}

/// Shows a question with its answer: ten statements. Played on a thread of its own.
pub async fn show_model(db: Db, actor: Actor, Query(query): Query) -> Result<Response, Fault> {
    let mut form = Form::default();
    for field in FIELDS {
        form.set(field, query.value(field));
    }
    let asked = read(&mut form);
    let page = page(&db, &actor, (form, asked), query.value("done")).await?;
    let good = page.form.is_good();
    Ok(if good {
        Page(page).into_response()
    } else {
        Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY)
    })
}

/// Keeps the question with every number it was answered from.
pub async fn keep(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let asked = read(&mut posted.form);
    let name = posted.form.need_text("name", 200, "Give it a name.");
    if !posted.form.is_good() {
        let page = page(&db, &actor, (posted.form, asked), "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let Facts { team, fitted, .. } = facts(&db, &actor, posted.form.text("team"), asked).await?;
    let (Some(team), Some(mut fitted)) = (team, fitted) else {
        return Err(Error::invalid("There is no team to ask about.").into());
    };
    if fitted.scenario.officers.is_empty() || fitted.scenario.kinds.is_empty() {
        return Err(Error::invalid("The team has nobody who takes cases, or no case to go by.").into());
    }
    if too_few(&fitted.scenario, asked) {
        posted.form.error("posts", TOO_FEW);
        let page = page(&db, &actor, (posted.form, Asked { good: false, ..asked }), "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    name.clone_into(&mut fitted.scenario.name);
    fitted.scenario.about =
        format!("{}, made from what was recorded before {}.", team.name, fitted.scenario.begins_on.long());
    fitted.scenario.risk = asked.risk;
    fitted.scenario.change = Some(asked.change).filter(|change| *change != Change::default());
    let new = NewKept {
        id: db.chance().uuid(actor.now),
        name,
        body: text(&fitted.scenario),
        seed: i64::try_from(SEED).unwrap_or(1),
    };
    let detail = about(Some(team.team_id));
    let location = db
        .act(&actor, "keepScenario", &posted.submission, move |c, scope| {
            store::keep(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let to = format!("{AT}/{}?done=kept", new.id.simple());
            Ok(Changed::to(to, format!("{detail}, scenario {}", new.id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
