//! A small partnership to count in.

use crate::days::{day, window};
use access::{OrganisationId, PersonId, TeamId, UserId, relations};
use cases::model::{Channel, Closing, Direction, NewCase, NewContact, Outcome};
use evidence::{
    model::{Buckets, Stays},
    store::{self, Whose},
};
use kernel::{Chance, db::Conn};
use uuid::Uuid;

/// A partnership of a council with two teams and a landlord with one.
pub struct World {
    pub app: testkit::TestApp,
    pub council: OrganisationId,
    pub landlord: OrganisationId,
    pub north: TeamId,
    pub south: TeamId,
    pub homes: TeamId,
    pub worker: UserId,
    chance: Chance,
}

impl World {
    pub fn new(fixture: &testkit::Fixture) -> Self {
        let chance = Chance::seeded(7);
        let at = testkit::START;
        let world = Self {
            app: testkit::TestApp::with(fixture, evidence::routes()),
            council: chance.id(at),
            landlord: chance.id(at),
            north: chance.id(at),
            south: chance.id(at),
            homes: chance.id(at),
            worker: chance.id(at),
            chance,
        };
        let (council, landlord, worker) = (world.council, world.landlord, world.worker);
        let teams = [
            (world.north, council, "North"),
            (world.south, council, "South"),
            (world.homes, landlord, "Homes"),
        ];
        world.change(move |c| {
            access::store::add_organisation(c, 1, council, "Ashcombe Council", "council")?;
            access::store::add_organisation(c, 1, landlord, "Larch Homes", "landlord")?;
            for (team, host, name) in teams {
                relations::add_team(c, 1, team, host, None, name)?;
            }
            access::store::add_user(
                c,
                1,
                &access::store::NewUser {
                    user_id: worker,
                    organisation_id: council,
                    name: "Priya Shah".to_owned(),
                    job_title: String::new(),
                    phone: String::new(),
                    sign_in: "priya".to_owned(),
                    clearance: 1,
                    status: "active".to_owned(),
                    batch_id: None,
                },
            )
        });
        world
    }

    pub fn change(&self, f: impl FnMut(&mut dyn Conn) -> kernel::Result<()> + Send + 'static) {
        self.app.write(f);
    }

    /// Somebody new.
    pub fn person(&self, batch: Option<Uuid>) -> PersonId {
        let id: PersonId = self.chance.id(testkit::START);
        let (worker, chance) = (self.worker, self.chance.clone());
        self.change(move |c| {
            let new = people::model::NewPerson {
                person_id: id,
                full_name: "Maya Okafor".to_owned(),
                known_as: String::new(),
                born_on: None,
                born_about: false,
                pronouns: String::new(),
                language: String::new(),
                needs: String::new(),
                sensitivity: 1,
                restricted: false,
                keeper: worker,
                recorded_by: worker,
                recorded_at: testkit::START,
                batch,
            };
            people::store::add(c, 1, &new, &chance)
        });
        id
    }

    /// A case of the north team about somebody, from `2020-05-01..2021-08-01` or `2020-05-01..`, written down as
    /// it happened.
    pub fn case(&self, subjects: &[PersonId], days: &str) -> access::CaseId {
        self.case_of(self.north, self.council, subjects, days, None)
    }

    pub fn case_of(
        &self,
        team: TeamId,
        organisation: OrganisationId,
        subjects: &[PersonId],
        days: &str,
        batch: Option<Uuid>,
    ) -> access::CaseId {
        let id: access::CaseId = self.chance.id(testkit::START);
        let (opened, closed) = days.split_once("..").unwrap();
        let closed = (!closed.is_empty()).then(|| day(closed));
        let new = NewCase {
            case_id: id,
            reference: cases::model::reference("asb", &self.chance),
            case_type: "asb".to_owned(),
            stage: String::new(),
            title: "Noise".to_owned(),
            organisation,
            team,
            worker: None,
            subjects: subjects.to_vec(),
            sensitivity: 1,
            opened_on: day(opened),
            opened_recorded_at: day(opened).at(12, 0),
            batch,
        };
        self.change(move |c| {
            cases::store::add(c, 1, &new)?;
            closed.map_or(Ok(()), |on| {
                let closing =
                    Closing { closed_on: on, recorded_at: on.at(12, 0), outcome: "Ended".to_owned() };
                cases::store::close(c, 1, id, &closing)
            })
        });
        id
    }

    pub fn contact(
        &self,
        person: PersonId,
        case: Option<access::CaseId>,
        on: &str,
        late: i64,
        channel: Channel,
    ) {
        let on = day(on);
        let new = NewContact {
            contact_id: self.chance.uuid(testkit::START),
            person,
            case,
            user: self.worker,
            channel,
            direction: Direction::Out,
            outcome: if channel == Channel::Note { Outcome::None } else { Outcome::Attempted },
            with_whom: String::new(),
            summary: "Called".to_owned(),
            occurred_at: on.at(12, 0),
            recorded_at: on.plus(late).at(12, 0),
        };
        self.change(move |c| cases::store::add_contact(c, 1, &new));
    }

    pub fn stays(&self, days: &str, whose: Whose) -> Stays {
        let window = window(days);
        self.app.read(move |c| store::stays(c, 1, window, whose))
    }

    pub fn recording(&self, days: &str, whose: Whose) -> Buckets {
        let window = window(days);
        self.app.read(move |c| store::recording(c, 1, window, whose))
    }
}
