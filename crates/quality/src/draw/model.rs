//! The order of a draw and its picks. Pure.

use access::{CaseId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use kernel::{Day, calendar::Calendar};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write};

/// Cases picked for each officer. Alongside default.
pub const EACH: usize = 2;
/// Working days a case has been open before it is in the middle of anything. Alongside default.
pub const OLD: i64 = 10;
/// Days in which no case is reviewed twice. Alongside default.
pub const REST: i64 = 90;

/// A case that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framed {
    /// The case.
    pub case: CaseId,
    /// Its reference: what the order is made from, so that no id of a database decides it.
    pub reference: String,
    /// Who holds it.
    pub worker: UserId,
    /// Whether its risk is high.
    pub high: bool,
}

/// A case that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The case.
    pub framed: Framed,
    /// Its place in the order of its officer's cases, from 1.
    pub place: usize,
    /// HMAC-SHA256 of its reference, in hexadecimal.
    pub key: String,
}

/// HMAC-SHA256 of a case's reference with the seed as key, in hexadecimal.
pub fn key(seed: &str, reference: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(seed.as_bytes()) else { return String::new() };
    mac.update(reference.as_bytes());
    hex(&mac.finalize().into_bytes())
}

/// SHA-256 of the frame, in hexadecimal: of a line for each case, in the order of their references, with who holds
/// it and whether its risk is high.
pub fn frame_hash(frame: &[Framed]) -> String {
    rated_hash(frame, &[])
}

/// The same with a line for each officer of whom another number of cases is drawn than of everybody.
pub fn rated_hash(frame: &[Framed], rates: &[(UserId, i64)]) -> String {
    let cases = frame.iter().map(|one| {
        format!("{}\t{}\t{}\n", one.reference, one.worker, if one.high { "high" } else { "other" })
    });
    let mut lines: Vec<String> = cases.collect();
    lines.sort();
    let mut rates: Vec<String> = rates.iter().map(|(who, n)| format!("rate\t{who}\t{n}\n")).collect();
    rates.sort();
    lines.extend(rates);
    hex(&Sha256::digest(lines.concat()))
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Each officer's cases in the order of the draw, officers by their id.
pub fn ordered(frame: &[Framed], seed: &str) -> Vec<Vec<Pick>> {
    let mut officers: BTreeMap<UserId, Vec<Pick>> = BTreeMap::new();
    for framed in frame {
        let key = key(seed, &framed.reference);
        officers.entry(framed.worker).or_default().push(Pick { framed: framed.clone(), place: 0, key });
    }
    officers
        .into_values()
        .map(|mut cases| {
            cases.sort_by(|a, b| (&a.key, &a.framed.reference).cmp(&(&b.key, &b.framed.reference)));
            cases.iter_mut().zip(1..).for_each(|(pick, place)| pick.place = place);
            cases
        })
        .collect()
}

/// The first `each` cases of every officer in the order of the draw. Where none of them is of high risk and one in the
/// frame is, the first of those takes the last one's place.
pub fn picks(frame: &[Framed], seed: &str, each: usize) -> Vec<Pick> {
    picks_by(frame, seed, |_| each)
}

/// The same, with as many cases of each officer as `each` says.
pub fn picks_by(frame: &[Framed], seed: &str, each: impl Fn(UserId) -> usize) -> Vec<Pick> {
    let mut all = Vec::new();
    for cases in ordered(frame, seed) {
        let each = cases.first().map_or(0, |pick| each(pick.framed.worker));
        let mut first: Vec<Pick> = cases.iter().take(each).cloned().collect();
        let high = cases.iter().find(|pick| pick.framed.high);
        if let (Some(high), Some(last)) = (high, first.last_mut())
            && high.place > each
        {
            *last = high.clone();
        }
        all.extend(first);
    }
    all
}

/// The last day on which a case can have been opened so that it is [`OLD`] working days old on a day.
pub fn opened_by(calendar: &Calendar, on: Day) -> Day {
    let own = i64::from(calendar.is_working(on));
    calendar.plus_working(on, own - OLD).plus(-1)
}

#[cfg(test)]
mod tests {
    use super::{Framed, OLD, frame_hash, key, opened_by, ordered, picks};
    use kernel::{
        Day, Id,
        calendar::{Calendar, Division},
    };
    use proptest::prelude::*;
    use serde_json::Value;
    use uuid::Uuid;

    /// Copied from the project's known answers: 36 invented cases of three officers.
    const KNOWN: &str = include_str!("../../tests/data/mcr_sampling.json");

    fn case(n: u128, reference: &str, worker: u128, high: bool) -> Framed {
        Framed {
            case: Id::from_uuid(Uuid::from_u128(n)),
            reference: reference.to_owned(),
            worker: Id::from_uuid(Uuid::from_u128(worker)),
            high,
        }
    }

    #[test]
    fn the_order_is_that_of_the_known_answer() {
        let known: Value = serde_json::from_str(KNOWN).expect("JSON");
        let seed = known["seed"].as_str().expect("a seed");
        let recent: Vec<&str> =
            known["recent"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let officers = ["amy", "ben", "cho"];
        let frame: Vec<Framed> = known["cases"]
            .as_array()
            .expect("cases")
            .iter()
            .zip(1..)
            .filter(|(one, _)| !recent.contains(&one[0].as_str().unwrap_or_default()))
            .map(|(one, n)| {
                let officer = officers.iter().position(|name| one[1] == *name).expect("an officer");
                case(n, one[0].as_str().expect("a reference"), officer as u128, false)
            })
            .collect();
        for (officer, cases) in officers.iter().zip(ordered(&frame, seed)) {
            let order: Vec<&str> = cases.iter().map(|pick| pick.framed.reference.as_str()).collect();
            assert_eq!(Value::from(order), known["result"][officer]["order"], "{officer}");
            assert_eq!(known["result"][officer]["first_hex"], cases[0].key.as_str(), "{officer}");
        }
        let four = picks(&frame, seed, 4);
        for (n, officer) in officers.iter().enumerate() {
            let drawn: Vec<&str> =
                four[n * 4..n * 4 + 4].iter().map(|pick| pick.framed.reference.as_str()).collect();
            assert_eq!(Value::from(drawn), known["result"][officer]["sample4"], "{officer}");
        }
    }

    #[test]
    fn a_case_of_high_risk_takes_the_last_place_only_where_none_is_drawn() {
        let mut frame: Vec<Framed> = (1..=9).map(|n| case(n, &format!("CASE-{n}"), 1, false)).collect();
        let order: Vec<String> =
            ordered(&frame, "seed")[0].iter().map(|pick| pick.framed.reference.clone()).collect();
        let two = |frame: &[Framed]| -> Vec<String> {
            picks(frame, "seed", 2).into_iter().map(|pick| pick.framed.reference).collect()
        };
        assert_eq!(two(&frame), order[..2]);
        let mut high = |place: usize| {
            for one in &mut frame {
                one.high |= one.reference == order[place];
            }
            two(&frame)
        };
        assert_eq!(high(6), [order[0].clone(), order[6].clone()], "the first of high risk comes in");
        assert_eq!(high(4), [order[0].clone(), order[4].clone()], "the earlier of two");
        assert_eq!(high(1), order[..2], "one is drawn already");
    }

    #[test]
    fn a_frame_has_one_hash_however_it_is_read() {
        let one = case(1, "CASE-1", 7, true);
        let two = case(2, "CASE-2", 7, false);
        let hash = frame_hash(&[one.clone(), two.clone()]);
        assert_eq!(hash, frame_hash(&[two.clone(), one.clone()]));
        assert_ne!(hash, frame_hash(&[one, Framed { high: true, ..two }]));
        // HMAC-SHA256 of RFC 4231, test case 2.
        assert_eq!(
            key("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    proptest! {
        #[test]
        fn a_case_is_old_enough_from_the_day_it_says(days in 0_i64..3000) {
            let calendar = Calendar::new(Division::EnglandAndWales);
            let on = Day::parse("2021-01-01").expect("a day").plus(days);
            let opened = opened_by(&calendar, on);
            prop_assert!(calendar.working_days_between(opened, on) >= OLD);
            prop_assert!(calendar.working_days_between(opened.plus(1), on) < OLD);
        }

        #[test]
        fn nobody_is_drawn_twice_and_everybody_has_as_many_as_there_are(
            held in prop::collection::vec((0_u128..5, any::<bool>()), 0..60), each in 1_usize..5
        ) {
            let frame: Vec<Framed> =
                held.iter().zip(1..).map(|((worker, high), n)| case(n, &format!("C-{n}"), *worker, *high)).collect();
            let drawn = picks(&frame, "seed", each);
            for worker in 0..5 {
                let of = |one: &Framed| one.worker == Id::from_uuid(Uuid::from_u128(worker));
                let mine: Vec<_> = drawn.iter().filter(|pick| of(&pick.framed)).collect();
                let held: Vec<_> = frame.iter().filter(|one| of(one)).collect();
                prop_assert_eq!(mine.len(), held.len().min(each));
                prop_assert_eq!(mine.iter().any(|pick| pick.framed.high), held.iter().any(|one| one.high));
            }
            let mut cases: Vec<_> = drawn.iter().map(|pick| pick.framed.case).collect();
            cases.sort();
            cases.dedup();
            prop_assert_eq!(cases.len(), drawn.len());
        }
    }
}
