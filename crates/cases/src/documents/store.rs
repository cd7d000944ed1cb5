//! SQL of documents.

use super::{
    model::{DocumentId, Kind, NewDocument, NewFile, NewVersion},
    scan::Scanned,
};
use access::{Action, Case, CaseId, Decide, Permit, UserId};
use kernel::{
    Error, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A document in the list, with its latest version.
    #[derive(Clone, Debug)]
    pub struct DocumentLine {
        /// The document.
        pub document_id: DocumentId,
        /// What kind.
        pub kind: Kind,
        /// What people call it.
        pub title: String,
        /// Its latest version.
        pub latest: i64,
        /// What that is.
        pub media: String,
        /// Its bytes.
        pub size: i64,
        /// What the virus check said of it.
        pub scan: Scanned,
        /// SHA-256 of that.
        pub hash: Vec<u8>,
        /// When it was put in.
        pub added_at: Instant,
        /// By whom.
        pub added_by: String,
    }
}

row! {
    /// A version of a document, with the document.
    #[derive(Clone, Debug)]
    pub struct VersionLine {
        /// What kind of document.
        pub kind: Kind,
        /// What people call it.
        pub title: String,
        /// Which version.
        pub version: i64,
        /// The file's name.
        pub name: String,
        /// What is new in it.
        pub note: String,
        /// What it is.
        pub media: String,
        /// Bytes.
        pub size: i64,
        /// SHA-256.
        pub hash: Vec<u8>,
        /// What the virus check said.
        pub scan: Scanned,
        /// In words.
        pub scan_words: String,
        /// When it was put in.
        pub added_at: Instant,
        /// By whom.
        pub added_by: String,
    }
}

row! {
    /// A file that may be served.
    #[derive(Clone, Debug)]
    pub struct FileLine {
        /// The file.
        pub file_id: Uuid,
        /// Its name.
        pub name: String,
        /// What it is.
        pub media: String,
        /// What the virus check said.
        pub scan: Scanned,
        /// SHA-256.
        pub hash: Vec<u8>,
    }
}

kernel::statements! {
    ADD_FILE: () = "INSERT INTO document_file (
            tenant_id, file_id, media, size, hash, scan, held, scan_words, whole, arrived_at, arrived_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9, $10)";
    ADD_PIECE: () = "INSERT INTO document_piece (tenant_id, file_id, nth, content) VALUES ($1, $2, $3, $4)";
    WHOLE: () = "UPDATE document_file
        SET whole = TRUE
        WHERE tenant_id = $1 AND file_id = $2 AND arrived_by = $3 AND NOT whole";
    ADD: () = "INSERT INTO document (tenant_id, document_id, case_id, kind, title, latest, made_at, made_by)
        VALUES ($1, $2, $3, $4, $5, 1, $6, $7)";
    NEXT: () = "UPDATE document SET latest = latest + 1 WHERE tenant_id = $1 AND case_id = $2 AND document_id = $3";
    ADD_VERSION: () = "INSERT INTO document_version (
            tenant_id, document_id, version, file_id, name, note, added_at, added_by)
        SELECT $1, d.document_id, d.latest, $3, $4, $5, $6, $7
        FROM document d
        WHERE d.tenant_id = $1 AND d.document_id = $2";
    STRAY_PIECES: () = "DELETE FROM document_piece
        WHERE tenant_id = $1 AND file_id IN (
            SELECT f.file_id
            FROM document_file f
            WHERE f.tenant_id = $1 AND NOT f.whole AND f.arrived_at < $2
            ORDER BY f.arrived_at
            LIMIT 2)";
    STRAY_FILES: () = "DELETE FROM document_file
        WHERE tenant_id = $1 AND NOT whole AND arrived_at < $2
          AND NOT EXISTS (
              SELECT 1 FROM document_piece p
              WHERE p.tenant_id = document_file.tenant_id AND p.file_id = document_file.file_id)";
    LIST: DocumentLine = "SELECT d.document_id, d.kind, d.title, d.latest, f.media, f.size,
            CASE WHEN f.held THEN 'held' ELSE f.scan END, f.hash, v.added_at, u.name
        FROM document d
        JOIN document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.document_id
            AND v.version = d.latest
        JOIN document_file f ON f.tenant_id = v.tenant_id AND f.file_id = v.file_id
        JOIN app_user u ON u.tenant_id = v.tenant_id AND u.user_id = v.added_by
        WHERE d.tenant_id = $1 AND d.case_id = $2
        ORDER BY d.made_at DESC, d.document_id DESC
        LIMIT 200";
    VERSIONS: VersionLine = "SELECT d.kind, d.title, v.version, v.name, v.note, f.media, f.size, f.hash,
            CASE WHEN f.held THEN 'held' ELSE f.scan END, f.scan_words, v.added_at, u.name
        FROM document d
        JOIN document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.document_id
        JOIN document_file f ON f.tenant_id = v.tenant_id AND f.file_id = v.file_id
        JOIN app_user u ON u.tenant_id = v.tenant_id AND u.user_id = v.added_by
        WHERE d.tenant_id = $1 AND d.case_id = $2 AND d.document_id = $3
        ORDER BY v.version DESC
        LIMIT 100";
    FILE: FileLine = "SELECT f.file_id, v.name, f.media, CASE WHEN f.held THEN 'held' ELSE f.scan END, f.hash
        FROM document d
        JOIN document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.document_id
        JOIN document_file f ON f.tenant_id = v.tenant_id AND f.file_id = v.file_id
        WHERE d.tenant_id = $1 AND d.case_id = $2 AND d.document_id = $3 AND v.version = $4";
    PIECES: (Vec<u8>,) = "SELECT content
        FROM document_piece
        WHERE tenant_id = $1 AND file_id = $2
        ORDER BY nth
        LIMIT 1000";
    FIRST_PIECE: (Vec<u8>,) = "SELECT content FROM document_piece WHERE tenant_id = $1 AND file_id = $2 AND nth = 0";
    CASE: (String, bool) = "SELECT f.reference, CASE WHEN f.closed_on IS NULL THEN FALSE ELSE TRUE END
        FROM case_file f
        WHERE f.tenant_id = $1 AND f.case_id = $2";
}

/// Begins to keep a file that came; its pieces follow, each in a transaction of its own.
pub fn add_file(c: &mut dyn Conn, tenant: i64, n: &NewFile) -> Result<()> {
    // What is held was not looked at; that it is held stands beside.
    let held = n.scan == Scanned::Held;
    let scan = if held { Scanned::Not } else { n.scan };
    c.exec(
        ADD_FILE,
        args![
            tenant,
            n.file_id,
            n.media,
            n.size,
            n.hash.clone(),
            scan,
            held,
            &n.scan_words,
            n.arrived_at,
            n.arrived_by
        ],
    )
    .map(drop)
}

/// Keeps a piece of a file.
pub fn add_piece(c: &mut dyn Conn, tenant: i64, file: Uuid, nth: i64, content: &[u8]) -> Result<()> {
    c.exec(ADD_PIECE, args![tenant, file, nth, content]).map(drop)
}

/// Puts a document in, with its first version.
pub fn add(c: &mut dyn Conn, tenant: i64, d: &NewDocument, v: &NewVersion) -> Result<()> {
    c.exec(ADD, args![tenant, d.document_id, d.case, d.kind, &d.title, v.at, v.by])?;
    version(c, tenant, d.document_id, v)
}

/// Puts a new version of a document in; the ones before stay.
pub fn add_version(
    c: &mut dyn Conn,
    tenant: i64,
    (case, document): (CaseId, DocumentId),
    v: &NewVersion,
) -> Result<()> {
    if c.exec(NEXT, args![tenant, case, document])? == 0 {
        return Err(Error::NotFound);
    }
    version(c, tenant, document, v)
}

fn version(c: &mut dyn Conn, tenant: i64, document: DocumentId, v: &NewVersion) -> Result<()> {
    whole(c, tenant, v.file, v.by)?;
    c.exec(ADD_VERSION, args![tenant, document, v.file, &v.name, &v.note, v.at, v.by]).map(drop)
}

/// From now on the file belongs to a document; only whoever sent it may say so, and once.
fn whole(c: &mut dyn Conn, tenant: i64, file: Uuid, by: UserId) -> Result<()> {
    match c.exec(WHOLE, args![tenant, file, by])? {
        0 => Err(Error::Conflict("The file is gone or was put in before. Send it again.".to_owned())),
        _ => Ok(()),
    }
}

/// Throws away files that came before a moment and belong to nothing: their sending was broken off.
pub fn sweep(c: &mut dyn Conn, tenant: i64, before: Instant) -> Result<()> {
    c.exec(STRAY_PIECES, args![tenant, before])?;
    c.exec(STRAY_FILES, args![tenant, before]).map(drop)
}

/// The case's documents, newest first, 200 at most: one statement.
pub fn list<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<DocumentLine>>
where
    Case: Decide<A>,
{
    c.all(LIST, args![permit.tenant(), permit.id()])
}

/// A document's versions, newest first, 100 at most; empty when it is another case's: one statement.
pub fn versions<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    document: DocumentId,
) -> Result<Vec<VersionLine>>
where
    Case: Decide<A>,
{
    c.all(VERSIONS, args![permit.tenant(), permit.id(), document])
}

/// A version's file and its bytes; none for one that the virus check refused: two statements.
pub fn file<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    document: DocumentId,
    version: i64,
) -> Result<(FileLine, Vec<u8>)>
where
    Case: Decide<A>,
{
    let found = c.one(FILE, args![permit.tenant(), permit.id(), document, version])?;
    if !found.scan.is_served() {
        return Ok((found, Vec::new()));
    }
    let mut content = Vec::new();
    c.each(PIECES, args![permit.tenant(), found.file_id], &mut |(piece,)| {
        content.extend_from_slice(&piece);
        Ok(())
    })?;
    Ok((found, content))
}

/// The first piece of a version that is served, for its preview: two statements.
pub fn first_piece<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    document: DocumentId,
    version: i64,
) -> Result<Vec<u8>>
where
    Case: Decide<A>,
{
    let found = c.one(FILE, args![permit.tenant(), permit.id(), document, version])?;
    if !found.scan.is_served() {
        return Ok(Vec::new());
    }
    Ok(c.opt(FIRST_PIECE, args![permit.tenant(), found.file_id])?.map_or(Vec::new(), |(piece,)| piece))
}

/// The case's reference, and whether it is closed: one statement.
pub fn case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<(String, bool)>
where
    Case: Decide<A>,
{
    c.one(CASE, args![permit.tenant(), permit.id()])
}
