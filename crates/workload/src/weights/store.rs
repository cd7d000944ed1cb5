//! SQL of packs of weights that a service published, and which one is in force.

use super::{Weights, read, shipped};
use access::UserId;
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A published pack, without its text.
    #[derive(Clone, Debug)]
    pub struct Published {
        /// The entry.
        pub weight_pack_id: Uuid,
        /// The pack's id, the same in every version.
        pub code: String,
        /// Its version.
        pub version: i64,
        /// First day on which it counts.
        pub effective_from: Day,
        /// Why it was published.
        pub why: String,
        /// When it was published.
        pub published_at: Instant,
        /// Who published it.
        pub by: Option<String>,
        /// When it was taken back.
        pub taken_back_at: Option<Instant>,
    }
}

kernel::statements! {
    IN_FORCE: (Uuid, String) = "SELECT w.weight_pack_id, w.body
        FROM weight_pack w
        WHERE w.tenant_id = $1
          AND w.effective_from <= $2
          AND w.taken_back_at IS NULL
        ORDER BY w.effective_from DESC, w.published_at DESC, w.weight_pack_id DESC
        LIMIT 1";
    PUBLISHED: Published = "SELECT w.weight_pack_id, w.code, w.version, w.effective_from, w.why, w.published_at,
            u.name, w.taken_back_at
        FROM weight_pack w
        LEFT JOIN app_user u ON u.tenant_id = w.tenant_id AND u.user_id = w.published_by
        WHERE w.tenant_id = $1
        ORDER BY w.effective_from DESC, w.published_at DESC, w.weight_pack_id DESC
        LIMIT 200";
    BODY: (String, Day) = "SELECT w.body, w.effective_from
        FROM weight_pack w
        WHERE w.tenant_id = $1 AND w.weight_pack_id = $2";
    PUBLISH: () = "INSERT INTO weight_pack (
            tenant_id, weight_pack_id, code, version, effective_from, body, why, published_at, published_by,
            week_points, week_hours)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    TAKE_BACK: () = "UPDATE weight_pack
        SET taken_back_at = $3
        WHERE tenant_id = $1 AND weight_pack_id = $2 AND taken_back_at IS NULL";
    VERSION: (Option<i64>,) = "SELECT max(w.version)
        FROM weight_pack w
        WHERE w.tenant_id = $1 AND w.code = $2";
}

/// The pack in force on a day: the published one with the latest first day that has come and that was not taken back,
/// else the first that ships. Where two begin on one day, the one published later. One statement.
///
/// # Errors
/// Of the database; a published text that can no longer be read is an error too, and never another pack.
pub fn in_force(c: &mut dyn Conn, tenant: i64, day: Day) -> Result<Weights> {
    match c.opt(IN_FORCE, args![tenant, day])? {
        Some((_, body)) => parse(&body),
        None => shipped().first().cloned().ok_or_else(|| Error::defect("no pack of weights ships")),
    }
}

/// Which published pack is in force on a day, if any is: one statement.
pub fn entry_in_force(c: &mut dyn Conn, tenant: i64, day: Day) -> Result<Option<Uuid>> {
    Ok(c.opt(IN_FORCE, args![tenant, day])?.map(|(id, _)| id))
}

/// Every pack that was ever published here, latest first day first: one statement.
pub fn published(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Published>> {
    c.all(PUBLISHED, args![tenant])
}

/// One published pack, with its first day: one statement.
pub fn one(c: &mut dyn Conn, tenant: i64, id: Uuid) -> Result<(Weights, Day)> {
    let (body, from) = c.one(BODY, args![tenant, id])?;
    Ok((parse(&body)?, from))
}

/// The version that the next text of a pack gets: one more than was ever published or ships. One statement.
pub fn next_version(c: &mut dyn Conn, tenant: i64, code: &str) -> Result<i64> {
    let (last,) = c.one(VERSION, args![tenant, code])?;
    let ships = shipped().iter().find(|pack| pack.id == code).map_or(0, |pack| pack.version);
    Ok(last.unwrap_or(0).max(ships) + 1)
}

/// A pack to be published.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The entry.
    pub id: Uuid,
    /// The pack, as it is to be read again.
    pub pack: Weights,
    /// First day on which it counts.
    pub from: Day,
    /// Why.
    pub why: String,
}

/// Publishes a pack: its whole text is kept.
pub fn publish(c: &mut dyn Conn, tenant: i64, p: &Publication, (by, at): (UserId, Instant)) -> Result<()> {
    let body = super::write(&p.pack);
    // What was written must be read again as the same: a score of today is worked out by it next year.
    if read(&body).as_ref() != Ok(&p.pack) {
        return Err(Error::invalid("The new weights do not hold together. Look at the change again."));
    }
    let (code, version) = (&p.pack.id, p.pack.version);
    let (points, hours) = p.pack.full_week.map_or((0, 0), |week| (week.points, week.hours));
    c.exec(PUBLISH, args![tenant, p.id, code, version, p.from, &body, &p.why, at, by, points, hours])
        .map(drop)
}

/// Takes a published pack back: the one before it counts again.
///
/// # Errors
/// Conflict when it was taken back before.
pub fn take_back(c: &mut dyn Conn, tenant: i64, id: Uuid, at: Instant) -> Result<()> {
    match c.exec(TAKE_BACK, args![tenant, id, at])? {
        0 => Err(Error::Conflict("It was taken back before.".to_owned())),
        _ => Ok(()),
    }
}

fn parse(body: &str) -> Result<Weights> {
    read(body).map_err(|problems| {
        Error::Database(format!("a published pack of weights cannot be read: {problems:?}"))
    })
}
