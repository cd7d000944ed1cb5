//! Stages and clocks, decisions, what is looked at again, what statute sets.

use super::{World, app, early::weigh};
use access::Role;
use quality::auto::Rule;
use testkit::on_both;

#[test]
fn stages_come_in_order_and_nothing_is_overdue() {
    on_both(|fixture| {
        let app = app(fixture);
        let young = World::new(&app, "2026-11-16");
        young.proposes(Rule::StagesInOrder, "Met", "no clock is or was overdue");
        let world = World::new(&app, "2026-11-02");
        world.proposes(Rule::StagesInOrder, "NotMet", "2 things are overdue or were passed over.");
        let facts = world.says(Rule::StagesInOrder).2;
        assert!(facts.contains("Overdue since 9 November 2026: Acknowledge the report"), "{facts}");
        world.on("victim-interview", "victim_interviewed_on", "2026-11-13");
        world.proposes(Rule::StagesInOrder, "NotMet", "2 things are overdue or were passed over.");
        world.reached("2026-11-06", "2026-11-06");
        world.proposes(Rule::StagesInOrder, "NotMet", "Passed over: Acknowledged.");
        world.on("report", "acknowledged_on", "2026-11-17");
        world.proposes(Rule::StagesInOrder, "Partly", "Out of turn: Acknowledged. Nothing is overdue now.");
        world.on("report", "acknowledged_on", "2026-11-06");
        world.proposes(Rule::StagesInOrder, "Met", "Stages came in order");
        let late = World::new(&app, "2026-11-02");
        late.on("report", "acknowledged_on", "2026-11-10");
        late.on("victim-interview", "victim_interviewed_on", "2026-11-13");
        late.proposes(Rule::StagesInOrder, "Partly", "Late, due by 9 November 2026: Acknowledge the report.");
    });
}

#[test]
fn a_stage_that_may_be_skipped_is_not_missed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::of(&app, "homelessness-england", "2026-11-16");
        world.on("triage", "application_on", "2026-11-17");
        world.proposes(Rule::StagesInOrder, "Met", "Stages came in order");
    });
}

#[test]
fn decisions_are_made_with_reasons() {
    on_both(|fixture| {
        let app = app(fixture);
        let quiet = World::new(&app, "2026-11-16");
        quiet.proposes(Rule::DecisionRecorded, "NotApplicable(StageNotReached)", "No decision was needed");
        let world = World::of(&app, "safeguarding", "2026-11-16");
        // Two working days after Monday 16 November.
        world.proposes(Rule::DecisionRecorded, "NotMet", "Not recorded: ");
        let kind = world.pack.decision("no-enquiry").expect("a kind");
        let decided = [
            ("code", kind.options[0].code.as_str()),
            ("why", "The three-part test is not met."),
            ("considered", "An enquiry of another kind."),
        ];
        world.send("/decisions/new?kind=no-enquiry", &decided);
        // A leader makes it; until then it waits.
        world.proposes(Rule::DecisionRecorded, "Partly", "0 of 1 decision made and with reasons.");
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(world.team).signed_in();
        let list = dean.get(&world.at("/decisions")).ok();
        let one = list.attributes("main a[href*='/decisions/one']", "href").pop().expect("a link");
        let page = dean.get(&one).ok();
        dean.submit(&page, "form[action$='/sign']", &[("button", "make")]).is(303);
        world.proposes(Rule::DecisionRecorded, "Met", "1 decision recorded, with reasons.");
        let href = world.says(Rule::DecisionRecorded).2;
        let path = href.split(['<', '>']).nth(1).expect("an address");
        world.priya.get(path).ok().saying("The three-part test is not met.");
    });
}

#[test]
fn a_decision_that_waits_is_partly() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-11-16");
        let leads = |kind: &&packs::model::DecisionKind| kind.by == packs::model::Signer::Leader;
        let kind = world.pack.decisions.iter().find(leads).expect("a kind that a leader decides");
        let decided =
            [("code", kind.options[0].code.as_str()), ("why", "So."), ("considered", "Nothing else.")];
        world.send(&format!("/decisions/new?kind={}", kind.id), &decided);
        world.proposes(Rule::DecisionRecorded, "Partly", "0 of 1 decision made and with reasons.");
    });
}

#[test]
fn risk_and_plan_are_looked_at_again_in_time() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        world.proposes(Rule::ReviewedInTime, "NotApplicable(StageNotReached)", "No day is set");
        weigh(&world, "asb-matrix", "2026-10-12", "2026-11-19", "Calm.");
        world.proposes(Rule::ReviewedInTime, "NotMet", "due by 19 November 2026");
        weigh(&world, "dash-24", "2026-10-13", "2026-11-20", "Calm.");
        world.proposes(Rule::ReviewedInTime, "Partly", "looked at again by 19 November 2026");
        weigh(&world, "asb-matrix", "2026-11-19", "2026-12-19", "Calm.");
        world.proposes(Rule::ReviewedInTime, "Met", "by 20 November 2026");
    });
}

#[test]
fn a_clock_that_statute_sets_is_kept_late_or_missed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::of(&app, "homelessness-england", "2026-10-01");
        world.proposes(Rule::DutyClocksKept, "NotApplicable(Other)", "No clock");
        // Fourteen days that begin with 2 November end on the 15th.
        world.on("placement", "out_of_area_from", "2026-11-02");
        world.proposes(Rule::DutyClocksKept, "NotMet", "is overdue since 15 November 2026.");
        world.happens("letter:out-of-area-notice", "2026-11-16");
        world.proposes(Rule::DutyClocksKept, "Partly", "was late. Its last day was 15 November 2026.");
        world.happens("letter:out-of-area-notice", "2026-11-15");
        world.proposes(Rule::DutyClocksKept, "Met", "1 clock that statute sets, none missed.");
        // Fifty-six days that begin with 1 September end on 26 October, and the duty ends by itself.
        world.on("duty", "relief_accepted_on", "2026-09-01");
        world.proposes(Rule::DutyClocksKept, "Partly", "26 October 2026, and its end is not recorded.");
        world.on("relief-ended", "relief_ended_on", "2026-10-26");
        world.proposes(Rule::DutyClocksKept, "Met", "2 clocks that statute sets, none missed.");
        // A duty that may be ended by notice is not missed when its days have passed.
        world.on("duty", "prevention_accepted_on", "2026-09-01");
        world.proposes(Rule::DutyClocksKept, "Met", "3 clocks that statute sets, none missed.");
    });
}
