//! `alongside report nm01`, `returns` and `h-clic`.

use crate::world::*;
use evidence::{Format, returns::command};
use kernel::Error;
use testkit::{TestApp, on_both};

fn nm01(app: &TestApp, year: &str, homes: i64, format: Format) -> kernel::Result<String> {
    let mut out = Vec::new();
    command::nm01(app.db(), Some(year), Some(homes), format, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn nm01_divides_by_homes_and_tells_hate_apart() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("asb");
        for (on, category) in [
            ("2025-03-31", "noise"),
            ("2025-04-01", "noise"),
            ("2026-01-05", "hate"),
            ("2026-03-31", "noise+hate"),
            ("2026-04-01", "hate"),
        ] {
            let person = app.person("Ada Obi").added();
            let case = opened(&app, pack, person, on);
            said(&app, pack, (case, person), on, &[("category", category)]);
        }
        let expected = r#"{
  "year": "2025/26",
  "from": "2025-04-01",
  "to": "2026-03-31",
  "homes": 245,
  "cases": 3,
  "per_1000_homes": 12.2,
  "hate_cases": 2,
  "hate_per_1000_homes": 8.2
}
"#;
        assert_eq!(nm01(&app, "2025/26", 245, Format::Json).unwrap(), expected);
        assert!(nm01(&app, "2025/26", 245, Format::Table).unwrap().contains("12.2"));
        // Nothing said: the last whole financial year, and counts without a rate.
        let bare = |format| {
            let mut out = Vec::new();
            command::nm01(app.db(), None, None, format, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let json: serde_json::Value = serde_json::from_str(&bare(Format::Json)).unwrap();
        assert_eq!(
            (&json["year"], &json["cases"], &json["hate_cases"]),
            (&"2025/26".into(), &3.into(), &2.into())
        );
        assert!(json["homes"].is_null() && json["per_1000_homes"].is_null(), "{json}");
        let words = bare(Format::Table);
        assert!(words.contains("No rate: say how many homes") && !words.contains("1,000"), "{words}");
        for (year, homes) in [("2025", 245), ("2025/26", 0)] {
            assert!(matches!(nm01(&app, year, homes, Format::Json), Err(Error::Invalid(_))));
        }
    });
}

#[test]
fn tables_are_given_to_programs_and_people() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let person = app.person("Ada Obi").added();
        let case = opened(&app, pack, person, "2026-07-02");
        said(&app, pack, (case, person), "2026-07-02", &[("duty_owed", "relief")]);
        let report = |id: &str, table: Option<&str>, format| {
            let mut out = Vec::new();
            let days = (day("2026-07-01"), day("2026-09-30"));
            command::returns(app.db(), id, days, table, format, &mut out)
                .map(|()| String::from_utf8(out).unwrap())
        };
        let json = report(&pack.id, Some("A1"), Format::Json).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&json["from"], &json["tables"][0]["total"]), (&"2026-07-01".into(), &1.into()));
        let rows = json["tables"][0]["rows"].as_array().unwrap();
        let relief = rows.iter().find(|row| row["code"] == "relief").unwrap();
        assert_eq!((&relief["n"], &relief["percent"]), (&1.into(), &"100.0%".into()));
        let csv = report(&pack.id, Some("A1"), Format::Csv).unwrap();
        assert!(csv.starts_with("pack,from,to,table,title,code,row,n,percent\r\n"), "{csv}");
        assert!(csv.contains(",relief,"), "{csv}");
        assert!(report(&pack.id, None, Format::Table).unwrap().contains("\nTA1  "));
        let words = report("larch", None, Format::Table).unwrap_err().to_string();
        assert!(
            words.contains("There is no pack larch") && words.contains("homelessness-england"),
            "{words}"
        );
        let words = report(&pack.id, Some("Z9"), Format::Table).unwrap_err().to_string();
        assert!(words.contains("There is no table Z9"), "{words}");
    });
}

#[test]
fn the_export_has_nine_sections_that_one_id_joins() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, evidence::routes());
        let pack = pack("homelessness-england");
        let person = app.person("Ada Obi").born("1990-10-01").added();
        let case = opened(&app, pack, person, "2026-07-02");
        let facts = [
            ("duty_owed", "relief"),
            ("relief_accepted_on", "2026-07-02"),
            ("support_needs", "mental-health+physical"),
            ("sex", "?declined"),
            ("nationality", "=1+1"),
        ];
        said(&app, pack, (case, person), "2026-07-02", &facts);
        let partner = app.person("Sam Obi").added();
        party(&app, case, partner, cases::model::PartyRole::Partner);
        let outside = app.person("Sol Reyes").added();
        opened(&app, pack, outside, "2026-08-01");
        let folder = std::env::temp_dir().join(format!("alongside-h-clic-{}", app.uuid().simple()));
        let mut out = Vec::new();
        command::h_clic(app.db(), &pack.id, (day("2026-07-01"), day("2026-09-30")), &folder, &mut out)
            .unwrap();
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let expected = [
            "README.txt",
            "assistance.csv",
            "final-duties.csv",
            "main.csv",
            "people.csv",
            "prevention.csv",
            "relief.csv",
            "reviews.csv",
            "support-needs.csv",
            "temporary-accommodation.csv",
        ];
        assert_eq!(names, expected);
        assert!(read("README.txt").contains("not certified"));
        let rows = |name: &str| read(name).lines().count() - 1;
        let counts =
            ["main.csv", "people.csv", "support-needs.csv", "relief.csv", "prevention.csv", "reviews.csv"]
                .map(rows);
        assert_eq!(counts, [1, 2, 2, 1, 0, 0]);
        let people = read("people.csv");
        assert!(people.starts_with("case_id,person_id,part,age,sex,"), "{people}");
        assert!(people.contains(",subject,35,declined,"), "{people}");
        // Nothing that a spreadsheet would run.
        assert!(people.contains("'=1+1"), "{people}");
        for name in &expected[1..] {
            assert!(read(name).lines().skip(1).all(|line| line.starts_with(&case.to_string())), "{name}");
        }
        // The command is in the audit, with whom it took out.
        let audit = app.audit();
        let event = audit.last().unwrap();
        assert_eq!((event.action.as_str(), event.subjects.as_slice()), ("export return", &[case.uuid()][..]));
        assert!(
            event.actor.is_nil() && event.detail.starts_with("homelessness-england "),
            "{}",
            event.detail
        );
        // In the browser it is the same file, for who sends the return alone, and in the audit as well.
        let at = "/evidence/returns/export?pack=homelessness-england&period=2026-07-01_2026-09-30&section=people.csv";
        let analyst = app.worker("Ana Lyst").role(access::Role::Analyst).signed_in();
        assert_eq!(analyst.get(at).html(), people);
        let event = app.audit().pop().unwrap();
        assert_eq!((event.action.as_str(), event.actor), ("export return", analyst.user().uuid()));
        assert_eq!(event.subjects, [case.uuid()]);
        let page = analyst.get(&at.replace("/export?", "?")).ok().saying("people.csv").saying("README.txt");
        assert_eq!(analyst.get(&page.attributes("[aria-labelledby=export] li a", "href")[0]).status, 200);
        analyst.get(&at.replace("people.csv", "names.csv")).is(422).saying("Choose a file");
        let lead = app.worker("Lea Der").role(access::Role::Leader).signed_in();
        lead.get(at).not_found();
        lead.get(&at.replace("/export?", "?")).ok().without("people.csv");
        std::fs::remove_dir_all(&folder).unwrap();
    });
}
