//! Pages of standards.

pub mod list;
pub mod one;

use super::{model::ShownBy, store::NewWording};
use access::{Actor, Role};
use kernel::{Day, Form};
use ui::{Choice, NavItem, Shell, SubNav};
use uuid::Uuid;

/// Where standards stand.
pub(super) const AT: &str = "/caseloads/standards";

/// Who words standards.
pub(super) fn words_them(actor: &Actor) -> bool {
    [Role::Leader, Role::Manager].iter().any(|role| actor.is(*role))
}

fn shell(actor: &Actor, title: impl Into<String>, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Caseloads").at("/caseloads");
    match done {
        "saved" => shell.notice("The standard is saved. Earlier wordings stay."),
        "withdrawn" => shell.notice("The standard is withdrawn. What it asked stays on record."),
        "way" => shell.notice("Your own way is saved."),
        _ => shell,
    }
}

fn nav(here: &str) -> SubNav {
    let items = vec![
        NavItem::new("/caseloads", "Caseloads"),
        NavItem::new(AT, "Standards"),
        NavItem::new("/practice", "Practice notes"),
    ];
    SubNav::new("Caseloads", here, items)
}

fn pages() -> Vec<Choice> {
    ShownBy::ALL.iter().map(|one| Choice::new(one.code(), one.label())).collect()
}

/// Reads a wording; errors stand on their fields.
fn read(form: &mut Form, today: Day, (id, standard): (Uuid, Uuid)) -> Option<NewWording> {
    let title = form.need_text("title", 200, "Write what is asked, in one line.");
    let words = form.need_text("words", 2000, "Write what that means in practice.");
    let shown_by = form.text("shown_by");
    let shown_by = if ShownBy::parse(&shown_by).is_some() { shown_by } else { String::new() };
    let place =
        form.one_of("place", |text| text.parse().ok().filter(|n| (1..=99).contains(n)), "Write 1 to 99.");
    let from_on = form.opt_day("from").unwrap_or(today);
    if from_on < today {
        form.error("from", "Write today or a later day: a standard does not count backwards.");
    }
    let place = place?;
    form.is_good().then_some(NewWording { id, standard, place, title, words, shown_by, from_on })
}
