//! What changes in the sums when a review counts as something else than before. Pure.

use super::model::{Answers, Counted, LeftOut, Sum, SumKey, Tally, TallyKey};
use std::collections::BTreeMap;

/// What is added to sums and tallies; what is taken away is below zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// By where reviews are added up.
    pub sums: BTreeMap<SumKey, Sum>,
    /// By where answers are.
    pub tallies: BTreeMap<TallyKey, Tally>,
}

impl Delta {
    /// Takes a review out of the sums.
    pub fn take(&mut self, review: &Counted, answers: &Answers) {
        self.turn(review, answers, Sum::taken, Tally::taken);
    }

    /// Puts a review into the sums.
    pub fn put(&mut self, review: &Counted, answers: &Answers) {
        self.turn(review, answers, |sum| sum, |tally| tally);
    }

    /// Without what comes to nothing.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        self.sums.retain(|_, sum| *sum != Sum::default());
        self.tallies.retain(|_, tally| *tally != Tally::default());
        self
    }

    /// What enters no average changes nothing.
    fn turn(
        &mut self,
        review: &Counted,
        answers: &Answers,
        sign: fn(Sum) -> Sum,
        sign_one: fn(Tally) -> Tally,
    ) {
        if review.left_out != LeftOut::No {
            return;
        }
        let sum = self.sums.entry(review.key()).or_default();
        *sum = sum.and(sign(Sum::one(review)));
        for (criterion, (value, overruled)) in answers {
            let tally = self.tallies.entry(review.tally_key(criterion)).or_default();
            *tally = tally.and(sign_one(Tally::one(value, *overruled)));
        }
    }
}
