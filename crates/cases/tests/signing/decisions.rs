//! Decisions: who makes them, what is kept, who was told.

use super::{World, app};
use testkit::on_both;

const MET: [(&str, &str); 3] =
    [("code", "met"), ("why", "Three complaints qualify."), ("considered", "Harm and persistence.")];

#[test]
fn a_decision_keeps_its_reasons_and_sets_clocks_going() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world
            .priya
            .get(&world.at("/decisions"))
            .ok()
            .saying("No decision is recorded")
            .saying("A team leader makes it");
        let form = world.priya.get(&world.at("/decisions/new?kind=threshold")).ok();
        let wrong = world.priya.submit(&form, "main form", &[("why", "Because")]).is(422);
        let wrong = wrong.saying("Choose what is decided.").saying("Say what else was considered");
        assert_eq!(wrong.text("#why").trim(), "Because");
        let late = [MET.as_slice(), &[("decided_on", "25/11/2026")]].concat();
        world.priya.submit(&form, "main form", &late).is(422).saying("a day that has come");
        let half = [MET.as_slice(), &[("told_whom", "Amina")]].concat();
        world.priya.submit(&form, "main form", &half).is(422).saying("Say how they were told");
        let to = world.priya.submit(&form, "main form", &MET).is(303).location().to_owned();
        assert_eq!(world.events(), [("decision:threshold".to_owned(), "2026-11-20".to_owned())]);
        let page = world.priya.get(&to).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        page.clone().saying("Three complaints qualify.").saying("An Act 2014 s.104").saying("within 14 days");
        page.clone().saying("Made, nobody told yet");
        let told = "form[action$='/decisions/told']";
        world.priya.submit(&page, told, &[("told_how", "")]).is(422).saying("Say how they were told");
        world.priya.submit(&page, told, &[("told_how", "By letter")]).is(303);
        let list = world.priya.get(&world.at("/decisions")).ok();
        assert!(list.statements <= 6, "{} statements", list.statements);
        list.saying("Made and told").saying("Amina Okafor was told on 20 November 2026: By letter");
    });
}

#[test]
fn a_later_decision_takes_its_place_and_both_stay() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let form = world.priya.get(&world.at("/decisions/new?kind=threshold")).ok();
        let first = world.priya.submit(&form, "main form", &MET).is(303).location().to_owned();
        let page = world.priya.get(&first).ok();
        let again =
            page.attributes("main a[href*='instead=']", "href").pop().expect("a link to decide again");
        let form = world.priya.get(&again).ok().saying("This takes the place of “Met”");
        let not = [("code", "not_met"), ("why", "Two were one incident."), ("considered", "Nothing else.")];
        let second = world.priya.submit(&form, "main form", &not).is(303).location().to_owned();
        world.priya.get(&first).ok().saying("Replaced by a later one").saying("Three complaints qualify.");
        world.priya.get(&second).ok().saying("The decision before this one");
        world
            .priya
            .get(&world.at("/decisions"))
            .ok()
            .saying("Three complaints")
            .saying("Two were one incident.");
        assert_eq!(world.events().len(), 1, "one holds: clocks and returns see no other");
    });
}

#[test]
fn a_decision_records_its_fact_with_its_code_and_day_and_a_later_one_supersedes_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let form = world.priya.get(&world.at("/decisions/new?kind=recorded")).ok();
        let early = [MET.as_slice(), &[("decided_on", "18/11/2026")]].concat();
        let first = world.priya.submit(&form, "main form", &early).is(303).location().to_owned();
        assert_eq!(
            world.facts("threshold_met"),
            [("met".to_owned(), "2026-11-18".to_owned(), "decision:recorded".to_owned(), true)]
        );
        let happened = [("decision:recorded", "2026-11-18"), ("fact:threshold_met", "2026-11-18")];
        assert_eq!(world.events(), happened.map(|(what, on)| (what.to_owned(), on.to_owned())));
        app.clock().advance_seconds(60);
        let page = world.priya.get(&first).ok();
        let again = page.attributes("main a[href*='instead=']", "href").pop().expect("a link");
        let form = world.priya.get(&again).ok();
        let not = [("code", "not_met"), ("why", "Two were one incident."), ("considered", "Nothing else.")];
        world.priya.submit(&form, "main form", &not).is(303);
        let facts = world.facts("threshold_met");
        assert_eq!(
            facts.iter().map(|(code, .., holds)| (code.as_str(), *holds)).collect::<Vec<_>>(),
            [("met", false), ("not_met", true)],
            "one holds, both are kept"
        );
        let happened = [("decision:recorded", "2026-11-20"), ("fact:threshold_met", "2026-11-20")];
        assert_eq!(world.events(), happened.map(|(what, on)| (what.to_owned(), on.to_owned())));
        // A decision that waits for a leader has recorded nothing yet, and one without a field never does.
        assert_eq!(world.facts("eviction"), []);
    });
}

#[test]
fn what_a_leader_decides_an_officer_writes_and_a_leader_makes_or_sends_back() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let form =
            world.priya.get(&world.at("/decisions/new?kind=eviction")).ok().saying("Send to a team leader");
        let seek = [("code", "seek"), ("why", "Two breaches."), ("considered", "An injunction.")];
        let to = world.priya.submit(&form, "main form", &seek).is(303).location().to_owned();
        assert_eq!(world.events(), [], "nothing is decided yet");
        let id = to.split("id=").nth(1).and_then(|rest| rest.split('&').next()).expect("an id").to_owned();
        let sign = world.at("/decisions/sign");
        world
            .priya
            .post(&sign, &[("decision", &id), ("button", "make")])
            .is(422)
            .saying("Only a team leader");
        let page = world.dean.get(&to).ok().saying("Waits for a team leader");
        let back = [("button", "back"), ("sent_back_why", "")];
        world.dean.submit(&page, "form[action$='/sign']", &back).is(422).saying("Say what is missing");
        let back = [("button", "back"), ("sent_back_why", "What does she want?")];
        world.dean.submit(&page, "form[action$='/sign']", &back).is(303);
        let page = world.priya.get(&to).ok().saying("What does she want?");
        let again =
            page.attributes("main a[href*='instead=']", "href").pop().expect("a link to write it again");
        let form = world.priya.get(&again).ok();
        assert_eq!(form.text("#why").trim(), "Two breaches.", "nothing is typed twice");
        let to = world.priya.submit(&form, "main form", &[("considered", "She wants to stay.")]).is(303);
        let to = to.location().to_owned();
        let page = world.dean.get(&to).ok();
        world.dean.submit(&page, "form[action$='/sign']", &[("button", "make")]).is(303);
        assert_eq!(world.events(), [("decision:eviction".to_owned(), "2026-11-20".to_owned())]);
        world
            .priya
            .get(&to)
            .ok()
            .saying("Dean Morris, 20 November 2026")
            .saying("Write to them: What we decided");
        world
            .dean
            .post(
                &sign,
                &[("decision", to.split("id=").nth(1).unwrap_or("").split('&').next().unwrap_or(""))],
            )
            .is(409);
    });
}
