//! Pages of the cases slice, and the parts that other pages about a person borrow.

pub mod action;
pub mod case;
mod case_samples;
pub mod file;
pub mod list_cases;
pub mod nav;
pub mod note;
pub mod timeline;

pub use nav::case_nav;

use crate::{
    model::{ActionKind, Channel, Direction, Outcome},
    recording::model::Alone,
    store::read::{ActionLine, ContactLine},
};
use access::UserId;
use kernel::{Day, Instant};
use ui::{Dated, Entry, Tag};

/// The case type as people say it: the name of its pack, else the code itself turned into words.
pub fn type_words(case_type: &str) -> String {
    if let Some(pack) = packs::shipped_pack(case_type) {
        return pack.name.clone();
    }
    let words = case_type.replace(['-', '_'], " ");
    let mut chars = words.chars();
    match chars.next() {
        Some(first) if words.len() <= 4 => {
            format!("{}{}", first.to_uppercase(), chars.as_str().to_uppercase())
        }
        Some(first) => format!("{}{}", first.to_uppercase(), chars.as_str()),
        None => String::new(),
    }
}

/// A contact as a line of a timeline, with what is kept apart in it and what became of it.
pub fn entry(line: &ContactLine) -> Entry {
    let what = match (line.channel, line.direction, line.outcome) {
        (Channel::Note, ..) => "Note".to_owned(),
        (channel, Direction::In, _) => format!("{channel}, they contacted us"),
        (channel, ..) => channel.label().to_owned(),
    };
    let mut who = format!("{}, {}", line.worker, line.organisation);
    if !line.with_whom.is_empty() {
        who = format!("{who}, with {}", line.with_whom);
    }
    if let Some(reference) = &line.reference {
        who = format!("{who}. {reference}");
    }
    Entry {
        what,
        date: Day::of(line.occurred_at).to_string(),
        when: line.occurred_at.long(),
        who,
        words: line.summary.clone(),
        tag: entry_tag(line),
        parts: line
            .marks()
            .parts()
            .into_iter()
            .map(|(mark, words)| (mark.to_owned(), words.to_owned()))
            .collect(),
        notes: entry_notes(line),
        ..Entry::default()
    }
}

/// The same for somebody who may correct what they wrote themselves.
pub fn own_entry(line: &ContactLine, user: UserId) -> Entry {
    let own = line.user_id == user && line.corrected_at.is_none();
    let correct = || {
        let href = format!("/people/{}/notes/{}/correct", line.person_id, line.contact_id.simple());
        ("Correct this entry".to_owned(), href)
    };
    Entry { act: own.then(correct), ..entry(line) }
}

fn entry_tag(line: &ContactLine) -> Option<Tag> {
    let late = Day::of(line.occurred_at).days_until(Day::of(line.recorded_at));
    match line.outcome {
        _ if line.corrected_at.is_some() => Some(Tag::plain("Corrected")),
        Outcome::Attempted => Some(Tag::warn("Not reached")),
        _ if line.corrects_id.is_some() => Some(Tag::info("Correction")),
        _ if late > 3 => Some(Tag::plain(format!("Written down {late} days later"))),
        _ => None,
    }
}

fn entry_notes(line: &ContactLine) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(at) = line.corrected_at {
        notes.push(format!("Corrected on {}. The correction counts, this does not.", at.long()));
    }
    if line.corrects_id.is_some() {
        notes.push(format!(
            "This corrects an entry of {}. Why: {}",
            line.occurred_at.long(),
            line.corrects_why
        ));
    }
    let alone = Alone::parse(&line.alone).map(|alone| match alone {
        Alone::Yes => "The person was seen alone.",
        Alone::No => "The person was not seen alone.",
        Alone::NotPossible => "It was not possible to see the person alone.",
    });
    match (line.seen.is_empty(), alone) {
        (false, Some(alone)) => notes.push(format!("Seen: {}. {alone}", line.seen)),
        (false, None) => notes.push(format!("Seen: {}.", line.seen)),
        (true, Some(alone)) => notes.push(alone.to_owned()),
        (true, None) => {}
    }
    notes
}

/// Something to happen as a line of a dated list.
pub fn dated(line: &ActionLine, today: Day) -> Dated {
    let owner = crate::store::owner_words(None, &line.owner);
    let who = line.due_at.map_or(owner.clone(), |at| format!("{}, {owner}", at.time_of_day()));
    let tag = match (line.done_on, line.due_on) {
        (Some(_), _) => Some(Tag::good("Done")),
        (None, due) if due < today => Some(Tag::bad("Overdue")),
        _ => None,
    };
    let kind = match line.kind {
        ActionKind::Task => String::new(),
        kind => format!("{kind}: "),
    };
    Dated {
        date: line.due_on.to_string(),
        when: day_words(line.due_on, today),
        what: format!("{kind}{}", line.what),
        who,
        tag,
        href: String::new(),
    }
}

/// `Today`, `Tomorrow`, `Wed 25 Nov`, and the year where it is another.
pub fn day_words(day: Day, today: Day) -> String {
    match today.days_until(day) {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        _ if day.year() == today.year() => day.short(),
        _ => format!("{} {}", day.short(), day.year()),
    }
}

/// `18 November, home visit`-like words for a worker's last contact.
pub fn last_words(at: Instant, channel: Channel, today: Day) -> String {
    format!("{}, {}", day_words(Day::of(at), today), channel.label().to_lowercase())
}

/// A count from the database as the page's components take it.
pub fn at_least_0(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::type_words;
    use crate::model::PartyRole;

    #[test]
    fn case_types_have_the_names_of_their_packs() {
        for pack in packs::shipped() {
            assert_eq!(type_words(&pack.id), pack.name);
        }
        assert!(packs::shipped().len() >= 4);
        // An imported type has no pack.
        assert_eq!(type_words("floating_support"), "Floating support");
        assert_eq!(type_words("iom"), "IOM");
    }

    /// Packs give words to the parts that people have here, and to no others.
    #[test]
    fn packs_know_the_parts_there_are() {
        assert!(
            PartyRole::ALL.iter().map(|role| role.code()).all(|role| packs::model::ROLES.contains(&role))
        );
        assert_eq!(PartyRole::ALL.len(), packs::model::ROLES.len());
    }
}
