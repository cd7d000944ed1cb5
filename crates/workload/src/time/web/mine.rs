//! Somebody's own result, for nobody else.

use super::{length, nav, shell, time_words};
use crate::time::{
    model::Activity,
    store::own::{self, Entry},
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::words::count;
use std::collections::{BTreeMap, BTreeSet};
use ui::{NavItem, Page, Shell, SubNav};
use uuid::Uuid;

/// Somebody's own result.
#[derive(Template)]
#[template(path = "time/mine.html")]
pub struct ShowMine {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// The studies in which they took part.
    pub studies: SubNav,
    /// How much was written down; empty where nothing was.
    pub total: String,
    /// By activity: what, how long, share in percent.
    pub shares: Vec<(String, String, i64)>,
    /// By day: the day, how long, and each entry.
    pub days: Vec<(String, String, Vec<String>)>,
}

fn shares(entries: &[Entry]) -> Vec<(String, String, i64)> {
    let mut by: BTreeMap<Activity, i64> = BTreeMap::new();
    for one in entries {
        *by.entry(one.activity).or_default() += one.minutes;
    }
    let all: i64 = by.values().sum();
    let mut sorted: Vec<_> = by.into_iter().collect();
    sorted.sort_by_key(|(activity, minutes)| (-minutes, *activity));
    let percent = |minutes: i64| (200 * minutes + all) / (2 * all).max(1);
    sorted
        .into_iter()
        .map(|(activity, minutes)| (activity.label().to_owned(), length(minutes), percent(minutes)))
        .collect()
}

fn days(entries: &[Entry]) -> Vec<(String, String, Vec<String>)> {
    let mut by: BTreeMap<kernel::Day, Vec<&Entry>> = BTreeMap::new();
    for one in entries {
        by.entry(one.on_day).or_default().push(one);
    }
    by.into_iter()
        .rev()
        .map(|(day, all)| {
            let words = |one: &&Entry| {
                let interrupted = if one.interrupted { ", interrupted" } else { "" };
                format!("{}: {}{interrupted}", time_words(one.from_minute, one.minutes), one.activity.label())
            };
            (day.long(), length(all.iter().map(|one| one.minutes).sum()), all.iter().map(words).collect())
        })
        .collect()
}

/// Shows the asker's own result of the study in the address, or of the latest.
pub async fn show_mine(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowMine>, Fault> {
    let wanted = Uuid::parse_str(query.value("study")).ok();
    let (studies, chosen, entries) = db
        .list(&actor, "list", "own time".to_owned(), move |c, scope| {
            let studies = own::took_part(c, scope)?;
            let chosen = wanted
                .filter(|id| studies.iter().any(|(known, ..)| known == id))
                .or(studies.first().map(|(id, ..)| *id));
            let entries = match chosen {
                Some(id) => own::of_exercise(c, scope, id)?,
                None => Vec::new(),
            };
            Ok(Shown { value: (studies, chosen, entries), subjects: Vec::new() })
        })
        .await?;
    let address = |id: &Uuid| format!("/time/mine?study={}", id.simple());
    let items = studies.iter().map(|(id, name, _)| NavItem::new(address(id), name)).collect();
    let worked: BTreeSet<_> = entries.iter().map(|one| one.on_day).collect();
    let total = if entries.is_empty() {
        String::new()
    } else {
        let days = i64::try_from(worked.len()).unwrap_or(i64::MAX);
        let all = entries.iter().map(|one| one.minutes).sum();
        format!("You wrote down {} on {}.", length(all), count(days, "day", "days"))
    };
    Ok(Page(ShowMine {
        shell: shell(&actor, "My own result", "").intro("Nobody but you can open this."),
        nav: nav(&actor, "/time/mine"),
        studies: SubNav::new("Time studies", &chosen.map_or(String::new(), |id| address(&id)), items),
        total,
        shares: shares(&entries),
        days: days(&entries),
    }))
}
