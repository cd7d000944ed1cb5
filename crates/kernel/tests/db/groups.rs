//! Work that shares a commit stays apart: what fails, panics or is late takes nobody with it.

use crate::seats::{add, names, number, open, set, tenant};
use kernel::{
    Error, Result,
    db::{Db, Options},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};
use testkit::{Fixture, on_both_bare, wait};

/// Holds every writer until told to go on, so that what is sent meanwhile waits together and, on SQLite, shares
/// one commit.
struct Held {
    go: Vec<mpsc::Sender<()>>,
    held: Vec<thread::JoinHandle<Result<()>>>,
}

impl Held {
    fn all(db: &Db) -> Self {
        let (mut go, mut held) = (Vec::new(), Vec::new());
        let (tell, told) = mpsc::channel();
        let writers = if db.engine() == kernel::db::Engine::Sqlite { 1 } else { 6 };
        for _ in 0..writers {
            let (send, receive) = mpsc::channel();
            let (db, tell) = (db.clone(), tell.clone());
            go.push(send);
            held.push(thread::spawn(move || {
                db.write_now(move |_| {
                    tell.send(()).unwrap();
                    receive.recv().map_err(Error::defect)
                })
            }));
        }
        for _ in 0..writers {
            told.recv().unwrap();
        }
        Self { go, held }
    }

    fn let_go(self) {
        self.go.iter().for_each(|go| go.send(()).unwrap());
        self.held.into_iter().for_each(|thread| thread.join().unwrap().unwrap());
    }
}

#[test]
fn work_that_fails_rolls_back_alone() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        let held = Held::all(&db);
        let (first, failing, last) = wait(async {
            let go = async { held.let_go() };
            let (first, failing, last, ()) = tokio::join!(
                db.write(|c| add(c, 1, "first", 1)),
                db.write(|c| {
                    add(c, 1, "failing", 2)?;
                    Err::<(), _>(Error::invalid("no such seat"))
                }),
                db.write(|c| add(c, 1, "last", 3)),
                go,
            );
            (first, failing, last)
        });
        first.unwrap();
        assert!(matches!(&failing, Err(Error::Invalid(words)) if words == "no such seat"), "{failing:?}");
        last.unwrap();
        assert_eq!(names(&db), ["first", "last"]);
    });
}

#[test]
fn a_statement_that_fails_rolls_back_its_own_work_only() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        let held = Held::all(&db);
        let (first, twice) = wait(async {
            let go = async { held.let_go() };
            let (first, twice, ()) = tokio::join!(
                db.write(|c| add(c, 1, "first", 1)),
                db.write(|c| {
                    add(c, 1, "second", 2)?;
                    add(c, 1, "second", 2)
                }),
                go,
            );
            (first, twice)
        });
        first.unwrap();
        assert!(matches!(twice, Err(Error::Database(_))), "{twice:?}");
        assert_eq!(names(&db), ["first"]);
    });
}

#[test]
fn work_that_panics_hurts_nobody_else() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        let held = Held::all(&db);
        let (first, panicking, last) = wait(async {
            let go = async { held.let_go() };
            let (first, panicking, last, ()) = tokio::join!(
                db.write(|c| add(c, 1, "first", 1)),
                db.write(|c| -> Result<()> {
                    add(c, 1, "panicking", 2)?;
                    panic!("as this test wants it")
                }),
                db.write(|c| add(c, 1, "last", 3)),
                go,
            );
            (first, panicking, last)
        });
        first.unwrap();
        assert!(matches!(panicking, Err(Error::Defect(_))), "{panicking:?}");
        last.unwrap();
        assert_eq!(names(&db), ["first", "last"]);
        // And the thread that ran it goes on.
        wait(db.write(|c| add(c, 1, "later", 4))).unwrap();
        assert_eq!(names(&db), ["first", "last", "later"]);
    });
}

/// Runs until it is stopped, without touching a table.
pub fn endless(engine: kernel::db::Engine) -> &'static str {
    match engine {
        kernel::db::Engine::Sqlite => {
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0"
        }
        kernel::db::Engine::Postgres => "SELECT 1 FROM pg_sleep(60)",
    }
}

/// The same as a change, whose interruption costs SQLite its whole transaction.
fn endless_change(engine: kernel::db::Engine) -> &'static str {
    match engine {
        kernel::db::Engine::Sqlite => {
            "INSERT INTO seat (tenant_id, name, number)
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1, 'endless', i FROM n WHERE i < 0"
        }
        kernel::db::Engine::Postgres => {
            "INSERT INTO seat (tenant_id, name, number) SELECT 1, 'endless', 1 FROM pg_sleep(60)"
        }
    }
}

fn short() -> Options {
    Options { write: Duration::from_millis(400), read: Duration::from_millis(400), ..Fixture::options() }
}

#[test]
fn work_past_its_deadline_is_stopped_and_its_neighbours_commit() {
    for sql in [endless, endless_change] {
        on_both_bare(|fixture| {
            let db = open(fixture, &short());
            let (first, late, last) = wait(async {
                let engine = db.engine();
                let held = Held::all(&db);
                let go = async { held.let_go() };
                let (first, late, last, ()) = tokio::join!(
                    db.write(|c| add(c, 1, "first", 1)),
                    db.write(move |c| {
                        add(c, 1, "late", 2)?;
                        c.change(sql(engine), true, &[])
                    }),
                    db.write(|c| add(c, 1, "last", 3)),
                    go,
                );
                (first, late, last)
            });
            first.unwrap();
            assert!(matches!(late, Err(Error::Deadline)), "{late:?}");
            last.unwrap();
            assert_eq!(names(&db), ["first", "last"]);
        });
    }
}

#[test]
fn reading_past_its_deadline_is_stopped() {
    on_both_bare(|fixture| {
        let db = open(fixture, &short());
        let engine = db.engine();
        let late = wait(db.read(move |c| c.each_row(endless(engine), true, &[], &mut |_| Ok(()))));
        assert!(matches!(late, Err(Error::Deadline)), "{late:?}");
        // The connection is whole afterwards.
        wait(db.write(|c| add(c, 1, "seat", 5))).unwrap();
        assert_eq!(wait(db.read(|c| number(c, "seat"))).unwrap(), 5);
    });
}

/// A group that is lost is run again one by one. Work that went well in it and panics the second time has not
/// been done, and must not be answered with what it gave the first time.
#[test]
fn work_that_panics_when_run_again_is_not_answered_as_done() {
    on_both_bare(|fixture| {
        let db = open(fixture, &short());
        let tries = Arc::new(AtomicU32::new(0));
        let (engine, counter) = (db.engine(), tries.clone());
        let (fickle, late) = wait(async {
            let held = Held::all(&db);
            let go = async { held.let_go() };
            let (fickle, late, ()) = tokio::join!(
                db.write(move |c| {
                    add(c, 1, "fickle", 1)?;
                    assert_eq!(counter.fetch_add(1, Ordering::SeqCst), 0, "as this test wants it");
                    Ok(())
                }),
                db.write(move |c| c.change(endless_change(engine), true, &[])),
                go,
            );
            (fickle, late)
        });
        assert!(matches!(late, Err(Error::Deadline)), "{late:?}");
        let done = names(&db) == ["fickle"];
        assert_eq!(done, fickle.is_ok(), "answered {fickle:?}, tried {} times", tries.load(Ordering::SeqCst));
    });
}

/// A closure that goes on after a failed statement would lose its work without a word on PostgreSQL.
#[test]
fn an_ignored_failure_is_never_answered_as_done_when_it_was_not() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        let ignored = db.write_now(|c| {
            add(c, 1, "kept", 1)?;
            let _ignored = add(c, 1, "kept", 2);
            Ok(())
        });
        assert_eq!(ignored.is_ok(), names(&db) == ["kept"], "{ignored:?}");
    });
}

#[test]
fn writes_from_many_threads_all_survive() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "counter", 0)).unwrap();
        let threads: Vec<_> = (0..32)
            .map(|t| {
                let db = db.clone();
                thread::spawn(move || {
                    for n in 0..10 {
                        db.write_now(move |c| add(c, 1, &format!("seat {t} {n}"), n)).unwrap();
                    }
                    db.write_now(|c| {
                        let before = number(c, "counter")?;
                        set(c, "counter", before + 1)
                    })
                    .unwrap();
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(names(&db).len(), 321);
        assert_eq!(db.report_now(|c| number(c, "counter")).unwrap(), 32);
    });
}
