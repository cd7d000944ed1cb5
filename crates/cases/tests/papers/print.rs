//! The visit sheet and the chronology.

use crate::letters::World;
use access::Role;
use cases::tools::Tools;
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
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

/// A chronology is "everything that happened": what was asked, what was served, the help, the letters and who had it.
#[test]
fn a_chronology_has_forms_powers_help_letters_and_who_had_the_case() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let (case, mina, by, now) = (world.case, world.mina, world.priya.user(), app.clock().now());
        let ids = [(); 8].map(|()| app.uuid());
        let day = |text: &str| Day::parse(text).unwrap();
        app.write(move |c| {
            let sql = "INSERT INTO power_use (
                    tenant_id, case_id, use_id, power, power_name, informal, authorise, test, citation, whom, test_met,
                    evidence, first_done, formal_why, authorised_words, served_on, served_how, outcome, recorded_at,
                    recorded_by, version)
                VALUES (1, $1, $2, 'w', 'Warning letter', TRUE, FALSE, '', '', '', '', '', '', '', '', $3, 'By hand',
                    'He stopped.', $4, $5, 1)";
            c.exec(Sql::<()>::new(sql), args![case, ids[0], day("2026-11-05"), now, by])?;
            let sql = "INSERT INTO intervention (
                    tenant_id, intervention_id, case_id, person_id, kind, label, provider, state, offered_on, state_on,
                    sessions, helped_words, recorded_at, recorded_by, version)
                VALUES (1, $1, $2, $3, '', 'Mediation', '', 'refused', $4, $4, 0, '', $5, $6, 1)";
            c.exec(Sql::<()>::new(sql), args![ids[1], case, mina, day("2026-11-06"), now, by])?;
            let sql = "INSERT INTO intervention_step (
                    tenant_id, step_id, intervention_id, kind, on_day, words, recorded_at, recorded_by)
                VALUES (1, $1, $2, 'refused', $3, 'Not while he lives there.', $4, $5)";
            c.exec(Sql::<()>::new(sql), args![ids[2], ids[1], day("2026-11-07"), now, by])?;
            let sql = "INSERT INTO allocation (
                    tenant_id, allocation_id, case_id, user_id, part, share, from_on, reason, ended_why, recorded_at,
                    recorded_by)
                VALUES (1, $1, $2, $3, 'lead', 100, $4, 'She knows the family.', '', $5, $3)";
            c.exec(Sql::<()>::new(sql), args![ids[3], case, by, day("2026-11-02"), now])
        });
        let method = people::model::NewMethod {
            channel: people::model::Channel::Email,
            value: "mina@example.org".to_owned(),
            safety: people::model::Safety::Safe,
            rule: String::new(),
            preferred: true,
        };
        let entry = cases::facts::NewEntry {
            entry_id: ids[4],
            case,
            person: mina,
            form: "first".to_owned(),
            repeats: false,
            occurred_on: day("2026-11-04"),
            recorded_at: now,
            recorded_by: by,
            answers: vec![cases::facts::Answer {
                field: "need".to_owned(),
                of_person: false,
                value: cases::facts::Value::Codes(vec!["lock".to_owned()]),
                keeps: packs::model::Keeps::default(),
            }],
        };
        app.write(move |c| {
            people::store::add_method(c, 1, mina, ids[5], &method)?;
            cases::facts::save(c, 1, &entry)
        });
        let letter = world.begun("blank", world.mina, "email");
        world.written(&letter, "Dear Mina\n\nWe spoke again.").is(303);
        let page = world.priya.get(&letter).ok();
        world.priya.submit(&page, "#send", &[]).is(303);
        let path = format!("/cases/{case}/chronology");
        let page = world.priya.get(&path).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let text = page.text("article");
        for words in [
            "Given or served: Warning letter",
            "By hand",
            "He stopped.",
            "Help refused: Mediation",
            "Not while he lives there.",
            "First talk",
            "Main need: A lock that works",
            "Given to Priya Shah",
            "She knows the family.",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
        let only = world.priya.get(&format!("{path}?kind=power")).ok();
        only.saying("Warning letter").without("Mediation");
        world.priya.get(&format!("{path}?kind=letter")).ok().saying("Letter sent:").without("Mediation");
        world.priya.get(&format!("{path}?kind=contact")).ok().without("Letter sent:");
    });
}
