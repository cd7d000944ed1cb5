//! Loads: what cases weigh from their facts, what people carry, the night and the watch.

use access::{CaseId, Role, TeamId, UserId};
use kernel::{
    Day, Id, args,
    db::{ConnExt, Sql},
};
use staff::model::{Career, Contract};
use testkit::{TestApp, on_both};
use workload::{
    Points,
    capacity::Band,
    load::{
        model::{Load, loads},
        night,
        store::{
            facts::history,
            figures::{Whose, entries},
        },
        weigh,
    },
};

pub(crate) struct World<'a> {
    pub app: &'a TestApp,
    pub team: TeamId,
    pub priya: UserId,
    pub sam: UserId,
}

impl<'a> World<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let sam = app.worker("Sam Reilly").role(Role::Officer).in_team(team).added();
        let world = Self { app, team, priya, sam };
        world.hours(priya, 3_700);
        world
    }

    pub fn hours(&self, user: UserId, hours: i64) {
        self.hours_from(user, hours, "2026-01-05");
    }

    pub fn hours_from(&self, user: UserId, hours: i64, from: &str) {
        let (written, id) = (self.written(), self.app.uuid());
        let contract = Contract {
            user_id: user,
            from_on: Day::parse(from).expect("a day"),
            hours,
            pattern: "WWWWWWWWWW".to_owned(),
            career: Career::Experienced,
            casework: 55,
        };
        self.app.write(move |c| staff::store::add_contract(c, written, id, &contract));
    }

    pub fn written(&self) -> staff::store::Written {
        staff::store::Written { tenant: 1, at: self.app.clock().now(), by: self.priya }
    }

    /// A case of anti-social behaviour with a risk band, opened long ago.
    pub fn case(&self, name: &str, worker: Option<UserId>, band: &'static str) -> CaseId {
        let person = self.app.person(name).added();
        let case = self.app.case(person).held_by(self.team).opened("2026-03-02");
        let case = match worker {
            Some(worker) => case.worker(worker),
            None => case,
        }
        .added();
        self.app.write(move |c| {
            let sql =
                "UPDATE case_file SET case_type = 'asb', band = $3 WHERE tenant_id = $1 AND case_id = $2";
            c.exec(Sql::<()>::new(sql), args![1, case, band])
        });
        case
    }

    pub fn night(&self) {
        (night::NIGHT.run)(self.app.db(), &|| true).expect("a night");
    }

    pub fn all(&self, whose: Whose) -> Vec<Load> {
        let now = self.app.clock().now();
        loads(&self.app.read(move |c| entries(c, 1, whose, now)), Day::of(now))
    }

    pub fn of(&self, user: UserId, whose: Whose) -> Load {
        self.all(whose).into_iter().find(|load| load.user == user).expect("a load")
    }

    fn line(&self, case: CaseId) -> (i64, String) {
        let kept = self.app.read(move |c| history(c, 1, case));
        kept.into_iter().next().map(|(points, line, ..)| (points, line)).expect("points")
    }
}

#[test]
fn one_changed_fact_changes_the_points_and_what_was_before_is_kept() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let w = World::new(&app);
        let case = w.case("Ann One", Some(w.priya), "high");
        let done = weigh::all(app.db(), &|| true).expect("weighed");
        assert_eq!((done.looked, done.changed), (1, 1));
        assert_eq!(w.line(case), (1_000, "10 high risk of anti-social behaviour".to_owned()));
        // Nothing changed: nothing is written.
        assert_eq!(weigh::all(app.db(), &|| true).expect("weighed").changed, 0);

        let (sam, at) = (w.sam, app.clock().now());
        let id = app.uuid();
        app.write(move |c| {
            let sql =
                "INSERT INTO allocation (tenant_id, allocation_id, case_id, user_id, part, share, from_on,
                    reason, ended_why, recorded_at, recorded_by)
                VALUES ($1, $2, $3, $4, 'co', 40, $5, '', '', $6, $4)";
            c.exec(Sql::<()>::new(sql), args![1, id, case, sam, Day::of(at), at])
        });
        app.clock().advance_seconds(60);
        assert_eq!(weigh::all(app.db(), &|| true).expect("weighed").changed, 1);
        assert_eq!(w.line(case).1, "10 high risk of anti-social behaviour × 0.6 shared = 6");
        let kept = app.read(move |c| history(c, 1, case));
        assert_eq!(kept.iter().map(|(points, ..)| *points).collect::<Vec<_>>(), [600, 1_000]);
        // Both carry it, each as much as it weighs shared.
        let (priya, sam) = (w.of(w.priya, Whose::All), w.of(w.sam, Whose::All));
        assert_eq!((priya.cases, priya.points()), (1, Points::whole(6)));
        assert_eq!((sam.cases, sam.shared_cases, sam.points()), (0, 1, Points::whole(6)));
    });
}

#[test]
fn every_fact_of_a_case_flips_its_points() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let w = World::new(&app);
        let case = w.case("Ann One", Some(w.priya), "standard");
        let line = || {
            app.clock().advance_seconds(1);
            weigh::all(app.db(), &|| true).expect("weighed");
            w.line(case).1
        };
        assert_eq!(line(), "3 anti-social behaviour");
        let run = |sql: &'static str| {
            app.write(move |c| c.exec(Sql::<()>::new(sql), args![1, case]).map(drop));
        };
        run("UPDATE person SET language = 'Farsi, interpreter for long talks'
            WHERE tenant_id = $1 AND person_id = (SELECT lead_person_id FROM case_file
                WHERE tenant_id = $1 AND case_id = $2)");
        assert_eq!(line(), "3 anti-social behaviour + 0.3 interpreter = 3.3");
        run("UPDATE case_file SET opened_on = '2026-11-10' WHERE tenant_id = $1 AND case_id = $2");
        assert_eq!(line(), "3 anti-social behaviour + 0.75 new + 0.3 interpreter = 4.05");
        run("INSERT INTO case_weighing (tenant_id, case_id, travel, tier, setting, recorded_at, recorded_by)
            SELECT tenant_id, case_id, TRUE, '', '', opened_recorded_at, worker_id FROM case_file
            WHERE tenant_id = $1 AND case_id = $2");
        assert_eq!(line(), "3 anti-social behaviour + 0.75 new + 0.3 interpreter + 1 travel = 5.05");
        run("INSERT INTO case_stage (tenant_id, case_id, entry_id, stage, entered_on, skipped, reason, recorded_at,
                recorded_by)
            SELECT tenant_id, case_id, case_id, 'legal', opened_on, FALSE, '', opened_recorded_at, worker_id
            FROM case_file WHERE tenant_id = $1 AND case_id = $2");
        assert!(line().contains("+ 6 legal action"), "{}", line());
        run(
            "INSERT INTO case_adjustment (tenant_id, adjustment_id, case_id, percent, why, from_on, until_on,
                recorded_at, recorded_by)
            SELECT tenant_id, case_id, case_id, 20, 'Three siblings', '2026-11-01', '2026-12-31',
                opened_recorded_at, worker_id
            FROM case_file WHERE tenant_id = $1 AND case_id = $2",
        );
        assert!(line().ends_with("× 1.2 agreed = 13.26"), "{}", line());
        run("UPDATE case_adjustment SET ended_on = '2026-11-02' WHERE tenant_id = $1 AND case_id = $2");
        assert!(line().ends_with("= 11.05"), "{}", line());
        // All that is left to do is a partner's.
        run("INSERT INTO next_action (tenant_id, action_id, person_id, case_id, kind, what, owner_name, owner_kind,
                due_on, version, recorded_at, recorded_by, outcome)
            SELECT tenant_id, case_id, lead_person_id, case_id, 'task', 'Fit the lock', 'Weirside Homes', 'agency',
                '2026-12-01', 1, opened_recorded_at, worker_id, ''
            FROM case_file WHERE tenant_id = $1 AND case_id = $2");
        assert!(line().contains("× 0.5 waiting"), "{}", line());
    });
}

#[test]
fn everybody_sees_the_same_figure_wherever_they_ask() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let w = World::new(&app);
        for (n, band) in ["high", "medium", "standard", "high"].into_iter().enumerate() {
            w.case(&format!("Person {n}"), Some(w.priya), band);
        }
        w.case("Nobody's", None, "high");
        w.night();
        let (one, team, all) = (w.all(Whose::One(w.priya)), w.all(Whose::Team(w.team)), w.all(Whose::All));
        let of = |all: &[Load]| all.iter().find(|load| load.user == w.priya).cloned().expect("a load");
        assert_eq!((of(&one), of(&team)), (of(&all), of(&all)));
        let load = of(&all);
        assert_eq!((load.cases, load.points()), (4, Points::whole(29)));
        assert_eq!((load.used(), load.band()), (Some(356), Some(Band::Room)));
        assert_eq!(load.name, "Priya Shah");
    });
}

#[test]
fn what_was_written_to_is_weighed_again_within_seconds_and_nothing_else() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes().merge(cases::routes()));
        let w = World::new(&app);
        let (case, other) =
            (w.case("Ann One", Some(w.priya), "standard"), w.case("Ben Two", Some(w.priya), "standard"));
        w.night();
        app.clock().advance_seconds(3_600);
        for case in [case, other] {
            app.write(move |c| {
                let sql = "UPDATE case_file SET band = 'high' WHERE tenant_id = $1 AND case_id = $2";
                c.exec(Sql::<()>::new(sql), args![1, case]).map(drop)
            });
        }
        let since = app.clock().now();
        assert_eq!(weigh::touched(app.db(), since).expect("weighed").changed, 0);
        // Somebody writes to one of them.
        let zofia = app.worker("Zofia Mazur").role(Role::Officer).in_team(w.team).signed_in();
        let (person,) = app.read(move |c| {
            let sql = "SELECT lead_person_id FROM case_file WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(Id<access::Person>,)>::new(sql), args![1, case])
        });
        let pairs =
            [("summary", "Rang"), ("channel", "note"), ("case", &*case.to_string()), ("submission", "s")];
        zofia.post(&format!("/people/{person}/notes/new"), &pairs).is(303);
        app.clock().advance_seconds(5);
        let done = weigh::touched(app.db(), since).expect("weighed");
        assert_eq!((done.looked, done.changed), (1, 1));
        assert!(w.line(case).0 > 300);
        assert_eq!(w.line(other).0, 300);
    });
}

#[test]
fn contacts_for_a_colleague_add_and_take_away() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, workload::routes());
        let w = World::new(&app);
        let case = w.case("Ann One", Some(w.priya), "standard");
        let person = app.read(move |c| {
            let sql = "SELECT lead_person_id FROM case_file WHERE tenant_id = $1 AND case_id = $2";
            c.one(Sql::<(Id<access::Person>,)>::new(sql), args![1, case])
        });
        for (by, times) in [(w.sam, 3), (w.priya, 5)] {
            for _ in 0..times {
                app.contact(person.0, by).in_case(case).added();
            }
        }
        w.night();
        let (priya, sam) = (w.of(w.priya, Whose::All), w.of(w.sam, Whose::All));
        assert_eq!((sam.for_others, sam.by_others), (Points::hundredths(150), Points::ZERO));
        assert_eq!((priya.for_others, priya.by_others), (Points::ZERO, Points::hundredths(150)));
        assert_eq!((priya.points(), sam.points()), (Points::hundredths(150), Points::hundredths(150)));
    });
}
