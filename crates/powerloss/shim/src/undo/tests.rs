//! Random histories of one file, checked against every version its sectors ever had.

use super::*;
use crate::coin::Coin;

const SECTOR_BYTES: usize = 512;

/// A file, its changes since the sync, and its whole content after each of them.
struct History {
    file: File,
    changes: Vec<Change>,
    versions: Vec<Vec<u8>>,
}

impl History {
    fn new(name: &str, synced: Vec<u8>) -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("powerloss-undo-{}-{name}", std::process::id()));
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
        // The open file is all we need.
        std::fs::remove_file(path)?;
        file.write_all_at(&synced, 0)?;
        Ok(Self { file, changes: Vec::new(), versions: vec![synced] })
    }

    fn write(&mut self, at: usize, bytes: &[u8]) -> io::Result<()> {
        let mut now = self.now();
        let size = now.len();
        let before = now[at.min(size)..(at + bytes.len()).min(size)].to_vec();
        self.changes.push(Change::Write {
            at: at as u64,
            len: bytes.len() as u64,
            size: size as u64,
            before,
        });
        now.resize(size.max(at + bytes.len()), 0);
        now[at..at + bytes.len()].copy_from_slice(bytes);
        self.versions.push(now);
        self.file.write_all_at(bytes, at as u64)
    }

    fn resize(&mut self, to: usize) -> io::Result<()> {
        let mut now = self.now();
        let before = now[to.min(now.len())..].to_vec();
        self.changes.push(Change::Resize { from: now.len() as u64, to: to as u64, before });
        now.resize(to, 0);
        self.versions.push(now);
        self.file.set_len(to as u64)
    }

    fn now(&self) -> Vec<u8> {
        self.versions.last().cloned().unwrap_or_default()
    }

    fn after_loss(&self, keep: impl FnMut() -> bool) -> io::Result<Vec<u8>> {
        lose(&self.file, &self.changes, keep)?;
        let mut bytes = vec![0; usize::try_from(self.file.metadata()?.len()).unwrap_or_default()];
        self.file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }
}

/// A history of up to 12 changes.
fn random(name: &str, seed: u64, resizes: bool) -> io::Result<History> {
    let mut coin = Coin::new(seed);
    let mut draw = |below: usize| usize::try_from(coin.draw() >> 33).unwrap_or_default() % below;
    let mut history = History::new(name, vec![1; draw(3000)])?;
    for fill in 2..u8::try_from(4 + draw(10)).unwrap_or(4) {
        if resizes && draw(3) == 0 {
            history.resize(draw(4000))?;
        } else {
            history.write(draw(3000), &vec![fill; 1 + draw(1500)])?;
        }
    }
    Ok(history)
}

#[test]
fn nothing_kept_is_the_synced_file() -> io::Result<()> {
    for seed in 0..2000 {
        let history = random("none", seed, true)?;
        assert_eq!(history.after_loss(|| false)?, history.versions[0], "seed {seed}");
    }
    Ok(())
}

#[test]
fn all_kept_is_the_newest_file() -> io::Result<()> {
    for seed in 0..2000 {
        let history = random("all", seed, true)?;
        assert_eq!(history.after_loss(|| true)?, history.now(), "seed {seed}");
    }
    Ok(())
}

#[test]
fn every_sector_is_one_of_its_versions() -> io::Result<()> {
    let mut mixed = 0;
    for seed in 0..2000 {
        let history = random("some", seed, false)?;
        let mut coin = Coin::new(seed);
        let after = history.after_loss(|| coin.keep())?;
        let sector = |bytes: &[u8], index: usize| {
            let mut part: Vec<u8> =
                bytes.iter().skip(index * SECTOR_BYTES).take(SECTOR_BYTES).copied().collect();
            part.resize(SECTOR_BYTES, 0);
            part
        };
        for index in 0..after.len().div_ceil(SECTOR_BYTES) {
            let found = sector(&after, index);
            assert!(history.versions.iter().any(|one| sector(one, index) == found), "seed {seed}, {index}");
        }
        mixed += usize::from(!history.versions.contains(&after));
    }
    assert!(mixed > 500, "only {mixed} of 2000 losses left a file that never was");
    Ok(())
}

#[test]
fn a_size_is_between_the_oldest_and_the_largest() -> io::Result<()> {
    for seed in 0..2000 {
        let history = random("size", seed, true)?;
        let mut coin = Coin::new(seed);
        let after = history.after_loss(|| coin.keep())?.len();
        let sizes = || history.versions.iter().map(Vec::len);
        assert!(sizes().min() <= Some(after) && Some(after) <= sizes().max(), "seed {seed}: {after}");
    }
    Ok(())
}

#[test]
fn a_kept_cut_is_not_grown_again_by_an_older_lost_write() -> io::Result<()> {
    let mut history = History::new("cut", vec![1; 4096])?;
    history.write(4096, &[2; 4096])?;
    history.resize(1024)?;
    let mut calls = 0;
    let after = history.after_loss(|| {
        calls += 1;
        calls == 1
    })?;
    assert_eq!(after, vec![1; 1024]);
    Ok(())
}
