//! Rotas: made, published, changed, mended, read by a calendar.

use access::{Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use rota::Effort;
use testkit::{Answer, Client, TestApp, on_both};
use workload::rotas::search;

/// A team of five with who leads it.
struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    dean: Client<'a>,
    workers: Vec<Client<'a>>,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let names = ["Priya Shah", "Tom Gallagher", "Zofia Mazur", "Abena Mensah", "Yusuf Demir"];
        let worker = |name: &&str| app.worker(name).role(Role::Officer).in_team(team).signed_in();
        let workers = names.iter().map(worker).collect();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        Self { app, team, dean, workers }
    }

    /// Begins a rota of four weeks from Monday 23 November 2026 on; today is Friday the 20th.
    fn begin(&self) -> String {
        let page = self.dean.get("/rota/new").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page.saying("Dean Morris").saying("Half-days not written down");
        let made = self.dean.submit(&page, "main form", &[("weeks", "4"), ("desk", "1")]).is(303);
        made.location().to_owned()
    }

    /// Does what the server's worker does, with less effort.
    fn search(&self) -> bool {
        let effort = Effort { restarts: 1, steps: 120_000, ..Effort::default() };
        search::next(self.app.db(), "test", &effort, &|| false).expect("a search")
    }

    fn published(&self) -> String {
        let rota = self.begin();
        assert!(self.search());
        let page = self.dean.get(&rota).ok();
        self.dean.submit(&page, "form[action$='/publish']", &[]).is(303);
        rota
    }

    /// The letters of somebody's half-days, as they were planned and as they stand.
    fn letters(&self, who: &Client<'_>) -> (String, String) {
        let sql = "SELECT planned, cells FROM rota_person WHERE tenant_id = 1 AND user_id = $1";
        let user = who.user();
        self.app.read(move |c| c.one(Sql::<(String, String)>::new(sql), args![user]))
    }

    /// The first half-day of the second week or later in which somebody does that.
    fn slot(&self, who: &Client<'_>, letter: char) -> usize {
        let (_, cells) = self.letters(who);
        cells.chars().enumerate().skip(10).find(|(_, one)| *one == letter).expect("such a half-day").0
    }

    fn check(&self, rota: &str, who: &Client<'_>, slot: usize, becomes: &str) -> Answer {
        let id = rota.trim_start_matches("/rota/");
        self.dean.open(&format!("/rota/change?rota={id}&who={}&slot={slot}&becomes={becomes}", who.user()))
    }
}

/// A part of a page, as the script fetches it.
fn part(who: &Client<'_>, path: &str) -> Answer {
    who.request(axum::http::Method::GET, path).header("x-fragment", "1").send().ok()
}

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, workload::routes().merge(cases::routes()))
}

#[test]
fn a_rota_is_made_published_and_seen_by_everybody_on_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let priya = &world.workers[0];
        priya.get("/rota").ok().saying("Community Safety has no published rota in this week.");
        let rota = world.begin();
        world.dean.get(&rota).ok().saying("The rota is being made").saying("Stop and keep the best so far");
        part(&world.dean, &format!("{rota}/progress")).saying("Begins in a moment.");
        assert!(world.search());
        assert!(!world.search(), "one search was asked for");
        part(&world.dean, &format!("{rota}/progress")).saying("The rota is made.");
        let page = world.dean.get(&rota).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page.saying("Draft").saying("What it does not keep").saying("Publish it");
        assert_eq!(page.count(".rota table"), 4);
        // A draft is nobody's but theirs who make it; and nobody else makes or sees it.
        priya.get(&rota).not_found();
        let other = app.team("Housing");
        let ruth = app.worker("Ruth Lane").role(Role::Leader).leads(other).signed_in();
        ruth.get(&rota).not_found();
        ruth.post(&format!("{rota}/publish"), &[]).not_found();
        world.dean.submit(&page, "form[action$='/publish']", &[]).is(303);
        let week = priya.get("/rota?week=2026-11-23").ok();
        assert!(week.statements <= 12, "{} statements", week.statements);
        week.saying("half-days kept (100%)")
            .saying("The duty desk is staffed throughout.")
            .without("Check the change");
        priya.get("/rota/mine").ok().saying("of protected time in the next 4 weeks");
        priya.get(&rota).ok().without("What it does not keep");
        ruth.get(&rota).not_found();
        // Another one in the same weeks is refused, with what to do.
        let again = world.begin_in("2026-11-30");
        assert!(world.search());
        let page = world.dean.get(&again).ok();
        world
            .dean
            .submit(&page, "form[action$='/publish']", &[])
            .is(409)
            .saying("has a published rota from 23 November 2026");
        let page = world.dean.get(&again).ok();
        world.dean.submit(&page, "form[action$='/remove']", &[]).is(303);
        world.dean.get(&again).not_found();
        world.dean.get("/rota/all").ok().saying("Published for 4 weeks ahead.").saying("Make a rota");
    });
}

impl World<'_> {
    fn begin_in(&self, from: &str) -> String {
        let page = self.dean.get("/rota/new").ok();
        let filled = [("weeks", "4"), ("desk", "1"), ("from", from)];
        self.dean.submit(&page, "main form", &filled).is(303).location().to_owned()
    }
}

#[test]
fn a_search_is_stopped_and_begun_again() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let rota = world.begin();
        // A server that ends leaves it for another, which begins it anew.
        let effort = Effort { restarts: 1, steps: 4_000_000, ..Effort::default() };
        assert!(search::next(app.db(), "one", &effort, &|| true).expect("left"));
        world.dean.get(&rota).ok().saying("The rota is being made");
        assert!(world.search());
        let page = world.dean.get(&rota).ok().saying("Draft");
        let before = world.letters(&world.workers[0]).1;
        world.dean.submit(&page, "form[action$='/again']", &[]).is(303);
        assert!(world.search());
        assert_ne!(before, world.letters(&world.workers[0]).1, "another chance, another rota");
        // Sent twice it is searched once.
        let stale = world.dean.submit(&page, "form[action$='/again']", &[]);
        stale.is(303);
        assert!(!world.search());
    });
}

#[test]
fn what_is_wrong_with_a_rota_is_said_on_its_field_and_kept() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let page = world.dean.get("/rota/new").ok();
        let wrong = [
            ("from", "24 November 2026"),
            ("weeks", "3"),
            ("desk", "many"),
            ("kind-1", "panel"),
            ("name-1", "Housing panel"),
            ("half-1", "3"),
            ("every-1", "2"),
            ("first-1", "1"),
            ("people-1", "2"),
            ("kind-2", "training"),
            ("name-2", "First aid"),
            ("half-2", "3"),
            ("every-2", "4"),
            ("first-2", "1"),
        ];
        let back = world.dean.submit(&page, "main form", &wrong).is(422);
        back.clone()
            .saying("Write a Monday, such as 30 November 2026.")
            .saying("Write a whole number from 4 to 26.")
            .saying("Write a whole number from 0 to 9.")
            .saying("Housing panel meets in the same half-day. Choose another.");
        assert_eq!(back.attributes("#name-1", "value"), ["Housing panel"]);
        let nobody: Vec<(String, &str)> =
            world.workers.iter().map(|who| (format!("on-{}", who.user()), "")).collect();
        let nobody: Vec<(&str, &str)> = nobody.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        world
            .dean
            .submit(&page, "main form", &nobody)
            .is(422)
            .saying("Choose somebody besides whoever leads");
        world.workers[0].get("/rota/new").not_found();
    });
}

#[test]
fn protected_time_is_taken_for_a_reason_and_given_back() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let rota = world.published();
        let priya = &world.workers[0];
        let slot = world.slot(priya, 'C');
        let page = world.check(&rota, priya, slot, "F").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let page = page
            .saying("Open instead of Casework")
            .saying("This takes protected time. It is given back by 4 December 2026.");
        // Without a reason it is not taken.
        world
            .dean
            .submit(&page, "main form[method=post]", &[])
            .is(422)
            .saying("Choose why protected time is taken.")
            .saying("Write why");
        let why = [("reason", "crisis"), ("words", "A family was threatened at home.")];
        world.dean.submit(&page, "main form[method=post]", &why).is(303);
        let (planned, cells) = world.letters(priya);
        assert_eq!((planned.chars().nth(slot), cells.chars().nth(slot)), (Some('C'), Some('F')));
        priya.get("/rota/mine").ok().saying("Owed to you").saying("Give it back by 4 December 2026.");
        // What was seen is what is saved: the same page again is too old.
        let other = [("reason", "crisis"), ("words", "Another one."), ("submission", "another")];
        world
            .dean
            .submit(&page, "main form[method=post]", &other)
            .is(422)
            .saying("That is what stands there already.");
        // A half-day that becomes protected gives it back.
        let open = world.slot(priya, 'F');
        let page = world.check(&rota, priya, open, "C").ok().without("This takes protected time");
        world.dean.submit(&page, "main form[method=post]", &[]).is(303);
        priya.get("/rota/mine").ok().without("Owed to you");
        priya.get("/rota/change?rota=x").not_found();
        world.dean.open("/rota/change?rota=x").is(422);
    });
}

#[test]
fn two_are_ill_and_the_rota_is_mended() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let rota = world.published();
        let id = rota.trim_start_matches("/rota/").to_owned();
        for n in [0, 1] {
            let ill = &world.workers[n];
            let ask = format!(
                "/rota/cover?rota={id}&who={}&from=2026-11-30&until=2026-12-11&kind=sick",
                ill.user()
            );
            let page = world.dean.get(&ask).ok();
            assert!(page.statements <= 12, "{} statements", page.statements);
            world.dean.submit(&page, "main form[method=post]", &[]).is(303);
            let (_, cells) = world.letters(ill);
            assert_eq!(&cells[10..30], "A".repeat(20), "away for two weeks");
        }
        // Everybody sees that they are away, nobody why.
        let week = world.workers[2].get("/rota?week=2026-11-30").ok().saying("Away").without("Sick");
        assert!(week.saying("half-days kept").count("td.off") >= 20);
        // The leave is known to whoever gives out cases.
        let sql = "SELECT count(*) FROM worker_leave WHERE tenant_id = 1 AND kind = 'sick'";
        assert_eq!(app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![])).0, 2);
        // No hard rule is broken: it could be published as it stands.
        let page = world.dean.get(&rota).ok();
        page.without("It cannot be published");
        // Who is away already cannot be away again, and what is past is refused.
        let again =
            format!("/rota/cover?rota={id}&who={}&from=2026-12-01&kind=sick", world.workers[0].user());
        world.dean.get(&again).ok().saying("does not work on these days");
        let past = format!("/rota/cover?rota={id}&who={}&from=2026-11-02&kind=sick", world.workers[2].user());
        world.dean.open(&past).is(422).saying("Write today or a later day.");
    });
}

#[test]
fn leave_that_was_written_down_elsewhere_is_pointed_out() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.published();
        let zofia = &world.workers[2];
        let (id, user, at) = (app.uuid(), zofia.user(), app.clock().now());
        app.write(move |c| {
            use cases::allocation::{
                model::LeaveKind,
                store::leave::{NewLeave, record},
            };
            let day = |text| kernel::Day::parse(text).expect("a day");
            let kind = LeaveKind::Annual;
            let new = NewLeave {
                leave_id: id,
                user,
                from_on: day("2026-12-03"),
                until_on: day("2026-12-04"),
                kind,
                at,
            };
            record(c, 1, &new, user)
        });
        let week = world
            .dean
            .get("/rota?week=2026-11-23")
            .ok()
            .saying("Zofia Mazur is away from 3 December to 4 December");
        let link = week.attributes(".notice a", "href")[0].clone();
        let page = world.dean.get(&link).ok();
        world.dean.submit(&page, "main form[method=post]", &[]).is(303);
        world.dean.get("/rota?week=2026-11-23").ok().without("Zofia Mazur is away");
    });
}

#[test]
fn a_calendar_reads_the_rota_until_its_address_is_ended() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.published();
        let priya = &world.workers[0];
        let page = priya.get("/rota/calendars").ok().saying("No client is named in it.");
        let team = format!("duty-{}", world.team);
        let made = priya.submit(&page, "form[action='/rota/calendars']", &[("kind", &team)]).ok();
        let address = made.text("code");
        let path = address.split_once("/rota/feed/").expect("an address").1;
        let feed = format!("/rota/feed/{path}");
        let nobody = app.nobody();
        let calendar = nobody.open(&feed).is(200);
        assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
        assert!(calendar.html().contains(": Duty"), "{}", calendar.html());
        let tag = calendar.header("etag").to_owned();
        nobody.request(axum::http::Method::GET, &feed).header("if-none-match", &tag).send().is(304);
        nobody.open("/rota/feed/wrong").is(410);
        // Another's is not theirs to end.
        let page = priya.get("/rota/calendars").ok().saying("Who is on duty, Community Safety");
        let id = page.attributes("input[name=feed]", "value")[0].clone();
        world.workers[1].post("/rota/calendars/end", &[("feed", &id)]).not_found();
        priya.submit(&page, "form[action='/rota/calendars/end']", &[]).is(303);
        nobody.open(&feed).is(410);
        priya.get("/rota/calendars").ok().saying("You have none yet.");
        let wrong = priya.post("/rota/calendars", &[("kind", "team-x")]);
        wrong.is(422).saying("Choose what the calendar is of.");
    });
}

#[test]
fn protected_time_that_is_over_is_counted_with_what_took_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        let rota = world.published();
        world.dean.get("/rota/protected").ok().saying("No week of a published rota is over yet.");
        let priya = &world.workers[0];
        let slot = world.slot(priya, 'C');
        let page = world.check(&rota, priya, slot, "V");
        let page = if page.says("Save the change") { page } else { world.check(&rota, priya, slot, "F") };
        let why = [("reason", "crisis"), ("words", "A family was threatened at home.")];
        world.dean.submit(&page, "main form[method=post]", &why).is(303);
        app.clock().advance_seconds(28 * 24 * 3_600);
        let dean = app.worker("Dana Morris").role(Role::Leader).leads(world.team).signed_in();
        let page = dean.get("/rota/protected").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        page.saying("A crisis that could not wait: 1 half-day")
            .saying("of protected time was kept")
            .saying("leads the team")
            .saying("3 weeks that are over. From 12 on a control chart says");
    });
}

#[test]
fn a_time_study_holds_what_was_written_down_against_the_rota() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app);
        world.published();
        let priya = &world.workers[0];
        let page = world.dean.get("/time/exercises").ok();
        let team = format!("team-{}", world.team);
        let fields = [
            ("name", "Autumn time study"),
            ("purpose", "To set fair weights."),
            ("from", "20 11 2026"),
            ("until", "3 12 2026"),
            (team.as_str(), "yes"),
        ];
        world.dean.submit(&page, "main form", &fields).is(303);
        let page = priya.get("/time").ok();
        priya.submit(&page, "form[action='/time/agree']", &[]).is(303);
        let sql = "SELECT exercise_id FROM time_exercise WHERE tenant_id = 1";
        let exercise = app.read(move |c| c.one(Sql::<(uuid::Uuid,)>::new(sql), args![])).0;
        let day = |text| kernel::Day::parse(text).expect("a day");
        let period = (day("2026-11-20"), day("2026-12-03"));
        let kept = app.read(move |c| workload::time::store::results::kept(c, 1, exercise, period));
        // The rota begins on Monday the 23rd: to Thursday the 3rd that is eighteen half-days.
        let (planned, _) = world.letters(priya);
        let protected = planned.chars().take(18).filter(|letter| *letter == 'C').count();
        assert!(protected > 4, "{planned}");
        assert_eq!(kept.len(), protected);
        assert!(kept.iter().all(|one| one.user_id == priya.user() && one.to_minute - one.from_minute == 222));
        assert!(
            kept.iter().all(|one| one.on_day.is_some_and(|on| on >= day("2026-11-23") && on <= period.1))
        );
    });
}
