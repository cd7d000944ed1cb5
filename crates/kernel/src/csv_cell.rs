//! Cells of files that go out to spreadsheets.

use std::borrow::Cow;

/// The text as a spreadsheet will show it and never run it: a cell that begins with `=`, `+`, `-`, `@`, a tab or
/// a carriage return gets an apostrophe in front (OWASP, CSV injection). Plain numbers stay numbers.
pub fn guard(text: &str) -> Cow<'_, str> {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && text.parse::<f64>().is_err() { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
