//! Cards for the case page, and what waits for a leader.

use super::{World, app_with};
use access::{CaseRef, Db, Fault, Read, Role};
use axum::{Router, routing::get};
use testkit::{TestApp, on_both};

/// The cards of a case as plain HTML: a page only of this test.
async fn show_cards(db: Db, case: CaseRef<Read>) -> Result<String, Fault> {
    let cards = db.view(&case, cases::desk::cards::of_case).await?;
    Ok(cards.to_string())
}

fn app(fixture: &testkit::Fixture) -> TestApp {
    app_with(fixture, cases::routes().merge(Router::new().route("/cards/{case_id}", get(show_cards))))
}

const SEEK: [(&str, &str); 4] =
    [("kind", "eviction"), ("code", "seek"), ("why", "Two breaches."), ("considered", "Nothing.")];

#[test]
fn the_cards_of_a_case_say_where_it_stands_in_one_statement() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let path = format!("/cards/{}", world.case);
        let empty = world.priya.get(&path).is(200);
        assert_eq!(empty.statements, 1);
        let words = empty.html();
        for none in ["Not weighed yet.", "None used.", "None recorded.", "Nothing closes by itself."] {
            assert!(words.contains(none), "{none}: {words}");
        }
        let risk = [
            ("tool", "matrix"),
            ("q-worse", "no"),
            ("s-worse", "victim"),
            ("q-often", "daily"),
            ("s-often", "victim"),
            ("q-fear", "yes"),
            ("s-fear", "victim"),
            ("reviewed_on", "20/11/2026"),
        ];
        world.priya.post(&world.at("/risk/weigh"), &risk).is(303);
        world.priya.post(&world.at("/decisions/new"), &SEEK).is(303);
        let notice = [
            ("power", "notice"),
            ("whom", "Larch Ltd"),
            ("test_met", "yes"),
            ("evidence", "Sheets"),
            ("formal_why", "It is urgent."),
        ];
        world.priya.post(&world.at("/powers/new"), &notice).is(303);
        let full = world.priya.get(&path).is(200).html();
        for words in [
            "Refer to the panel.",
            "High",
            "27 November 2026",
            "Whether to seek possession",
            "Protection notice",
        ] {
            assert!(full.contains(words), "{words}: {full}");
        }
        assert_eq!(full.matches("Waits for a team leader").count(), 2, "{full}");
    });
}

#[test]
fn a_leader_sees_what_waits_in_their_own_teams() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.priya.post(&world.at("/decisions/new"), &SEEK).is(303);
        let other = app.team("Elsewhere");
        let stranger = app.worker("Str Anger").role(Role::Leader).leads(other).signed_in();
        let page = world
            .dean
            .get("/to-sign")
            .ok()
            .saying("Whether to seek possession")
            .saying("Priya Shah asked today");
        assert_eq!(page.statements, 1);
        stranger.get("/to-sign").ok().saying("Nothing waits for you.");
        world.priya.get("/to-sign").not_found();
    });
}
