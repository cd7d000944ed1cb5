//! What is read: of one case and of many at once, and who may.

use super::{World, app, code, text};
use access::{CaseId, Role};
use kernel::Day;
use quality::auto::{Rule, proposals_of_many, store::CHUNK};
use std::collections::BTreeSet;
use testkit::on_both;

#[test]
fn many_cases_are_proposed_as_each_by_itself() {
    on_both(|fixture| {
        let app = app(fixture);
        let first = World::new(&app, "2026-10-01");
        first.reached("2026-10-05", "2026-10-06");
        first
            .fill("report", &[("perpetrator_known", code("yes")), ("report_words", text("Noise at night."))]);
        let second = World::of(&app, "homelessness-england", "2026-11-02");
        second.on("placement", "out_of_area_from", "2026-11-02");
        let third = World::of(&app, "adult-social-care", "2026-11-02");
        let fourth = World::of(&app, "safeguarding", "2026-11-02");
        // More than a chunk, with one that is not there.
        let mina = first.mina;
        let mut asked: Vec<CaseId> = (0..CHUNK).map(|_| app.case(mina).added()).collect();
        asked.extend([fourth.case, third.case, CaseId::from_uuid(access::NOBODY), second.case, first.case]);
        let (wanted, today) = (asked.clone(), Day::of(app.clock().now()));
        let all = app.read(move |c| proposals_of_many(c, 1, &wanted, &Rule::ALL, today));
        asked.remove(CHUNK + 2);
        assert_eq!(all.iter().map(|(case, _)| *case).collect::<Vec<_>>(), asked, "in the order asked for");
        for world in [&first, &second, &third, &fourth] {
            let (_, many) = all.iter().find(|(case, _)| *case == world.case).expect("it is there");
            for proposal in many {
                let (answer, why, _) = world.says(proposal.rule);
                assert_eq!((format!("{:?}", proposal.answer), &proposal.why), (answer, &why));
            }
        }
        let bare = &all[0].1;
        assert!(bare.iter().all(|p| !p.why.is_empty()), "a case without a pack is answered too");
    });
}

#[test]
fn every_fact_leads_to_a_page_that_opens_also_once_the_case_is_closed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-09-01");
        world.reached("2026-09-10", "2026-09-10");
        let incident = [("incident_on", cases::facts::Value::Day(super::day("2026-09-10")))];
        world.fill_at("incident", &incident, super::day("2026-09-10").at(12, 0));
        world.fill("report", &[("perpetrator_known", code("yes"))]);
        world.fill("perpetrator-interview", &[("perpetrator_account", text("It was not me."))]);
        world.send("/plan/goals/new", &[("words", "I want to sleep.")]);
        world.send("/plan/agree", &[("how", "phone"), ("copy", "sent")]);
        let open = || {
            let mut found = BTreeSet::new();
            for rule in Rule::ALL {
                let facts = world.says(rule).2;
                found.extend(
                    facts.split('<').skip(1).filter_map(|part| part.split('>').next()).map(str::to_owned),
                );
            }
            for href in &found {
                let (page, part) = href.split_once('#').unwrap_or((href, ""));
                let page = world.priya.get(page).ok();
                assert!(part.is_empty() || page.count(&format!("#{part}")) == 1, "{href}");
            }
            found
        };
        let at = |rest: &str| world.at(rest);
        let found = open();
        for page in ["/clocks", "/forms/incident", "/forms/perpetrator-interview", "/plan#exit", "/contact"] {
            assert!(found.contains(&at(page)), "{page} in {found:?}");
        }
        app.close(world.case);
        app.join(world.priya.user(), world.mina);
        let found = open();
        assert!(found.contains(&at("#clocks")) && found.contains(&at("#known")), "{found:?}");
    });
}

#[test]
fn nobody_else_reads_what_is_proposed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        let stranger = app.worker("Sam Other").role(Role::Officer).signed_in();
        stranger.get(&world.at("/proposed")).not_found();
    });
}

#[test]
fn no_sentence_is_longer_than_it_should_be() {
    on_both(|fixture| {
        let app = app(fixture);
        for pack in ["asb", "homelessness-england", "adult-social-care", "safeguarding"] {
            let world = World::of(&app, pack, "2026-08-03");
            for rule in Rule::ALL {
                let (_, why, _) = world.says(rule);
                for sentence in why.split(". ") {
                    assert!(sentence.split_whitespace().count() <= 25, "{why}");
                }
                assert!(why.ends_with('.'), "{why}");
            }
        }
    });
}
