//! The score of a review.

use super::model::{Criterion, ReviewForm};
use crate::model::Answer;

/// The least weight of what applies: below it a review says too little to be counted. Alongside default.
pub const ENOUGH: i64 = 50;

/// What a review comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100; `None` where nothing applies.
    pub percent: Option<i64>,
    /// The weight of what applies, of 100.
    pub applicable: i64,
    /// Ids of critical criteria that are not met. They open actions and leave the number as it is.
    pub critical: Vec<String>,
}

impl Score {
    /// Whether it counts in averages.
    pub fn is_enough(&self) -> bool {
        self.applicable >= ENOUGH
    }
}

/// Criteria without an answer, by their ids: no score is shown before all are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub Vec<String>);

/// Scores answers, given by a criterion's id: 100 × Σ wᵢvᵢ ÷ Σ wᵢ over what applies, rounded half up.
///
/// # Errors
/// [`Missing`] when a criterion of the form has no answer.
pub fn score(form: &ReviewForm, answer: impl Fn(&str) -> Option<Answer>) -> Result<Score, Missing> {
    let (mut answered, mut missing) = (Vec::new(), Vec::new());
    for criterion in &form.criteria {
        match answer(&criterion.id) {
            Some(given) => answered.push((criterion, given)),
            None => missing.push(criterion.id.clone()),
        }
    }
    if missing.is_empty() { Ok(of(&answered)) } else { Err(Missing(missing)) }
}

/// The same where a criterion may have no answer: it is left out as if it did not apply. For trying a version of a
/// form on answers that were given by another.
pub fn score_of_some(form: &ReviewForm, answer: impl Fn(&str) -> Option<Answer>) -> Score {
    let answered = form.criteria.iter().filter_map(|criterion| Some((criterion, answer(&criterion.id)?)));
    of(&answered.collect::<Vec<_>>())
}

fn of(answered: &[(&Criterion, Answer)]) -> Score {
    let applies = answered.iter().filter_map(|(criterion, given)| Some((criterion, given.halves()?)));
    // Halves keep the sum whole: 0, 1 or 2 times the weight.
    let (weight, halves) = applies.fold((0, 0), |(weight, sum), (criterion, halves)| {
        (weight + criterion.weight, sum + criterion.weight * halves)
    });
    let failed = answered.iter().filter(|(criterion, given)| criterion.critical && *given == Answer::NotMet);
    Score {
        // 100 × (halves / 2) / weight + 1/2, rounded down.
        percent: (weight > 0).then(|| (100 * halves + weight) / (2 * weight)),
        applicable: weight,
        critical: failed.map(|(criterion, _)| criterion.id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Missing, Score, score};
    use crate::{
        forms::{ReviewForm, shipped},
        model::{Answer, Reason},
    };
    use proptest::prelude::*;

    const NONE: Answer = Answer::NotApplicable(Reason::StageNotReached);

    fn form() -> &'static ReviewForm {
        shipped().iter().find(|form| form.id == "mcr-asb").expect("the first form")
    }

    fn all_but(changed: &[(&str, Answer)]) -> Score {
        score(form(), |id| {
            Some(changed.iter().find(|(of, _)| *of == id).map_or(Answer::Met, |(_, given)| *given))
        })
        .expect("all are answered")
    }

    #[test]
    fn the_worked_example_is_89_and_critical_on_b4() {
        let found = all_but(&[("B4", Answer::NotMet), ("E1", Answer::Partly), ("D2", NONE)]);
        assert_eq!(found, Score { percent: Some(89), applicable: 96, critical: vec!["B4".to_owned()] });
    }

    #[test]
    fn the_form_has_the_weights_and_the_critical_criteria_of_the_catalogue() {
        let weights = [3, 6, 5, 4, 2, 6, 6, 4, 8, 5, 4, 5, 4, 6, 6, 4, 6, 4, 4, 8];
        assert_eq!(form().criteria.iter().map(|c| c.weight).collect::<Vec<_>>(), weights);
        let critical: Vec<&str> =
            form().criteria.iter().filter(|c| c.critical).map(|c| c.id.as_str()).collect();
        assert_eq!(critical, ["A2", "A3", "B1", "B2", "B4"]);
        let charter = [3, 4, 4, 5, 2, 4, 4, 2, 4, 4, 3, 5, 3, 3, 3, 3, 2, 2, 2, 4];
        assert_eq!(form().criteria.iter().map(|c| c.charter).collect::<Vec<_>>(), charter);
    }

    #[test]
    fn half_a_point_rounds_up_and_nothing_applying_has_no_score() {
        // B4 alone not met, with A2 and E1 left out: 80 of 88 is 90.909; A5 partly of 100 is 99.
        assert_eq!(all_but(&[("A5", Answer::Partly)]).percent, Some(99));
        // 1.5 of 100 lost is 98.5, which is 99.
        assert_eq!(all_but(&[("A1", Answer::Partly)]).percent, Some(99));
        assert_eq!(all_but(&[("A2", NONE), ("E1", NONE), ("B4", Answer::NotMet)]).percent, Some(91));
        let none = score(form(), |_| Some(NONE)).expect("all are answered");
        assert_eq!((none.percent, none.applicable, none.is_enough()), (None, 0, false));
    }

    #[test]
    fn under_fifty_applicable_is_not_enough() {
        let kept = ["F1", "B4", "A2", "B1", "B2", "C4", "D1"]; // 8 + 8 + 6 × 5 = 46
        let some = |extra: &'static str| {
            score(form(), move |id| Some(if kept.contains(&id) || id == extra { Answer::Met } else { NONE }))
                .expect("all are answered")
        };
        assert_eq!((some("").applicable, some("").is_enough()), (46, false));
        assert_eq!((some("A4").applicable, some("A4").is_enough()), (50, true));
    }

    #[test]
    fn what_is_not_answered_is_named() {
        let found = score(form(), |id| (id != "C3").then_some(Answer::Met));
        assert_eq!(found, Err(Missing(vec!["C3".to_owned()])));
    }

    proptest! {
        #[test]
        fn a_better_answer_never_lowers_the_score(given in prop::collection::vec(0_usize..4, 20), at in 0_usize..20) {
            let answers = [Answer::NotMet, Answer::Partly, Answer::Met, NONE];
            let of = |given: &[usize]| {
                let at = |id: &str| form().criteria.iter().position(|c| c.id == id);
                score(form(), |id| Some(answers[given[at(id)?]])).expect("all are answered").percent
            };
            prop_assume!(given[at] < 2);
            let mut better = given.clone();
            better[at] += 1;
            prop_assert!(of(&better) >= of(&given));
            prop_assert!(of(&given).is_none_or(|percent| (0..=100).contains(&percent)));
        }
    }
}
