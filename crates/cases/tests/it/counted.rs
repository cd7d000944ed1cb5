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
fn fill(app: &TestApp, pack: &Pack, of: (CaseId, PersonId), form: &str, days: &[(&str, &str)]) {
    fill_words(app, pack, of, form, days, &[]);
}

/// The same with words in other fields.
fn fill_words(
    app: &TestApp,
    pack: &Pack,
    (case, person): (CaseId, PersonId),
    form: &str,
    days: &[(&str, &str)],
    words: &[(&str, &str)],
) {
    app.clock().advance_seconds(60);
    let field = |id: &str| pack.field(id).expect("a field of the pack");
    let days = days.iter().map(|(id, on)| Answer::new(field(id), Value::Day(day(on))));
    let words = words.iter().map(|(id, text)| Answer::new(field(id), Value::Text((*text).to_owned())));
    let entry = NewEntry {
        entry_id: app.uuid(),
        case,
        person,
        form: form.to_owned(),
        repeats: pack.form(form).expect("a form of the pack").repeats,
        occurred_on: day("2026-11-02"),
        recorded_at: app.clock().now(),
        recorded_by: access::UserId::from_uuid(access::NOBODY),
        answers: days.chain(words).collect(),
    };
    app.write(move |c| cases::facts::save(c, 1, &entry));
}

/// Published by one police and crime commissioner: five reports from different people. A senior manager may find the
/// threshold met for a vulnerable victim whatever the number.
#[test]
fn a_pack_may_want_reports_of_different_people() {
    let text = include_str!("../../../../packs/asb.toml");
    let text =
        text.replace("threshold = 3, to_complain", "threshold = 5, different_people = true, to_complain");
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = crate::work::publish(&app, &text.replacen("version = 1\n", "version = 901\n", 1));
        let mina = app.person("Amina Okafor").added();
        let case = begun(&app, &pack, mina, "2026-03-02");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let at = format!("/cases/{case}/decisions/new?kind=review-threshold-met");
        let of = (case, mina);
        fill(&app, &pack, of, "case-review", &[("review_applied_on", "2026-10-08")]);
        for (n, by) in ["Ann One", "Ben Two", "Cas Three", "Dee Four", "ann  one"].iter().enumerate() {
            let on = format!("2026-09-{:02}", n + 1);
            let days = [("incident_on", on.as_str()), ("complaint_on", on.as_str())];
            fill_words(&app, &pack, of, "incident", &days, &[("incident_by", by)]);
        }
        let page = priya.get(&at).ok().saying("4 complaints qualify of 5");
        page.saying("5 from different people are needed")
            .saying("The same person's other complaint counts already.");
        fill(&app, &pack, of, "incident", &[("incident_on", "2026-09-20"), ("complaint_on", "2026-09-20")]);
        let page = priya.get(&at).ok().saying("5 complaints qualify of 6");
        page.saying("so the threshold is met");
    });
}

#[test]
fn a_senior_manager_sets_the_number_aside_for_somebody_vulnerable() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = packs::shipped_pack("asb").expect("it ships");
        let mina = app.person("Amina Okafor").added();
        let case = begun(&app, pack, mina, "2026-03-02");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let days = [("review_applied_on", "2026-10-08")];
        let why = [("review_vulnerable", "She has stopped eating.")];
        fill_words(&app, pack, (case, mina), "case-review", &days, &why);
        let page = priya.get(&format!("/cases/{case}/decisions/new?kind=review-threshold-met")).ok();
        page.saying("0 complaints qualify of 0")
            .saying("A senior manager finds the threshold met all the same: She has stopped eating.");
    });
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
        // The police were told of one of them, too: it is written down once more, and counts once.
        let door = |on: &'static str, told: &'static str| [("incident_on", on), ("complaint_on", told)];
        let number = [("incident_number", "IR 12")];
        fill_words(&app, pack, of, "incident", &door("2026-09-10", "2026-09-11"), &number);
        priya.get(&at).ok().saying("4 complaints qualify of 7");
        fill_words(
            &app,
            pack,
            of,
            "incident",
            &door("2026-09-10", "2026-09-12"),
            &[("incident_number", "ir 12")],
        );
        priya
            .get(&at)
            .ok()
            .saying("4 complaints qualify of 8")
            .saying("reported on 12 September 2026: Another report of the same incident counts already.");
        priya
            .get(&format!("/cases/{case}/decisions/new?kind=review-outcome"))
            .ok()
            .without("Complaints that");
    });
}
