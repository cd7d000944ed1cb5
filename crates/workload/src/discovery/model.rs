//! Themes of a discovery, and what a pulse says.

use kernel::text_enum;
use std::collections::BTreeMap;

/// Answers before a pulse's results are shown. Alongside default.
pub const FEWEST: usize = 5;
/// Days for which a pulse can be answered. Alongside default.
pub const OPEN_DAYS: i64 = 14;
/// Months from one pulse to the next. Alongside default.
pub const QUARTER: i64 = 3;

/// The two questions.
pub const QUESTIONS: [&str; 2] = ["Does this system help or hinder you?", "What gets in the way?"];

/// The answers to the first.
pub const SCALE: [(i64, &str); 5] = [
    (5, "It helps a lot"),
    (4, "It helps a little"),
    (3, "Neither"),
    (2, "It hinders a little"),
    (1, "It hinders a lot"),
];

/// The questions with which the guide of a discovery begins. Alongside default.
pub const GUIDE: &str = "Tell me about the last working day that went well. What made it so?
Tell me about one that did not. What got in the way?
Where do you write the same thing down twice?
What do you wait for, and how long?
What do you do that somebody else could do?
When were you last interrupted in time you had kept? What happened?
If you could change one thing next month, which would it be?
What must not change?";

text_enum! {
    /// What a finding is about. Alongside default.
    pub enum Theme {
        /// How much there is to do.
        Demand = "demand", "How much work there is";
        /// Being with people who are helped.
        People = "people", "Time with people";
        /// Interruptions and moving between tasks.
        Focus = "focus", "Interruptions and focus";
        /// Recording, and recording twice.
        Recording = "recording", "Recording, and recording twice";
        /// Systems.
        Systems = "systems", "Systems and tools";
        /// Steps, forms, sign-offs.
        Steps = "steps", "Steps and sign-offs";
        /// Partner agencies.
        Partners = "partners", "Working with partners";
        /// Supervision and support.
        Support = "support", "Support and supervision";
        /// Knowing what to do.
        Knowledge = "knowledge", "Knowledge and training";
        /// Anything else.
        Other = "other", "Something else";
    }
}

/// How many people said something: below three it is not told how few.
pub fn said_by(people: i64) -> String {
    if people < 3 { "fewer than 3 people".to_owned() } else { format!("{people} people") }
}

/// What a pulse says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Result {
    /// How many answered.
    pub answers: usize,
    /// Answers by score, in the order of [`SCALE`].
    pub by_score: [usize; 5],
    /// Answers that say it helps.
    pub helps: usize,
    /// Answers that say it hinders.
    pub hinders: usize,
    /// What gets in the way and how many wrote just that, in an order that tells nothing.
    pub words: Vec<(String, usize)>,
}

/// Adds answers up; `None` where there are too few to show.
pub fn result(answers: &[(i64, String)]) -> Option<Result> {
    if answers.len() < FEWEST {
        return None;
    }
    let of = |wanted: i64| answers.iter().filter(|(score, _)| *score == wanted).count();
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, said) in answers.iter().filter(|(_, words)| !words.is_empty()) {
        *words.entry(said).or_default() += 1;
    }
    Some(Result {
        answers: answers.len(),
        by_score: SCALE.map(|(score, _)| of(score)),
        helps: of(5) + of(4),
        hinders: of(1) + of(2),
        words: words.into_iter().map(|(words, n)| (words.to_owned(), n)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pulse_is_shown_from_five_answers() {
        let answer = |score: i64, words: &str| (score, words.to_owned());
        let mut answers = vec![answer(5, "b"), answer(4, ""), answer(3, "a"), answer(1, "b")];
        assert_eq!(result(&answers), None);
        answers.push(answer(5, ""));
        let shown = result(&answers).expect("five are enough");
        assert_eq!((shown.by_score, shown.helps, shown.hinders), ([2, 1, 1, 0, 1], 3, 1));
        assert_eq!(
            shown.words,
            [("a".to_owned(), 1), ("b".to_owned(), 2)],
            "the order tells nothing about who or when"
        );
    }

    #[test]
    fn how_few_said_it_is_not_told() {
        assert_eq!(
            [said_by(1), said_by(2), said_by(3)],
            ["fewer than 3 people", "fewer than 3 people", "3 people"]
        );
    }
}
