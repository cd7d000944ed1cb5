//! Keeping the kinds of case: editing, trying out, publishing, taking back, moving open cases.

use crate::work::{SMALL, begun, clocks, happens, publish};
use access::Role;
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

/// The next version: answers are due sooner, and a code is gone.
fn later() -> String {
    SMALL
        .replace("version = 1", "version = 2")
        .replace("n = 5\n", "n = 3\n")
        .replace("  { code = \"damage\", label = \"Damage\" },\n", "")
}

#[test]
fn a_text_is_checked_reviewed_and_published_with_a_date() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = publish(&app, SMALL);
        for n in 0..3 {
            begun(&app, &pack, app.person(&format!("Person {n}")).added(), "2026-11-16");
        }
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        joan.get("/admin/packs").ok().saying("Larch lettings").saying("3 open cases");
        let page = joan.get("/admin/packs/larch").ok();
        page.clone()
            .saying("Within five working days of the report.")
            .saying("Our reading, not yet confirmed");
        page.saying("Version 1").without("Amina");
        let edit = joan.get("/admin/packs/larch/edit").ok();
        joan.get("/admin/packs/larch/text").ok().saying("version = 2");
        let broken = later().replace("\"form:duty\"", "\"form:dutty\"");
        let wrong = joan.submit(&edit, "details form", &[("source", &broken)]).is(422);
        wrong.clone().saying("What is wrong").saying("dutty");
        let part = cases::kinds::parts::parts(&broken)
            .into_iter()
            .find(|part| cases::kinds::parts::words(&broken, part).contains("dutty"))
            .expect("it is in a part");
        let line = broken.lines().position(|line| line.contains("dutty")).expect("it is there") + 1;
        assert_eq!(wrong.select("tbody td")[1], (line - part.lines.start).to_string());
        let stale = later().replace("version = 2", "version = 1");
        joan.submit(&edit, "details form", &[("source", &stale)]).is(422).saying("Write version = 2.");
        joan.submit(&edit, "details form", &[("source", &later())]).goes_to("/admin/packs/larch/review");
        let review = joan.get("/admin/packs/larch/review?form=costs").ok();
        review
            .clone()
            .saying("Tried on 3 cases of the last 90 days.")
            .saying("3 cases would become overdue.")
            .saying("3 cases would have another last day of a clock.")
            .saying("clocks: reply")
            .saying("What it cost");
        // And what an officer meets besides: to be read, with nothing to press.
        let met = |title: &str| review.html().matches(title).count() > 0;
        let pack = packs::read(&later()).expect("the pack reads");
        for name in
            pack.risk.iter().map(|tool| &tool.name).chain(pack.decisions.iter().map(|kind| &kind.name))
        {
            assert!(met(name), "{name}");
        }
        for words in pack.letters.iter().map(|letter| &letter.title) {
            assert!(met(words), "{words}");
        }
        review.clone().saying("Close the case").saying("Needed:").saying("Reason:");
        assert!(review.select("[aria-labelledby=preview] form").len() <= 1, "only the choice of a form");
        joan.submit(&review, "main form[method=post]", &[("from", "1 11 2026")])
            .is(422)
            .saying("Enter today or a day to come.")
            .saying("Say what was changed and why.");
        let said = [("from", "1 12 2026"), ("note", "Answers are due sooner")];
        joan.submit(&review, "main form[method=post]", &said).is(303);
        let page = joan.get("/admin/packs/larch?done=published").ok();
        page.saying("To come").saying("Answers are due sooner").saying("For new cases since 1 December 2026");
        let version = |day: &str| {
            let day = Day::parse(day).expect("a day");
            app.read(move |c| cases::work::current_pack(c, 1, "larch", day)).version
        };
        assert_eq!((version("2026-11-30"), version("2026-12-01")), (1, 2));
        // It can be taken back; the first cannot, for new cases would have none.
        let page = joan.get("/admin/packs/larch").ok();
        joan.submit(&page, "form[action$=withdraw]", &[]).goes_to("/admin/packs/larch?done=withdrawn");
        assert_eq!(version("2026-12-01"), 1);
        joan.post("/admin/packs/larch/withdraw", &[("version", "1")]).is(409).saying("No version before");
        assert_eq!(version("2026-12-01"), 1, "nothing was changed");
        joan.post("/admin/packs/larch/withdraw", &[("version", "2")]).not_found();
    });
}

#[test]
fn a_part_is_edited_alone_and_kept_though_it_is_wrong() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        publish(&app, SMALL);
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        let all = joan.get("/admin/packs/larch/edit").ok();
        all.without("(changed)").without("What is wrong");
        let at = "/admin/packs/larch/edit/clocks.reply";
        let page = joan.get(at).ok();
        assert!(page.text("#words").contains("n = 5") && !page.text("#words").contains("[[stages]]"));
        let part = cases::kinds::parts::find(SMALL, "clocks.reply").expect("it is there");
        let words = cases::kinds::parts::words(SMALL, &part);
        // What is typed and not yet kept waits on the page.
        let typed = words.replace("n = 5", "n = five");
        joan.post(&format!("{at}/draft"), &[("words", &typed)]).is(204);
        let page = joan.get(at).ok().saying("have not put it into your draft yet");
        assert!(page.text("#words").contains("n = five"));
        let wrong = joan.submit(&page, "main form", &[("words", &typed)]).is(422);
        wrong.clone().saying("It is kept in your draft all the same.");
        assert!(wrong.text("#words").contains("n = five"), "what was typed is kept");
        let line = typed.lines().position(|line| line.contains("five")).expect("there") + 1;
        assert_eq!(wrong.select("tbody td")[0], line.to_string());
        joan.get("/admin/packs/larch/edit").ok().saying("(changed)").saying("What is wrong");
        let good = words.replace("n = 5", "n = 3");
        joan.submit(&wrong, "main form", &[("words", &good)]).goes_to("/admin/packs/larch/edit?done=kept");
        let all = joan.get("/admin/packs/larch/edit?done=kept").ok().without("What is wrong");
        joan.submit(&all, "main form", &[]).goes_to("/admin/packs/larch/review");
        joan.get("/admin/packs/larch/review").ok().saying("clocks: reply").saying("n = 3");
        joan.get("/admin/packs/larch/edit/clocks.none").not_found();
        // A part that was renamed meanwhile: the words come back, and nothing is overwritten.
        let renamed = good.replace("id = \"reply\"", "id = \"answer\"");
        joan.post(at, &[("words", &renamed)]).is(303);
        let gone = joan.post(at, &[("words", &good)]).is(409).saying("no longer there under that name");
        assert!(gone.text("#words").contains("n = 3"));
        let all = joan.get("/admin/packs/larch/edit").ok();
        joan.submit(&all, "form[action$=draft]", &[]).goes_to("/admin/packs/larch?done=dropped");
        joan.get("/admin/packs/larch/edit").ok().without("(changed)");
    });
}

#[test]
fn facts_with_codes_that_are_gone_are_counted() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = publish(&app, SMALL);
        let mina = app.person("Amina Okafor").added();
        let case = begun(&app, &pack, mina, "2026-11-16");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let form = priya.get(&format!("/cases/{case}/forms/assessment")).ok();
        let answers = [("f_harm_kind", "damage"), ("f_harms__damage", "yes"), ("f_interpreter", "no")];
        priya.submit(&form, "main form", &answers).is(303);
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        joan.post("/admin/packs/larch/edit", &[("source", &later())]).is(303);
        joan.get("/admin/packs/larch/review").ok().saying("2 facts have codes that are no longer offered.");
        priya.get("/admin/packs").not_found();
    });
}

/// Taking back is for new cases: those that were opened meanwhile are worked on as they were.
#[test]
fn a_version_that_cases_have_is_taken_back_and_they_keep_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        publish(&app, SMALL);
        let second = publish(&app, &later());
        let case = begun(&app, &second, app.person("Amina Okafor").added(), "2026-11-16");
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        let page = joan.get("/admin/packs/larch").ok();
        let second_form = "form[action$=withdraw]:has([value='2'])";
        joan.submit(&page, second_form, &[]).goes_to("/admin/packs/larch?done=withdrawn");
        let page = joan.get("/admin/packs/larch?done=withdrawn").ok();
        page.clone().saying("New cases are of the version before; cases that have this one keep it.");
        page.saying("Taken back").saying("1 open case keeps it until you move them to a later one");
        let version = |day: &str| {
            let day = Day::parse(day).expect("a day");
            app.read(move |c| cases::work::current_pack(c, 1, "larch", day)).version
        };
        assert_eq!(version("2026-12-01"), 1, "the version before is in force again");
        // Three days for an answer, as version 2 says: the night's look changes nothing of it.
        cases::work::sweep::sweep(app.db(), || true).expect("it sweeps");
        assert_eq!(clocks(&app, case), ["reply 2026-11-16 2026-11-19 running"]);
        // The next version takes the number after it.
        joan.get("/admin/packs/larch/text").ok().saying("version = 3");
    });
}

/// Cases closed since are tried as well: 19 November was the third working day from Monday 16 November.
#[test]
fn a_trial_takes_in_what_was_closed_and_what_ended_earlier_today() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        // An answer within five working days, or of four hours once the text is changed.
        let pack = publish(&app, SMALL);
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        begun(&app, &pack, app.person("Amina Okafor").added(), "2026-11-20");
        let shut = begun(&app, &pack, app.person("Ben Able").added(), "2026-11-16");
        happens(&app, shut, "contact", "2026-11-20");
        happens(&app, shut, "closed", "2026-11-20");
        app.close(shut);
        assert_eq!(clocks(&app, shut), ["reply 2026-11-16 2026-11-23 met"]);
        joan.post("/admin/packs/larch/edit", &[("source", &later())]).is(303);
        let page = joan.get("/admin/packs/larch/review").ok();
        page.clone().saying("Tried on 2 cases of the last 90 days, 1 of them closed since.");
        page.saying("1 case would have met a clock late.").without("become overdue");
        // Four hours from midnight have passed by noon of the same day.
        let hours = later().replace("mode = \"WD\"\nn = 3\n", "mode = \"H\"\nn = 4\n");
        assert_ne!(hours, later());
        joan.post("/admin/packs/larch/edit", &[("source", &hours)]).is(303);
        joan.get("/admin/packs/larch/review").ok().saying("1 case would become overdue.");
    });
}

#[test]
fn open_cases_keep_their_version_until_they_are_moved() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = publish(&app, SMALL);
        let all: Vec<_> = (0..20)
            .map(|n| begun(&app, &pack, app.person(&format!("Person {n}")).added(), "2026-11-16"))
            .collect();
        app.close(all[19]);
        publish(&app, &later());
        assert_eq!(clocks(&app, all[0]), ["reply 2026-11-16 2026-11-23 running"]);
        let joan = app.worker("Joan Pearce").role(Role::Admin).signed_in();
        let page = joan.get("/admin/packs/larch").ok().saying("Move open cases to version 2");
        joan.submit(&page, "form[action$=move]", &[]).goes_to("/admin/packs/larch?done=moving");
        joan.get("/admin/packs/larch").ok().saying("Moving open cases: 19 to go");
        // A server that stops on the way goes on where it was.
        let mut times = 0;
        let some = cases::kinds::moving::move_asked(app.db(), || {
            times += 1;
            times < 2
        });
        assert_eq!(some.expect("it moves"), 8);
        assert_eq!(cases::kinds::moving::move_asked(app.db(), || true).expect("it moves"), 11);
        assert_eq!(clocks(&app, all[0]), ["reply 2026-11-16 2026-11-19 running"]);
        const LEFT: Sql<(i64,)> = Sql::new(
            "SELECT CAST(count(*) AS BIGINT) FROM case_file WHERE tenant_id = $1 AND pack_version = $2",
        );
        assert_eq!(app.read(|c| c.one(LEFT, args![1i64, 1i64])).0, 1, "a closed case keeps its version");
        joan.get("/admin/packs/larch").ok().saying("19 open cases").without("Moving");
    });
}
