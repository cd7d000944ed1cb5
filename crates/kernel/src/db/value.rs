//! Values that go into a statement.

use crate::{Day, Id, Instant};
use std::borrow::Cow;
use uuid::Uuid;

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    /// No value.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    I64(i64),
    /// A measured number. Money and hundredths are [`Val::I64`].
    F64(f64),
    /// Text.
    Text(Cow<'static, str>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An id.
    Uuid(Uuid),
    /// A moment.
    At(Instant),
    /// A day.
    On(Day),
}

macro_rules! from {
    ($($t:ty => $make:expr),* $(,)?) => {
        $(impl From<$t> for Val { fn from(v: $t) -> Self { $make(v) } })*
    };
}
from! {
    bool => Val::Bool,
    i64 => Val::I64,
    f64 => Val::F64,
    Uuid => Val::Uuid,
    Instant => Val::At,
    Day => Val::On,
    Vec<u8> => Val::Bytes,
    &[u8] => |b: &[u8]| Val::Bytes(b.to_vec()),
    String => |s: String| Val::Text(s.into()),
    &String => |s: &String| Val::Text(s.clone().into()),
    &str => |s: &str| Val::Text(s.to_owned().into()),
}

impl<K: ?Sized> From<Id<K>> for Val {
    fn from(id: Id<K>) -> Self {
        Self::Uuid(id.uuid())
    }
}

impl<T: Into<Self>> From<Option<T>> for Val {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

/// Parameters of a statement, `$1` first.
#[macro_export]
macro_rules! args {
    ($($e:expr),* $(,)?) => { &[$($crate::db::Val::from($e)),*] };
}
