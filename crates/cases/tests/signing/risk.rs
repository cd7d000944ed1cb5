//! Weighing risk: answers, bands, prompts, history, loaded wordings.

use super::{World, app};
use access::Role;
use testkit::{Answer, on_both};

const CALM: [(&str, &str); 5] = [
    ("q-worse", "no"),
    ("q-often", "weekly"),
    ("q-fear", "no"),
    ("s-worse", "victim"),
    ("s-often", "record"),
];

fn weigh(world: &World<'_>, more: &[(&str, &str)]) -> Answer {
    world.app.clock().advance_seconds(60);
    let form = world.priya.get(&world.at("/risk/weigh?tool=matrix")).ok();
    let mut pairs = CALM.to_vec();
    pairs.push(("s-fear", "observed"));
    for (name, value) in more {
        pairs.retain(|(had, _)| had != name);
        pairs.push((name, value));
    }
    world.priya.submit(&form, "main form", &pairs)
}

#[test]
fn a_score_its_band_and_its_next_review_are_kept() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.priya.get(&world.at("/risk")).ok().saying("No risk has been weighed yet").saying("Risk matrix");
        weigh(&world, &[]).is(303);
        assert_eq!(world.band(), "standard");
        let page = world.priya.get(&world.at("/risk?done=risk")).ok();
        page.clone().saying("2 of 7").saying("Standard").saying("The next review is on your list");
        assert!(page.statements <= 6, "the risk page costs {} statements", page.statements);
        // Twenty working days after Friday 20 November 2026.
        assert_eq!(world.list(), [("Weigh the risk again: Risk matrix".to_owned(), "2026-12-18".to_owned())]);
        // Weighed again: higher, sooner, and one thing on the list, not two.
        weigh(&world, &[("q-worse", "yes"), ("q-often", "daily")]).is(303);
        assert_eq!(world.band(), "medium");
        assert_eq!(world.list(), [("Weigh the risk again: Risk matrix".to_owned(), "2026-12-04".to_owned())]);
        let page = world.priya.get(&world.at("/risk")).ok();
        page.saying("The band went up from Standard to Medium").saying("scores over time");
        let answers = world.priya.get(&world.at("/risk/answers")).ok();
        assert!(answers.statements <= 6, "{} statements", answers.statements);
        answers.saying("version 3").saying("Daily").saying("The person.").saying("own short words");
    });
}

#[test]
fn every_question_is_answered_and_not_known_is_an_answer() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        // A pack is read once in a process.
        world.priya.get(&world.at("/risk")).ok();
        let form = world.priya.get(&world.at("/risk/weigh?tool=matrix")).ok();
        assert!(form.statements <= 6, "{} statements", form.statements);
        let wrong =
            world.priya.submit(&form, "main form", &[("q-worse", "yes"), ("n-worse", "Twice a week")]);
        let wrong = wrong
            .is(422)
            .saying("Answer this, or choose Not known.")
            .saying("Choose who or what says so, here");
        assert_eq!(wrong.attributes("#n-worse", "value"), ["Twice a week"], "what was typed stays");
        weigh(
            &world,
            &[("q-worse", "not_known"), ("s-worse", ""), ("q-often", "not_known"), ("s-often", "")],
        )
        .is(303);
        let page = world.priya.get(&world.at("/risk/answers")).ok();
        page.saying("Not known").saying("0 of 7");
    });
}

#[test]
fn who_says_so_is_said_once_for_all_answers_but_those_that_say_otherwise() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let nobody = [("s-worse", ""), ("s-often", ""), ("s-fear", "")];
        weigh(&world, &nobody).is(422).saying("Choose who or what says so, here");
        let most =
            [&nobody[..], &[("told_by", "professional"), ("s-often", "record"), ("q-fear", "not_known")]];
        weigh(&world, &most.concat()).is(303);
        let told = world.priya.get(&world.at("/risk/answers")).ok().text("main");
        for (words, times) in [("A professional.", 1), ("A record.", 1)] {
            assert_eq!(told.matches(words).count(), times, "{words} in {told}");
        }
    });
}

#[test]
fn an_answer_asks_for_a_band_and_the_band_prompts() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        weigh(&world, &[("q-fear", "yes"), ("q-often", "rarely")]).is(303);
        assert_eq!(world.band(), "high", "three points, and high all the same");
        let page = world.priya.get(&world.at("/risk")).ok().saying("Refer to the panel.").saying("3 of 7");
        let none =
            world.priya.submit(&page, "#prompt ~ form, section form", &[("became", "dismissed")]).is(422);
        none.saying("Say why it is not needed.");
        let pairs = [("became", "dismissed"), ("why", "The panel has him already.")];
        world.priya.submit(&page, "section form", &pairs).is(303);
        let page = world.priya.get(&world.at("/risk")).ok();
        page.saying("Dismissed").saying("The panel has him already.").without("What became of it?");
        let again = world.priya.post(&world.at("/risk/prompt"), &[("became", "done"), ("submission", "x")]);
        again.is(409).saying("before you");
    });
}

#[test]
fn a_higher_band_needs_a_reason_and_a_lower_one_a_leader() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        weigh(&world, &[("band", "high")]).is(422).saying("Say why another band fits better");
        weigh(&world, &[("band", "high"), ("band_why", "He waits at the door.")]).is(303);
        assert_eq!(world.band(), "high");
        world
            .priya
            .get(&world.at("/risk"))
            .ok()
            .saying("He waits at the door.")
            .saying("in place of the score");
        let high = [("q-fear", "yes"), ("band", "standard"), ("band_why", "He is in prison.")];
        weigh(&world, &high).is(422).saying("Only a team leader can give a lower one");
        app.clock().advance_seconds(60);
        let form = world.dean.get(&world.at("/risk/weigh?tool=matrix")).ok();
        let mut pairs = CALM.to_vec();
        pairs.extend([("s-fear", "record"), high[0], high[1], high[2]]);
        pairs.retain(|pair| *pair != ("q-fear", "no"));
        world.dean.submit(&form, "main form", &pairs).is(303);
        assert_eq!(world.band(), "standard");
    });
}

#[test]
fn a_draft_comes_back_until_it_is_saved() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let pairs = [("tool", "matrix"), ("q-often", "daily"), ("summary", "Half done")];
        world.priya.post(&world.at("/risk/draft"), &pairs).is(204);
        let form = world.priya.get(&world.at("/risk/weigh?tool=matrix")).ok();
        form.clone().saying("This is your draft").saying("Half done");
        world.dean.get(&world.at("/risk/weigh?tool=matrix")).ok().without("Half done");
        weigh(&world, &[]).is(303);
        world.priya.get(&world.at("/risk/weigh?tool=matrix")).ok().without("This is your draft");
    });
}

#[test]
fn a_loaded_wording_is_asked_and_said_so_and_old_scores_keep_theirs() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let admin = app.worker("Ada Min").role(Role::Admin).signed_in();
        world.priya.get("/admin/wordings").not_found();
        admin.get("/admin/wordings").ok().saying("Risk matrix").saying("Nothing loaded");
        weigh(&world, &[]).is(303);
        let load = |file: &[u8], right: &str| {
            let pairs = [("tool", "matrix"), ("right", right), ("submission", "wording")];
            let wish = admin.request(axum::http::Method::POST, "/admin/wordings");
            wish.upload(&pairs, ("file", "official.csv", file)).send()
        };
        load(b"worse,Worsening?\n", "").is(422).saying("has the right to use the wording");
        load(b"", "yes").is(422).saying("Choose a CSV file");
        let unknown = b"question,words\nworse,Worsening?\nwurse,What?\n";
        load(unknown, "yes").is(422).saying("Line 3: the tool has no question “wurse”");
        load(b"worse,One\nworse,Two\n", "yes").is(422).saying("is there twice");
        load(b"worse,\n", "yes").is(422).saying("write the words");
        load("question,words\nworse,\"Is it, in your view, worsening?\"\n".as_bytes(), "yes").is(303);
        admin.get("/admin/wordings").ok().saying("1 of 3 questions");
        let form = world.priya.get(&world.at("/risk/weigh?tool=matrix")).ok();
        form.saying("Is it, in your view, worsening?")
            .saying("official wording")
            .without("1. Has it got worse?");
        world
            .priya
            .get(&world.at("/risk/answers"))
            .ok()
            .saying("Has it got worse?")
            .saying("own short words");
    });
}

#[test]
fn a_case_without_a_pack_has_the_pages_and_no_tools() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let plain = app.case(world.mina).held_by(world.team).added();
        world.priya.get(&format!("/cases/{plain}/risk")).ok().saying("No tool can be used here");
        world.priya.get(&format!("/cases/{plain}/risk/weigh?tool=matrix")).ok().saying("no such tool");
        world.priya.post(&format!("/cases/{plain}/risk/weigh"), &[("tool", "matrix")]).is(422);
    });
}
