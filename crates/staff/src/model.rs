//! What is known of somebody's hours, and the hours they have on a day.

use access::UserId;
use kernel::{Day, row, text_enum};

/// Hours in hundredths: 37 hours are 3,700.
pub type Hours = i64;

/// Half-days of a working week, Monday morning first.
pub const HALVES: usize = 10;

text_enum! {
    /// How far somebody is in their work. What share of a full caseload each carries is an Alongside default.
    pub enum Career {
        /// In their first three months here.
        Starting = "starting", "In the first three months";
        /// Newly qualified, in their assessed and supported year.
        NewlyQualified = "newly_qualified", "Newly qualified";
        /// Everybody else.
        Experienced = "experienced", "Experienced";
    }
}

impl Career {
    /// Percent of a full caseload. Alongside default, shaped like the assessed and supported year's 90 in Wirral.
    pub const fn share(self) -> i64 {
        match self {
            Self::Starting => 60,
            Self::NewlyQualified => 90,
            Self::Experienced => 100,
        }
    }
}

text_enum! {
    /// What sort of strength somebody has.
    pub enum StrengthKind {
        /// What a duty or the law asks for.
        Skill = "skill", "Skill";
        /// A kind of case.
        CaseType = "case_type", "Kind of case";
        /// A place.
        Area = "area", "Area";
        /// A language.
        Language = "language", "Language";
    }
}

/// The half-days of a week that somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern([bool; HALVES]);

impl Pattern {
    /// Every half-day from Monday to Friday.
    pub const WHOLE: Self = Self([true; HALVES]);

    /// Reads ten characters, `W` for a half-day they work and `-` for one they do not; nothing else is a pattern.
    pub fn read(text: &str) -> Option<Self> {
        let mut halves = [false; HALVES];
        let mut letters = text.chars();
        for half in &mut halves {
            *half = match letters.next()? {
                'W' => true,
                '-' => false,
                _ => return None,
            };
        }
        letters.next().is_none().then_some(Self(halves))
    }

    /// The ten characters.
    pub fn text(self) -> String {
        self.0.iter().map(|works| if *works { 'W' } else { '-' }).collect()
    }

    /// The pattern with these half-days of the week, Monday morning 0.
    pub fn of(halves: impl IntoIterator<Item = usize>) -> Self {
        let mut pattern = [false; HALVES];
        for half in halves {
            if let Some(works) = pattern.get_mut(half) {
                *works = true;
            }
        }
        Self(pattern)
    }

    /// Whether they work that half-day, Monday morning 0.
    pub fn works(self, half: usize) -> bool {
        self.0.get(half).copied().unwrap_or(false)
    }

    /// Half-days a week.
    pub fn halves(self) -> i64 {
        self.0.iter().map(|works| i64::from(*works)).sum()
    }
}

row! {
    /// Somebody's hours from a day on.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Contract {
        /// Whose.
        pub user_id: UserId,
        /// First day.
        pub from_on: Day,
        /// Contract hours a week, in hundredths.
        pub hours: Hours,
        /// Half-days worked, as [`Pattern::read`] reads them.
        pub pattern: String,
        /// How far they are.
        pub career: Career,
        /// Percent of their hours that is for casework.
        pub casework: i64,
    }
}

impl Contract {
    /// The half-days they work; every one where what is kept cannot be read.
    pub fn halves(&self) -> Pattern {
        Pattern::read(&self.pattern).unwrap_or(Pattern::WHOLE)
    }
}

/// Hours as people write them, such as `37`, `18.5` or `7,4`; `None` where it is no number from 0 to 60 with two decimals.
pub fn parse_hours(text: &str) -> Option<Hours> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str, most: usize| {
        text.len() <= most && !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
    };
    if !digits(whole, 2) || !(part.is_empty() || digits(part, 2)) || text.ends_with('.') {
        return None;
    }
    let hundredths: Hours = format!("{part:0<2}").parse().ok()?;
    let hours = whole.parse::<Hours>().ok()? * 100 + hundredths;
    (hours <= 6_000).then_some(hours)
}

/// Hours in words: `37`, `18.5`.
pub fn hours_words(hours: Hours) -> String {
    match (hours / 100, hours % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    }
}

/// Hours of the reductions that count, never more than the contract.
pub fn reduced(contract: Hours, reductions: &[Hours]) -> Hours {
    reductions.iter().sum::<Hours>().clamp(0, contract.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_ten_half_days() {
        let mornings = Pattern::read("W-W-W-W-W-").unwrap();
        assert_eq!((mornings.halves(), mornings.text().as_str()), (5, "W-W-W-W-W-"));
        assert!(mornings.works(0) && !mornings.works(1) && !mornings.works(10));
        assert_eq!(Pattern::of([0, 2, 4, 6, 8, 99]), mornings);
        for wrong in ["", "W-W-W-W-W", "W-W-W-W-W--", "wwwwwwwwww"] {
            assert_eq!(Pattern::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hours_are_read_and_written_as_people_do() {
        let read = ["37", "18.5", "7,4", "7.25", "0"].map(parse_hours);
        assert_eq!(read, [Some(3_700), Some(1_850), Some(740), Some(725), Some(0)]);
        for wrong in ["", "x", "-3", "37.", "37.125", "61", "1e3", "400"] {
            assert_eq!(parse_hours(wrong), None, "{wrong}");
        }
        assert_eq!([3_700, 1_850, 725, 705].map(hours_words), ["37", "18.5", "7.25", "7.05"]);
    }

    #[test]
    fn reductions_never_take_more_than_there_is() {
        assert_eq!(reduced(3_700, &[]), 0);
        assert_eq!(reduced(3_700, &[1_480, 740]), 2_220);
        assert_eq!(reduced(3_700, &[3_700, 740]), 3_700);
    }
}
