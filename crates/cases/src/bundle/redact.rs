//! Replacing what tells who somebody is: every name, address, postcode, number and e-mail address the record has of
//! them. Too much is replaced rather than too little: each word of a name counts by itself.

use kernel::words::fold;
use people::model::postcode;

/// Somebody who is left out, and what stands in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// What is written instead, such as `[person A]`.
    pub label: String,
    /// Names in every form the record has.
    pub names: Vec<String>,
    /// Addresses in one line, without postcodes.
    pub addresses: Vec<String>,
    /// Postcodes, as stored.
    pub postcodes: Vec<String>,
    /// Telephone numbers and e-mail addresses.
    pub ways: Vec<String>,
}

/// Takes everybody hidden out of a text. What others say about them stays; who they are goes.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    /// Folded words to find one after the other, longest first, and what takes their place.
    phrases: Vec<(Vec<String>, String)>,
    postcodes: Vec<(String, String)>,
    numbers: Vec<(String, String)>,
    mails: Vec<(String, String)>,
}

impl Redactor {
    /// A redactor for these people.
    pub fn new(hidden: &[Hidden]) -> Self {
        let mut all = Self::default();
        for one in hidden {
            let phrase = |text: &str| -> Vec<String> { fold(text).split(' ').map(str::to_owned).collect() };
            for name in &one.names {
                let words = phrase(name);
                // A single letter or a short word such as "de" is no name by itself.
                let single = words.iter().filter(|word| word.chars().count() > 2);
                all.phrases.extend(single.map(|word| (vec![word.clone()], one.label.clone())));
                all.phrases.push((words, one.label.clone()));
            }
            for address in &one.addresses {
                // The whole line, and every part of it that has a number: "9 Oak Street" without its flat.
                all.phrases.push((phrase(address), "[address]".to_owned()));
                let parts: Vec<&str> = address.split(',').collect();
                for from in 0..parts.len() {
                    for to in from + 1..=parts.len() {
                        let words = phrase(&parts[from..to].join(" "));
                        let numbered = words.iter().any(|w| w.chars().any(|c| c.is_ascii_digit()));
                        if numbered && words.len() > 1 {
                            all.phrases.push((words, "[address]".to_owned()));
                        }
                    }
                }
            }
            all.postcodes.extend(one.postcodes.iter().map(|code| (code.clone(), "[postcode]".to_owned())));
            for way in &one.ways {
                if way.contains('@') {
                    all.mails.push((way.to_lowercase(), "[e-mail address]".to_owned()));
                } else if core(way).len() >= 6 {
                    all.numbers.push((core(way), "[phone number]".to_owned()));
                }
            }
        }
        all.phrases.retain(|(words, _)| words.iter().any(|word| !word.is_empty()));
        all.phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        all
    }

    /// The text without them.
    pub fn clean(&self, text: &str) -> String {
        let text = replace_mails(text, &self.mails);
        // Addresses before numbers: a number may reach into the house number that follows it.
        let text = self.replace_words(&text);
        self.replace_numbers(&text)
    }

    fn replace_words(&self, text: &str) -> String {
        let words = words(text);
        let mut out = String::with_capacity(text.len());
        let (mut at, mut from) = (0, 0);
        while at < words.len() {
            match self.hit(&words[at..]) {
                Some((n, label)) => {
                    out.push_str(&text[from..words[at].start]);
                    out.push_str(label);
                    from = words[at + n - 1].end;
                    at += n;
                }
                None => at += 1,
            }
        }
        out.push_str(&text[from..]);
        out
    }

    /// How many words from here are to be replaced, and by what.
    fn hit(&self, words: &[Word]) -> Option<(usize, &str)> {
        let code = |n: usize| -> Option<&str> {
            let joined: String = words.get(..n)?.iter().map(|w| w.folded.as_str()).collect();
            let code = postcode(&joined);
            self.postcodes.iter().find(|(known, _)| *known == code).map(|(_, label)| label.as_str())
        };
        if let Some(label) = code(2) {
            return Some((2, label));
        }
        if let Some(label) = code(1) {
            return Some((1, label));
        }
        self.phrases.iter().find_map(|(phrase, label)| {
            let there = words.get(..phrase.len())?;
            let same = there.iter().zip(phrase).all(|(word, wanted)| {
                word.folded == *wanted || word.folded.strip_suffix('s') == Some(wanted.as_str())
            });
            same.then_some((phrase.len(), label.as_str()))
        })
    }

    fn replace_numbers(&self, text: &str) -> String {
        if self.numbers.is_empty() {
            return text.to_owned();
        }
        let part = |c: char| c.is_ascii_digit() || " +-().\u{a0}".contains(c);
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
            let run = &rest[start..];
            let end = run.find(|c: char| !part(c)).unwrap_or(run.len());
            let run = run[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
            let found = digits(run);
            out.push_str(&rest[..start]);
            match self.numbers.iter().find(|(number, _)| found.contains(number.as_str())) {
                Some((_, label)) => out.push_str(label),
                None => out.push_str(run),
            }
            // A run is one character at least, so this ends.
            rest = &rest[start + run.len().max(1)..];
            if run.is_empty() {
                out.push('+');
            }
        }
        out.push_str(rest);
        out
    }
}

/// A word of a text: where it stands, and as it is compared.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

/// The words of a text: letters, digits and the marks inside words.
fn words(text: &str) -> Vec<Word> {
    let inside = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(Word { start: from, end: at, folded: fold(&text[from..at]) });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Replaces e-mail addresses, whatever their case.
fn replace_mails(text: &str, mails: &[(String, String)]) -> String {
    let mut out: Vec<String> = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let lower = piece.to_lowercase();
        match mails.iter().find(|(mail, _)| lower.contains(mail.as_str())) {
            Some((_, label)) => {
                let space: String = piece.chars().rev().take_while(|c| c.is_whitespace()).collect();
                out.push(format!("{label}{space}"));
            }
            None => out.push(piece.to_owned()),
        }
    }
    out.concat()
}

/// The digits of a text.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A telephone number's digits without what is dialled before it, here or from abroad: `+44 7700 900123` and
/// `07700 900123` are both `7700900123`, wherever other figures stand before them.
fn core(number: &str) -> String {
    let all = digits(number);
    let abroad = number.trim_start().starts_with("+44") || all.starts_with("0044");
    let rest = if abroad { all.trim_start_matches('0').trim_start_matches("44") } else { &all };
    rest.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests;
