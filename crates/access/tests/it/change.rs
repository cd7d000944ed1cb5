//! Changes: decided, made and written down in one transaction, and never twice.

use crate::desk::{desk, stage};
use access::{CaseId, Role};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use sha2::{Digest, Sha256};
use testkit::{AuditRow, Client, TestApp, on_both};

struct Office<'a> {
    app: &'a TestApp,
    priya: Client<'a>,
    case: CaseId,
    path: String,
}

impl<'a> Office<'a> {
    fn new(app: &'a TestApp) -> Self {
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(maya).signed_in();
        Self { app, priya, case, path: format!("/cases/{case}") }
    }

    fn stage(&self) -> String {
        let case = self.case;
        self.app.read(move |c| stage(c, case))
    }

    fn changes(&self) -> Vec<AuditRow> {
        self.app.audit().into_iter().filter(|row| row.action != "sign_in").collect()
    }

    fn submissions(&self) -> i64 {
        let count = Sql::<(i64,)>::new("SELECT count(*) FROM submission WHERE tenant_id = $1");
        self.app.read(move |c| Ok(c.one(count, args![1])?.0))
    }
}

#[test]
fn a_change_is_made_and_written_down() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        office.priya.post(&office.path, &[("stage", "Begun"), ("submission", "one")]).goes_to(&office.path);
        assert_eq!(office.stage(), "Begun");
        let [row] = &office.changes()[..] else { panic!("{:?}", office.changes()) };
        assert_eq!(row.summary(), "write case allowed network");
        assert_eq!((row.object, row.detail.as_str()), (office.case.uuid(), "stage is now Begun"));
    });
}

/// What was said stays provable, and can be forgotten: the event holds a hash of salt and detail.
#[test]
fn the_commitment_proves_the_detail() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        for stage in ["Begun", "Begun"] {
            office.priya.post(&office.path, &[("stage", stage)]).is(303);
        }
        let rows = office.changes();
        for row in &rows {
            assert_eq!(row.salt.len(), 32);
            let expected =
                Sha256::new().chain_update(&row.salt).chain_update(row.detail.as_bytes()).finalize().to_vec();
            assert_eq!(row.commitment, expected);
        }
        assert_eq!(rows[0].detail, rows[1].detail);
        assert_ne!(rows[0].commitment, rows[1].commitment, "the same words must not be seen to be the same");
        // Forgetting the detail leaves the event.
        app.write(|c| {
            c.exec(Sql::<()>::new("DELETE FROM audit_detail WHERE tenant_id = $1"), args![1]).map(drop)
        });
        assert_eq!(office.changes().len(), 2);
        assert_eq!(office.changes()[0].commitment, rows[0].commitment);
    });
}

#[test]
fn an_event_without_detail_commits_to_nothing() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        office.priya.get(&office.path).ok();
        assert_eq!(office.changes()[0].commitment, Sha256::digest(b"").to_vec());
        assert!(office.changes()[0].salt.is_empty());
    });
}

#[test]
fn a_change_that_fails_leaves_neither_itself_nor_a_trace() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        let form = [("stage", "Begun"), ("fail", "Say why."), ("submission", "one")];
        office.priya.post(&office.path, &form).is(422).saying("Say why.");
        assert_eq!(office.stage(), "");
        assert!(office.changes().is_empty(), "{:?}", office.changes());
        assert_eq!(office.submissions(), 0);
        // The same form, put right, goes through.
        office.priya.post(&office.path, &[("stage", "Begun"), ("submission", "one")]).is(303);
        assert_eq!(office.stage(), "Begun");
    });
}

#[test]
fn the_same_form_sent_twice_is_one_change_with_one_answer() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        let send = |stage| office.priya.post(&office.path, &[("stage", stage), ("submission", "one")]);
        send("Begun").goes_to(&office.path);
        // Meanwhile somebody else goes on with the case; the repeated form must not set it back.
        office.priya.post(&office.path, &[("stage", "Further"), ("submission", "two")]).is(303);
        send("Begun").goes_to(&office.path);
        assert_eq!(office.stage(), "Further");
        assert_eq!(office.changes().len(), 2);
        // The token of the form is not part of what was said.
        let again = [("stage", "Begun"), ("submission", "one"), ("csrf", "another session's")];
        office.priya.post(&office.path, &again).goes_to(&office.path);
        assert_eq!(office.changes().len(), 2);
    });
}

#[test]
fn the_same_form_with_other_content_is_refused() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        office.priya.post(&office.path, &[("stage", "Begun"), ("submission", "one")]).is(303);
        let other = office.priya.post(&office.path, &[("stage", "Ended"), ("submission", "one")]).is(422);
        assert_eq!(other.text("h1"), "This form was sent already");
        assert_eq!(office.stage(), "Begun");
        assert_eq!(office.changes().len(), 1);
    });
}

#[test]
fn somebody_elses_form_is_refused() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        let team = app.team("North");
        let case = app.case(app.person("Ola Nowak").added()).held_by(team).added();
        let tom = app.worker("Tom Reed").in_team(team).signed_in();
        let form = [("stage", "Begun"), ("submission", "one")];
        office.priya.post(&office.path, &form).is(303);
        tom.post(&format!("/cases/{case}"), &form).is(422);
        assert_eq!(app.read(move |c| stage(c, case)), "");
    });
}

#[test]
fn forms_without_an_id_are_each_a_sending_of_their_own() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        office.priya.post(&office.path, &[("stage", "Begun")]).is(303);
        office.priya.post(&office.path, &[("stage", "Begun")]).is(303);
        assert_eq!(office.changes().len(), 2);
    });
}

/// A double click sends the same form several times at the same moment.
#[test]
fn the_same_form_sent_at_once_is_one_change() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        for round in 0..5 {
            let id = format!("round {round}");
            let answers = office.priya.race(8, &office.path, &[("stage", &id), ("submission", &id)]);
            for answer in answers {
                answer.goes_to(&office.path);
            }
            assert_eq!(office.stage(), id);
            assert_eq!(office.changes().len(), round + 1);
        }
    });
}

#[test]
fn a_refused_change_changes_nothing_and_is_written_down() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        let stranger = app.worker("Tom Reed").role(Role::Manager).signed_in();
        let refused = stranger.post(&office.path, &[("stage", "Begun")]).not_found();
        let missing =
            stranger.post(&format!("/cases/{}", app.uuid().simple()), &[("stage", "Begun")]).not_found();
        assert_eq!(refused.html(), missing.html());
        assert_eq!(office.stage(), "");
        let told: Vec<String> = office.changes().iter().map(AuditRow::summary).collect();
        assert_eq!(told, ["write case refused none", "write case refused missing"]);
    });
}

/// What was allowed when the page was opened may no longer be when the form comes back.
#[test]
fn leave_to_change_is_asked_for_when_the_form_comes() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).added();
        let priya = app.worker("Priya Shah").works_with(maya).signed_in();
        let path = format!("/cases/{case}");
        priya.get(&path).ok();
        app.leave(priya.user(), maya);
        priya.post(&path, &[("stage", "Begun")]).not_found();
        assert_eq!(app.read(move |c| stage(c, case)), "");
    });
}

#[test]
fn what_is_about_no_record_is_written_down_too_and_done_once() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        let form = [("name", "North"), ("submission", "one")];
        priya.post("/teams", &form).goes_to("/me");
        priya.post("/teams", &form).goes_to("/me");
        priya.post("/teams", &[("name", "South"), ("submission", "one")]).is(422);
        let count = Sql::<(i64,)>::new("SELECT count(*) FROM area WHERE tenant_id = $1");
        assert_eq!(app.read(move |c| c.one(count, args![1])), (1,));
        let last = app.audit().pop().unwrap();
        assert_eq!((last.summary().as_str(), last.detail.as_str()), ("add_area none allowed", "area North"));
    });
}

#[test]
fn what_people_type_arrives_as_they_typed_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let office = Office::new(&app);
        let words = "50% of “it” & more = a+b; Zoë 🏠\r\nnext <b>line</b>";
        office.priya.post(&office.path, &[("stage", words)]).is(303);
        // Browsers end lines with CR LF in forms; facts keep LF.
        assert_eq!(office.stage(), words.replace("\r\n", "\n"));
    });
}
