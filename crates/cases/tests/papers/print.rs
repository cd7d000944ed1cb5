//! The visit sheet and the chronology.

use crate::letters::World;
use access::Role;
use cases::tools::Tools;
use kernel::Day;
use people::{
    model::Level,
    store::{NewRisk, add_risk},
};
use testkit::{TestApp, on_both};

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes().layer(axum::Extension(Tools::default())))
}

#[test]
fn a_visit_sheet_has_what_is_needed_at_the_door_and_who_printed_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let (mina, by, id) = (world.mina, world.priya.user(), app.uuid());
        let risk = NewRisk {
            what: "Her brother comes without warning.".to_owned(),
            level: Level::High,
            plan: "Two workers visit.".to_owned(),
            reviewed_on: Day::parse("2026-10-01").unwrap(),
            review_on: Some(Day::parse("2026-11-01").unwrap()),
            by,
        };
        app.write(move |c| add_risk(c, 1, mina, id, &risk));
        app.contact(mina, by).in_case(world.case).saying(&"Two quiet nights. ".repeat(40)).added();
        app.action(mina, "Fit the lock").in_case(world.case).owner(by).due("2026-11-10").added();
        let path = format!("/people/{mina}/visit");
        let before = app.audit().len();
        let page = world.priya.get(&path).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert_eq!(app.audit().len(), before + 1);
        let page = page
            .saying("Printed by Priya Shah, 20 November 2026")
            .saying("High: Her brother comes without warning. Two workers visit.")
            .saying("Priya Shah: Fit the lock (was due")
            .saying("Is this still so: Her brother comes without warning?")
            .saying("What became of this: Fit the lock?")
            .saying("When shall we speak next?");
        assert_eq!(
            page.select("article h2"),
            [
                "Who",
                "Before you go",
                "How to reach them safely",
                "Where",
                "Risks",
                "What matters to them",
                "What was agreed",
                "Last contacts",
                "What to ask today"
            ]
        );
        assert!(page.text(".printonly").contains("Printed by Priya Shah"));
        // A contact is cut: two sheets are two sheets.
        assert!(page.html().len() < 20_000, "{}", page.html().len());
        world.priya.get(&format!("/cases/{}", world.case)).ok().saying("visit sheet");
        app.worker("Out Sider").role(Role::Officer).signed_in().get(&path).not_found();
    });
}

#[test]
fn a_chronology_tells_what_happened_from_the_first_day_and_is_redacted_for_outside() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let say = |words: &str, day: &str| {
            let at = Day::parse(day).unwrap().at(10, 30);
            app.contact(world.mina, world.priya.user()).in_case(world.case).at(at).saying(words).added();
        };
        say("Dean Marsh of 9 Oak Street shouted at Mina.", "2026-11-12");
        say("The first call.", "2026-11-03");
        let letter = world.begun("blank", world.mina, "hand");
        world.written(&letter, "Dear Mina\n\nWe spoke again.").is(303);
        let page = world.priya.get(&letter).ok();
        world.priya.submit(&page, "#send", &[]).is(303);
        let path = format!("/cases/{}/chronology", world.case);
        let page = world.priya.get(&path).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let text = page.text("article");
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        assert!(at("The first call.") < at("Dean Marsh of 9 Oak Street shouted"));
        assert!(at("Dean Marsh of 9 Oak Street shouted") < at("Letter sent"));
        let only = world.priya.get(&format!("{path}?kind=contact&from=2026-11-10")).ok();
        only.saying("only contacts and notes, from 10 November 2026")
            .without("The first call.")
            .without("Letter sent:");
        world
            .priya
            .get(&format!("{path}?kind=letter"))
            .ok()
            .saying("Letter sent:")
            .without("The first call.");
        let outside = world.priya.get(&format!("{path}?outside=yes")).ok();
        let lower = outside.text("article").to_lowercase();
        assert!(lower.contains("[person a] of [address] shouted at mina"), "{lower}");
        for leak in ["dean", "marsh", "oak street"] {
            assert!(!lower.contains(leak), "{leak} in {lower}");
        }
        world.priya.get(&format!("{path}?from=31/02/2026")).ok().saying("Enter a real date");
        app.worker("Out Sider").role(Role::Officer).signed_in().get(&path).not_found();
        assert!(app.audit().iter().any(|row| row.detail == "chronology for somebody outside"));
    });
}
