//! Known answers: published formulas, evaluated elsewhere.
//!
//! The numbers come from R 4.2.2 (`prop.test`, `binom.test`, `cor.test`, Spiegelhalter's formulas), statsmodels 0.15
//! (kappa), numpy (DerSimonian and Laird), and the NHS-R package `NHSRplotthedots` run on a made-up series.

#[cfg(test)]
#[expect(clippy::unreadable_literal, reason = "numbers as they were printed")]
mod known {
    use stats::{
        agreement::{Weights, ac1, fleiss, kappa},
        correlation::{changes, kendall, pearson, spearman},
        funnel, interval,
        run_chart::{fewest_crossings, longest_run_limit, run_chart},
        spc::{Better, Method, Signal, xmr},
        spread::{Seen, severity, spread},
    };

    const SCORES: [f64; 30] = [
        10.0, 12.0, 11.0, 13.0, 9.0, 10.0, 12.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 12.0, 11.0,
        10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 12.0, 20.0, 19.0, 20.0, 11.0, 12.0,
    ];

    /// A letter for each signal.
    fn letters(values: &[f64], method: &Method<'_>) -> String {
        let letter = |signal: Option<Signal>| match signal {
            None => '-',
            Some(Signal::Above) => 'A',
            Some(Signal::Below) => 'B',
            Some(Signal::Rising) => 'R',
            Some(Signal::Falling) => 'F',
            Some(Signal::NearAbove) => 'n',
            Some(Signal::NearBelow) => 'v',
            Some(Signal::RunAbove) => 'u',
            Some(Signal::RunBelow) => 'd',
        };
        xmr(values, method).iter().map(|point| letter(point.signal)).collect()
    }

    #[track_caller]
    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-6 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }

    #[track_caller]
    fn ends(found: Option<interval::Interval>, wanted: [f64; 2]) {
        let found = found.expect("there is enough to go by");
        near(found.lower, wanted[0]);
        near(found.upper, wanted[1]);
    }

    #[test]
    fn the_chart_of_making_data_count() {
        let points = xmr(&SCORES, &Method::default());
        near(points[0].mean, 11.9666666666667);
        near(points[0].lower, 8.18128205128205);
        near(points[0].upper, 15.7520512820513);
        assert_eq!(letters(&SCORES, &Method::default()), "-------RRRRRAAAFFFFBBBBB-AAA--");
        assert_eq!((points[7].better, points[16].better, points[0].better), (Some(true), Some(false), None));
        let down = xmr(&SCORES, &Method { better: Better::Down, ..Method::default() });
        assert_eq!((down[7].better, down[16].better), (Some(false), Some(true)));
    }

    #[test]
    fn each_rule_finds_what_it_is_for_and_no_more() {
        let fixed = Method { fix_after: Some(20), ..Method::default() };
        // Twenty points about 50, whose limits are 50 and 26.6 either way, the near ones 17.7; then what is tried.
        let with = |more: &[f64]| -> String {
            let steady = (0..20).map(|n| if n % 2 == 0 { 45.0 } else { 55.0 });
            let all: Vec<f64> = steady.chain(more.iter().copied()).collect();
            letters(&all, &fixed).split_off(20)
        };
        assert_eq!(with(&[77.0, 23.0, 76.0, 24.0]), "AB--");
        assert_eq!(with(&[70.0, 49.0, 70.0]), "---", "the one between lies below the mean");
        assert_eq!(with(&[70.0, 51.0, 70.0, 40.0]), "n-n-");
        assert_eq!(with(&[30.0, 30.0, 49.0, 60.0]), "vv--");
        assert_eq!(with(&[49.0, 51.0, 53.0, 52.0, 51.0, 54.0, 51.0, 49.0]), "--------", "six are chance");
        assert_eq!(with(&[49.0, 51.0, 53.0, 52.0, 51.0, 54.0, 51.0, 52.0]), "-uuuuuuu");
        assert_eq!(with(&[54.0, 53.0, 52.0, 51.0, 50.0, 49.0, 48.0]), "FFFFFFF");
        assert_eq!(
            with(&[54.0, 53.0, 52.0, 51.0, 51.0, 49.0, 48.0]),
            "-------",
            "an equal point ends a trend"
        );
    }

    #[test]
    fn a_known_change_begins_the_limits_anew() {
        let months: Vec<f64> = (0..24).map(|n| f64::from(n % 3) + if n < 12 { 40.0 } else { 70.0 }).collect();
        let once = letters(&months, &Method::default());
        assert!(once.matches('-').count() < 6, "as one, nearly all months stand out: {once}");
        let rebased = Method { rebase_at: &[12], ..Method::default() };
        assert_eq!(letters(&months, &rebased), "-".repeat(24));
        let points = xmr(&months, &rebased);
        near(points[0].mean, 41.0);
        near(points[23].mean, 71.0);
        assert!(xmr(&[], &Method::default()).is_empty());
    }

    #[test]
    fn one_wild_change_does_not_widen_the_limits() {
        let mut months: Vec<f64> = (0..20).map(|n| f64::from(n % 2) * 2.0 + 50.0).collect();
        months[10] = 95.0;
        let screened = xmr(&months, &Method::default())[0];
        let plain = xmr(&months, &Method { screen: false, ..Method::default() })[0];
        near(screened.upper - screened.mean, 2.66 * 2.0);
        assert!(plain.upper - plain.mean > 15.0);
    }

    #[test]
    fn run_charts_have_the_limits_of_anhoej() {
        let longest: [usize; 51] = [
            6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
            8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
        ];
        let fewest: [usize; 51] = [
            2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14,
            14, 14, 15, 15, 16, 16, 17, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 21, 22, 22, 23, 23,
        ];
        for (at, n) in (10..=60).enumerate() {
            assert_eq!((longest_run_limit(n), fewest_crossings(n)), (longest[at], fewest[at]), "{n} points");
        }
        let steps: Vec<f64> = (0..12).map(f64::from).collect();
        let chart = run_chart(&steps).expect("twelve points lie off the median");
        assert_eq!((chart.longest_run, chart.crossings, chart.shifted()), ((6, 7), (1, 3), true));
        assert_eq!(run_chart(&[1.0, 2.0, 3.0]), None);
    }

    #[test]
    fn two_reviewers_are_compared_as_published() {
        let cases = [
            (
                vec![vec![20, 5], vec![10, 15]],
                [
                    [0.3999999999999999, 0.12699606293110033, 0.151092290476661, 0.6489077095233389],
                    [0.4, 0.12699606293110036, 0.15109229047666106, 0.648907709523339],
                    [0.4, 0.12699606293110036, 0.15109229047666106, 0.648907709523339],
                ],
                0.40594059405940586,
            ),
            (
                vec![vec![22, 2, 2], vec![5, 7, 14], vec![0, 2, 36]],
                [
                    [0.5619158878504673, 0.06843026552440623, 0.42779503197011814, 0.6960367437308165],
                    [0.6766036731434655, 0.05885421796384576, 0.5612515255960575, 0.7919558206908734],
                    [0.7726161369193154, 0.052143936282838775, 0.6704158997928, 0.8748163740458308],
                ],
                0.597117149380008,
            ),
            (
                vec![vec![11, 6, 1, 0], vec![3, 14, 5, 2], vec![0, 4, 12, 6], vec![0, 1, 5, 20]],
                [
                    [0.5061523112736948, 0.06834453794950603, 0.37219947835263195, 0.6401051441947576],
                    [0.6599959158668574, 0.05361571789341786, 0.5549110397904986, 0.7650807919432161],
                    [0.787847040335254, 0.04403627059531094, 0.7015375359549844, 0.8741565447155236],
                ],
                0.5128885001230079,
            ),
        ];
        for (table, wanted, gwet) in cases {
            let ways = [Weights::Unweighted, Weights::Linear, Weights::Quadratic];
            for (way, [value, error, lower, upper]) in ways.into_iter().zip(wanted) {
                let found = kappa(&table, way).expect("two answers at least");
                near(found.kappa, value);
                near(found.error, error);
                ends(Some(found.interval), [lower, upper]);
            }
            near(ac1(&table).expect("two answers at least"), gwet);
        }
        assert_eq!(kappa(&[vec![9, 0], vec![0, 0]], Weights::Unweighted), None, "all alike by chance alone");
        assert_eq!(ac1(&[vec![9, 0], vec![0, 0]]), Some(1.0));
        assert_eq!(kappa(&[], Weights::Linear), None);
        let many: Vec<Vec<u64>> = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ]
        .map(Vec::from)
        .into();
        near(fleiss(&many).expect("fourteen judge each"), 0.20993070442195522);
    }

    #[test]
    fn officers_are_drawn_towards_the_mean_of_all() {
        let rows = [
            (12, 62.0, 14.0),
            (12, 71.0, 11.0),
            (10, 58.0, 16.0),
            (12, 80.0, 9.0),
            (6, 45.0, 20.0),
            (12, 68.0, 12.0),
        ];
        let seen = rows.map(|(n, mean, deviation)| Seen { n, mean, deviation });
        let found = spread(&seen).expect("six officers");
        near(found.q, 34.151178221330454);
        near(found.p, 2.2215603588531613e-06);
        near(found.share, 0.8535921669350472);
        near(found.between, 84.06599675044669);
        near(found.mean, 65.58401779426711);
        near(found.error, 4.161061115623048);
        let wanted = [
            (0.8373163115759469, 62.583061234148815, 3.6981301251317715),
            (0.8929006364213049, 70.41995175261248, 3.000569071123258),
            (0.7665639235627909, 59.77038335752369, 4.429902532021156),
            (0.9256738874039083, 78.92851608339345, 2.499659724837839),
            (0.5577158582928767, 54.10398464302158, 6.097627179446536),
            (0.8750858742331823, 67.69820969490269, 3.2405293534850426),
        ];
        for (officer, (reliability, mean, error)) in found.officers.iter().zip(wanted) {
            near(officer.reliability, reliability);
            near(officer.mean, mean);
            near(officer.error, error);
        }
        assert_eq!(spread(&seen[..1]), None);
        assert_eq!(spread(&[seen[0], Seen { deviation: 0.0, ..seen[1] }]), None);
    }

    #[test]
    fn a_strict_reviewer_is_told_from_weak_work() {
        // Officer 1 is ten points better; reviewer 1 gives ten less. Each meets each often.
        let all = (0..200).map(|n| (n % 2, n / 2 % 2));
        let scores: Vec<(usize, usize, f64)> =
            all.map(|(o, r)| (o, r, 70.0 + 10.0 * o as f64 - 10.0 * r as f64)).collect();
        let found = severity(&scores, 2, 2).expect("both were reviewed by both");
        assert!((found[0] - 5.0).abs() < 0.1 && (found[1] + 5.0).abs() < 0.1, "{found:?}");
        let apart: Vec<_> = scores.iter().copied().filter(|(o, r, _)| o == r).collect();
        assert_eq!(severity(&apart, 2, 2), None, "nobody was reviewed by two");
    }

    #[test]
    fn funnels_have_the_limits_of_spiegelhalter() {
        let wanted = [
            (5, [0.221333333333333, 0.978930041152263], [0.000320000000000009, 0.999157201646091]),
            (10, [0.409028022731726, 0.955605683415468], [0.218906666666667, 0.998224227336619]),
            (20, [0.52057515542319, 0.899486633573612], [0.401074389604161, 0.984233157239939]),
            (30, [0.570573314305884, 0.88212007940267], [0.469792051009738, 0.951334447759236]),
            (50, [0.614960484701509, 0.85566276171931], [0.539502159552997, 0.913767064001392]),
            (100, [0.657676750406856, 0.827645033504002], [0.604393377193556, 0.870432832681871]),
            (200, [0.686253145722454, 0.806379321908574], [0.649667219642807, 0.838399306200003]),
        ];
        for (n, usual, far) in wanted {
            ends(funnel::proportion(0.75, n, 0.95), usual);
            ends(funnel::proportion(0.75, n, 0.998), far);
        }
        let wanted = [
            (2.0, [0.121104639271982, 3.61234383386198], [0.0227010088847448, 5.61443612120633]),
            (5.0, [0.324697278023684, 2.33366641586453], [0.147874346383567, 3.29094904073602]),
            (10.0, [0.479538869613243, 1.83903560420178], [0.296052037274376, 2.41339711454176]),
            (20.0, [0.610825979270197, 1.54441889513373], [0.447910663381301, 1.9020940676925]),
            (50.0, [0.742219274749237, 1.31837533328674], [0.619179392069366, 1.51883783984201]),
            (100.0, [0.813639912509232, 1.21626793792426], [0.719213974950004, 1.34924319061264]),
        ];
        for (expected, usual, far) in wanted {
            ends(funnel::ratio(expected, 0.95), usual);
            ends(funnel::ratio(expected, 0.998), far);
        }
        let units: [(u64, u64); 7] = [(18, 25), (40, 50), (9, 20), (30, 38), (55, 80), (12, 22), (70, 90)];
        let distances: Vec<f64> =
            units.iter().filter_map(|(hits, n)| funnel::distance(*hits, *n, 0.72)).collect();
        let wanted = [
            0.0,
            1.25988157669743,
            -2.68926437100239,
            0.953820966476533,
            -0.647415496722796,
            -1.82336922335421,
            1.22077836794119,
        ];
        distances.iter().zip(wanted).for_each(|(found, wanted)| near(*found, wanted));
        near(funnel::overdispersion(&distances).expect("seven units"), 1.76862092061729);
        assert_eq!(funnel::overdispersion(&[]), None);
    }

    #[test]
    fn proportions_and_counts_have_their_intervals() {
        let wanted = [
            (0, 5, [0.0, 0.434482464783175], [0.0, 0.521823750104981]),
            (1, 5, [0.0362241086324301, 0.624465370237475], [0.00505076337946806, 0.716417936118089]),
            (5, 5, [0.565517535216825, 1.0], [0.478176249895019, 1.0]),
            (3, 10, [0.107791267406301, 0.603221852538855], [0.0667395111777345, 0.652452850059997]),
            (7, 8, [0.529111817787146, 0.977582508549943], [0.473490329124793, 0.996840276468748]),
            (20, 25, [0.608690496304597, 0.911394153131974], [0.592962567721323, 0.931688535987516]),
            (81, 100, [0.722211546209356, 0.874852484902313], [0.719302042026387, 0.881556803867456]),
            (54, 100, [0.442648603233682, 0.634391916909759], [0.437411579866471, 0.640156647020588]),
        ];
        for (hits, of, wilson, exact) in wanted {
            ends(interval::wilson(hits, of, 0.95), wilson);
            ends(interval::exact_proportion(hits, of, 0.95), exact);
        }
        let wanted = [
            (1, [0.0253178079842899, 5.5716433909389], [0.0130721329015043, 5.56375558247526]),
            (3, [0.618672122895602, 8.76727306974232], [0.60297257097023, 8.76536439674634]),
            (10, [4.79538869613243, 18.3903560420178], [4.78744991396756, 18.3914586057565]),
            (42, [30.2699057324777, 56.7717987784906], [30.266717187883, 56.7732387404341]),
            (100, [81.3639912509232, 121.626793792426], [81.3621054905279, 121.627937579207]),
        ];
        for (count, exact, byar) in wanted {
            ends(interval::exact_count(count, 0.95), exact);
            ends(interval::byar(count, 0.95), byar);
        }
        assert_eq!((interval::wilson(0, 0, 0.95), interval::byar(0, 0.95)), (None, None));
    }

    #[test]
    fn what_a_sample_can_tell() {
        let wanted = [
            (4, 10.0, 19.81019905799673),
            (4, 15.0, 29.715298586995093),
            (4, 20.0, 39.62039811599346),
            (12, 10.0, 11.437423758834482),
            (12, 15.0, 17.156135638251722),
            (12, 20.0, 22.874847517668965),
            (24, 10.0, 8.087479899175992),
            (24, 15.0, 12.131219848763989),
            (24, 20.0, 16.174959798351985),
            (48, 10.0, 5.718711879417241),
            (48, 15.0, 8.578067819125861),
            (48, 20.0, 11.437423758834482),
        ];
        for (n, deviation, points) in wanted {
            near(interval::least_difference(n, deviation).expect("some"), points);
        }
        let wanted = [
            (40, 4, 0.75, 0.40769715255703126),
            (40, 10, 0.75, 0.23538406077664592),
            (200, 20, 0.75, 0.1804859682169858),
            (200, 50, 0.75, 0.10420362233502697),
        ];
        for (of, n, p, margin) in wanted {
            near(interval::margin_of_sample(p, n, of).expect("some"), margin);
        }
        assert_eq!(interval::least_difference(0, 15.0), None);
        assert_eq!(interval::margin_of_sample(0.5, 9, 8), None);
    }

    #[test]
    fn two_rising_series_move_together_and_their_changes_do_not() {
        let months: Vec<(f64, f64)> = [
            (54.0, 61.0),
            (56.0, 60.0),
            (55.0, 63.0),
            (58.0, 62.0),
            (60.0, 64.0),
            (59.0, 66.0),
            (63.0, 65.0),
            (62.0, 68.0),
            (66.0, 67.0),
            (67.0, 71.0),
            (70.0, 70.0),
            (69.0, 73.0),
            (72.0, 72.0),
            (74.0, 74.0),
            (75.0, 77.0),
            (76.0, 75.0),
            (75.0, 78.0),
        ]
        .into();
        let levels = pearson(&months).expect("seventeen months");
        near(levels.r, 0.955245708324755);
        near(levels.p, 2.45129922922358e-09);
        ends(levels.interval, [0.877483167076302, 0.984070429439472]);
        near(spearman(&months).expect("seventeen months"), 0.950337395055691);
        near(kendall(&months).expect("seventeen months"), 0.819193769124588);
        let moved = pearson(&changes(&months)).expect("sixteen changes");
        near(moved.r, -0.732117819057671);
        near(moved.p, 0.00126182425973526);
        ends(moved.interval, [-0.900880403159298, -0.371084517374382]);
        assert_eq!(pearson(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]), None);
    }
}
