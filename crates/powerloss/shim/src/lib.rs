//! Power loss for one process: preloaded into a writer, it stands in for the C library's file calls.
//!
//! Every write and every resize of a regular file under `POWERLOSS_DIR` is done and remembered with the
//! bytes it replaced, until the file is synced. A sync is not passed on, it only makes the shim forget:
//! that keeps runs fast. At call number `POWERLOSS_AT` the power goes: a random part of the unsynced
//! 512-byte sectors is kept (drawn from `POWERLOSS_SEED`), the rest gets its older bytes back, and the
//! process ends with code 137. Without `POWERLOSS_DIR` every call passes straight through.
//!
//! Files ending in `-shm` are left alone: shared memory does not survive, whoever looks next deletes them.
//!
//! Not seen: what goes through `mmap`, `writev`, `fallocate`, `copy_file_range`, `O_TRUNC` or the C library's
//! own `FILE` streams; lost directory entries (a rename or an unlink always sticks); more than one process.
//! All that makes a loss look smaller than it is. `O_SYNC` is not seen either and makes it look larger.
//! SQLite uses none of these outside of `-shm` but the unlink.
#![cfg(target_os = "linux")]

mod coin;
mod disk;
mod undo;

use std::cell::Cell;
use std::io::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

use disk::{Disk, Place};
use libc::{c_int, c_long, c_void, off_t, size_t, ssize_t};

/// `pwrite`, as the C library has it.
///
/// # Safety
/// As the C function: `from` points at `len` readable bytes.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub unsafe extern "C" fn pwrite64(fd: c_int, from: *const c_void, len: size_t, at: off_t) -> ssize_t {
    // SAFETY: the arguments go to the kernel as they came; it checks them.
    let real = || count(unsafe { libc::syscall(libc::SYS_pwrite64, fd, from, len, at) });
    let place = u64::try_from(at).map(Place::At);
    place.ok().and_then(|place| inside(|disk| disk.write(fd, place, len, real))).unwrap_or_else(real)
}

/// `pwrite`; on 64-bit Linux the same function under its older name.
///
/// # Safety
/// As the C function: `from` points at `len` readable bytes.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub unsafe extern "C" fn pwrite(fd: c_int, from: *const c_void, len: size_t, at: off_t) -> ssize_t {
    // SAFETY: the caller's promise is the same.
    unsafe { pwrite64(fd, from, len, at) }
}

/// `write`, as the C library has it. SQLite does not use it; writers of whole files do.
///
/// # Safety
/// As the C function: `from` points at `len` readable bytes.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub unsafe extern "C" fn write(fd: c_int, from: *const c_void, len: size_t) -> ssize_t {
    // SAFETY: the arguments go to the kernel as they came; it checks them.
    let real = || count(unsafe { libc::syscall(libc::SYS_write, fd, from, len) });
    inside(|disk| disk.write(fd, Place::Cursor, len, real)).unwrap_or_else(real)
}

/// `ftruncate`, as the C library has it.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub extern "C" fn ftruncate64(fd: c_int, to: off_t) -> c_int {
    // SAFETY: no pointers; the kernel checks both numbers.
    let real = || status(unsafe { libc::syscall(libc::SYS_ftruncate, fd, to) });
    u64::try_from(to).ok().and_then(|to| inside(|disk| disk.resize(fd, to, real))).unwrap_or_else(real)
}

/// `ftruncate`; on 64-bit Linux the same function under its older name.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub extern "C" fn ftruncate(fd: c_int, to: off_t) -> c_int {
    ftruncate64(fd, to)
}

/// `fsync`: makes the shim forget a watched file's older bytes, at no cost.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub extern "C" fn fsync(fd: c_int) -> c_int {
    // SAFETY: no pointers; the kernel checks the number.
    let real = || status(unsafe { libc::syscall(libc::SYS_fsync, fd) });
    inside(|disk| disk.sync(fd)).unwrap_or_else(real)
}

/// `fdatasync`: the same as [`fsync`], since a size that is needed to read the data is synced too.
#[cfg_attr(not(test), unsafe(no_mangle))]
pub extern "C" fn fdatasync(fd: c_int) -> c_int {
    // SAFETY: no pointers; the kernel checks the number.
    let real = || status(unsafe { libc::syscall(libc::SYS_fdatasync, fd) });
    inside(|disk| disk.sync(fd)).unwrap_or_else(real)
}

static DISK: OnceLock<Option<Mutex<Disk>>> = OnceLock::new();

thread_local! {
    /// Whether this thread is at work in the shim: its own file calls come back here and pass through.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` alone on the disk; `None` when the call is not the shim's business.
fn inside<T>(work: impl FnOnce(&mut Disk) -> Option<T>) -> Option<T> {
    if INSIDE.replace(true) {
        return None;
    }
    let disk = DISK.get_or_init(|| Disk::from_env().map(Mutex::new)).as_ref();
    let answer = disk.and_then(|disk| work(&mut disk.lock().unwrap_or_else(PoisonError::into_inner)));
    INSIDE.set(false);
    answer
}

/// Ends the process at once: no destructors, no buffers flushed, as when the power goes.
fn leave(code: c_int, last_words: &str) -> ! {
    // Nobody is left to hear of a failure to speak.
    let _ = writeln!(std::io::stderr(), "powerloss: {last_words}");
    // SAFETY: `_exit` takes a number and does not return.
    unsafe { libc::_exit(code) }
}

/// A system call's answer as a count of bytes or -1.
fn count(answer: c_long) -> ssize_t {
    ssize_t::try_from(answer).unwrap_or(-1)
}

/// A system call's answer as 0 or -1.
fn status(answer: c_long) -> c_int {
    c_int::try_from(answer).unwrap_or(-1)
}
