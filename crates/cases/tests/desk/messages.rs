//! Messages: who gets them, who reads them, and whom they never reach.

use access::{CaseRef, Db, Fault, PersonRef, Read, Role};
use axum::{Router, routing::get};
use testkit::{Client, TestApp, on_both};

/// Everybody to whom a message about a case can be sent: a page only of this test.
async fn show_colleagues(db: Db, case: CaseRef<Read>) -> Result<String, Fault> {
    let found = db.view(&case, cases::messages::store::of_case).await?;
    Ok(found.into_iter().map(|c| c.name).collect::<Vec<_>>().join("|"))
}

/// The same for a person.
async fn show_near(db: Db, person: PersonRef<Read>) -> Result<String, Fault> {
    let found = db.view(&person, cases::messages::store::of_person).await?;
    Ok(found.into_iter().map(|c| c.name).collect::<Vec<_>>().join("|"))
}

fn app(fixture: &testkit::Fixture) -> TestApp {
    let own = Router::new()
        .route("/colleagues/{case_id}", get(show_colleagues))
        .route("/near/{person_id}", get(show_near));
    TestApp::with(fixture, cases::routes().merge(own))
}

fn to(client: &Client<'_>) -> String {
    format!("to-{}", client.user())
}

#[test]
fn a_message_goes_to_colleagues_and_stays_in_the_record() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).added();
        let [priya, tom, ann] = ["Priya Shah", "Tom Reilly", "Ann Other"]
            .map(|name| app.worker(name).role(Role::Officer).in_team(team).signed_in());
        let path = format!("/cases/{case}/messages");
        let form = priya.get(&path).ok().saying("Tom Reilly").without("To Priya Shah");
        assert!(form.statements <= 3, "{} statements", form.statements);
        priya.submit(&form, "main form", &[("words", "Call the school.")]).is(422).saying("Tick one to 8");
        let wrong = priya.submit(&form, "main form", &[(&*to(&tom), "yes")]).is(422);
        assert_eq!(wrong.count("input[type=checkbox][checked]"), 1, "the tick is kept");
        let filled = [("words", "Call the school."), (&*to(&tom), "yes")];
        priya.submit(&form, "main form", &filled).goes_to(&format!("{path}?done=sent"));
        priya.submit(&form, "main form", &filled).is(303);
        let page = ann.get(&path).ok().saying("Call the school.").saying("Not read yet");
        assert_eq!(page.count("ol li"), 1, "sent twice, it is there once; a colleague reads the record");
        assert_eq!(page.count("form[action$='/read']"), 0, "it was not sent to her");
        let read = tom.get(&path).ok();
        ann.post(&read.attributes("form[action$='/read']", "action")[0], &[("submission", "z")]).not_found();
        tom.submit(&read, "form[action$='/read']", &[]).goes_to("/day?done=read");
        priya.get(&path).ok().without("Not read yet").saying("Read");
        priya.get(&format!("/people/{mina}/messages")).ok().saying("Call the school.");
        priya.get(&format!("/cases/{case}/history")).ok().saying("Call the school.");
        app.close(case);
        assert_eq!(priya.get(&path).ok().count("textarea"), 0);
        priya.post(&path, &filled).not_found();
    });
}

#[test]
fn whoever_may_not_read_the_record_is_sent_nothing_and_shown_nothing() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let hidden = app.person("Els Hidden").restricted().added();
        let case = app.case(hidden).held_by(team).added();
        let worker = |name: &str| app.worker(name).role(Role::Officer).in_team(team).clearance(3);
        let [priya, tom] = ["Priya Shah", "Tom Reilly"].map(|name| worker(name).signed_in());
        let stranger = worker("Ann Other").signed_in();
        for reader in [&priya, &tom] {
            app.name_reader(reader.user(), hidden);
        }
        let path = format!("/cases/{case}/messages");
        let form = priya.get(&path).ok().saying("Tom Reilly").without("Ann Other");
        stranger.get(&path).not_found();
        let wrong = [("words", "x"), (&*to(&stranger), "yes"), ("submission", "w")];
        priya.post(&path, &wrong).is(422);
        priya.submit(&form, "main form", &[("words", "She moved."), (&*to(&tom), "yes")]).is(303);
        tom.get(&path).ok().saying("She moved.");
        // A conflict of interest later on keeps it from him.
        app.exclude(tom.user(), hidden);
        tom.get(&path).not_found();
        priya.get(&path).ok().saying("She moved.");
        let form = priya.get(&path).ok();
        assert_eq!(form.count("input[type=checkbox]"), 0, "nobody else may read it now");
    });
}

/// Whom the page offers is whom the policy lets in, for every way of being near a case.
#[test]
fn the_colleagues_offered_are_those_the_policy_lets_in() {
    on_both(|fixture| {
        let app = app(fixture);
        let (team, other) = (app.team("Community Safety"), app.team("Elsewhere"));
        for (n, (case_level, person_level, restricted)) in
            [(0, 0, false), (1, 1, false), (2, 1, false), (1, 3, false), (1, 1, true)].into_iter().enumerate()
        {
            let person = app.person(&format!("Person {n}")).sensitivity(person_level);
            let person = if restricted { person.restricted() } else { person }.added();
            let case = app.case(person).held_by(team).sensitivity(case_level).added();
            let mut near = Vec::new();
            for clearance in [0, 1, 2, 3] {
                let new = |name: &str| {
                    app.worker(&format!("{name} {clearance} {n}")).role(Role::Officer).clearance(clearance)
                };
                near.push(new("Member").in_team(team).signed_in());
                near.push(new("Leader").leads(team).signed_in());
                near.push(new("Network").works_with(person).signed_in());
                near.push(new("Far").in_team(other).signed_in());
                let kept = new("Kept").works_with(person).signed_in();
                app.exclude(kept.user(), person);
                near.push(kept);
                let named = new("Named").works_with(person).signed_in();
                app.name_reader(named.user(), person);
                near.push(named);
            }
            let reader = app.worker(&format!("Reader {n}")).role(Role::Officer).clearance(3);
            let reader = reader.works_with(person).signed_in();
            app.name_reader(reader.user(), person);
            for (offers, page) in [
                (format!("/colleagues/{case}"), format!("/cases/{case}/messages")),
                (format!("/near/{person}"), format!("/people/{person}/messages")),
            ] {
                let offered = reader.get(&offers).is(200).html();
                let offered: Vec<&str> = offered.split('|').collect();
                for client in &near {
                    let name = name_of(&app, client);
                    let lets = client.get(&page).status == 200;
                    assert_eq!(offered.contains(&&*name), lets, "{name}, {page}: the policy lets in: {lets}");
                }
            }
        }
    });
}

fn name_of(app: &TestApp, client: &Client<'_>) -> String {
    use kernel::db::ConnExt;
    let user = client.user();
    app.read(move |c| {
        let sql = kernel::db::Sql::<(String,)>::new(
            "SELECT name FROM app_user WHERE tenant_id = $1 AND user_id = $2",
        );
        c.one(sql, kernel::args![1, user])
    })
    .0
}
