//! The report is acknowledged, risk is weighed.

use super::{World, app, day};
use cases::risk::store::{NewAssessment, add};
use quality::auto::Rule;
use testkit::on_both;

#[test]
fn a_report_is_acknowledged_in_time_late_or_not() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-11-02");
        // Five working days after Monday 2 November.
        world.proposes(Rule::Acknowledged, "NotMet", "The target was 9 November 2026.");
        world.reached("2026-11-12", "2026-11-12");
        world.proposes(Rule::Acknowledged, "Partly", "late, on 12 November 2026");
        world.reached("2026-11-06", "2026-11-12");
        world.proposes(Rule::Acknowledged, "Met", "on 6 November 2026");
        let facts = world.says(Rule::Acknowledged).2;
        assert!(facts.contains(&format!("</cases/{}/clocks>", world.case)), "{facts}");
        let young = World::new(&app, "2026-11-18");
        young.proposes(Rule::Acknowledged, "NotApplicable(StageNotReached)", "The target is 25 November");
    });
}

#[test]
fn the_target_is_that_of_the_harm() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-11-02");
        world.reached("2026-11-05", "2026-11-05");
        world.proposes(Rule::Acknowledged, "Met", "The target was 9 November 2026.");
        world.fill("report", &[("harm_class", super::code("serious"))]);
        world.proposes(Rule::Acknowledged, "Partly", "The target was 3 November 2026.");
    });
}

#[test]
fn the_clock_that_tells_the_reporter_is_found_in_other_kinds_too() {
    on_both(|fixture| {
        let app = app(fixture);
        let safe = World::of(&app, "safeguarding", "2026-11-02");
        safe.proposes(Rule::Acknowledged, "NotMet", "Not acknowledged.");
        let home = World::of(&app, "homelessness-england", "2026-11-02");
        home.proposes(Rule::Acknowledged, "NotApplicable(Other)", "No clock");
        home.on("referral", "referral_received_on", "2026-11-02");
        home.proposes(Rule::Acknowledged, "NotMet", "The target was 4 November 2026.");
        home.reached("2026-11-04", "2026-11-04");
        home.proposes(Rule::Acknowledged, "Met", "on 4 November 2026");
    });
}

/// Weighs risk with a tool of the pack.
pub(crate) fn weigh(world: &World<'_>, tool: &str, on: &str, next: &str, summary: &str) {
    let tool = world.pack.risk_tool(tool).expect("a tool of the pack");
    let new = NewAssessment {
        id: world.app.uuid(),
        review: world.app.uuid(),
        person: world.mina,
        tool: (tool.id.clone(), tool.version, tool.name.clone()),
        own_wording: false,
        score: (12, 30),
        scored_band: "medium".to_owned(),
        band: ("medium".to_owned(), "Medium".to_owned(), 1),
        override_why: String::new(),
        summary: summary.to_owned(),
        reviewed_on: day(on),
        next_on: day(next),
        owner: world.priya.user(),
        prompt: String::new(),
        answers: Vec::new(),
    };
    let (case, at, by) = (world.case, world.app.clock().now(), world.priya.user());
    world.app.write(move |c| {
        add(c, 1, case, &new, at, by)?;
        cases::work::settle(c, 1, case, by, at)
    });
}

#[test]
fn risk_is_weighed_in_time_with_reasons() {
    on_both(|fixture| {
        let app = app(fixture);
        let young = World::new(&app, "2026-11-16");
        young.proposes(Rule::RiskAssessed, "NotApplicable(StageNotReached)", "due by 30 November 2026");
        let world = World::new(&app, "2026-10-01");
        // She had to be seen within ten working days, and the risk is weighed then.
        world.proposes(Rule::RiskAssessed, "NotMet", "It was due by 15 October 2026.");
        weigh(&world, "dash-24", "2026-10-12", "2026-12-12", "Calm.");
        world.proposes(Rule::RiskAssessed, "NotMet", "No risk is weighed.");
        weigh(&world, "asb-matrix", "2026-10-20", "2026-12-12", "Worse at night.");
        world.proposes(Rule::RiskAssessed, "Partly", "Weighed late, on 20 October 2026");
        weigh(&world, "asb-matrix", "2026-10-14", "2026-12-12", "");
        world.proposes(Rule::RiskAssessed, "Met", "on 14 October 2026");
        weigh(&world, "asb-matrix", "2026-10-21", "2026-12-12", "");
        world.proposes(Rule::RiskAssessed, "Partly", "no reasons written");
        let facts = world.says(Rule::RiskAssessed).2;
        assert!(facts.contains("ASB risk assessment: 12 of 30, Medium, on 21 October 2026"), "{facts}");
    });
}
