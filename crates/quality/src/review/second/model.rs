//! Two sets of answers side by side. Pure.

use crate::{forms::ReviewForm, review::model::Given};
use std::collections::BTreeMap;

/// Answers by criterion.
pub type Answers = BTreeMap<String, Given>;

/// The criteria that two answered differently, in the order of their ids. That neither applies for another reason is
/// no difference; an answer that only one gave is one.
pub fn differing(first: &Answers, second: &Answers) -> Vec<String> {
    let code = |answers: &Answers, id: &str| answers.get(id).map(|given| given.answer.codes().0);
    let mut ids: Vec<&String> = first.keys().chain(second.keys()).collect();
    ids.sort();
    ids.dedup();
    ids.into_iter().filter(|id| code(first, id) != code(second, id)).cloned().collect()
}

/// The same in the order of a form.
pub fn differing_in(form: &ReviewForm, first: &Answers, second: &Answers) -> Vec<String> {
    let differ = differing(first, second);
    form.criteria.iter().map(|criterion| criterion.id.clone()).filter(|id| differ.contains(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Answers, differing};
    use crate::{
        model::{Answer, Reason},
        review::model::Given,
    };

    fn answers(of: &[(&str, Answer)]) -> Answers {
        let given = |answer| Given { answer, note: String::new(), proposed: None };
        of.iter().map(|(id, answer)| ((*id).to_owned(), given(*answer))).collect()
    }

    #[test]
    fn only_the_answer_counts_and_not_the_reason_or_the_note() {
        let stage = Answer::NotApplicable(Reason::StageNotReached);
        let other = Answer::NotApplicable(Reason::Other);
        let first =
            answers(&[("A1", Answer::Met), ("A2", Answer::Partly), ("A3", stage), ("A4", Answer::Met)]);
        let second =
            answers(&[("A1", Answer::Met), ("A2", Answer::NotMet), ("A3", other), ("A5", Answer::Met)]);
        assert_eq!(differing(&first, &second), ["A2", "A4", "A5"]);
        assert!(differing(&first, &first).is_empty());
    }
}
