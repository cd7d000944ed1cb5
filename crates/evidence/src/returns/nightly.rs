//! The nightly look: what would make a return wrong, kept with the day it was first and last seen.
//!
//! It reads beside the writer and writes only what has changed since the last look. A page works the checks out as
//! the case stands when it is opened; what is kept here says since when.

use super::{
    checks::wrong,
    model::Period,
    store::{
        self, Asked,
        findings::{self, Finding},
    },
};
use access::{CaseId, Db};
use cases::work::sweep::Night;
use kernel::{Day, Instant, Result, db::Conn};
use packs::Pack;
use std::collections::{BTreeMap, BTreeSet};

/// Findings written in one change: a few milliseconds of the only writer.
const TOGETHER: usize = 200;

/// What a look found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Open cases of packs that have checks.
    pub cases: i64,
    /// What is wrong in them.
    pub found: i64,
    /// How much of that is new.
    pub new: i64,
    /// What was wrong at the last look and is not any more.
    pub gone: i64,
}

/// For the server's night.
pub const NIGHT: Night = Night {
    name: "returns",
    run: |db, go_on| {
        let looked = look(db, go_on)?;
        Ok(format!("{} open cases checked, {} to correct, {} new", looked.cases, looked.found, looked.new))
    },
};

/// Checks all open cases and keeps what is found. `go_on` is asked before each pack and each change; what was done
/// until then stays, and the next look does the rest.
pub fn look(db: &Db, go_on: &dyn Fn() -> bool) -> Result<Looked> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let today = Day::of(now);
    let packs = db.facade().report_now(move |c| cases::work::packs(c, tenant, today))?;
    let mut looked = Looked::default();
    for pack in packs.into_iter().filter(|pack| !pack.checks.is_empty()) {
        if !go_on() {
            return Ok(looked);
        }
        let id = pack.id.clone();
        let (cases, found, before) = db.facade().report_now(move |c| {
            let (cases, found) = check(c, tenant, &pack, now)?;
            Ok((cases, found, findings::open(c, tenant, &pack.id)?))
        })?;
        let (changed, new) = differences(&found, &before, today);
        looked.cases += cases;
        looked.found += count(found.len());
        looked.new += new;
        looked.gone += count(changed.len()) - new;
        for some in changed.chunks(TOGETHER) {
            if !go_on() {
                return Ok(looked);
            }
            let (id, some) = (id.clone(), some.to_vec());
            db.facade().write_now(move |c| findings::keep(c, tenant, &id, &some))?;
        }
        db.facade().write_now(move |c| findings::still(c, tenant, &id, today))?;
    }
    Ok(looked)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

type Found = BTreeSet<(CaseId, String)>;

/// How many open cases a pack has, and what its checks say of them.
fn check(c: &mut dyn Conn, tenant: i64, pack: &Pack, now: Instant) -> Result<(i64, Found)> {
    let today = Day::of(now);
    let period = Period { from: today, to: today };
    let world = store::world(c, tenant, &Asked { pack: pack.id.clone(), period, seen: now }, true)?;
    let open = || world.cases.iter().filter(|case| case.closed_on.is_none());
    let found = open().flat_map(|case| {
        wrong(pack, &world, case, today).into_iter().map(|check| (case.case_id, check.id.clone()))
    });
    Ok((count(open().count()), found.collect()))
}

/// What is to be written, and how many of that are new: the others are gone.
fn differences(found: &Found, before: &[Finding], today: Day) -> (Vec<Finding>, i64) {
    let known: BTreeMap<(CaseId, &str), &Finding> =
        before.iter().map(|one| ((one.case_id, one.check_id.as_str()), one)).collect();
    let fresh = found.iter().filter(|(case, check)| !known.contains_key(&(*case, check.as_str())));
    let mut changed: Vec<Finding> = fresh
        .map(|(case_id, check)| Finding {
            case_id: *case_id,
            check_id: check.clone(),
            first_on: today,
            last_on: today,
            gone_on: None,
        })
        .collect();
    let new = count(changed.len());
    let gone = before.iter().filter(|one| !found.contains(&(one.case_id, one.check_id.clone())));
    changed.extend(gone.map(|one| Finding { gone_on: Some(today), ..one.clone() }));
    (changed, new)
}
