//! Decisions, letters and the tables of returns.

use super::{Checks, Finding, facts, is_published_id, path};
use crate::model::{AUDIENCES, COMPUTED, DecisionKind, FieldKind, Letter, PLACES, Table};

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
        if !kind.records.is_empty() {
            records(c, &at, kind);
        }
    }
    c.ids("letters", "id", pack.letters.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.letters.iter().enumerate() {
        letter(c, &format!("letters[{n}]"), one);
    }
    let ids = pack.tables.iter().map(|x| x.id.as_str());
    c.names("tables", "id", ids, is_published_id, "letters, digits, - and _");
    for (n, one) in pack.tables.iter().enumerate() {
        table(c, &format!("tables[{n}]"), one);
    }
}

/// That what a decision decides is a code of the field that takes it.
fn records(c: &mut Checks<'_>, at: &str, kind: &DecisionKind) {
    let ids = c.known.fields.clone();
    if !c.one_of(path(at, "records"), "field", &kind.records, &ids) {
        return;
    }
    let codes = c.pack.field(&kind.records).and_then(|field| c.codes(field)).unwrap_or_default();
    for (n, option) in kind.options.iter().enumerate() {
        c.one_of(
            path(at, &format!("options[{n}].code")),
            &format!("code of {}", kind.records),
            &option.code,
            &codes,
        );
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

fn table(c: &mut Checks<'_>, at: &str, table: &Table) {
    c.said(at, "title", &table.title);
    c.said(at, "source", &table.source);
    c.event(&path(at, "event"), &table.event);
    for (n, only) in table.only.iter().enumerate() {
        c.condition(&format!("{at}.where[{n}]"), only);
    }
    if let Some(until) = &table.until {
        c.event(&path(at, "until"), until);
    }
    if table.by.is_empty() || COMPUTED.contains(&table.by.as_str()) {
        return;
    }
    let by = path(at, "by");
    if let Some(counted) = table.by.strip_prefix("count.") {
        if c.pack.field(counted).is_none_or(|field| field.kind != FieldKind::Codes) {
            c.add(by, format!("{counted} has no number of codes."), "Use count. with a field of kind codes.");
        }
        return;
    }
    let ids: Vec<&str> = c.known.fields.iter().copied().chain(COMPUTED).collect();
    let kind = c.pack.field(&table.by).map(|field| field.kind);
    if c.one_of(&by, "field", &table.by, &ids)
        && !matches!(kind, Some(FieldKind::Code | FieldKind::Codes | FieldKind::YesNo))
    {
        c.add(
            by,
            format!("{} holds no codes to make rows of.", table.by),
            "Use a field of kind code, codes or yes_no.",
        );
    }
}
