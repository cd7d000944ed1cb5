//! What a new version would make of reviews that were done by the one before: counts, and never whose.

use super::{
    model::ReviewForm,
    score::{Score, score_of_some},
    store::{self, Past},
};
use crate::model::Answer;
use kernel::{Day, Result, db::Conn, words::count};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Days in which a review was shared to be tried. Alongside default.
pub const DAYS: i64 = 90;
/// Points by which a score has to move to be counted as changed. Alongside default.
pub const POINTS: i64 = 5;

/// What a version would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Reviews that were tried.
    pub reviews: i64,
    /// Those whose score would move by more than [`POINTS`] points.
    pub changed: i64,
    /// The mean of those that are counted now.
    pub before: Mean,
    /// The mean of those that would be counted.
    pub after: Mean,
    /// Reviews that are counted and would rest on too little.
    pub fewer: i64,
    /// Criteria that past reviews have no answer to.
    pub new: Vec<String>,
}

/// An unweighted mean of scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mean {
    sum: i64,
    n: i64,
}

impl Mean {
    fn add(&mut self, score: Option<i64>) {
        if let Some(score) = score {
            self.sum += score;
            self.n += 1;
        }
    }

    /// Rounded half up; `None` of nothing.
    pub fn whole(self) -> Option<i64> {
        (self.n > 0).then(|| (2 * self.sum + self.n) / (2 * self.n))
    }
}

/// Tries a version on the reviews by a form (mostly its own) that were shared in the last 90 days: two statements.
/// For the report lane.
pub fn trial(c: &mut dyn Conn, tenant: i64, new: &ReviewForm, of: &str, today: Day) -> Result<Trial> {
    let since = today.plus(-DAYS).at(0, 0);
    let past = store::past(c, tenant, of, since)?;
    let mut answers: HashMap<Uuid, BTreeMap<String, Answer>> = HashMap::new();
    for (review, criterion, value, reason) in store::past_answers(c, tenant, of, since)? {
        if let Some(answer) = Answer::parse(&value, &reason) {
            answers.entry(review).or_default().insert(criterion, answer);
        }
    }
    let none = BTreeMap::new();
    let pairs = past.iter().map(|one| (one, answers.get(&one.review_id).unwrap_or(&none)));
    Ok(try_on(new, pairs))
}

/// Answers are taken over by the criterion's id; a criterion without one is left out, as if it did not apply.
fn try_on<'a>(
    new: &ReviewForm,
    past: impl Iterator<Item = (&'a Past, &'a BTreeMap<String, Answer>)>,
) -> Trial {
    let mut found = Trial::default();
    let mut answered: Vec<&str> = Vec::new();
    for (review, answers) in past {
        let before =
            Score { percent: review.score, applicable: review.applicable.unwrap_or(0), critical: Vec::new() };
        let after = score_of_some(new, |id| answers.get(id).copied());
        found.reviews += 1;
        let moved = before.percent.zip(after.percent).is_some_and(|(old, new)| (old - new).abs() > POINTS);
        found.changed += i64::from(moved);
        found.before.add(before.percent.filter(|_| before.is_enough()));
        found.after.add(after.percent.filter(|_| after.is_enough()));
        found.fewer += i64::from(before.is_enough() && !after.is_enough());
        let here = new.criteria.iter().map(|one| one.id.as_str()).filter(|id| answers.contains_key(*id));
        answered.extend(here);
    }
    if found.reviews > 0 {
        let ids = new.criteria.iter().map(|one| &one.id);
        found.new = ids.filter(|id| !answered.contains(&id.as_str())).cloned().collect();
    }
    found
}

/// "12 reviews would change by more than 5 points.": what a trial found, a sentence each.
pub fn words(trial: &Trial) -> Vec<String> {
    if trial.reviews == 0 {
        return vec![format!(
            "No review by this form was shared in the last {DAYS} days, so nothing could be tried."
        )];
    }
    let reviews = count(trial.reviews, "review", "reviews");
    let mut words =
        vec![format!("Tried on {reviews} that {} shared in the last {DAYS} days.", were(trial.reviews))];
    words.push(if trial.changed == 0 {
        format!("No score would change by more than {POINTS} points.")
    } else {
        let changed = count(trial.changed, "review", "reviews");
        format!("{changed} would change by more than {POINTS} points.")
    });
    match (trial.before.whole(), trial.after.whole()) {
        (Some(old), Some(new)) if old == new => words.push(format!("The mean would stay at {old}.")),
        (Some(old), Some(new)) => words.push(format!("The mean would go from {old} to {new}.")),
        _ => {}
    }
    if trial.fewer > 0 {
        let fewer = count(trial.fewer, "review", "reviews");
        words.push(format!("{fewer} would rest on too little weight to be counted."));
    }
    if !trial.new.is_empty() {
        words.push(format!("Past reviews have no answer to {}, so that was left out.", trial.new.join(", ")));
    }
    words
}

fn were(n: i64) -> &'static str {
    if n == 1 { "was" } else { "were" }
}

#[cfg(test)]
mod tests {
    use super::{Past, try_on, words};
    use crate::{forms::shipped, model::Answer};
    use std::collections::BTreeMap;
    use uuid::Uuid;

    #[test]
    fn past_answers_are_scored_anew_and_what_is_new_is_left_out() {
        let old = &shipped()[0];
        let met = |but: &[&str]| -> BTreeMap<String, Answer> {
            let answer = |id: &String| if but.contains(&id.as_str()) { Answer::NotMet } else { Answer::Met };
            old.criteria.iter().map(|one| (one.id.clone(), answer(&one.id))).collect()
        };
        let past =
            |n, score| Past { review_id: Uuid::from_u128(n), score: Some(score), applicable: Some(100) };
        // By the first version B4 weighs 8 and A1 weighs 3.
        let all = [(past(1, 100), met(&[])), (past(2, 92), met(&["B4"])), (past(3, 97), met(&["A1"]))];
        let run = |form| try_on(form, all.iter().map(|(past, answers)| (past, answers)));
        let same = run(old);
        assert_eq!(
            (same.reviews, same.changed, same.before.whole(), same.after.whole()),
            (3, 0, Some(96), Some(96))
        );
        let mut new = old.clone();
        let at = |id: &str| old.criteria.iter().position(|one| one.id == id).expect("there");
        (new.criteria[at("B4")].weight, new.criteria[at("F1")].weight) = (14, 2);
        new.criteria[at("A5")].id = "A6".to_owned();
        let tried = run(&new);
        // A6 weighs 2 and is left out: 100, 84 of 98, 95 of 98: 100, 86, 97.
        assert_eq!(
            (tried.changed, tried.after.whole(), tried.new.as_slice()),
            (1, Some(94), &["A6".to_owned()][..])
        );
        let said = words(&tried).join(" ");
        assert!(
            said.contains("1 review would change by more than 5 points. The mean would go from 96 to 94."),
            "{said}"
        );
        assert!(said.contains("no answer to A6"), "{said}");
        // Only what has answers is left: 8 of 100 points of weight.
        let one: BTreeMap<String, Answer> = [("B4".to_owned(), Answer::Met)].into();
        let few = try_on(old, [(&all[0].0, &one)].into_iter());
        assert_eq!((few.fewer, few.after.whole()), (1, None));
    }
}
