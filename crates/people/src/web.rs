//! Pages of the people slice, and the frame that every page about a person shares.

pub mod add;
pub mod network;
pub mod reach;
pub mod record;
pub mod safe;

use crate::store::glance::{Core, Method};
use access::{Actor, AddressClass, PersonId, Reveal};
use kernel::Day;
use ui::{Action, Errors, Fact, NavItem, PersonBanner, SubNav, Tag};

/// The banner on top of every page about a person: one line of facts, warnings in words, how to reach them.
pub fn banner(
    core: &Core,
    alerts: &[String],
    leave: Option<&Reveal<AddressClass>>,
    today: Day,
) -> PersonBanner {
    let mut facts = Vec::new();
    if let Some(born) = core.born_on {
        let about = if core.born_about { "about " } else { "" };
        facts.push(Fact::new("Born", format!("{about}{}, aged {}", born.long(), born.age_on(today))));
    }
    if let Some(address) = &core.address {
        let lines = address.lines.show(leave).map_or("Withheld: ask who leads the work", String::as_str);
        facts.push(Fact::new(address.kind.label(), lines));
    }
    for (term, words) in [("Language", &core.language), ("Needs", &core.needs), ("Pronouns", &core.pronouns)]
    {
        if !words.is_empty() {
            facts.push(Fact::new(term, words));
        }
    }
    let mut tags: Vec<Tag> = alerts.iter().map(Tag::bad).collect();
    if core.restricted {
        tags.push(Tag::warn("Restricted record"));
    }
    if core.address.as_ref().is_some_and(|a| a.lines.is_closed()) {
        tags.push(Tag::bad("Address withheld"));
    }
    PersonBanner {
        name: core.full_name.clone(),
        known_as: if core.full_name.starts_with(&core.known_as) {
            String::new()
        } else {
            core.known_as.clone()
        },
        facts,
        alerts: tags,
        safe_contact: core.method.as_ref().map_or_else(
            || "No safe way recorded. Ask before you call, write or visit.".to_owned(),
            safe_words,
        ),
        actions: vec![Action::new("Add a note", format!("/people/{}/notes/new", core.person_id))],
    }
}

/// `Text after 4pm, no voicemail: 07700 900123`.
pub fn safe_words(method: &Method) -> String {
    let how = match (method.rule.is_empty(), method.safety) {
        (false, _) => method.rule.clone(),
        (true, crate::model::Safety::NotAsked) => {
            format!("{} (not asked yet whether it is safe)", method.channel)
        }
        (true, _) => method.channel.label().to_owned(),
    };
    if method.value.is_empty() { how } else { format!("{}: {}", how.trim_end_matches('.'), method.value) }
}

/// The places about one person.
pub fn subnav(person: PersonId, here: &str, open_cases: i64) -> SubNav {
    let cases = if open_cases > 0 { format!("Cases ({open_cases})") } else { "Cases".to_owned() };
    SubNav::new(
        "About this person",
        here,
        vec![
            NavItem::new(format!("/people/{person}"), "At a glance"),
            NavItem::new(format!("/people/{person}/timeline"), "Timeline"),
            NavItem::new(format!("/people/{person}/cases"), cases),
            NavItem::new(format!("/people/{person}/messages"), "Messages"),
        ],
    )
}

/// The errors of a form as the page shows them.
pub fn errors(form: &kernel::Form) -> Errors {
    form.errors().iter().map(|(field, words)| (field.clone(), words.clone())).collect()
}

/// What was just saved, from the code that the address carries.
pub fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "note" => "Note saved.",
        "corrected" => "The correction is saved. Both entries are shown.",
        "done" => "Marked as done.",
        "person" => "The person is recorded. You lead the work until somebody else does.",
        "matter" => "What matters is saved, in their words.",
        "risk" => "Risk saved.",
        "member" => "Added to the people who work with them.",
        "draft" => "Draft kept. It stays for you until you save or drop it.",
        _ => return None,
    })
}

/// The frame of a page about a person; the tab names no one.
pub(crate) fn person_shell(actor: &Actor, title: &str) -> ui::Shell {
    access::shell(actor, title, "People").at("/people")
}

/// A fresh id for a form, so that sending it twice changes nothing twice.
pub fn submission(db: &access::Db) -> String {
    db.chance().token()
}
