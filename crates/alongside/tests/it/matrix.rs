//! The access matrix: every route of the program as nobody, as a stranger, as each role and as somebody who
//! works with the person. What is expected stands in the route tables; a route with a parameter that this test
//! does not know fails it.

use access::{CaseId, Need, PersonId, Role, RouteRow};
use std::fmt::Write;
use testkit::{Answer, Client, Fixture, TestApp, on_both};
use uuid::Uuid;

/// What stands for the parameters of the addresses.
pub struct World {
    pub person: PersonId,
    case: CaseId,
    team: access::TeamId,
    user: access::UserId,
    action: Uuid,
    letter: cases::letters::model::LetterId,
    document: cases::documents::model::DocumentId,
    goal: Uuid,
    step: Uuid,
    help: Uuid,
    contact: Uuid,
}

impl World {
    fn new(app: &TestApp) -> Self {
        Self::worked_by(app, packs::shipped().iter().find(|pack| pack.id == "asb").expect("it ships"))
    }

    pub fn worked_by(app: &TestApp, pack: &packs::Pack) -> Self {
        let team = app.team("Community Safety");
        let person = app.person("Amina Okafor").with(|new| "Somali".clone_into(&mut new.language)).added();
        let user = app.worker(&format!("Hol Der {}", pack.short)).role(Role::Officer).in_team(team).added();
        let case = app.case(person).worked_by(&pack.id).held_by(team).worker(user).added();
        let action = app.action(person, "Weekly call").owner(user).due("2026-11-25").added();
        let (letter, document) = (add_letter(app, person, case, user), add_document(app, case, user));
        let contact = app.contact(person, user).added();
        let [goal, step, help] = planned(app, (case, person), (pack, user));
        Self { person, case, team, user, action, letter, document, goal, step, help, contact }
    }

    pub fn address(&self, row: &RouteRow) -> String {
        let mut path = row.path.to_owned();
        for (name, value) in [
            ("{person_id}", self.person.to_string()),
            ("{case_id}", self.case.to_string()),
            ("{team_id}", self.team.to_string()),
            ("{user_id}", self.user.to_string()),
            ("{action_id}", self.action.simple().to_string()),
            ("{goal_id}", self.goal.simple().to_string()),
            ("{step_id}", self.step.simple().to_string()),
            ("{intervention_id}", self.help.simple().to_string()),
            ("{contact_id}", self.contact.simple().to_string()),
            ("{draft}", "plan-exit".to_owned()),
            ("{object_id}", self.case.to_string()),
            ("{alert_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{report_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{leave_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{slot_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{message_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{review_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{survey_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{code}", "K7QM24DXA9".to_owned()),
            ("{audit_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{recommendation_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{assessment_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{commitment}", "4".to_owned()),
            ("{session_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{exercise_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{weight_pack_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{discovery_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{change_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{reduction_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{adjustment_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{notice_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{scenario_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{standard_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{rota_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{secret}", "k00000000".to_owned()),
            ("{run_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{form}", "diary".to_owned()),
            ("{pack}", "asb".to_owned()),
            ("{review_form}", "mcr-asb".to_owned()),
            ("{criterion}", "A1".to_owned()),
            ("{part}", "head".to_owned()),
            ("{entry_id}", Uuid::from_u128(7 << 76 | 2 << 62).simple().to_string()),
            ("{letter_id}", self.letter.to_string()),
            ("{document_id}", self.document.to_string()),
            ("{version}", "1".to_owned()),
            ("{token}", "k7qm00000000000000000000aa".to_owned()),
        ] {
            path = path.replace(name, &value);
        }
        assert!(!path.contains('{'), "{path}: teach this test the parameter");
        path
    }
}

fn add_letter(
    app: &TestApp,
    person: PersonId,
    case: CaseId,
    by: access::UserId,
) -> cases::letters::model::LetterId {
    use cases::letters::{
        model::{Audience, NewLetter, Way},
        store,
    };
    let new = NewLetter {
        letter_id: app.chance().id(app.clock().now()),
        case,
        person,
        template: String::new(),
        audience: Audience::Client,
        title: "Your plan".to_owned(),
        body: "Dear Mina".to_owned(),
        way: Way::Hand,
        needs_approval: false,
        made_at: app.clock().now(),
        made_by: by,
    };
    let id = new.letter_id;
    app.write(move |c| store::add(c, 1, &new));
    id
}

fn add_document(app: &TestApp, case: CaseId, by: access::UserId) -> cases::documents::model::DocumentId {
    use cases::documents::{
        model::{Kind, NewDocument, NewFile, NewVersion},
        scan::Scanned,
        store,
    };
    let (file_id, at) = (app.uuid(), app.clock().now());
    let file = NewFile {
        file_id,
        media: "text/plain",
        size: 3,
        hash: vec![1],
        scan: Scanned::Not,
        scan_words: String::new(),
        arrived_at: at,
        arrived_by: by,
    };
    let document_id = app.chance().id(at);
    let document = NewDocument { document_id, case, kind: Kind::Other, title: "Note".to_owned() };
    let version = NewVersion { file: file_id, name: "note.txt".to_owned(), note: String::new(), at, by };
    app.write(move |c| {
        store::add_file(c, 1, &file)?;
        store::add_piece(c, 1, file_id, 0, b"abc")?;
        store::add(c, 1, &document, &version)
    });
    document_id
}

/// A goal with a step, and help that was offered.
fn planned(
    app: &TestApp,
    (case, person): (CaseId, PersonId),
    (pack, user): (&packs::Pack, access::UserId),
) -> [Uuid; 3] {
    use cases::plan::{
        model::{Binding, GoalState, Owner},
        store::{
            help::{NewHelp, offer},
            write::{By, GoalWords, StepWords, add_goal, add_step},
        },
    };
    let (now, today) = (app.clock().now(), app.clock().today());
    let [goal, step, help, a, b, c] = [(); 6].map(|()| app.uuid());
    let by = move |trace| By { trace, user, at: now };
    let area = pack.plan.areas.first().map(|area| area.code.clone()).unwrap_or_default();
    app.write(move |conn| {
        let words = "Sleep".to_owned();
        let goal_words = GoalWords { area: area.clone(), words, state: GoalState::Open, ended_on: None };
        add_goal(conn, 1, case, goal, &goal_words, by(a))?;
        let step_words = StepWords {
            what: "Fit a lock".to_owned(),
            owner_kind: Owner::Agency,
            owner: None,
            owner_name: "Larch Homes".to_owned(),
            due_on: today,
            binding: Binding::Mandatory,
        };
        add_step(conn, 1, (case, person), (goal, step), &step_words, by(b))?;
        let new = NewHelp {
            intervention_id: help,
            person,
            kind: String::new(),
            label: "Counselling".to_owned(),
            provider: String::new(),
            on: today,
        };
        offer(conn, 1, case, &new, by(c))
    });
    [goal, step, help]
}

fn ask(client: &Client<'_>, row: &RouteRow, path: &str) -> Answer {
    match row.method {
        "GET" => client.get(path),
        // What the script asks for is a part of a page.
        "POST" if path.ends_with("/suggest") => {
            client.request(axum::http::Method::POST, path).header("x-fragment", "1").form(&[]).send()
        }
        "POST" => client.post(path, &[]),
        other => panic!("{other} {path}: teach this test the method"),
    }
}

fn every_route(fixture: &Fixture, check: impl Fn(&TestApp, &World, &RouteRow, &str)) {
    let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
    let world = World::new(&app);
    for row in alongside::app::route_tables() {
        let path = world.address(&row);
        check(&app, &world, &row, &path);
    }
}

#[test]
fn nobody_gets_further_than_the_door() {
    on_both(|fixture| {
        every_route(fixture, |app, _, row, path| {
            let answer = ask(&app.nobody(), row, path);
            if row.need == Need::Nothing {
                assert!(
                    answer.status != 404 && answer.status < 500,
                    "{} {path}: {}",
                    row.method,
                    answer.status
                );
            } else {
                assert_eq!(answer.status, 303, "{} {path}", row.method);
                assert!(answer.location().starts_with("/sign-in"), "{path} sends to {}", answer.location());
            }
        });
    });
}

#[test]
fn each_role_opens_its_screens_and_nobodys_record() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let world = World::new(&app);
        let roles: Vec<(Vec<Role>, Client<'_>)> =
            std::iter::once((Vec::new(), app.worker("No Role").signed_in()))
                .chain(Role::ALL.iter().map(|role| {
                    let client =
                        app.worker(&format!("Just {}", role.code())).clearance(3).role(*role).signed_in();
                    (vec![*role], client)
                }))
                .collect();
        let mut last = latest(&app, Uuid::nil()).0;
        for row in alongside::app::route_tables() {
            if row.path == "/sign-out" {
                continue; // It would end the session that the other routes need; the access slice tests it.
            }
            let path = world.address(&row);
            for (roles, client) in &roles {
                let staff = roles.iter().any(|r| matches!(r, Role::Officer | Role::Leader | Role::Manager));
                let open = match row.need {
                    Need::Nothing | Need::SignedIn => true,
                    Need::Staff => staff,
                    Need::OneOf(wanted) => roles.iter().any(|r| wanted.contains(r)),
                    // No relationship, no record; and a secret address is its owner's.
                    Need::Person(_) | Need::Case(_) | Need::Own => false,
                };
                let answer = ask(client, &row, &path);
                let (status, asked) = (answer.status, format!("{} {path} as {roles:?}", row.method));
                assert!(status < 500, "{asked}: {status}");
                // Records named in an address (a run, an alert) may be missing for those who may look.
                let named = path.contains("00000000");
                assert!(
                    if open { status != 404 || named } else { status == 404 },
                    "{asked}: {status}, open: {open}"
                );
                let (now, events) = latest(&app, last);
                last = now;
                if !open && !matches!(row.need, Need::Own) {
                    assert_eq!(events.len(), 1, "{asked}: a refusal is one audit row");
                    assert!(!events[0].allowed, "{asked}: {}", events[0].summary());
                }
            }
        }
    });
}

#[test]
fn who_works_with_a_person_opens_their_record_and_leaves_one_audit_row() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let world = World::new(&app);
        let worker = app.worker("Wor Ker").role(Role::Officer).works_with(world.person).signed_in();
        let mut last = Uuid::nil();
        for row in alongside::app::route_tables() {
            if !matches!(row.need, Need::Person(_) | Need::Case(_)) {
                continue;
            }
            // This world's case has no entries, reviews, sessions, surveys and audits; they are tried where those are
            // tested.
            if ["{entry_id}", "{review_id}", "{session_id}", "{survey_id}", "{audit_id}", "{adjustment_id}"]
                .iter()
                .any(|named| row.path.contains(named))
            {
                continue;
            }
            let path = world.address(&row);
            last = latest(&app, last).0;
            let answer = ask(&worker, &row, &path);
            assert!(answer.status != 404 && answer.status < 500, "{} {path}: {}", row.method, answer.status);
            if row.method == "GET" {
                let (_, events) = latest(&app, last);
                assert_eq!(events.len(), 1, "{path}: one look is one audit row");
                assert!(events[0].allowed && events[0].basis == "network", "{}", events[0].summary());
            }
        }
    });
}

/// The events after one, and the last of them. Reading the whole audit for each address would take minutes.
fn latest(app: &TestApp, after: Uuid) -> (Uuid, Vec<testkit::AuditRow>) {
    let events = app.audit_after(after);
    (events.last().map_or(after, |event| event.event), events)
}

#[test]
fn the_table_of_routes_in_the_docs_is_the_one_in_force() {
    let mut table =
        String::from("# Routes\n\nEvery address of the program and what is needed to use it.\n\n");
    table.push_str("| method | path | needed |\n|---|---|---|\n");
    for row in alongside::app::route_tables() {
        let need = match row.need {
            Need::Nothing => "nothing".to_owned(),
            Need::SignedIn => "to be signed in".to_owned(),
            Need::Staff => "casework role".to_owned(),
            Need::OneOf(roles) => {
                roles.iter().map(|r| r.label().to_lowercase()).collect::<Vec<_>>().join(" or ")
            }
            Need::Person(action) => format!("policy: `{action}` on the person"),
            Need::Case(action) => format!("policy: `{action}` on the case"),
            Need::Own => "to be its owner".to_owned(),
        };
        let _infallible = writeln!(table, "| {} | `{}` | {need} |", row.method, row.path);
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/routes.md");
    if std::env::var_os("ALONGSIDE_WRITE_DOCS").is_some() {
        std::fs::write(file, &table).expect("docs can be written");
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(
        written, table,
        "docs/routes.md is stale: run this test with ALONGSIDE_WRITE_DOCS=1 and review it"
    );
}
