//! SQL of letters.

pub mod places;
pub mod read;

use super::model::{Edit, LetterId, NewLetter, Sending};
use access::{CaseId, UserId};
use kernel::{
    Error, Instant, Result, args,
    db::{Conn, ConnExt},
};

kernel::statements! {
    ADD: () = "INSERT INTO letter (
            tenant_id, letter_id, case_id, person_id, template, audience, title, body, second_language, second_body,
            large_print, way, state, needs_approval, sent_to, made_at, made_by, changed_at, changed_by, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', FALSE, $9, 'draft', $10, '', $11, $12, $11, $12, 1)";
    EDIT: () = "UPDATE letter
        SET title = $5, body = $6, second_language = $7, second_body = $8, large_print = $9,
            way = COALESCE($10, way), changed_at = $11, changed_by = $12, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND letter_id = $3 AND version = $4 AND state = 'draft'";
    ASK: () = "UPDATE letter
        SET state = 'waiting', version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND letter_id = $3 AND state = 'draft'";
    APPROVE: () = "UPDATE letter
        SET state = 'approved', approved_at = $4, approved_by = $5, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND letter_id = $3 AND state = 'waiting'
          AND changed_by <> $5 AND made_by <> $5";
    REOPEN: () = "UPDATE letter
        SET state = 'draft', approved_at = NULL, approved_by = NULL, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND letter_id = $3 AND state IN ('waiting', 'approved', 'dropped')";
    DROP: () = "UPDATE letter
        SET state = 'dropped', version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND letter_id = $3 AND state IN ('draft', 'waiting', 'approved')";
    SENT: () = "UPDATE letter
        SET state = 'sent', sent_at = $5, sent_by = $6, sent_to = $7, version = version + 1
        WHERE tenant_id = $1 AND case_id = $2 AND letter_id = $3 AND version = $4
          AND state IN ('draft', 'approved')";
    KEEP: () = "INSERT INTO letter_copy (tenant_id, letter_id, media, content, hash) VALUES ($1, $2, $3, $4, $5)";
}

/// Every SQL text of letters.
pub fn statements() -> Vec<kernel::db::Known> {
    [STATEMENTS, read::STATEMENTS, places::STATEMENTS].concat()
}

/// Begins a letter.
pub fn add(c: &mut dyn Conn, tenant: i64, n: &NewLetter) -> Result<()> {
    c.exec(
        ADD,
        args![
            tenant,
            n.letter_id,
            n.case,
            n.person,
            &n.template,
            n.audience,
            &n.title,
            &n.body,
            n.way,
            n.needs_approval,
            n.made_at,
            n.made_by
        ],
    )
    .map(drop)
}

/// Changes a draft that is still as it was read; tells whether it was.
pub fn edit(
    c: &mut dyn Conn,
    tenant: i64,
    (case, letter, version): (CaseId, LetterId, i64),
    to: &Edit,
    (at, by): (Instant, UserId),
) -> Result<bool> {
    let changed = c.exec(
        EDIT,
        args![
            tenant,
            case,
            letter,
            version,
            &to.title,
            &to.body,
            &to.second_language,
            &to.second_body,
            to.large_print,
            to.way,
            at,
            by
        ],
    )?;
    Ok(changed == 1)
}

/// Asks for approval of a draft.
pub fn ask(c: &mut dyn Conn, tenant: i64, case: CaseId, letter: LetterId) -> Result<()> {
    moved(c.exec(ASK, args![tenant, case, letter])?, "It is no draft any more. Open the letter again.")
}

/// Approves a letter: by somebody who has not written in it.
pub fn approve(
    c: &mut dyn Conn,
    tenant: i64,
    (case, letter): (CaseId, LetterId),
    (at, by): (Instant, UserId),
) -> Result<()> {
    moved(
        c.exec(APPROVE, args![tenant, case, letter, at, by])?,
        "It does not wait for approval any more, or you wrote in it yourself. Open the letter again.",
    )
}

/// Makes a letter a draft again; its approval lapses.
pub fn reopen(c: &mut dyn Conn, tenant: i64, case: CaseId, letter: LetterId) -> Result<()> {
    moved(c.exec(REOPEN, args![tenant, case, letter])?, "It was sent, or is a draft already. Open it again.")
}

/// Puts a letter away unsent. It stays in the list.
pub fn drop_letter(c: &mut dyn Conn, tenant: i64, case: CaseId, letter: LetterId) -> Result<()> {
    moved(c.exec(DROP, args![tenant, case, letter])?, "It was sent or dropped before. Open the letter again.")
}

/// Marks a letter sent, as long as it is as it was read, and keeps the copy.
pub fn send(c: &mut dyn Conn, tenant: i64, case: CaseId, version: i64, s: &Sending) -> Result<()> {
    let changed = c.exec(SENT, args![tenant, case, s.letter, version, s.at, s.by, &s.sent_to])?;
    moved(changed, "It was changed or sent while you looked at it. Open the letter again.")?;
    c.exec(KEEP, args![tenant, s.letter, s.copy.media, s.copy.content.clone(), s.copy.hash.clone()]).map(drop)
}

fn moved(changed: u64, words: &str) -> Result<()> {
    if changed == 0 { Err(Error::Conflict(words.to_owned())) } else { Ok(()) }
}
