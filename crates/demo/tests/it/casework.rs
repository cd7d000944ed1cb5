//! Whether cases are worked: by their packs, with good and bad practice, and the tour's in full.

use crate::{
    all,
    belief::{between, usual},
    number,
};

#[test]
fn every_case_of_a_packed_kind_is_worked_by_its_pack() {
    let db = usual();
    let without = "SELECT count(*) FROM case_file f WHERE f.tenant_id = 1 AND f.case_type <> 'violence'
        AND (f.pack_version = 0 OR NOT EXISTS (SELECT 1 FROM case_event e
            WHERE e.tenant_id = 1 AND e.case_id = f.case_id AND e.event = 'opened'))";
    assert_eq!(number(db, without), 0, "cases that no pack works");
    let nowhere = "SELECT count(*) FROM case_file f
        WHERE f.tenant_id = 1 AND f.pack_version <> 0 AND f.closed_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM case_stage s WHERE s.tenant_id = 1 AND s.case_id = f.case_id AND s.left_on IS NULL)";
    between("open cases between two stages", number(db, nowhere), 0, 110);
    let given = "SELECT count(*) FROM case_file f WHERE f.tenant_id = 1 AND f.pack_version <> 0
        AND f.worker_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM allocation a
            WHERE a.tenant_id = 1 AND a.case_id = f.case_id AND a.user_id = f.worker_id)";
    assert_eq!(number(db, given), 0, "cases whose worker was never given them");
    let bands = all::<(String, i64)>(
        db,
        "SELECT band, count(*) FROM case_file
         WHERE tenant_id = 1 AND closed_on IS NULL AND pack_version <> 0 GROUP BY band ORDER BY band",
    );
    for band in ["", "high", "medium", "standard"] {
        let n = bands.iter().find(|(code, _)| code == band).map_or(0, |(_, n)| *n);
        assert!(n > 12, "band {band:?}: {bands:?}");
    }
    let late = all::<(String, String, i64)>(
        db,
        "SELECT f.case_type, k.clock, count(*)
         FROM case_file f
         JOIN case_clock k ON k.tenant_id = f.tenant_id AND k.case_id = f.case_id
         WHERE f.tenant_id = 1 AND f.closed_on IS NULL AND k.state = 'running' AND k.due_on < '2026-11-20'
         GROUP BY f.case_type, k.clock ORDER BY f.case_type, k.clock",
    );
    let open = number(
        db,
        "SELECT count(*) FROM case_file WHERE tenant_id = 1 AND closed_on IS NULL AND pack_version <> 0",
    );
    let cases = number(
        db,
        "SELECT count(*) FROM case_file WHERE tenant_id = 1 AND clock_due_on < '2026-11-20' AND closed_on IS NULL",
    );
    assert!((4..68).contains(&(cases * 100 / open)), "{cases} of {open} open cases are late: {late:?}");
}

#[test]
fn practice_is_good_and_bad() {
    let db = usual();
    let kinds = all::<(String, i64, i64)>(
        db,
        "SELECT f.case_type, count(*), sum(CASE WHEN n.agreed_on IS NULL THEN 1 ELSE 0 END)
         FROM case_plan n JOIN case_file f ON f.tenant_id = n.tenant_id AND f.case_id = n.case_id
         WHERE n.tenant_id = 1 GROUP BY f.case_type ORDER BY f.case_type",
    );
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    for (kind, plans, not_agreed) in kinds {
        between(&format!("plans of {kind}"), plans, 15, 300);
        assert!(not_agreed > 0 && not_agreed < plans, "{kind}: {not_agreed} of {plans} not agreed");
    }
    for (what, sql, low, high) in [
        (
            "plans without an end",
            "SELECT count(*) FROM case_plan WHERE tenant_id = 1 AND exit_id IS NULL",
            60,
            420,
        ),
        ("exit plans", "SELECT count(*) FROM exit_plan WHERE tenant_id = 1", 150, 600),
        ("promises", "SELECT count(*) FROM contact_promise WHERE tenant_id = 1", 60, 170),
        (
            "promises that are late",
            "SELECT count(*) FROM case_file WHERE tenant_id = 1 AND closed_on IS NULL AND promise_due_on < '2026-11-20'",
            5,
            100,
        ),
        ("decisions", "SELECT count(*) FROM case_decision WHERE tenant_id = 1", 150, 900),
        (
            "decisions that wait for a leader",
            "SELECT count(*) FROM case_decision WHERE tenant_id = 1 AND state = 'asked'",
            1,
            30,
        ),
        ("tools and powers", "SELECT count(*) FROM power_use WHERE tenant_id = 1", 30, 200),
        (
            "closings with their own view",
            "SELECT count(*) FROM case_closing WHERE tenant_id = 1 AND state = 'closed' AND view = 'said'",
            15,
            100,
        ),
        (
            "reports that wait",
            "SELECT count(*) FROM report WHERE tenant_id = 1 AND state IN ('pending', 'scored')",
            6,
            32,
        ),
        (
            "actions of the packs that are late",
            "SELECT count(*) FROM next_action WHERE tenant_id = 1 AND set_by <> '' AND done_on IS NULL
               AND due_on < '2026-11-20'",
            10,
            400,
        ),
    ] {
        between(what, number(db, sql), low, high);
    }
}

#[test]
fn leilas_two_cases_are_whole() {
    let db = usual();
    let cases = all::<(String, String, String)>(
        db,
        "SELECT f.stage, f.band, n.agreed_with
         FROM case_file f
         JOIN person w ON w.tenant_id = f.tenant_id AND w.person_id = f.lead_person_id
         JOIN case_plan c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
         JOIN plan_agreement n ON n.tenant_id = c.tenant_id AND n.agreement_id = c.agreement_id
         WHERE f.tenant_id = 1 AND w.full_name = 'Leila Karimi' AND c.exit_id IS NOT NULL
           AND f.promise_due_on IS NOT NULL AND f.clock_due_on IS NOT NULL
           AND EXISTS (SELECT 1 FROM case_decision d WHERE d.tenant_id = 1 AND d.case_id = f.case_id)
           AND EXISTS (SELECT 1 FROM fact_entry e WHERE e.tenant_id = 1 AND e.case_id = f.case_id)
         ORDER BY f.stage",
    );
    let stages: Vec<&str> = cases.iter().map(|(stage, ..)| stage.as_str()).collect();
    assert_eq!(stages, ["Action plan agreed", "Safety plan and review"]);
    assert!(cases.iter().all(|(_, band, with)| !band.is_empty() && with == "Leila"), "{cases:?}");
}
