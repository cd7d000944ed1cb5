//! One look at one record: one audit row, whether it was let happen or not.

use crate::desk::desk;
use access::Role;
use testkit::{AuditRow, TestApp, on_both};

/// The audit without the signing in that comes first.
fn looks(app: &TestApp) -> Vec<AuditRow> {
    app.audit().into_iter().filter(|row| row.action != "sign_in").collect()
}

#[test]
fn an_allowed_look_is_answered_and_written_down_once() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).with(|new| new.stage = "Begun".to_owned()).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(maya).signed_in();
        assert_eq!(priya.get(&format!("/cases/{case}")).ok().html(), "Begun by network");
        let [row] = &looks(&app)[..] else { panic!("{:?}", looks(&app)) };
        assert_eq!(row.summary(), "read case allowed network");
        assert_eq!((row.object, row.person), (case.uuid(), access::NOBODY));
        assert_eq!((row.actor, row.organisation), (priya.user().uuid(), app.home().uuid()));
        assert_ne!(row.request, access::NOBODY);
        assert_eq!(row.session, app.audit()[0].session, "of the session that was begun");
        assert_eq!(row.at, testkit::START);
        assert!(row.subjects.is_empty() && row.detail.is_empty());
    });
}

#[test]
fn a_look_at_a_person_names_them_in_the_audit() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let priya = app.worker("Priya Shah").works_with(maya).signed_in();
        priya.get(&format!("/people/{maya}")).ok();
        let [row] = &looks(&app)[..] else { panic!("{:?}", looks(&app)) };
        assert_eq!(row.summary(), "read person allowed network");
        assert_eq!((row.object, row.person), (maya.uuid(), maya.uuid()));
    });
}

#[test]
fn a_refused_look_cannot_be_told_from_no_such_record_and_is_written_down() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).added();
        let stranger = app.worker("Tom Reed").role(Role::Admin).signed_in();
        let refused = stranger.get(&format!("/cases/{case}")).not_found();
        let missing = stranger.get(&format!("/cases/{}", app.uuid().simple())).not_found();
        assert_eq!(refused.html(), missing.html());
        assert_eq!(refused.headers, missing.headers);
        let rows = looks(&app);
        let told: Vec<String> = rows.iter().map(AuditRow::summary).collect();
        assert_eq!(told, ["read case refused none", "read case refused missing"]);
        assert_eq!(rows[0].object, case.uuid());
        assert_eq!(rows[0].actor, stranger.user().uuid());
        assert_ne!(rows[0].request, rows[1].request, "each request has a name of its own");
    });
}

#[test]
fn what_is_no_id_is_no_record() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        for path in ["/cases/1", "/cases/x%27%20OR%201=1", "/people/me", "/cases/%F0%9F%8F%A0"] {
            priya.get(path).not_found();
        }
        assert!(looks(&app).is_empty(), "nothing was looked at");
    });
}

#[test]
fn nobody_signed_in_is_sent_to_sign_in_and_nothing_is_looked_at() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let case = app.case(app.person("Maya Okafor").added()).added();
        app.nobody().get(&format!("/cases/{case}")).goes_to(&format!("/sign-in?next=/cases/{case}"));
        app.nobody().post(&format!("/cases/{case}"), &[("stage", "x")]).goes_to("/sign-in");
        assert!(app.audit().is_empty());
    });
}

/// The audit of a look is on disk before the answer leaves: whoever has the answer is in it.
#[test]
fn every_answer_is_in_the_audit_also_when_many_look_at_once() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let priya = app.worker("Priya Shah").works_with(maya).signed_in();
        for n in 1..=20 {
            priya.get(&format!("/people/{maya}")).ok();
            assert_eq!(looks(&app).len(), n);
        }
        let events: std::collections::BTreeSet<_> = looks(&app).into_iter().map(|row| row.event).collect();
        assert_eq!(events.len(), 20);
    });
}

/// Permit and audit are free; what the closure reads is what the page pays.
#[test]
fn only_the_pages_own_statements_count() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).added();
        let priya = app.worker("Priya Shah").works_with(maya).signed_in();
        assert_eq!(priya.get(&format!("/cases/{case}")).ok().statements, 1);
        assert_eq!(priya.get(&format!("/people/{maya}")).ok().statements, 0);
    });
}
