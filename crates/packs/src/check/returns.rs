//! Tables of returns, what is checked before them, and exports.

use super::{Checks, is_published, path};
use crate::model::{COMPUTED, Check, EXPORTED, Each, Entry, Export, FieldKind, OPENED, ROLES, Table};

pub(super) fn check(c: &mut Checks<'_>) {
    let pack = c.pack;
    let ids = pack.tables.iter().map(|x| x.id.as_str());
    c.names("tables", "id", ids, is_published, "letters, digits, - and _");
    for (n, one) in pack.tables.iter().enumerate() {
        table(c, &format!("tables[{n}]"), one);
    }
    c.ids("checks", "id", pack.checks.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.checks.iter().enumerate() {
        rule(c, &format!("checks[{n}]"), one);
    }
    if let Some(one) = &pack.entry {
        entry(c, one);
    }
    for (n, one) in pack.exports.iter().enumerate() {
        export(c, &format!("exports[{n}]"), one);
    }
    if let Some(work) = &pack.cost {
        for (what, events) in [("assessments", &work.assessments), ("reviews", &work.reviews)] {
            for (n, event) in events.iter().enumerate() {
                c.event(&format!("cost.{what}[{n}]"), event);
            }
        }
    }
}

fn table(c: &mut Checks<'_>, at: &str, table: &Table) {
    c.said(at, "title", &table.title);
    c.said(at, "source", &table.source);
    c.event(&path(at, "event"), &table.event);
    if let Some(until) = &table.until {
        c.event(&path(at, "until"), until);
    }
    for (n, only) in table.only.iter().enumerate() {
        c.condition(&format!("{at}.where[{n}]"), only);
    }
    for (n, except) in table.except.iter().enumerate() {
        c.condition(&format!("{at}.except[{n}]"), except);
    }
    if !table.ages.is_sorted_by(|a, b| a < b) {
        c.add(
            path(at, "ages"),
            "The ages do not rise.",
            "Write the lowest age of each band, youngest first.",
        );
    }
    if !table.age_to.is_empty() {
        day(c, &path(at, "age_to"), &table.age_to);
    }
    for (n, role) in table.once_by.iter().enumerate() {
        c.one_of(format!("{at}.once_by[{n}]"), "part", role, &ROLES);
    }
    if table.by.is_empty() || COMPUTED.contains(&table.by.as_str()) {
        return;
    }
    let by = path(at, "by");
    if let Some(counted) = table.by.strip_prefix("count.") {
        let fields = c.pack.fields.iter().filter(|field| field.kind == FieldKind::Codes);
        let ids: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
        c.one_of(by, "field of several codes", counted, &ids);
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

fn rule(c: &mut Checks<'_>, at: &str, check: &Check) {
    c.said(at, "words", &check.words);
    c.said(at, "remedy", &check.remedy);
    for (n, when) in check.when.iter().enumerate() {
        c.condition(&format!("{at}.when[{n}]"), when);
    }
    for (n, field) in check.said.iter().enumerate() {
        c.recordable(&format!("{at}.said[{n}]"), field);
    }
    if !check.needs.is_empty() {
        c.recordable(&path(at, "needs"), &check.needs);
    }
    if let Some(order) = &check.order {
        day(c, &path(at, "order.first"), &order.first);
        day(c, &path(at, "order.then"), &order.then);
    }
    if !check.lacks.is_empty() {
        c.one_of(path(at, "lacks"), "part", &check.lacks, &ROLES);
    }
    let rules = usize::from(!check.needs.is_empty())
        + usize::from(check.order.is_some())
        + usize::from(!check.lacks.is_empty());
    if rules > 1 {
        c.add(at, "It has more than one rule.", "Write one check for each of needs, order and lacks.");
    } else if rules == 0 && check.when.is_empty() && check.said.is_empty() {
        c.add(at, "It says of nothing that it is wrong.", "Write when, said, needs, order or lacks.");
    }
}

fn entry(c: &mut Checks<'_>, entry: &Entry) {
    c.said("entry", "source", &entry.source);
    c.some("entry.events", &entry.events, "event");
    for (key, events) in [("events", &entry.events), ("unless", &entry.unless)] {
        for (n, event) in events.iter().enumerate() {
            c.event(&format!("entry.{key}[{n}]"), event);
        }
    }
    for (n, except) in entry.except.iter().enumerate() {
        c.condition(&format!("entry.except[{n}]"), except);
    }
    if entry.except.is_empty() && !entry.unless.is_empty() {
        c.add(
            "entry.unless",
            "Nothing is kept out, so nothing needs to be taken in all the same.",
            "Write except, too, or take it out.",
        );
    }
}

/// That something is a field that holds a day, or the day of opening.
fn day(c: &mut Checks<'_>, at: &str, id: &str) {
    if id == OPENED {
        return;
    }
    let days = c.pack.fields.iter().filter(|field| field.kind == FieldKind::Day);
    let ids: Vec<&str> = days.map(|field| field.id.as_str()).collect();
    c.one_of(at, "field of kind day", id, &ids);
}

fn export(c: &mut Checks<'_>, at: &str, export: &Export) {
    c.said(at, "section", &export.section);
    c.some(path(at, "columns"), &export.columns, "column");
    match export.each {
        Each::Case | Each::Person => {}
        Each::Entry => {
            let forms = c.pack.forms.iter().filter(|form| form.repeats);
            let ids: Vec<&str> = forms.map(|form| form.id.as_str()).collect();
            c.one_of(path(at, "of"), "form that repeats", &export.of, &ids);
        }
        Each::Code => {
            let fields = c.pack.fields.iter().filter(|field| field.kind == FieldKind::Codes);
            let ids: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
            c.one_of(path(at, "of"), "field of several codes", &export.of, &ids);
        }
    }
    for (n, field) in export.said.iter().enumerate() {
        c.recordable(&format!("{at}.said[{n}]"), field);
    }
    let ids: Vec<&str> = c.known.fields.iter().copied().chain(EXPORTED).collect();
    for (n, column) in export.columns.iter().enumerate() {
        let at = format!("{at}.columns[{n}]");
        c.said(&at, "name", &column.name);
        c.one_of(path(&at, "from"), "field", &column.from, &ids);
    }
}
