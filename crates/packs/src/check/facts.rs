//! Lists, fields and forms: each question can be asked and answered.

use super::{Checks, is_published, path};
use crate::model::{Code, Field, FieldKind, Form, Keeps, Shows, Whose};

pub(super) fn check(c: &mut Checks<'_>) {
    let pack = c.pack;
    c.ids("lists", "id", pack.lists.iter().map(|x| x.id.as_str()));
    for (n, list) in pack.lists.iter().enumerate() {
        let at = format!("lists[{n}]");
        c.said(&at, "source", &list.source);
        codes(c, &path(&at, "codes"), &list.codes);
        if !list.codes.is_empty() && list.codes.iter().all(|code| code.retired) {
            c.add(
                path(&at, "codes"),
                "Every code is retired, so none can be chosen.",
                "Leave one that is offered.",
            );
        }
    }
    c.ids("fields", "id", pack.fields.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.fields.iter().enumerate() {
        field(c, &format!("fields[{n}]"), one);
    }
    c.ids("forms", "id", pack.forms.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.forms.iter().enumerate() {
        form(c, &format!("forms[{n}]"), one);
    }
}

/// A list of codes: there, well formed, each once, each with its words.
pub(super) fn codes(c: &mut Checks<'_>, at: &str, list: &[Code]) {
    c.some(at, list, "code");
    let codes = list.iter().map(|code| code.code.as_str());
    c.names(at, "code", codes, is_published, "letters, digits, - and _");
    for (n, code) in list.iter().enumerate() {
        c.said(&format!("{at}[{n}]"), "label", &code.label);
    }
}

fn field(c: &mut Checks<'_>, at: &str, field: &Field) {
    c.said(at, "label", &field.label);
    if !field.confirmed && field.citation.is_empty() {
        c.add(
            path(at, "citation"),
            "It is not confirmed, and nothing says what it reads.",
            "Write citation = \"…\".",
        );
    }
    let words = matches!(field.kind, FieldKind::Text | FieldKind::LongText);
    if field.keeps != Keeps::Nothing && !(words && field.of == Whose::Person) {
        c.add(
            path(at, "keeps"),
            format!("{} is kept in the person's own record and is no text of the person.", field.id),
            "Make it kind = \"text\" or \"long_text\" and of = \"person\", or leave keeps out.",
        );
    }
    if matches!(field.shows, Shows::Answer | Shows::Heard) && !words {
        c.add(
            path(at, "shows"),
            format!("{} shows what was done or said and holds no words.", field.id),
            "Make it kind = \"text\" or \"long_text\", or leave shows out.",
        );
    }
    let listed = matches!(field.kind, FieldKind::Code | FieldKind::Codes);
    if listed && field.list.is_empty() {
        c.add(
            path(at, "list"),
            format!("{} has codes and no list.", field.id),
            "Name its list: list = \"…\".",
        );
    } else if listed {
        let ids = c.known.lists.clone();
        c.one_of(path(at, "list"), "list", &field.list, &ids);
    } else if !field.list.is_empty() {
        c.add(
            path(at, "list"),
            format!("{} has a list and no codes.", field.id),
            "Take the list out, or make it kind = \"code\".",
        );
    }
    if field.report.is_some_and(|of| !of.fits(field.kind)) {
        c.add(
            path(at, "report"),
            format!("{} cannot hold that part of the report.", field.id),
            "words go into long_text, way into a code, day into a day.",
        );
    }
}

fn form(c: &mut Checks<'_>, at: &str, form: &Form) {
    c.said(at, "title", &form.title);
    c.said(at, "purpose", &form.purpose);
    c.some(path(at, "fields"), &form.fields, "field");
    let ids = c.known.fields.clone();
    let mut seen = Vec::new();
    for (n, one) in form.fields.iter().enumerate() {
        let at = format!("{at}.fields[{n}]");
        c.one_of(path(&at, "field"), "field", &one.field, &ids);
        if seen.contains(&one.field.as_str()) {
            c.add(path(&at, "field"), format!("{} is asked here twice.", one.field), "Ask it once.");
        }
        seen.push(&one.field);
        let Some(when) = &one.when else { continue };
        c.condition(&path(&at, "when"), when);
        if when.field == one.field {
            c.add(
                path(&at, "field"),
                format!("{} is asked only after its own answer, so it is never asked.", one.field),
                "Let it depend on another field, or ask it always.",
            );
        } else if c.pack.field(&when.field).is_some() && !c.known.asked.contains(when.field.as_str()) {
            c.add(
                path(&at, "field"),
                format!("No form asks {}, so {} is never asked.", when.field, one.field),
                format!("Ask {} before it.", when.field),
            );
        }
    }
}
