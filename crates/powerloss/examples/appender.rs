//! A writer without a database: in `appender <file> <sync|trust>` four threads append numbered lines to one
//! file with plain writes, and print `ack <n>` for each, after a sync or trusting that all will be well.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(file), Some(how)) = (args.next(), args.next()) else {
        return Err("appender <file> <sync|trust>".into());
    };
    let last = AtomicU64::new(fs::read_to_string(&file).map_or(0, |text| highest(&text)));
    let mut lines = File::options().create(true).append(true).open(file)?;
    // A torn line of the last run ends here.
    lines.write_all(b"\n")?;
    thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(|| append(&lines, &last, how == "sync")));
        threads.into_iter().find_map(|thread| thread.join().ok()?.err())
    })
    .map_or(Ok(()), |error| Err(error.into()))
}

fn append(mut lines: &File, last: &AtomicU64, sync: bool) -> io::Result<()> {
    loop {
        let number = last.fetch_add(1, Ordering::Relaxed) + 1;
        lines.write_all(format!("line {number} of many\n").as_bytes())?;
        if sync {
            lines.sync_data()?;
        }
        writeln!(io::stdout().lock(), "ack {number}")?;
    }
}

/// The highest number in a file, torn lines or not.
fn highest(text: &str) -> u64 {
    text.split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .max()
        .unwrap_or(0)
}
