//! Supervision: planned, moved, held, agreed, decided, carried over; who sees it and who never does.

mod board;
mod private;

use access::{CaseId, PersonId, Role, TeamId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::{Client, Fixture, TestApp, on_both};

/// A team with a worker and a leader, a case the worker holds, and somebody else's team.
pub(crate) struct World<'a> {
    pub(crate) app: &'a TestApp,
    pub(crate) team: TeamId,
    pub(crate) mina: PersonId,
    pub(crate) case: CaseId,
    pub(crate) priya: Client<'a>,
    pub(crate) dean: Client<'a>,
    pub(crate) helen: Client<'a>,
    pub(crate) other: Client<'a>,
}

pub(crate) fn app(fixture: &Fixture) -> TestApp {
    TestApp::with(fixture, cases::routes().merge(quality::routes()))
}

impl<'a> World<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        let (team, far) = (app.team("Community Safety"), app.team("Housing"));
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).signed_in();
        let dean = app.worker("Dean Morris").role(Role::Leader).leads(team).signed_in();
        let helen = app.worker("Helen Okoro").role(Role::Manager).leads(team).leads(far).signed_in();
        let other = app.worker("Marcus Bell").role(Role::Leader).leads(far).signed_in();
        let case = app.case(mina).held_by(team).worker(priya.user()).opened("2026-09-01").added();
        Self { app, team, mina, case, priya, dean, helen, other }
    }

    /// The address of Priya's supervision as others see it.
    pub(crate) fn of_priya(&self) -> String {
        format!("/supervision/{}", self.priya.user())
    }

    /// Dean plans a session with Priya; its address.
    pub(crate) fn planned(&self, on: &str, at: &str) -> String {
        let page = self.dean.get(&self.of_priya()).ok();
        let filled = [("plan_on", on), ("plan_time", at), ("place", "Room 2")];
        self.dean.submit(&page, "form[action$='/plan']", &filled).is(303);
        let links = self.priya.get("/supervision").ok().attributes("#next ~ p a, section a", "href");
        links.into_iter().find(|href| href.contains("/sessions/")).expect("a session")
    }

    /// A session that was held from two o'clock for so many minutes; its address.
    pub(crate) fn held(&self, on: &str, minutes: u32) -> String {
        let at = self.planned("20/11/2026", "9am");
        self.hold(&at, on, minutes, &[]);
        at
    }

    pub(crate) fn hold(&self, at: &str, on: &str, minutes: u32, more: &[(&str, &str)]) {
        let page = self.dean.get(at).ok();
        let ended = format!("{}:{:02}", 7 + minutes / 60, minutes % 60);
        let filled = [&[("held_on", on), ("began", "7am"), ("ended", &*ended)], more].concat();
        self.dean.submit(&page, "form[action$='/held']", &filled).is(303);
    }

    /// So many minutes pass, in which everybody stays signed in.
    pub(crate) fn pass(&self, minutes: i64) {
        for _ in 0..minutes / 10 {
            self.app.clock().advance_seconds(600);
            for client in [&self.priya, &self.dean, &self.other] {
                client.get("/supervision").ok();
            }
        }
    }

    /// A number from the database.
    pub(crate) fn number(&self, sql: &'static str) -> i64 {
        self.app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![1])).0
    }
}

#[test]
fn the_next_session_is_due_by_the_career_stage() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let mine = w
            .priya
            .get("/supervision")
            .ok()
            .saying("None recorded yet")
            .saying("when they began is not known");
        assert!(mine.statements <= 8, "{} statements", mine.statements);
        mine.saying("Your supervisor: Dean Morris.");
        // She began five weeks ago: weekly.
        let page = w.dean.get(&w.of_priya()).ok();
        assert!(page.statements <= 8, "{} statements", page.statements);
        let late = [("started_on", "1/12/2026")];
        w.dean.submit(&page, "form[action$='/arrange']", &late).is(422).saying("a day that has come");
        w.dean.submit(&page, "form[action$='/arrange']", &[("started_on", "16/10/2026")]).is(303);
        w.dean.get(&w.of_priya()).ok().saying("Weekly: first 6 weeks").saying("Overdue since Fri 23 Oct");
        w.held("19/11/2026", 95);
        let page = w.dean.get(&w.of_priya()).ok();
        page.saying("Due by Thu 26 Nov").saying("95 minutes, not interrupted");
        let people = w.dean.get("/supervision").ok().saying("People I supervise").saying("Thu 19 Nov");
        assert_eq!(people.count("tbody tr"), 1, "the manager's own is set, not theirs by default");
        w.priya.get("/supervision").ok().saying("Due by Thu 26 Nov").without("People I supervise");
    });
}

#[test]
fn who_supervises_can_be_set() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.held("19/11/2026", 95);
        let page = w.dean.get(&w.of_priya()).ok();
        let marcus = w.other.user().to_string();
        w.other.get(&w.of_priya()).not_found();
        w.dean.submit(&page, "form[action$='/arrange']", &[("supervisor", &*marcus)]).is(303);
        w.priya.get("/supervision").ok().saying("Your supervisor: Marcus Bell.");
        w.other.get("/supervision").ok().saying("Priya Shah");
        w.other.get(&at).ok();
        w.dean.get("/supervision").ok().without("People I supervise");
        // Dean arranges it still, and sees that sessions take place.
        let page = w.dean.get(&w.of_priya()).ok().saying("not what was said");
        assert_eq!(page.count("form[action$='/plan']"), 0);
        w.dean.get(&at).ok();
        w.helen.get(&w.of_priya()).ok().saying("95 minutes");
        w.helen.get(&at).not_found();
        // By default a manager supervises those who lead.
        w.helen.get("/supervision").ok().saying("Dean Morris").without("Priya Shah");
    });
}

#[test]
fn nobody_makes_themselves_a_supervisor() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.held("19/11/2026", 95);
        let [helen, dean, marcus] = [&w.helen, &w.dean, &w.other].map(|client| client.user().to_string());
        let set = "form[action$='/arrange']";
        // The manager arranges it, and would read past records by setting herself.
        let page = w.helen.get(&w.of_priya()).ok();
        let tried = [("started_on", "16/10/2026"), ("supervisor", &*helen)];
        let told = w.helen.submit(&page, set, &tried).is(422).saying("Nobody makes themselves a supervisor");
        assert_eq!(told.attributes("#started_on", "value"), ["16/10/2026"], "what was typed stays");
        w.helen.get(&at).not_found();
        // Whoever supervises may say so in so many words, and hand over.
        let page = w.dean.get(&w.of_priya()).ok();
        w.dean.submit(&page, set, &[("supervisor", &*dean)]).is(303);
        let page = w.dean.get(&w.of_priya()).ok();
        w.dean.submit(&page, set, &[("supervisor", &*marcus)]).is(303);
        // A leader who joins since cannot take it, by name or by leaving it to "who leads their team".
        let late = app.worker("Lena Hart").role(Role::Leader).leads(w.team).signed_in();
        let page = late.get(&w.of_priya()).ok();
        for supervisor in [&*late.user().to_string(), ""] {
            late.submit(&page, set, &[("supervisor", supervisor)]).is(422);
        }
        late.get(&at).not_found();
        // A third person hands it to her.
        let page = w.helen.get(&w.of_priya()).ok();
        let lena = late.user().to_string();
        w.helen.submit(&page, set, &[("supervisor", &*lena)]).is(303);
        late.get(&at).ok();
        // Whoever manages supervises those who lead by default: that is nobody's own hand.
        let page = w.helen.get(&format!("/supervision/{dean}")).ok();
        w.helen.submit(&page, set, &[("supervisor", &*helen)]).is(303);
    });
}

#[test]
fn whoever_is_refused_is_in_the_audit() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.held("19/11/2026", 95);
        let refused = |client: &Client<'_>| {
            let rows = app.audit();
            rows.iter().filter(|row| !row.allowed && row.actor == client.user().uuid()).count()
        };
        assert_eq!(refused(&w.helen), 0);
        w.helen.get(&at).not_found();
        assert_eq!(refused(&w.helen), 1);
        w.helen.post(&format!("{at}/start"), &[]).not_found();
        assert!(refused(&w.helen) >= 2);
        // Nothing is refused of those who were in it.
        w.dean.get(&at).ok();
        assert_eq!(refused(&w.dean), 0);
    });
}

#[test]
fn a_session_is_moved_begun_and_held_with_the_next_one_booked() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.planned("20/11/2026", "3pm");
        let page = w.priya.get(&at).ok().saying("Keep 90 minutes without interruption");
        assert!(page.statements <= 12, "{} statements", page.statements);
        let to =
            [("move_on", "23/11/2026"), ("move_time", "10am"), ("moved_for", "worker"), ("move_why", "")];
        w.priya.submit(&page, "form[action$='/move']", &to).is(422).saying("Say why it is moved.");
        let to = [
            ("move_on", "23/11/2026"),
            ("move_time", "10am"),
            ("moved_for", "worker"),
            ("move_why", "Court"),
        ];
        w.priya.submit(&page, "form[action$='/move']", &to).is(303);
        let page = w.dean.get(&at).ok();
        let to =
            [("move_on", "20/11/2026"), ("move_time", "4pm"), ("moved_for", "service"), ("move_why", "Duty")];
        w.dean.submit(&page, "form[action$='/move']", &to).is(303);
        let page =
            w.dean.get(&at).ok().saying("The worker could not make it: Court. Written down by Priya Shah.");
        let page = page.saying("The service could not make it: Duty.");
        w.dean.submit(&page, "form[action$='/start']", &[]).is(303);
        w.pass(80);
        let page = w.dean.get(&at).ok().saying("Begun");
        assert_eq!(page.count("form[action$='/move']"), 0, "it has begun");
        let held = |ended: &'static str, by: &'static str| {
            [
                ("ended", ended),
                ("interruptions", "2"),
                ("interrupted_by", by),
                ("next_on", "18/12/2026"),
                ("next_time", "10am"),
                ("next_place", "Room 2"),
            ]
        };
        let form = "form[action$='/held']";
        w.dean.submit(&page, form, &held("9am", "Duty")).is(422).saying("after the beginning");
        w.dean.submit(&page, form, &held("11.20am", "")).is(422).saying("Say what interrupted it.");
        w.dean.submit(&page, form, &held("11.20am", "The duty telephone")).is(303);
        // Pressed twice, it leads where it led, and no second session is booked.
        w.dean.submit(&page, form, &held("11.20am", "The duty telephone")).is(303);
        let page = w.priya.get(&at).ok().saying("80 minutes, interrupted 2 times. Shorter than 1½ hours");
        page.saying("The duty telephone");
        w.priya
            .get("/supervision")
            .ok()
            .saying("18 December 2026, 10am, Room 2, with Dean Morris")
            .saying("Moved 2 times.");
        // One that is not held says why; what was to be talked about waits for the next.
        let next = w.planned("1/12/2026", "10am");
        let page = w.priya.get(&next).ok();
        w.priya.submit(&page, "form[action$='/items']", &[("item", "The late visits")]).is(303);
        let page = w.dean.get(&next).ok().saying("The late visits");
        w.dean.submit(&page, "form[action$='/not-held']", &[]).is(422).saying("Say why it was not held.");
        w.dean.submit(&page, "form[action$='/not-held']", &[("not_why", "Sick")]).is(303);
        w.dean.get(&next).ok().saying("Not held").saying("Sick").without("The late visits");
        w.priya.get("/supervision").ok().saying("The late visits");
    });
}

#[test]
fn both_agree_and_a_change_asks_both_again() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.held("19/11/2026", 95);
        let page = w.dean.get(&at).ok();
        let said = [("wellbeing", "Tired, and glad of the new team."), ("theme-risk", "yes")];
        w.dean.submit(&page, "form[action$='/record']", &said).is(303);
        for client in [&w.dean, &w.priya] {
            let page = client.get(&at).ok().saying("Not agreed yet");
            client.submit(&page, "form[action$='/agree']", &[]).is(303);
        }
        let page = w.priya.get(&at).ok().without("Not agreed yet").saying("Agreed on 20 November 2026");
        assert_eq!(page.count("form[action$='/agree']"), 0);
        let before = w.dean.get(&at).ok();
        w.priya.submit(&page, "form[action$='/record']", &[("wellbeing", "Tired.")]).is(303);
        let page = w.priya.get(&at).ok();
        assert_eq!(page.count("form[action$='/agree']"), 1, "asked again");
        // Whoever wrote at the same time loses nothing, and sees what stands there now.
        let mine = [("wellbeing", "Glad of the new team.")];
        let crossed = w.dean.submit(&before, "form[action$='/record']", &mine).is(422);
        let crossed = crossed.saying("It now says: Tired.");
        assert_eq!(crossed.text("#wellbeing").trim(), "Glad of the new team.");
        // An agreement to what was changed since it was read is none.
        let stale = w.dean.get(&at).ok();
        let action =
            [("what", "Shadow a panel"), ("owner", &*w.priya.user().to_string()), ("due_on", "27/11/2026")];
        w.priya.submit(&page, "form[action$='/actions']", &action).is(303);
        w.dean.submit(&stale, "form[action$='/agree']", &[]).is(409);
        // A draft comes back, and is its writer's alone.
        let form = [("workload", "Too many late visits"), ("version", "3")];
        w.priya.post(&format!("{at}/record/draft"), &form).is(204);
        let page = w.priya.get(&at).ok().saying("This is your draft");
        assert_eq!(page.text("#workload").trim(), "Too many late visits");
        w.dean.get(&at).ok().without("Too many late visits");
        let paper = w.priya.get(&format!("{at}/print")).ok().saying("Tired.").saying("Shadow a panel");
        assert!(paper.statements <= 8, "{} statements", paper.statements);
    });
}

#[test]
fn a_decision_reaches_the_case_at_once() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.planned("20/11/2026", "3pm");
        let page = w.dean.get(&at).ok().saying("Amina Okafor").saying("Nothing next").saying("No exit plan");
        let page = page.saying("1 open case that you may see. 1 has something missing.");
        let decide = page.attributes("a[href*='/cases/']", "href").remove(0);
        let form = w.dean.get(&decide).ok();
        assert!(form.statements <= 8, "{} statements", form.statements);
        let half = [("what", "Ask the panel to look at it")];
        let wrong =
            w.dean.submit(&form, "main form", &half).is(422).saying("Say why.").saying("Say by when.");
        assert_eq!(wrong.attributes("#what", "value"), ["Ask the panel to look at it"]);
        w.dean.post(&format!("{decide}/draft"), &[("what", "Ask the pan")]).is(204);
        w.dean.get(&decide).ok().saying("This is your draft");
        let full = [
            ("what", "Ask the panel to look at it"),
            ("why", "Three partners hold a part of it."),
            ("due_on", "27/11/2026"),
        ];
        let form = w.dean.get(&decide).ok();
        w.dean.submit(&form, "main form", &full).is(303).goes_to(&format!("{at}?done=decided"));
        w.dean.submit(&form, "main form", &full).is(303);
        assert_eq!(
            w.number("SELECT count(*) FROM case_decision WHERE tenant_id = $1"),
            1,
            "sent twice, made once"
        );
        let session = w.priya.get(&at).ok().saying("Three partners hold a part of it.");
        session.saying("Priya Shah, by 27 November 2026").saying("Decided");
        let list = w.priya.get(&format!("/cases/{}/decisions", w.case)).ok();
        list.saying("Decided in supervision")
            .saying("Ask the panel to look at it")
            .saying("Dean Morris, 20 November 2026");
        w.priya.get(&format!("/cases/{}/history", w.case)).ok().saying("Decision: Decided in supervision");
        w.priya.get(&format!("/cases/{}", w.case)).ok().saying("Ask the panel to look at it");
        let event = "SELECT count(*) FROM case_event WHERE tenant_id = $1 AND event = 'decision:supervision'";
        assert_eq!(w.number(event), 1);
    });
}

#[test]
fn who_may_not_write_to_a_case_decides_nothing_in_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.planned("20/11/2026", "3pm");
        app.exclude(w.dean.user(), w.mina);
        let decide = format!("{at}/cases/{}", w.case);
        let full = [
            ("what", "Close it"),
            ("why", "Quiet"),
            ("due_on", "27/11/2026"),
            ("owner", &*w.priya.user().to_string()),
        ];
        w.dean.get(&at).ok().without("Amina Okafor");
        w.dean.get(&decide).not_found();
        w.dean.post(&decide, &full).not_found();
        assert_eq!(w.number("SELECT count(*) FROM case_decision WHERE tenant_id = $1"), 0);
        assert_eq!(w.number("SELECT count(*) FROM supervision_decision WHERE tenant_id = $1"), 0);
        // Priya writes to the case, and it is her session.
        w.priya.post(&decide, &full).is(303);
        w.dean.get(&at).ok().without("Close it");
        // Somebody who works on the case is not in the session for that.
        let (now, team) = (app.clock().now(), w.team);
        let user = w.other.user();
        app.write(move |c| access::relations::add_team_member(c, 1, user, team, false, now));
        w.other.get(&decide).not_found();
        w.other.post(&decide, &full).not_found();
        app.close(w.case);
        w.priya.get(&decide).not_found();
    });
}

#[test]
fn actions_are_carried_over_until_they_are_done_or_dropped() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let first = w.held("18/11/2026", 95);
        let page = w.dean.get(&first).ok();
        let form = "form[action$='/actions']";
        w.dean.submit(&page, form, &[("what", "Shadow a panel")]).is(422).saying("Say by when.");
        for what in ["Shadow a panel", "Take the day back"] {
            let new = [("what", what), ("due_on", "27/11/2026")];
            w.dean.submit(&page, form, &[new.as_slice(), &[("submission", what)]].concat()).is(303);
        }
        app.write(|c| {
            let sql = "UPDATE supervision_action SET due_on = '2026-11-19' WHERE tenant_id = $1";
            c.exec(Sql::<()>::new(sql), args![1]).map(drop)
        });
        let at = w.planned("20/11/2026", "11am");
        let page = w.priya.get(&at).ok().saying("Shadow a panel").saying("Overdue").without("Carried over");
        w.priya.submit(&page, "form[action$='/start']", &[]).is(303);
        w.pass(100);
        w.hold(&at, "20/11/2026", 95, &[("began", "10.05am"), ("ended", "11.35am")]);
        let page = w.priya.get(&at).ok().saying("Carried over once");
        let actions = "form[action*='/supervision/actions/']";
        let drop = [("button", "dropped")];
        w.priya.submit(&page, actions, &drop).is(422).saying("Say why it is dropped.");
        let href = page.attributes(actions, "action");
        assert_eq!(href.len(), 2);
        let why = format!("why-{}", href[0].rsplit('/').next().expect("an id"));
        w.priya.submit(&page, actions, &[("button", "dropped"), (&*why, "The panel ended")]).is(303);
        let page = w.priya.get("/supervision").ok();
        assert_eq!(page.count("#actions ~ ul li, section[aria-labelledby=actions] li"), 1);
        w.other.post(&href[1], &[("button", "done")]).not_found();
        w.dean.post(&href[1], &[("button", "done")]).is(303);
        w.dean.post(&href[1], &[("button", "done"), ("submission", "again")]).is(409);
        w.priya.get("/supervision").ok().saying("No open actions.");
    });
}

#[test]
fn what_the_worker_asks_for_in_the_self_audit_is_on_the_agenda() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.planned("20/11/2026", "3pm");
        w.dean.get(&at).ok().without("Asks for help");
        let page = w.priya.get("/reviews/audit").ok();
        let form = format!("form[action='/reviews/audit/{}']", w.case);
        w.priya.submit(&page, &form, &[("do", "help"), ("words", "She does not open")]).is(303);
        let page = w.dean.get(&at).ok().saying("Asks for help: She does not open");
        assert!(page.statements <= 12, "{} statements", page.statements);
    });
}
