//! Words and rules of reports that need no database.

use access::{PersonId, TeamId, UserId};
use kernel::{Day, Instant};
use uuid::Uuid;

kernel::text_enum! {
    /// How grave it may be. The same three words as the risk tools of packs.
    pub enum Band {
        /// Somebody may come to harm soon.
        High = "high", "High";
        /// Harm is likely if nothing is done.
        Medium = "medium", "Medium";
        /// Neither.
        Standard = "standard", "Standard";
    }
}

kernel::text_enum! {
    /// Who reports.
    pub enum Reporter {
        /// The person it is about.
        Themselves = "self", "The person themselves";
        /// Somebody else.
        Person = "person", "Another person";
        /// An agency refers.
        Agency = "agency", "An agency";
        /// They do not say who they are.
        Anonymous = "anonymous", "They do not want to say";
    }
}

kernel::text_enum! {
    /// How a report came.
    pub enum Received {
        /// By telephone.
        Phone = "phone", "Phone call";
        /// By e-mail.
        Email = "email", "E-mail";
        /// They came to the office.
        Office = "office", "At the office";
        /// By a form on a website.
        Online = "online", "Online form";
        /// By letter.
        Letter = "letter", "Letter";
        /// During a visit.
        Visit = "visit", "During a visit";
        /// In a meeting of professionals.
        Meeting = "meeting", "In a meeting";
        /// Otherwise.
        Other = "other", "Another way";
    }
}

kernel::text_enum! {
    /// Whether it is safe to contact the person.
    pub enum Safe {
        /// It is.
        Yes = "yes", "Yes";
        /// Only in some ways or at some times.
        Careful = "careful", "Only as they say";
        /// It is not.
        No = "no", "No";
        /// Nobody has asked.
        NotAsked = "not_asked", "Not asked yet";
    }
}

kernel::text_enum! {
    /// Where a report stands.
    pub enum State {
        /// Nobody has settled its band.
        Pending = "pending", "Pending";
        /// Its band is settled.
        Scored = "scored", "Scored";
        /// It opened a case.
        Opened = "opened", "Case opened";
        /// It joined an open case.
        Joined = "joined", "Joined to a case";
        /// It ended without a case.
        Closed = "closed", "Closed";
    }
}

kernel::text_enum! {
    /// How a report ended without a case.
    pub enum Ending {
        /// Advice was all that was needed.
        Advice = "advice", "Advice given";
        /// Another service takes it on.
        Elsewhere = "elsewhere", "Referred elsewhere";
        /// Nobody here can help with it.
        NotOurs = "not_ours", "Not something we can help with";
        /// It was written down by mistake.
        Mistake = "mistake", "Recorded by mistake";
    }
}

/// What was said to the quick questions about harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "answers to yes-or-no questions")]
pub struct Harm {
    /// Somebody is in danger now, or fears for their life.
    pub danger: bool,
    /// Somebody was hurt or threatened.
    pub hurt: bool,
    /// Somebody is targeted for who they are.
    pub targeted: bool,
    /// A child, or an adult who needs care, is affected.
    pub needing: bool,
    /// It happened before.
    pub repeated: bool,
}

impl Harm {
    /// The quick band. Alongside default: danger now is high, and so are hate that repeats itself and all of
    /// hurt, hate and somebody who needs care; one or two of these three are medium; anything else is standard.
    pub fn band(self) -> Band {
        let grave = [self.hurt, self.targeted, self.needing].into_iter().filter(|yes| *yes).count();
        if self.danger || (self.targeted && self.repeated) || grave == 3 {
            Band::High
        } else if grave > 0 {
            Band::Medium
        } else {
            Band::Standard
        }
    }

    /// What was said yes to, in words.
    pub fn words(self) -> Vec<&'static str> {
        QUESTIONS
            .iter()
            .zip([self.danger, self.hurt, self.targeted, self.needing, self.repeated])
            .filter_map(|((_, _, short), yes)| yes.then_some(*short))
            .collect()
    }
}

/// The quick questions: field, question, and the answer yes in words.
pub const QUESTIONS: [(&str, &str, &str); 5] = [
    ("danger", "Somebody is in danger now, or fears for their life", "In danger now"),
    ("hurt", "Somebody was hurt or threatened", "Hurt or threatened"),
    ("targeted", "Somebody is targeted for who they are: a hate incident", "Targeted for who they are"),
    ("needing", "A child, or an adult who needs care, is affected", "A child or an adult who needs care"),
    ("repeated", "It has happened before", "Happened before"),
];

/// A report to be recorded.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The report.
    pub report_id: Uuid,
    /// The kind of case it would be.
    pub case_type: String,
    /// The team that looks at it.
    pub team: TeamId,
    /// Whom it is about.
    pub person: PersonId,
    /// What is reported, in their words.
    pub words: String,
    /// Who reports.
    pub reporter: Reporter,
    /// Their name or agency.
    pub reporter_name: String,
    /// How to reach them.
    pub reporter_reach: String,
    /// How it came.
    pub received: Received,
    /// The day it came.
    pub received_on: Day,
    /// Whether it is safe to contact the person.
    pub safe: Safe,
    /// How and when it is.
    pub safe_words: String,
    /// The answers about harm.
    pub harm: Harm,
    /// When it is written down.
    pub recorded_at: Instant,
    /// Who writes it down.
    pub recorded_by: UserId,
}

/// Whether somebody who comes back on a day is a re-referral: within so many days after the closing.
pub fn is_rereferral(closed_on: Day, watch_days: i64, received_on: Day) -> bool {
    (0..=watch_days).contains(&closed_on.days_until(received_on))
}

/// Why a band may not be settled as it is; `None` when it may. Another band than the answers give needs a reason.
pub fn band_problem(quick: Band, band: Band, reason: &str) -> Option<&'static str> {
    (quick != band && reason.is_empty()).then_some("Say why. The answers about harm give another band.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_about_harm_give_the_band() {
        let none = Harm::default();
        for (harm, band) in [
            (none, Band::Standard),
            (Harm { repeated: true, ..none }, Band::Standard),
            (Harm { hurt: true, ..none }, Band::Medium),
            (Harm { needing: true, repeated: true, ..none }, Band::Medium),
            (Harm { hurt: true, needing: true, ..none }, Band::Medium),
            (Harm { targeted: true, ..none }, Band::Medium),
            (Harm { targeted: true, repeated: true, ..none }, Band::High),
            (Harm { hurt: true, targeted: true, needing: true, ..none }, Band::High),
            (Harm { danger: true, ..none }, Band::High),
        ] {
            assert_eq!(harm.band(), band, "{harm:?}");
        }
        assert_eq!(
            Harm { hurt: true, repeated: true, ..none }.words(),
            ["Hurt or threatened", "Happened before"]
        );
    }

    #[test]
    fn a_re_referral_comes_within_the_watch() {
        let day = |text| Day::parse(text).unwrap();
        let closed = day("2026-08-22");
        assert!(is_rereferral(closed, 90, closed));
        assert!(is_rereferral(closed, 90, day("2026-11-20")), "the ninetieth day");
        assert!(!is_rereferral(closed, 90, day("2026-11-21")), "the day after");
        assert!(!is_rereferral(closed, 90, day("2026-08-21")), "before the closing");
    }

    #[test]
    fn another_band_than_the_answers_give_needs_a_reason() {
        assert_eq!(band_problem(Band::High, Band::High, ""), None);
        assert!(band_problem(Band::High, Band::Standard, "").is_some());
        assert_eq!(band_problem(Band::Standard, Band::High, "She says he has a knife."), None);
    }
}
