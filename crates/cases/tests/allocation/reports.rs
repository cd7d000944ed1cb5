//! Reports: taken with one form, matched with people we know, opened, joined or closed.

use crate::{app, count, text};
use access::{Role, TeamId};
use testkit::{Answer, Client, TestApp, on_both};

/// The least that a report needs.
fn fields<'a>(name: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all =
        vec![("kind", "garden-help"), ("words", "The hedge is over the path. She is stuck."), ("name", name)];
    all.extend_from_slice(more);
    all
}

pub(crate) fn officer(app: &TestApp) -> (TeamId, Client<'_>) {
    let team = app.team("Gardens");
    let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
    (team, priya)
}

/// Takes a report as somebody with a browser would, and gives the page it leads to.
#[track_caller]
pub(crate) fn take(priya: &Client<'_>, filled: &[(&str, &str)]) -> Answer {
    let form = priya.get("/reports/new").ok();
    let person = filled.iter().find(|(name, _)| *name == "person");
    let without: Vec<_> = filled.iter().copied().filter(|(name, _)| *name != "person").collect();
    let answer = priya.submit(&form, "form[data-autosave]", &without);
    let answer = match person {
        Some(chosen) => priya.submit(&answer.is(422), "form[data-autosave]", &[*chosen]),
        None => answer,
    };
    priya.follow(answer.is(303)).ok()
}

#[test]
fn a_report_needs_three_fields_and_errors_keep_everything() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let form = priya.get("/reports/new").ok();
        assert!(form.statements <= 6, "{} statements", form.statements);
        let wrong = priya
            .submit(
                &form,
                "form[data-autosave]",
                &[("born", "31/2/1990"), ("reporter", "agency"), ("danger", "yes")],
            )
            .is(422);
        for words in [
            "Choose what kind",
            "Write what is reported",
            "Enter their name.",
            "Enter a real date",
            "Say which agency refers",
        ] {
            assert!(wrong.says(words), "{words}");
        }
        assert_eq!(wrong.attributes("#born", "value"), ["31/2/1990"]);
        assert_eq!(wrong.count("#danger[checked]"), 1);
        let page = take(&priya, &fields("Amina Okafor", &[("hurt", "yes"), ("repeated", "yes")]));
        page.saying("Report saved.")
            .saying("The hedge is over the path.")
            .saying("Medium risk")
            .saying("Hurt or threatened, Happened before");
        assert_eq!(count(&app, "SELECT count(*) FROM person WHERE tenant_id = 1"), 1);
        priya.get("/reports").ok().saying("Amina Okafor").saying("Pending");
    });
}

#[test]
fn a_draft_waits_for_its_worker_and_goes_with_the_report() {
    on_both(|fixture| {
        let app = app(fixture);
        let (team, priya) = officer(&app);
        let tom = app.worker("Tom Reilly").role(Role::Officer).in_team(team).signed_in();
        let draft = [("words", "Half a sen"), ("reporter", "person"), ("received", "phone"), ("safe", "yes")];
        priya.post("/reports/draft", &draft).is(204);
        priya.get("/reports/new").ok().saying("This is your draft").saying("Half a sen");
        tom.get("/reports/new").ok().without("Half a sen");
        take(&priya, &fields("Amina Okafor", &[]));
        priya.get("/reports/new").ok().without("This is your draft");
    });
}

#[test]
fn somebody_known_is_found_by_name_sound_birthday_phone_and_postcode() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let mina = app.person("Amina Okafor").born("1988-03-14").known_as("Mina").added();
        app.person("Zed Other").born("1970-01-01").added();
        app.write(move |c| {
            let (id, at) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
            let method = people::model::NewMethod {
                channel: people::model::Channel::Phone,
                value: "07700 900123".to_owned(),
                safety: people::model::Safety::Safe,
                rule: String::new(),
                preferred: true,
            };
            people::store::add_method(c, 1, mina, id, &method)?;
            let address = people::model::NewAddress {
                kind: people::model::AddressKind::Home,
                lines: "1 Larch Court".to_owned(),
                postcode: "fe1 2xy".to_owned(),
                withheld: false,
                access_code: String::new(),
                from_on: None,
                until_on: None,
            };
            people::store::add_address(c, 1, mina, at, &address)
        });
        let ask = |pairs: &[(&str, &str)]| {
            let wish = priya.request(axum::http::Method::POST, "/reports/suggest").header("x-fragment", "1");
            wish.form(pairs).send().ok()
        };
        for (pairs, why) in [
            (vec![("name", "okafor")], "Same name"),
            (vec![("name", "Mina")], "Same name"),
            (vec![("name", "Okafour")], "Name sounds alike"),
            (vec![("born", "14/3/1988")], "Same date of birth"),
            (vec![("phone", "+44 7700 900 123")], "Same phone number"),
            (vec![("postcode", "FE12XY")], "Same postcode"),
            (vec![("address", "1 Larch Court")], "Same house and street"),
            (vec![("address", "Flat 2, 1 larch")], "Same house and street"),
        ] {
            let found = ask(&pairs).saying("1 person may be who it is about").saying(why);
            assert!(found.says("Amina Okafor"), "{pairs:?}");
            assert!(found.statements <= 3, "{} statements", found.statements);
        }
        ask(&[("address", "11 Larch Court")]).saying("Nobody we know fits");
        ask(&[("name", "amina"), ("born", "1 1 1970")]).without("Amina Okafor, born");
        // Without scripts the same answer comes as a page, and nothing is saved before somebody is chosen.
        let form = priya.get("/reports/new").ok();
        let look = priya.submit(&form, "form[data-autosave]", &[("name", "okafor"), ("button", "look")]).ok();
        assert_eq!(look.count("input[name=person]"), 2);
        let asked = priya.submit(&form, "form[data-autosave]", &fields("Okafor", &[])).is(422);
        asked.saying("Choose who it is about");
        let page = take(&priya, &fields("Okafor", &[("person", &mina.to_string())]));
        page.saying("Report about Amina Okafor");
        assert_eq!(count(&app, "SELECT count(*) FROM person WHERE tenant_id = 1"), 2, "nobody new");
    });
}

#[test]
fn a_withheld_address_finds_nobody() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let mina = app.person("Amina Okafor").added();
        app.write(move |c| {
            let address = people::model::NewAddress {
                kind: people::model::AddressKind::Refuge,
                lines: "1 Larch Court".to_owned(),
                postcode: "FE1 2XY".to_owned(),
                withheld: false,
                access_code: String::new(),
                from_on: None,
                until_on: None,
            };
            people::store::add_address(c, 1, mina, uuid::Uuid::from_u128(2), &address)
        });
        let wish = priya.request(axum::http::Method::POST, "/reports/suggest").header("x-fragment", "1");
        let pairs = [("postcode", "FE1 2XY"), ("address", "1 Larch Court")];
        wish.form(&pairs).send().ok().without("Amina");
    });
}

#[test]
fn a_report_about_a_restricted_person_says_nothing_and_tells_the_keeper() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let keeper = app.worker("Dean Hall").role(Role::Officer).added();
        let hidden = app.person("Amina Okafor").born("1988-03-14").restricted().kept_by(keeper).added();
        let page = take(&priya, &fields("Amina Okafor", &[("born", "14/3/1988")]));
        page.saying("Report saved.").without("restricted").without("Dean Hall");
        assert_eq!(count(&app, "SELECT count(*) FROM match_alert WHERE tenant_id = 1"), 1);
        // Nor are they found by where they live.
        app.write(move |c| {
            let address = people::model::NewAddress {
                kind: people::model::AddressKind::Home,
                lines: "14 Larch Court".to_owned(),
                postcode: String::new(),
                withheld: false,
                access_code: String::new(),
                from_on: None,
                until_on: None,
            };
            people::store::add_address(c, 1, hidden, uuid::Uuid::from_u128(3), &address)
        });
        let wish = priya.request(axum::http::Method::POST, "/reports/suggest").header("x-fragment", "1");
        wish.form(&[("address", "14 Larch Court")]).send().ok().without("Amina");
        // Choosing them by their id is choosing nobody.
        let form = priya.get("/reports/new").ok();
        let submission = form.attributes("form[data-autosave] input[name=submission]", "value").remove(0);
        let mut pairs =
            fields("Amina", &[("submission", &submission), ("reporter", "person"), ("safe", "yes")]);
        let (hidden, team) =
            (hidden.to_string(), form.attributes("#team option[selected]", "value").remove(0));
        pairs.extend([("received", "phone"), ("person", &hidden), ("team", &team)]);
        priya.post("/reports/new", &pairs).is(409).saying("Look for them again");
    });
}

#[test]
fn a_report_is_scored_and_opens_a_case_at_its_first_stage() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let page = take(&priya, &fields("Amina Okafor", &[("hurt", "yes")]));
        let wrong = priya.submit(&page, "form[action$='/open']", &[("band", "high")]).is(422);
        wrong.clone().saying("Say why. The answers about harm give another band.");
        let path = page.attributes("form[action$='/open']", "action").remove(0);
        let score = path.replace("/open", "/score");
        priya.post(&score, &[("band", "high"), ("band_reason", "He has a saw.")]).is(303);
        let scored = priya.get(path.trim_end_matches("/open")).ok().saying("Scored").saying("High risk");
        let opened = priya.submit(&scored, "form[action$='/open']", &[("band_reason", "He has a saw.")]);
        let opened = priya.follow(opened.is(303)).ok().saying("Case opened. It waits for a worker.");
        let case = opened.attributes("a[href^='/cases/']", "href").remove(0);
        priya
            .get(&case)
            .ok()
            .saying("GDN-")
            .saying("Report received: phone call.")
            .saying("Have a look")
            .saying("The hedge is over the path");
        let facts =
            "SELECT f.case_type || ' ' || CAST(f.pack_version AS TEXT) || ' ' || f.band || ' ' || e.event
            FROM case_file f JOIN case_event e ON e.tenant_id = f.tenant_id AND e.case_id = f.case_id
            WHERE f.tenant_id = 1 AND e.event = 'opened'";
        assert_eq!(text(&app, facts, &[]), "garden-help 3 high opened");
        // Decided once.
        priya.post(&path, &[("band", "medium"), ("title", "Again")]).is(409).saying("before you");
        priya.get("/reports").ok().without("Amina");
        priya.get("/reports?show=decided").ok().saying("Amina Okafor").saying("Case opened");
    });
}

/// "The person hears from us within 5 working days of the report": what waits to be decided on does not stop the clock.
#[test]
fn clocks_of_the_report_count_from_when_it_came() {
    on_both(|fixture| {
        let app = app(fixture);
        let (team, priya) = officer(&app);
        // Written down on Friday, 20 November 2026 at 9am, a day after it came, or when it came.
        let old = take(&priya, &fields("Amina Okafor", &[("received_on", "19/11/2026")]));
        let new = take(&priya, &fields("Zed Other", &[]));
        let came = app.clock().now();
        app.clock().advance_seconds(3 * 24 * 3600);
        drop(priya);
        let prue = app.worker("Prue Shah").role(Role::Officer).in_team(team).signed_in();
        for page in [&old, &new] {
            let path = page.attributes("form[action$='/open']", "action").remove(0);
            let page = prue.get(path.trim_end_matches("/open")).ok();
            prue.submit(&page, "form[action$='/open']", &[]).is(303);
        }
        let clocks = app.read(|c| {
            use kernel::db::{ConnExt, Sql};
            let sql = "SELECT n.full_name, k.clock, k.starts_on, k.due_on, k.due_at
                FROM case_clock k
                JOIN case_file f ON f.tenant_id = k.tenant_id AND f.case_id = k.case_id
                JOIN person n ON n.tenant_id = f.tenant_id AND n.person_id = f.lead_person_id
                WHERE k.tenant_id = 1 AND k.clock IN ('answer', 'soon') ORDER BY n.full_name, k.clock";
            type Row = (String, String, kernel::Day, kernel::Day, Option<kernel::Instant>);
            c.all(Sql::<Row>::new(sql), &[])
        });
        let said: Vec<String> = clocks
            .iter()
            .map(|(who, clock, from, due, at)| {
                format!("{who} {clock} {from} {}", at.map_or_else(|| due.to_string(), kernel::Instant::long))
            })
            .collect();
        let soon = format!("Zed Other soon 2026-11-20 {}", came.plus_seconds(24 * 3600).long());
        assert_eq!(
            said,
            [
                "Amina Okafor answer 2026-11-19 2026-11-23",
                "Amina Okafor soon 2026-11-19 20 November 2026, 12am",
                "Zed Other answer 2026-11-20 2026-11-24",
                &soon,
            ]
        );
        // The case itself is opened on the day it is opened.
        let opened =
            "SELECT CAST(count(*) AS BIGINT) FROM case_file WHERE tenant_id = 1 AND opened_on = '2026-11-23'";
        assert_eq!(count(&app, opened), 2);
    });
}

#[test]
fn what_the_report_said_is_not_asked_again_and_the_form_is_not_done_by_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let said = "The hedge is over the path. She is stuck.";
        let form_of = |name: &str, more: &[(&str, &str)]| {
            let page = take(&priya, &fields(name, more));
            let opened = priya.submit(&page, "form[action$='/open']", &[]).is(303);
            let case = priya.follow(opened).ok().attributes("a[href^='/cases/']", "href").remove(0);
            // Begun, and not done: the size is not known yet.
            priya.get(&case).ok().saying("What was asked").saying("Looked at, not finished");
            priya.get(&format!("{case}/forms/asking")).ok()
        };
        let own = form_of("Amina Okafor", &[("received", "phone"), ("reporter", "self")]);
        assert_eq!(own.text("#f_asked_for").trim(), said);
        assert!(own.says("Recorded on"));
        assert_eq!(own.attributes("input[name=f_came_by][checked]", "value"), ["phone"]);
        assert_eq!(own.attributes("#f_sent_on", "value"), [""], "no agency sent it");
        // The list has no such way, and another field is for what agencies send.
        let sent = form_of(
            "Zed Other",
            &[("received", "email"), ("reporter", "agency"), ("reporter_name", "Larch Clinic")],
        );
        assert_eq!(sent.text("#f_asked_for").trim(), said);
        assert_ne!(sent.attributes("#f_sent_on", "value"), [""]);
    });
}

#[test]
fn a_second_report_about_the_same_person_joins_the_open_case() {
    on_both(|fixture| {
        let app = app(fixture);
        let (team, priya) = officer(&app);
        let dean = app.worker("Dean Hall").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").added();
        let case = app
            .case(mina)
            .held_by(team)
            .worker(dean)
            .with(|new| "garden-help".clone_into(&mut new.case_type))
            .added();
        let page = take(&priya, &fields("Amina Okafor", &[("person", &mina.to_string())]));
        assert!(page.says("A case is open: join it") && page.says("Dean Hall, Gardens"));
        let another = "Say why this is another case, or join the one that is open.";
        priya.submit(&page, "form[action$='/open']", &[]).is(422).saying(another);
        let joined = priya.submit(&page, "form[action$='/join']", &[("case", &case.to_string())]);
        priya.follow(joined.is(303)).ok().saying("Joined to the open case");
        assert_eq!(
            count(&app, "SELECT count(*) FROM case_file WHERE tenant_id = 1"),
            1,
            "one case, counted once"
        );
        let told = "SELECT what FROM next_action WHERE tenant_id = 1 AND owner_id = $1";
        let args = kernel::args![dean].to_vec();
        assert_eq!(text(&app, told, &args), "Read the new report that joined this case");
    });
}

#[test]
fn a_report_after_a_closing_is_a_new_case_and_says_that_they_came_back() {
    on_both(|fixture| {
        let app = app(fixture);
        let (team, priya) = officer(&app);
        let mina = app.person("Amina Okafor").added();
        let garden = |new: &mut cases::model::NewCase| "garden-help".clone_into(&mut new.case_type);
        let earlier = app.case(mina).held_by(team).with(garden).closed().added();
        app.clock().advance_seconds(20 * 24 * 3600);
        let priya = {
            drop(priya);
            app.worker("Prue Shah").role(Role::Officer).in_team(team).signed_in()
        };
        let page = take(&priya, &fields("Amina Okafor", &[("person", &mina.to_string())]));
        page.clone().saying("Re-referral:").saying("20 days before this report");
        priya.submit(&page, "form[action$='/open']", &[]).is(303);
        assert_eq!(count(&app, "SELECT count(*) FROM case_file WHERE tenant_id = 1"), 2);
        let kept = "SELECT f.reference FROM report r
            JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.earlier_case_id
            WHERE r.tenant_id = 1 AND f.case_id = $1";
        assert!(text(&app, kept, kernel::args![earlier]).starts_with("ASB-"));
    });
}

#[test]
fn a_report_is_closed_with_a_reason_and_who_was_told() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let page = take(&priya, &fields("Amina Okafor", &[]));
        let wrong = priya.submit(&page, "form[action$='/close']", &[("why", "Rang the gardener")]).is(422);
        wrong.clone().saying("Choose how it ends.").saying("Say who was told");
        assert!(wrong.html().contains("Rang the gardener"), "what was typed is kept");
        let done = priya.submit(
            &page,
            "form[action$='/close']",
            &[("ending", "advice"), ("why", "Rang the gardener"), ("told", "Amina, by phone")],
        );
        priya.follow(done.is(303)).ok().saying("Report closed.").without("Amina");
        assert_eq!(count(&app, "SELECT count(*) FROM case_file WHERE tenant_id = 1"), 0);
    });
}

#[test]
fn reports_are_seen_by_the_team_and_by_who_took_them() {
    on_both(|fixture| {
        let app = app(fixture);
        let (_, priya) = officer(&app);
        let other = app.worker("Out Sider").role(Role::Officer).in_team(app.team("Others")).signed_in();
        let page = take(&priya, &fields("Amina Okafor", &[]));
        let path = page.attributes("form[action$='/open']", "action").remove(0);
        let report = path.trim_end_matches("/open").to_owned();
        other.get(&report).not_found();
        other.get("/reports").ok().without("Amina");
        other.post(&path, &[("title", "x"), ("band", "standard")]).not_found();
        let mine = priya.get("/reports").ok();
        assert!(mine.statements <= 6, "{} statements", mine.statements);
        // A conflict of interest hides it even from the team.
        let person = text(&app, "SELECT full_name FROM person WHERE tenant_id = 1", &[]);
        assert_eq!(person, "Amina Okafor");
        let id = app.read(|c| {
            use kernel::db::ConnExt;
            let sql = kernel::db::Sql::<(access::PersonId,)>::new(
                "SELECT person_id FROM person WHERE tenant_id = 1",
            );
            Ok(c.one(sql, &[])?.0)
        });
        app.exclude(priya.user(), id);
        priya.get(&report).not_found();
        priya.get("/reports").ok().without("Amina");
    });
}
