//! Forms as they arrive.

use crate::{Actor, Db, Fault, db::digest};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form};
use sha2::{Digest, Sha256};
use std::fmt::Write;

use super::secret_of;

/// Which sending of a form this is: a random id that was on the form, and the hash of what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub(crate) id: String,
    pub(crate) hash: Vec<u8>,
}

impl Submission {
    /// A sending by the program itself, for commands and tests.
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), hash: digest(id) }
    }
}

/// A posted form. Posts from other sites are refused before a handler sees them: by the browser's own word
/// (`Sec-Fetch-Site`), else by `Origin`, else by the session's token on the form.
#[derive(Debug)]
pub struct Posted {
    /// The fields.
    pub form: Form,
    /// Which sending this is.
    pub submission: Submission,
    /// The fields as they came, URL-encoded, without those of the program: what a draft keeps.
    pub body: String,
}

impl Posted {
    /// What keeping a draft is answered with: without scripts a button did it, so `page` is shown again; the script,
    /// which sends it as it is typed, wants nothing.
    pub fn draft_kept(&self, page: &str) -> Response {
        if self.form.value("button") == "draft" {
            Redirect::to(page).into_response()
        } else {
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

impl FromRequest<Db> for Posted {
    type Rejection = Fault;
    async fn from_request(request: Request, db: &Db) -> Result<Self, Fault> {
        let headers = request.headers().clone();
        let body = Bytes::from_request(request, db)
            .await
            .map_err(|_| Error::invalid("That is too long to send. Shorten it and try again."))?;
        let pairs: Vec<(String, String)> = form_pairs(&body);
        let form = Form::new(pairs.iter().cloned());
        same_site(&headers, form.value("csrf"), db.settings().https)?;
        let kept: Vec<&(String, String)> =
            pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "csrf" | "submission")).collect();
        let body = encode(&kept);
        let hash = Sha256::digest(body.as_bytes()).to_vec();
        let id = match form.value("submission") {
            "" => db.chance().token(),
            id => id.chars().take(64).collect(),
        };
        Ok(Self { form, submission: Submission { id, hash }, body })
    }
}

/// A posted form that its sender did not send before; who sends it again is led to where it led. For handlers that read
/// before they change: a form that closed a case is answered again, though the case is not written to any more.
#[derive(Debug)]
pub struct PostedOnce(pub Posted);

/// Why a form does not reach its handler: it is refused, or it was sent before and led somewhere.
#[derive(Debug)]
pub enum NotNew {
    /// Refused, as any form.
    Refused(Fault),
    /// Sent before: the address it led to.
    SentBefore(String),
}

impl<E: Into<Fault>> From<E> for NotNew {
    fn from(e: E) -> Self {
        Self::Refused(e.into())
    }
}

impl IntoResponse for NotNew {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(fault) => fault.into_response(),
            Self::SentBefore(location) => Redirect::to(&location).into_response(),
        }
    }
}

impl FromRequest<Db> for PostedOnce {
    type Rejection = NotNew;
    async fn from_request(request: Request, db: &Db) -> Result<Self, NotNew> {
        let (mut parts, body) = request.into_parts();
        let actor = Actor::from_request_parts(&mut parts, db).await?;
        let posted = Posted::from_request(Request::from_parts(parts, body), db).await?;
        match db.answered(&actor, &posted.submission).await? {
            Some(before) => Err(NotNew::SentBefore(before)),
            None => Ok(Self(posted)),
        }
    }
}

/// Whether a post comes from this site's own pages.
pub(crate) fn same_site(headers: &HeaderMap, token: &str, https: bool) -> Result<(), Error> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let ours = match (text("sec-fetch-site"), text("origin"), text(header::HOST.as_str())) {
        (Some(site), ..) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        _ => secret_of(headers, https).is_none_or(|secret| token == csrf_token(&secret)),
    };
    if ours {
        Ok(())
    } else {
        Err(Error::invalid("This form came from another site. Open it here and send it again."))
    }
}

/// Refuses a post from another site, for forms that [`Posted`] does not read: those with a file. `token` is the
/// form's field `csrf`.
pub fn refuse_other_sites(db: &Db, headers: &HeaderMap, token: &str) -> Result<(), Error> {
    same_site(headers, token, db.settings().https)
}

/// The token of a session's forms, from its secret.
pub(crate) fn csrf_token(secret: &str) -> String {
    digest(&format!("csrf {secret}")).iter().take(16).fold(String::new(), |mut out, byte| {
        let _infallible = write!(out, "{byte:02x}");
        out
    })
}

/// The query of an address, as a form; nothing in a query ever changes anything.
#[derive(Debug)]
pub struct Query(pub Form);

impl FromRequestParts<Db> for Query {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &Db) -> Result<Self, Fault> {
        let pairs = form_pairs(parts.uri.query().unwrap_or_default().as_bytes());
        Ok(Self(Form::new(pairs)))
    }
}

/// Reads `application/x-www-form-urlencoded`.
fn form_pairs(body: &[u8]) -> Vec<(String, String)> {
    body.split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|b| *b == b'=');
            let (name, value) = at.map_or((pair, &b""[..]), |at| (&pair[..at], &pair[at + 1..]));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied();
    while let Some(b) = bytes.next() {
        out.push(match b {
            b'+' => b' ',
            b'%' => {
                let hex: Vec<u8> = bytes.by_ref().take(2).collect();
                std::str::from_utf8(&hex).ok().and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(b'?')
            }
            b => b,
        });
    }
    // Browsers end lines with CR LF in forms; facts keep LF.
    String::from_utf8_lossy(&out).replace("\r\n", "\n")
}

/// Writes pairs as `application/x-www-form-urlencoded`.
fn encode(pairs: &[&(String, String)]) -> String {
    let part = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
                out.push(char::from(byte));
            } else {
                let _infallible = write!(out, "%{byte:02X}");
            }
            out
        })
    };
    pairs.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect::<Vec<_>>().join("&")
}

/// The fields of a kept draft.
pub fn draft_form(body: &str) -> Form {
    Form::new(form_pairs(body.as_bytes()))
}
