//! Self-audits: each finding flips by one fact, what is kept, what goes to supervision.

use access::{CaseId, PersonId, Role, TeamId};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use testkit::{Answer, Client, TestApp, on_both};
use uuid::Uuid;

const DAY: i64 = 24 * 3600;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    priya: Client<'a>,
    dean: Client<'a>,
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        Self { app, team, priya, dean }
    }

    fn case(&self, name: &str) -> (PersonId, CaseId) {
        let person = self.app.person(name).added();
        let case = self.app.case(person).held_by(self.team).worker(self.priya.user()).opened("2026-09-01");
        (person, case.added())
    }

    /// A case in which nothing is missing: reached an hour ago, a step to come, an exit plan.
    fn clean(&self, name: &str) -> (PersonId, CaseId) {
        let (person, case) = self.case(name);
        self.app.contact(person, self.priya.user()).in_case(case).added();
        self.step(person, case, "2026-12-10");
        self.exit(case);
        (person, case)
    }

    fn step(&self, person: PersonId, case: CaseId, due: &str) -> Uuid {
        use cases::plan::{
            model::{Binding, GoalState, Owner},
            store::write::{By, GoalWords, StepWords, add_goal, add_step},
        };
        let (user, at, due_on) = (self.priya.user(), self.app.clock().now(), day(due));
        let [goal, step, a, b] = [(); 4].map(|()| self.app.uuid());
        let by = move |trace| By { trace, user, at };
        self.app.write(move |c| {
            let words = "Sleep".to_owned();
            let goal_words = GoalWords { area: String::new(), words, state: GoalState::Open, ended_on: None };
            add_goal(c, 1, case, goal, &goal_words, by(a))?;
            let words = StepWords {
                what: "Fit a lock".to_owned(),
                owner_kind: Owner::Person,
                owner: None,
                owner_name: String::new(),
                due_on,
                binding: Binding::None,
            };
            add_step(c, 1, (case, person), (goal, step), &words, by(b))
        });
        step
    }

    fn exit(&self, case: CaseId) {
        use cases::plan::store::write::{By, NewExit, set_exit};
        let by = By { trace: self.app.uuid(), user: self.priya.user(), at: self.app.clock().now() };
        let new = NewExit {
            exit_id: self.app.uuid(),
            safe_when: "Three quiet months".to_owned(),
            expected_on: day("2027-02-01"),
            carries_on: "Her sister".to_owned(),
        };
        self.app.write(move |c| set_exit(c, 1, case, None, &new, by));
    }

    fn sql(&self, text: &'static str, case: CaseId) {
        self.app.write(move |c| c.exec(Sql::<()>::new(text), args![1, case]).map(drop));
    }

    fn page(&self) -> Answer {
        self.priya.get("/reviews/audit").ok()
    }

    /// What the page says is missing in a case.
    fn missing(&self, case: CaseId) -> Vec<String> {
        let css = format!("section[id='case-{case}'] .bullets a");
        let words = self.page().select(&css);
        words.iter().map(|w| w.split(':').next().unwrap_or_default().to_owned()).collect()
    }

    fn press(&self, page: &Answer, case: CaseId, filled: &[(&str, &str)]) -> Answer {
        self.priya.submit(page, &format!("form[action='/reviews/audit/{case}']"), filled)
    }

    fn supervised(&self, client: &Client<'_>) -> Vec<(CaseId, bool, String)> {
        let worker = self.priya.user();
        let actor = crate::actor::actor(self.app, client.user(), Role::Leader);
        let db = self.app.db().clone();
        let lines = self.app.wait(async move {
            db.list(&actor, "list", String::new(), move |c, scope| {
                let value = quality::audit::store::for_supervision(c, scope, worker)?;
                Ok(access::Shown { value, subjects: Vec::new() })
            })
            .await
        });
        lines.expect("the list").into_iter().map(|l| (l.case_id, l.help, l.words)).collect()
    }
}

#[test]
fn each_finding_flips_by_one_fact() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let (person, case) = w.clean("Amina Okafor");
        let none: Vec<String> = Vec::new();
        assert_eq!(w.missing(case), none);
        // A step that was due yesterday; done again.
        w.sql("UPDATE next_action SET due_on = '2026-11-19' WHERE tenant_id = $1 AND case_id = $2", case);
        assert_eq!(w.missing(case), ["A step of the plan is overdue"]);
        w.sql("UPDATE next_action SET due_on = '2026-11-20' WHERE tenant_id = $1 AND case_id = $2", case);
        assert_eq!(w.missing(case), none, "due today is not late");
        w.sql("UPDATE next_action SET done_on = '2026-11-20' WHERE tenant_id = $1 AND case_id = $2", case);
        assert_eq!(w.missing(case), ["The plan has no next step"]);
        w.step(person, case, "2026-12-01");
        assert_eq!(w.missing(case), none);
        // No contact for 29 days; then a promise that is kept until today counts in its place.
        let ago = app.clock().now().plus_seconds(-29 * DAY);
        app.write(move |c| {
            let sql = "UPDATE case_file SET last_contact_at = $3 WHERE tenant_id = $1 AND case_id = $2";
            c.exec(Sql::<()>::new(sql), args![1, case, ago]).map(drop)
        });
        assert_eq!(w.missing(case), ["Nobody reached since 22 October 2026"]);
        w.sql(
            "UPDATE case_file SET promise_due_on = '2026-11-20' WHERE tenant_id = $1 AND case_id = $2",
            case,
        );
        assert_eq!(w.missing(case), none, "what was agreed counts, not 28 days");
        w.sql(
            "UPDATE case_file SET promise_due_on = '2026-11-19' WHERE tenant_id = $1 AND case_id = $2",
            case,
        );
        assert_eq!(w.missing(case).len(), 1);
        app.contact(person, w.priya.user()).in_case(case).added();
        w.sql("UPDATE case_file SET promise_due_on = NULL WHERE tenant_id = $1 AND case_id = $2", case);
        assert_eq!(w.missing(case), none);
        // The exit plan.
        w.sql("UPDATE case_plan SET exit_id = NULL WHERE tenant_id = $1 AND case_id = $2", case);
        assert_eq!(w.missing(case), ["There is no exit plan"]);
        w.exit(case);
        assert_eq!(w.missing(case), none);
    });
}

#[test]
fn clocks_and_risks_flip_by_their_days() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let (person, case) = w.clean("Amina Okafor");
        // A clock that ends in five days and is called near only on its last day.
        let due = day("2026-11-25");
        app.write(move |c| {
            let sql = "INSERT INTO case_clock (
                    tenant_id, case_id, clock, nth, starts_on, first_due_on, due_on, near_on, state, ends)
                VALUES (1, $1, 'first', 1, '2026-11-01', $2, $2, $2, 'running', 'overdue')";
            c.exec(Sql::<()>::new(sql), args![case, due]).map(drop)
        });
        assert_eq!(w.missing(case).len(), 1, "{:?}", w.missing(case));
        w.sql("UPDATE case_clock SET due_on = '2026-11-26' WHERE tenant_id = $1 AND case_id = $2", case);
        assert!(w.missing(case).is_empty(), "six days are not soon");
        w.sql("UPDATE case_clock SET due_on = '2026-11-18' WHERE tenant_id = $1 AND case_id = $2", case);
        assert_eq!(w.missing(case).len(), 1, "late is not better than soon");
        w.sql("UPDATE case_clock SET state = 'paused' WHERE tenant_id = $1 AND case_id = $2", case);
        assert!(w.missing(case).is_empty());
        // A risk of the person, due today.
        let by = w.priya.user();
        let risk = app.uuid();
        app.write(move |c| {
            let sql = "INSERT INTO risk (
                    tenant_id, person_id, risk_id, what, level, plan, reviewed_on, review_on, recorded_by)
                VALUES (1, $1, $2, 'Falls', 'high', 'Rail', '2026-10-01', '2026-11-20', $3)";
            c.exec(Sql::<()>::new(sql), args![person, risk, by]).map(drop)
        });
        assert_eq!(w.missing(case), ["The risk is due to be looked at again"]);
        app.write(move |c| {
            let sql = "UPDATE risk SET review_on = '2026-11-21' WHERE tenant_id = 1 AND risk_id = $1";
            c.exec(Sql::<()>::new(sql), args![risk]).map(drop)
        });
        assert!(w.missing(case).is_empty());
        // A weighing whose next day has come, and a later one of the same tool that has not.
        let weigh = |on: &str, next: &str| {
            let (id, on, next, at) = (app.uuid(), day(on), day(next), app.clock().now());
            app.write(move |c| {
                let sql = "INSERT INTO risk_assessment (
                        tenant_id, case_id, assessment_id, person_id, tool, tool_version, tool_name, own_wording,
                        score, most, scored_band, band, band_label, band_rank, override_why, summary, reviewed_on,
                        next_on, prompt, prompt_state, prompt_why, recorded_at, recorded_by)
                    VALUES (1, $1, $2, $3, 'tool', 1, 'Tool', FALSE, 1, 9, 'high', 'high', 'High', 0, '', '', $4,
                        $5, '', '', '', $6, $7)";
                c.exec(Sql::<()>::new(sql), args![case, id, person, on, next, at, by]).map(drop)
            });
        };
        weigh("2026-10-01", "2026-11-01");
        assert_eq!(w.missing(case), ["The risk is due to be looked at again"]);
        weigh("2026-11-02", "2026-12-01");
        assert!(w.missing(case).is_empty(), "the last one counts");
    });
}

#[test]
fn a_clean_case_is_one_press_and_one_more_finishes() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let cases: Vec<CaseId> =
            ["Amina Okafor", "Joe Bell", "Els Moor"].map(|name| w.clean(name).1).to_vec();
        let mut page = w.page().saying("3 cases to look at by today.");
        assert!(page.statements <= 12, "{} statements", page.statements);
        let early = w.priya.submit(&page, "#finish", &[]).is(422);
        early.saying("3 cases are without an answer");
        let mut presses = 0;
        for case in &cases {
            page = w.priya.follow(w.press(&page, *case, &[("do", "right")]).is(303));
            presses += 1;
        }
        assert!(page.says("Every case is answered"));
        page = w.priya.follow(w.priya.submit(&page, "#finish", &[]).is(303));
        presses += 1;
        assert_eq!(presses, cases.len() + 1);
        let page =
            page.saying("Finished. Thank you for looking.").saying("The next begins on 21 November 2026");
        assert_eq!(page.count("#finish"), 0);
        // The next fortnight begins by itself, and says nothing of how often or how fast.
        app.clock().advance_seconds(DAY);
        let priya = app.nobody();
        priya.post("/sign-in", &[("name", "priya shah"), ("password", testkit::PASSWORD)]).is(303);
        priya
            .get("/reviews/audit")
            .ok()
            .saying("3 cases to look at by Fri 4 Dec")
            .saying("3 cases answered, finished on");
    });
}

#[test]
fn mended_is_checked_and_help_needs_a_word() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let (lead, case) = w.case("Amina Okafor");
        let page = w.page();
        let answer = w.press(&page, case, &[("do", "fixed"), ("words", "I rang her")]).is(422);
        let answer = answer.saying("The record still says:").saying("there is no exit plan");
        assert_eq!(answer.attributes("#words-1", "value"), ["I rang her"], "what was typed stays");
        assert_eq!(answer.attributes(".problem a", "href"), ["#words-1"]);
        w.press(&page, case, &[("do", "help")]).is(422).saying("Write what help you need");
        assert!(kept(&app, case).is_empty(), "nothing was kept");
        // The facts found are kept with the answer, as rows.
        w.press(&page, case, &[("do", "help"), ("words", "She does not open")]).is(303);
        assert_eq!(kept(&app, case), ["no-contact", "no-exit", "no-step"]);
        w.page().saying("Needs help").saying("She does not open");
        // Mended for good: what the page found before is kept with it.
        let page = w.page();
        app.contact(lead, w.priya.user()).in_case(case).added();
        w.step(lead, case, "2026-12-10");
        w.exit(case);
        w.press(&page, case, &[("do", "fixed"), ("words", "All three")]).is(303);
        assert_eq!(kept(&app, case), ["no-contact", "no-exit", "no-step"]);
        w.page().saying("Mended").without("Needs help");
    });
}

fn kept(app: &TestApp, case: CaseId) -> Vec<String> {
    let rows = app.read(move |c| {
        let sql =
            "SELECT finding FROM self_audit_finding WHERE tenant_id = $1 AND case_id = $2 ORDER BY finding";
        c.all(Sql::<(String,)>::new(sql), args![1, case])
    });
    rows.into_iter().map(|(code,)| code).collect()
}

#[test]
fn help_and_what_nobody_answered_for_go_to_supervision() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let (_, open) = w.case("Amina Okafor");
        let (_, helped) = w.case("Joe Bell");
        let _clean = w.clean("Els Moor");
        let page = w.page();
        w.press(&page, helped, &[("do", "help"), ("words", "The landlord does not answer")]).is(303);
        let help = (helped, true, "The landlord does not answer".to_owned());
        // The fortnight of 24 October to 6 November is over and nobody answered in it.
        assert_eq!(w.supervised(&w.dean), [help.clone(), (open, false, String::new())]);
        w.press(&page, open, &[("do", "right")]).is(303);
        assert_eq!(w.supervised(&w.dean), [help], "an answer is an answer");
        w.press(&w.page(), helped, &[("do", "right")]).is(303);
        assert!(w.supervised(&w.dean).is_empty());
        // Two fortnights later nothing was said in the one that ended.
        app.clock().advance_seconds(28 * DAY);
        assert_eq!(w.supervised(&w.dean).len(), 3, "the clean one has had no contact for 28 days by now");
        let stranger = app.worker("Stran Ger").role(Role::Leader).signed_in();
        assert!(w.supervised(&stranger).is_empty(), "only cases that the asker may read");
        // A case that came after the fortnight is not late.
        w.sql("UPDATE case_file SET worker_since = '2026-12-10' WHERE tenant_id = $1 AND case_id = $2", open);
        assert_eq!(w.supervised(&w.dean).len(), 2);
    });
}

#[test]
fn a_self_audit_is_ones_own() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let w = World::new(&app);
        let (_, case) = w.case("Amina Okafor");
        let hidden = app.person("Els Hidden").restricted().added();
        app.case(hidden).held_by(w.team).worker(w.priya.user()).added();
        w.page().without("Els Hidden").saying("1 case is not shown that you hold but may not open");
        // Her leader may write to the case, and still does not answer for her.
        w.dean.post(&format!("/reviews/audit/{case}"), &[("do", "right")]).is(409);
        w.dean.get("/reviews/audit").ok().saying("You hold no open case").without("Amina");
        let stranger = app.worker("Stran Ger").role(Role::Officer).signed_in();
        stranger.post(&format!("/reviews/audit/{case}"), &[("do", "right")]).not_found();
        app.worker("Ana Lyst").role(Role::Analyst).signed_in().get("/reviews/audit").not_found();
    });
}
