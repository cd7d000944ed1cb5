//! An officer's own results: they see them, whoever leads them does, and nobody else learns that there are any.

use super::kit::{Made, World};
use testkit::{TestApp, on_both};

#[test]
fn an_officer_sees_their_own_and_so_does_who_leads_them() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let w = World::new(&app);
        let case = w.case(w.north, w.priya.user());
        let mut made = Made::new(&app, case, "2026-11", 89);
        made.answers = vec![("B4", "not_met", ""), ("E1", "partly", ""), ("A1", "met", "")];
        made.kept(&app);
        let at = format!("/reviews/results/{}", w.priya.user());
        let own = w.priya.get(&at).ok().saying("My results").saying("It is never ranked.");
        assert!(own.statements <= 12, "{} statements", own.statements);
        assert_eq!(own.attributes("a[aria-current]", "href").last().map(String::as_str), Some(at.as_str()));
        let rows = own.select("section[aria-labelledby='criteria'] tbody tr");
        assert!(rows[0].starts_with("B4.") && rows[0].ends_with("001"), "{rows:?}");
        let review = own.attributes("section[aria-labelledby='list'] tbody a", "href");
        assert_eq!(review, [format!("/cases/{}/reviews/{}", case.0, made.review.simple())]);
        w.dean.get(&at).ok().saying("Results of Priya Shah").saying("They see this page too.");
        w.helen.get(&at).ok();
        // A colleague, another team's leader, and an id of nobody: the same answer.
        for client in [&w.tom, &w.els, &w.marcus] {
            client.get(&at).is(404);
        }
        w.helen.get("/reviews/results/00000000000000000000000000000001").is(404);
        w.tom.get(&format!("/reviews/results/{}", w.tom.user())).ok().saying("No review counts");
    });
}
