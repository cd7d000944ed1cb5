//! Handovers that even the loads of a team.

use super::*;
use kernel::Id;
use proptest::prelude::*;
use uuid::Uuid;

fn user(n: usize) -> UserId {
    Id::from_uuid(Uuid::from_u128(n as u128 + 1))
}

fn case(n: usize) -> CaseId {
    Id::from_uuid(Uuid::from_u128(n as u128 + 100))
}

fn carrier(n: usize, points: i64, room: i64) -> Carrier {
    Carrier { user: user(n), points: Points::whole(points), room: Points::whole(room), here: true }
}

fn movable(n: usize, from: usize, points: i64) -> Movable {
    Movable {
        case: case(n),
        from: user(from),
        points: Points::whole(points),
        new: false,
        contacts: 9,
        barred: Vec::new(),
        known: Vec::new(),
    }
}

fn moved(moves: &[Move]) -> Vec<(CaseId, UserId)> {
    moves.iter().map(|one| (one.case, one.to)).collect()
}

#[test]
fn one_handover_is_enough_where_one_case_is_heavy_enough() {
    let team = [carrier(0, 112, 100), carrier(1, 40, 100), carrier(2, 20, 100)];
    let cases = [movable(0, 0, 5), movable(1, 0, 7), movable(2, 0, 12), movable(3, 0, 14)];
    // Twelve is enough and so is fourteen: alike in all but weight, the heavier goes to who has most room.
    assert_eq!(moved(&propose(&team, &cases)), [(case(3), user(2))]);
    // A new case of enough weight goes before one with a trusted relationship.
    let cases = [cases[0].clone(), Movable { new: true, contacts: 1, ..cases[2].clone() }, cases[3].clone()];
    assert_eq!(moved(&propose(&team, &cases)), [(case(2), user(2))]);
}

#[test]
fn nobody_who_must_not_have_it_or_is_away_gets_it_and_who_knows_them_comes_first() {
    let away = Carrier { here: false, ..carrier(1, 0, 100) };
    let team = [carrier(0, 110, 100), away, carrier(2, 50, 100), carrier(3, 60, 100)];
    let one = movable(0, 0, 10);
    assert_eq!(moved(&propose(&team, std::slice::from_ref(&one))), [(case(0), user(2))]);
    let known = Movable { known: vec![user(3)], ..one.clone() };
    assert_eq!(moved(&propose(&team, &[known])), [(case(0), user(3))]);
    let barred = Movable { barred: vec![user(2)], ..one.clone() };
    assert_eq!(moved(&propose(&team, &[barred])), [(case(0), user(3))]);
    let all = Movable { barred: vec![user(2), user(3)], ..one };
    assert_eq!(moved(&propose(&team, &[all])), []);
}

#[test]
fn where_it_cannot_be_brought_under_it_comes_as_near_as_it_can() {
    let team = [carrier(0, 150, 100), carrier(1, 85, 100)];
    let cases = [movable(0, 0, 20), movable(1, 0, 10), movable(2, 0, 4)];
    let moves = propose(&team, &cases);
    assert_eq!(moved(&moves), [(case(1), user(1)), (case(2), user(1))]);
    assert_eq!(excess(&after(&team, &moves)), Points::whole(36));
    assert_eq!(propose(&[carrier(0, 100, 100)], &[movable(0, 0, 5)]), []);
}

fn worlds() -> impl Strategy<Value = (Vec<Carrier>, Vec<Movable>)> {
    let cases = prop::collection::vec((0_usize..5, 0_i64..25, any::<bool>(), 0_i64..6, 0_usize..6), 0..14);
    (prop::collection::vec((0_i64..120, 0_i64..60, any::<bool>()), 2..5), cases).prop_map(
        |(people, cases)| {
            let n = people.len();
            let cases: Vec<Movable> = cases
                .into_iter()
                .enumerate()
                .map(|(place, (from, points, new, contacts, barred))| Movable {
                    new,
                    contacts,
                    barred: vec![user(barred)],
                    ..movable(place, from % n, points)
                })
                .collect();
            let team = people.into_iter().enumerate().map(|(place, (room, other, here))| {
                let held = cases.iter().filter(|c| c.from == user(place)).map(|c| c.points).sum::<Points>();
                Carrier { here, points: held + Points::whole(other), ..carrier(place, 0, room) }
            });
            (team.collect(), cases)
        },
    )
}

/// The fewest of some weights that add up to a need; `None` where all do not.
fn fewest(weights: &[i64], need: i64) -> Option<usize> {
    (0..1_usize << weights.len())
        .filter(|set| {
            let sum: i64 =
                weights.iter().enumerate().filter(|(n, _)| set >> n & 1 == 1).map(|(_, w)| w).sum();
            sum >= need
        })
        .map(|set| set.count_ones() as usize)
        .min()
}

proptest! {
    #[test]
    fn nobody_is_worse_off_and_no_handover_is_one_too_many((team, cases) in worlds()) {
        let moves = propose(&team, &cases);
        let then = after(&team, &moves);
        let most = |team: &[Carrier]| team.iter().map(Carrier::over).max();
        prop_assert!(most(&then) <= most(&team), "the greatest load is not made greater");
        prop_assert_eq!(then.iter().map(|o| o.points).sum::<Points>(), team.iter().map(|o| o.points).sum::<Points>());
        for one in &moves {
            let to = then.iter().find(|person| person.user == one.to).unwrap();
            prop_assert!(to.here && to.points <= to.room, "{to:?}");
            let known = cases.iter().find(|case| case.case == one.case).unwrap();
            prop_assert!(known.from == one.from && !known.barred.contains(&one.to));
            let fewer: Vec<Move> = moves.iter().filter(|other| *other != one).copied().collect();
            prop_assert!(excess(&after(&team, &fewer)) > excess(&then), "{one:?} could be left out");
        }
        for (n, one) in moves.iter().enumerate() {
            prop_assert!(moves[n + 1..].iter().all(|other| other.case != one.case), "moved twice");
        }
    }

    /// Where somebody else has room for all of it, as few cases move as can.
    #[test]
    fn with_room_enough_no_fewer_would_do(weights in prop::collection::vec(1_i64..30, 1..9), room in 0_i64..120) {
        let cases: Vec<Movable> = weights.iter().enumerate().map(|(n, w)| movable(n, 0, *w)).collect();
        let held: i64 = weights.iter().sum();
        let team = [carrier(0, held, room), carrier(1, 0, 1_000)];
        let moves = propose(&team, &cases);
        prop_assert_eq!(Some(moves.len()), fewest(&weights, (held - room).max(0)));
    }
}
