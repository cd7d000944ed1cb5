//! Whether the demo could be a real borough, and could never be taken for one.

use crate::{all, made, number, options};
use std::{collections::BTreeSet, sync::OnceLock};
use testkit::{Fixture, engines};

/// The usual demo, made once for all tests that ask it.
pub fn usual() -> &'static access::Db {
    static MADE: OnceLock<(Fixture, access::Db)> = OnceLock::new();
    let (_, db) = MADE.get_or_init(|| {
        let fixture = engines().next().expect("an engine");
        let db = made(&fixture, &options(1, 1200));
        (fixture, db)
    });
    db
}

/// That a number is as it should be.
pub fn between(what: &str, n: i64, low: i64, high: i64) {
    assert!((low..=high).contains(&n), "{what}: {n} is not between {low} and {high}");
}

#[test]
fn it_has_the_size_of_a_borough_service() {
    let db = usual();
    between("people", number(db, "SELECT count(*) FROM person WHERE tenant_id = 1"), 1200, 1200);
    between("cases", number(db, "SELECT count(*) FROM case_file WHERE tenant_id = 1"), 1470, 1530);
    between("workers", number(db, "SELECT count(*) FROM app_user WHERE tenant_id = 1"), 57, 65);
    between("teams", number(db, "SELECT count(*) FROM team WHERE tenant_id = 1"), 9, 9);
    between("organisations", number(db, "SELECT count(*) FROM organisation WHERE tenant_id = 1"), 6, 6);
    let events = "SELECT (SELECT count(*) FROM contact WHERE tenant_id = 1)
        + (SELECT count(*) FROM next_action WHERE tenant_id = 1)";
    between("contacts and actions", number(db, events), 10_500, 17_500);
    let types = all::<(String, i64)>(
        db,
        "SELECT case_type, count(*) FROM case_file WHERE tenant_id = 1 GROUP BY case_type ORDER BY case_type",
    );
    let codes: Vec<&str> = types.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["adult-social-care", "asb", "homelessness-england", "safeguarding", "violence"]);
    assert!(types.iter().all(|(_, n)| *n > 60), "{types:?}");
}

#[test]
fn caseloads_are_uneven_and_every_team_has_cases() {
    let db = usual();
    let loads: Vec<i64> = all::<(i64,)>(
        db,
        "SELECT count(*) FROM case_file
         WHERE tenant_id = 1 AND closed_on IS NULL AND worker_id IS NOT NULL
         GROUP BY worker_id
         ORDER BY 1",
    )
    .into_iter()
    .map(|(n,)| n)
    .collect();
    let (least, most) = (loads[0], loads[loads.len() - 1]);
    between("the smallest caseload", least, 8, 12);
    between("the largest caseload", most, 28, 36);
    let idle = "SELECT count(*) FROM app_user u
        JOIN role_grant g ON g.tenant_id = u.tenant_id AND g.user_id = u.user_id AND g.role = 'officer'
        WHERE u.tenant_id = 1 AND NOT EXISTS (
            SELECT 1 FROM case_file f WHERE f.tenant_id = 1 AND f.worker_id = u.user_id AND f.closed_on IS NULL)";
    assert_eq!(number(db, idle), 0, "officers without a case");
    let teams = "SELECT count(*) FROM team t WHERE t.tenant_id = 1
        AND EXISTS (SELECT 1 FROM case_file f WHERE f.tenant_id = 1 AND f.team_id = t.team_id AND f.closed_on IS NULL)
        AND EXISTS (SELECT 1 FROM case_file f WHERE f.tenant_id = 1 AND f.team_id = t.team_id AND f.closed_on IS NOT NULL)";
    assert_eq!(number(db, teams), 9);
    let waiting =
        "SELECT count(*) FROM case_file WHERE tenant_id = 1 AND closed_on IS NULL AND worker_id IS NULL";
    between("unallocated cases", number(db, waiting), 10, 70);
    let seconded = "SELECT count(*) FROM team_member m
        JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
        JOIN team t ON t.tenant_id = m.tenant_id AND t.team_id = m.team_id
        WHERE m.tenant_id = 1 AND u.organisation_id <> t.organisation_id";
    between("seconded workers", number(db, seconded), 5, 20);
}

#[test]
fn recording_is_mostly_the_same_day_and_never_before_it_happened() {
    let db = usual();
    let delays: Vec<i64> = all::<(kernel::Day, kernel::Instant)>(
        db,
        "SELECT occurred_on, recorded_at FROM contact WHERE tenant_id = 1 ORDER BY contact_id",
    )
    .into_iter()
    .map(|(on, at)| on.days_until(kernel::Day::of(at)))
    .collect();
    let share = |low, high| {
        delays.iter().filter(|d| (low..=high).contains(*d)).count() as i64 * 100 / delays.len() as i64
    };
    between("same day, %", share(0, 0), 55, 68);
    between("1 to 3 days, %", share(1, 3), 13, 25);
    between("4 to 10 days, %", share(4, 10), 8, 18);
    between("11 days and more, %", share(11, 400), 3, 10);
    let odd = "SELECT count(*) FROM contact WHERE tenant_id = 1 AND recorded_at < occurred_at";
    assert_eq!(number(db, odd), 0);
    let tried = "SELECT count(*) * 100 / (SELECT count(*) FROM contact WHERE tenant_id = 1)
        FROM contact WHERE tenant_id = 1 AND outcome = 'attempted'";
    between("attempts, %", number(db, tried), 12, 28);
}

#[test]
fn nothing_is_written_down_on_or_after_the_demos_own_day() {
    let db = usual();
    let today = crate::as_at().start();
    let latest = all::<(kernel::Instant,)>(
        db,
        "SELECT max(recorded_at) FROM contact WHERE tenant_id = 1
         UNION ALL SELECT max(recorded_at) FROM next_action WHERE tenant_id = 1
         UNION ALL SELECT max(recorded_at) FROM person WHERE tenant_id = 1
         UNION ALL SELECT max(recorded_at) FROM what_matters WHERE tenant_id = 1
         UNION ALL SELECT max(opened_recorded_at) FROM case_file WHERE tenant_id = 1
         UNION ALL SELECT max(closed_recorded_at) FROM case_file WHERE tenant_id = 1",
    );
    for (at,) in latest {
        assert!(at < today, "{at} is not in the demo's past");
    }
    let odd =
        "SELECT count(*) FROM case_file f WHERE f.tenant_id = 1 AND (f.closed_on < f.opened_on OR EXISTS (
        SELECT 1 FROM contact k WHERE k.tenant_id = 1 AND k.case_id = f.case_id
          AND (k.occurred_on < f.opened_on OR k.occurred_on > f.closed_on)))";
    assert_eq!(number(db, odd), 0, "cases with contacts before or after them");
}

#[test]
fn everybody_has_somebody_and_every_worker_sees_their_own_cases() {
    let db = usual();
    let alone = "SELECT count(*) FROM person n WHERE n.tenant_id = 1 AND NOT EXISTS (
        SELECT 1 FROM network_member m WHERE m.tenant_id = 1 AND m.person_id = n.person_id AND m.until_on IS NULL)";
    assert_eq!(number(db, alone), 0, "people with whom nobody works");
    let blind = "SELECT count(*) FROM case_file f
        JOIN case_access a ON a.tenant_id = f.tenant_id AND a.case_id = f.case_id
        JOIN person_access p ON p.tenant_id = f.tenant_id AND p.person_id = f.lead_person_id
        JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE f.tenant_id = 1 AND f.closed_on IS NULL
          AND (u.clearance < a.sensitivity OR u.clearance < p.sensitivity
               OR EXISTS (SELECT 1 FROM exclusion e WHERE e.tenant_id = 1 AND e.person_id = f.lead_person_id AND e.user_id = u.user_id)
               OR NOT EXISTS (SELECT 1 FROM works_with w WHERE w.tenant_id = 1 AND w.person_id = f.lead_person_id
                    AND w.user_id = u.user_id AND w.until_at > '2026-11-20T12:00:00.000000Z')
               OR (p.restricted AND NOT EXISTS (SELECT 1 FROM named_reader r WHERE r.tenant_id = 1
                    AND r.person_id = f.lead_person_id AND r.user_id = u.user_id)))";
    assert_eq!(number(db, blind), 0, "open cases that their own worker may not see");
    let leads = "SELECT count(*) FROM (SELECT person_id FROM network_member
        WHERE tenant_id = 1 AND is_lead AND until_on IS NULL GROUP BY person_id HAVING count(*) > 1) AS twice";
    assert_eq!(number(db, leads), 0, "people with two leads");
    let twice = "SELECT count(*) FROM (SELECT person_id, what FROM risk
        WHERE tenant_id = 1 GROUP BY person_id, what HAVING count(*) > 1) AS twice";
    assert_eq!(number(db, twice), 0, "risks that are written down twice");
    let childless =
        "SELECT count(*) FROM risk r WHERE r.tenant_id = 1 AND r.what LIKE 'Children%' AND NOT EXISTS (
        SELECT 1 FROM household_member m
        JOIN household_member o ON o.tenant_id = m.tenant_id AND o.household_id = m.household_id
        JOIN person n ON n.tenant_id = o.tenant_id AND n.person_id = o.person_id
        WHERE m.tenant_id = 1 AND m.person_id = r.person_id AND n.born_on > '2008-11-20')";
    assert_eq!(number(db, childless), 0, "risks for children where there are none");
}

#[test]
fn what_needs_care_is_there() {
    let db = usual();
    for (what, sql, low, high) in [
        ("restricted people", "SELECT count(*) FROM person_access WHERE tenant_id = 1 AND restricted", 4, 30),
        ("conflicts of interest", "SELECT count(*) FROM exclusion WHERE tenant_id = 1", 4, 30),
        (
            "refuges, all withheld",
            "SELECT count(*) FROM address WHERE tenant_id = 1 AND kind = 'refuge' AND withheld",
            3,
            60,
        ),
        (
            "refuges not withheld",
            "SELECT count(*) FROM address WHERE tenant_id = 1 AND kind = 'refuge' AND NOT withheld",
            0,
            0,
        ),
        ("key safes", "SELECT count(*) FROM address WHERE tenant_id = 1 AND access_code <> ''", 40, 260),
        ("no fixed address", "SELECT count(*) FROM address WHERE tenant_id = 1 AND kind = 'no_fixed'", 5, 60),
        (
            "rules of safe contact",
            "SELECT count(*) FROM contact_method WHERE tenant_id = 1 AND rule <> ''",
            120,
            500,
        ),
        (
            "numbers not to use",
            "SELECT count(*) FROM contact_method WHERE tenant_id = 1 AND safety = 'unsafe'",
            10,
            120,
        ),
        (
            "do not visit alone",
            "SELECT count(*) FROM alert WHERE tenant_id = 1 AND words = 'Do not visit alone'",
            5,
            40,
        ),
        (
            "strained ties",
            "SELECT count(*) FROM relationship WHERE tenant_id = 1 AND strength = 'strained'",
            80,
            500,
        ),
        (
            "strained ties that are named freely",
            "SELECT count(*) FROM relationship WHERE tenant_id = 1 AND strength = 'strained' AND NOT third_party",
            0,
            0,
        ),
        ("they/them", "SELECT count(*) FROM person WHERE tenant_id = 1 AND pronouns = 'they/them'", 2, 30),
        (
            "reviews overdue",
            "SELECT count(*) FROM risk WHERE tenant_id = 1 AND review_on < '2026-11-20' AND ended_on IS NULL",
            40,
            500,
        ),
        ("children", "SELECT count(*) FROM person WHERE tenant_id = 1 AND born_on > '2008-11-20'", 150, 480),
        ("over ninety", "SELECT count(*) FROM person WHERE tenant_id = 1 AND born_on < '1936-11-20'", 5, 90),
    ] {
        between(what, number(db, sql), low, high);
    }
    let gaps =
        "SELECT count(*) FROM case_file f WHERE f.tenant_id = 1 AND f.closed_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM next_action a WHERE a.tenant_id = 1 AND a.case_id = f.case_id AND a.done_on IS NULL)";
    between("open cases with nothing booked", number(db, gaps), 60, 300);
}

#[test]
fn the_tours_officer_has_a_day_ahead() {
    let db = usual();
    let open = "SELECT count(*) FROM next_action a JOIN app_user u ON u.tenant_id = a.tenant_id AND u.user_id = a.owner_id
        WHERE a.tenant_id = 1 AND u.name = 'Priya Shah' AND a.done_on IS NULL AND a.due_on";
    let of = |end: &str| -> &'static str { Box::leak(format!("{open} {end}").into_boxed_str()) };
    between("due today", number(db, of("= '2026-11-20'")), 4, 24);
    between("at a time today", number(db, of("= '2026-11-20' AND a.due_at IS NOT NULL")), 4, 15);
    between("overdue", number(db, of("< '2026-11-20'")), 2, 40);
    between("to come", number(db, of("> '2026-11-20'")), 8, 90);
    let notes = "SELECT count(*) FROM contact k JOIN case_file f ON f.tenant_id = k.tenant_id AND f.case_id = k.case_id
        JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        WHERE k.tenant_id = 1 AND u.name = 'Priya Shah' AND f.closed_on IS NULL
          AND k.user_id <> u.user_id AND k.recorded_at > '2026-11-13'";
    between("colleagues' notes this week", number(db, notes), 1, 40);
}

#[test]
fn texts_read_like_notes_and_repeat_little() {
    let db = usual();
    let notes = all::<(String,)>(db, "SELECT summary FROM contact WHERE tenant_id = 1 ORDER BY contact_id");
    for (note,) in &notes {
        assert!((12..=600).contains(&note.chars().count()), "too short or too long: {note}");
        assert!(!note.contains(['{', '}', '@']), "a gap was left: {note}");
        assert!(!note.contains("  ") && note.ends_with(['.', '?', '!', '"']), "not a sentence: {note}");
    }
    let different: BTreeSet<&str> = notes.iter().map(|(note,)| note.as_str()).collect();
    assert!(different.len() * 10 > notes.len() * 7, "{} of {} notes differ", different.len(), notes.len());
    let matters =
        all::<(String,)>(db, "SELECT words FROM what_matters WHERE tenant_id = 1 ORDER BY matter_id");
    let different: BTreeSet<&str> = matters.iter().map(|(words,)| words.as_str()).collect();
    assert!(different.len() * 2 > matters.len(), "{} of {} differ", different.len(), matters.len());
    let plans = all::<(String,)>(db, "SELECT plan FROM risk WHERE tenant_id = 1 ORDER BY risk_id");
    assert!(plans.iter().all(|(plan,)| plan.len() > 20 && !plan.contains('{')));
}

#[test]
fn names_are_names() {
    let db = usual();
    let names = all::<(String,)>(
        db,
        "SELECT full_name FROM person WHERE tenant_id = 1
         UNION ALL SELECT known_as FROM person WHERE tenant_id = 1
         UNION ALL SELECT name FROM person_name WHERE tenant_id = 1
         UNION ALL SELECT name FROM app_user WHERE tenant_id = 1
         UNION ALL SELECT name FROM network_member WHERE tenant_id = 1 AND user_id IS NULL",
    );
    for (name,) in &names {
        assert!(!name.is_empty() && name.chars().count() < 45, "{name}");
        assert!(!name.contains(|c: char| c.is_numeric() || c == '_' || c == '|' || c == ':'), "{name}");
        assert!(!name.starts_with(' ') && !name.ends_with(' ') && !name.contains("  "), "{name:?}");
    }
    let people = all::<(String,)>(db, "SELECT full_name FROM person WHERE tenant_id = 1 ORDER BY person_id");
    let different: BTreeSet<&str> = people.iter().map(|(name,)| name.as_str()).collect();
    assert!(different.len() > 1020, "{} names for 1,200 people", different.len());
    let marked = people.iter().filter(|(name,)| !name.is_ascii()).count();
    assert!(marked > 60, "{marked} names with marks");
}

/// The two ranges that Ofcom keeps for drama.
fn is_drama(digits: &str) -> bool {
    digits.len() == 11 && (digits.starts_with("07700900") || digits.starts_with("02079460"))
}

#[test]
fn no_number_rings_and_no_postcode_exists() {
    let db = usual();
    let texts = all::<(String,)>(
        db,
        "SELECT value FROM contact_method WHERE tenant_id = 1 AND channel IN ('phone', 'text')
         UNION ALL SELECT phone FROM app_user WHERE tenant_id = 1
         UNION ALL SELECT phone FROM network_member WHERE tenant_id = 1 AND phone <> ''",
    );
    assert!(texts.len() > 1000);
    for (text,) in &texts {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        assert!(is_drama(&digits), "{text} is outside the ranges kept for drama");
    }
    let prose = all::<(String,)>(
        db,
        "SELECT summary FROM contact WHERE tenant_id = 1
         UNION ALL SELECT rule FROM contact_method WHERE tenant_id = 1
         UNION ALL SELECT doing FROM network_member WHERE tenant_id = 1
         UNION ALL SELECT what FROM next_action WHERE tenant_id = 1",
    );
    for (text,) in &prose {
        let run =
            text.split(|c: char| !c.is_ascii_digit() && c != ' ').map(|r| r.replace(' ', "").len()).max();
        assert!(run.unwrap_or(0) < 6, "a number stands in: {text}");
    }
    let mail = "SELECT count(*) FROM contact_method WHERE tenant_id = 1 AND channel = 'email' AND value NOT LIKE '%@example.org'";
    assert_eq!(number(db, mail), 0, "e-mail addresses that might exist");
    // Every postcode area of the United Kingdom and the islands that begins with L.
    assert!(!["L", "LA", "LD", "LE", "LL", "LN", "LS", "LU"].contains(&"LQ"));
    let codes = all::<(String, String)>(
        db,
        "SELECT postcode, kind FROM address WHERE tenant_id = 1 ORDER BY address_id",
    );
    for (code, kind) in codes {
        let shape = code.len() == 7 && code.starts_with("LQ") && code.as_bytes()[3] == b' ';
        assert!(shape || (code.is_empty() && kind == "no_fixed"), "{code:?} is not in the invented area");
    }
}
