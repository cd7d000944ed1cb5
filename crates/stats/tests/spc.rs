//! Control charts against those of the package that analysts of the NHS keep: see `data/README.md`.

#[cfg(test)]
mod charts {
    use serde_json::Value;
    use stats::spc::{Better, Method, Signal, xmr};

    fn numbers(of: &Value) -> Vec<f64> {
        of.as_array().expect("numbers").iter().map(|n| n.as_f64().expect("a number")).collect()
    }

    fn words(of: &Value) -> Vec<&str> {
        of.as_array().expect("words").iter().map(|n| n.as_str().expect("a word")).collect()
    }

    fn reason(signal: Option<Signal>) -> &'static str {
        match signal {
            None => "Common Cause",
            Some(Signal::Above) => "Above UCL",
            Some(Signal::Below) => "Below LCL",
            Some(Signal::Rising) => "7 Point Trend (Increasing)",
            Some(Signal::Falling) => "7 Point Trend (Decreasing)",
            Some(Signal::NearAbove) => "2 in 3 Above CL",
            Some(Signal::NearBelow) => "2 in 3 Below CL",
            Some(Signal::RunAbove) => "7 Points Above CL",
            Some(Signal::RunBelow) => "7 Points Below CL",
        }
    }

    fn kind(better: Option<bool>) -> &'static str {
        match better {
            None => "common_cause",
            Some(true) => "special_cause_improvement",
            Some(false) => "special_cause_concern",
        }
    }

    #[test]
    fn every_point_of_a_chart_is_as_published() {
        let all: Value = serde_json::from_str(include_str!("data/spc_xmr_nhs.json")).expect("the file");
        let cases = all["cases"].as_object().expect("cases");
        assert_eq!(cases.len(), 1);
        for (name, case) in cases {
            // Counted from 1 there.
            let place = |n: &Value| n.as_u64().and_then(|n| usize::try_from(n).ok()).expect("a place") - 1;
            let starts: Vec<usize> =
                case["rebase_at"].as_array().map_or_else(Vec::new, |all| all.iter().map(place).collect());
            let method = Method {
                better: if case["improvement_direction"] == 1 { Better::Up } else { Better::Down },
                rebase_at: &starts,
                fix_after: case["fix_after_n_points"].as_u64().and_then(|n| usize::try_from(n).ok()),
                screen: case["screen_outliers"] == true,
            };
            let (values, mean) = (numbers(&case["y"]), numbers(&case["mean"]));
            let (lower, upper) = (numbers(&case["lpl"]), numbers(&case["upl"]));
            let (why, which) = (words(&case["special_cause_type"]), words(&case["point_type"]));
            let points = xmr(&values, &method);
            assert_eq!(points.len(), values.len(), "{name}");
            for (at, point) in points.iter().enumerate() {
                for (found, wanted) in
                    [(point.mean, mean[at]), (point.lower, lower[at]), (point.upper, upper[at])]
                {
                    assert!((found - wanted).abs() < 1e-6, "{name} {at}: {found} is not {wanted}");
                }
                assert_eq!((reason(point.signal), kind(point.better)), (why[at], which[at]), "{name} {at}");
            }
        }
    }

    fn reasons(values: &[f64], method: &Method<'_>) -> Vec<Option<Signal>> {
        xmr(values, method).iter().map(|point| point.signal).collect()
    }

    #[test]
    fn a_series_that_never_changes_is_no_signal() {
        // A third has no exact number of its own here, so that a mean by one sum alone lies beside it.
        for value in [200.0 / 3.0, 0.1, 54.3, 0.0] {
            for n in [1, 7, 11, 12, 24] {
                let points = xmr(&vec![value; n], &Method::default());
                assert!(points.iter().all(|point| point.signal.is_none()), "{value} {n}: {points:?}");
                assert!(points.iter().all(|p| (p.lower, p.mean, p.upper) == (value, value, value)));
            }
        }
    }

    #[test]
    fn a_point_on_the_mean_breaks_a_run() {
        // Seven above 54.3 and seven as far below, so that it is their mean; the fourth of each is what is tried.
        let series = |fourth: f64| -> Vec<f64> {
            let far = [0.4, 0.6, 0.4, fourth, 0.6, 0.4, 0.6];
            far.iter().map(|by| 54.3 + by).chain(far.iter().map(|by| 54.3 - by)).collect()
        };
        assert_eq!(reasons(&series(0.0), &Method::default()), vec![None; 14]);
        let found = reasons(&series(0.5), &Method::default());
        let ways: Vec<Option<bool>> = found.iter().map(|signal| signal.map(Signal::is_up)).collect();
        assert_eq!(ways, [[Some(true); 7], [Some(false); 7]].concat());
    }

    #[test]
    fn where_two_trends_meet_the_step_after_says_which_way() {
        // Limits from twenty points about 50, wide enough for all that follows; then up, down and up again.
        let fixed = Method { fix_after: Some(20), ..Method::default() };
        let steady = (0..20).map(|n| if n % 2 == 0 { 30.0 } else { 70.0 });
        let peak = [44.0, 46.0, 48.0, 50.0, 52.0, 54.0, 56.0, 54.0, 52.0, 50.0, 48.0, 46.0, 44.0];
        let all: Vec<f64> = steady.clone().chain(peak).collect();
        let found = &reasons(&all, &fixed)[20..];
        let (up, down) = (Some(Signal::Rising), Some(Signal::Falling));
        // 44 is below the 70 before it and no trend ends there, so it begins the rise.
        assert_eq!(found[..6], [up; 6]);
        assert_eq!(found[6..], [down; 7], "the peak ends one and begins the other");
        // Two rises, one right after the other: the last point of the first is followed by a fall.
        let saw = [44.0, 46.0, 48.0, 50.0, 52.0, 54.0, 56.0, 44.0, 46.0, 48.0, 50.0, 52.0, 54.0, 56.0];
        let all: Vec<f64> = steady.chain(saw).collect();
        let found = &reasons(&all, &fixed)[20..];
        assert_eq!((&found[..6], found[6], &found[7..]), (&[up; 6][..], down, &[up; 7][..]));
    }
}
