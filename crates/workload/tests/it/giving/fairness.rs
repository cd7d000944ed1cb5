//! The month's report: what it counts, what it does not say, who reads it.

use crate::load::World;
use access::Role;
use testkit::{TestApp, on_both};

#[test]
fn a_month_counts_choices_and_shows_reasons_of_cases_that_may_be_seen() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        w.hours(w.sam, 3_700);
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(w.team).signed_in();
        let give = |name: &str, to: Option<access::UserId>, reason: &str| {
            let case = w.case(name, None, "high");
            w.night();
            let page = dean.get(&format!("/cases/{case}/allocate")).ok();
            match to {
                None => dean.submit(&page, "main form", &[]).is(303),
                Some(to) => {
                    dean.submit(&page, "main form", &[("to", &to.to_string()), ("reason", reason)]).is(303)
                }
            };
            case
        };
        give("Ann One", None, "");
        give("Ben Two", None, "");
        let other = give("Cas Three", Some(dean.user()), "The manager asked him to");
        let page = dean.get("/caseloads/fairness").ok();
        assert!(page.statements <= 4, "{} statements", page.statements);
        page.clone()
            .saying("3 cases given in November 2026. 0 went to somebody who was not among the first three.")
            .saying("of 3: too few to say")
            .saying("Number 3 of 3")
            .saying("The manager asked him to")
            .saying("Too few to say: 2 people.")
            .saying("Full-timers, 35 contract hours or more: too few to say, 2 people.")
            .without("Priya Shah")
            .without("Sam Reilly");
        // Of a case that she may not see, a leader elsewhere sees that there is one, and not why.
        let lea = app.worker("Lea Der").role(Role::Leader).leads(app.team("Others")).signed_in();
        lea.get("/caseloads/fairness").ok().saying("1 more is not shown to you.").without("manager asked");
        assert_eq!(page.count(&format!("a[href='/cases/{other}']")), 1);
        dean.get("/caseloads/fairness?month=2026-10")
            .ok()
            .saying("No case was given in October 2026")
            .saying("The month after");
        let officer = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        officer.get("/caseloads/fairness").not_found();
    });
}
