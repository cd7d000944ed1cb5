//! Facts, stages and clocks: what follows when something happens in a case.
#![expect(clippy::expect_used, reason = "these are tests")]

use access::{CaseId, PersonId, Role, UserId};
use cases::work::{self, NewEvent};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use packs::{Pack, model::Event};
use testkit::{TestApp, on_both};

/// A pack that does not ship.
pub const SMALL: &str = include_str!("small.toml");

/// Publishes a text as the service's own pack.
pub fn publish(app: &TestApp, text: &str) -> Pack {
    let pack = packs::read(text).expect("the test's pack reads");
    let publication = work::store::packs::Publication {
        pack_id: pack.id.clone(),
        version: pack.version,
        effective_from: pack.effective_from,
        source: text.to_owned(),
        note: String::new(),
        at: app.clock().now(),
        by: UserId::from_uuid(access::NOBODY),
    };
    app.write(move |c| work::store::packs::publish(c, 1, &publication));
    pack
}

/// A case worked by a pack, opened on a day.
pub fn begun(app: &TestApp, pack: &Pack, about: PersonId, opened: &str) -> CaseId {
    let kind = pack.id.clone();
    let case = app.case(about).opened(opened).with(move |new| new.case_type.clone_from(&kind)).added();
    begin(app, pack, case, opened);
    case
}

/// Begins to work a case by a pack.
pub fn begin(app: &TestApp, pack: &Pack, case: CaseId, opened: &str) {
    let (pack, event) = (pack.clone(), event(app, case, "opened", opened));
    app.write(move |c| work::begin(c, 1, &pack, &event));
}

fn event(app: &TestApp, case: CaseId, what: &str, on: &str) -> NewEvent {
    NewEvent {
        event_id: app.uuid(),
        case,
        event: Event::parse(what).expect("an event"),
        on: Day::parse(on).expect("a day"),
        at: None,
        source: None,
        recorded_at: app.clock().now(),
        recorded_by: UserId::from_uuid(access::NOBODY),
    }
}

pub fn happens(app: &TestApp, case: CaseId, what: &str, on: &str) {
    let event = event(app, case, what, on);
    app.write(move |c| work::happened(c, 1, &event));
}

/// `stage from to`, in order.
pub fn stages(app: &TestApp, case: CaseId) -> Vec<String> {
    const ROWS: Sql<(String, Day, Option<Day>)> = Sql::new(
        "SELECT stage, entered_on, left_on FROM case_stage WHERE tenant_id = $1 AND case_id = $2
         ORDER BY entered_on, left_on NULLS LAST, stage",
    );
    app.read(move |c| c.all(ROWS, args![1i64, case]))
        .into_iter()
        .map(|(stage, from, to)| format!("{stage} {from} {}", to.map_or("-".to_owned(), |to| to.to_string())))
        .collect()
}

/// `clock starts due state`, in order.
pub fn clocks(app: &TestApp, case: CaseId) -> Vec<String> {
    const ROWS: Sql<(String, Day, Day, String)> = Sql::new(
        "SELECT clock, starts_on, due_on, state FROM case_clock WHERE tenant_id = $1 AND case_id = $2
         ORDER BY clock, nth",
    );
    app.read(move |c| c.all(ROWS, args![1i64, case]))
        .into_iter()
        .map(|(clock, from, due, state)| format!("{clock} {from} {due} {state}"))
        .collect()
}

fn stands(app: &TestApp, case: CaseId) -> (String, Option<Day>) {
    const ROW: Sql<(String, Option<Day>)> =
        Sql::new("SELECT stage, clock_due_on FROM case_file WHERE tenant_id = $1 AND case_id = $2");
    app.read(move |c| c.one(ROW, args![1i64, case]))
}

#[test]
fn what_happens_moves_stages_and_clocks() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = publish(&app, SMALL);
        let case = begun(&app, &pack, app.person("Amina Okafor").added(), "2026-04-01");
        assert_eq!(stages(&app, case), ["report 2026-04-01 -"]);
        // Good Friday and Easter Monday 2026 are 3 and 6 April.
        assert_eq!(clocks(&app, case), ["reply 2026-04-01 2026-04-10 running"]);
        assert_eq!(stands(&app, case), ("Report received".to_owned(), Day::new(2026, 4, 10)));
        happens(&app, case, "fact:accepted", "2026-04-01");
        happens(&app, case, "contact", "2026-04-02");
        assert_eq!(stages(&app, case), ["report 2026-04-01 2026-04-01", "help 2026-04-01 -"]);
        // The worked date of the relief duty.
        assert_eq!(
            clocks(&app, case),
            ["relief 2026-04-01 2026-05-26 running", "reply 2026-04-01 2026-04-10 met"]
        );
        assert_eq!(stands(&app, case), ("Help given".to_owned(), Day::new(2026, 5, 26)));
        happens(&app, case, "decision:ended", "2026-05-27");
        assert_eq!(
            stages(&app, case),
            ["report 2026-04-01 2026-04-01", "help 2026-04-01 2026-05-27", "after 2026-05-27 -"]
        );
        assert_eq!(clocks(&app, case)[0], "relief 2026-04-01 2026-05-26 late");
        assert_eq!(stands(&app, case), ("Looking after".to_owned(), None));
    });
}

#[test]
fn a_corrected_day_moves_what_followed_from_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = publish(&app, SMALL);
        let case = begun(&app, &pack, app.person("Amina Okafor").added(), "2026-04-01");
        let source = app.uuid();
        let wrong = NewEvent { source: Some(source), ..event(&app, case, "fact:accepted", "2026-04-10") };
        app.write(move |c| work::happened(c, 1, &wrong));
        let (now, right) = (app.clock().now(), event(&app, case, "fact:accepted", "2026-04-02"));
        app.write(move |c| {
            work::withdraw(c, 1, case, source, now)?;
            work::happened(c, 1, &right)
        });
        assert_eq!(stages(&app, case), ["report 2026-04-01 2026-04-02", "help 2026-04-02 -"]);
        assert_eq!(clocks(&app, case)[0], "relief 2026-04-02 2026-05-27 running");
        // Nothing is told twice.
        const TOLD: Sql<(i64,)> = Sql::new(
            "SELECT CAST(count(*) AS BIGINT) FROM case_event
             WHERE tenant_id = $1 AND case_id = $2 AND event = 'stage:help' AND withdrawn_at IS NULL",
        );
        assert_eq!(app.read(move |c| c.one(TOLD, args![1i64, case])).0, 1);
    });
}

#[test]
fn a_case_without_a_pack_is_left_as_it_is() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).with(|new| "As imported".clone_into(&mut new.stage)).added();
        happens(&app, case, "contact", "2026-11-20");
        assert!(stages(&app, case).is_empty() && clocks(&app, case).is_empty());
        assert_eq!(stands(&app, case).0, "As imported");
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        priya.get(&format!("/cases/{case}")).ok().saying("As imported");
    });
}

#[test]
fn the_version_in_force_is_the_latest_that_has_begun() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        publish(&app, SMALL);
        let later = SMALL
            .replace("version = 1", "version = 2")
            .replace("effective_from = \"2026-01-01\"", "effective_from = \"2026-12-01\"")
            .replace("n = 5\n", "n = 3\n");
        publish(&app, &later);
        let version = |day: &str| {
            let day = Day::parse(day).expect("a day");
            app.read(move |c| work::current_pack(c, 1, "larch", day)).version
        };
        assert_eq!((version("2026-11-30"), version("2026-12-01")), (1, 2));
        let first = app.read(|c| work::pack_of(c, 1, "larch", 1)).expect("it is published");
        assert_eq!(first.clocks[0].n, 5);
        let second = app.read(|c| work::pack_of(c, 1, "larch", 2)).expect("it is published");
        assert_eq!(second.clocks[0].n, 3);
        assert!(app.read(|c| work::pack_of(c, 1, "larch", 0)).is_none());
        let early = Day::parse("2025-12-31").expect("a day");
        let offered = app.read(move |c| work::packs(c, 1, early));
        assert!(offered.iter().all(|pack| pack.id != "larch"), "not in force yet");
    });
}

#[test]
fn the_sweep_mends_what_differs_and_writes_nothing_else() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, cases::routes());
        let pack = publish(&app, SMALL);
        let cases: Vec<CaseId> = (0..12)
            .map(|n| begun(&app, &pack, app.person(&format!("Person {n}")).added(), "2026-11-02"))
            .collect();
        let closed = cases[11];
        app.close(closed);
        let sweep = || work::sweep::sweep(app.db(), || true).expect("the sweep");
        assert_eq!(sweep(), work::sweep::Swept { looked: 11, changed: 0 });
        // As an older release had counted.
        const BEND: Sql<()> =
            Sql::new("UPDATE case_clock SET due_on = $2 WHERE tenant_id = $1 AND case_id IN ($3, $4)");
        let (a, b, wrong) = (cases[0], cases[9], Day::parse("2027-01-01").expect("a day"));
        app.write(move |c| c.exec(BEND, args![1i64, wrong, a, b]));
        assert_eq!(sweep(), work::sweep::Swept { looked: 11, changed: 2 });
        assert_eq!(clocks(&app, a), ["reply 2026-11-02 2026-11-09 running"]);
        assert_eq!(sweep().changed, 0);
    });
}
