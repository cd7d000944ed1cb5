//! How far a review is, and what its answers lack. Pure.

use crate::{
    forms::{Criterion, ReviewForm, Score, score},
    model::Answer,
};
use std::collections::BTreeMap;

kernel::text_enum! {
    /// How far a review is.
    pub enum State {
        /// Nobody has begun it.
        Drawn = "drawn", "To be reviewed";
        /// Somebody answers.
        InReview = "in_review", "In review";
        /// The officer can read it.
        Shared = "shared", "Shared with the officer";
        /// The officer has answered.
        Answered = "answered", "Answered by the officer";
        /// What it asked for was done and looked at again.
        Closed = "closed", "Closed";
        /// The next case in order took its place.
        Replaced = "replaced", "Replaced";
    }
}

kernel::text_enum! {
    /// How what the officer says to a review was settled.
    pub enum Settled {
        /// It is not.
        Not = "", "Not settled";
        /// The officer agrees.
        Agreed = "agreed", "Agreed";
        /// The officer disagreed, and a moderator decided.
        Moderated = "moderated", "Moderated";
        /// The officer did not answer in time.
        NoAnswer = "no_answer", "No answer came";
    }
}

/// Working days in which what is critical is put right. Alongside default.
pub const AT_ONCE: i64 = 5;

/// What a reviewer answers to one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Why, in the reviewer's words.
    pub note: String,
    /// What facts proposed, and from what; `None` where they propose nothing.
    pub proposed: Option<(Answer, String)>,
}

impl Given {
    /// Whether it differs from what facts proposed.
    pub fn overrules(&self) -> bool {
        self.proposed.as_ref().is_some_and(|(proposed, _)| proposed.codes().0 != self.answer.codes().0)
    }

    /// What its note lacks, in words that follow the criterion's id; `None` for nothing.
    pub fn lacks(&self) -> Option<&'static str> {
        if !self.note.is_empty() {
            return None;
        }
        match self.answer {
            Answer::NotMet => Some("say why it is not met."),
            // Where facts say so too, their words stand beside it.
            Answer::NotApplicable(crate::model::Reason::Other)
                if self.proposed.is_none() || self.overrules() =>
            {
                Some("say why it does not apply.")
            }
            _ if self.overrules() => Some("say why the facts mislead here."),
            _ => None,
        }
    }
}

/// The score of what was given.
///
/// # Errors
/// [`crate::forms::Missing`] while a criterion has no answer.
pub fn score_of(form: &ReviewForm, given: &BTreeMap<String, Given>) -> Result<Score, crate::forms::Missing> {
    score(form, |id| given.get(id).map(|one| one.answer))
}

/// What is put right at once: the critical criteria that are not met, in the order of the form.
pub fn at_once<'f>(form: &'f ReviewForm, score: &Score) -> Vec<&'f Criterion> {
    form.criteria.iter().filter(|criterion| score.critical.contains(&criterion.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::Given;
    use crate::model::{Answer, Reason};

    #[test]
    fn a_note_is_asked_for_where_the_answer_does_not_speak_for_itself() {
        let other = Answer::NotApplicable(Reason::Other);
        let stage = Answer::NotApplicable(Reason::StageNotReached);
        let met = Some((Answer::Met, "5 of 5".to_owned()));
        for (answer, proposed, asked) in [
            (Answer::Met, None, false),
            (Answer::Met, met.clone(), false),
            (Answer::Partly, met.clone(), true),
            (Answer::Partly, None, false),
            (Answer::NotMet, None, true),
            (Answer::NotMet, Some((Answer::NotMet, String::new())), true),
            (other, None, true),
            (other, met.clone(), true),
            (other, Some((Answer::NotApplicable(Reason::Other), "No incident.".to_owned())), false),
            (stage, None, false),
            (stage, met, true),
            // Another reason for the same is no other answer.
            (stage, Some((Answer::NotApplicable(Reason::Declined), String::new())), false),
        ] {
            let given = Given { answer, note: String::new(), proposed };
            assert_eq!(given.lacks().is_some(), asked, "{given:?}");
            assert_eq!(Given { note: "Because.".to_owned(), ..given }.lacks(), None);
        }
    }
}
