//! Figures of satisfaction, from counts: means, shares with their interval, response and its bounds.

use super::{model::LEAST, store::results::Cell};
use stats::interval::{Interval, wilson};

/// What is known of a group of people who were asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub label: String,
    /// Their counts, summed.
    pub cell: Cell,
}

/// Bounds of the share that is satisfied among all who were asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// If nobody who did not answer is satisfied, 0 to 1.
    pub lower: f64,
    /// If all of them are.
    pub upper: f64,
}

impl Group {
    /// Whether its answers may be shown: fewer than [`LEAST`] would tell who said what.
    pub fn is_shown(&self) -> bool {
        self.cell.answered >= LEAST
    }

    /// The share of those asked who answered, 0 to 1; `None` where nobody was asked. A refusal is no answer.
    pub fn response(&self) -> Option<f64> {
        (self.cell.asked > 0).then(|| self.cell.answered as f64 / self.cell.asked as f64)
    }

    /// The share who are satisfied with the handling, of those who said so, with Wilson's 95 % interval.
    pub fn satisfied(&self) -> Option<(f64, Interval)> {
        share(self.cell.satisfied, self.cell.handling_n)
    }

    /// The share who feel safer, of those who said, with Wilson's 95 % interval.
    pub fn safer(&self) -> Option<(f64, Interval)> {
        share(self.cell.safer_yes, self.cell.safer_n)
    }

    /// What the share who are satisfied could be among all who were asked, whoever did not say how the handling was.
    pub fn bounds(&self) -> Option<Bounds> {
        let (asked, silent) = (self.cell.asked as f64, (self.cell.asked - self.cell.handling_n) as f64);
        let satisfied = self.cell.satisfied as f64;
        (self.cell.asked > 0)
            .then(|| Bounds { lower: satisfied / asked, upper: (satisfied + silent) / asked })
    }

    /// The means of the three questions, 1 to 5: handling, outcome, kept informed.
    pub fn means(&self) -> [Option<f64>; 3] {
        let cell = &self.cell;
        [
            mean(cell.handling_sum, cell.handling_n),
            mean(cell.outcome_sum, cell.outcome_n),
            mean(cell.informed_sum, cell.informed_n),
        ]
    }
}

fn mean(sum: i64, n: i64) -> Option<f64> {
    (n > 0).then(|| sum as f64 / n as f64)
}

fn share(hits: i64, of: i64) -> Option<(f64, Interval)> {
    let interval = wilson(u64::try_from(hits).ok()?, u64::try_from(of).ok()?, 0.95)?;
    Some((hits as f64 / of as f64, interval))
}

/// Sums cells.
pub fn sum<'a>(label: &str, cells: impl IntoIterator<Item = &'a Cell>) -> Group {
    let mut all = Cell::default();
    for cell in cells {
        for (total, n) in [
            (&mut all.asked, cell.asked),
            (&mut all.answered, cell.answered),
            (&mut all.refused, cell.refused),
            (&mut all.unhappy, cell.unhappy),
            (&mut all.told, cell.told),
            (&mut all.reopened, cell.reopened),
            (&mut all.handling_n, cell.handling_n),
            (&mut all.handling_sum, cell.handling_sum),
            (&mut all.satisfied, cell.satisfied),
            (&mut all.outcome_n, cell.outcome_n),
            (&mut all.outcome_sum, cell.outcome_sum),
            (&mut all.informed_n, cell.informed_n),
            (&mut all.informed_sum, cell.informed_sum),
            (&mut all.safer_n, cell.safer_n),
            (&mut all.safer_yes, cell.safer_yes),
        ] {
            *total += n;
        }
    }
    Group { label: label.to_owned(), cell: all }
}

/// Cells in groups, by what `key` says of each, in the order of the labels; cells with an empty key are left out.
pub fn group(cells: &[Cell], key: impl Fn(&Cell) -> String) -> Vec<Group> {
    let mut labels: Vec<String> = cells.iter().map(&key).filter(|label| !label.is_empty()).collect();
    labels.sort();
    labels.dedup();
    let of = |label: &String| sum(label, cells.iter().filter(|cell| key(cell) == *label));
    labels.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(team: &str, asked: i64, answered: i64, satisfied: i64) -> Cell {
        Cell {
            team: team.to_owned(),
            asked,
            answered,
            handling_n: answered,
            handling_sum: 5 * satisfied + 2 * (answered - satisfied),
            satisfied,
            ..Cell::default()
        }
    }

    #[test]
    fn rates_and_bounds_of_known_counts() {
        // 40 asked, 25 answered, 20 of them satisfied: 62.5 % answered; the truth lies between 20/40 and 35/40.
        let group = sum("", [&cell("A", 30, 20, 16), &cell("B", 10, 5, 4)]);
        assert_eq!(group.response(), Some(0.625));
        assert_eq!(group.bounds(), Some(Bounds { lower: 0.5, upper: 0.875 }));
        let (share, interval) = group.satisfied().expect("a share");
        // Wilson's interval of 20 of 25: 0.6087 to 0.9114, worked out by hand from the formula of 1927.
        assert!((share - 0.8).abs() < 1e-12);
        assert!((interval.lower - 0.608_69).abs() < 1e-4 && (interval.upper - 0.911_39).abs() < 1e-4);
        assert_eq!(group.means(), [Some(4.4), None, None]);
        assert_eq!(group.safer(), None);
    }

    #[test]
    fn who_did_not_want_to_answer_was_asked_and_did_not_answer() {
        let refused = Cell { refused: 5, ..cell("A", 10, 5, 5) };
        let group = sum("", [&refused]);
        assert_eq!(group.response(), Some(0.5));
        assert_eq!(group.bounds(), Some(Bounds { lower: 0.5, upper: 1.0 }));
    }

    #[test]
    fn few_answers_are_not_shown_of_a_group() {
        let groups = group(&[cell("B", 9, 4, 1), cell("A", 9, 5, 1), cell("", 7, 7, 7)], |c| c.team.clone());
        let shown: Vec<(&str, bool)> = groups.iter().map(|g| (g.label.as_str(), g.is_shown())).collect();
        assert_eq!(shown, [("A", true), ("B", false)]);
    }

    #[test]
    fn nothing_is_said_of_nobody() {
        let none = sum("", []);
        assert_eq!((none.response(), none.bounds(), none.satisfied()), (None, None, None));
    }
}
