//! The linter of our SQL: what keeps one text right on both engines, and right on an engine that is spread over
//! many machines by tenant.
//!
//! A statement pins the tenant of every table it names; a key begins with the tenant; nothing is used that only
//! one engine has, that sees the clock, or that a distributed engine refuses. Each finding says what to do.

mod words;

use std::collections::BTreeSet;
use words::{are, bracket, split, words};

/// What may not stand anywhere, and what to do instead.
const BANNED: &[(&[&str], &str)] = &[
    (&["FOR", "UPDATE"], "units of work are SERIALIZABLE: read without a lock"),
    (&["FOR", "SHARE"], "units of work are SERIALIZABLE: read without a lock"),
    (&["ILIKE"], "compare folded text (kernel::words::fold)"),
    (&["LIKE"], "it ignores case on one engine only: compare folded text by range"),
    (&["DATE_TRUNC"], "keep a DATE column, or count in Rust"),
    (&["TO_CHAR"], "write dates in Rust"),
    (&["::"], "use CAST(x AS type)"),
    (&["SERIAL"], "ids are made in the program"),
    (&["BIGSERIAL"], "ids are made in the program"),
    (&["AUTOINCREMENT"], "ids are made in the program"),
    (&["SEQUENCE"], "ids are made in the program"),
    (&["NEXTVAL"], "ids are made in the program"),
    (&["TRIGGER"], "write what follows from a change in the store function"),
    (&["FUNCTION"], "write it in Rust"),
    (&["PROCEDURE"], "write it in Rust"),
    (&["LISTEN"], "poll, or tell within the program"),
    (&["NOTIFY"], "poll, or tell within the program"),
    (&["LOCK", "TABLE"], "units of work are SERIALIZABLE"),
    (&["TEMP"], "use a common table expression"),
    (&["TEMPORARY"], "use a common table expression"),
    (&["DEFERRABLE"], "write rows in the order their keys need"),
    (&["PG_ADVISORY_LOCK"], "hold a row of the table lease"),
    (&["PG_ADVISORY_XACT_LOCK"], "hold a row of the table lease"),
    (&["PG_TRY_ADVISORY_LOCK"], "hold a row of the table lease"),
    (&["NOW", "("], "time is a parameter"),
    (&["CURRENT_TIMESTAMP"], "time is a parameter"),
    (&["CURRENT_DATE"], "time is a parameter"),
    (&["DATETIME", "("], "time is a parameter"),
    (&["RANDOM", "("], "chance is a parameter"),
    (&["SELECT", "*"], "name the columns: the row type counts on their order"),
    (&["REPLACE", "INTO"], "it deletes behind the authorizer's back: use ON CONFLICT"),
    (&["OR", "REPLACE"], "it deletes behind the authorizer's back: use ON CONFLICT"),
    (&["OR", "IGNORE"], "only SQLite knows it: use ON CONFLICT DO NOTHING"),
];

/// Tables without a tenant: they belong to the server, not to anybody's data.
const SHARED: [&str; 1] = ["schema_step"];

/// What is wrong with a statement of a store; empty when nothing is. `tables` are the names of our tables.
pub fn lint_statement(sql: &str, tables: &BTreeSet<String>) -> Vec<String> {
    let words = words(sql);
    let mut found = banned(&words);
    found.extend(tenant(&words, tables));
    found.extend(frames(&words));
    found
}

/// What is wrong with a step of the schema.
pub fn lint_step(text: &str) -> Vec<String> {
    let all = words(&text.replace(['{', '}'], ""));
    let mut found = banned(&all);
    for statement in split(&all, ";").iter().filter(|s| !s.is_empty()) {
        if are(statement, 0, &["CREATE", "TABLE"]) {
            found.extend(table(statement));
        } else if are(statement, 0, &["CREATE", "INDEX"]) || are(statement, 0, &["CREATE", "UNIQUE", "INDEX"])
        {
            let on = bracket(statement, 0);
            if !starts_with_tenant(on) {
                found.push(format!("index {}: begin it with tenant_id", statement[2]));
            }
        } else if !are(statement, 0, &["ALTER", "TABLE"]) {
            let tables = kernel::db::dictionary::all().into_iter().map(|t| t.name).collect();
            found.extend(tenant(statement, &tables));
        }
    }
    found
}

fn banned(words: &[String]) -> Vec<String> {
    let hit = |n: usize| BANNED.iter().filter(move |(wanted, _)| are(words, n, wanted));
    let mut found: Vec<String> = (0..words.len())
        .flat_map(|n| hit(n).map(|(wanted, remedy)| format!("{}: {remedy}", wanted.join(" "))))
        .collect();
    if words.iter().any(|w| w.to_ascii_uppercase().starts_with("JSON")) {
        found.push(
            "JSON: facts have columns, and no budget is met by a statement that returns a document"
                .to_owned(),
        );
    }
    found
}

/// Every table of ours that a statement names has its tenant pinned, to `$1` in the end.
fn tenant(words: &[String], tables: &BTreeSet<String>) -> Vec<String> {
    let (mut named, mut pinned, mut to_first) = (0, 0, false);
    for (n, word) in words.iter().enumerate() {
        let before = n.checked_sub(1).map_or("", |at| words[at].as_str());
        let introduces = ["FROM", "JOIN", "UPDATE", "INTO"].iter().any(|w| before.eq_ignore_ascii_case(w));
        if introduces && tables.contains(word) && !SHARED.contains(&word.as_str()) {
            named += 1;
            if before.eq_ignore_ascii_case("INTO") && starts_with_tenant(bracket(words, n)) {
                pinned += 1;
                to_first |= inserts_first_parameter(words);
            }
        }
        if is_tenant(word) && are(words, n + 1, &["="]) {
            pinned += 1;
            to_first |= are(words, n + 2, &["$1"]);
        }
    }
    let mut found = Vec::new();
    if named > 0 && !to_first {
        found.push("pin the tenant: say tenant_id = $1, or insert $1 first".to_owned());
    }
    if pinned < named {
        found
            .push(format!("{named} tables are named and {pinned} tenants pinned: join on tenant_id as well"));
    }
    found
}

/// Whether an INSERT gives `$1` for its first column, in VALUES or in a SELECT.
fn inserts_first_parameter(words: &[String]) -> bool {
    (0..words.len()).any(|n| are(words, n, &["VALUES", "(", "$1"]) || are(words, n, &["SELECT", "$1"]))
}

fn is_tenant(word: &str) -> bool {
    word == "tenant_id" || word.ends_with(".tenant_id")
}

fn starts_with_tenant(list: &[String]) -> bool {
    list.first().is_some_and(|word| is_tenant(word))
}

/// Sums are cast, and only ordered rows are limited.
fn frames(words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    // For each open bracket: whether CAST opened it, and whether an ORDER BY stands in it.
    let mut open = vec![(false, false)];
    for (n, word) in words.iter().enumerate() {
        let upper = word.to_ascii_uppercase();
        match upper.as_str() {
            "(" => open.push((n > 0 && words[n - 1].eq_ignore_ascii_case("CAST"), false)),
            ")" if open.len() > 1 => drop(open.pop()),
            "ORDER" => open.iter_mut().last().into_iter().for_each(|frame| frame.1 = true),
            "LIMIT" if !open.last().is_some_and(|frame| frame.1) => {
                found.push("LIMIT: give it an ORDER BY, or the engines choose different rows".to_owned());
            }
            "SUM" | "AVG" if are(words, n + 1, &["("]) && !open.iter().any(|frame| frame.0) => {
                found.push(format!("{word}(: its type differs between engines, write CAST({word}(…) AS …)"));
            }
            _ => {}
        }
    }
    found
}

fn table(statement: &[String]) -> Vec<String> {
    let name = statement
        .iter()
        .skip(2)
        .find(|w| !["IF", "NOT", "EXISTS"].contains(&w.as_str()))
        .cloned()
        .unwrap_or_default();
    let shared = SHARED.contains(&name.as_str());
    let mut found = Vec::new();
    let items = split(bracket(statement, 0), ",");
    if !shared && !items.first().is_some_and(|item| starts_with_tenant(item)) {
        found.push(format!("table {name}: its first column is tenant_id"));
    }
    for item in &items {
        let key = are(item, 0, &["PRIMARY", "KEY"]) || are(item, 0, &["UNIQUE"]);
        let foreign = are(item, 0, &["FOREIGN", "KEY"]);
        let column = item.first().cloned().unwrap_or_default();
        if (key || foreign) && !starts_with_tenant(bracket(item, 0)) {
            found.push(format!("table {name}: begin {} with tenant_id", item[0]));
        }
        if let Some(at) = item.iter().position(|w| w.eq_ignore_ascii_case("REFERENCES")) {
            let whole = if foreign { starts_with_tenant(bracket(item, at)) } else { column == "tenant_id" };
            if !whole {
                found.push(format!("table {name}, {column}: refer to (tenant_id, …) of the other table"));
            }
        }
        let inline = !key && !foreign && item.iter().any(|w| ["PRIMARY", "UNIQUE"].contains(&w.as_str()));
        if inline && !shared && column != "tenant_id" {
            found.push(format!("table {name}, {column}: write the key as (tenant_id, {column})"));
        }
    }
    if !statement.last().is_some_and(|w| w == "strict" || w == "narrow") {
        found.push(format!("table {name}: end it with {{strict}} or {{narrow}}"));
    }
    found
}
