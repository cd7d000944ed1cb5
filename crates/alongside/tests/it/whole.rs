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

#[test]
fn the_published_figures_come_out_of_the_published_files() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/hmis/street-outreach");
        let mut out = Vec::new();
        let go_on = std::sync::atomic::AtomicBool::new(false);
        let args = imports::command::HmisArgs { folder: folder.into(), ..Default::default() };
        let code = imports::command::hmis(app.db(), &args, &mut out, &go_on).expect("imports");
        assert_eq!(code, 0, "{}", String::from_utf8_lossy(&out));
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
