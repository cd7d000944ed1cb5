//! Who may be written to, where, and what may not stand in a letter.

use super::*;
use kernel::Id;
use uuid::Uuid;

fn person(n: u128) -> PersonId {
    Id::from_uuid(Uuid::from_u128(n))
}

fn recipient(n: u128, name: &str) -> Recipient {
    Recipient {
        person: person(n),
        name: name.to_owned(),
        known_as: name.split(' ').next().unwrap().to_owned(),
        language: String::new(),
        needs: String::new(),
        restricted: false,
        role: "Subject".to_owned(),
    }
}

fn address(n: u128, lines: &str, code: &str, kind: AddressKind, withheld: bool, current: bool) -> Reach {
    let kind =
        ReachKind::Address { kind, lines: lines.to_owned(), postcode: code.to_owned(), withheld, current };
    Reach { person: person(n), kind }
}

fn way(n: u128, channel: Channel, value: &str, safety: Safety) -> Reach {
    let rule = "After 4pm".to_owned();
    Reach {
        person: person(n),
        kind: ReachKind::Way { channel, value: value.to_owned(), safety, rule, preferred: true },
    }
}

/// Mina lives at 12 Larch Court, lived at 3 Elm Row; Dean, of the same case, is at Flat 4, 9 Oak Street.
fn world() -> (Vec<Recipient>, Vec<Reach>) {
    let people = vec![recipient(1, "Mina Okafor"), recipient(2, "Dean Marsh")];
    let reach = vec![
        address(1, "12 Larch Court, Fernbridge", "FS1 2AB", AddressKind::Home, false, true),
        address(1, "3 Elm Row, Fernbridge", "FS9 9ZZ", AddressKind::Home, false, false),
        way(1, Channel::Text, "07700 900123", Safety::Careful),
        address(2, "Flat 4, 9 Oak Street", "FS2 1CD", AddressKind::Home, false, true),
        way(2, Channel::Phone, "07700 900999", Safety::Safe),
        way(2, Channel::Email, "dean@example.org", Safety::Safe),
    ];
    (people, reach)
}

fn check(
    to: usize,
    by: Way,
    audience: Audience,
    text: &str,
    (people, reach): &(Vec<Recipient>, Vec<Reach>),
) -> Result<Destination, Vec<(&'static str, String)>> {
    destination(&Checked {
        to: &people[to],
        audience,
        way: by,
        texts: ["Your plan", text, ""],
        everybody: people,
        reach,
        senders: ["Alongside in Fernshire", "Larch Court team"],
    })
}

#[test]
fn post_goes_to_the_current_address_line_by_line() {
    let found = check(0, Way::Post, Audience::Client, "Dear Mina", &world()).unwrap();
    assert_eq!(found.address, "12 Larch Court\nFernbridge\nFS1 2AB");
    assert!(!found.neutral);
    let mut world = world();
    world.1.push(address(1, "PO Box 9", "FS1 1AA", AddressKind::Post, false, true));
    let found = check(0, Way::Post, Audience::Client, "Dear Mina", &world).unwrap();
    assert_eq!(found.address, "PO Box 9\nFS1 1AA", "where they get post");
}

#[test]
fn what_is_no_place_to_write_to_is_refused_with_a_remedy() {
    let changed = |change: Reach| {
        let mut world = world();
        world.1[0] = change;
        check(0, Way::Post, Audience::Client, "Dear Mina", &world).unwrap_err().remove(0)
    };
    for (change, words) in [
        (address(1, "12 Larch Court", "FS1 2AB", AddressKind::Home, true, true), "is withheld"),
        (address(1, "Safe House", "FS1 2AB", AddressKind::Refuge, false, true), "is withheld"),
        (address(1, "Under the bridge", "", AddressKind::NoFixed, false, true), "no fixed address"),
        (address(1, "12 Larch Court", "FS1 2AB", AddressKind::Home, false, false), "no current address"),
        (way(1, Channel::Letter, "", Safety::Unsafe), "Post is not safe"),
    ] {
        let (field, said) = changed(change);
        assert!(
            field == "way"
                && said.contains(words)
                && said.contains("hand") | said.contains("another way") | said.contains("Hand"),
            "{said}"
        );
    }
}

#[test]
fn ways_that_are_unsafe_or_missing_are_refused() {
    let mut world = world();
    assert_eq!(check(0, Way::Text, Audience::Client, "Hi", &world).unwrap().address, "07700 900123");
    let missing = check(0, Way::Email, Audience::Client, "Hi", &world).unwrap_err();
    assert!(missing[0].1.contains("no e-mail address"), "{missing:?}");
    world.1[2] = way(1, Channel::Text, "07700 900123", Safety::Unsafe);
    let refused = check(0, Way::Text, Audience::Client, "Hi", &world).unwrap_err();
    assert!(refused[0].1.contains("not safe to use"), "{refused:?}");
    assert!(check(0, Way::Hand, Audience::Client, "Hi", &world).unwrap().neutral, "a marker asks for care");
}

#[test]
fn no_other_address_stands_in_a_letter() {
    let world = world();
    for (text, wanted) in [
        ("We wrote to 12 Larch Court, FS1 2AB.", ""),
        ("Fernbridge and Larch Court are near.", ""),
        ("You left 3 Elm Row.", "of theirs"),
        ("Your old postcode FS99ZZ", "of theirs"),
        ("He is at fs2 1cd now", "somebody else"),
        ("Flat 4, 9 Oak Street", "somebody else"),
        ("the house at 9 Oak Street", "somebody else"),
        ("Oak Street, and Flat 4", ""),
        ("Call +44 7700 900 999", "somebody else"),
        ("Call (07700) 900-999.", "somebody else"),
        ("On 3 May 2026 +44 7700 900999", "somebody else"),
        ("0044 (0)7700 900999", "somebody else"),
        ("Write to DEAN@example.org", "somebody else"),
        ("Your number is 07700 900123", ""),
        ("Order 107700900998", ""),
    ] {
        let found = check(0, Way::Post, Audience::Client, text, &world);
        match found {
            Ok(_) => assert_eq!(wanted, "", "{text}"),
            Err(problems) => {
                assert!(!wanted.is_empty() && problems[0].1.contains(wanted), "{text}: {problems:?}");
                // The message itself must not tell whose or which.
                assert!(!problems[0].1.contains("Dean") && !problems[0].1.contains("FS"), "{problems:?}");
            }
        }
    }
}

#[test]
fn a_neighbour_in_the_same_building_does_not_stop_a_letter() {
    let mut world = world();
    world.1[3] = address(2, "14 Larch Court, Fernbridge", "FS1 2AB", AddressKind::Home, false, true);
    assert!(check(0, Way::Post, Audience::Client, "At 12 Larch Court, FS1 2AB", &world).is_ok());
    assert!(check(0, Way::Post, Audience::Client, "At 14 Larch Court", &world).is_err());
    world.1[0] = address(1, "Flat 2, 9 Oak Street", "FS2 1CD", AddressKind::Home, false, true);
    world.1[3] = address(2, "Flat 4, 9 Oak Street", "FS2 1CD", AddressKind::Home, false, true);
    assert!(
        check(0, Way::Post, Audience::Client, "You live at Flat 2, 9 Oak Street, FS2 1CD", &world).is_ok()
    );
    assert!(check(0, Way::Post, Audience::Client, "He lives at Flat 4, 9 Oak Street", &world).is_err());
}

#[test]
fn who_is_said_to_have_done_harm_is_told_no_names() {
    let world = world();
    let named = check(1, Way::Hand, Audience::AllegedPerpetrator, "Leave Mina Okafor alone", &world);
    assert!(named.unwrap_err()[0].1.contains("names somebody else"));
    assert!(check(1, Way::Hand, Audience::AllegedPerpetrator, "Dean, stop the noise", &world).is_ok());
    assert!(check(1, Way::Hand, Audience::Client, "Mina sends her thanks", &world).is_ok());
}

#[test]
fn a_place_left_open_stops_the_letter() {
    let found = check(0, Way::Hand, Audience::Client, "Dear {known_as}", &world()).unwrap_err();
    assert!(found[0].0 == "body" && found[0].1.contains("still to be filled in"), "{found:?}");
}

/// Where something asks for care, nobody who opens the letter may read from whom it is.
#[test]
fn a_letter_that_others_may_open_does_not_name_its_sender() {
    let mut world = world();
    let text = "Yours, the Larch Court Team, Alongside in Fernshire";
    assert!(!check(0, Way::Post, Audience::Client, text, &world).unwrap().neutral);
    world.1[2] = way(1, Channel::Text, "07700 900123", Safety::Unsafe);
    let found = check(0, Way::Post, Audience::Client, text, &world).unwrap_err();
    assert!(found[0].0 == "body" && found[0].1.contains("neither the service nor the team"), "{found:?}");
    assert!(
        check(0, Way::Post, Audience::Client, "Yours, Priya. I live near Larch Court.", &world)
            .unwrap()
            .neutral
    );
    assert!(check(0, Way::Hand, Audience::Client, text, &world).unwrap().neutral, "it is given to her alone");
}
