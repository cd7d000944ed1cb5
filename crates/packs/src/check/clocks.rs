//! Clocks: lengths that can be counted, rules that do not overlap, and events that can happen.

use super::{Checks, is_id, path};
use crate::model::{ClockRule, Reason, month_and_day};
use kernel::{
    Day,
    calendar::{MAX_PERIOD, Mode},
};

pub(super) fn check(c: &mut Checks<'_>) {
    let pack = c.pack;
    for (n, rule) in pack.clocks.iter().enumerate() {
        let at = format!("clocks[{n}]");
        if !is_id(&rule.id) {
            c.add(
                path(&at, "id"),
                format!("{:?} is no id.", rule.id),
                "Use small letters, digits, - and _, like lock-change.",
            );
        }
        one(c, &at, rule);
        if let Some(other) = pack.clocks[..n].iter().find(|other| other.id == rule.id && overlap(other, rule))
        {
            let since = other.effective_from.map_or_else(|| "the beginning".to_owned(), Day::long);
            c.add(
                path(&at, "effective_from"),
                format!("Two rules of {} hold at the same time; the other holds from {since}.", rule.id),
                "End the older one with effective_until the day before this one begins.",
            );
        }
    }
}

/// Whether there is a day on which both rules hold.
fn overlap(a: &ClockRule, b: &ClockRule) -> bool {
    let before = |first: &ClockRule, then: &ClockRule| {
        first.effective_until.zip(then.effective_from).is_some_and(|(until, from)| until < from)
    };
    !before(a, b) && !before(b, a)
}

fn one(c: &mut Checks<'_>, at: &str, rule: &ClockRule) {
    for (key, text) in [("name", &rule.name), ("citation", &rule.citation), ("rule", &rule.rule)] {
        c.said(at, key, text);
    }
    c.event(&path(at, "starts"), &rule.starts);
    for (n, stop) in rule.stops.iter().enumerate() {
        c.event(&format!("{at}.stops[{n}]"), stop);
    }
    for (n, until) in rule.until.iter().enumerate() {
        let field = format!("{at}.until[{n}]");
        c.event(&field, until);
        if *until == rule.starts || rule.stops.contains(until) {
            c.add(
                field,
                format!("{until} starts or stops it already."),
                "Name another event, or take it out.",
            );
        }
    }
    for (n, again) in rule.again.iter().enumerate() {
        if !rule.stops.contains(again) {
            c.add(
                format!("{at}.again[{n}]"),
                format!("{again} does not stop it, so it cannot start it again."),
                "Name it under stops, too.",
            );
        }
    }
    length(c, path(at, "n"), rule.n);
    for (n, variant) in rule.variants.iter().enumerate() {
        let at = format!("{at}.variants[{n}]");
        c.condition(&path(&at, "when"), &variant.when);
        length(c, path(&at, "n"), variant.n);
        c.said(&at, "citation", &variant.citation);
        c.said(&at, "rule", &variant.rule);
    }
    skips(c, at, rule);
    c.least(path(at, "warn"), rule.warn, 0);
    c.period(at, rule.effective_from, rule.effective_until);
    for (key, reasons) in [("pauses", &rule.pauses), ("extensions", &rule.extensions)] {
        reasons_of(c, &path(at, key), reasons);
    }
    let ids = c.known.clocks.clone();
    for (n, moved) in rule.moves.iter().enumerate() {
        let field = format!("{at}.moves[{n}]");
        if c.one_of(&field, "clock", moved, &ids) && *moved == rule.id {
            c.add(field, "A clock cannot move itself.", "Name another clock, or take it out.");
        }
    }
}

/// Days that do not count are left out of hours of real time alone; of a pause across one nobody has said how it counts.
fn skips(c: &mut Checks<'_>, at: &str, rule: &ClockRule) {
    for (n, text) in rule.skips.iter().enumerate() {
        if month_and_day(text).is_none() {
            let words = format!("{text:?} is no day of every year.");
            c.add(format!("{at}.skips[{n}]"), words, "Write month and day, like 12-25.");
        }
    }
    let modes = rule.variants.iter().filter_map(|variant| variant.mode).chain([rule.mode]);
    if !rule.skips.is_empty() && modes.into_iter().any(|mode| mode != Mode::H) {
        let words = "Only hours of real time can leave out a day.";
        c.add(path(at, "skips"), words, "Count in H, or take skips out.");
    }
    if !rule.skips.is_empty() && !rule.pauses.is_empty() {
        let words = "A clock that leaves out a day cannot be paused.";
        c.add(path(at, "skips"), words, "Take skips or pauses out.");
    }
}

fn length(c: &mut Checks<'_>, field: String, n: i64) {
    c.least(field.clone(), n, 1);
    if n > MAX_PERIOD {
        c.add(field, format!("{n} is too long."), format!("Write {MAX_PERIOD} or less."));
    }
}

fn reasons_of(c: &mut Checks<'_>, at: &str, reasons: &[Reason]) {
    c.ids(at, "id", reasons.iter().map(|x| x.id.as_str()));
    for (n, reason) in reasons.iter().enumerate() {
        c.said(&format!("{at}[{n}]"), "label", &reason.label);
        c.said(&format!("{at}[{n}]"), "citation", &reason.citation);
    }
}
