//! One time study: how it stands while it runs, its results when it is over.

use super::{id_of, length, list, nav, people, shell};
use crate::time::{
    results::{self, FEWEST, Results, Share},
    store::{self, Exercise, results as read},
};
use access::{Actor, Db, Fault, Query, Role, TeamId};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, words::count};
use people::web::submission;
use ui::{NavItem, Page, Shell, Stat, Stats, SubNav, Tag};

/// A time study.
#[derive(Template)]
#[template(path = "time/show.html")]
pub struct ShowExercise {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// From when until when, for which teams, who planned it.
    pub about: Vec<String>,
    /// How it stands.
    pub tag: Tag,
    /// Who takes part.
    pub people: String,
    /// Where it is ended; empty where it is over.
    pub end: String,
    /// Where it becomes the next weights; empty where it cannot.
    pub weights: String,
    /// Why there are no results; empty where there are.
    pub none: String,
    /// All, or one team; none where teams cannot be shown by themselves.
    pub teams: Option<SubNav>,
    /// The results.
    pub results: Option<Shown>,
    /// Which sending this is.
    pub submission: String,
}

/// Results as they are shown.
#[derive(Clone)]
pub struct Shown {
    /// The main figures.
    pub stats: Stats,
    /// Who, how many days and how long.
    pub n: String,
    /// By activity.
    pub shares: Vec<ShareRow>,
    /// By kind of case and stage.
    pub cases: Vec<CasesRow>,
    /// Kept time, a sentence each.
    pub kept: Vec<String>,
}

/// A share of time.
#[derive(Clone, Debug)]
pub struct ShareRow {
    /// What.
    pub name: String,
    /// What sort of work it is; empty for none.
    pub sort: &'static str,
    /// How long.
    pub length: String,
    /// `12%`.
    pub percent: String,
    /// The same for its bar.
    pub bar: i64,
    /// `8% to 17%`.
    pub interval: String,
}

/// Minutes of cases.
#[derive(Clone, Debug)]
pub struct CasesRow {
    /// The kind of case.
    pub kind: String,
    /// The stage.
    pub stage: String,
    /// How many cases.
    pub cases: usize,
    /// Minutes of all of them.
    pub length: String,
    /// The median of a case a week.
    pub weekly: String,
}

/// A share in whole percent.
fn percent(share: &Share) -> i64 {
    if share.of == 0 { 0 } else { (200 * share.minutes + share.of) / (2 * share.of) }
}

/// `8% to 17%`.
fn interval(share: &Share) -> String {
    let whole = |x: f64| format!("{:.0}%", x * 100.0);
    share.interval.map_or_else(
        || "Nothing to count".to_owned(),
        |i| format!("{} to {}", whole(i.lower), whole(i.upper)),
    )
}

fn share_row((activity, share): &(crate::time::model::Activity, Share)) -> ShareRow {
    ShareRow {
        name: activity.label().to_owned(),
        sort: if activity.is_direct() {
            "direct contact"
        } else if activity.is_support() {
            "support could do it"
        } else if activity.is_duplicate() {
            "done twice"
        } else {
            ""
        },
        length: length(share.minutes),
        percent: format!("{}%", percent(share)),
        bar: percent(share),
        interval: interval(share),
    }
}

fn stats(results: &Results) -> Stats {
    let share = |label: &str, share: &Share| {
        let note = format!("95% interval {}", interval(share));
        Stat::new(label, format!("{}%", percent(share))).note(note)
    };
    let (all, interrupted) = results.entries;
    let of = if all == 0 { 0 } else { (200 * interrupted + all) / (2 * all) };
    Stats {
        stats: vec![
            share("Direct contact", &results.direct),
            share("Support could do it", &results.support),
            share("Done twice", &results.duplicate),
            Stat::new("Interrupted", format!("{of}%")).note(format!("{interrupted} of {all} entries")),
        ],
    }
}

fn kept_words(results: &Results) -> Vec<String> {
    let kept = results.kept;
    let (Some(lost), Some(interrupted)) = (kept.lost_per_hour(), kept.interrupted_per_hour()) else {
        return vec![
            "Nobody who took part had protected time, on a rota or of their own, on a day they wrote something down.".to_owned(),
        ];
    };
    vec![
        format!("{} were kept for casework.", length(kept.planned)),
        format!(
            "{} of that went to casework, {} to other work. Of {} nothing was written down.",
            length(kept.casework),
            length(kept.lost),
            length(kept.unsaid)
        ),
        format!("{lost:.0} minutes of each kept hour were lost to other work."),
        format!("{interrupted:.1} entries in each kept hour were interrupted."),
    ]
}

/// Names of kinds and stages.
pub(crate) struct Names(Vec<std::sync::Arc<packs::Pack>>);

impl Names {
    /// Those in use today.
    pub(crate) fn read(c: &mut dyn kernel::db::Conn, tenant: i64, today: Day) -> kernel::Result<Self> {
        Ok(Self(cases::work::packs::packs(c, tenant, today)?))
    }

    /// Those that ship, for samples.
    pub(crate) fn shipped() -> Self {
        Self(packs::shipped().iter().map(|pack| std::sync::Arc::new(pack.clone())).collect())
    }

    /// The name of a kind and of one of its stages; their ids where they are known no more.
    pub(crate) fn of(&self, kind: &str, stage: &str) -> (String, String) {
        let pack = self.0.iter().find(|pack| pack.id == kind);
        let named = pack.and_then(|pack| pack.stages.iter().find(|one| one.id == stage));
        (
            pack.map_or_else(|| kind.to_owned(), |pack| pack.name.clone()),
            named.map_or_else(|| stage.to_owned(), |one| one.name.clone()),
        )
    }
}

fn shown(results: &Results, names: &Names) -> Shown {
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Shown {
        stats: stats(results),
        n: format!(
            "{} wrote down {} on {}: {} minutes in {}.",
            people(n(results.people)),
            length(results.minutes),
            count(n(results.days), "day of one person", "days of one person each"),
            kernel::words::thousands(results.minutes),
            count(n(results.entries.0), "entry", "entries"),
        ),
        shares: results.shares.iter().map(share_row).collect(),
        cases: results
            .cases
            .iter()
            .map(|one| {
                let (kind, stage) = names.of(&one.kind, &one.stage);
                CasesRow {
                    kind,
                    stage: if stage.is_empty() { "No stage".to_owned() } else { stage },
                    cases: one.cases,
                    length: length(one.minutes),
                    weekly: format!("{:.0} min", one.weekly),
                }
            })
            .collect(),
        kept: kept_words(results),
    }
}

/// What the page is made from.
struct Facts {
    exercise: Exercise,
    teams: Vec<(TeamId, String)>,
    alone: Vec<TeamId>,
    results: Option<Results>,
    names: Names,
}

fn about(facts: &Facts) -> Vec<String> {
    let teams: Vec<&str> = facts.teams.iter().map(|(_, name)| name.as_str()).collect();
    let by = facts.exercise.planned_by.as_deref().unwrap_or("somebody who is known no more");
    vec![
        facts.exercise.purpose.clone(),
        format!("{}. {}. Planned by {by}.", list::when(&facts.exercise), teams.join(", ")),
    ]
}

fn none(facts: &Facts, today: Day) -> String {
    if facts.results.is_some() {
        String::new()
    } else if facts.exercise.is_over(today) {
        format!("Too few to show: results are of {FEWEST} people who wrote something down, at least.")
    } else {
        "Results are shown when it is over, so that nobody can be told apart while it runs.".to_owned()
    }
}

/// Shows a time study: nine statements at most.
pub async fn show_exercise(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowExercise>, Fault> {
    let (id, today) = (id_of(&params, "exercise_id")?, Day::of(actor.now));
    let wanted: Option<TeamId> = query.value("team").parse().ok();
    let facts = db
        .report(&actor, "report", "time study".to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            let exercise = store::one(c, tenant, id)?;
            let (teams, names) = (store::teams_of(c, tenant, id)?, Names::read(c, tenant, today)?);
            let mut facts = Facts { exercise, teams, alone: Vec::new(), results: None, names };
            if facts.exercise.is_over(today) {
                let entries = read::counted(c, tenant, id)?;
                let may = results::may_show(&entries);
                let (period, days) =
                    ((facts.exercise.from_on, facts.exercise.last_on()), facts.exercise.days());
                let (stages, kept) =
                    (read::stages(c, tenant, id, period)?, read::kept(c, tenant, id, period)?);
                let team = wanted.filter(|team| may.teams.contains(team));
                let some: Vec<_> =
                    entries.iter().filter(|one| team.is_none_or(|team| one.team_id == team)).collect();
                facts.results = may.all.then(|| results::results(&some, &stages, &kept, days));
                facts.alone = may.teams;
            }
            Ok(facts)
        })
        .await?;
    let over = facts.exercise.is_over(today);
    let at = list::at(id);
    let teams = (!facts.alone.is_empty()).then(|| {
        let mut items = vec![NavItem::new(at.clone(), "All teams")];
        let alone = facts.teams.iter().filter(|(id, _)| facts.alone.contains(id));
        items.extend(alone.map(|(id, name)| NavItem::new(format!("{at}?team={id}"), name)));
        let here = wanted.filter(|team| facts.alone.contains(team));
        SubNav::new("Teams", &here.map_or_else(|| at.clone(), |team| format!("{at}?team={team}")), items)
    });
    Ok(Page(ShowExercise {
        shell: shell(&actor, &facts.exercise.name, query.value("done")),
        nav: nav(&actor, "/time/exercises"),
        about: about(&facts),
        tag: list::tag(&facts.exercise, today),
        people: format!(
            "{} wrote something down, of {} who agreed.",
            people(facts.exercise.recorded),
            facts.exercise.agreed
        ),
        end: if over { String::new() } else { format!("{at}/end") },
        weights: if facts.results.is_some() && actor.is(Role::Manager) {
            format!("{at}/weights")
        } else {
            String::new()
        },
        none: none(&facts, today),
        teams,
        results: facts.results.as_ref().map(|results| shown(results, &facts.names)),
        submission: submission(&db),
    }))
}
