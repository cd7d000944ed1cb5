//! SQL of facts.

use super::{
    fact_id,
    model::{Absent, Known, NewEntry, Value},
};
use access::{CaseId, PersonId};
use kernel::{
    Day, Error, Instant, Result, args,
    db::{Conn, ConnExt, Known as Listed, Val, Writes},
    row,
};
use uuid::Uuid;

row! {
    struct FactRow {
        entry_id: Uuid,
        case_id: CaseId,
        form: String,
        field: String,
        text_value: Option<String>,
        day_value: Option<Day>,
        hundredths: Option<i64>,
        code_value: Option<String>,
        absent: String,
        occurred_on: Day,
        recorded_at: Instant,
        superseded_at: Option<Instant>,
        worker: Option<String>,
    }
}

row! {
    /// The sum of an amount over all entries of a form that repeats.
    #[derive(Clone, Debug)]
    pub struct Total {
        /// The form.
        pub form: String,
        /// The field.
        pub field: String,
        /// How many entries have it.
        pub entries: i64,
        /// The sum, in hundredths.
        pub hundredths: i64,
    }
}

kernel::statements! {
    ADD_ENTRY: () = "INSERT INTO fact_entry (
            tenant_id, entry_id, case_id, person_id, form, occurred_on, recorded_at, recorded_by, withdrawn_why)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')";
    SUPERSEDE_OF_CASE: () = "UPDATE case_fact
        SET superseded_at = $4
        WHERE tenant_id = $1 AND case_id = $2 AND entry_id <> $3
          AND superseded_at IS NULL AND repeats = FALSE AND of_person = FALSE
          AND field IN (
              SELECT n.field FROM case_fact n
              WHERE n.tenant_id = $1 AND n.entry_id = $3 AND n.of_person = FALSE)";
    SUPERSEDE_OF_PERSON: () = "UPDATE case_fact
        SET superseded_at = $4
        WHERE tenant_id = $1 AND person_id = $2 AND of_person AND entry_id <> $3
          AND superseded_at IS NULL AND repeats = FALSE
          AND field IN (
              SELECT n.field FROM case_fact n
              WHERE n.tenant_id = $1 AND n.entry_id = $3 AND n.of_person)";
    // A day, and whatever was said to be so on the same day or later, was wrong; what was so before has been so.
    CORRECT: () = "UPDATE case_event
        SET withdrawn_at = $3
        WHERE tenant_id = $1 AND case_id = $2 AND withdrawn_at IS NULL
          AND source_id IN (
              SELECT o.fact_id FROM case_fact o
              WHERE o.tenant_id = $1 AND o.case_id = $2 AND o.superseded_at = $3
                AND (o.day_value IS NOT NULL OR o.occurred_on >= $4))";
    WITHDRAW: () = "UPDATE fact_entry
        SET withdrawn_at = $4, withdrawn_why = $5
        WHERE tenant_id = $1 AND case_id = $2 AND entry_id = $3 AND withdrawn_at IS NULL";
    WITHDRAW_FACTS: () = "UPDATE case_fact
        SET superseded_at = $4
        WHERE tenant_id = $1 AND case_id = $2 AND entry_id = $3 AND superseded_at IS NULL";
    WITHDRAW_EVENTS: () = "UPDATE case_event
        SET withdrawn_at = $4
        WHERE tenant_id = $1 AND case_id = $2 AND withdrawn_at IS NULL
          AND source_id IN (
              SELECT o.fact_id FROM case_fact o
              WHERE o.tenant_id = $1 AND o.case_id = $2 AND o.entry_id = $3)";
    // Facts of the case, and of the person wherever they were recorded; with what has been superseded since $4.
    FACTS: FactRow = "SELECT x.entry_id, x.case_id, e.form, x.field, x.text_value, x.day_value, x.hundredths,
            x.code_value, x.absent, x.occurred_on, x.recorded_at, x.superseded_at, u.name
        FROM case_fact x
        JOIN fact_entry e ON e.tenant_id = x.tenant_id AND e.entry_id = x.entry_id
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE x.tenant_id = $1 AND x.case_id = $2 AND x.repeats = FALSE
          AND (x.superseded_at IS NULL OR x.superseded_at > $4)
        UNION ALL
        SELECT x.entry_id, x.case_id, e.form, x.field, x.text_value, x.day_value, x.hundredths,
            x.code_value, x.absent, x.occurred_on, x.recorded_at, x.superseded_at, u.name
        FROM case_fact x
        JOIN fact_entry e ON e.tenant_id = x.tenant_id AND e.entry_id = x.entry_id
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE x.tenant_id = $1 AND x.person_id = $3 AND x.of_person AND x.case_id <> $2 AND x.repeats = FALSE
          AND (x.superseded_at IS NULL OR x.superseded_at > $4)
        ORDER BY 11, 4, 8";
    ENTRIES: FactRow = "SELECT x.entry_id, x.case_id, e.form, x.field, x.text_value, x.day_value, x.hundredths,
            x.code_value, x.absent, x.occurred_on, x.recorded_at, x.superseded_at, u.name
        FROM (
            SELECT n.tenant_id, n.entry_id, n.form, n.recorded_by, n.occurred_on
            FROM fact_entry n
            WHERE n.tenant_id = $1 AND n.case_id = $2 AND n.form = $3 AND n.withdrawn_at IS NULL
            ORDER BY n.occurred_on DESC, n.entry_id DESC
            LIMIT $4
        ) e
        JOIN case_fact x ON x.tenant_id = e.tenant_id AND x.entry_id = e.entry_id
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE x.superseded_at IS NULL
        ORDER BY e.occurred_on DESC, e.entry_id DESC, x.field, x.nth";
    TOLD: FactRow = "SELECT x.entry_id, x.case_id, e.form, x.field, x.text_value, x.day_value, x.hundredths,
            x.code_value, x.absent, e.occurred_on, e.recorded_at, x.superseded_at, u.name
        FROM fact_entry e
        JOIN case_fact x ON x.tenant_id = e.tenant_id AND x.entry_id = e.entry_id
        LEFT JOIN app_user u ON u.tenant_id = e.tenant_id AND u.user_id = e.recorded_by
        WHERE e.tenant_id = $1 AND e.case_id = $2 AND e.withdrawn_at IS NULL
        ORDER BY e.occurred_on, e.recorded_at, e.entry_id, x.field, x.nth
        LIMIT 8000";
    ROLES: (String,) = "SELECT DISTINCT role
        FROM case_party
        WHERE tenant_id = $1 AND case_id = $2
        ORDER BY role
        LIMIT 100";
    TOTALS: Total = "SELECT e.form, x.field, CAST(count(*) AS BIGINT), CAST(sum(x.hundredths) AS BIGINT)
        FROM case_fact x
        JOIN fact_entry e ON e.tenant_id = x.tenant_id AND e.entry_id = x.entry_id
        WHERE x.tenant_id = $1 AND x.case_id = $2 AND x.repeats AND x.superseded_at IS NULL
          AND x.hundredths IS NOT NULL
        GROUP BY e.form, x.field
        ORDER BY e.form, x.field";
}

kernel::bulk! {
    FACT = "INSERT INTO case_fact (
            tenant_id, fact_id, entry_id, case_id, person_id, of_person, field, text_value, day_value, hundredths,
            code_value, absent, occurred_on, recorded_at, nth, repeats) VALUES",
        "($1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "";
}

/// Every SQL text of this store.
pub(crate) fn statements() -> Vec<Listed> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// Writes an entry with its facts. Use [`super::save`], which supersedes and settles too.
pub(super) fn add(c: &mut dyn Conn, tenant: i64, n: &NewEntry) -> Result<()> {
    c.exec(
        ADD_ENTRY,
        args![tenant, n.entry_id, n.case, n.person, &n.form, n.occurred_on, n.recorded_at, n.recorded_by],
    )?;
    let mut writes = Writes::new(vec![Val::I64(tenant)]);
    for answer in &n.answers {
        let codes: Vec<Option<&String>> = match &answer.value {
            Value::Codes(codes) => codes.iter().map(Some).collect(),
            _ => vec![None],
        };
        for (nth, code) in codes.into_iter().enumerate() {
            let (text, day, hundredths, absent) = match &answer.value {
                Value::Text(text) => (Some(text), None, None, ""),
                Value::Day(day) => (None, Some(*day), None, ""),
                Value::Hundredths(n) => (None, None, Some(*n), ""),
                Value::Absent(why) => (None, None, None, why.code()),
                Value::Nothing | Value::Codes(_) => (None, None, None, ""),
            };
            writes.row(
                &FACT,
                [
                    fact_id(n.entry_id, &answer.field, nth).into(),
                    n.entry_id.into(),
                    n.case.into(),
                    n.person.into(),
                    answer.of_person.into(),
                    (&answer.field).into(),
                    text.into(),
                    day.into(),
                    hundredths.into(),
                    code.into(),
                    absent.into(),
                    n.occurred_on.into(),
                    n.recorded_at.into(),
                    i64::try_from(nth).unwrap_or(i64::MAX).into(),
                    n.repeats.into(),
                ],
            );
        }
    }
    writes.ready().run(c)
}

/// Marks what the facts of an entry take the place of, and takes back the events of what was wrong.
pub(super) fn supersede(c: &mut dyn Conn, tenant: i64, n: &NewEntry) -> Result<()> {
    c.exec(SUPERSEDE_OF_CASE, args![tenant, n.case, n.entry_id, n.recorded_at])?;
    if n.answers.iter().any(|answer| answer.of_person) {
        c.exec(SUPERSEDE_OF_PERSON, args![tenant, n.person, n.entry_id, n.recorded_at])?;
    }
    c.exec(CORRECT, args![tenant, n.case, n.recorded_at, n.occurred_on]).map(drop)
}

/// Takes an entry back. Use [`super::withdraw`], which settles the case too.
pub(super) fn withdraw(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    entry: Uuid,
    why: &str,
    now: Instant,
) -> Result<()> {
    if c.exec(WITHDRAW, args![tenant, case, entry, now, why])? == 0 {
        return Err(Error::Conflict("Somebody took this entry back before you.".to_owned()));
    }
    c.exec(WITHDRAW_FACTS, args![tenant, case, entry, now])?;
    c.exec(WITHDRAW_EVENTS, args![tenant, case, entry, now]).map(drop)
}

/// A moment that does not come: 1 January 9000.
const NEVER: Instant = Instant::from_micros(221_845_392_000_000_000);

/// The facts of a case and of the person it is about, with those that were superseded after `seen`; without those of
/// forms that repeat. One statement. Call it inside a view or change of the case.
pub fn known(
    c: &mut dyn Conn,
    tenant: i64,
    case: CaseId,
    person: PersonId,
    seen: Instant,
) -> Result<Vec<Known>> {
    Ok(together(c.all(FACTS, args![tenant, case, person, seen])?))
}

/// The facts that hold now; see [`known`].
pub fn current(c: &mut dyn Conn, tenant: i64, case: CaseId, person: PersonId) -> Result<Vec<Known>> {
    known(c, tenant, case, person, NEVER)
}

/// All that was asked and answered in a case, oldest first, also what another answer took the place of; facts of one
/// entry stand together. What was taken back as a mistake is left out. One statement.
pub fn told(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<Known>> {
    Ok(together(c.all(TOLD, args![tenant, case])?))
}

/// The latest entries of a form that repeats, newest first; facts of one entry stand together. One statement.
pub fn entries(c: &mut dyn Conn, tenant: i64, case: CaseId, form: &str, most: i64) -> Result<Vec<Known>> {
    Ok(together(c.all(ENTRIES, args![tenant, case, form, most])?))
}

/// Sums of the amounts in all forms of a case that repeat: one statement.
pub fn totals(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<Total>> {
    c.all(TOTALS, args![tenant, case])
}

/// The parts that somebody has in a case, whoever may know them: one statement, and it names nobody.
pub fn roles(c: &mut dyn Conn, tenant: i64, case: CaseId) -> Result<Vec<String>> {
    Ok(c.all(ROLES, args![tenant, case])?.into_iter().map(|(role,)| role).collect())
}

/// A fact with several codes is several rows.
fn together(rows: Vec<FactRow>) -> Vec<Known> {
    let mut found: Vec<Known> = Vec::new();
    for row in rows {
        let same =
            found.iter_mut().rev().take(40).find(|k| k.entry_id == row.entry_id && k.field == row.field);
        if let (Some(Known { value: Value::Codes(codes), .. }), Some(code)) = (same, &row.code_value) {
            codes.push(code.clone());
            codes.sort_unstable();
            continue;
        }
        let value = match row {
            FactRow { text_value: Some(ref text), .. } => Value::Text(text.clone()),
            FactRow { day_value: Some(day), .. } => Value::Day(day),
            FactRow { hundredths: Some(n), .. } => Value::Hundredths(n),
            FactRow { code_value: Some(ref code), .. } => Value::Codes(vec![code.clone()]),
            _ => Absent::parse(&row.absent).map_or(Value::Nothing, Value::Absent),
        };
        found.push(Known {
            field: row.field,
            value,
            entry_id: row.entry_id,
            case: row.case_id,
            form: row.form,
            occurred_on: row.occurred_on,
            recorded_at: row.recorded_at,
            by: row.worker.unwrap_or_else(|| "somebody who has left".to_owned()),
            superseded_at: row.superseded_at,
        });
    }
    found
}
