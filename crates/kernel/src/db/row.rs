//! Rows that come out of a statement, and the types they decode into.

use crate::{Day, Error, Id, Instant, Result};
use uuid::Uuid;

/// The kind of a column, as the tests compare it with a prepared statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// BOOLEAN; 0 or 1 in SQLite.
    Bool,
    /// BIGINT.
    I64,
    /// DOUBLE PRECISION.
    F64,
    /// TEXT.
    Text,
    /// BYTEA or BLOB.
    Bytes,
    /// UUID; BLOB of 16 in SQLite.
    Uuid,
    /// TIMESTAMPTZ; TEXT of fixed width in SQLite.
    At,
    /// DATE; TEXT in SQLite.
    On,
}

/// One row; columns by number from 0, `None` for NULL.
pub trait Row {
    /// A BOOLEAN.
    fn boolean(&self, i: usize) -> Result<Option<bool>>;
    /// A BIGINT.
    fn integer(&self, i: usize) -> Result<Option<i64>>;
    /// A DOUBLE PRECISION.
    fn real(&self, i: usize) -> Result<Option<f64>>;
    /// A TEXT.
    fn text(&self, i: usize) -> Result<Option<String>>;
    /// A BLOB.
    fn bytes(&self, i: usize) -> Result<Option<Vec<u8>>>;
    /// A UUID.
    fn uuid(&self, i: usize) -> Result<Option<Uuid>>;
    /// A moment.
    fn instant(&self, i: usize) -> Result<Option<Instant>>;
    /// A day.
    fn day(&self, i: usize) -> Result<Option<Day>>;
}

/// A type that one column decodes into. `Option` of it takes NULL.
pub trait Col: Sized {
    /// The column's kind.
    const KIND: Kind;
    /// Decodes; `None` for NULL.
    fn get(row: &dyn Row, i: usize) -> Result<Option<Self>>;
}

macro_rules! col {
    ($($t:ty, $kind:ident, $get:ident;)*) => {
        $(impl Col for $t {
            const KIND: Kind = Kind::$kind;
            fn get(row: &dyn Row, i: usize) -> Result<Option<Self>> { row.$get(i) }
        })*
    };
}
col! {
    bool, Bool, boolean;
    i64, I64, integer;
    f64, F64, real;
    String, Text, text;
    Vec<u8>, Bytes, bytes;
    Uuid, Uuid, uuid;
    Instant, At, instant;
    Day, On, day;
}

impl<K: ?Sized> Col for Id<K> {
    const KIND: Kind = Kind::Uuid;
    fn get(row: &dyn Row, i: usize) -> Result<Option<Self>> {
        Ok(row.uuid(i)?.map(Self::from_uuid))
    }
}

/// A column of a row struct: a [`Col`], or an `Option` of one.
pub trait Field: Sized {
    /// The column's kind.
    const KIND: Kind;
    /// Decodes the column.
    fn read(row: &dyn Row, i: usize) -> Result<Self>;
}

impl<T: Col> Field for T {
    const KIND: Kind = T::KIND;
    fn read(row: &dyn Row, i: usize) -> Result<Self> {
        T::get(row, i)?.ok_or_else(|| Error::Database(format!("column {i} is NULL and must not be")))
    }
}

impl<T: Col> Field for Option<T> {
    const KIND: Kind = T::KIND;
    fn read(row: &dyn Row, i: usize) -> Result<Self> {
        T::get(row, i)
    }
}

/// A type that a whole row decodes into: a struct made by [`row!`](crate::row), or a tuple.
pub trait FromRow: Sized {
    /// The kinds of its columns, in order.
    fn kinds() -> Vec<Kind>;
    /// Decodes the row.
    fn from_row(row: &dyn Row) -> Result<Self>;
}

/// A change gives no rows.
impl FromRow for () {
    fn kinds() -> Vec<Kind> {
        Vec::new()
    }
    fn from_row(_: &dyn Row) -> Result<Self> {
        Ok(())
    }
}

macro_rules! tuple {
    ($($t:ident $i:tt),*) => {
        impl<$($t: Field),*> FromRow for ($($t,)*) {
            fn kinds() -> Vec<Kind> { vec![$($t::KIND),*] }
            fn from_row(row: &dyn Row) -> Result<Self> { Ok(($($t::read(row, $i)?,)*)) }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);

#[doc(hidden)]
pub use Field as __Field;

/// Declares a struct that a row decodes into, column by column in the order of its fields.
///
/// ```
/// kernel::row! {
///     /// A seat.
///     #[derive(Debug)]
///     pub struct Seat {
///         /// Where it stands.
///         pub place: String,
///         /// Who sits there, if anybody.
///         pub by: Option<String>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $t:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $t),* }
        impl $crate::db::FromRow for $name {
            fn kinds() -> Vec<$crate::db::Kind> {
                vec![$(<$t as $crate::db::__Field>::KIND),*]
            }
            fn from_row(row: &dyn $crate::db::Row) -> $crate::Result<Self> {
                let mut columns = 0usize..;
                Ok(Self {
                    $($field: <$t as $crate::db::__Field>::read(row, columns.next().unwrap_or_default())?),*
                })
            }
        }
    };
}

/// Declares an enum that is stored as a short text code and shown in words: `code()`, `label()`, `parse()`,
/// `ALL`, and the conversions to and from the database.
///
/// ```
/// kernel::text_enum! {
///     /// How a thing went.
///     pub enum Outcome {
///         /// As hoped.
///         Good = "good", "Went well";
///         /// Not as hoped.
///         Bad = "bad", "Went badly";
///     }
/// }
/// assert_eq!(Outcome::parse("bad"), Some(Outcome::Bad));
/// assert_eq!(Outcome::Good.label(), "Went well");
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $label:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant),* }
        impl $name {
            /// Every value, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stored code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
            /// The words people see.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
            /// The value of a stored code; `None` for any other text.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
        impl $crate::db::Col for $name {
            const KIND: $crate::db::Kind = $crate::db::Kind::Text;
            fn get(row: &dyn $crate::db::Row, i: usize) -> $crate::Result<Option<Self>> {
                row.text(i)?
                    .map(|code| {
                        Self::parse(&code).ok_or_else(|| {
                            $crate::Error::Database(format!("{code} is no {}", stringify!($name)))
                        })
                    })
                    .transpose()
            }
        }
        impl From<$name> for $crate::db::Val {
            fn from(v: $name) -> Self { Self::Text(v.code().into()) }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str(self.label()) }
        }
    };
}
