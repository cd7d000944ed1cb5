//! The columns of a spreadsheet of past reviews: what each is called, and which are criteria. Pure.

use crate::read::bare;
use kernel::{Error, Result};
use quality::forms::ReviewForm;

kernel::text_enum! {
    /// A column that every such sheet may have, in the order of the template.
    pub enum Field {
        /// The month a review counts in.
        Month = "month", "Month";
        /// Whose score it is.
        Officer = "officer", "Officer";
        /// Their team then.
        Team = "team", "Team";
        /// The area.
        Area = "area", "Area";
        /// The reference of the case.
        Case = "case", "Case";
        /// Which criterion, where a row holds one answer.
        Criterion = "criterion", "Criterion";
        /// The answer to it.
        Answer = "answer", "Answer";
        /// The total, where the sheet has one.
        Score = "score", "Score";
    }
}

impl Field {
    /// Other headings it is known by.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Month => {
                &["date", "review month", "month of review", "date of review", "review date", "period"]
            }
            Self::Officer => &[
                "worker",
                "case officer",
                "caseworker",
                "case worker",
                "officer name",
                "name",
                "case manager",
                "housing officer",
                "reviewed officer",
                "staff",
                "email",
                "e mail",
                "sign in name",
            ],
            Self::Team => &["team name", "case team", "service"],
            Self::Area => &["area name", "patch", "ward", "neighbourhood", "district", "region"],
            Self::Case => {
                &["case reference", "case ref", "reference", "ref", "case number", "case no", "case id"]
            }
            Self::Criterion => &["question", "criteria", "standard", "criterion id", "item", "measure"],
            Self::Answer => &["result", "response", "rating", "outcome", "value", "met"],
            Self::Score => {
                &["total", "total score", "percentage", "percent", "mcr score", "overall", "overall score"]
            }
        }
    }

    /// What it means, and what goes into it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Month => {
                "The month of the review: 2011-11, 11/2011, Nov 2011 or a day of it. In every row."
            }
            Self::Officer => {
                "Whose case was reviewed: their name or sign-in name. A name without an account is kept. In every row."
            }
            Self::Team => "Their team then. A name that no team here has is kept.",
            Self::Area => "The area. A name that no area here has is kept.",
            Self::Case => {
                "The reference of the case, if known. It tells reviews of one officer and month apart."
            }
            Self::Criterion => {
                "Which criterion the row answers. Leave the column out where each criterion has a column of its own."
            }
            Self::Answer => "Yes, Partly, No or N/A; or Met, Partly met, Not met; or 1, 0.5, 0.",
            Self::Score => "The total, 0 to 100. It counts where there are no answers.",
        }
    }
}

/// A criterion of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its id: that of the form, or a number of the list.
    pub id: String,
    /// What the sheet calls it.
    pub words: String,
}

/// Which column of a file holds what.
#[derive(Clone, Debug)]
pub struct Mapping {
    at: Vec<(Field, usize)>,
    headings: Vec<String>,
    /// Columns that are none of ours: criteria, or of no use.
    pub others: Vec<usize>,
}

impl Mapping {
    /// Maps headings. `said` are pairs of our heading and theirs, which win.
    ///
    /// # Errors
    /// Invalid when a pair names what is not there, two columns hold the same, or one is missing that must be there.
    pub fn new(headers: &[String], said: &[(String, String)]) -> Result<Self> {
        let mut found = Self { at: Vec::new(), headings: headers.to_vec(), others: Vec::new() };
        for (ours, theirs) in said {
            let field = named(ours).ok_or_else(|| {
                Error::invalid(format!(
                    "There is no column \"{ours}\". See: alongside import template reviews"
                ))
            })?;
            let wanted = bare(theirs);
            let column = headers.iter().position(|h| bare(h) == wanted).ok_or_else(|| {
                Error::invalid(format!("The file has no column \"{theirs}\". It has: {}", headers.join(", ")))
            })?;
            found.at.push((field, column));
        }
        for (column, heading) in headers.iter().enumerate() {
            if heading.is_empty() || found.at.iter().any(|(_, taken)| *taken == column) {
                continue;
            }
            match named(heading) {
                Some(field) if said.iter().any(|(ours, _)| named(ours) == Some(field)) => {
                    found.others.push(column);
                }
                Some(field) => match found.column(field) {
                    // "Name" beside "Officer" is another column, and the nearer heading wins.
                    Some(before) if exact(field, &headers[before]) && !exact(field, heading) => {
                        found.others.push(column);
                    }
                    Some(before) if !exact(field, &headers[before]) && exact(field, heading) => {
                        found.at.retain(|(known, _)| *known != field);
                        found.at.push((field, column));
                        found.others.push(before);
                    }
                    Some(before) => {
                        return Err(Error::invalid(format!(
                            "Two columns, \"{}\" and \"{heading}\", both hold {label}. Rename one, or say which it is \
                             with --map \"{label}={heading}\".",
                            headers[before],
                            label = field.label()
                        )));
                    }
                    None => found.at.push((field, column)),
                },
                None => found.others.push(column),
            }
        }
        Ok(found)
    }

    /// How many fields headings hold; 0 when they cannot be used. For choosing among separators and sheets.
    pub fn fit(headers: &[String], said: &[(String, String)]) -> usize {
        Self::new(headers, said).map_or(0, |mapping| mapping.at.len())
    }

    /// What must be there and is not.
    pub fn missing(&self) -> Vec<&'static str> {
        let needed = [Field::Month, Field::Officer].into_iter();
        let halves = match (self.column(Field::Criterion), self.column(Field::Answer)) {
            (Some(_), None) => Some(Field::Answer),
            _ => None,
        };
        needed.filter(|field| self.column(*field).is_none()).chain(halves).map(Field::label).collect()
    }

    /// Whether each row holds one answer.
    pub fn is_long(&self) -> bool {
        self.column(Field::Criterion).is_some()
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.at.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    /// What the file calls a field; our own name where it has none.
    pub fn heading(&self, field: Field) -> &str {
        self.column(field).and_then(|at| self.headings.get(at)).map_or(field.label(), String::as_str)
    }

    /// Fields the file has a column for.
    pub fn mapped(&self) -> impl Iterator<Item = (Field, &str)> {
        self.at.iter().map(|(field, column)| (*field, self.headings[*column].as_str()))
    }
}

/// The criterion of a form that a heading or a cell names: by its id, its words, or both.
pub fn criterion_of(form: &ReviewForm, text: &str) -> Option<Asked> {
    let wanted = bare(text);
    let first = text.split([' ', '.', ':', ')', '-']).next().unwrap_or_default();
    let is = |one: &&quality::forms::Criterion| bare(&one.words) == wanted || bare(&one.id) == wanted;
    let found = form.criteria.iter().find(is);
    let found = found.or_else(|| form.criteria.iter().find(|one| one.id.eq_ignore_ascii_case(first)));
    found.map(|one| Asked { id: one.id.clone(), words: text.trim().to_owned() })
}

fn named(heading: &str) -> Option<Field> {
    let wanted = bare(heading);
    Field::ALL
        .iter()
        .copied()
        .find(|field| exact(*field, heading) || field.aliases().iter().any(|alias| bare(alias) == wanted))
}

fn exact(field: Field, heading: &str) -> bool {
    bare(heading) == bare(field.label())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn no_two_fields_share_a_name() {
        for (n, field) in Field::ALL.iter().enumerate() {
            for other in &Field::ALL[n + 1..] {
                for name in field.aliases().iter().chain([&field.label()]) {
                    assert!(bare(name) != bare(other.label()), "{name}");
                    assert!(!other.aliases().iter().any(|alias| bare(alias) == bare(name)), "{name}");
                }
            }
        }
    }

    #[test]
    fn headings_are_found_and_what_is_none_of_ours_stays_over() {
        let found = Mapping::new(&headers("Case Ref,OFFICER,Name,Review month,A1,Comments"), &[]).unwrap();
        assert_eq!(found.column(Field::Case), Some(0));
        assert_eq!((found.column(Field::Officer), found.column(Field::Month)), (Some(1), Some(3)));
        assert_eq!(found.others, [2, 4, 5]);
        assert!(found.missing().is_empty() && !found.is_long());
        let said = [("Officer".to_owned(), "Who".to_owned())];
        let found = Mapping::new(&headers("Who,Officer,Month,Question"), &said).unwrap();
        assert_eq!((found.column(Field::Officer), found.missing()), (Some(0), vec!["Answer"]));
        assert!(Mapping::new(&headers("Officer,Date,Period"), &[]).is_err());
        assert!(Mapping::new(&headers("Officer,Date"), &[("Officer".to_owned(), "Wer".to_owned())]).is_err());
        assert_eq!(Mapping::new(&headers("Date"), &[]).unwrap().missing(), ["Officer"]);
    }

    #[test]
    fn a_criterion_is_named_by_its_id_or_its_words() {
        let form = &quality::forms::shipped()[0];
        let (id, words) = (&form.criteria[8].id, &form.criteria[8].words);
        for text in [
            id.clone(),
            id.to_lowercase(),
            words.to_uppercase(),
            format!("{id}. {words}"),
            format!("{id}: kept"),
        ] {
            assert_eq!(criterion_of(form, &text).map(|one| one.id).as_ref(), Some(id), "{text}");
        }
        for text in ["", "Comments", "Z9", "Reviewer"] {
            assert_eq!(criterion_of(form, text), None, "{text}");
        }
    }
}
