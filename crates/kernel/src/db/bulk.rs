//! Many rows in one statement: what imports and the demo write with.
//!
//! A [`Bulk`] is one INSERT written for 1, 4, 16 and 64 rows, each a prepared statement of its own: a row then costs a
//! fraction of a round trip on PostgreSQL. SQLite has no round trips, and takes rows one by one with one statement:
//! one of many rows could fail half way, so it would copy each page that it changes. [`Writes`] collects rows for
//! several tables and gives them as [`Ready`] work, in the order in which the tables came first.

use super::{Conn, Known, Sql, Val};
use crate::Result;
use std::{fmt::Write, sync::LazyLock};

/// Rows in one statement, most first.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// An INSERT for many rows. Declared with [`bulk!`](crate::bulk).
pub struct Bulk {
    name: &'static str,
    texts: [Sql<()>; SIZES.len()],
    own: usize,
    shared: usize,
}

impl Bulk {
    /// From the words before the rows, one row, and the words after them. In the row, `$1`, `$2` … are values that
    /// all rows share and `?` are the row's own.
    pub fn new(name: &'static str, head: &str, row: &str, tail: &str) -> Self {
        let own = row.matches('?').count();
        let shared = (1..=9).rev().find(|n| row.contains(&format!("${n}"))).unwrap_or(0);
        let text = |rows: usize| {
            let mut text = format!("{head} ");
            let mut next = shared;
            for n in 0..rows {
                text.push_str(if n == 0 { "" } else { ", " });
                for part in row.split_inclusive('?') {
                    let (words, slot) = part.strip_suffix('?').map_or((part, false), |words| (words, true));
                    text.push_str(words);
                    if slot {
                        next += 1;
                        let _infallible = write!(text, "${next}");
                    }
                }
            }
            text.push(' ');
            text.push_str(tail);
            // Made once for each table of the program, and used until it ends.
            Sql::<()>::new(Box::leak(text.trim_end().to_owned().into_boxed_str()))
        };
        Self { name, texts: SIZES.map(text), own, shared }
    }

    /// The statement for one row, and how many values a row has of its own.
    pub(super) fn single(&self) -> (Sql<()>, usize) {
        (self.texts[SIZES.len() - 1], self.own)
    }

    /// The statements that write so many values: each with its arguments.
    pub(super) fn cut<'v>(
        &self,
        shared: &'v [Val],
        rows: &'v [Val],
    ) -> impl Iterator<Item = (Sql<()>, Vec<Val>)> + use<'v> {
        let (own, texts) = (self.own.max(1), self.texts);
        let mut at = 0;
        std::iter::from_fn(move || {
            let left = (rows.len() - at) / own;
            let (size, sql) = SIZES.into_iter().zip(texts).find(|(size, _)| *size <= left)?;
            let next = at + size * own;
            let args = [shared, &rows[at..next]].concat();
            at = next;
            Some((sql, args))
        })
    }

    /// Its statements, for the tests that prepare every text on both engines.
    pub fn known(&self) -> Vec<Known> {
        self.texts.iter().map(|sql| Known::of(self.name, *sql)).collect()
    }
}

/// A table's INSERT, made when it is first used.
pub type LazyBulk = LazyLock<Bulk>;

/// Rows for several tables, being collected.
pub struct Writes {
    shared: Vec<Val>,
    tables: Vec<(&'static LazyBulk, Vec<Val>)>,
}

impl Writes {
    /// Begins; `shared` are the values that all rows share, `$1` first.
    pub fn new(shared: Vec<Val>) -> Self {
        Self { shared, tables: Vec::new() }
    }

    /// Adds a row. How many values it has is the table's to say; a wrong number fails when the row is written.
    pub fn row<const N: usize>(&mut self, table: &'static LazyBulk, values: [Val; N]) {
        match self.tables.iter_mut().find(|(known, _)| std::ptr::eq(*known, table)) {
            Some((_, rows)) => rows.extend(values),
            None => self.tables.push((table, values.into())),
        }
    }

    /// What was collected, to be written.
    pub fn ready(self) -> Ready {
        Ready { shared: self.shared, tables: self.tables }
    }
}

/// Rows of several tables, to be written inside a transaction as often as it takes.
pub struct Ready {
    shared: Vec<Val>,
    tables: Vec<(&'static LazyBulk, Vec<Val>)>,
}

impl Ready {
    /// Writes them in order.
    pub fn run(&self, c: &mut dyn Conn) -> Result<()> {
        for (table, rows) in &self.tables {
            c.insert(table, &self.shared[..table.shared.min(self.shared.len())], rows)?;
        }
        Ok(())
    }
}

/// Declares a store's INSERTs of many rows, and the function `bulk_statements()` that lists them for the tests.
///
/// ```
/// kernel::bulk! {
///     /// Seats.
///     pub SEATS = "INSERT INTO seat (tenant_id, place, taken) VALUES", "($1, ?, FALSE)", "";
/// }
/// assert_eq!(bulk_statements()[3].text, "INSERT INTO seat (tenant_id, place, taken) VALUES ($1, $2, FALSE)");
/// ```
#[macro_export]
macro_rules! bulk {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $head:expr, $row:expr, $tail:expr;)*) => {
        $(
            $(#[$meta])*
            $vis static $name: $crate::db::LazyBulk = ::std::sync::LazyLock::new(|| {
                $crate::db::Bulk::new(concat!(module_path!(), "::", stringify!($name)), $head, $row, $tail)
            });
        )*
        /// Every INSERT of many rows of this store.
        pub fn bulk_statements() -> Vec<$crate::db::Known> {
            [$($name.known()),*].concat()
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    static PAIRS: LazyBulk = LazyLock::new(|| {
        Bulk::new(
            "pairs",
            "INSERT INTO pair (tenant_id, a, b, c) VALUES",
            "($1, ?, $2, ?)",
            "ON CONFLICT DO NOTHING",
        )
    });

    #[test]
    fn rows_are_cut_into_the_sizes_there_are() {
        let mut writes = Writes::new(vec![Val::I64(1), Val::I64(2)]);
        for n in 0..86 {
            writes.row(&PAIRS, [Val::I64(n), Val::I64(n + 100)]);
        }
        let ready = writes.ready();
        let (table, rows) = &ready.tables[0];
        let steps: Vec<(Sql<()>, Vec<Val>)> = table.cut(&ready.shared, rows).collect();
        let sizes: Vec<usize> = steps.iter().map(|(_, args)| (args.len() - 2) / 2).collect();
        assert_eq!(sizes, [64, 16, 4, 1, 1]);
        assert_eq!(steps[1].1[..4], [Val::I64(1), Val::I64(2), Val::I64(64), Val::I64(164)]);
        let text = steps[2].0.text();
        assert!(
            text.starts_with(
                "INSERT INTO pair (tenant_id, a, b, c) VALUES ($1, $3, $2, $4), ($1, $5, $2, $6)"
            ),
            "{text}"
        );
        assert!(text.ends_with("($1, $9, $2, $10) ON CONFLICT DO NOTHING"), "{text}");
    }
}
