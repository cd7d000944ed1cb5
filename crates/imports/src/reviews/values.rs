//! Cells of past reviews as values: months, answers, scores. Pure.

use crate::values;
use kernel::{Day, form::parse_day};
use quality::model::{Answer, Reason};

/// What is wrong with a cell, and what to do.
pub type Wrong = (&'static str, &'static str);

/// Reads a month in the ways spreadsheets have it: `2011-11`, `11/2011`, `Nov 2011`, `Nov-11`, or a day of it. The
/// first day of the month.
pub fn month(text: &str, today: Day) -> Result<Day, Wrong> {
    let day = of_month(text.trim()).or_else(|| values::day(text.trim()).ok());
    let day = day.and_then(|day| Day::new(day.year(), day.month(), 1));
    match day.filter(|day| day.year() >= 1980) {
        None => Err(("This is not a month.", "Write it like 2011-11, 11/2011 or Nov 2011.")),
        Some(day) if day > today => Err(("This month is yet to come.", "Check the year.")),
        Some(day) => Ok(day),
    }
}

fn of_month(text: &str) -> Option<Day> {
    let parts: Vec<&str> =
        text.split(['-', '/', '.', ' ', '\'', '’']).filter(|part| !part.is_empty()).collect();
    let &[first, second] = parts.as_slice() else { return None };
    if first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit()) {
        return parse_day(&format!("1 {second} {first}"));
    }
    // "11/11" is a month or a day of one: nobody can tell.
    let clear = second.len() == 4 || first.chars().all(char::is_alphabetic);
    clear.then(|| parse_day(&format!("1 {first} {second}"))).flatten()
}

/// Reads an answer in the ways people write it; `None` for anything else.
pub fn answer(text: &str) -> Option<Answer> {
    Some(match text.trim().trim_end_matches('.').to_lowercase().as_str() {
        "yes" | "y" | "met" | "fully met" | "1" | "1.0" | "100%" | "true" => Answer::Met,
        "partly" | "partial" | "partially" | "part" | "partly met" | "partially met" | "part met" | "p"
        | "0.5" | ".5" | "1/2" | "½" | "50%" => Answer::Partly,
        "no" | "n" | "not met" | "unmet" | "0" | "0.0" | "0%" | "false" => Answer::NotMet,
        "n/a" | "na" | "n.a" | "not applicable" | "does not apply" | "-" | "–" => {
            Answer::NotApplicable(Reason::Other)
        }
        _ => return None,
    })
}

/// Reads a number of a column of scores: `54`, `54%`, `0.54`.
pub fn number(text: &str) -> Option<(f64, bool)> {
    let text = text.trim();
    let percent = text.ends_with('%');
    let found: f64 = text.trim_end_matches('%').trim().parse().ok()?;
    (found.is_finite() && found >= 0.0 && !text.starts_with(['+', '-'])).then_some((found, percent))
}

/// A score of a column as a whole number from 0 to 100, rounded half up. `shares`: the column has shares of 1.
#[expect(clippy::cast_possible_truncation, reason = "it is between 0 and 10,000")]
pub fn score(text: &str, shares: bool) -> Result<i64, Wrong> {
    let wrong = ("This is not a score.", "Write a number from 0 to 100, or a share such as 0.54.");
    let (found, percent) = number(text).ok_or(wrong)?;
    // Hundredths of a point keep 0.545 from becoming 54.49999.
    let hundredths = (found * if shares && !percent { 10_000.0 } else { 100.0 }).round();
    if (0.0..=10_000.0).contains(&hundredths) { Ok((hundredths as i64 + 50) / 100) } else { Err(wrong) }
}

/// Whether a column has shares of 1 and no percentages: all its numbers are at most 1, and one is between.
pub fn are_shares<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut between = false;
    for (found, percent) in cells.filter_map(number) {
        if percent || found > 1.0 {
            return false;
        }
        between |= found > 0.0 && found < 1.0;
    }
    between
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn months_are_read_in_the_ways_spreadsheets_have_them() {
        let today = day("2026-11-20");
        for text in [
            "2011-11",
            "2011/11",
            "11/2011",
            "11-2011",
            "Nov 2011",
            "nov-11",
            "November 2011",
            "Nov '11",
            "2011-11-30",
            "01/11/2011",
            "30 November 2011",
            "2011-11-05 00:00:00",
            " 11.2011 ",
        ] {
            assert_eq!(month(text, today), Ok(day("2011-11-01")), "{text}");
        }
        assert_eq!(month("2026-11", today), Ok(day("2026-11-01")));
        assert_eq!(month("2026-12", today).unwrap_err().0, "This month is yet to come.");
        for text in ["", "11", "2011", "13/2011", "11/11", "soon", "2011-13", "0/2011"] {
            assert_eq!(month(text, today).unwrap_err().0, "This is not a month.", "{text}");
        }
    }

    #[test]
    fn answers_are_read_in_the_ways_people_write_them() {
        let codes = |text: &str| answer(text).map(|answer| answer.codes().0);
        for (texts, code) in [
            (["Yes", "y", "MET", "1", "1.0"], "met"),
            (["Partly", "partially met", "0.5", ".5", "½"], "partly"),
            (["No", "N", "not met", "0", "Unmet"], "not_met"),
            (["N/A", "na", "Not applicable", "-", "n/a."], "na"),
        ] {
            for text in texts {
                assert_eq!(codes(text), Some(code), "{text}");
            }
        }
        for text in ["", "maybe", "2", "0.75", "yes but late", "?"] {
            assert_eq!(codes(text), None, "{text}");
        }
    }

    #[test]
    fn scores_are_whole_points_rounded_half_up() {
        for (text, shares, is) in [
            ("54", false, 54),
            ("54.5", false, 55),
            ("54%", true, 54),
            ("0.545", true, 55),
            ("1", true, 100),
            ("0", false, 0),
        ] {
            assert_eq!(score(text, shares), Ok(is), "{text}");
        }
        for text in ["101", "-3", "+4", "good", "", "1e9", "NaN"] {
            assert!(score(text, false).is_err(), "{text}");
        }
        assert!(are_shares(["0.54", "1", "", "0"].into_iter()));
        assert!(!are_shares(["54", "1"].into_iter()) && !are_shares(["0", "1"].into_iter()));
        assert!(!are_shares(["0.5%", "0.5"].into_iter()));
    }
}
