//! Moving a case through its stages by hand, and its clocks: why they are due, pausing and extending them.

pub mod clocks;
pub mod stages;

use super::{
    Head,
    store::worked::{self, Worked},
};
use crate::facts::{self, Known};
use ::packs::Pack;
use access::{CaseRef, Db, Fault, Write};
use kernel::Error;
use std::sync::Arc;

/// What both pages read: the case, its pack, how it stands, and what is known. Four statements.
struct Read {
    head: Head,
    pack: Arc<Pack>,
    worked: Worked,
    known: Vec<Known>,
    changes: Vec<worked::ClockChange>,
}

/// Reads a case that is written to. One without a pack has neither stages nor clocks.
async fn read(db: &Db, case: &CaseRef<Write>) -> Result<Read, Fault> {
    Ok(db
        .view(case, |c, permit| {
            let (head, pack) = super::head(c, permit)?;
            Ok(Read {
                pack: pack.ok_or(Error::NotFound)?,
                worked: worked::worked(c, permit)?,
                known: facts::store::current(c, permit.tenant(), permit.id(), head.lead_person_id)?,
                changes: worked::clock_changes(c, permit)?,
                head,
            })
        })
        .await?)
}
