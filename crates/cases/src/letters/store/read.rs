//! What pages about letters, and sending one, read.

use crate::{
    letters::model::{Audience, LetterId, Reach, ReachKind, Recipient, State, Way},
    model::PartyRole,
    work,
};
use access::{Action, Case, Decide, Permit, PersonId, UserId};
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};
use packs::Pack;
use people::model::{AddressKind, Channel, Safety};
use std::sync::Arc;

row! {
    /// The frame of every letter of a case: who writes, about what.
    #[derive(Clone, Debug)]
    pub struct Frame {
        /// The case's reference.
        pub reference: String,
        /// Its kind.
        pub case_type: String,
        /// The version of the pack it is worked by.
        pub pack_version: i64,
        /// The hash of that version's text, where the service published it.
        pub hash: Option<Vec<u8>>,
        /// The person it is listed under.
        pub lead: PersonId,
        /// The team that holds it.
        pub team: String,
        /// Who has it.
        pub worker: Option<String>,
        /// Their work telephone.
        pub worker_phone: Option<String>,
        /// What the shared service is called.
        pub service: String,
        /// Last day, once closed.
        pub closed_on: Option<Day>,
    }
}

row! {
    /// A letter in the list.
    #[derive(Clone, Debug)]
    pub struct LetterLine {
        /// The letter.
        pub letter_id: LetterId,
        /// What it is called.
        pub title: String,
        /// Whom it is to.
        pub person: PersonId,
        /// How it goes.
        pub way: Way,
        /// How far it is.
        pub state: State,
        /// When it was begun.
        pub made_at: Instant,
        /// Who began it.
        pub made_by: String,
        /// When it was sent.
        pub sent_at: Option<Instant>,
        /// Whether what was queued could not be sent.
        pub failed: bool,
    }
}

row! {
    /// A letter.
    #[derive(Clone, Debug)]
    pub struct Letter {
        /// The letter.
        pub letter_id: LetterId,
        /// Whom it is to.
        pub person: PersonId,
        /// Which letter of the pack; empty for one written freely.
        pub template: String,
        /// Whom such letters are for.
        pub audience: Audience,
        /// Its heading.
        pub title: String,
        /// Its text.
        pub body: String,
        /// Code of the second language; empty for none.
        pub second_language: String,
        /// The text in it.
        pub second_body: String,
        /// Whether it is printed large.
        pub large_print: bool,
        /// How it goes.
        pub way: Way,
        /// How far it is.
        pub state: State,
        /// Whether its template asks for approval.
        pub needs_approval: bool,
        /// Who approved it.
        pub approved_by: Option<String>,
        /// When.
        pub approved_at: Option<Instant>,
        /// Where it went.
        pub sent_to: String,
        /// When.
        pub sent_at: Option<Instant>,
        /// Who sent it.
        pub sent_by: Option<String>,
        /// Who began it.
        pub made_by: UserId,
        /// Who wrote in it last.
        pub changed_by: UserId,
        /// Their name.
        pub changed_by_name: String,
        /// When.
        pub changed_at: Instant,
        /// Grows with each change.
        pub version: i64,
        /// What its copy is; none until sent.
        pub media: Option<String>,
        /// SHA-256 of the copy.
        pub hash: Option<Vec<u8>>,
    }
}

row! {
    struct PersonRow {
        person_id: PersonId,
        full_name: String,
        known_as: String,
        language: String,
        needs: String,
        restricted: bool,
        role: PartyRole,
    }
}

row! {
    struct ReachRow {
        person_id: PersonId,
        address_kind: Option<AddressKind>,
        channel: Option<Channel>,
        value: String,
        postcode: String,
        withheld: bool,
        open: bool,
        safety: Option<Safety>,
        rule: String,
        preferred: bool,
        _part: i64,
        _from_on: Option<Day>,
        _id: uuid::Uuid,
    }
}

kernel::statements! {
    FRAME: Frame = "SELECT f.reference, f.case_type, f.pack_version, v.hash, f.lead_person_id, t.name, u.name, u.phone,
            s.name, f.closed_on
        FROM case_file f
        JOIN team t ON t.tenant_id = f.tenant_id AND t.team_id = f.team_id
        JOIN tenant s ON s.tenant_id = f.tenant_id
        LEFT JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
        LEFT JOIN pack_version v ON v.tenant_id = f.tenant_id AND v.pack_id = f.case_type
            AND v.version = f.pack_version
        WHERE f.tenant_id = $1 AND f.case_id = $2";
    LIST: LetterLine = "SELECT l.letter_id, l.title, l.person_id, l.way, l.state, l.made_at, u.name, l.sent_at,
            EXISTS (
                SELECT 1 FROM outbox o
                WHERE o.tenant_id = l.tenant_id AND o.letter_id = l.letter_id AND o.state = 'failed')
        FROM letter l
        JOIN app_user u ON u.tenant_id = l.tenant_id AND u.user_id = l.made_by
        WHERE l.tenant_id = $1 AND l.case_id = $2
        ORDER BY l.made_at DESC, l.letter_id DESC
        LIMIT 200";
    ONE: Letter = "SELECT l.letter_id, l.person_id, l.template, l.audience, l.title, l.body, l.second_language, l.second_body,
            l.large_print, l.way, l.state, l.needs_approval, a.name, l.approved_at, l.sent_to, l.sent_at, s.name,
            l.made_by, l.changed_by, w.name, l.changed_at, l.version, k.media, k.hash
        FROM letter l
        JOIN app_user w ON w.tenant_id = l.tenant_id AND w.user_id = l.changed_by
        LEFT JOIN app_user a ON a.tenant_id = l.tenant_id AND a.user_id = l.approved_by
        LEFT JOIN app_user s ON s.tenant_id = l.tenant_id AND s.user_id = l.sent_by
        LEFT JOIN letter_copy k ON k.tenant_id = l.tenant_id AND k.letter_id = l.letter_id
        WHERE l.tenant_id = $1 AND l.case_id = $2 AND l.letter_id = $3";
    COPY: (String, Vec<u8>) = "SELECT k.media, k.content
        FROM letter l
        JOIN letter_copy k ON k.tenant_id = l.tenant_id AND k.letter_id = l.letter_id
        WHERE l.tenant_id = $1 AND l.case_id = $2 AND l.letter_id = $3";
    PEOPLE: PersonRow = concat!("SELECT n.person_id, n.full_name, n.known_as, n.language, n.needs, p.restricted, y.role
        FROM case_party y
        JOIN person n ON n.tenant_id = y.tenant_id AND n.person_id = y.person_id
        JOIN person_access p ON p.tenant_id = n.tenant_id AND p.person_id = n.person_id
        WHERE y.tenant_id = $1 AND y.case_id = $6 AND ", access::may_read_who_person!(), "
        ORDER BY y.role DESC, n.sort_name, n.person_id
        LIMIT 200");
    // Everybody's, also of those the asker may not look up: only the guards see it.
    REACH: ReachRow = "SELECT a.person_id, a.kind, CAST(NULL AS TEXT), a.lines, a.postcode, a.withheld,
            CASE WHEN a.until_on IS NULL OR a.until_on >= $3 THEN TRUE ELSE FALSE END,
            CAST(NULL AS TEXT), '', FALSE, CAST(0 AS BIGINT), a.from_on, a.address_id
        FROM address a
        WHERE a.tenant_id = $1
          AND a.person_id IN (SELECT y.person_id FROM case_party y WHERE y.tenant_id = $1 AND y.case_id = $2)
        UNION ALL
        SELECT m.person_id, CAST(NULL AS TEXT), m.channel, m.value, '', FALSE,
            TRUE,
            CASE WHEN m.until_on IS NULL THEN m.safety ELSE 'unsafe' END, m.rule, m.preferred, CAST(CASE WHEN m.preferred THEN 1 ELSE 2 END AS BIGINT), CAST(NULL AS DATE), m.method_id
        FROM contact_method m
        WHERE m.tenant_id = $1
          AND m.person_id IN (SELECT y.person_id FROM case_party y WHERE y.tenant_id = $1 AND y.case_id = $2)
        ORDER BY 11, 12 DESC NULLS LAST, 13 DESC";
}

/// The frame of the case's letters, and the pack it is worked by: one statement, and one more for a pack of the
/// service's own that was not read before.
pub fn frame<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<(Frame, Option<Arc<Pack>>)>
where
    Case: Decide<A>,
{
    let frame = c.one(FRAME, args![permit.tenant(), permit.id()])?;
    let pack =
        work::packs::known(c, permit.tenant(), &frame.case_type, frame.pack_version, frame.hash.as_deref())?;
    Ok((frame, pack))
}

/// The case's letters, newest first, 200 at most: one statement.
pub fn list<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<LetterLine>>
where
    Case: Decide<A>,
{
    c.all(LIST, args![permit.tenant(), permit.id()])
}

/// A letter of the case; not found when it is another case's: one statement.
pub fn one<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>, letter: LetterId) -> Result<Letter>
where
    Case: Decide<A>,
{
    c.one(ONE, args![permit.tenant(), permit.id(), letter])
}

/// A letter's copy as it was sent: what the bytes are, and the bytes: one statement.
pub fn copy<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Case, A>,
    letter: LetterId,
) -> Result<(String, Vec<u8>)>
where
    Case: Decide<A>,
{
    c.one(COPY, args![permit.tenant(), permit.id(), letter])
}

/// Everybody in the case whom the asker may know of, each once, the subjects first: one statement.
pub fn recipients<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Recipient>>
where
    Case: Decide<A>,
{
    let mut found: Vec<Recipient> = Vec::new();
    for row in c.all(PEOPLE, &permit.scope().args(args![permit.id()]))? {
        let role = row.role.label();
        if let Some(known) = found.iter_mut().find(|r| r.person == row.person_id) {
            known.role = format!("{}, {}", known.role, role.to_lowercase());
            continue;
        }
        found.push(Recipient {
            person: row.person_id,
            name: row.full_name,
            known_as: row.known_as,
            language: row.language,
            needs: row.needs,
            restricted: row.restricted,
            role: role.to_owned(),
        });
    }
    found.sort_by_key(|r| !r.role.contains("Subject"));
    Ok(found)
}

/// Every address and way of everybody in the case, for the guards: one statement.
pub fn reach<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Vec<Reach>>
where
    Case: Decide<A>,
{
    let today = Day::of(permit.scope().now());
    let mut settled: Vec<PersonId> = Vec::new();
    let rows = c.all(REACH, args![permit.tenant(), permit.id(), today])?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kind = match (row.address_kind, row.channel) {
                (Some(kind), _) => {
                    // Somebody lives in one place: the newest that has not ended. Post may go to another.
                    let newest = row.open && kind != AddressKind::Post && !settled.contains(&row.person_id);
                    if newest {
                        settled.push(row.person_id);
                    }
                    let current = newest || (row.open && kind == AddressKind::Post);
                    let (lines, postcode) = (row.value, row.postcode);
                    ReachKind::Address { kind, lines, postcode, withheld: row.withheld, current }
                }
                (None, Some(channel)) => ReachKind::Way {
                    channel,
                    value: row.value,
                    safety: row.safety.unwrap_or(Safety::NotAsked),
                    rule: row.rule,
                    preferred: row.preferred,
                },
                (None, None) => return None,
            };
            Some(Reach { person: row.person_id, kind })
        })
        .collect())
}
