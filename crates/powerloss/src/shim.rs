//! Finds the preloaded library beside the running test.

use std::path::PathBuf;

use crate::{TortureError, tried};

const NAME: &str = "libpowerloss_shim.so";

/// Cargo leaves a dependency's shared library in `target/<profile>/deps`, where tests run too; programs run
/// in the directory above. A copy there may be older, so `deps` comes first.
pub fn find() -> Result<PathBuf, TortureError> {
    let program = tried("tell where this program is", std::env::current_exe())?;
    let looked: Vec<PathBuf> = program
        .ancestors()
        .skip(1)
        .take(2)
        .flat_map(|folder| [folder.join("deps"), folder.to_owned()])
        .collect();
    let found = looked.iter().map(|folder| folder.join(NAME)).find(|path| path.exists());
    found.ok_or(TortureError::NoShim { name: NAME, looked })
}
