//! The demo: the same on both engines, believable, and made of facts alone.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

use kernel::{
    Chance, Clock, Day,
    db::{ConnExt, Sql},
};
use std::{collections::BTreeMap, sync::atomic::AtomicBool};
use testkit::{Fixture, engines, on_both};

fn as_at() -> Day {
    Day::new(2026, 11, 20).expect("a day")
}

fn made(fixture: &Fixture, seed: u64, people: u64) -> access::Db {
    let clock = Clock::fixed(testkit::START);
    let db = access::Db::new(fixture.open(), clock, Chance::seeded(9), access::Settings::default());
    let options = demo::Options { seed, people, ..demo::Options::at(as_at()) };
    demo::make(&db, &options, &mut |_, _, _| {}, &AtomicBool::new(false)).expect("a demo");
    db
}

/// Texts that list a table's rows in words, ordered: alike on both engines when the rows are.
const TABLES: [(&str, Sql<(String,)>); 8] = [
    (
        "person",
        Sql::new(
            "SELECT known_as || '|' || full_name || '|' || COALESCE(CAST(born_on AS TEXT), '') || '|' || language FROM person WHERE tenant_id = 1 ORDER BY person_id",
        ),
    ),
    (
        "address",
        Sql::new(
            "SELECT lines || '|' || postcode || '|' || access_code FROM address WHERE tenant_id = 1 ORDER BY address_id",
        ),
    ),
    (
        "method",
        Sql::new(
            "SELECT value || '|' || rule || '|' || safety FROM contact_method WHERE tenant_id = 1 ORDER BY method_id",
        ),
    ),
    (
        "member",
        Sql::new(
            "SELECT name || '|' || role || '|' || doing || '|' || CAST(since_on AS TEXT) FROM network_member WHERE tenant_id = 1 ORDER BY member_id",
        ),
    ),
    (
        "case",
        Sql::new(
            "SELECT reference || '|' || stage || '|' || title || '|' || CAST(opened_on AS TEXT) || '|' || outcome FROM case_file WHERE tenant_id = 1 ORDER BY case_id",
        ),
    ),
    (
        "contact",
        Sql::new(
            "SELECT channel || '|' || outcome || '|' || summary || '|' || CAST(occurred_on AS TEXT) FROM contact WHERE tenant_id = 1 ORDER BY contact_id",
        ),
    ),
    (
        "action",
        Sql::new(
            "SELECT what || '|' || CAST(due_on AS TEXT) || '|' || owner_name FROM next_action WHERE tenant_id = 1 ORDER BY action_id",
        ),
    ),
    (
        "user",
        Sql::new(
            "SELECT name || '|' || job_title || '|' || phone || '|' || sign_in FROM app_user WHERE tenant_id = 1 ORDER BY user_id",
        ),
    ),
];

fn rows(db: &access::Db) -> BTreeMap<&'static str, Vec<String>> {
    TABLES
        .iter()
        .map(|(name, sql)| {
            let sql = *sql;
            let rows = db.facade().report_now(move |c| c.all(sql, &[])).expect("rows");
            (*name, rows.into_iter().map(|(row,)| row).collect())
        })
        .collect()
}

#[test]
fn the_same_seed_makes_the_same_rows_on_both_engines() {
    let all: Vec<_> = engines().map(|fixture| rows(&made(&fixture, 7, 120))).collect();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], all[1]);
    let again = engines().next().map(|fixture| rows(&made(&fixture, 7, 120)));
    assert_eq!(again.as_ref(), Some(&all[0]));
    let other = engines().next().map(|fixture| rows(&made(&fixture, 8, 120)));
    assert_ne!(other.as_ref(), Some(&all[0]));
}

#[test]
fn it_is_believable() {
    let fixture = engines().next().expect("an engine");
    let db = made(&fixture, 1, 1200);
    let rows = rows(&db);
    assert_eq!(rows["person"].len(), 1200);
    assert!((1300..=1800).contains(&rows["case"].len()), "{} cases", rows["case"].len());
    assert!((55..=80).contains(&rows["user"].len()), "{} workers", rows["user"].len());
    assert!(rows["contact"].len() + rows["action"].len() > 9_000, "{} contacts", rows["contact"].len());
    assert!(
        rows["person"].iter().all(|p| !p.split('|').nth(1).unwrap_or_default().contains(char::is_numeric))
    );
    for row in &rows["method"] {
        assert!(row.starts_with("07700 900"), "{row} is no drama number");
    }
    for row in &rows["address"] {
        assert!(row.contains("|LQ"), "{row} is not in the invented postcode area");
    }
    let loads: Vec<(i64,)> = db
        .facade()
        .report_now(|c| {
            c.all(Sql::new("SELECT count(*) FROM case_file WHERE tenant_id = 1 AND closed_on IS NULL AND worker_id IS NOT NULL GROUP BY worker_id ORDER BY 1"), &[])
        })
        .expect("loads");
    let (least, most) = (loads[0].0, loads[loads.len() - 1].0);
    assert!(most >= 3 * least.max(1), "caseloads are uneven: {least} to {most}");
    let late: Vec<(i64, i64)> = db
        .facade()
        .report_now(|c| {
            c.all(Sql::new("SELECT count(*), CAST(sum(CASE WHEN CAST(occurred_on AS TEXT) < substr(CAST(recorded_at AS TEXT), 1, 10) THEN 1 ELSE 0 END) AS BIGINT) FROM contact WHERE tenant_id = 1"), &[])
        })
        .expect("delays");
    let share = late[0].1 * 100 / late[0].0;
    assert!((25..=50).contains(&share), "{share}% written down late");
}

#[test]
fn a_database_with_a_service_is_left_alone() {
    on_both(|fixture| {
        let db = made(fixture, 1, 10);
        let again = demo::make(&db, &demo::Options::at(as_at()), &mut |_, _, _| {}, &AtomicBool::new(false));
        assert!(matches!(again, Err(kernel::Error::Conflict(words)) if words.contains("Larch Partnership")));
    });
}

#[test]
fn a_demo_that_was_stopped_says_so_and_is_not_taken_for_a_whole_one() {
    on_both(|fixture| {
        let db = access::Db::new(
            fixture.open(),
            Clock::fixed(testkit::START),
            Chance::seeded(9),
            access::Settings::default(),
        );
        let options = demo::Options::at(as_at());
        let stopped = demo::make(&db, &options, &mut |_, _, _| {}, &AtomicBool::new(true));
        assert!(matches!(stopped, Err(kernel::Error::Cancelled)));
        let again = demo::make(&db, &options, &mut |_, _, _| {}, &AtomicBool::new(false));
        assert!(matches!(again, Err(kernel::Error::Conflict(words)) if words.contains("unfinished")));
    });
}

#[test]
fn everybody_on_the_tour_can_sign_in_with_their_role() {
    let fixture = engines().next().expect("an engine");
    let db = made(&fixture, 1, 20);
    let sign_ins = demo::sign_ins();
    assert_eq!(sign_ins.len(), access::Role::ALL.len());
    for sign_in in sign_ins {
        let wait =
            testkit::wait(access::sign_in::sign_in(&db, &sign_in.sign_in, "larch-court-1", "here", None));
        assert!(matches!(wait, Ok(access::sign_in::Outcome::Welcome(_))), "{} cannot sign in", sign_in.name);
    }
}
