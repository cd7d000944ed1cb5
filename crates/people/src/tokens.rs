//! The words by which a person is found: folded names, sounds, dates of birth, telephone numbers, references.

use kernel::{Day, words::fold};
use rphonetic::{DoubleMetaphone, Encoder};
use std::collections::BTreeSet;

/// Marks a sound, so that it is never taken for a word.
pub const SOUND: char = '~';

/// Tokens of a name: each word folded, and its sound.
pub fn of_name(name: &str) -> BTreeSet<String> {
    let folded = fold(name);
    let words = folded.split(' ').filter(|w| !w.is_empty());
    let joined = folded.replace(' ', "");
    let mut tokens: BTreeSet<String> = words.clone().map(str::to_owned).collect();
    tokens.extend(words.filter_map(sound));
    // "O'Brien" is typed "obrien" as often, "Al-Amin" "alamin".
    if name.contains(['\'', '’', '-']) && joined.len() <= 40 {
        tokens.insert(joined);
        for part in name.split(' ').filter(|p| p.contains(['\'', '’', '-'])) {
            tokens.insert(fold(part).replace(' ', ""));
        }
    }
    tokens
}

/// The sound of one folded word (Double Metaphone, primary code); `None` for words too short to have one.
pub fn sound(word: &str) -> Option<String> {
    if word.chars().count() < 3 || !word.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let code = DoubleMetaphone::default().encode(word);
    (code.len() > 1).then(|| format!("{SOUND}{code}"))
}

/// Token of a date of birth: `19880314`.
pub fn of_day(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Token of a telephone number: its digits, with the national 0 for +44; `None` when too short.
pub fn of_phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national =
        digits.strip_prefix("44").map_or(digits.clone(), |rest| format!("0{}", rest.trim_start_matches('0')));
    (national.len() >= 6).then_some(national)
}

/// House number and the first words of the street, folded: `14larchcourt` of "Flat 3, 14 Larch Court, Fernley". `None`
/// where there is no number, or less than three letters after it. What begins alike is the same place, typed further.
pub fn of_place(text: &str) -> Option<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let number = |word: &str| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < word.len() && rest.len() <= 1
    };
    let at = (0..words.len()).rev().find(|n| {
        number(words[*n]) && words.get(n + 1).is_some_and(|next| next.starts_with(char::is_alphabetic))
    })?;
    let street: Vec<&str> = words[at + 1..]
        .iter()
        .copied()
        .take(2)
        .take_while(|word| word.starts_with(char::is_alphabetic))
        .collect();
    let street = street.concat();
    (street.chars().count() >= 3).then(|| format!("{}{street}", words[at]))
}

/// Tokens of a case reference: whole, folded without spaces, and its parts that are longer than two characters.
pub fn of_reference(reference: &str) -> BTreeSet<String> {
    let folded = fold(reference);
    let mut tokens: BTreeSet<String> = folded.split(' ').filter(|p| p.len() > 3).map(str::to_owned).collect();
    tokens.insert(folded.replace(' ', ""));
    tokens
}

/// What somebody typed into the search, as up to four things to find, all of which must fit.
pub fn of_query(text: &str) -> Vec<Wanted> {
    if let Some(day) = kernel::form::parse_day(text.trim()) {
        return vec![Wanted::exact(of_day(day))];
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 && digits >= 4 {
        let national = of_phone(text).unwrap_or_else(|| text.chars().filter(char::is_ascii_digit).collect());
        return vec![Wanted::prefix(national)];
    }
    if digits > 0 && letters > 0 && !text.trim().contains(' ') {
        return vec![Wanted::prefix(fold(text).replace(' ', ""))];
    }
    let mut wanted: Vec<Wanted> = fold(text)
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(|w| Wanted { sound: sound(w).unwrap_or_default(), ..Wanted::prefix(w.to_owned()) })
        .collect();
    // Long words narrow best, so they are looked up first.
    wanted.sort_by_key(|w| std::cmp::Reverse(w.from.len()));
    wanted.truncate(4);
    wanted
}

/// One thing to find: a token in a range, or a sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// First token that fits.
    pub from: String,
    /// First token that no longer fits.
    pub to: String,
    /// A sound that fits too; empty for none.
    pub sound: String,
}

impl Wanted {
    fn prefix(token: String) -> Self {
        Self { to: format!("{token}\u{10ffff}"), from: token, sound: String::new() }
    }

    fn exact(token: String) -> Self {
        Self { to: format!("{token}\u{1}"), from: token, sound: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_people_type_it() {
        let tokens = of_name("Siobhán O’Brien-Łuk");
        for token in ["siobhan", "o", "brien", "luk", "obrienluk"] {
            assert!(tokens.contains(token), "{token} in {tokens:?}");
        }
        assert!(of_name("Smith").contains(&sound("smyth").unwrap()));
        assert!(of_name("Catherine").contains(&sound("kathryn").unwrap()));
    }

    #[test]
    fn a_place_is_its_number_and_street() {
        for (text, place) in [
            ("14 Larch Court, Fernley", Some("14larchcourt")),
            ("14 larch court", Some("14larchcourt")),
            ("14 Larch", Some("14larch")),
            ("Flat 3, 14 Larch Court", Some("14larchcourt")),
            ("14 Larch Court, Flat 3", Some("14larchcourt")),
            ("14A St. Mary's Road", Some("14astmary")),
            ("12 High Street, 2nd floor", Some("12highstreet")),
            ("14 La", None),
            ("14", None),
            ("Rose Cottage, Mill Lane", None),
            ("", None),
        ] {
            assert_eq!(of_place(text).as_deref(), place, "{text}");
        }
    }

    #[test]
    fn queries_are_read_for_what_they_are() {
        assert_eq!(of_query("14/3/1988"), vec![Wanted::exact("19880314".into())]);
        assert_eq!(of_query("+44 7700 900123"), vec![Wanted::prefix("07700900123".into())]);
        assert_eq!(of_query("ASB-K7QM2"), vec![Wanted::prefix("asbk7qm2".into())]);
        assert_eq!(of_query("mi okafor")[0].from, "okafor");
        assert_eq!(of_query("  "), vec![]);
    }
}
