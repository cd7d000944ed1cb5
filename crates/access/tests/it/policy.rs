//! The policy as people meet it: who gets a record open, by which rule, and who does not. That the SQL says what
//! the policy's text says is proved elsewhere, rule by rule; here each rule is met once on its way to a page.

use crate::desk::desk;
use access::{PersonId, Role, TeamId};
use kernel::args;
use kernel::db::{ConnExt, Sql};
use testkit::{Client, TestApp, on_both};

struct Town {
    app: TestApp,
    maya: PersonId,
    team: TeamId,
    path: String,
    case: String,
}

impl Town {
    fn new(fixture: &testkit::Fixture) -> Self {
        let app = TestApp::with(fixture, desk());
        let (maya, team) = (app.person("Maya Okafor").added(), app.team("North"));
        let case = app.case(maya).held_by(team).added();
        Self { maya, team, path: format!("/people/{maya}"), case: format!("/cases/{case}"), app }
    }
}

/// The rule that the audit names for the last look.
fn rule(app: &TestApp) -> String {
    app.audit().pop().unwrap().summary()
}

fn who(client: &Client<'_>, path: &str) -> u16 {
    client.get(&format!("{path}/who")).status
}

#[test]
fn who_works_with_a_person_sees_them_and_their_case_while_it_lasts() {
    on_both(|fixture| {
        let town = Town::new(fixture);
        let priya = town.app.worker("Priya Shah").works_with(town.maya).signed_in();
        assert_eq!(priya.get(&town.path).ok().html(), "by network address true code true");
        priya.get(&town.case).ok();
        town.app.clock().advance_seconds(60);
        town.app.leave(priya.user(), town.maya);
        priya.get(&town.path).not_found();
        priya.get(&town.case).not_found();
        assert_eq!(rule(&town.app), "read case refused none");
        // And again, when they come back.
        town.app.clock().advance_seconds(60);
        town.app.join(priya.user(), town.maya);
        priya.get(&town.path).ok();
    });
}

#[test]
fn a_colleague_of_the_team_sees_the_person_but_not_where_they_live() {
    on_both(|fixture| {
        let town = Town::new(fixture);
        let tom = town.app.worker("Tom Reed").in_team(town.team).signed_in();
        assert_eq!(tom.get(&town.path).ok().html(), "by team address false code false");
        let lea = town.app.worker("Lea Der").leads(town.team).signed_in();
        let seen = lea.get(&town.path).ok().html();
        assert!(
            seen == "by team address true code false" || seen == "by manager address true code false",
            "{seen}"
        );
        let other = town.app.worker("Ola Nowak").in_team(town.app.team("South")).signed_in();
        other.get(&town.path).not_found();
    });
}

#[test]
fn no_role_opens_a_person() {
    on_both(|fixture| {
        let town = Town::new(fixture);
        for role in Role::ALL {
            let somebody =
                town.app.worker(&format!("Some {}", role.label())).role(*role).clearance(3).signed_in();
            somebody.get(&town.path).not_found();
            somebody.get(&town.case).not_found();
            somebody.post(&town.case, &[("stage", "x")]).not_found();
        }
    });
}

#[test]
fn everyone_may_find_that_a_person_is_known_and_no_more() {
    on_both(|fixture| {
        let town = Town::new(fixture);
        let stranger = town.app.worker("Tom Reed").signed_in();
        assert_eq!(stranger.get(&format!("{}/who", town.path)).ok().html(), "by finder");
        assert_eq!(rule(&town.app), "readWho person allowed finder");
        stranger.get(&town.path).not_found();
    });
}

#[test]
fn a_conflict_of_interest_closes_everything_also_for_who_works_with_them() {
    on_both(|fixture| {
        let town = Town::new(fixture);
        let priya =
            town.app.worker("Priya Shah").works_with(town.maya).leads(town.team).clearance(3).signed_in();
        priya.get(&town.path).ok();
        town.app.exclude(priya.user(), town.maya);
        priya.get(&town.path).not_found();
        assert_eq!(rule(&town.app), "read person refused conflict");
        priya.get(&town.case).not_found();
        assert_eq!(rule(&town.app), "read case refused conflict");
        assert_eq!(who(&priya, &town.path), 404);
        priya.post(&town.case, &[("stage", "x")]).not_found();
        // Nobody else is kept out.
        town.app.worker("Tom Reed").works_with(town.maya).signed_in().get(&town.path).ok();
    });
}

#[test]
fn a_restricted_person_is_seen_by_named_workers_alone() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let team = app.team("North");
        let hidden = app.person("Hana Hidden").restricted().added();
        let (path, case) =
            (format!("/people/{hidden}"), format!("/cases/{}", app.case(hidden).held_by(team).added()));
        let named = app.worker("Nia Named").works_with(hidden).signed_in();
        let unnamed = app.worker("Una Named").works_with(hidden).leads(team).clearance(3).signed_in();
        app.name_reader(named.user(), hidden);
        named.get(&path).ok();
        named.get(&case).ok();
        for path in [&path, &case] {
            unnamed.get(path).not_found();
        }
        assert_eq!(rule(&app), "read case refused restricted");
        assert_eq!(who(&unnamed, &path), 404, "not even that they are known");
        // Being named opens the door and is no relation: somebody must also work with them.
        let only_named = app.worker("Ona Named").signed_in();
        app.name_reader(only_named.user(), hidden);
        only_named.get(&path).not_found();
    });
}

#[test]
fn a_closed_case_is_read_and_not_written_to() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).closed().added();
        let priya = app.worker("Priya Shah").works_with(maya).signed_in();
        let path = format!("/cases/{case}");
        priya.get(&path).ok();
        priya.post(&path, &[("stage", "x")]).not_found();
        assert_eq!(rule(&app), "write case refused closed");
        // The person is still written to.
        priya.post(&format!("/people/{maya}"), &[("needs", "Large print")]).is(303);
        assert_eq!(app.audit().pop().unwrap().detail, "needs:  to Large print");
    });
}

#[test]
fn clearance_bounds_what_is_seen_through_any_relation() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        for sensitivity in 0..4 {
            let person = app.person("Somebody").sensitivity(sensitivity).added();
            let name = format!("Worker {sensitivity}");
            for clearance in 0..4 {
                let worker = app
                    .worker(&format!("{name} {clearance}"))
                    .clearance(clearance)
                    .works_with(person)
                    .signed_in();
                let expected = if sensitivity <= clearance { 200 } else { 404 };
                assert_eq!(
                    worker.get(&format!("/people/{person}")).status,
                    expected,
                    "{sensitivity} for {clearance}"
                );
            }
        }
    });
}

#[test]
fn nobody_changes_the_record_about_themselves() {
    on_both(|fixture| {
        let town = Town::new(fixture);
        let (maya, priya) = (town.maya, town.app.worker("Maya Okafor").works_with(town.maya).signed_in());
        let user = priya.user();
        town.app.write(move |c| {
            let own = Sql::<()>::new(
                "UPDATE app_user SET own_person_id = $3 WHERE tenant_id = $1 AND user_id = $2",
            );
            c.exec(own, args![1, user, maya]).map(drop)
        });
        priya.get(&town.path).ok();
        priya.post(&town.path, &[("needs", "None")]).not_found();
        assert_eq!(rule(&town.app), "write person refused own");
        priya.post(&town.case, &[("stage", "Closed")]).not_found();
        assert_eq!(rule(&town.app), "write case refused own");
    });
}

#[test]
fn an_import_shows_nothing_until_it_is_live_and_then_everything_at_once() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let batch = app.uuid();
        app.write(move |c| access::relations::open_batch(c, 1, batch));
        let maya = app.person("Maya Okafor").in_batch(batch).added();
        let case = app.case(maya).with(|new| new.batch = Some(batch)).added();
        let priya = app.worker("Priya Shah").works_with(maya).signed_in();
        let (path, case) = (format!("/people/{maya}"), format!("/cases/{case}"));
        priya.get(&path).not_found();
        priya.get(&case).not_found();
        assert_eq!(rule(&app), "read case refused unpublished");
        assert_eq!(who(&priya, &path), 404);
        app.write(move |c| access::relations::publish_batch(c, 1, batch));
        priya.get(&path).ok();
        priya.get(&case).ok();
    });
}

#[test]
fn every_rule_can_be_said_to_people() {
    let unknown = access::sentence("no such rule");
    for id in
        ["network", "team", "manager", "finder", "conflict", "restricted", "closed", "own", "unpublished"]
    {
        let words = access::sentence(id);
        assert!(words.ends_with('.') && words != unknown, "{id}: {words}");
        assert_eq!(access::sentence(&format!("!{id}")), words);
    }
}
