//! Closing, the watch after it, and opening again.

use super::{World, app};
use access::CaseId;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Answer, on_both};

const FORM: [(&str, &str); 10] = [
    ("reason", "stopped"),
    ("summary", "He moved out in October."),
    ("view", "said"),
    ("view_words", "I sleep again."),
    ("exit_met", "none"),
    ("exit_words", "Two weeks only. Her sister carries on."),
    ("survey", "queue"),
    ("survey_how", "By text"),
    ("way_back", "On the phone, and by text"),
    ("button", "ask"),
];

/// Weighs the risk and decides, so that only the closing form itself is missing.
fn ready(world: &World<'_>) {
    let risk = [
        ("tool", "matrix"),
        ("q-worse", "no"),
        ("s-worse", "victim"),
        ("q-often", "rarely"),
        ("s-often", "victim"),
        ("q-fear", "no"),
        ("s-fear", "victim"),
        ("reviewed_on", "20/11/2026"),
    ];
    world.priya.post(&world.at("/risk/weigh"), &risk).is(303);
    let decision = [
        ("kind", "threshold"),
        ("code", "met"),
        ("why", "Three."),
        ("considered", "Harm."),
        ("decided_on", "20/11/2026"),
    ];
    world.priya.post(&world.at("/decisions/new"), &decision).is(303);
    // The review that the assessment put on the list is open now.
    let moved = [("action", "all"), ("mover", "agency"), ("mover_words", "Larch Housing")];
    world.priya.post(&world.at("/close/actions"), &moved).is(303);
}

/// The pack wants an exit plan: one that was met has to be there, and that there was none needs its reason.
#[test]
fn closing_without_an_exit_plan_needs_the_reason() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        ready(&world);
        let page = world.priya.get(&world.at("/close")).ok();
        let say = |exit: &[(&str, &str)]| {
            let mut filled: Vec<(&str, &str)> =
                FORM.iter().copied().filter(|(name, _)| !name.starts_with("exit_")).collect();
            filled.extend_from_slice(exit);
            world.priya.submit(&page, "form[action$='/close']", &filled)
        };
        say(&[]).is(422).saying("Say whether the exit plan was met.");
        say(&[("exit_met", "met")]).is(422).saying("No exit plan is written in this case.");
        let bare = say(&[("exit_met", "none")]).is(422);
        bare.saying("Say why there was no exit plan, and who carries on.");
        say(&[("exit_met", "none"), ("exit_words", "Two weeks only. Her sister carries on.")]).is(303);
    });
}

fn ask(world: &World<'_>) -> Answer {
    let page = world.priya.get(&world.at("/close")).ok();
    world.priya.submit(&page, "form[action$='/close']", &FORM)
}

#[test]
fn a_stage_that_needs_their_view_and_a_survey_gets_both_from_the_closing_form() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let open = [("act", "move"), ("stage", "open"), ("on", "20/11/2026"), ("reason", "It begins.")];
        world.priya.post(&world.at("/stages"), &open).is(303);
        let done = |n: usize| {
            let page = world.priya.get(&world.at("")).ok();
            for place in ["/close#view", "/close#survey"] {
                assert_eq!(page.count(&format!(".tasks a[href='{}']", world.at(place))), 1, "{place}");
            }
            assert_eq!(page.text("ol.stages .here").matches("Done").count(), n, "{}", page.text(".here"));
        };
        done(0);
        let page = world.priya.get(&world.at("/close")).ok();
        let view = [("view", "declined"), ("button", "save")];
        world.priya.submit(&page, "form[action$='/close']", &view).is(303);
        done(1);
        let page = world.priya.get(&world.at("/close")).ok();
        let survey = [("survey", "not_wanted"), ("button", "save")];
        world.priya.submit(&page, "form[action$='/close']", &survey).is(303);
        done(2);
    });
}

/// Closes the case: asked by Priya, signed by Dean.
fn close(world: &World<'_>) {
    ready(world);
    ask(world).is(303);
    let page = world.dean.get(&world.at("/close")).ok();
    world.dean.submit(&page, "form[action$='/sign']", &[("button", "close")]).is(303);
}

fn surveys(world: &World<'_>) -> i64 {
    let case = world.case;
    let sql = "SELECT CAST(count(*) AS BIGINT) FROM survey_request
        WHERE tenant_id = 1 AND case_id = $1 AND state = 'queued' AND channel = 'By text'";
    world.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0
}

#[test]
fn closing_says_what_it_needs_and_keeps_what_was_typed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        app.action(world.mina, "Weekly call").in_case(world.case).owner(world.priya.user()).added();
        // A pack is read once in a process.
        world.priya.get(&world.at("/risk")).ok();
        let page = world.priya.get(&world.at("/close")).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        page.clone()
            .saying("Weigh the risk: Risk matrix")
            .saying("Finish or hand on what is open")
            .saying("Weekly call");
        let wrong = world.priya.submit(&page, "form[action$='/close']", &FORM).is(422);
        let wrong = wrong.saying("The case cannot be closed yet.").saying("Finish or hand on what is open.");
        assert_eq!(wrong.text("#view_words").trim(), "I sleep again.");
        let few = [("summary", "He moved out."), ("button", "ask")];
        let wrong = world.priya.submit(&page, "form[action$='/close']", &few).is(422);
        wrong.saying("Choose how it ends.").saying("way back").saying("Write down their own view.");
        // Kept for later, unfinished; nobody is asked yet.
        let later = [("summary", "He moved out."), ("button", "save")];
        world.priya.submit(&page, "form[action$='/close']", &later).is(303);
        let page = world.priya.get(&world.at("/close")).ok().without("Waits for a team leader");
        assert_eq!(page.text("#summary").trim(), "He moved out.");
    });
}

#[test]
fn what_is_open_may_be_done_and_saying_so_keeps_what_was_typed_beside_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        for what in ["Weekly call", "Ask the landlord"] {
            app.action(world.mina, what).in_case(world.case).owner(world.priya.user()).added();
        }
        let page = world.priya.get(&world.at("/close")).ok();
        // One form: whichever button is pressed, everything on the page is sent.
        assert_eq!(page.count("form #summary"), 1);
        assert_eq!(
            page.count(&format!("form:has(#summary) button[formaction='{}']", world.at("/close/actions"))),
            1
        );
        let typed = [("summary", "He moved out."), ("view", "said"), ("action", "all")];
        let none = [&typed[..], &[("mover", "done"), ("mover_words", "")]].concat();
        let wrong =
            world.priya.post(&world.at("/close/actions"), &none).is(422).saying("Say what came of it");
        assert_eq!(wrong.text("#summary").trim(), "He moved out.");
        let early = [&FORM[..], &[("mover_words", "Rang every week.")]].concat();
        world.priya.submit(&page, "form[action$='/close']", &early).is(422).saying("Save what becomes of it");
        let done = [&typed[..], &[("mover", "done"), ("mover_words", "Rang every week.")]].concat();
        world.priya.post(&world.at("/close/actions"), &done).is(303);
        let page = world.priya.get(&world.at("/close")).ok().saying("Nothing is open.");
        assert_eq!(page.text("#summary").trim(), "He moved out.");
        assert_eq!(page.count("input[name=view][value=said][checked]"), 1);
        let case = world.case;
        let sql = "SELECT CAST(count(*) AS BIGINT) FROM next_action
            WHERE tenant_id = 1 AND case_id = $1 AND done_on = '2026-11-20' AND outcome = 'Rang every week.'";
        assert_eq!(app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0, 2);
    });
}

#[test]
fn a_leader_who_did_not_ask_signs_and_then_the_case_is_read_only() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        ready(&world);
        assert_eq!(world.list().len(), 1, "the review is an agency's now, and still on the list");
        ask(&world).is(303);
        world.priya.get(&world.at("")).ok().saying("Open");
        let sign = world.at("/close/sign");
        world.priya.post(&sign, &[("button", "close")]).is(422).saying("other than the one who asked");
        let page = world.dean.get(&world.at("/close")).ok().saying("Priya Shah asked on 20 November 2026");
        let back = [("button", "back"), ("sent_back_why", "")];
        world.dean.submit(&page, "form[action$='/sign']", &back).is(422).saying("Say what is missing");
        let back = [("button", "back"), ("sent_back_why", "Has the court been told?")];
        world.dean.submit(&page, "form[action$='/sign']", &back).is(303);
        world.priya.get(&world.at("/close")).ok().saying("Has the court been told?");
        ask(&world).is(303);
        let page = world.dean.get(&world.at("/close")).ok();
        let first = world.dean.submit(&page, "form[action$='/sign']", &[("button", "close")]).is(303);
        // Sent twice, it closes once and is answered the same.
        let second = world.dean.submit(&page, "form[action$='/sign']", &[("button", "close")]).is(303);
        assert_eq!(first.location(), second.location());
        let closed =
            world.priya.get(&world.at("/close")).ok().saying("The nuisance stopped").saying("Dean Morris");
        closed.saying("I sleep again.").saying("18 February 2027");
        let events = world.events();
        assert!(events.contains(&("closed".to_owned(), "2026-11-20".to_owned())), "{events:?}");
        assert_eq!(surveys(&world), 1);
        world.priya.get(&world.at("/risk/weigh?tool=matrix")).not_found();
        world.priya.post(&world.at("/close"), &FORM).not_found();
        world.priya.get(&world.at("/risk")).ok().saying("No tool can be used here");
        world.priya.get(&world.at("/powers")).ok();
        world.priya.get(&world.at("/decisions")).ok().saying("the case is closed");
    });
}

#[test]
fn nothing_closes_by_itself() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        ready(&world);
        ask(&world).is(303);
        // A year goes by, and everything that runs by itself runs.
        app.clock().advance_seconds(366 * 24 * 3600);
        let (case, now, by) = (world.case, app.clock().now(), world.priya.user());
        app.write(move |c| cases::work::settle(c, 1, case, by, now));
        let sql =
            "SELECT CAST(count(*) AS BIGINT) FROM case_file WHERE tenant_id = 1 AND closed_on IS NOT NULL";
        assert_eq!(app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![])).0, 0);
        assert!(world.events().iter().all(|(event, _)| event != "closed"));
        assert_eq!(surveys(&world), 0);
    });
}

#[test]
fn a_case_is_opened_again_with_a_reason_and_its_history_stays() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.priya.get(&world.at("/reopen")).ok().saying("The case is open already.");
        world.priya.post(&world.at("/reopen"), &[("why", "By mistake")]).is(409);
        close(&world);
        let stranger = app.worker("Str Anger").role(access::Role::Leader).signed_in();
        stranger.get(&world.at("/reopen")).not_found();
        let form = world.priya.get(&world.at("/reopen")).ok();
        world.priya.submit(&form, "main form", &[("why", "")]).is(422).saying("Say why");
        world.priya.submit(&form, "main form", &[("why", "He is back.")]).is(303);
        let page = world.priya.get(&world.at("/close?done=reopened")).ok().saying("Closed before");
        page.saying("He is back.").saying("The nuisance stopped").saying("20 November 2026, Priya Shah");
        assert!(world.events().iter().all(|(event, _)| event != "closed"), "the clocks run on");
        // It can be worked on, and closed once more: then there are two closings.
        world.priya.get(&world.at("/risk/weigh?tool=matrix")).ok();
        ask(&world).is(303);
        let page = world.dean.get(&world.at("/close")).ok();
        world.dean.submit(&page, "form[action$='/sign']", &[("button", "close")]).is(303);
        world.priya.get(&world.at("/close")).ok().saying("Closed before").saying("He is back.");
    });
}

#[test]
fn a_case_whose_worker_has_left_goes_to_the_waiting_list_and_its_survey_is_called_off() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        close(&world);
        let (priya, case) = (world.priya.user(), world.case);
        let queued =
            "SELECT CAST(count(*) AS BIGINT) FROM survey_request WHERE tenant_id = 1 AND state = 'queued'";
        let waits = || app.read(move |c| c.one(Sql::<(i64,)>::new(queued), args![])).0;
        assert_eq!(waits(), 1);
        app.write(move |c| {
            let sql = "UPDATE app_user SET status = 'left' WHERE tenant_id = 1 AND user_id = $1";
            c.exec(Sql::<()>::new(sql), args![priya])
        });
        world.dean.post(&world.at("/reopen"), &[("why", "He is back.")]).is(303);
        let sql = "SELECT CAST(count(*) AS BIGINT) FROM case_file
            WHERE tenant_id = 1 AND case_id = $1 AND worker_id IS NULL AND closed_on IS NULL";
        assert_eq!(
            app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0,
            1,
            "it waits for a worker"
        );
        let sql = "SELECT CAST(count(*) AS BIGINT) FROM allocation
            WHERE tenant_id = 1 AND case_id = $1 AND until_on IS NULL";
        assert_eq!(app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![case])).0, 0, "nobody works on it");
        assert_eq!(waits(), 0, "nobody is asked how it was while it is not over");
    });
}

#[test]
fn an_imported_closed_case_is_opened_again_too() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        app.close(world.case);
        world.priya.get(&world.at("/close")).ok().saying("not recorded here");
        world.priya.post(&world.at("/reopen"), &[("why", "Closed in the old system by mistake.")]).is(303);
        world.priya.get(&world.at("/close")).ok().saying("Closed before").saying("Settled");
    });
}

#[test]
fn who_comes_back_within_the_watch_shows_on_both_cases() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        close(&world);
        let again =
            |opened: &str| -> CaseId { app.case(world.mina).held_by(world.team).opened(opened).added() };
        let (within, last, after) = (again("2026-12-24"), again("2027-02-18"), again("2027-02-19"));
        let page = world.priya.get(&world.at("/close")).ok();
        page.saying("Came back 34 days after this case was closed")
            .saying("Came back 90 days after this case");
        let page = |case: CaseId| world.priya.get(&format!("/cases/{case}/close")).ok();
        page(within).saying("Came back 34 days after").saying("was closed");
        page(last).saying("Came back 90 days after");
        page(after).without("Came back");
        // A case of another team about her does not show to those who may not read it.
        let theirs = app.team("Theirs");
        let hidden = app.case(world.mina).held_by(theirs).opened("2026-12-01").added();
        let stranger = app.worker("Str Anger").role(access::Role::Officer).in_team(theirs).signed_in();
        stranger.get(&format!("/cases/{hidden}/close")).ok().without("Came back");
        // An open case is no return to one that was opened again.
        world.priya.post(&world.at("/reopen"), &[("why", "He is back.")]).is(303);
        page(within).without("Came back");
    });
}

#[test]
fn two_people_who_prepare_a_closing_do_not_write_over_each_other() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let first = world.priya.get(&world.at("/close")).ok();
        world
            .priya
            .submit(&first, "form[action$='/close']", &[("summary", "One"), ("button", "save")])
            .is(303);
        let (a, b) = (world.priya.get(&world.at("/close")).ok(), world.dean.get(&world.at("/close")).ok());
        world.priya.submit(&a, "form[action$='/close']", &[("summary", "Two"), ("button", "save")]).is(303);
        world.dean.submit(&b, "form[action$='/close']", &[("summary", "Three"), ("button", "save")]).is(409);
    });
}
