//! Whether the parts of a pack fit together.
//!
//! Every check adds what it finds and goes on, so that whoever writes a pack sees all problems at once.

mod clocks;
mod facts;
mod help;
mod letters;
mod refs;
mod returns;
mod stages;

use crate::{Pack, read::Finding};
use kernel::Day;
use refs::Known;

/// Everything that does not fit.
pub(crate) fn all(pack: &Pack) -> Vec<Finding> {
    let mut checks = Checks { pack, known: Known::of(pack), found: Vec::new() };
    head(&mut checks);
    facts::check(&mut checks);
    stages::check(&mut checks);
    clocks::check(&mut checks);
    help::check(&mut checks);
    letters::check(&mut checks);
    returns::check(&mut checks);
    checks.found
}

/// The pack under the eye, and what was found.
struct Checks<'p> {
    pack: &'p Pack,
    known: Known<'p>,
    found: Vec<Finding>,
}

impl Checks<'_> {
    fn add(&mut self, field: impl Into<String>, words: impl Into<String>, remedy: impl Into<String>) {
        let (field, words, remedy) = (field.into(), words.into(), remedy.into());
        self.found.push(Finding { field, near: String::new(), words, remedy });
    }

    /// Words that people see must be there.
    fn said(&mut self, at: &str, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(path(at, key), "Nothing is said here.", "Write the words that people see.");
        }
    }

    /// A list that must hold something.
    fn some<T>(&mut self, field: impl Into<String>, list: &[T], what: &str) {
        if list.is_empty() {
            self.add(field, format!("There is no {what}."), "Write one at least.");
        }
    }

    /// A number that must not be below the least.
    fn least(&mut self, field: impl Into<String>, n: i64, least: i64) {
        if n < least {
            self.add(field, format!("{n} is too small."), format!("Write {least} or more."));
        }
    }

    /// Dates between which something holds.
    fn period(&mut self, at: &str, from: Option<Day>, until: Option<Day>) {
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            self.add(path(at, "effective_until"), "It ends before it begins.", "Put a later day.");
        }
    }

    /// Ids of one list: well formed, and each once.
    fn ids<'a>(&mut self, list: &str, key: &str, ids: impl IntoIterator<Item = &'a str>) {
        self.names(list, key, ids, is_id, "small letters, digits, - and _");
    }

    fn names<'a>(
        &mut self,
        list: &str,
        key: &str,
        ids: impl IntoIterator<Item = &'a str>,
        formed: fn(&str) -> bool,
        of: &str,
    ) {
        let mut seen = Vec::new();
        for (n, id) in ids.into_iter().enumerate() {
            let field = format!("{list}[{n}].{key}");
            if !formed(id) {
                self.add(&field, format!("{id:?} is no {key}."), format!("Use {of}, like lock-change."));
            }
            if seen.contains(&id) {
                self.add(&field, format!("{id} is here twice."), format!("Give this one another {key}."));
            }
            seen.push(id);
        }
    }
}

/// What stands at the top of a pack.
fn head(c: &mut Checks<'_>) {
    let pack = c.pack;
    if !is_id(&pack.id) || pack.id.contains('_') {
        c.add("id", format!("{:?} is no id.", pack.id), "Use small letters, digits and -, like lock-change.");
    }
    for (key, text) in [
        ("name", &pack.name),
        ("about", &pack.about),
        ("jurisdiction", &pack.jurisdiction),
        ("subject", &pack.subject),
    ] {
        c.said("", key, text);
    }
    if !(2..=4).contains(&pack.short.len()) || !pack.short.bytes().all(|b| b.is_ascii_uppercase()) {
        c.add(
            "short",
            format!("{:?} cannot begin a reference.", pack.short),
            "Use two to four capital letters.",
        );
    }
    c.least("version", pack.version, 1);
    if !(0..=3).contains(&pack.sensitivity) {
        c.add(
            "sensitivity",
            format!("{} is no level.", pack.sensitivity),
            "Write 0 (universal), 1 (standard), 2 (sensitive) or 3 (restricted).",
        );
    }
    c.least("retention.years", pack.retention.years, 1);
    if !["closing", "last-contact"].contains(&pack.retention.from.as_str()) {
        c.add(
            "retention.from",
            format!("{:?} is nothing that years are counted from.", pack.retention.from),
            "Write closing or last-contact.",
        );
    }
    c.said("retention", "authority", &pack.retention.authority);
}

/// The path of a key in something; the key alone at the top.
fn path(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// Lower-case words joined by `-` or `_`, the first letter or digit first.
fn is_id(id: &str) -> bool {
    let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    !id.is_empty() && id.split(['-', '_']).all(|part| !part.is_empty() && part.bytes().all(small))
}

/// As an id, but letters may be capitals: codes and tables keep the names their publishers gave them.
fn is_published(id: &str) -> bool {
    is_id(&id.to_ascii_lowercase())
}
