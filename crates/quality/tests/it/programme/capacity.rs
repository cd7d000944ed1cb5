//! Capacity: what is needed against the hours there are, measured where enough was timed.

use access::Role;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

#[test]
fn reviews_are_set_against_hours_and_what_if_saves_nothing() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let team = app.team("Community Safety");
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(team).signed_in();
        // Eighteen officers: seventeen with three cases and one with one.
        for n in 0..18 {
            let officer = app.worker(&format!("Officer Number{n}")).role(Role::Officer).in_team(team).added();
            for _ in 0..if n == 0 { 1 } else { 3 } {
                let person = app.person("Somebody Else").added();
                app.case(person).held_by(team).worker(officer).opened("2026-09-01").added();
            }
        }
        let page = ruth.get("/reviews/programme/capacity").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        // 17 × 2 + 1 = 35 reviews and 4 second ones.
        let page = page
            .saying("39 reviews at 25 minutes need 16.3 hours; you have 0: 39 reviews will not be done.")
            .saying("No hours are entered yet.")
            .saying("Alongside default: 0 timed, fewer than 12");
        let owner = ruth.user().to_string();
        let wrong = [("reviewer", owner.as_str()), ("have", "many")];
        ruth.submit(&page, "form[action='/reviews/programme/hours']", &wrong)
            .is(422)
            .saying("Write hours in a month");
        let fields = [("reviewer", owner.as_str()), ("have", "12")];
        ruth.submit(&page, "form[action='/reviews/programme/hours']", &fields).is(303);
        let page =
            ruth.get("/reviews/programme/capacity").ok().saying("you have 12: 10 reviews will not be done.");
        let asked = [("rate", "3"), ("minutes", "20"), ("hours", "30")];
        // 17 × 3 + 1 = 52 and 5 second ones, at 20 minutes: 19 hours.
        ruth.submit(&page, "form[action='/reviews/programme/capacity']", &asked)
            .ok()
            .saying("57 reviews at 20 minutes need 19 hours; you have 30: all can be done, with 11 hours to spare.")
            .saying("Nothing of this is saved.");
        ruth.get("/reviews/programme/capacity?rate=lots").is(422).saying("Write a number from 1 to 25.");
        ruth.get("/reviews/programme/capacity")
            .ok()
            .saying("you have 12: 10 reviews")
            .without("If it were so");
        // Twelve that were timed: ten minutes, and one that somebody left open over night.
        app.write(|c| {
            let sql = Sql::new("SELECT case_id, worker_id, team_id FROM case_file WHERE tenant_id = 1 ORDER BY case_id LIMIT 13");
            let rows: Vec<(uuid::Uuid, uuid::Uuid, uuid::Uuid)> = c.all(sql, &[])?;
            for (n, (case, worker, team)) in rows.into_iter().enumerate() {
                let seconds = if n == 12 { 16 * 3600 } else { 600 };
                let add = Sql::new(
                    "INSERT INTO case_review (tenant_id, review_id, case_id, team_id, worker_id, form_id, form_version,
                        month, place, directed, why, drawn_on, state, started_at, shared_at, praise, voice, response,
                        disagrees, version)
                     VALUES (1, $1, $1, $2, $3, 'mcr-asb', 1, '2026-10', 1, FALSE, '', '2026-10-01', 'shared', $4, $5,
                        '', '', '', FALSE, 1)",
                );
                c.exec(add, args![case, team, worker, testkit::START.plus_seconds(-seconds), testkit::START])?;
            }
            Ok(())
        });
        ruth.get("/reviews/programme/capacity")
            .ok()
            .saying("39 reviews at 10 minutes need 6.5 hours; you have 12: all can be done, with 5.5 hours to spare.")
            .saying("Median of 12 timed");
    });
}
