//! Settings of what stands beside the database: the typesetter, the virus check, and what carries messages.

use cases::{
    documents::scan::Scan,
    letters::printer::Printer,
    outbox::{deliver::Carriers, files::FileOutbox, mail::SmtpOutbox},
    tools::Tools,
};
use clap::{Args, Subcommand};
use kernel::{Result, db::Place};
use std::{io::Write, path::PathBuf};

/// What documents and letters need to be checked and printed.
#[derive(Clone, Debug, Default, Args)]
pub struct Paper {
    /// The program that makes PDFs (default: alongside-letters beside this program; none: pages to print)
    #[arg(long, env = "ALONGSIDE_LETTERS", value_name = "PROGRAM")]
    letters: Option<PathBuf>,
    /// A virus check for uploads: reads the file from standard input, ends with 1 when it finds something
    #[arg(long, env = "ALONGSIDE_SCAN", default_value = "", value_name = "COMMAND")]
    scan: String,
}

impl Paper {
    /// The tools that are there.
    pub fn tools(&self) -> Tools {
        Tools { printer: Printer::find(self.letters.as_deref()), scan: Scan::parse(&self.scan) }
    }
}

/// Where messages go.
#[derive(Clone, Debug, Default, Args)]
pub struct Post {
    /// The folder that messages go into as files (default: beside the database)
    #[arg(long, env = "ALONGSIDE_OUTBOX", value_name = "FOLDER")]
    outbox: Option<PathBuf>,
    /// A relay for e-mail: smtps://NAME:PASSWORD@host, or host:port on this machine, not encrypted
    #[arg(long, env = "ALONGSIDE_SMTP", value_name = "RELAY", hide_env_values = true)]
    smtp: Option<String>,
    /// Whom e-mail is from; choose an address that gives nothing away
    #[arg(long, env = "ALONGSIDE_MAIL_FROM", default_value = "no-reply@localhost", value_name = "ADDRESS")]
    mail_from: String,
}

impl Post {
    /// What carries messages of this database.
    pub fn carriers(&self, place: &Place) -> Result<Carriers> {
        let beside = match place {
            Place::File(file) => PathBuf::from(format!("{}.outbox", file.display())),
            Place::Server(_) => PathBuf::from("alongside.outbox"),
        };
        let folder = self.outbox.clone().unwrap_or(beside);
        let relay = self.smtp.as_deref().map(|relay| SmtpOutbox::new(relay, self.mail_from.clone()));
        Ok(Carriers { files: FileOutbox::new(folder, self.mail_from.clone()), relay: relay.transpose()? })
    }
}

/// What is to be done with the outbox.
#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// Messages that wait or were given up
    List {
        /// Those that were sent instead
        #[arg(long)]
        sent: bool,
    },
    /// Send everything that is due
    Send(Post),
    /// Try messages again that were given up
    Retry {
        /// One message, as the list names it (default: all)
        message: Option<String>,
    },
}

impl Outbox {
    /// Does it; the exit code.
    pub fn run(&self, db: &access::Db, place: &Place, out: &mut dyn Write) -> Result<u8> {
        match self {
            Self::List { sent } => cases::outbox::command::list(db, *sent, out).map(|()| 0),
            Self::Send(post) => cases::outbox::command::send(db, &post.carriers(place)?, out),
            Self::Retry { message } => cases::outbox::command::retry(db, message.as_deref(), out).map(|()| 0),
        }
    }
}
