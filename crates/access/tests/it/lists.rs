//! Lists show what may be seen and leave one audit row with the ids shown; figures count everything.

use crate::desk::desk;
use access::Role;
use testkit::{TestApp, on_both};

#[test]
fn a_list_shows_what_may_be_seen_and_writes_down_which() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let team = app.team("North");
        let mine: Vec<_> = (0..3)
            .map(|n| app.case(app.person(&format!("Person {n}")).added()).held_by(team).added().uuid())
            .collect();
        app.case(app.person("Somebody Else").added()).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        assert_eq!(priya.get("/cases?q=noise").ok().html(), "3 cases");
        let row = app.audit().pop().unwrap();
        assert_eq!(row.summary(), "list_cases list allowed scope");
        assert_eq!(row.subjects, mine);
        assert_eq!(row.detail, "noise");
        assert_eq!(row.person, access::NOBODY);
    });
}

#[test]
fn an_empty_list_is_written_down_too() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.case(app.person("Maya Okafor").added()).added();
        let stranger = app.worker("Tom Reed").role(Role::Officer).signed_in();
        assert_eq!(stranger.get("/cases").ok().html(), "0 cases");
        let row = app.audit().pop().unwrap();
        assert_eq!(row.summary(), "list_cases list allowed scope");
        assert!(row.subjects.is_empty() && row.detail.is_empty());
    });
}

/// A list and a look decide by the same predicate: what is listed opens, what is not listed does not.
#[test]
fn what_is_listed_opens_and_what_is_not_does_not() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let (north, south) = (app.team("North"), app.team("South"));
        let priya =
            app.worker("Priya Shah").role(Role::Leader).in_team(north).leads(south).clearance(2).signed_in();
        let mut cases = Vec::new();
        for team in [north, south, app.team("West")] {
            for sensitivity in 0..4 {
                let person = app.person("Somebody").added();
                cases.push(app.case(person).held_by(team).sensitivity(sensitivity).added());
            }
        }
        let with_me = app.person("With Me").added();
        app.join(priya.user(), with_me);
        cases.push(app.case(with_me).added());
        let excluded = app.person("My Cousin").added();
        app.exclude(priya.user(), excluded);
        cases.push(app.case(excluded).held_by(north).added());
        priya.get("/cases").ok();
        let listed = app.audit().pop().unwrap().subjects;
        for case in cases {
            let status = priya.get(&format!("/cases/{case}")).status;
            assert_eq!(status == 200, listed.contains(&case.uuid()), "{case}: {status}");
        }
        // Team: sensitivity 0 and 1; led team: up to clearance 2; and the person worked with.
        assert_eq!(listed.len(), 2 + 3 + 1);
    });
}

#[test]
fn a_figure_counts_everything_and_is_written_down() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        for n in 0..3 {
            app.case(app.person(&format!("Person {n}")).added()).added();
        }
        let ann = app.worker("Ann Alyst").role(Role::Analyst).signed_in();
        assert_eq!(ann.get("/figures").ok().html(), "3");
        let row = app.audit().pop().unwrap();
        assert_eq!(
            (row.summary().as_str(), row.detail.as_str()),
            ("count_cases report allowed", "this year")
        );
        assert!(row.subjects.is_empty());
    });
}
