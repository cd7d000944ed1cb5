//! Statements a page may cost, on both engines, over more than a handful of rows.

use access::Role;
use testkit::{TestApp, on_both};

#[test]
fn pages_keep_their_budgets() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).role(Role::Leader).in_team(team).signed_in();
        let mut last = None;
        for n in 0..30 {
            let person = app.person(&format!("Person Number{n}")).added();
            let case = app.case(person).held_by(team).worker(priya.user()).added();
            for _ in 0..4 {
                app.contact(person, priya.user()).in_case(case).added();
                app.action(person, "Call").in_case(case).owner(priya.user()).due("2026-11-24").added();
            }
            last = Some((person, case));
        }
        let (person, case) = last.expect("thirty people");
        let found = priya.post("/people/search", &[("q", "numb")]);
        for (path, most) in [
            (format!("/people/{person}"), 6),
            (format!("/caseloads/team/{team}"), 3),
            (format!("/caseloads/officer/{}", priya.user()), 3),
            ("/caseloads".to_owned(), 3),
            (found.location().to_owned(), 3),
            ("/day".to_owned(), 6),
            (format!("/cases/{case}"), 6),
            (format!("/cases/{case}/plan"), 6),
            (format!("/cases/{case}/plan/agree"), 6),
            (format!("/cases/{case}/plan/history"), 6),
            (format!("/cases/{case}/contact"), 6),
            (format!("/plans/team/{team}"), 3),
            (format!("/plans/officer/{}", priya.user()), 3),
            (format!("/people/{person}/timeline"), 12),
            (format!("/people/{person}/cases"), 12),
            (format!("/people/{person}/notes/new"), 12),
            ("/evidence/stays".to_owned(), 12),
        ] {
            let page = priya.get(&path).ok();
            assert!(
                page.statements <= most,
                "{path} costs {} statements, its budget is {most}",
                page.statements
            );
            assert!(page.statements > 0, "{path}: the count is not looking");
        }
    });
}
