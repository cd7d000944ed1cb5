//! Typed record ids.

use crate::{Error, Result};
use std::{fmt, hash, marker::PhantomData, str::FromStr};
use uuid::Uuid;

/// The id of a record of kind `K`: a UUID (version 7, made by [`Chance`](crate::Chance)) that cannot be mistaken
/// for the id of another kind. In addresses it is written as 32 hexadecimal digits.
pub struct Id<K: ?Sized>(Uuid, PhantomData<fn() -> *const K>);

impl<K: ?Sized> Id<K> {
    /// Types a bare UUID; only stores and test builders have one.
    pub fn from_uuid(id: Uuid) -> Self {
        Self(id, PhantomData)
    }

    /// The UUID inside.
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K: ?Sized> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: ?Sized> Copy for Id<K> {}
impl<K: ?Sized> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K: ?Sized> Eq for Id<K> {}
impl<K: ?Sized> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: ?Sized> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K: ?Sized> hash::Hash for Id<K> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: ?Sized> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.simple())
    }
}
/// 32 lower-case hexadecimal digits.
impl<K: ?Sized> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.simple())
    }
}
/// Anything that is not an id is "not found", like an id of no record.
impl<K: ?Sized> FromStr for Id<K> {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Uuid::try_parse(text).map(Self::from_uuid).map_err(|_| Error::NotFound)
    }
}
