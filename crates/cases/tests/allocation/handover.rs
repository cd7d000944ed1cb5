//! Handing over, working together, and conflicts of interest.

use crate::{app, count, text};
use access::Role;
use testkit::on_both;

#[test]
fn a_handover_moves_the_work_tells_the_client_and_ends_access_on_its_day() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let elsewhere = app.team("Elsewhere");
        let sam = app.worker("Sam Field").role(Role::Officer).in_team(team).signed_in();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").sensitivity(1).added();
        let case = app.case(mina).held_by(team).added();
        let page = sam.get(&format!("/cases/{case}/allocate")).ok();
        sam.submit(&page, "main form", &[("to", &sam.user().to_string()), ("reason", "Mine")]).is(303);
        app.action(mina, "Fit a lock").in_case(case).owner(sam.user()).due("2026-11-27").added();
        let form = sam.get(&format!("/cases/{case}/handover")).ok();
        assert!(form.statements <= 6, "{} statements", form.statements);
        let wrong = sam.submit(&form, "main form", &[("tell", "unsafe"), ("promised", "A call")]).is(422);
        for words in
            ["what the next worker has to know", "Say why it is not safe", "for which day it is promised"]
        {
            assert!(wrong.says(words), "{words}");
        }
        let filled = [
            ("to", &*priya.to_string()),
            ("reason", "Sam changes teams"),
            ("note", "Rings at four. Never on Fridays."),
            ("promised", "A call about the lock"),
            ("promised_on", "24 November 2026"),
            ("reads_until", "22 November 2026"),
            ("tell", "visit"),
            ("tell_on", "23 November 2026"),
        ];
        sam.submit(&form, "main form", &filled).goes_to("/day?done=done");
        let owners = "SELECT count(*) FROM next_action WHERE tenant_id = 1 AND owner_id <> (
            SELECT user_id FROM app_user WHERE tenant_id = 1 AND name = 'Priya Shah')";
        assert_eq!(count(&app, owners), 0, "everything open is hers");
        let visit = "SELECT what FROM next_action WHERE tenant_id = 1 AND kind = $1 AND due_on = $2";
        let day = kernel::Day::parse("2026-11-23").unwrap();
        assert_eq!(
            text(&app, visit, kernel::args!["visit", day]),
            "Visit: tell Amina that you work with them now"
        );
        assert_eq!(count(&app, "SELECT count(*) FROM next_action WHERE tenant_id = 1"), 4);
        let page = dean.get(&format!("/cases/{case}/workers")).ok();
        page.saying("Priya Shah")
            .saying("Sam Field, holds it, 20 November 2026 to 20 November 2026. Handed over.");
        // Sam is of no team that holds the case any more, but may read until the day.
        let user = sam.user();
        app.write(move |c| {
            use kernel::db::ConnExt;
            let sql = kernel::db::Sql::<()>::new(
                "UPDATE team_member SET team_id = $2 WHERE tenant_id = 1 AND user_id = $1",
            );
            c.exec(sql, kernel::args![user, elsewhere]).map(drop)
        });
        sam.get(&format!("/cases/{case}")).ok();
        assert_eq!(
            count(&app, "SELECT count(*) FROM case_event WHERE tenant_id = 1 AND event = 'allocated'"),
            1
        );
        app.clock().advance_seconds(3 * 24 * 3600);
        sam.post("/sign-in", &[("name", "sam field"), ("password", testkit::PASSWORD)]).is(303);
        sam.get(&format!("/cases/{case}")).not_found();
    });
}

#[test]
fn where_nobody_else_can_take_it_both_pages_say_whom_to_ask() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let sam = app.worker("Sam Field").role(Role::Officer).in_team(team).signed_in();
        let mina = app.person("Amina Okafor").added();
        let held = app.case(mina).held_by(team).worker(sam.user()).added();
        let path = format!("/cases/{held}/handover");
        sam.get(&path).ok().saying("Nobody else of this team can take it.");
        sam.post(&path, &[]).is(409).saying("Ask the service manager");
        let helper = app.worker("Hel Per").role(Role::Officer).works_with(mina).signed_in();
        let waiting = app.case(mina).held_by(app.team("Empty")).added();
        let path = format!("/cases/{waiting}/allocate");
        helper.get(&path).ok().saying("Nobody of this team can take it.");
        helper.post(&path, &[]).is(409).saying("Ask the service manager");
    });
}

#[test]
fn another_open_case_keeps_the_worker_with_the_person() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let sam = app.worker("Sam Field").role(Role::Officer).in_team(team).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").added();
        let (one, _two) = (
            app.case(mina).held_by(team).worker(sam).added(),
            app.case(mina).held_by(team).worker(sam).added(),
        );
        app.join(sam, mina);
        let form = dean.get(&format!("/cases/{one}/handover")).ok();
        let filled =
            [("to", &*priya.to_string()), ("reason", "Room"), ("note", "All well."), ("tell", "call")];
        dean.submit(&form, "main form", &filled).is(303);
        let kept = "SELECT count(*) FROM giving_choice WHERE tenant_id = 1 AND kind = 'handover' AND reason = 'Room'";
        assert_eq!(count(&app, kept), 1, "what a leader chose is kept");
        let until = "SELECT CASE WHEN until_at > $2 THEN 'stays' ELSE 'goes' END FROM works_with
            WHERE tenant_id = 1 AND user_id = $1";
        let far = kernel::Day::parse("2030-01-01").unwrap().start();
        assert_eq!(text(&app, until, kernel::args![sam, far]), "stays");
    });
}

#[test]
fn a_handover_of_a_case_that_moved_meanwhile_changes_nothing() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let [sam, priya, tom] = ["Sam Field", "Priya Shah", "Tom Reilly"]
            .map(|name| app.worker(name).role(Role::Officer).in_team(team).added());
        let case = app.case(app.person("Amina Okafor").added()).held_by(team).worker(sam).added();
        let path = format!("/cases/{case}/handover");
        let post = |to: access::UserId, submission: &str| {
            let pairs =
                [("to", &*to.to_string()), ("reason", "Room"), ("note", "All well."), ("tell", "call")];
            let mut pairs = pairs.to_vec();
            pairs.push(("submission", submission));
            dean.post(&path, &pairs)
        };
        post(priya, "a").is(303);
        post(priya, "a").is(303);
        assert_eq!(
            count(&app, "SELECT count(*) FROM handover WHERE tenant_id = 1"),
            1,
            "sent twice, done once"
        );
        post(tom, "b").is(303);
        let has = "SELECT u.name FROM case_file f JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
            WHERE f.tenant_id = 1 AND f.case_id = $1";
        assert_eq!(text(&app, has, kernel::args![case]), "Tom Reilly");
    });
}

#[test]
fn co_workers_share_a_case_and_a_conflict_of_interest_ends_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Gardens");
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(team).signed_in();
        let sam = app.worker("Sam Field").role(Role::Officer).in_team(team).signed_in();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).worker(sam.user()).added();
        app.join(sam.user(), mina);
        let path = format!("/cases/{case}/workers");
        let form = dean.get(&path).ok();
        assert!(form.statements <= 6, "{} statements", form.statements);
        let add = "form[action$='/co-workers']";
        dean.submit(&form, add, &[("share", "130")]).is(422).saying("Enter a share from 1 to 99");
        let filled = [("to", &*priya.user().to_string()), ("share", "30"), ("reason", "Speaks Somali")];
        let added = dean.submit(&form, add, &filled);
        let page =
            dean.follow(added.is(303)).ok().saying("Co-worker added.").saying("Priya Shah (30 in a hundred)");
        let again =
            form.attributes("form[action$='/co-workers'] input[name=submission]", "value").remove(0) + "b";
        let mut twice = filled.to_vec();
        twice.push(("submission", &again));
        dean.post(&format!("/cases/{case}/co-workers"), &twice).is(409).saying("already");
        let ended = dean.submit(&page, "form[action$='/end']", &[]);
        dean.follow(ended.is(303)).ok().saying("Priya Shah, co-worker");
        // An officer may not shut a colleague out; a leader may; anybody may say it of themselves.
        let conflict = format!("/cases/{case}/conflict");
        let of = |who: access::UserId| [("who", who.to_string()), ("why", "Cousins".to_owned())];
        let post = |client: &testkit::Client<'_>, who: access::UserId| {
            let pairs = of(who);
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (*a, b.as_str())).collect();
            client.post(&conflict, &pairs)
        };
        post(&priya, sam.user()).is(422).saying("Only a team leader");
        post(&sam, sam.user()).goes_to("/day?done=done");
        sam.get(&format!("/cases/{case}")).not_found();
        dean.get("/allocate").ok().saying("Amina Okafor");
        dean.get(&format!("/cases/{case}/allocate")).ok().saying("Cannot take this case").without("Cousins");
        assert_eq!(text(&app, "SELECT reason FROM exclusion WHERE tenant_id = 1", &[]), "Cousins");
        // A closed case shows who had it, and gives it to nobody.
        app.close(case);
        let closed = dean.get(&path).ok().saying("Priya Shah, co-worker");
        assert_eq!(closed.count("main form"), 0);
        dean.get(&format!("/cases/{case}/allocate")).not_found();
    });
}
