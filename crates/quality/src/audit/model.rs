//! Fortnights, what facts say is missing in a case, and what a worker says about it.

use kernel::{Day, Instant};

/// Days of a fortnight; the fifth founding text asks for a self-audit of action plans every two weeks (domain 5.1).
pub const EVERY_DAYS: i64 = 14;
/// A clock whose last day is within so many days is a finding. Alongside default.
pub const SOON_DAYS: i64 = 5;
/// The most findings there are of one case.
pub const MOST: usize = Finding::ALL.len();

kernel::text_enum! {
    /// Something that the facts of a case say is missing.
    pub enum Finding {
        /// A clock is within [`SOON_DAYS`] of its last day, or past it.
        ClockDue = "clock-due", "A clock is due";
        /// A step of the plan is overdue.
        LateStep = "late-step", "A step of the plan is overdue";
        /// The risk is to be looked at again.
        RiskDue = "risk-due", "The risk is due to be looked at again";
        /// Nobody was reached for longer than was agreed, or 28 days where nothing was.
        NoContact = "no-contact", "No contact in the agreed time";
        /// The plan has no step to come.
        NoStep = "no-step", "The plan has no next step";
        /// There is no exit plan.
        NoExit = "no-exit", "There is no exit plan";
    }
}

impl Finding {
    /// The end of the address of the case's page where it is mended.
    pub fn mended_at(self) -> &'static str {
        match self {
            Self::ClockDue => "/clocks",
            Self::LateStep | Self::NoStep => "/plan",
            Self::RiskDue => "/risk",
            Self::NoContact => "/contact",
            Self::NoExit => "/plan/exit",
        }
    }

    /// What is missing, with the day that the facts give: `Nobody reached since 3 October 2026`.
    pub fn words(self, last_contact: Option<Instant>, clock: Option<Day>, today: Day) -> String {
        match (self, last_contact, clock) {
            (Self::NoContact, None, _) => "Nobody was reached yet".to_owned(),
            (Self::NoContact, Some(at), _) => format!("Nobody reached since {}", Day::of(at).long()),
            (Self::ClockDue, _, Some(due)) if due < today => format!("A clock ran out on {}", due.long()),
            (Self::ClockDue, _, Some(due)) => format!("A clock ends on {}", due.long()),
            _ => self.label().to_owned(),
        }
    }
}

kernel::text_enum! {
    /// What a worker says about a case.
    pub enum Answer {
        /// It is right as it is.
        Right = "right", "Looked at";
        /// It was mended.
        Fixed = "fixed", "Mended";
        /// Help is needed.
        Help = "help", "Needs help";
    }
}

/// The findings that a text of codes names, the most urgent first; codes that are none are left out.
pub fn findings(codes: &str) -> Vec<Finding> {
    let named: Vec<&str> = codes.split_whitespace().collect();
    Finding::ALL.iter().copied().filter(|finding| named.contains(&finding.code())).collect()
}

/// A fortnight: it begins on a Saturday and its last day is a Friday, for everybody the same one. Alongside default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub began: Day,
}

impl Period {
    /// The fortnight a day is in.
    pub fn of(day: Day) -> Self {
        // A Saturday from which fortnights are counted both ways.
        let first = Day::new(2026, 1, 3).unwrap_or(day);
        let into = first.days_until(day).rem_euclid(EVERY_DAYS);
        Self { began: day.plus(-into) }
    }

    /// Its last day: the self-audit is due by then.
    pub fn last(self) -> Day {
        self.began.plus(EVERY_DAYS - 1)
    }

    /// The fortnight before.
    pub fn before(self) -> Self {
        Self { began: self.began.plus(-EVERY_DAYS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn fortnights_follow_each_other_from_saturday_to_friday() {
        for (today, began, last) in [
            ("2026-11-07", "2026-11-07", "2026-11-20"),
            ("2026-11-20", "2026-11-07", "2026-11-20"),
            ("2026-11-21", "2026-11-21", "2026-12-04"),
            ("2026-01-03", "2026-01-03", "2026-01-16"),
            ("2026-01-02", "2025-12-20", "2026-01-02"),
            // Through the end of summer time and a leap day.
            ("2026-10-25", "2026-10-24", "2026-11-06"),
            ("2028-02-29", "2028-02-26", "2028-03-10"),
        ] {
            let period = Period::of(day(today));
            assert_eq!((period.began, period.last()), (day(began), day(last)), "{today}");
            assert_eq!(period.before().last().plus(1), period.began);
            assert_eq!(period.began.short().split(' ').next(), Some("Sat"));
        }
    }

    #[test]
    fn codes_are_read_in_the_order_of_urgency() {
        assert_eq!(findings("no-exit  clock-due nonsense"), [Finding::ClockDue, Finding::NoExit]);
        assert!(findings("").is_empty());
    }

    #[test]
    fn a_finding_says_its_day() {
        let today = day("2026-11-20");
        let at = Some(day("2026-10-03").at(9, 0));
        for (finding, last, clock, words) in [
            (Finding::NoContact, None, None, "Nobody was reached yet"),
            (Finding::NoContact, at, None, "Nobody reached since 3 October 2026"),
            (Finding::ClockDue, at, Some(day("2026-11-18")), "A clock ran out on 18 November 2026"),
            (Finding::ClockDue, at, Some(today), "A clock ends on 20 November 2026"),
            (Finding::NoExit, at, Some(today), "There is no exit plan"),
        ] {
            assert_eq!(finding.words(last, clock, today), words);
        }
    }
}
