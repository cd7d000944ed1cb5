//! The forms of a service: those that ship, and the versions it has published itself.
//!
//! A text is read once in the life of a process and known again by the hash of what it says. It is neither a
//! permission nor a figure, and it never changes once it is published.

use super::{model::ReviewForm, read, shipped, store, store::Published};
use kernel::{Day, Error, Result, db::Conn};
use std::{
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

type Mind = HashMap<Vec<u8>, &'static ReviewForm>;

/// Texts that were read. A service publishes some dozens in all its life, so they stay for the life of the process
/// and pages hold plain references to them.
static MIND: LazyLock<RwLock<Mind>> = LazyLock::new(RwLock::default);

/// All forms of a service, in all versions.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    published: Vec<(Published, &'static ReviewForm)>,
}

impl Forms {
    /// Reads them: one statement, and another one when there is a text that was not read before.
    pub fn read(c: &mut dyn Conn, tenant: i64) -> Result<Self> {
        let rows = store::published(c, tenant)?;
        if rows.iter().any(|row| in_mind(&row.hash).is_none()) {
            learn_all(c, tenant)?;
        }
        let published = rows.into_iter().map(|row| Ok((in_mind(&row.hash).ok_or_else(lost)?, row)));
        let published = published.map(|found| found.map(|(form, row)| (row, form)));
        Ok(Self { published: published.collect::<Result<_>>()? })
    }

    /// Only the forms that ship: what a service has that published none.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// A version of a form: as published here, else as it ships. One that was taken back is found too.
    pub fn version(&self, id: &str, version: i64) -> Option<&'static ReviewForm> {
        let ours = self.published.iter().find(|(row, _)| row.form_id == id && row.version == version);
        ours.map(|(_, form)| *form).or_else(|| super::version(id, version))
    }

    /// The version of a form that is in force on a day; `None` before its first.
    pub fn current(&self, id: &str, day: Day) -> Option<&'static ReviewForm> {
        self.in_force(day).into_iter().find(|form| form.id == id)
    }

    /// Every form with the version in force on a day, by name. Of a form the latest version counts whose day has
    /// come; a later release may ship one that is later than the service's own.
    pub fn in_force(&self, day: Day) -> Vec<&'static ReviewForm> {
        let mut latest: HashMap<&str, &'static ReviewForm> = HashMap::new();
        let live = self.published.iter().filter(|(row, _)| row.withdrawn_at.is_none()).map(|(_, form)| *form);
        // What is published here comes last: of two texts of one version it is the one that counts.
        for form in shipped().iter().chain(live).filter(|form| form.effective_from <= day) {
            let known = latest.entry(&form.id).or_insert(form);
            if form.version >= known.version {
                *known = form;
            }
        }
        let mut forms: Vec<_> = latest.into_values().collect();
        forms.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        forms
    }

    /// The form for cases of a pack on a day. Where several name the pack, the one whose version came into force
    /// last: so a new form takes a kind of case over from its day on.
    pub fn for_pack(&self, pack: &str, day: Day) -> Option<&'static ReviewForm> {
        let forms =
            self.in_force(day).into_iter().filter(|form| form.packs.iter().any(|known| known == pack));
        forms.max_by(|a, b| (a.effective_from, &b.id).cmp(&(b.effective_from, &a.id)))
    }

    /// The number that a new version of a form has to have.
    pub fn next_version(&self, id: &str) -> i64 {
        let ours = self.published.iter().filter(|(row, _)| row.form_id == id).map(|(row, _)| row.version);
        let built = shipped().iter().filter(|form| form.id == id).map(|form| form.version);
        ours.chain(built).max().unwrap_or(0) + 1
    }

    /// The latest version of a form that is not taken back, whether or not its day has come.
    pub fn latest(&self, id: &str) -> Option<&'static ReviewForm> {
        let live = self.published.iter().filter(|(row, _)| row.withdrawn_at.is_none()).map(|(_, form)| *form);
        shipped().iter().chain(live).filter(|form| form.id == id).max_by_key(|form| form.version)
    }

    /// The ids of all forms that have a version which is not taken back.
    pub fn ids(&self) -> Vec<&'static str> {
        let live = self.published.iter().filter(|(row, _)| row.withdrawn_at.is_none()).map(|(_, form)| *form);
        let mut ids: Vec<&str> = shipped().iter().chain(live).map(|form| form.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// What was published here of a form, oldest first.
    pub fn published_of(&self, id: &str) -> impl Iterator<Item = (&Published, &'static ReviewForm)> {
        self.published.iter().filter(move |(row, _)| row.form_id == id).map(|(row, form)| (row, *form))
    }

    /// Whether a form of this id was ever published here or ships.
    pub fn has(&self, id: &str) -> bool {
        self.next_version(id) > 1
    }
}

/// A version as it is known without a look at the database: by the hash that was read with a review, or as it ships.
/// [`learn`] comes before it.
pub fn known(id: &str, version: i64, hash: Option<&[u8]>) -> Option<&'static ReviewForm> {
    match hash {
        Some(hash) => in_mind(hash),
        None => super::version(id, version),
    }
}

/// Reads the text of a hash unless it was read before: no statement, or one.
pub fn learn(c: &mut dyn Conn, tenant: i64, hash: Option<&[u8]>) -> Result<()> {
    match hash {
        Some(hash) if in_mind(hash).is_none() => learn_all(c, tenant),
        _ => Ok(()),
    }
}

fn in_mind(hash: &[u8]) -> Option<&'static ReviewForm> {
    MIND.read().unwrap_or_else(PoisonError::into_inner).get(hash).copied()
}

fn learn_all(c: &mut dyn Conn, tenant: i64) -> Result<()> {
    for (hash, source) in store::texts(c, tenant)? {
        if in_mind(&hash).is_some() {
            continue;
        }
        let form = read(&source).map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            Error::defect(format!("a published review form cannot be read any more: {first}"))
        })?;
        let mut mind = MIND.write().unwrap_or_else(PoisonError::into_inner);
        mind.entry(hash).or_insert_with(|| Box::leak(Box::new(form)));
    }
    Ok(())
}

fn lost() -> Error {
    Error::defect("the text of a published review form is not there")
}
