//! Results as files, read back as a spreadsheet reads them.

use super::kit::{Made, World};
use access::{Role, Shown};
use calamine::{Data, Reader, Xlsx};
use kernel::{
    Day, args,
    db::{ConnExt, Sql},
};
use quality::results::store::{
    list::{self, Which},
    read::Choice,
};
use std::io::Cursor;
use testkit::{TestApp, on_both};

#[test]
fn one_sheet_has_a_row_for_each_review_and_nothing_hidden() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let w = World::new(&app);
        let case = w.case(w.north, w.priya.user());
        // A reference that a spreadsheet would run.
        let id = case.0;
        app.write(move |c| {
            let sql = "UPDATE case_file SET reference = '=2+5' WHERE tenant_id = 1 AND case_id = $1";
            c.exec(Sql::<()>::new(sql), args![id]).map(drop)
        });
        let mut made = Made::new(&app, case, "2026-11", 89);
        made.answers = vec![("B4", "not_met", ""), ("E1", "partly", ""), ("A1", "met", ""), ("D2", "na", "")];
        made.critical = 1;
        made.kept(&app);
        w.reviews((w.south, w.els.user()), "2026-11", &[50]);
        let file = w.dean.get("/reviews/results.xlsx").is(200);
        assert!(file.header("content-disposition").contains("reviews-2024-12-to-2026-11.xlsx"));
        let bytes = file.bytes;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["Reviews"]);
        assert!(book.worksheet_formula("Reviews").expect("a sheet").is_empty());
        let sheet = book.worksheet_range("Reviews").expect("a sheet");
        let rows: Vec<Vec<String>> =
            sheet.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        let headings = [
            "Month",
            "Officer",
            "Team",
            "Area",
            "Case",
            "Kind of case",
            "Form",
            "Version",
            "Score",
            "Critical not met",
            "A1",
            "B4",
            "D2",
            "E1",
        ];
        assert_eq!(rows[0], headings);
        assert_eq!(rows.len(), 2, "{rows:?}");
        let kind = cases::web::type_words("asb");
        let form = &quality::forms::version("mcr-asb", 1).expect("a form").name;
        let wanted = [
            "2026-11",
            "Priya Shah",
            "Community Safety",
            "",
            "=2+5",
            &kind,
            form,
            "1",
            "89",
            "1",
            "Yes",
            "No",
            "n/a",
            "Partly",
        ];
        assert_eq!(rows[1], wanted);
        assert!(matches!(sheet.get((1, 4)), Some(Data::String(_))));
        assert!(matches!(sheet.get((1, 8)), Some(Data::Float(_))));
        // As CSV the cell is guarded.
        let text = String::from_utf8(w.dean.get("/reviews/results.csv").is(200).bytes).expect("text");
        assert!(text.contains(",'=2+5,"), "{text}");
        // An export is one row of the audit, with the ids in it.
        let rows: Vec<_> = app.audit().into_iter().filter(|row| row.action == "export").collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].subjects, [made.review]);
        // The chart's months name nobody.
        let months = String::from_utf8(w.dean.get("/reviews/results/months.csv").is(200).bytes);
        assert_eq!(
            months.expect("text"),
            "Month,Reviews,Mean,Centre,Lower limit,Upper limit\n2026-11,2,69.50,69.50,,\n"
        );
    });
}

/// A file of the latest reviews has all of their answers, however many older ones there are.
#[test]
fn answers_are_those_of_the_latest_reviews() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, quality::routes().merge(cases::routes()));
        let w = World::new(&app);
        let case = w.case(w.north, w.priya.user());
        // Ids grow with time, so the later months have the smaller ids.
        let latest = ["2026-11", "2026-10", "2026-09"].map(|month| {
            let mut made = Made::new(&app, case, month, 89);
            made.answers = vec![("A1", "met", ""), ("B4", "not_met", "")];
            made.kept(&app);
            made.review
        });
        let which = Which {
            choice: Choice {
                from: "2026-01".to_owned(),
                to: "2026-12".to_owned(),
                until: Day::parse("2026-12-31").expect("a day"),
                team: access::NOBODY,
                area: access::NOBODY,
                kind: String::new(),
                form: String::new(),
            },
            worker: access::NOBODY,
            criterion: String::new(),
            answer: String::new(),
            left: false,
            critical: false,
            manager: false,
        };
        let actor = crate::actor::actor(&app, w.dean.user(), Role::Leader);
        let of = |most: i64| {
            let which = which.clone();
            let found = app.db().list(&actor, "export", String::new(), move |c, scope| {
                let lines = list::lines(c, scope, &which, (most, 0))?;
                Ok(Shown { value: (lines, list::answers(c, scope, &which, most)?), subjects: Vec::new() })
            });
            let (lines, answers) = app.wait(found).expect("a list");
            let mut answered: Vec<_> = answers.into_iter().map(|(review, ..)| review).collect();
            answered.dedup();
            (lines.iter().map(|line| line.review_id).collect::<Vec<_>>(), answered)
        };
        for most in 1..=3 {
            let wanted = latest[..usize::try_from(most).expect("few")].to_vec();
            let (lines, mut answered) = of(most);
            answered.sort_by_key(|review| latest.iter().position(|one| one == review));
            assert_eq!((&lines, &answered), (&wanted, &wanted));
        }
    });
}
