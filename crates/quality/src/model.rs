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
