//! Time kept for casework.

use access::Role;
use testkit::{TestApp, on_both};

#[test]
fn a_worker_keeps_time_and_a_leader_keeps_it_for_them() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let (team, other) = (app.team("Community Safety"), app.team("Elsewhere"));
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        let far = app.worker("Far Away").role(Role::Leader).leads(other).signed_in();
        let form = priya.get("/kept-time").ok().saying("No time is kept yet.");
        assert_eq!(form.count("select[name=user]"), 0, "an officer keeps their own time");
        let wrong = [("weekday", "2"), ("from", "4pm"), ("to", "1pm")];
        priya.submit(&form, "form[action='/kept-time']", &wrong).is(422).saying("an end that is after");
        let good = [("weekday", "2"), ("from", "1pm"), ("to", "4.30pm")];
        priya.submit(&form, "form[action='/kept-time']", &good).goes_to("/kept-time?done=kept");
        let page = dean.get("/kept-time").ok().saying("Every Tuesday, 1pm to 4.30pm").saying("Priya Shah");
        far.get("/kept-time").ok().without("Priya Shah");
        let user = priya.user().to_string();
        let meets = [("user", &*user), ("weekday", "2"), ("from", "4pm"), ("to", "5pm")];
        let again = dean.submit(&page, "form[action='/kept-time']", &meets).is(422);
        again.saying("Time is kept then already");
        let once =
            [("user", &*user), ("weekday", "0"), ("on_day", "27 11 2026"), ("from", "9"), ("to", "12")];
        dean.submit(&page, "form[action='/kept-time']", &once).is(303);
        let stolen = [("user", &*user), ("weekday", "3"), ("from", "9"), ("to", "12"), ("submission", "q")];
        assert_ne!(far.post("/kept-time", &stolen).status, 303, "not of a team they lead");
        let mine = priya.get("/kept-time").ok().saying("27 November 2026, 9am to 12pm");
        let away = mine.attributes("form[action$='/remove']", "action").remove(0);
        far.post(&away, &[("submission", "a")]).not_found();
        priya.post(&away, &[("submission", "b")]).goes_to("/kept-time?done=gone");
        assert_eq!(priya.get("/kept-time").ok().count("form[action$='/remove']"), 1);
    });
}
