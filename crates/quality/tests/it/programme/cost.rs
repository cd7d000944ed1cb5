//! The cost ratio: entered by month, corrected without losing what stood, divided by what was done.

use access::Role;
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

#[test]
fn a_month_is_entered_corrected_and_divided_by_what_was_done() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let team = app.team("Adult Social Care");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(team).signed_in();
        let person = app.person("Somebody Else").added();
        let case = app.case(person).worked_by("adult-social-care").held_by(team).worker(priya).added();
        let noise =
            app.case(app.person("Another One").added()).worked_by("asb").held_by(team).worker(priya).added();
        let ids: Vec<uuid::Uuid> = (0..5).map(|_| app.uuid()).collect();
        let by = priya;
        app.write(move |c| {
            // Two assessments and a review of October, one of September, and one of a kind that is not counted.
            for (id, (of, event, on)) in ids.iter().zip([
                (case, "fact:assessed_on", "2026-10-05"),
                (case, "fact:carer_assessed_on", "2026-10-31"),
                (case, "fact:reviewed_on", "2026-10-31"),
                (case, "fact:reviewed_on", "2026-09-30"),
                (noise, "fact:reviewed_on", "2026-10-10"),
            ]) {
                let sql = Sql::new(
                    "INSERT INTO case_event (tenant_id, case_id, event_id, event, on_day, recorded_at, recorded_by)
                     VALUES (1, $1, $2, $3, $4, $5, $6)",
                );
                c.exec(sql, args![of, *id, event, Day::parse(on)?, testkit::START, by])?;
            }
            Ok(())
        });
        let page = ruth.get("/reviews/programme/cost").ok().saying("No month is entered yet.");
        let fields = |pay: &'static str, why: &'static str| {
            [
                ("month", "2026-10"),
                ("pay", pay),
                ("on_costs", "50,000"),
                ("overheads", "£30000"),
                ("spend", "2 000 000"),
                ("why", why),
            ]
        };
        let wrong = ruth.submit(&page, "main form", &fields("lots", "Ledger")).is(422);
        assert_eq!(wrong.saying("Write whole pounds").attributes("#spend", "value"), ["2 000 000"]);
        ruth.submit(&page, "main form", &fields("2000000", "Ledger"))
            .is(422)
            .saying("it holds the other three");
        ruth.submit(&page, "main form", &fields("130000", ""))
            .is(422)
            .saying("Write where the figures are from");
        ruth.submit(&page, "main form", &fields("130000", "Ledger, first close")).is(303);
        let page = ruth.get("/reviews/programme/cost").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page =
            page.saying("October 2026: 10.5% of adult social care went to assessment and care management.");
        // (130,000 + 50,000 + 30,000) ÷ 3.
        assert_eq!(
            page.select("tbody td"),
            ["10.5%", "", "£210,000", "£2,000,000", "2 and 1", "£70,000", "No review"]
        );
        app.clock().advance_seconds(60);
        let page = ruth.get("/reviews/programme/cost").ok();
        ruth.submit(&page, "main form", &fields("160000", "Agency staff were missing")).is(303);
        let page = ruth
            .get("/reviews/programme/cost")
            .ok()
            .saying("October 2026: 12.0%")
            .saying("Corrected by Ruth Lane");
        page.saying(
            "£210,000 of £2,000,000 stood since 20 November 2026, entered by Ruth Lane. Ledger, first close",
        )
        .saying("1 month is too few to tell a change from chance.");
    });
}
