//! Moving a case through its stages by hand, and its clocks: why they are due, pausing and extending them.

pub mod clocks;
pub mod stages;

use super::{
    Head,
    store::{
        page,
        worked::{self, Worked},
    },
};
use crate::facts::{self, Known};
use ::packs::Pack;
use access::{Action, Case, CaseRef, Db, Decide, Fault};
use kernel::Error;
use std::sync::Arc;

/// What both pages read: the case, its pack, how it stands, and what is known.
struct Read {
    head: Head,
    pack: Arc<Pack>,
    worked: Worked,
    known: Vec<Known>,
    changes: Vec<worked::ClockChange>,
    /// Whether whoever asks may also write to the case.
    may_write: bool,
}

/// Reads a case. One without a pack has neither stages nor clocks. Five statements.
async fn read<A: Action>(db: &Db, case: &CaseRef<A>) -> Result<Read, Fault>
where
    Case: Decide<A>,
{
    Ok(db
        .view(case, |c, permit| {
            let (head, pack) = super::head(c, permit)?;
            Ok(Read {
                pack: pack.ok_or(Error::NotFound)?,
                worked: worked::worked(c, permit)?,
                known: facts::store::current(c, permit.tenant(), permit.id(), head.lead_person_id)?,
                changes: worked::clock_changes(c, permit)?,
                may_write: page::may_write(c, permit)?,
                head,
            })
        })
        .await?)
}
