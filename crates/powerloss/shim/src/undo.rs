//! Takes back changes a disk had not yet been told to keep, sector by sector.
//!
//! A sector's content after each change is one version of it. Walking from the newest change to the oldest,
//! each version is kept or taken back; the first one kept settles the sector, since it holds all older ones.
//!
//! ```text
//! sector 7   synced ── write a ── write b ── write c      c lost, b kept: the disk has b, a is in it
//!                                    ▲ settled here
//! ```
//!
//! A resize is one act of the file system's journal, kept or taken back whole; the journal is in order, so
//! that a kept resize keeps the older ones.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

/// What a disk writes as a whole.
pub const SECTOR: u64 = 512;

/// One change to a file, with what it takes to undo it.
pub enum Change {
    /// `len` bytes written at `at` into a file of `size` bytes; `before` ends where the file ended.
    Write { at: u64, len: u64, size: u64, before: Vec<u8> },
    /// A size set; `before` holds the bytes cut off.
    Resize { from: u64, to: u64, before: Vec<u8> },
}

/// How many sectors kept an unsynced version, and how many times one was taken back.
#[derive(Default)]
pub struct Tally {
    pub kept: u64,
    pub lost: u64,
}

/// Takes a part of the changes (oldest first) back, as `keep` decides.
pub fn lose(file: &File, changes: &[Change], keep: impl FnMut() -> bool) -> io::Result<Tally> {
    let Some(oldest) = changes.first() else { return Ok(Tally::default()) };
    let size = file.metadata()?.len();
    let mut walk = Walk {
        file,
        keep,
        size,
        settled: HashSet::new(),
        settled_from: u64::MAX,
        base: None,
        needed: 0,
        tally: Tally::default(),
    };
    for change in changes.iter().rev() {
        match change {
            Change::Write { at, len, size, before } => walk.write(*at, *len, *size, before)?,
            Change::Resize { from, to, before } => walk.resize(*from, *to, before)?,
        }
    }
    let (Change::Write { size: synced, .. } | Change::Resize { from: synced, .. }) = oldest;
    walk.finish(*synced)
}

struct Walk<'a, K> {
    file: &'a File,
    keep: K,
    /// The file's size at this point of the walk.
    size: u64,
    /// Sectors that kept a version.
    settled: HashSet<u64>,
    /// All sectors from here on are settled: a kept resize cut off what was there.
    settled_from: u64,
    /// The size by the newest kept resize.
    base: Option<u64>,
    /// The size without which a kept sector could not be read.
    needed: u64,
    tally: Tally,
}

impl<K: FnMut() -> bool> Walk<'_, K> {
    fn write(&mut self, at: u64, len: u64, size: u64, before: &[u8]) -> io::Result<()> {
        for sector in at / SECTOR..(at + len).div_ceil(SECTOR) {
            if self.is_settled(sector) {
                continue;
            }
            if (self.keep)() {
                self.tally.kept += 1;
                self.settled.insert(sector);
                if self.base.is_none() {
                    let end = ((sector + 1) * SECTOR).min(size.max(at + len));
                    self.needed = self.needed.max(end);
                }
            } else {
                self.tally.lost += 1;
                self.restore(sector, at, at + len, before)?;
            }
        }
        Ok(())
    }

    fn resize(&mut self, from: u64, to: u64, before: &[u8]) -> io::Result<()> {
        if self.base.is_some() || (self.keep)() {
            self.base.get_or_insert(to);
            // Not the sector the cut went through: its older writes have a chance of their own.
            self.settled_from = self.settled_from.min(to.min(from).div_ceil(SECTOR));
            return Ok(());
        }
        if self.size < from {
            self.file.set_len(from)?;
            self.size = from;
        }
        for sector in to / SECTOR..from.div_ceil(SECTOR) {
            if !self.is_settled(sector) {
                self.restore(sector, to, from, before)?;
            }
        }
        Ok(())
    }

    /// Puts the older bytes of a change from `at` to `end` back into one sector. What lay beyond the file's
    /// end reads as zeros if the file stays larger.
    fn restore(&self, sector: u64, at: u64, end: u64, before: &[u8]) -> io::Result<()> {
        let first = at.max(sector * SECTOR);
        let end = end.min((sector + 1) * SECTOR).min(self.size);
        let older = |place: u64| usize::try_from(place - at).ok().and_then(|index| before.get(index));
        let bytes: Vec<u8> = (first..end).map(|place| older(place).copied().unwrap_or(0)).collect();
        self.file.write_all_at(&bytes, first)
    }

    /// The file's growth is one more thing that may not have reached the disk.
    fn finish(mut self, synced: u64) -> io::Result<Tally> {
        let needed = self.needed.max(self.base.unwrap_or(synced));
        if self.size > needed && !(self.keep)() {
            self.file.set_len(needed)?;
        }
        Ok(self.tally)
    }

    fn is_settled(&self, sector: u64) -> bool {
        sector >= self.settled_from || self.settled.contains(&sector)
    }
}

#[cfg(test)]
mod tests;
