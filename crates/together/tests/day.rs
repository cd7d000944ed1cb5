//! My day: what is on it flips when a fact changes, and it costs the same however much is on it.

use access::{CaseId, PersonId, Role, TeamId};
use cases::{
    letters::model::{Audience, NewLetter, Way},
    promise::store::NewPromise,
    slots::Slot,
};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Client, Fixture, TestApp, on_both};

/// The most statements that my day may cost.
const BUDGET: u64 = 6;

struct World<'a> {
    app: &'a TestApp,
    team: TeamId,
    mina: PersonId,
    case: CaseId,
    priya: Client<'a>,
    dean: Client<'a>,
}

fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, together::routes().merge(cases::routes()).merge(people::routes()))
}

impl<'a> World<'a> {
    fn new(app: &'a TestApp) -> Self {
        let team = app.team("Community Safety");
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        let case = app
            .case(mina)
            .held_by(team)
            .worker(priya.user())
            .opened("2026-10-01")
            .with(|new| "ASB-K7QM2-4DXA".clone_into(&mut new.reference))
            .added();
        Self { app, team, mina, case, priya, dean }
    }

    fn promise(&self, days_ago: i64) {
        let new = NewPromise {
            promise_id: self.app.uuid(),
            person: self.mina,
            channel: cases::model::Channel::Phone,
            every_days: 7,
            safe_times: String::new(),
            agreed_with: "Mina".to_owned(),
            agreed_on: self.app.clock().today().plus(-days_ago),
            recorded_at: self.app.clock().now(),
            recorded_by: self.priya.user(),
        };
        let case = self.case;
        self.app.write(move |c| cases::promise::store::add(c, 1, case, &new));
    }
}

/// A relief duty that ends today is today's work, and one that was to end before stands above it.
#[test]
fn a_clock_whose_last_day_has_come_is_on_the_day_of_whoever_has_the_case() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let other = app.case(w.mina).held_by(w.team).worker(w.priya.user()).opened("2026-10-02").added();
        // The day of the test is 20 November 2026.
        for (case, clock, due, ends, state) in [
            (w.case, "relief", "2026-11-20", "automatic", "running"),
            (w.case, "appeal", "2026-11-19", "lapses", "running"),
            (w.case, "main-decision", "2026-11-21", "overdue", "running"),
            (other, "php-review", "2026-11-18", "overdue", "running"),
            (other, "prevention", "2026-11-17", "notice", "paused"),
        ] {
            let due = kernel::Day::parse(due).expect("a day");
            app.write(move |c| {
                let sql = "INSERT INTO case_clock (
                        tenant_id, case_id, clock, nth, starts_on, first_due_on, due_on, near_on, state, ends)
                    VALUES (1, $1, $2, 1, $3, $3, $3, $3, $4, $5)";
                c.exec(Sql::<()>::new(sql), args![case, clock, due, state, ends])?;
                let sql = "UPDATE case_file
                    SET clock_due_on = $2, case_type = 'homelessness-england', pack_version = 1
                    WHERE tenant_id = 1 AND case_id = $1 AND (clock_due_on IS NULL OR clock_due_on > $2)";
                c.exec(Sql::<()>::new(sql), args![case, due])
            });
        }
        let page = w.priya.get("/day").ok();
        assert!(page.statements <= BUDGET, "{} statements", page.statements);
        assert_eq!(
            page.select("section[aria-labelledby=now] .d-what strong"),
            ["Review of the plan", "Relief duty"]
        );
        let tags = page.select("section[aria-labelledby=now] .d-when");
        assert!(tags[0].ends_with("Overdue") && tags[1].ends_with("Last day today"), "{tags:?}");
        let links = page.attributes("section[aria-labelledby=now] a[href$='/clocks']", "href");
        assert_eq!(links, [format!("/cases/{other}/clocks"), format!("/cases/{}/clocks", w.case)]);
        let theirs = w.dean.get("/day").ok();
        assert!(theirs.attributes("section[aria-labelledby=now] a[href$='/clocks']", "href").is_empty());
        app.close(other);
        let page = w.priya.get("/day").ok();
        assert_eq!(page.select("section[aria-labelledby=now] .d-what strong"), ["Relief duty"]);
    });
}

/// What waits for somebody, as their day says it.
fn waiting(client: &Client<'_>) -> Vec<String> {
    let page = client.get("/day").ok();
    assert!(page.statements <= BUDGET, "{} statements", page.statements);
    page.select("section[aria-labelledby=waiting] li > a")
}

#[test]
fn a_letter_waits_for_the_leader_until_it_is_approved() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let other = app.team("Elsewhere");
        let far = app.worker("Far Away").role(Role::Leader).leads(other).signed_in();
        let new = NewLetter {
            letter_id: app.chance().id(app.clock().now()),
            case: w.case,
            person: w.mina,
            template: String::new(),
            audience: Audience::Client,
            title: "Warning letter".to_owned(),
            body: "Dear Mina".to_owned(),
            way: Way::Hand,
            needs_approval: true,
            made_at: app.clock().now(),
            made_by: w.priya.user(),
        };
        let (id, case, dean) = (new.letter_id, w.case, w.dean.user());
        app.write(move |c| cases::letters::store::add(c, 1, &new));
        assert!(waiting(&w.dean).is_empty(), "a draft waits for nobody");
        app.write(move |c| cases::letters::store::ask(c, 1, case, id));
        assert_eq!(waiting(&w.dean), ["Warning letter, ASB-K7QM2-4DXA"]);
        assert!(waiting(&w.priya).is_empty(), "nobody approves what they wrote");
        assert!(waiting(&far).is_empty(), "nor in a team that they do not lead");
        let now = app.clock().now();
        app.write(move |c| cases::letters::store::approve(c, 1, (case, id), (now, dean)));
        assert!(waiting(&w.dean).is_empty());
    });
}

#[test]
fn a_handover_waits_for_the_next_worker_until_they_have_read_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let tom = app.worker("Tom Reilly").role(Role::Officer).in_team(w.team).signed_in();
        let form = w.priya.get(&format!("/cases/{}/handover", w.case)).ok();
        let to = tom.user().to_string();
        let filled = [
            ("to", &*to),
            ("reason", "Tom speaks Somali."),
            ("note", "She is afraid of the stairs."),
            ("tell", "call"),
        ];
        w.priya.submit(&form, "main form", &filled).is(303);
        assert_eq!(waiting(&tom).len(), 1);
        let day =
            tom.get("/day").ok().saying("She is afraid of the stairs.").saying("handed over by Priya Shah");
        assert!(waiting(&w.priya).is_empty());
        let accept = "form[action$='/handover/accept']";
        tom.submit(&day, accept, &[]).goes_to("/day?done=accepted");
        assert!(waiting(&tom).is_empty());
        let again = format!("/cases/{}/handover/accept", w.case);
        assert_ne!(tom.post(&again, &[("submission", "twice")]).status, 303, "there is none any more");
    });
}

#[test]
fn reports_wait_for_their_team_and_messages_for_whom_they_were_sent_to() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        assert!(waiting(&w.priya).is_empty());
        let (id, team, mina, now, today) =
            (app.uuid(), w.team, w.mina, app.clock().now(), app.clock().today());
        app.write(move |c| {
            let sql = "INSERT INTO report (tenant_id, report_id, case_type, team_id, person_id, words, reporter_kind,
                    reporter_name, reporter_reach, received_how, received_on, safe, safe_words, danger, hurt,
                    targeted, needing, repeated, quick_band, band, band_reason, state, ending, ending_words, told,
                    recorded_at, recorded_by)
                VALUES (1, $1, 'asb', $2, $3, 'Shouting', 'anonymous', '', '', 'phone', $4, 'yes', '', FALSE, FALSE,
                    FALSE, FALSE, FALSE, 'standard', '', '', 'pending', '', '', '', $5, $1)";
            c.exec(Sql::<()>::new(sql), args![id, team, mina, today, now]).map(drop)
        });
        assert_eq!(waiting(&w.priya), ["1 report to decide on, Community Safety"]);
        app.write(move |c| {
            let sql = "UPDATE report SET state = 'closed' WHERE tenant_id = 1 AND report_id = $1";
            c.exec(Sql::<()>::new(sql), args![id]).map(drop)
        });
        assert!(waiting(&w.priya).is_empty());
        // A message is on the day of whom it was sent to, until they have read it or may not read it.
        let path = format!("/cases/{}/messages", w.case);
        let to = format!("to-{}", w.priya.user());
        let send = |words: &str| {
            let form = w.dean.get(&path).ok();
            w.dean.submit(&form, "main form", &[("words", words), (&*to, "yes")]).is(303);
        };
        send("Ring the school today.");
        w.dean.get("/day").ok().without("Ring the school today.");
        let day = w.priya.get("/day").ok().saying("Ring the school today.").saying("ASB-K7QM2-4DXA");
        w.priya.submit(&day, "section[aria-labelledby=messages] form", &[]).goes_to("/day?done=read");
        w.priya.get("/day").ok().without("Ring the school today.");
        send("She has moved.");
        w.priya.get("/day").ok().saying("She has moved.");
        let mina = w.mina;
        app.write(move |c| {
            let sql = "UPDATE person_access SET restricted = TRUE WHERE tenant_id = 1 AND person_id = $1";
            c.exec(Sql::<()>::new(sql), args![mina]).map(drop)
        });
        w.priya.get("/day").ok().without("She has moved.").without("Amina Okafor");
    });
}

#[test]
fn reserved_time_and_own_figures_are_told_with_their_numbers() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let day = w.priya.get("/day").ok().saying("No time is reserved today.").saying("None counted yet");
        assert!(day.says("You hold 1 open case."));
        // The day of the tests is a Friday.
        let (user, slot) = (w.priya.user(), app.uuid());
        let weekly = Slot { slot_id: slot, weekday: 5, on_day: None, from_minute: 540, to_minute: 720 };
        let now = app.clock().now();
        app.write(move |c| {
            let sql =
                "INSERT INTO protected_slot (tenant_id, slot_id, user_id, weekday, from_minute, to_minute,
                    recorded_at, recorded_by)
                VALUES (1, $1, $2, $3, $4, $5, $6, $2)";
            c.exec(
                Sql::<()>::new(sql),
                args![weekly.slot_id, user, weekly.weekday, weekly.from_minute, weekly.to_minute, now],
            )
            .map(drop)
        });
        w.priya.get("/day").ok().saying("Today, 9am to 12pm").saying("Next: Fri 27 Nov, 9am to 12pm");
        w.dean.get("/day").ok().saying("No time is reserved today.");
        // Agreed 22 days ago, every 7: three windows have ended. Reached in the first, tried in the second.
        w.promise(22);
        let at = |days: i64| app.clock().now().plus_seconds(-days * 24 * 3600);
        app.contact(w.mina, w.priya.user()).in_case(w.case).at(at(20)).added();
        app.contact(w.mina, w.priya.user()).in_case(w.case).at(at(10)).not_reached().added();
        app.contact(w.mina, w.priya.user()).in_case(w.case).added();
        let page = w.priya.get("/day").ok();
        let figures = page.select("section[aria-labelledby=figures] li");
        assert_eq!(
            figures,
            [
                "Contacts kept as promised1 of 3",
                "Tried, not reached1 of 3",
                "Written down the same day1 of 3"
            ]
        );
        w.dean.get("/day").ok().saying("None counted yet");
    });
}

#[test]
fn queues_of_my_cases_are_one_click_away_and_everything_costs_six_statements() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let queues = |page: &testkit::Answer| page.select("section[aria-labelledby=mine] li a");
        let page = w.priya.get("/day").ok();
        let all = ["No contact", "Nothing booked", "No next step", "No exit plan"];
        assert_eq!(queues(&page), all);
        for href in page.attributes("section[aria-labelledby=mine] li a", "href") {
            w.priya.get(&href).ok().saying("Amina Okafor");
        }
        app.contact(w.mina, w.priya.user()).in_case(w.case).added();
        app.action(w.mina, "Call").in_case(w.case).owner(w.priya.user()).due("2026-11-25").added();
        assert_eq!(queues(&w.priya.get("/day").ok()), all[2..]);
        for n in 0..40 {
            let person = app.person(&format!("Person {n}")).added();
            let case = app.case(person).held_by(w.team).worker(w.priya.user()).added();
            app.contact(person, w.dean.user()).in_case(case).added();
            app.action(person, "Visit").in_case(case).owner(w.priya.user()).due("2026-11-19").added();
        }
        let first = w.priya.get("/day").ok();
        assert!(first.statements <= BUDGET && first.statements > 3, "{} statements", first.statements);
        assert!(first.bytes.len() < 200_000);
    });
}

#[test]
fn my_day_says_how_full_i_am_and_what_the_rota_gives_me() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let page = w.priya.get("/day").ok();
        page.saying("You hold 1 open case.").without("My rota").without("How this is worked out");
        let (user, case, team, now) = (w.priya.user(), w.case, w.team, app.clock().now());
        let (contract, rota) = (app.uuid(), app.uuid());
        let day = |text| kernel::Day::parse(text).expect("a day");
        let (monday, sunday) = (day("2026-11-16"), day("2026-11-29"));
        app.write(move |c| {
            let sql = "INSERT INTO staff_contract (tenant_id, contract_id, user_id, from_on, hours, pattern, career,
                    casework, recorded_at, recorded_by)
                VALUES (1, $1, $2, $3, 3700, 'WWWWWWWWWW', 'experienced', 55, $4, $2)";
            c.exec(Sql::<()>::new(sql), args![contract, user, monday, now])?;
            c.exec(
                Sql::<()>::new("UPDATE case_file SET points = 9400 WHERE tenant_id = 1 AND case_id = $1"),
                args![case],
            )?;
            let sql = "INSERT INTO rota (tenant_id, rota_id, team_id, from_on, until_on, desk, seed, state, version, made_at,
                    made_by)
                VALUES (1, $1, $2, $3, $4, 1, 1, 'ready', 1, $5, $6)";
            c.exec(Sql::<()>::new(sql), args![rota, team, monday, sunday, now, user])?;
            // The day of the test is Friday, 20 November 2026.
            let sql = "INSERT INTO rota_person (tenant_id, rota_id, user_id, leads, senior, skills, planned, cells)
                VALUES (1, $1, $2, FALSE, FALSE, '', 'DDCCDDVVDCFCDDDDDDDD', 'DDCCDDVVDCFCDDDDDDDD')";
            c.exec(Sql::<()>::new(sql), args![rota, user]).map(drop)
        });
        // Hours of 37 a week are 81.4 points in four weeks, where 55% are for casework.
        let page = w.priya.get("/day").ok();
        let page = page.saying("You hold 1 open case, 94 of 81.4 points.").saying("115%").without("My rota");
        let load = page.attributes("section[aria-labelledby=mine] a", "href");
        assert!(load.contains(&format!("/caseloads/officer/{user}/load")), "{load:?}");
        app.write(move |c| {
            let sql = "UPDATE rota SET state = 'published' WHERE tenant_id = 1 AND rota_id = $1";
            c.exec(Sql::<()>::new(sql), args![rota]).map(drop)
        });
        let page = w.priya.get("/day").ok();
        let halves = page.select("section[aria-labelledby=rota] li");
        assert_eq!(halves, ["Morning: Duty", "Afternoon: CaseworkProtected"]);
        let page = page.saying("1 protected half-day left this week. Next: Mon 23 Nov, afternoon.");
        assert!(page.statements <= BUDGET, "{} statements", page.statements);
        page.without("The rota has");
        // Time that I keep while the rota has something else, and while it has casework.
        for (from, to) in [(9 * 60, 12 * 60), (13 * 60, 15 * 60)] {
            let (slot, day) = (app.uuid(), app.clock().today());
            app.write(move |c| {
                let sql = "INSERT INTO protected_slot (tenant_id, slot_id, user_id, weekday, on_day, from_minute, to_minute,
                        recorded_at, recorded_by)
                    VALUES (1, $1, $2, 0, $3, $4, $5, $6, $2)";
                c.exec(Sql::<()>::new(sql), args![slot, user, day, from, to, now]).map(drop)
            });
        }
        let kept = w.priya.get("/day").ok().select("section[aria-labelledby=reserved] p");
        assert_eq!(kept[1..], ["Today, 9am to 12pm The rota has duty then.", "Today, 1pm to 3pm"]);
        w.dean.get("/day").ok().without("My rota");
    });
}
