//! The route table is what is enforced: a screen that somebody's roles do not open looks like one that is not there.

use crate::desk::{ROUTES, desk};
use access::{Need, Role};
use testkit::{TestApp, on_both};

#[test]
fn a_screen_opens_for_the_roles_of_its_line_and_for_no_other() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        for role in Role::ALL {
            let somebody = app.worker(&format!("Some {}", role.label())).role(*role).signed_in();
            let staff = matches!(role, Role::Officer | Role::Leader | Role::Manager);
            let figures = matches!(role, Role::Analyst | Role::Manager);
            assert_eq!(somebody.get("/cases").status == 200, staff, "{role}");
            assert_eq!(somebody.get("/figures").status == 200, figures, "{role}");
            somebody.get("/me").ok();
        }
    });
}

#[test]
fn a_screen_that_does_not_open_looks_like_none_and_the_try_is_written_down() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let admin = app.worker("Ada Min").role(Role::Admin).signed_in();
        let refused = admin.get("/figures").not_found();
        let missing = admin.get(&format!("/cases/{}", app.uuid().simple())).not_found();
        assert_eq!(refused.html(), missing.html());
        let rows = app.audit();
        let [_, screen, _] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!(screen.summary(), "screen none refused role");
        assert_eq!(screen.actor, admin.user().uuid());
    });
}

#[test]
fn nobody_signed_in_is_sent_to_sign_in_whatever_is_needed() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        for path in ["/cases", "/figures", "/me"] {
            app.nobody().get(path).goes_to(&format!("/sign-in?next={path}"));
        }
        assert!(app.audit().is_empty());
    });
}

#[test]
fn the_table_says_what_its_lines_say() {
    let row = |path: &str| ROUTES.iter().find(|row| row.path == path && row.method == "GET").unwrap().need;
    assert_eq!(row("/me"), Need::SignedIn);
    assert_eq!(row("/cases"), Need::Staff);
    assert_eq!(row("/cases/{case_id}"), Need::Case("read"));
    assert_eq!(row("/figures"), Need::OneOf(&[Role::Analyst, Role::Manager]));
}
