//! Two scenarios that were kept, side by side, with the same chance.

use super::{nav, played, read_kept, seed_of, shell, told};
use crate::forecast::{
    answer::Played,
    store::{self, Kept},
};
use access::{Actor, Db, Fault, Query};
use askama::Template;
use kernel::Form;
use ui::{Choice, Page, Shell, SubNav};

/// Two scenarios side by side.
#[derive(Template)]
#[template(path = "forecast/compare.html")]
pub struct ShowCompare {
    /// The frame.
    pub shell: Shell,
    /// The places of the model.
    pub nav: SubNav,
    /// Scenarios that were kept.
    pub all: Vec<Choice>,
    /// The names of the two; nothing until both are chosen.
    pub names: Vec<String>,
    /// What, and the value in each.
    pub rows: Vec<(String, [String; 2])>,
    /// What was chosen.
    pub form: Form,
}

fn rows(one: &Played, other: &Played) -> Vec<(String, [String; 2])> {
    let both = |of: &dyn Fn(&Played) -> String| [of(one), of(other)];
    let days = |share: f64| format!("{} days in 100", told::of_100(share));
    let load = |played: &Played| {
        let points = |points: crate::Points| format!("{:.0}", points.in_hundredths() as f64 / 100.0);
        let team = played.outcome.team;
        format!("{} ({} to {})", points(team.p50), points(team.p10), points(team.p90))
    };
    vec![
        ("Somebody is over their room".to_owned(), both(&|p| days(p.outcome.days_over))),
        ("All weigh more than those at work have room for".to_owned(), both(&|p| days(p.outcome.days_short))),
        (
            "First contacts that are late".to_owned(),
            both(&|p| format!("{} in 100", told::of_100(p.outcome.late))),
        ),
        ("Points at the end: middle, and eight runs in ten".to_owned(), both(&load)),
        ("Open cases on a day, on average".to_owned(), both(&|p| told::plain(p.outcome.cases))),
        ("Full-time posts".to_owned(), both(&|p| told::plain(p.made.posts))),
        (
            "Full-time posts needed".to_owned(),
            both(&|p| p.needed.map_or("too many to say".to_owned(), told::plain)),
        ),
    ]
}

/// Shows two scenarios side by side: one statement. Both are played with the seed of the first.
pub async fn show_compare(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowCompare>, Fault> {
    let kept: Vec<Kept> = db
        .report(&actor, "report", "model: side by side".to_owned(), |c, scope| store::kept(c, scope.tenant()))
        .await?;
    let mut form = Form::default();
    let find = |field: &str| {
        kept.iter().find(|one| one.scenario_id.simple().to_string() == query.value(field)).cloned()
    };
    let (one, other) = (find("one"), find("other"));
    form.set("one", query.value("one"));
    form.set("other", query.value("other"));
    let (mut names, mut found) = (Vec::new(), Vec::new());
    if let (Some(one), Some(other)) = (one, other) {
        let seed = seed_of(one.seed);
        let (_, first) = played(read_kept(&one.body)?, seed).await?;
        let (_, second) = played(read_kept(&other.body)?, seed).await?;
        if let (Some(first), Some(second)) = (first, second) {
            names = vec![one.name, other.name];
            let last = |answer: crate::forecast::answer::Answer| answer.changed.unwrap_or(answer.today);
            found = rows(&last(first), &last(second));
        }
    }
    Ok(Page(ShowCompare {
        shell: shell(&actor, "Scenarios side by side", "").intro(
            "Both are played with the same chance, so that they differ by what was changed and not by luck.",
        ),
        nav: nav("/caseloads/model/compare"),
        all: kept.iter().map(|one| Choice::new(one.scenario_id.simple().to_string(), &one.name)).collect(),
        names,
        rows: found,
        form,
    }))
}
