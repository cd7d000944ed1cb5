//! Cases, contacts and what is to happen.

use crate::TestApp;
use access::{CaseId, OrganisationId, PersonId, TeamId, UserId};
use cases::model::{ActionKind, Channel, Direction, NewAction, NewCase, NewContact, Outcome};
use kernel::{
    Day, Instant, args,
    db::{ConnExt, Sql},
};
use uuid::Uuid;

/// The kind of case that tests work on unless they say otherwise: data, as for everybody.
const CASE_TYPE: &str = include_str!("../../data/case_type").trim_ascii_end();

/// A case in the making.
#[must_use = "end with added()"]
pub struct CaseBuilder<'a> {
    app: &'a TestApp,
    new: NewCase,
    team: Option<TeamId>,
    owner: Option<OrganisationId>,
    closed: bool,
    pack_version: i64,
}

impl<'a> CaseBuilder<'a> {
    pub(super) fn new(app: &'a TestApp, about: PersonId) -> Self {
        let new = NewCase {
            case_id: app.chance().id(app.clock().now()),
            reference: cases::model::reference(CASE_TYPE, app.chance()),
            case_type: CASE_TYPE.to_owned(),
            stage: String::new(),
            title: "Noise at Larch Court".to_owned(),
            organisation: OrganisationId::from_uuid(access::NOBODY),
            team: TeamId::from_uuid(access::NOBODY),
            worker: None,
            subjects: vec![about],
            sensitivity: 1,
            opened_on: app.clock().today(),
            opened_recorded_at: app.clock().now(),
            batch: None,
        };
        Self { app, new, team: None, owner: None, closed: false, pack_version: 0 }
    }

    /// Of a kind that has a pack, worked by its first version.
    pub fn worked_by(mut self, pack: &str) -> Self {
        pack.clone_into(&mut self.new.case_type);
        self.pack_version = 1;
        self
    }

    /// Also about this person.
    pub fn and(mut self, person: PersonId) -> Self {
        self.new.subjects.push(person);
        self
    }

    /// Held by this team.
    pub fn held_by(mut self, team: TeamId) -> Self {
        self.team = Some(team);
        self
    }

    /// Owned by this organisation.
    pub fn owned_by(mut self, organisation: OrganisationId) -> Self {
        self.owner = Some(organisation);
        self
    }

    /// Allocated to this worker. It does not make them work with anybody: see [`TestApp::join`].
    pub fn worker(mut self, user: UserId) -> Self {
        self.new.worker = Some(user);
        self
    }

    /// 0 universal, 1 standard, 2 sensitive, 3 restricted.
    pub fn sensitivity(mut self, sensitivity: i64) -> Self {
        self.new.sensitivity = sensitivity;
        self
    }

    /// What it is about.
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.new.title);
        self
    }

    /// Opened on this day, written like 2026-11-02.
    pub fn opened(mut self, day: &str) -> Self {
        self.new.opened_on = Day::parse(day).expect("a day like 2026-11-02");
        self.new.opened_recorded_at = self.new.opened_on.at(9, 0);
        self
    }

    /// Closed today.
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Anything else of the case.
    pub fn with(mut self, change: impl FnOnce(&mut NewCase)) -> Self {
        change(&mut self.new);
        self
    }

    /// Records the case.
    pub fn added(self) -> CaseId {
        let app = self.app;
        let team = self.team.unwrap_or_else(|| app.team("Larch Court team"));
        let owner = self.owner.unwrap_or_else(|| app.home());
        let new = NewCase { team, organisation: owner, ..self.new };
        let id = new.case_id;
        let version = self.pack_version;
        app.write(move |c| {
            cases::store::add(c, 1, &new)?;
            let sql = "UPDATE case_file SET pack_version = $3 WHERE tenant_id = $1 AND case_id = $2";
            c.exec(Sql::new(sql), args![1, id, version])
        });
        if self.closed {
            app.close(id);
        }
        id
    }
}

/// A contact in the making.
#[must_use = "end with added()"]
pub struct ContactBuilder<'a> {
    app: &'a TestApp,
    new: NewContact,
}

impl<'a> ContactBuilder<'a> {
    pub(super) fn new(app: &'a TestApp, person: PersonId, by: UserId) -> Self {
        let now = app.clock().now();
        let new = NewContact {
            contact_id: app.uuid(),
            person,
            case: None,
            user: by,
            channel: Channel::Visit,
            direction: Direction::Out,
            outcome: Outcome::Successful,
            with_whom: String::new(),
            summary: "Talked about the week.".to_owned(),
            occurred_at: now.plus_seconds(-3600),
            recorded_at: now,
        };
        Self { app, new }
    }

    /// Belongs to this case.
    pub fn in_case(mut self, case: CaseId) -> Self {
        self.new.case = Some(case);
        self
    }

    /// When it happened.
    pub fn at(mut self, at: Instant) -> Self {
        self.new.occurred_at = at;
        self
    }

    /// They were not reached.
    pub fn not_reached(mut self) -> Self {
        self.new.outcome = Outcome::Attempted;
        self
    }

    /// What was said.
    pub fn saying(mut self, words: &str) -> Self {
        words.clone_into(&mut self.new.summary);
        self
    }

    /// Anything else of the contact.
    pub fn with(mut self, change: impl FnOnce(&mut NewContact)) -> Self {
        change(&mut self.new);
        self
    }

    /// Records the contact.
    pub fn added(self) -> Uuid {
        let new = self.new;
        let id = new.contact_id;
        self.app.write(move |c| cases::store::add_contact(c, 1, &new));
        id
    }
}

/// Something that is to happen, in the making.
#[must_use = "end with added()"]
pub struct ActionBuilder<'a> {
    app: &'a TestApp,
    new: NewAction,
}

impl<'a> ActionBuilder<'a> {
    pub(super) fn new(app: &'a TestApp, person: PersonId, what: &str) -> Self {
        let new = NewAction {
            action_id: app.uuid(),
            person,
            case: None,
            kind: ActionKind::Visit,
            what: what.to_owned(),
            owner: None,
            owner_name: String::new(),
            due_on: app.clock().today(),
            due_at: None,
            recorded_at: app.clock().now(),
            recorded_by: UserId::from_uuid(access::NOBODY),
        };
        Self { app, new }
    }

    /// Belongs to this case.
    pub fn in_case(mut self, case: CaseId) -> Self {
        self.new.case = Some(case);
        self
    }

    /// This worker's.
    pub fn owner(mut self, user: UserId) -> Self {
        self.new.owner = Some(user);
        self
    }

    /// Due on this day, written like 2026-11-27.
    pub fn due(mut self, day: &str) -> Self {
        self.new.due_on = Day::parse(day).expect("a day like 2026-11-27");
        self
    }

    /// Anything else of the action.
    pub fn with(mut self, change: impl FnOnce(&mut NewAction)) -> Self {
        change(&mut self.new);
        self
    }

    /// Records it.
    pub fn added(self) -> Uuid {
        let new = self.new;
        let id = new.action_id;
        self.app.write(move |c| cases::store::add_action(c, 1, &new));
        id
    }
}
