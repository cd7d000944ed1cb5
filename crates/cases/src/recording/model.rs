//! What a record of a contact holds, what to think of when writing one, and numbers that belong elsewhere.

use crate::model::Channel;

kernel::text_enum! {
    /// Whether the person was seen alone.
    pub enum Alone {
        /// They were.
        Yes = "yes", "Yes, alone";
        /// Others were there all the time.
        No = "no", "No";
        /// It could not be done; the words say why.
        NotPossible = "not_possible", "It was not possible";
    }
}

/// What a record keeps apart. Empty text means that nothing was said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Who was seen.
    pub seen: String,
    /// Whether the person was seen alone; `None` when not said.
    pub alone: Option<Alone>,
    /// What the person said, in their words.
    pub said: String,
    /// What the worker saw: fact.
    pub saw: String,
    /// What the worker thinks: opinion.
    pub thinks: String,
    /// What others reported.
    pub reported: String,
}

impl Marks {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Each part that was written, with its mark, in the order of a record.
    pub fn parts(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("They said, in their words", &self.said),
            ("I saw (fact)", &self.saw),
            ("I think (opinion)", &self.thinks),
            ("Others told us (reported)", &self.reported),
        ];
        all.into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(mark, words)| (mark, words.as_str()))
            .collect()
    }
}

/// Things to think of when writing about a contact. They are prompts: none has to be answered. Alongside default.
pub fn prompts(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Visit => &[
            "Who was there, and did you see the person alone?",
            "What did they say, in their own words?",
            "What did the home look and feel like?",
            "What has changed since last time?",
            "What did you agree, and who does what by when?",
        ],
        Channel::Phone | Channel::Video => &[
            "Was it safe for them to talk?",
            "What did they say, in their own words?",
            "What did you agree, and who does what by when?",
        ],
        Channel::Office => &[
            "Did they come alone?",
            "What did they want from today?",
            "What did you agree, and who does what by when?",
        ],
        Channel::Meeting => &[
            "Who was there, and for which service?",
            "What was decided, and why?",
            "Who tells the person, and how?",
        ],
        Channel::Text | Channel::Email | Channel::Letter => {
            &["Was it sent to an address or number that is safe?", "What did you ask or tell them?"]
        }
        Channel::Note | Channel::Service => &["What does somebody who covers for you need to know?"],
    }
}

/// What was found in a text that belongs in the record of addresses and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A telephone number of the United Kingdom, as typed.
    Phone(String),
    /// A postcode, as typed.
    Postcode(String),
}

impl Found {
    /// As it was typed.
    pub fn words(&self) -> &str {
        match self {
            Self::Phone(words) | Self::Postcode(words) => words,
        }
    }
}

/// Telephone numbers and postcodes in a text, in the order typed, numbers first.
pub fn numbers(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = phones(text).into_iter().map(Found::Phone).collect();
    found.extend(postcodes(text).into_iter().map(Found::Postcode));
    found
}

/// Runs of digits with the spaces, hyphens and brackets that people put into numbers. Ten or eleven digits from 0,
/// or 44 with ten more (eleven with the 0 in brackets).
fn phones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for ch in text.chars().chain([';']) {
        let goes_on = match ch {
            '0'..='9' => true,
            '+' | '(' if run.is_empty() => true,
            ' ' | '-' | '(' | ')' => !run.is_empty(),
            _ => false,
        };
        if goes_on {
            run.push(ch);
        } else {
            let typed = run.trim_matches([' ', '-']).to_owned();
            if is_phone(&typed) {
                found.push(typed);
            }
            run.clear();
        }
    }
    found
}

fn is_phone(typed: &str) -> bool {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let abroad = typed.trim_start_matches('(').starts_with('+');
    let national = if abroad || digits.starts_with("0044") {
        let rest = digits.trim_start_matches("00").strip_prefix("44");
        match rest {
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => return false,
        }
    } else {
        digits
    };
    // 01, 02, 03, 07, 08 and 09 are the numbers in use; 05 and 06 hardly are, and dates begin with them.
    matches!(national.len(), 10 | 11)
        && ["01", "02", "03", "07", "08", "09"].iter().any(|begin| national.starts_with(begin))
}

fn postcodes(text: &str) -> Vec<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if (5..=7).contains(&word.len())
            && is_outward(&word[..word.len() - 3])
            && is_inward(&word[word.len() - 3..])
        {
            found.push((*word).to_owned());
        } else if let Some(next) = words.get(at + 1)
            && is_outward(word)
            && is_inward(next)
        {
            found.push(format!("{word} {next}"));
        }
    }
    found
}

/// `E1`, `E12`, `SE1`, `SE13`, `E1W`, `SW1A`.
fn is_outward(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    let rest: Vec<char> = text.chars().skip(letters).collect();
    (1..=2).contains(&letters)
        && match rest.as_slice() {
            [digit] => digit.is_ascii_digit(),
            [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// `6QZ`: the letters C, I, K, M, O and V are not used. `1st` and its kin are ordinals.
fn is_inward(text: &str) -> bool {
    let chars: Vec<char> = text.to_ascii_uppercase().chars().collect();
    let used = |c: char| c.is_ascii_uppercase() && !"CIKMOV".contains(c);
    match chars.as_slice() {
        [digit, a, b] => {
            let ordinal = ["ST", "ND", "RD", "TH"].contains(&format!("{a}{b}").as_str());
            digit.is_ascii_digit() && used(*a) && used(*b) && !ordinal
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        numbers(text).iter().map(|found| found.words().to_owned()).collect()
    }

    #[test]
    fn telephone_numbers_are_found_as_people_type_them() {
        for (text, typed) in [
            ("New number 07700 900123, text only", "07700 900123"),
            ("call 020 7946 0123.", "020 7946 0123"),
            ("(020) 7946-0123", "(020) 7946-0123"),
            ("+44 7700 900123", "+44 7700 900123"),
            ("+44 (0)20 7946 0123 at work", "+44 (0)20 7946 0123"),
            ("0044 7700 900123", "0044 7700 900123"),
            ("07700900123", "07700900123"),
        ] {
            assert_eq!(words(text), [typed], "{text}");
        }
        for text in [
            "22 11 2026",
            "paid £1,200.50",
            "crime 4212345678",
            "05 06 2026 at 10",
            "0770 900",
            "+33 1 23 45 67 89",
        ] {
            assert!(words(text).is_empty(), "{text}: {:?}", words(text));
        }
    }

    #[test]
    fn postcodes_are_found_in_either_case_and_ordinals_are_not() {
        for (text, typed) in [
            ("moved to 4 Elm Road, SE13 6QZ", "SE13 6QZ"),
            ("now at se136qz", "se136qz"),
            ("SW1A 1AA", "SW1A 1AA"),
            ("e1w 2bn is hers", "e1w 2bn"),
            ("M1 1AE", "M1 1AE"),
        ] {
            assert_eq!(words(text), [typed], "{text}");
        }
        for text in
            ["flat A2 1st floor", "on the A2 3rd exit", "we met at 4", "COVID19", "B12 vitamins", "SE13"]
        {
            assert!(words(text).is_empty(), "{text}: {:?}", words(text));
        }
    }

    #[test]
    fn every_channel_has_prompts_and_none_is_long() {
        for channel in Channel::ALL {
            assert!(!prompts(*channel).is_empty());
            for prompt in prompts(*channel) {
                assert!(prompt.split_whitespace().count() <= 15, "{prompt}");
            }
        }
    }

    #[test]
    fn parts_are_marked_and_empty_ones_left_out() {
        let marks =
            Marks { said: "Never again.".to_owned(), thinks: "Afraid.".to_owned(), ..Marks::default() };
        assert_eq!(
            marks.parts(),
            [("They said, in their words", "Never again."), ("I think (opinion)", "Afraid.")]
        );
        assert!(Marks::default().is_empty() && !marks.is_empty());
    }
}
