//! Every kind of value goes in and comes out the same, on both engines.

use kernel::{
    Chance, Day, Error, Instant, args,
    db::{ConnExt, Migration, Val, migrate},
};
use testkit::{START, on_both_bare};
use uuid::Uuid;

const STEPS: &[Migration] = &[Migration {
    name: "0001_thing",
    text: "CREATE TABLE thing ( -- A thing. | passing
  tenant_id {i64} NOT NULL, -- The shared service. | none | structure
  name {key} NOT NULL, -- Its name. | none | passing
  yes {bool}, -- A truth. | none | passing
  whole {i64}, -- A number. | none | passing
  part {f64}, -- A measure. | none | passing
  words TEXT, -- Words. | none | passing
  raw {bytes}, -- Bytes. | none | passing
  id {uuid}, -- An id. | none | passing
  at_ts {at}, -- A moment. | none | passing
  on_day {on}, -- A day. | none | passing
  PRIMARY KEY (tenant_id, name)
) {strict};",
}];

kernel::row! {
    #[derive(Debug, PartialEq)]
    struct Thing {
        yes: Option<bool>,
        whole: Option<i64>,
        part: Option<f64>,
        words: Option<String>,
        raw: Option<Vec<u8>>,
        id: Option<Uuid>,
        at_ts: Option<Instant>,
        on_day: Option<Day>,
    }
}

kernel::statements! {
    ADD: () = "INSERT INTO thing (tenant_id, name, yes, whole, part, words, raw, id, at_ts, on_day)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FIND: Thing = "SELECT yes, whole, part, words, raw, id, at_ts, on_day
        FROM thing
        WHERE tenant_id = $1 AND name = $2";
    MUST: (i64,) = "SELECT whole FROM thing WHERE tenant_id = $1 AND name = $2";
    BY_TIME: (Instant,) = "SELECT at_ts FROM thing WHERE tenant_id = $1 AND at_ts IS NOT NULL ORDER BY at_ts";
    /// `$2` stands before `$1`, and `$1` twice: parameters go by their number, not by where they stand.
    TURNED: (String, i64) = "SELECT words, whole
        FROM thing
        WHERE words = $2 AND tenant_id = $1 AND whole > $1 AND name = $3";
    BY_NAME: (String,) = "SELECT name FROM thing WHERE tenant_id = $1 ORDER BY name";
}

fn full(chance: &Chance) -> Thing {
    Thing {
        yes: Some(true),
        whole: Some(i64::MIN),
        part: Some(-0.1),
        words: Some("Zoë O’Brien-Łuk 李 🏠 'quoted' \"twice\" $1 ; --\nnext line".to_owned()),
        raw: Some((0..=255).collect()),
        id: Some(chance.uuid(START)),
        at_ts: Some(Instant::from_micros(START.micros() + 123_456)),
        on_day: Day::new(1899, 2, 28),
    }
}

fn empty() -> Thing {
    Thing { yes: None, whole: None, part: None, words: None, raw: None, id: None, at_ts: None, on_day: None }
}

fn values(name: &str, t: &Thing) -> Vec<Val> {
    let mut all: Vec<Val> = args![1, name].to_vec();
    all.extend_from_slice(args![
        t.yes,
        t.whole,
        t.part,
        t.words.as_deref(),
        t.raw.clone(),
        t.id,
        t.at_ts,
        t.on_day
    ]);
    all
}

#[test]
fn every_kind_of_value_comes_back_as_it_went_in() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, STEPS, &kernel::Clock::fixed(START)).unwrap();
        let chance = Chance::seeded(1);
        let things = [
            ("full", full(&chance)),
            ("null", empty()),
            (
                "blank",
                Thing { words: Some(String::new()), raw: Some(Vec::new()), yes: Some(false), ..empty() },
            ),
            (
                "most",
                Thing {
                    whole: Some(i64::MAX),
                    part: Some(f64::MAX),
                    on_day: Day::new(9999, 12, 31),
                    ..empty()
                },
            ),
            (
                "before 1970",
                Thing { at_ts: Some(Instant::from_micros(-1)), on_day: Day::new(1, 1, 1), ..empty() },
            ),
        ];
        for (name, thing) in &things {
            let args = values(name, thing);
            db.write_now(move |c| c.exec(ADD, &args).map(drop)).unwrap();
        }
        for (name, thing) in things {
            let found = db.report_now(move |c| c.one(FIND, args![1, name])).unwrap();
            assert_eq!(found, thing, "{name} on {:?}", fixture.engine());
        }
    });
}

#[test]
fn moments_sort_by_time_whatever_their_fraction() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, STEPS, &kernel::Clock::fixed(START)).unwrap();
        // As text of varying width, `…00Z` would come after `…00.5Z`.
        let mut moments: Vec<Instant> = [0, 1, 10, 500_000, 999_999, 1_000_000]
            .iter()
            .map(|n| Instant::from_micros(START.micros() + n))
            .collect();
        for (n, at) in moments.iter().rev().copied().enumerate() {
            let args = values(&n.to_string(), &Thing { at_ts: Some(at), ..empty() });
            db.write_now(move |c| c.exec(ADD, &args).map(drop)).unwrap();
        }
        moments.sort();
        let found = db.report_now(|c| c.all(BY_TIME, args![1])).unwrap();
        assert_eq!(found.into_iter().map(|(at,)| at).collect::<Vec<_>>(), moments);
    });
}

#[test]
fn parameters_are_bound_by_their_number() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, STEPS, &kernel::Clock::fixed(START)).unwrap();
        let args = values("first", &Thing { words: Some("second".to_owned()), whole: Some(7), ..empty() });
        db.write_now(move |c| c.exec(ADD, &args).map(drop)).unwrap();
        let found = db.report_now(|c| c.all(TURNED, args![1, "second", "first"])).unwrap();
        assert_eq!(found, [("second".to_owned(), 7)]);
        let missing = db.report_now(|c| c.all(TURNED, args![1, "second"])).unwrap_err();
        assert!(matches!(&missing, Error::Defect(words) if words.contains("$3")), "{missing}");
    });
}

#[test]
fn a_missing_row_and_a_missing_value_are_told_apart() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, STEPS, &kernel::Clock::fixed(START)).unwrap();
        let args = values("null", &empty());
        db.write_now(move |c| c.exec(ADD, &args).map(drop)).unwrap();
        assert!(matches!(db.report_now(|c| c.one(MUST, args![1, "nobody"])), Err(Error::NotFound)));
        let null = db.report_now(|c| c.one(MUST, args![1, "null"])).unwrap_err();
        assert!(matches!(&null, Error::Database(words) if words.contains("NULL")), "{null}");
    });
}

#[test]
fn keys_sort_by_code_point_on_both_engines() {
    on_both_bare(|fixture| {
        let db = fixture.open();
        migrate::run(&db, STEPS, &kernel::Clock::fixed(START)).unwrap();
        for name in ["b", "a b", "B", "ä", "ab", "~", ""] {
            let args = values(name, &empty());
            db.write_now(move |c| c.exec(ADD, &args).map(drop)).unwrap();
        }
        let found = db.report_now(|c| c.all(BY_NAME, args![1])).unwrap();
        let names: Vec<&str> = found.iter().map(|(name,)| name.as_str()).collect();
        assert_eq!(names, ["", "B", "a b", "ab", "b", "~", "ä"]);
    });
}
