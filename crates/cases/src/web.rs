//! Pages of the cases slice, and the parts that other pages about a person borrow.

pub mod action;
pub mod case;
mod case_samples;
pub mod caseload;
pub mod list_cases;
pub mod nav;
pub mod note;
pub mod timeline;

use crate::{
    model::{ActionKind, Channel, Direction, Outcome},
    store::read::{ActionLine, ContactLine},
};
use kernel::{Day, Instant};
use ui::{Dated, Entry, Tag};

/// The case type as people say it; packs bring their own names later, so the code itself is turned into words.
pub fn type_words(case_type: &str) -> String {
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

/// A contact as a line of a timeline.
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
    let late = Day::of(line.occurred_at).days_until(Day::of(line.recorded_at));
    let tag = match line.outcome {
        Outcome::Attempted => Some(Tag::warn("Not reached")),
        _ if late > 3 => Some(Tag::plain(format!("Written down {late} days later"))),
        _ => None,
    };
    Entry {
        what,
        href: String::new(),
        date: Day::of(line.occurred_at).to_string(),
        when: line.occurred_at.long(),
        who,
        words: line.summary.clone(),
        tag,
    }
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
fn at_least_0(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}
