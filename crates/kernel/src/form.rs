//! What somebody typed, the errors in it, and how both go back to the page.

use crate::Day;
use std::collections::BTreeMap;

/// One submitted form: the values as typed, and the errors found, each on its field.
///
/// A handler reads fields through the `need_*` and `opt_*` functions; each notes an error with a remedy and goes
/// on, so that a person sees every problem at once. Nothing typed is ever dropped.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: BTreeMap<String, String>,
    errors: Vec<(String, String)>,
}

impl Form {
    /// A form from its pairs; of a name sent twice the last counts.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { values: pairs.into_iter().collect(), errors: Vec::new() }
    }

    /// What was typed in a field, as typed; empty when nothing was.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// What was typed, without outer white space.
    pub fn text(&self, field: &str) -> String {
        self.value(field).trim().to_owned()
    }

    /// Puts a value in, as when a page is opened with something filled already.
    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.values.insert(field.to_owned(), value.into());
    }

    /// All pairs, in the order of their names.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// Notes an error on a field.
    pub fn error(&mut self, field: &str, remedy: impl Into<String>) {
        self.errors.push((field.to_owned(), remedy.into()));
    }

    /// The first error on a field.
    pub fn error_of(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|(f, _)| f == field).map(|(_, e)| e.as_str())
    }

    /// All errors, field and remedy, in the order found.
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// A text that must be there and fit.
    pub fn need_text(&mut self, field: &str, most: usize, missing: &str) -> String {
        let text = self.opt_text(field, most);
        if text.is_empty() {
            self.error(field, missing);
        }
        text
    }

    /// A text that may be empty and must fit.
    pub fn opt_text(&mut self, field: &str, most: usize) -> String {
        let text = self.text(field);
        let length = text.chars().count();
        if length > most {
            self.error(field, format!("Use {most} characters or fewer. You have {length}."));
        }
        text
    }

    /// A day that may be empty, day first as people write it.
    pub fn opt_day(&mut self, field: &str) -> Option<Day> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let day = parse_day(&text);
        if day.is_none() {
            self.error(field, "Enter a real date, like 22 11 2026 or 22 November 2026.");
        }
        day
    }

    /// A day that must be there.
    pub fn need_day(&mut self, field: &str, missing: &str) -> Option<Day> {
        if self.text(field).is_empty() {
            self.error(field, missing);
        }
        self.opt_day(field)
    }

    /// One of a list of codes; a code that is not in the list is an error.
    pub fn one_of<T>(&mut self, field: &str, parse: impl Fn(&str) -> Option<T>, missing: &str) -> Option<T> {
        let found = parse(&self.text(field));
        if found.is_none() {
            self.error(field, missing);
        }
        found
    }
}

/// Reads a day as people in the United Kingdom write it: `22/11/2026`, `22-11-26`, `22 Nov 2026`,
/// `22 November 2026`, or `2026-11-22` as machines do. Month-first dates are never guessed.
/// Two-digit years mean 1930 to 2029.
pub fn parse_day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ', ',']).filter(|p| !p.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 {
        return Day::new(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    }
    let day: i8 = a.trim_end_matches(|ch: char| ch.is_ascii_alphabetic()).parse().ok()?;
    let month = b.parse().ok().or_else(|| month(b))?;
    let year: i16 = c.parse().ok()?;
    let year = match c.len() {
        4 => year,
        2 if year < 30 => 2000 + year,
        2 => 1900 + year,
        _ => return None,
    };
    Day::new(year, month, day)
}

fn month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let at = NAMES
        .iter()
        .position(|n| word.len() >= 3 && (n.starts_with(&word) || (word == "sept" && *n == "september")))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_day_first() {
        let day = Day::new(2026, 11, 2);
        for text in ["2/11/2026", "02-11-26", "2 Nov 2026", "2nd November 2026", "2026-11-02", "2.11.2026"] {
            assert_eq!(parse_day(text), day, "{text}");
        }
        for text in ["31/02/2026", "11/22/2026", "2026", "yesterday", "2/11/226", "1/2/3/4", ""] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(parse_day("1/1/30"), Day::new(1930, 1, 1));
        assert_eq!(parse_day("1/1/29"), Day::new(2029, 1, 1));
    }

    #[test]
    fn every_problem_is_noted_and_everything_typed_is_kept() {
        let mut form = Form::new([("what".into(), "  ".into()), ("on".into(), "soon".into())]);
        form.need_text("what", 10, "Say what happened.");
        form.opt_day("on");
        assert_eq!(form.errors().len(), 2);
        assert_eq!(form.value("on"), "soon");
        assert_eq!(form.error_of("what"), Some("Say what happened."));
    }
}
