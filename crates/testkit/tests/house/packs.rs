//! The program knows no kind of case by name: what a pack says is in the pack.

use crate::tidy::{none, root, sources};
use std::fs;

/// The ids of the packs that ship: their files' names.
fn ids() -> Vec<String> {
    let files = fs::read_dir(root().join("../packs")).unwrap().map(|entry| entry.unwrap().file_name());
    let ids = files.filter_map(|name| Some(name.into_string().unwrap().strip_suffix(".toml")?.to_owned()));
    let ids: Vec<String> = ids.collect();
    assert!(ids.len() >= 4, "{ids:?}");
    ids
}

/// Whether a line names a pack: as a whole text, or anywhere where the id is of several words.
fn names(line: &str, id: &str) -> bool {
    line.contains(&format!("\"{id}\"")) || (id.contains('-') && line.contains(id))
}

#[test]
fn no_pack_is_known_by_its_id() {
    let (ids, mut found) = (ids(), Vec::new());
    for source in sources(&["src"]).iter().filter(|source| !source.is_test()) {
        for (n, line) in source.code() {
            for id in ids.iter().filter(|id| names(line, id)) {
                found.push(format!(
                    "{}:{n}: {id} is a pack; let the pack say what is so: {}",
                    source.path,
                    line.trim()
                ));
            }
        }
    }
    none(&found);
}

#[test]
fn a_pack_is_known_when_it_is_named() {
    for (line, id) in
        [("if kind == \"asb\" {", "asb"), ("/// See adult-care.", "adult-care"), ("\"asb\" =>", "asb")]
    {
        assert!(names(line, id), "{line}");
    }
    for (line, id) in [
        ("\"asb-cases.csv\"", "asb"),
        ("// safeguarding is a word", "safeguarding"),
        ("adult_care", "adult-care"),
    ] {
        assert!(!names(line, id), "{line}");
    }
}

/// Whoever writes a pack finds every key in the docs.
#[test]
fn every_key_of_a_pack_is_described() {
    let docs = fs::read_to_string(root().join("../docs/packs.md")).unwrap();
    let mut keys = 0;
    let mut found = Vec::new();
    for source in sources(&["src"]).iter().filter(|s| s.path.starts_with("packs/src/model")) {
        let renamed = |key: &str| if key == "only" { "where".to_owned() } else { key.to_owned() };
        for (n, line) in source.code() {
            let Some((key, _)) = line.strip_prefix("    pub ").and_then(|rest| rest.split_once(": ")) else {
                continue;
            };
            if key.contains(' ') {
                continue;
            }
            keys += 1;
            if !docs.contains(&format!("`{}`", renamed(key))) {
                found.push(format!("{}:{n}: docs/packs.md does not tell of {key}", source.path));
            }
        }
    }
    assert!(keys > 100, "{keys}");
    none(&found);
}
