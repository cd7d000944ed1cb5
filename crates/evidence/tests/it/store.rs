//! What is counted, read from a database of each engine.

use crate::{day, window};
use access::{NOBODY, OrganisationId, PersonId, TeamId, UserId, relations};
use cases::model::{Channel, Closing, Direction, NewCase, NewContact, Outcome, PartyRole};
use evidence::{
    model::{Buckets, Split, Stays},
    store::{self, Whose},
};
use kernel::{
    Chance, Clock, Day, Id,
    db::{Conn, Db},
};
use uuid::Uuid;

/// A partnership of a council with two teams and a landlord with one.
pub struct World {
    pub db: Db,
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
            db: fixture.open(),
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
            access::store::add_tenant(c, 1, "Ashcombe", "england-and-wales", at)?;
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
        self.db.write_now(f).unwrap();
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
        self.db.report_now(move |c| store::stays(c, 1, window, whose)).unwrap()
    }

    pub fn recording(&self, days: &str, whose: Whose) -> Buckets {
        let window = window(days);
        self.db.report_now(move |c| store::recording(c, 1, window, whose)).unwrap()
    }

    /// The facade as commands and handlers have it.
    pub fn facade(&self) -> access::Db {
        let settings = access::Settings::default();
        access::Db::new(self.db.clone(), Clock::fixed(testkit::START), Chance::seeded(8), settings)
    }
}

const YEAR: &str = "2020-10-01..2021-09-30";

#[test]
fn cases_become_stays() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let (maya, sam, ada) = (world.person(None), world.person(None), world.person(None));
        world.case(&[maya], "2020-05-01..2021-08-01");
        // A couple: one case, two people.
        world.case(&[sam, ada], "2021-01-01..");
        // Ada was here before; outside the window; not yet begun.
        world.case(&[ada], "2020-01-01..2020-12-01");
        world.case(&[maya], "2019-01-01..2020-09-30");
        world.case(&[sam], "2021-10-01..");
        let report = world.stays(YEAR, Whose::All);
        assert_eq!((report.persons, report.leavers, report.stayers), (3, 1, 2));
        assert_eq!(report.mean_days, Split { leavers: Some(457), stayers: Some(273) });
        assert_eq!((report.entry_delay.of("0"), report.exit_delay.of("0")), (2, 1));
    });
}

#[test]
fn only_those_a_case_is_about_stay() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let (maya, neighbour, member) = (world.person(None), world.person(None), world.person(None));
        let case = world.case(&[maya], "2021-01-01..");
        world.change(move |c| {
            cases::store::add_party(c, 1, case, neighbour, PartyRole::Complainant)?;
            cases::store::add_party(c, 1, case, member, PartyRole::GroupMember)?;
            // In two parts, still one person.
            cases::store::add_party(c, 1, case, maya, PartyRole::GroupMember)
        });
        assert_eq!(world.stays(YEAR, Whose::All).persons, 2);
    });
}

#[test]
fn a_figure_is_of_the_service_a_team_or_an_organisation() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let (maya, sam) = (world.person(None), world.person(None));
        let north = world.case_of(world.north, world.council, &[maya], "2021-01-01..", None);
        let south = world.case_of(world.south, world.council, &[maya], "2021-02-01..2021-03-01", None);
        // The landlord's team works on a case of the council.
        let homes = world.case_of(world.homes, world.council, &[sam], "2021-01-01..", None);
        for (case, person, late) in [(north, maya, 0), (south, maya, 2), (homes, sam, 5)] {
            world.contact(person, Some(case), "2021-02-10", late, Channel::Phone);
        }
        world.contact(sam, None, "2021-02-10", 30, Channel::Phone);
        for (whose, heads, contacts) in [
            // Maya's later stay speaks for her in the whole and in the council.
            (Whose::All, (2, 1, 1), 4),
            (Whose::Organisation(world.council), (2, 1, 1), 3),
            (Whose::Organisation(world.landlord), (0, 0, 0), 0),
            (Whose::Team(world.north), (1, 0, 1), 1),
            (Whose::Team(world.south), (1, 1, 0), 1),
            (Whose::Team(world.homes), (1, 0, 1), 1),
            (Whose::Team(Id::from_uuid(NOBODY)), (0, 0, 0), 0),
        ] {
            let report = world.stays(YEAR, whose);
            assert_eq!((report.persons, report.leavers, report.stayers), heads, "{whose:?}");
            assert_eq!(world.recording(YEAR, whose).total(), contacts, "{whose:?}");
        }
        assert_eq!(world.recording(YEAR, Whose::Team(world.south)).of("1-3"), 1);
        assert_eq!(world.recording(YEAR, Whose::All).of("11+"), 1);
    });
}

#[test]
fn an_import_counts_once_it_is_live() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let batch = Uuid::from_u128(99);
        world.change(move |c| relations::open_batch(c, 1, batch));
        let (old, new) = (world.person(None), world.person(Some(batch)));
        let case = world.case_of(world.north, world.council, &[new], "2021-01-01..", Some(batch));
        // An imported case about somebody known before.
        let later = world.case_of(world.north, world.council, &[old], "2021-02-01..", Some(batch));
        world.contact(new, Some(case), "2021-02-10", 0, Channel::Visit);
        world.contact(new, None, "2021-02-10", 0, Channel::Visit);
        world.contact(old, Some(later), "2021-02-10", 0, Channel::Visit);
        assert_eq!(world.stays(YEAR, Whose::All).persons, 0);
        assert_eq!(world.recording(YEAR, Whose::All).total(), 0);
        world.change(move |c| relations::publish_batch(c, 1, batch));
        assert_eq!(world.stays(YEAR, Whose::All).persons, 2);
        assert_eq!(world.recording(YEAR, Whose::All).total(), 3);
    });
}

#[test]
fn contacts_count_by_the_day_they_happened_and_notes_do_not() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let maya = world.person(None);
        for (on, late, channel) in [
            ("2020-09-30", 0, Channel::Visit),
            ("2020-10-01", 0, Channel::Visit),
            ("2021-09-30", 11, Channel::Service),
            ("2021-10-01", 0, Channel::Visit),
            ("2021-01-01", 0, Channel::Note),
            ("2021-01-01", -1, Channel::Letter),
        ] {
            world.contact(maya, None, on, late, channel);
        }
        let delays = world.recording(YEAR, Whose::All);
        assert_eq!(delays.iter().map(|(_, n)| n).collect::<Vec<_>>(), [2, 0, 0, 0, 1]);
    });
}

/// Written down at half past midnight in summer: the next day in London, still the same day in UTC.
#[test]
fn the_day_of_recording_is_the_one_on_the_wall() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let maya = world.person(None);
        let case = world.case(&[maya], "2021-07-01..");
        let (on, past_midnight) = (day("2021-07-10"), day("2021-07-11").at(0, 30));
        assert_eq!(past_midnight.to_string(), "2021-07-10T23:30:00.000000Z");
        world.change(move |c| {
            let closing = Closing { closed_on: on, recorded_at: past_midnight, outcome: String::new() };
            cases::store::close(c, 1, case, &closing)
        });
        let report = world.stays(YEAR, Whose::All);
        assert_eq!((report.exit_delay.of("0"), report.exit_delay.of("1-3")), (0, 1));
        assert_eq!(Day::of(past_midnight), on.plus(1));
    });
}

#[test]
fn one_statement_for_each_figure() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let before = world.db.counted_statements();
        world.stays(YEAR, Whose::All);
        world.recording(YEAR, Whose::Team(world.north));
        assert_eq!(world.db.counted_statements() - before, 2);
    });
}

#[test]
fn places_are_organisations_with_their_teams() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let empty: OrganisationId = Id::from_uuid(Uuid::from_u128(5));
        world.change(move |c| access::store::add_organisation(c, 1, empty, "Beacon Trust", "charity"));
        let places = world.db.report_now(|c| store::places(c, 1)).unwrap();
        let names: Vec<_> = places.iter().map(|p| (p.organisation.as_str(), p.team.as_deref())).collect();
        let expected = [
            ("Ashcombe Council", Some("North")),
            ("Ashcombe Council", Some("South")),
            ("Beacon Trust", None),
            ("Larch Homes", Some("Homes")),
        ];
        assert_eq!(names, expected);
    });
}
