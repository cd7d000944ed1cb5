//! Kill at any point of a save: all of it is there, or nothing. Plans are agreed (agreement, event, stage, clock, audit)
//! and letters are sent (copy, outbox, history, event, audit) by the program's own handlers while the power goes.
//!
//! The same harness must see half a save where it is written in two changes.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

use access::{Role, Settings};
use cases::letters::model::{Audience, NewLetter, Way};
use kernel::db::{Engine, Place};
use packs::model::Event;
use people::model::{AddressKind, NewAddress};
use powerloss::{Config, Lost, Report, torture};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};
use testkit::{Fixture, TestApp};

/// More than twenty rounds on one file can save.
const CASES: usize = 240;

/// What a case and its letter say of a save, one line a fact, in an order of its own. What follows from a save stands
/// here, whatever the pack makes of it.
const SIGNS: &str = "
    SELECT 'agreement ' || count(*) FROM plan_agreement WHERE case_id = ?1
    UNION ALL SELECT 'plan ' || count(*) FROM case_plan WHERE case_id = ?1 AND agreed_at IS NOT NULL
    UNION ALL SELECT 'event ' || event FROM case_event WHERE case_id = ?1
    UNION ALL SELECT 'stage ' || stage || ' ' || (left_on IS NULL) FROM case_stage WHERE case_id = ?1
    UNION ALL SELECT 'clock ' || clock || ' ' || state FROM case_clock WHERE case_id = ?1
    UNION ALL SELECT 'letter ' || state FROM letter WHERE case_id = ?1
    UNION ALL SELECT 'copy ' || count(*) FROM letter_copy
        WHERE letter_id IN (SELECT letter_id FROM letter WHERE case_id = ?1)
    UNION ALL SELECT 'outbox ' || count(*) FROM outbox
        WHERE letter_id IN (SELECT letter_id FROM letter WHERE case_id = ?1)
    UNION ALL SELECT 'history ' || count(*) FROM contact WHERE case_id = ?1
    UNION ALL SELECT 'audit ' || count(*) FROM audit_event e JOIN audit_detail d ON d.event_id = e.event_id
        WHERE e.object_id = ?1 AND (CAST(d.detail AS TEXT) = 'plan agreed' OR CAST(d.detail AS TEXT) LIKE 'letter % sent%')
    UNION ALL SELECT 'answered ' || count(*) FROM submission
        WHERE location LIKE '/cases/' || lower(hex(?1)) || '/%?done=%'
    ORDER BY 1";

/// Where the torture begins, and how a case looks before, between and after its two saves.
struct Begun {
    template: PathBuf,
    cookie: String,
    states: [Vec<String>; 3],
    by_handlers: bool,
}

impl Begun {
    fn new(name: &str) -> Self {
        let fixture = Fixture::migrated(Engine::Sqlite);
        let app = TestApp::build(&fixture, Settings::default(), alongside::app::router);
        let mina = app.person("Amina Okafor").added();
        let home = NewAddress {
            kind: AddressKind::Home,
            lines: "14 Larch Court, Fernhill".to_owned(),
            postcode: "FS1 2AB".to_owned(),
            withheld: false,
            access_code: String::new(),
            from_on: None,
            until_on: None,
        };
        let id = app.uuid();
        app.write(move |c| people::store::add_address(c, 1, mina, id, &home));
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let cases: Vec<_> = (0..CASES).map(|_| worked(&app, mina, priya.user())).collect();
        let name_of = priya.cookies().first().cloned().expect("a session's cookie");
        let cookie = format!("{name_of}={}", priya.cookie(&name_of).expect("it has a value"));
        let Place::File(file) = fixture.place() else { unreachable!("SQLite is a file") };
        let template =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.db", std::process::id()));
        let _none_yet = std::fs::remove_file(&template);
        let db = Connection::open(&file).expect("the file opens");
        db.execute("VACUUM INTO ?1", [template.to_string_lossy()]).expect("a copy of it");
        // One case goes the whole way undisturbed, beside the copy.
        let (case, letter) = cases[0];
        let signs = || signs(&db, case.uuid().as_bytes()).expect("the signs are read");
        let before = signs();
        let page = priya.get(&format!("/cases/{case}/plan/agree")).ok();
        let filled = [("how", "face_to_face"), ("copy", "printed")];
        priya.submit(&page, "main form", &filled).is(303);
        let agreed = signs();
        priya.post(&format!("/cases/{case}/letters/{letter}/send"), &[("submission", "once")]).is(303);
        let states = [before, agreed, signs()];
        Self { template, cookie, states, by_handlers: name == "whole" }
    }

    fn torture(&self, how: &str, rounds: u32) -> Report {
        let test = std::env::current_exe().expect("this test is a file");
        let program = test.ancestors().nth(2).expect("a profile's folder").join("examples/saves");
        let template = self.template.to_string_lossy().into_owned();
        let args = ["saves.db", &template, &self.cookie, how];
        let config = Config::new(program, args, "saves.db", env!("CARGO_TARGET_TMPDIR")).rounds(rounds);
        // A save takes some 60 file calls.
        let config = Config { last_call: 1200, ..config };
        torture(&config, |file, acknowledged| self.check(file, acknowledged)).expect("the harness runs")
    }

    /// Each case is in one of the three states, and at least as far as was acknowledged.
    fn check(&self, file: &Path, acknowledged: &BTreeSet<u64>) -> Result<(), Lost> {
        if !file.exists() && acknowledged.is_empty() {
            return Ok(());
        }
        let broken = |e: rusqlite::Error| Lost::File(e.to_string());
        let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(broken)?;
        // The next round must meet the journal as the crash left it.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(broken)?;
        let sound: String = db.query_row("PRAGMA integrity_check", [], |r| r.get(0)).map_err(broken)?;
        if sound != "ok" {
            return Err(Lost::File(sound));
        }
        let mut lost = Vec::new();
        let whole =
            |signs: &[String]| -> Vec<String> { signs.iter().filter(|s| self.counts(s)).cloned().collect() };
        for (n, case) in (0u64..).zip(cases(&db).map_err(broken)?) {
            let found = whole(&signs(&db, &case).map_err(broken)?);
            let Some(state) = self.states.iter().position(|state| whole(state) == found) else {
                return Err(Lost::File(format!("case {n} has half a save: {found:?}")));
            };
            lost.extend((0..2).filter(|save| *save >= state).map(|save| 2 * n + save as u64));
        }
        lost.retain(|save| acknowledged.contains(save));
        if lost.is_empty() { Ok(()) } else { Err(Lost::Writes(lost)) }
    }
}

impl Begun {
    /// Whether a sign is looked at: what is written past the handlers has no audit row and no answer.
    fn counts(&self, sign: &str) -> bool {
        self.by_handlers || !(sign.starts_with("audit") || sign.starts_with("answered"))
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let _scratch = std::fs::remove_file(&self.template);
    }
}

/// A case of a pack that waits for its plan, with a goal and a letter that may be sent.
fn worked(
    app: &TestApp,
    mina: access::PersonId,
    priya: access::UserId,
) -> (access::CaseId, cases::letters::model::LetterId) {
    use cases::plan::{model::GoalState, store::write};
    let pack = packs::shipped().iter().find(|pack| pack.id == "asb").expect("it ships");
    let case = app.case(mina).worked_by(&pack.id).worker(priya).opened("2026-11-02").added();
    let (now, today) = (app.clock().now(), app.clock().today());
    let [trace, goal, first, second] = [(); 4].map(|()| app.uuid());
    let event = move |id, event, on| cases::work::NewEvent {
        event_id: id,
        case,
        event,
        on,
        at: None,
        source: None,
        recorded_at: now,
        recorded_by: priya,
    };
    let letter_id = app.chance().id(now);
    app.write(move |c| {
        cases::work::begin(c, 1, pack, &event(first, Event::Opened, today.plus(-18)))?;
        cases::work::happened(
            c,
            1,
            &event(second, Event::Fact("victim_interviewed_on".to_owned()), today.plus(-3)),
        )?;
        let words = write::GoalWords {
            area: String::new(),
            words: "I want to sleep through the night.".to_owned(),
            state: GoalState::Open,
            ended_on: None,
        };
        write::add_goal(c, 1, case, goal, &words, write::By { trace, user: priya, at: now })?;
        let letter = NewLetter {
            letter_id,
            case,
            person: mina,
            template: pack.letters[0].id.clone(),
            audience: Audience::Client,
            title: "Your plan".to_owned(),
            body: "Dear Mina".to_owned(),
            way: Way::Post,
            needs_approval: false,
            made_at: now,
            made_by: priya,
        };
        cases::letters::store::add(c, 1, &letter)
    });
    (case, letter_id)
}

fn cases(db: &Connection) -> rusqlite::Result<Vec<Vec<u8>>> {
    db.prepare("SELECT case_id FROM case_file ORDER BY case_id")?.query_map([], |row| row.get(0))?.collect()
}

fn signs(db: &Connection, case: &[u8]) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(SIGNS)?.query_map([case], |row| row.get(0))?.collect()
}

#[test]
fn a_plan_and_a_letter_are_saved_as_a_whole_or_not_at_all() {
    let begun = Begun::new("whole");
    let [before, agreed, sent] = &begun.states;
    let there = |state: &[String], sign: &str| state.iter().any(|found| found == sign);
    assert!(there(before, "clock plan running") && there(agreed, "clock plan met"), "{before:?} {agreed:?}");
    assert!(there(agreed, "stage plan 1") && there(agreed, "event plan-agreed"), "{agreed:?}");
    assert!(there(agreed, "outbox 0") && there(sent, "outbox 1") && there(sent, "audit 2"), "{sent:?}");
    let report = begun.torture("whole", 40);
    println!("whole: {report}");
    assert!(report.kept_all(), "{report}: {:?}", report.first);
    assert!(report.acknowledged > 150, "too few saves to tell: {report}");
}

#[test]
fn the_harness_sees_half_a_save() {
    let report = Begun::new("split").torture("split", 20);
    println!("split: {report}");
    assert!(report.corrupt_files > 0, "the harness is blind: {report}");
    assert!(report.corrupt_files < report.crashes, "it takes whole saves for half ones: {report}");
    assert!(report.first.is_some_and(|first| first.contains("half a save")), "it saw something else");
}
