//! Answers to a criterion.

/// How far a criterion of good casework is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is met: 1.
    Met,
    /// Some of it is met: 0.5.
    Partly,
    /// It is not met: 0.
    NotMet,
    /// It does not apply, with the reason: left out of the score.
    NotApplicable(Reason),
}

/// Why a criterion does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The case has not come so far.
    StageNotReached,
    /// Nobody is known to cause it.
    NobodyKnown,
    /// The report was anonymous.
    Anonymous,
    /// The person did not want it.
    Declined,
    /// Another, which the reviewer writes.
    Other,
}

impl Answer {
    /// What it is worth in halves of its weight; `None` where it does not apply.
    pub fn halves(self) -> Option<i64> {
        match self {
            Self::Met => Some(2),
            Self::Partly => Some(1),
            Self::NotMet => Some(0),
            Self::NotApplicable(_) => None,
        }
    }

    /// As it is stored: the value, and why it does not apply.
    pub fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::Met => ("met", ""),
            Self::Partly => ("partly", ""),
            Self::NotMet => ("not_met", ""),
            Self::NotApplicable(reason) => ("na", reason.code()),
        }
    }

    /// Reads what is stored or sent; `None` for anything else, and for "does not apply" without a reason.
    pub fn parse(value: &str, reason: &str) -> Option<Self> {
        Some(match value {
            "met" => Self::Met,
            "partly" => Self::Partly,
            "not_met" => Self::NotMet,
            "na" => Self::NotApplicable(Reason::parse(reason)?),
            _ => return None,
        })
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::Partly => "Partly met",
            Self::NotMet => "Not met",
            Self::NotApplicable(_) => "Does not apply",
        }
    }
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::StageNotReached, Self::NobodyKnown, Self::Anonymous, Self::Declined, Self::Other];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::StageNotReached => "stage",
            Self::NobodyKnown => "nobody",
            Self::Anonymous => "anonymous",
            Self::Declined => "declined",
            Self::Other => "other",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::StageNotReached => "The case has not come so far",
            Self::NobodyKnown => "Nobody is known to cause it",
            Self::Anonymous => "The report was anonymous",
            Self::Declined => "They did not want it",
            Self::Other => "Another reason",
        }
    }
}
