//! How wide a label is, before any browser has seen it.
//!
//! The widths are those of the widest font a reader is likely to have (Verdana and DejaVu Sans, bold), so a
//! label may turn out narrower than planned but never wider.

/// How much narrower the same letters are when they are not bold.
pub const REGULAR: f64 = 0.9;

/// Width of a bold text in pixels at a font size.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Width of one letter, in parts of the font size.
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 0.38,
        ' ' | '.' | ',' | ':' | ';' => 0.4,
        'f' | 't' | 'r' | '(' | ')' | '-' | '[' | ']' | '/' => 0.5,
        'I' => 0.55,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 0.67,
        'm' => 1.06,
        'w' | 'M' | '…' => 1.0,
        'W' | '@' | '%' => 1.13,
        'A'..='Z' | '+' | '=' | '&' => 0.86,
        ' '..='~' => 0.72,
        // a mark above or below the letter before it takes no room
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{80}'..='\u{24f}' => 0.9,
        // scripts written wide
        _ => 1.15,
    }
}

/// Breaks a text into at most `lines` lines no wider than `width`; what does not fit ends in `…`.
pub fn wrap(text: &str, size: f64, width: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut words: Vec<String> = text.split_whitespace().rev().map(str::to_owned).collect();
    let mut line = String::new();
    while let Some(word) = words.pop() {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if text_width(&longer, size) <= width {
            line = longer;
        } else if line.is_empty() {
            // a word wider than a line is cut where the line ends
            let (head, tail) = split(&word, size, width);
            done.push(head);
            words.push(tail);
        } else {
            done.push(std::mem::take(&mut line));
            words.push(word);
        }
    }
    if !line.is_empty() {
        done.push(line);
    }
    if done.len() > lines {
        done.truncate(lines);
        if let Some(last) = done.last_mut() {
            *last = shorten(last, size, width);
        }
    }
    done
}

/// The part of a word that fits, with a hyphen where letters are joined by one, and the rest.
fn split(word: &str, size: f64, width: f64) -> (String, String) {
    let head = |n: usize| {
        let mut head: String = word.chars().take(n).collect();
        if head.ends_with(|letter: char| letter.is_alphabetic() && letter < '\u{250}') {
            head.push('-');
        }
        head
    };
    let mut fits = word.chars().count() - 1;
    while fits > 1 && text_width(&head(fits), size) > width {
        fits -= 1;
    }
    (head(fits.max(1)), word.chars().skip(fits.max(1)).collect())
}

/// A line with `…` behind it, cut back until both fit.
fn shorten(line: &str, size: f64, width: f64) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    while !letters.is_empty() && text_width(&letters.iter().collect::<String>(), size) + size > width {
        letters.pop();
    }
    letters.into_iter().collect::<String>().trim_end().to_owned() + "…"
}
