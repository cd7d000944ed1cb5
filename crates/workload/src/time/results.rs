//! What a time study says: shares of time by activity, minutes of cases, and what became of kept time.
//!
//! Results are of [`FEWEST`] people at least, and only once the study is over: who compares two moments, or the whole
//! with one team, learns nothing about one person.

use super::{
    model::Activity,
    store::results::{Counted, InStage, KeptTime},
};
use access::{CaseId, TeamId};
use kernel::Day;
use stats::interval::{Interval, wilson_share};
use std::collections::{BTreeMap, BTreeSet};

/// People who must have written something down before results are shown. Alongside default.
pub const FEWEST: usize = 5;

/// A share of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Minutes of it.
    pub minutes: i64,
    /// Minutes of all.
    pub of: i64,
    /// Its 95 % interval, where there is one.
    pub interval: Option<Interval>,
}

impl Share {
    /// Wilson's interval with each day of each person counted once: quarter-hours of one day are alike, so that
    /// counting each of them would promise too much.
    fn new(minutes: i64, of: i64, days: usize) -> Self {
        let interval =
            if of > 0 { wilson_share(minutes as f64 / of as f64, days as f64, 0.95) } else { None };
        Self { minutes, of, interval }
    }
}

/// Minutes of cases of one kind in one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct OfCases {
    /// The kind of case.
    pub kind: String,
    /// The stage; empty for none.
    pub stage: String,
    /// Cases for which anything was written down.
    pub cases: usize,
    /// Minutes of all of them.
    pub minutes: i64,
    /// The median of a case's minutes a week.
    pub weekly: f64,
}

/// What became of time kept for casework, on days on which its keeper wrote anything down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Minutes kept.
    pub planned: i64,
    /// Of these, minutes of casework.
    pub casework: i64,
    /// Minutes of anything else: lost.
    pub lost: i64,
    /// Minutes of which nothing was written down.
    pub unsaid: i64,
    /// Entries in it that were interrupted.
    pub interrupted: i64,
}

/// The results of a study, or of one of its teams.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// People who wrote something down.
    pub people: usize,
    /// Days on which they did, of all of them together.
    pub days: usize,
    /// Minutes written down.
    pub minutes: i64,
    /// Shares by activity, the largest first.
    pub shares: Vec<(Activity, Share)>,
    /// Direct contact.
    pub direct: Share,
    /// What support could do.
    pub support: Share,
    /// What is done twice.
    pub duplicate: Share,
    /// Entries, and those that were interrupted.
    pub entries: (usize, usize),
    /// Minutes of cases by kind and stage, the most minutes first.
    pub cases: Vec<OfCases>,
    /// Kept time.
    pub kept: Kept,
}

/// Whether results may be shown, of all or of one team: each team that wrote anything down has enough people, or they
/// are shown of all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayShow {
    /// Of all together.
    pub all: bool,
    /// Of these teams by themselves.
    pub teams: Vec<TeamId>,
}

/// Whose results may be shown. A team by itself only where every team has enough: the rest of the whole would otherwise
/// be a handful of people.
pub fn may_show(entries: &[Counted]) -> MayShow {
    let mut teams: BTreeMap<TeamId, BTreeSet<_>> = BTreeMap::new();
    for one in entries {
        teams.entry(one.team_id).or_default().insert(one.user_id);
    }
    let people: usize = teams.values().map(BTreeSet::len).sum();
    let each = teams.len() > 1 && teams.values().all(|people| people.len() >= FEWEST);
    MayShow { all: people >= FEWEST, teams: if each { teams.into_keys().collect() } else { Vec::new() } }
}

/// Adds everything up. `days` is how long the study ran.
pub fn results(entries: &[&Counted], stages: &[InStage], kept: &[KeptTime], days: i64) -> Results {
    let people: BTreeSet<_> = entries.iter().map(|one| one.user_id).collect();
    let worker_days: BTreeSet<_> = entries.iter().map(|one| (one.user_id, one.on_day)).collect();
    let (minutes, n) = (entries.iter().map(|one| one.minutes).sum(), worker_days.len());
    let mut by: BTreeMap<Activity, i64> = BTreeMap::new();
    for one in entries {
        *by.entry(one.activity).or_default() += one.minutes;
    }
    let of = |which: fn(Activity) -> bool| {
        let some = by.iter().filter(|(activity, _)| which(**activity)).map(|(_, minutes)| minutes).sum();
        Share::new(some, minutes, n)
    };
    let (direct, support, duplicate) =
        (of(Activity::is_direct), of(Activity::is_support), of(Activity::is_duplicate));
    let mut shares: Vec<_> =
        by.iter().map(|(activity, some)| (*activity, Share::new(*some, minutes, n))).collect();
    shares.sort_by_key(|(activity, share)| (-share.minutes, *activity));
    Results {
        people: people.len(),
        days: n,
        minutes,
        shares,
        direct,
        support,
        duplicate,
        entries: (entries.len(), entries.iter().filter(|one| one.interrupted).count()),
        cases: of_cases(entries, stages, days),
        kept: kept_time(entries, kept),
    }
}

/// Minutes a week of a number of minutes in some days.
pub fn weekly(minutes: i64, days: i64) -> f64 {
    if days <= 0 { 0.0 } else { minutes as f64 * 7.0 / days as f64 }
}

/// The stages a case was in on a day, the one entered last at the end.
pub fn on_day(stages: &[InStage], case: CaseId, day: Day) -> impl Iterator<Item = &str> {
    // They come in order of case: most studies name thousands of them.
    let from = stages.partition_point(|one| one.case_id < case);
    stages[from..]
        .iter()
        .take_while(move |one| one.case_id == case)
        .filter(move |one| one.entered_on <= day && one.left_on.is_none_or(|left| left >= day))
        .map(|one| one.stage.as_str())
}

fn of_cases(entries: &[&Counted], stages: &[InStage], days: i64) -> Vec<OfCases> {
    let mut by: BTreeMap<(&str, &str), BTreeMap<CaseId, i64>> = BTreeMap::new();
    for one in entries {
        let (Some(case), Some(kind)) = (one.case_id, one.case_type.as_deref()) else { continue };
        let stage = on_day(stages, case, one.on_day).last().unwrap_or("");
        *by.entry((kind, stage)).or_default().entry(case).or_default() += one.minutes;
    }
    let mut all: Vec<_> = by
        .into_iter()
        .map(|((kind, stage), cases)| {
            let each: Vec<f64> = cases.values().map(|minutes| weekly(*minutes, days)).collect();
            OfCases {
                kind: kind.to_owned(),
                stage: stage.to_owned(),
                cases: cases.len(),
                minutes: cases.values().sum(),
                weekly: stats::median(&each).unwrap_or(0.0),
            }
        })
        .collect();
    all.sort_by(|a, b| (b.minutes, &a.kind, &a.stage).cmp(&(a.minutes, &b.kind, &b.stage)));
    all
}

fn kept_time(entries: &[&Counted], kept: &[KeptTime]) -> Kept {
    let mut days: BTreeMap<_, Vec<&Counted>> = BTreeMap::new();
    for one in entries {
        days.entry((one.user_id, one.on_day)).or_default().push(one);
    }
    let mut sum = Kept::default();
    for ((user, day), done) in &days {
        let weekday = i64::from(day.weekday().to_monday_one_offset());
        let here = kept
            .iter()
            .filter(|slot| slot.user_id == *user && (slot.on_day == Some(*day) || slot.weekday == weekday));
        for slot in here {
            let mut said = 0;
            for one in done {
                let within = (one.from_minute + one.minutes).min(slot.to_minute)
                    - one.from_minute.max(slot.from_minute);
                if within <= 0 {
                    continue;
                }
                said += within;
                *(if one.activity.is_casework() { &mut sum.casework } else { &mut sum.lost }) += within;
                sum.interrupted += i64::from(one.interrupted);
            }
            let planned = slot.to_minute - slot.from_minute;
            sum.planned += planned;
            sum.unsaid += (planned - said).max(0);
        }
    }
    sum
}

impl Kept {
    /// Minutes lost of each hour kept; `None` where none was kept.
    pub fn lost_per_hour(self) -> Option<f64> {
        (self.planned > 0).then(|| self.lost as f64 * 60.0 / self.planned as f64)
    }

    /// Interrupted entries for each hour kept; `None` where none was kept.
    pub fn interrupted_per_hour(self) -> Option<f64> {
        (self.planned > 0).then(|| self.interrupted as f64 * 60.0 / self.planned as f64)
    }
}

#[cfg(test)]
mod tests;
