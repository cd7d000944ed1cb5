//! Forms of a pack: asked once, corrected, never overwritten unseen.

use crate::work::{SMALL, begin, begun, clocks, publish, stages};
use access::{CaseId, PersonId, Role};
use cases::facts::{Answer, NewEntry, Value};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{Client, TestApp, on_both};

/// A case by the test's pack, and somebody who may write to it.
fn opened(app: &TestApp) -> (PersonId, CaseId, Client<'_>) {
    let pack = publish(app, SMALL);
    let mina = app.person("Amina Okafor").added();
    let case = begun(app, &pack, mina, "2026-11-02");
    let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
    (mina, case, priya)
}

fn facts(app: &TestApp, case: CaseId) -> Vec<String> {
    const ROWS: Sql<(String, Option<String>, String)> = Sql::new(
        "SELECT field, COALESCE(code_value, text_value, CAST(hundredths AS TEXT), CAST(day_value AS TEXT)), absent
         FROM case_fact WHERE tenant_id = $1 AND case_id = $2 AND superseded_at IS NULL
         ORDER BY field, code_value",
    );
    app.read(move |c| c.all(ROWS, args![1i64, case]))
        .into_iter()
        .map(|(field, value, absent)| format!("{field} {}{absent}", value.unwrap_or_default()))
        .collect()
}

#[test]
fn a_fact_is_asked_once_and_shown_with_who_recorded_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (_, case, priya) = opened(&app);
        let path = format!("/cases/{case}/forms/assessment");
        let form = priya.get(&path).ok().saying("To know what has happened").without("Recorded on");
        assert!(form.statements <= 4, "{} statements", form.statements);
        let wrong =
            priya.submit(&form, "main form", &[("f_rooms", "a few"), ("f_wishes", "To sleep.")]).is(422);
        wrong
            .clone()
            .saying("Answer this, or say why there is no answer.")
            .saying("Enter a number with two decimals at most");
        assert_eq!(wrong.text("#f_wishes"), "To sleep.");
        assert!(facts(&app, case).is_empty(), "nothing is half saved");
        let saved = priya.submit(
            &wrong,
            "main form",
            &[
                ("f_harm_kind", "noise"),
                ("why_interpreter", "not_known"),
                ("f_rooms", "2.5"),
                ("f_harms__noise", "yes"),
                ("f_harms__damage", "yes"),
            ],
        );
        assert_eq!(saved.is(303).location(), format!("/cases/{case}?done=form"));
        assert_eq!(
            facts(&app, case),
            [
                "harm_kind noise",
                "harms damage",
                "harms noise",
                "interpreter not_known",
                "rooms 250",
                "wishes To sleep."
            ]
        );
        let again = priya.get(&path).ok().saying("Recorded on 20 November 2026 by Priya Shah");
        assert_eq!(again.attributes("#f_rooms", "value"), ["2.5"]);
        assert_eq!(again.attributes("#f_harms__noise[checked]", "value"), ["yes"]);
        // Nothing changed: no fact is written again.
        app.clock().advance_seconds(60);
        priya.submit(&again, "main form", &[]).is(303);
        assert_eq!(facts(&app, case).len(), 6);
        app.clock().advance_seconds(60);
        let corrected = [("f_harms__damage", ""), ("why_interpreter", ""), ("f_interpreter", "yes")];
        priya.submit(&priya.get(&path).ok(), "main form", &corrected).is(303);
        assert_eq!(
            facts(&app, case)[..3],
            ["harm_kind noise", "harms noise", "interpreter yes"].map(str::to_owned)
        );
    });
}

#[test]
fn a_question_that_hangs_on_another_is_asked_when_it_holds() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (_, case, priya) = opened(&app);
        let path = format!("/cases/{case}/forms/assessment");
        let form = priya.get(&path).ok().saying("Only if “What kind of harm” is Threats");
        let base = [("f_harm_kind", "threats"), ("f_interpreter", "no")];
        let asked = priya.submit(&form, "main form", &base).is(422);
        asked.clone().saying("Answer this, or say why there is no answer.");
        assert_eq!(
            asked.attributes("#f_harm_kind-2[checked], [name=f_harm_kind][checked]", "value"),
            ["threats"]
        );
        let unasked = [("f_harm_kind", "noise"), ("f_interpreter", "no"), ("f_weapon", "yes")];
        priya.submit(&form, "main form", &unasked).is(422).saying("This is asked only if");
        priya.submit(&asked, "main form", &[("f_weapon", "no")]).is(303);
        assert!(facts(&app, case).contains(&"weapon no".to_owned()));
        // The trigger of the pack has put its action on the list, once.
        let page = priya.get(&format!("/cases/{case}")).ok().saying("Call about safety");
        assert_eq!(page.html().matches("Call about safety").count(), 1);
    });
}

#[test]
fn a_day_starts_a_clock_and_its_correction_moves_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (_, case, priya) = opened(&app);
        let path = format!("/cases/{case}/forms/duty");
        priya.submit(&priya.get(&path).ok(), "main form", &[("f_accepted", "10 11 2026")]).is(303);
        assert_eq!(clocks(&app, case)[0], "relief 2026-11-10 2027-01-04 running");
        app.clock().advance_seconds(60);
        let form = priya.get(&path).ok();
        assert_eq!(form.attributes("#f_accepted", "value"), ["10 November 2026"]);
        priya.submit(&form, "main form", &[("f_accepted", "11 11 2026")]).is(303);
        assert_eq!(clocks(&app, case)[0], "relief 2026-11-11 2027-01-05 running");
        assert_eq!(stages(&app, case)[1], "help 2026-11-11 -");
        app.clock().advance_seconds(60);
        let gone = [("f_accepted", ""), ("why_accepted", "not_applicable")];
        priya.submit(&priya.get(&path).ok(), "main form", &gone).is(303);
        assert_eq!(clocks(&app, case).len(), 1, "no duty, no clock");
    });
}

#[test]
fn facts_of_the_person_are_known_in_all_their_cases() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (mina, case, priya) = opened(&app);
        let path = format!("/cases/{case}/forms/assessment");
        let answers = [("f_harm_kind", "noise"), ("f_interpreter", "yes")];
        priya.submit(&priya.get(&path).ok(), "main form", &answers).is(303);
        let other =
            app.case(mina).opened("2026-11-20").with(|new| "larch".clone_into(&mut new.case_type)).added();
        let pack = packs::read(SMALL).expect("it reads");
        begin(&app, &pack, other, "2026-11-20");
        let form = priya.get(&format!("/cases/{other}/forms/assessment")).ok();
        assert_eq!(form.attributes("[name=f_interpreter][checked]", "value"), ["yes"]);
        assert!(form.attributes("[name=f_harm_kind][checked]", "value").is_empty(), "the other case's own");
        form.clone().saying("Recorded on 20 November 2026 by Priya Shah");
        app.clock().advance_seconds(60);
        priya.submit(&form, "main form", &[("f_harm_kind", "damage"), ("f_interpreter", "no")]).is(303);
        let first = priya.get(&path).ok();
        assert_eq!(first.attributes("[name=f_interpreter][checked]", "value"), ["no"]);
        assert_eq!(first.attributes("[name=f_harm_kind][checked]", "value"), ["noise"]);
    });
}

#[test]
fn two_people_who_save_one_form_lose_no_words() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (mina, case, priya) = opened(&app);
        let dean = app.worker("Dean Morris").role(Role::Officer).works_with(mina).signed_in();
        let path = format!("/cases/{case}/forms/assessment");
        let answers = [("f_harm_kind", "noise"), ("f_interpreter", "no"), ("f_wishes", "Quiet.")];
        priya.submit(&priya.get(&path).ok(), "main form", &answers).is(303);
        app.clock().advance_seconds(60);
        let (hers, his) = (priya.get(&path).ok(), dean.get(&path).ok());
        app.clock().advance_seconds(60);
        let changed = [("f_wishes", "Quiet at night."), ("f_rooms", "3")];
        priya.submit(&hers, "main form", &changed).is(303);
        app.clock().advance_seconds(60);
        let answer = dean.submit(&his, "main form", &[("f_wishes", "Sleep.")]).is(422);
        answer.clone().saying("Priya Shah saved “Quiet at night.” here at").saying("save again to use yours");
        assert_eq!(answer.text("#f_wishes"), "Sleep.");
        assert_eq!(answer.attributes("#f_rooms", "value"), ["3"], "what he has not touched is as it is now");
        app.clock().advance_seconds(60);
        dean.submit(&answer, "main form", &[]).is(303);
        let now = facts(&app, case);
        assert!(
            now.contains(&"wishes Sleep.".to_owned()) && now.contains(&"rooms 300".to_owned()),
            "{now:?}"
        );
        // What was superseded is still there.
        const KEPT: Sql<(i64,)> = Sql::new(
            "SELECT CAST(count(*) AS BIGINT) FROM case_fact WHERE tenant_id = $1 AND case_id = $2 AND field = 'wishes'",
        );
        assert_eq!(app.read(move |c| c.one(KEPT, args![1i64, case])).0, 3);
    });
}

#[test]
fn a_form_that_repeats_lists_its_entries_with_their_sum() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (_, case, priya) = opened(&app);
        let path = format!("/cases/{case}/forms/costs");
        for (what, cost) in [("A lock", "£120"), ("Legal advice", "1,130.50"), ("A mistake", "99")] {
            let form = priya.get(&path).ok();
            priya.submit(&form, "main form.narrow", &[("f_cost_for", what), ("f_cost", cost)]).is(303);
            app.clock().advance_seconds(60);
        }
        let page = priya.get(&path).ok().saying("3 entries").saying("What it cost: £1,349.50");
        let take = "ul.plain-list li:first-child form";
        let wrong = priya.submit(&page, take, &[]).is(422).saying("Say why it was a mistake.");
        let reason = wrong.attributes(&format!("{take} input[type=text]"), "name").remove(0);
        priya.submit(&page, take, &[(&reason, "Entered twice")]).is(303);
        priya.get(&path).ok().saying("2 entries").saying("What it cost: £1,250.50").without("A mistake");
        priya.submit(&page, take, &[(&reason, "Entered twice, again")]).is(422);
    });
}

#[test]
fn a_draft_of_a_form_comes_back_until_it_is_saved() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (mina, case, priya) = opened(&app);
        let path = format!("/cases/{case}/forms/assessment");
        let draft = [("f_wishes", "“Leave me be” & more"), ("f_harm_kind", "noise"), ("seen", "0")];
        priya.post(&format!("{path}/draft"), &draft).is(204);
        let page = priya.get(&path).ok().saying("This is your draft").saying("Leave me be");
        let dean = app.worker("Dean Morris").role(Role::Officer).works_with(mina).signed_in();
        dean.get(&path).ok().without("Leave me be");
        let stranger = app.worker("Out Sider").role(Role::Officer).signed_in();
        stranger.post(&format!("{path}/draft"), &draft).not_found();
        priya.submit(&page, "main form", &[("f_interpreter", "no")]).is(303);
        priya.get(&path).ok().without("This is your draft");
        priya.get(&format!("/cases/{case}/forms/nothing")).not_found();
    });
}

#[test]
fn a_check_of_a_return_speaks_at_its_field_and_never_blocks() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = packs::shipped_pack("homelessness-england").unwrap();
        let mina = app.person("Amina Okafor").added();
        let case = begun(&app, pack, mina, "2026-11-02");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let at = |form: &str| format!("/cases/{case}/forms/{form}");
        let outcome = priya.get(&at("eligible")).ok().without("Look at this");
        assert!(outcome.statements <= 5, "{} statements", outcome.statements);
        let known = pack.form("triage").unwrap().fields.iter().any(|asked| asked.field == "application_on");
        assert!(known, "the day of application is asked at triage");
        let fact = |field: &str, value: Value| Answer::new(pack.field(field).unwrap(), value);
        let entry = NewEntry {
            entry_id: app.uuid(),
            case,
            person: mina,
            form: "triage".to_owned(),
            repeats: false,
            occurred_on: Day::parse("2026-11-02").unwrap(),
            recorded_at: app.clock().now(),
            recorded_by: access::UserId::from_uuid(access::NOBODY),
            answers: vec![
                fact("duty_owed", Value::Codes(vec!["prevention".to_owned()])),
                fact("application_on", Value::Day(Day::parse("2026-11-04").unwrap())),
            ],
        };
        app.write(move |c| cases::facts::save(c, 1, &entry));
        // The duty is written down as accepted before the application: saved, and said at once.
        let form = priya.get(&at("duty")).ok().without("Look at this");
        let saved = priya.submit(&form, "main form", &[("f_prevention_accepted_on", "3 11 2026")]).is(303);
        assert_eq!(saved.location(), format!("{}?done=look", at("duty")));
        let words = "The prevention duty was accepted before the application was made.";
        let page =
            priya.get(saved.location()).ok().saying("Saved. Look at what is marked below").saying(words);
        // Put right, the form leads back to the case.
        let right = priya.submit(&page, "main form", &[("f_prevention_accepted_on", "4 11 2026")]).is(303);
        assert_eq!(right.location(), format!("/cases/{case}?done=form"));
        priya.get(&at("duty")).ok().without("Look at this");
    });
}

#[test]
fn language_and_needs_are_one_fact_with_the_persons_own_record() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = packs::shipped_pack("homelessness-england").unwrap();
        let mina =
            app.person("Amina Okafor").with(|new| new.needs = "Large print, please.".to_owned()).added();
        let case = begun(&app, pack, mina, "2026-11-02");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let asks = |field: &str| {
            let form = pack.forms.iter().find(|form| form.fields.iter().any(|asked| asked.field == field));
            format!("/cases/{case}/forms/{}", form.unwrap().id)
        };
        // What was asked when the person was recorded is not asked again, and says who recorded it.
        let page = priya.get(&asks("communication_needs")).ok().saying("Recorded on");
        assert_eq!(page.text("#f_communication_needs"), "Large print, please.");
        let own = |app: &TestApp| app.read(move |c| people::store::own::own(c, 1, mina));
        let answer = |field: &str, value: Value| Answer::new(pack.field(field).unwrap(), value);
        let entry = |answers: Vec<Answer>| NewEntry {
            entry_id: app.uuid(),
            case,
            person: mina,
            form: "referral".to_owned(),
            repeats: false,
            occurred_on: Day::parse("2026-11-03").unwrap(),
            recorded_at: app.clock().now(),
            recorded_by: access::UserId::from_uuid(access::NOBODY),
            answers,
        };
        let somali = entry(vec![answer("language", Value::Text("Somali".to_owned()))]);
        app.write(move |c| cases::facts::save(c, 1, &somali));
        assert_eq!(
            (own(&app).language, own(&app).needs),
            ("Somali".to_owned(), "Large print, please.".to_owned())
        );
        // A reason why there is no answer wipes nothing out.
        app.clock().advance_seconds(60);
        let declined = Value::Absent(cases::facts::model::Absent::Declined);
        let declined = entry(vec![answer("communication_needs", declined)]);
        app.write(move |c| cases::facts::save(c, 1, &declined));
        assert_eq!(own(&app).needs, "Large print, please.");
    });
}

#[test]
fn a_draft_that_comes_after_the_form_itself_is_kept_only_if_it_says_more() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (mina, _, priya) = opened(&app);
        let (path, draft) = (format!("/people/{mina}/notes/new"), format!("/people/{mina}/notes/draft"));
        let note = [("summary", "She rang."), ("channel", "note"), ("submission", "one-sending")];
        priya.post(&path, &note).is(303);
        priya.post(&draft, &note).is(204);
        priya.get(&path).ok().without("This is your draft");
        priya.post(&draft, &[("summary", "She rang. And more"), ("submission", "one-sending")]).is(204);
        priya.get(&path).ok().saying("This is your draft").saying("And more");
    });
}
