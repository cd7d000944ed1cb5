//! SQL cut into words, without comments and without what stands in quotes.

/// The words of a text: names and numbers (with the dots inside them), `''` for any quoted text, and signs.
pub(super) fn words(sql: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first == '\'' {
            out.push("''".to_owned());
            // A doubled quote inside begins another quoted text, which comes to the same.
            rest[1..].find('\'').map_or(rest.len(), |end| end + 2)
        } else if first.is_whitespace() {
            first.len_utf8()
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            out.push(rest[..end].to_owned());
            end
        } else if rest.starts_with("::") {
            out.push("::".to_owned());
            2
        } else {
            out.push(first.to_string());
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '.')
}

/// Whether the words at `at` are these, in any case.
pub(super) fn are(words: &[String], at: usize, wanted: &[&str]) -> bool {
    words
        .get(at..at + wanted.len())
        .is_some_and(|found| found.iter().zip(wanted).all(|(f, w)| f.eq_ignore_ascii_case(w)))
}

/// Cuts at a sign that stands outside every bracket.
pub(super) fn split(words: &[String], sign: &str) -> Vec<Vec<String>> {
    let (mut depth, mut parts) = (0usize, vec![Vec::new()]);
    for word in words {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && word == sign {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(word.clone());
        }
    }
    parts
}

/// What stands in the first bracket at or after `at`.
pub(super) fn bracket(words: &[String], at: usize) -> &[String] {
    let Some(open) = words.iter().skip(at).position(|w| w == "(").map(|n| n + at) else { return &[] };
    let mut depth = 0usize;
    for (n, word) in words.iter().enumerate().skip(open) {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &words[open + 1..n];
        }
    }
    &words[open + 1..]
}
