//! How long things last and how much stands: published formulas, evaluated elsewhere.
//!
//! Durations: weeks from release to a first arrest of 432 men, 114 of them arrested within the 52 weeks that were watched
//! (Rossi, Berk and Lenihan, Money, Work, and Crime, 1980), by whether they were given money; R 4.2.2, survival 3.5.3,
//! `survfit` with `conf.type = "log-log"`. Desks: the formulas in R.

#[cfg(test)]
#[expect(clippy::unreadable_literal, reason = "numbers as they were printed")]
mod lasting {
    use stats::{
        queueing::{Desk, Standing},
        survival::{Curve, Stay},
    };

    /// Week and arrests, of 216 who were given no money.
    const NONE: [(u32, u32); 41] = [
        (1, 1),
        (2, 1),
        (3, 1),
        (4, 1),
        (5, 1),
        (6, 1),
        (8, 2),
        (10, 1),
        (11, 1),
        (13, 1),
        (14, 2),
        (16, 1),
        (17, 3),
        (18, 2),
        (19, 1),
        (20, 1),
        (21, 2),
        (23, 1),
        (24, 2),
        (25, 3),
        (26, 3),
        (27, 2),
        (28, 2),
        (30, 1),
        (31, 1),
        (32, 1),
        (33, 2),
        (35, 1),
        (37, 2),
        (38, 1),
        (39, 1),
        (40, 3),
        (43, 4),
        (44, 2),
        (45, 1),
        (46, 1),
        (47, 1),
        (48, 1),
        (49, 2),
        (50, 1),
        (52, 4),
    ];
    /// The same, of 216 who were.
    const MONEY: [(u32, u32); 27] = [
        (7, 1),
        (8, 3),
        (9, 2),
        (11, 1),
        (12, 2),
        (14, 1),
        (15, 2),
        (16, 1),
        (18, 1),
        (19, 1),
        (20, 4),
        (22, 1),
        (24, 2),
        (30, 1),
        (32, 1),
        (34, 2),
        (35, 3),
        (36, 3),
        (37, 2),
        (39, 1),
        (40, 1),
        (42, 2),
        (45, 1),
        (46, 3),
        (48, 1),
        (49, 3),
        (50, 2),
    ];

    #[track_caller]
    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }

    /// Those who were arrested, and the rest of 216, who were not by week 52.
    fn watched(arrests: &[(u32, u32)]) -> Vec<Stay> {
        let mut stays: Vec<Stay> = arrests
            .iter()
            .flat_map(|(week, n)| (0..*n).map(|_| Stay { time: f64::from(*week), ended: true }))
            .collect();
        stays.resize(216, Stay { time: 52.0, ended: false });
        stays
    }

    fn curve(stays: &[Stay]) -> Curve {
        Curve::of(stays, 0.95).expect("somebody was watched")
    }

    #[test]
    fn who_is_still_there_counts_for_as_long_as_they_were_seen() {
        let all = curve(&[watched(&NONE), watched(&MONEY)].concat());
        assert_eq!(all.steps().len(), 49);
        let at = |week: f64| {
            *all.steps().iter().find(|step| (step.time - week).abs() < 0.5).expect("a week with arrests")
        };
        for (week, at_risk, ended, lasting, error, lower, upper) in [
            (1.0, 432, 1, 0.997685185185185, 0.00231213407875067, 0.983682504575134, 0.999673602536823),
            (8.0, 425, 5, 0.972222222222222, 0.00790659781324043, 0.951604825851564, 0.984129076991022),
            (21.0, 392, 2, 0.902777777777778, 0.0142538219150549, 0.870736377843444, 0.927209030175988),
            (30.0, 374, 2, 0.861111111111111, 0.0166387798247283, 0.824786540369562, 0.890407816067143),
            (52.0, 322, 4, 0.736111111111111, 0.0212051019809588, 0.691859715796487, 0.775063183374674),
        ] {
            let step = at(week);
            assert_eq!((step.at_risk, step.ended), (at_risk, ended), "week {week}");
            near(step.lasting, lasting);
            near(step.error, error);
            let interval = step.interval.expect("some last longer");
            near(interval.lower, lower);
            near(interval.upper, upper);
        }
        near(all.lasting(51.0).expect("watched so long"), at(50.0).lasting);
        assert_eq!((all.lasting(0.5), all.lasting(53.0)), (Some(1.0), None));
        assert_eq!((all.median(), all.quantile(0.25)), (None, Some(50.0)));
    }

    #[test]
    fn the_mean_up_to_a_week_is_the_area_under_the_curve() {
        for (arrests, mean, error) in
            [(&NONE[..], 44.8333333333333, 0.917671540498792), (&MONEY[..], 46.875, 0.793324895885726)]
        {
            let found = curve(&watched(arrests)).mean_until(52.0).expect("watched so long");
            near(found.mean, mean);
            near(found.error, error);
        }
        assert_eq!(curve(&watched(&NONE)).mean_until(53.0), None);
    }

    #[test]
    fn without_anybody_still_there_it_is_a_plain_share_and_a_plain_mean() {
        let stays = [1.0, 2.0, 2.0, 5.0].map(|time| Stay { time, ended: true });
        let plain = curve(&stays);
        assert_eq!(plain.lasting(2.0), Some(0.25));
        assert_eq!((plain.lasting(5.0), plain.lasting(9.0)), (Some(0.0), Some(0.0)));
        assert_eq!(plain.steps()[2].interval, None);
        assert_eq!(
            (plain.median(), plain.quantile(0.75), plain.quantile(0.8)),
            (Some(2.0), Some(2.0), Some(5.0))
        );
        near(plain.mean_until(9.0).expect("all ended").mean, 2.5);
        assert_eq!(Curve::of(&[], 0.95), None);
        assert_eq!(Curve::of(&[Stay { time: -1.0, ended: true }], 0.95), None);
    }

    #[test]
    fn what_stands_is_what_comes_in_times_how_long_it_stays() {
        let standing = Standing::of(30.0, 4.0).expect("sound");
        near(standing.mean, 120.0);
        near(standing.deviation(), 10.954451150103322);
        assert_eq!(standing.quantile(0.95), 138);
        near(standing.over(140), 0.033149612593175413);
        // Eight officers with room for 17 each.
        near(standing.over(8 * 17), 0.06831528742643078);
        let none = Standing::of(0.0, 4.0).expect("sound");
        assert_eq!((none.quantile(0.95), none.over(0)), (0, 0.0));
        assert_eq!(Standing::of(-1.0, 4.0), None);
    }

    #[test]
    fn a_desk_makes_people_wait_as_erlang_says() {
        for (arrivals, served, servers, utilisation, waits, wait, queue) in [
            (10.0, 1.0, 12, 0.833333333333333, 0.449388224298271, 0.224694112149135, 2.24694112149136),
            (4.0, 0.5, 10, 0.8, 0.409180150796444, 0.409180150796444, 1.63672060318577),
            (0.9, 1.0, 1, 0.9, 0.9, 9.0, 8.1),
            (18.0, 2.0, 10, 0.9, 0.668731524107697, 0.334365762053849, 6.01858371696927),
        ] {
            let desk = Desk::of(arrivals, served, servers).expect("more is served than comes");
            near(desk.utilisation, utilisation);
            near(desk.waits, waits);
            near(desk.wait, wait);
            near(desk.queue, queue);
        }
        assert_eq!(Desk::of(10.0, 1.0, 10), None, "the queue would grow for ever");
        assert_eq!(Desk::of(10.0, 1.0, 0), None);
        let many = Desk::of(900.0, 1.0, 1_000).expect("more is served than comes");
        assert!(many.waits > 0.0 && many.waits < 0.01, "{}", many.waits);
    }
}
