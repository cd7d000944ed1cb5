//! Pages of loads: caseloads, how a load is worked out, hours, notices, what a case weighs.

use crate::load::World;
use access::Role;
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Fixture, TestApp, on_both};
use workload::load::{night, store::figures::Whose};

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, workload::routes())
}

#[test]
fn caseload_figures_are_the_same_for_everybody_and_lists_are_not() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let holder = app.worker("Tom Reilly").role(Role::Officer).in_team(team).added();
        for name in ["Ann One", "Ben Two", "Cas Three"] {
            let person = app.person(name).added();
            app.case(person).held_by(team).worker(holder).added();
        }
        let hidden = app.person("Dee Hidden").restricted().added();
        app.case(hidden).held_by(team).worker(holder).added();
        let member = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let outsider = app.worker("Out Sider").role(Role::Manager).signed_in();
        let path = format!("/caseloads/team/{team}");
        let mine = member.get(&path).ok().saying("Open cases").saying("Ann One").without("Dee Hidden");
        assert!(mine.statements <= 3, "a caseload page costs {} statements", mine.statements);
        outsider.get(&path).ok().saying("Open cases").without("Ann One");
        let officer = member.get(&format!("/caseloads/officer/{holder}")).ok();
        assert!(officer.statements <= 3, "an officer's page costs {} statements", officer.statements);
        officer.saying("4 cases are open.").saying("not shown to you");
        let csv = member.get(&format!("{path}/cases.csv")).ok();
        let text = csv.html();
        assert!(text.contains("\"Ann One\"") && !text.contains("Dee Hidden"), "{text}");
        assert_eq!(text.lines().count(), 4);
    });
}

#[test]
fn sorting_by_every_key_works_both_ways() {
    on_both(|fixture| {
        let app = app(fixture);
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        for (name, opened) in [("Ann Zed", "2026-01-02"), ("Bob Able", "2026-03-04")] {
            let person = app.person(name).added();
            app.case(person).held_by(team).opened(opened).added();
        }
        for key in cases::store::caseload::SORT_KEYS {
            for down in ["", "1"] {
                priya.get(&format!("/caseloads/team/{team}?sort={key}&down={down}")).ok().saying("Ann Zed");
            }
        }
        let names = |query: &str| {
            priya
                .get(&format!("/caseloads/team/{team}?{query}"))
                .ok()
                .select("#cases + * th, table[data-sortable] tbody th")
        };
        assert_eq!(names("sort=name"), ["Bob Able", "Ann Zed"]);
        assert_eq!(names("sort=name&down=1"), ["Ann Zed", "Bob Able"]);
        assert_eq!(names("sort=opened"), ["Ann Zed", "Bob Able"]);
    });
}

#[test]
fn a_caseload_says_points_beside_counts_and_the_same_everywhere() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        for n in 0..9 {
            w.case(&format!("Person {n}"), Some(w.priya), "high");
        }
        w.night();
        let lead = app.worker("Dean Morris").role(Role::Leader).leads(w.team).signed_in();
        // 90 points of 81.4.
        let said = "90 of 81.4 points";
        let (service, team) =
            (lead.get("/caseloads").ok(), lead.get(&format!("/caseloads/team/{}", w.team)).ok());
        let path = format!("/caseloads/officer/{}", w.priya);
        let (officer, carried) = (lead.get(&path).ok(), lead.get(&format!("{path}/load")).ok());
        for page in [&team, &officer, &carried] {
            assert!(page.says(said), "{}", page.html());
        }
        for page in [&service, &team] {
            assert!(page.says("110% of the room of 1 person is taken."), "{}", page.html());
        }
        assert!(service.statements <= 4 && team.statements <= 3 && officer.statements <= 3);
        assert!(carried.statements <= 6, "{} statements", carried.statements);
        carried
            .saying("10 high risk of anti-social behaviour")
            .saying("37 hours a week, 148 hours in four weeks");
        // Sam's hours are not written down.
        team.saying("0 points, hours not written down");
    });
}

#[test]
fn hours_are_written_down_with_errors_on_their_fields_and_change_the_room() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let lead = app.worker("Dean Morris").role(Role::Leader).leads(w.team).signed_in();
        let path = format!("/caseloads/officer/{}/hours", w.sam);
        let page = lead.get(&path).ok().saying("Nothing is written down yet.");
        let form = format!("form[action='{path}']");
        let kept = lead.submit(&page, &form, &[("from_on", "1 1 2026"), ("hours", "lots")]);
        assert_eq!(kept.attributes("#from_on, #hours", "value"), ["1 1 2026", "lots"]);
        kept.is(422).saying("Enter the hours a week, such as 37 or 18.5.");
        let page = lead.get(&path).ok();
        let done = lead.submit(&page, &form, &[("from_on", "1 1 2026"), ("hours", "18.5")]).is(303);
        let page = lead.follow(done).saying("18.5 hours a week on 10 half-days, 55% of them for casework");
        assert_eq!(w.of(w.sam, Whose::All).room_points(), workload::Points::hundredths(4_070));

        // A reduction: no more than the list allows, and its hours leave room.
        let form = format!("form[action='/caseloads/officer/{}/reductions']", w.sam);
        let union = "personal-trade-union-facility-time";
        lead.submit(&page, &form, &[("reason", union), ("less", "10"), ("until", "31 12 2027")])
            .is(422)
            .saying("For this reason it is 9.25 hours a week at most.");
        let page = lead.get(&path).ok();
        let done = lead.submit(&page, &form, &[("reason", "learning-newly-qualified-officer")]).is(303);
        lead.follow(done).saying("3.7 hours a week, 20 November 2026 to 20 August 2027").saying("Counts now");
        // (18.5 − 3.7) × 4 × 0.55.
        assert_eq!(w.of(w.sam, Whose::All).room_points(), workload::Points::hundredths(3_256));

        // Somebody who leads another team sees nothing of it; a manager does.
        let other = app.team("Elsewhere");
        let stranger = app.worker("Out Sider").role(Role::Leader).leads(other).signed_in();
        stranger.get(&path).not_found();
        stranger
            .post(
                &path,
                &[
                    ("from_on", "1 1 2026"),
                    ("hours", "1"),
                    ("half0", "yes"),
                    ("career", "experienced"),
                    ("casework", "55"),
                    ("submission", "z"),
                ],
            )
            .not_found();
        app.worker("Helen Okoro").role(Role::Manager).in_team(w.team).signed_in().get(&path).ok();
        // An officer reads their own and writes nothing.
        let zofia = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        zofia.get(&path).not_found();
        let own = zofia.get(&format!("/caseloads/officer/{}/hours", zofia.user())).ok();
        assert_eq!(own.count("main form"), 0);
    });
}

#[test]
fn far_over_opens_a_notice_that_climbs_unanswered_and_ends_when_it_is_less() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let cases: Vec<_> = (0..9).map(|n| w.case(&format!("Person {n}"), Some(w.priya), "high")).collect();
        w.night();
        let lead = app.worker("Dean Morris").role(Role::Leader).leads(w.team).signed_in();
        let list = lead.get("/caseloads/notices").ok();
        // Friday 20 November 2026; five working days on is Friday 27.
        let list =
            list.saying("Priya Shah").saying("90 of 81.4 points (110%)").saying("due by 27 November 2026");
        let href = list.attributes("th a", "href").remove(0);
        // A second night opens no second one.
        w.night();
        assert_eq!(lead.get("/caseloads/notices").ok().count("tbody tr"), 1);

        app.clock().advance_seconds(8 * 24 * 3_600);
        w.night();
        let manager = app.worker("Helen Okoro").role(Role::Manager).signed_in();
        manager.get("/caseloads/notices").ok().saying("With the service manager");
        let lead = app.worker("Lee Adams").role(Role::Leader).leads(w.team).signed_in();

        let page = lead.get(&href).ok();
        lead.submit(
            &page,
            "form[action*='notices']",
            &[("change", "moved"), ("words", ""), ("look_again_on", "1 1 2030")],
        )
        .is(422)
        .saying("Say how, in a sentence or two.")
        .saying("Enter a day after today, within three months.");
        let page = lead.get(&href).ok();
        let answer = [("change", "moved"), ("words", "Two cases go to Sam"), ("look_again_on", "14 12 2026")];
        lead.submit(&page, "form[action*='notices']", &answer).goes_to("/caseloads/notices?done=answered");
        lead.get(&href)
            .ok()
            .saying("Cases are moved to others: Two cases go to Sam. Lee Adams, 28 November 2026.");
        lead.get(&format!("/caseloads/officer/{}/load", w.priya)).ok().saying("Two cases go to Sam");
        // Who leads another team does not see it.
        let other = app.team("Elsewhere");
        let stranger = app.worker("Out Sider").role(Role::Leader).leads(other).signed_in();
        assert_eq!(stranger.get("/caseloads/notices").ok().count("tbody tr"), 0);
        stranger.get(&href).not_found();

        for case in cases.into_iter().take(2) {
            app.close(case);
        }
        w.night();
        lead.get(&href).ok().saying("they carry less than 110%");
        lead.post(
            &href,
            &[("change", "moved"), ("words", "Late"), ("look_again_on", "14 12 2026"), ("submission", "q")],
        )
        .is(409);
    });
}

#[test]
fn what_a_case_weighs_is_explained_and_agreed_for_a_time() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let case = w.case("Ann One", Some(w.priya), "high");
        w.night();
        let lead = app.worker("Dean Morris").role(Role::Leader).leads(w.team).signed_in();
        let officer = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        let path = format!("/cases/{case}/weight");
        let page = officer.get(&path).ok().saying("10 high risk of anti-social behaviour");
        assert!(page.statements <= 10, "{} statements", page.statements);
        assert_eq!(page.count("form[action$='/agreed']"), 0, "an officer agrees nothing");
        officer.submit(&page, &format!("form[action='{path}']"), &[("travel", "yes")]).is(303);
        officer.get(&path).ok().saying("10 high risk of anti-social behaviour + 1 travel = 11");
        officer
            .post(
                &format!("{path}/agreed"),
                &[("percent", "5"), ("why", "x"), ("until", "1 12 2026"), ("submission", "o")],
            )
            .is(422)
            .saying("Only a team leader or a manager");

        let page = lead.get(&path).ok();
        let form = format!("form[action='{path}/agreed']");
        lead.submit(&page, &form, &[("percent", "31"), ("why", ""), ("until", "1 12 2027")])
            .is(422)
            .saying("Enter a whole percentage from −30 to 30, and not 0.")
            .saying("Say why, so that others can follow it.")
            .saying("Enter a day from today, within 92 days.");
        let page = lead.get(&path).ok();
        lead.submit(&page, &form, &[("percent", "−20"), ("why", "One school"), ("until", "1 12 2026")])
            .is(303);
        let page = lead
            .get(&path)
            .ok()
            .saying("× 0.8 agreed = 8.8")
            .saying("−20%, 20 November 2026 to 1 December 2026");
        (night::NIGHT.run)(app.db(), &|| true).expect("a night");
        let (points,) = app.read(move |c| {
            c.one(
                Sql::<(i64,)>::new("SELECT points FROM case_file WHERE tenant_id = $1 AND case_id = $2"),
                args![1, case],
            )
        });
        assert_eq!(points, 880);
        lead.submit(&page, &format!("form[action^='{path}/agreed/']"), &[]).is(303);
        lead.get(&path).ok().saying("+ 1 travel = 11");
    });
}

#[test]
fn stages_partners_and_figures_beside_load_are_counted_from_the_record() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let lead = app.worker("Dean Morris").role(Role::Leader).leads(w.team).signed_in();
        let path = format!("/caseloads/team/{}/flow", w.team);
        lead.get(&path).ok().saying("The team has no open case.");
        let cases: Vec<_> =
            (0..6).map(|n| w.case(&format!("Person {n}"), Some(w.priya), "standard")).collect();
        for (case, left) in
            cases.into_iter().zip(["2026-06-11", "2026-06-21", "2026-07-01", "2026-07-11", "2026-07-21", ""])
        {
            let (id, left) = (app.uuid(), kernel::Day::parse(left).ok());
            app.write(move |c| {
                let sql = "INSERT INTO case_stage (tenant_id, case_id, entry_id, stage, entered_on, left_on, skipped,
                        reason, recorded_at, recorded_by)
                    SELECT tenant_id, case_id, $3, 'report', '2026-06-01', $4, FALSE, '', opened_recorded_at, worker_id
                    FROM case_file WHERE tenant_id = $1 AND case_id = $2";
                c.exec(Sql::<()>::new(sql), args![1, case, id, left]).map(drop)
            });
        }
        let page =
            lead.get(&path).ok().saying("30 days").saying("A partner was in touch in 0 of 6 open cases");
        assert_eq!(page.select("#stages ~ * tbody td.num, section tbody td.num")[..3], ["6", "5", "0"]);
        assert!(page.statements <= 12, "{} statements", page.statements);
        w.night();
        let bands =
            lead.get("/caseloads/bands").ok().saying("Moves together is not proof.").saying("Under 95%");
        assert!(bands.statements <= 4, "{} statements", bands.statements);
    });
}
