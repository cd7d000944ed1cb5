//! What the shim knows of the watched directory: its files, their unsynced changes, and when the power goes.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::os::fd::RawFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::PathBuf;

use libc::{c_int, ssize_t};

use crate::coin::Coin;
use crate::leave;
use crate::undo::{self, Change};

/// The exit code after a power loss, that of a killed process.
const POWER_LOST: c_int = 137;
/// The exit code when the shim cannot do its work; the harness shows what it said.
const SHIM_FAILED: c_int = 70;

/// Where a write goes.
#[derive(Clone, Copy)]
pub enum Place {
    /// To this offset.
    At(u64),
    /// To the descriptor's own position, or to the end if it appends.
    Cursor,
}

/// The watched directory.
pub struct Disk {
    folder: PathBuf,
    files: Vec<Watched>,
    calls: u64,
    last_call: u64,
    seed: u64,
}

/// A file that was changed at least once.
struct Watched {
    device: u64,
    inode: u64,
    /// The shim's own way to the file, whatever it is called by now. It stays open for good: closing any
    /// descriptor of a file would drop the process's POSIX locks on it, and while it is open no other file
    /// gets the inode number.
    file: File,
    /// Since the last sync, oldest first.
    unsynced: Vec<Change>,
}

/// What a descriptor of the writer stands for.
enum Found {
    Folder,
    File(usize),
}

impl Disk {
    /// The disk the environment asks for, if it asks for one.
    pub fn from_env() -> Option<Self> {
        let folder = env::var_os("POWERLOSS_DIR")?;
        let number = |name| env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
        let (Some(last_call), Some(seed)) = (number("POWERLOSS_AT"), number("POWERLOSS_SEED")) else {
            leave(SHIM_FAILED, "POWERLOSS_AT and POWERLOSS_SEED must be numbers")
        };
        let Ok(folder) = fs::canonicalize(folder) else { leave(SHIM_FAILED, "POWERLOSS_DIR must exist") };
        if !fs::exists("/proc/self/fd").unwrap_or(false) {
            leave(SHIM_FAILED, "/proc must be mounted")
        }
        Some(Self { folder, files: Vec::new(), calls: 0, last_call, seed })
    }

    /// Does a write through `real` and remembers it; `None`, and nothing done, if the file is not watched.
    pub fn write(
        &mut self,
        fd: RawFd,
        place: Place,
        len: usize,
        real: impl FnOnce() -> ssize_t,
    ) -> Option<ssize_t> {
        let Found::File(index) = self.find(fd)? else { return None };
        let watched = &mut self.files[index];
        let size = watched.size();
        let at = match place {
            Place::At(at) => at,
            Place::Cursor => cursor(fd, size).unwrap_or_else(|| failed("cannot tell a file's position")),
        };
        let mut before = watched.read(at, len);
        let answer = real();
        // A short write changed less than it set out to, a failed one nothing.
        if let Ok(done @ 1..) = usize::try_from(answer) {
            before.truncate(done);
            watched.unsynced.push(Change::Write { at, len: done as u64, size, before });
        }
        self.tick();
        Some(answer)
    }

    /// Does a resize through `real` and remembers it; `None`, and nothing done, if the file is not watched.
    pub fn resize(&mut self, fd: RawFd, to: u64, real: impl FnOnce() -> c_int) -> Option<c_int> {
        let Found::File(index) = self.find(fd)? else { return None };
        let watched = &mut self.files[index];
        let from = watched.size();
        let cut = usize::try_from(from.saturating_sub(to)).unwrap_or_else(|_| failed("too large a file"));
        let before = watched.read(to, cut);
        let answer = real();
        if answer == 0 && from != to {
            watched.unsynced.push(Change::Resize { from, to, before });
        }
        self.tick();
        Some(answer)
    }

    /// Makes all changes of a file final. A directory's sync is as free as a file's.
    pub fn sync(&mut self, fd: RawFd) -> Option<c_int> {
        let found = self.find(fd)?;
        // The power may go before the sync is through, so the tick comes first.
        self.tick();
        if let Found::File(index) = found {
            self.files[index].unsynced.clear();
        }
        Some(0)
    }

    /// The file or directory behind a descriptor, if it is one to watch.
    fn find(&mut self, fd: RawFd) -> Option<Found> {
        let link = format!("/proc/self/fd/{fd}");
        // Asked anew each time: the writer may have closed the descriptor and got the number again.
        let meta = fs::metadata(&link).ok()?;
        let known = |file: &Watched| (file.device, file.inode) == (meta.dev(), meta.ino());
        if let Some(index) = self.files.iter().position(known) {
            return Some(Found::File(index));
        }
        if !meta.is_file() && !meta.is_dir() {
            return None;
        }
        let path = fs::read_link(&link).ok()?;
        if !path.starts_with(&self.folder) || path.as_os_str().as_bytes().ends_with(b"-shm") {
            return None;
        }
        if meta.is_dir() {
            return Some(Found::Folder);
        }
        let file = OpenOptions::new().read(true).write(true).open(&link);
        let file = file.unwrap_or_else(|_| failed("cannot open a written file a second time"));
        self.files.push(Watched { device: meta.dev(), inode: meta.ino(), file, unsynced: Vec::new() });
        Some(Found::File(self.files.len() - 1))
    }

    /// Counts a call; on the last one the power goes.
    fn tick(&mut self) {
        self.calls += 1;
        if self.calls == self.last_call {
            self.lose_power()
        }
    }

    /// Gives a random part of the unsynced sectors their older bytes back, and ends the process.
    fn lose_power(&self) -> ! {
        let mut coin = Coin::new(self.seed);
        let (mut changes, mut kept, mut lost) = (0, 0, 0);
        for watched in &self.files {
            let Ok(tally) = undo::lose(&watched.file, &watched.unsynced, || coin.keep()) else {
                failed("cannot take back a write")
            };
            changes += watched.unsynced.len();
            kept += tally.kept;
            lost += tally.lost;
        }
        let call = self.calls;
        leave(
            POWER_LOST,
            &format!("call {call}, {changes} unsynced changes, {kept} sectors kept, {lost} lost"),
        )
    }
}

impl Watched {
    fn size(&self) -> u64 {
        self.file.metadata().map_or_else(|_| failed("cannot tell a file's size"), |meta| meta.len())
    }

    /// Up to `len` bytes from `at`, fewer where the file ends before.
    fn read(&self, at: u64, len: usize) -> Vec<u8> {
        let mut bytes = vec![0; len];
        let mut have = 0;
        while have < len {
            match self.file.read_at(&mut bytes[have..], at + have as u64) {
                Ok(0) => break,
                Ok(more) => have += more,
                Err(_) => failed("cannot read the bytes about to be replaced"),
            }
        }
        bytes.truncate(have);
        bytes
    }
}

/// Where a plain `write` to this descriptor would go, in a file of this size.
fn cursor(fd: RawFd, size: u64) -> Option<u64> {
    let info = fs::read_to_string(format!("/proc/self/fdinfo/{fd}")).ok()?;
    let field = |name| info.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let flags = c_int::from_str_radix(field("flags:")?, 8).ok()?;
    if flags & libc::O_APPEND != 0 { Some(size) } else { field("pos:")?.parse().ok() }
}

fn failed(why: &str) -> ! {
    leave(SHIM_FAILED, why)
}
