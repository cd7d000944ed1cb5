//! What is counted, read from a database of each engine.

use crate::{days::day, world::World};
use access::{NOBODY, OrganisationId, relations};
use cases::model::{Channel, Closing, PartyRole};
use evidence::{
    model::Split,
    store::{self, Whose},
};
use kernel::{
    Day, Id, args,
    db::{ConnExt, Sql},
};
use uuid::Uuid;

const ADD_TEAM: Sql<()> = Sql::new(
    "INSERT INTO team (tenant_id, team_id, organisation_id, name, batch_id) VALUES ($1, $2, $3, $4, $5)",
);

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
        let before = world.app.db().facade().counted_statements();
        world.stays(YEAR, Whose::All);
        world.recording(YEAR, Whose::Team(world.north));
        assert_eq!(world.app.db().facade().counted_statements() - before, 2);
    });
}

#[test]
fn places_are_organisations_with_their_teams() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let empty: OrganisationId = Id::from_uuid(Uuid::from_u128(5));
        world.change(move |c| access::store::add_organisation(c, 1, empty, "Beacon Trust", "charity"));
        let (batch, hidden, host) = (Uuid::from_u128(99), Uuid::from_u128(6), world.council);
        world.change(move |c| {
            relations::open_batch(c, 1, batch)?;
            c.exec(ADD_TEAM, args![1_i64, hidden, host, "Imported", batch]).map(drop)
        });
        let places = world.app.read(|c| store::places(c, 1));
        let names: Vec<_> = places.iter().map(|p| (p.organisation.as_str(), p.team.as_deref())).collect();
        // A team of an import that is not live does not show.
        let expected = [
            ("Ashcombe Council", Some("North")),
            ("Ashcombe Council", Some("South")),
            ("Beacon Trust", None),
            ("Larch Homes", Some("Homes")),
        ];
        assert_eq!(names, expected);
    });
}

#[test]
fn the_sql_keeps_the_discipline_of_the_house() {
    let tables = kernel::db::dictionary::all().into_iter().map(|table| table.name).collect();
    for known in evidence::statements() {
        let found = testkit::sql::lint_statement(known.text, &tables);
        assert!(found.is_empty(), "{}: {found:?}", known.name);
    }
}
