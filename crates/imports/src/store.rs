//! SQL for runs, what they staged, what was wrong, and ids from other systems.

pub mod later;

use crate::{
    model::{Run, RunKind, RunState},
    problem::Problem,
    records::{ExternalKind, Part},
};
use access::{OrganisationId, TeamId, UserId};
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt, Known, Sql, Val, Writes},
    row,
};
use std::sync::LazyLock;
use uuid::Uuid;

kernel::bulk! {
    EXTERNAL = "INSERT INTO external_id (tenant_id, system, kind, value, record_id, batch_id) VALUES",
        "($1, ?, ?, ?, ?, $2)", "";
    PROBLEM = "INSERT INTO import_problem (
            tenant_id, run_id, part, line, place, column_name, value, blocks, problem, remedy) VALUES",
        "($1, $2, ?, ?, ?, ?, ?, ?, ?, ?)", "";
}

row! {
    /// A staged chunk, without what is in it.
    #[derive(Clone, Copy, Debug)]
    #[expect(clippy::struct_field_names, reason = "a chunk's number is its chunk, as the column is called")]
    pub struct Chunk {
        /// Kind of records.
        pub part: Part,
        /// Place among those of its kind.
        pub chunk: i64,
        /// Records in it.
        pub records: i64,
    }
}

row! {
    /// A problem as it is kept.
    #[derive(Clone, Debug)]
    pub struct Found {
        /// Which file.
        pub part: String,
        /// Which line; 0 for the file.
        pub line: i64,
        /// Which column.
        pub column_name: String,
        /// What stood there.
        pub value: String,
        /// Whether it keeps its row out.
        pub blocks: bool,
        /// What is wrong.
        pub problem: String,
        /// What to do.
        pub remedy: String,
    }
}

row! {
    /// A worker whom an import brought and who has no account.
    #[derive(Clone, Debug)]
    pub struct ImportedWorker {
        /// The worker.
        pub user_id: UserId,
        /// Their name in the import.
        pub name: String,
        /// The name under which the import keeps them.
        pub sign_in: String,
        /// Who employs them.
        pub organisation_id: OrganisationId,
    }
}

/// Ids looked up at once.
pub const LOOKED_UP: usize = 200;

/// The columns of a run.
macro_rules! run {
    ($rest:literal) => {
        concat!(
            "SELECT run_id, CASE WHEN importer = '' THEN kind ELSE importer END, name, file_hash, state, rows_total, rows_bad, warnings, excluded, published, made_by,
                made_at, live_at, team_id, settings, counts, words
            FROM import_run ",
            $rest
        )
    };
}

kernel::statements! {
    ADD: () = "INSERT INTO import_run (
            tenant_id, run_id, kind, name, file_hash, state, rows_total, rows_bad, warnings, excluded, published,
            made_by, made_at, team_id, settings, counts, words, importer)
        VALUES ($1, $2, $3, $4, $5, 'staging', 0, 0, 0, FALSE, 0, $6, $7, $8, $9, '', '', $10)";
    FIND: Run = run!("WHERE tenant_id = $1 AND run_id = $2");
    LIST: Run = run!("WHERE tenant_id = $1 ORDER BY made_at DESC, run_id DESC LIMIT $2 OFFSET $3");
    COUNT: (i64,) = "SELECT count(*) FROM import_run WHERE tenant_id = $1";
    SAME: Run = run!("WHERE tenant_id = $1
          AND file_hash = $2
          AND state IN ('staging', 'checked', 'publishing', 'live', 'cancelling', 'undoing')
        ORDER BY made_at DESC
        LIMIT 1");
    ORPHANS: Run = run!("WHERE tenant_id = $1
          AND state IN ('staging', 'checked', 'cancelling')
          AND NOT EXISTS (
              SELECT 1
              FROM job j
              WHERE j.tenant_id = import_run.tenant_id
                AND j.subject_id = import_run.run_id
                AND (
                    (j.state = 'running' AND j.leased_until_at >= $2)
                    OR (j.state = 'done' AND j.leased_until_at >= $3)))
        ORDER BY made_at, run_id
        LIMIT 20");
    STATE: () = "UPDATE import_run SET state = $3, words = $4 WHERE tenant_id = $1 AND run_id = $2";
    CHECKED: () = "UPDATE import_run
        SET state = 'checked', rows_total = $3, rows_bad = $4, warnings = $5, settings = $6, counts = $7
        WHERE tenant_id = $1 AND run_id = $2";
    ACCEPT: () = "UPDATE import_run
        SET state = 'publishing', excluded = $3
        WHERE tenant_id = $1 AND run_id = $2 AND state = 'checked'";
    PUBLISHED: (i64,) = "SELECT published FROM import_run WHERE tenant_id = $1 AND run_id = $2";
    PUBLISH: () = "UPDATE import_run
        SET published = $4
        WHERE tenant_id = $1 AND run_id = $2 AND published = $3 AND state = 'publishing'";
    LIVE: () = "UPDATE import_run
        SET state = 'live', live_at = $3, words = $4
        WHERE tenant_id = $1 AND run_id = $2 AND state = 'publishing'";
    FORGET: () = "DELETE FROM import_run WHERE tenant_id = $1 AND run_id = $2";
    STAGE: () = "INSERT INTO import_chunk (tenant_id, run_id, part, chunk, records, body)
        VALUES ($1, $2, $3, $4, $5, $6)";
    CHUNKS: Chunk = "SELECT part, chunk, records
        FROM import_chunk
        WHERE tenant_id = $1 AND run_id = $2 AND part <> 'z-bad'
        ORDER BY part, chunk";
    BAD_CHUNKS: (i64,) = "SELECT chunk
        FROM import_chunk
        WHERE tenant_id = $1 AND run_id = $2 AND part = 'z-bad'
        ORDER BY chunk";
    BODY: (Vec<u8>,) = "SELECT body
        FROM import_chunk
        WHERE tenant_id = $1 AND run_id = $2 AND part = $3 AND chunk = $4";
    DROP_CHUNKS: () = "DELETE FROM import_chunk
        WHERE tenant_id = $1
          AND run_id = $2
          AND (part, chunk) IN (
              SELECT k.part, k.chunk
              FROM import_chunk k
              WHERE k.tenant_id = $1 AND k.run_id = $2 AND k.part < $3
              ORDER BY k.part, k.chunk
              LIMIT $4)";
    DROP_PROBLEMS: () = "DELETE FROM import_problem
        WHERE tenant_id = $1
          AND run_id = $2
          AND (part, line, place) IN (
              SELECT p.part, p.line, p.place
              FROM import_problem p
              WHERE p.tenant_id = $1 AND p.run_id = $2
              ORDER BY p.part, p.line, p.place
              LIMIT $3)";
    PROBLEMS: Found = "SELECT part, line, column_name, value, blocks, problem, remedy
        FROM import_problem
        WHERE tenant_id = $1 AND run_id = $2 AND blocks = $3
        ORDER BY part, line, place
        LIMIT $4 OFFSET $5";
    PROBLEM_COUNT: (i64,) = "SELECT count(*)
        FROM import_problem
        WHERE tenant_id = $1 AND run_id = $2 AND blocks = $3";
    DROP_EXTERNAL: () = "DELETE FROM external_id
        WHERE tenant_id = $1
          AND (system, kind, value) IN (
              SELECT e.system, e.kind, e.value
              FROM external_id e
              WHERE e.tenant_id = $1 AND e.batch_id = $2
              ORDER BY e.kind, e.system, e.value
              LIMIT $3)";
    RECORD_OF: (Uuid,) = "SELECT record_id
        FROM external_id
        WHERE tenant_id = $1 AND system = $2 AND kind = $3 AND value = $4";
    IMPORTED_WORKERS: ImportedWorker = "SELECT u.user_id, u.name, u.sign_in, u.organisation_id
        FROM app_user u
        JOIN batch b ON b.tenant_id = u.tenant_id AND b.batch_id = u.batch_id
        WHERE u.tenant_id = $1
          AND u.status = 'imported'
          AND b.live
          AND (
              $2 = ''
              OR u.sign_in = $2
              OR u.name = $3
              OR EXISTS (
                  SELECT 1
                  FROM external_id e
                  WHERE e.tenant_id = u.tenant_id AND e.kind = 'worker' AND e.value = $3 AND e.record_id = u.user_id))
        ORDER BY u.sign_in, u.user_id
        LIMIT 20";
    LEFT_OVER: (Uuid,) = "SELECT r.run_id
        FROM import_run r
        WHERE r.tenant_id = $1
          AND r.state IN ('live', 'cancelled', 'undone', 'failed')
          AND EXISTS (
              SELECT 1
              FROM import_chunk k
              WHERE k.tenant_id = r.tenant_id AND k.run_id = r.run_id AND k.part < 'z')
        ORDER BY r.made_at
        LIMIT 1";
}

/// The text that looks up [`LOOKED_UP`] ids at once.
fn known_ids() -> Sql<(String,)> {
    static TEXT: LazyLock<&'static str> = LazyLock::new(|| {
        let slots: Vec<String> = (4..LOOKED_UP + 4).map(|n| format!("${n}")).collect();
        let text = format!(
            "SELECT value FROM external_id WHERE tenant_id = $1 AND system = $2 AND kind = $3 AND value IN ({})",
            slots.join(", ")
        );
        Box::leak(text.into_boxed_str())
    });
    Sql::new(*TEXT)
}

/// Every SQL text of this slice.
pub fn statements() -> Vec<Known> {
    let known = Known::of("imports::store::KNOWN_IDS", known_ids());
    [STATEMENTS.to_vec(), bulk_statements(), vec![known], later::STATEMENTS.to_vec()].concat()
}

/// A run to be begun.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// The run; also the batch of its rows.
    pub run_id: Uuid,
    /// Which importer.
    pub kind: RunKind,
    /// Name of the file or folder.
    pub name: String,
    /// SHA-256 of the whole content.
    pub hash: Vec<u8>,
    /// Who asked for it.
    pub made_by: UserId,
    /// When.
    pub made_at: Instant,
    /// The team that cases without one go to.
    pub team: Option<TeamId>,
    /// Choices, as lines of name=value.
    pub settings: String,
}

/// Begins a run.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewRun) -> Result<()> {
    let (kind, importer) = n.kind.stored();
    c.exec(
        ADD,
        args![
            tenant,
            n.run_id,
            kind,
            &n.name,
            n.hash.as_slice(),
            n.made_by,
            n.made_at,
            n.team,
            &n.settings,
            importer
        ],
    )
    .map(drop)
}

/// A run.
pub fn find(c: &mut dyn Conn, tenant: i64, run: Uuid) -> Result<Option<Run>> {
    c.opt(FIND, args![tenant, run])
}

/// Runs, newest first, and how many there are.
pub fn list(c: &mut dyn Conn, tenant: i64, most: i64, from: i64) -> Result<(Vec<Run>, i64)> {
    let (count,) = c.one(COUNT, args![tenant])?;
    Ok((c.all(LIST, args![tenant, most, from])?, count))
}

/// The run of the same content that is under way or live.
pub fn same(c: &mut dyn Conn, tenant: i64, hash: &[u8]) -> Result<Option<Run>> {
    c.opt(SAME, args![tenant, hash])
}

/// How long a command may take between reading a file and publishing it, while it writes down the bad rows: two
/// minutes, in seconds.
const BETWEEN: i64 = 120;

/// Runs that were being read, or waited for the command that read them, and that no process is at now.
pub fn orphans(c: &mut dyn Conn, tenant: i64, now: Instant) -> Result<Vec<Run>> {
    c.all(ORPHANS, args![tenant, now, now.plus_seconds(-BETWEEN)])
}

/// Puts a run into a state.
pub fn set_state(c: &mut dyn Conn, tenant: i64, run: Uuid, state: RunState, words: &str) -> Result<()> {
    c.exec(STATE, args![tenant, run, state, words]).map(drop)
}

/// What checking a run found.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Rows found.
    pub rows: i64,
    /// Rows that cannot come in.
    pub bad: i64,
    /// Warnings.
    pub warnings: i64,
    /// Mapping and what was assumed, as lines of name=value.
    pub settings: String,
    /// What the run holds, as lines of name=number.
    pub counts: String,
}

/// A run has been checked.
pub fn checked(c: &mut dyn Conn, tenant: i64, run: Uuid, v: &Verdict) -> Result<()> {
    c.exec(CHECKED, args![tenant, run, v.rows, v.bad, v.warnings, &v.settings, &v.counts]).map(drop)
}

/// Somebody accepts a checked run, with or without leaving bad rows out; `false` when it is not waiting for that.
pub fn accept(c: &mut dyn Conn, tenant: i64, run: Uuid, excluded: bool) -> Result<bool> {
    Ok(c.exec(ACCEPT, args![tenant, run, excluded])? == 1)
}

/// Staged records written so far.
pub fn published(c: &mut dyn Conn, tenant: i64, run: Uuid) -> Result<i64> {
    c.one(PUBLISHED, args![tenant, run]).map(|(n,)| n)
}

/// Moves the number of written records on; `false` when it did not stand there.
pub fn move_on(c: &mut dyn Conn, tenant: i64, run: Uuid, from: i64, to: i64) -> Result<bool> {
    Ok(c.exec(PUBLISH, args![tenant, run, from, to])? == 1)
}

/// A run is live; `false` when it was not being published.
pub fn live(c: &mut dyn Conn, tenant: i64, run: Uuid, at: Instant, words: &str) -> Result<bool> {
    Ok(c.exec(LIVE, args![tenant, run, at, words])? == 1)
}

/// Forgets a run of which nothing is left.
pub fn forget(c: &mut dyn Conn, tenant: i64, run: Uuid) -> Result<()> {
    c.exec(FORGET, args![tenant, run]).map(drop)
}

/// Stages records.
pub fn stage(c: &mut dyn Conn, tenant: i64, run: Uuid, chunk: Chunk, body: &[u8]) -> Result<()> {
    c.exec(STAGE, args![tenant, run, chunk.part, chunk.chunk, chunk.records, body]).map(drop)
}

/// What is staged to be written, in the order of writing.
pub fn chunks(c: &mut dyn Conn, tenant: i64, run: Uuid) -> Result<Vec<Chunk>> {
    c.all(CHUNKS, args![tenant, run])
}

/// The chunks of rows that cannot come in.
pub fn bad_chunks(c: &mut dyn Conn, tenant: i64, run: Uuid) -> Result<Vec<i64>> {
    Ok(c.all(BAD_CHUNKS, args![tenant, run])?.into_iter().map(|(chunk,)| chunk).collect())
}

/// What is in a chunk.
pub fn body(c: &mut dyn Conn, tenant: i64, run: Uuid, part: Part, chunk: i64) -> Result<Vec<u8>> {
    c.one(BODY, args![tenant, run, part, chunk]).map(|(body,)| body)
}

/// Throws away some of what was staged; how many chunks went. The bad rows stay unless `all`.
pub fn drop_chunks(c: &mut dyn Conn, tenant: i64, run: Uuid, all: bool, most: i64) -> Result<u64> {
    c.exec(DROP_CHUNKS, args![tenant, run, if all { "zz" } else { "z" }, most])
}

/// Throws away some problems; how many went.
pub fn drop_problems(c: &mut dyn Conn, tenant: i64, run: Uuid, most: i64) -> Result<u64> {
    c.exec(DROP_PROBLEMS, args![tenant, run, most])
}

/// Notes a problem; `place` tells problems of one line apart.
pub fn problem(w: &mut Writes, place: i64, p: &Problem) {
    let line = i64::try_from(p.line).unwrap_or(i64::MAX);
    w.row(
        &PROBLEM,
        [
            Val::from(&p.part),
            line.into(),
            place.into(),
            Val::from(&p.column),
            Val::from(&p.value),
            p.blocks.into(),
            Val::from(&p.problem),
            Val::from(&p.remedy),
        ],
    );
}

/// Problems or warnings of a run, in the order of the file, and how many are kept.
pub fn problems(
    c: &mut dyn Conn,
    tenant: i64,
    run: Uuid,
    blocks: bool,
    (most, from): (i64, i64),
) -> Result<(Vec<Found>, i64)> {
    let (count,) = c.one(PROBLEM_COUNT, args![tenant, run, blocks])?;
    Ok((c.all(PROBLEMS, args![tenant, run, blocks, most, from])?, count))
}

/// Notes the id a record had in another system.
pub fn external(w: &mut Writes, system: &str, kind: ExternalKind, value: String, record: Uuid) {
    w.row(&EXTERNAL, [Val::from(system), kind.into(), value.into(), record.into()]);
}

/// Which of these ids (at most [`LOOKED_UP`]) of another system are here already.
pub fn known(
    c: &mut dyn Conn,
    tenant: i64,
    system: &str,
    kind: ExternalKind,
    ids: &[String],
) -> Result<Vec<String>> {
    let Some(last) = ids.last() else { return Ok(Vec::new()) };
    let mut args: Vec<Val> = vec![tenant.into(), system.into(), kind.into()];
    args.extend((0..LOOKED_UP).map(|n| Val::from(ids.get(n).unwrap_or(last))));
    Ok(c.all(known_ids(), &args)?.into_iter().map(|(value,)| value).collect())
}

/// Our record of an id of another system.
pub fn record_of(
    c: &mut dyn Conn,
    tenant: i64,
    system: &str,
    kind: ExternalKind,
    id: &str,
) -> Result<Option<Uuid>> {
    Ok(c.opt(RECORD_OF, args![tenant, system, kind, id])?.map(|(record,)| record))
}

/// The first twenty workers whom imports brought and who have no account: all, or those of a name or number.
pub fn imported_workers(
    c: &mut dyn Conn,
    tenant: i64,
    reference: Option<&str>,
) -> Result<Vec<ImportedWorker>> {
    let reference = reference.unwrap_or_default().trim();
    c.all(IMPORTED_WORKERS, args![tenant, reference.to_lowercase(), reference])
}

/// Takes back some of a batch's ids; how many went.
pub fn drop_external(c: &mut dyn Conn, tenant: i64, batch: Uuid, most: i64) -> Result<u64> {
    c.exec(DROP_EXTERNAL, args![tenant, batch, most])
}

/// A run that is over and has staged records left.
pub fn left_over(c: &mut dyn Conn, tenant: i64) -> Result<Option<Uuid>> {
    Ok(c.opt(LEFT_OVER, args![tenant])?.map(|(run,)| run))
}
