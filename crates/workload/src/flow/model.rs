//! Figures of how cases go through a team. Pure.

use super::store::{Partner, Stay, Worked};
use crate::{
    Points,
    capacity::{Band, used},
};
use access::UserId;
use kernel::{Day, Instant};
use stats::survival::{Curve, Stay as Watched};
use std::collections::{BTreeMap, BTreeSet};

/// Days in which a contact with a partner counts as involvement. Alongside default.
pub const INVOLVED: i64 = 28;
/// Under so many, a figure is not given.
pub const FEW: usize = 5;

/// A stage of a kind of case over a period.
#[derive(Clone, Debug, PartialEq)]
pub struct StageFlow {
    /// The kind of case and its pack's version, for its words.
    pub case_type: (String, i64),
    /// The stage.
    pub stage: String,
    /// Times it was entered.
    pub entered: i64,
    /// Times it was left.
    pub left: i64,
    /// Times it was entered again by a case that had left it.
    pub returns: i64,
    /// Days after which half had left; `None` where half has not yet.
    pub median: Option<f64>,
    /// Days after which nine in ten had left.
    pub ninetieth: Option<f64>,
}

/// Each stage's figures. Who is still in a stage counts for as long as they were seen: leaving them out would make
/// every stage look shorter than it is (Kaplan and Meier 1958).
pub fn stages(stays: &[Stay], today: Day) -> Vec<StageFlow> {
    stays
        .chunk_by(|a, b| (&a.case_type, &a.stage) == (&b.case_type, &b.stage))
        .filter_map(|same| {
            let first = same.first()?;
            let watched: Vec<Watched> = same
                .iter()
                .map(|stay| Watched {
                    time: stay.entered_on.days_until(stay.left_on.unwrap_or(today)).max(0) as f64,
                    ended: stay.left_on.is_some(),
                })
                .collect();
            let curve = Curve::of(&watched, 0.95).filter(|_| same.len() >= FEW);
            let of = |p: f64| curve.as_ref().and_then(|curve| curve.quantile(p));
            let again = same.windows(2).filter(|two| two[0].case_id == two[1].case_id).count();
            Some(StageFlow {
                case_type: (first.case_type.clone(), first.pack_version),
                stage: first.stage.clone(),
                entered: same.len() as i64,
                left: same.iter().filter(|stay| stay.left_on.is_some()).count() as i64,
                returns: again as i64,
                median: of(0.5),
                ninetieth: of(0.9),
            })
        })
        .collect()
}

/// An agency's part in a team's cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Agency {
    /// The agency.
    pub name: String,
    /// Open cases with a contact of theirs, or something done by them, in the last weeks.
    pub cases: i64,
    /// Things they were asked to do.
    pub asked: i64,
    /// Of these, done.
    pub done: i64,
    /// The median of days from being asked until it was done, of what was done; `None` under five.
    pub reply: Option<f64>,
}

/// How many cases any partner was in, and each agency by name.
pub fn partners(rows: &[Partner], today: Day) -> (i64, Vec<Agency>) {
    let recent = |row: &&Partner| {
        let on = if row.asked { row.done_on } else { Some(Day::of(row.at)) };
        on.is_some_and(|on| on.days_until(today) <= INVOLVED)
    };
    let cases = |rows: &[&Partner]| rows.iter().map(|row| row.case_id).collect::<BTreeSet<_>>().len() as i64;
    let all: Vec<&Partner> = rows.iter().filter(recent).collect();
    let mut by: BTreeMap<&str, Vec<&Partner>> = BTreeMap::new();
    for row in rows {
        by.entry(&row.agency).or_default().push(row);
    }
    let agencies = by
        .into_iter()
        .map(|(name, rows)| {
            let near: Vec<&Partner> = rows.iter().copied().filter(|row| recent(row)).collect();
            let asked: Vec<&Partner> = rows.iter().copied().filter(|row| row.asked).collect();
            let replies: Vec<f64> = asked
                .iter()
                .filter_map(|row| Some(Day::of(row.at).days_until(row.done_on?).max(0) as f64))
                .collect();
            Agency {
                name: name.to_owned(),
                cases: cases(&near),
                asked: asked.len() as i64,
                done: replies.len() as i64,
                reply: stats::median(&replies).filter(|_| replies.len() >= FEW),
            }
        })
        .collect();
    (cases(&all), agencies)
}

/// Figures of those in a band of load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfBand {
    /// People.
    pub people: i64,
    /// Open cases.
    pub cases: i64,
    /// Of these, with a contact promised.
    pub promised: i64,
    /// Of these, overdue.
    pub broken: i64,
    /// Contacts written down lately.
    pub contacts: i64,
    /// Of these, on the day or the day after.
    pub prompt: i64,
    /// Cases closed lately.
    pub closed: i64,
    /// Of these, that came back.
    pub back: i64,
}

/// Everybody's figures added up by the band of what they carried; who has no hours written down is in none.
pub fn bands(worked: &[Worked], written: &[(UserId, Day, Instant)]) -> Vec<(Band, OfBand)> {
    let mut prompt: BTreeMap<UserId, (i64, i64)> = BTreeMap::new();
    for (user, happened, recorded) in written {
        let of = prompt.entry(*user).or_default();
        of.0 += 1;
        of.1 += i64::from(happened.days_until(Day::of(*recorded)) <= 1);
    }
    let mut all: BTreeMap<Band, OfBand> = Band::ALL.iter().map(|band| (*band, OfBand::default())).collect();
    for one in worked.iter().filter(|one| one.room > 0) {
        let band = Band::of(used(Points::hundredths(one.points), Points::hundredths(one.room)));
        let (contacts, soon) = prompt.get(&one.user_id).copied().unwrap_or_default();
        let of = all.entry(band).or_default();
        of.people += 1;
        for (sum, more) in [
            (&mut of.cases, one.cases),
            (&mut of.promised, one.promised),
            (&mut of.broken, one.broken),
            (&mut of.contacts, contacts),
            (&mut of.prompt, soon),
            (&mut of.closed, one.closed),
            (&mut of.back, one.back),
        ] {
            *sum += more;
        }
    }
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn stay(case: u128, entered: &str, left: Option<&str>) -> Stay {
        Stay {
            case_type: "garden".to_owned(),
            pack_version: 1,
            stage: "digging".to_owned(),
            case_id: Id::from_uuid(Uuid::from_u128(case)),
            entered_on: day(entered),
            left_on: left.map(day),
        }
    }

    #[test]
    fn who_is_still_in_a_stage_makes_it_longer() {
        let today = day("2026-11-23");
        let left: Vec<_> =
            (1..=5).map(|n| stay(n, "2026-11-01", Some(&format!("2026-11-{:02}", 1 + n * 2)))).collect();
        let only = &stages(&left, today)[0];
        assert_eq!((only.entered, only.left, only.median, only.ninetieth), (5, 5, Some(6.0), Some(10.0)));
        let with: Vec<_> = left.into_iter().chain((6..=8).map(|n| stay(n, "2026-11-01", None))).collect();
        let both = &stages(&with, today)[0];
        assert_eq!((both.entered, both.left, both.median, both.ninetieth), (8, 5, Some(8.0), None));
    }

    #[test]
    fn few_have_no_median_and_who_comes_back_is_counted() {
        let rows = [
            stay(1, "2026-11-01", Some("2026-11-02")),
            stay(1, "2026-11-05", None),
            stay(2, "2026-11-05", None),
        ];
        let flow = &stages(&rows, day("2026-11-23"))[0];
        assert_eq!((flow.entered, flow.returns, flow.median), (3, 1, None));
    }

    #[test]
    fn a_partner_counts_once_a_case_and_replies_from_five() {
        let row = |agency: &str, case: u128, at: &str, asked, done: Option<&str>| Partner {
            agency: agency.to_owned(),
            case_id: Id::from_uuid(Uuid::from_u128(case)),
            at: day(at).at(9, 0),
            asked,
            done_on: done.map(day),
        };
        let mut rows = vec![
            row("Police", 1, "2026-11-20", false, None),
            row("Police", 1, "2026-11-21", false, None),
            row("Police", 2, "2026-09-21", false, None),
        ];
        for n in 1..=5 {
            rows.push(row("Homes", n, "2026-10-01", true, Some(&format!("2026-10-{:02}", 1 + n))));
        }
        rows.push(row("Homes", 9, "2026-10-01", true, None));
        let (cases, agencies) = partners(&rows, day("2026-11-23"));
        assert_eq!(cases, 1);
        let said: Vec<_> =
            agencies.iter().map(|one| (&*one.name, one.cases, one.asked, one.done, one.reply)).collect();
        assert_eq!(said, [("Homes", 0, 6, 5, Some(3.0)), ("Police", 1, 0, 0, None)]);
    }

    #[test]
    fn figures_are_added_up_by_band() {
        let one = |user: u128, points, room| Worked {
            user_id: Id::from_uuid(Uuid::from_u128(user)),
            points,
            room,
            cases: 10,
            broken: 2,
            promised: 8,
            closed: 3,
            back: 1,
        };
        let today = day("2026-11-23");
        let written = [
            (Id::from_uuid(Uuid::from_u128(1)), today.plus(-5), today.at(9, 0)),
            (Id::from_uuid(Uuid::from_u128(1)), today.plus(-1), today.at(9, 0)),
        ];
        let all = bands(&[one(1, 500, 1_000), one(2, 1_200, 1_000), one(3, 900, 0)], &written);
        let room = all.iter().find(|(band, _)| *band == Band::Room).unwrap().1;
        let far = all.iter().find(|(band, _)| *band == Band::FarOver).unwrap().1;
        assert_eq!((room.people, room.cases, room.contacts, room.prompt), (1, 10, 2, 1));
        assert_eq!((far.people, far.broken, far.back), (1, 2, 1));
    }
}
