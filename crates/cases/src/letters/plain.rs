//! Plain English: hints about long sentences and words that few people use. They never stop a letter.

/// The most words a sentence should have. Alongside default, as in the product's own pages.
const MOST_WORDS: usize = 25;

/// Words that have a plainer one. Our own list.
const PLAINER: &[(&str, &str)] = &[
    ("aforementioned", "this"),
    ("ascertain", "find out"),
    ("commence", "start"),
    ("commencement", "start"),
    ("endeavour", "try"),
    ("expedite", "speed up"),
    ("facilitate", "help"),
    ("forthwith", "now"),
    ("hereby", "leave it out"),
    ("herein", "in this letter"),
    ("in accordance with", "under"),
    ("in lieu of", "instead of"),
    ("in receipt of", "have, or get"),
    ("in respect of", "about"),
    ("inter alia", "among other things"),
    ("notwithstanding", "even though"),
    ("prior to", "before"),
    ("pursuant to", "under"),
    ("remittance", "payment"),
    ("subsequent to", "after"),
    ("terminate", "end"),
    ("thereafter", "after that"),
    ("utilise", "use"),
    ("whilst", "while"),
];

/// What could be said more plainly, each with what to do.
pub fn hints(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        if words.len() > MOST_WORDS {
            let start = words.iter().take(6).copied().collect::<Vec<_>>().join(" ");
            found.push(format!("The sentence “{start} …” has {} words. Make two of it.", words.len()));
        }
    }
    let folded = format!(" {} ", kernel::words::fold(text));
    for (word, plainer) in PLAINER {
        if folded.contains(&format!(" {word} ")) {
            found.push(format!("“{word}”: say “{plainer}”."));
        }
    }
    found
}

/// Sentences of a text: a line of a list or a heading is one, and a full stop inside a number or a short form ends
/// none.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut sentence = String::new();
        for line in paragraph.lines() {
            if line.trim_start().starts_with(['-', '#', '|']) {
                found.push(std::mem::take(&mut sentence));
            }
            for word in line.split_whitespace() {
                sentence.push_str(word);
                sentence.push(' ');
                if word.ends_with(['.', '!', '?', ':']) && word.len() > 2 {
                    found.push(std::mem::take(&mut sentence));
                }
            }
        }
        found.push(sentence);
    }
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_and_heavy_words_are_hinted_at() {
        let long = "This sentence goes on and on because whoever wrote it did not stop to think that somebody has to read it and may be tired or ill.";
        let found = hints(long);
        assert!(found.len() == 1 && found[0].contains("has 27 words"), "{found:?}");
        assert_eq!(hints("We will commence work prior to Monday.").len(), 2);
        assert_eq!(hints("We start on Monday. Call us."), [] as [String; 0]);
    }

    #[test]
    fn lists_and_headings_are_no_long_sentence() {
        let list = "- one two three four five six seven eight nine ten\n".repeat(5);
        assert!(hints(&list).is_empty(), "{:?}", hints(&list));
    }

    /// A word inside another is not that word.
    #[test]
    fn words_are_whole_words() {
        assert!(hints("The terminated contract of Hereby Road").len() == 1, "{:?}", hints("Hereby"));
    }
}
