//! What came in, and the other side.

use super::{World, app, code, day, text};
use cases::{facts::Value, model::PartyRole};
use quality::auto::Rule;
use testkit::on_both;

fn incident(world: &World<'_>, form: &str, recorded: &str, answer: &str) {
    let mut answers = vec![("incident_on", Value::Day(day(recorded))), ("incident_what", text("Shouting."))];
    if !answer.is_empty() {
        answers.push(("incident_answer", text(answer)));
    }
    world.fill_at(form, &answers, day(recorded).at(12, 0));
}

#[test]
fn incidents_and_diary_sheets_are_answered() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        world.proposes(Rule::IncidentsAnswered, "NotApplicable(Other)", "No incident");
        incident(&world, "incident", "2026-11-16", "");
        world.proposes(Rule::IncidentsAnswered, "NotApplicable(StageNotReached)", "still time to answer");
        incident(&world, "diary", "2026-11-02", "");
        world.proposes(Rule::IncidentsAnswered, "NotMet", "0 of 1 entry answered: 0%.");
        let facts = world.says(Rule::IncidentsAnswered).2;
        assert!(facts.starts_with("Not answered: recorded on 2 November 2026"), "{facts}");
        assert!(facts.contains(&format!("</cases/{}/forms/diary>", world.case)), "{facts}");
        incident(&world, "incident", "2026-10-20", "Spoke with both.");
        incident(&world, "incident", "2026-10-22", "Wrote to the landlord.");
        world.proposes(Rule::IncidentsAnswered, "Partly", "2 of 3 entries answered: 66%.");
        // The sixth working day is too late, the fifth is not.
        world.reached("2026-11-10", "2026-11-10");
        world.proposes(Rule::IncidentsAnswered, "Partly", "2 of 3");
        world.happens("letter:diary-guidance", "2026-11-09");
        world.proposes(Rule::IncidentsAnswered, "Met", "3 of 3 entries answered: 100%.");
    });
}

#[test]
fn a_form_that_asks_for_no_answer_is_not_counted() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        let said = [("consulted_on", Value::Day(day("2026-10-05"))), ("consulted_said", text("Nothing."))];
        world.fill_at("consultation", &said, day("2026-10-05").at(12, 0));
        world.proposes(Rule::IncidentsAnswered, "NotApplicable(Other)", "No incident");
    });
}

#[test]
fn the_other_side_is_heard() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        world.proposes(Rule::OtherSideHeard, "NotApplicable(NobodyKnown)", "Nobody is known");
        world.fill("report", &[("perpetrator_known", code("yes"))]);
        // She was not seen in time, and nobody is spoken to before that.
        world.proposes(Rule::OtherSideHeard, "NotMet", "It was due by 15 October 2026.");
        world.on("victim-interview", "victim_interviewed_on", "2026-11-16");
        world.proposes(Rule::OtherSideHeard, "NotApplicable(StageNotReached)", "by 30 November 2026");
        world.on("victim-interview", "victim_interviewed_on", "2026-10-14");
        world.proposes(Rule::OtherSideHeard, "NotMet", "It was due by 28 October 2026.");
        world.fill("perpetrator-interview", &[("not_contacted_why", code("unsafe"))]);
        world.proposes(Rule::OtherSideHeard, "NotApplicable(Other)", "why they were not spoken to");
        world.fill("perpetrator-interview", &[("perpetrator_account", text("It was not me."))]);
        // Why not was said late as well, and so the clock ended late.
        world.proposes(Rule::OtherSideHeard, "Partly", "late. It was due by 28 October 2026.");
        let facts = world.says(Rule::OtherSideHeard).2;
        assert!(facts.contains("/forms/perpetrator-interview>"), "{facts}");
    });
}

#[test]
fn the_other_side_is_spoken_to_and_late() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        world.on("victim-interview", "victim_interviewed_on", "2026-10-14");
        let (case, joe) = (world.case, app.person("Joe Bloom").added());
        app.write(move |c| cases::store::add_party(c, 1, case, joe, PartyRole::AllegedPerpetrator));
        world.proposes(Rule::OtherSideHeard, "NotMet", "It was due by 28 October 2026.");
        world.on("perpetrator-interview", "perpetrator_contacted_on", "2026-10-20");
        world.proposes(Rule::OtherSideHeard, "Partly", "their account is not recorded");
        world.fill("perpetrator-interview", &[("perpetrator_account", text("It was not me."))]);
        world.proposes(Rule::OtherSideHeard, "Met", "their account is recorded");
        world.on("perpetrator-interview", "perpetrator_contacted_on", "2026-11-02");
        world.proposes(Rule::OtherSideHeard, "Partly", "late. It was due by 28 October 2026.");
        let home = World::of(&app, "homelessness-england", "2026-11-02");
        home.proposes(Rule::OtherSideHeard, "NotApplicable(Other)", "asks for no other side");
    });
}
