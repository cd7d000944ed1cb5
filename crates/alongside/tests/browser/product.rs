//! The program as a process of its own, over a demo database of its own.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// Everybody's password in the demo.
pub const PASSWORD: &str = "larch-court-1";

/// A running server; killed when dropped, its files removed with it.
pub struct Product {
    child: Child,
    database: PathBuf,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
}

/// A demo made once for all tests of this process; each server gets a copy.
fn template() -> &'static PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| made(300))
}

/// The demo as `./run` makes it, with caseloads of a real size; made once, for the stories that need them.
fn whole() -> &'static PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| made(1200))
}

fn made(people: u32) -> PathBuf {
    let name = format!("browser-{}-{people}.db", std::process::id());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let done = program(&path).args(["demo", "--people", &people.to_string()]).stdout(Stdio::null()).status();
    assert!(done.expect("the program starts").success(), "the demo could not be made");
    path
}

fn program(database: &PathBuf) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.arg("--database").arg(database);
    command
}

impl Product {
    /// Starts a server over a fresh copy of the demo.
    pub fn start() -> Self {
        Self::over(template())
    }

    /// The same over the demo as `./run` makes it.
    pub fn start_whole() -> Self {
        Self::over(whole())
    }

    fn over(template: &Path) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::SeqCst);
        let database = template.with_extension(format!("{number}.db"));
        std::fs::copy(template, &database).expect("the demo can be copied");
        let (child, address) = serve(&database, "127.0.0.1:0");
        Self { child, database, address }
    }

    /// Where its facts are.
    pub fn database(&self) -> &Path {
        &self.database
    }

    /// Kills the server as a crash would, and starts another over the same file at the same address.
    pub fn crash_and_restart(&mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server has ended");
        let (child, address) = serve(&self.database, self.address.trim_start_matches("http://"));
        (self.child, self.address) = (child, address);
    }
}

fn serve(database: &PathBuf, address: &str) -> (Child, String) {
    let mut child = program(database)
        .args(["serve", "--address", address])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let out = child.stdout.take().expect("its output");
    let said = BufReader::new(out).lines().map_while(Result::ok).find(|line| line.contains("http://"));
    let said = said.expect("the server says where it is");
    let at = said.find("http://").expect("an address");
    (child, said[at..].trim().to_owned())
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ended = self.child.kill().and_then(|()| self.child.wait().map(drop));
        for end in ["", "-wal", "-shm"] {
            let _gone = std::fs::remove_file(format!("{}{end}", self.database.display()));
        }
        // Letters that were sent.
        let _gone = std::fs::remove_dir_all(format!("{}.outbox", self.database.display()));
    }
}
