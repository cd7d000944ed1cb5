//! After signing in one goes on to a page of ours, never elsewhere.

use crate::desk::desk;
use testkit::{PASSWORD, TestApp, on_both};

fn goes_on_to(app: &TestApp, next: &str) -> String {
    let form = [("name", "Priya Shah"), ("password", PASSWORD), ("next", next)];
    let answer = app.nobody().post("/sign-in", &form).is(303);
    answer.location().to_owned()
}

#[test]
fn a_page_of_ours_is_gone_on_to() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        for next in ["/", "/people/0190?tab=plan", "/cases/1#notes", "/a%2F%2Fb"] {
            assert_eq!(goes_on_to(&app, next), next);
        }
    });
}

#[test]
fn nothing_leads_to_another_site() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        for next in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            // Browsers drop tabs and line ends before they read an address.
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r/evil.example",
            "\t//evil.example",
            " //evil.example",
            "javascript:alert(1)",
            "evil.example",
            "/ok\r\nSet-Cookie: alongside=planted",
            "/é",
            "",
        ] {
            assert_eq!(goes_on_to(&app, next), "/", "{next:?}");
        }
    });
}

#[test]
fn the_page_that_was_asked_for_is_kept_through_a_wrong_try() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        let browser = app.nobody();
        let page = browser.open("/me").ok();
        assert_eq!(page.attributes("input[name=next]", "value"), ["/me"]);
        let page =
            browser.submit(&page, "main form", &[("name", "Priya Shah"), ("password", "wrong")]).is(422);
        browser.submit(&page, "main form", &[("password", PASSWORD)]).goes_to("/me");
    });
}

#[test]
fn an_address_from_outside_is_not_carried_into_the_form() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let page = app.nobody().get("/sign-in?next=%2F%09%2Fevil.example").ok();
        assert_eq!(page.attributes("input[name=next]", "value"), ["/"]);
    });
}
