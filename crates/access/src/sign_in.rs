//! Signing in and out: passwords, sessions, throttling.

use crate::{
    Db, UserId,
    audit::Event,
    db::digest,
    store::{self, Account},
};
use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use kernel::{Chance, Error, Result};
use uuid::Uuid;

/// Failed tries for one sign-in name within [`WINDOW_SECONDS`] after which it must wait. Alongside default.
pub const MOST_FOR_NAME: i64 = 5;
/// Failed tries from one network address in the same time. Alongside default.
pub const MOST_FOR_SOURCE: i64 = 50;
/// Wrong codes from one network address in the same time, after which it must wait: see [`may_try_code`]. Alongside
/// default.
pub const MOST_CODES: i64 = 20;
/// The time over which failures count.
pub const WINDOW_SECONDS: i64 = 15 * 60;

/// What came of a try to sign in.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The session's secret, for the cookie.
    Welcome(String),
    /// Name or password are wrong; which of them is not said.
    Wrong,
    /// Too many failures: wait.
    Wait,
}

/// Tries to sign in. A new session gets a new secret; the browser's old one (`before`) ends.
pub async fn sign_in(
    db: &Db,
    name: &str,
    password: &str,
    source: &str,
    before: Option<&str>,
) -> Result<Outcome> {
    let sign_in = kernel::words::fold(name);
    let (tenant, now) = (db.tenant(), db.clock().now());
    let since = now.plus_seconds(-WINDOW_SECONDS);
    let (key, from) = (sign_in.clone(), source.to_owned());
    let (tries, account) = db
        .facade()
        .read(move |c| Ok((store::tries(c, tenant, &key, &from, since)?, store::account(c, tenant, &key)?)))
        .await?;
    if tries.0 >= MOST_FOR_NAME || tries.1 >= MOST_FOR_SOURCE {
        return refuse(db, &sign_in, source, account.as_ref(), "throttled", Outcome::Wait).await;
    }
    if !verified(account.as_ref(), password).await? {
        return refuse(db, &sign_in, source, account.as_ref(), "wrong", Outcome::Wrong).await;
    }
    let Some(account) = account else { return Err(Error::defect("verified nobody")) };
    welcome(db, sign_in, &account, before).await.map(Outcome::Welcome)
}

/// Ends the session of a secret.
pub async fn sign_out(db: &Db, actor: &crate::Actor, secret: &str) -> Result<()> {
    let (tenant, hash) = (db.tenant(), digest(secret));
    let event = Event::by(actor, db.chance(), "sign_out");
    db.facade()
        .write(move |c| {
            event.write(c)?;
            store::end_session(c, tenant, &hash)
        })
        .await
}

/// Whether a network address may try another code on a page that anybody may open: not after [`MOST_CODES`] wrong ones
/// within [`WINDOW_SECONDS`]. Counted apart from passwords, so that neither keeps anybody from the other.
pub async fn may_try_code(db: &Db, source: &str) -> Result<bool> {
    let (tenant, key, from) = (db.tenant(), code_key(source), source.to_owned());
    let since = db.clock().now().plus_seconds(-WINDOW_SECONDS);
    let (wrong, _) = db.facade().read(move |c| store::tries(c, tenant, &key, &from, since)).await?;
    Ok(wrong < MOST_CODES)
}

/// Notes a wrong code from a network address, in the audit too. What was typed is kept nowhere.
pub async fn note_wrong_code(db: &Db, source: &str, action: &'static str) -> Result<()> {
    let (tenant, now, key) = (db.tenant(), db.clock().now(), code_key(source));
    let mut event = Event::of_nobody(tenant, now, db.chance(), action);
    (event.allowed, event.basis, event.detail) = (false, "wrong".to_owned(), format!("from {source}"));
    let id = db.chance().uuid(now);
    db.facade()
        .write(move |c| {
            event.write(c)?;
            store::note_try(c, tenant, id, &key, CODES, now)
        })
        .await
}

/// What stands for the network address of a wrong code, so that it is not counted as a wrong password from there.
const CODES: &str = "codes";

fn code_key(source: &str) -> String {
    format!("code from {source}")
}

/// Hashes a password with Argon2id (19 MiB, two passes: OWASP password storage cheat sheet), in PHC form.
/// Takes some tens of milliseconds: not for a database thread.
pub fn hash(password: &str, chance: &Chance) -> Result<String> {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(Error::defect)?;
    Ok(hash.to_string())
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::defect)?;
    Ok(Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params))
}

/// A hash of no password, against which unknown names are tried, so that they take as long as known ones.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn verified(account: Option<&Account>, password: &str) -> Result<bool> {
    let usable = account.is_some_and(|a| a.status == "active" && a.password_hash.is_some());
    let hash = account.and_then(|a| a.password_hash.clone()).unwrap_or_else(|| NOBODYS.to_owned());
    let password = password.to_owned();
    let right = tokio::task::spawn_blocking(move || {
        let parsed = PasswordHash::new(&hash).map_err(Error::defect)?;
        Ok::<bool, Error>(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .map_err(Error::defect)??;
    Ok(right && usable)
}

async fn refuse(
    db: &Db,
    sign_in: &str,
    source: &str,
    account: Option<&Account>,
    basis: &str,
    outcome: Outcome,
) -> Result<Outcome> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let mut event = Event::of_nobody(tenant, now, db.chance(), "sign_in");
    if let Some(account) = account {
        event = event.with_actor(account.user_id.uuid(), account.organisation_id.uuid(), crate::NOBODY);
    }
    (event.allowed, event.basis, event.detail) =
        (false, basis.to_owned(), format!("{sign_in} from {source}"));
    let (id, sign_in, source) = (db.chance().uuid(now), sign_in.to_owned(), source.to_owned());
    // A throttled try is not counted again: waiting must end.
    let counted = outcome == Outcome::Wrong;
    db.facade()
        .write(move |c| {
            event.write(c)?;
            if counted { store::note_try(c, tenant, id, &sign_in, &source, now) } else { Ok(()) }
        })
        .await?;
    Ok(outcome)
}

async fn welcome(db: &Db, sign_in: String, account: &Account, before: Option<&str>) -> Result<String> {
    let (tenant, now, settings) = (db.tenant(), db.clock().now(), db.settings());
    let secret = db.chance().token();
    let session: Uuid = db.chance().uuid(now);
    let user: UserId = account.user_id;
    let ends = now.plus_seconds(settings.absolute_seconds);
    let idle = now.plus_seconds(settings.idle_seconds);
    let event = Event::of_nobody(tenant, now, db.chance(), "sign_in").with_actor(
        user.uuid(),
        account.organisation_id.uuid(),
        session,
    );
    let (hash, old) = (digest(&secret), before.map(digest));
    db.facade()
        .write(move |c| {
            if let Some(old) = &old {
                store::end_session(c, tenant, old)?;
            }
            store::forget_tries(c, tenant, &sign_in, now.plus_seconds(-WINDOW_SECONDS))?;
            store::start_session(c, tenant, &hash, session, user, (now, idle, ends))?;
            event.write(c)
        })
        .await?;
    Ok(secret)
}
