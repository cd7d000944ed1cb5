//! Time studies: two taps on a phone, quarter-hours, who may see what, results from five people.

use access::{CaseId, Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Client, TestApp, on_both};

/// Somebody's team, a leader of it, and a case that the first worker holds.
pub(crate) struct World<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) team: TeamId,
    pub(crate) ruth: Client<'a>,
    pub(crate) manager: Client<'a>,
    pub(crate) workers: Vec<Client<'a>>,
    pub(crate) case: CaseId,
}

impl<'a> World<'a> {
    pub(crate) fn new(app: &'a TestApp, people: usize) -> Self {
        let team = app.team("Community Safety");
        let workers: Vec<_> = (0..people)
            .map(|n| app.worker(&format!("Officer Number {n}")).role(Role::Officer).in_team(team).signed_in())
            .collect();
        let ruth = app.worker("Ruth Lane").role(Role::Leader).leads(team).signed_in();
        let manager = app.worker("Helen Okoro").role(Role::Manager).signed_in();
        let person = app.person("Amina Okafor").added();
        let case = app.case(person).worked_by("asb").held_by(team).opened("2026-09-01");
        let case = case.worker(workers[0].user()).added();
        Self { app, team, ruth, manager, workers, case }
    }

    /// Plans a study that runs today, and gives its address.
    pub(crate) fn planned(&self) -> String {
        let page = self.ruth.get("/time/exercises").ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        let team = format!("team-{}", self.team);
        let fields = [
            ("name", "Autumn time study"),
            ("purpose", "To set fair weights."),
            ("from", "20 11 2026"),
            ("until", "3 12 2026"),
            (team.as_str(), "yes"),
        ];
        self.ruth.submit(&page, "main form", &fields).is(303);
        let list = self.ruth.get("/time/exercises").ok().saying("Running");
        list.attributes("tbody th a", "href")[0].clone()
    }
}

/// Takes part.
fn agreed(who: &Client<'_>) {
    let page = who.get("/time").ok().saying("Results are shown only when the study is over");
    who.submit(&page, "form[action='/time/agree']", &[]).is(303);
}

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, workload::routes().merge(cases::routes()))
}

#[test]
fn a_study_is_of_every_team_that_was_ticked() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 1);
        let other = app.team("Housing");
        app.worker("Ann Bell").role(Role::Officer).in_team(other).added();
        let page = world.manager.get("/time/exercises").ok();
        let boxes = [world.team, other].map(|team| format!("team-{team}"));
        let mut fields: Vec<(&str, &str)> = boxes.iter().map(|name| (name.as_str(), "yes")).collect();
        fields.extend([("purpose", "To set fair weights."), ("from", "20 11 2026"), ("until", "3 12 2026")]);
        // What was ticked stays ticked where something is wrong.
        let back = world.manager.submit(&page, "main form", &fields).is(422).saying("Write a name");
        assert_eq!(back.count("input[type=checkbox][checked]"), 2);
        fields.push(("name", "Of two teams"));
        world.manager.submit(&back, "main form", &fields).is(303);
        let sql = "SELECT count(*) FROM time_exercise_team WHERE tenant_id = 1";
        assert_eq!(app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![])).0, 2);
    });
}

#[test]
fn the_clock_is_started_and_stopped_in_two_taps() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 1);
        let priya = &world.workers[0];
        priya.get("/time").ok().saying("No time study runs for a team of yours today.");
        priya.post("/time/start", &[("activity", "phone")]).is(409);
        world.planned();
        // The notice comes first, and nothing can be written down before it is read.
        priya.get("/time").ok().saying("To set fair weights.").without("What do you do?");
        priya.post("/time/start", &[("activity", "phone")]).is(409);
        agreed(priya);
        let page = priya.get("/time").ok().saying("What do you do?");
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert!(page.says("Amina Okafor"));
        priya.submit(&page, "form[action='/time/start']", &[]).is(422).saying("Choose what you do.");
        let case = world.case.to_string();
        let fields = [("case", case.as_str()), ("activity", "phone")];
        priya.submit(&page, "form[action='/time/start']", &fields).is(303);
        app.clock().advance_seconds(18 * 60);
        let page = priya.get("/time").ok().saying("With a person, by phone").saying("18 min");
        priya.submit(&page, "form[action='/time/stop']", &[("interrupted", "yes")]).is(303);
        let page = priya.get("/time").ok().saying("interrupted");
        assert_eq!(page.count("tbody tr"), 1);
        assert_eq!(page.text("tbody tr td:nth-child(4)"), "18 min");
        assert!(page.text("tbody tr td:nth-child(3)").contains("Amina Okafor"));
        // A case that somebody else holds is refused; so is one more entry of less than a minute.
        let other = app.case(app.person("Ben Carter").added()).worked_by("asb").held_by(world.team).added();
        let other = other.to_string();
        priya.post("/time/start", &[("activity", "phone"), ("case", other.as_str())]).is(422);
        priya.post("/time/start", &[("activity", "travel")]).is(303);
        priya.post("/time/start", &[("activity", "admin")]).is(303);
        priya.post("/time/stop", &[]).is(303);
        assert_eq!(priya.get("/time").ok().count("tbody tr"), 1);
        // It can be taken away again, by its own writer only.
        let entry = page.attributes("input[name=entry]", "value")[0].clone();
        world.ruth.get("/time").ok().without("Amina Okafor");
        agreed(&world.ruth);
        world.ruth.post("/time/remove", &[("entry", entry.as_str())]).is(303);
        assert_eq!(priya.get("/time").ok().count("tbody tr"), 1);
        priya.post("/time/remove", &[("entry", entry.as_str())]).is(303);
        assert_eq!(priya.get("/time").ok().count("tbody tr"), 0);
    });
}

#[test]
fn a_clock_that_was_forgotten_asks_when_it_ended() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 1);
        let priya = &world.workers[0];
        world.planned();
        agreed(priya);
        priya.post("/time/start", &[("activity", "duty")]).is(303);
        priya.get("/time").ok().without("most likely forgotten");
        let (user, began) = (priya.user(), app.clock().today().at(0, 5));
        app.write(move |c| {
            let sql = "UPDATE time_running SET started_at = $2 WHERE tenant_id = 1 AND user_id = $1";
            c.exec(Sql::new(sql), args![user, began])
        });
        app.clock().advance_seconds(50 * 60);
        let page = priya.get("/time").ok().saying("most likely forgotten").without("What do you do?");
        priya.submit(&page, "form[action='/time/stop']", &[]).is(422).saying("Choose when you stopped.");
        let first = page.attributes("#until option:nth-child(2)", "value")[0].clone();
        priya.submit(&page, "form[action='/time/stop']", &[("until", first.as_str())]).is(303);
        let day = priya.get("/time/day?on=2026-11-20&part=night").ok();
        day.saying("12.05am to 12.15am by the clock: Duty or front door");
    });
}

#[test]
fn quarter_hours_are_filled_in_and_changed() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 1);
        let priya = &world.workers[0];
        priya.get("/time/day").ok().saying("No time study in which you take part covers this day.");
        world.planned();
        agreed(priya);
        // It is ten: eight to ten can be filled in, and nothing ahead.
        let at = "/time/day?on=2026-11-20&part=morning";
        let page = priya.get(at).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert_eq!((page.count("select[name^=what]"), page.count("tbody tr")), (12, 20));
        let case = world.case.to_string();
        let fields = [
            ("what-480", "face"),
            ("case-480", case.as_str()),
            ("what-495", "face"),
            ("case-495", case.as_str()),
            ("what-510", "travel"),
            ("case-540", case.as_str()),
        ];
        let wrong = priya.submit(&page, "main form", &fields).is(422).saying("Choose what you did at 9am.");
        assert_eq!(wrong.attributes("#what-480 option[selected]", "value"), ["face"], "what was typed stays");
        priya.submit(&page, "main form", &fields[..5]).is(303);
        let today = priya.get("/time").ok();
        assert_eq!(today.select("tbody tr td:nth-child(4)"), ["30 min", "15 min"], "neighbours became one");
        // The same part again takes the place of what was there.
        let page = priya.get(at).ok();
        assert_eq!(page.attributes("#what-495 option[selected]", "value"), ["face"]);
        priya.submit(&page, "main form", &[("what-495", "phone"), ("case-495", "")]).is(303);
        let today = priya.get("/time").ok();
        assert_eq!(today.select("tbody tr td:nth-child(4)"), ["15 min", "15 min", "15 min"]);
        // Ahead, in time the clock runs in, or outside the study, nothing is kept.
        let ahead = [("on", "2026-11-20"), ("part", "morning"), ("what-600", "face")];
        priya.post("/time/day", &ahead).is(422);
        priya.post("/time/day", &[("on", "2026-11-19"), ("part", "morning"), ("what-480", "face")]).is(422);
        priya.post("/time/start", &[("activity", "panel")]).is(303);
        app.clock().advance_seconds(30 * 60);
        priya.get(at).ok().saying("The clock runs");
        priya.post("/time/day", &ahead).is(422);
        priya.post("/time/stop", &[]).is(303);
        priya.get(at).ok().saying("10am to 10.30am by the clock: Panel or meeting");
    });
}

#[test]
fn one_study_at_a_time_planned_by_those_who_lead() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 1);
        world.workers[0].get("/time/exercises").is(404);
        let page = world.ruth.get("/time/exercises").ok();
        world.ruth.submit(&page, "main form", &[]).is(422).saying("Choose one team at least.");
        let at = world.planned();
        let team = format!("team-{}", world.team);
        let again = [
            ("name", "Another"),
            ("purpose", "More."),
            ("from", "3 12 2026"),
            ("until", "9 12 2026"),
            (team.as_str(), "yes"),
        ];
        world.ruth.submit(&page, "main form", &again).is(409);
        // A leader of another team cannot plan for this one; a manager can for any.
        let elsewhere = app.worker("Ann Bell").role(Role::Leader).leads(app.team("Elsewhere")).signed_in();
        elsewhere.get("/time/exercises").ok().without("Community Safety");
        world.manager.get("/time/exercises").ok().saying("Community Safety");
        world.ruth.post(&format!("{at}/end"), &[]).is(303);
        world.ruth.post(&format!("{at}/end"), &[]).is(409);
        world.workers[0].get("/time").ok().saying("No time study runs for a team of yours today.");
        world.ruth.submit(&page, "main form", &again).is(303);
    });
}

/// Each worker writes an hour down for a day, in a case for the first; then the study is ended.
fn recorded(world: &World<'_>, at: &str) {
    let (exercise, case) = (at.rsplit('/').next().expect("an id").to_owned(), world.case);
    let exercise = uuid::Uuid::parse_str(&exercise).expect("an id");
    for (n, who) in world.workers.iter().enumerate() {
        agreed(who);
        let rows = [(540, 60, if n == 0 { "face" } else { "recording" }), (600, 60, "booking")];
        for (from, minutes, activity) in rows {
            let (id, user) = (world.app.uuid(), who.user());
            let case = (n == 0).then_some(case);
            world.app.write(move |c| {
                let sql = "INSERT INTO time_entry (tenant_id, entry_id, exercise_id, user_id, on_day, from_minute,
                        minutes, activity, case_id, interrupted, by_clock, recorded_at)
                    VALUES (1, $1, $2, $3, '2026-11-20', $4, $5, $6, $7, FALSE, FALSE, '2026-11-20T12:00:00Z')";
                c.exec(Sql::new(sql), args![id, exercise, user, from, minutes, activity, case])
            });
        }
    }
    world.ruth.post(&format!("{at}/end"), &[]).is(303);
}

#[test]
fn results_wait_for_the_end_and_for_five_people() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 4);
        let at = world.planned();
        let running = world.ruth.get(&at).ok().saying("Results are shown when it is over");
        assert!(running.statements <= 12);
        recorded(&world, &at);
        world.ruth.get(&at).ok().saying("Too few to show").without("Direct contact");
        world.manager.get(&format!("{at}/weights")).is(404);
        // Each sees their own, whoever is few.
        let own = world.workers[0].get("/time/mine").ok().saying("You wrote down 2 h on 1 day.");
        assert!(own.statements <= 12, "{} statements", own.statements);
        assert_eq!(own.count("tbody tr"), 2);
        world.ruth.get("/time/mine").ok().saying("You wrote nothing down");
        world.workers[0].get(&at).is(404);
    });
}

#[test]
fn a_time_study_changes_a_weight() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 5);
        let (case, at) = (world.case, world.planned());
        recorded(&world, &at);
        let page = world.ruth.get(&at).ok();
        assert!(page.statements <= 12, "{} statements", page.statements);
        // An hour of ten is face to face; one day each of five people: Wilson's interval of 0.1 in 5 is 1.1 % to 53.7 %.
        let page = page
            .saying("5 people wrote down 10 h on 5 days of one person each")
            .saying("95% interval 1% to 54%");
        page.without("Officer Number").without("Make the next weights from this");
        let page = world.manager.get(&at).ok().saying("Make the next weights from this");
        let table = "section[aria-labelledby=cases] tbody tr";
        assert_eq!(page.count(table), 1);
        world.ruth.get(&format!("{at}/weights")).is(404);
        let next = world.manager.get(&format!("{at}/weights")).ok();
        assert!(next.statements <= 12, "{} statements", next.statements);
        // Two hours in one day that the study ran are 840 minutes a week, 56 points: (56 + 8 × 3) ÷ 9 = 8.89.
        let rows = next.select("section[aria-labelledby=bases] tbody tr");
        let row = rows.iter().find(|row| row.contains("anti-social behaviour") && row.contains("840 min"));
        assert!(
            row.is_some_and(|row| row.contains("8.89") && row.contains("(1 × 56 + 8 × 3) ÷ 9")),
            "{rows:?}"
        );
        let next = next.saying("1 of 1 open case would weigh more or less than now.");
        world
            .manager
            .submit(&next, "main form", &[("from", "19 11 2026"), ("why", "")])
            .is(422)
            .saying("Write why");
        let fields = [("from", "20 November 2026"), ("why", "As measured in autumn.")];
        world.manager.submit(&next, "main form", &fields).is(303);
        let list =
            world.ruth.get("/caseloads/weights").ok().saying("As measured in autumn.").saying("In force");
        assert!(list.statements <= 12, "{} statements", list.statements);
        assert_eq!(list.count("section[aria-labelledby=published] tbody tr"), 1);
        let day = app.clock().today();
        let (pack, score) = app.read(move |c| {
            let pack = workload::weights::store::in_force(c, 1, day)?;
            Ok((pack, workload::load::weigh::one(c, 1, case, day)?))
        });
        assert_eq!((pack.version, pack.adjustment), (2, 30));
        assert_eq!(score.expect("an open case").points, workload::Points::hundredths(889));
        // What was opened before that cannot be published over it.
        world.manager.submit(&next, "main form", &fields).is(303);
        let again = [("of", "alongside 1"), ("from", "20 November 2026"), ("why", "Again.")];
        world.manager.post(&format!("{at}/weights"), &again).is(409);
        // Taken back: the weights before count again.
        let list = world.manager.get("/caseloads/weights").ok();
        world.ruth.submit(&list, "form[action$=take-back]", &[]).is(404);
        world.manager.submit(&list, "form[action$=take-back]", &[]).is(303);
        let pack = app.read(move |c| workload::weights::store::in_force(c, 1, day));
        assert_eq!(&pack, &workload::weights::shipped()[0]);
    });
}

#[test]
fn a_pack_that_ships_is_put_in_force_from_a_day_on() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = World::new(&app, 1);
        let page = world.manager.get("/caseloads/weights").ok().saying("Nothing is published yet");
        world.ruth.get("/caseloads/weights").ok().without("Put it in force");
        let form = "form[action='/caseloads/weights']";
        world.manager.submit(&page, form, &[("from", "")]).is(422).saying("Choose a pack.");
        let fields =
            [("pack", "probation"), ("from", "1 December 2026"), ("why", "We are a probation service.")];
        world.manager.submit(&page, form, &fields).is(303);
        world.manager.get("/caseloads/weights").ok().saying("To come");
        let in_force = |day: &'static str| {
            let day = kernel::Day::parse(day).expect("a day");
            app.read(move |c| workload::weights::store::in_force(c, 1, day))
        };
        assert_eq!(&in_force("2026-11-30"), &workload::weights::shipped()[0]);
        assert_eq!(&in_force("2026-12-01"), &workload::weights::shipped()[1]);
    });
}
