//! Processes of the program: started, looked at through `/proc`, and ended again whatever happens.

use kernel::{Error, Result};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread::sleep,
    time::{Duration, Instant},
};
use tokio::signal::unix::{SignalKind, signal};

/// Ticks of `/proc/PID/stat` in a second: the kernel gives hundredths to programs whatever its own clock.
const TICKS: f64 = 100.0;

/// The processes that are running now.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// A process that is ended when this goes.
pub struct Process(Child);

impl Process {
    /// Starts one.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let child = command.spawn().map_err(|e| Error::io(command.get_program().display(), e))?;
        running.push(child.id());
        Ok(Self(child))
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// What it writes.
    pub fn output(&mut self) -> Result<ChildStdout> {
        self.0.stdout.take().ok_or_else(|| Error::defect("a process without an output"))
    }

    /// What it reads.
    pub fn input(&mut self) -> Result<ChildStdin> {
        self.0.stdin.take().ok_or_else(|| Error::defect("a process without an input"))
    }

    /// Waits for its end and fails when it did.
    pub fn wait(&mut self) -> Result<()> {
        let status = self.0.wait().map_err(|e| Error::io("a process", e))?;
        if status.success() { Ok(()) } else { Err(Error::invalid(format!("a command failed with {status}"))) }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let ended = |child: &mut Child| matches!(child.try_wait(), Ok(Some(_)));
        if !ended(&mut self.0) {
            ask_to_stop(self.0.id());
            let until = Instant::now() + Duration::from_secs(10);
            while !ended(&mut self.0) && Instant::now() < until {
                sleep(Duration::from_millis(5));
            }
            let _ended = self.0.kill();
            let _ended = self.0.wait();
        }
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|id| *id != self.0.id());
    }
}

fn ask_to_stop(id: u32) {
    let _gone = Command::new("kill").arg(id.to_string()).stderr(Stdio::null()).status();
}

/// Ends every process when this one is asked to end.
pub fn stop_all_when_asked() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::io("the async runtime", e))?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            match signal(SignalKind::terminate()) {
                Ok(mut asked) => tokio::select! { _ = asked.recv() => {}, _ = tokio::signal::ctrl_c() => {} },
                Err(_) => drop(tokio::signal::ctrl_c().await),
            }
        });
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(|id| ask_to_stop(*id));
        std::process::exit(130);
    });
    Ok(())
}

/// A server on a database.
pub struct Server {
    process: Process,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start until it said so.
    pub started_in: Duration,
    /// Kept open, so that what it writes has somewhere to go.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts one and waits until it listens. What it says beside that goes to `server.log`.
    pub fn start(program: &Path, database: &Path) -> Result<Self> {
        let log = database.with_file_name("server.log");
        let log = File::create(&log).map_err(|e| Error::io(log.display(), e))?;
        let begun = Instant::now();
        let mut process = Process::start(
            Command::new(program)
                .arg("--database")
                .arg(database)
                .args(["serve", "--address", "127.0.0.1:0"])
                .stdout(Stdio::piped())
                .stderr(log),
        )?;
        let mut output = BufReader::new(process.output()?);
        let mut line = String::new();
        let read = output.read_line(&mut line).map_err(|e| Error::io("the server's output", e));
        let started_in = begun.elapsed();
        let address = read.ok().and_then(|_| line.trim().rsplit_once("http://")?.1.parse().ok());
        let address =
            address.ok_or_else(|| Error::invalid("the server did not start: see var/bench/server.log"))?;
        Ok(Self { process, address, started_in, _output: output })
    }

    /// Waits until it has done what a server does first on a new database: a night's look at clocks and returns.
    pub fn quiet(&self) -> Result<()> {
        let until = Instant::now() + Duration::from_mins(3);
        let mut before = self.cpu_seconds()?;
        while Instant::now() < until {
            sleep(Duration::from_secs(1));
            let now = self.cpu_seconds()?;
            if now - before < 0.05 {
                return Ok(());
            }
            before = now;
        }
        Err(Error::invalid("the server never came to rest"))
    }

    /// Seconds of CPU it has used, its own and the system's for it.
    pub fn cpu_seconds(&self) -> Result<f64> {
        seconds(&self.read("stat")?)
    }

    /// Megabytes of memory it holds: all of it, and the part that is its own and not a view of a file.
    pub fn memory(&self) -> Result<(f64, f64)> {
        let status = self.read("status")?;
        let of = |name| kilobytes(&status, name).map(|kb| kb * 1024.0 / 1e6);
        of("VmRSS:").zip(of("RssAnon:")).ok_or_else(|| Error::defect("/proc/PID/status has another shape"))
    }

    fn read(&self, name: &str) -> Result<String> {
        let path = format!("/proc/{}/{name}", self.process.id());
        fs::read_to_string(&path).map_err(|e| Error::io(path, e))
    }
}

/// Seconds of CPU that this program has used.
pub fn own_cpu_seconds() -> Result<f64> {
    let path = "/proc/self/stat";
    seconds(&fs::read_to_string(path).map_err(|e| Error::io(path, e))?)
}

fn seconds(stat: &str) -> Result<f64> {
    cpu_ticks(stat)
        .map(|ticks| ticks / TICKS)
        .ok_or_else(|| Error::defect("/proc/PID/stat has another shape"))
}

/// User and system ticks of a line of `/proc/PID/stat`; the name in it may hold anything, also brackets.
fn cpu_ticks(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

fn kilobytes(status: &str, name: &str) -> Option<f64> {
    status.lines().find_map(|line| line.strip_prefix(name))?.trim().strip_suffix(" kB")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_user_and_system_whatever_the_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 100 0 0 0 120 34 5 6 20 0 9 0 100 200 300";
        assert_eq!(cpu_ticks(stat), Some(154.0));
        assert_eq!(cpu_ticks("7 (short) S 1"), None);
    }

    #[test]
    fn memory_is_read_by_name() {
        let status = "Name:\tserver\nVmRSS:\t   9120 kB\nRssAnon:\t    4000 kB\n";
        assert_eq!(kilobytes(status, "VmRSS:"), Some(9120.0));
        assert_eq!(kilobytes(status, "RssFile:"), None);
    }

    #[test]
    fn a_process_is_ended_when_it_goes() {
        let process = Process::start(Command::new("sleep").arg("60")).unwrap();
        let path = format!("/proc/{}", process.id());
        assert!(Path::new(&path).exists());
        drop(process);
        assert!(!Path::new(&path).exists());
    }

    #[test]
    fn a_command_that_fails_is_an_error() {
        let words = Process::start(&mut Command::new("false")).unwrap().wait().unwrap_err().to_string();
        assert!(words.contains("failed"), "{words}");
    }
}
