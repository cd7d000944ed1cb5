//! All or nothing, once only, stopped and taken up again, undone until somebody has worked with it.

use crate::kit::{Folder, HEAD, ask, everything, import, import_with, number, rows, run_until, sound, undo};
use imports::command::{self, CasesArgs};
use kernel::{
    args,
    db::{ConnExt, Sql},
    job::{self, ServerLease},
};
use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use testkit::{TestApp, on_both};

use crate::kit::app;

fn exclude(file: &Path) -> CasesArgs {
    CasesArgs { file: file.to_owned(), exclude_bad: true, ..Default::default() }
}

#[test]
fn nothing_comes_in_unless_all_is_sound_or_the_bad_rows_are_left_out() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let file = folder
            .file("a.csv", format!("{}A-77,Noise,soon,Maya Okafor,,,\nA-78,,,Maya Okafor,,,\n", sound(10)));
        import(&app, &file).bad("2 rows of 12 cannot come in");
        assert_eq!(everything(&app), before);
        let words = import_with(&app, &exclude(&file)).good().words;
        assert!(words.contains("2 rows of 12 stay out"), "{words}");
        assert_eq!((rows(&app, "person"), rows(&app, "case_file")), (10, 10));
        let none = folder.file("b.csv", format!("{HEAD}A-90,Noise,soon,Maya Okafor,,,\n"));
        let before = everything(&app);
        import_with(&app, &exclude(&none)).bad("Every row has a problem");
        assert_eq!(everything(&app), before);
    });
}

#[test]
fn the_same_content_comes_in_once() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        import(&app, &folder.file("a.csv", sound(5))).good();
        let before = everything(&app);
        import(&app, &folder.file("renamed.csv", sound(5)))
            .bad("The same content came in on 20 November 2026");
        assert_eq!(everything(&app), before);
        undo(&app).good();
        import(&app, &folder.file("renamed.csv", sound(5))).good();
    });
}

#[test]
fn undone_nothing_is_left_and_what_was_here_before_stays() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let person = app.person("Stephen Bell").added();
        app.case(person).added();
        let before = everything(&app);
        let file = folder.file("a.csv", sound(300));
        import_with(&app, &CasesArgs { file, team: Some("Community Safety".into()), ..Default::default() })
            .good();
        undo(&app).good();
        let mut after = everything(&app);
        after.extend([("import_run".to_owned(), 0), ("job".to_owned(), 0)]);
        assert_eq!(after, before);
    });
}

#[test]
fn undo_ends_with_the_first_later_edit() {
    on_both(|fixture| {
        type Edit = fn(&TestApp, access::PersonId, access::CaseId);
        let edits: [(Edit, &str); 3] = [
            (
                |app, person, case| {
                    let by = app.worker("Some One").added();
                    app.contact(person, by).in_case(case).added();
                },
                "1 case has later work (a contact, an event); 1 person has later work (a contact)",
            ),
            (
                |app, person, _| {
                    app.action(person, "Weekly call").due("2026-12-01").added();
                },
                "1 person has later work (an action)",
            ),
            (
                |app, _, case| {
                    app.write(move |c| {
                        c.exec(Sql::new("UPDATE case_file SET version = version + 1 WHERE tenant_id = $1 AND case_id = $2"), args![1_i64, case])
                    });
                },
                "1 case was changed",
            ),
        ];
        let (app, folder) = (app(fixture), Folder::new());
        for (n, (edit, why)) in edits.into_iter().enumerate() {
            app.clock().advance_seconds(60);
            import(&app, &folder.file("a.csv", format!("{HEAD}B-{n},Noise,01/02/2025,Maya Okafor{n},,,\n")))
                .good();
            app.clock().advance_seconds(60);
            let sql = format!(
                "SELECT lead_person_id, case_id FROM case_file WHERE tenant_id = $1 AND reference = 'B-{n}'"
            );
            let (person, case) = ask::<(access::PersonId, access::CaseId)>(&app, &sql)[0];
            edit(&app, person, case);
            let before = everything(&app);
            undo(&app).bad(why);
            assert_eq!(everything(&app), before);
        }
    });
}

#[test]
fn stopped_nothing_is_left() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let before = everything(&app);
        let file = folder.file("a.csv", sound(2_000));
        let stop = AtomicBool::new(true);
        let args = CasesArgs { file: file.clone(), ..Default::default() };
        let done = run_until(&stop, |console| command::cases(app.db(), &args, console));
        assert_eq!(done.code, command::STOPPED);
        assert_eq!(everything(&app), before, "stopped while it was read");
        stop.store(false, Ordering::SeqCst);
        let db = app.db();
        // Stopped as soon as anything is written: by then some rows stand in the tables, out of sight.
        std::thread::scope(|scope| {
            let watch = scope.spawn(|| {
                let end = Instant::now() + Duration::from_secs(30);
                while rows(db, "person") == 0 && Instant::now() < end {
                    std::thread::sleep(Duration::from_millis(1));
                }
                stop.store(true, Ordering::SeqCst);
            });
            let done = run_until(&stop, |console| command::cases(db, &args, console));
            watch.join().unwrap();
            assert_eq!(done.code, command::STOPPED);
            assert_eq!(done.refused, "alongside: Stopped. Nothing was changed.\n");
        });
        assert_eq!(everything(&app), before, "stopped while it was written");
        import_with(&app, &args).good();
    });
}

/// Publishes by a server's worker and breaks off once some rows are written, again and again.
#[test]
fn killed_in_the_middle_it_goes_on_from_where_it_was() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let data = app.worker("Dana Mills").role(access::Role::Data).signed_in();
        let upload = |name: &str, text: &str| {
            let answer = data
                .request(axum::http::Method::POST, "/imports")
                .upload(&[], ("file", name, text.as_bytes()))
                .send();
            answer.is(303).location().to_owned()
        };
        let page = upload("a.csv", &sound(1_500));
        let state = |wanted: &str| {
            number(
                &app,
                &format!("SELECT count(*) FROM import_run WHERE tenant_id = $1 AND state = '{wanted}'"),
            ) == 1
        };
        let until = |what: &dyn Fn() -> bool| {
            let end = Instant::now() + Duration::from_mins(1);
            while !what() {
                assert!(Instant::now() < end, "this takes too long");
                std::thread::sleep(Duration::from_millis(1));
            }
        };
        let worker = imports::runner(app.db()).unwrap();
        until(&|| state("checked"));
        drop(worker);
        data.post(&format!("{page}/accept"), &[]).is(303);
        let mut broken = 0;
        let mut written = 0;
        while !state("live") {
            let worker = imports::runner(app.db()).unwrap();
            until(&|| {
                state("live")
                    || number(&app, "SELECT published FROM import_run WHERE tenant_id = $1") > written
            });
            drop(worker);
            written = number(&app, "SELECT published FROM import_run WHERE tenant_id = $1");
            broken += 1;
        }
        assert!(broken > 2, "it was broken off {broken} times");
        let counts = ["person", "case_file", "works_with", "contact_method"].map(|table| rows(&app, table));
        assert_eq!(counts, [1_500, 1_500, 1_500, 1_500]);
        let broken_off = everything(&app);
        let other = testkit::Fixture::migrated(fixture.engine());
        let again = crate::kit::app(&other);
        import(&again, &folder.file("a.csv", sound(1_500))).good();
        let whole = everything(&again);
        for table in ["person", "person_access", "search_token", "case_file", "case_party", "network_member"]
        {
            assert_eq!(broken_off[table], whole[table], "{table}");
        }
    });
}

#[test]
fn a_command_that_died_is_taken_up_by_the_next() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let file = folder.file("a.csv", sound(50));
        import(&app, &file).good();
        // As if the process had died just before the end: nothing shows, and its job is held by nobody alive.
        app.write(|c| {
            for text in [
                "UPDATE import_run SET state = 'publishing' WHERE tenant_id = $1",
                "UPDATE batch SET live = FALSE WHERE tenant_id = $1",
                "UPDATE job SET state = 'running', holder = 'gone' WHERE tenant_id = $1 AND kind = 'import-publish'",
            ] {
                c.exec(Sql::new(text), args![1_i64])?;
            }
            Ok(())
        });
        import(&app, &file).bad("is being imported at this moment");
        app.clock().advance_seconds(job::LEASE_SECONDS + 1);
        let words = import(&app, &file).good().words;
        assert!(words.contains("was interrupted. It goes on from where it was."), "{words}");
        assert_eq!(number(&app, "SELECT count(*) FROM batch WHERE tenant_id = $1 AND live"), 1);
        assert_eq!(rows(&app, "person"), 50);
    });
}

/// What a command that was killed while it read has left goes when the next import begins, whatever that brings.
#[test]
fn what_nobody_comes_back_to_is_cleared_away() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        import(&app, &folder.file("a.csv", sound(5))).good();
        undo(&app).good();
        let old = "UPDATE import_run SET state = 'checked' WHERE tenant_id = $1";
        app.write(move |c| c.exec(Sql::new(old), args![1_i64]));
        let other = folder.file("b.csv", format!("{HEAD}A-1,Noise,01/02/2025,Maya Okafor,,,\n"));
        import(&app, &other).good();
        assert_eq!(rows(&app, "import_run"), 2, "somebody may be at it still");
        undo(&app).good();
        app.clock().advance_seconds(121);
        let words = import(&app, &other).good().words;
        assert!(words.contains("What an interrupted import of") && words.contains("(a.csv)"), "{words}");
        assert_eq!(
            number(&app, "SELECT count(*) FROM import_run WHERE tenant_id = $1 AND state = 'checked'"),
            0
        );
        assert_eq!(rows(&app, "person"), 1);
    });
}

/// A new database is as new after a refused import: a demo may still be made in it.
#[test]
fn a_service_made_for_an_import_goes_with_it() {
    on_both(|fixture| {
        let db = testkit::TestApp::with(fixture, imports::routes());
        db.write(|c| c.exec(Sql::new("DELETE FROM team WHERE tenant_id = $1"), args![1_i64]));
        db.write(|c| c.exec(Sql::new("DELETE FROM organisation WHERE tenant_id = $1"), args![1_i64]));
        db.write(|c| c.exec(Sql::new("DELETE FROM tenant WHERE tenant_id = $1"), args![1_i64]));
        let (before, folder) = (everything(&db), Folder::new());
        assert_eq!(before["tenant"], 0);
        import(&db, &folder.file("a.csv", format!("{}A-9,,,,,,\n", sound(2)))).bad("1 row of 3");
        assert_eq!(everything(&db), before);
        import(&db, &folder.file("none.csv", "a,b\n1,2\n")).bad("no column for");
        assert_eq!(everything(&db), before);
        import(&db, &folder.file("b.csv", sound(2))).good();
        assert_eq!(rows(&db, "tenant"), 1);
        undo(&db).good();
        assert_eq!(rows(&db, "tenant"), 0);
    });
}

#[test]
fn a_running_server_does_the_publishing() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let lease = ServerLease::start(app.db().facade(), app.clock(), app.chance()).unwrap();
        let (file, db) = (folder.file("a.csv", sound(30)), app.db().clone());
        std::thread::scope(|scope| {
            let command = scope.spawn(|| import(&db, &file));
            let end = Instant::now() + Duration::from_secs(30);
            while number(&app, "SELECT count(*) FROM job WHERE tenant_id = $1 AND kind = 'import-publish'")
                == 0
            {
                assert!(Instant::now() < end);
                std::thread::sleep(Duration::from_millis(5));
            }
            std::thread::sleep(Duration::from_millis(400));
            assert_eq!(rows(&app, "person"), 0, "the command waits for the server");
            let worker = imports::runner(app.db()).unwrap();
            command.join().unwrap().good();
            drop(worker);
        });
        assert_eq!(rows(&app, "person"), 30);
        drop(lease);
        assert_eq!(rows(&app, "lease"), 0);
    });
}

#[test]
fn before_it_is_live_nothing_shows() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        import(&app, &folder.file("a.csv", format!("{HEAD}A-1,Noise,01/02/2025,Maya Okafor,,priya,\n")))
            .good();
        let person =
            ask::<(access::PersonId,)>(&app, "SELECT person_id FROM person WHERE tenant_id = $1")[0].0;
        let priya = ask::<(access::UserId,)>(
            &app,
            "SELECT user_id FROM app_user WHERE tenant_id = $1 AND sign_in = 'priya'",
        )[0]
        .0;
        let seen = || {
            let sql = concat!(
                "SELECT count(*) FROM person_access p WHERE p.tenant_id = $1 AND p.person_id = $6 AND ",
                access::may_read_person!()
            );
            let now = app.clock().now();
            app.read(move |c| {
                c.one(Sql::<(i64,)>::new(sql), args![1_i64, priya, 1_i64, now, access::NOBODY, person])
            })
            .0
        };
        assert_eq!(seen(), 1);
        app.write(|c| c.exec(Sql::new("UPDATE batch SET live = FALSE WHERE tenant_id = $1"), args![1_i64]));
        assert_eq!(seen(), 0);
    });
}
