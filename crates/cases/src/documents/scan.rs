//! The virus check: a command of the service's choice, given the file on standard input.

use kernel::{Error, Result};
use std::{
    io::Write,
    process::{Command, Stdio},
};

kernel::text_enum! {
    /// What the virus check said of a file.
    pub enum Scanned {
        /// Nobody looked: no check is set up, or it did not work.
        Not = "not_scanned", "Not scanned";
        /// Nothing was found.
        Clean = "clean", "No virus found";
        /// Something was found: the file is kept apart and never served.
        Refused = "refused", "Refused by the virus check";
    }
}

/// A virus check: a program and its arguments, as given to `serve --scan`. It reads the file from standard input and
/// ends with 0 when it is clean and with 1 when it is not, as `clamdscan -` does; anything else means that it could
/// not look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    program: String,
    arguments: Vec<String>,
}

impl Scan {
    /// Reads `clamdscan --no-summary -`: words parted by spaces, no quotes. An empty command is none.
    pub fn parse(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        Some(Self { program: words.next()?, arguments: words.collect() })
    }

    /// Looks at a file; what was said comes with it, 200 characters at most. It waits for the program: call it where
    /// waiting is allowed, or use [`Scan::look`].
    pub fn look_now(&self, content: &[u8]) -> (Scanned, String) {
        match self.run(content) {
            Ok((Some(0), _)) => (Scanned::Clean, String::new()),
            Ok((Some(1), words)) => (Scanned::Refused, words),
            Ok((_, words)) => {
                tracing::warn!("the virus check did not work: {words}");
                (Scanned::Not, "The virus check did not work.".to_owned())
            }
            Err(e) => {
                tracing::warn!("the virus check did not start: {e}");
                (Scanned::Not, "The virus check did not start.".to_owned())
            }
        }
    }

    /// Looks at a file.
    pub async fn look(&self, content: std::sync::Arc<Vec<u8>>) -> Result<(Scanned, String)> {
        let scan = self.clone();
        tokio::task::spawn_blocking(move || scan.look_now(&content))
            .await
            .map_err(|_| Error::defect("the virus check panicked"))
    }

    fn run(&self, content: &[u8]) -> std::io::Result<(Option<i32>, String)> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut to) = child.stdin.take() {
            // A check that has seen enough closes its end before all is written.
            let _closed = to.write_all(content);
        }
        let out = child.wait_with_output()?;
        let words: String = String::from_utf8_lossy(&out.stdout).chars().take(200).collect();
        Ok((out.status.code(), words.trim().to_owned()))
    }
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
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("alongside-scan-{}", std::process::id()));
        std::fs::write(&path, "#!/bin/sh\nif grep -q EICAR; then echo 'stdin: Test FOUND'; exit 1; fi\n")
            .unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        Scan::parse(&format!("{} -", path.display())).unwrap()
    }

    #[test]
    fn what_is_found_is_refused_and_said() {
        let scan = stub();
        assert_eq!(scan.look_now(b"Dear Mina"), (Scanned::Clean, String::new()));
        assert_eq!(scan.look_now(&eicar()), (Scanned::Refused, "stdin: Test FOUND".to_owned()));
    }

    #[test]
    fn a_check_that_does_not_work_calls_nothing_clean() {
        for command in ["/nowhere/at/all", "sh -c", "false2"] {
            assert_eq!(Scan::parse(command).unwrap().look_now(b"x").0, Scanned::Not, "{command}");
        }
        assert_eq!(Scan::parse("  "), None);
    }
}
