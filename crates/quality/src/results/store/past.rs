//! SQL of past reviews that come in from a spreadsheet.

use super::{add, write_counted};
use crate::results::{
    count::Delta,
    import::{Named, PastCriterion, PastReview},
    model::Answers,
};
use kernel::{
    Result, args,
    db::{Conn, ConnExt, Known, Writes},
};
use uuid::Uuid;

kernel::statements! {
    DROP_ANSWERS: () = "DELETE FROM criterion_counted WHERE tenant_id = $1 AND review_id IN (
            SELECT r.review_id FROM review_counted r
            WHERE r.tenant_id = $1 AND r.batch_id = $2
            ORDER BY r.review_id
            LIMIT $3)";
    DROP: () = "DELETE FROM review_counted WHERE tenant_id = $1 AND review_id IN (
            SELECT r.review_id FROM review_counted r
            WHERE r.tenant_id = $1 AND r.batch_id = $2
            ORDER BY r.review_id
            LIMIT $3)";
    DROP_SUMS: () = "DELETE FROM review_sum WHERE tenant_id = $1 AND batch_id = $2";
    DROP_TALLIES: () = "DELETE FROM criterion_sum WHERE tenant_id = $1 AND batch_id = $2";
    DROP_NAMES: () = "DELETE FROM past_name WHERE tenant_id = $1 AND batch_id = $2";
    DROP_CRITERIA: () = "DELETE FROM past_criterion WHERE tenant_id = $1 AND batch_id = $2";
}

kernel::bulk! {
    NAME = "INSERT INTO past_name (tenant_id, batch_id, name_id, kind, name) VALUES",
        "($1, $2, ?, ?, ?)", "ON CONFLICT (tenant_id, name_id, batch_id) DO NOTHING";
    CRITERION = "INSERT INTO past_criterion (tenant_id, batch_id, form_id, criterion, place, words) VALUES",
        "($1, $2, ?, ?, ?, ?)", "ON CONFLICT (tenant_id, form_id, criterion, batch_id) DO NOTHING";
}

/// Every SQL text of past reviews.
pub(super) fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// Writes a part of an import: the reviews, the names they bring, and what they add to the sums.
pub(in crate::results) fn put(c: &mut dyn Conn, tenant: i64, batch: Uuid, part: &[PastReview]) -> Result<()> {
    let mut writes = Writes::new(vec![tenant.into(), batch.into()]);
    let mut delta = Delta::default();
    for review in part {
        for named in [&review.officer, &review.team, &review.area] {
            if let Named::Past { kind, name } = named {
                writes.row(&NAME, [named.id().into(), kind.code().into(), name.into()]);
            }
        }
        let counted = review.counted(batch);
        let answers: Answers = review
            .answers
            .iter()
            .map(|(criterion, answer)| (criterion.clone(), (answer.codes().0.to_owned(), false)))
            .collect();
        delta.put(&counted, &answers);
        write_counted(&mut writes, &counted, &answers);
    }
    add(&mut writes, delta);
    writes.ready().run(c)
}

/// Writes the criteria of a spreadsheet that was filled by no form of ours.
pub(in crate::results) fn put_criteria(
    c: &mut dyn Conn,
    tenant: i64,
    batch: Uuid,
    form: &str,
    criteria: &[PastCriterion],
) -> Result<()> {
    let mut writes = Writes::new(vec![tenant.into(), batch.into()]);
    for (place, criterion) in (1_i64..).zip(criteria) {
        let row = [form.into(), (&criterion.id).into(), place.into(), (&criterion.words).into()];
        writes.row(&CRITERION, row);
    }
    writes.ready().run(c)
}

/// Takes back at most so many reviews of an import; gives how many. What else the import brought goes with the last.
pub(in crate::results) fn drop_some(c: &mut dyn Conn, tenant: i64, batch: Uuid, most: i64) -> Result<u64> {
    let some = args![tenant, batch, most];
    c.exec(DROP_ANSWERS, some)?;
    let gone = c.exec(DROP, some)?;
    if gone < u64::try_from(most).unwrap_or(0) {
        for statement in [DROP_SUMS, DROP_TALLIES, DROP_NAMES, DROP_CRITERIA] {
            c.exec(statement, args![tenant, batch])?;
        }
    }
    Ok(gone)
}
