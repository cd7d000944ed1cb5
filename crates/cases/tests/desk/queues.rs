//! What stands in each queue, and whose order it is in.

use access::{CaseId, PersonId, Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Client, TestApp, on_both};

/// A team with three people and a case of each; the last person is restricted.
struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    people: [PersonId; 3],
    cases: [CaseId; 3],
    priya: Client<'a>,
    dean: Client<'a>,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        let people = [
            app.person("Amina Okafor").added(),
            app.person("Joe Bell").added(),
            app.person("Els Hidden").restricted().added(),
        ];
        let opened = ["2026-10-01", "2026-10-05", "2026-09-01"];
        let cases = [0, 1, 2]
            .map(|n| app.case(people[n]).held_by(team).worker(priya.user()).opened(opened[n]).added());
        Self { app, team, people, cases, priya, dean }
    }

    fn at(&self, queue: &str) -> String {
        format!("/queues/team/{}?queue={queue}", self.team)
    }

    /// The people in a queue as somebody sees it, in order.
    fn names(&self, client: &Client<'_>, queue: &str) -> Vec<String> {
        client.get(&self.at(queue)).ok().without("Els Hidden").select("tbody th")
    }

    fn order(&self, client: &Client<'_>, n: usize, way: &str, other: Option<usize>) {
        let case = self.cases[n].to_string();
        let other = other.map_or(String::new(), |n| self.cases[n].to_string());
        let fresh = self.app.uuid().simple().to_string();
        let pairs = [
            ("queue", "quiet"),
            ("case", &*case),
            ("do", way),
            ("before", &*other),
            ("after", &*other),
            ("submission", &*fresh),
        ];
        client.post(&format!("/queues/team/{}/order", self.team), &pairs).is(303);
    }

    fn sql(&self, text: &'static str, case: CaseId) {
        self.app.write(move |c| c.exec(Sql::<()>::new(text), args![1, case]).map(drop));
    }
}

#[test]
fn a_case_is_in_a_queue_for_as_long_as_its_facts_say_so() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let w = World::new(&app);
        let (all, joe) = (vec!["Amina Okafor", "Joe Bell"], vec!["Joe Bell"]);
        assert_eq!(w.names(&w.priya, "quiet"), all, "nobody was reached; the longest open first");
        app.contact(w.people[0], w.priya.user()).in_case(w.cases[0]).added();
        assert_eq!(w.names(&w.priya, "quiet"), joe);
        assert_eq!(w.names(&w.priya, "unbooked"), all);
        let call =
            app.action(w.people[0], "Call").in_case(w.cases[0]).owner(w.priya.user()).due("2026-11-25");
        call.added();
        assert_eq!(w.names(&w.priya, "unbooked"), joe);
        assert!(w.names(&w.priya, "partner").is_empty(), "a worker's action waits on nobody else");
        let repair = app.action(w.people[1], "Fit a second lock").in_case(w.cases[1]).due("2026-11-18");
        repair.with(|new| "Repairs".clone_into(&mut new.owner_name)).added();
        assert_eq!(w.names(&w.priya, "partner"), joe);
        w.priya
            .get(&w.at("partner"))
            .ok()
            .saying("Repairs: Fit a second lock, by Wed 18 Nov")
            .saying("Overdue");
        w.sql("UPDATE next_action SET done_on = due_on WHERE tenant_id = $1 AND case_id = $2", w.cases[1]);
        assert!(w.names(&w.priya, "partner").is_empty(), "done");
        assert_eq!(w.names(&w.priya, "no-step"), all);
        assert_eq!(w.names(&w.priya, "no-exit"), all);
        let nobody = w.names(&w.priya, "overdue");
        assert!(nobody.is_empty());
        app.close(w.cases[1]);
        assert_eq!(w.names(&w.priya, "no-exit"), ["Amina Okafor"], "a closed case waits for nothing");
    });
}

#[test]
fn a_case_in_which_nobody_was_reached_is_quiet_when_it_is_open_for_as_long() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let w = World::new(&app);
        // The day of the test is 20 November 2026; 28 days before it is 23 October.
        for (name, opened) in
            [("Una Today", "2026-11-20"), ("Ted Then", "2026-10-23"), ("Ira Before", "2026-10-22")]
        {
            let person = app.person(name).added();
            app.case(person).held_by(w.team).worker(w.priya.user()).opened(opened).added();
        }
        let names = ["Amina Okafor", "Joe Bell", "Ira Before"];
        assert_eq!(w.names(&w.priya, "quiet"), names);
        // My day and the figures of the team say the same: Els Hidden's case is one more that nobody sees.
        let team = w.team;
        let figures = app.read(move |c| cases::store::caseload::by_team(c, 1, testkit::START));
        let quiet: Vec<i64> = figures.iter().filter(|one| one.team_id == team).map(|one| one.quiet).collect();
        assert_eq!(quiet, [4]);
    });
}

#[test]
fn a_clock_is_due_when_it_is_near_and_a_right_that_lapsed_is_not() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let w = World::new(&app);
        // The day of the test is 20 November 2026.
        for (n, clock, near, due, ends) in [
            (0, "first", "2026-11-10", "2026-11-18", "overdue"),
            (1, "right", "2026-11-10", "2026-11-18", "lapses"),
            (2, "hidden", "2026-11-10", "2026-11-18", "overdue"),
        ] {
            let case = w.cases[n];
            let day = |text: &str| kernel::Day::parse(text).expect("a day");
            let (near, due) = (day(near), day(due));
            app.write(move |c| {
                let sql = "INSERT INTO case_clock (
                        tenant_id, case_id, clock, nth, starts_on, first_due_on, due_on, near_on, state, ends)
                    VALUES (1, $1, $2, 1, $3, $4, $4, $3, 'running', $5)";
                c.exec(Sql::<()>::new(sql), args![case, clock, near, due, ends]).map(drop)
            });
        }
        assert_eq!(w.names(&w.priya, "clock"), ["Amina Okafor"]);
        let page = w.priya.get(&w.at("clock")).ok().saying("first ended Wed 18 Nov").saying("Overdue");
        assert!(page.statements <= 2, "{} statements", page.statements);
        w.sql(
            "UPDATE case_clock SET due_on = '2026-11-24' WHERE tenant_id = $1 AND case_id = $2",
            w.cases[1],
        );
        assert_eq!(w.names(&w.priya, "clock"), ["Amina Okafor", "Joe Bell"], "it is near and still open");
        w.sql(
            "UPDATE case_clock SET near_on = '2026-11-24' WHERE tenant_id = $1 AND case_id = $2",
            w.cases[0],
        );
        assert_eq!(w.names(&w.priya, "clock"), ["Joe Bell"], "not near yet");
        w.sql("UPDATE case_clock SET state = 'paused' WHERE tenant_id = $1 AND case_id = $2", w.cases[1]);
        assert!(w.names(&w.priya, "clock").is_empty());
    });
}

#[test]
fn two_people_each_see_their_own_order() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let w = World::new(&app);
        let (up, down) = (vec!["Joe Bell", "Amina Okafor"], vec!["Amina Okafor", "Joe Bell"]);
        assert_eq!(
            (w.names(&w.priya, "quiet"), w.names(&w.dean, "quiet")),
            (down.iter().map(ToString::to_string).collect(), down.iter().map(ToString::to_string).collect())
        );
        w.order(&w.priya, 1, "put", None);
        assert_eq!(w.names(&w.priya, "quiet"), up, "what has a place comes first");
        assert_eq!(w.names(&w.dean, "quiet"), down, "the leader does not see it");
        assert_eq!(w.names(&w.priya, "unbooked"), down, "each queue has an order of its own");
        w.order(&w.priya, 0, "put", None);
        assert_eq!(w.names(&w.priya, "quiet"), up, "the next place is after the last");
        w.order(&w.dean, 1, "put", None);
        w.order(&w.priya, 0, "up", Some(1));
        assert_eq!(w.names(&w.priya, "quiet"), down);
        assert_eq!(w.names(&w.dean, "quiet"), up);
        w.order(&w.priya, 0, "down", Some(1));
        assert_eq!(w.names(&w.priya, "quiet"), up);
        w.order(&w.priya, 1, "take", None);
        assert_eq!(w.names(&w.priya, "quiet"), down);
        // The page's own forms do the same, with scripts off.
        let page = w.dean.get(&w.at("quiet")).ok();
        w.dean.submit(&page, "tbody form", &[("do", "take")]).is(303);
        assert_eq!(w.names(&w.dean, "quiet"), down);
        w.priya.post(&format!("/queues/team/{}/order", w.team), &[("case", "x")]).is(422);
    });
}

#[test]
fn the_file_holds_what_the_page_holds() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let w = World::new(&app);
        let file = w.priya.get(&format!("/queues/team/{}/queue.csv?queue=no-exit", w.team)).is(200);
        let text = file.html();
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.contains("\"There is no exit plan\",\"2026-10-01\""), "{text}");
        assert!(!text.contains("Hidden"));
        let mine = format!("/queues/officer/{}?queue=quiet&days=42", w.priya.user());
        assert_eq!(
            w.priya.get(&mine).ok().select("tbody th").len(),
            2,
            "never reached, and open for 50 and 46 days"
        );
        app.contact(w.people[0], w.priya.user())
            .in_case(w.cases[0])
            .at(app.clock().now().plus_seconds(-40 * 24 * 3600))
            .added();
        assert_eq!(w.priya.get(&mine).ok().select("tbody th"), ["Joe Bell"], "40 days are fewer than 42");
        assert_eq!(w.names(&w.priya, "quiet").len(), 2, "and more than 28");
        w.priya.get(&w.at("quiet")).ok().saying("Nobody reached for 40 days").saying("Alongside default");
    });
}
