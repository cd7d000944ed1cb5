//! Full queues, broken connections, counted statements.

use crate::seats::{add, names, number, open, set, tenant};
use kernel::{
    Error,
    db::{Db, Engine, Place},
};
use std::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use testkit::{Fixture, on_both_bare, wait};

/// A door that is shut until it is opened.
#[derive(Default)]
struct Door(Mutex<bool>, Condvar);

impl Door {
    fn pass(&self) {
        let open = self.0.lock().unwrap();
        drop(self.1.wait_timeout_while(open, Duration::from_secs(9), |open| !*open).unwrap());
    }
    fn open(&self) {
        *self.0.lock().unwrap() = true;
        self.1.notify_all();
    }
}

#[test]
fn a_full_lane_says_busy_and_what_it_took_is_done() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "counter", 0)).unwrap();
        let door = Arc::new(Door::default());
        let (busy, done) = wait(async {
            let mut sent = tokio::task::JoinSet::new();
            let asked = Arc::new(AtomicU32::new(0));
            for n in 0..5000 {
                let (db, door, asked) = (db.clone(), door.clone(), asked.clone());
                sent.spawn(async move {
                    asked.fetch_add(1, Ordering::SeqCst);
                    db.write(move |_| {
                        if n < 6 {
                            door.pass();
                        }
                        Ok(())
                    })
                    .await
                });
            }
            // Let every one of them be sent before the door opens.
            while asked.load(Ordering::SeqCst) < 5000 {
                tokio::task::yield_now().await;
            }
            door.open();
            let (mut busy, mut done) = (0, 0);
            while let Some(answer) = sent.join_next().await {
                match answer.unwrap() {
                    Ok(()) => done += 1,
                    Err(Error::Busy) => busy += 1,
                    Err(e) => panic!("{e}"),
                }
            }
            (busy, done)
        });
        assert_eq!(busy + done, 5000);
        assert!(busy > 0, "4096 may wait, and 5000 were sent");
        assert!(done >= 4096, "{done}");
        // It is passing: the next one is taken.
        db.write_now(|c| set(c, "counter", 1)).unwrap();
    });
}

#[test]
fn a_closed_facade_takes_nothing_more() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "seat", 1)).unwrap();
        db.close();
        assert!(matches!(db.write_now(|c| add(c, 1, "late", 1)), Err(Error::Busy)));
        let again = fixture.open();
        assert_eq!(names(&again), ["seat"]);
    });
}

/// Cuts every connection of the service to this database.
fn cut(fixture: &Fixture) {
    fixture.as_superuser(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'alongside'",
    );
}

#[test]
fn a_lost_connection_is_opened_again_and_the_work_done() {
    on_both_bare(|fixture| {
        if fixture.engine() == Engine::Sqlite {
            return; // an embedded database has no connection to lose
        }
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "counter", 0)).unwrap();
        for n in 1..=3 {
            cut(fixture);
            db.write_now(move |c| set(c, "counter", n)).unwrap();
            // Every reader's connection is gone, too.
            for _ in 0..8 {
                assert_eq!(wait(db.read(|c| number(c, "counter"))).unwrap(), n);
                assert_eq!(db.report_now(|c| number(c, "counter")).unwrap(), n);
            }
        }
    });
}

#[test]
fn a_connection_lost_half_way_loses_nothing_and_does_nothing_twice() {
    on_both_bare(|fixture| {
        if fixture.engine() == Engine::Sqlite {
            return;
        }
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "counter", 0)).unwrap();
        let first = AtomicBool::new(true);
        db.write_now(move |c| {
            let before = number(c, "counter")?;
            set(c, "counter", before + 1)?;
            if first.swap(false, Ordering::SeqCst) {
                c.each_row("SELECT pg_terminate_backend(pg_backend_pid())", false, &[], &mut |_| Ok(()))?;
            }
            set(c, "counter", before + 1)
        })
        .unwrap();
        assert_eq!(db.report_now(|c| number(c, "counter")).unwrap(), 1);
    });
}

#[test]
fn statements_are_counted_but_for_the_kernels_own() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        let before = db.counted_statements();
        db.write_now(|c| {
            add(c, 1, "seat", 1)?;
            number(c, "seat").map(drop)
        })
        .unwrap();
        // BEGIN, COMMIT and savepoints are not counted.
        assert_eq!(db.counted_statements() - before, 2);
        names(&db);
        assert_eq!(db.counted_statements() - before, 3);
        let uncounted =
            kernel::db::Sql::<(i64,)>::new("SELECT number FROM seat WHERE tenant_id = $1").uncounted();
        db.report_now(move |c| kernel::db::ConnExt::all(c, uncounted, kernel::args![1])).unwrap();
        assert_eq!(db.counted_statements() - before, 3);
    });
}

#[test]
fn a_place_is_read_as_the_command_line_gives_it() {
    assert_eq!(Place::parse("var/service.db"), Place::File("var/service.db".into()));
    let server = "postgres://alongside@db.example:5432/service";
    assert_eq!(Place::parse(server), Place::Server(server.to_owned()));
    assert!(matches!(Place::parse("postgresql://x/y"), Place::Server(_)));
}

#[test]
fn a_file_of_another_program_is_refused_with_a_remedy() {
    on_both_bare(|fixture| {
        let Place::File(path) = fixture.place() else { return };
        std::fs::write(&path, "this is no database, but a letter to the landlord").unwrap();
        let Err(error) = Db::open(&fixture.place(), &Fixture::options()) else { panic!("it was opened") };
        assert!(matches!(&error, Error::Invalid(words) if words.contains("cannot be used")), "{error}");
    });
}
