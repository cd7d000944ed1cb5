//! SQL of findings: what the nightly look found wrong, since when, and until when.

use access::{CaseId, Scope};
use kernel::{
    Day, Result, args,
    db::{Conn, ConnExt, Known as Listed, Val, Writes},
    row,
};

row! {
    /// Something that was found wrong in a case and is not known to be gone.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Finding {
        /// The case.
        pub case_id: CaseId,
        /// Which check of the pack.
        pub check_id: String,
        /// The day of the look that found it first.
        pub first_on: Day,
        /// The day of the look that found it last.
        pub last_on: Day,
        /// The day of the look that did not find it any more.
        pub gone_on: Option<Day>,
    }
}

kernel::statements! {
    OPEN: Finding = "SELECT g.case_id, g.check_id, g.first_on, g.last_on, g.gone_on
        FROM return_finding g
        WHERE g.tenant_id = $1 AND g.pack_id = $2 AND g.gone_on IS NULL
        ORDER BY g.case_id, g.check_id";
    STILL: () = "UPDATE return_finding
        SET last_on = $3
        WHERE tenant_id = $1 AND pack_id = $2 AND gone_on IS NULL AND last_on < $3";
    READABLE: Finding = concat!("SELECT g.case_id, g.check_id, g.first_on, g.last_on, g.gone_on
        FROM return_finding g
        JOIN case_access c ON c.tenant_id = g.tenant_id AND c.case_id = g.case_id
        LEFT JOIN batch b ON b.tenant_id = c.tenant_id AND b.batch_id = c.batch_id
        WHERE g.tenant_id = $1
          AND g.pack_id = $6
          AND (g.gone_on IS NULL OR g.gone_on >= $7)
          AND (c.batch_id IS NULL OR b.live)
          AND ", access::may_read_case!(), "
        ORDER BY g.first_on DESC, g.case_id, g.check_id
        LIMIT 20000");
}

kernel::bulk! {
    FOUND = "INSERT INTO return_finding (
            tenant_id, pack_id, case_id, check_id, first_on, last_on, gone_on) VALUES",
        "($1, $2, ?, ?, ?, ?, ?)",
        "ON CONFLICT (tenant_id, case_id, check_id, first_on)
            DO UPDATE SET last_on = excluded.last_on, gone_on = excluded.gone_on";
}

/// Every SQL text of this store.
pub(crate) fn statements() -> Vec<Listed> {
    [STATEMENTS, &bulk_statements()].concat()
}

/// What stood at the last look of a pack: one statement.
pub fn open(c: &mut dyn Conn, tenant: i64, pack: &str) -> Result<Vec<Finding>> {
    c.all(OPEN, args![tenant, pack])
}

/// Writes findings as they stand now; one of the same day takes the place of what was written before.
pub fn keep(c: &mut dyn Conn, tenant: i64, pack: &str, findings: &[Finding]) -> Result<()> {
    let mut writes = Writes::new(vec![Val::I64(tenant), pack.into()]);
    for one in findings {
        writes.row(
            &FOUND,
            [
                one.case_id.into(),
                (&one.check_id).into(),
                one.first_on.into(),
                one.last_on.into(),
                one.gone_on.into(),
            ],
        );
    }
    writes.ready().run(c)
}

/// Says of all that is not gone that it was found on a day, too.
pub fn still(c: &mut dyn Conn, tenant: i64, pack: &str, on: Day) -> Result<()> {
    c.exec(STILL, args![tenant, pack, on]).map(drop)
}

/// Findings of cases that the asker may read, newest first, with those gone since a day: one statement.
pub fn readable(c: &mut dyn Conn, scope: &Scope, pack: &str, since: Day) -> Result<Vec<Finding>> {
    let more: [Val; 2] = [pack.into(), since.into()];
    c.all(READABLE, &scope.args(&more))
}
