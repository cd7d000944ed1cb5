//! A person's timeline: every contact and note, filtered and paged.

use super::read::ContactLine;
use crate::model::{Channel, Outcome};
use access::{Permit, Person, Read};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt},
};

/// What to leave out of a timeline.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this channel.
    pub channel: Option<Channel>,
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
}

kernel::statements! {
    PAGE: ContactLine = concat!("SELECT k.contact_id, k.channel, k.direction, k.outcome, k.with_whom, k.summary,
            k.occurred_at, k.recorded_at, k.user_id, u.name, o.name, f.reference, k.person_id, k.seen, k.alone, k.said,
            k.saw, k.thinks, k.reported, k.corrects_id, k.corrects_why, k.corrected_at
        FROM contact k
        JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.user_id
        JOIN organisation o ON o.tenant_id = u.tenant_id AND o.organisation_id = u.organisation_id
        LEFT JOIN case_file f ON f.tenant_id = k.tenant_id AND f.case_id = k.case_id
        WHERE k.tenant_id = $1 AND k.person_id = $6
          AND ($7 = '' OR k.channel = $7)
          AND ($8 = '' OR k.outcome = $8)
          AND k.occurred_on >= $9
          AND k.occurred_on <= $10
          AND (k.case_id IS NULL OR EXISTS (
              SELECT 1 FROM case_access c
              WHERE c.tenant_id = k.tenant_id AND c.case_id = k.case_id AND ", access::may_read_case!(), "))
        ORDER BY k.occurred_at DESC, k.contact_id DESC
        LIMIT $11 OFFSET $12");
    COUNT: (i64, i64) = concat!("SELECT
            CAST(COALESCE(sum(CASE WHEN k.case_id IS NULL OR EXISTS (
                SELECT 1 FROM case_access c
                WHERE c.tenant_id = k.tenant_id AND c.case_id = k.case_id AND ", access::may_read_case!(), ")
                THEN 1 ELSE 0 END), 0) AS BIGINT),
            count(*)
        FROM contact k
        WHERE k.tenant_id = $1 AND k.person_id = $6
          AND ($7 = '' OR k.channel = $7)
          AND ($8 = '' OR k.outcome = $8)
          AND k.occurred_on >= $9
          AND k.occurred_on <= $10");
}

/// One page of a timeline.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its entries, latest first.
    pub entries: Vec<ContactLine>,
    /// Entries in all that the asker may see.
    pub shown: i64,
    /// Entries on cases the asker may not see.
    pub hidden: i64,
}

/// A page of a person's timeline, `size` entries from `offset`: two statements.
pub fn page(
    c: &mut dyn Conn,
    permit: &Permit<Person, Read>,
    f: &Filter,
    size: i64,
    offset: i64,
) -> Result<Page> {
    let first = f.from.or_else(|| Day::new(1900, 1, 1));
    let last = f.to.or_else(|| Day::new(9999, 12, 31));
    let channel = f.channel.map_or("", Channel::code);
    let outcome = f.outcome.map_or("", Outcome::code);
    let entries =
        c.all(PAGE, &permit.scope().args(args![permit.id(), channel, outcome, first, last, size, offset]))?;
    let (shown, all) =
        c.one(COUNT, &permit.scope().args(args![permit.id(), channel, outcome, first, last]))?;
    Ok(Page { entries, shown, hidden: all - shown })
}
