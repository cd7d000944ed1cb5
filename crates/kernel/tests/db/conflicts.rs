//! Work that meets: conflicts are tried again to success, and readers see one moment.

use crate::seats::{add, names, number, open, set, tenant};
use kernel::db::Engine;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};
use testkit::{on_both_bare, wait};

#[test]
fn two_that_change_the_same_row_both_count() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "counter", 0)).unwrap();
        let tries = Arc::new(AtomicU32::new(0));
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let (db, tries) = (db.clone(), tries.clone());
                thread::spawn(move || {
                    db.write_now(move |c| {
                        let before = number(c, "counter")?;
                        if tries.fetch_add(1, Ordering::SeqCst) < 2 {
                            // Both have read before either writes; SQLite's one writer lets one wait.
                            thread::sleep(Duration::from_millis(200));
                        }
                        set(c, "counter", before + 1)
                    })
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
        assert_eq!(db.report_now(|c| number(c, "counter")).unwrap(), 2);
        let tries = tries.load(Ordering::SeqCst);
        match fixture.engine() {
            Engine::Sqlite => assert_eq!(tries, 2),
            Engine::Postgres => assert!(tries > 2, "the two never met, so this test has shown nothing"),
        }
    });
}

/// Write skew: each reads what the other writes. Weaker isolation than SERIALIZABLE lets both through.
#[test]
fn two_that_each_rely_on_what_the_other_changes_do_not_both_win() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "left", 1).and_then(|()| add(c, 1, "right", 1))).unwrap();
        let tries = Arc::new(AtomicU32::new(0));
        let threads: Vec<_> = ["left", "right"]
            .map(|mine| {
                let (db, tries) = (db.clone(), tries.clone());
                thread::spawn(move || {
                    db.write_now(move |c| {
                        let together = number(c, "left")? + number(c, "right")?;
                        if tries.fetch_add(1, Ordering::SeqCst) < 2 {
                            thread::sleep(Duration::from_millis(200));
                        }
                        // One of the two must stay taken.
                        if together == 2 { set(c, mine, 0) } else { Ok(()) }
                    })
                })
            })
            .into_iter()
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
        let left = db.report_now(|c| Ok(number(c, "left")? + number(c, "right")?)).unwrap();
        assert_eq!(left, 1);
    });
}

#[test]
fn a_reader_sees_one_moment_and_does_not_wait_for_writers() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "counter", 1)).unwrap();
        let (begun, wait_begun) = mpsc::channel();
        let (written, wait_written) = mpsc::channel();
        let reader = {
            let db = db.clone();
            thread::spawn(move || {
                db.report_now(move |c| {
                    let before = number(c, "counter")?;
                    begun.send(()).unwrap();
                    wait_written.recv().unwrap();
                    Ok((before, number(c, "counter")?))
                })
            })
        };
        wait_begun.recv().unwrap();
        db.write_now(|c| set(c, "counter", 2)).unwrap();
        written.send(()).unwrap();
        assert_eq!(reader.join().unwrap().unwrap(), (1, 1));
        assert_eq!(wait(db.read(|c| number(c, "counter"))).unwrap(), 2);
    });
}

#[test]
fn reading_lanes_cannot_write() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        assert!(wait(db.read(|c| add(c, 1, "read", 1))).is_err());
        assert!(db.report_now(|c| add(c, 1, "report", 1)).is_err());
        assert!(names(&db).is_empty());
    });
}

/// A request that is dropped while it waits tears nothing: the work is done whole or not at all.
#[test]
fn work_whose_caller_has_gone_is_whole() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        wait(async {
            let dropped = db.write(|c| {
                thread::sleep(Duration::from_millis(100));
                add(c, 1, "one", 1)?;
                add(c, 1, "two", 2)
            });
            assert!(tokio::time::timeout(Duration::from_millis(20), dropped).await.is_err());
        });
        db.write_now(|_| Ok(())).unwrap();
        db.close();
        assert_eq!(names(&fixture.open()), ["one", "two"]);
    });
}
