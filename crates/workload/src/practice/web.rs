//! Pages of practice notes and reflective sessions.

pub mod list;
pub mod new;
pub mod one;

use super::model::{Kind, Theme, telling};
use access::Actor;
use kernel::{Day, Form, Result, db::Conn};
use ui::{Choice, NavItem, Shell, SubNav};

/// Where practice stands.
pub(super) const AT: &str = "/practice";

fn shell(actor: &Actor, title: impl Into<String>, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Caseloads").at("/caseloads");
    match done {
        "written" => shell.notice("It is written down. Colleagues find it under its theme."),
        "corrected" => shell.notice("The correction is saved. Both are shown."),
        _ => shell,
    }
}

fn nav() -> SubNav {
    let items = vec![
        NavItem::new("/caseloads", "Caseloads"),
        NavItem::new("/caseloads/standards", "Standards"),
        NavItem::new(AT, "Practice notes"),
    ];
    SubNav::new("Caseloads", AT, items)
}

fn kinds() -> Vec<Choice> {
    Kind::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect()
}

fn themes() -> Vec<Choice> {
    Theme::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect()
}

/// Kinds of case that are worked by today.
fn case_types(c: &mut dyn Conn, tenant: i64, today: Day) -> Result<Vec<(String, String)>> {
    let packs = cases::work::packs::packs(c, tenant, today)?;
    Ok(packs.iter().map(|pack| (pack.id.clone(), pack.name.clone())).collect())
}

/// What could tell who somebody is stands as an error on its field.
fn check(form: &mut Form, field: &str) {
    if let Some(found) = telling(form.value(field)) {
        form.error(
            field,
            format!("There is {found} in it. Take it out: nobody should be found by what is written here."),
        );
    }
}
