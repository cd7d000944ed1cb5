//! Past reviews that come in from a spreadsheet: they count once their batch is live, and go without a trace.

use super::kit::Made;
use access::Role;
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use quality::{
    forms::Score,
    model::Answer,
    results::import::{self, NameKind, Named, PastCriterion, PastReview},
    satisfaction::store::results,
};
use testkit::{TestApp, on_both};
use uuid::Uuid;

fn officer(name: &str) -> Named {
    Named::Past { kind: NameKind::Officer, name: name.to_owned() }
}

fn past(n: u128, score: i64) -> PastReview {
    PastReview {
        review_id: Uuid::from_u128(n),
        month: Day::parse("2011-11-01").expect("a day"),
        officer: officer("J. Smith"),
        team: Named::Nobody,
        area: Named::Nobody,
        case_id: None,
        reference: "ASB/11/204".to_owned(),
        case_type: String::new(),
        form: ("past-1".to_owned(), 0),
        score: Score { percent: Some(score), applicable: 100, critical: Vec::new() },
        answers: vec![("c1".to_owned(), Answer::Met), ("c2".to_owned(), Answer::NotMet)],
    }
}

const TABLES: [&str; 6] = [
    "SELECT count(*) FROM review_counted WHERE tenant_id = 1 AND batch_id = $1",
    "SELECT count(*) FROM criterion_counted WHERE tenant_id = 1 AND review_id <> $1",
    "SELECT count(*) FROM review_sum WHERE tenant_id = 1 AND batch_id = $1",
    "SELECT count(*) FROM criterion_sum WHERE tenant_id = 1 AND batch_id = $1",
    "SELECT count(*) FROM past_name WHERE tenant_id = 1 AND batch_id = $1",
    "SELECT count(*) FROM past_criterion WHERE tenant_id = 1 AND batch_id = $1",
];

fn counts(app: &TestApp, batch: Uuid) -> Vec<i64> {
    TABLES.iter().map(|sql| app.read(move |c| c.one(Sql::<(i64,)>::new(sql), args![batch])).0).collect()
}

#[test]
fn an_import_adds_up_and_is_taken_back_in_steps() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let batch = Uuid::from_u128(0xbac);
        let criteria = [("c1", "Victim kept informed"), ("c2", "Risk assessed")]
            .map(|(id, words)| PastCriterion { id: id.to_owned(), words: words.to_owned() });
        app.write(move |c| {
            import::name_criteria(c, 1, batch, "past-1", &criteria)?;
            import::count_imported(c, 1, batch, &[past(1, 54), past(2, 30)])?;
            import::count_imported(c, 1, batch, &[past(3, 60)])
        });
        assert_eq!(counts(&app, batch), [3, 6, 1, 2, 1, 2]);
        let sql = "SELECT reviews, total, squares FROM review_sum WHERE tenant_id = 1";
        let sum = app.read(|c| c.one(Sql::<(i64, i64, i64)>::new(sql), &[]));
        assert_eq!(sum, (3, 144, 54 * 54 + 900 + 3600));
        let steps: Vec<u64> =
            (0..3).map(|_| app.write(move |c| import::drop_imported(c, 1, batch, 2))).collect();
        assert_eq!(steps, [2, 1, 0]);
        assert_eq!(counts(&app, batch), [0; 6]);
    });
}

#[test]
fn own_reviews_stay_when_an_import_goes() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let team = app.team("North");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).worker(priya).opened("2011-01-01").added();
        Made::new(&app, (case, team, priya), "2011-11", 80).kept(&app);
        let batch = Uuid::from_u128(0xbac);
        // The same officer, team and month, by their account.
        let mut same = past(7, 40);
        (same.officer, same.team) = (Named::Known(priya.uuid()), Named::Known(team.uuid()));
        app.write(move |c| import::count_imported(c, 1, batch, std::slice::from_ref(&same)));
        app.write(move |c| import::drop_imported(c, 1, batch, 100));
        let sql = "SELECT reviews, total FROM review_sum WHERE tenant_id = 1";
        assert_eq!(app.read(|c| c.all(Sql::<(i64, i64)>::new(sql), &[])), [(1, 80)]);
    });
}

#[test]
fn satisfaction_stands_beside_the_same_months_as_results() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes());
        let team = app.team("North");
        let priya = app.worker("Priya Shah").role(Role::Officer).in_team(team).added();
        let mina = app.person("Amina Okafor").added();
        let case = app.case(mina).held_by(team).worker(priya).opened("2011-01-01").added();
        Made::new(&app, (case, team, priya), "2011-11", 80).kept(&app);
        // One that somebody asked for counts in neither.
        Made { directed: true, ..Made::new(&app, (case, team, priya), "2011-12", 10) }.kept(&app);
        let batch = Uuid::from_u128(0xbac);
        let older = PastReview { month: Day::parse("2011-10-01").expect("a day"), ..past(8, 30) };
        app.write(move |c| import::count_imported(c, 1, batch, &[past(7, 40), older.clone()]));
        let months = || {
            let rows = app.read(|c| results::reviewed(c, 1, ("2011-01", "2011-12")));
            rows.into_iter().map(|of| (of.month, of.n, of.sum)).collect::<Vec<_>>()
        };
        assert_eq!(months(), [("2011-11".to_owned(), 1, 80)], "the import is not live");
        let live = "INSERT INTO batch (tenant_id, batch_id, live) VALUES (1, $1, TRUE)";
        app.write(move |c| c.exec(Sql::<()>::new(live), args![batch]).map(drop));
        assert_eq!(months(), [("2011-10".to_owned(), 1, 30), ("2011-11".to_owned(), 2, 120)]);
    });
}

#[test]
fn the_same_name_is_the_same_officer_in_any_import() {
    assert_eq!(officer("J. Smith").id(), officer("j.  smith").id());
    assert_ne!(officer("J. Smith").id(), officer("K. Smith").id());
    let team = Named::Past { kind: NameKind::Team, name: "J. Smith".to_owned() };
    assert_ne!(officer("J. Smith").id(), team.id());
}
