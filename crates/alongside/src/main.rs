//! Reads the command line and runs one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::stderr).init();
    alongside::cli::run(std::env::args_os(), &mut std::io::stdout(), &mut std::io::stderr())
}
