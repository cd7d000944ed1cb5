//! Draws on both engines: who is in the frame, that a draw is one draw, and that anybody can make it again.

use access::{CaseId, Role, TeamId, UserId};
use kernel::{
    Day, Error,
    db::{ConnExt, Sql},
};
use quality::draw::{
    command::{self, Format, Wish},
    frame_hash,
    model::key,
    run::{self, Asked, Drawn},
    store,
};
use serde_json::Value;
use testkit::{TestApp, on_both};

/// Two officers of one team, with cases.
struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    priya: UserId,
    tom: UserId,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let worker = |name| app.worker(name).role(Role::Officer).in_team(team).signed_in().user();
        Self { app, team, priya: worker("Priya Shah"), tom: worker("Tom Gallagher") }
    }

    /// A case of a kind that a form reviews, opened on a day.
    fn case(&self, worker: UserId, opened: &str) -> CaseId {
        self.case_of(worker, opened, "asb")
    }

    fn case_of(&self, worker: UserId, opened: &str, kind: &str) -> CaseId {
        let person = self.app.person("Somebody Else").added();
        let case = self.app.case(person).held_by(self.team).worker(worker).opened(opened);
        case.with(|new| kind.clone_into(&mut new.case_type)).added()
    }

    fn asked(&self, seed: Option<&str>) -> Asked {
        Asked {
            month: Asked::month_of("2026-11").expect("a month"),
            team: Some(self.team),
            each: 2,
            seed: seed.map(str::to_owned),
            by: access::NOBODY,
        }
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), &[])).0
    }
}

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes())
}

fn cases(drawn: &Drawn) -> Vec<CaseId> {
    drawn.picks.iter().map(|pick| pick.framed.case).collect()
}

#[test]
fn the_frame_holds_live_cases_that_are_old_enough_and_rested() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        // The 1st of November 2026 is a Sunday; the tenth working day before it is the 19th of October.
        let old = world.case(world.priya, "2026-10-18");
        world.case(world.priya, "2026-10-19");
        let other_kind = world.case_of(world.priya, "2026-09-01", "garden-help");
        let mina = app.person("Amina Okafor").added();
        let nobodys = app.case(mina).held_by(world.team).opened("2026-09-01");
        let nobodys = nobodys.with(|new| "asb".clone_into(&mut new.case_type)).added();
        let closed = world.case(world.tom, "2026-09-01");
        app.write(move |c| {
            let sql = Sql::new(
                "UPDATE case_file SET closed_on = '2026-11-19' WHERE tenant_id = 1 AND case_id = $1",
            );
            c.exec(sql, kernel::args![closed])
        });
        let drawn = run::trial(app.db(), &world.asked(Some("seed"))).expect("a trial");
        assert_eq!(cases(&drawn), [old], "not {other_kind}, {nobodys} or {closed}");
        assert_eq!((drawn.eligible, drawn.kept), (1, false));
        assert_eq!(world.count("SELECT count(*) FROM review_draw WHERE tenant_id = 1"), 0, "nothing is kept");
        // Drawn, it rests for 90 days: the next month has nothing, and the month after the next has it again.
        run::draw(app.db(), &world.asked(Some("seed"))).expect("a draw");
        for (month, days, left) in [("2026-12", 20, 1), ("2027-02", 90, 2), ("2027-03", 110, 2)] {
            app.clock().advance_seconds(days * 24 * 3600);
            let later = Asked { month: Asked::month_of(month).expect("a month"), ..world.asked(None) };
            let found = cases(&run::trial(app.db(), &later).expect("a trial"));
            assert_eq!(found.len(), left, "{month}");
            assert_eq!(found.contains(&old), left == 2, "{month}");
        }
    });
}

#[test]
fn nobody_is_drawn_for_twice_in_a_month() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        for n in 1..=5 {
            world.case(world.priya, &format!("2026-09-0{n}"));
        }
        let of = |month: &str, team: Option<TeamId>| Asked {
            month: Asked::month_of(month).expect("a month"),
            team,
            ..world.asked(None)
        };
        let refused = |asked: &Asked, words: &str| {
            let found = run::draw(app.db(), asked);
            assert!(matches!(&found, Err(Error::Conflict(said)) if said.contains(words)), "{found:?}");
        };
        let team = Some(world.team);
        run::draw(app.db(), &of("2026-11", None)).expect("a draw");
        refused(&of("2026-11", team), "for the whole service already");
        // And the other way about; the team's own draw can be asked for again.
        run::draw(app.db(), &of("2026-10", team)).expect("a draw");
        run::draw(app.db(), &of("2026-10", team)).expect("the same draw");
        refused(&of("2026-10", None), "Draw the other teams one by one.");
        assert_eq!(world.count("SELECT count(*) FROM review_draw WHERE tenant_id = 1"), 2);
    });
}

#[test]
fn a_month_is_drawn_once_and_can_be_drawn_again_by_anybody() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        for n in 1..=7 {
            world.case(world.priya, &format!("2026-09-0{n}"));
        }
        world.case(world.tom, "2026-09-01");
        let drawn = run::draw(app.db(), &world.asked(None)).expect("a draw");
        assert_eq!(drawn.picks.len(), 3, "two of seven and the only one");
        assert!(drawn.seed.starts_with("MCR|2026-11|") && drawn.seed.len() > 60, "{}", drawn.seed);
        assert!(drawn.picks.iter().all(|pick| pick.key == key(&drawn.seed, &pick.framed.reference)));
        // The reviews are of the picks, in the version of the form.
        assert_eq!(
            world.count("SELECT count(*) FROM case_review WHERE tenant_id = 1 AND state = 'drawn'"),
            3
        );
        assert_eq!(
            world.count("SELECT count(*) FROM case_review WHERE tenant_id = 1 AND form_id = 'mcr-asb'"),
            3
        );
        assert_eq!(world.count("SELECT count(*) FROM review_frame WHERE tenant_id = 1"), 8);
        // Once more, and on trial with the seed that is known now: the same; with another: refused.
        for again in [
            run::draw(app.db(), &world.asked(None)),
            run::draw(app.db(), &world.asked(Some(&drawn.seed))),
            run::trial(app.db(), &world.asked(Some(&drawn.seed))),
            run::trial(app.db(), &world.asked(None)),
        ] {
            let again = again.expect("the same draw");
            assert_eq!((again.picks, again.frame_hash), (drawn.picks.clone(), drawn.frame_hash.clone()));
        }
        let other = run::draw(app.db(), &world.asked(Some("another")));
        assert!(
            matches!(&other, Err(Error::Conflict(words)) if words.contains("drawn already")),
            "{other:?}"
        );
        assert_eq!(world.count("SELECT count(*) FROM case_review WHERE tenant_id = 1"), 3);
        // A case that comes into the team later changes nothing.
        world.case(world.tom, "2026-09-03");
        let again = run::trial(app.db(), &world.asked(None)).expect("the same draw");
        assert_eq!((again.eligible, again.frame_hash), (8, drawn.frame_hash));
    });
}

#[test]
fn a_draw_that_broke_off_is_finished_with_a_whole_frame() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let first = world.case(world.priya, "2026-09-01");
        // The frame was begun, half of it written, and there was no seed yet.
        let (team, at, id) = (world.team, app.clock().now(), app.uuid());
        app.write(move |c| {
            let new = store::NewDraw {
                draw_id: id,
                month: "2026-11".to_owned(),
                team: Some(team),
                each: 2,
                eligible: 9,
                frame_hash: "of something else".to_owned(),
                at,
                by: access::NOBODY,
            };
            store::begin(c, 1, &new)
        });
        world.case(world.priya, "2026-09-02");
        let drawn = run::draw(app.db(), &world.asked(None)).expect("a draw");
        assert_eq!((drawn.eligible, drawn.picks.len()), (2, 2), "{first}");
        let framed: Vec<_> = drawn.picks.iter().map(|pick| pick.framed.clone()).collect();
        assert_eq!(drawn.frame_hash, frame_hash(&framed));
        assert_eq!(world.count("SELECT count(*) FROM review_draw WHERE tenant_id = 1 AND eligible = 2"), 1);
        // It broke off among the reviews: they are made again, each once.
        app.write(move |c| {
            c.exec(Sql::new("UPDATE review_draw SET drawn_at = NULL WHERE tenant_id = 1"), &[])?;
            c.exec(
                Sql::new("DELETE FROM case_review WHERE tenant_id = 1 AND case_id = $1"),
                kernel::args![first],
            )
        });
        run::draw(app.db(), &world.asked(None)).expect("the rest of it");
        assert_eq!(world.count("SELECT count(*) FROM case_review WHERE tenant_id = 1"), 2);
    });
}

#[test]
fn the_command_writes_json_and_says_what_is_wrong() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.case(world.priya, "2026-09-01");
        let run = |month: &str, team: Option<&str>, dry_run: bool| {
            let mut out = Vec::new();
            let wish = Wish { month, team, seed: Some("MCR|2026-11|s"), dry_run };
            command::draw(app.db(), &wish, Format::Json, &mut out)?;
            Ok::<Value, Error>(serde_json::from_slice(&out).expect("JSON"))
        };
        let tried = run("2026-11", Some("community safety"), true).expect("a trial");
        assert_eq!(tried["seed"], "MCR|2026-11|s");
        assert_eq!(tried["kept"], false);
        let case = tried["picks"][0]["case"].as_str().expect("a reference");
        assert_eq!(tried["picks"][0]["key"], key("MCR|2026-11|s", case));
        let drawn = run("2026-11", Some(&world.team.to_string()), false).expect("a draw");
        assert_eq!((&drawn["picks"], &drawn["kept"]), (&tried["picks"], &Value::from(true)));
        for (month, team, words) in [
            ("2026-13", None, "2026-13 is no month: write it like 2026-11"),
            ("2026-1", None, "2026-1 is no month: write it like 2026-11"),
            ("2026-11", Some("Nowhere"), "There is no team Nowhere."),
        ] {
            let wrong = run(month, team, true).expect_err(words);
            assert!(wrong.to_string().contains(words), "{wrong}");
        }
        assert_eq!(Day::of(app.clock().now()).to_string(), "2026-11-20");
        let refused = |wish: Wish<'_>| {
            let found = command::draw(app.db(), &wish, Format::Json, &mut Vec::new());
            found.expect_err("refused").to_string()
        };
        let wish = Wish { month: "2026-12", team: None, seed: None, dry_run: false };
        assert!(
            refused(wish.clone()).contains("2026-12 has not begun"),
            "a trial may look ahead, a draw may not"
        );
        assert!(refused(Wish { seed: Some(" "), dry_run: true, ..wish }).contains("--seed is empty"));
    });
}
