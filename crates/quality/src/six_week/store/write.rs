//! Beginning a review, what a manager finds in a case, and completing it.

use crate::six_week::model::{Coverage, Found, State};
use access::{CaseId, PersonId, UserId};
use cases::model::{ActionKind, NewAction};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Known, Val, Writes},
};
use uuid::Uuid;

kernel::statements! {
    OPEN: (Uuid,) = "SELECT review_id FROM six_week_review
        WHERE tenant_id = $1 AND user_id = $2 AND completed_on IS NULL";
    // Two who begin at once: the second finds the first one's.
    BEGIN: () = "INSERT INTO six_week_review (tenant_id, review_id, user_id, begun_on, begun_at, begun_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    COVER: () = concat!("INSERT INTO six_week_case (tenant_id, review_id, case_id, state, action, to_close, to_move)
        SELECT f.tenant_id, r.review_id, f.case_id, 'waits', '', FALSE, FALSE
        FROM six_week_review r
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.worker_id = r.user_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE r.tenant_id = $1 AND r.review_id = $2 AND f.closed_on IS NULL AND ", live!());
    ABOUT: (PersonId, Option<UserId>) = "SELECT lead_person_id, worker_id FROM case_file
        WHERE tenant_id = $1 AND case_id = $2";
    COVERED: (State, Option<UserId>, Option<String>, Option<Instant>) = "SELECT k.state, k.seen_by, u.name, k.seen_at
        FROM six_week_case k
        LEFT JOIN app_user u ON u.tenant_id = k.tenant_id AND u.user_id = k.seen_by
        WHERE k.tenant_id = $1 AND k.review_id = $2 AND k.case_id = $3";
    // Only what waits, or what the same manager said before; an action that is in the case already stays.
    SEE: () = "UPDATE six_week_case
        SET state = 'seen', on_track = $4, action = CASE WHEN $5 = '' THEN action ELSE $5 END,
            action_id = COALESCE($6, action_id), action_due_on = COALESCE($7, action_due_on), to_close = $8, to_move = $9,
            seen_by = $10, seen_at = $11
        WHERE tenant_id = $1 AND review_id = $2 AND case_id = $3 AND (state = 'waits' OR seen_by = $10)";
    LEAVE: () = "UPDATE six_week_case
        SET state = 'gone'
        WHERE tenant_id = $1 AND review_id = $2 AND state = 'waits'
          AND NOT EXISTS (
              SELECT 1 FROM case_file f
              WHERE f.tenant_id = $1 AND f.case_id = six_week_case.case_id AND f.worker_id = $3
                AND f.closed_on IS NULL)";
    COUNT: (i64, i64, i64) = "SELECT count(*),
            CAST(COALESCE(sum(CASE WHEN state = 'seen' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(sum(CASE WHEN state = 'gone' THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM six_week_case
        WHERE tenant_id = $1 AND review_id = $2";
    COMPLETE: () = "UPDATE six_week_review
        SET completed_on = $3, completed_at = $4, completed_by = $5
        WHERE tenant_id = $1 AND review_id = $2 AND completed_on IS NULL";
}

kernel::bulk! {
    COVERED_THEN = "INSERT INTO six_week_case (
            tenant_id, review_id, case_id, state, action, to_close, to_move) VALUES",
        "($1, $2, ?, 'waits', '', FALSE, FALSE)", "";
}

/// Every SQL text of this store.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// The worker's review that is begun; begins one with the cases they hold where there is none. `fresh` is its id then.
pub fn begun(
    c: &mut dyn Conn,
    tenant: i64,
    worker: UserId,
    fresh: Uuid,
    (by, at): (UserId, Instant),
) -> Result<Uuid> {
    if let Some((review,)) = c.opt(OPEN, args![tenant, worker])? {
        return Ok(review);
    }
    if c.exec(BEGIN, args![tenant, fresh, worker, Day::of(at), at, by])? == 1 {
        c.exec(COVER, args![tenant, fresh])?;
        return Ok(fresh);
    }
    Ok(c.one(OPEN, args![tenant, worker])?.0)
}

/// Records that a review was begun with these cases, which the worker held then. For whoever writes down a past that
/// the program did not see; [`begun`] is for the present.
pub fn record(
    c: &mut dyn Conn,
    tenant: i64,
    (review, worker): (Uuid, UserId),
    cases: &[CaseId],
    (by, at): (UserId, Instant),
) -> Result<()> {
    c.exec(BEGIN, args![tenant, review, worker, Day::of(at), at, by])?;
    let mut writes = Writes::new(vec![Val::I64(tenant), Val::Uuid(review)]);
    for case in cases {
        writes.row(&COVERED_THEN, [(*case).into()]);
    }
    writes.ready().run(c)
}

/// What a manager found in a case, to be kept.
#[derive(Clone, Debug)]
pub struct NewFound {
    /// The review.
    pub review: Uuid,
    /// The worker whose review it is.
    pub worker: UserId,
    /// The case.
    pub case: CaseId,
    /// What they found.
    pub found: Found,
    /// The id of the action in the case, where something is to happen.
    pub action: Uuid,
    /// Who looked.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// Keeps what a manager found in a case; what is to happen becomes an action of the worker's in the case.
/// [`Error::Conflict`] when another looked at it before, [`Error::Invalid`] when the review does not cover it.
pub fn see(c: &mut dyn Conn, tenant: i64, n: &NewFound) -> Result<()> {
    let found = &n.found;
    let action = found.action_due_on.filter(|_| !found.action.is_empty());
    let changed = c.exec(
        SEE,
        args![
            tenant,
            n.review,
            n.case,
            found.on_track,
            &found.action,
            action.map(|_| n.action),
            action,
            found.to_close,
            found.to_move,
            n.by,
            n.at
        ],
    )?;
    if changed == 0 {
        return Err(why_not(c, tenant, n)?);
    }
    let (person, holder) = c.one(ABOUT, args![tenant, n.case])?;
    if let Some(due_on) = action {
        let new = NewAction {
            action_id: n.action,
            person,
            case: Some(n.case),
            kind: ActionKind::Task,
            what: found.action.clone(),
            owner: holder.or(Some(n.worker)),
            owner_name: String::new(),
            due_on,
            due_at: None,
            recorded_at: n.at,
            recorded_by: n.by,
        };
        cases::store::add_action(c, tenant, &new)?;
    }
    cases::plan::store::write::grow(c, tenant, n.case)
}

/// Why a case could not be kept as seen.
fn why_not(c: &mut dyn Conn, tenant: i64, n: &NewFound) -> Result<Error> {
    let covered = c.opt(COVERED, args![tenant, n.review, n.case])?;
    Ok(match covered {
        Some((State::Seen, _, Some(name), Some(at))) => Error::Conflict(format!(
            "{name} looked at this case at {}. What they found is kept; yours was not added.",
            at.time_of_day()
        )),
        Some(_) => Error::Conflict("This case was closed or moved. Open the review again.".to_owned()),
        None => {
            Error::Invalid("This case came after the review was begun. It counts in the next one.".to_owned())
        }
    })
}

/// Completes the worker's review when nothing is left in it: cases that were closed or moved before anybody looked
/// are noted as such first. Gives what it covers: it is complete only when [`Coverage::is_complete`] says so.
pub fn finish(
    c: &mut dyn Conn,
    tenant: i64,
    worker: UserId,
    (by, at): (UserId, Instant),
) -> Result<Coverage> {
    let Some((review,)) = c.opt(OPEN, args![tenant, worker])? else { return Ok(Coverage::default()) };
    c.exec(LEAVE, args![tenant, review, worker])?;
    let (held, seen, gone) = c.one(COUNT, args![tenant, review])?;
    let coverage = Coverage { held, seen, gone };
    if coverage.is_complete() {
        c.exec(COMPLETE, args![tenant, review, Day::of(at), at, by])?;
    }
    Ok(coverage)
}
