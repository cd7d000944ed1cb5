//! Extractors: who asks, and for which record.

use super::posted::csrf_token;
use crate::{Actor, Db, Fault, Need, Ref, audit::Event, db::digest, permit::Action, store};
use axum::{
    extract::{ConnectInfo, FromRequestParts, RawPathParams},
    http::{HeaderMap, Method, header, request::Parts},
};
use kernel::{Error, Id};
use std::{marker::PhantomData, net::SocketAddr};

/// Half the cookie's lifetime bookkeeping: a session is extended at most once in this many seconds.
const EXTEND_EVERY: i64 = 60;

impl FromRequestParts<Db> for Db {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(_: &mut Parts, db: &Db) -> Result<Self, Self::Rejection> {
        Ok(db.clone())
    }
}

/// The session is read anew for every request: a role taken away or an account locked counts at once.
impl FromRequestParts<Db> for Actor {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, db: &Db) -> Result<Self, Fault> {
        if let Some(actor) = parts.extensions.get::<Self>() {
            return Ok(actor.clone());
        }
        let actor = read_session(parts, db).await?;
        let need = parts.extensions.get::<Need>().copied().unwrap_or(Need::SignedIn);
        if !need.is_met_by(&actor) {
            return Err(refused(db, &actor).await);
        }
        parts.extensions.insert(actor.clone());
        Ok(actor)
    }
}

/// A screen that the roles do not open looks like one that is not there; the try is in the audit.
async fn refused(db: &Db, actor: &Actor) -> Fault {
    let mut event = Event::by(actor, db.chance(), "screen");
    (event.allowed, event.basis) = (false, "role".to_owned());
    match db.facade().write(move |c| event.write(c)).await {
        Ok(()) => Error::NotFound.into(),
        Err(e) => e.into(),
    }
}

async fn read_session(parts: &Parts, db: &Db) -> Result<Actor, Fault> {
    let signed_out = || {
        // After signing in, a page is shown again; a post is not repeated, its draft is on the page it came from.
        let next = (parts.method == Method::GET).then(|| parts.uri.path().to_owned());
        Fault::signed_out(next)
    };
    let secret = secret_of(&parts.headers, db.settings().https).ok_or_else(signed_out)?;
    let (tenant, now, hash) = (db.tenant(), db.clock().now(), digest(&secret));
    let key = hash.clone();
    let found = db
        .facade()
        .read(move |c| {
            let Some(session) = store::session(c, tenant, &key, now)? else { return Ok(None) };
            let roles = store::roles(c, tenant, session.user_id)?;
            Ok(Some((session, roles)))
        })
        .await?;
    let Some((session, roles)) = found else { return Err(signed_out()) };
    let idle = db.settings().idle_seconds;
    let until = now.plus_seconds(idle).min(session.ends_at);
    if session.idle_until_at.seconds_until(until) >= EXTEND_EVERY {
        db.facade().write(move |c| store::extend_session(c, tenant, &hash, until)).await?;
    }
    Ok(Actor {
        tenant,
        user: session.user_id,
        organisation: session.organisation_id,
        organisation_name: session.organisation,
        service: session.service,
        name: session.name,
        job_title: session.job_title,
        clearance: session.clearance,
        own_person: session.own_person_id,
        roles,
        session: session.session_id,
        request: db.chance().uuid(now),
        now,
        csrf: csrf_token(&secret),
        idle_seconds: now.seconds_until(until),
    })
}

/// The record of kind `K` named in the address, wished for `A`. An id that is none is "not found".
impl<K: Named, A: Action> FromRequestParts<Db> for Ref<K, A> {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, db: &Db) -> Result<Self, Fault> {
        let actor = Actor::from_request_parts(parts, db).await?;
        let params =
            RawPathParams::from_request_parts(parts, db).await.map_err(|e| Error::defect(e.body_text()))?;
        let text = params.iter().find(|(name, _)| *name == K::PARAM).map(|(_, value)| value.to_owned());
        let id: Id<K> = text.ok_or_else(|| Error::defect("the address has no id"))?.parse()?;
        Ok(Self { actor, id, action: PhantomData })
    }
}

/// A kind of record that addresses name.
pub trait Named: Send + Sync + 'static {
    /// The parameter of the path.
    const PARAM: &'static str;
}
impl Named for crate::Case {
    const PARAM: &'static str = "case_id";
}
impl Named for crate::Person {
    const PARAM: &'static str = "person_id";
}

/// The network address a request came from; `unknown` in tests without a socket.
#[derive(Clone, Debug)]
pub struct Source(pub String);

impl FromRequestParts<Db> for Source {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &Db) -> Result<Self, Self::Rejection> {
        let found = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(found.map_or("unknown".to_owned(), |ConnectInfo(at)| at.ip().to_string())))
    }
}

/// `__Host-` binds a cookie to HTTPS, to this host and to the whole site; on loopback without HTTPS browsers
/// refuse it, so a plain name is used there.
fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-alongside" } else { "alongside" }
}

/// The session's secret in a request's cookies.
pub(crate) fn secret_of(headers: &HeaderMap, https: bool) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(https))
        .map(|(_, value)| value.to_owned())
}

/// The header that sets the cookie, or ends it when there is no secret.
pub(crate) fn cookie_header(secret: Option<&str>, https: bool) -> String {
    let (value, age) = secret.map_or(("", "; Max-Age=0"), |s| (s, ""));
    let secure = if https { "; Secure" } else { "" };
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", cookie_name(https))
}
