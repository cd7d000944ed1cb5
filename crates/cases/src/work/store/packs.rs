//! SQL of published packs.

use access::{UserId, secret_hash};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A published version, without its text.
    #[derive(Clone, Debug)]
    pub struct Published {
        /// Which pack.
        pub pack_id: String,
        /// Which version of it.
        pub version: i64,
        /// The first day new cases are of this version.
        pub effective_from: Day,
        /// SHA-256 of its text.
        pub hash: Vec<u8>,
    }
}

kernel::statements! {
    HASH: (Option<Vec<u8>>,) = "SELECT hash FROM pack_version WHERE tenant_id = $1 AND pack_id = $2 AND version = $3";
    SOURCE: (String,) = "SELECT source FROM pack_version WHERE tenant_id = $1 AND pack_id = $2 AND version = $3";
    // A service has some dozens of versions in all its life.
    PUBLISHED: Published = "SELECT pack_id, version, effective_from, hash
        FROM pack_version
        WHERE tenant_id = $1 AND withdrawn_at IS NULL AND hash IS NOT NULL
        ORDER BY pack_id, version
        LIMIT 1000";
    PUBLISHED_OF: Published = "SELECT pack_id, version, effective_from, hash
        FROM pack_version
        WHERE tenant_id = $1 AND pack_id = $2 AND withdrawn_at IS NULL AND hash IS NOT NULL
        ORDER BY version
        LIMIT 1000";
    PUBLISH: () = "INSERT INTO pack_version (
            tenant_id, pack_id, version, effective_from, source, note, published_at, published_by, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (tenant_id, pack_id, version) DO NOTHING";
}

/// What a version's text says, as a hash; `None` when it was never published here.
pub(in crate::work) fn hash(
    c: &mut dyn Conn,
    tenant: i64,
    id: &str,
    version: i64,
) -> Result<Option<Vec<u8>>> {
    Ok(c.opt(HASH, args![tenant, id, version])?.and_then(|(hash,)| hash))
}

/// A version's text.
pub fn source(c: &mut dyn Conn, tenant: i64, id: &str, version: i64) -> Result<String> {
    Ok(c.one(SOURCE, args![tenant, id, version])?.0)
}

/// Every version that is published and not withdrawn.
pub fn published(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Published>> {
    c.all(PUBLISHED, args![tenant])
}

/// The versions of one pack that are published and not withdrawn, oldest first.
pub fn published_of(c: &mut dyn Conn, tenant: i64, id: &str) -> Result<Vec<Published>> {
    c.all(PUBLISHED_OF, args![tenant, id])
}

/// A version to be published.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Which pack.
    pub pack_id: String,
    /// Which version of it.
    pub version: i64,
    /// The first day new cases are of this version.
    pub effective_from: Day,
    /// The text.
    pub source: String,
    /// What was changed and why.
    pub note: String,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: UserId,
}

/// Publishes a version; `false` when there is one of that number already.
pub fn publish(c: &mut dyn Conn, tenant: i64, p: &Publication) -> Result<bool> {
    let hash = secret_hash(&p.source);
    let row = args![tenant, &p.pack_id, p.version, p.effective_from, &p.source, &p.note, p.at, p.by, hash];
    Ok(c.exec(PUBLISH, row)? > 0)
}
