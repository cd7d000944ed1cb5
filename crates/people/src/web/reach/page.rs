//! The page of the address record.

use super::Read;
use crate::{
    model::{AddressKind, Channel, Safety},
    store::{
        glance::Method,
        reach::{AddressLine, ChangeLine, WayLine},
    },
    web::{errors, person_shell, safe_words},
};
use access::{PersonRef, Write};
use askama::Template;
use kernel::{Day, Form};
use ui::{Choice, Shell, Tag};

/// Where somebody lives and how to reach them.
#[derive(Template)]
#[template(path = "reach.html")]
pub struct ReachPage {
    /// The frame.
    pub shell: Shell,
    /// This page's address.
    pub here: String,
    /// The person's page.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed, or stands in what is corrected.
    pub form: Form,
    /// Addresses.
    pub addresses: Vec<ReachRow>,
    /// Ways to reach them.
    pub ways: Vec<ReachRow>,
    /// What was changed, in words: what, and who and when.
    pub changes: Vec<(String, String)>,
    /// What an address can be.
    pub kinds: Vec<Choice>,
    /// Ways there are.
    pub channels: Vec<Choice>,
    /// How safe one can be.
    pub safeties: Vec<Choice>,
}

/// An address or a way in the list.
#[derive(Clone, Debug)]
pub struct ReachRow {
    /// In words.
    pub words: String,
    /// How safe, or whether it holds.
    pub tags: Vec<Tag>,
    /// Where it is corrected; empty where the asker may not see it.
    pub href: String,
}

impl ReachPage {
    /// Whether an address is corrected, and not added.
    pub fn corrects_address(&self) -> bool {
        !self.form.value("address").is_empty()
    }

    /// Whether a way is corrected, and not added.
    pub fn corrects_way(&self) -> bool {
        !self.form.value("way").is_empty()
    }
}

/// The page around what was typed.
pub(super) fn page(person: &PersonRef<Write>, read: &Read, form: Form, submission: String) -> ReachPage {
    let (today, here) = (Day::of(person.actor().now), format!("/people/{}/reach", person.id()));
    let addresses = read.record.addresses.iter().map(|line| address_row(line, read, &here, today));
    let changes = read.record.changes.iter();
    ReachPage {
        shell: person_shell(person.actor(), &format!("Address record of {}", read.known_as))
            .quiet("Address record")
            .errors(errors(&form)),
        back: format!("/people/{}", person.id()),
        submission,
        addresses: addresses.collect(),
        ways: read.record.ways.iter().map(|line| way_row(line, &here)).collect(),
        changes: changes.map(|line| change_words(line, read.address.is_some())).collect(),
        kinds: kinds(),
        channels: channels(),
        safeties: safeties(),
        form,
        here,
    }
}

pub(super) fn kinds() -> Vec<Choice> {
    AddressKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect()
}

pub(super) fn channels() -> Vec<Choice> {
    Channel::ALL.iter().map(|channel| Choice::new(channel.code(), channel.label())).collect()
}

pub(super) fn safeties() -> Vec<Choice> {
    Safety::ALL.iter().map(|safety| Choice::new(safety.code(), safety.label())).collect()
}

fn address_row(line: &AddressLine, read: &Read, here: &str, today: Day) -> ReachRow {
    let shows = read.shows(line);
    let mut tags = vec![match line.until_on {
        Some(on) if on < today => Tag::plain("Before"),
        _ => Tag::good("Now"),
    }];
    if line.withheld {
        tags.push(Tag::bad("Withheld"));
    }
    ReachRow {
        words: if shows {
            address_words(line)
        } else {
            format!("{}: withheld. Ask who leads the work", line.kind.label())
        },
        tags,
        href: if shows { format!("{here}?address={}", line.address_id.simple()) } else { String::new() },
    }
}

fn way_row(line: &WayLine, here: &str) -> ReachRow {
    let mut tags = vec![match (line.until_on, line.safety) {
        (Some(_), _) => Tag::plain("Not used any more"),
        (None, Safety::Safe) => Tag::good(line.safety.label()),
        (None, Safety::Unsafe) => Tag::bad(line.safety.label()),
        (None, _) => Tag::warn(line.safety.label()),
    }];
    if line.preferred {
        tags.push(Tag::info("Asked for"));
    }
    ReachRow { words: way_words(line), tags, href: format!("{here}?way={}", line.method_id.simple()) }
}

/// `Home: 14 Larch Court, LQ2 4DH, from 3 May 2025 to 1 June 2026`.
pub(super) fn address_words(line: &AddressLine) -> String {
    let mut words = format!("{}: {}", line.kind.label(), line.lines);
    for (before, more) in [
        (", ", line.postcode.clone()),
        (", from ", line.from_on.map(Day::long).unwrap_or_default()),
        (", to ", line.until_on.map(Day::long).unwrap_or_default()),
    ] {
        if !more.is_empty() {
            words.push_str(before);
            words.push_str(&more);
        }
    }
    words
}

/// `Phone. Text after 4pm, no voicemail: 07700 900123`.
pub(super) fn way_words(line: &WayLine) -> String {
    let method = Method {
        channel: line.channel,
        value: line.value.clone(),
        safety: line.safety,
        rule: line.rule.clone(),
        preferred: line.preferred,
    };
    let words = safe_words(&method);
    if line.rule.is_empty() { words } else { format!("{}. {words}", line.channel.label()) }
}

fn change_words(line: &ChangeLine, leave: bool) -> (String, String) {
    let what = if line.what == "address" { "An address" } else { "A way to reach them" };
    let mut words = match line.done.as_str() {
        "added" => format!("{what} was added."),
        "ended" => format!("{what} was ended."),
        _ => format!("{what} was corrected."),
    };
    if line.withheld && !leave {
        words.push_str(" What stood there is withheld.");
    } else if !line.before.is_empty() {
        words = format!("{words} Before: {}.", line.before);
    }
    if !line.why.is_empty() {
        words = format!("{words} Why: {}", line.why);
    }
    (words, format!("{}, {}", line.by, line.changed_at.long()))
}

/// Puts an address into its form.
pub(super) fn fill_address(form: &mut Form, line: &AddressLine, code: bool) {
    form.set("address", line.address_id.simple().to_string());
    form.set("kind", line.kind.code());
    form.set("lines", &line.lines);
    if form.value("postcode").is_empty() {
        form.set("postcode", &line.postcode);
    }
    form.set("withheld", if line.withheld { "yes" } else { "" });
    form.set("access_code", if code { &line.access_code } else { "" });
    form.set("from_on", line.from_on.map(Day::long).unwrap_or_default());
    form.set("until_on", line.until_on.map(Day::long).unwrap_or_default());
}

/// Puts a way into its form.
pub(super) fn fill_way(form: &mut Form, line: &WayLine) {
    form.set("way", line.method_id.simple().to_string());
    form.set("channel", line.channel.code());
    if form.value("value").is_empty() {
        form.set("value", &line.value);
    }
    form.set("safety", line.safety.code());
    form.set("rule", &line.rule);
    form.set("preferred", if line.preferred { "yes" } else { "" });
    form.set("ended", if line.until_on.is_some() { "yes" } else { "" });
}

/// Why something that stood there is changed; nothing is asked of what is new.
pub(super) fn need_why(form: &mut Form, name: &str, corrects: bool) -> String {
    if corrects { form.need_text(name, 300, "Say why it is changed.") } else { String::new() }
}
