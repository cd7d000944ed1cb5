//! The waiting list and giving a case: two clicks, continuity first, conflicts stop, the first of two wins.

use crate::{app, count, text};
use access::{CaseId, Role};
use axum::http::Method;
use testkit::{TestApp, Wish, on_both};

/// Sets a case's band and nearest clock, as risk and clocks will.
fn stands(app: &TestApp, case: CaseId, band: &'static str, due: &'static str) {
    app.write(move |c| {
        use kernel::db::ConnExt;
        let sql = kernel::db::Sql::<()>::new(
            "UPDATE case_file SET band = $2, clock_due_on = $3 WHERE tenant_id = 1 AND case_id = $1",
        );
        c.exec(sql, kernel::args![case, band, kernel::Day::parse(due)?]).map(drop)
    });
}

#[test]
fn the_waiting_list_has_the_gravest_and_oldest_first_and_counts_what_it_does_not_show() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let case = |name: &str, opened: &str| {
            app.case(app.person(name).added()).held_by(team).opened(opened).added()
        };
        let old = case("Ann Old", "2026-10-01");
        let grave = case("Ben Grave", "2026-11-18");
        let taken = app.worker("Hol Der").role(Role::Officer).in_team(team).added();
        app.case(app.person("Cas Taken").added()).held_by(team).worker(taken).added();
        app.case(app.person("Dee Hidden").restricted().added()).held_by(team).added();
        app.case(app.person("Els Where").added()).held_by(app.team("Others")).added();
        stands(&app, grave, "high", "2026-11-19");
        stands(&app, old, "", "2026-12-01");
        let page = dean.get("/allocate").ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert_eq!(
            page.select("tbody th"),
            ["Allocate the case of Ben Grave", "Allocate the case of Ann Old"]
        );
        page.clone()
            .saying("3 cases wait for a worker, the oldest for 50 days. 1 is not shown to you.")
            .saying("High risk")
            .saying("A clock ran out Thu 19 Nov")
            .saying("Nearest clock Tue 1 Dec")
            .without("Cas Taken")
            .without("Dee Hidden")
            .without("Els Where");
        let csv = dean.get("/allocate/waiting.csv").ok().html();
        assert_eq!(csv.lines().count(), 3, "{csv}");
        assert!(csv.contains("\"Ben Grave\"") && !csv.contains("Dee Hidden"), "{csv}");
        let officer = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        officer.get("/allocate").not_found();
    });
}

#[test]
fn a_case_is_given_in_two_clicks_and_the_worker_finds_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        app.worker("Tom Reilly").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).opened("2026-11-01").added();
        app.contact(mina, priya).at(kernel::Day::parse("2025-05-03").unwrap().at(10, 0)).added();
        workload::load::weigh::all(app.db(), &|| true).expect("weighed");
        let list = dean.get("/allocate").ok();
        let href = list.attributes("tbody th a", "href").remove(0);
        let page = dean.get(&href).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        assert!(page.says("Worked with them on 3 May 2025."), "continuity, with its date");
        assert_eq!(
            page.attributes("input[name=to][checked]", "value"),
            [priya.to_string()],
            "first and chosen"
        );
        let done = dean.submit(&page, "main form", &[]).goes_to("/allocate?done=given");
        dean.follow(done).ok().saying("Allocated.").saying("Nothing waits.");
        let args = kernel::args![case].to_vec();
        let given = "SELECT u.name || ', ' || a.part || ', since ' || CAST(f.worker_since AS TEXT)
            FROM case_file f
            JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
            JOIN allocation a ON a.tenant_id = f.tenant_id AND a.case_id = f.case_id
            WHERE f.tenant_id = 1 AND f.case_id = $1";
        assert_eq!(text(&app, given, &args), "Priya Shah, lead, since 2026-11-20");
        let event = "SELECT event FROM case_event WHERE tenant_id = 1 AND case_id = $1";
        assert_eq!(text(&app, event, &args), "allocated");
        let told = "SELECT what || ' by ' || CAST(due_on AS TEXT) FROM next_action WHERE tenant_id = 1 AND case_id = $1";
        let told = text(&app, told, &args);
        assert!(told.starts_with("First contact. New to you: ASB-"), "{told}");
        assert!(told.ends_with("given by Dean Hall by 2026-11-25"), "no pack, no clock: five days: {told}");
        // They may open the person now, and are shown as who works with them.
        let network = "SELECT role FROM network_member WHERE tenant_id = 1 AND person_id = $1";
        assert_eq!(text(&app, network, kernel::args![mina]), "Case worker");
        let works = "SELECT count(*) FROM works_with WHERE tenant_id = 1";
        assert_eq!(count(&app, works), 1);
    });
}

#[test]
fn the_first_contact_follows_the_packs_rule_and_is_told_today_where_it_is_far() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app
            .case(app.person("Amina Okafor").added())
            .held_by(team)
            .with(|new| "garden-help".clone_into(&mut new.case_type))
            .added();
        // Nothing opened it here, so no clock runs: the rule for any band counts.
        app.write(move |c| {
            use kernel::db::ConnExt;
            let sql = kernel::db::Sql::<()>::new(
                "UPDATE case_file SET pack_version = 3 WHERE tenant_id = 1 AND case_id = $1",
            );
            c.exec(sql, kernel::args![case]).map(drop)
        });
        let page = priya.get(&format!("/cases/{case}/allocate")).ok();
        let done = priya.submit(&page, "main form", &[]).is(303);
        assert!(done.location().ends_with("/workers?done=given"), "an officer takes it: {}", done.location());
        priya.follow(done).ok().saying("Priya Shah").saying("since 20 November 2026");
        let due = "SELECT CAST(due_on AS TEXT) FROM next_action WHERE tenant_id = 1 AND kind = $1";
        assert_eq!(text(&app, due, kernel::args!["contact"]), "2026-12-18", "28 days: the rule for any band");
        assert_eq!(text(&app, due, kernel::args!["task"]), "2026-11-20", "told today");
    });
}

#[test]
fn another_than_the_first_needs_a_reason_and_a_conflict_stops_everybody() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let first = app.worker("Ann First").role(Role::Officer).in_team(team).added();
        let second = app.worker("Ben Second").role(Role::Officer).in_team(team).added();
        let kin = app.worker("Cas Kin").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).added();
        app.case(app.person("Some Body").added()).held_by(team).worker(second).added();
        app.exclude(kin, mina);
        let path = format!("/cases/{case}/allocate");
        let page = dean.get(&path).ok();
        page.clone().saying("Cas Kin").saying("Cannot take this case.").without("They are related");
        let values = page.attributes("input[name=to]", "value");
        assert!(values.contains(&first.to_string()) && !values.contains(&kin.to_string()), "{values:?}");
        let post = |to: access::UserId, reason: &str| {
            dean.post(
                &path,
                &[("to", &to.to_string()), ("reason", reason), ("submission", &format!("{to}{reason}"))],
            )
        };
        post(kin, "Knows them").is(422).saying("They cannot take this case.");
        let wrong = post(second, "").is(422).saying("Say why them and not the first on the list.");
        assert_eq!(
            wrong.attributes("input[name=to][checked]", "value"),
            [second.to_string()],
            "the choice is kept"
        );
        post(second, "Speaks Somali").is(303);
        assert_eq!(text(&app, "SELECT reason FROM allocation WHERE tenant_id = 1", &[]), "Speaks Somali");
        let officer = app.worker("Els New").role(Role::Officer).in_team(team).signed_in();
        let other = app.case(app.person("Other One").added()).held_by(team).added();
        officer
            .post(&format!("/cases/{other}/allocate"), &[("to", &first.to_string()), ("reason", "x")])
            .is(422)
            .saying("Only a team leader gives a case to somebody else.");
    });
}

#[test]
fn who_is_barred_is_who_the_policy_would_refuse() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).clearance(3).leads(team).signed_in();
        let mina = app.person("Amina Okafor").sensitivity(2).restricted().added();
        let case = app.case(mina).sensitivity(2).held_by(team).added();
        app.name_reader(dean.user(), mina);
        let workers = [
            ("Low Clearance", 1, true, false),
            ("Not Named", 2, false, false),
            ("Con Flict", 2, true, true),
            ("May Take", 2, true, false),
        ]
        .map(|(name, clearance, named, conflict)| {
            let worker = app.worker(name).role(Role::Officer).clearance(clearance).in_team(team).signed_in();
            if named {
                app.name_reader(worker.user(), mina);
            }
            if conflict {
                app.exclude(worker.user(), mina);
            }
            worker
        });
        let page = dean.get(&format!("/cases/{case}/allocate")).ok();
        let offered = page.attributes("input[name=to]", "value");
        for worker in &workers {
            // As if they were given it: who may open it then is who is offered.
            app.join(worker.user(), mina);
            let opens = worker.get(&format!("/cases/{case}")).status == 200;
            assert_eq!(offered.contains(&worker.user().to_string()), opens, "{}", worker.user());
        }
        assert_eq!(offered.len(), 2, "May Take and the leader");
    });
}

/// Two writers in the same moment, again and again: whoever comes second is told so, on either engine.
#[test]
fn of_two_leaders_in_the_same_moment_one_wins_each_time() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let leaders =
            ["Dean Hall", "Lea Der"].map(|name| app.worker(name).role(Role::Leader).leads(team).signed_in());
        let workers = ["Priya Shah", "Tom Reilly"]
            .map(|name| app.worker(name).role(Role::Officer).in_team(team).added().to_string());
        let rounds = 8;
        for round in 0..rounds {
            let case = app.case(app.person("Amina Okafor").added()).held_by(team).added();
            let path = format!("/cases/{case}/allocate");
            let pages = [leaders[0].get(&path).ok(), leaders[1].get(&path).ok()];
            let wishes = (0..2).map(|nth| {
                let submission = pages[nth].attributes("main form input[name=submission]", "value").remove(0);
                let filled =
                    [("to", workers[nth].as_str()), ("reason", "Room"), ("submission", submission.as_str())];
                leaders[nth].request(Method::POST, &path).form(&filled)
            });
            let mut answers: Vec<u16> = Wish::send_together(&wishes.collect::<Vec<_>>())
                .into_iter()
                .map(|answer| answer.status)
                .collect();
            answers.sort_unstable();
            assert_eq!(answers, [303, 409], "round {round}");
        }
        for (sql, expected) in [
            ("SELECT count(*) FROM allocation WHERE tenant_id = 1", rounds),
            ("SELECT count(*) FROM case_event WHERE tenant_id = 1 AND event = 'allocated'", rounds),
        ] {
            assert_eq!(count(&app, sql), expected, "{sql}");
        }
    });
}

#[test]
fn of_two_leaders_at_once_one_wins_and_nothing_is_half_done() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let one = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let two = app.worker("Lea Der").role(Role::Leader).leads(team).signed_in();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let tom = app.worker("Tom Reilly").role(Role::Officer).in_team(team).added();
        let case = app.case(app.person("Amina Okafor").added()).held_by(team).added();
        let path = format!("/cases/{case}/allocate");
        // Both have the page open. The first sends.
        let (first, second) = (one.get(&path).ok(), two.get(&path).ok());
        one.submit(&first, "main form", &[("to", &priya.to_string()), ("reason", "Room")]).is(303);
        two.submit(&second, "main form", &[("to", &tom.to_string()), ("reason", "Room")])
            .is(409)
            .saying("Somebody gave this case to a worker before you.");
        two.get(&path).ok().saying("Priya Shah has this case.");
        for (sql, expected) in [
            ("SELECT count(*) FROM allocation WHERE tenant_id = 1", 1),
            ("SELECT count(*) FROM next_action WHERE tenant_id = 1", 1),
            ("SELECT count(*) FROM network_member WHERE tenant_id = 1", 1),
            ("SELECT count(*) FROM case_event WHERE tenant_id = 1 AND event = 'allocated'", 1),
        ] {
            assert_eq!(count(&app, sql), expected, "{sql}");
        }
        // The same form sent again changes nothing.
        let pairs = first.attributes("main form input[name=submission]", "value").remove(0);
        one.post(&path, &[("to", &priya.to_string()), ("reason", "Room"), ("submission", &pairs)]).is(303);
        assert_eq!(count(&app, "SELECT count(*) FROM allocation WHERE tenant_id = 1"), 1);
    });
}

#[test]
fn leave_shows_with_the_candidates_and_only_leaders_write_it_down() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let other = app.worker("Out Sider").role(Role::Officer).in_team(app.team("Others")).added();
        let case = app.case(app.person("Amina Okafor").added()).held_by(team).added();
        let form = dean.get("/leave").ok().without("Out Sider");
        let wrong = [("from_on", "24/11/2026"), ("until_on", "20/11/2026"), ("kind", "sick")];
        dean.submit(&form, "form[action='/leave']", &wrong)
            .is(422)
            .saying("Choose who is away.")
            .saying("not before");
        let user = priya.user().to_string();
        let away = [
            ("user", user.as_str()),
            ("from_on", "20/11/2026"),
            ("until_on", "24/11/2026"),
            ("kind", "sick"),
        ];
        let saved = dean.submit(&form, "form[action='/leave']", &away);
        let page = dean.follow(saved.is(303)).ok().saying("Away now").saying("Sick leave");
        let candidates = dean.get(&format!("/cases/{case}/allocate")).ok();
        candidates.clone().saying("Away until Tue 24 Nov").without("Sick");
        assert_eq!(
            candidates.attributes("input[name=to]", "value").last(),
            Some(&user),
            "who is away comes last"
        );
        let theirs = [
            ("user", &*other.to_string()),
            ("from_on", "20/11/2026"),
            ("until_on", "24/11/2026"),
            ("kind", "sick"),
        ];
        dean.post("/leave", &theirs).is(422).saying("Choose somebody of your own teams.");
        let gone = dean.submit(&page, "form[action$='/remove']", &[]);
        dean.follow(gone.is(303)).ok().saying("Nobody is away.");
        priya.get("/leave").not_found();
    });
}
