//! The plan: its steps, its agreement, the exit plan, the next step.

use super::{World, app, day};
use cases::plan::{
    model::{Binding, Owner},
    store::write::{By, StepWords, add_step},
};

use quality::auto::Rule;
use testkit::on_both;

/// A goal by its form; gives the address to add a step to it.
fn goal(world: &World<'_>, words: &str) -> String {
    world.send("/plan/goals/new", &[("words", words)]);
    let page = world.priya.get(&world.at("/plan")).ok();
    let (links, hrefs) = (page.select("main a"), page.attributes("main a", "href"));
    let at = links.iter().rposition(|link| link.starts_with("Add a step")).expect("a link");
    hrefs[at].clone()
}

fn step(world: &World<'_>, at: &str, what: &str, due: &str) {
    let filled = [("what", what), ("owner_kind", "agency"), ("owner_name", "Larch Homes"), ("due_on", due)];
    world.priya.submit(&world.priya.get(at).ok(), "main form", &filled).is(303);
}

#[test]
fn a_plan_has_steps_with_owners() {
    on_both(|fixture| {
        let app = app(fixture);
        let young = World::new(&app, "2026-11-16");
        young.proposes(Rule::PlanSteps, "NotApplicable(StageNotReached)", "There is no plan.");
        let world = World::new(&app, "2026-10-01");
        // The clock of the plan begins when she is seen, and that is late itself.
        world.proposes(Rule::PlanSteps, "NotMet", "It was due by 15 October 2026.");
        let at = goal(&world, "I want to sleep through the night.");
        world.proposes(Rule::PlanSteps, "Partly", "goals and no step");
        step(&world, &at, "Fit a new lock", "24/11/2026");
        world.proposes(Rule::PlanSteps, "Met", "1 step open, each with an owner and a day.");
        // A step that nobody owns.
        let goal = at.split('/').nth(5).expect("the goal").parse().expect("its id");
        let (case, mina, id) = (world.case, world.mina, app.uuid());
        let new = StepWords {
            what: "Ask the landlord".to_owned(),
            owner_kind: Owner::Worker,
            owner: None,
            owner_name: String::new(),
            due_on: day("2026-11-30"),
            binding: Binding::None,
        };
        let by = By { user: world.priya.user(), at: app.clock().now(), trace: app.uuid() };
        app.write(move |c| add_step(c, 1, (case, mina), (goal, id), &new, by));
        world.proposes(Rule::PlanSteps, "NotMet", "1 of 2 steps open have an owner");
        assert!(world.says(Rule::PlanSteps).2.starts_with("Nobody's yet: Ask the landlord"));
    });
}

#[test]
fn a_plan_is_agreed_in_their_words_with_a_copy_and_an_exit() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        world.on("victim-interview", "victim_interviewed_on", "2026-11-02");
        world.proposes(Rule::PlanAgreed, "NotMet", "There is no plan. It was due by 9 November 2026.");
        world.proposes(Rule::ExitPlan, "NotMet", "There is no exit plan. It was due by 9 November 2026.");
        let at = goal(&world, "I want to sleep through the night.");
        step(&world, &at, "Fit a new lock", "24/11/2026");
        world.proposes(Rule::PlanAgreed, "NotMet", "The plan is not agreed.");
        let no_copy = [("how", "phone"), ("copy", "not_given"), ("copy_why", "She had to leave.")];
        world.send("/plan/agree", &no_copy);
        world.proposes(Rule::PlanAgreed, "Partly", "but they have no copy");
        world.send("/plan/agree", &[("how", "face_to_face"), ("copy", "printed"), ("copy_why", "")]);
        world.proposes(Rule::PlanAgreed, "Met", "on 20 November 2026, in their words, with a copy.");
        world.proposes(Rule::ExitPlan, "NotMet", "though the plan was agreed on 20 November 2026");
        let exit = [("safe_when", "Six quiet weeks"), ("expected_on", "1/12/2026"), ("carries_on", "Grace")];
        world.send("/plan/exit", &exit);
        world.proposes(Rule::ExitPlan, "Met", "expected by 1 December 2026");
        goal(&world, "I want to go out again.");
        world.proposes(Rule::PlanAgreed, "Partly", "but it was changed since");
        app.clock().advance_seconds(12 * 24 * 3600);
        let priya = app.worker("Priya Two").role(access::Role::Officer).in_team(world.team).signed_in();
        let later = World { priya, ..world };
        later.proposes(Rule::ExitPlan, "Partly", "has passed: 1 December 2026");
        let young = World::new(&app, "2026-11-30");
        young.proposes(Rule::PlanAgreed, "NotApplicable(StageNotReached)", "The case has not come so far.");
    });
}

#[test]
fn there_is_a_next_step_or_it_is_overdue() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-10-01");
        world.proposes(Rule::NextStep, "NotMet", "Nothing is planned.");
        let late = app.action(world.mina, "Ring the landlord").in_case(world.case);
        late.owner(world.priya.user()).due("2026-11-19").added();
        world.proposes(Rule::NextStep, "NotMet", "1 step is overdue, and nothing else is planned.");
        let today = app.action(world.mina, "Visit").in_case(world.case).owner(world.priya.user());
        today.due("2026-11-20").added();
        world.proposes(Rule::NextStep, "Partly", "1 step is overdue. Next: Visit, by 20 November 2026.");
        let other = World::new(&app, "2026-10-01");
        app.action(other.mina, "Visit").in_case(other.case).due("2026-11-20").added();
        other.proposes(Rule::NextStep, "Met", "Next: Visit, by 20 November 2026.");
        app.close(other.case);
        let dean = app.worker("Dean Morris").role(access::Role::Manager).in_team(other.team).signed_in();
        let closed = World { priya: dean, ..other };
        closed.proposes(Rule::NextStep, "NotApplicable(Other)", "closed");
    });
}
