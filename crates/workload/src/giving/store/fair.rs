//! What is kept of choices, for a month.

use crate::giving::fair::Given;
use access::{CaseId, Scope};
use cases::allocation::store::choices::ChoiceKind;
use kernel::{
    Day, Instant, Result, args,
    db::{Conn, ConnExt},
    row,
};

row! {
    /// A choice of another than the first.
    #[derive(Clone, Debug)]
    pub struct Override {
        /// The case.
        pub case_id: CaseId,
        /// The reference people quote.
        pub reference: String,
        /// How it changed hands.
        pub kind: ChoiceKind,
        /// Where the chosen one stood, from 1; 0 for somebody who had no room.
        pub place: i64,
        /// How many could take it.
        pub offered: i64,
        /// Why them.
        pub reason: String,
        /// When.
        pub chosen_at: Instant,
    }
}

kernel::statements! {
    GIVEN: Given = "SELECT k.chosen_id, k.kind, k.place, k.offered, k.points
        FROM giving_choice k
        WHERE k.tenant_id = $1 AND k.chosen_at >= $2 AND k.chosen_at < $3
        ORDER BY k.chosen_at, k.choice_id
        LIMIT 100000";
    OVERRIDES: Override = concat!("SELECT k.case_id, f.reference, k.kind, k.place, k.offered, k.reason, k.chosen_at
        FROM giving_choice k
        JOIN case_file f ON f.tenant_id = k.tenant_id AND f.case_id = k.case_id
        JOIN case_access c ON c.tenant_id = f.tenant_id AND c.case_id = f.case_id
        WHERE k.tenant_id = $1 AND k.chosen_at >= $6 AND k.chosen_at < $7 AND k.place <> 1 AND k.offered > 0
          AND k.kind <> 'move' AND ", access::may_read_case!(), "
        ORDER BY k.chosen_at DESC, k.choice_id
        LIMIT 200");
    // What people carried on the last night of the month that was kept, and what they had room for.
    LOADS: (Day, i64, i64) = "SELECT d.on_day, d.own + d.shared + d.for_others - d.by_others, d.room
        FROM worker_day d
        WHERE d.tenant_id = $1 AND d.room > 0 AND d.on_day = (
            SELECT max(y.on_day) FROM worker_day y
            WHERE y.tenant_id = $1 AND y.on_day >= $2 AND y.on_day <= $3)
        ORDER BY d.user_id
        LIMIT 100000";
}

/// Cases given from a moment until another: one statement.
pub fn given(c: &mut dyn Conn, tenant: i64, from: Instant, until: Instant) -> Result<Vec<Given>> {
    c.all(GIVEN, args![tenant, from, until])
}

/// Choices of another than the first, of cases that the asker may see, the last first: one statement.
pub fn overrides(c: &mut dyn Conn, scope: &Scope, from: Instant, until: Instant) -> Result<Vec<Override>> {
    c.all(OVERRIDES, &scope.args(args![from, until]))
}

/// The last night of a span of days that was kept; points and room of everybody then, in hundredths: one statement.
pub fn loads(c: &mut dyn Conn, tenant: i64, from: Day, until: Day) -> Result<Vec<(Day, i64, i64)>> {
    c.all(LOADS, args![tenant, from, until])
}
