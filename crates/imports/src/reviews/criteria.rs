//! What a spreadsheet of past reviews asks: the criteria of a form, or a list of its own. Pure.

use super::{
    fields::{Asked, Field, Mapping, criterion_of},
    rows::Line,
    values,
};
use kernel::{Error, Result, words::fold};
use quality::forms::ReviewForm;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Stands where a form would for a sheet that has totals alone.
pub const TOTALS: &str = "past-totals";

/// What is asked in a file.
pub struct Criteria {
    /// Each with its column, where it has one of its own.
    pub asked: Vec<(Option<usize>, Asked)>,
    /// Headings that fit nothing.
    pub unused: Vec<String>,
    /// What stands where the form does, and which version.
    pub form: (String, i64),
}

impl Criteria {
    /// Finds them: columns of their own, or what rows name.
    ///
    /// # Errors
    /// Invalid when two columns are one criterion, or there is nothing to score.
    pub fn of(
        mapping: &Mapping,
        headers: &[String],
        lines: &[Line],
        form: Option<&'static ReviewForm>,
    ) -> Result<Self> {
        let (mut asked, mut unused): (Vec<(Option<usize>, Asked)>, Vec<String>) = (Vec::new(), Vec::new());
        if mapping.is_long() {
            asked = Self::of_cells(mapping, lines, form);
            unused = mapping.others.iter().map(|column| headers[*column].clone()).collect();
        } else {
            let extra = mapping.column(Field::Answer);
            for column in mapping.others.iter().copied().chain(extra) {
                let heading = &headers[column];
                let found = match form {
                    Some(form) => criterion_of(form, heading),
                    None => are_answers(lines, column)
                        .then(|| Asked { id: format!("Q{}", asked.len() + 1), words: heading.clone() }),
                };
                match found {
                    Some(one) if asked.iter().any(|(_, known)| known.id == one.id) => {
                        return Err(Error::invalid(format!(
                            "Two columns are criterion {}: \"{heading}\" is the second. Rename one.",
                            one.id
                        )));
                    }
                    Some(one) => asked.push((Some(column), one)),
                    None => unused.push(heading.clone()),
                }
            }
        }
        let form = match form {
            Some(form) => (form.id.clone(), form.version),
            None if asked.is_empty() => (TOTALS.to_owned(), 0),
            None => (list_id(&asked), 0),
        };
        if asked.is_empty() && mapping.column(Field::Score).is_none() {
            return Err(Error::invalid(
                "The file has neither a column of a criterion nor one of scores. Name the form it was filled by, or see: \
                 alongside import template reviews",
            ));
        }
        Ok(Self { asked, unused, form })
    }

    /// The criteria that rows name, in the order in which they come.
    fn of_cells(
        mapping: &Mapping,
        lines: &[Line],
        form: Option<&'static ReviewForm>,
    ) -> Vec<(Option<usize>, Asked)> {
        let column = mapping.column(Field::Criterion);
        let mut asked: Vec<(Option<usize>, Asked)> = Vec::new();
        for line in lines {
            let cell = line.cell(column);
            let known = |(_, known): &(Option<usize>, Asked)| fold(&known.words) == fold(cell);
            if cell.is_empty() || asked.iter().any(known) {
                continue;
            }
            let one = match form {
                Some(form) => criterion_of(form, cell),
                None => Some(Asked { id: format!("Q{}", asked.len() + 1), words: cell.to_owned() }),
            };
            asked.extend(one.map(|one| (None, one)));
        }
        asked
    }

    /// The criterion that a cell names.
    pub fn named(&self, cell: &str) -> Option<&Asked> {
        let words = fold(cell);
        self.asked.iter().map(|(_, one)| one).find(|one| fold(&one.words) == words)
    }
}

/// Whether a column holds answers: at least half of what is filled in it.
fn are_answers(lines: &[Line], column: usize) -> bool {
    let filled = lines.iter().map(|line| line.cell(Some(column))).filter(|cell| !cell.is_empty());
    let (all, good) =
        filled.fold((0, 0), |(all, good), cell| (all + 1, good + u64::from(values::answer(cell).is_some())));
    all > 0 && 2 * good >= all
}

/// Stands for a list of criteria: the same words in the same order have the same id, in whichever file they come.
fn list_id(asked: &[(Option<usize>, Asked)]) -> String {
    let words: Vec<String> = asked.iter().map(|(_, one)| fold(&one.words)).collect();
    let hash = Sha256::digest(words.join("\n"));
    hash.iter().take(5).fold("past-".to_owned(), |mut id, byte| {
        let _infallible = write!(id, "{byte:02x}");
        id
    })
}
