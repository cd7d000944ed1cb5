//! SQL that finds people by a date of birth, a telephone number, a postcode, or a house and street.

use super::find::Found;
use access::{PersonId, Scope};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    struct SignRow {
        person_id: PersonId,
        known_as: String,
        full_name: String,
        born_on: Option<Day>,
        may_open: bool,
        keeper: String,
        keeper_organisation: String,
        keeper_phone: String,
        sign: String,
    }
}

kernel::statements! {
    // A withheld address finds nobody: that it fits would tell where they live.
    BY_SIGN: SignRow = concat!("SELECT n.person_id, n.known_as, n.full_name, n.born_on,
            CASE WHEN ", access::may_read_person!(), " THEN TRUE ELSE FALSE END,
            COALESCE(u.name, ''), COALESCE(o.name, ''), COALESCE(u.phone, ''), x.sign
        FROM (
            SELECT t.person_id, 'born' AS sign
            FROM search_token t
            WHERE t.tenant_id = $1 AND t.token = $6
            UNION ALL
            SELECT t.person_id, 'phone' AS sign
            FROM search_token t
            WHERE t.tenant_id = $1 AND t.token = $7
            UNION ALL
            SELECT a.person_id, 'address' AS sign
            FROM address a
            WHERE a.tenant_id = $1 AND a.postcode = $8 AND NOT a.withheld
              AND (a.until_on IS NULL OR a.until_on >= $9)
            UNION ALL
            SELECT a.person_id, 'place' AS sign
            FROM address a
            WHERE a.tenant_id = $1 AND a.place >= $10 AND a.place < $11 AND NOT a.withheld
              AND (a.until_on IS NULL OR a.until_on >= $9)
        ) x
        JOIN person_access p ON p.tenant_id = $1 AND p.person_id = x.person_id
        JOIN person n ON n.tenant_id = $1 AND n.person_id = x.person_id
        LEFT JOIN app_user u ON u.tenant_id = $1 AND u.user_id = p.keeper_id
        LEFT JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        WHERE ", access::may_read_who_person!(), "
        ORDER BY x.sign DESC, n.sort_name, n.person_id
        LIMIT 60");
}

/// Nothing typed: no token and no postcode is written like this.
const NONE: &str = "-";

/// People with that date of birth, telephone number (as its token), postcode or place (the beginning of its token),
/// and which of these fits: `born`, `phone`, `address` or `place`. Somebody whom several fit comes several times. One statement.
pub(crate) fn by_sign(
    c: &mut dyn Conn,
    scope: &Scope,
    born: Option<&str>,
    phone: Option<&str>,
    postcode: &str,
    place: Option<&str>,
) -> Result<Vec<(Found, String)>> {
    let postcode = if postcode.is_empty() { NONE } else { postcode };
    let today = Day::of(scope.now());
    let from = place.unwrap_or(NONE);
    let to = place.map_or_else(|| NONE.to_owned(), |place| format!("{place}\u{10ffff}"));
    let args = args![born.unwrap_or(NONE), phone.unwrap_or(NONE), postcode, today, from, &to];
    let rows = c.all(BY_SIGN, &scope.args(args))?;
    Ok(rows
        .into_iter()
        .map(|r| {
            let found = Found {
                person_id: r.person_id,
                known_as: r.known_as,
                full_name: r.full_name,
                born_on: r.born_on,
                may_open: r.may_open,
                keeper: r.keeper,
                keeper_organisation: r.keeper_organisation,
                keeper_phone: r.keeper_phone,
                literal: true,
            };
            (found, r.sign)
        })
        .collect())
}
