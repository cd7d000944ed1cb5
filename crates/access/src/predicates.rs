//! GENERATED from policy/ by crates/policy; do not edit.
//!
//! Who may see and change people and cases, as SQL for SQLite and PostgreSQL alike. `may_<action>_<kind>!()` is a
//! condition on a row of the kind's table, `decide_<action>_<kind>!()` the rule that decides: `'!<id>'` of the first
//! forbid that holds, else `'<id>'` of the first permit that holds, else `'!none'`. [`sentence`] says it to people.
//!
//! The parameters are always $1 tenant (BIGINT), $2 the user (UUID), $3 their clearance (BIGINT), $4 now
//! (TIMESTAMPTZ), $5 their own record as a person (UUID, all zeros when none). Each predicate names all five, so that
//! PostgreSQL knows their types whatever follows.

/// The policy as a table for people: `docs/policy.md`.
pub const POLICY_TABLE: &str = include_str!("../../../docs/policy.md");

/// A permit holds and no forbid does. The permits stand here by how little each has to read.
#[doc(hidden)]
#[macro_export]
macro_rules! policy_may {
    ($rule:ident: $permit:ident $(, $permits:ident)*; $($forbid:ident),*; $($named:literal),*) => {
        concat!(
            "(((\n", $crate::$rule!($permit), "\n)", $(" OR (\n", $crate::$rule!($permits), "\n)",)* ")",
            $(" AND NOT (\n", $crate::$rule!($forbid), "\n)",)*
            $(" AND ", $named, " IS NOT NULL",)* ")"
        )
    };
}

/// The first forbid that holds, else the first permit that holds.
#[doc(hidden)]
#[macro_export]
macro_rules! policy_decide {
    ($rule:ident: $($permit:ident),*; $($forbid:ident),*; $($named:literal),*) => {
        concat!(
            "(CASE", $(" WHEN ", $named, " IS NULL THEN '!none'",)*
            $(" WHEN\n", $crate::$rule!($forbid), "\nTHEN '!", stringify!($forbid), "'",)*
            $(" WHEN\n", $crate::$rule!($permit), "\nTHEN '", stringify!($permit), "'",)*
            " ELSE '!none' END)"
        )
    };
}

/// When a rule holds, for a row `p` of `person_access`.
#[doc(hidden)]
#[macro_export]
macro_rules! rule_person {
    // Works with the person now.
    (network) => {
        "EXISTS (
            SELECT 1
            FROM works_with w
            WHERE w.tenant_id = p.tenant_id
              AND w.person_id = p.person_id
              AND w.user_id = $2
              AND w.from_at <= $4
              AND w.until_at > $4
              AND (
                  w.batch_id IS NULL
                  OR EXISTS (
                      SELECT 1
                      FROM batch b
                      WHERE b.tenant_id = w.tenant_id
                        AND b.batch_id = w.batch_id
                        AND b.live
                  )
              )
        )
        AND p.sensitivity <= $3"
    };
    // Is in a team that holds the person's case.
    (team) => {
        "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN case_access k ON k.tenant_id = s.tenant_id AND k.case_id = s.case_id
            JOIN team_member t ON t.tenant_id = k.tenant_id AND t.team_id = k.team_id
            WHERE s.tenant_id = p.tenant_id
              AND s.person_id = p.person_id
              AND t.user_id = $2
              AND t.from_at <= $4
              AND t.until_at > $4
              AND k.sensitivity <= 1
              AND (
                  k.batch_id IS NULL
                  OR EXISTS (
                      SELECT 1
                      FROM batch b
                      WHERE b.tenant_id = k.tenant_id
                        AND b.batch_id = k.batch_id
                        AND b.live
                  )
              )
        )
        AND p.sensitivity <= 1"
    };
    // Manages a team that holds the person's case.
    (manager) => {
        "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN case_access k ON k.tenant_id = s.tenant_id AND k.case_id = s.case_id
            JOIN team_member t ON t.tenant_id = k.tenant_id AND t.team_id = k.team_id
            WHERE s.tenant_id = p.tenant_id
              AND s.person_id = p.person_id
              AND t.user_id = $2
              AND t.manages
              AND t.from_at <= $4
              AND t.until_at > $4
              AND k.sensitivity <= $3
              AND (
                  k.batch_id IS NULL
                  OR EXISTS (
                      SELECT 1
                      FROM batch b
                      WHERE b.tenant_id = k.tenant_id
                        AND b.batch_id = k.batch_id
                        AND b.live
                  )
              )
        )
        AND p.sensitivity <= $3"
    };
    // Everyone who works here may find that a person is known, and whom to ask.
    (finder) => {
        "TRUE"
    };
    // The record belongs to another service.
    (tenant) => {
        "$1 <> p.tenant_id"
    };
    // The record comes from an import that is not live.
    (unpublished) => {
        "NOT (
            p.batch_id IS NULL
            OR EXISTS (
                SELECT 1
                FROM batch b
                WHERE b.tenant_id = p.tenant_id
                  AND b.batch_id = p.batch_id
                  AND b.live
            )
        )"
    };
    // A conflict of interest is recorded.
    (conflict) => {
        "EXISTS (
            SELECT 1
            FROM exclusion e
            WHERE e.tenant_id = p.tenant_id
              AND e.person_id = p.person_id
              AND e.user_id = $2
              AND e.from_at <= $4
              AND e.until_at > $4
        )"
    };
    // The record is restricted to named workers.
    (restricted) => {
        "(
            p.restricted
            AND NOT EXISTS (
                SELECT 1
                FROM named_reader n
                WHERE n.tenant_id = p.tenant_id
                  AND n.person_id = p.person_id
                  AND n.user_id = $2
                  AND n.from_at <= $4
                  AND n.until_at > $4
            )
        )"
    };
    // Nobody changes the record about themselves.
    (own) => {
        "$5 = p.person_id"
    };
}

/// When a rule holds, for a row `c` of `case_access`.
#[doc(hidden)]
#[macro_export]
macro_rules! rule_case {
    // Works with the person now.
    (network) => {
        "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN works_with w ON w.tenant_id = s.tenant_id AND w.person_id = s.person_id
            WHERE s.tenant_id = c.tenant_id
              AND s.case_id = c.case_id
              AND w.user_id = $2
              AND w.from_at <= $4
              AND w.until_at > $4
              AND (
                  w.batch_id IS NULL
                  OR EXISTS (
                      SELECT 1
                      FROM batch b
                      WHERE b.tenant_id = w.tenant_id
                        AND b.batch_id = w.batch_id
                        AND b.live
                  )
              )
        )
        AND c.sensitivity <= $3"
    };
    // Is in a team that holds the person's case.
    (team) => {
        "EXISTS (
            SELECT 1
            FROM team_member t
            WHERE t.tenant_id = c.tenant_id
              AND t.team_id = c.team_id
              AND t.user_id = $2
              AND t.from_at <= $4
              AND t.until_at > $4
        )
        AND c.sensitivity <= 1"
    };
    // Manages a team that holds the person's case.
    (manager) => {
        "EXISTS (
            SELECT 1
            FROM team_member t
            WHERE t.tenant_id = c.tenant_id
              AND t.team_id = c.team_id
              AND t.user_id = $2
              AND t.manages
              AND t.from_at <= $4
              AND t.until_at > $4
        )
        AND c.sensitivity <= $3"
    };
    // The record belongs to another service.
    (tenant) => {
        "$1 <> c.tenant_id"
    };
    // The record comes from an import that is not live.
    (unpublished) => {
        "NOT (
            c.batch_id IS NULL
            OR EXISTS (
                SELECT 1
                FROM batch b
                WHERE b.tenant_id = c.tenant_id
                  AND b.batch_id = c.batch_id
                  AND b.live
            )
        )"
    };
    // A conflict of interest is recorded.
    (conflict) => {
        "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN exclusion e ON e.tenant_id = s.tenant_id AND e.person_id = s.person_id
            WHERE s.tenant_id = c.tenant_id
              AND s.case_id = c.case_id
              AND e.user_id = $2
              AND e.from_at <= $4
              AND e.until_at > $4
        )"
    };
    // The record is restricted to named workers.
    (restricted) => {
        "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN person_access q ON q.tenant_id = s.tenant_id AND q.person_id = s.person_id
            WHERE s.tenant_id = c.tenant_id
              AND s.case_id = c.case_id
              AND q.restricted
              AND NOT EXISTS (
                  SELECT 1
                  FROM named_reader n
                  WHERE n.tenant_id = q.tenant_id
                    AND n.person_id = q.person_id
                    AND n.user_id = $2
                    AND n.from_at <= $4
                    AND n.until_at > $4
              )
        )"
    };
    // Nobody changes the record about themselves.
    (own) => {
        "EXISTS (
            SELECT 1
            FROM case_person s
            WHERE s.tenant_id = c.tenant_id
              AND s.case_id = c.case_id
              AND s.person_id = $5
        )"
    };
    // The case is closed.
    (closed) => {
        "NOT c.is_open"
    };
}

/// Whether the user may find that the person is known here, and whom to ask:
/// a condition on a row `p` of `person_access`.
#[macro_export]
macro_rules! may_read_who_person {
    () => {
        $crate::policy_may!(
            rule_person: network, finder;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// The rule that decides what `may_read_who_person!` says.
#[macro_export]
macro_rules! decide_read_who_person {
    () => {
        $crate::policy_decide!(
            rule_person: network, finder;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// Whether the user may read the record:
/// a condition on a row `p` of `person_access`.
#[macro_export]
macro_rules! may_read_person {
    () => {
        $crate::policy_may!(
            rule_person: network, team, manager;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// The rule that decides what `may_read_person!` says.
#[macro_export]
macro_rules! decide_read_person {
    () => {
        $crate::policy_decide!(
            rule_person: network, team, manager;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// Whether the user may read where the person lives:
/// a condition on a row `p` of `person_access`.
#[macro_export]
macro_rules! may_read_address_person {
    () => {
        $crate::policy_may!(
            rule_person: network, manager;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// The rule that decides what `may_read_address_person!` says.
#[macro_export]
macro_rules! decide_read_address_person {
    () => {
        $crate::policy_decide!(
            rule_person: network, manager;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// Whether the user may read how to get in, such as key safe and entry codes:
/// a condition on a row `p` of `person_access`.
#[macro_export]
macro_rules! may_read_access_person {
    () => {
        $crate::policy_may!(
            rule_person: network;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// The rule that decides what `may_read_access_person!` says.
#[macro_export]
macro_rules! decide_read_access_person {
    () => {
        $crate::policy_decide!(
            rule_person: network;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// Whether the user may add to the record and change it:
/// a condition on a row `p` of `person_access`.
#[macro_export]
macro_rules! may_write_person {
    () => {
        $crate::policy_may!(
            rule_person: network, team, manager;
            tenant, unpublished, conflict, restricted, own;
        )
    };
}

/// The rule that decides what `may_write_person!` says.
#[macro_export]
macro_rules! decide_write_person {
    () => {
        $crate::policy_decide!(
            rule_person: network, team, manager;
            tenant, unpublished, conflict, restricted, own;
        )
    };
}

/// Whether the user may read the record:
/// a condition on a row `c` of `case_access`.
#[macro_export]
macro_rules! may_read_case {
    () => {
        $crate::policy_may!(
            rule_case: team, manager, network;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// The rule that decides what `may_read_case!` says.
#[macro_export]
macro_rules! decide_read_case {
    () => {
        $crate::policy_decide!(
            rule_case: network, team, manager;
            tenant, unpublished, conflict, restricted;
            "CAST($5 AS UUID)"
        )
    };
}

/// Whether the user may add to the record and change it:
/// a condition on a row `c` of `case_access`.
#[macro_export]
macro_rules! may_write_case {
    () => {
        $crate::policy_may!(
            rule_case: team, manager, network;
            tenant, unpublished, conflict, restricted, own, closed;
        )
    };
}

/// The rule that decides what `may_write_case!` says.
#[macro_export]
macro_rules! decide_write_case {
    () => {
        $crate::policy_decide!(
            rule_case: network, team, manager;
            tenant, unpublished, conflict, restricted, own, closed;
        )
    };
}

/// Whether the user may open the case again after it was closed:
/// a condition on a row `c` of `case_access`.
#[macro_export]
macro_rules! may_reopen_case {
    () => {
        $crate::policy_may!(
            rule_case: team, manager, network;
            tenant, unpublished, conflict, restricted, own;
        )
    };
}

/// The rule that decides what `may_reopen_case!` says.
#[macro_export]
macro_rules! decide_reopen_case {
    () => {
        $crate::policy_decide!(
            rule_case: network, team, manager;
            tenant, unpublished, conflict, restricted, own;
        )
    };
}

/// Every predicate: kind, action, `may` and `decide`. For tests that prepare them all.
pub const PREDICATES: &[(&str, &str, &str, &str)] = &[
    ("person", "readWho", may_read_who_person!(), decide_read_who_person!()),
    ("person", "read", may_read_person!(), decide_read_person!()),
    ("person", "readAddress", may_read_address_person!(), decide_read_address_person!()),
    ("person", "readAccess", may_read_access_person!(), decide_read_access_person!()),
    ("person", "write", may_write_person!(), decide_write_person!()),
    ("case", "read", may_read_case!(), decide_read_case!()),
    ("case", "write", may_write_case!(), decide_write_case!()),
    ("case", "reopen", may_reopen_case!(), decide_reopen_case!()),
];

/// What a rule says to people, from its id as `decide_*!` gives it.
pub fn sentence(id: &str) -> &'static str {
    match id.trim_start_matches('!') {
        "network" => "Works with the person now.",
        "team" => "Is in a team that holds the person's case.",
        "manager" => "Manages a team that holds the person's case.",
        "finder" => "Everyone who works here may find that a person is known, and whom to ask.",
        "tenant" => "The record belongs to another service.",
        "unpublished" => "The record comes from an import that is not live.",
        "conflict" => "A conflict of interest is recorded.",
        "restricted" => "The record is restricted to named workers.",
        "own" => "Nobody changes the record about themselves.",
        "closed" => "The case is closed.",
        "none" => "No rule of the policy allows it.",
        _ => "A rule that the policy no longer has.",
    }
}
