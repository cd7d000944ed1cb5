//! Adding somebody to a case: known or new, in a part the pack has, and never so that it opens a record.

use super::{World, app};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::on_both;

fn count(world: &World<'_>, sql: &'static str) -> i64 {
    let case = world.case;
    world.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0
}

const PARTIES: &str = "SELECT count(*) FROM case_party WHERE tenant_id = 1 AND case_id = $1";
const OPENED: &str = "SELECT count(*) FROM case_person WHERE tenant_id = 1 AND case_id = $1";

#[test]
fn somebody_is_added_once_and_whether_we_know_them_is_asked_first() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let sam = app.person("Samuel Field").born("1988-03-14").added();
        world.priya.get(&world.at("")).ok().saying("Who is in it").saying("Add somebody");
        let page = world.priya.get(&world.at("/people")).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert_eq!(page.count("#part option[value=subject]"), 0, "a subject's record would open");
        let wrong =
            world.priya.submit(&page, "main form", &[("name", "Samuel Field"), ("phone", "020 7946 0000")]);
        let wrong = wrong.is(422);
        assert!(wrong.says("Choose what they are to this case.") && wrong.says("Choose who it is, or say"));
        assert_eq!(wrong.attributes("#phone", "value"), ["020 7946 0000"], "what was typed stays");
        let part = ("part", "witness");
        let known = sam.to_string();
        world
            .priya
            .submit(&wrong, "main form", &[part, ("person", &known)])
            .goes_to(&world.at("?done=party"));
        world.priya.get(&world.at("?done=party")).ok().saying("Added to the case.").saying("Samuel Field");
        let again =
            world.priya.submit(&page, "main form", &[part, ("name", "Samuel Field"), ("button", "look")]);
        let again = world.priya.submit(&again.ok(), "main form", &[("person", &known)]).is(422);
        again.saying("They have this part already.");
        // Somebody new, whom nobody fits.
        let new =
            [("part", "alleged_perpetrator"), ("name", "Aurelio Ventimiglia"), ("address", "2 Dock Lane")];
        let page = world.priya.get(&world.at("/people")).ok();
        world.priya.submit(&page, "main form", &new).is(303);
        world.priya.get(&world.at("")).ok().saying("Aurelio Ventimiglia");
        assert_eq!((count(&world, PARTIES), count(&world, OPENED)), (3, 1));
    });
}

#[test]
fn a_part_that_opens_a_record_and_a_person_nobody_may_know_of_are_refused() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let keeper = app.worker("Dean Hall").role(access::Role::Officer).added();
        let hidden = app.person("Hidden Person").kept_by(keeper).restricted().added().to_string();
        for part in ["subject", "group_member"] {
            let pairs = [("part", part), ("name", "Aurelio Ventimiglia"), ("person", "new")];
            world
                .priya
                .post(&world.at("/people"), &pairs)
                .is(422)
                .saying("Choose what they are to this case.");
        }
        let pairs = [("part", "witness"), ("person", hidden.as_str())];
        world.priya.post(&world.at("/people"), &pairs).is(409).without("Hidden Person");
        assert_eq!((count(&world, PARTIES), count(&world, OPENED)), (1, 1));
    });
}
