//! The way of a case: parts, stages and closing.

use super::{Checks, facts, path};
use crate::model::{Event, ROLES, Stage};

pub(super) fn check(c: &mut Checks<'_>) {
    let pack = c.pack;
    c.ids("roles", "role", pack.roles.iter().map(|x| x.role.as_str()));
    for (n, role) in pack.roles.iter().enumerate() {
        let at = format!("roles[{n}]");
        c.one_of(path(&at, "role"), "part in a case", &role.role, &ROLES);
        c.said(&at, "label", &role.label);
    }
    c.some("stages", &pack.stages, "stage");
    c.ids("stages", "id", pack.stages.iter().map(|x| x.id.as_str()));
    for (n, one) in pack.stages.iter().enumerate() {
        stage(c, &format!("stages[{n}]"), one);
    }
    facts::codes(c, "closing.reasons", &pack.closing.reasons);
    for (n, need) in pack.closing.needs.iter().enumerate() {
        c.need(&format!("closing.needs[{n}]"), need);
    }
    c.least("closing.watch_days", pack.closing.watch_days, 0);
    c.said("closing", "way_back", &pack.closing.way_back);
}

fn stage(c: &mut Checks<'_>, at: &str, stage: &Stage) {
    c.said(at, "name", &stage.name);
    c.said(at, "purpose", &stage.purpose);
    for (key, event) in [("enter", &stage.enter), ("leave", &stage.leave)] {
        let Some(event) = event else { continue };
        let field = path(at, key);
        c.event(&field, event);
        if matches!(event, Event::Stage(id) | Event::Left(id) if *id == stage.id) {
            c.add(
                field,
                format!("{} waits for itself, so this never happens.", stage.id),
                "Name another stage, or leave it out: a worker moves the case then.",
            );
        }
    }
    for (n, need) in stage.needs.iter().enumerate() {
        c.need(&format!("{at}.needs[{n}]"), need);
        if stage.needs[..n].contains(need) {
            c.add(format!("{at}.needs[{n}]"), "This is needed twice.", "Take one of them out.");
        }
    }
    let ids = c.known.forms.clone();
    for (n, form) in stage.forms.iter().enumerate() {
        c.one_of(format!("{at}.forms[{n}]"), "form", form, &ids);
    }
}
