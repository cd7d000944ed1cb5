//! The history of a case, and what closing ends.

use access::Role;
use cases::closing::store as closing;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

#[test]
fn history_says_what_changed_who_and_when_with_corrections() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case =
            app.case(mina).worked_by("asb").held_by(team).worker(priya.user()).opened("2026-11-02").added();
        let note = app.contact(mina, priya.user()).in_case(case).saying("She was out.").added();
        let correct = format!("/people/{mina}/notes/{}/correct", note.simple());
        let form = priya.get(&correct).ok();
        priya
            .submit(&form, "main form", &[("summary", "She was in."), ("why", "I mixed up two visits.")])
            .is(303);
        let path = format!("/cases/{case}/history");
        let page = priya.get(&path).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        page.clone()
            .saying("Case opened: Noise at Larch Court")
            .saying("Corrected an entry")
            .saying("I mixed up two visits.")
            .saying("Priya Shah")
            .without("She was in.");
        assert_eq!(page.count("#changes ~ * .tag, .timeline .tag"), 1);
        let links = priya.get(&format!("/cases/{case}")).ok().attributes("nav a", "href");
        assert!(links.contains(&path), "the case's pages lead there");
        let stranger = app.worker("Str Anger").role(Role::Officer).signed_in();
        stranger.get(&path).not_found();
        for n in 0..60 {
            app.contact(mina, priya.user()).in_case(case).saying(&format!("Call {n}")).added();
        }
        let first = priya.get(&path).ok();
        assert_eq!(first.select(".timeline li").len(), 50);
        priya.get(&format!("{path}?page=2")).ok().saying("Case opened").saying("Later changes");
        first.saying("Earlier changes");
    });
}

#[test]
fn closing_ends_what_people_had_of_a_case_and_opening_begins_anew() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).added();
        let (id, user, today) = (app.uuid(), priya.user(), app.clock().today());
        app.write(move |c| {
            let sql = "INSERT INTO allocation (tenant_id, allocation_id, case_id, user_id, part, share, from_on, reason,
                    ended_why, recorded_at, recorded_by)
                SELECT 1, $1, f.case_id, $3, 'lead', 100, $4, '', '', f.opened_recorded_at, $3
                FROM case_file f WHERE f.tenant_id = 1 AND f.case_id = $2";
            c.exec(Sql::<()>::new(sql), args![id, case, user, today]).map(drop)
        });
        let open = |n: i64| {
            let sql =
                "SELECT count(*) FROM allocation WHERE tenant_id = $1 AND case_id = $2 AND until_on IS NULL";
            let (found,) = app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![1, case]));
            assert_eq!(found, n);
        };
        open(1);
        app.close(case);
        open(0);
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        dean.get(&format!("/cases/{case}/workers")).ok().saying("Case closed");
        let form = dean.get(&format!("/cases/{case}/reopen")).ok();
        dean.submit(&form, "main form", &[("why", "It began again.")]).is(303);
        open(1);
        dean.get(&format!("/cases/{case}/history")).ok().saying("It began again.");
        let _ = closing::all::<access::Read>;
    });
}
