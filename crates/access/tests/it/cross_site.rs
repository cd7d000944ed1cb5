//! Posts that come from other sites change nothing.

use crate::desk::{desk, stage};
use access::Role;
use axum::http::Method;
use testkit::{Answer, Client, PASSWORD, TestApp, on_both};

struct Site<'a> {
    app: &'a TestApp,
    priya: Client<'a>,
    case: access::CaseId,
}

impl<'a> Site<'a> {
    fn new(app: &'a TestApp) -> Self {
        let maya = app.person("Maya Okafor").added();
        let case = app.case(maya).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(maya).signed_in();
        Self { app, priya, case }
    }

    /// Posts with these headers alone to tell where it comes from, and says whether the case was changed.
    #[track_caller]
    fn post(&self, headers: &[(&'static str, &str)], token: &str) -> (Answer, bool) {
        let set = self.app.uuid().to_string();
        let path = format!("/cases/{}", self.case);
        let mut wish = self.priya.request(Method::POST, &path).form(&[("stage", &set), ("csrf", token)]);
        wish = wish.no_header("sec-fetch-site").no_header("origin");
        for (name, value) in headers {
            wish = wish.header(name, value);
        }
        let answer = wish.send();
        let case = self.case;
        let changed = self.app.read(move |c| stage(c, case)) == set;
        assert_eq!(changed, answer.status == 303, "{}", answer.status);
        (answer, changed)
    }

    fn token(&self) -> String {
        // The token is on every form of the session: here on the error page's shell there is none, so it is worked
        // out as the service does.
        use sha2::{Digest, Sha256};
        let secret = self.priya.cookie("alongside").unwrap();
        let hash = Sha256::digest(format!("csrf {secret}").as_bytes());
        hash.iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }
}

#[test]
fn what_the_browser_says_of_the_site_decides() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let site = Site::new(&app);
        for ours in ["same-origin", "none"] {
            assert!(site.post(&[("sec-fetch-site", ours)], "").1, "{ours}");
        }
        for others in ["cross-site", "same-site", "", "anything"] {
            // Not even with the right token: the browser knows better.
            let (answer, changed) = site.post(&[("sec-fetch-site", others)], &site.token());
            assert!(!changed, "{others}");
            assert!(answer.is(422).says("This form came from another site."));
        }
        let refused = site.post(&[("sec-fetch-site", "cross-site"), ("origin", "http://alongside.test")], "");
        assert!(!refused.1, "the browser's word comes before the origin");
    });
}

#[test]
fn without_it_the_origin_decides() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let site = Site::new(&app);
        assert!(site.post(&[("origin", "http://alongside.test")], "").1);
        for other in [
            "http://evil.example",
            "null",
            "http://alongside.test.evil.example",
            "http://alongside.test:81",
            "",
        ] {
            assert!(!site.post(&[("origin", other)], &site.token()).1, "{other}");
        }
    });
}

#[test]
fn without_either_the_token_decides() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let site = Site::new(&app);
        assert!(site.post(&[], &site.token()).1);
        let others = app.worker("Tom Reed").signed_in().cookie("alongside").unwrap();
        for wrong in ["", "0", &others, &site.token().to_uppercase(), &site.token()[..31]] {
            assert!(!site.post(&[], wrong).1, "{wrong}");
        }
    });
}

#[test]
fn nobody_can_be_signed_in_from_another_site() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        let browser = app.nobody();
        let form = [("name", "Priya Shah"), ("password", PASSWORD)];
        let wish = browser.request(Method::POST, "/sign-in").form(&form);
        wish.clone().header("sec-fetch-site", "cross-site").send().is(422);
        wish.no_header("sec-fetch-site").header("origin", "http://evil.example").send().is(422);
        assert!(browser.cookies().is_empty());
        assert!(app.audit().is_empty());
    });
}

#[test]
fn nobody_can_be_signed_out_from_another_site() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        priya
            .request(Method::POST, "/sign-out")
            .form(&[])
            .header("sec-fetch-site", "cross-site")
            .send()
            .is(422);
        priya.get("/me").ok();
    });
}

#[test]
fn no_get_changes_anything() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let site = Site::new(&app);
        site.priya.get("/sign-out").is(405);
        site.priya.get(&format!("/cases/{}?stage=changed", site.case)).ok();
        let case = site.case;
        assert_eq!(app.read(move |c| stage(c, case)), "");
    });
}
