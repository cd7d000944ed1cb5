//! After a review is shared: agreeing, disputing, moderating, looking again at what was put right, closing. On both
//! engines.

use crate::review::{EXAMPLE, World, answered, app};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{Answer, on_both};

const SCORE: &str = "SELECT score FROM case_review WHERE tenant_id = 1 AND case_id = $1";

/// Marcus reviews and shares it: 89, critical on B4.
fn shared(world: &World<'_>) -> Answer {
    let form = world.marcus.get(&format!("{}/form", world.at)).ok();
    answered(&world.marcus, &form, &EXAMPLE).is(303);
    let page = world.marcus.get(&world.at).ok();
    world.marcus.submit(&page, "main form", &[("x-B4", "Ring her today and agree when")]).is(303);
    world.marcus.get(&world.at).ok()
}

fn says(world: &World<'_>, filled: &[(&str, &str)]) -> Answer {
    let page = world.priya.get(&world.at).ok();
    let css = format!("form[action='{}/response']", world.at);
    world.priya.submit(&page, &css, filled)
}

/// The officer does the open steps.
fn done(world: &World<'_>) {
    let case = world.case;
    world.app.write(move |c| {
        let sql = "UPDATE next_action
            SET done_on = '2026-11-23', outcome = 'Rang and agreed Tuesdays'
            WHERE tenant_id = 1 AND case_id = $1 AND done_on IS NULL";
        c.exec(Sql::new(sql), args![case])
    });
}

#[test]
fn agreed_put_right_looked_at_again_and_closed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        shared(&world).saying("Next: Priya Shah agrees or disagrees.").saying("Silence is not agreement.");
        world.priya.get("/reviews").ok().saying("Say whether you agree");
        says(&world, &[("response", "Fair.")]).is(422).saying("Say whether you agree.").saying("Fair.");
        says(&world, &[("response", "Fair."), ("says", "agree")]).is(303);
        let page = world.priya.get(&world.at).ok();
        page.saying("Agrees.").saying("Actions open").without("Save my answer");
        world.priya.post(&format!("{}/response", world.at), &[("says", "disagree"), ("d-B4", "No")]).is(409);
        // Nothing is closed while a step is open; and there is nothing to look at again yet.
        let open = world.marcus.get(&world.at).ok().saying("Next: Priya Shah puts right what was asked for.");
        assert_eq!(open.count("form[action*='/actions/']"), 0);
        world.marcus.post(&format!("{}/close", world.at), &[]).is(409);
        done(&world);
        world.marcus.get("/reviews").ok().saying("Look again");
        let again =
            world.marcus.get(&world.at).ok().saying("Marcus Bell looks again").saying("Rang and agreed");
        assert!(again.statements <= 12, "{} statements", again.statements);
        world.helen.get(&world.at).ok().without("Save what I found");
        let look = |page: &Answer, filled: &[(&str, &str)]| {
            world.marcus.submit(page, "form[action*='/actions/']", filled)
        };
        look(&again, &[]).is(422).saying("Say whether it is put right.").saying("Write what shows it");
        // Five working days from Friday the 20th of November: the 27th.
        for (day, status) in [("28 11 2026", 422), ("19 11 2026", 422), ("", 422), ("27 11 2026", 303)] {
            let filled = [("right-1", "no"), ("found-1", "No call since"), ("due-1", day)];
            let answer = look(&again, &filled).is(status);
            if status == 422 {
                answer.saying("No call since");
            }
        }
        // It is asked for again, and that too has to be done and looked at.
        let page = world.marcus.get(&world.at).ok().saying("Not yet: asked for again").saying("Actions open");
        assert_eq!(page.count("form[action*='/actions/']"), 0);
        let steps = "SELECT count(*) FROM review_action WHERE tenant_id = 1 AND review_id IN (
            SELECT review_id FROM case_review WHERE tenant_id = 1 AND case_id = $1)";
        assert_eq!(world.count(steps), 2);
        done(&world);
        let page = world.marcus.get(&world.at).ok();
        look(&page, &[("right-2", "yes"), ("found-2", "Two calls on the file.")]).is(303);
        let page = world.marcus.get(&world.at).ok().saying("Put right").saying("Two calls on the file.");
        world.helen.post(&format!("{}/close", world.at), &[]).is(409);
        let css = format!("form[action='{}/close']", world.at);
        world.marcus.submit(&page, &css, &[]).is(303);
        world.marcus.get(&world.at).ok().saying("Closed").without("Close this review").without("Next:");
        assert_eq!(world.count(SCORE), 89);
    });
}

#[test]
fn whoever_leads_finishes_a_review_whose_reviewer_has_left() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        shared(&world);
        says(&world, &[("response", "Fair."), ("says", "agree")]).is(303);
        done(&world);
        let check = "form[action*='/actions/']";
        let close = format!("form[action='{}/close']", world.at);
        assert_eq!(world.helen.get(&world.at).ok().count(check), 0, "it is for its reviewer");
        let marcus = world.marcus.user();
        app.write(move |c| {
            let sql = "UPDATE app_user SET status = 'left' WHERE tenant_id = 1 AND user_id = $1";
            c.exec(Sql::new(sql), args![marcus])
        });
        let page = world.helen.get(&world.at).ok();
        let page = page.saying("Next: A leader or manager, since the reviewer has left, looks again");
        world.helen.submit(&page, check, &[("right-1", "yes"), ("found-1", "Two calls.")]).is(303);
        // Never the officer, whatever else they are.
        assert_eq!(world.priya.get(&world.at).ok().count(&close), 0);
        world.priya.post(&format!("{}/close", world.at), &[]).is(409);
        let page = world.helen.get(&world.at).ok();
        world.helen.submit(&page, &close, &[]).is(303);
        world.helen.get(&world.at).ok().saying("Closed");
        assert_eq!(world.count(SCORE), 89);
    });
}

#[test]
fn a_moderator_decides_what_is_disputed_and_both_scores_stay() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        shared(&world);
        says(&world, &[("says", "disagree"), ("d-B4", "She changed her number."), ("d-E1", "Easy words.")])
            .is(303);
        let at = format!("{}/decide", world.at);
        // Neither who reviewed it nor whose case it is moderates it, nor anybody without the role.
        for client in [&world.marcus, &world.priya, &world.tom] {
            client.get(&at).is(404);
            client.post(&at, &[("a-B4", "met"), ("n-B4", "So.")]).is(404);
        }
        world.helen.get("/reviews").ok().saying("Moderate it");
        let page = world.helen.get(&at).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page
            .saying("Two calls in eleven weeks.")
            .saying("She changed her number.")
            .saying("Easy words.")
            .without("C2.");
        // What was shared stands until somebody says otherwise; each answer needs a reason.
        let kept = world.helen.submit(&page, "main form", &[]).is(422);
        kept.saying("Say why, so that both sides can follow it.");
        // The officer adds something while the moderator reads: nothing of theirs is passed over.
        says(&world, &[("d-D2", "There was a notice.")]).is(303);
        let why = [
            ("a-B4", "met"),
            ("n-B4", "The new number was called."),
            ("n-E1", "The letter is in code words."),
        ];
        world.helen.submit(&page, "main form", &why).is(422).saying("There was a notice.");
        let page = world.helen.get(&at).ok();
        let mut why = why.to_vec();
        why.push(("n-D2", "No notice is on the file."));
        let to = world.helen.submit(&page, "main form", &why).is(303);
        let shown = world.helen.get(to.location()).ok();
        // Σw = 96 as before; Σwv = 85 + 8 = 93; 96.875 is 97.
        let shown = shown.saying("97 of 100").saying("It was 89 of 100 when it was shared");
        let shown = shown.saying("Helen Okoro changed it from not met: The new number was called.");
        shown.saying("Helen Okoro kept it: The letter is in code words.").saying("Moderated (Helen Okoro)");
        assert_eq!(world.count(SCORE), 97);
        assert_eq!(
            world.count("SELECT first_score FROM case_review WHERE tenant_id = 1 AND case_id = $1"),
            89
        );
        // Results count the score that stands.
        let counted = "SELECT CAST(sum(s.total) AS BIGINT)
            FROM review_sum s
            WHERE s.tenant_id = 1 AND s.worker_id IN (
                SELECT r.worker_id FROM case_review r WHERE r.tenant_id = 1 AND r.case_id = $1)";
        assert_eq!(world.count(counted), 97);
        // Decided once.
        world.joan.get(&at).is(404);
        // What was asked for at once stays to be done, and is looked at by whoever reviewed.
        world.marcus.get(&world.at).ok().saying("Actions open");
        done(&world);
        let page = world.marcus.get(&world.at).ok();
        let found = [("right-1", "yes"), ("found-1", "On the file.")];
        world.marcus.submit(&page, "form[action*='/actions/']", &found).is(303);
        world.marcus.post(&format!("{}/close", world.at), &[]).is(303);
    });
}

#[test]
fn what_becomes_critical_by_a_decision_becomes_a_step() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let form = world.marcus.get(&format!("{}/form", world.at)).ok();
        answered(&world.marcus, &form, &[("B1", "partly", "Two of three.")]).is(303);
        let page = world.marcus.get(&world.at).ok();
        world.marcus.submit(&page, "main form", &[]).is(303);
        says(&world, &[("says", "disagree"), ("d-B1", "All three are there.")]).is(303);
        let page = world.joan.get(&format!("{}/decide", world.at)).ok();
        world.joan.submit(&page, "main form", &[("a-B1", "not_met"), ("n-B1", "None has an owner.")]).is(303);
        world.priya.get(&world.at).ok().saying("Put right:").saying("Actions open");
        assert_eq!(world.count("SELECT critical FROM case_review WHERE tenant_id = 1 AND case_id = $1"), 1);
    });
}

#[test]
fn silence_is_not_agreement_and_ends_after_ten_working_days() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        shared(&world).without("Go on without an answer");
        let at = format!("{}/no-answer", world.at);
        world.marcus.post(&at, &[]).is(409).saying("ten working days");
        // Shared on Friday the 6th, Friday the 20th is the last of ten working days; on Thursday the 5th, Thursday was.
        let shared_on = |day: &str| {
            let (case, at) = (world.case, Day::parse(day).expect("a day").at(9, 0));
            world.app.write(move |c| {
                let sql = "UPDATE case_review SET shared_at = $2 WHERE tenant_id = 1 AND case_id = $1";
                c.exec(Sql::new(sql), args![case, at])
            });
        };
        shared_on("2026-11-06");
        world.marcus.post(&at, &[]).is(409);
        shared_on("2026-11-05");
        let page = world.marcus.get(&world.at).ok().saying("Go on without an answer");
        world.helen.post(&at, &[]).is(409);
        world.marcus.submit(&page, &format!("form[action='{at}']"), &[]).is(303);
        let page = world.marcus.get(&world.at).ok().saying("No answer came").saying("Actions open");
        page.without("Agrees.");
    });
}
