//! A problem as text, one line a part:
//!
//! ```text
//! OFFICERS DAYS
//! HALF-DAYS SENIOR DA ASB DISLIKED AT-WORK     one for each officer
//! SUPERVISOR
//! ```
//! `HALF-DAYS` of a week is what they are contracted for (nothing is worked out from it), `SENIOR`, `DA` (domestic abuse)
//! and `ASB` are 0 or 1, `DISLIKED` is a weekday from 0 for Monday or -1 for none. `AT-WORK` and `SUPERVISOR` have a 0
//! or 1 for each half-day. The desk needs two; a MARAC meets every second Tuesday morning and needs two with domestic
//! abuse, an ASB panel every fourth Wednesday afternoon and needs one.

use crate::problem::{Need, Officer, Problem, Rules, WEEK};
use std::fmt;

/// The bit of domestic abuse.
pub const DA: u32 = 1;
/// The bit of anti-social behaviour.
pub const ASB: u32 = 2;
/// Most officers and weeks that are taken: more is a mistake in the file.
const MOST: (usize, usize) = (500, 104);

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it and what to do.
    pub words: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.words)
    }
}

impl std::error::Error for Wrong {}

/// Reads a problem.
///
/// # Errors
///
/// The first line that is wrong.
pub fn read(text: &str) -> Result<Problem, Wrong> {
    let mut lines = text.lines().enumerate().map(|(n, line)| (n + 1, line.trim()));
    let mut next = |what: &str| {
        lines
            .next()
            .ok_or_else(|| Wrong { line: text.lines().count() + 1, words: format!("{what} is missing.") })
    };
    let (line, head) = next("The line with the number of officers and of days")?;
    let (people, days) = sizes(head).map_err(|words| Wrong { line, words })?;
    let slots = 2 * days;
    let mut officers = Vec::with_capacity(people);
    for n in 0..people {
        let (line, words) = next("An officer's line")?;
        officers.push(officer(n, words, slots).map_err(|words| Wrong { line, words })?);
    }
    let (line, words) = next("The line of half-days in which somebody can supervise")?;
    let supervisor = bits(words, slots).map_err(|words| Wrong { line, words })?;
    if let Some((line, _)) = lines.find(|(_, words)| !words.is_empty()) {
        return Err(Wrong {
            line,
            words: "Nothing may follow the supervisor's line: take it out.".to_owned(),
        });
    }
    let panels = (0..slots).map(panel).collect();
    Ok(Problem {
        officers,
        slots,
        desk: vec![2; slots],
        panels,
        supervisor,
        rules: Rules::default(),
        standing: None,
    })
}

fn sizes(words: &str) -> Result<(usize, usize), String> {
    let numbers: Vec<usize> = words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let &[people, days] = numbers.as_slice() else {
        return Err("Write two numbers: how many officers, and how many days.".to_owned());
    };
    if people == 0 || people > MOST.0 {
        return Err(format!("There are {people} officers: 1 to {} can be planned.", MOST.0));
    }
    if days == 0 || days % 5 != 0 || days / 5 > MOST.1 {
        return Err(format!("There are {days} days: write whole weeks of five, {} at most.", MOST.1));
    }
    Ok((people, days))
}

fn officer(n: usize, words: &str, slots: usize) -> Result<Officer, String> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let &[half_days, senior, da, asb, dislikes, at_work] = parts.as_slice() else {
        return Err(
            "Write six parts: half-days a week, senior, DA, ASB, disliked weekday, half-days at work."
                .to_owned(),
        );
    };
    if half_days.parse::<u8>().is_err() {
        return Err(format!("{half_days} is no number of half-days."));
    }
    let [senior, da, asb] = [flag(senior)?, flag(da)?, flag(asb)?];
    let dislikes = match dislikes {
        "-1" => None,
        other => match other.parse() {
            Ok(day) if day < 5 => Some(day),
            _ => return Err(format!("{other} is no weekday: write 0 for Monday to 4 for Friday, or -1.")),
        },
    };
    let skills = if da { DA } else { 0 } | if asb { ASB } else { 0 };
    Ok(Officer {
        name: format!("Officer {}", n + 1),
        senior,
        skills,
        dislikes,
        at_work: bits(at_work, slots)?,
    })
}

fn flag(word: &str) -> Result<bool, String> {
    match word {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(format!("{word} should be 0 or 1.")),
    }
}

fn bits(word: &str, slots: usize) -> Result<Vec<bool>, String> {
    if word.len() != slots || !word.bytes().all(|byte| matches!(byte, b'0' | b'1')) {
        return Err(format!(
            "Write {slots} signs, 0 or 1, one for each half-day; there are {}.",
            word.chars().count()
        ));
    }
    Ok(word.bytes().map(|byte| byte == b'1').collect())
}

fn panel(slot: usize) -> Option<Need> {
    match slot % (4 * WEEK) {
        2 | 22 => Some(Need { people: 2, skills: DA }),
        25 => Some(Need { people: 1, skills: ASB }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let week = "1111111111";
        let good = format!("1 5\n10 1 1 0 -1 {week}\n{week}\n");
        let problem = read(&good).expect("a problem");
        assert_eq!((problem.officers.len(), problem.slots, problem.weeks()), (1, 10, 1));
        let said = |text: &str| read(text).expect_err("wrong").to_string();
        assert_eq!(said(""), "line 1: The line with the number of officers and of days is missing.");
        assert_eq!(said("1 6"), "line 1: There are 6 days: write whole weeks of five, 104 at most.");
        assert_eq!(said("0 5"), "line 1: There are 0 officers: 1 to 500 can be planned.");
        assert_eq!(said("1 5\n"), "line 2: An officer's line is missing.");
        assert_eq!(
            said("1 5\n10 1 1 0 7 1111111111\n"),
            "line 2: 7 is no weekday: write 0 for Monday to 4 for Friday, or -1."
        );
        assert_eq!(
            said("1 5\n10 1 1 0 -1 111\n"),
            "line 2: Write 10 signs, 0 or 1, one for each half-day; there are 3."
        );
        assert_eq!(said("1 5\n10 2 1 0 -1 1111111111\n"), "line 2: 2 should be 0 or 1.");
        assert_eq!(
            said(&format!("{good}more")),
            "line 4: Nothing may follow the supervisor's line: take it out."
        );
    }

    #[test]
    fn panels_meet_where_they_should() {
        let slots = "1".repeat(120);
        let problem = read(&format!("1 60\n10 1 1 0 -1 {slots}\n{slots}")).expect("a problem");
        let met: Vec<usize> = (0..120).filter(|slot| problem.panels[*slot].is_some()).collect();
        // Tuesday mornings of each second week; Wednesday afternoons of the third week of each four.
        assert_eq!(met, [2, 22, 25, 42, 62, 65, 82, 102, 105]);
    }
}
