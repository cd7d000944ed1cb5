//! Rates: a draw takes more of whom there is more to see, keeps that before its seed, and gives the same list again.

use access::{CaseId, Role, TeamId, UserId};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use quality::draw::{
    frame_hash,
    model::rated_hash,
    run::{self, Asked, Drawn},
};
use testkit::{TestApp, on_both};

fn asked() -> Asked {
    let month = Asked::month_of("2026-11").expect("a month");
    Asked { month, team: None, each: 2, seed: None, by: access::NOBODY }
}

fn case(app: &TestApp, team: TeamId, worker: UserId, high: bool) -> CaseId {
    let person = app.person("Somebody Else").added();
    let case = app.case(person).worked_by("asb").held_by(team).worker(worker).opened("2026-09-01").added();
    if high {
        app.write(move |c| {
            let sql = Sql::new("UPDATE case_file SET band = 'high' WHERE tenant_id = 1 AND case_id = $1");
            c.exec(sql, args![case])
        });
    }
    case
}

fn of(drawn: &Drawn, worker: UserId) -> usize {
    drawn.picks.iter().filter(|pick| pick.framed.worker == worker).count()
}

#[test]
fn a_draw_takes_the_rates_that_it_kept_before_its_seed() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let team = app.team("Community Safety");
        let officer = |name| app.worker(name).role(Role::Officer).in_team(team).added();
        let (priya, tom, new) = (officer("Priya Shah"), officer("Tom Gallagher"), officer("New Comer"));
        let ruth = app.worker("Ruth Lane").role(Role::Manager).leads(team).signed_in();
        for n in 0..6 {
            case(&app, team, priya, n < 4);
            case(&app, team, tom, n < 3);
            case(&app, team, new, false);
        }
        let by = ruth.user();
        app.write(move |c| {
            let sql = Sql::new(
                "INSERT INTO supervised_worker (tenant_id, user_id, started_on, recorded_at, recorded_by)
                 VALUES (1, $1, $2, $3, $4)",
            );
            let on = Day::parse("2026-08-03")?;
            c.exec(sql, args![new, on, testkit::START, by])
        });
        // Until a manager says otherwise a draw takes two of everybody, and the page proposes.
        let plain = run::trial(app.db(), &asked()).expect("a trial");
        assert_eq!([of(&plain, priya), of(&plain, tom), of(&plain, new)], [2, 2, 2]);
        let framed: Vec<_> = plain.picks.iter().map(|pick| pick.framed.clone()).collect();
        assert_eq!(rated_hash(&framed, &[]), frame_hash(&framed));
        let page = ruth.get("/reviews/programme/rates").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page
            .saying("What stands below is a proposal.")
            .saying("1 more: 4 of 6 cases are of high risk")
            .saying("1 more: in the first six months in practice, since 3 August 2026");
        // By surname: Comer, Gallagher, Shah.
        assert_eq!(page.select("tbody td:nth-child(2)"), ["3", "2", "3"]);
        ruth.submit(&page, "main form", &[("base", "0")])
            .is(422)
            .saying("Write a whole number from 1 to 10.");
        ruth.submit(&page, "main form", &[("in_draws", "yes")]).is(303);
        ruth.get("/reviews/programme/rates").ok().saying("Draws take these numbers, settled by Ruth Lane");
        let drawn = run::draw(app.db(), &asked()).expect("a draw");
        assert_eq!([of(&drawn, priya), of(&drawn, tom), of(&drawn, new)], [3, 2, 3]);
        // Settled otherwise since, and less risk: the same draw again gives the same list and hash.
        let page = ruth.get("/reviews/programme/rates").ok();
        ruth.submit(&page, "main form", &[("base", "5")]).is(303);
        app.write(|c| c.exec(Sql::new("UPDATE case_file SET band = '' WHERE tenant_id = 1"), &[]));
        let again = run::trial(app.db(), &asked()).expect("a trial");
        assert_eq!(again.picks, drawn.picks);
        assert_eq!(again.frame_hash, drawn.frame_hash);
        assert_ne!(again.frame_hash, plain.frame_hash, "the rates are in the hash");
        let rates: Vec<(UserId, i64)> = again.rates.of.iter().map(|(who, rate)| (*who, rate.picks)).collect();
        let mut known = vec![(priya, 3), (new, 3)];
        known.sort();
        assert_eq!(rates, known);
    });
}

#[test]
fn low_scores_are_seen_by_whoever_leads_and_nobody_else() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let (team, other) = (app.team("Community Safety"), app.team("Housing Options"));
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        let helen = app.worker("Helen Okoro").role(Role::Leader).leads(other).signed_in();
        app.write(move |c| {
            let sql = Sql::new(
                "INSERT INTO review_sum (tenant_id, month, team_id, worker_id, area_id, case_type, form_id, batch_id,
                    reviews, total, squares, critical)
                 VALUES (1, '2026-09', $1, $2, $3, 'asb', 'mcr-asb', $3, 4, 172, 7500, 0)",
            );
            c.exec(sql, args![team, priya, access::NOBODY])
        });
        let page = dean.get("/reviews/programme/rates").ok();
        page.saying("the mean of 4 reviews in six months is 43.0, below 50").saying("43.0 (n = 4)");
        helen.get("/reviews/programme/rates").ok().saying("You lead no officer.").without("Priya");
        // A leader reads it; a manager settles it.
        dean.get("/reviews/programme/rates").ok().without("Settle it");
        dean.post("/reviews/programme/rates", &[("base", "5")]).is(404);
    });
}

#[test]
fn cases_of_an_import_that_is_not_live_are_not_counted() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        case(&app, team, priya, false);
        let (staged, batch) = (case(&app, team, priya, true), app.uuid());
        app.write(move |c| {
            c.exec(
                Sql::<()>::new("INSERT INTO batch (tenant_id, batch_id, live) VALUES (1, $1, FALSE)"),
                args![batch],
            )?;
            let sql = "UPDATE case_access SET batch_id = $1 WHERE tenant_id = 1 AND case_id = $2";
            c.exec(Sql::<()>::new(sql), args![batch, staged])
        });
        dean.get("/reviews/programme/rates").ok().saying("1, 0 of high risk");
        app.write(move |c| {
            c.exec(
                Sql::<()>::new("UPDATE batch SET live = TRUE WHERE tenant_id = 1 AND batch_id = $1"),
                args![batch],
            )
        });
        dean.get("/reviews/programme/rates").ok().saying("2, 1 of high risk");
    });
}
