//! What a store sees of a connection.

use super::{Bulk, FromRow, Row, Sql, Val};
use crate::{Error, Result};

/// Which database is behind a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// What a database says of a statement it has prepared and not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// How many parameters it takes.
    pub parameters: usize,
    /// The type of each column, as PostgreSQL names it; empty names on SQLite, whose types belong to values.
    pub columns: Vec<String>,
}

/// A connection inside a transaction. Stores call the typed functions of [`ConnExt`]; these are what an engine
/// must give.
pub trait Conn {
    /// Runs a statement and hands each row to `f`. `counted` says whether it counts against a page's budget.
    fn each_row(
        &mut self,
        sql: &str,
        counted: bool,
        args: &[Val],
        f: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()>;

    /// Runs a statement and tells how many rows it changed.
    fn change(&mut self, sql: &str, counted: bool, args: &[Val]) -> Result<u64>;

    /// Writes rows: `shared` are the values of all of them, `rows` their own, one row after the other.
    fn insert(&mut self, bulk: &Bulk, shared: &[Val], rows: &[Val]) -> Result<()> {
        for (sql, args) in bulk.cut(shared, rows) {
            self.change(sql.text(), sql.is_counted(), &args)?;
        }
        Ok(())
    }

    /// Runs several statements without parameters. For the kernel's own transactions and migrations.
    fn batch(&mut self, sql: &str) -> Result<()>;

    /// Prepares a statement without running it. For tests.
    fn describe(&mut self, sql: &str) -> Result<Description>;

    /// Which database this is. Kernel code and tests only.
    fn engine(&self) -> Engine;
}

/// A connection as its thread owns it.
pub(super) trait Owned: Conn {
    fn as_conn(&mut self) -> &mut dyn Conn;
    /// Stops whatever the connection is doing; called from the watch thread.
    fn stopper(&self) -> Box<dyn Fn() + Send>;
    /// Whether a transaction is open (an interrupted write closes SQLite's by itself).
    fn in_transaction(&self) -> bool;
    /// Whether the connection is broken and must be opened anew.
    fn is_broken(&self) -> bool;
}

/// Typed calls, for any connection.
pub trait ConnExt {
    /// All rows.
    fn all<R: FromRow>(&mut self, sql: Sql<R>, args: &[Val]) -> Result<Vec<R>>;
    /// The row, or `None` when there is none.
    fn opt<R: FromRow>(&mut self, sql: Sql<R>, args: &[Val]) -> Result<Option<R>>;
    /// The row; [`Error::NotFound`] when there is none.
    fn one<R: FromRow>(&mut self, sql: Sql<R>, args: &[Val]) -> Result<R>;
    /// Hands each row to `f` without keeping it: for exports.
    fn each<R: FromRow>(
        &mut self,
        sql: Sql<R>,
        args: &[Val],
        f: &mut dyn FnMut(R) -> Result<()>,
    ) -> Result<()>;
    /// Changes rows and tells how many.
    fn exec(&mut self, sql: Sql<()>, args: &[Val]) -> Result<u64>;
}

impl ConnExt for dyn Conn + '_ {
    fn all<R: FromRow>(&mut self, sql: Sql<R>, args: &[Val]) -> Result<Vec<R>> {
        let mut rows = Vec::new();
        self.each_row(sql.text(), sql.is_counted(), args, &mut |row| {
            rows.push(R::from_row(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    fn opt<R: FromRow>(&mut self, sql: Sql<R>, args: &[Val]) -> Result<Option<R>> {
        let mut found = None;
        self.each_row(sql.text(), sql.is_counted(), args, &mut |row| {
            found = Some(R::from_row(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn one<R: FromRow>(&mut self, sql: Sql<R>, args: &[Val]) -> Result<R> {
        self.opt(sql, args)?.ok_or(Error::NotFound)
    }

    fn each<R: FromRow>(
        &mut self,
        sql: Sql<R>,
        args: &[Val],
        f: &mut dyn FnMut(R) -> Result<()>,
    ) -> Result<()> {
        self.each_row(sql.text(), sql.is_counted(), args, &mut |row| f(R::from_row(row)?))
    }

    fn exec(&mut self, sql: Sql<()>, args: &[Val]) -> Result<u64> {
        self.change(sql.text(), sql.is_counted(), args)
    }
}
