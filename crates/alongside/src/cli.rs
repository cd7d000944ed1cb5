//! The commands.

pub mod account;
mod clocks;
mod model;
mod packs;
mod returns;
mod reviews;
mod rota;

use crate::{serve, tools};
use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::{
    Clock, Day, Error, Result,
    db::{Place, dictionary, migrate},
    form::parse_day,
};
use std::{
    ffi::OsString,
    fmt::Write as _,
    io::Write,
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Alongside keeps the work of helping a person in one place.
#[derive(Debug, Parser)]
#[command(name = "alongside", version, max_term_width = 100)]
struct Cli {
    /// Where the facts are kept: FILE.db or postgres://…
    #[arg(
        long,
        global = true,
        env = "ALONGSIDE_DATABASE",
        default_value = "alongside.db",
        value_name = "PLACE"
    )]
    database: String,
    /// The shared service to work on, where one PostgreSQL database holds several
    #[arg(long, global = true, default_value_t = 1, value_name = "N")]
    tenant: i64,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages until asked to stop
    Serve(Serve),
    /// Bring the database up to date
    Migrate,
    /// Make a believable partnership to try things with
    Demo(Demo),
    /// Bring files in
    #[command(subcommand)]
    Import(Import),
    /// Figures from the facts
    #[command(subcommand)]
    Report(Report),
    /// Reviews of live cases
    #[command(subcommand)]
    Reviews(reviews::Reviews),
    /// Kinds of case
    #[command(subcommand)]
    Packs(packs::Packs),
    /// Clocks: what starts and stops them, and their dates
    #[command(subcommand)]
    Clocks(clocks::Clocks),
    /// What a team would carry
    #[command(subcommand)]
    Model(model::Model),
    /// Long rotas
    #[command(subcommand)]
    Rota(rota::Rota),
    /// Accounts of the people who sign in
    #[command(subcommand)]
    Account(account::Account),
    /// What leaves the house: letters, e-mail and texts that wait, were sent or were given up
    #[command(subcommand)]
    Outbox(tools::Outbox),
    /// Print what every table and column means, as Markdown
    Dictionary,
    /// Write until crashed: for the power-loss tests
    #[command(hide = true)]
    Torture(Torture),
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    address: SocketAddr,
    /// The service is reached over HTTPS, which something in front of it ends
    #[arg(long)]
    https: bool,
    #[command(flatten)]
    paper: tools::Paper,
    #[command(flatten)]
    post: tools::Post,
}

#[derive(Debug, Args)]
struct Demo {
    /// How many people; twelve are always there
    #[arg(long, default_value_t = 1200, value_name = "N")]
    people: u64,
    /// The day that is the demo's present (default: today)
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_at: Option<Day>,
    /// The same seed and day make the same rows
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    seed: u64,
    /// Leave a database alone that holds a service already, and only say how to sign in
    #[arg(long)]
    if_empty: bool,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Cases from a CSV or XLSX file made from the template
    Cases(ImportCases),
    /// A folder of US HMIS CSV files
    Hmis(ImportHmis),
    /// Past reviews of cases from a CSV or XLSX spreadsheet
    Reviews(ImportReviews),
    /// Take an import back, as long as nobody has worked with what it brought
    Undo {
        /// The import, as the import named it (default: the last one that is in)
        #[arg(default_value = "last", value_name = "IMPORT")]
        run: String,
    },
    /// The latest imports
    List,
    /// Print a template to fill in
    #[command(subcommand)]
    Template(Template),
}

#[derive(Debug, Subcommand)]
enum Template {
    /// The template for cases
    Cases {
        /// Print what each column means instead
        #[arg(long)]
        columns: bool,
    },
    /// The template for past reviews
    Reviews {
        /// The review form whose criteria it has, such as mcr-asb
        #[arg(long, value_name = "ID", default_value = "")]
        form: String,
        /// Print what each column means instead
        #[arg(long)]
        columns: bool,
    },
}

#[derive(Debug, Args)]
struct ImportCases {
    /// The file
    file: PathBuf,
    /// A column of ours and the name it has in the file, such as "Opened=Start date"
    #[arg(long = "map", value_name = "OURS=THEIRS")]
    map: Vec<String>,
    /// The team for cases that name none
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// Import the good rows although others are bad
    #[arg(long)]
    exclude_bad: bool,
    /// Who is said to have brought them in
    #[arg(long = "as", value_name = "SIGN-IN")]
    by: Option<String>,
    /// What parts the columns of a CSV file: , ; | or tab (default: a comma, and anything else is refused)
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// How the letters of a CSV file are written: utf-8, windows-1252 or utf-16 (default: utf-8 alone)
    #[arg(long, value_name = "NAME", value_parser = letters)]
    encoding: Option<imports::command::Letters>,
    /// A new file for every warning (default: NAME-warnings.csv when there are more than are printed)
    #[arg(long, value_name = "FILE")]
    warnings: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ImportReviews {
    /// The file
    file: PathBuf,
    /// A column of ours and the name it has in the file, such as "Officer=Case manager"
    #[arg(long = "map", value_name = "OURS=THEIRS")]
    map: Vec<String>,
    /// The review form it was filled by, such as mcr-asb or mcr-asb:1; without one its criteria weigh the same
    #[arg(long, value_name = "ID", default_value = "")]
    form: String,
    /// The team of reviews that name none
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// Import the good reviews although others are bad
    #[arg(long)]
    exclude_bad: bool,
    /// Who is said to have brought them in
    #[arg(long = "as", value_name = "SIGN-IN")]
    by: Option<String>,
    /// What parts the columns of a CSV file: , ; | or tab (default: a comma, and anything else is refused)
    #[arg(long, value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// How the letters of a CSV file are written: utf-8, windows-1252 or utf-16 (default: utf-8 alone)
    #[arg(long, value_name = "NAME", value_parser = letters)]
    encoding: Option<imports::command::Letters>,
    /// A new file for every warning (default: NAME-warnings.csv when there are more than are printed)
    #[arg(long, value_name = "FILE")]
    warnings: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ImportHmis {
    /// The folder
    folder: PathBuf,
    /// Import the good rows although others are bad
    #[arg(long)]
    exclude_bad: bool,
    /// Who is said to have brought them in
    #[arg(long = "as", value_name = "SIGN-IN")]
    by: Option<String>,
    /// A new file for every warning (default: NAME-warnings.csv when there are more than are printed)
    #[arg(long, value_name = "FILE")]
    warnings: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Report {
    /// How long people stayed, and how soon it was written down
    Stays(Stays),
    /// New anti-social behaviour cases for each 1,000 homes in a financial year
    Nm01(returns::Nm01),
    /// The tables of a statutory or national return
    Returns(returns::Returns),
    /// Case by case in the shape of H-CLIC, not certified
    HClic(returns::HClic),
    /// Check all open cases for what would make a return wrong, as the server does every night
    Checks,
}

#[derive(Debug, Args)]
struct Stays {
    /// First day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Day,
    /// Last day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Day,
    /// One team or organisation alone
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Csv,
    #[value(alias = "text")]
    Table,
}

impl From<Format> for evidence::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Csv => Self::Csv,
            Format::Table => Self::Table,
        }
    }
}

#[derive(Debug, Args)]
struct Torture {
    /// The database file
    file: String,
    /// What SQLite's `synchronous` is set to
    #[arg(long, default_value = "full")]
    synchronous: String,
}

fn delimiter(text: &str) -> Result<u8, String> {
    imports::command::delimiter(text).ok_or_else(|| "use one of , ; | tab".to_owned())
}

fn letters(text: &str) -> Result<imports::command::Letters, String> {
    imports::command::letters(text).ok_or_else(|| "use one of utf-8, windows-1252, utf-16".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    parse_day(text).ok_or_else(|| "enter a real date, like 2026-11-22 or 22/11/2026".to_owned())
}

/// Runs one command. The exit code is 0 when it did what was asked, 2 when the input cannot be used (and nothing
/// was changed), 130 when an import or a search was asked to stop (nothing was changed), 1 when something else went wrong.
pub fn run(args: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            let to: &mut dyn Write = if e.use_stderr() { err } else { out };
            let _closed = write!(to, "{}", e.render());
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    match command(cli, out, err) {
        Ok(code) => ExitCode::from(code),
        Err(e) => {
            let _closed = writeln!(err, "alongside: {e}");
            ExitCode::from(if matches!(e, Error::Invalid(_) | Error::Conflict(_)) { 2 } else { 1 })
        }
    }
}

fn command(cli: Cli, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8> {
    let place = Place::parse(&cli.database);
    let clock = Clock::system();
    let open = || serve::open(&place, cli.tenant, &clock).map(|db| serve::with_settings(db, false));
    match cli.command {
        Command::Serve(asked) => {
            let db = serve::open(&place, cli.tenant, &clock)?;
            let beside = serve::Beside { tools: asked.paper.tools(), carriers: asked.post.carriers(&place)? };
            serve::serve(&serve::with_settings(db, asked.https), asked.address, beside, out)?;
        }
        Command::Migrate => migrate_command(&place, cli.tenant, &clock, out)?,
        Command::Demo(asked) => demo_command(&open()?, &asked, out)?,
        Command::Account(asked) => asked.run(&open()?, out)?,
        Command::Import(asked) => return import_command(open, asked, out, err),
        Command::Report(Report::Stays(asked)) => {
            let (team, format) = (asked.team.as_deref(), asked.format.into());
            evidence::command::stays(&open()?, asked.from, asked.to, team, format, out)?;
        }
        Command::Report(Report::Nm01(asked)) => asked.run(&open()?, out)?,
        Command::Report(Report::Returns(asked)) => asked.run(&open()?, out)?,
        Command::Report(Report::HClic(asked)) => asked.run(&open()?, out)?,
        Command::Report(Report::Checks) => evidence::returns::command::check(&open()?, out)?,
        Command::Reviews(asked) => asked.run(&open()?, out)?,
        Command::Packs(asked) => return packs::run(&asked, out),
        Command::Clocks(asked) => clocks::run(&asked, open, out)?,
        Command::Model(asked) => model::run(&asked, out)?,
        Command::Rota(asked) => {
            let stopped = cancelled_by_interrupt()?;
            return rota::run(&asked, out, &|| !stopped.load(Ordering::SeqCst));
        }
        Command::Outbox(asked) => return asked.run(&open()?, &place, out),
        Command::Dictionary => print(out, &dictionary_words())?,
        Command::Torture(asked) => {
            let synchronous = match asked.synchronous.as_str() {
                "normal" => "NORMAL",
                "off" => "OFF",
                _ => "FULL",
            };
            crate::torture::run(&asked.file, synchronous, 100_000, out)?;
        }
    }
    Ok(0)
}

fn print(out: &mut dyn Write, words: &str) -> Result<()> {
    out.write_all(words.as_bytes()).and_then(|()| out.flush()).map_err(|e| Error::io("standard output", e))
}

fn migrate_command(place: &Place, tenant: i64, clock: &Clock, out: &mut dyn Write) -> Result<()> {
    let options = kernel::db::Options { tenant, ..kernel::db::Options::default() };
    let db = kernel::db::Db::open(place, &options)?;
    let applied = migrate::run(&db, migrate::SERIES, clock)?;
    let words = if applied.is_empty() {
        "The database is up to date.\n".to_owned()
    } else {
        format!("Applied: {}.\n", applied.join(", "))
    };
    print(out, &words)
}

fn demo_command(db: &access::Db, asked: &Demo, out: &mut dyn Write) -> Result<()> {
    let as_at = asked.as_at.unwrap_or_else(|| db.clock().today());
    let options = demo::Options { seed: asked.seed, people: asked.people, ..demo::Options::at(as_at) };
    let tenant = db.tenant();
    let there = db.facade().write_now(move |c| access::store::tenant(c, tenant))?;
    // A demo that was stopped half-way is nothing to serve: making it again says what to do.
    let whole = there.is_some_and(|(name, _)| name != demo::UNFINISHED);
    if !(asked.if_empty && whole) {
        if asked.people < demo::LEAST {
            let words = format!(
                "{0} people are always there, so the demo has {0} people, not {1}.\n",
                demo::LEAST,
                asked.people
            );
            print(out, &words)?;
        }
        let cancelled = cancelled_by_interrupt()?;
        let mut shown = 0;
        demo::make(
            db,
            &options,
            &mut |done, total, words| {
                // A line for each tenth is enough.
                let tenth = done * 10 / total.max(1);
                if tenth > shown || done == 0 {
                    shown = tenth;
                    let _closed = writeln!(out, "{words}: {done} of {total}");
                }
            },
            &cancelled,
        )?;
    }
    let mut words = "Everybody in the demo is invented. Sign in as:\n".to_owned();
    for sign_in in demo::sign_ins() {
        let _infallible = writeln!(words, "  {:<15} {:<24} {}", sign_in.sign_in, sign_in.role, sign_in.name);
    }
    let _infallible = writeln!(words, "The password of all of them is {}", options.password);
    print(out, &words)
}

fn import_command(
    open: impl FnOnce() -> Result<access::Db>,
    asked: Import,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    use imports::command::{CasesArgs, Console, HmisArgs, ReviewsArgs};
    if let Import::Template(Template::Cases { columns }) = asked {
        return imports::command::template(columns, out);
    }
    // Before the database opens: from here on a wish to stop is heard, and nothing is left half done.
    let cancelled = cancelled_by_interrupt()?;
    let db = open()?;
    let mut console = Console { out, err, cancelled: &cancelled };
    match asked {
        Import::Cases(asked) => {
            let args = CasesArgs {
                file: asked.file,
                map: asked.map,
                team: asked.team,
                exclude_bad: asked.exclude_bad,
                by: asked.by,
                delimiter: asked.delimiter,
                encoding: asked.encoding,
                warnings: asked.warnings,
            };
            imports::command::cases(&db, &args, &mut console)
        }
        Import::Hmis(asked) => {
            let args = HmisArgs {
                folder: asked.folder,
                exclude_bad: asked.exclude_bad,
                by: asked.by,
                warnings: asked.warnings,
            };
            imports::command::hmis(&db, &args, &mut console)
        }
        Import::Reviews(asked) => {
            let args = ReviewsArgs {
                file: asked.file,
                map: asked.map,
                form: asked.form,
                team: asked.team,
                exclude_bad: asked.exclude_bad,
                by: asked.by,
                delimiter: asked.delimiter,
                encoding: asked.encoding,
                warnings: asked.warnings,
            };
            imports::command::reviews(&db, &args, &mut console)
        }
        Import::Undo { run } => imports::command::undo(&db, &run, &mut console),
        Import::Template(Template::Reviews { form, columns }) => {
            imports::command::reviews_template(&db, &form, columns, &mut console)
        }
        Import::List | Import::Template(_) => imports::command::list(&db, console.out),
    }
}

/// A flag that is set by Ctrl-C, by being asked to end, and by the terminal going away: long work looks at it between
/// chunks and stops in good order. When this returns, the signals are heard.
fn cancelled_by_interrupt() -> Result<Arc<AtomicBool>> {
    use tokio::signal::unix::{SignalKind, signal};
    let cancelled = Arc::new(AtomicBool::new(false));
    let flag = cancelled.clone();
    let failed = |e| Error::io("the async runtime", e);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let entered = runtime.enter();
    let hear = |kind| signal(kind).map_err(failed);
    let mut interrupted = hear(SignalKind::interrupt())?;
    let mut terminated = hear(SignalKind::terminate())?;
    let mut hung_up = hear(SignalKind::hangup())?;
    drop(entered);
    std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
                _ = hung_up.recv() => {}
            }
            flag.store(true, Ordering::SeqCst);
            // The signals stay heard: ending the runtime would make the next one deadly.
            std::future::pending::<()>().await;
        });
    });
    Ok(cancelled)
}

fn dictionary_words() -> String {
    let mut words = String::from(
        "# Data dictionary\n\nEvery table and column: what it holds, how sensitive it is, how long it is kept.\n",
    );
    for table in dictionary::all() {
        let _infallible =
            write!(words, "\n## {}\n\n{} Kept as: {}.\n\n", table.name, table.sentence, table.retention);
        words.push_str("| column | what it holds | sensitivity | kept as |\n|---|---|---|---|\n");
        for c in &table.columns {
            let _infallible =
                writeln!(words, "| {} | {} | {} | {} |", c.name, c.sentence, c.sensitivity, c.retention);
        }
    }
    words
}
