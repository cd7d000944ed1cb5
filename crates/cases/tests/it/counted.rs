//! Complaints that are counted for a decision, as the pack says which.

use crate::work::begun;
use access::{CaseId, PersonId, Role};
use cases::facts::{Answer, NewEntry, Value};
use kernel::Day;
use packs::Pack;
use testkit::{TestApp, on_both};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Fills a form in with days.
fn fill(app: &TestApp, pack: &Pack, (case, person): (CaseId, PersonId), form: &str, days: &[(&str, &str)]) {
    app.clock().advance_seconds(60);
    let answer = |(field, on): &(&str, &str)| {
        Answer::new(pack.field(field).expect("a field of the pack"), Value::Day(day(on)))
    };
    let entry = NewEntry {
        entry_id: app.uuid(),
        case,
        person,
        form: form.to_owned(),
        repeats: pack.form(form).expect("a form of the pack").repeats,
        occurred_on: day("2026-11-02"),
        recorded_at: app.clock().now(),
        recorded_by: access::UserId::from_uuid(access::NOBODY),
        answers: days.iter().map(answer).collect(),
    };
    app.write(move |c| cases::facts::save(c, 1, &entry));
}

#[test]
fn who_decides_on_a_case_review_sees_which_complaints_qualify() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = packs::shipped_pack("asb").expect("it ships");
        let mina = app.person("Amina Okafor").added();
        let case = begun(&app, pack, mina, "2026-03-02");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let at = format!("/cases/{case}/decisions/new?kind=review-threshold-met");
        let of = (case, mina);
        priya.get(&at).ok().saying("is not recorded yet, so nothing can be counted");
        fill(&app, pack, of, "case-review", &[("review_applied_on", "2026-10-08")]);
        priya.get(&at).ok().saying("0 complaints qualify of 0").saying("3 are needed");
        fill(&app, pack, of, "incident", &[("incident_on", "2026-08-01"), ("complaint_on", "2026-08-03")]);
        fill(&app, pack, of, "incident", &[("incident_on", "2026-09-01"), ("complaint_on", "2026-09-30")]);
        // One month beginning with 1 September ends on 30 September; six beginning with 9 April end on 8 October.
        fill(&app, pack, of, "incident", &[("incident_on", "2026-09-01"), ("complaint_on", "2026-10-01")]);
        fill(&app, pack, of, "incident", &[("incident_on", "2026-04-08"), ("complaint_on", "2026-04-08")]);
        fill(&app, pack, of, "diary", &[("incident_on", "2026-09-15")]);
        let page = priya.get(&at).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        page.saying("2 complaints qualify of 5 for a request of 8 October 2026")
            .saying("The number is not reached.")
            .saying("1 September 2026, reported on 30 September 2026: counts.")
            .saying("1 September 2026, reported on 1 October 2026: It was complained about too long after")
            .saying("8 April 2026, reported on 8 April 2026: The complaint is too old for this request.")
            .saying("15 September 2026: It was not reported to an agency.");
        fill(&app, pack, of, "incident", &[("incident_on", "2026-04-09"), ("complaint_on", "2026-04-09")]);
        priya.get(&at).ok().saying("3 complaints qualify of 6").saying("so the threshold is met");
        priya
            .get(&format!("/cases/{case}/decisions/new?kind=review-outcome"))
            .ok()
            .without("Complaints that");
    });
}
