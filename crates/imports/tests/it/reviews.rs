//! Past spreadsheets of reviews, on both engines: what they come to, what is wrong with them, and that they go again.

use crate::kit::{Folder, app, import_reviews, number, run, undo};
use access::Role;
use imports::command::{ReviewsArgs, delimiter, letters};
use kernel::db::{ConnExt, Sql};
use std::{
    fmt::Write as _,
    path::Path,
    time::{Duration, Instant},
};
use testkit::{TestApp, on_both};

/// Month, officer, case, and answers by criterion.
type SheetRow<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

/// Criteria of the first form: all met, but for some cells.
fn sheet(rows: &[SheetRow<'_>]) -> String {
    let form = quality::forms::version("mcr-asb", 1).expect("it ships");
    let heads: Vec<&str> = form.criteria.iter().map(|one| one.id.as_str()).collect();
    let mut text = format!("Month,Officer,Team,Patch,Case ref,{},Comments\n", heads.join(","));
    for (month, officer, case, but) in rows {
        let answers: Vec<&str> = heads
            .iter()
            .map(|id| but.iter().find(|(of, _)| of == id).map_or("Yes", |(_, answer)| answer))
            .collect();
        writeln!(text, "{month},{officer},Old North,Larch,{case},{},all well", answers.join(",")).unwrap();
    }
    text
}

const EXAMPLE: &[(&str, &str)] = &[("B4", "No"), ("E1", "Partly"), ("D2", "N/A")];

fn by_form(app: &TestApp, file: &Path, form: &str) -> crate::kit::Outcome {
    import_reviews(app, &ReviewsArgs { file: file.to_owned(), form: form.to_owned(), ..Default::default() })
}

/// A command guesses neither letters nor separator: it says what it found until they are named.
#[test]
fn other_letters_and_other_separators_are_refused_until_they_are_named() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let text = "Month;Officer;A1\n2011-11;Zo\u{eb} Ray;Yes\n";
        let latin: Vec<u8> =
            text.chars().map(|sign| u8::try_from(u32::from(sign)).expect("a byte")).collect();
        let (semi, latin) = (folder.file("semi.csv", text), folder.file("latin.csv", latin));
        let args = |file: &Path| ReviewsArgs { file: file.to_owned(), ..Default::default() };
        import_reviews(&app, &args(&semi)).bad("semi.csv is separated by semicolons: save it with commas");
        import_reviews(&app, &args(&latin)).bad("latin.csv is not UTF-8: on line 2 there is the byte 0xeb.");
        let told = ReviewsArgs { delimiter: delimiter(";"), ..args(&latin) };
        import_reviews(&app, &told).bad("latin.csv is not UTF-8");
        import_reviews(&app, &ReviewsArgs { encoding: letters("windows-1252"), ..told }).good();
        assert_eq!(counted(&app).len(), 1);
        assert!(counted(&app)[0].starts_with("2011-11 Zo\u{eb} Ray/"), "{:?}", counted(&app));
    });
}

/// Month, officer's name, team's name, form, version, score, critical, why it is left out: of each review.
fn counted(app: &TestApp) -> Vec<String> {
    let sql = "SELECT r.month, COALESCE(u.name, o.name), COALESCE(t.name, p.name), r.form_id || ':' || CAST(r.form_version AS TEXT),
            r.score, CAST(r.critical AS TEXT) || ' ' || r.left_out
        FROM review_counted r
        LEFT JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.worker_id
        LEFT JOIN past_name o ON o.tenant_id = r.tenant_id AND o.name_id = r.worker_id AND o.batch_id = r.batch_id
        LEFT JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        LEFT JOIN past_name p ON p.tenant_id = r.tenant_id AND p.name_id = r.team_id AND p.batch_id = r.batch_id
        WHERE r.tenant_id = 1
        ORDER BY r.month, r.review_id";
    type Row = (String, Option<String>, Option<String>, String, Option<i64>, String);
    let rows = app.read(move |c| c.all(Sql::<Row>::new(sql), &[]));
    let words = |(month, officer, team, form, score, out): Row| {
        let score = score.map_or("none".to_owned(), |score| score.to_string());
        let (officer, team) = (officer.unwrap_or_default(), team.unwrap_or_default());
        format!("{month} {officer}/{team} {form} {score} {out}").trim().to_owned()
    };
    rows.into_iter().map(words).collect()
}

#[test]
fn a_sheet_of_a_form_is_scored_by_the_version_that_is_named() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let few: Vec<(&str, &str)> = quality::forms::version("mcr-asb", 1).expect("it ships").criteria[..14]
            .iter()
            .map(|one| (one.id.as_str(), "n/a"))
            .collect();
        let rows = [
            ("2011-11", "Priya Shah", "ASB-1", EXAMPLE),
            ("Dec 2011", "priya", "ASB-2", &[][..]),
            ("01/12/2011", "Ann Ørsted", "ASB-3", &few[..]),
        ];
        let file = folder.file("mcr 2011.csv", sheet(&rows));
        let done = by_form(&app, &file, "mcr-asb").good().words;
        assert!(done.contains("Scores are worked out by MCR-ASB v1, version 1."), "{done}");
        assert!(done.contains("These columns fit nothing and stay out: Comments."), "{done}");
        assert!(done.contains("In: 3 reviews, 60 answers"), "{done}");
        // The worked example of the form is 89 and critical; six criteria weigh 32 of 100: too little to count.
        assert_eq!(
            counted(&app),
            [
                "2011-11 Priya Shah/Old North mcr-asb:1 89 1",
                "2011-12 Priya Shah/Old North mcr-asb:1 100 0",
                "2011-12 Ann Ørsted/Old North mcr-asb:1 100 0 insufficient",
            ]
        );
        assert_eq!(
            number(&app, "SELECT CAST(sum(total) AS BIGINT) FROM review_sum WHERE tenant_id = $1"),
            189
        );
        let criterion = "SELECT CAST(sum(not_met) AS BIGINT) FROM criterion_sum WHERE tenant_id = $1 AND criterion = 'B4'";
        assert_eq!(number(&app, criterion), 1);
        assert_eq!(number(&app, "SELECT count(*) FROM batch WHERE tenant_id = $1 AND live"), 1);
        // The same content twice is refused, whatever it is called; then it goes, and may come again.
        let again = folder.file("again.csv", sheet(&rows));
        by_form(&app, &again, "mcr-asb").bad("The same content came in");
        undo(&app).good();
        for table in ["review_counted", "criterion_counted", "review_sum", "criterion_sum", "past_name"] {
            assert_eq!(
                number(&app, &format!("SELECT count(*) FROM {table} WHERE tenant_id = $1")),
                0,
                "{table}"
            );
        }
        by_form(&app, &again, "mcr-asb:1").good();
        assert_eq!(counted(&app).len(), 3);
        by_form(&app, &file, "mcr-none").bad("There is no review form mcr-none. There are: mcr-asb");
        by_form(&app, &file, "mcr-asb:7").bad("There is no review form mcr-asb:7");
    });
}

#[test]
fn a_list_of_its_own_weighs_the_same_and_totals_count_alone() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        // A row for each answer; the order of rows does not matter.
        let long = folder.file(
            "long.csv",
            "Officer,Team,Month,Case,Criterion,Answer\n\
             Priya Shah,community safety,Jan 2012,C-1,Plan agreed,met\n\
             Bo Lind,,Feb 2012,C-2,Plan agreed,0\n\
             Priya Shah,community safety,Jan 2012,C-1,Contact kept,0.5\n\
             Bo Lind,,Feb 2012,C-2,Contact kept,n/a\n\
             Priya Shah,community safety,Jan 2012,C-1,Notes in time,No\n\
             Bo Lind,,Feb 2012,C-2,Notes in time,1\n",
        );
        let done = by_form(&app, &long, "").good().words;
        assert!(done.contains("the 3 criteria of the file weigh the same (Alongside default)"), "{done}");
        assert!(done.contains("These are its criteria: Plan agreed; Contact kept; Notes in time."), "{done}");
        let rows = counted(&app);
        assert!(rows[0].starts_with("2012-01 Priya Shah/Community Safety past-"), "{}", rows[0]);
        assert!(rows[0].ends_with(":0 50 0") && rows[1].ends_with(":0 50 0"), "{rows:?}");
        assert!(rows[1].starts_with("2012-02 Bo Lind/ past-"), "{}", rows[1]);
        assert_eq!(number(&app, "SELECT count(*) FROM past_criterion WHERE tenant_id = $1"), 3);
        undo(&app).good();
        // Columns, with one that is no criterion; the list has the same id as the one above.
        let wide = folder.file(
            "wide.csv",
            "Case manager,Month,Plan agreed,Contact kept,Notes in time,Remarks,Total\n\
             Bo Lind,2012-02,Yes,,Partly,Rings back,90\n\
             Bo Lind,2012-01,Yes,No,Yes,,\n",
        );
        let map = ReviewsArgs {
            file: wide.clone(),
            map: vec!["Officer=Case manager".to_owned()],
            ..Default::default()
        };
        let done = import_reviews(&app, &map).good().words;
        assert!(done.contains("stay out: Remarks."), "{done}");
        assert!(
            done.contains("The answers make 75, not 90.") && done.contains("1 of 3 criteria have no answer."),
            "{done}"
        );
        assert_eq!(counted(&app)[1][..27], rows[1][..27]);
        assert!(
            counted(&app)[0].ends_with(" 67 0") && counted(&app)[1].ends_with(" 75 0"),
            "{:?}",
            counted(&app)
        );
        // Totals alone, as shares.
        let totals =
            folder.file("totals.csv", "Officer,Month,Score\nBo Lind,2012-03,0.545\nBo Lind,2012-04,1\n");
        let done = by_form(&app, &totals, "").good().words;
        assert!(done.contains("Scores are the totals of the file."), "{done}");
        assert_eq!(
            counted(&app)[2..],
            ["2012-03 Bo Lind/ past-totals:0 55 0", "2012-04 Bo Lind/ past-totals:0 100 0"]
        );
    });
}

#[test]
fn what_is_wrong_is_told_by_row_and_column_and_nothing_comes_in() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        let rows: [SheetRow<'_>; 6] = [
            ("2011-11", "Priya Shah", "ASB-1", &[]),
            ("2011-13", "Priya Shah", "ASB-2", &[]),
            ("2031-01", "Priya Shah", "ASB-3", &[]),
            ("2011-11", "", "ASB-4", &[]),
            ("2011-11", "Priya Shah", "ASB-5", &[("C4", "mostly")]),
            ("2011-11", "Priya Shah", "ASB-1", &[]),
        ];
        let file = folder.file("mcr.csv", sheet(&rows));
        let words = by_form(&app, &file, "mcr-asb").bad("5 rows of 6 cannot come in").words;
        for said in [
            "line 3, Month: \"2011-13\" This is not a month.",
            "line 4, Month: \"2031-01\" This month is yet to come.",
            "line 5, Officer: The officer is missing. Say whose case was reviewed.",
            "line 6, C4: \"mostly\" This is not an answer. Write Yes, Partly, No or N/A",
            "line 7, Case ref: \"ASB-1\" Line 2 is of the same officer, month and case.",
        ] {
            assert!(words.contains(said), "{said:?} is not in {words}");
        }
        assert_eq!(
            (counted(&app).len(), number(&app, "SELECT count(*) FROM import_run WHERE tenant_id = $1")),
            (0, 0)
        );
        let some = ReviewsArgs { file, form: "mcr-asb".to_owned(), exclude_bad: true, ..Default::default() };
        import_reviews(&app, &some).good();
        assert_eq!(counted(&app).len(), 1);
        // One wrong row of a review that has many keeps the whole review out.
        let long = "Officer,Month,Case,Question,Answer\nBo,2012-01,C-1,One,Yes\nBo,2012-01,C-1,Two,Well\nBo,2012-01,C-1,One,No\nBo,2012-01,C-2,One,No\n";
        let long = folder.file("long.csv", long);
        let words = by_form(&app, &long, "").bad("2 rows of 4 cannot come in").words;
        assert!(
            words.contains("line 4, Question: \"One\" This criterion was answered in a row above."),
            "{words}"
        );
        import_reviews(&app, &ReviewsArgs { file: long, exclude_bad: true, ..Default::default() }).good();
        assert_eq!(counted(&app).len(), 2, "C-2 alone came in");
        for (text, said) in [
            ("Officer,A1\nBo,Yes\n", "The file has no column for Month."),
            ("Officer,Month,Remarks\nBo,2012-01,Well\n", "neither a column of a criterion nor one of scores"),
            ("Officer,Month,Criterion\nBo,2012-01,One\n", "The file has no column for Answer."),
        ] {
            let file = folder.file("wrong.csv", text);
            by_form(&app, &file, "").bad(said);
        }
    });
}

#[test]
fn a_sheet_is_checked_in_the_browser_and_shows_in_results() {
    on_both(|fixture| {
        let app = app(fixture);
        let data = app.worker("Dana Mills").role(Role::Data).signed_in();
        let page = data.get("/imports").ok().saying("Past reviews of cases").saying("By which form were");
        assert_eq!(page.attributes("input[name=kind][checked]", "value"), ["cases"]);
        let text = sheet(&[
            ("2011-11", "Priya Shah", "ASB-1", EXAMPLE),
            ("2011-12", "Ann Larch", "ASB-2", &[("A1", "soon")]),
        ]);
        let pairs = [("kind", "reviews"), ("review_form", "mcr-asb:1")];
        let sent = data
            .request(axum::http::Method::POST, "/imports")
            .upload(&pairs, ("file", "mcr.csv", text.as_bytes()))
            .send();
        let at = sent.is(303).location().to_owned();
        work(&app, "checked");
        let page = data.get(&at).ok().saying("Past reviews of cases").saying("This is not an answer.");
        let page = page.saying("Import without the 1 bad row").saying("Case ref").saying("version 1.");
        assert!(page.statements <= 12, "{} statements", page.statements);
        data.submit(&page, &format!("form[action='{at}/accept']"), &[("without_bad", "yes")]).is(303);
        work(&app, "live");
        assert_eq!(counted(&app), ["2011-11 Priya Shah/Old North mcr-asb:1 89 1"]);
        let page = data.get(&at).ok().saying("1 reviews, 20 answers");
        data.submit(&page, &format!("form[action='{at}/undo']"), &[]).is(303);
        work(&app, "undone");
        assert_eq!(counted(&app).len(), 0);
        let template = data.get("/imports/template?kind=reviews").ok();
        assert!(
            String::from_utf8_lossy(&template.bytes).starts_with("Month,Officer,Team,Area,Case,Plan agreed")
        );
        data.get("/imports/template/columns?kind=reviews").ok();
    });
}

#[test]
fn the_template_comes_in_as_it_is() {
    on_both(|fixture| {
        let (app, folder) = (app(fixture), Folder::new());
        for (form, rows) in [("", ["2011-11", "2011-12"]), ("mcr-asb", ["2011-11", "2011-12"])] {
            let out =
                run(|console| imports::command::reviews_template(app.db(), form, false, console)).good();
            let file = folder.file(&format!("template{form}.csv"), out.words);
            by_form(&app, &file, form).good();
            let all = counted(&app);
            assert!(
                all.len() == 2 && all.iter().zip(rows).all(|(row, month)| row.starts_with(month)),
                "{all:?}"
            );
            undo(&app).good();
        }
    });
}

/// Lets the server's worker run until an import stands like this.
fn work(app: &TestApp, state: &str) {
    let worker = imports::runner(app.db()).expect("it starts");
    let end = Instant::now() + Duration::from_mins(1);
    let sql = format!("SELECT count(*) FROM import_run WHERE tenant_id = $1 AND state = '{state}'");
    while number(app, &sql) == 0 {
        assert!(Instant::now() < end, "no import came to be {state}");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(worker);
}
