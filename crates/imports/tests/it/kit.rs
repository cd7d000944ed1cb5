//! Files to import, commands to import them with, and a look behind.

use imports::command::{self, CasesArgs, Console, HmisArgs, ReviewsArgs};
use kernel::{
    args,
    db::{ConnExt, FromRow, Sql, dictionary},
};
use std::{
    collections::BTreeMap,
    fmt::Write,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};
use testkit::{Fixture, TestApp};

/// The two exports.
pub const HMIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/hmis");

/// A folder of a test, gone with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let n = MADE.fetch_add(1, Ordering::SeqCst);
        let path = std::env::temp_dir().join(format!("alongside-imports-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// A copy of an export, to be spoilt.
    pub fn export(&self, name: &str) -> PathBuf {
        let to = self.0.join(name);
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(Path::new(HMIS).join(name)).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
        to
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// A service with a team of two.
pub fn app(fixture: &Fixture) -> TestApp {
    let app = TestApp::with(fixture, imports::routes());
    let team = app.team("Community Safety");
    app.worker("Priya Shah").sign_in_name("priya").leads(team).added();
    app
}

/// An application or its database.
pub trait Over {
    fn db(&self) -> &access::Db;
}

impl Over for TestApp {
    fn db(&self) -> &access::Db {
        Self::db(self)
    }
}

impl Over for access::Db {
    fn db(&self) -> &access::Db {
        self
    }
}

/// What a command gave: what it said, and what of that it said about refusing.
pub struct Outcome {
    pub code: u8,
    pub words: String,
    pub refused: String,
}

impl Outcome {
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!((self.code, self.refused.as_str()), (0, ""), "{}", self.words);
        self
    }

    /// Bad input, told with these words.
    #[track_caller]
    pub fn bad(self, words: &str) -> Self {
        assert_eq!(self.code, 2, "{}", self.words);
        assert!(self.refused.contains(words), "{words:?} is not in: {}", self.refused);
        self
    }
}

/// Runs a command that nobody stops.
pub fn run(f: impl FnOnce(&mut Console<'_>) -> kernel::Result<u8>) -> Outcome {
    run_until(&AtomicBool::new(false), f)
}

/// Runs a command that may be stopped.
pub fn run_until(cancelled: &AtomicBool, f: impl FnOnce(&mut Console<'_>) -> kernel::Result<u8>) -> Outcome {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = f(&mut Console { out: &mut out, err: &mut err, cancelled }).expect("the command runs");
    let (out, refused) = (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap());
    Outcome { code, words: out + &refused, refused }
}

pub fn import_with(app: &impl Over, args: &CasesArgs) -> Outcome {
    run(|console| command::cases(app.db(), args, console))
}

pub fn import(app: &impl Over, file: &Path) -> Outcome {
    import_with(app, &CasesArgs { file: file.to_owned(), ..Default::default() })
}

pub fn import_hmis_with(app: &impl Over, args: &HmisArgs) -> Outcome {
    run(|console| command::hmis(app.db(), args, console))
}

pub fn import_hmis(app: &impl Over, folder: &Path) -> Outcome {
    import_hmis_with(app, &HmisArgs { folder: folder.to_owned(), ..Default::default() })
}

pub fn import_reviews(app: &impl Over, args: &ReviewsArgs) -> Outcome {
    run(|console| command::reviews(app.db(), args, console))
}

pub fn undo(app: &impl Over) -> Outcome {
    run(|console| command::undo(app.db(), "last", console))
}

/// Reads with a text of the test's own; `$1` is the tenant.
pub fn ask<R: FromRow + Send + 'static>(app: &impl Over, sql: &str) -> Vec<R> {
    let text: &'static str = Box::leak(sql.to_owned().into_boxed_str());
    app.db()
        .facade()
        .report_now(move |c| c.all(Sql::<R>::new(text), args![1_i64]))
        .expect("the text is right")
}

/// A number.
pub fn number(app: &impl Over, sql: &str) -> i64 {
    ask::<(i64,)>(app, sql)[0].0
}

/// How many rows of a table there are.
pub fn rows(app: &impl Over, table: &str) -> i64 {
    number(app, &format!("SELECT count(*) FROM {table} WHERE tenant_id = $1"))
}

/// How many rows every table has, without the audit, which remembers what was undone.
pub fn everything(app: &impl Over) -> BTreeMap<String, i64> {
    dictionary::all()
        .into_iter()
        .filter(|t| t.columns.iter().any(|c| c.name == "tenant_id") && !t.name.starts_with("audit"))
        .map(|t| (t.name.clone(), rows(app, &t.name)))
        .collect()
}

/// Headings and rows of a small sound file.
pub const HEAD: &str = "Case reference,Case type,Opened,Full name,Date of birth,Worker,Phone\n";

/// So many sound rows.
pub fn sound(rows: u64) -> String {
    let mut text = HEAD.to_owned();
    for n in 0..rows {
        let (day, month) = (n % 28 + 1, n % 12 + 1);
        let on = format!("{day:02}/{month:02}");
        writeln!(text, "ASB-{n:05},Noise,{on}/2025,Maya Okafor{n},{on}/1988,priya,07700 9{n:05}").unwrap();
    }
    text
}
