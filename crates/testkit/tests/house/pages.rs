//! The checks of pages bite: each bad page is caught by its check, and leaving that check out lets it through.

use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::{Check, Fixture, TestApp};

const GOOD: &str = r##"<!DOCTYPE html><html lang="en-GB"><head><title>Noise - Cases - Alongside</title></head><body>
<a href="#main">Skip</a><main id="main"><h1>Noise</h1><h2>Next</h2>
<form action="/x" method="post"><label for="what">What</label><input id="what" name="what"><button>Save</button></form>
<table><caption>Cases</caption><tr><th scope="col">Name</th></tr></table></main></body></html>"##;

/// An application that answers with one page.
fn serving(fixture: &Fixture, html: &str, keep: &'static str) -> TestApp {
    let html = html.to_owned();
    let page = get(move |State(()): State<()>| async move {
        ([(header::CONTENT_TYPE, "text/html"), (header::CACHE_CONTROL, keep)], html).into_response()
    });
    TestApp::build(fixture, access::Settings::default(), |_| Router::new().route("/", page))
}

/// What the checks say of a page.
fn findings(app: &TestApp, spared: Option<Check>) -> Option<String> {
    let client = match spared {
        Some(check) => app.nobody().except(check, "this test looks at the check"),
        None => app.nobody(),
    };
    let answer = catch_unwind(AssertUnwindSafe(|| client.get("/")));
    answer.err().map(|panic| panic.downcast_ref::<String>().cloned().unwrap_or_default())
}

const BAD: &[(Check, &str, &str, &str)] = &[
    (Check::Headings, "0 h1", "<h1>Noise</h1>", "<p>Noise</p>"),
    (Check::Headings, "2 h1", "<h2>Next</h2>", "<h1>Next</h1>"),
    (Check::Headings, "do not skip a level", "<h2>Next</h2>", "<h3>Next</h3>"),
    (Check::Title, "begin it with the h1", "<title>Noise", "<title>Case"),
    (Check::Title, "end it with the service's name", " - Cases - Alongside", ""),
    (Check::Title, "exactly when there is an error summary", "<title>", "<title>Error: "),
    (Check::Title, "exactly when there is an error summary", "<h2>Next</h2>", "<h2 data-problem>Next</h2>"),
    (Check::Language, "no lang", " lang=\"en-GB\"", ""),
    (
        Check::Landmark,
        "0 main landmarks",
        "<main id=\"main\">",
        "<main id=\"main\" role=\"presentation\"></main><div role=\"main\">",
    ),
    (Check::Landmark, "a name of its own", "<h2>", "<nav aria-label=\"\"></nav><h2>"),
    (
        Check::Landmark,
        "a name of its own",
        "<h2>",
        "<nav aria-label=\"A\"></nav><nav aria-label=\"A\"></nav><h2>",
    ),
    (Check::Labels, "has no label", "<label for=\"what\">What</label>", ""),
    (Check::Labels, "has no label", "<label for=\"what\">What</label>", "<label for=\"what\"></label>"),
    (Check::Labels, "has no legend", "<h2>Next</h2>", "<fieldset></fieldset>"),
    (Check::Ids, "is there twice", "<h2>", "<h2 id=\"main\">"),
    (Check::Ids, "letters, digits", "<h2>", "<h2 id=\"kind:asb\">"),
    (Check::Ids, "leads to no element", "href=\"#main\"", "href=\"#man\""),
    (Check::Ids, "hits no element", "id=\"what\" name", "id=\"what\" aria-describedby=\"hint\" name"),
    (Check::Words, "says nothing", "<button>Save</button>", "<button> </button>"),
    (Check::Words, "says nothing", ">Skip</a>", "></a>"),
    (Check::Words, "leads nowhere", ">Skip</a>", ">Skip</a><a>There</a>"),
    (Check::Inline, "onclick", "<button>", "<button onclick=\"x()\">"),
    (Check::Inline, "runs nothing inline", "<h2>", "<h2 style=\"color: red\">"),
    (Check::Inline, "runs nothing inline", "<h2>", "<script>x()</script><h2>"),
    (Check::Inline, "runs nothing inline", "<h2>", "<style>h2 {}</style><h2>"),
    (Check::Inline, "href runs inline script", "href=\"#main\"", "href=\"javascript:x()\""),
    (Check::Forms, "has no action", " action=\"/x\"", ""),
    (Check::Forms, "has no button", "<button>Save</button>", ""),
    (Check::Tables, "has no caption", "<caption>Cases</caption>", ""),
];

#[test]
fn a_good_page_passes() {
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    assert_eq!(findings(&serving(&fixture, GOOD, "no-store"), None), None);
}

#[test]
fn every_check_bites_and_can_be_left_out_by_name() {
    for (check, words, from, to) in BAD {
        let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
        assert!(GOOD.contains(from), "{from}");
        let app = serving(&fixture, &GOOD.replace(from, to), "no-store");
        let found = findings(&app, None).unwrap_or_else(|| panic!("{check:?} let it through: {to}"));
        let count = if words.contains("landmarks") { "main landmarks" } else { words };
        assert!(found.contains(count), "{check:?}: {found}");
        let left = findings(&app, Some(*check));
        assert_eq!(left, None, "{check:?} cannot be left out");
    }
}

#[test]
fn an_error_summary_must_lead_to_a_field() {
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    let summary =
        "<div data-problem><h2>There is a problem</h2><a href=\"#main\">Say what happened</a></div>";
    let page = GOOD.replace("<title>", "<title>Error: ").replace("<h2>Next</h2>", summary);
    let app = serving(&fixture, &page, "no-store");
    assert!(findings(&app, None).unwrap().contains("leads to no field"));
    let good = page.replace("<a href=\"#main\">Say", "<a href=\"#what\">Say");
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    assert_eq!(findings(&serving(&fixture, &good, "no-store"), None), None);
}

#[test]
fn a_page_that_a_browser_may_keep_is_caught() {
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    let app = serving(&fixture, GOOD, "max-age=60");
    assert!(findings(&app, None).unwrap().contains("no-store"));
    assert_eq!(findings(&app, Some(Check::NoStore)), None);
}

#[test]
fn a_part_of_a_page_is_not_asked_for_a_title() {
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    let app = serving(&fixture, "<ul><li><a href=\"/x\">One</a></li></ul>", "no-store");
    let get = |name| app.nobody().request(axum::http::Method::GET, "/").header(name, "1").send();
    get("x-fragment").ok();
    assert!(catch_unwind(AssertUnwindSafe(|| get("x-other"))).is_err());
}

#[test]
fn a_form_is_filled_as_a_browser_fills_it() {
    let fixture = Fixture::migrated(kernel::db::Engine::Sqlite);
    let fields = "<input type=\"hidden\" name=\"id\" value=\"7\"><label><input type=\"checkbox\" name=\"no\" value=\"1\">No</label>\
        <label><input type=\"radio\" name=\"pick\" value=\"a\">A</label><label><input type=\"radio\" name=\"pick\" value=\"b\" checked>B</label>\
        <label>Sort<select name=\"by\"><option value=\"x\">X</option><option value=\"y\" selected>Y</option></select></label>\
        <label>More<textarea name=\"more\">\nold words</textarea></label>";
    let page = GOOD
        .replace("<button>Save", &format!("{fields}<button>Save"))
        .replace("method=\"post\"", "method=\"get\"");
    let app = TestApp::build(&fixture, access::Settings::default(), |_| {
        let echo = get(|uri: axum::http::Uri| async move { uri.query().unwrap_or_default().to_owned() });
        let page = get(move || async move {
            ([(header::CONTENT_TYPE, "text/html"), (header::CACHE_CONTROL, "no-store")], page)
        });
        Router::new().route("/", page).route("/x", echo)
    });
    let browser = app.nobody();
    let page = browser.get("/").ok();
    let sent = browser.submit(&page, "form", &[("what", "a & b")]).ok().html();
    assert_eq!(sent, "id=7&pick=b&by=y&more=old+words&what=a+%26+b");
    let unknown = catch_unwind(AssertUnwindSafe(|| browser.submit(&page, "form", &[("wat", "x")])));
    assert!(unknown.unwrap_err().downcast_ref::<String>().unwrap().contains("has no field wat"));
}
