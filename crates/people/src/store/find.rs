//! Finding people: an action of its own. Everybody in the service may find that a person is known and whom to
//! ask; restricted people never appear, and opening is decided apart.

use crate::tokens::{self, Wanted};
use access::{PersonId, Scope, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Val},
    row,
};
use uuid::Uuid;

/// The most people one search shows.
pub const MOST: i64 = 50;

row! {
    /// Somebody found.
    #[derive(Clone, Debug)]
    pub struct Found {
        /// The person.
        pub person_id: PersonId,
        /// Name as they wish to be called.
        pub known_as: String,
        /// Whole name.
        pub full_name: String,
        /// Date of birth; the page shows the year alone to those who may not open the record.
        pub born_on: Option<Day>,
        /// Whether the asker may open the record.
        pub may_open: bool,
        /// Who keeps the record; empty when nobody does.
        pub keeper: String,
        /// Their organisation.
        pub keeper_organisation: String,
        /// Their telephone.
        pub keeper_phone: String,
        /// Whether what was typed stands in the record; if not, it sounds like it.
        pub literal: bool,
    }
}

// What is wanted second and third; a slot that asks for the first thing again is not looked up again.
macro_rules! rest_fits {
    () => {
        "($9 = $6 OR EXISTS (
            SELECT 1 FROM search_token s
            WHERE s.tenant_id = $1 AND s.person_id = t.person_id
              AND ((s.token >= $9 AND s.token < $10) OR s.token = $11)))
        AND ($12 = $6 OR EXISTS (
            SELECT 1 FROM search_token s
            WHERE s.tenant_id = $1 AND s.person_id = t.person_id
              AND ((s.token >= $12 AND s.token < $13) OR s.token = $14)))"
    };
}

// A common name fits thousands, of whom a page shows fifty: no more are looked at than are needed to be sure of
// more than fifty, also when a few of them fit by several words.
macro_rules! fitting {
    () => {
        concat!(
            "SELECT typed.person_id, typed.literal FROM (
                SELECT t.person_id, 1 AS literal
                FROM search_token t
                JOIN person_access p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id
                WHERE t.tenant_id = $1 AND t.token >= $6 AND t.token < $7 AND ",
            rest_fits!(),
            " AND ",
            access::may_read_who_person!(),
            "
                ORDER BY t.token, t.person_id
                LIMIT 150) typed
            UNION ALL
            SELECT sounding.person_id, sounding.literal FROM (
                SELECT t.person_id, 0 AS literal
                FROM search_token t
                JOIN person_access p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id
                WHERE t.tenant_id = $1 AND t.token = $8 AND ",
            rest_fits!(),
            " AND ",
            access::may_read_who_person!(),
            "
                ORDER BY t.token, t.person_id
                LIMIT 150) sounding"
        )
    };
}

// The asker's own people who fit as typed: with a common name they might not be among the first that fit.
macro_rules! own {
    () => {
        concat!(
            "SELECT t.person_id, 1 AS literal
            FROM works_with t
            JOIN person_access p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id
            WHERE t.tenant_id = $1 AND t.user_id = $2 AND t.from_at <= $4 AND t.until_at > $4
              AND EXISTS (
                SELECT 1 FROM search_token s
                WHERE s.tenant_id = $1 AND s.person_id = t.person_id
                  AND s.token >= $6 AND s.token < $7)
              AND CAST($8 AS TEXT) IS NOT NULL
              AND ",
            rest_fits!(),
            " AND ",
            access::may_read_person!()
        )
    };
}

// Those people as the page shows them: who fit as typed come first, among them whose record the asker may open.
macro_rules! found {
    ($whom:expr) => {
        concat!(
            "SELECT n.person_id, n.known_as, n.full_name, n.born_on, r.may_open = 1,
                COALESCE(u.name, ''), COALESCE(o.name, ''), COALESCE(u.phone, ''), r.literal = 1
            FROM (
                SELECT x.person_id, x.literal, p.keeper_id, n.sort_name,
                    CASE WHEN ", access::may_read_person!(), " THEN 1 ELSE 0 END AS may_open
                FROM (SELECT y.person_id, max(y.literal) AS literal FROM (", $whom, ") y GROUP BY y.person_id) x
                JOIN person_access p ON p.tenant_id = $1 AND p.person_id = x.person_id
                JOIN person n ON n.tenant_id = $1 AND n.person_id = x.person_id
                ORDER BY x.literal DESC, may_open DESC, n.sort_name, x.person_id
                LIMIT $15
            ) r
            JOIN person n ON n.tenant_id = $1 AND n.person_id = r.person_id
            LEFT JOIN app_user u ON u.tenant_id = $1 AND u.user_id = r.keeper_id
            LEFT JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
            ORDER BY r.literal DESC, r.may_open DESC, n.sort_name, n.person_id"
        )
    };
}

kernel::statements! {
    SEARCH: Found = found!(fitting!());
    OWN: Found = found!(own!());
    STORE: () = "INSERT INTO stored_search (tenant_id, token_hash, user_id, terms, until_at)
        VALUES ($1, $2, $3, $4, $5)";
    SWEEP: () = "DELETE FROM stored_search WHERE tenant_id = $1 AND user_id = $2 AND until_at <= $3";
    STORED: (String,) = "SELECT terms
        FROM stored_search
        WHERE tenant_id = $1 AND token_hash = $2 AND user_id = $3 AND until_at > $4";
    RESTRICTED_TWIN: (PersonId, UserId) = "SELECT n.person_id, a.keeper_id
        FROM search_token t
        JOIN person n ON n.tenant_id = t.tenant_id AND n.person_id = t.person_id
        JOIN person_access a ON a.tenant_id = n.tenant_id AND a.person_id = n.person_id
        WHERE t.tenant_id = $1 AND t.token = $5
          AND n.sort_name = $2 AND n.born_on = $3 AND a.restricted AND n.person_id <> $4";
    RAISE: () = "INSERT INTO match_alert (tenant_id, alert_id, keeper_id, person_id, new_person_id, raised_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    SEEN: () = "UPDATE match_alert
        SET seen_at = $4
        WHERE tenant_id = $1 AND alert_id = $2 AND keeper_id = $3 AND seen_at IS NULL";
}

/// People who fit everything wanted (up to three things): those who fit as typed first, among them those whose
/// record the asker may open; one more than `most` when there are more. One statement; two when there are more, so
/// that the asker's own people come first all the same.
pub fn search(c: &mut dyn Conn, scope: &Scope, wanted: &[Wanted], most: i64) -> Result<Vec<Found>> {
    let Some(first) = wanted.first() else { return Ok(Vec::new()) };
    let mut args: Vec<Val> = Vec::with_capacity(10);
    for slot in 0..3 {
        // A slot that is not used asks for the first thing again.
        let w = wanted.get(slot).unwrap_or(first);
        args.extend([Val::from(&w.from), Val::from(&w.to), Val::from(&w.sound)]);
    }
    args.push(Val::I64(most + 1));
    let args = scope.args(&args);
    let found = c.all(SEARCH, &args)?;
    if (found.len() as i64) <= most {
        return Ok(found);
    }
    let mut all = c.all(OWN, &args)?;
    let own: Vec<PersonId> = all.iter().map(|f| f.person_id).collect();
    all.extend(found.into_iter().filter(|f| !own.contains(&f.person_id)));
    all.truncate(usize::try_from(most + 1).unwrap_or(0));
    Ok(all)
}

/// Keeps what somebody searched for under the hash of a secret; their lapsed searches go.
pub fn store_search(c: &mut dyn Conn, scope: &Scope, token_hash: &[u8], terms: &str) -> Result<()> {
    let until = scope.now().plus_seconds(30 * 60);
    c.exec(SWEEP, args![scope.tenant(), scope.user(), scope.now()])?;
    c.exec(STORE, args![scope.tenant(), token_hash, scope.user(), terms, until]).map(drop)
}

/// What the asker searched for; `None` when it lapsed or was somebody else's.
pub fn stored_search(c: &mut dyn Conn, scope: &Scope, token_hash: &[u8]) -> Result<Option<String>> {
    Ok(c.opt(STORED, args![scope.tenant(), token_hash, scope.user(), scope.now()])?.map(|(terms,)| terms))
}

/// When a new record seems to be a restricted person (same name, same date of birth), tells that person's keeper
/// and nobody else: whoever made the record is not told that there is another.
pub fn alert_keepers(
    c: &mut dyn Conn,
    tenant: i64,
    new_person: PersonId,
    (full_name, born_on): (&str, Option<Day>),
    alert_id: Uuid,
    at: Instant,
) -> Result<()> {
    let Some(born_on) = born_on else { return Ok(()) };
    let (name, token) = (kernel::words::sort_name(full_name), tokens::of_day(born_on));
    let twin = c.opt(RESTRICTED_TWIN, args![tenant, name, born_on, new_person, token])?;
    match twin {
        Some((person, keeper)) => {
            c.exec(RAISE, args![tenant, alert_id, keeper, person, new_person, at]).map(drop)
        }
        None => Ok(()),
    }
}

/// The keeper has dealt with an alert.
pub fn see_alert(c: &mut dyn Conn, scope: &Scope, alert: Uuid) -> Result<()> {
    c.exec(SEEN, args![scope.tenant(), alert, scope.user(), scope.now()]).map(drop)
}
