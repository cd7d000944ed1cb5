//! A form as TOML, the way people read and write it. Pure.

use super::model::{Criterion, ReviewForm};
use std::fmt::Write;

/// The text of a form, from which [`super::read`] makes the same form again. Comments of the text it came from are
/// gone, so two forms are compared by what this gives of them.
pub fn write(form: &ReviewForm) -> String {
    let mut out = String::new();
    text(&mut out, "id", &form.id);
    text(&mut out, "name", &form.name);
    plain(&mut out, "version", form.version);
    text(&mut out, "effective_from", &form.effective_from.to_string());
    text(&mut out, "source", &form.source);
    text(&mut out, "about", &form.about);
    let packs: Vec<String> = form.packs.iter().map(|pack| quoted(pack)).collect();
    plain(&mut out, "packs", format!("[{}]", packs.join(", ")));
    for section in &form.sections {
        out.push_str("\n[[sections]]\n");
        text(&mut out, "id", &section.id);
        text(&mut out, "title", &section.title);
    }
    form.criteria.iter().for_each(|one| criterion(&mut out, one));
    out
}

/// What has its usual value is left out, as people leave it out.
fn criterion(out: &mut String, one: &Criterion) {
    out.push_str("\n[[criteria]]\n");
    text(out, "id", &one.id);
    text(out, "section", &one.section);
    text(out, "words", &one.words);
    plain(out, "weight", one.weight);
    text(out, "how", one.how.code());
    if !one.rule.is_empty() {
        text(out, "rule", &one.rule);
    }
    if one.critical {
        plain(out, "critical", true);
    }
    if one.charter != 0 {
        plain(out, "charter", one.charter);
    }
    if !one.look.is_empty() {
        text(out, "look", &one.look);
    }
    text(out, "ask", &one.ask);
}

fn text(out: &mut String, key: &str, value: &str) {
    plain(out, key, quoted(value));
}

fn plain(out: &mut String, key: &str, value: impl std::fmt::Display) {
    let _infallible = writeln!(out, "{key} = {value}");
}

/// A basic string of TOML: one line, whatever is in it.
fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _infallible = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{super::shipped, write};
    use crate::forms::read;
    use proptest::prelude::*;

    #[test]
    fn a_form_that_is_written_is_read_as_it_was() {
        for form in shipped() {
            assert_eq!(&read(&write(form)).expect("it is sound"), form);
        }
    }

    proptest! {
        #[test]
        fn whatever_people_type_is_kept(words in "\\PC{1,80}|[\\x00-\\x7f\\u{80}-\\u{9f}\"]{1,20}") {
            let mut form = shipped()[0].clone();
            form.criteria[0].words.clone_from(&words);
            form.about = format!("About {words}");
            let back = read(&write(&form)).expect("it is sound");
            prop_assert_eq!(back, form);
        }
    }
}
