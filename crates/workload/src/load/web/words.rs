//! Figures of loads in words, the same on every page.

use crate::{
    Points,
    capacity::{Band, used},
    load::model::{Load, together},
};
use kernel::{Day, Instant, words::count};
use ui::Tag;

/// A share in tenths of a percent as people say it, in whole percent: `110%`. What is below a limit never reads as the
/// limit, because the rest is cut off.
pub fn percent(tenths: i64) -> String {
    format!("{}%", tenths.div_euclid(10))
}

/// As [`percent`], of a share between two.
pub fn percent_between(tenths: f64) -> String {
    format!("{:.0}%", (tenths.round() / 10.0).floor())
}

/// Points of many people, to the nearest whole one.
pub fn about(points: Points) -> String {
    ((points.in_hundredths() + 50).div_euclid(100)).to_string()
}

/// Somebody's load beside their room: `94 of 81.4 points`.
pub fn of_room(load: &Load) -> String {
    match &load.room {
        Some(room) => format!("{} of {} points", load.points(), room.points),
        None => format!("{}, hours not written down", points(load.points())),
    }
}

/// `1 point`, `2.5 points`.
pub fn points(points: Points) -> String {
    format!("{points} {}", if points == Points::whole(1) { "point" } else { "points" })
}

/// How full somebody is, as a tag; nothing where their hours are not known.
pub fn tag(load: &Load) -> Option<Tag> {
    let share = load.used()?;
    Some(match Band::of(share) {
        Band::Room => Tag::good(percent(share)),
        Band::Full => Tag::info(percent(share)),
        Band::Over => Tag::warn(percent(share)),
        Band::FarOver => Tag::bad(percent(share)),
    })
}

/// As at when figures stand.
pub fn as_at(now: Instant) -> String {
    format!(
        "As at {}, {}. Cases are as they stand, points as last weighed: what was written to is weighed again within seconds.",
        now.time_of_day(),
        Day::of(now).long()
    )
}

/// What a team or a service carries, in a sentence, and how its people differ: median and the middle half, no ranking.
pub fn headline(loads: &[Load]) -> String {
    let known: Vec<&Load> = loads.iter().filter(|load| load.room.is_some()).collect();
    if known.is_empty() {
        return "Nobody's hours are written down yet, so only cases and points can be shown.".to_owned();
    }
    let (sum, room) = together(known.iter().copied());
    let shares: Vec<f64> = known.iter().filter_map(|load| load.used()).map(|share| share as f64).collect();
    let far = known.iter().filter(|load| load.band() == Some(Band::FarOver)).count() as i64;
    let mut words = format!(
        "{} of the room of {} is taken.",
        percent(used(sum, room)),
        count(known.len() as i64, "person", "people")
    );
    if let (Some([low, middle, high]), true) = (stats::quartiles(&shares), known.len() > 3) {
        let said = percent_between;
        words = format!(
            "{words} The middle of them carries {}, half of them between {} and {}.",
            said(middle),
            said(low),
            said(high)
        );
    }
    match far {
        0 => format!("{words} Nobody is at 110% or more."),
        1 => format!("{words} One person is at 110% or more."),
        n => format!("{words} {n} people are at 110% or more."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::model::loads;

    #[test]
    fn a_team_is_said_by_its_sums_and_its_middle() {
        let today = Day::parse("2026-11-23").unwrap();
        let all =
            crate::load::model::sample(&[(4_070, 3_700), (8_140, 3_700), (9_000, 3_700), (2_000, 1_850)]);
        let all = loads(&all, today);
        assert_eq!(
            headline(&all),
            "81% of the room of 4 people is taken. The middle of them carries 75%, half of them between 49% and 102%. \
             One person is at 110% or more."
        );
        assert!(headline(&[]).starts_with("Nobody's hours"));
    }
}
