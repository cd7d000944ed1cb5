//! What a command takes a CSV file for: UTF-8 and commas, unless it is told otherwise. Nobody looks at what a command
//! read before it is in, so it guesses nothing; the check page in the browser may, and says what it guessed.

use super::Letters;
use crate::read::{self, Scan};
use kernel::{Error, Result};
use std::path::Path;

/// Letters a command may be told of, by name.
pub const LETTERS: [(&str, Letters); 3] =
    [("utf-8", Letters::Utf8), ("windows-1252", Letters::Windows1252), ("utf-16", Letters::Utf16Le)];

/// The letters of that name.
pub fn letters(name: &str) -> Option<Letters> {
    LETTERS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, letters)| *letters)
}

/// What parts columns, by its sign or its name.
pub fn delimiter(text: &str) -> Option<u8> {
    Some(match text.to_lowercase().as_str() {
        "," | "comma" => b',',
        ";" | "semicolon" => b';',
        "\t" | "\\t" | "tab" => b'\t',
        "|" | "pipe" => b'|',
        _ => return None,
    })
}

/// A file as the command was told it is, by what parts its columns and how its letters are written;
/// [`Error::Invalid`] with what to do where it is another.
pub(super) fn only(
    (file, scan): (&Path, Scan),
    (delimiter, encoding): (Option<u8>, Option<Letters>),
    wanted: &dyn Fn(&[String]) -> usize,
) -> Result<Scan> {
    let name = read::name_of(file);
    let refuse = |words: String| Err(Error::invalid(format!("{name} {words}")));
    if scan.encoding == Letters::Workbook {
        return match (delimiter, encoding) {
            (None, None) => Ok(scan),
            _ => refuse("is an Excel workbook: --delimiter and --encoding are for CSV files.".to_owned()),
        };
    }
    let utf16 = matches!(scan.encoding, Letters::Utf16Le | Letters::Utf16Be);
    match (encoding, scan.encoding) {
        (None | Some(Letters::Utf8), Letters::Windows1252) => {
            let (line, byte) = scan.broken.unwrap_or((1, 0));
            return refuse(format!(
                "is not UTF-8: on line {line} there is the byte {byte:#04x}. Save it as \"CSV UTF-8\", or say \
                 --encoding windows-1252 if that is what it is."
            ));
        }
        (None | Some(Letters::Utf8 | Letters::Windows1252), _) if utf16 => {
            return refuse(
                "is UTF-16 (Excel's \"Unicode text\"), not UTF-8. Save it as \"CSV UTF-8\", or say --encoding utf-16."
                    .to_owned(),
            );
        }
        (Some(Letters::Utf16Le | Letters::Utf16Be), _) if !utf16 => {
            return refuse(
                "is not UTF-16: it does not begin as such a file does. Leave --encoding out.".to_owned(),
            );
        }
        _ => {}
    }
    let (sign, words) = read::delimiter(file, &scan, wanted)?;
    let meant = delimiter.unwrap_or(b',');
    if delimiter.is_none() && sign != b',' {
        let how = match sign {
            b'\t' => "tab".to_owned(),
            sign => format!("'{}'", char::from(sign)),
        };
        return refuse(format!("is separated by {words}: save it with commas, or say --delimiter {how}"));
    }
    // Bytes that are UTF-8 may be meant as Windows-1252; then they are read as that.
    let encoding = encoding.filter(|_| !utf16).unwrap_or(scan.encoding);
    Ok(Scan { delimiter: Some(meant), encoding, ..scan })
}
