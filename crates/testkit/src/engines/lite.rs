//! SQLite: a folder for each test, with a copy of the template's file.

use super::{fresh_name, migrate, template_name};
use kernel::db::Place;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The database's file in its folder.
pub(super) const FILE: &str = "alongside.db";

/// A new empty folder.
pub(super) fn folder() -> PathBuf {
    let folder = env::temp_dir().join(fresh_name());
    remove(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test can be made");
    folder
}

/// A new folder with a copy of the template.
pub(super) fn copy() -> PathBuf {
    let (folder, template) = (folder(), template());
    fs::copy(&template, folder.join(FILE)).expect("the template can be copied");
    let wal = wal_of(&template);
    if wal.exists() {
        fs::copy(wal, wal_of(&folder.join(FILE))).expect("the template's log can be copied");
    }
    folder
}

pub(super) fn remove(folder: &Path) {
    // What is left of a test does no harm: the machine clears its temporary folder.
    let _gone = fs::remove_dir_all(folder);
}

/// The template, made by whichever test comes first. It gets its name only when it is whole.
fn template() -> PathBuf {
    let path = env::temp_dir().join(template_name()).with_extension("db");
    if !path.exists() {
        let draft = folder();
        migrate(&Place::File(draft.join(FILE)));
        // Which connection closes last is chance, and one that only reads leaves the log beside the file.
        let wal = wal_of(&draft.join(FILE));
        if wal.exists() {
            fs::rename(wal, wal_of(&path)).expect("the template's log can be put in place");
        }
        fs::rename(draft.join(FILE), &path).expect("the template can be put in place");
        remove(&draft);
    }
    path
}

/// The log SQLite keeps beside a file.
fn wal_of(file: &Path) -> PathBuf {
    file.with_extension("db-wal")
}
