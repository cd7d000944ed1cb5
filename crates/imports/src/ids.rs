//! Ids of the records a run makes: each follows from the run, the kind of record and its number in the run.
//!
//! So a run that is taken up again after its process died makes the same ids, nothing has to remember which row
//! became which record, and records made together lie together on disk. They are UUIDs of version 7 like all
//! others: the run's millisecond, twelve bits drawn for the run, four bits of kind, thirty-four of number, and
//! twenty-four drawn for the run.

use kernel::{Id, Instant};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A kind of record, as it stands in an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An organisation.
    Organisation = 1,
    /// A team.
    Team = 2,
    /// A worker.
    User = 3,
    /// A person.
    Person = 4,
    /// A name, an address or a way to reach somebody: eight to a person.
    Detail = 5,
    /// A part in a network.
    Member = 6,
    /// A household.
    Household = 7,
    /// A case.
    Case = 8,
    /// A contact.
    Contact = 9,
    /// An action.
    Action = 10,
    /// An alert to a keeper.
    Alert = 11,
    /// A past review.
    Review = 12,
}

/// Bits for a record's number.
const NUMBER: u32 = 34;
/// Bits drawn for the run, at the end.
const TAIL: u32 = 24;

/// Makes the ids of one run.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    high: u128,
    tail: u128,
}

impl Ids {
    /// The ids of a run, from its own id and the moment it was made.
    pub fn of(run: Uuid, made_at: Instant) -> Self {
        let drawn = Sha256::digest(run.as_bytes());
        let millis = u128::from(u64::try_from(made_at.micros() / 1000).unwrap_or(0)) & 0xffff_ffff_ffff;
        let twelve = u128::from(u16::from_be_bytes([drawn[0], drawn[1]]) & 0xfff);
        let tail = u128::from(u32::from_be_bytes([0, drawn[2], drawn[3], drawn[4]]));
        Self { high: (millis << 80) | (0x7 << 76) | (twelve << 64) | (0b10 << 62), tail }
    }

    /// The id of the `n`-th record of a kind.
    pub fn uuid(&self, kind: Kind, n: u64) -> Uuid {
        let number = u128::from(n) & ((1 << NUMBER) - 1);
        Uuid::from_u128(self.high | ((kind as u128) << (NUMBER + TAIL)) | (number << TAIL) | self.tail)
    }

    /// The same, typed.
    pub fn id<K: ?Sized>(&self, kind: Kind, n: u64) -> Id<K> {
        Id::from_uuid(self.uuid(kind, n))
    }

    /// The least and the greatest id a run can make.
    pub fn bounds(&self) -> (Uuid, Uuid) {
        (Uuid::from_u128(self.high), Uuid::from_u128(self.high | ((1 << 62) - 1)))
    }

    /// The least and the greatest id of one kind.
    pub fn bounds_of(&self, kind: Kind) -> (Uuid, Uuid) {
        (self.uuid(kind, 0), self.uuid(kind, (1 << NUMBER) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_a_kind_and_differ_between_kinds_and_runs() {
        let at = Instant::from_micros(1_795_168_800_000_000);
        let run = Ids::of(Uuid::from_u128(7), at);
        let other = Ids::of(Uuid::from_u128(8), at);
        let ids = [
            run.uuid(Kind::Person, 0),
            run.uuid(Kind::Person, 1),
            run.uuid(Kind::Person, 1 << 33),
            run.uuid(Kind::Case, 0),
        ];
        assert!(ids.is_sorted() && ids.iter().all(|id| id.get_version_num() == 7));
        assert!(ids.iter().all(|id| run.bounds().0 <= *id && *id <= run.bounds().1));
        assert_ne!(run.uuid(Kind::Person, 0), other.uuid(Kind::Person, 0));
        assert_eq!(run.uuid(Kind::Person, 5), Ids::of(Uuid::from_u128(7), at).uuid(Kind::Person, 5));
        let (first, last) = run.bounds_of(Kind::Person);
        assert!(first <= ids[0] && ids[2] <= last && last < ids[3]);
    }
}
