//! The case page, moving a case by hand, and its clocks.

use crate::work::{SMALL, begun, clocks, happens, publish, stages};
use access::{CaseId, PersonId, Role};
use testkit::{Client, TestApp, on_both};

fn opened(app: &TestApp) -> (CaseId, Client<'_>) {
    let (case, _, priya) = opened_about(app);
    (case, priya)
}

fn opened_about(app: &TestApp) -> (CaseId, PersonId, Client<'_>) {
    let pack = publish(app, SMALL);
    let mina = app.person("Amina Okafor").added();
    let case = begun(app, &pack, mina, "2026-11-02");
    (case, mina, app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in())
}

#[test]
fn the_page_says_where_a_case_stands_why_and_what_is_missing() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (case, priya) = opened(&app);
        let here = format!("/cases/{case}");
        let page = priya.get(&here).ok();
        page.clone()
            .saying("Larch lettings")
            .saying("Since 2 November 2026, because the case was opened")
            .saying("Acknowledge the report")
            .saying("Overdue by 11 days")
            .saying("Alongside default");
        assert_eq!(page.select("ol.stages .here h3"), ["Report received"]);
        assert_eq!(page.select(".tasks li a"), ["Assessment", "Give the case to a worker"]);
        assert_eq!(page.select(".tasks .tag"), ["Not looked at", "Not looked at"]);
        priya.post(&format!("{here}/forms/assessment/draft"), &[("f_wishes", "x")]).is(204);
        assert_eq!(priya.get(&here).ok().select(".tasks .tag")[0], "Looked at, not finished");
        let form = priya.get(&format!("{here}/forms/assessment")).ok();
        let answers = [("f_harm_kind", "noise"), ("f_interpreter", "no"), ("f_wishes", "To sleep.")];
        priya.submit(&form, "main form", &answers).is(303);
        let page = priya.get(&format!("{here}?done=form")).ok().saying("Saved.");
        assert_eq!(page.select(".tasks .tag")[0], "Done");
        page.saying("What they want to happen").saying("To sleep. (Priya Shah)");
        happens(&app, case, "fact:accepted", "2026-11-10");
        let page = priya.get(&here).ok();
        page.clone()
            .saying("because “Day the duty was accepted” was recorded")
            .saying("1 missing")
            .saying("Relief duty ends 4 January 2027. Statute: Housing Act 1996 s.189B. Day 1 was 10 November 2026.")
            .saying("Our reading, not yet confirmed.");
        happens(&app, case, "contact", "2026-11-11");
        priya.get(&here).ok().saying("1 clock has ended");
    });
}

#[test]
fn a_case_with_two_hundred_events_opens_with_six_statements() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (case, priya) = opened(&app);
        let mina = app.person("Somebody Else").added();
        for n in 0..200 {
            if n % 10 == 0 {
                app.contact(mina, priya.user()).in_case(case).added();
                app.action(mina, "Call").in_case(case).due("2026-11-24").added();
            }
            happens(&app, case, "contact", &format!("2026-11-{:02}", n % 18 + 2));
        }
        let page = priya.get(&format!("/cases/{case}")).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert!(page.statements > 3, "the count is not looking");
        assert_eq!(page.select("#latest ~ * li, .timeline li").len().min(10), 10);
        assert!(page.bytes.len() < 60_000, "{} bytes", page.bytes.len());
        for place in ["stages", "clocks"] {
            let page = priya.get(&format!("/cases/{case}/{place}")).ok();
            assert!(page.statements <= 6, "{place}: {} statements", page.statements);
        }
    });
}

#[test]
fn a_case_is_moved_skipped_and_finished_by_hand_with_a_reason() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (case, priya) = opened(&app);
        let path = format!("/cases/{case}/stages");
        let page = priya.get(&path).ok();
        let wish = |act: &'static str, stage: &'static str, reason: &'static str| {
            [("act", act), ("stage", stage), ("reason", reason), ("on", "18 11 2026")]
        };
        priya.submit(&page, "main form", &wish("move", "help", "")).is(422).saying("Say why.");
        priya
            .submit(&page, "main form", &wish("move", "report", "x"))
            .is(422)
            .saying("in this stage already");
        priya.submit(&page, "main form", &wish("skip", "after", "x")).is(422).saying("cannot be skipped");
        let wrong = priya.submit(&page, "main form", &[("on", "1 12 2026"), ("reason", "They agreed")]);
        wrong.is(422).saying("Enter a day that has come.").saying("They agreed");
        priya.submit(&page, "main form", &wish("move", "help", "They agreed at the door")).is(303);
        assert_eq!(stages(&app, case), ["report 2026-11-02 2026-11-18", "help 2026-11-18 -"]);
        priya.get(&format!("/cases/{case}")).ok().saying("by Priya Shah: They agreed at the door");
        // A stage beside the others ends none; it may come again.
        let next = || priya.get(&path).ok();
        priya.submit(&next(), "main form", &wish("move", "costing", "Rent lost")).is(303);
        priya.submit(&next(), "main form", &wish("finish", "costing", "Paid")).is(303);
        priya.submit(&next(), "main form", &wish("move", "costing", "More lost")).is(303);
        assert_eq!(stages(&app, case).iter().filter(|s| s.starts_with("costing")).count(), 2);
        priya.submit(&next(), "main form", &wish("move", "report", "x")).is(422).saying("does not repeat");
        // What follows by itself still does, and what was written by hand stays.
        happens(&app, case, "decision:ended", "2026-11-19");
        let now = stages(&app, case);
        assert!(now.contains(&"help 2026-11-18 2026-11-19".to_owned()), "{now:?}");
        assert!(now.contains(&"after 2026-11-19 -".to_owned()), "{now:?}");
        priya.get(&format!("/cases/{case}")).ok().saying("They agreed at the door");
    });
}

#[test]
fn a_stage_that_may_be_skipped_is_skipped_with_its_reason() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (case, priya) = opened(&app);
        let path = format!("/cases/{case}/stages");
        let wish = [("act", "skip"), ("stage", "costing"), ("reason", "Nothing was lost")];
        priya.submit(&priya.get(&path).ok(), "main form", &wish).is(303);
        priya.get(&format!("/cases/{case}")).ok().saying("Skipped").saying("Nothing was lost");
        happens(&app, case, "contact", "2026-11-19");
        priya.get(&format!("/cases/{case}")).ok().saying("Nothing was lost");
        priya.submit(&priya.get(&path).ok(), "main form", &wish).is(422).saying("skipped already");
    });
}

#[test]
fn a_clock_is_paused_and_extended_only_for_its_reasons() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (case, mina, priya) = opened_about(&app);
        happens(&app, case, "fact:accepted", "2026-11-10");
        let path = format!("/cases/{case}/clocks");
        let page = priya.get(&path).ok();
        // The clock that lists no reason offers nothing.
        assert_eq!(page.select("main summary"), ["Pause", "Extend"]);
        let form = |kind: &str| format!("main form:has([value={kind}])");
        let wrong = priya.submit(&page, &form("extend"), &[("extend_relief_1_on", "1 1 2027")]).is(422);
        wrong.saying("Choose one of the reasons").saying("Enter a day after 4 January 2027.");
        let extended = [("extend_relief_1_on", "11 1 2027"), ("extend_relief_1_reason", "agreed")];
        priya.submit(&page, &form("extend"), &extended).is(303);
        assert_eq!(clocks(&app, case)[0], "relief 2026-11-10 2027-01-11 running");
        let page =
            priya.get(&path).ok().saying("Extended to 11 January 2027: Agreed in writing. By Priya Shah");
        page.clone().saying("It was 4 January 2027 at first.");
        let invented = [
            ("kind", "pause"),
            ("clock", "relief"),
            ("nth", "1"),
            ("pause_relief_1_reason", "holiday"),
            ("pause_relief_1_on", "19 11 2026"),
        ];
        priya.post(&path, &invented).is(422).saying("Choose one of the reasons");
        let pause = [("pause_relief_1_reason", "away"), ("pause_relief_1_words", "Back on Monday")];
        priya.submit(&page, &form("pause"), &pause).is(303);
        priya.get(&path).ok().saying("Paused").saying("Back on Monday");
        app.clock().advance_seconds(3 * 86_400);
        let dean = app.worker("Dean Morris").role(Role::Officer).works_with(mina).signed_in();
        let page = dean.get(&path).ok();
        dean.submit(&page, &form("resume"), &[]).is(303);
        // Three days that did not count.
        assert_eq!(clocks(&app, case)[0], "relief 2026-11-10 2027-01-14 running");
        let again =
            [("kind", "resume"), ("clock", "relief"), ("nth", "1"), ("resume_relief_1_on", "20 11 2026")];
        dean.post(&path, &again).is(409).saying("This clock has changed.");
        // Whoever may read and not write sees the same clocks, and nothing to press.
        app.close(case);
        let page = dean.get(&path).ok().saying("It was 4 January 2027 at first.").saying("Back on Monday");
        assert_eq!(page.select("main summary"), Vec::<String>::new());
        assert!(page.statements <= 12, "{} statements", page.statements);
        dean.post(&path, &again).not_found();
    });
}
