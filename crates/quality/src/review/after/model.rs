//! What is decided about an answer, and by when things are done. Pure.

use crate::{
    model::Answer,
    review::model::{AT_ONCE, Given},
};
use kernel::{
    Day,
    calendar::{Calendar, Division},
};
use std::collections::BTreeMap;

/// Working days after sharing in which the officer answers; then the reviewer may go on without. Silence is never
/// taken for agreement. Alongside default.
pub const TO_ANSWER: i64 = 10;

kernel::text_enum! {
    /// Between whom something was decided.
    pub enum Between {
        /// Between two reviewers, by a third voice.
        Two = "third", "Between two reviewers";
        /// Between reviewer and officer, by a moderator.
        Officer = "moderated", "Between reviewer and officer";
    }
}

/// What is decided about one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The answer that stands.
    pub answer: Answer,
    /// Why.
    pub why: String,
}

/// The answers once something is decided: a decision takes the note's place where it changes the answer, and what
/// facts proposed stays beside it.
pub fn decided(
    given: &BTreeMap<String, Given>,
    decisions: &BTreeMap<String, Decided>,
) -> BTreeMap<String, Given> {
    let mut all = given.clone();
    for (id, decision) in decisions {
        let Decided { answer, why } = decision;
        let proposed = given.get(id).and_then(|one| one.proposed.clone());
        let same = given.get(id).filter(|one| one.answer == *answer);
        let note = same.map_or_else(|| why.clone(), |one| one.note.clone());
        all.insert(id.clone(), Given { answer: *answer, note, proposed });
    }
    all
}

/// The last day on which what is critical is put right, or put right again.
pub fn due(division: &str, from: Day) -> Day {
    calendar(division).plus_working(from, AT_ONCE)
}

/// The first day on which the reviewer may go on without an answer.
pub fn unanswered_from(division: &str, shared: Day) -> Day {
    calendar(division).plus_working(shared, TO_ANSWER).plus(1)
}

fn calendar(division: &str) -> Calendar {
    Calendar::new(Division::parse(division).unwrap_or(Division::EnglandAndWales))
}

#[cfg(test)]
mod tests {
    use super::{Decided, decided, due, unanswered_from};
    use crate::{model::Answer, review::model::Given};
    use kernel::Day;

    #[test]
    fn a_decision_that_keeps_the_answer_keeps_its_note() {
        let proposed = Some((Answer::Met, "5 of 5".to_owned()));
        let one = |answer, note: &str| Given { answer, note: note.to_owned(), proposed: proposed.clone() };
        let given = [("A1", one(Answer::NotMet, "Late.")), ("A2", one(Answer::Partly, "Half."))];
        let given = given.map(|(id, given)| (id.to_owned(), given)).into();
        let why = |answer| Decided { answer, why: "Seen on the file.".to_owned() };
        let decisions = [("A1", why(Answer::NotMet)), ("A2", why(Answer::Met))];
        let after = decided(&given, &decisions.map(|(id, one)| (id.to_owned(), one)).into());
        assert_eq!(after["A1"], given["A1"]);
        assert_eq!(after["A2"], one(Answer::Met, "Seen on the file."));
    }

    #[test]
    fn days_are_working_days() {
        let day = |text| Day::parse(text).expect("a day");
        // Friday; the 25th, 26th and 28th of December are no working days.
        assert_eq!(due("england-and-wales", day("2026-11-20")), day("2026-11-27"));
        assert_eq!(due("england-and-wales", day("2026-12-22")), day("2026-12-31"));
        assert_eq!(unanswered_from("england-and-wales", day("2026-11-20")), day("2026-12-05"));
    }
}
