//! The words by which new people are found, remembered by name: files name the same few thousand again and again.

use kernel::Day;
use people::tokens;
use std::collections::HashMap;

/// Names remembered.
const MOST: usize = 50_000;

/// The words of names.
#[derive(Default)]
pub struct NameWords(HashMap<String, Vec<String>>);

impl NameWords {
    /// The words of a whole name, as [`tokens::of_name`] gives them.
    pub fn of<'a>(&'a mut self, name: &'a str, to: &mut Vec<String>) {
        // Apostrophes and hyphens join words, so such a name is looked at whole.
        if name.contains(['\'', '’', '-']) {
            to.extend(tokens::of_name(name));
            return;
        }
        for word in name.split_whitespace() {
            if let Some(known) = self.0.get(word) {
                to.extend(known.iter().cloned());
                continue;
            }
            let found: Vec<String> = tokens::of_name(word).into_iter().collect();
            to.extend(found.iter().cloned());
            if self.0.len() < MOST {
                self.0.insert(word.to_owned(), found);
            }
        }
    }

    /// All words of a new person: of their names, date of birth and telephone number.
    pub fn of_person(&mut self, names: &[&str], born_on: Option<Day>, phone: &str) -> Vec<String> {
        let mut found = Vec::with_capacity(12);
        for name in names {
            self.of(name, &mut found);
        }
        found.extend(born_on.map(tokens::of_day));
        if !phone.is_empty() {
            found.extend(tokens::of_phone(phone));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_words_are_those_of_people_recorded_by_hand() {
        let mut words = NameWords::default();
        for name in ["Maya Okafor", "Siobhán O’Brien-Łuk", "Anne-Marie  St. John", "Zoë", "", "Maya Maya"]
        {
            for _ in 0..2 {
                let found: BTreeSet<String> = words.of_person(&[name], None, "").into_iter().collect();
                assert_eq!(found, tokens::of_name(name), "{name}");
            }
        }
    }
}
