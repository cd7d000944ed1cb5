//! Hints of somebody's own work: what counts, and who reads them.

use crate::load::World;
use access::Role;
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

#[test]
fn an_officer_sees_why_and_a_colleague_sees_nothing() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        let zofia = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        let plain = w.case("Ann Plain", Some(zofia.user()), "standard");
        let grave = w.case("Ben Grave", Some(zofia.user()), "high");
        let today = Day::of(app.clock().now());
        app.write(move |c| {
            let sql = "UPDATE case_file SET clock_due_on = $3, opened_on = $4 WHERE tenant_id = $1 AND case_id = $2";
            c.exec(Sql::<()>::new(sql), args![1, grave, today.plus(2), today.plus(-14)])?;
            let sql = "INSERT INTO case_party (tenant_id, case_id, person_id, role)
                SELECT tenant_id, case_id, lead_person_id, 'child' FROM case_file
                WHERE tenant_id = $1 AND case_id = $2";
            c.exec(Sql::<()>::new(sql), args![1, grave]).map(drop)
        });
        let path = format!("/caseloads/officer/{}/hints", zofia.user());
        let page = zofia.get(&path).ok();
        assert!(page.statements <= 4, "{} statements", page.statements);
        assert_eq!(page.select("tbody th"), ["Ben Grave", "Ann Plain"]);
        page.clone()
            .saying("clock due in 2 days 32, high risk 30, children 15, nobody reached in 14 days 8")
            .saying("no clock near 8, nobody reached in 263 days 15")
            .saying("Alongside default");
        // Her own order is a link away, and her caseload knows nothing of hints.
        assert_eq!(
            zofia.get(&format!("{path}?order=opened")).ok().select("tbody th"),
            ["Ann Plain", "Ben Grave"]
        );
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(w.team).signed_in();
        dean.get(&path).ok().saying("Ben Grave");
        let tom = app.worker("Tom Reilly").role(Role::Officer).in_team(w.team).signed_in();
        tom.get(&path).not_found();
        assert_eq!(page.count(&format!("a[href='/cases/{plain}']")), 1);
    });
}
