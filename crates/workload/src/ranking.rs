//! Who might take a case: what rules somebody out, and a ranked suggestion with its reasons. A manager decides.
//!
//! What counts how much is an Alongside default: room 45 in a hundred, having worked with them 25, specialism 15, being
//! near 10, and how long ago somebody was last given a case 5.

use crate::{
    Points,
    capacity::{Band, used},
};
use kernel::Day;
use std::cmp::Reverse;

/// How much each thing counts, in ten-thousandths of the whole.
const ROOM: i64 = 4_500;
const SAME: i64 = 2_500;
const LINKED: i64 = 1_500;
const SPECIALISM: i64 = 1_500;
const NEAR: i64 = 1_000;
const SINCE: i64 = 500;
/// Days after which it counts no more how long ago somebody was given a case.
const DAYS: i64 = 14;

/// Whether somebody knows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Continuity {
    /// Never worked with them.
    #[default]
    None,
    /// Worked at the same address or on a linked case.
    Linked,
    /// Worked with the person or their household.
    Same,
}

/// What rules somebody out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A conflict of interest is recorded.
    Conflict,
    /// Away past the day by which the person must be met.
    Away(Day),
    /// Law or policy asks for what they may not do.
    Lacks(String),
    /// They would be far over their room, or have none.
    TooFull,
}

/// Somebody who might take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<K> {
    /// Who.
    pub who: K,
    /// What they carry.
    pub load: Points,
    /// What they have room for.
    pub room: Points,
    /// Whether they know them.
    pub continuity: Continuity,
    /// Whether such cases are what they do.
    pub specialism: bool,
    /// Whether they work in the area.
    pub near: bool,
    /// Days since they were last given a case; `None` where they never were.
    pub since: Option<i64>,
    /// What rules them out, beside their load.
    pub stops: Vec<Stop>,
}

/// Why somebody stands where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// How much of their room would be left, in tenths of a percent.
    Room(i64),
    /// They know them.
    Knows(Continuity),
    /// Such cases are what they do.
    Specialism,
    /// They work in the area.
    Near,
    /// Days since they were last given a case.
    Since(Option<i64>),
}

/// A candidate in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked<K> {
    /// Who.
    pub who: K,
    /// From 0 to 10,000.
    pub score: i64,
    /// How much of their room would be taken after it, in tenths of a percent.
    pub used_after: i64,
    /// What counted, with how much it did; what counted nothing is left out.
    pub reasons: Vec<(Reason, i64)>,
    /// What rules them out: nothing for those who may take it.
    pub stops: Vec<Stop>,
}

/// Everybody in the order of the suggestion: first those whom nothing rules out, by their score; of two alike, who was
/// given a case longer ago, then as they came.
pub fn rank<K>(candidates: Vec<Candidate<K>>, weight: Points) -> Vec<Ranked<K>> {
    let mut ranked: Vec<_> =
        candidates.into_iter().map(|one| (one.since.unwrap_or(i64::MAX), place(one, weight))).collect();
    ranked.sort_by_key(|(since, one)| (!one.stops.is_empty(), Reverse(one.score), Reverse(*since)));
    ranked.into_iter().map(|(_, one)| one).collect()
}

fn place<K>(one: Candidate<K>, weight: Points) -> Ranked<K> {
    let used_after = used(one.load + weight, one.room);
    let mut stops = one.stops;
    if one.room <= Points::ZERO || Band::of(used_after) == Band::FarOver {
        stops.push(Stop::TooFull);
    }
    let left = if one.room <= Points::ZERO { 0 } else { (1_000 - used_after).clamp(0, 1_000) };
    let since = one.since.map_or(DAYS, |days| days.clamp(0, DAYS));
    let knows = match one.continuity {
        Continuity::None => 0,
        Continuity::Linked => LINKED,
        Continuity::Same => SAME,
    };
    let mut reasons = vec![
        (Reason::Room(left), ROOM * left / 1_000),
        (Reason::Knows(one.continuity), knows),
        (Reason::Specialism, if one.specialism { SPECIALISM } else { 0 }),
        (Reason::Near, if one.near { NEAR } else { 0 }),
        (Reason::Since(one.since), SINCE * since / DAYS),
    ];
    reasons.retain(|(_, counts)| *counts > 0);
    let score = reasons.iter().map(|(_, counts)| counts).sum();
    Ranked { who: one.who, score, used_after, reasons, stops }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(who: &'static str, load: i64) -> Candidate<&'static str> {
        Candidate {
            who,
            load: Points::whole(load),
            room: Points::whole(100),
            continuity: Continuity::None,
            specialism: false,
            near: false,
            since: Some(0),
            stops: Vec::new(),
        }
    }

    fn order(candidates: Vec<Candidate<&'static str>>) -> Vec<&'static str> {
        rank(candidates, Points::whole(10)).into_iter().map(|one| one.who).collect()
    }

    #[test]
    fn room_counts_most_and_knowing_them_can_outweigh_it() {
        assert_eq!(order(vec![candidate("full", 80), candidate("free", 20)]), ["free", "full"]);
        // Fifty points of room less are 2,250; having worked with them is 2,500.
        let known = Candidate { continuity: Continuity::Same, ..candidate("known", 70) };
        assert_eq!(order(vec![candidate("free", 20), known.clone()]), ["known", "free"]);
        let linked = Candidate { continuity: Continuity::Linked, ..known };
        assert_eq!(order(vec![candidate("free", 20), linked]), ["free", "known"]);
    }

    #[test]
    fn a_score_is_the_sum_of_its_reasons() {
        let one = Candidate {
            continuity: Continuity::Same,
            specialism: true,
            near: true,
            since: Some(7),
            ..candidate("all", 40)
        };
        let ranked = rank(vec![one], Points::whole(10)).remove(0);
        assert_eq!(ranked.used_after, 500);
        let counts: Vec<i64> = ranked.reasons.iter().map(|(_, counts)| *counts).collect();
        assert_eq!((counts, ranked.score), (vec![2_250, 2_500, 1_500, 1_000, 250], 7_500));
    }

    #[test]
    fn of_two_alike_who_was_given_a_case_longer_ago_comes_first() {
        let since = |who, since| Candidate { since, ..candidate(who, 40) };
        let all = vec![since("lately", Some(20)), since("long ago", Some(90)), since("never", None)];
        assert_eq!(order(all), ["never", "long ago", "lately"]);
    }

    #[test]
    fn who_is_ruled_out_comes_last_and_says_why() {
        let away = Stop::Away(Day::parse("2026-12-04").unwrap());
        let all = vec![
            Candidate { stops: vec![Stop::Conflict], ..candidate("conflict", 0) },
            Candidate { stops: vec![away.clone()], ..candidate("away", 10) },
            candidate("too full", 100),
            Candidate { room: Points::ZERO, ..candidate("no room", 0) },
            candidate("just", 99),
        ];
        let ranked = rank(all, Points::whole(10));
        assert_eq!(ranked[0].who, "just");
        assert_eq!((ranked[0].used_after, ranked[0].stops.len()), (1_090, 0));
        let stops = |who| ranked.iter().find(|one| one.who == who).unwrap().stops.clone();
        assert_eq!(stops("conflict"), [Stop::Conflict]);
        assert_eq!(stops("away"), [away]);
        assert_eq!(stops("too full"), [Stop::TooFull]);
        assert_eq!(stops("no room"), [Stop::TooFull]);
    }
}
