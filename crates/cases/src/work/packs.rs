//! Which pack a case is worked by, and which are offered today.
//!
//! Packs that ship are built in; what a service has published itself stands in rows and goes before them. A text
//! is read once in the life of a process and known again by the hash of what it says: it is neither a permission
//! nor a figure, and it never changes.

use super::store::packs as store;
use kernel::{Day, Error, Result, db::Conn};
use packs::Pack;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

/// Texts kept in mind at most. More are read anew.
const MOST: usize = 256;

type Known = HashMap<Vec<u8>, Arc<Pack>>;

static SHIPPED: LazyLock<Vec<Arc<Pack>>> =
    LazyLock::new(|| packs::shipped().iter().cloned().map(Arc::new).collect());
static READ: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// The pack of a case type in one version: as published here, else as it ships. `None` for version 0 and for a type
/// that has no pack: the case is then shown with less. A version that is nowhere any more is worked by the one that
/// ships. One statement; another one when the text was not read before.
pub fn pack_of(c: &mut dyn Conn, tenant: i64, case_type: &str, version: i64) -> Result<Option<Arc<Pack>>> {
    if version == 0 {
        return Ok(None);
    }
    let hash = store::hash(c, tenant, case_type, version)?;
    known(c, tenant, case_type, version, hash.as_deref())
}

/// The same where the caller has read the hash together with the case: no statement, but for a text that was not
/// read before.
pub fn known(
    c: &mut dyn Conn,
    tenant: i64,
    case_type: &str,
    version: i64,
    hash: Option<&[u8]>,
) -> Result<Option<Arc<Pack>>> {
    match hash {
        _ if version == 0 => Ok(None),
        None => Ok(shipped(case_type)),
        Some(hash) => read(c, tenant, case_type, version, hash).map(Some),
    }
}

/// The version that is in force for new cases on a day. [`Error::NotFound`] when there is no such pack.
pub fn current_pack(c: &mut dyn Conn, tenant: i64, id: &str, day: Day) -> Result<Arc<Pack>> {
    let rows = store::published_of(c, tenant, id)?;
    pick(c, tenant, id, day, &rows)?.ok_or(Error::NotFound)
}

/// All kinds of case that are offered on a day, by name: one statement, and one for each text not read before.
pub fn packs(c: &mut dyn Conn, tenant: i64, day: Day) -> Result<Vec<Arc<Pack>>> {
    let rows = store::published(c, tenant)?;
    let mut ids: Vec<&str> = SHIPPED.iter().map(|pack| pack.id.as_str()).collect();
    ids.extend(rows.iter().map(|row| row.pack_id.as_str()));
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    for id in ids {
        found.extend(pick(c, tenant, id, day, &rows)?);
    }
    found.sort_by(|a: &Arc<Pack>, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The pack that ships under an id.
pub fn shipped(id: &str) -> Option<Arc<Pack>> {
    SHIPPED.iter().find(|pack| pack.id == id).cloned()
}

/// The latest version in force on a day: published here, else as it ships.
fn pick(
    c: &mut dyn Conn,
    tenant: i64,
    id: &str,
    day: Day,
    rows: &[store::Published],
) -> Result<Option<Arc<Pack>>> {
    let ours = rows
        .iter()
        .filter(|row| row.pack_id == id && row.effective_from <= day)
        .max_by_key(|row| row.version);
    match (ours, shipped(id)) {
        // A new release may ship a later version than the one published here.
        (Some(row), Some(built)) if built.version > row.version && built.effective_from <= day => {
            Ok(Some(built))
        }
        (Some(row), _) => read(c, tenant, id, row.version, &row.hash).map(Some),
        (None, built) => Ok(built),
    }
}

/// A published text, from mind or from its row.
fn read(c: &mut dyn Conn, tenant: i64, id: &str, version: i64, hash: &[u8]) -> Result<Arc<Pack>> {
    if let Some(pack) = READ.read().unwrap_or_else(PoisonError::into_inner).get(hash) {
        return Ok(pack.clone());
    }
    let source = store::source(c, tenant, id, version)?;
    let pack = packs::read(&source).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Error::defect(format!("version {version} of a published pack cannot be read any more: {first}"))
    })?;
    let pack = Arc::new(pack);
    let mut mind = READ.write().unwrap_or_else(PoisonError::into_inner);
    if mind.len() >= MOST {
        mind.clear();
    }
    mind.insert(hash.to_vec(), pack.clone());
    Ok(pack)
}
