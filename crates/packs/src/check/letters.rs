//! Decisions and letters.

use super::{Checks, Finding, facts, path};
use crate::model::{AUDIENCES, DecisionKind, FieldKind, Letter, PLACES};

pub(super) fn check(c: &mut Checks<'_>) {
    let pack = c.pack;
    c.ids("decisions", "id", pack.decisions.iter().map(|x| x.id.as_str()));
    let letters = c.known.letters.clone();
    for (n, kind) in pack.decisions.iter().enumerate() {
        let at = format!("decisions[{n}]");
        c.said(&at, "name", &kind.name);
        c.said(&at, "rule", &kind.rule);
        facts::codes(c, &path(&at, "options"), &kind.options);
        if !kind.letter.is_empty() {
            c.one_of(path(&at, "letter"), "letter", &kind.letter, &letters);
        }
        records(c, &at, kind);
        counts(c, &format!("{at}.counts"), kind);
    }
    c.ids("letters", "id", pack.letters.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.letters.iter().enumerate() {
        letter(c, &format!("letters[{n}]"), one);
    }
}

/// What is counted for a decision must be days that the forms ask for, and numbers that mean something.
fn counts(c: &mut Checks<'_>, at: &str, kind: &DecisionKind) {
    let Some(counted) = &kind.counts else { return };
    c.some(path(at, "forms"), &counted.forms, "form");
    let repeating: Vec<&str> =
        c.pack.forms.iter().filter(|form| form.repeats).map(|form| &*form.id).collect();
    for (n, form) in counted.forms.iter().enumerate() {
        c.one_of(format!("{at}.forms[{n}]"), "form that repeats", form, &repeating);
    }
    let days = c.pack.fields.iter().filter(|field| field.kind == FieldKind::Day);
    let days: Vec<&str> = days.map(|field| &*field.id).collect();
    for (key, field) in [("happened", &counted.happened), ("told", &counted.told), ("asked", &counted.asked)]
    {
        c.one_of(path(at, key), "field of kind day", field, &days);
    }
    for (key, n) in [
        ("threshold", counted.threshold),
        ("to_complain", counted.to_complain),
        ("to_apply", counted.to_apply),
    ] {
        if n < 1 {
            c.add(path(at, key), format!("{n} counts nothing."), "Write 1 or more.");
        }
    }
    for (key, field) in counted.words() {
        c.recordable(&path(at, key), field);
    }
    if counted.different_people && counted.by.is_empty() {
        c.add(
            path(at, "different_people"),
            "Nothing says who complained.",
            "Name the field that does: by = \"…\".",
        );
    }
}

/// What a decision writes down must be a code of the field that takes it.
fn records(c: &mut Checks<'_>, at: &str, kind: &DecisionKind) {
    if kind.records.is_empty() {
        return;
    }
    let ids = c.known.fields.clone();
    if !c.one_of(path(at, "records"), "field", &kind.records, &ids) {
        return;
    }
    let Some(codes) = c.pack.field(&kind.records).and_then(|field| c.codes(field)) else {
        return c.add(
            path(at, "records"),
            format!("{} holds no codes.", kind.records),
            "Use a field of kind code or yes_no.",
        );
    };
    for (n, option) in kind.options.iter().enumerate() {
        let field = format!("{at}.options[{n}].code");
        c.one_of(field, &format!("code of {}", kind.records), &option.code, &codes);
    }
}

fn letter(c: &mut Checks<'_>, at: &str, letter: &Letter) {
    c.said(at, "title", &letter.title);
    c.said(at, "body", &letter.body);
    c.one_of(path(at, "audience"), "audience", &letter.audience, &AUDIENCES);
    let body = path(at, "body");
    let mut rest = letter.body.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let Some((place, then)) = after.split_once('}') else {
            let near = after.lines().next().unwrap_or_default();
            c.found.push(Finding {
                field: body,
                near: format!("{{{near}"),
                words: "A { has no } after it.".to_owned(),
                remedy: "Close the place, like {person}.".to_owned(),
            });
            return;
        };
        rest = then;
        in_body(c, &body, place);
    }
}

/// One place of a letter's text.
fn in_body(c: &mut Checks<'_>, body: &str, place: &str) {
    let from = c.found.len();
    match place.split_once(':') {
        Some(("clock", id)) => {
            let ids = c.known.clocks.clone();
            c.one_of(body, "clock", id, &ids);
        }
        Some(("fact", id)) => c.recordable(body, id),
        _ if PLACES.contains(&place) => {}
        _ => c.add(
            body,
            format!("{{{place}}} is no place that can be filled."),
            format!("Use {{{}}}, {{clock:ID}} or {{fact:ID}}.", PLACES.join("}, {")),
        ),
    }
    for finding in &mut c.found[from..] {
        finding.near = format!("{{{place}}}");
    }
}
