//! Whether cases are shared fairly: how often the suggestion was followed, how loads are spread, and whether full-timers
//! and part-timers are given as much for their hours. It names nobody.

use crate::Points;
use access::UserId;
use cases::allocation::store::choices::ChoiceKind;
use kernel::row;
use staff::model::{Contract, Hours};

/// Fewer people or choices than this say nothing. Alongside default.
pub const ENOUGH: i64 = 5;
/// Contract hours a week from which somebody is a full-timer, in hundredths. Alongside default.
pub const FULL_TIME: Hours = 3_500;
/// Places of the suggestion that are called the first ones.
const FIRST: i64 = 3;

row! {
    /// A case that somebody was given.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Given {
        /// Who got it.
        pub chosen_id: UserId,
        /// How it changed hands.
        pub kind: ChoiceKind,
        /// Where they stood in the suggestion, from 1; 0 for somebody who had no room.
        pub place: i64,
        /// How many could take it.
        pub offered: i64,
        /// What it weighed, in hundredths of a point.
        pub points: i64,
    }
}

/// How the suggestion was followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Cases that a leader gave or handed over, and workers took, with a suggestion.
    pub choices: i64,
    /// Went to the first.
    pub first: i64,
    /// Went to somebody who was not among the first three.
    pub beyond: i64,
    /// Of these, to somebody who had no room for it.
    pub no_room: i64,
}

impl Followed {
    /// Counts choices. Caseloads that moved as a whole are left out: what they follow is not an order of people.
    pub fn of(given: &[Given]) -> Self {
        given.iter().filter(|one| one.kind != ChoiceKind::Move && one.offered > 0).fold(
            Self::default(),
            |all, one| Self {
                choices: all.choices + 1,
                first: all.first + i64::from(one.place == 1),
                beyond: all.beyond + i64::from(one.place == 0 || one.place > FIRST),
                no_room: all.no_room + i64::from(one.place == 0),
            },
        )
    }
}

/// How loads lie: half of all people are between the quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// People.
    pub n: i64,
    /// A quarter of people is below this, in tenths of a percent of their room.
    pub low: i64,
    /// Half of people is below this.
    pub median: i64,
    /// Three quarters of people are below this.
    pub high: i64,
}

/// The spread of shares; `None` of fewer than [`ENOUGH`]. Quarters lie between values as in R's usual way (type 7).
pub fn spread(shares: &[i64]) -> Option<Spread> {
    let mut sorted = shares.to_vec();
    sorted.sort_unstable();
    let n = i64::try_from(sorted.len()).ok().filter(|n| *n >= ENOUGH)?;
    // Quarters of the way from the first to the last, in fourths of a place.
    let at = |quarter: i64| {
        let fourths = (n - 1) * quarter;
        let value = |place: i64| usize::try_from(place).ok().and_then(|place| sorted.get(place).copied());
        let below = value(fourths / 4).unwrap_or(0);
        let above = value(fourths / 4 + 1).unwrap_or(below);
        below + ((above - below) * (fourths % 4) + 2) / 4
    };
    Some(Spread { n, low: at(1), median: at(2), high: at(3) })
}

/// What a group of people was given for their hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// People.
    pub people: i64,
    /// Their contract hours a week, in hundredths.
    pub hours: Hours,
    /// Points of the cases they were given.
    pub points: Points,
}

impl Group {
    /// Points for each ten contract hours a week; `None` of fewer than [`ENOUGH`] people.
    pub fn for_ten_hours(self) -> Option<Points> {
        (self.people >= ENOUGH && self.hours > 0)
            .then(|| Points::hundredths((self.points.in_hundredths() * 1_000 + self.hours / 2) / self.hours))
    }
}

/// Full-timers and part-timers, in this order: those with hours for casework, and what they were given by whatever way.
pub fn by_hours(contracts: &[Contract], given: &[Given]) -> (Group, Group) {
    let mut groups = (Group::default(), Group::default());
    for contract in contracts.iter().filter(|one| one.hours > 0 && one.casework > 0) {
        let group = if contract.hours >= FULL_TIME { &mut groups.0 } else { &mut groups.1 };
        group.people += 1;
        group.hours += contract.hours;
        let own = given.iter().filter(|one| one.chosen_id == contract.user_id);
        group.points += own.map(|one| Points::hundredths(one.points)).sum();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Day, Id};
    use staff::model::Career;
    use uuid::Uuid;

    fn given(n: u128, kind: ChoiceKind, place: i64, points: i64) -> Given {
        Given { chosen_id: Id::from_uuid(Uuid::from_u128(n)), kind, place, offered: 4, points: points * 100 }
    }

    #[test]
    fn choices_are_counted_by_the_place_of_who_got_the_case() {
        let places = [1, 1, 2, 3, 4, 0];
        let mut all: Vec<Given> = places.map(|place| given(1, ChoiceKind::Give, place, 5)).to_vec();
        all.push(given(1, ChoiceKind::Move, 0, 5));
        all.push(Given { offered: 0, ..given(1, ChoiceKind::Handover, 0, 5) });
        assert_eq!(Followed::of(&all), Followed { choices: 6, first: 2, beyond: 2, no_room: 1 });
    }

    /// R: quantile(c(300, 500, 700, 900, 1200, 1000)) gives 550, 800, 975.
    #[test]
    fn the_spread_is_as_r_works_it_out() {
        assert_eq!(
            spread(&[300, 500, 700, 900, 1_200, 1_000]),
            Some(Spread { n: 6, low: 550, median: 800, high: 975 })
        );
        assert_eq!(spread(&[500; 5]), Some(Spread { n: 5, low: 500, median: 500, high: 500 }));
        assert_eq!(spread(&[1, 2, 3, 4]), None);
    }

    #[test]
    fn points_are_set_against_contract_hours_and_few_people_say_nothing() {
        let contract = |n: u128, hours| Contract {
            user_id: Id::from_uuid(Uuid::from_u128(n)),
            from_on: Day::parse("2026-01-05").unwrap(),
            hours,
            pattern: "WWWWWWWWWW".to_owned(),
            career: Career::Experienced,
            casework: 55,
        };
        let mut contracts: Vec<Contract> = (0..5).map(|n| contract(n, 3_700)).collect();
        contracts.extend((5..9).map(|n| contract(n, 1_850)));
        let all = [
            given(0, ChoiceKind::Give, 1, 30),
            given(4, ChoiceKind::Move, 1, 7),
            given(6, ChoiceKind::Give, 1, 9),
        ];
        let (full, part) = by_hours(&contracts, &all);
        assert_eq!((full.people, full.points, full.hours), (5, Points::whole(37), 18_500));
        // 37 points for 185 hours a week.
        assert_eq!(full.for_ten_hours(), Some(Points::whole(2)));
        assert_eq!((part.people, part.points), (4, Points::whole(9)));
        assert_eq!(part.for_ten_hours(), None);
    }
}
