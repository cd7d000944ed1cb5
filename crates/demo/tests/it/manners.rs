//! What the demo refuses, how it stops, and who can sign in.

use crate::{as_at, empty, made, number, options};
use access::Role;
use kernel::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use testkit::{engines, on_both};

#[test]
fn a_database_with_a_service_is_left_alone() {
    on_both(|fixture| {
        let db = made(fixture, &options(1, 20));
        let people = number(&db, "SELECT count(*) FROM person WHERE tenant_id = 1");
        let again = demo::make(&db, &options(2, 20), &mut |_, _, _| {}, &AtomicBool::new(false));
        assert!(matches!(again, Err(Error::Conflict(words)) if words.contains("Larch Partnership")));
        assert_eq!(number(&db, "SELECT count(*) FROM person WHERE tenant_id = 1"), people);
    });
}

#[test]
fn a_demo_that_was_stopped_says_so_and_is_never_taken_for_a_whole_one() {
    on_both(|fixture| {
        let db = empty(fixture);
        let stop = AtomicBool::new(false);
        let mut progress = |done: u64, _: u64, _: &str| stop.store(done > 40, Ordering::SeqCst);
        let stopped = demo::make(&db, &options(1, 400), &mut progress, &stop);
        assert!(matches!(stopped, Err(Error::Cancelled)));
        let name = db.facade().report_now(|c| access::store::tenant(c, 1)).expect("a tenant");
        assert_eq!(name.expect("a row").0, demo::UNFINISHED);
        let again = demo::make(&db, &options(1, 400), &mut |_, _, _| {}, &AtomicBool::new(false));
        assert!(matches!(again, Err(Error::Conflict(words)) if words.contains("unfinished")));
    });
}

#[test]
fn progress_goes_forward_to_the_end() {
    let fixture = engines().next().expect("an engine");
    let mut seen = Vec::new();
    let asked = options(1, 90);
    let mut progress = |done: u64, all: u64, _: &str| seen.push((done, all));
    demo::make(&empty(&fixture), &asked, &mut progress, &AtomicBool::new(false)).expect("a demo");
    assert!(seen.windows(2).all(|two| two[0].0 <= two[1].0), "{seen:?}");
    assert_eq!(seen.last(), Some(&(90, 90)));
}

#[test]
fn everybody_on_the_tour_can_sign_in_with_their_role() {
    let fixture = engines().next().expect("an engine");
    let db = made(&fixture, &options(1, 12));
    let sign_ins = demo::sign_ins();
    for role in Role::ALL {
        assert!(sign_ins.iter().any(|s| s.role == role.label()), "nobody signs in as {role}");
    }
    let password = demo::Options::at(as_at()).password;
    for sign_in in &sign_ins {
        let came = testkit::wait(access::sign_in::sign_in(&db, &sign_in.sign_in, &password, "here", None));
        assert!(matches!(came, Ok(access::sign_in::Outcome::Welcome(_))), "{} cannot sign in", sign_in.name);
        let rows = crate::all::<(String, String)>(
            &db,
            "SELECT u.name, g.role FROM app_user u
             JOIN role_grant g ON g.tenant_id = u.tenant_id AND g.user_id = u.user_id
             WHERE u.tenant_id = 1
             ORDER BY u.name",
        );
        let role = rows.iter().find(|(name, _)| *name == sign_in.name).map(|(_, role)| role.as_str());
        assert_eq!(
            role.and_then(Role::parse).map(Role::label),
            Some(sign_in.role.as_str()),
            "{}",
            sign_in.name
        );
    }
    let wrong = testkit::wait(access::sign_in::sign_in(&db, "priya.shah", "not the password", "here", None));
    assert!(matches!(wrong, Ok(access::sign_in::Outcome::Wrong)));
}
