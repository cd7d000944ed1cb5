//! People.

use crate::TestApp;
use access::{PersonId, UserId};
use kernel::Day;
use people::model::NewPerson;
use uuid::Uuid;

/// A person in the making.
#[must_use = "end with added()"]
pub struct PersonBuilder<'a> {
    app: &'a TestApp,
    new: NewPerson,
}

impl<'a> PersonBuilder<'a> {
    pub(super) fn new(app: &'a TestApp, name: &str) -> Self {
        let now = app.clock().now();
        let nobody = UserId::from_uuid(access::NOBODY);
        let new = NewPerson {
            person_id: app.chance().id(now),
            full_name: name.to_owned(),
            known_as: String::new(),
            born_on: None,
            born_about: false,
            pronouns: String::new(),
            language: String::new(),
            needs: String::new(),
            sensitivity: 1,
            restricted: false,
            keeper: nobody,
            recorded_by: nobody,
            recorded_at: now,
            batch: None,
        };
        Self { app, new }
    }

    /// As they wish to be called.
    pub fn known_as(mut self, name: &str) -> Self {
        name.clone_into(&mut self.new.known_as);
        self
    }

    /// Born on this day, written like 1990-05-01.
    pub fn born(mut self, day: &str) -> Self {
        self.new.born_on = Some(Day::parse(day).expect("a day like 1990-05-01"));
        self
    }

    /// 0 universal, 1 standard, 2 sensitive, 3 restricted.
    pub fn sensitivity(mut self, sensitivity: i64) -> Self {
        self.new.sensitivity = sensitivity;
        self
    }

    /// Seen by named workers alone.
    pub fn restricted(mut self) -> Self {
        self.new.restricted = true;
        self
    }

    /// Who keeps the record.
    pub fn kept_by(mut self, user: UserId) -> Self {
        self.new.keeper = user;
        self
    }

    /// Made by this import.
    pub fn in_batch(mut self, batch: Uuid) -> Self {
        self.new.batch = Some(batch);
        self
    }

    /// Anything else of the record.
    pub fn with(mut self, change: impl FnOnce(&mut NewPerson)) -> Self {
        change(&mut self.new);
        self
    }

    /// Records the person.
    pub fn added(self) -> PersonId {
        let (new, chance) = (self.new, self.app.chance().clone());
        let id = new.person_id;
        self.app.write(move |c| people::store::add(c, 1, &new, &chance));
        id
    }
}
