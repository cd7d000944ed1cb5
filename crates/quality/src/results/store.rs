//! SQL of what reviews count as, and of the sums that are kept with it.

pub mod list;
pub mod past;
pub mod read;

use super::{
    count::Delta,
    model::{Answers, Counted, LeftOut},
};
use access::NOBODY;
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt, Known, Writes},
    row,
};
use uuid::Uuid;

row! {
    /// A review as it stands, with what decides where it counts.
    struct Now {
        month: String,
        shared_at: Option<Instant>,
        team_id: Uuid,
        area_id: Option<Uuid>,
        worker_id: Uuid,
        case_type: String,
        form_id: String,
        form_version: i64,
        case_id: Uuid,
        reference: String,
        score: Option<i64>,
        applicable: Option<i64>,
        critical: Option<i64>,
        directed: bool,
        replaced: bool,
        reviewer_id: Option<Uuid>,
    }
}

impl Now {
    /// What it counts as; `None` before it was shared.
    fn counted(self, review_id: Uuid) -> Option<Counted> {
        let left_out = LeftOut::of(self.directed, self.replaced, self.score, self.applicable.unwrap_or(0));
        Some(Counted {
            counted_on: Day::of(self.shared_at?),
            review_id,
            batch_id: NOBODY,
            month: self.month,
            team_id: self.team_id,
            area_id: self.area_id.unwrap_or(NOBODY),
            worker_id: self.worker_id,
            case_type: self.case_type,
            form_id: self.form_id,
            form_version: self.form_version,
            case_id: Some(self.case_id),
            reference: self.reference,
            score: self.score,
            critical: self.critical.unwrap_or(0),
            left_out,
            reviewer_id: self.reviewer_id,
        })
    }
}

kernel::statements! {
    NOW: Now = "SELECT r.month, r.shared_at, r.team_id, t.area_id, r.worker_id, f.case_type, r.form_id, r.form_version,
            r.case_id, f.reference, r.score, r.applicable, r.critical, r.directed,
            CASE WHEN r.state = 'replaced' THEN TRUE ELSE FALSE END, r.reviewer_id
        FROM case_review r
        JOIN case_file f ON f.tenant_id = r.tenant_id AND f.case_id = r.case_id
        LEFT JOIN team t ON t.tenant_id = r.tenant_id AND t.team_id = r.team_id
        WHERE r.tenant_id = $1 AND r.review_id = $2";
    NOW_ANSWERS: (String, String, bool) = "SELECT criterion, value,
            CASE WHEN proposed <> '' AND proposed <> value THEN TRUE ELSE FALSE END
        FROM review_answer
        WHERE tenant_id = $1 AND review_id = $2
        ORDER BY criterion
        LIMIT 500";
    BEFORE: Counted = "SELECT review_id, batch_id, month, counted_on, team_id, area_id, worker_id, case_type, form_id,
            form_version, case_id, reference, score, critical, left_out, reviewer_id
        FROM review_counted
        WHERE tenant_id = $1 AND review_id = $2";
    BEFORE_ANSWERS: (String, String, bool) = "SELECT criterion, value, overruled
        FROM criterion_counted
        WHERE tenant_id = $1 AND review_id = $2
        ORDER BY criterion
        LIMIT 500";
    FORGET_ANSWERS: () = "DELETE FROM criterion_counted WHERE tenant_id = $1 AND review_id = $2";
    FORGET: () = "DELETE FROM review_counted WHERE tenant_id = $1 AND review_id = $2";
    SWEEP_SUMS: () = "DELETE FROM review_sum
        WHERE tenant_id = $1 AND month = $2 AND team_id = $3 AND worker_id = $4 AND batch_id = $5 AND reviews = 0";
    SWEEP_TALLIES: () = "DELETE FROM criterion_sum
        WHERE tenant_id = $1 AND form_id = $2 AND month = $3 AND team_id = $4 AND batch_id = $5
          AND met + partly + not_met + na = 0";
    CLEAR_SUMS: () = "DELETE FROM review_sum WHERE tenant_id = $1 AND month = $2";
    CLEAR_TALLIES: () = "DELETE FROM criterion_sum
        WHERE tenant_id = $1 AND month = $2
          AND form_id IN (SELECT form_id FROM review_counted WHERE tenant_id = $1 AND month = $2)";
    ADD_UP: () = "INSERT INTO review_sum (tenant_id, month, team_id, worker_id, area_id, case_type, form_id, batch_id,
            reviews, total, squares, critical)
        SELECT r.tenant_id, r.month, r.team_id, r.worker_id, r.area_id, r.case_type, r.form_id, r.batch_id,
            count(*), CAST(sum(r.score) AS BIGINT), CAST(sum(r.score * r.score) AS BIGINT),
            CAST(sum(CASE WHEN r.critical > 0 THEN 1 ELSE 0 END) AS BIGINT)
        FROM review_counted r
        WHERE r.tenant_id = $1 AND r.month = $2 AND r.left_out = ''
        GROUP BY r.tenant_id, r.month, r.team_id, r.worker_id, r.area_id, r.case_type, r.form_id, r.batch_id";
    ADD_UP_ANSWERS: () = "INSERT INTO criterion_sum (tenant_id, form_id, month, team_id, form_version, criterion, batch_id,
            met, partly, not_met, na, overruled)
        SELECT r.tenant_id, r.form_id, r.month, r.team_id, r.form_version, a.criterion, r.batch_id,
            CAST(sum(CASE WHEN a.value = 'met' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN a.value = 'partly' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN a.value = 'not_met' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN a.value = 'na' THEN 1 ELSE 0 END) AS BIGINT),
            CAST(sum(CASE WHEN a.overruled THEN 1 ELSE 0 END) AS BIGINT)
        FROM review_counted r
        JOIN criterion_counted a ON a.tenant_id = r.tenant_id AND a.review_id = r.review_id
        WHERE r.tenant_id = $1 AND r.month = $2 AND r.left_out = ''
        GROUP BY r.tenant_id, r.form_id, r.month, r.team_id, r.form_version, a.criterion, r.batch_id";
}

kernel::bulk! {
    COUNTED = "INSERT INTO review_counted (
            tenant_id, review_id, batch_id, month, counted_on, team_id, area_id, worker_id, case_type, form_id,
            form_version, case_id, reference, score, critical, left_out, reviewer_id) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "";
    ANSWER = "INSERT INTO criterion_counted (tenant_id, review_id, criterion, value, overruled) VALUES",
        "($1, ?, ?, ?, ?)", "";
    SUM = "INSERT INTO review_sum (
            tenant_id, month, team_id, worker_id, area_id, case_type, form_id, batch_id, reviews, total, squares,
            critical) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ON CONFLICT (tenant_id, month, team_id, worker_id, area_id, case_type, form_id, batch_id) DO UPDATE SET
            reviews = review_sum.reviews + excluded.reviews, total = review_sum.total + excluded.total,
            squares = review_sum.squares + excluded.squares, critical = review_sum.critical + excluded.critical";
    TALLY = "INSERT INTO criterion_sum (
            tenant_id, form_id, month, team_id, form_version, criterion, batch_id, met, partly, not_met, na,
            overruled) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ON CONFLICT (tenant_id, form_id, month, team_id, form_version, criterion, batch_id) DO UPDATE SET
            met = criterion_sum.met + excluded.met, partly = criterion_sum.partly + excluded.partly,
            not_met = criterion_sum.not_met + excluded.not_met, na = criterion_sum.na + excluded.na,
            overruled = criterion_sum.overruled + excluded.overruled";
}

/// Every SQL text of results.
pub fn statements() -> Vec<Known> {
    [STATEMENTS, &bulk_statements(), &past::statements(), read::STATEMENTS, list::STATEMENTS].concat()
}

/// Counts a review anew, in the transaction of whatever changed it: takes out of the kept sums what it counted as
/// before, and puts in what it counts as now. Call it after the change, whenever the state, the score (with its
/// weight and critical criteria) or the answers of a review that was shared change. A review that was not shared yet
/// counts as nothing; calling it then, or twice, does no harm. What is read is `case_review` with its final score,
/// and `review_answer` with the final answers. Four statements to read; none written where nothing changed.
pub fn recount(c: &mut dyn Conn, tenant: i64, review_id: Uuid) -> Result<()> {
    let key = args![tenant, review_id];
    let before = c.opt(BEFORE, key)?.map(|counted| Ok((counted, answers(c, BEFORE_ANSWERS, key)?)));
    let before: Option<(Counted, Answers)> = before.transpose()?;
    let now = c.opt(NOW, key)?.and_then(|now| now.counted(review_id));
    let now = now.map(|counted| Ok((counted, answers(c, NOW_ANSWERS, key)?)));
    let now: Option<(Counted, Answers)> = now.transpose()?;
    if before == now {
        return Ok(());
    }
    let mut delta = Delta::default();
    if let Some((counted, answers)) = &before {
        delta.take(counted, answers);
        c.exec(FORGET_ANSWERS, key)?;
        c.exec(FORGET, key)?;
    }
    let mut writes = Writes::new(vec![tenant.into()]);
    if let Some((counted, answers)) = &now {
        delta.put(counted, answers);
        write_counted(&mut writes, counted, answers);
    }
    add(&mut writes, delta);
    writes.ready().run(c)?;
    match before {
        Some((counted, _)) => sweep(c, tenant, &counted),
        None => Ok(()),
    }
}

/// Adds up all reviews of a month anew, from what each counts as: four statements. The sums are the same as those
/// that are kept by [`recount`]; a test holds that.
pub fn add_up(c: &mut dyn Conn, tenant: i64, month: &str) -> Result<()> {
    let key = args![tenant, month];
    for statement in [CLEAR_SUMS, CLEAR_TALLIES, ADD_UP, ADD_UP_ANSWERS] {
        c.exec(statement, key)?;
    }
    Ok(())
}

fn answers(
    c: &mut dyn Conn,
    sql: kernel::db::Sql<(String, String, bool)>,
    key: &[kernel::db::Val],
) -> Result<Answers> {
    Ok(c.all(sql, key)?
        .into_iter()
        .map(|(criterion, value, overruled)| (criterion, (value, overruled)))
        .collect())
}

/// The rows of what a review counts as.
fn write_counted(writes: &mut Writes, counted: &Counted, answers: &Answers) {
    let row = counted.clone();
    writes.row(
        &COUNTED,
        [
            row.review_id.into(),
            row.batch_id.into(),
            row.month.into(),
            row.counted_on.into(),
            row.team_id.into(),
            row.area_id.into(),
            row.worker_id.into(),
            row.case_type.into(),
            row.form_id.into(),
            row.form_version.into(),
            row.case_id.into(),
            row.reference.into(),
            row.score.into(),
            row.critical.into(),
            row.left_out.into(),
            row.reviewer_id.into(),
        ],
    );
    for (criterion, (value, overruled)) in answers {
        let row = [counted.review_id.into(), criterion.into(), value.into(), (*overruled).into()];
        writes.row(&ANSWER, row);
    }
}

/// The rows that are added to sums.
fn add(writes: &mut Writes, delta: Delta) {
    let delta = delta.trimmed();
    for (key, sum) in delta.sums {
        let row = [
            key.month.into(),
            key.team_id.into(),
            key.worker_id.into(),
            key.area_id.into(),
            key.case_type.into(),
            key.form_id.into(),
            key.batch_id.into(),
            sum.reviews.into(),
            sum.total.into(),
            sum.squares.into(),
            sum.critical.into(),
        ];
        writes.row(&SUM, row);
    }
    for (key, tally) in delta.tallies {
        let row = [
            key.form_id.into(),
            key.month.into(),
            key.team_id.into(),
            key.form_version.into(),
            key.criterion.into(),
            key.batch_id.into(),
            tally.met.into(),
            tally.partly.into(),
            tally.not_met.into(),
            tally.na.into(),
            tally.overruled.into(),
        ];
        writes.row(&TALLY, row);
    }
}

/// Takes away sums of nothing where a review was taken out.
fn sweep(c: &mut dyn Conn, tenant: i64, of: &Counted) -> Result<()> {
    c.exec(SWEEP_SUMS, args![tenant, &of.month, of.team_id, of.worker_id, of.batch_id])?;
    c.exec(SWEEP_TALLIES, args![tenant, &of.form_id, &of.month, of.team_id, of.batch_id])?;
    Ok(())
}
