//! The blind second review: two answer alone, equal answers stand, a third decides the others. On both engines.

use crate::review::{World, answered, app};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::on_both;

/// The review of the world is one that is done twice.
fn twice(world: &World<'_>) {
    world.app.write(|c| {
        c.exec(
            Sql::new("UPDATE case_review SET second = TRUE WHERE tenant_id = 1 AND draw_id IS NOT NULL"),
            &[],
        )
    });
}

const FIRST: [(&str, &str, &str); 2] =
    [("B4", "not_met", "Two calls in eleven weeks."), ("E1", "partly", "")];
const OTHER: [(&str, &str, &str); 2] =
    [("B4", "partly", "Some calls went to another number."), ("E1", "partly", "Clear, but long.")];

#[test]
fn neither_sees_the_others_answers_and_a_third_decides_where_they_differ() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        twice(&world);
        let form_at = format!("{}/form", world.at);
        let form = world.marcus.get(&form_at).ok().saying("Two review this case, each alone.");
        answered(&world.marcus, &form, &FIRST).is(303);
        // The first may mend their own answers, sees their own score, and cannot share.
        let own = world
            .marcus
            .get(&world.at)
            .ok()
            .saying("Two calls in eleven weeks.")
            .saying("Change the answers");
        let own = own.saying("A second reviewer answers it").without("Share with the officer");
        assert!(own.statements <= 12, "{} statements", own.statements);
        world.marcus.post(&format!("{}/share", world.at), &[("x-B4", "Ring")]).is(409);
        // Nobody else sees what was answered: not who may become the second, not another, not the officer.
        world.priya.get(&world.at).is(404);
        for client in [&world.helen, &world.joan] {
            let led = client.get(&world.at).is(303);
            assert_eq!(led.location(), form_at);
            let page = client.get(&form_at).ok().saying("You review this case a second time.");
            assert!(page.statements <= 12, "{} statements", page.statements);
            let page = page.without("Two calls in eleven weeks.");
            assert_eq!(page.count("input[name='a-A3'][checked]"), 0);
            assert_eq!(page.text("#praise"), "");
        }
        let list = world.helen.get("/reviews").ok().saying("Review it blind");
        assert!(!list.says(" of 100"));
        let form = world.helen.get(&form_at).ok();
        answered(&world.helen, &form, &OTHER).is(303);
        // Both have finished: now both read both, and nobody changes theirs.
        for client in [&world.marcus, &world.helen] {
            let page = client.get(&world.at).ok().saying("Two reviewers differ");
            page.saying("Two calls in eleven weeks.").saying("Some calls went to another number.");
            client.get(&form_at).is(303);
            client.get(&format!("{}/decide", world.at)).is(404);
            client.post(&format!("{}/decide", world.at), &[("a-B4", "met"), ("n-B4", "Mine.")]).is(404);
        }
        world
            .marcus
            .post(&world.at, &[("praise", "Well done")])
            .is(409)
            .saying("both reviewers have finished");
        world.marcus.post(&format!("{}/share", world.at), &[("x-B4", "Ring")]).is(409);
        world.priya.get(&format!("{}/decide", world.at)).is(404);
        // The third decides only what differs: the same answer for another reason is the same.
        world.joan.get("/reviews").ok().saying("Decide between two");
        let page = world.joan.get(&format!("{}/decide", world.at)).ok().saying("B4.").without("E1.");
        world.joan.submit(&page, "main form", &[]).is(422).saying("Choose the answer that stands.");
        let filled = [("a-B4", "partly"), ("n-B4", "Half of the calls were made.")];
        world.joan.submit(&page, "main form", &filled).is(303);
        world
            .joan
            .get(&world.at)
            .ok()
            .saying("Joan Pearce decided between the two: Half of the calls were made.");
        // Only the first shares it, with the answers that stand: B4 partly (4 of 8), E1 partly (3 of 6): 93.
        world.helen.post(&format!("{}/share", world.at), &[]).is(409);
        let page = world.marcus.get(&world.at).ok().saying("93 of 100").without("Change the answers");
        world.marcus.submit(&page, "main form", &[]).is(303);
        world.priya.get(&world.at).ok().saying("93 of 100");
        assert_eq!(world.count("SELECT score FROM case_review WHERE tenant_id = 1 AND case_id = $1"), 93);
        let kept = "SELECT count(*)
            FROM blind_answer a
            JOIN case_review r ON r.tenant_id = a.tenant_id AND r.review_id = a.review_id
            WHERE a.tenant_id = 1 AND r.case_id = $1 AND a.criterion = 'B4' AND a.voice = 'first' AND a.value = 'not_met'";
        assert_eq!(world.count(kept), 1, "what each answered blind stays");
        // Neither of the three moderates it.
        let dispute = [("says", "disagree"), ("d-B4", "All were made.")];
        world.priya.post(&format!("{}/response", world.at), &dispute).is(303);
        for client in [&world.marcus, &world.helen, &world.joan] {
            client.get(&format!("{}/decide", world.at)).is(404);
        }
    });
}

#[test]
fn equal_answers_agree_by_themselves_whoever_finishes_last() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        twice(&world);
        let form_at = format!("{}/form", world.at);
        // Both open it; Helen takes it first, so Marcus is the second by the time he sends.
        let (one, other) = (world.marcus.get(&form_at).ok(), world.helen.get(&form_at).ok());
        other.saying("Marcus Bell has had this form open since");
        let other = world.helen.get(&form_at).ok();
        answered(&world.helen, &other, &FIRST).is(303);
        answered(&world.marcus, &one, &FIRST).is(303);
        let page = world
            .helen
            .get(&world.at)
            .ok()
            .saying("Answers that differed")
            .saying("Share it with the officer");
        world.marcus.get(&world.at).ok().without("Share it with the officer");
        world.helen.submit(&page, "main form", &[("x-B4", "Ring her today")]).is(303);
        world.joan.get(&form_at).is(303);
        world.joan.get(&format!("{}/decide", world.at)).is(404);
    });
}

#[test]
fn a_third_who_comes_when_both_are_taken_is_told() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        twice(&world);
        let form_at = format!("{}/form", world.at);
        let [a, b, c] = [&world.marcus, &world.helen, &world.joan].map(|client| client.get(&form_at).ok());
        answered(&world.marcus, &a, &FIRST).is(303);
        answered(&world.helen, &b, &OTHER).is(303);
        answered(&world.joan, &c, &[]).is(409);
        // A case of one's own is nobody's to answer, not as the second either.
        world.priya.get(&form_at).is(404);
        world.tom.get(&form_at).is(404);
    });
}

#[test]
fn the_first_goes_on_alone_once_nobody_came_in_ten_working_days() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        twice(&world);
        let form = world.marcus.get(&format!("{}/form", world.at)).ok();
        answered(&world.marcus, &form, &FIRST).is(303);
        let at = format!("{}/alone", world.at);
        world.marcus.post(&at, &[]).is(409).saying("ten working days");
        let (case, begun) = (world.case, Day::parse("2026-11-05").expect("a day").at(9, 0));
        app.write(move |c| {
            let sql = "UPDATE case_review SET started_at = $2 WHERE tenant_id = 1 AND case_id = $1";
            c.exec(Sql::new(sql), args![case, begun])
        });
        world.helen.post(&at, &[]).is(409);
        let page = world.marcus.get(&world.at).ok().saying("Others had ten working days");
        world.marcus.submit(&page, &format!("form[action='{at}']"), &[]).is(303);
        // Nobody comes second any more, and still nobody else sees the answers before they are shared.
        world.helen.get(&format!("{}/form", world.at)).ok().saying("What you type here cannot be saved.");
        world.helen.get(&world.at).ok().without("Two calls in eleven weeks.");
        let page = world.marcus.get(&world.at).ok().saying("Went on alone");
        world.marcus.submit(&page, "main form", &[("x-B4", "Ring her today")]).is(303);
        world.helen.get(&world.at).ok().saying("Two calls in eleven weeks.");
    });
}
