//! SQLite behind [`Conn`].

use super::{
    APPEND_ONLY, Bulk, Options, Row, Val,
    checkpoint::Copier,
    conn::{Conn, Description, Engine, Owned},
};
use crate::{Day, Error, Instant, Result};
use rusqlite::{
    Connection, ErrorCode,
    hooks::{AuthAction, AuthContext, Authorization},
    types::{ToSql, ToSqlOutput, Value, ValueRef},
};
use std::{
    collections::HashMap,
    fs::OpenOptions,
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use uuid::Uuid;

/// `ALSD`: tells our files from others'.
const APPLICATION_ID: i64 = 0x414c_5344;

/// Memory in KiB that a reader, and the writer, keep pages in at most. An import touches many pages of many indexes.
const READS: u32 = 16 * 1024;
const WRITES: u32 = 64 * 1024;

/// What stands around every piece of work: kept prepared, for preparing it costs as much as a small write.
const FRAME: [&str; 6] =
    ["BEGIN", "BEGIN IMMEDIATE", "SAVEPOINT work", "RELEASE work", "ROLLBACK TO work", "COMMIT"];

/// One SQLite connection.
pub(super) struct Lite {
    conn: Connection,
    counted: Arc<AtomicU64>,
    orders: Orders,
    // After the connection: it ends when that has gone.
    _copier: Option<Copier>,
}

/// The numbers of a text's parameters, in the order SQLite counts them. Asking SQLite for a parameter's name is a
/// search through all of them, so it is asked once for each text.
type Orders = HashMap<Box<str>, Box<[usize]>>;

impl Lite {
    pub(super) fn open(
        path: &Path,
        readonly: bool,
        options: &Options,
        counted: Arc<AtomicU64>,
    ) -> Result<Self> {
        make_private(path)?;
        let mut conn = Connection::open(path).map_err(|e| {
            Error::invalid(format!(
                "{} cannot be opened as a database: {e}. Check the path and its rights.",
                path.display()
            ))
        })?;
        conn.set_prepared_statement_cache_capacity(512);
        let found: i64 =
            conn.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(|e| unusable(path, &e))?;
        let tables: i64 = conn
            .query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))
            .map_err(|e| unusable(path, &e))?;
        if tables > 0 && found != APPLICATION_ID {
            return Err(Error::invalid(format!("{} is a database of another program.", path.display())));
        }
        // Order matters: the page cache and journal are set before anything is read for real. No file is mapped into
        // memory: SQLite drops a reader's whole mapping whenever anybody else has written, and everybody who views
        // writes an audit row, so pages would be faulted in anew at each request.
        let setup = format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {}; PRAGMA foreign_keys = ON; \
             PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; \
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{}; PRAGMA mmap_size = 0; \
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA query_only = {};",
            options.synchronous,
            if readonly { READS } else { WRITES },
            u8::from(readonly)
        );
        conn.execute_batch(&setup).map_err(|e| unusable(path, &e))?;
        // Without this SQLite plans a cached statement anew whenever a parameter's value might suit another plan:
        // the policy's predicates were planned again at nearly every run.
        conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(|e| unusable(path, &e))?;
        conn.authorizer(Some(refuse_rewriting)).map_err(|e| unusable(path, &e))?;
        let copier = if readonly {
            None
        } else {
            let copier = Copier::beside(&mut conn, path, options.synchronous, options.log);
            Some(copier.map_err(|e| unusable(path, &e))?)
        };
        Ok(Self { conn, counted, orders: Orders::new(), _copier: copier })
    }

    fn count(&self, counted: bool) {
        if counted {
            self.counted.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// Makes a file that is not there yet readable by its owner alone; SQLite gives its journal the same rights.
fn make_private(path: &Path) -> Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(Error::invalid(format!(
            "{} cannot be made: {e}. Check the folder and its rights.",
            path.display()
        ))),
        _ => Ok(()),
    }
}

/// Refuses, when a statement is prepared, to change or delete what may only be added to.
fn refuse_rewriting(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Update { table_name, .. } | AuthAction::Delete { table_name }
            if APPEND_ONLY.contains(&table_name) =>
        {
            Authorization::Deny
        }
        _ => Authorization::Allow,
    }
}

fn unusable(path: &Path, e: &rusqlite::Error) -> Error {
    Error::invalid(format!("{} cannot be used as a database: {e}.", path.display()))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn failed(e: rusqlite::Error) -> Error {
    match e.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => Error::Deadline,
        Some(ErrorCode::DiskFull) => Error::DiskFull,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Passing(e.to_string()),
        _ => Error::Database(e.to_string()),
    }
}

impl Conn for Lite {
    fn each_row(
        &mut self,
        sql: &str,
        counted: bool,
        args: &[Val],
        f: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        self.count(counted);
        let mut statement = self.conn.prepare_cached(sql).map_err(failed)?;
        let order = order(&mut self.orders, sql, &statement);
        bind(&mut statement, order, args)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(failed)? {
            f(&LiteRow(row))?;
        }
        Ok(())
    }

    fn change(&mut self, sql: &str, counted: bool, args: &[Val]) -> Result<u64> {
        self.count(counted);
        let mut statement = self.conn.prepare_cached(sql).map_err(failed)?;
        let order = order(&mut self.orders, sql, &statement);
        bind(&mut statement, order, args)?;
        Ok(statement.raw_execute().map_err(failed)? as u64)
    }

    fn insert(&mut self, bulk: &Bulk, shared: &[Val], rows: &[Val]) -> Result<()> {
        let (sql, own) = bulk.single();
        self.count(sql.is_counted());
        let mut statement = self.conn.prepare_cached(sql.text()).map_err(failed)?;
        let order = order(&mut self.orders, sql.text(), &statement);
        // What all rows share stays bound.
        bind_from(&mut statement, order, 0, shared)?;
        for row in rows.chunks(own.max(1)) {
            if row.len() < own {
                return Err(Error::defect("a row has too few values"));
            }
            bind_from(&mut statement, order, shared.len(), row)?;
            statement.raw_execute().map_err(failed)?;
        }
        Ok(())
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        if FRAME.contains(&sql) {
            return self.conn.prepare_cached(sql).and_then(|mut s| s.raw_execute()).map(drop).map_err(failed);
        }
        self.conn.execute_batch(sql).map_err(failed)
    }

    fn describe(&mut self, sql: &str) -> Result<Description> {
        let statement = self.conn.prepare(sql).map_err(failed)?;
        let columns = vec![String::new(); statement.column_count()];
        Ok(Description { parameters: statement.parameter_count(), columns })
    }

    fn engine(&self) -> Engine {
        Engine::Sqlite
    }
}

impl Owned for Lite {
    fn as_conn(&mut self) -> &mut dyn Conn {
        self
    }

    fn stopper(&self) -> Box<dyn Fn() + Send> {
        let handle = self.conn.get_interrupt_handle();
        Box::new(move || handle.interrupt())
    }

    fn in_transaction(&self) -> bool {
        !self.conn.is_autocommit()
    }

    fn is_broken(&self) -> bool {
        false
    }
}

/// Binds by the number in the parameter's name: SQLite alone would count `$2 … $1` in order of appearance.
fn bind(statement: &mut rusqlite::Statement<'_>, order: &[usize], args: &[Val]) -> Result<()> {
    for (at, number) in order.iter().enumerate() {
        let value = number
            .checked_sub(1)
            .and_then(|n| args.get(n))
            .ok_or_else(|| Error::defect(format!("parameter ${number} was not given")))?;
        statement.raw_bind_parameter(at + 1, value).map_err(failed)?;
    }
    Ok(())
}

/// Binds those whose numbers come after `before`, as far as there are values.
fn bind_from(
    statement: &mut rusqlite::Statement<'_>,
    order: &[usize],
    before: usize,
    values: &[Val],
) -> Result<()> {
    for (at, number) in order.iter().enumerate() {
        let value = number.checked_sub(before + 1).and_then(|n| values.get(n));
        if let Some(value) = value {
            statement.raw_bind_parameter(at + 1, value).map_err(failed)?;
        }
    }
    Ok(())
}

fn order<'a>(orders: &'a mut Orders, sql: &str, statement: &rusqlite::Statement<'_>) -> &'a [usize] {
    if !orders.contains_key(sql) {
        let number = |at| statement.parameter_name(at).and_then(|name| name[1..].parse().ok()).unwrap_or(at);
        orders.insert(sql.into(), (1..=statement.parameter_count()).map(number).collect());
    }
    orders.get(sql).map_or(&[], AsRef::as_ref)
}

impl ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Bool(b) => ToSqlOutput::Owned(Value::Integer(i64::from(*b))),
            Self::I64(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Self::F64(x) => ToSqlOutput::Owned(Value::Real(*x)),
            Self::Text(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
            Self::Bytes(b) => ToSqlOutput::Borrowed(ValueRef::Blob(b)),
            Self::Uuid(u) => ToSqlOutput::Borrowed(ValueRef::Blob(u.as_bytes())),
            Self::At(t) => ToSqlOutput::Owned(Value::Text(t.to_string())),
            Self::On(d) => ToSqlOutput::Owned(Value::Text(d.to_string())),
        })
    }
}

struct LiteRow<'a, 'b>(&'a rusqlite::Row<'b>);

impl LiteRow<'_, '_> {
    fn get<T>(&self, i: usize, read: impl Fn(ValueRef<'_>) -> Option<T>) -> Result<Option<T>> {
        let value = self.0.get_ref(i).map_err(failed)?;
        match value {
            ValueRef::Null => Ok(None),
            v => read(v)
                .map(Some)
                .ok_or_else(|| Error::Database(format!("column {i} holds {:?}", v.data_type()))),
        }
    }
}

impl Row for LiteRow<'_, '_> {
    fn boolean(&self, i: usize) -> Result<Option<bool>> {
        self.get(i, |v| v.as_i64().ok().map(|n| n != 0))
    }
    fn integer(&self, i: usize) -> Result<Option<i64>> {
        self.get(i, |v| v.as_i64().ok())
    }
    fn real(&self, i: usize) -> Result<Option<f64>> {
        self.get(i, |v| v.as_f64().ok())
    }
    fn text(&self, i: usize) -> Result<Option<String>> {
        self.get(i, |v| v.as_str().ok().map(str::to_owned))
    }
    fn bytes(&self, i: usize) -> Result<Option<Vec<u8>>> {
        self.get(i, |v| v.as_blob().ok().map(<[u8]>::to_vec))
    }
    fn uuid(&self, i: usize) -> Result<Option<Uuid>> {
        self.get(i, |v| Uuid::from_slice(v.as_blob().ok()?).ok())
    }
    fn instant(&self, i: usize) -> Result<Option<Instant>> {
        self.get(i, |v| Instant::parse(v.as_str().ok()?).ok())
    }
    fn day(&self, i: usize) -> Result<Option<Day>> {
        self.get(i, |v| Day::parse(v.as_str().ok()?).ok())
    }
}
