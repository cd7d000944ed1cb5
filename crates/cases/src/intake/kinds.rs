//! The kinds of case there are: the packs that ship, and the versions the service has published.

use super::store;
use kernel::{Day, Result, db::Conn};
use packs::Pack;

/// The kinds a case may be opened as on a day, by name, each in the version of that day: one statement.
pub fn on(c: &mut dyn Conn, tenant: i64, day: Day) -> Result<Vec<Pack>> {
    let published = store::published(c, tenant, day)?;
    Ok(newest(packs::shipped().iter().cloned().chain(published), day))
}

/// The pack of that id and version; `None` for types that have none, such as imported ones. One statement.
pub fn find(c: &mut dyn Conn, tenant: i64, id: &str, version: i64) -> Result<Option<Pack>> {
    if let Some(pack) = packs::shipped().iter().find(|pack| pack.id == id && pack.version == version) {
        return Ok(Some(pack.clone()));
    }
    store::version(c, tenant, id, version)
}

/// Of each id the highest version in force on a day.
fn newest(all: impl Iterator<Item = Pack>, day: Day) -> Vec<Pack> {
    let mut kinds: Vec<Pack> = Vec::new();
    for pack in all.filter(|pack| pack.effective_from <= day) {
        match kinds.iter_mut().find(|known| known.id == pack.id) {
            Some(known) if known.version < pack.version => *known = pack,
            Some(_) => {}
            None => kinds.push(pack),
        }
    }
    kinds.sort_by(|a, b| a.name.cmp(&b.name));
    kinds
}
