//! The next weights from a time study: before, measured and then; what they would do to open cases; publishing.

use super::{id_of, list, nav, shell};
use crate::{
    Points,
    load::{store::facts::Which, weigh::scored_by},
    time::{
        results,
        store::{self, Exercise, results as read},
        weigh::{self, Measure, TeamChange},
    },
    weights::{Weights, store as packs_store},
};
use access::{Actor, CaseId, Changed, Db, Fault, NOBODY, Posted, Query};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result, db::Conn, words::count};
use people::web::{errors, submission};
use std::collections::HashMap;
use ui::{Page, Shell, SubNav};
use uuid::Uuid;

/// Open cases on which new weights are tried, at most.
const MOST: i64 = 100_000;

/// The next weights.
#[derive(Template)]
#[template(path = "time/weights.html")]
pub struct NextWeights {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// The study's page.
    pub back: String,
    /// Which weights are the ones before, and what a point of theirs is.
    pub before: String,
    /// Why no weights can be made; empty where they can.
    pub none: String,
    /// Each base: name, cases, minutes a week, measured, before, then, and whether it changes.
    pub rows: Vec<BaseRow>,
    /// What would change, in a sentence.
    pub change: String,
    /// By team.
    pub teams: Vec<TeamRow>,
    /// Where it is published.
    pub action: String,
    /// The weights that this page is about: id and version, so that none is made of others.
    pub of: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A base.
#[derive(Clone, Debug)]
pub struct BaseRow {
    /// Its name.
    pub name: String,
    /// Cases measured.
    pub n: i64,
    /// The middle case's time a week; empty where none was measured.
    pub weekly: String,
    /// The same in points; empty where none was measured.
    pub measured: String,
    /// Points before.
    pub old: String,
    /// Points then.
    pub new: String,
    /// How they are worked out; empty where they stay.
    pub sum: String,
}

/// A team.
#[derive(Clone, Debug)]
pub struct TeamRow {
    /// Its name.
    pub name: String,
    /// Its open cases, and how many change.
    pub cases: String,
    /// Points before.
    pub before: String,
    /// Points then.
    pub after: String,
    /// The largest change of one case.
    pub largest: String,
}

/// What the next weights are made from.
struct Made {
    exercise: Exercise,
    pack: Weights,
    version: i64,
    people: usize,
    measures: Vec<Measure>,
    trial: Vec<TeamChange>,
}

impl Made {
    /// Reads it. Ten statements at most; without the trial six.
    fn read(c: &mut dyn Conn, tenant: i64, id: Uuid, today: Day, with_trial: bool) -> Result<Self> {
        let exercise = store::one(c, tenant, id)?;
        let entries = if exercise.is_over(today) { read::counted(c, tenant, id)? } else { Vec::new() };
        if !results::may_show(&entries).all {
            return Err(Error::NotFound);
        }
        let pack = packs_store::in_force(c, tenant, today)?;
        let version = packs_store::next_version(c, tenant, &pack.id)?;
        let cases = read::cases(c, tenant, id)?;
        let stages = read::stages(c, tenant, id, (exercise.from_on, exercise.last_on()))?;
        let measures = weigh::measures(&pack, (&entries, &cases, &stages), exercise.days());
        let users: std::collections::BTreeSet<_> = entries.iter().map(|one| one.user_id).collect();
        let mut made = Self { exercise, pack, version, people: users.len(), measures, trial: Vec::new() };
        if with_trial {
            let next = made.next(today);
            let which = Which::After(CaseId::from_uuid(NOBODY), MOST);
            let scores = scored_by(c, tenant, [&made.pack, &next], which, today)?;
            let teams: HashMap<CaseId, String> = read::teams(c, tenant)?.into_iter().collect();
            made.trial = weigh::trial(scores.iter().map(|(case, scores)| {
                (teams.get(&case.case_id).map_or("A team that is known no more", String::as_str), scores)
            }));
        }
        Ok(made)
    }

    fn next(&self, from: Day) -> Weights {
        let source = format!(
            "Time study {}, {}, {} people: (n × measured + {K} × points before) ÷ (n + {K}). The {K} is an Alongside default. Before: {}",
            self.exercise.name.replace(['\n', '\r'], " "),
            list::when(&self.exercise),
            self.people,
            self.pack.source,
            K = weigh::K,
        );
        weigh::next(&self.pack, &self.measures, (self.version, from), source)
    }

    fn of(&self) -> String {
        format!("{} {}", self.pack.id, self.pack.version)
    }

    /// Why none can be made of this.
    fn none(&self) -> &'static str {
        if self.pack.full_week.is_some() {
            "A point of the weights in force is no hour of work, so that time cannot be turned into points. Put weights in hours in force first."
        } else if self.measures.iter().all(|one| one.n == 0) {
            "No entry of this study names a case that the weights in force know. There is nothing to weigh by."
        } else {
            ""
        }
    }
}

fn base_row(one: &Measure) -> BaseRow {
    let sum = one.measured.filter(|_| one.n > 0).map_or(String::new(), |measured| {
        format!("({} × {measured} + {K} × {}) ÷ {}", one.n, one.old, one.n + weigh::K, K = weigh::K)
    });
    BaseRow {
        name: one.name.clone(),
        n: one.n,
        weekly: one.weekly.map_or(String::new(), |weekly| format!("{weekly:.0} min")),
        measured: one.measured.map_or(String::new(), |points| points.to_string()),
        old: one.old.to_string(),
        new: one.new.to_string(),
        sum,
    }
}

/// `+3`, `−2.5`, `0`.
fn signed(points: Points) -> String {
    if points > Points::ZERO { format!("+{points}") } else { points.to_string() }
}

fn team_row(one: &TeamChange) -> TeamRow {
    TeamRow {
        name: one.team.clone(),
        cases: format!("{} of {}", one.changed, one.cases),
        before: one.before.to_string(),
        after: format!("{} ({})", one.after, signed(one.after - one.before)),
        largest: signed(one.largest),
    }
}

fn page(db: &Db, actor: &Actor, made: &Made, form: Form) -> NextWeights {
    let (cases, changed) =
        made.trial.iter().fold((0, 0), |sum, team| (sum.0 + team.cases, sum.1 + team.changed));
    let at = list::at(made.exercise.exercise_id);
    NextWeights {
        shell: shell(actor, "The next weights", "")
            .intro(format!("From the time study {}.", made.exercise.name))
            .errors(errors(&form)),
        nav: nav(actor, "/time/exercises"),
        back: at.clone(),
        before: format!(
            "In force now: {}, version {}. A point is {}. {} recorded.",
            made.pack.name,
            made.pack.version,
            made.pack.point,
            super::people(i64::try_from(made.people).unwrap_or(0)),
        ),
        none: made.none().to_owned(),
        rows: made.measures.iter().map(base_row).collect(),
        change: format!(
            "{changed} of {} would weigh more or less than now.",
            count(cases, "open case", "open cases")
        ),
        teams: made.trial.iter().take(40).map(team_row).collect(),
        action: format!("{at}/weights"),
        of: made.of(),
        form,
        submission: submission(db),
    }
}

async fn made(db: &Db, actor: &Actor, id: Uuid) -> std::result::Result<Made, Fault> {
    let today = Day::of(actor.now);
    Ok(db
        .report(actor, "report", "next weights".to_owned(), move |c, scope| {
            Made::read(c, scope.tenant(), id, today, true)
        })
        .await?)
}

/// Shows the next weights with what they would change.
pub async fn show_weights(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(_): Query,
) -> std::result::Result<Page<NextWeights>, Fault> {
    let made = made(&db, &actor, id_of(&params, "exercise_id")?).await?;
    let mut form = Form::default();
    form.set("from", Day::of(actor.now).plus(1).long());
    Ok(Page(page(&db, &actor, &made, form)))
}

/// Publishes them.
pub async fn publish(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let (id, today) = (id_of(&params, "exercise_id")?, Day::of(actor.now));
    let form = &mut posted.form;
    let (from, why) = crate::weights::web::from_and_why(form, today);
    let of = form.text("of");
    let (Some(from), true) = (from, form.is_good()) else {
        let made = made(&db, &actor, id).await?;
        return Ok(Page(page(&db, &actor, &made, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let entry = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "publishWeights", &posted.submission, move |c, scope| {
            let made = Made::read(c, scope.tenant(), id, today, false)?;
            if !made.none().is_empty() {
                return Err(Error::Conflict(made.none().to_owned()));
            }
            if made.of() != of {
                return Err(Error::Conflict(
                    "Other weights are in force since you opened this. Look at the change again.".to_owned(),
                ));
            }
            let pack = made.next(from);
            let detail = format!("weights {} version {} from {from}", pack.id, pack.version);
            let new = packs_store::Publication { id: entry, pack, from, why: why.clone() };
            packs_store::publish(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            Ok(Changed::to("/caseloads/weights?done=published", detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
