//! SQL texts as typed constants that a test can list.

use super::{FromRow, Kind};
use std::marker::PhantomData;

/// One SQL text, and the type its rows decode into (`()` for a change). Made by [`statements!`](crate::statements).
pub struct Sql<R> {
    text: &'static str,
    counted: bool,
    row: PhantomData<fn() -> R>,
}

impl<R> Clone for Sql<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Sql<R> {}

impl<R> Sql<R> {
    /// A statement that counts against a page's budget.
    pub const fn new(text: &'static str) -> Self {
        Self { text, counted: true, row: PhantomData }
    }

    /// The same statement, not counted: session reads, permits and audit.
    pub const fn uncounted(self) -> Self {
        Self { counted: false, ..self }
    }

    /// The SQL.
    pub const fn text(self) -> &'static str {
        self.text
    }

    pub(super) const fn is_counted(self) -> bool {
        self.counted
    }
}

/// A statement as the tests see it: its name, its text and the columns its row type reads.
#[derive(Clone, Copy)]
pub struct Known {
    /// `people::store::FIND`.
    pub name: &'static str,
    /// The SQL.
    pub text: &'static str,
    /// The kinds of column its row type decodes; empty for a change.
    pub columns: fn() -> Vec<Kind>,
}

impl Known {
    /// Lists a statement.
    pub const fn of<R: FromRow>(name: &'static str, sql: Sql<R>) -> Self {
        Self { name, text: sql.text, columns: R::kinds }
    }
}

/// Declares a store's SQL: each text becomes a typed constant, and all of them the slice `STATEMENTS`, which the
/// tests prepare on both engines.
///
/// ```
/// kernel::statements! {
///     /// How many seats are left.
///     SEATS: (i64,) = "SELECT CAST(count(*) AS BIGINT) FROM seat WHERE tenant_id = $1";
///     TAKE: () = "UPDATE seat SET taken = TRUE WHERE tenant_id = $1 AND seat_id = $2";
/// }
/// assert_eq!(STATEMENTS.len(), 2);
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $vis:vis $name:ident : $row:ty = $text:expr $(=> $mark:ident)?;)*) => {
        $(
            $(#[$meta])*
            $vis const $name: $crate::db::Sql<$row> = $crate::db::Sql::<$row>::new($text)$(.$mark())?;
        )*
        /// Every SQL text of this store.
        pub const STATEMENTS: &[$crate::db::Known] = &[
            $($crate::db::Known::of(concat!(module_path!(), "::", stringify!($name)), $name)),*
        ];
    };
}
