//! Which page shows whether a standard is kept.

use access::UserId;
use kernel::text_enum;

text_enum! {
    /// A page that shows whether a standard is kept.
    pub enum ShownBy {
        /// The queue of one's own cases: last days of clocks.
        Clocks = "clocks", "Last days of clocks";
        /// The queue of one's own cases: what was promised.
        Promises = "promises", "Contact that was promised";
        /// One's own caseload: when there last was contact.
        Contact = "contact", "When there last was contact";
        /// My day: what is due.
        Actions = "actions", "What is to be done";
        /// Plans of one's own cases.
        Plans = "plans", "Plans of cases";
        /// How soon notes are written.
        Recording = "recording", "How soon notes are written";
        /// What one carries.
        Load = "load", "What somebody carries";
        /// Protected time.
        Time = "time", "Protected time";
        /// The self-audit.
        Audit = "audit", "The self-audit";
        /// Mid Case Reviews.
        Reviews = "reviews", "Mid Case Reviews";
        /// Supervision.
        Supervision = "supervision", "Supervision";
        /// What people say.
        Satisfaction = "satisfaction", "What people say about the help";
    }
}

impl ShownBy {
    /// Where whoever reads it finds their own.
    pub fn href(self, user: UserId) -> String {
        match self {
            Self::Clocks | Self::Promises => format!("/queues/officer/{user}"),
            Self::Contact => format!("/caseloads/officer/{user}"),
            Self::Actions => "/day".to_owned(),
            Self::Plans => format!("/plans/officer/{user}"),
            Self::Recording => "/recording".to_owned(),
            Self::Load => format!("/caseloads/officer/{user}/load"),
            Self::Time => "/kept-time".to_owned(),
            Self::Audit => "/reviews/audit".to_owned(),
            Self::Reviews => "/reviews".to_owned(),
            Self::Supervision => "/supervision".to_owned(),
            Self::Satisfaction => "/satisfaction".to_owned(),
        }
    }
}

/// What stands open of the reader's own, as one statement counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Own open cases with a clock past its last day.
    pub clocks: i64,
    /// Own open cases with a promise of contact past its day.
    pub promises: i64,
    /// Own open cases without contact in 28 days.
    pub contact: i64,
    /// Own actions past their day.
    pub actions: i64,
}

impl Counts {
    /// The count that goes with a page, in words; empty where nothing is counted.
    pub fn words(&self, shown: ShownBy) -> String {
        let n = |n: i64, what: &str| format!("{n} {what}");
        match shown {
            ShownBy::Clocks => n(self.clocks, "of your cases past the last day"),
            ShownBy::Promises => n(self.promises, "of your cases past the day that was promised"),
            ShownBy::Contact => n(self.contact, "of your cases without contact in 28 days"),
            ShownBy::Actions => n(self.actions, "of your actions overdue"),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_an_address_and_four_have_counts() {
        let user = UserId::from_uuid(uuid::Uuid::from_u128(7));
        let counts = Counts { clocks: 1, promises: 2, contact: 3, actions: 4 };
        assert!(ShownBy::ALL.iter().all(|one| one.href(user).starts_with('/')));
        let counted: Vec<String> =
            ShownBy::ALL.iter().map(|one| counts.words(*one)).filter(|words| !words.is_empty()).collect();
        assert_eq!(counted.len(), 4);
        assert_eq!(counted[0], "1 of your cases past the last day");
    }
}
