//! Help that is offered: how far it may go from where it is.

kernel::text_enum! {
    /// How far help has come.
    pub enum State {
        /// Offered; no answer yet.
        Offered = "offered", "Offered";
        /// They want it.
        Accepted = "accepted", "Accepted";
        /// It has begun.
        Started = "started", "Started";
        /// It was finished.
        Completed = "completed", "Completed";
        /// They did not want it.
        Refused = "refused", "Not wanted";
        /// It ended before it was finished.
        Stopped = "stopped", "Stopped early";
    }
}

kernel::text_enum! {
    /// Something that happens with help.
    pub enum Step {
        /// It is offered.
        Offered = "offered", "It was offered";
        /// They want it.
        Accepted = "accepted", "They want it";
        /// It begins.
        Started = "started", "It has started";
        /// It was given once.
        Session = "session", "A session was held";
        /// It is finished.
        Completed = "completed", "It is finished";
        /// They do not want it.
        Refused = "refused", "They do not want it";
        /// It ends early.
        Stopped = "stopped", "It ended early";
        /// They say whether it helped.
        Helped = "helped", "They said whether it helped";
    }
}

impl State {
    /// What may happen next. Refusing is always possible before it starts, and a mind may be changed; whether it
    /// helped can be asked once it has started.
    pub fn next(self) -> &'static [Step] {
        match self {
            Self::Offered => &[Step::Accepted, Step::Started, Step::Refused],
            Self::Accepted => &[Step::Started, Step::Refused, Step::Stopped],
            Self::Started => &[Step::Session, Step::Completed, Step::Stopped, Step::Helped],
            Self::Completed | Self::Stopped => &[Step::Helped],
            Self::Refused => &[Step::Accepted],
        }
    }

    /// Where a step leads; `None` when it may not happen now.
    pub fn after(self, step: Step) -> Option<Self> {
        if !self.next().contains(&step) {
            return None;
        }
        Some(match step {
            Step::Accepted => Self::Accepted,
            Step::Started => Self::Started,
            Step::Completed => Self::Completed,
            Step::Refused => Self::Refused,
            Step::Stopped => Self::Stopped,
            Step::Offered | Step::Session | Step::Helped => self,
        })
    }
}

/// The words of a mark from 1 to 5 for whether it helped.
pub fn helped_words(mark: i64) -> &'static str {
    match mark {
        1 => "Not at all",
        2 => "A little",
        3 => "Somewhat",
        4 => "A lot",
        _ => "Very much",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_goes_on_step_by_step() {
        use {State as S, Step as T};
        for (from, step, to) in [
            (S::Offered, T::Accepted, Some(S::Accepted)),
            (S::Offered, T::Session, None),
            (S::Offered, T::Helped, None),
            (S::Accepted, T::Started, Some(S::Started)),
            (S::Started, T::Session, Some(S::Started)),
            (S::Started, T::Completed, Some(S::Completed)),
            (S::Started, T::Refused, None),
            (S::Completed, T::Helped, Some(S::Completed)),
            (S::Completed, T::Session, None),
            (S::Refused, T::Accepted, Some(S::Accepted)),
            (S::Refused, T::Completed, None),
        ] {
            assert_eq!(from.after(step), to, "{from:?} {step:?}");
        }
    }

    #[test]
    fn every_state_leads_somewhere_and_no_step_is_unreachable() {
        for step in Step::ALL.iter().filter(|step| **step != Step::Offered) {
            assert!(State::ALL.iter().any(|state| state.after(*step).is_some()), "{step:?}");
        }
        assert!(State::ALL.iter().all(|state| !state.next().is_empty()));
    }
}
