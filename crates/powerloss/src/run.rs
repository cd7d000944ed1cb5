//! One run of the writer, from its start to the power loss.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use crate::folder::Folder;
use crate::{Config, TortureError, tried};

/// The shim's exit code after a power loss.
const POWER_LOST: i32 = 137;

/// When the power goes, and what it takes along.
#[derive(Clone, Copy)]
pub struct Loss {
    round: u32,
    call: u64,
    seed: u64,
}

impl Loss {
    /// The same for the same seed and round.
    pub fn new(config: &Config, round: u32) -> Self {
        let draw = |what: u64| mix(config.seed.wrapping_add(mix(u64::from(round) * 2 + what)));
        Self { round, call: 1 + draw(0) % config.last_call.max(1), seed: draw(1) }
    }
}

/// What the writer said before the power went.
pub struct Run {
    pub acknowledged: Vec<u64>,
    pub stderr: String,
}

/// Runs the writer until the shim ends it.
pub fn until_loss(config: &Config, shim: &Path, folder: &Folder, loss: Loss) -> Result<Run, TortureError> {
    let (output, status) = run(config, shim, folder, loss)?;
    let stderr = tried("read what the writer said", fs::read(folder.stderr()))?;
    let stderr = String::from_utf8_lossy(&stderr).into_owned();
    let Loss { round, call, .. } = loss;
    let Some(output) = output else { return Err(TortureError::Stuck { round, call, stderr }) };
    if status.code() != Some(POWER_LOST) {
        return Err(TortureError::Ended { round, status, stderr });
    }
    Ok(Run { acknowledged: acknowledged(&output)?, stderr })
}

/// What the writer printed, or nothing if it had to be killed, and how it ended.
fn run(
    config: &Config,
    shim: &Path,
    folder: &Folder,
    loss: Loss,
) -> Result<(Option<Vec<u8>>, ExitStatus), TortureError> {
    let mut child = start(config, shim, folder, loss)?;
    let (send, receive) = mpsc::channel();
    if let Some(mut stdout) = child.stdout.take() {
        thread::spawn(move || {
            let mut output = Vec::new();
            // Nobody listens any more if the writer took too long.
            let _ = send.send(stdout.read_to_end(&mut output).map(|_| output));
        });
    }
    let in_time = receive.recv_timeout(config.patience).ok();
    if in_time.is_none() {
        tried("stop the writer", child.kill())?;
    }
    let output = tried("read the acknowledgements", in_time.transpose())?;
    Ok((output, tried("wait for the writer", child.wait())?))
}

fn start(config: &Config, shim: &Path, folder: &Folder, loss: Loss) -> Result<Child, TortureError> {
    let program = tried("find the writer", fs::canonicalize(&config.program))?;
    let disk = tried("find the scratch directory", fs::canonicalize(folder.disk()))?;
    let stderr = tried("make a file for what the writer says", File::create(folder.stderr()))?;
    let child = Command::new(program)
        .args(&config.args)
        .current_dir(&disk)
        .env("LD_PRELOAD", shim)
        .env("POWERLOSS_DIR", &disk)
        .env("POWERLOSS_AT", loss.call.to_string())
        .env("POWERLOSS_SEED", loss.seed.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn();
    tried("start the writer", child)
}

/// The numbers of all whole `ack <n>` lines; a torn last line is no acknowledgement.
fn acknowledged(output: &[u8]) -> Result<Vec<u64>, TortureError> {
    let text = String::from_utf8_lossy(output);
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let number = |rest: &str| rest.parse().map_err(|_| TortureError::Acknowledgement(format!("ack {rest}")));
    whole.lines().filter_map(|line| line.strip_prefix("ack ")).map(number).collect()
}

/// SplitMix64 of one number.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_last_line_is_no_acknowledgement() {
        for (output, expected) in [
            ("", vec![]),
            ("ack 1", vec![]),
            ("ack 1\nack 2\nack 3", vec![1, 2]),
            ("hello\nack 17\n\nack 18\n", vec![17, 18]),
        ] {
            assert_eq!(acknowledged(output.as_bytes()).unwrap(), expected, "{output:?}");
        }
        assert!(acknowledged(b"ack one\n").is_err());
    }

    #[test]
    fn the_power_goes_all_over_the_range() {
        let config = Config::new("writer", [""; 0], "torture.db", "scratch");
        let calls: Vec<u64> = (0..6000).map(|round| Loss::new(&config, round).call).collect();
        assert_eq!((calls.iter().min(), calls.iter().max()), (Some(&1), Some(&600)));
        assert_eq!(calls[5], Loss::new(&config, 5).call);
    }
}
