//! `alongside report stays` in its three formats.

use crate::{days::day, world::World};
use evidence::{Format, command};
use kernel::{Error, Result};

fn report(world: &World, team: Option<&str>, format: Format) -> Result<String> {
    let mut out = Vec::new();
    command::stays(world.app.db(), day("2020-10-01"), day("2021-09-30"), team, format, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn world(fixture: &testkit::Fixture) -> World {
    let world = World::new(fixture);
    let (maya, sam) = (world.person(None), world.person(None));
    world.case(&[maya], "2020-05-01..2021-08-01");
    world.case_of(world.south, world.council, &[sam], "2021-01-01..", None);
    world
}

#[test]
fn json_has_its_keys_in_their_order() {
    testkit::on_both(|fixture| {
        let expected = r#"{
  "persons": 2,
  "leavers": 1,
  "stayers": 1,
  "mean_days": {
    "leavers": 457,
    "stayers": 273
  },
  "median_days": {
    "leavers": 457,
    "stayers": 273
  },
  "length": {
    "30 or less": 0,
    "31-60": 0,
    "61-90": 0,
    "91-180": 0,
    "181-365": 1,
    "366-730": 1,
    "731-1095": 0,
    "1096-1460": 0,
    "1461-1825": 0,
    "over 1825": 0
  },
  "entry_delay": {
    "0": 1,
    "1-3": 0,
    "4-6": 0,
    "7-10": 0,
    "11+": 0
  },
  "exit_delay": {
    "0": 1,
    "1-3": 0,
    "4-6": 0,
    "7-10": 0,
    "11+": 0
  }
}
"#;
        assert_eq!(report(&world(fixture), None, Format::Json).unwrap(), expected);
    });
}

#[test]
fn nobody_has_no_mean() {
    testkit::on_both(|fixture| {
        let world = World::new(fixture);
        let text = report(&world, None, Format::Json).unwrap();
        assert_eq!(text.matches("\"leavers\": null").count(), 2, "{text}");
        assert_eq!(text.matches("\"stayers\": null").count(), 2, "{text}");
        assert!(report(&world, None, Format::Csv).unwrap().contains("mean_days,leavers,\r\n"));
    });
}

#[test]
fn csv_has_a_line_for_each_number() {
    testkit::on_both(|fixture| {
        let text = report(&world(fixture), Some("north"), Format::Csv).unwrap();
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap_or_default).collect();
        let value = |figure: &str, of: &str| {
            let row = rows.iter().find(|row| &row[0] == figure && &row[1] == of);
            row.map_or_else(|| panic!("no {figure} of {of} in {text}"), |row| row[2].to_owned())
        };
        assert_eq!(value("for", ""), "North, Ashcombe Council");
        assert_eq!(value("persons", ""), "1");
        assert_eq!(value("mean_days", "leavers"), "457");
        assert_eq!(value("mean_days", "stayers"), "");
        assert_eq!(value("length", "366-730"), "1");
        assert_eq!(value("exit_delay", "0"), "1");
        assert!(value("note", "").contains("not for publication without suppression"));
    });
}

#[test]
fn the_table_lines_up() {
    testkit::on_both(|fixture| {
        let text = report(&world(fixture), None, Format::Table).unwrap();
        assert!(
            text.starts_with("Stays from 1 October 2020 to 30 September 2021. Whole service.\n"),
            "{text}"
        );
        let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_default();
        assert_eq!(line("Median days"), format!("{:<22}{:>8}{:>9}{:>9}", "Median days", "", 457, 273));
        assert_eq!(line("181-365"), format!("{:<22}{:>8}", "181-365", 1));
    });
}

#[test]
fn a_team_or_organisation_is_found_by_its_name_or_id() {
    testkit::on_both(|fixture| {
        let world = world(fixture);
        let persons =
            |team: &str| report(&world, Some(team), Format::Csv).unwrap().contains("persons,,1\r\n");
        assert!(persons("North") && persons(" south "));
        assert!(persons(&world.north.to_string()));
        assert!(!persons("Ashcombe Council") && !persons(&world.council.to_string()));
        let Err(Error::Invalid(words)) = report(&world, Some("East"), Format::Json) else { panic!("found") };
        assert!(words.starts_with("There is no team or organisation called East. Teams: North"), "{words}");
        let (second, landlord) = (world.homes, world.landlord);
        world.change(move |c| {
            let twin = kernel::Id::from_uuid(uuid::Uuid::from_u128(u128::MAX ^ second.uuid().as_u128()));
            access::relations::add_team(c, 1, twin, landlord, None, "North")
        });
        let Err(Error::Invalid(words)) = report(&world, Some("North"), Format::Json) else {
            panic!("guessed")
        };
        assert!(words.starts_with("More than one is called North."), "{words}");
    });
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    testkit::on_both(|fixture| {
        let (world, mut out) = (World::new(fixture), Vec::new());
        let done = command::stays(
            world.app.db(),
            day("2021-09-30"),
            day("2020-10-01"),
            None,
            Format::Json,
            &mut out,
        );
        assert!(matches!(done, Err(Error::Invalid(_))) && out.is_empty());
    });
}

#[test]
fn formats_have_names() {
    assert_eq!(Format::parse("json"), Some(Format::Json));
    assert_eq!(Format::parse("csv"), Some(Format::Csv));
    assert_eq!(Format::parse("table"), Some(Format::Table));
    assert_eq!(Format::parse("xml"), None);
}
