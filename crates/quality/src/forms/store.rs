//! SQL of published forms, and of past reviews that a new version is tried on.

use access::{Scope, UserId, secret_hash};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use uuid::Uuid;

row! {
    /// A published version, without its text.
    #[derive(Clone, Debug)]
    pub struct Published {
        /// Which form.
        pub form_id: String,
        /// Which version of it.
        pub version: i64,
        /// SHA-256 of its text.
        pub hash: Vec<u8>,
        /// What was changed and why.
        pub note: String,
        /// When it was published.
        pub published_at: Instant,
        /// Who published it.
        pub by: Option<String>,
        /// When it was taken back.
        pub withdrawn_at: Option<Instant>,
    }
}

row! {
    /// A past review that a new version is tried on.
    #[derive(Clone, Debug)]
    pub struct Past {
        /// The review.
        pub review_id: Uuid,
        /// Its score, as it is kept.
        pub score: Option<i64>,
        /// The weight of what applied.
        pub applicable: Option<i64>,
    }
}

kernel::statements! {
    // A service has some dozens of versions in all its life.
    PUBLISHED: Published = "SELECT w.form_id, w.version, w.hash, w.note, w.published_at, u.name, w.withdrawn_at
        FROM review_form w
        LEFT JOIN app_user u ON u.tenant_id = w.tenant_id AND u.user_id = w.published_by
        WHERE w.tenant_id = $1
        ORDER BY w.form_id, w.version
        LIMIT 1000";
    TEXTS: (Vec<u8>, String) = "SELECT hash, source
        FROM review_form
        WHERE tenant_id = $1
        ORDER BY form_id, version
        LIMIT 1000";
    PUBLISH: () = "INSERT INTO review_form (
            tenant_id, form_id, version, effective_from, source, hash, note, published_at, published_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (tenant_id, form_id, version) DO NOTHING";
    WITHDRAW: () = "UPDATE review_form
        SET withdrawn_at = $4
        WHERE tenant_id = $1 AND form_id = $2 AND version = $3 AND withdrawn_at IS NULL";
    USED: (i64, i64) = "SELECT form_version, count(*)
        FROM case_review
        WHERE tenant_id = $1 AND form_id = $2
        GROUP BY form_version
        ORDER BY form_version
        LIMIT 1000";
    PAST: Past = "SELECT review_id, score, applicable
        FROM case_review
        WHERE tenant_id = $1
          AND form_id = $2
          AND shared_at >= $3
          AND state <> 'replaced'
          AND directed = FALSE
        ORDER BY review_id
        LIMIT 10000";
    PAST_ANSWERS: (Uuid, String, String, String) = "SELECT a.review_id, a.criterion, a.value, a.na_reason
        FROM case_review r
        JOIN review_answer a ON a.tenant_id = r.tenant_id AND a.review_id = r.review_id
        WHERE r.tenant_id = $1
          AND r.form_id = $2
          AND r.shared_at >= $3
          AND r.state <> 'replaced'
          AND r.directed = FALSE
        ORDER BY a.review_id, a.criterion
        LIMIT 500000";
    DRAFTS: (String, Instant) = "SELECT form, saved_at
        FROM draft
        WHERE tenant_id = $1
          AND user_id = $2
          AND form >= 'review-form:'
          AND form < 'review-form;'
        ORDER BY form
        LIMIT 200";
}

/// Every version that was ever published here, with who, when and why: one statement.
pub fn published(c: &mut dyn Conn, tenant: i64) -> Result<Vec<Published>> {
    c.all(PUBLISHED, args![tenant])
}

/// Every published text with its hash: one statement.
pub(super) fn texts(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(Vec<u8>, String)>> {
    c.all(TEXTS, args![tenant])
}

/// A version to be published.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Which form.
    pub form_id: String,
    /// Which version of it.
    pub version: i64,
    /// The first day on which it is used.
    pub effective_from: Day,
    /// The text.
    pub source: String,
    /// What was changed and why.
    pub note: String,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: UserId,
}

/// Publishes a version; `false` when there is one of that number already.
pub fn publish(c: &mut dyn Conn, tenant: i64, p: &Publication) -> Result<bool> {
    let hash = secret_hash(&p.source);
    let row = args![tenant, &p.form_id, p.version, p.effective_from, &p.source, hash, &p.note, p.at, p.by];
    Ok(c.exec(PUBLISH, row)? > 0)
}

/// How many reviews there are by each version of a form: one statement.
pub fn used(c: &mut dyn Conn, tenant: i64, form: &str) -> Result<Vec<(i64, i64)>> {
    c.all(USED, args![tenant, form])
}

/// Takes a version back while no review is by it; otherwise tells how many are, and leaves it.
pub fn withdraw(c: &mut dyn Conn, tenant: i64, form: &str, version: i64, now: Instant) -> Result<i64> {
    let used = used(c, tenant, form)?.iter().find(|(of, _)| *of == version).map_or(0, |(_, n)| *n);
    if used == 0 {
        c.exec(WITHDRAW, args![tenant, form, version, now])?;
    }
    Ok(used)
}

/// Reviews by a form that were shared since a moment, without those that somebody asked for: one statement.
pub(super) fn past(c: &mut dyn Conn, tenant: i64, form: &str, since: Instant) -> Result<Vec<Past>> {
    c.all(PAST, args![tenant, form, since])
}

/// Their answers: review, criterion, value and why it does not apply: one statement.
pub(super) fn past_answers(
    c: &mut dyn Conn,
    tenant: i64,
    form: &str,
    since: Instant,
) -> Result<Vec<(Uuid, String, String, String)>> {
    c.all(PAST_ANSWERS, args![tenant, form, since])
}

/// The names of the asker's own drafts of forms and of parts of forms, and when each was kept: one statement.
pub(super) fn drafts(c: &mut dyn Conn, scope: &Scope) -> Result<Vec<(String, Instant)>> {
    c.all(DRAFTS, args![scope.tenant(), scope.user()])
}
