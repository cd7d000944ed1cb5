//! The virus check: a command of the service's choice, given the file on standard input.

use kernel::{Error, Result};
use std::{
    io::{Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

kernel::text_enum! {
    /// What the virus check said of a file.
    pub enum Scanned {
        /// Nobody looked: no check is set up.
        Not = "not_scanned", "Not scanned";
        /// Nothing was found.
        Clean = "clean", "No virus found";
        /// Something was found: the file is kept apart and never served.
        Refused = "refused", "Refused by the virus check";
        /// A check is set up and did not work: the file is kept apart and not served.
        Held = "held", "Held: the virus check did not work";
    }
}

impl Scanned {
    /// Whether the file is given to people.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Not | Self::Clean)
    }
}

/// How long a check may take. Alongside default.
pub const MOST_SECONDS: u64 = 60;

/// Bytes of what a check says that are kept; the rest is read and dropped.
const MOST_SAID: usize = 4_096;

/// How often it is asked whether the check has ended.
const BEAT: Duration = Duration::from_millis(10);

/// A virus check: a program and its arguments, as given to `serve --scan`. It reads the file from standard input and
/// ends with 0 when it is clean and with 1 when it is not, as `clamdscan -` does; anything else, or taking longer than
/// [`MOST_SECONDS`], means that it could not look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    program: String,
    arguments: Vec<String>,
    most: Duration,
}

impl Scan {
    /// Reads `clamdscan --no-summary -`: words parted by spaces, no quotes. An empty command is none.
    pub fn parse(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        Some(Self {
            program: words.next()?,
            arguments: words.collect(),
            most: Duration::from_secs(MOST_SECONDS),
        })
    }

    /// The same with another limit of time.
    pub fn within(self, most: Duration) -> Self {
        Self { most, ..self }
    }

    /// Looks at a file; what was said comes with it, 200 characters at most. It waits for the program: call it where
    /// waiting is allowed, or use [`Scan::look`].
    pub fn look_now(&self, content: &Arc<Vec<u8>>) -> (Scanned, String) {
        let held = |words: &str| (Scanned::Held, words.to_owned());
        match self.run(content) {
            Ok(Some((Some(0), _))) => (Scanned::Clean, String::new()),
            Ok(Some((Some(1), words))) => (Scanned::Refused, words),
            Ok(Some((_, words))) => {
                tracing::warn!("the virus check did not work: {words}");
                held("The virus check did not work. Put the file in again when it does.")
            }
            Ok(None) => {
                tracing::warn!("the virus check took more than {} seconds", self.most.as_secs());
                held("The virus check took too long. Put the file in again later.")
            }
            Err(e) => {
                tracing::warn!("the virus check did not start: {e}");
                held("The virus check did not start. Put the file in again when it does.")
            }
        }
    }

    /// Looks at a file.
    pub async fn look(&self, content: Arc<Vec<u8>>) -> Result<(Scanned, String)> {
        let scan = self.clone();
        tokio::task::spawn_blocking(move || scan.look_now(&content))
            .await
            .map_err(|_| Error::defect("the virus check panicked"))
    }

    /// The code it ended with and what it said; `None` when it was stopped because it took too long.
    fn run(&self, content: &Arc<Vec<u8>>) -> std::io::Result<Option<(Option<i32>, String)>> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // Both ends at once, each in a thread: a check that says much before it has read all would else wait for us
        // while we wait for it. Neither is joined, for a child of the check may hold an end open.
        if let Some(mut to) = child.stdin.take() {
            let content = content.clone();
            // A check that has seen enough closes its end before all is written.
            thread::spawn(move || drop(to.write_all(&content)));
        }
        let (tell, told) = mpsc::channel();
        if let Some(from) = child.stdout.take() {
            thread::spawn(move || drop(tell.send(heard(from))));
        }
        let Some(status) = self.wait(&mut child)? else { return Ok(None) };
        let said = told.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
        let words: String = String::from_utf8_lossy(&said).chars().take(200).collect();
        Ok(Some((status.code(), words.trim().to_owned())))
    }

    /// Waits for the end; stops it, and says `None`, when it takes too long.
    fn wait(&self, child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
        let beats = self.most.as_millis() / BEAT.as_millis();
        for _ in 0..beats.max(1) {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            thread::sleep(BEAT);
        }
        child.kill()?;
        child.wait()?;
        Ok(None)
    }
}

/// The first of what is said; all of it is read, so that nobody waits to say it.
fn heard(mut from: impl Read) -> Vec<u8> {
    let (mut kept, mut buffer) = (Vec::new(), [0; 4_096]);
    while let Ok(n @ 1..) = from.read(&mut buffer) {
        let room = MOST_SAID.saturating_sub(kept.len());
        kept.extend_from_slice(&buffer[..n.min(room)]);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test string that every virus check refuses, in two halves so that none refuses this file.
    fn eicar() -> Vec<u8> {
        [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
    }

    /// A check made of a shell script that refuses what has EICAR in it.
    fn stub() -> Scan {
        script("eicar", "if grep -q EICAR; then echo 'stdin: Test FOUND'; exit 1; fi")
    }

    fn script(name: &str, text: &str) -> Scan {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("alongside-scan-{name}-{}", std::process::id()));
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        Scan::parse(&format!("{} -", path.display())).unwrap()
    }

    #[test]
    fn what_is_found_is_refused_and_said() {
        let scan = stub();
        assert_eq!(scan.look_now(&file(b"Dear Mina")), (Scanned::Clean, String::new()));
        assert_eq!(scan.look_now(&Arc::new(eicar())), (Scanned::Refused, "stdin: Test FOUND".to_owned()));
    }

    fn file(bytes: &[u8]) -> Arc<Vec<u8>> {
        Arc::new(bytes.to_vec())
    }

    /// More than a pipe holds is said before anything is read, and more than it holds is to be read.
    #[test]
    fn a_check_that_says_much_before_it_reads_is_heard_out() {
        let much = script("much", "head -c 300000 /dev/zero | tr '\\0' x; if grep -q EICAR; then exit 1; fi");
        let much = much.within(Duration::from_secs(20));
        assert_eq!(much.look_now(&Arc::new(vec![b'a'; 300_000])).0, Scanned::Clean);
        let mut long = vec![b'a'; 300_000];
        long.extend(eicar());
        let (scanned, words) = much.look_now(&Arc::new(long));
        assert_eq!((scanned, words), (Scanned::Refused, "x".repeat(200)));
    }

    #[test]
    fn a_check_that_takes_too_long_is_stopped_and_the_file_is_held() {
        let slow = script("slow", "exec sleep 30").within(Duration::from_millis(200));
        let (scanned, words) = slow.look_now(&file(b"Dear Mina"));
        assert_eq!((scanned, words.contains("took too long")), (Scanned::Held, true));
    }

    #[test]
    fn a_check_that_does_not_work_calls_nothing_clean() {
        for command in ["/nowhere/at/all", "sh -c", "false2"] {
            assert_eq!(Scan::parse(command).unwrap().look_now(&file(b"x")).0, Scanned::Held, "{command}");
        }
        assert_eq!(Scan::parse("  "), None);
    }
}
