//! How figures that leave the service are rounded.

use packs::model::Rounding;

/// A number as it is published: `*` for 0 to 4 and others to the nearest 5 under [`Rounding::Fives`] (Safeguarding
/// Adults Collection, NHS England: disclosure control); with commas otherwise.
pub fn shown(n: i64, rounding: Rounding) -> String {
    match published(n, rounding) {
        Some(n) => kernel::words::thousands(n),
        None => "*".to_owned(),
    }
}

/// The same as a number; `None` where it is withheld.
pub fn published(n: i64, rounding: Rounding) -> Option<i64> {
    match rounding {
        Rounding::None => Some(n),
        Rounding::Fives if n < 5 => None,
        Rounding::Fives => Some((n + 2) / 5 * 5),
    }
}

/// Percent in tenths, halves up, of exact figures: `314` is 31.4%. `None` of nothing.
pub fn tenths(n: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| (2000 * n + of) / (2 * of))
}

/// Least total of a rounded table whose percentages have a decimal: below it a decimal would tell the exact number.
const LARGE: i64 = 1000;

/// A percentage as it is published: from exact figures, `*` where its number or total is withheld, empty of nothing.
pub fn percent(n: i64, of: i64, rounding: Rounding) -> String {
    let Some(tenths) = tenths(n, of) else { return String::new() };
    match (published(n, rounding), published(of, rounding), rounding) {
        (None, ..) | (_, None, _) => "*".to_owned(),
        (.., Rounding::Fives) if of < LARGE => format!("{}%", (200 * n + of) / (2 * of)),
        _ => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

/// How many for a thousand of something, in tenths, halves up: `123` is 12.3. `None` of nothing.
pub fn per_thousand(n: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| (20_000 * n + of) / (2 * of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fives_withhold_0_to_4_and_round_the_rest() {
        let shown_as: Vec<String> =
            [0, 1, 4, 5, 7, 8, 12, 13, 1_402, 1_403].iter().map(|n| shown(*n, Rounding::Fives)).collect();
        assert_eq!(shown_as, ["*", "*", "*", "5", "5", "10", "10", "15", "1,400", "1,405"]);
        assert_eq!(shown(1_402, Rounding::None), "1,402");
    }

    #[test]
    fn percentages_come_from_exact_figures() {
        // 6 of 13 is 46.2%; of the rounded figures, 5 of 15, it would be 33%.
        assert_eq!(percent(6, 13, Rounding::Fives), "46%");
        assert_eq!(percent(6, 13, Rounding::None), "46.2%");
        assert_eq!(percent(4, 13, Rounding::Fives), "*");
        assert_eq!(percent(0, 0, Rounding::None), "");
        assert_eq!(percent(1, 3, Rounding::None), "33.3%");
        assert_eq!(percent(2, 3, Rounding::None), "66.7%");
    }

    /// Statutory homelessness in England 2022-23 (DLUHC), and Safeguarding Adults 2018-19 (NHS Digital).
    #[test]
    fn published_shares_come_out() {
        assert_eq!(140_790 + 157_640, 298_430);
        assert_eq!(percent(298_430, 311_990, Rounding::None), "95.7%");
        assert_eq!(146_430 + 178_560, 324_990);
        // Published to the nearest 10, so parts and their sum may differ by that.
        assert!(i64::abs(61_120 + 79_660 - 140_790) <= 10);
        // Year on year from the releases as first printed.
        assert_eq!(tenths(178_560 - 157_640, 157_640), Some(133));
        assert_eq!(shown(415_050, Rounding::Fives), "415,050");
    }

    /// MARAC West Wales 2015/16: sums of the parts.
    #[test]
    fn parts_of_a_published_table_add_up() {
        assert_eq!([454, 189, 341].iter().sum::<i64>(), 984);
        assert_eq!([79, 31, 44].iter().sum::<i64>(), 154);
        // The publisher cut what we round: 15.65% was printed as 15.
        assert_eq!(tenths(154, 984), Some(157));
    }
}
