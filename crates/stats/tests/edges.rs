//! Where formulas end: ties, no variance, perfect agreement, answers nobody gave. Known by hand, each with its working.

#[cfg(test)]
mod edges {
    use stats::{
        agreement::{Weights, ac1, kappa},
        correlation::{kendall, pearson, spearman},
        funnel,
        run_chart::run_chart,
        spread::{Seen, spread},
    };

    #[track_caller]
    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn ties_share_their_ranks() {
        // Ranks 1, 2½, 2½, 4 and 1, 4, 2½, 2½: 2.25 ÷ 4.5. Of six pairs three agree, one does not, two are ties, one of
        // each: (3 − 1) ÷ √(5 × 5).
        let pairs = [(1.0, 1.0), (2.0, 3.0), (2.0, 2.0), (3.0, 2.0)];
        near(spearman(&pairs).expect("four"), 0.5);
        near(kendall(&pairs).expect("four"), 0.4);
        assert_eq!(kendall(&[(1.0, 2.0), (1.0, 3.0)]), None, "all of one are ties");
    }

    #[test]
    fn a_perfect_line_is_sure_and_a_level_one_says_nothing() {
        for way in [1.0, -1.0] {
            let line: Vec<(f64, f64)> = (0..12).map(|n| (f64::from(n), way * 3.0 * f64::from(n))).collect();
            let found = pearson(&line).expect("twelve");
            near(found.r, way);
            assert!(found.p < 1e-12, "{found:?}");
            let ends = found.interval.expect("twelve");
            near(ends.lower, way);
            near(ends.upper, way);
        }
        // Two thirds of a hundred have no exact number here: a mean by one sum alone lies beside them.
        for level in [200.0 / 3.0, 0.1, 54.3] {
            let pairs: Vec<(f64, f64)> = (0..17).map(|n| (level, f64::from(n))).collect();
            assert_eq!(pearson(&pairs), None, "{level}");
        }
    }

    #[test]
    fn who_always_agree_agree_wholly_and_an_answer_nobody_gave_changes_nothing() {
        let alike = [vec![20, 0, 0], vec![0, 5, 0], vec![0, 0, 9]];
        let found = kappa(&alike, Weights::Quadratic).expect("three answers");
        near(found.kappa, 1.0);
        near(found.error, 0.0);
        near(ac1(&alike).expect("three answers"), 1.0);
        // Only the ends were used: 20 + 15 of 50 are alike, by chance half, as in the table of two.
        let ends = [vec![20, 0, 5], vec![0, 0, 0], vec![10, 0, 15]];
        near(kappa(&ends, Weights::Quadratic).expect("two answers").kappa, 0.4);
        near(kappa(&ends, Weights::Quadratic).expect("two answers").error, 0.126_996_062_931_100_36);
        // AC1 counts the answers that could be given: chance is 2 × 0.6 × 0.4 ÷ 2 for shares of 0.6 and 0.4, no more.
        let shares: [f64; 2] = [(25.0 + 30.0) / 100.0, (25.0 + 20.0) / 100.0];
        let chance = shares.iter().map(|s| s * (1.0 - s)).sum::<f64>() / 2.0;
        near(ac1(&ends).expect("two answers"), (0.7 - chance) / (1.0 - chance));
        // All the same by both: kappa has nothing to say, AC1 that they agree.
        let same = [vec![40, 0, 0], vec![0, 0, 0], vec![0, 0, 0]];
        assert_eq!(kappa(&same, Weights::Quadratic), None);
        near(ac1(&same).expect("forty"), 1.0);
        // Each says always the same, and never what the other says.
        let never = [vec![0, 0, 40], vec![0, 0, 0], vec![0, 0, 0]];
        near(kappa(&never, Weights::Quadratic).expect("forty").kappa, 0.0);
    }

    #[test]
    fn officers_who_do_not_differ_are_estimated_alike() {
        let seen = [50.0, 50.0, 50.0].map(|mean| Seen { n: 12, mean, deviation: 15.0 });
        let found = spread(&seen).expect("three");
        assert_eq!((found.q, found.between, found.share), (0.0, 0.0, 0.0));
        near(found.p, 1.0);
        assert!(found.officers.iter().all(|one| (one.mean, one.reliability) == (50.0, 0.0)), "{found:?}");
        // 48 and 52 with a variance of 18.75 each: Q is 8 ÷ 18.75, below its one degree of freedom. No difference is seen.
        let seen = [48.0, 52.0].map(|mean| Seen { n: 12, mean, deviation: 15.0 });
        let found = spread(&seen).expect("two");
        near(found.q, 8.0 / 18.75);
        near(found.between, 0.0);
        assert!(found.officers.iter().all(|one| (one.mean - 50.0).abs() < 1e-9));
    }

    #[test]
    fn limits_stay_within_what_a_proportion_can_be() {
        // One of one, and none: P(0) = 0.25, P(1) = 0.75. 2.5 % lie at 0, interpolated below it, which is no share.
        let one = funnel::proportion(0.75, 1, 0.95).expect("one");
        near(one.lower, 0.0);
        near(one.upper, 1.0 - 0.025 / 0.75);
        assert_eq!(funnel::proportion(0.75, 0, 0.95), None);
        near(funnel::overdispersion(&[2.0]).expect("one unit"), 4.0);
    }

    #[test]
    fn points_on_the_median_are_no_part_of_a_run() {
        // Nine months off their median say nothing, however many lie on it.
        let mut months = vec![50.0; 9];
        months.extend([41.0, 42.0, 43.0, 44.0, 56.0, 57.0, 58.0, 59.0, 45.0]);
        assert_eq!(run_chart(&months), None);
        // Ten do: five below, five above, one crossing where two are the fewest.
        months.push(55.0);
        months.sort_by(f64::total_cmp);
        let found = run_chart(&months).expect("ten");
        assert_eq!((found.useful, found.longest_run, found.crossings), (10, (5, 6), (1, 2)));
        assert!(found.shifted());
    }
}
