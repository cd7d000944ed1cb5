//! The same seed and day make the same rows, on both engines, every time.

use crate::{dump::dump, made, options};
use testkit::engines;

#[test]
fn the_same_seed_and_day_make_the_same_rows_on_both_engines() {
    let dumps: Vec<_> = engines().map(|fixture| dump(&made(&fixture, &options(7, 300)))).collect();
    assert_eq!(dumps.len(), 2);
    for (table, first) in &dumps[0] {
        assert_eq!(Some(first), dumps[1].get(table), "rows of {table} differ between the engines");
    }
    assert_eq!(dumps[0].len(), dumps[1].len());
    assert_eq!(dumps[0]["person"].0, 300);
    for table in
        ["contact", "next_action", "network_member", "relationship", "risk", "search_token", "works_with"]
    {
        assert!(dumps[0][table].0 > 100, "{table} has {} rows", dumps[0][table].0);
    }
}

#[test]
fn a_second_run_makes_the_same_and_another_seed_or_day_does_not() {
    let mut lite = engines().next().into_iter();
    let fixture = lite.next().expect("an engine");
    let one = dump(&made(&fixture, &options(7, 60)));
    let fresh = || engines().next().expect("an engine");
    assert_eq!(dump(&made(&fresh(), &options(7, 60))), one);
    let other_seed = dump(&made(&fresh(), &options(8, 60)));
    let later = demo::Options { as_at: crate::as_at().plus(1), ..options(7, 60) };
    let other_day = dump(&made(&fresh(), &later));
    for table in ["person", "case_file", "contact", "next_action"] {
        assert_ne!(other_seed[table], one[table], "{table} is the same for another seed");
        assert_ne!(other_day[table], one[table], "{table} is the same for another day");
    }
}

#[test]
fn it_can_be_made_as_at_any_day() {
    // A Sunday, the days after Christmas, New Year, the night the clocks change, the end of February.
    for day in ["2026-11-22", "2026-12-27", "2027-01-01", "2027-03-28", "2028-02-29"] {
        let fixture = engines().next().expect("an engine");
        let as_at = kernel::Day::parse(day).expect("a day");
        let db = made(&fixture, &demo::Options { as_at, ..options(3, 40) });
        let (latest,) =
            crate::all::<(kernel::Instant,)>(&db, "SELECT max(recorded_at) FROM contact WHERE tenant_id = 1")
                .remove(0);
        assert!(latest < as_at.start(), "{latest} is not before {day}");
        let weekend =
            crate::all::<(kernel::Day,)>(&db, "SELECT occurred_on FROM contact WHERE tenant_id = 1")
                .into_iter()
                .filter(|(on,)| on.weekday().to_monday_zero_offset() > 4)
                .count();
        assert_eq!(weekend, 0, "contacts at weekends as at {day}");
        let today = crate::all::<(kernel::Day,)>(
            &db,
            "SELECT due_on FROM next_action WHERE tenant_id = 1 AND due_at IS NOT NULL AND done_on IS NULL",
        );
        assert!(today.iter().any(|(due,)| *due == as_at), "nothing is booked on {day} itself");
    }
}
