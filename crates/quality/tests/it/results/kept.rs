//! The kept sums are those of the rows, whatever happens to reviews.

use super::kit::Made;
use access::{CaseId, Role, TeamId, UserId};
use kernel::{
    Chance,
    db::{ConnExt, Sql},
};
use quality::results;
use testkit::{TestApp, on_both};
use uuid::Uuid;

/// Sums from the reviews themselves; nothing of what is kept is read.
const SUMS: &str = "SELECT r.month, r.team_id, r.worker_id, f.case_type, r.form_id, count(*),
        CAST(sum(r.score) AS BIGINT), CAST(sum(r.score * r.score) AS BIGINT),
        CAST(sum(CASE WHEN r.critical > 0 THEN 1 ELSE 0 END) AS BIGINT)
    FROM case_review r
    JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
    WHERE r.tenant_id = 1 AND r.state IN ('shared', 'answered', 'closed') AND NOT r.directed
      AND r.score IS NOT NULL AND r.applicable >= 50
    GROUP BY r.month, r.team_id, r.worker_id, f.case_type, r.form_id
    ORDER BY r.month, r.team_id, r.worker_id, f.case_type, r.form_id";
const KEPT_SUMS: &str =
    "SELECT month, team_id, worker_id, case_type, form_id, reviews, total, squares, critical
    FROM review_sum
    WHERE tenant_id = 1
    ORDER BY month, team_id, worker_id, case_type, form_id";
const TALLIES: &str = "SELECT r.month, r.team_id, r.form_id, a.criterion,
        CAST(sum(CASE WHEN a.value = 'met' THEN 1 ELSE 0 END) AS BIGINT),
        CAST(sum(CASE WHEN a.value = 'partly' THEN 1 ELSE 0 END) AS BIGINT),
        CAST(sum(CASE WHEN a.value = 'not_met' THEN 1 ELSE 0 END) AS BIGINT),
        CAST(sum(CASE WHEN a.proposed <> '' AND a.proposed <> a.value THEN 1 ELSE 0 END) AS BIGINT)
    FROM case_review r
    JOIN review_answer a ON a.tenant_id = r.tenant_id AND a.review_id = r.review_id
    WHERE r.tenant_id = 1 AND r.state IN ('shared', 'answered', 'closed') AND NOT r.directed
      AND r.score IS NOT NULL AND r.applicable >= 50
    GROUP BY r.month, r.team_id, r.form_id, a.criterion
    ORDER BY r.month, r.team_id, r.form_id, a.criterion";
const KEPT_TALLIES: &str = "SELECT month, team_id, form_id, criterion, met, partly, not_met, overruled
    FROM criterion_sum
    WHERE tenant_id = 1
    ORDER BY month, team_id, form_id, criterion";

kernel::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct SumRow {
        month: String,
        team: Uuid,
        worker: Uuid,
        kind: String,
        form: String,
        reviews: i64,
        total: i64,
        squares: i64,
        critical: i64,
    }
}

kernel::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct TallyRow {
        month: String,
        team: Uuid,
        form: String,
        criterion: String,
        met: i64,
        partly: i64,
        not_met: i64,
        overruled: i64,
    }
}

fn sums(app: &TestApp, sql: &'static str) -> Vec<SumRow> {
    app.read(move |c| c.all(Sql::<SumRow>::new(sql), &[]))
}

fn tallies(app: &TestApp, sql: &'static str) -> Vec<TallyRow> {
    app.read(move |c| c.all(Sql::<TallyRow>::new(sql), &[]))
}

/// Two teams of two officers, with a case each.
fn places(app: &TestApp) -> Vec<(CaseId, TeamId, UserId)> {
    let mut out = Vec::new();
    for name in ["North", "South"] {
        let team = app.team(name);
        for n in 0..2 {
            let worker = app.worker(&format!("Officer {name} {n}")).role(Role::Officer).in_team(team).added();
            let person = app.person("Somebody Else").added();
            let case = app.case(person).held_by(team).worker(worker).opened("2026-01-01").added();
            out.push((case, team, worker));
        }
    }
    out
}

/// Turns a review into another by chance: anything may be so, also what the pages would not let happen.
fn turned(chance: &Chance, mut made: Made) -> Made {
    let pick = |n: u64| usize::try_from(chance.below(n)).unwrap_or(0);
    made.state = ["drawn", "in_review", "shared", "answered", "closed", "closed", "replaced"][pick(7)];
    made.score = (pick(8) > 0).then(|| i64::try_from(chance.below(101)).unwrap_or(0));
    made.applicable = [100, 96, 50, 49, 0][pick(5)];
    made.critical = [0, 0, 1, 3][pick(4)];
    made.directed = pick(5) == 0;
    ["2026-09", "2026-10", "2026-11"][pick(3)].clone_into(&mut made.month);
    made.answers = ["A1", "B4", "F1"]
        .into_iter()
        .filter(|_| pick(6) > 0)
        .map(|criterion| (criterion, ["met", "partly", "not_met"][pick(3)], ["", "met", "not_met"][pick(3)]))
        .collect();
    made
}

#[test]
fn after_many_changes_the_sums_are_those_of_the_rows() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let (places, chance) = (places(&app), Chance::seeded(20_261_122));
        let mut all: Vec<Made> =
            (0..24).map(|n| Made::new(&app, places[n % places.len()], "2026-10", 50)).collect();
        for step in 0..300 {
            let at = usize::try_from(chance.below(24)).unwrap_or(0);
            all[at] = turned(&chance, all[at].clone());
            all[at].kept(&app);
            if step % 50 == 49 {
                assert_eq!(sums(&app, KEPT_SUMS), sums(&app, SUMS), "after {step} changes");
                assert_eq!(tallies(&app, KEPT_TALLIES), tallies(&app, TALLIES), "after {step} changes");
            }
        }
        let (kept, answers) = (sums(&app, KEPT_SUMS), tallies(&app, KEPT_TALLIES));
        assert!(kept.iter().map(|row| row.reviews).sum::<i64>() > 3, "{kept:?}");
        assert!(answers.iter().any(|row| row.overruled > 0), "{answers:?}");
        // Counting again what did not change changes nothing, and adding up anew gives the same.
        let review = all[0].review;
        app.write(move |c| results::recount(c, 1, review));
        app.write(|c| {
            ["2026-09", "2026-10", "2026-11"].iter().try_for_each(|m| results::store::add_up(c, 1, m))
        });
        assert_eq!(sums(&app, KEPT_SUMS), kept);
        assert_eq!(tallies(&app, KEPT_TALLIES), answers);
    });
}

#[test]
fn a_score_that_was_moderated_counts_instead_of_the_first() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let place = places(&app)[0];
        let mut made = Made::new(&app, place, "2026-10", 89);
        made.answers = vec![("B4", "not_met", "")];
        made.kept(&app);
        assert_eq!(sums(&app, KEPT_SUMS)[0].total, 89);
        (made.score, made.state) = (Some(97), "closed");
        made.answers = vec![("B4", "met", "")];
        made.kept(&app);
        let kept = sums(&app, KEPT_SUMS);
        assert_eq!((kept.len(), kept[0].reviews, kept[0].total, kept[0].squares), (1, 1, 97, 97 * 97));
        let answers = tallies(&app, KEPT_TALLIES);
        assert_eq!((answers[0].met, answers[0].not_met), (1, 0));
        // What nobody asked for any more leaves nothing behind, not even a sum of nothing.
        made.state = "replaced";
        made.kept(&app);
        assert_eq!((sums(&app, KEPT_SUMS).len(), tallies(&app, KEPT_TALLIES).len()), (0, 0));
    });
}
