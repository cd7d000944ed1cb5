//! Texts that hold together.

use kernel::Day;

#[test]
fn every_pack_that_ships_reads_without_problems_and_has_the_name_of_its_file() {
    let mut found = Vec::new();
    for (file, text) in packs::SHIPPED {
        match packs::read(text) {
            Ok(pack) if format!("{}.toml", pack.id) == *file => {}
            Ok(pack) => found.push(format!("{file}: its id is {}", pack.id)),
            Err(problems) => found.extend(problems.iter().map(|p| format!("{file}: {p}"))),
        }
    }
    assert!(found.is_empty(), "{} problems:\n{}", found.len(), found.join("\n"));
    assert_eq!(packs::shipped().len(), packs::SHIPPED.len());
}

#[test]
fn packs_that_ship_are_found_by_their_id_and_read_once() {
    assert!(std::ptr::eq(packs::shipped(), packs::shipped()));
    for pack in packs::shipped() {
        assert!(std::ptr::eq(packs::shipped_pack(&pack.id).unwrap(), pack));
    }
    assert!(packs::shipped_pack("").is_none());
}

#[test]
fn the_small_pack_of_the_tests_holds_together() {
    let pack = packs::read(super::broken::SMALL).unwrap();
    assert_eq!(pack.id, "lost-property");
    // Of two rules of one clock the day decides.
    let n = |day| pack.clock("search", Day::parse(day).unwrap()).unwrap().n;
    assert_eq!([n("2026-06-30"), n("2026-07-01")], [30, 10]);
}
