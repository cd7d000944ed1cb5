//! The handovers that would even a team's loads.

use crate::load::World;
use access::{CaseId, Role};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

fn clock(app: &TestApp, case: CaseId, near: i64) {
    let today = Day::of(app.clock().now());
    app.write(move |c| {
        let sql = "INSERT INTO case_clock (tenant_id, case_id, clock, nth, starts_on, first_due_on, due_on, near_on,
                state)
            VALUES ($1, $2, 'answer', 1, $3, $4, $4, $5, 'running')";
        c.exec(Sql::<()>::new(sql), args![1, case, today, today.plus(near + 3), today.plus(near)]).map(drop)
    });
}

#[test]
fn a_team_is_evened_by_the_fewest_handovers_and_no_case_moves_that_should_stay() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        w.hours(w.sam, 3_700);
        // Ninety points of 81.4: one high-risk case has to go.
        let cases: Vec<CaseId> =
            (0..9).map(|n| w.case(&format!("Held {n}"), Some(w.priya), "high")).collect();
        // All but two have a clock near its end or one that is far from it; one of the two she knows well.
        for case in &cases[..7] {
            clock(&app, *case, 0);
        }
        clock(&app, cases[7], 30);
        let known = app.read({
            let case = cases[8];
            move |c| {
                let sql = "SELECT lead_person_id FROM case_file WHERE tenant_id = $1 AND case_id = $2";
                c.one(Sql::<(access::PersonId,)>::new(sql), args![1, case])
            }
        });
        for _ in 0..4 {
            app.contact(known.0, w.priya).in_case(cases[8]).added();
        }
        w.night();
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(w.team).signed_in();
        let path = format!("/caseloads/team/{}/balance", w.team);
        let page = dean.get(&path).ok();
        assert!(page.statements <= 4, "{} statements", page.statements);
        page.clone()
            .saying("1 person is over 100% of their room. 1 handover would help.")
            .saying("110%, 90 of 81.4 points")
            .saying("98%, 80 of 81.4 points")
            .saying("nobody reached yet")
            .saying("Proposed, not imposed")
            .saying("Left out, because their hours are not written down: Dean Hall.");
        let links = page.attributes("section[aria-label='Table: proposed handovers'] a", "href");
        assert_eq!(links, [format!("/cases/{}/handover", cases[7])]);
        dean.get(&links[0]).ok();
        // A conflict of interest leaves only the one that she knows well.
        let (sam, case) = (w.sam, cases[7]);
        let person = app.read(move |c| {
            let sql = "SELECT lead_person_id FROM case_file WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(access::PersonId,)>::new(sql), args![1, case])
        });
        app.exclude(sam, person.0);
        let page = dean.get(&path).ok().saying("4 contacts: ask first what the change would cost");
        let links = page.attributes("section[aria-label='Table: proposed handovers'] a", "href");
        assert_eq!(links, [format!("/cases/{}/handover", cases[8])]);
        let officer = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        officer.get(&path).not_found();
    });
}

#[test]
fn a_team_with_room_has_nothing_to_move() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        w.case("Ann One", Some(w.priya), "high");
        w.night();
        let dean = app.worker("Dean Hall").role(Role::Leader).leads(w.team).signed_in();
        dean.get(&format!("/caseloads/team/{}/balance", w.team))
            .ok()
            .saying("Nobody is over 100% of their room. Nothing has to move.")
            .saying("No handover is proposed.");
    });
}
