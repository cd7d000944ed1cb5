//! The answer HUD published for its street outreach kit.

use crate::days::window;
use evidence::model::{Stay, Stays, stays};
use kernel::{Day, Id};
use std::collections::HashMap;

fn rows(file: &str, text: &str) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|r| r.unwrap_or_else(|e| panic!("{file}: {e}")))
        .collect()
}

/// The stays of the kit: an enrolment each, with its exit.
fn kit() -> Vec<Stay> {
    let day = |text: &str| Day::parse(&text[..10]).unwrap();
    let exits = rows("Exit.csv", include_str!("../data/Exit.csv"));
    let exits: HashMap<&str, _> = exits.iter().map(|exit| (exit["EnrollmentID"].as_str(), exit)).collect();
    rows("Enrollment.csv", include_str!("../data/Enrollment.csv"))
        .iter()
        .map(|entry| {
            let exit = exits.get(entry["EnrollmentID"].as_str());
            Stay {
                person: Id::from_uuid(uuid::Uuid::from_u128(entry["PersonalID"].parse().unwrap())),
                entry: day(&entry["EntryDate"]),
                exit: exit.map(|e| day(&e["ExitDate"])),
                entry_recorded: day(&entry["DateCreated"]),
                exit_recorded: exit.map(|e| day(&e["DateCreated"])),
            }
        })
        .collect()
}

fn report() -> Stays {
    stays(window("2020-10-01..2021-09-30"), kit())
}

/// A published table without its first row and column.
fn cells(text: &str, headed: bool) -> Vec<Vec<i64>> {
    csv::ReaderBuilder::new()
        .has_headers(headed)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().skip(1).map(|cell| cell.parse().unwrap()).collect())
        .collect()
}

#[test]
fn question_5a_persons_leavers_and_stayers() {
    let (published, ours) = (cells(include_str!("../data/Q5a.csv"), false), report());
    assert_eq!(
        [ours.persons, ours.leavers, ours.stayers],
        [published[0][0], published[4][0], published[7][0]]
    );
}

#[test]
fn question_22a1_lengths() {
    let (published, ours) = (cells(include_str!("../data/Q22a1.csv"), true), report());
    let totals: Vec<i64> = published.iter().take(10).map(|row| row[0]).collect();
    assert_eq!(ours.length.iter().map(|(_, n)| n).collect::<Vec<_>>(), totals);
    assert_eq!([ours.persons, ours.leavers, ours.stayers].to_vec(), published[11]);
    // Each column by itself: leavers alone, stayers alone.
    for (column, keep) in [(1, true), (2, false)] {
        let some = kit().into_iter().filter(|stay| stay.exit.is_some() == keep);
        let ours = stays(window("2020-10-01..2021-09-30"), some);
        let expected: Vec<i64> = published.iter().take(10).map(|row| row[column]).collect();
        assert_eq!(ours.length.iter().map(|(_, n)| n).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn question_22b_mean_and_median() {
    let (published, ours) = (cells(include_str!("../data/Q22b.csv"), true), report());
    let pair = |split: evidence::model::Split| vec![split.leavers.unwrap(), split.stayers.unwrap()];
    assert_eq!(vec![pair(ours.mean_days), pair(ours.median_days)], published);
}

#[test]
fn question_6e_delays() {
    let (published, ours) = (cells(include_str!("../data/Q6e.csv"), true), report());
    let pairs = ours.entry_delay.iter().zip(ours.exit_delay.iter());
    assert_eq!(pairs.map(|((_, entry), (_, exit))| vec![entry, exit]).collect::<Vec<_>>(), published);
}

/// Windows nobody published: worked out by hand from the kit's dates.
#[test]
fn other_windows_of_the_same_files() {
    // Before the two late comers and all exits: 35 people (one of them since July), all still there.
    let early = stays(window("2020-05-01..2020-12-31"), kit());
    assert_eq!((early.persons, early.leavers, early.stayers), (35, 0, 35));
    assert_eq!((early.median_days.leavers, early.median_days.stayers), (None, Some(245)));
    assert_eq!(early.entry_delay.of("11+"), 35);
    // After every exit: the two who stayed.
    let after = stays(window("2021-09-01..2021-09-30"), kit());
    assert_eq!((after.persons, after.leavers, after.stayers), (2, 0, 2));
    // The day on which most left, and the day after it.
    let first = stays(window("2021-08-01..2021-08-01"), kit());
    assert_eq!((first.persons, first.leavers, first.stayers), (36, 31, 5));
    let second = stays(window("2021-08-02..2021-08-02"), kit());
    assert_eq!((second.persons, second.leavers, second.stayers), (5, 0, 5));
    assert_eq!(second.mean_days.stayers, Some(459));
    // Before the project began.
    assert_eq!(stays(window("2019-01-01..2020-04-30"), kit()).persons, 0);
}
