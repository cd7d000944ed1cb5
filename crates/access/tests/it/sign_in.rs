//! Who gets in, what is said to who does not, and how guessing is slowed down.

use crate::desk::desk;
use access::Role;
use kernel::{args, db::ConnExt};
use testkit::{Answer, Client, PASSWORD, TestApp, on_both};

fn sign_in(client: &Client<'_>, name: &str, password: &str) -> Answer {
    client.post("/sign-in", &[("name", name), ("password", password)])
}

#[test]
fn the_right_name_and_password_open_the_service() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let user = app.worker("Priya Shah").role(Role::Officer).role(Role::Data).added();
        let browser = app.nobody();
        let page = browser.get("/sign-in").ok();
        assert_eq!(page.text("h1"), "Sign in");
        browser.submit(&page, "main form", &[("name", "Priya Shah"), ("password", PASSWORD)]).goes_to("/");
        assert_eq!(browser.get("/me").ok().html(), "Priya Shah of Fernshire Council is data and officer");
        let audit = app.audit();
        assert_eq!(audit.len(), 1);
        assert_eq!(audit[0].summary(), "sign_in none allowed");
        assert_eq!((audit[0].actor, audit[0].organisation), (user.uuid(), app.home().uuid()));
        assert_ne!(audit[0].session, access::NOBODY);
        assert_eq!(audit[0].at, testkit::START);
    });
}

#[test]
fn the_name_is_read_as_people_type_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Zoë O’Brien").added();
        for name in ["zoë o’brien", "  ZOE   O'BRIEN ", "Zoe O Brien"] {
            sign_in(&app.nobody(), name, PASSWORD).goes_to("/");
        }
        // A password is not folded.
        sign_in(&app.nobody(), "zoe o brien", &PASSWORD.to_uppercase()).is(422);
    });
}

/// Everything but the name that was typed is the same, whether the account exists, is locked, or never was.
#[test]
fn who_may_not_sign_in_is_told_the_same_whatever_the_reason() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        let known = app.worker("Priya Shah").added();
        app.worker("Len Locked").status("locked").added();
        app.worker("Lena Left").status("left").added();
        app.worker("Ida Imported").status("imported").added();
        let no_password = app.worker("Nia Nopass").added();
        app.write(move |c| {
            let forget =
                kernel::db::Sql::<()>::new("DELETE FROM credential WHERE tenant_id = $1 AND user_id = $2");
            c.exec(forget, args![1, no_password]).map(drop)
        });
        let tries = [
            ("Priya Shah", "wrong password"),
            ("Nobody Here", PASSWORD),
            ("Len Locked", PASSWORD),
            ("Lena Left", PASSWORD),
            ("Ida Imported", PASSWORD),
            ("Nia Nopass", PASSWORD),
            ("Priya Shah", ""),
            ("", ""),
        ];
        let answers: Vec<(u16, String)> = tries
            .iter()
            .map(|(name, password)| {
                let browser = app.nobody();
                let answer = sign_in(&browser, name, password);
                assert!(browser.cookies().is_empty(), "{name}");
                assert_eq!(answer.attributes("#name", "value"), [name.to_owned()], "what was typed is kept");
                assert!(!answer.html().contains(PASSWORD), "a password never comes back");
                (answer.status, answer.html().replace(&format!("value=\"{name}\""), "value=\"\""))
            })
            .collect();
        assert_eq!(answers[0].0, 422);
        assert!(answers[0].1.contains("Check your sign-in name and password and try again."));
        for (answer, tried) in answers.iter().zip(tries) {
            assert_eq!(*answer, answers[0], "{tried:?}");
        }
        let audit = app.audit();
        assert_eq!(audit.len(), tries.len());
        assert!(audit.iter().all(|row| row.summary() == "sign_in none refused wrong"), "{audit:?}");
        assert_eq!(audit[0].actor, known.uuid(), "a known name is noted as that account's");
        assert_eq!(audit[1].actor, access::NOBODY);
        assert_eq!(audit[0].detail, "priya shah from unknown");
    });
}

#[test]
fn after_five_wrong_tries_a_name_must_wait_a_quarter_of_an_hour() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        app.worker("Tom Reed").added();
        let browser = app.nobody();
        for _ in 0..5 {
            sign_in(&browser, "Priya Shah", "guess").is(422);
            app.clock().advance_seconds(10);
        }
        // Now even the right password must wait; others need not.
        let wait = sign_in(&browser, "Priya Shah", PASSWORD).is(429);
        assert!(wait.says("Wait 15 minutes"));
        sign_in(&app.nobody(), "Tom Reed", PASSWORD).goes_to("/");
        assert_eq!(app.audit().iter().filter(|row| row.basis == "throttled").count(), 1);
        // Trying meanwhile does not make the wait longer.
        app.clock().advance_seconds(14 * 60);
        sign_in(&browser, "Priya Shah", PASSWORD).is(429);
        app.clock().advance_seconds(60);
        sign_in(&browser, "Priya Shah", PASSWORD).goes_to("/");
    });
}

#[test]
fn an_unknown_name_is_throttled_like_a_known_one() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        for _ in 0..5 {
            sign_in(&app.nobody(), "Nobody Here", "guess").is(422);
        }
        sign_in(&app.nobody(), "Nobody Here", "guess").is(429);
    });
}

#[test]
fn getting_in_forgets_the_tries_before_it() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        for _ in 0..2 {
            for _ in 0..4 {
                sign_in(&app.nobody(), "Priya Shah", "guess").is(422);
            }
            sign_in(&app.nobody(), "Priya Shah", PASSWORD).goes_to("/");
        }
    });
}

#[test]
fn one_network_address_may_not_try_many_names() {
    on_both(|fixture| {
        let app = TestApp::with(fixture, desk());
        app.worker("Priya Shah").added();
        let (chance, now) = (app.chance().clone(), app.clock().now());
        app.write(move |c| {
            let note = kernel::db::Sql::<()>::new(
                "INSERT INTO sign_in_try (tenant_id, try_id, sign_in, source, at_ts) VALUES ($1, $2, $3, $4, $5)",
            );
            for n in 0..50 {
                c.exec(note, args![1, chance.uuid(now), format!("name {n}"), "unknown", now])?;
            }
            Ok(())
        });
        sign_in(&app.nobody(), "Priya Shah", PASSWORD).is(429);
        app.clock().advance_seconds(15 * 60 + 1);
        sign_in(&app.nobody(), "Priya Shah", PASSWORD).goes_to("/");
    });
}

#[test]
fn passwords_are_kept_as_argon2id_with_a_salt_of_their_own() {
    let chance = kernel::Chance::seeded(3);
    let (one, two) =
        (access::sign_in::hash("same", &chance).unwrap(), access::sign_in::hash("same", &chance).unwrap());
    assert_ne!(one, two);
    assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
    assert!(!one.contains("same"));
}
