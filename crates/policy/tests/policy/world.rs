//! Small worlds from a seed: two shared services, a handful of users, people and cases, every relation dense.
//!
//! Three traps are set on purpose. Ids repeat across services and across kinds, so that a missing or wrong join
//! finds somebody else's row. Starts and ends lie at `now` and one microsecond to each side of it. Imports are live
//! in one service and not in the other under the same id.

use kernel::{Instant, db::Val};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many worlds the tests look at: enough for more than 20,000 decisions on each database.
pub const WORLDS: u64 = 30;
/// The moment of every request: 22 November 2026, 9.05am.
pub const NOW: i64 = 1_795_338_300_000_000;
const TENANTS: i64 = 2;
const USERS: u128 = 5;
const PEOPLE: u128 = 6;
const CASES: u128 = 6;
const TEAMS: u128 = 3;
const BATCHES: u128 = 2;

/// Somebody who asks. `own` is 0 when they have no record as a client.
pub struct User {
    pub tenant: i64,
    pub id: u128,
    pub clearance: i64,
    pub own: u128,
}

/// A row of `person_access`.
pub struct Person {
    pub tenant: i64,
    pub id: u128,
    pub sensitivity: i64,
    pub restricted: bool,
    pub batch: Option<u128>,
}

/// A row of `case_access`.
pub struct Case {
    pub tenant: i64,
    pub id: u128,
    pub team: u128,
    pub sensitivity: i64,
    pub open: bool,
    pub batch: Option<u128>,
}

/// A user's relation to a team or a person, for a time.
pub struct Tie {
    pub tenant: i64,
    pub user: u128,
    pub to: u128,
    pub from: i64,
    pub until: i64,
}

/// Everything that decides.
#[derive(Default)]
pub struct World {
    pub users: Vec<User>,
    pub people: Vec<Person>,
    pub cases: Vec<Case>,
    /// Tenant, case, person.
    pub subjects: Vec<(i64, u128, u128)>,
    /// Each with whether they lead the team.
    pub members: Vec<(Tie, bool)>,
    /// Each with its import.
    pub works_with: Vec<(Tie, Option<u128>)>,
    pub named_readers: Vec<Tie>,
    pub exclusions: Vec<Tie>,
    /// Tenant, import, whether it is live.
    pub batches: Vec<(i64, u128, bool)>,
}

/// The world of a seed.
pub fn world(seed: u64) -> World {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let mut w = World::default();
    for tenant in 1..=TENANTS {
        for id in 1..=BATCHES {
            w.batches.push((tenant, id, dice.yes(0.6)));
        }
        for id in 1..=USERS {
            let own = if dice.yes(0.6) { dice.one_of(PEOPLE) } else { 0 };
            w.users.push(User { tenant, id, clearance: dice.below(4), own });
        }
        for id in 1..=PEOPLE {
            let (sensitivity, restricted) = (dice.sensitivity(), dice.yes(0.2));
            w.people.push(Person { tenant, id, sensitivity, restricted, batch: dice.batch() });
        }
        for id in 1..=CASES {
            let (team, sensitivity) = (dice.one_of(TEAMS), dice.sensitivity());
            w.cases.push(Case { tenant, id, team, sensitivity, open: dice.yes(0.7), batch: dice.batch() });
            for person in dice.some_of(PEOPLE, 2) {
                w.subjects.push((tenant, id, person));
            }
        }
        for user in 1..=USERS {
            dice.relate(&mut w, tenant, user);
        }
    }
    w
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn relate(&mut self, w: &mut World, tenant: i64, user: u128) {
        for to in self.some_of(TEAMS, 2) {
            let tie = self.tie(tenant, user, to);
            w.members.push((tie, self.yes(0.5)));
        }
        for to in self.some_of(PEOPLE, 3) {
            let tie = self.tie(tenant, user, to);
            w.works_with.push((tie, self.batch()));
        }
        for to in self.some_of(PEOPLE, 3) {
            let tie = self.tie(tenant, user, to);
            w.named_readers.push(tie);
        }
        for to in self.some_of(PEOPLE, 1) {
            let tie = self.tie(tenant, user, to);
            w.exclusions.push(tie);
        }
    }

    fn tie(&mut self, tenant: i64, user: u128, to: u128) -> Tie {
        const DAY: i64 = 86_400_000_000;
        let from = [NOW - DAY, NOW - DAY, NOW - DAY, NOW - 1, NOW, NOW + 1][self.place(6)];
        let until = [NOW + DAY, NOW + DAY, NOW + DAY, NOW + 1, NOW, NOW - 1][self.place(6)];
        Tie { tenant, user, to, from, until }
    }

    fn yes(&mut self, chance: f64) -> bool {
        self.0.random_bool(chance)
    }

    fn below(&mut self, n: i64) -> i64 {
        self.0.random_range(0..n)
    }

    fn place(&mut self, n: usize) -> usize {
        self.0.random_range(0..n)
    }

    /// Most records are standard, as in life; enough are not.
    fn sensitivity(&mut self) -> i64 {
        [0, 1, 1, 1, 2, 2, 3][self.place(7)]
    }

    fn batch(&mut self) -> Option<u128> {
        self.yes(0.3).then(|| self.one_of(BATCHES))
    }

    fn one_of(&mut self, n: u128) -> u128 {
        self.0.random_range(1..=n)
    }

    /// Up to `most` different ids, in order.
    fn some_of(&mut self, n: u128, most: usize) -> BTreeSet<u128> {
        (0..=self.place(most + 1)).skip(1).map(|_| self.one_of(n)).collect()
    }
}

/// An id as the databases hold it; 0 is nobody.
pub fn id(n: u128) -> Val {
    Val::from(Uuid::from_u128(n))
}

impl World {
    /// Every row with the statement that adds it, in an order that foreign keys allow.
    pub fn rows(&self) -> Vec<(&'static str, Vec<Val>)> {
        let mut rows = structure();
        let batch = |b: Option<u128>| b.map_or(Val::Null, id);
        let key = |t: &Tie| vec![t.tenant.into(), id(t.user), id(t.to), at(t.from), at(t.until)];
        for u in &self.users {
            let values =
                vec![u.tenant.into(), id(u.id), format!("{}", u.id).into(), u.clearance.into(), id(u.own)];
            rows.push((USER, values));
        }
        for (tenant, b, live) in &self.batches {
            rows.push((
                "INSERT INTO batch VALUES ($1, $2, $3)",
                vec![(*tenant).into(), id(*b), (*live).into()],
            ));
        }
        for p in &self.people {
            let values =
                [p.tenant.into(), id(p.id), p.sensitivity.into(), p.restricted.into(), batch(p.batch)];
            rows.push((PERSON, values.into()));
        }
        for c in &self.cases {
            let values =
                [c.tenant.into(), id(c.id), id(c.team), c.sensitivity.into(), c.open.into(), batch(c.batch)];
            rows.push((CASE, values.into()));
        }
        for (tenant, case, person) in &self.subjects {
            rows.push((SUBJECT, vec![(*tenant).into(), id(*case), id(*person)]));
        }
        for (tie, manages) in &self.members {
            rows.push((MEMBER, [key(tie), vec![(*manages).into()]].concat()));
        }
        for (tie, b) in &self.works_with {
            rows.push((WORKS_WITH, [key(tie), vec![batch(*b)]].concat()));
        }
        rows.extend(self.named_readers.iter().map(|tie| (NAMED_READER, key(tie))));
        rows.extend(self.exclusions.iter().map(|tie| (EXCLUSION, key(tie))));
        rows
    }
}

// Columns are named, so that one more of them is no business of the policy's.
const TENANT: &str = "INSERT INTO tenant
    (tenant_id, name, division, made_at) VALUES ($1, 'Test', 'england-and-wales', $2)";
const ORGANISATION: &str = "INSERT INTO organisation
    (tenant_id, organisation_id, name, kind) VALUES ($1, $2, 'Test', 'council')";
const TEAM: &str = "INSERT INTO team
    (tenant_id, team_id, organisation_id, name) VALUES ($1, $2, $2, 'Test')";
const USER: &str = "INSERT INTO app_user
    (tenant_id, user_id, organisation_id, name, sort_name, job_title, phone, sign_in, clearance, own_person_id, status)
    VALUES ($1, $2, $2, '', '', '', '', $3, $4, $5, 'active')";
const PERSON: &str = "INSERT INTO person_access
    (tenant_id, person_id, sensitivity, restricted, keeper_id, batch_id) VALUES ($1, $2, $3, $4, $2, $5)";
const CASE: &str = "INSERT INTO case_access
    (tenant_id, case_id, team_id, sensitivity, is_open, batch_id) VALUES ($1, $2, $3, $4, $5, $6)";
const SUBJECT: &str = "INSERT INTO case_person (tenant_id, case_id, person_id) VALUES ($1, $2, $3)";
const MEMBER: &str = "INSERT INTO team_member
    (tenant_id, user_id, team_id, from_at, until_at, manages) VALUES ($1, $2, $3, $4, $5, $6)";
const WORKS_WITH: &str = "INSERT INTO works_with
    (tenant_id, user_id, person_id, from_at, until_at, batch_id) VALUES ($1, $2, $3, $4, $5, $6)";
const NAMED_READER: &str = "INSERT INTO named_reader
    (tenant_id, user_id, person_id, from_at, until_at) VALUES ($1, $2, $3, $4, $5)";
const EXCLUSION: &str = "INSERT INTO exclusion
    (tenant_id, user_id, person_id, from_at, until_at, reason) VALUES ($1, $2, $3, $4, $5, '')";

/// What foreign keys ask for before anybody can exist.
fn structure() -> Vec<(&'static str, Vec<Val>)> {
    let mut rows = Vec::new();
    for tenant in 1..=TENANTS {
        rows.push((TENANT, vec![tenant.into(), at(NOW)]));
        for n in 1..=USERS {
            rows.push((ORGANISATION, vec![tenant.into(), id(n)]));
        }
        for n in 1..=TEAMS {
            rows.push((TEAM, vec![tenant.into(), id(n)]));
        }
    }
    rows
}

fn at(micros: i64) -> Val {
    Val::from(Instant::from_micros(micros))
}
