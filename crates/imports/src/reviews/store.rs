//! SQL of what past reviews name: areas, and cases by their reference.

use access::CaseId;
use kernel::{
    Result, args,
    db::{Conn, ConnExt, Known, Sql, Val},
};
use std::sync::LazyLock;
use uuid::Uuid;

/// References looked up at once.
pub const LOOKED_UP: usize = 200;

kernel::statements! {
    AREAS: (Uuid, String) = "SELECT area_id, name FROM area WHERE tenant_id = $1 ORDER BY name, area_id LIMIT 10000";
}

/// The text that looks up [`LOOKED_UP`] references at once.
fn cases_sql() -> Sql<(String, CaseId, String)> {
    static TEXT: LazyLock<&'static str> = LazyLock::new(|| {
        let slots: Vec<String> = (2..LOOKED_UP + 2).map(|n| format!("${n}")).collect();
        let text = format!(
            "SELECT reference, case_id, case_type FROM case_file WHERE tenant_id = $1 AND reference IN ({}) \
             ORDER BY reference LIMIT {LOOKED_UP}",
            slots.join(", ")
        );
        Box::leak(text.into_boxed_str())
    });
    Sql::new(*TEXT)
}

/// Every SQL text of past reviews.
pub fn statements() -> Vec<Known> {
    [STATEMENTS.to_vec(), vec![Known::of("imports::reviews::store::CASES", cases_sql())]].concat()
}

/// Every area: id and name.
pub fn areas(c: &mut dyn Conn, tenant: i64) -> Result<Vec<(Uuid, String)>> {
    c.all(AREAS, args![tenant])
}

/// The cases of these references (at most [`LOOKED_UP`]): reference, id and kind.
pub fn cases(c: &mut dyn Conn, tenant: i64, references: &[String]) -> Result<Vec<(String, CaseId, String)>> {
    let Some(last) = references.last() else { return Ok(Vec::new()) };
    let mut args = vec![Val::I64(tenant)];
    args.extend((0..LOOKED_UP).map(|n| Val::from(references.get(n).unwrap_or(last))));
    c.all(cases_sql(), &args)
}
