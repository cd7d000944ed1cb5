//! Where things may stand: SQL in stores, engines in the kernel, imports downhill, files of a size to read.

use crate::every_statement;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The tiers, lowest first: a crate may use those of lower tiers, none of its own or above.
const TIERS: &[&[&str]] = &[
    &["kernel"],
    &["ui", "packs", "letters", "stats", "matching", "rota"],
    &["access"],
    &["staff", "people", "sharing"],
    &["cases"],
    &["quality", "workload", "panels"],
    &["evidence", "together", "imports"],
    &["demo"],
    &["alongside"],
];

/// Crates outside the tiers: tools and tests.
const OUTSIDE: [&str; 4] = ["testkit", "powerloss", "policy", "bench"];

/// Files that hold SQL though they are not called a store: the kernel's own tables, and what `access` keeps for
/// everybody.
const HOLD_SQL: [&str; 7] = [
    "kernel/src/job.rs",
    "access/src/audit.rs",
    "access/src/bulk.rs",
    "access/src/permit.rs",
    "access/src/predicates.rs",
    "access/src/relations.rs",
    CRASHED,
];

/// The writer that the power-loss tests crash: no part of the service.
const CRASHED: &str = "alongside/src/torture.rs";

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

pub struct Source {
    /// `people/src/store/find.rs`.
    pub path: String,
    text: String,
}

impl Source {
    fn krate(&self) -> &str {
        self.path.split('/').next().unwrap()
    }

    fn file(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    pub fn is_test(&self) -> bool {
        self.file() == "tests.rs" || self.path.contains("/tests/")
    }

    /// Lines of code before the file's own tests, numbered from 1, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| *line != "#[cfg(test)]");
        lines
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(n, line)| (n + 1, line))
    }
}

/// Every Rust file under a folder of the crates.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    fn walk(folder: &Path, out: &mut Vec<Source>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                out.push(Source { path: name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let mut out = Vec::new();
    for krate in crates() {
        for folder in folders {
            walk(&root().join(&krate).join(folder), &mut out);
        }
    }
    assert!(out.len() > 50, "{}", out.len());
    out
}

/// The crates that the workspace names, and the policy's.
fn crates() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("../Cargo.toml")).unwrap();
    let manifest = manifest.split("[workspace.package]").next().unwrap().to_owned();
    let folders =
        fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    folders.filter(|name| manifest.contains(&format!("\"crates/{name}\""))).collect()
}

#[track_caller]
pub fn none(found: &[String]) {
    assert!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
}

/// Whether a line begins or holds a statement.
fn is_sql(line: &str) -> bool {
    let after = |verb: &str, then: &str| {
        line.match_indices(verb).any(|(at, _)| {
            let open = line[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_');
            let next =
                line[at + verb.len()..].trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next();
            open && next
                .is_some_and(|word| !word.is_empty() && (then.is_empty() || line[at..].contains(then)))
        })
    };
    after("SELECT ", "")
        || after("INSERT INTO ", "")
        || after("DELETE FROM ", "")
        || after("UPDATE ", " SET ")
}

fn may_hold_sql(source: &Source) -> bool {
    let store = source.file().starts_with("store") || source.path.contains("/store/");
    let kernel = source.path.starts_with("kernel/src/db/");
    let tool = OUTSIDE.contains(&source.krate());
    store || kernel || tool || source.is_test() || HOLD_SQL.contains(&source.path.as_str())
}

#[test]
fn sql_stands_in_stores_alone() {
    let mut found = Vec::new();
    for source in sources(&["src"]).iter().filter(|s| !may_hold_sql(s)) {
        for (n, line) in source.code().filter(|(_, line)| is_sql(line)) {
            found.push(format!("{}:{n}: move it into the store: {}", source.path, line.trim()));
        }
    }
    none(&found);
}

#[test]
fn sql_is_known_when_it_is_seen() {
    for line in [
        "\"SELECT name FROM team\"",
        "  SELECT 1",
        "\"INSERT INTO team (a)\"",
        "(DELETE FROM team",
        "\"UPDATE team SET a = 1\"",
    ] {
        assert!(is_sql(line), "{line}");
    }
    for line in [
        "// not a verb: SELECTED rows",
        "fn select(x)",
        "\"UPDATE this page\"",
        "UPSELECT x",
        "deselect from",
    ] {
        assert!(!is_sql(line), "{line}");
    }
}

#[test]
fn every_stores_sql_is_in_the_list_that_the_tests_look_at() {
    let known: BTreeSet<&str> = every_statement().iter().map(|known| known.name).collect();
    let mut found = Vec::new();
    for source in sources(&["src"])
        .iter()
        .filter(|s| !OUTSIDE.contains(&s.krate()) && s.path != CRASHED && !s.is_test())
    {
        let module = source
            .path
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .replace("/src", "")
            .replace("/lib", "")
            .replace('/', "::");
        for (n, name) in declared(source) {
            if !known.contains(format!("{module}::{name}").as_str()) {
                found.push(format!(
                    "{}:{n}: {module}::{name} is in no statements() that tests/house lists",
                    source.path
                ));
            }
        }
    }
    none(&found);
}

/// Names of the statements that a file declares with `statements!`.
fn declared(source: &Source) -> Vec<(usize, &str)> {
    let mut inside = false;
    let mut names = Vec::new();
    for (n, line) in source.code() {
        if line.ends_with("statements! {") {
            inside = true;
        } else if line == "}" {
            inside = false;
        } else if inside {
            let line = line.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
            let name = line.split(':').next().unwrap_or_default();
            let constant = !name.is_empty()
                && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            if constant && line.contains(": ") && line.contains(" = ") {
                names.push((n, name));
            }
        }
    }
    names
}

#[test]
fn models_do_nothing_but_think() {
    const BARRED: [&str; 6] = ["async ", ".await", "axum", "askama", "::db", "dyn Conn"];
    let mut found = Vec::new();
    for source in sources(&["src"]).iter().filter(|s| s.file() == "model.rs" || s.path.contains("/model/")) {
        for (n, line) in source.code() {
            for word in BARRED.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{}:{n}: {word} has no place in a model: {}", source.path, line.trim()));
            }
        }
    }
    none(&found);
}

#[test]
fn files_are_of_a_size_to_read_and_open_with_what_they_are_for() {
    let mut found = Vec::new();
    for source in sources(&["src", "tests", "examples", "shim/src"]) {
        let lines = source.text.lines().count();
        if lines > 600 {
            found.push(format!("{}: {lines} lines, and 600 are the most: cut it by feature", source.path));
        }
        if !source.text.starts_with("//!") {
            found.push(format!("{}: open it with //! and what it is for", source.path));
        }
    }
    none(&found);
}

#[test]
fn only_the_kernel_knows_which_engine_it_is() {
    let mut found = Vec::new();
    for source in sources(&["src"])
        .iter()
        .filter(|s| s.krate() != "kernel" && !OUTSIDE.contains(&s.krate()) && !s.is_test())
    {
        for (n, line) in
            source.code().filter(|(_, line)| line.contains("Engine::") || line.contains(".engine()"))
        {
            found.push(format!("{}:{n}: one SQL text serves both engines: {}", source.path, line.trim()));
        }
    }
    none(&found);
}

/// The tier of a crate of ours; `None` for those outside and for others' crates.
fn tier(name: &str) -> Option<usize> {
    TIERS.iter().position(|tier| tier.contains(&name))
}

/// Names under `[dependencies]` of a manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if inside && line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            names.push(line.split(['.', ' ', '=']).next().unwrap_or_default().to_owned());
        }
    }
    names
}

#[test]
fn imports_run_downhill() {
    let ours: BTreeSet<String> = crates().into_iter().collect();
    let mut found = Vec::new();
    for name in ours.iter().filter(|name| !OUTSIDE.contains(&name.as_str())) {
        let Some(own) = tier(name) else {
            found.push(format!("{name} has no tier: give it one in {}", file!()));
            continue;
        };
        let manifest = fs::read_to_string(root().join(name).join("Cargo.toml")).unwrap();
        for used in dependencies(&manifest).iter().filter(|used| ours.contains(*used)) {
            match tier(used) {
                Some(below) if below < own => {}
                Some(_) => {
                    found
                        .push(format!("{name} uses {used}, which is not below it: move down what both need"));
                }
                None => found.push(format!("{name} uses {used}, which is for tests")),
            }
        }
    }
    none(&found);
}

#[test]
fn a_manifest_is_read_as_cargo_reads_it() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nkernel.workspace = true\nui = { workspace = true }\n# access\n\n[dev-dependencies]\ntestkit.workspace = true\n";
    assert_eq!(dependencies(manifest), ["kernel", "ui"]);
}

/// A lint is silenced in the open, with its reason: `expect`, never `allow`.
#[test]
fn no_lint_is_silenced_without_a_reason() {
    let mut found = Vec::new();
    for source in
        sources(&["src", "tests", "examples"]).iter().filter(|s| s.path != "testkit/tests/house/tidy.rs")
    {
        for (n, line) in source.code() {
            if line.contains("#[allow(") || line.contains("#![allow(") {
                found.push(format!("{}:{n}: use #[expect(lint, reason = \"…\")]", source.path));
            }
        }
    }
    none(&found);
}
