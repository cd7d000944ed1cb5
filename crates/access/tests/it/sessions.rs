//! How long a session lasts, how its cookie is made, and what ends it at once.

use crate::desk::desk;
use access::{Role, Settings, UserId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use sha2::{Digest, Sha256};
use testkit::{PASSWORD, TestApp, on_both};

const SIGNED_OUT: &str = "/sign-in?next=/me";

#[test]
fn a_session_ends_an_hour_after_its_last_use() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        for _ in 0..3 {
            // Each use gives another hour.
            app.clock().advance_seconds(3599);
            priya.get("/me").ok();
        }
        app.clock().advance_seconds(3600);
        priya.get("/me").goes_to(SIGNED_OUT);
        // And it does not come back.
        app.clock().advance_seconds(-3600);
        app.clock().advance_seconds(3601);
        priya.get("/me").goes_to(SIGNED_OUT);
    });
}

#[test]
fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        for _ in 0..23 {
            app.clock().advance_seconds(30 * 60);
            priya.get("/me").ok();
        }
        app.clock().advance_seconds(30 * 60 - 1);
        priya.get("/me").ok();
        app.clock().advance_seconds(1);
        priya.get("/me").goes_to(SIGNED_OUT);
    });
}

#[test]
fn signing_in_again_gives_a_new_secret_and_kills_the_old_one() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        let old = priya.cookie("alongside").unwrap();
        let stolen = app.nobody();
        stolen.set_cookie("alongside", &old);
        stolen.get("/me").ok();
        priya.post("/sign-in", &[("name", "Priya Shah"), ("password", PASSWORD)]).goes_to("/");
        assert_ne!(priya.cookie("alongside").unwrap(), old);
        priya.get("/me").ok();
        stolen.get("/me").goes_to(SIGNED_OUT);
    });
}

/// A secret that somebody planted in the browser before does not become the session.
#[test]
fn a_planted_secret_is_never_taken_over() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        let browser = app.nobody();
        browser.set_cookie("alongside", "planted");
        browser.post("/sign-in", &[("name", "Priya Shah"), ("password", PASSWORD)]).goes_to("/");
        assert_ne!(browser.cookie("alongside").unwrap(), "planted");
        let planter = app.nobody();
        planter.set_cookie("alongside", "planted");
        planter.get("/me").goes_to(SIGNED_OUT);
    });
}

#[test]
fn two_browsers_have_two_sessions() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let first = app.worker("Priya Shah").signed_in();
        let second = app.nobody();
        second.post("/sign-in", &[("name", "Priya Shah"), ("password", PASSWORD)]).goes_to("/");
        first.post("/sign-out", &[]).goes_to("/sign-in");
        first.get("/me").goes_to(SIGNED_OUT);
        second.get("/me").ok();
    });
}

#[test]
fn signing_out_ends_the_session_and_empties_the_browser() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        let secret = priya.cookie("alongside").unwrap();
        let answer = priya.post("/sign-out", &[]).goes_to("/sign-in");
        assert_eq!(answer.header("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");
        assert!(priya.cookies().is_empty(), "{:?}", answer.set_cookies());
        priya.set_cookie("alongside", &secret);
        priya.get("/me").goes_to(SIGNED_OUT);
        let last = app.audit().pop().unwrap();
        assert_eq!((last.summary().as_str(), last.actor), ("sign_out none allowed", priya.user().uuid()));
    });
}

#[test]
fn the_cookie_is_closed_to_scripts_and_other_sites() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        let answer = app.nobody().post("/sign-in", &[("name", "Priya Shah"), ("password", PASSWORD)]);
        let [cookie] = answer.set_cookies()[..] else { panic!("{:?}", answer.set_cookies()) };
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        let (name, secret) = pair.split_once('=').unwrap();
        assert_eq!((name, secret.len()), ("alongside", 26));
        assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax");
    });
}

#[test]
fn over_https_the_cookie_is_bound_to_this_host() {
    on_both(|fixture| {
        let app = TestApp::with_settings(fixture, desk(), Settings { https: true, ..Settings::default() });
        app.worker("Priya Shah").added();
        let browser = app.nobody();
        let answer = browser.post("/sign-in", &[("name", "Priya Shah"), ("password", PASSWORD)]).goes_to("/");
        let cookie = answer.set_cookies()[0];
        assert!(cookie.starts_with("__Host-alongside="), "{cookie}");
        assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
        browser.get("/me").ok();
        // A cookie that another host could have set does not count.
        let secret = browser.cookie("__Host-alongside").unwrap();
        let other = app.nobody();
        other.set_cookie("alongside", &secret);
        other.get("/me").goes_to(SIGNED_OUT);
        let out = browser.post("/sign-out", &[]).goes_to("/sign-in");
        assert!(
            out.set_cookies()[0].contains("Secure; Max-Age=0"),
            "a browser clears no __Host- cookie without Secure"
        );
    });
}

#[test]
fn only_a_hash_of_the_secret_is_kept() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let secret = app.worker("Priya Shah").signed_in().cookie("alongside").unwrap();
        let kept = app.read(|c| {
            c.all(Sql::<(Vec<u8>,)>::new("SELECT token_hash FROM session WHERE tenant_id = $1"), args![1])
        });
        assert_eq!(kept, [(Sha256::digest(secret.as_bytes()).to_vec(),)]);
    });
}

#[test]
fn no_cookie_and_a_made_up_one_are_signed_out() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").signed_in();
        app.nobody().get("/me").goes_to(SIGNED_OUT);
        for value in ["", "x", "0123456789abcdefghjkmnpqrs", "' OR 1=1 --"] {
            let browser = app.nobody();
            browser.set_cookie("alongside", value);
            browser.get("/me").goes_to(SIGNED_OUT);
        }
        // What was sent is not shown again after signing in: only pages are.
        app.nobody().post("/teams", &[("name", "North")]).goes_to("/sign-in");
    });
}

fn change_user(app: &TestApp, sql: &'static str, user: UserId) {
    app.write(move |c| c.exec(Sql::<()>::new(sql), args![1, user]).map(drop));
}

#[test]
fn locking_an_account_counts_on_its_next_request() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        priya.get("/me").ok();
        change_user(
            &app,
            "UPDATE app_user SET status = 'locked' WHERE tenant_id = $1 AND user_id = $2",
            priya.user(),
        );
        priya.get("/me").goes_to(SIGNED_OUT);
    });
}

#[test]
fn a_role_taken_away_counts_on_the_next_request() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").role(Role::Officer).role(Role::Data).signed_in();
        assert!(priya.get("/me").ok().html().ends_with("data and officer"));
        change_user(
            &app,
            "DELETE FROM role_grant WHERE tenant_id = $1 AND user_id = $2 AND role = 'data'",
            priya.user(),
        );
        assert!(priya.get("/me").ok().html().ends_with("is officer"));
    });
}

#[test]
fn staying_signed_in_is_a_post_that_goes_back_to_a_page_of_ours() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        app.clock().advance_seconds(3000);
        let post = || priya.request(axum::http::Method::POST, "/session/extend").form(&[]);
        post().header("referer", "http://alongside.test/people/1?x=2").send().goes_to("/people/1?x=2");
        post().header("referer", "http://evil.example//evil.example/").send().goes_to("/");
        post().send().goes_to("/day");
        post().header("x-fragment", "1").send().is(204);
        app.clock().advance_seconds(3000);
        priya.get("/me").ok();
    });
}

/// Reading the session and extending it cost no page anything of its budget.
#[test]
fn the_sessions_own_statements_are_not_counted() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let priya = app.worker("Priya Shah").signed_in();
        app.clock().advance_seconds(600);
        assert_eq!(priya.get("/me").ok().statements, 0);
    });
}
