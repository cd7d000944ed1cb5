//! SQL of what a person's own record says of language and needs. Kinds of case may ask for it: it is one fact.

use access::PersonId;
use kernel::{
    Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// What the person's own record says.
    #[derive(Clone, Debug)]
    pub struct Own {
        /// Language and interpreter; empty when not asked.
        pub language: String,
        /// Communication and access needs; empty when not asked.
        pub needs: String,
        /// When the person was recorded.
        pub recorded_at: Instant,
        /// By whom.
        pub by: String,
    }
}

kernel::statements! {
    OWN: Own = "SELECT n.language, n.needs, n.recorded_at, COALESCE(u.name, '')
        FROM person n
        LEFT JOIN app_user u ON u.tenant_id = n.tenant_id AND u.user_id = n.recorded_by
        WHERE n.tenant_id = $1 AND n.person_id = $2";
    SET: () = "UPDATE person
        SET language = COALESCE($3, language), needs = COALESCE($4, needs), version = version + 1
        WHERE tenant_id = $1 AND person_id = $2";
}

/// What the record of a person says: one statement. Call it inside a view or change of a case of theirs.
pub fn own(c: &mut dyn Conn, tenant: i64, person: PersonId) -> Result<Own> {
    c.one(OWN, args![tenant, person])
}

/// Sets language or needs or both; `None` leaves one as it is.
pub fn set(
    c: &mut dyn Conn,
    tenant: i64,
    person: PersonId,
    (language, needs): (Option<&str>, Option<&str>),
) -> Result<()> {
    let text = |words: Option<&str>| words.map(str::to_owned);
    c.exec(SET, args![tenant, person, text(language), text(needs)]).map(drop)
}
