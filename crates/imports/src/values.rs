//! Cells as values, and what to say when they are none.

use crate::{
    problem::Problem,
    read::{Mark, address},
};
use kernel::{Day, Instant, form::parse_day};

/// Why a cell is no day, in words; `None` when it is one.
pub fn day(text: &str) -> Result<Day, (String, String)> {
    // A spreadsheet may write midnight, or a time that nobody asked for, after the day.
    let on = text.split_once([' ', 'T']).filter(|(_, time)| is_time(time)).map_or(text, |(on, _)| on);
    let found = parse_day(on).filter(|day| (1850..=2200).contains(&day.year()));
    found.ok_or_else(|| not_a_day(on))
}

fn is_time(text: &str) -> bool {
    let clock = text.trim_end_matches('Z');
    let clock = clock.split('.').next().unwrap_or(clock);
    let parts: Vec<&str> = clock.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()))
}

fn not_a_day(text: &str) -> (String, String) {
    const LIKE: &str = "Write it day first, like 22/11/2026.";
    let numbers: Vec<u32> = text.split(['/', '-', '.']).filter_map(|p| p.trim().parse().ok()).collect();
    match numbers.as_slice() {
        [month @ 1..=12, day @ 13..=31, year] if *year > 31 => (
            format!("This looks month first: there is no month {day}."),
            format!("Dates are day first here: write {day:02}/{month:02}/{year}."),
        ),
        [day, month, year] if *month >= 1 && *month <= 12 && *day <= 31 && *year > 31 => {
            ("There is no such day.".to_owned(), LIKE.to_owned())
        }
        [serial] if (20_000..80_000).contains(serial) => (
            "This is a spreadsheet's number for a day, not a day.".to_owned(),
            "Format the column as a date and save the file again.".to_owned(),
        ),
        _ => ("This is not a date.".to_owned(), LIKE.to_owned()),
    }
}

/// A moment on the wall in London, as `2021-08-23 15:37:37`; a bare day is its beginning.
pub fn moment(text: &str) -> Option<Instant> {
    let (on, time) = text.split_once([' ', 'T']).unwrap_or((text, "00:00:00"));
    let on = Day::parse(on).ok()?;
    if !is_time(time) {
        return None;
    }
    let mut parts = time.trim_end_matches('Z').split([':', '.']).map(|p| p.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().flatten().unwrap_or(0);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some(on.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?).plus_seconds(second))
}

/// Yes or no, in the ways people write it.
pub fn yes_no(text: &str) -> Option<bool> {
    match kernel::words::fold(text).as_str() {
        "yes" | "y" | "true" | "1" | "x" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// What is wrong with a cell that is not what it seems.
pub fn marked(line: u64, column: usize, heading: &str, value: &str, mark: Mark) -> Problem {
    let cell = address(line, column);
    match mark {
        Mark::Formula => Problem::bad(
            line,
            heading,
            value,
            format!("Cell {cell} is worked out by a formula."),
            "Copy the column and paste it back as values, then save the file again.",
        ),
        Mark::Error => Problem::bad(
            line,
            heading,
            value,
            format!("Cell {cell} holds an error of the spreadsheet."),
            "Mend the formula or write the value, then save the file again.",
        ),
    }
}

/// A cell of a CSV file that is a formula in a spreadsheet. A plus or a minus begins a telephone number, so only the
/// equals sign counts.
pub fn formula(line: u64, heading: &str, value: &str) -> Option<Problem> {
    value.starts_with('=').then(|| {
        Problem::bad(
            line,
            heading,
            value,
            "The cell begins with =, so it is a formula and no value.",
            "Copy the column and paste it back as values, then save the file again.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_what_is_none_is_told_why() {
        assert_eq!(day("22/11/2026"), Ok(Day::new(2026, 11, 22).unwrap()));
        assert_eq!(day("2026-11-22 00:00:00"), Ok(Day::new(2026, 11, 22).unwrap()));
        assert_eq!(day("2026-11-22T13:45:00Z"), Ok(Day::new(2026, 11, 22).unwrap()));
        let why = |text: &str| day(text).unwrap_err().0;
        assert_eq!(why("11/22/2026"), "This looks month first: there is no month 22.");
        assert_eq!(day("11/22/2026").unwrap_err().1, "Dates are day first here: write 22/11/2026.");
        assert_eq!(why("31/02/2026"), "There is no such day.");
        assert_eq!(why("46348"), "This is a spreadsheet's number for a day, not a day.");
        for text in ["soon", "0", "1/1/1", "2026", "99999999999/1/2020", "1/1/1066", "22/11/2026 late"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn moments_are_on_the_wall_in_london() {
        assert_eq!(moment("2021-08-23 15:37:37").unwrap().to_string(), "2021-08-23T14:37:37.000000Z");
        assert_eq!(moment("2021-01-23").unwrap().to_string(), "2021-01-23T00:00:00.000000Z");
        for text in ["", "yesterday", "2021-02-30 00:00:00", "2021-01-01 25:00:00", "2021-01-01 1:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
