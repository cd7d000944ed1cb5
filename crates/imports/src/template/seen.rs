//! What the rows before said: cases by reference, people by theirs, in little memory.
//!
//! A million cases are kept as numbers: of each field of a case its hash, so that a later row that says otherwise
//! is noticed and the column named.

use super::{
    fields::{Field, Holds},
    row::Values,
};
use kernel::Day;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// How many fields are about the case.
const CASE: usize = Field::PersonReference as usize;
/// The first field about the person that must agree.
const PERSON: usize = Field::FullName as usize;
/// How many there are; the role in the case is the row's own.
const PERSONS: usize = Field::Role as usize - PERSON;

/// A case of the rows before.
#[derive(Clone, Debug)]
pub struct SeenCase {
    /// Number in the run.
    pub n: u64,
    /// Line of its first row.
    pub line: u64,
    /// Whether the subject it is listed under has come.
    pub has_subject: bool,
    /// The worker, as a number of the caller's.
    pub worker: Option<u32>,
    /// Where it belongs, as a number of the caller's.
    pub place: u32,
    /// First day.
    pub opened: Day,
    /// Last day.
    pub closed: Option<Day>,
    /// The name in its first row, hashed.
    name: u64,
    fields: [u32; CASE],
}

/// A person of the rows before.
#[derive(Clone, Debug)]
pub struct SeenPerson {
    /// Number in the run.
    pub n: u64,
    /// Line of their first row.
    pub line: u64,
    fields: [u32; PERSONS],
}

/// Everything seen so far.
#[derive(Default)]
pub struct Seen {
    cases: HashMap<u128, u32>,
    case_list: Vec<SeenCase>,
    people: HashMap<u128, u32>,
    person_list: Vec<SeenPerson>,
    in_case: HashMap<u64, u32>,
}

impl Seen {
    /// The case of a reference.
    pub fn case(&self, reference: &str) -> Option<&SeenCase> {
        self.cases.get(&wide(reference)).and_then(|at| self.case_list.get(*at as usize))
    }

    /// A case by its number.
    pub fn case_mut(&mut self, n: u64) -> Option<&mut SeenCase> {
        self.case_list.get_mut(usize::try_from(n).ok()?)
    }

    /// Notes a new case; its number.
    pub fn add_case(&mut self, values: &Values, worker: Option<u32>, place: u32, opened: Day) -> u64 {
        let n = self.case_list.len();
        self.cases.insert(wide(values.text(Field::Reference)), u32::try_from(n).unwrap_or(u32::MAX));
        self.case_list.push(SeenCase {
            n: n as u64,
            line: values.line,
            has_subject: false,
            worker,
            place,
            opened,
            closed: values.day(Field::Closed),
            name: name(values),
            fields: hashes(values, 0),
        });
        n as u64
    }

    /// The person of a reference.
    pub fn person(&self, reference: &str) -> Option<&SeenPerson> {
        self.people.get(&wide(reference)).and_then(|at| self.person_list.get(*at as usize))
    }

    /// Notes a new person with a reference.
    pub fn add_person(&mut self, n: u64, values: &Values) {
        let at = u32::try_from(self.person_list.len()).unwrap_or(u32::MAX);
        self.people.insert(wide(values.text(Field::PersonReference)), at);
        self.person_list.push(SeenPerson { n, line: values.line, fields: hashes(values, PERSON) });
    }

    /// Notes that somebody is in a case; the line that said so before, when one did.
    pub fn join(&mut self, case: u64, who: &impl Hash, line: u64) -> Option<u32> {
        let mut hasher = DefaultHasher::new();
        case.hash(&mut hasher);
        who.hash(&mut hasher);
        let key = hasher.finish();
        let before = self.in_case.get(&key).copied();
        if before.is_none() {
            self.in_case.insert(key, u32::try_from(line).unwrap_or(u32::MAX));
        }
        before
    }

    /// How many cases there are.
    pub fn cases(&self) -> u64 {
        self.case_list.len() as u64
    }

    /// The cases nobody is the subject of.
    pub fn without_subject(&self) -> impl Iterator<Item = u64> {
        self.case_list.iter().filter(|case| !case.has_subject).map(|case| case.n)
    }
}

impl SeenCase {
    /// Whether a row names somebody else than the case's first row did.
    pub fn names_another(&self, values: &Values) -> bool {
        self.name != name(values)
    }

    /// The fields on which a row says otherwise.
    pub fn contradicted(&self, values: &Values) -> Vec<Field> {
        contradicted(&self.fields, &hashes::<CASE>(values, 0), 0)
    }
}

impl SeenPerson {
    /// The fields on which a row says otherwise.
    pub fn contradicted(&self, values: &Values) -> Vec<Field> {
        contradicted(&self.fields, &hashes::<PERSONS>(values, PERSON), PERSON)
    }
}

/// A later row may leave a field empty; what it says must be what the first row said.
fn contradicted(first: &[u32], later: &[u32], from: usize) -> Vec<Field> {
    let pairs = first.iter().zip(later).enumerate();
    pairs
        .filter(|(_, (a, b))| **b != 0 && a != b)
        .filter_map(|(n, _)| Field::ALL.get(from + n).copied())
        .collect()
}

/// The hash of each field; 0 for an empty one.
fn hashes<const N: usize>(values: &Values, from: usize) -> [u32; N] {
    std::array::from_fn(|n| {
        let Some(field) = Field::ALL.get(from + n) else { return 0 };
        let text = values.text(*field);
        if text.is_empty() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        match field.column().holds {
            // The same day may be written in several ways.
            Holds::Day => values.day(*field).hash(&mut hasher),
            _ => text.hash(&mut hasher),
        }
        u32::try_from(hasher.finish() >> 32).unwrap_or(0).max(1)
    })
}

fn name(values: &Values) -> u64 {
    let mut hasher = DefaultHasher::new();
    kernel::words::fold(&values.full_name()).hash(&mut hasher);
    hasher.finish()
}

fn wide(text: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        text.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(1) << 64) | half(2)
}
