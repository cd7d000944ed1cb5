//! What somebody has room for, and how much of it is taken.
//!
//! Formulas and their known answers: the Workload Measurement Tool of HM Prison and Probation Service, published under
//! MIT (`hmpps-workload`: `CapacityCalculator`, `WorkloadCalculator`; `wmt-web`: reduction hours), with its tests. The
//! share of casework in [`of_hours`] is an Alongside default.

use crate::Points;
use kernel::text_enum;

/// Hours in hundredths: 37 hours are 3,700.
pub type Hours = i64;

/// Weeks that the points of a case and the room for them are counted over.
pub const WEEKS: i64 = 4;
/// The part of the hours left that is for casework, in hundredths. Alongside default.
pub const CASEWORK: i64 = 55;

/// Hours a reduction takes: a share of the contract in hundredths of a percent, rounded to hundredths of an hour, and
/// never more than the contract or less than nothing.
pub fn reduction(contract: Hours, percent: i64) -> Hours {
    half_up(contract * percent.max(0), 10_000).clamp(0, contract.max(0))
}

/// Points available in the probation service's way: `nominal` points stand for `standard` hours, and somebody has the
/// part of them that their hours are after reductions, the rest of a point cut off. None where no hours are left.
pub fn available(nominal: i64, standard: Hours, contract: Hours, reductions: Hours) -> i64 {
    let left = contract - reductions;
    if left <= 0 || standard <= 0 { 0 } else { nominal * left / standard }
}

/// Room in points of an hour in [`WEEKS`] weeks: weekly hours after reductions, times the weeks, times the part of them
/// that is for casework, in hundredths.
pub fn of_hours(contract: Hours, reductions: Hours, casework: i64) -> Points {
    Points::hundredths((contract - reductions).max(0) * WEEKS).percent(casework)
}

/// What somebody carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Points of their own cases.
    pub own: Points,
    /// Points of contacts they make in cases of others.
    pub for_others: Points,
    /// Points of contacts that others make in their cases.
    pub by_others: Points,
}

impl Carried {
    /// All of it: what is done for others adds, what others do takes away. Somebody whose contacts are all made by others
    /// and who holds nothing of their own is below nothing.
    pub fn total(self) -> Points {
        self.own + self.for_others - self.by_others
    }
}

/// How much of the room is taken, in tenths of a percent, halves up; 0 where either is nothing.
pub fn used(points: Points, room: Points) -> i64 {
    let (points, room) = (points.in_hundredths(), room.in_hundredths());
    if points == 0 || room <= 0 { 0 } else { half_up(points * 1_000, room) }
}

/// The same for several people: all their points by all their room, never a mean of their percentages, which would let
/// somebody with two hours a week weigh as much as somebody with thirty-seven.
pub fn used_by_all(each: impl IntoIterator<Item = (Points, Points)>) -> i64 {
    let (points, room) =
        each.into_iter().fold((Points::ZERO, Points::ZERO), |all, one| (all.0 + one.0, all.1 + one.1));
    used(points, room)
}

fn half_up(n: i64, by: i64) -> i64 {
    (2 * n + by).div_euclid(2 * by)
}

text_enum! {
    /// Where somebody stands against their room. The limits are those of the tool of 2005 (Community Care, 2010); that
    /// each belongs to the band above it is ours.
    pub enum Band {
        /// Under 95 %.
        Room = "room", "Has room";
        /// From 95 % to under 100 %.
        Full = "full", "Full";
        /// From 100 % to under 110 %.
        Over = "over", "Over";
        /// 110 % and more.
        FarOver = "far-over", "Far over";
    }
}

impl Band {
    /// By tenths of a percent.
    pub const fn of(used: i64) -> Self {
        match used {
            ..950 => Self::Room,
            950..1_000 => Self::Full,
            1_000..1_100 => Self::Over,
            _ => Self::FarOver,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_available_are_the_published_ones() {
        assert_eq!(available(2176, 3700, 3700, 180), 2070);
        assert_eq!(available(2176, 3700, 3000, 180), 1658);
        assert_eq!(available(2176, 3700, 3000, 3000), 0);
        assert_eq!(available(2176, 3700, 1000, 1800), 0, "never less than nothing");
    }

    #[test]
    fn reductions_are_the_published_ones() {
        let of = |percent| reduction(3700, percent);
        assert_eq!([of(10_000), of(4_000), of(4_700), of(5_000)], [3700, 1480, 1739, 1850]);
        assert_eq!([of(20_000), of(-100)], [3700, 0]);
    }

    #[test]
    fn room_is_hours_of_casework_in_four_weeks() {
        // 37 × 4 × 0.55 = 81.4, and with 1.8 hours less a week 77.44.
        assert_eq!(of_hours(3700, 0, CASEWORK), Points::hundredths(8140));
        assert_eq!(of_hours(3700, 180, CASEWORK), Points::hundredths(7744));
        assert_eq!(of_hours(3700, 4000, CASEWORK), Points::ZERO);
    }

    #[test]
    fn sums_are_the_published_ones() {
        let many =
            |each: &[(i64, i64)]| each.iter().map(|(n, points)| Points::whole(n * points)).sum::<Points>();
        let own = |each: &[(i64, i64)]| Carried { own: many(each), ..Carried::default() }.total();
        assert_eq!(own(&[(10, 10), (5, 2)]), Points::whole(110));
        assert_eq!(own(&[(7, 10), (12, 2)]), Points::whole(94));
        assert_eq!(own(&[]), Points::ZERO);
        let for_others = Carried { for_others: many(&[(5, 10), (10, 2)]), ..Carried::default() };
        assert_eq!(for_others.total(), Points::whole(70));
        let by_others = Carried { by_others: Points::whole(10 + 2), ..Carried::default() };
        assert_eq!(by_others.total(), Points::whole(-12));
    }

    #[test]
    fn a_share_is_rounded_half_up_and_nothing_of_nothing_is_nothing() {
        let used = |points, room| used(Points::whole(points), Points::whole(room));
        assert_eq!([used(110, 100), used(1, 3), used(2, 3)], [1_100, 333, 667]);
        assert_eq!(used(1, 2_000), 1, "0.05 % is half a tenth");
        assert_eq!([used(0, 100), used(5, 0), used(5, -1)], [0, 0, 0]);
    }

    #[test]
    fn a_team_is_its_sums_and_no_mean_of_shares() {
        let two = [(Points::whole(20), Points::whole(10)), (Points::whole(50), Points::whole(100))];
        // The mean of 200 % and 50 % would be 125 %.
        assert_eq!(used_by_all(two), 636);
    }

    #[test]
    fn each_limit_belongs_to_the_band_above_it() {
        let bands = [0, 949, 950, 999, 1_000, 1_099, 1_100, 5_000].map(Band::of);
        use Band::{FarOver, Full, Over, Room};
        assert_eq!(bands, [Room, Room, Full, Full, Over, Over, FarOver, FarOver]);
    }
}
