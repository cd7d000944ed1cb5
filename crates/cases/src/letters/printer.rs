//! The worker that makes PDFs, as the service uses it: one process, kept alive, given a time for each paper.
//!
//! It is a program of its own, so what is typed into a letter is never read in the process that holds the database,
//! and so that nobody builds a typesetter who does not want one. A worker that crashes or hangs is started anew for
//! the next paper.

use ::letters::{Paper, read_frame, write_frame};
use kernel::{Error, Result};
use std::{
    io::{self, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    time::Duration,
};

/// What the worker's program is called.
pub const PROGRAM: &str = "alongside-letters";

/// How long a paper may take. Alongside default: a letter takes some hundredths of a second, a long bundle some
/// seconds.
const MOST_TIME: Duration = Duration::from_secs(20);

/// The most a PDF may have.
const MOST_BYTES: usize = 96 << 20;

/// The typesetter. Clones share one process.
#[derive(Clone, Debug)]
pub struct Printer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    program: PathBuf,
    most_time: Duration,
    worker: Mutex<Option<Worker>>,
}

/// A running worker and the thread that talks with it.
#[derive(Debug)]
struct Worker {
    child: Child,
    papers: mpsc::Sender<Vec<u8>>,
    answers: mpsc::Receiver<io::Result<(String, Vec<u8>)>>,
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is waited for, so that no dead process is left behind.
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

impl Printer {
    /// The worker's program: the one named, else the one beside this program; `None` where there is none.
    pub fn find(named: Option<&Path>) -> Option<Self> {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join(PROGRAM));
        let program = named.map(Path::to_owned).or_else(beside)?;
        program.is_file().then(|| Self::new(program, MOST_TIME))
    }

    /// A worker of this program that is given so long for each paper. It is started when first needed.
    pub fn new(program: PathBuf, most_time: Duration) -> Self {
        Self(Arc::new(Inner { program, most_time, worker: Mutex::default() }))
    }

    /// A tagged PDF of a paper. It waits for the worker: call it where waiting is allowed, or use
    /// [`Printer::print`].
    pub fn print_now(&self, paper: &Paper) -> Result<Vec<u8>> {
        let json = serde_json::to_vec(paper).map_err(|e| Error::defect(format!("a paper as JSON: {e}")))?;
        let mut held = self.0.worker.lock().unwrap_or_else(PoisonError::into_inner);
        let worker = match held.take() {
            Some(worker) => worker,
            None => self.start()?,
        };
        let (word, bytes) = self.ask(&worker, json)?;
        // Only a worker that has answered is used again.
        *held = Some(worker);
        match word.as_str() {
            "pdf" => Ok(bytes),
            _ => Err(Error::defect(format!("typesetting: {}", String::from_utf8_lossy(&bytes)))),
        }
    }

    /// A tagged PDF of a paper.
    pub async fn print(&self, paper: Paper) -> Result<Vec<u8>> {
        let printer = self.clone();
        tokio::task::spawn_blocking(move || printer.print_now(&paper))
            .await
            .map_err(|_| Error::defect("asking the typesetter panicked"))?
    }

    fn ask(&self, worker: &Worker, json: Vec<u8>) -> Result<(String, Vec<u8>)> {
        let gone = |_| Error::defect("the typesetter ended");
        worker.papers.send(json).map_err(|_| Error::defect("the typesetter ended"))?;
        match worker.answers.recv_timeout(self.0.most_time) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(e)) => Err(gone(e)),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(Error::Deadline),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(Error::defect("the typesetter ended")),
        }
    }

    fn start(&self) -> Result<Worker> {
        let failed = |e| Error::io(self.0.program.display(), e);
        let mut child = Command::new(&self.0.program)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::defect("the typesetter has no pipes"));
        };
        let (papers, asked) = mpsc::channel::<Vec<u8>>();
        let (answer, answers) = mpsc::channel();
        // Writing and reading both may block, so a thread does them; it ends with the process or with the worker.
        std::thread::Builder::new()
            .name("typesetter".to_owned())
            .spawn(move || {
                let mut from = BufReader::new(from);
                for json in asked {
                    let found = write_frame(&mut to, "paper", &json)
                        .and_then(|()| read_frame(&mut from, MOST_BYTES))
                        .and_then(|frame| frame.ok_or_else(|| io::ErrorKind::UnexpectedEof.into()));
                    let broken = found.is_err();
                    if answer.send(found).is_err() || broken {
                        break;
                    }
                }
            })
            .map_err(|e| Error::io("the typesetter's thread", e))?;
        Ok(Worker { child, papers, answers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A worker made of a shell script.
    fn worker(name: &str, script: &str) -> Printer {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("alongside-worker-{name}-{}", std::process::id()));
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        Printer::new(path, Duration::from_millis(1500))
    }

    #[test]
    fn an_answer_is_a_pdf_or_a_reason() {
        let good = worker("good", "printf 'pdf 4\\n%%PDF'; printf 'no 3\\nbad'; exec cat >/dev/null");
        assert_eq!(good.print_now(&Paper::default()).unwrap(), b"%PDF");
        assert!(good.print_now(&Paper::default()).unwrap_err().to_string().contains("typesetting: bad"));
    }

    #[test]
    fn a_worker_that_crashes_is_started_anew() {
        let count = std::env::temp_dir().join(format!("alongside-worker-count-{}", std::process::id()));
        let _absent = std::fs::remove_file(&count);
        let script = format!(
            "echo x >> {0}; [ $(wc -l < {0}) -gt 1 ] || exit 3; printf 'pdf 1\\nP'; exec cat >/dev/null",
            count.display()
        );
        let crashing = worker("crash", &script);
        assert!(crashing.print_now(&Paper::default()).is_err());
        assert_eq!(crashing.print_now(&Paper::default()).unwrap(), b"P");
    }

    #[test]
    fn a_worker_that_hangs_is_stopped() {
        let hanging = worker("hang", "exec sleep 60");
        assert!(matches!(hanging.print_now(&Paper::default()), Err(Error::Deadline)));
        let held = hanging.0.worker.lock().unwrap();
        assert!(held.is_none(), "the next paper gets another worker");
    }

    #[test]
    fn where_there_is_no_worker_there_is_no_printer() {
        assert!(Printer::find(Some(Path::new("/nowhere/at/all"))).is_none());
    }
}
