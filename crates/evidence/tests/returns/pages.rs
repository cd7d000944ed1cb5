//! Pages of returns: what they show to whom, and at what cost.

use crate::world::*;
use access::Role;
use testkit::{TestApp, on_both};

const WHEN: &str = "period=2026-07-01_2026-09-30";

#[test]
fn figures_lead_to_their_cases_as_far_as_one_may_know_them() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let people: Vec<_> = (0..3).map(|_| app.person("Ada Obi").added()).collect();
        for person in &people {
            let case = opened(&app, pack, *person, "2026-07-02");
            said(&app, pack, (case, *person), "2026-07-02", &[("duty_owed", "relief")]);
        }
        let lead = app.worker("Lea Der").role(Role::Leader).works_with(people[0]).signed_in();
        let page = lead.get(&format!("/evidence/returns?pack=homelessness-england&{WHEN}")).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert_eq!(page.text("section[aria-labelledby=A1] tbody tr:nth-child(2) td:nth-child(2)"), "3");
        assert_eq!(page.text("section[aria-labelledby=A1] tbody tr:nth-child(2) td:nth-child(3)"), "100.0%");
        let list = page.attributes("section[aria-labelledby=A1] tbody tr:nth-child(2) a", "href").remove(0);
        let cases = lead.get(&list).ok().saying("2 restricted cases are not shown.");
        assert!(cases.statements <= 12, "{} statements", cases.statements);
        assert_eq!(cases.count("tbody tr"), 1);
        lead.get(&cases.attributes("tbody a", "href")[0]).ok().saying("In the return").saying("Relief");
        let analyst = app.worker("Ana Lyst").role(Role::Analyst).signed_in();
        let none = analyst.get(&list).ok().saying("3 restricted cases are not shown.");
        assert_eq!(none.count("tbody tr"), 0);
        let csv = analyst.get(&format!("/evidence/returns.csv?pack=homelessness-england&{WHEN}"));
        assert!(csv.html().contains(",relief,Homeless: relief duty"), "{}", csv.html());
        app.worker("Off Icer").role(Role::Officer).signed_in().get("/evidence/returns").not_found();
    });
}

#[test]
fn small_numbers_stay_hidden_on_the_way_down() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("safeguarding");
        opened(&app, pack, app.person("Ada Obi").added(), "2026-07-02");
        let analyst = app.worker("Ana Lyst").role(Role::Analyst).signed_in();
        let page = analyst.get(&format!("/evidence/returns?pack=safeguarding&{WHEN}")).ok();
        assert!(page.text("section[aria-labelledby=SG1-concerns] > p").contains("All cases: *."));
        let list = page.attributes("section[aria-labelledby=SG1-concerns] > p a", "href").remove(0);
        analyst
            .get(&list)
            .ok()
            .saying("Restricted cases, fewer than 5 or none, are not shown.")
            .without("1 restricted");
        // Two periods that differ by a few days cannot be asked for.
        analyst
            .get("/evidence/returns?period=2026-07-01_2026-09-29")
            .is(422)
            .saying("Choose a period from the list.");
    });
}

#[test]
fn a_case_is_left_out_with_a_reason_and_taken_in_again() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let person = app.person("Ada Obi").added();
        let case = opened(&app, pack, person, "2026-07-02");
        said(&app, pack, (case, person), "2026-07-02", &[("duty_owed", "relief")]);
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(person).signed_in();
        let path = format!("/cases/{case}/returns?{WHEN}");
        let page = priya
            .get(&path)
            .ok()
            .saying("Recorded: Outcome of the assessment on 2 July 2026")
            .saying("This has not happened");
        assert!(page.statements <= 12, "{} statements", page.statements);
        let wrong =
            priya.submit(&page, "main form[method=post]", &[("reason", "Another council sends it.")]).is(422);
        assert_eq!(wrong.text("#reason"), "Another council sends it.");
        priya.submit(&wrong, "main form[method=post]", &[("choice", "out")]).is(303);
        priya.get(&path).ok().saying("Left out by Priya Shah: Another council sends it.");
        assert_eq!(table(&app, pack, QUARTER, "A1"), "= 0");
        assert_eq!(table(&app, pack, "2026-04-01..2027-03-31", "A1"), "= 0", "in the year, too");
        let analyst = app.worker("Ana Lyst").role(Role::Analyst).signed_in();
        analyst
            .get(&format!("/evidence/returns?pack=homelessness-england&{WHEN}"))
            .ok()
            .saying("1 case left out by hand.");
        app.clock().advance_seconds(60);
        let back = [("choice", "in"), ("reason", "They do not.")];
        priya.submit(&priya.get(&path).ok(), "main form[method=post]", &back).is(303);
        assert_eq!(table(&app, pack, QUARTER, "A1"), "relief 1, = 1");
        let stranger = app.worker("Out Sider").role(Role::Officer).signed_in();
        stranger.get(&path).not_found();
    });
}

#[test]
fn cases_to_correct_are_a_list() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let person = app.person("Ada Obi").added();
        let case = opened(&app, pack, person, "2026-07-02");
        said(&app, pack, (case, person), "2026-07-02", &[("duty_owed", "relief")]);
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(person).signed_in();
        let path = "/evidence/returns/checks?pack=homelessness-england";
        let page = priya.get(path).ok().saying("A duty is owed and there is no day of application.");
        assert!(page.statements <= 12, "{} statements", page.statements);
        priya
            .get(&page.attributes("main li a", "href")[0])
            .ok()
            .saying("Record the day the application was made.");
        priya.get(&format!("{path}&mine=yes")).ok().saying("Nothing is to be corrected");
        let stranger = app.worker("Out Sider").role(Role::Officer).signed_in();
        stranger.get(path).ok().saying("Nothing is to be corrected");
    });
}

#[test]
fn the_sql_keeps_the_discipline_of_the_house() {
    let tables = kernel::db::dictionary::all().into_iter().map(|table| table.name).collect();
    for known in evidence::statements() {
        let found = testkit::sql::lint_statement(known.text, &tables);
        assert!(found.is_empty(), "{}: {found:?}", known.name);
    }
}
