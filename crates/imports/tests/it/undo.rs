//! What keeps an import from being undone: every table that hangs on what an import makes, on both engines.

use crate::kit::{Folder, HEAD, app, ask, everything, import, number, rows, undo};
use imports::{Hangs, hanging};
use kernel::{
    Day, args,
    db::{ConnExt, Db, Engine, Sql},
};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{TestApp, on_both};

/// Every foreign key but those to `tenant`: the table, the column that is not the tenant's, the table it leads to.
/// A key of several such columns is named by its first.
fn foreign_keys(db: &Db) -> BTreeSet<(String, String, String)> {
    let query = Sql::<(String, String, String)>::new(match db.engine() {
        Engine::Sqlite => {
            "SELECT t.name, k.\"from\", k.\"table\"
             FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k ON TRUE
             WHERE t.type = 'table' AND k.seq = 1"
        }
        Engine::Postgres => {
            "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT), CAST(f.relname AS TEXT)
             FROM pg_constraint k
             JOIN pg_class t ON t.oid = k.conrelid
             JOIN pg_class f ON f.oid = k.confrelid
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
             WHERE k.contype = 'f'"
        }
    });
    db.report_now(move |c| c.all(query, &[])).unwrap().into_iter().collect()
}

#[test]
fn every_table_that_hangs_on_an_import_is_known_to_undo() {
    let known: BTreeMap<&str, Vec<Hangs>> = hanging().into_iter().fold(BTreeMap::new(), |mut all, (t, h)| {
        all.entry(t).or_insert_with(Vec::new).push(h);
        all
    });
    on_both(|fixture| {
        let keys = foreign_keys(&fixture.open());
        assert!(keys.len() > 80, "{}", keys.len());
        let made = |table: &str| known.get(table).is_some_and(|h| h.contains(&Hangs::Made));
        let mut wrong = Vec::new();
        for (table, column, to) in &keys {
            let what = known.get(table.as_str());
            if !made(to) && !known.contains_key(to.as_str()) {
                continue;
            }
            let Some(what) = what else {
                wrong.push(format!(
                    "{table}.{column} leads to {to}, which an import makes or which hangs on it. Add it to \
                     imports/src/store/later.rs: a line in `edits!` when a row of it is somebody's later work (undo is \
                     refused then, in your words); WORKED_OUT and a DELETE in `drop_worked_out` when the program works \
                     it out from facts; BENEATH when it leads to later work only."
                ));
                continue;
            };
            let named = what.iter().any(|h| matches!(h, Hangs::Edit(c) if c == column));
            if made(to) && !named && !what.contains(&Hangs::Made) && !what.contains(&Hangs::WorkedOut) {
                wrong.push(format!(
                    "{table}.{column} leads to {to}, which an import makes: give it a line of its own in `edits!` in \
                     imports/src/store/later.rs."
                ));
            }
        }
        assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
        let tables: BTreeSet<&str> = keys.iter().map(|(table, ..)| table.as_str()).collect();
        // Four stand at the root, or are bound by a rule of their own.
        let alone = ["organisation", "person_access", "household", "case_access", "exclusion"];
        let gone: Vec<&&str> =
            known.keys().filter(|t| !tables.contains(**t) && !alone.contains(*t)).collect();
        assert!(gone.is_empty(), "these hang on nothing any more: {gone:?}");
    });
}

type Edit = fn(&TestApp, access::PersonId, access::CaseId);

fn write(app: &TestApp, sql: &'static str, args: &[kernel::db::Val]) {
    let args = args.to_vec();
    app.write(move |c| c.exec(Sql::new(sql), &args));
}

const EDITS: [(Edit, &str); 8] = [
    (
        |app, _, case| {
            let sql = "INSERT INTO case_decision (tenant_id, case_id, decision_id, kind, kind_name, code, decided, more,
                    why, considered, rule, challenge, state, asked_by, sent_back_why, told_whom, told_how, recorded_at)
                VALUES ($1, $2, $3, 'k', 'K', 'c', '', '', '', '', '', '', 'asked', $4, '', '', '', $5)";
            write(app, sql, args![1_i64, case, app.uuid(), app.uuid(), app.clock().now()]);
            let sql = "INSERT INTO document (tenant_id, document_id, case_id, kind, title, latest, made_at, made_by)
                VALUES ($1, $2, $3, 'other', 'A plan', 1, $4, $5)";
            write(app, sql, args![1_i64, app.uuid(), case, app.clock().now(), app.uuid()]);
        },
        "1 case has later work (a decision, a document).",
    ),
    (
        |app, _, case| {
            let draw = app.uuid();
            let sql = "INSERT INTO review_draw (tenant_id, draw_id, month, team_id, per_worker, eligible, frame_hash,
                    framed_at, seed, drawn_by)
                VALUES ($1, $2, '2026-11', $3, 1, 1, '', $4, '', $3)";
            write(app, sql, args![1_i64, draw, app.uuid(), app.clock().now()]);
            let sql = "INSERT INTO review_frame (tenant_id, draw_id, case_id, reference, worker_id, high)
                VALUES ($1, $2, $3, 'B', $4, FALSE)";
            write(app, sql, args![1_i64, draw, case, app.uuid()]);
        },
        "1 case has later work (a draw of reviews).",
    ),
    (
        |app, _, case| {
            let (user, review) = (app.worker("Some One").added(), app.uuid());
            let today = app.clock().today();
            let sql =
                "INSERT INTO six_week_review (tenant_id, review_id, user_id, begun_on, begun_at, begun_by)
                VALUES ($1, $2, $3, $4, $5, $3)";
            write(app, sql, args![1_i64, review, user, today, app.clock().now()]);
            let sql =
                "INSERT INTO six_week_case (tenant_id, review_id, case_id, state, action, to_close, to_move)
                VALUES ($1, $2, $3, 'waits', '', FALSE, FALSE)";
            write(app, sql, args![1_i64, review, case]);
        },
        "1 case has later work (a six-week review).",
    ),
    (
        |app, person, _| {
            let sql = "INSERT INTO alert (tenant_id, person_id, alert_id, words, from_on)
                VALUES ($1, $2, $3, 'Two visit', $4)";
            write(app, sql, args![1_i64, person, app.uuid(), app.clock().today()]);
        },
        "1 person has later work (a warning).",
    ),
    (
        |app, person, _| {
            app.case(person).added();
        },
        "1 person has later work (another case)",
    ),
    (
        |app, person, _| {
            let by = app.worker("Some One").added();
            app.contact(person, by).added();
        },
        "1 person has later work (a contact).",
    ),
    (
        |app, _, case| {
            let other = app.person("Stephen Bell").added();
            let sql =
                "INSERT INTO case_party (tenant_id, case_id, person_id, role) VALUES ($1, $2, $3, 'witness')";
            write(app, sql, args![1_i64, case, other]);
        },
        "1 case has later work (another person).",
    ),
    (
        |app, person, _| {
            let sql = "UPDATE person SET version = version + 1 WHERE tenant_id = $1 AND person_id = $2";
            write(app, sql, args![1_i64, person]);
        },
        "1 person was changed.",
    ),
];

/// Refused in words before anything is hidden: the import is still in afterwards.
#[test]
fn later_work_is_told_and_nothing_is_hidden() {
    on_both(|fixture| {
        for (n, (edit, why)) in EDITS.into_iter().enumerate() {
            let fixture = testkit::Fixture::migrated(fixture.engine());
            let (app, folder) = (app(&fixture), Folder::new());
            let text = format!("{HEAD}B-{n},Noise,01/02/2025,Maya Okafor,,,\n");
            import(&app, &folder.file("a.csv", text)).good();
            app.clock().advance_seconds(60);
            let made = ask::<(access::PersonId, access::CaseId)>(
                &app,
                "SELECT lead_person_id, case_id FROM case_file WHERE tenant_id = $1",
            )[0];
            edit(&app, made.0, made.1);
            let before = everything(&app);
            undo(&app).bad(why);
            assert_eq!(everything(&app), before, "{why}");
            assert_eq!(number(&app, "SELECT count(*) FROM batch WHERE tenant_id = $1 AND live"), 1);
        }
    });
}

/// What the program finds at night is nobody's work: it goes with the case.
#[test]
fn what_the_program_worked_out_goes_with_the_case() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        import(&app, &folder.file("a.csv", format!("{HEAD}B-1,Noise,01/02/2025,Maya Okafor,,,\n"))).good();
        let case = ask::<(access::CaseId,)>(&app, "SELECT case_id FROM case_file WHERE tenant_id = $1")[0].0;
        let sql = "INSERT INTO return_finding (tenant_id, pack_id, case_id, check_id, first_on, last_on)
            VALUES ($1, 'p', $2, 'c', $3, $3)";
        write(&app, sql, args![1_i64, case, Day::new(2026, 11, 21).unwrap()]);
        assert_eq!(rows(&app, "return_finding"), 1);
        undo(&app).good();
        let mut after = everything(&app);
        after.extend([("import_run".to_owned(), 0), ("job".to_owned(), 0)]);
        assert_eq!(after, before);
    });
}
