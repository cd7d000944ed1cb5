//! The worker: reads papers from standard input, answers each with a PDF on standard output.
//!
//! It opens no file and no socket; its fonts are compiled in. It limits its own memory, and whoever started it
//! limits its time. `alongside-letters --tags < file.pdf` prints the structure of a PDF instead.

mod tags;
mod typeset;

use letters::{Paper, read_frame, write_frame};
use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

/// The most memory the worker may take. Alongside default: 1 GiB, fifteen times what a long letter needs.
const MOST_MEMORY: u64 = 1 << 30;

/// The most a paper may say, pictures and all.
const MOST_BYTES: usize = 96 << 20;

fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("--tags") => print_tags(),
        _ => serve(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            let _closed = writeln!(io::stderr(), "alongside-letters: {e}");
            ExitCode::FAILURE
        }
    }
}

/// Answers papers until nobody sends any more.
fn serve() -> io::Result<()> {
    let limit = rustix::process::Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) };
    rustix::process::setrlimit(rustix::process::Resource::As, limit)?;
    let printer = typeset::Printer::new().map_err(io::Error::other)?;
    let (mut from, mut out) = (io::stdin().lock(), io::stdout().lock());
    while let Some((_, bytes)) = read_frame(&mut from, MOST_BYTES)? {
        let answer = serde_json::from_slice::<Paper>(&bytes)
            .map_err(|e| format!("this is no paper: {e}"))
            .and_then(|paper| printer.print(&paper));
        match answer {
            Ok(pdf) => write_frame(&mut out, "pdf", &pdf)?,
            Err(words) => write_frame(&mut out, "no", words.as_bytes())?,
        }
    }
    Ok(())
}

fn print_tags() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    let told = tags::read(&bytes).map_err(io::Error::other)?;
    write!(io::stdout(), "{told}")
}
