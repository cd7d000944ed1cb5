//! Offers of a case: their order, what rules somebody out, and which choice may be made.

use crate::{
    Points,
    load::model::Load,
    ranking::{self, Continuity, Reason, Stop},
};
use access::UserId;
use cases::allocation::model::{Barred, Candidate, Chooser};
use kernel::Day;
use std::collections::BTreeMap;

/// How many of those over their room are shown where nobody has any. Alongside default.
pub const LEAST_BAD: usize = 3;

/// What is known of a worker of the team beside what they carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether such cases are what they do.
    pub specialism: bool,
    /// Whether they work in the area.
    pub near: bool,
    /// Whether they speak the person's language.
    pub speaks: bool,
    /// Linked where they hold or held a case that somebody of this one is in.
    pub link: Continuity,
    /// The day they were last given a case.
    pub last_on: Option<Day>,
}

/// What the order of offers hangs on.
#[derive(Clone, Debug)]
pub struct Around {
    /// The day.
    pub today: Day,
    /// The day by which the person must be met.
    pub first_contact: Day,
    /// What the case weighs.
    pub weight: Points,
    /// What the team's workers carry.
    pub loads: Vec<Load>,
    /// What is known of them.
    pub known: BTreeMap<UserId, Known>,
}

/// A worker with what speaks for and against them.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Who, with their open cases, leave and continuity.
    pub candidate: Candidate,
    /// What they carry and have room for; `None` where nothing is known.
    pub load: Option<Load>,
    /// What else is known of them.
    pub known: Known,
    /// From 0 to 10,000; `None` where their hours are not known.
    pub score: Option<i64>,
    /// How much of their room would be taken after it, in tenths of a percent; `None` where they have none or it is not
    /// known.
    pub used_after: Option<i64>,
    /// What counted for them, with how much it did.
    pub reasons: Vec<(Reason, i64)>,
    /// What rules them out.
    pub stops: Vec<Stop>,
}

impl Offer {
    /// Whether nothing rules them out.
    pub fn can(&self) -> bool {
        self.stops.is_empty()
    }

    /// Whether nothing but their load rules them out: a leader may decide that.
    pub fn only_full(&self) -> bool {
        !self.stops.is_empty() && self.stops.iter().all(|stop| *stop == Stop::TooFull)
    }

    /// Points that would have to go elsewhere so that they are at their room after it.
    pub fn has_to_give(&self, weight: Points) -> Points {
        let load = self.load.as_ref().map_or((Points::ZERO, Points::ZERO), |l| (l.points(), l.room_points()));
        (load.0 + weight - load.1).max(Points::ZERO)
    }
}

/// Everybody of the team in the order they are offered: those with room by their score ([`ranking::rank`]); those whose
/// hours are not known as [`cases::allocation::model::rank`] has them; then those whom something rules out, who is
/// over their room first and of these the least.
pub fn offers(candidates: Vec<Candidate>, around: &Around) -> Vec<Offer> {
    let load = |user: UserId| around.loads.iter().find(|load| load.user == user);
    let (known, unknown): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|c| load(c.user).is_some_and(|load| load.room.is_some()));
    let mut all: Vec<Offer> = ranking::rank(known.iter().map(|c| place(c, around)).collect(), around.weight)
        .into_iter()
        .filter_map(|ranked| {
            let candidate = known.iter().find(|c| c.user == ranked.who)?.clone();
            let offer = bare(candidate, around);
            let room = offer.load.as_ref().map_or(Points::ZERO, Load::room_points);
            Some(Offer {
                score: Some(ranked.score),
                used_after: (room > Points::ZERO).then_some(ranked.used_after),
                reasons: ranked.reasons,
                stops: ranked.stops,
                ..offer
            })
        })
        .collect();
    let unknown = cases::allocation::model::rank(unknown, around.today);
    all.extend(unknown.into_iter().map(|candidate| {
        let stops = stops(&candidate, around);
        Offer { stops, ..bare(candidate, around) }
    }));
    // Sorting keeps the order of those alike.
    all.sort_by_key(|offer| match (offer.can(), offer.only_full()) {
        (true, _) => (0, 0),
        (_, true) => (1, offer.used_after.unwrap_or(i64::MAX)),
        _ => (2, 0),
    });
    all
}

fn bare(candidate: Candidate, around: &Around) -> Offer {
    Offer {
        load: around.loads.iter().find(|load| load.user == candidate.user).cloned(),
        known: around.known.get(&candidate.user).cloned().unwrap_or_default(),
        candidate,
        score: None,
        used_after: None,
        reasons: Vec::new(),
        stops: Vec::new(),
    }
}

fn place(candidate: &Candidate, around: &Around) -> ranking::Candidate<UserId> {
    let load = around.loads.iter().find(|load| load.user == candidate.user);
    let known = around.known.get(&candidate.user).cloned().unwrap_or_default();
    ranking::Candidate {
        who: candidate.user,
        load: load.map_or(Points::ZERO, Load::points),
        room: load.map_or(Points::ZERO, Load::room_points),
        continuity: if candidate.before.is_some() { Continuity::Same } else { known.link },
        specialism: known.specialism,
        near: known.near,
        since: known.last_on.map(|on| on.days_until(around.today)),
        stops: stops(candidate, around),
    }
}

/// What rules somebody out beside their load: a conflict, what they may not see, and being away from today until the
/// person must be met or longer.
fn stops(candidate: &Candidate, around: &Around) -> Vec<Stop> {
    let mut stops = Vec::new();
    match candidate.barred {
        Some(Barred::Kept) => stops.push(Stop::Conflict),
        Some(Barred::Clearance) => stops.push(Stop::Lacks(Barred::Clearance.words().to_owned())),
        None => {}
    }
    if let Some((from, until)) = candidate.leave
        && from <= around.today
        && until >= around.first_contact
    {
        stops.push(Stop::Away(until));
    }
    stops
}

/// Why a choice may not be made as it is: the field and the remedy; `None` when it may.
///
/// Leaders give cases to anybody whom nothing rules out, and with a reason to somebody who has no room for it; other
/// workers take a case themselves. Another choice than the first needs a reason.
pub fn problem(
    offers: &[Offer],
    chosen: UserId,
    reason: &str,
    who: Chooser,
) -> Option<(&'static str, &'static str)> {
    let Some(offer) = offers.iter().find(|offer| offer.candidate.user == chosen) else {
        return Some(("to", "Choose somebody of the team that holds the case."));
    };
    if !offer.can() && !offer.only_full() {
        return Some(("to", "They cannot take this case. Choose somebody else."));
    }
    if !who.leads && !who.holds && chosen != who.user {
        return Some(("to", "Only a team leader gives a case to somebody else. You can take it yourself."));
    }
    if offer.only_full() && !who.leads {
        return Some(("to", "You would be over your room. Ask your team leader, who may decide that."));
    }
    if offer.only_full() && reason.is_empty() {
        return Some(("reason", "They would be over their room. Say why them all the same, and what gives."));
    }
    let first = offers.first().is_some_and(|first| first.candidate.user == chosen);
    (!first && reason.is_empty()).then_some(("reason", "Say why them and not the first on the list."))
}

#[cfg(test)]
mod tests;
