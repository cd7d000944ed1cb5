//! A directory of our own: the writer's disk, and beside it what the writer says.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{TortureError, tried};

/// Removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one under `scratch`, which is made if need be.
    pub fn new(scratch: &Path) -> Result<Self, TortureError> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = Self(scratch.join(format!("powerloss-{}-{number}", std::process::id())));
        tried("make a scratch directory", fs::create_dir_all(folder.disk()))?;
        Ok(folder)
    }

    /// The directory that loses power.
    pub fn disk(&self) -> PathBuf {
        self.0.join("disk")
    }

    /// Where the writer's standard error goes: a file, but not on its disk.
    pub fn stderr(&self) -> PathBuf {
        self.0.join("stderr")
    }

    /// Deletes what the writer kept in shared memory.
    pub fn drop_shared_memory(&self) -> Result<(), TortureError> {
        for entry in tried("list the disk", fs::read_dir(self.disk()))? {
            let path = tried("list the disk", entry)?.path();
            if path.to_string_lossy().ends_with("-shm") {
                tried("delete shared memory", fs::remove_file(path))?;
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It is scratch: one left over does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}
