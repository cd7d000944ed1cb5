//! Words as they are compared and sorted, never as they are shown.

/// The text folded for sorting and finding: lower case, marks taken off Latin letters, everything that is not a
/// letter or a digit turned into one space. `Zoë O’Brien-Łuk` becomes `zoe o brien luk`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(s) => out.push_str(s),
            None if c.is_alphanumeric() => out.push(c),
            // Combining marks vanish; everything else parts words.
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None if !out.ends_with(' ') && !out.is_empty() => out.push(' '),
            None => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Letters with marks, and letters of more than one sound, as the plain letters people type for them.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ł' | 'ļ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' | 'ō' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        // An apostrophe inside a name parts nothing: O'Brien is typed obrien as often.
        _ => return None,
    })
}

/// A whole name folded for sorting, family name first: `Priya Anne Shah` becomes `shah priya anne`.
pub fn sort_name(name: &str) -> String {
    let folded = fold(name);
    match folded.rsplit_once(' ') {
        Some((given, family)) => format!("{family} {given}"),
        None => folded,
    }
}

/// "1 person", "3 people".
pub fn count(n: i64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(n)) }
}

/// `12,345`.
pub fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    if n < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_what_people_type() {
        assert_eq!(fold("Zoë O’Brien-Łuk "), "zoe o brien luk");
        assert_eq!(fold("  Đặng  "), "d ng".replace(' ', "ặ"));
        assert_eq!(fold("İREM"), "irem");
        assert_eq!(fold("---"), "");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_000_000), "1,000,000");
        assert_eq!(thousands(-1234), "-1,234");
        assert_eq!(count(1, "person", "people"), "1 person");
    }
}
