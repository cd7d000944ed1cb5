//! What an entry is about, what in its words could tell who somebody is, and which entries have the words that are
//! looked for. Pure.

use kernel::text_enum;

text_enum! {
    /// A note or a session.
    pub enum Kind {
        /// Something there is to know.
        Note = "note", "Practice note";
        /// A reflective session.
        Session = "session", "Reflective session";
    }
}

text_enum! {
    /// What it is about. An Alongside default.
    pub enum Theme {
        /// Listening, and being believed.
        Listening = "listening", "Listening";
        /// Trust where much has gone wrong.
        Trust = "trust", "Trust after harm";
        /// Risk, and keeping people safe.
        Risk = "risk", "Risk and safety";
        /// Children and families.
        Families = "families", "Children and families";
        /// Working with other agencies.
        Partners = "partners", "Working with partners";
        /// What the law asks and allows.
        Law = "law", "The law in practice";
        /// Writing things down.
        Recording = "recording", "Recording";
        /// Endings.
        Endings = "endings", "Endings";
        /// Looking after each other.
        Ourselves = "ourselves", "Looking after each other";
        /// Anything else.
        Other = "other", "Something else";
    }
}

/// What in a text could tell who somebody is: a telephone number, a postcode or an e-mail address. `None` where nothing
/// of that kind is found. A name is not found by this: whoever writes leaves it out.
pub fn telling(text: &str) -> Option<&'static str> {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    if text.split_whitespace().any(mail) {
        return Some("an e-mail address");
    }
    let halves = words.windows(2).map(<[&str]>::concat);
    if words.iter().map(|word| (*word).to_owned()).chain(halves).any(|word| postcode(&word)) {
        return Some("a postcode");
    }
    let kept: String =
        text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}')).collect();
    let numbers = kept.split(|c: char| !c.is_ascii_digit());
    if numbers.map(str::len).any(|digits| (10..=13).contains(&digits)) {
        return Some("a telephone number");
    }
    None
}

fn mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(who, at)| !who.is_empty() && at.contains('.'))
}

/// Whether a word is a British postcode in full: one or two letters, a figure, perhaps one more of either, then a
/// figure and two letters.
fn postcode(word: &str) -> bool {
    if !word.is_ascii() || !(5..=7).contains(&word.len()) {
        return false;
    }
    let (out, inward) = word.split_at(word.len() - 3);
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic());
    let inward = inward.starts_with(|c: char| c.is_ascii_digit()) && letters(&inward[1..]);
    let area = out.chars().take_while(char::is_ascii_alphabetic).count();
    let district = &out[area..];
    inward
        && (1..=2).contains(&area)
        && (1..=2).contains(&district.len())
        && district.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether all the words that are looked for stand in a text, whatever their case.
pub fn has_words(text: &str, looked_for: &str) -> bool {
    let text = text.to_lowercase();
    looked_for.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_tell_who_somebody_is_is_found() {
        for (text, found) in [
            ("Ring her on 07700 900123.", Some("a telephone number")),
            ("Ring her on +44 (0)7700-900123 before ten", Some("a telephone number")),
            ("She lives at SW1A 1AA now", Some("a postcode")),
            ("near sw1a1aa.", Some("a postcode")),
            ("M1 1AE", Some("a postcode")),
            ("Write to amina@example.org, please", Some("an e-mail address")),
            ("On 22 November 2026 three of five came at 10.30.", None),
            ("Section 21 (1) of the Act of 1988; see 3 to 5", None),
            ("We gave 2 hours a week in 2025 and 2026", None),
            ("ask @ the desk", None),
            ("", None),
        ] {
            assert_eq!(telling(text), found, "{text}");
        }
    }

    #[test]
    fn all_the_words_must_be_there() {
        assert!(has_words("Trust takes a Year", "year trust"));
        assert!(!has_words("Trust takes a year", "trust month"));
        assert!(has_words("anything", ""));
    }
}
