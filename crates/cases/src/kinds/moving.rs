//! Moving open cases to a later version of their pack: a few in one change, on and on until none is left. What is to
//! be moved is read anew each time, so it goes on after a restart where it was.

use super::store;
use crate::work;
use access::{Db, NOBODY, UserId};
use kernel::Result;

/// Cases moved in one change: a few milliseconds of the only writer.
const TOGETHER: i64 = 8;

/// Moves what was asked to be moved; tells how many cases. `go_on` is asked before each change.
pub fn move_asked(db: &Db, mut go_on: impl FnMut() -> bool) -> Result<i64> {
    let (tenant, mut done) = (db.tenant(), 0);
    while go_on() {
        let Some((id, version)) = db.facade().report_now(move |c| store::asked(c, tenant))? else { break };
        let now = db.clock().now();
        done += db.facade().write_now(move |c| {
            let cases = store::behind(c, tenant, &id, version, TOGETHER)?;
            for case in &cases {
                store::move_case(c, tenant, *case, version)?;
                work::settle(c, tenant, *case, UserId::from_uuid(NOBODY), now)?;
            }
            if cases.is_empty() {
                store::moved(c, tenant, &id, version, now)?;
            }
            Ok(i64::try_from(cases.len()).unwrap_or(0))
        })?;
    }
    Ok(done)
}
