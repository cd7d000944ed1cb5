//! What each phrase of the policy means in SQL: the only part of the predicates that is written by hand.
//!
//! A phrase is Cedar as it stands in a rule, such as `resource.network.contains(principal)`. Its meaning names the
//! row that is decided about as `{row}` and the five parameters by name. Every column used is `NOT NULL` (but for
//! `batch_id`, which is only asked whether it is null), so there is no third truth value. A new phrase needs a line
//! here, an attribute in the schema, and a plain loop in the tests' `oracle`.

/// The parameters of every predicate: name, number, type.
pub const PARAMETERS: [(&str, u8, &str); 5] = [
    ("tenant", 1, "BIGINT"),
    ("actor", 2, "UUID"),
    ("clearance", 3, "BIGINT"),
    ("now", 4, "TIMESTAMPTZ"),
    ("person", 5, "UUID"),
];

/// What a kind of record is in SQL.
pub struct Table {
    /// The kind, as in the schema.
    pub kind: &'static str,
    /// The kind, as in names of macros.
    pub name: &'static str,
    /// The table whose rows are decided about.
    pub table: &'static str,
    /// What the predicates call such a row.
    pub row: &'static str,
}

/// Every kind of record.
pub const TABLES: [Table; 2] = [
    Table { kind: "Person", name: "person", table: "person_access", row: "p" },
    Table { kind: "Case", name: "case", table: "case_access", row: "c" },
];

/// What a phrase means.
#[derive(Clone, Copy)]
pub enum Means {
    /// A condition.
    Test(&'static str),
    /// A value of the row.
    Column(&'static str),
    /// A value of the request: one of [`PARAMETERS`].
    Parameter(&'static str),
}
use Means::{Column, Parameter, Test};

/// Looks a phrase up, for a kind of record.
pub fn means(kind: &str, phrase: &str) -> Option<Means> {
    let words: &[(&str, Means)] = match kind {
        "Person" => PERSON,
        "Case" => CASE,
        _ => return None,
    };
    words.iter().chain(EITHER).find(|(known, _)| *known == phrase).map(|(_, means)| *means)
}

const EITHER: &[(&str, Means)] = &[
    ("principal.tenant", Parameter("tenant")),
    ("principal.clearance", Parameter("clearance")),
    ("principal.person", Parameter("person")),
    ("resource.tenant", Column("{row}.tenant_id")),
    ("resource.sensitivity", Column("{row}.sensitivity")),
    ("resource.live", Test("{live {row}}")),
];

const PERSON: &[(&str, Means)] = &[
    ("resource", Column("{row}.person_id")),
    (
        "resource.network.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM works_with w
            WHERE w.tenant_id = {row}.tenant_id
            AND w.person_id = {row}.person_id
            AND w.user_id = {actor}
            AND {in force w}
            AND {live w}
            )",
        ),
    ),
    (
        "resource.teamColleagues.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN case_access k ON k.tenant_id = s.tenant_id AND k.case_id = s.case_id
            JOIN team_member t ON t.tenant_id = k.tenant_id AND t.team_id = k.team_id
            WHERE s.tenant_id = {row}.tenant_id
            AND s.person_id = {row}.person_id
            AND t.user_id = {actor}
            AND {in force t}
            AND k.sensitivity <= 1
            AND {live k}
            )",
        ),
    ),
    (
        "resource.teamManagers.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN case_access k ON k.tenant_id = s.tenant_id AND k.case_id = s.case_id
            JOIN team_member t ON t.tenant_id = k.tenant_id AND t.team_id = k.team_id
            WHERE s.tenant_id = {row}.tenant_id
            AND s.person_id = {row}.person_id
            AND t.user_id = {actor}
            AND t.manages
            AND {in force t}
            AND k.sensitivity <= {clearance}
            AND {live k}
            )",
        ),
    ),
    (
        "resource.excluded.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM exclusion e
            WHERE e.tenant_id = {row}.tenant_id
            AND e.person_id = {row}.person_id
            AND e.user_id = {actor}
            AND {in force e}
            )",
        ),
    ),
    (
        "resource.barred.contains(principal)",
        Test(
            "(
            {row}.restricted
            AND NOT EXISTS (
            SELECT 1
            FROM named_reader n
            WHERE n.tenant_id = {row}.tenant_id
            AND n.person_id = {row}.person_id
            AND n.user_id = {actor}
            AND {in force n}
            )
            )",
        ),
    ),
];

const CASE: &[(&str, Means)] = &[
    ("resource.isOpen", Test("{row}.is_open")),
    (
        "resource.subjects.contains(principal.person)",
        Test(
            "EXISTS (
            SELECT 1
            FROM case_person s
            WHERE s.tenant_id = {row}.tenant_id
            AND s.case_id = {row}.case_id
            AND s.person_id = {person}
            )",
        ),
    ),
    (
        "resource.network.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN works_with w ON w.tenant_id = s.tenant_id AND w.person_id = s.person_id
            WHERE s.tenant_id = {row}.tenant_id
            AND s.case_id = {row}.case_id
            AND w.user_id = {actor}
            AND {in force w}
            AND {live w}
            )",
        ),
    ),
    (
        "principal.teams.contains(resource.team)",
        Test(
            "EXISTS (
            SELECT 1
            FROM team_member t
            WHERE t.tenant_id = {row}.tenant_id
            AND t.team_id = {row}.team_id
            AND t.user_id = {actor}
            AND {in force t}
            )",
        ),
    ),
    (
        "principal.manages.contains(resource.team)",
        Test(
            "EXISTS (
            SELECT 1
            FROM team_member t
            WHERE t.tenant_id = {row}.tenant_id
            AND t.team_id = {row}.team_id
            AND t.user_id = {actor}
            AND t.manages
            AND {in force t}
            )",
        ),
    ),
    (
        "resource.excluded.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN exclusion e ON e.tenant_id = s.tenant_id AND e.person_id = s.person_id
            WHERE s.tenant_id = {row}.tenant_id
            AND s.case_id = {row}.case_id
            AND e.user_id = {actor}
            AND {in force e}
            )",
        ),
    ),
    (
        "resource.barred.contains(principal)",
        Test(
            "EXISTS (
            SELECT 1
            FROM case_person s
            JOIN person_access q ON q.tenant_id = s.tenant_id AND q.person_id = s.person_id
            WHERE s.tenant_id = {row}.tenant_id
            AND s.case_id = {row}.case_id
            AND q.restricted
            AND NOT EXISTS (
            SELECT 1
            FROM named_reader n
            WHERE n.tenant_id = q.tenant_id
            AND n.person_id = q.person_id
            AND n.user_id = {actor}
            AND {in force n}
            )
            )",
        ),
    ),
];

/// What is said of many tables, for a row `{x}`: a relation holds now; a row is not of an import still to be checked.
const SHORT_FORMS: [(&str, &str); 2] = [
    ("{in force {x}}", "{x}.from_at <= {now}\nAND {x}.until_at > {now}"),
    (
        "{live {x}}",
        "(
            {x}.batch_id IS NULL
            OR EXISTS (
            SELECT 1
            FROM batch b
            WHERE b.tenant_id = {x}.tenant_id
            AND b.batch_id = {x}.batch_id
            AND b.live
            )
            )",
    ),
];

/// A meaning with its short forms written out: `{row}`, `{in force x}`, `{live x}` and the parameters' names.
pub fn spell_out(text: &str, table: &Table) -> String {
    let mut out = text.replace("{row}", table.row);
    for row in [table.row, "w", "t", "k", "e", "n"] {
        for (short, long) in SHORT_FORMS {
            out = out.replace(&short.replace("{x}", row), &long.replace("{x}", row));
        }
    }
    for (name, number, _) in PARAMETERS {
        out = out.replace(&format!("{{{name}}}"), &format!("${number}"));
    }
    out
}
