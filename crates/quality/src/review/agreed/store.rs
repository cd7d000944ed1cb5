//! SQL of agreement: figures of everybody's reviews, which name no case.

use super::model::Pair;
use access::UserId;
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    struct PairRow {
        form_id: String,
        form_version: i64,
        criterion: String,
        first: String,
        second: String,
        n: i64,
    }
}

row! {
    /// One score, for how strict reviewers are.
    #[derive(Clone, Debug)]
    pub struct Scored {
        /// Whose work it is.
        pub worker_id: UserId,
        /// Who reviewed.
        pub reviewer_id: UserId,
        /// Their name.
        pub reviewer: String,
        /// The score as it was shared, before any moderation.
        pub score: i64,
    }
}

kernel::statements! {
    PAIRS: PairRow = "SELECT r.form_id, r.form_version, a.criterion, a.value, b.value, CAST(count(*) AS BIGINT)
        FROM review_second s
        JOIN case_review r ON r.tenant_id = s.tenant_id AND r.review_id = s.review_id
        JOIN blind_answer a ON a.tenant_id = s.tenant_id AND a.review_id = s.review_id AND a.voice = 'first'
        JOIN blind_answer b ON b.tenant_id = a.tenant_id AND b.review_id = a.review_id AND b.voice = 'second'
          AND b.criterion = a.criterion
        WHERE s.tenant_id = $1 AND s.met_at >= $2
        GROUP BY r.form_id, r.form_version, a.criterion, a.value, b.value
        ORDER BY r.form_id, r.form_version, a.criterion, a.value, b.value
        LIMIT 20000";
    DOUBLES: (i64,) = "SELECT CAST(count(*) AS BIGINT) FROM review_second WHERE tenant_id = $1 AND met_at >= $2";
    SCORES: Scored = "SELECT r.worker_id, r.reviewer_id, u.name, COALESCE(r.first_score, r.score)
        FROM case_review r
        JOIN app_user u ON u.tenant_id = r.tenant_id AND u.user_id = r.reviewer_id
        WHERE r.tenant_id = $1 AND r.shared_at >= $2
          AND NOT r.directed
          AND r.score IS NOT NULL
          AND r.applicable >= 50
        ORDER BY r.shared_at DESC, r.review_id
        LIMIT 5000";
}

/// How often two reviewers who finished since a moment gave which pair of answers: one statement.
pub fn pairs(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<Vec<Pair>> {
    let pair = |row: PairRow| {
        let n = u64::try_from(row.n).unwrap_or(0);
        let form = (row.form_id, row.form_version);
        Pair { form, criterion: row.criterion, first: row.first, second: row.second, n }
    };
    Ok(c.all(PAIRS, args![tenant, since])?.into_iter().map(pair).collect())
}

/// Reviews that two finished since a moment: one statement.
pub fn doubles(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<i64> {
    Ok(c.one(DOUBLES, args![tenant, since])?.0)
}

/// Scores of reviews shared since a moment that count, latest first, 5,000 at most: one statement.
pub fn scores(c: &mut dyn Conn, tenant: i64, since: Instant) -> Result<Vec<Scored>> {
    c.all(SCORES, args![tenant, since])
}
