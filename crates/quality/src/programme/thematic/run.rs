//! Beginning an audit: its frame is hashed and kept in short steps, then there is a seed, then a sample.

use super::{
    model::{frame_hash, sample},
    store::write::{self, NewAudit},
};
use crate::draw::model::hex;
use access::{CaseId, Db};
use kernel::{Error, Result};

/// Rows that are written in one step: far less than the writer may be held.
const STEP: usize = 500;

/// Keeps the frame with its hash, draws a seed by chance, and keeps the sample. How many cases it has.
///
/// # Errors
/// Invalid where no case fits the rule.
pub fn begin(db: &Db, new: &NewAudit) -> Result<usize> {
    let (tenant, now, audit) = (db.tenant(), db.clock().now(), new.audit_id);
    let rule = new.rule.clone();
    let frame = db.facade().report_now(move |c| write::frame(c, tenant, &rule))?;
    if frame.is_empty() {
        return Err(Error::invalid("No case fits. Choose a wider frame."));
    }
    let hash = frame_hash(&references(&frame));
    let (kept, eligible) = (new.clone(), i64::try_from(frame.len()).unwrap_or(i64::MAX));
    db.facade().write_now(move |c| write::begin(c, tenant, &kept, (eligible, &hash)))?;
    for part in frame.chunks(STEP) {
        let ready = write::frame_rows(tenant, audit, part);
        db.facade().write_now(move |c| ready.run(c))?;
    }
    let mut bits = [0; 16];
    db.chance().fill(&mut bits);
    let seed = format!("AUDIT|{}|v1|{}", audit.simple(), hex(&bits));
    let size = usize::try_from(new.size).unwrap_or(0);
    let cases: Vec<CaseId> =
        sample(&references(&frame), &seed, size).into_iter().map(|n| frame[n].0).collect();
    let drawn = cases.len();
    db.facade().write_now(move |c| {
        write::set_seed(c, tenant, audit, &seed)?;
        write::drawn(c, tenant, audit, &cases, now)
    })?;
    Ok(drawn)
}

fn references(frame: &[(CaseId, String)]) -> Vec<&str> {
    frame.iter().map(|(_, reference)| reference.as_str()).collect()
}
