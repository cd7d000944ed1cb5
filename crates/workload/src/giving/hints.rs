//! A hint of what to look at first among somebody's own cases, with its reasons. It is a hint: no other list is ever
//! sorted by it.
//!
//! Of 100: how near the nearest clock is 40, the risk band 30, children, a pregnancy or sleeping rough 15, and how much
//! of the agreed time between contacts has gone by 15. All of it is an Alongside default.

use kernel::{Day, calendar::Calendar, words::count};

const CLOCK: i64 = 40;
const RISK: i64 = 30;
const HOUSEHOLD: i64 = 15;
const CONTACT: i64 = 15;
/// Days between contacts where none are agreed. Alongside default.
pub const USUAL: i64 = 28;

/// What the hint of a case hangs on.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The nearest last day of a running clock.
    pub clock_due_on: Option<Day>,
    /// The risk band.
    pub band: String,
    /// What is known of the household that counts, in words: see [`household`].
    pub household: Vec<&'static str>,
    /// The day somebody was last reached; the first day of the case where nobody was.
    pub last_on: Day,
    /// Whether anybody was reached yet.
    pub reached: bool,
    /// Days between contacts that were agreed.
    pub agreed: Option<i64>,
}

/// A hint: from 0 to 100, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// All of it.
    pub score: i64,
    /// What counts, in words, and how much.
    pub parts: Vec<(String, i64)>,
}

impl Hint {
    /// `clock due in 2 days 32, high risk 30`.
    pub fn words(&self) -> String {
        let parts: Vec<String> =
            self.parts.iter().map(|(words, counts)| format!("{words} {counts}")).collect();
        parts.join(", ")
    }
}

/// The hint of a case on a day; working days are those of the service's calendar.
pub fn hint(facts: &Facts, calendar: &Calendar, today: Day) -> Hint {
    let mut parts = vec![clock(facts.clock_due_on, calendar, today)];
    match facts.band.as_str() {
        "high" => parts.push(("high risk".to_owned(), RISK)),
        "medium" => parts.push(("medium risk".to_owned(), RISK / 2)),
        _ => {}
    }
    if !facts.household.is_empty() {
        parts.push((facts.household.join(" and "), HOUSEHOLD));
    }
    parts.push(contact(facts, today));
    parts.retain(|(_, counts)| *counts > 0);
    Hint { score: parts.iter().map(|(_, counts)| counts).sum(), parts }
}

/// What counts of a household, in words: a child who lives with them or is affected, a pregnancy, sleeping rough.
pub fn household(children: bool, pregnant: bool, rough: bool) -> Vec<&'static str> {
    [(children, "children"), (pregnant, "a pregnancy"), (rough, "sleeping rough")]
        .into_iter()
        .filter_map(|(holds, words)| holds.then_some(words))
        .collect()
}

fn clock(due: Option<Day>, calendar: &Calendar, today: Day) -> (String, i64) {
    let Some(due) = due else { return ("no clock near".to_owned(), CLOCK / 5) };
    let days = today.days_until(due);
    if days < 0 {
        return (format!("clock ran out {} ago", count(-days, "day", "days")), CLOCK);
    }
    let counts = if due <= calendar.plus_working(today, 3) {
        CLOCK * 8 / 10
    } else if due <= calendar.plus_working(today, 10) {
        CLOCK / 2
    } else {
        CLOCK / 5
    };
    let words = match days {
        0 => "clock due today".to_owned(),
        days => format!("clock due in {}", count(days, "day", "days")),
    };
    (words, counts)
}

fn contact(facts: &Facts, today: Day) -> (String, i64) {
    let days = facts.last_on.days_until(today).max(0);
    let every = facts.agreed.unwrap_or(USUAL).max(1);
    // Halves up, and never more than all of it.
    let counts = ((2 * CONTACT * days + every) / (2 * every)).min(CONTACT);
    let since = count(days, "day", "days");
    let words = match (facts.reached, facts.agreed) {
        (false, _) => format!("nobody reached in {since}"),
        (true, Some(every)) => format!("last reached {since} ago, {every} agreed"),
        (true, None) => format!("last reached {since} ago"),
    };
    (words, counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::calendar::Division;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// A Friday.
    fn today() -> Day {
        day("2026-11-20")
    }

    fn quiet() -> Facts {
        Facts {
            clock_due_on: None,
            band: String::new(),
            household: Vec::new(),
            last_on: today(),
            reached: true,
            agreed: None,
        }
    }

    fn of(facts: &Facts) -> Hint {
        hint(facts, &Calendar::new(Division::EnglandAndWales), today())
    }

    #[test]
    fn clocks_count_by_working_days() {
        for (due, score) in [
            ("2026-11-19", 40),
            ("2026-11-20", 32),
            // Wednesday is the third working day, Friday of the next week but one the tenth.
            ("2026-11-25", 32),
            ("2026-11-26", 20),
            ("2026-12-04", 20),
            ("2026-12-05", 8),
        ] {
            assert_eq!(of(&Facts { clock_due_on: Some(day(due)), ..quiet() }).score, score, "{due}");
        }
        assert_eq!(of(&quiet()).score, 8);
    }

    #[test]
    fn everything_together_is_a_hundred_and_says_why() {
        let all = Facts {
            clock_due_on: Some(day("2026-11-18")),
            band: "high".to_owned(),
            household: household(true, false, true),
            last_on: day("2026-10-30"),
            agreed: Some(14),
            ..quiet()
        };
        let hint = of(&all);
        assert_eq!(hint.score, 100);
        assert_eq!(
            hint.words(),
            "clock ran out 2 days ago 40, high risk 30, children and sleeping rough 15, \
             last reached 21 days ago, 14 agreed 15"
        );
    }

    #[test]
    fn the_time_since_a_contact_counts_by_what_was_agreed() {
        let since =
            |days: i64, agreed| of(&Facts { last_on: today().plus(-days), agreed, ..quiet() }).score - 8;
        assert_eq!([since(0, None), since(14, None), since(28, None), since(90, None)], [0, 8, 15, 15]);
        assert_eq!([since(7, Some(14)), since(14, Some(14)), since(1, Some(7))], [8, 15, 2]);
        let never = Facts { reached: false, last_on: today().plus(-3), band: "medium".to_owned(), ..quiet() };
        assert_eq!(of(&never).words(), "no clock near 8, medium risk 15, nobody reached in 3 days 2");
    }
}
