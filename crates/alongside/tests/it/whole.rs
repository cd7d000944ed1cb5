//! From files to the figure: the importer, the pages and the report agree.

use kernel::Day;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

fn stays(app: &TestApp, from: &str, to: &str) -> Value {
    let (from, to) = (Day::parse(from).expect("a day"), Day::parse(to).expect("a day"));
    let mut out = Vec::new();
    evidence::command::stays(app.db(), from, to, None, evidence::Format::Json, &mut out).expect("a report");
    serde_json::from_slice(&out).expect("JSON")
}

pub fn import_hmis(app: &TestApp, folder: &str) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let cancelled = std::sync::atomic::AtomicBool::new(false);
    let mut console = imports::command::Console { out: &mut out, err: &mut err, cancelled: &cancelled };
    // Warnings go where no other test's are, and not beside the data.
    let warnings = std::env::temp_dir().join(format!("alongside-warnings-{}.csv", app.chance().token()));
    let args = imports::command::HmisArgs {
        folder: folder.into(),
        warnings: Some(warnings.clone()),
        ..Default::default()
    };
    let code = imports::command::hmis(app.db(), &args, &mut console).expect("imports");
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
    let _gone = std::fs::remove_file(warnings);
}

#[test]
fn the_published_figures_come_out_of_the_published_files() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/hmis/street-outreach");
        import_hmis(&app, folder);
        let report = stays(&app, "2020-10-01", "2021-09-30");
        assert_eq!(report["persons"], json!(37));
        assert_eq!(report["leavers"], json!(35));
        assert_eq!(report["stayers"], json!(2));
        assert_eq!(report["mean_days"], json!({"leavers": 434, "stayers": 518}));
        assert_eq!(report["median_days"], json!({"leavers": 457, "stayers": 518}));
        let length = json!({"30 or less": 1, "31-60": 0, "61-90": 0, "91-180": 1, "181-365": 0, "366-730": 35,
            "731-1095": 0, "1096-1460": 0, "1461-1825": 0, "over 1825": 0});
        assert_eq!(report["length"], length);
        assert_eq!(report["entry_delay"], json!({"0": 0, "1-3": 0, "4-6": 0, "7-10": 0, "11+": 2}));
        assert_eq!(report["exit_delay"], json!({"0": 3, "1-3": 0, "4-6": 0, "7-10": 0, "11+": 32}));
        let empty = stays(&app, "2001-01-01", "2001-12-31");
        assert_eq!(empty["persons"], json!(0));
        assert_eq!(empty["mean_days"], json!({"leavers": null, "stayers": null}));
    });
}

/// A larger export with an exit before its entry, unknown users and entries written down before they happened. The
/// figures were counted from its CSV files by hand of another program, by the rules of the issue.
#[test]
fn the_larger_export_has_its_own_answer() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        import_hmis(&app, concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/hmis/continuum"));
        let year = stays(&app, "2021-10-01", "2022-09-30");
        assert_eq!(
            [&year["persons"], &year["leavers"], &year["stayers"]],
            [&json!(799), &json!(425), &json!(374)]
        );
        assert_eq!(year["mean_days"], json!({"leavers": 257, "stayers": 695}));
        assert_eq!(year["median_days"], json!({"leavers": 175, "stayers": 297}));
        let quarter = stays(&app, "2022-01-01", "2022-03-31");
        assert_eq!(
            [&quarter["persons"], &quarter["leavers"], &quarter["stayers"]],
            [&json!(501), &json!(87), &json!(414)]
        );
        assert_eq!(quarter["mean_days"], json!({"leavers": 250, "stayers": 633}));
        assert_eq!(quarter["median_days"], json!({"leavers": 176, "stayers": 335}));
        let words = "358 of 397 beginnings and 412 of 425 ends were recorded before they happened.";
        let (from, to) = (Day::parse("2021-10-01").expect("a day"), Day::parse("2022-09-30").expect("a day"));
        let mut out = Vec::new();
        evidence::command::stays(app.db(), from, to, None, evidence::Format::Table, &mut out)
            .expect("a table");
        let table = String::from_utf8(out).expect("text");
        assert!(table.contains(words) && table.contains("1 stay ends before it begins."), "{table}");
        let analyst = app.worker("Ana Lyst").role(access::Role::Analyst).signed_in();
        let page = analyst.get("/evidence/stays?from=2021-10-01&to=2022-09-30").ok().html();
        assert!(page.contains(words), "{page}");
    });
}
