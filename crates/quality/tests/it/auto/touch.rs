//! Contact: agreed, kept, written down in time.

use super::{World, app, day};
use access::PersonId;
use cases::{
    model::{Channel, PartyRole},
    promise::store::{NewPromise, add},
};
use quality::auto::Rule;
use testkit::on_both;

fn promised(world: &World<'_>, person: PersonId, every_days: i64, on: &str) {
    let new = NewPromise {
        promise_id: world.app.uuid(),
        person,
        channel: Channel::Phone,
        every_days,
        safe_times: String::new(),
        agreed_with: "Mina".to_owned(),
        agreed_on: day(on),
        recorded_at: world.app.clock().now(),
        recorded_by: world.priya.user(),
    };
    let case = world.case;
    world.app.write(move |c| add(c, 1, case, &new));
}

#[test]
fn contact_is_agreed_with_the_person() {
    on_both(|fixture| {
        let app = app(fixture);
        let young = World::new(&app, "2026-11-16");
        young.proposes(Rule::ContactAgreed, "NotApplicable(StageNotReached)", "due by 30 November 2026");
        let world = World::new(&app, "2026-10-01");
        world.proposes(Rule::ContactAgreed, "NotMet", "It was due by 15 October 2026.");
        let grace = app.person("Grace Okafor").added();
        let case = world.case;
        app.write(move |c| cases::store::add_party(c, 1, case, grace, PartyRole::Victim));
        promised(&world, grace, 7, "2026-10-10");
        world.proposes(Rule::ContactAgreed, "Partly", "not with the person");
        promised(&world, world.mina, 14, "2026-10-10");
        world.proposes(Rule::ContactAgreed, "Met", "Contact every 2 weeks, agreed on 10 October 2026.");
    });
}

#[test]
fn contact_is_kept_by_the_formula_of_the_contact_page() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-09-01");
        world.proposes(Rule::ContactKept, "NotApplicable(StageNotReached)", "Nothing is agreed");
        promised(&world, world.mina, 7, "2026-11-13");
        // Today is the seventh day, and it is not over.
        world.proposes(Rule::ContactKept, "NotApplicable(StageNotReached)", "since 13 November 2026");
        let world = World::new(&app, "2026-09-01");
        promised(&world, world.mina, 7, "2026-09-10");
        // Seventy days to yesterday, 19 November: ten windows.
        world.proposes(Rule::ContactKept, "NotMet", "0 of 10 windows kept since 10 September 2026: 0%.");
        let keeps = |n: i64| {
            let on = day("2026-09-10").plus(7 * n).to_string();
            world.reached(&on, &on);
        };
        (1..=5).for_each(keeps);
        let tried = day("2026-10-20").at(12, 0);
        let contact = app.contact(world.mina, world.priya.user()).in_case(world.case);
        contact.not_reached().at(tried).added();
        world.proposes(Rule::ContactKept, "NotMet", "5 of 10 windows kept and 1 tried, not reached,");
        keeps(6);
        world.proposes(Rule::ContactKept, "Partly", "6 of 10 windows kept since 10 September 2026: 60%.");
        keeps(7);
        keeps(8);
        let contact = app.contact(world.mina, world.priya.user()).in_case(world.case);
        contact.not_reached().at(day("2026-11-12").at(12, 0)).added();
        world.proposes(Rule::ContactKept, "Partly", "85%");
        let facts = world.says(Rule::ContactKept).2;
        assert!(facts.starts_with("Missed: 13 November 2026 to 19 November 2026"), "{facts}");
        keeps(9);
        world.proposes(Rule::ContactKept, "Met", "9 of 10 windows kept since 10 September 2026: 90%.");
        // The page says the same.
        let page = world.priya.get(&world.at("/contact")).ok();
        page.saying("Contact is kept as agreed").saying("10 contacts were expected. Reached in 9.");
    });
}

#[test]
fn what_happens_is_written_down_in_time() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, "2026-09-01");
        world.proposes(Rule::RecordedInTime, "NotApplicable(Other)", "No contact is recorded.");
        // Friday to Monday is one working day.
        world.reached("2026-11-06", "2026-11-09");
        world.proposes(Rule::RecordedInTime, "Met", "Median of 1 record: written down after 1 working day.");
        world.reached("2026-11-02", "2026-11-04");
        world.proposes(Rule::RecordedInTime, "Partly", "written down after 1.5 working days");
        world.reached("2026-11-02", "2026-11-12");
        world.proposes(Rule::RecordedInTime, "Partly", "Median of 3 records: written down after 2 working");
        world.reached("2026-11-02", "2026-11-13");
        world.proposes(Rule::RecordedInTime, "NotMet", "written down after 5 working days");
        let facts = world.says(Rule::RecordedInTime).2;
        assert!(facts.starts_with("2 November 2026: 9 working days later"), "{facts}");
        // A note is no contact, and its delay does not count.
        let note = app.contact(world.mina, world.priya.user()).in_case(world.case);
        note.with(|new| new.channel = Channel::Note).added();
        world.proposes(Rule::RecordedInTime, "NotMet", "Median of 4 records");
    });
}
