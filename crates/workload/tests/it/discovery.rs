//! Discovery: findings without names, a printed result, and two questions whose answers nobody can be told by.

use access::Role;
use kernel::db::{ConnExt, Sql};
use testkit::{Client, TestApp, on_both};

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, workload::routes().merge(cases::routes()))
}

#[test]
fn what_people_said_is_gathered_by_theme_and_printed() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let ruth = app.worker("Ruth Lane").role(Role::Leader).leads(team).signed_in();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        priya.get("/time/discovery").is(404);
        let page = ruth.get("/time/discovery").ok().saying("No discovery is begun yet.");
        let form = "form[action='/time/discovery']";
        ruth.submit(&page, form, &[]).is(422).saying("Write what it is to find out.");
        let fields = [("name", "Autumn discovery"), ("goals", "What keeps us from people?")];
        let begun = ruth.submit(&page, form, &fields).is(303);
        let at = begun.location().to_owned();
        let page = ruth.get(&at).ok().saying("Where do you write the same thing down twice?");
        let form = format!("form[action='{at}']");
        ruth.submit(&page, &form, &[("theme", "recording")]).is(422).saying("Write how many people said it");
        for (theme, words, people) in [
            ("recording", "Visits are written down in two systems.", "7"),
            ("recording", "Notes are typed in the evening.", "2"),
            ("people", "Travel takes half the day.", "4"),
        ] {
            let fields = [("theme", theme), ("words", words), ("people", people)];
            let page = ruth.get(&at).ok();
            ruth.submit(&page, &form, &fields).is(303);
        }
        let page = ruth.get(&at).ok().saying("fewer than 3 people").saying("7 people");
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert_eq!(page.count("section[aria-labelledby=theme-recording] li"), 2);
        let finish = format!("form[action='{at}/finish']");
        ruth.submit(&page, &finish, &[("spoken", "6")]).is(422).saying("7 people said one of the findings");
        ruth.submit(&page, &finish, &[("spoken", "9")]).is(303);
        ruth.get(&at).ok().saying("9 people spoken to").without("Add it");
        ruth.post(&at, &[("theme", "people"), ("words", "More."), ("people", "1")]).is(409);
        ruth.get(&format!("{at}/print")).ok().saying("Travel takes half the day.").saying("It names nobody.");
    });
}

#[test]
fn a_pulse_tells_nothing_about_anybody() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let manager = app.worker("Helen Okoro").role(Role::Manager).signed_in();
        let people: Vec<Client<'_>> = (0..5)
            .map(|n| app.worker(&format!("Officer Number {n}")).role(Role::Officer).in_team(team).signed_in())
            .collect();
        people[0].get("/time/pulse").ok().saying("Nothing is asked of you now.");
        people[0].post("/time/discovery/pulse", &[]).is(404);
        let page = manager.get("/time/discovery").ok();
        manager.submit(&page, "form[action='/time/discovery/pulse']", &[]).is(303);
        manager.post("/time/discovery/pulse", &[]).is(409);
        for (n, who) in people.iter().enumerate() {
            let page = who.get("/time/pulse").ok().saying("Does this system help or hinder you?");
            who.submit(&page, "main form", &[]).is(422).saying("Choose an answer.");
            let words = format!("Word {n}");
            let fields = [("score", if n == 0 { "1" } else { "5" }), ("words", words.as_str())];
            who.submit(&page, "main form", &fields).is(303);
            who.submit(&page, "main form", &fields).is(303);
            who.get("/time/pulse").ok().saying("Nothing is asked of you now.");
            who.post("/time/pulse", &fields).is(409);
        }
        let asked = manager.get("/time/discovery").ok().saying("5 of 6 people answered");
        asked.saying("Results are shown when it is over.").without("Word 0");
        app.clock().advance_seconds(20 * 24 * 3600);
        let manager = app.worker("Ada Manager").role(Role::Manager).signed_in();
        let page = manager.get("/time/discovery").ok().saying("It helps a lot").saying("Word 0");
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert_eq!(page.text("section[aria-labelledby=pulses] tbody tr:nth-child(1) td:nth-child(3)"), "80%");
        // Neither an answer's id nor the sending's hash leads to who gave it.
        let (ids, hashes) = app.read(|c| {
            let ids: Vec<(uuid::Uuid,)> = c.all(
                Sql::new(
                    "SELECT answer_id FROM pulse_answer WHERE tenant_id = 1 ORDER BY answer_id LIMIT 10",
                ),
                &[],
            )?;
            let hashes: Vec<(Vec<u8>,)> = c.all(
                Sql::new("SELECT body_hash FROM submission WHERE tenant_id = 1 ORDER BY at_ts LIMIT 100"),
                &[],
            )?;
            Ok((ids, hashes))
        });
        let stamps: std::collections::BTreeSet<_> = ids.iter().map(|(id,)| id.as_u128() >> 80).collect();
        assert_eq!((ids.len(), stamps.len()), (5, 1), "all begin with the day on which the pulse began");
        let told = access::secret_hash("score=1&words=Word+0");
        assert!(hashes.iter().all(|(hash,)| *hash != told));
    });
}
