//! The suggestion of who gets a waiting case, its preview, and what is kept of the choice.

use crate::load::World;
use access::{CaseId, Role, UserId};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{Client, TestApp, on_both};

fn strength(w: &World<'_>, user: UserId, kind: &'static str, code: &'static str) {
    let at = w.app.clock().now();
    w.app.write(move |c| {
        let sql = "INSERT INTO staff_strength (tenant_id, user_id, kind, code, recorded_at, recorded_by)
            VALUES ($1, $2, $3, $4, $5, $2)";
        c.exec(Sql::<()>::new(sql), args![1, user, kind, code, at]).map(drop)
    });
}

fn leader<'a>(w: &World<'a>) -> Client<'a> {
    w.app.worker("Dean Hall").role(Role::Leader).leads(w.team).signed_in()
}

fn path(case: CaseId) -> String {
    format!("/cases/{case}/allocate")
}

#[test]
fn the_suggestion_says_why_and_shows_what_everybody_would_carry() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        w.hours(w.sam, 3_700);
        strength(&w, w.priya, "case_type", "asb");
        for n in 0..4 {
            w.case(&format!("Held {n}"), Some(w.priya), "high");
        }
        let case = w.case("Ann Waiting", None, "high");
        w.night();
        let dean = leader(&w);
        let page = dean.get(&path(case)).ok();
        assert!(page.statements <= 6, "{} statements", page.statements);
        // 81.4 points of room each: Priya has 40 of them taken and does such cases, Sam none.
        // With the case: 1,728 + 1,500 + 500 for her; 3,947 + 500 for him.
        assert_eq!(page.attributes("input[name=to]", "value")[..2], [w.sam.to_string(), w.priya.to_string()]);
        page.clone()
            .saying("10 points: 10 high risk of anti-social behaviour")
            .saying("Room after it 87%: 10 of 81.4 points taken.")
            .saying("Room after it 38%: 50 of 81.4 points taken.")
            .saying("Does such cases")
            .saying("Hours not written down")
            .saying("Alongside default");
        let rows = page.select("section[aria-label='Table: loads before and after'] tbody tr");
        assert_eq!(rows.len(), 2, "the leader's hours are not known: {rows:?}");
        assert!(rows[1].starts_with("Priya Shah440 of 81.449%61%, 50 points"), "{rows:?}");
        assert_eq!(page.count(&format!("a[href='/caseloads/officer/{}/hours']", dean.user())), 1);
        dean.submit(&page, "main form", &[]).goes_to("/allocate?done=given");
        let kept = app.read(move |c| {
            let sql = "SELECT kind, points, offered, place, reason FROM giving_choice
                WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(String, i64, i64, i64, String)>::new(sql), args![1, case])
        });
        assert_eq!(kept, ("give".to_owned(), 1_000, 3, 1, String::new()));
        let first = app.read(|c| {
            let sql = "SELECT u.name, a.score, a.used_after FROM giving_candidate a
                JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.user_id
                WHERE a.tenant_id = $1
                ORDER BY a.place";
            c.all(Sql::<(String, Option<i64>, Option<i64>)>::new(sql), args![1])
        });
        let row = |name: &str, score, used: Option<i64>| (name.to_owned(), score, used);
        assert_eq!(
            first,
            [
                row("Sam Reilly", Some(4_446), Some(123)),
                row("Priya Shah", Some(3_737), Some(614)),
                row("Dean Hall", None, None)
            ]
        );
    });
}

#[test]
fn a_case_that_was_opened_this_moment_is_weighed_for_its_page() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        let case = w.case("Ann Waiting", None, "medium");
        let dean = leader(&w);
        let page = dean.get(&path(case)).ok().saying("6 points: 6 medium risk");
        assert!(page.statements <= 12, "{} statements", page.statements);
        // Given before the watch comes round, it counts already for who is suggested next.
        dean.submit(&page, "main form", &[("to", &w.priya.to_string()), ("reason", "Room")]).is(303);
        let next = w.case("Ben Waiting", None, "medium");
        dean.get(&path(next)).ok().saying("12 of 81.4 points taken");
    });
}

#[test]
fn over_her_room_a_leader_decides_with_a_reason_and_an_officer_does_not() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        let dean = leader(&w);
        for user in [w.sam, dean.user()] {
            w.hours(user, 3_700);
        }
        for n in 0..9 {
            w.case(&format!("Held {n}"), Some(w.priya), "high");
        }
        w.case("Held", Some(w.sam), "high");
        let case = w.case("Ann Waiting", None, "high");
        w.night();
        let page = dean.get(&path(case)).ok();
        page.clone().saying("No room: 122% after it. 18.6 of 100 points would have to go elsewhere.");
        let form = |reason: &str| {
            dean.submit(&page, "main form", &[("to", &w.priya.to_string()), ("reason", reason)])
        };
        let wrong = form("").is(422).saying("They would be over their room.");
        assert_eq!(wrong.attributes("input[name=to][checked]", "value"), [w.priya.to_string()]);
        // An officer does not even find her among the answers.
        let zofia = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        let theirs = zofia.get(&path(case)).ok().saying("No room: they would be at 122%.");
        assert!(!theirs.attributes("input[name=to]", "value").contains(&w.priya.to_string()));
        form("Her court date covers both brothers").is(303);
        let kept = app.read(move |c| {
            let sql =
                "SELECT offered, place, reason FROM giving_choice WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(i64, i64, String)>::new(sql), args![1, case])
        });
        assert_eq!(kept, (3, 0, "Her court date covers both brothers".to_owned()));
    });
}

#[test]
fn where_nobody_has_room_the_least_bad_are_shown_and_the_manager_can_be_asked() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        let dean = leader(&w);
        let mana = app.worker("Mana Ger").role(Role::Manager).added();
        let others: Vec<UserId> = ["Els One", "Fay Two"]
            .map(|name| app.worker(name).role(Role::Officer).in_team(w.team).added())
            .to_vec();
        // Nobody's week is longer than their cases: an hour each is 2.2 points of room.
        for user in [w.priya, w.sam, dean.user(), others[0], others[1]] {
            w.hours_from(user, 100, "2026-02-02");
        }
        let case = w.case("Ann Waiting", None, "high");
        w.case("Held", Some(w.sam), "high");
        w.night();
        let page = dean.get(&path(case)).ok().saying("Nobody has room for it.");
        let offered = page.attributes("input[name=to]", "value");
        assert_eq!(offered.len(), 4, "three and the manager: {offered:?}");
        assert!(!offered.contains(&w.sam.to_string()), "he would be the fullest");
        assert_eq!(page.attributes("input[name=to][checked]", "value"), ["ask"]);
        let asked = dean.submit(&page, "main form", &[]).goes_to(&format!("{}?done=asked", path(case)));
        dean.follow(asked).ok().saying("The service manager was asked. The case waits.");
        let (owner, what) = app.read(move |c| {
            let sql = "SELECT owner_id, what FROM next_action WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(UserId, String)>::new(sql), args![1, case])
        });
        assert_eq!(owner, mana);
        assert!(what.starts_with("Decide who takes ASB-"), "{what}");
    });
}

#[test]
fn who_is_away_past_the_first_contact_is_not_offered() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        let case = w.case("Ann Waiting", None, "high");
        let (user, id, at) = (w.sam, app.uuid(), app.clock().now());
        app.write(move |c| {
            let sql = "INSERT INTO worker_leave (tenant_id, leave_id, user_id, kind, from_on, until_on, recorded_at,
                    recorded_by)
                VALUES ($1, $2, $3, 'annual', $4, $5, $6, $3)";
            let today = Day::of(at);
            c.exec(Sql::<()>::new(sql), args![1, id, user, today, today.plus(20), at]).map(drop)
        });
        w.night();
        let dean = leader(&w);
        let page = dean.get(&path(case)).ok().saying("past the day for the first contact");
        assert!(!page.attributes("input[name=to]", "value").contains(&user.to_string()));
        dean.submit(&page, "main form", &[("to", &user.to_string()), ("reason", "All the same")])
            .is(422)
            .saying("They cannot take this case.");
    });
}
