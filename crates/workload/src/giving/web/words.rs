//! Offers in words.

use crate::{
    Points,
    giving::model::{Known, Offer},
    load::web::words::percent,
    ranking::{Continuity, Reason, Stop},
};
use cases::{allocation::model::Barred, web::day_words};
use kernel::{Day, words::count};

/// `Room after it 24%. Worked with them on 3 May 2025. 12 open cases. Does such cases. Last given a case 12 days ago.`
pub fn hint(offer: &Offer, weight: Points, today: Day) -> String {
    let mut parts = Vec::new();
    let load = offer.load.as_ref();
    match (load.filter(|load| load.room.is_some()), offer.used_after) {
        (Some(_), None) => parts.push("Has no time for cases of their own in the next four weeks".to_owned()),
        (Some(load), Some(used)) if offer.only_full() => parts.push(format!(
            "No room: {} after it. {} of {} points would have to go elsewhere",
            percent(used),
            offer.has_to_give(weight),
            load.points() + weight,
        )),
        (Some(load), Some(used)) => parts.push(format!(
            "Room after it {}: {} of {} points taken",
            percent((1_000 - used).max(0)),
            load.points() + weight,
            load.room_points()
        )),
        (None, _) => parts.push("Hours not written down".to_owned()),
    }
    parts.push(cases::allocation::web::words(&offer.candidate, today).trim_end_matches('.').to_owned());
    parts.extend(others(&offer.known, offer));
    parts.push(since(&offer.known, today));
    format!("{}.", parts.join(". "))
}

fn others(known: &Known, offer: &Offer) -> Vec<String> {
    let mut parts = Vec::new();
    if known.link == Continuity::Linked && offer.candidate.before.is_none() {
        parts.push("Has worked on a linked case".to_owned());
    }
    for (holds, words) in [
        (known.specialism, "Does such cases"),
        (known.near, "Works in the area"),
        (known.speaks, "Speaks their language"),
    ] {
        if holds {
            parts.push(words.to_owned());
        }
    }
    parts
}

fn since(known: &Known, today: Day) -> String {
    match known.last_on.map(|on| on.days_until(today)) {
        None => "Never given a case here".to_owned(),
        Some(..=0) => "Last given a case today".to_owned(),
        Some(days) => format!("Last given a case {} ago", count(days, "day", "days")),
    }
}

/// What counted for somebody, with its share of a hundred: `room 21, knows them 25`.
pub fn score(offer: &Offer) -> String {
    let parts: Vec<String> = offer
        .reasons
        .iter()
        .map(|(reason, counts)| {
            let words = match reason {
                Reason::Room(_) => "room",
                Reason::Knows(Continuity::Linked) => "linked case",
                Reason::Knows(_) => "knows them",
                Reason::Specialism => "does such cases",
                Reason::Near => "works in the area",
                Reason::Since(_) => "time since the last case",
            };
            format!("{words} {}", Points::hundredths(*counts))
        })
        .collect();
    parts.join(", ")
}

/// Why somebody cannot take it. What stands behind a conflict is not said.
pub fn stops(offer: &Offer, today: Day) -> String {
    let words: Vec<String> = offer
        .stops
        .iter()
        .map(|stop| match stop {
            Stop::Conflict => Barred::Kept.words().to_owned(),
            Stop::Away(until) => {
                format!("Away until {}, past the day for the first contact.", day_words(*until, today))
            }
            Stop::Lacks(words) => words.clone(),
            Stop::TooFull => offer.used_after.map_or_else(
                || "Has no time for cases of their own in the next four weeks.".to_owned(),
                |used| format!("No room: they would be at {}.", percent(used)),
            ),
        })
        .collect();
    words.join(" ")
}
