//! Pages made of many slices: what they show, what they cost, whom they never show.

use access::Role;
use testkit::{Fixture, TestApp, on_both};

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, together::routes().merge(cases::routes()).merge(people::routes()))
}

/// The count of a page is read twice: the first request prepares and plans, the second is what a person meets.
fn statements(client: &testkit::Client<'_>, path: &str) -> u64 {
    client.get(path).ok().statements
}

#[test]
fn one_look_tells_who_what_next_what_matters_and_what_is_risky() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").known_as("Mina").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        app.contact(mina, priya.user()).in_case(case).saying("Two quiet nights.").added();
        app.action(mina, "Weekly call").in_case(case).owner(priya.user()).due("2026-11-25").added();
        let page = priya.get(&format!("/people/{mina}")).ok();
        assert!(page.statements <= 6, "at a glance costs {} statements", page.statements);
        page.saying("Who is working with Mina")
            .saying("What happens next")
            .saying("What matters to Mina")
            .saying("Risk and safety")
            .saying("Weekly call")
            .saying("Two quiet nights.")
            .saying("Cases (1)");
        let rows = app.audit();
        let looks: Vec<String> =
            rows.iter().filter(|r| r.action == "read").map(testkit::AuditRow::summary).collect();
        assert_eq!(looks, ["read person allowed network"]);
    });
}

#[test]
fn a_withheld_address_is_for_the_network_and_managers() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        app.case(mina).held_by(team).added();
        let id = app.uuid();
        app.write(move |c| {
            let address = people::model::NewAddress {
                kind: people::model::AddressKind::Home,
                lines: "12 Larch Court".to_owned(),
                postcode: "lq12ab".to_owned(),
                withheld: true,
                access_code: "C4417".to_owned(),
                from_on: None,
                until_on: None,
            };
            people::store::add_address(c, 1, mina, id, &address)
        });
        let path = format!("/people/{mina}");
        let colleague = app.worker("Col League").role(Role::Officer).in_team(team).signed_in();
        colleague.get(&path).ok().without("12 Larch Court").without("C4417").saying("Withheld");
        let manager = app.worker("Man Ager").role(Role::Leader).leads(team).signed_in();
        manager.get(&path).ok().saying("12 Larch Court, LQ1 2AB").without("C4417");
        let worker = app.worker("Wor Ker").role(Role::Officer).works_with(mina).signed_in();
        worker.get(&path).ok().saying("12 Larch Court").saying("C4417");
    });
}

#[test]
fn finding_shows_whom_to_ask_and_restricted_people_never() {
    on_both(|fixture| {
        let app = app(fixture);
        let keeper = app.worker("Dean Morris").role(Role::Officer).added();
        app.person("Amina Okafor").born("1988-03-14").kept_by(keeper).added();
        app.person("Amin Oka").restricted().kept_by(keeper).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let found = priya.post("/people/search", &[("q", "oka")]).is(303);
        assert!(found.location().starts_with("/people/search/"), "no name in the address");
        let page = priya
            .get(found.location())
            .ok()
            .saying("1 person found")
            .saying("Ask Dean Morris")
            .without("Amin Oka,");
        assert!(page.statements <= 3, "a search costs {} statements", page.statements);
        page.saying("Born 1988").without("14 March");
        // The address is its owner's alone.
        let other = app.worker("Ann Other").role(Role::Officer).signed_in();
        other.get(found.location()).not_found();
        app.clock().advance_seconds(31 * 60);
        priya.get(found.location()).not_found();
    });
}

#[test]
fn people_are_found_by_all_that_is_known_of_them() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Siobhán O’Brien-Okafor").known_as("Shiv").born("1988-03-14").added();
        let case = app.case(mina).with(|c| c.reference = "ASB-K7QM2-4DXA".to_owned()).added();
        let phone = app.uuid();
        app.write(move |c| {
            let method = people::model::NewMethod {
                channel: people::model::Channel::Phone,
                value: "07700 900123".to_owned(),
                safety: people::model::Safety::Safe,
                rule: String::new(),
                preferred: true,
            };
            people::store::add_method(c, 1, mina, phone, &method)
        });
        assert!(!case.uuid().is_nil());
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        for q in [
            "siob",
            "okafor",
            "obrien",
            "shiv",
            "siobhan oka",
            "14/3/1988",
            "07700900123",
            "+44 7700 900123",
            "ASB-K7QM2",
        ] {
            let found = priya.post("/people/search", &[("q", q)]);
            priya.get(found.location()).ok().saying("Siobhán");
        }
        let sounds = priya.post("/people/search", &[("q", "okaffer")]);
        priya.get(sounds.location()).ok().saying("Sounds like it");
    });
}

#[test]
fn suggestions_need_three_letters_and_leave_one_audit_row_of_their_own() {
    on_both(|fixture| {
        let app = app(fixture);
        app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let before = app.audit().len();
        priya
            .request(axum::http::Method::POST, "/people/suggest")
            .header("x-fragment", "1")
            .form(&[("q", "ok")])
            .send()
            .ok();
        assert_eq!(app.audit().len(), before, "nothing is looked up for two letters");
        let some = priya
            .request(axum::http::Method::POST, "/people/suggest")
            .header("x-fragment", "1")
            .form(&[("q", "oka")])
            .send();
        some.ok().saying("1 person found");
        let rows = app.audit();
        assert_eq!(rows.len(), before + 1);
        assert_eq!((rows[before].action.as_str(), rows[before].subjects.len()), ("suggest", 1));
        assert_eq!(rows[before].detail, "oka");
    });
}

#[test]
fn my_day_puts_overdue_first_and_marks_done() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        app.action(mina, "Today's visit").owner(priya.user()).due("2026-11-20").added();
        app.action(mina, "Late lock").owner(priya.user()).due("2026-11-18").added();
        app.action(mina, "Far off").owner(priya.user()).due("2026-12-20").added();
        let day = priya.get("/day").ok().saying("Overdue").without("Far off");
        assert!(statements(&priya, "/day") <= 12);
        let whole = day.html();
        assert!(whole.find("Late lock") < whole.find("Today&#39;s visit"), "overdue first");
        priya.submit(&day, ".dated form", &[("outcome", "Fitted")]).goes_to("/day?done=done");
        priya.get("/day?done=done").ok().without("Late lock").saying("Marked as done.");
    });
}

#[test]
fn a_keeper_is_told_of_a_twin_and_can_put_it_away() {
    on_both(|fixture| {
        let app = app(fixture);
        let keeper = app.worker("Dean Morris").role(Role::Officer).clearance(3).signed_in();
        let hidden =
            app.person("Hidden Example").born("1988-03-14").restricted().kept_by(keeper.user()).added();
        app.name_reader(keeper.user(), hidden);
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let form = priya.get("/people/new").ok();
        priya.submit(&form, "main form", &[("name", "Hidden Example"), ("born", "14/3/1988")]).is(303);
        priya.get("/day").ok().without("Only you can see this");
        let told = keeper.get("/day").ok().saying("Only you can see this").saying("Priya Shah made it");
        keeper.submit(&told, "#matches + * form, section form", &[]).is(303);
        keeper.get("/day").ok().without("Only you can see this");
    });
}

#[test]
fn a_privacy_problem_reaches_the_audit() {
    on_both(|fixture| {
        let app = app(fixture);
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let form = priya.get("/privacy/report").ok();
        priya.submit(&form, "main form", &[("what", "")]).is(422);
        let sent = priya.submit(&form, "main form", &[("what", "A letter went to the old address.")]).is(303);
        priya.follow(sent).saying("Your report is written down.");
        assert!(
            app.audit()
                .iter()
                .any(|r| r.action == "reportPrivacyProblem" && r.detail.contains("old address"))
        );
    });
}

#[test]
fn the_pages_about_the_service_are_open_to_everybody() {
    on_both(|fixture| {
        let app = app(fixture);
        for path in ["/help", "/accessibility", "/privacy", "/status"] {
            app.nobody().get(path).ok();
        }
    });
}

#[test]
fn a_promised_contact_is_on_my_day_until_it_is_booked_or_made() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).works_with(mina).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-10-01").added();
        let new = cases::promise::store::NewPromise {
            promise_id: app.uuid(),
            person: mina,
            channel: cases::model::Channel::Phone,
            every_days: 7,
            safe_times: String::new(),
            agreed_with: "Mina".to_owned(),
            agreed_on: app.clock().today().plus(-8),
            recorded_at: app.clock().now(),
            recorded_by: priya.user(),
        };
        app.write(move |c| cases::promise::store::add(c, 1, case, &new));
        let day = || priya.get("/day").ok();
        let page = day().saying("Promised contact").saying("Overdue").saying("Write down the contact");
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert_eq!(page.select("ol.dated li").len(), 1, "one promise is one line");
        // Booked by the day it is due: the booking stands in its place, nothing twice.
        let booked =
            app.action(mina, "Call about the lock").in_case(case).owner(priya.user()).due("2026-11-19");
        let booked = booked.added();
        assert_eq!(day().without("Promised contact").select("ol.dated li").len(), 1);
        let done = format!("/people/{mina}/actions/{}/done", booked.simple());
        priya.post(&done, &[("outcome", "Not reached"), ("submission", "a")]).is(303);
        day().saying("Promised contact");
        // Two clicks from the day: the link, and save. An attempt leaves it, reaching them moves it on.
        let links = page.attributes("main ol a", "href");
        let note = links.iter().find(|href| href.contains("/notes/new")).expect("a link to write it down");
        let form = priya.get(note).ok();
        priya.submit(&form, "main form", &[("summary", "No answer."), ("outcome", "attempted")]).is(303);
        day().saying("Promised contact");
        let form = priya.get(note).ok();
        priya.submit(&form, "main form", &[("summary", "Talked.")]).is(303);
        day().without("Promised contact");
        priya.get(&format!("/cases/{case}/contact")).ok().saying("By 3 December 2026");
    });
}
