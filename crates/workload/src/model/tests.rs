//! What is played agrees with what is known in closed form.

use super::{draw::share, *};
use libm::log;
use rota::Chance;
use stats::{
    queueing::Standing,
    survival::{Curve, Stay},
};

/// Cases that end as often each day, watched for a year: some are still there.
fn watched(mean: f64) -> Curve {
    let mut chance = Chance::seeded(5);
    let stays: Vec<Stay> = (0..4_000)
        .map(|_| -mean * log(1.0 - share(&mut chance)))
        .map(|time| Stay { time: time.min(365.0), ended: time < 365.0 })
        .collect();
    Curve::of(&stays, 0.95).unwrap()
}

fn scenario(officers: usize, room: i64) -> Scenario {
    let kind = |arrivals, mean, weight| {
        Kind::new(arrivals, Stays::of(&watched(mean)).unwrap(), Points::whole(weight))
    };
    let kinds = vec![kind(0.6, 120.0, 6), kind(0.4, 200.0, 3)];
    Scenario::new(kinds, vec![Points::whole(room); officers], 120, 200)
}

#[test]
fn as_many_stand_as_littles_law_says() {
    let scenario = scenario(8, 90);
    let law: f64 =
        scenario.kinds.iter().map(|kind| Standing::of(kind.arrivals, kind.stays.mean()).unwrap().mean).sum();
    let outcome = play(&scenario, 1).unwrap();
    assert!((outcome.cases - law).abs() < 3.0 * outcome.error, "{outcome:?} and {law}");
    assert!(outcome.error < law / 50.0, "{outcome:?} says nothing");
}

#[test]
fn what_is_still_open_makes_the_mean_longer() {
    let curve = watched(200.0);
    let mean = Stays::of(&curve).unwrap().mean();
    assert!((mean - 200.0).abs() < 10.0, "{mean}");
    // Those that ended within the year alone look far shorter.
    let steps = curve.steps();
    let (sum, n) = steps
        .iter()
        .fold((0.0, 0.0), |(sum, n), one| (sum + one.time * one.ended as f64, n + one.ended as f64));
    assert!(sum / n < 150.0, "{}", sum / n);
    let none = [Stay { time: 4.0, ended: false }];
    assert_eq!(Stays::of(&Curve::of(&none, 0.95).unwrap()), None);
}

#[test]
fn durations_are_drawn_as_the_curve_has_them() {
    let stays = [1.0, 2.0, 2.0, 5.0].map(|time| Stay { time, ended: true });
    let stays = Stays::of(&Curve::of(&stays, 0.95).unwrap()).unwrap();
    assert!((stays.mean() - 2.5).abs() < 1e-9);
    let mut chance = Chance::seeded(3);
    let drawn: Vec<f64> = (0..40_000).map(|_| stays.draw(&mut chance)).collect();
    for (time, wanted) in [(1.0, 0.25), (2.0, 0.5), (5.0, 0.25)] {
        let seen = drawn.iter().filter(|one| (**one - time).abs() < 1e-9).count() as f64 / 40_000.0;
        assert!((seen - wanted).abs() < 0.012, "{time}: {seen}");
    }
    // Met at any moment, what is left of one is Σ t²/2 ÷ Σ t on average: 34 ÷ 20.
    let rest: Vec<f64> = (0..40_000).map(|_| stays.rest(&mut chance)).collect();
    let mean = stats::mean(&rest).unwrap();
    assert!((mean - 1.7).abs() < 0.04, "{mean}");
}

#[test]
fn the_same_seed_is_the_same_outcome_and_an_officer_more_is_never_worse() {
    let outcome = play(&scenario(8, 90), 7).unwrap();
    assert_eq!(play(&scenario(8, 90), 7).unwrap(), outcome);
    assert_ne!(play(&scenario(8, 90), 8).unwrap(), outcome);
    let more = play(&scenario(9, 90), 7).unwrap();
    assert!((more.cases - outcome.cases).abs() < 1e-9, "the same cases came");
    assert_eq!(more.team, outcome.team);
    assert!(outcome.days_over > 0.0 && more.days_over < outcome.days_over, "{outcome:?}\n{more:?}");
    assert!(outcome.ever_over >= outcome.days_over);
    assert_eq!((outcome.officers.len(), more.officers.len()), (8, 9));
}

#[test]
fn nobody_and_nothing_is_no_scenario() {
    assert_eq!(play(&scenario(0, 90), 1), None);
    assert_eq!(play(&Scenario { runs: 0, ..scenario(2, 90) }, 1), None);
    assert_eq!(play(&Scenario { days: 0, ..scenario(2, 90) }, 1), None);
    let idle = Scenario { kinds: Vec::new(), ..scenario(2, 90) };
    let outcome = play(&idle, 1).unwrap();
    assert_eq!((outcome.team.p90, outcome.days_over.to_bits()), (Points::ZERO, 0));
}

#[test]
fn who_leaves_hands_over_and_nothing_is_lost() {
    let mut leaves = scenario(3, 250);
    leaves.runs = 40;
    leaves.officers[0].until = 30;
    let (stays, leaves) =
        (play(&Scenario { runs: 40, ..scenario(3, 250) }, 2).unwrap(), play(&leaves, 2).unwrap());
    assert_eq!((leaves.team, leaves.weeks), (stays.team, stays.weeks.clone()));
    assert_eq!(leaves.officers[0].p90, Points::ZERO);
    assert!(leaves.days_over > stays.days_over);
    // Where nobody is left, nobody holds them: that is over on every day.
    let mut gone = Scenario { runs: 10, ..scenario(1, 9_000) };
    gone.officers[0].until = 0;
    assert!((play(&gone, 2).unwrap().days_over - 1.0).abs() < 1e-9);
}

#[test]
fn sickness_and_leave_take_room_and_bursts_widen_the_band() {
    let sound = play(&scenario(8, 90), 3).unwrap();
    let mut away = scenario(8, 90);
    away.sickness = Some(Sickness { starts: 0.02, mean_days: 5.0 });
    away.officers.iter_mut().for_each(|officer| officer.leave = 28.0);
    let away = play(&away, 3).unwrap();
    // The same cases came; fewer are there to do them.
    assert_eq!(away.weeks, sound.weeks);
    assert!(away.days_short > sound.days_short, "{} and {}", away.days_short, sound.days_short);
    let mut bursts = scenario(8, 90);
    bursts.kinds.iter_mut().for_each(|kind| kind.dispersion = 4.0);
    let bursts = play(&bursts, 3).unwrap();
    let width = |outcome: &Outcome| (outcome.team.p90 - outcome.team.p10).in_hundredths();
    assert!(width(&bursts) > width(&sound), "{} and {}", width(&bursts), width(&sound));
}

#[test]
fn a_first_contact_is_late_where_everybody_carries_too_much() {
    let late = |room, most| {
        let played = Scenario { first_contact: 5, most, runs: 30, ..scenario(4, room) };
        play(&played, 4).unwrap().late
    };
    assert!(late(1_000, 110).abs() < 1e-9);
    assert!((late(10, 110) - 1.0).abs() < 1e-9);
    assert!(late(180, 100) > late(180, 130));
}

#[test]
fn what_is_open_when_it_begins_is_what_stands_first() {
    let kind = Kind {
        open: Some((0..50).map(|n| Open { age: f64::from(n), who: Some(0) }).collect()),
        ..Kind::new(0.0, Stays::about(70.0).unwrap(), Points::whole(2))
    };
    let week = |days| {
        let played = Scenario::new(vec![kind.clone()], vec![Points::whole(10); 2], days, 400);
        play(&played, 5).unwrap().weeks.last().copied().unwrap()
    };
    // Fifty that end as often each day: 50 × exp(−t ÷ 70).
    for (days, wanted) in [(7, 50.0 * libm::exp(-0.1)), (70, 50.0 * libm::exp(-1.0))] {
        let middle = week(days).cases[1] as f64;
        assert!((middle - wanted).abs() < 1.6, "{days}: {middle} and {wanted}");
    }
}

#[test]
fn months_change_what_comes_in_and_a_tenth_more_is_a_tenth_more() {
    let cases = |factors: Vec<f64>, by: f64| {
        let mut played = Scenario { factors, ..scenario(8, 90) };
        played.kinds.iter_mut().for_each(|kind| {
            kind.arrivals *= by;
            kind.open = Some(Vec::new());
        });
        play(&played, 6).unwrap().cases
    };
    assert!(cases(vec![0.0; 120], 1.0).abs() < 1e-9);
    let (plain, same, more) = (cases(vec![], 1.0), cases(vec![1.0; 120], 1.0), cases(vec![], 1.1));
    assert!((plain - same).abs() < 1e-9, "{plain} and {same}");
    assert!((more / plain - 1.1).abs() < 0.01, "{more} and {plain}: the same seed, so little chance");
}
