//! How full I am, and my half-days on the rota.

use super::Load;
use cases::{slots::Slot, web::day_words};
use kernel::{Day, words::count};
use ui::Tag;
use workload::{
    Points,
    desk::{Desk, Half},
    load::{model::Load as Carried, web::words::of_room},
};

/// My half-days on the rota.
pub struct OnRota {
    /// Today's: which half, what for, and whether it is protected.
    pub today: Vec<(&'static str, &'static str, Option<Tag>)>,
    /// The next protected half-day, and how many are left this week.
    pub ahead: String,
}

impl OnRota {
    /// What a day shows of a rota; `None` for whoever is on none.
    pub(super) fn of(desk: &Desk, today: Day) -> Option<Self> {
        if desk.halves.is_empty() {
            return None;
        }
        let protected = |half: &Half| half.cell.is_protected().then(|| Tag::good("Protected"));
        let left = i64::try_from(desk.protected_left(today)).unwrap_or(i64::MAX);
        let mut ahead = match left {
            0 => "No protected half-day is left this week.".to_owned(),
            _ => format!("{} left this week.", count(left, "protected half-day", "protected half-days")),
        };
        if let Some(next) = desk.next_protected(today) {
            let when = day_words(next.day, today);
            ahead = format!("{ahead} Next: {when}, {}.", next.name().to_lowercase());
        }
        Some(Self {
            today: desk
                .today(today)
                .filter(|half| half.cell.is_work())
                .map(|half| (half.name(), half.cell.label(), protected(half)))
                .collect(),
            ahead,
        })
    }

    pub(super) fn sample() -> Self {
        Self {
            today: vec![("Morning", "Duty", None), ("Afternoon", "Casework", Some(Tag::good("Protected")))],
            ahead: "3 protected half-days left this week. Next: Thu 26 Nov, morning.".to_owned(),
        }
    }
}

/// Where the afternoon begins on a rota, in minutes of the day. Alongside default.
const NOON: i64 = 12 * 60 + 30;

/// What the rota has in time that I reserved for casework: empty where it has nothing, or protected time too.
pub(super) fn instead(desk: &Desk, slot: &Slot, today: Day) -> String {
    let met = |half: &&Half| if half.afternoon { slot.to_minute > NOON } else { slot.from_minute < NOON };
    let mut other: Vec<String> = desk
        .today(today)
        .filter(met)
        .filter(|half| half.is_taken())
        .map(|half| half.cell.label().to_lowercase())
        .collect();
    other.dedup();
    if other.is_empty() { String::new() } else { format!("The rota has {} then.", other.join(" and ")) }
}

/// What I carry beside my room; `None` where no hours are written down, or none are for casework.
pub(super) fn carried(desk: &Desk) -> Option<&Carried> {
    desk.load
        .as_ref()
        .filter(|load| load.room_points() > Points::ZERO || load.used().is_some_and(|used| used > 0))
}

/// My caseload in a sentence: cases, and points beside what I have room for.
pub(super) fn caseload_words(load: &Load, carried: Option<&Carried>) -> String {
    let cases = count(load.open, "open case", "open cases");
    match carried {
        Some(carried) => format!("You hold {cases}, {}.", of_room(carried)),
        None => format!("You hold {cases}."),
    }
}
