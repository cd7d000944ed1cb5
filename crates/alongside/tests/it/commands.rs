//! The program as a shell sees it: what is typed, the exit code, what is said and where.

use kernel::db::{Engine, Place};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use testkit::Fixture;

/// A folder of a test, gone with it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("alongside-commands-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// Sound rows of the cases template.
pub fn sound(rows: u64) -> String {
    let head = "Case reference,Case type,Opened,Full name,Date of birth\n".to_owned();
    let lines = (0..rows).map(|n| {
        let on = format!("{:02}/{:02}", n % 28 + 1, n % 12 + 1);
        format!("A-{n},Noise,{on}/2025,Maya Okafor{n},{on}/1988\n")
    });
    lines.fold(head, |text, line| text + &line)
}

/// The program, with nothing of this process's own settings.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside"));
    command.current_dir(folder).env_remove("ALONGSIDE_DATABASE").env("RUST_BACKTRACE", "0");
    command
}

#[track_caller]
fn check(line: &str, done: &Output, (code, out, err): (i32, &str, &str)) {
    let (said, refused) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    let all = format!("$ alongside {line}\n{said}\n--\n{refused}");
    assert_eq!(done.status.code(), Some(code), "{all}");
    assert!(said.contains(out), "{out:?} is not in what was said: {all}");
    assert!(refused.contains(err), "{err:?} is not in what was refused: {all}");
    // Who pipes the answer on must not find a refusal in it.
    assert!(code == 0 || !said.contains(err), "{all}");
}

/// Lines in the order they are typed: exit code, a part of what is said, a part of what is refused.
const LINES: &[(&str, (i32, &str, &str))] = &[
    ("import template cases", (0, "Case reference,Case type,", "")),
    ("import template cases --columns", (0, "Date of birth", "")),
    ("import", (2, "", "Usage: alongside import")),
    ("import cases", (2, "", "<FILE>")),
    ("import cases none.csv", (2, "", "alongside: none.csv cannot be read")),
    (
        "import cases semi.csv",
        (2, "", "semi.csv is separated by semicolons: save it with commas, or say --delimiter ';'"),
    ),
    ("import cases semi.csv --delimiter /", (2, "", "use one of , ; | tab")),
    ("import cases bad.csv", (2, "", "1 row of 3 cannot come in, so nothing was imported.")),
    ("import hmis nowhere", (2, "", "nowhere cannot be read as a folder")),
    ("import undo", (2, "", "No import is in that could be undone. See: alongside import list")),
    ("import list", (0, "Nothing was imported yet.", "")),
    ("import cases good.csv", (0, "In: 3 people, 3 cases", "")),
    ("import cases good.csv", (2, "", "The same content came in on")),
    ("import list", (0, "good.csv", "")),
    ("report stays --from 2025-01-01 --to 2025-12-31 --format json", (0, "\"persons\": 3", "")),
    ("report stays --from 2025-01-01 --to 2025-12-31 --format csv", (0, "persons,,3", "")),
    (
        "report stays --from 2025-12-31 --to 2025-01-01",
        (2, "", "The first day must be the same as or before"),
    ),
    ("report stays --from soon --to 2025-01-01", (2, "", "enter a real date")),
    (
        "report stays --from 2025-01-01 --to 2025-12-31 --team Nowhere",
        (2, "", "no team or organisation called Nowhere"),
    ),
    ("import undo", (0, "Undone: good.csv", "")),
    ("import undo", (2, "", "No import is in that could be undone.")),
    ("account add Dana --role officer", (2, "", "--organisation")),
    ("account add Dana --organisation Larch --role boss", (2, "", "use one of officer")),
    ("account add Dana --organisation Larch --role officer --leads", (2, "", "--team")),
    (
        "account add Dana --organisation Larch --role officer --team Nowhere",
        (2, "", "--team: no team here is called Nowhere. There are: none yet."),
    ),
    (
        "account add Dana --role officer --imported 7",
        (2, "", "--imported: no import brought a worker 7. There are: none without an account."),
    ),
    (
        "account add Dana --organisation Larch --role officer",
        (0, "Dana signs in as \"dana\" with the password", ""),
    ),
    ("account add Dana --organisation Larch --role officer", (2, "", "dana signs in here already")),
    ("migrate", (0, "The database is up to date.", "")),
];

fn files(folder: &Folder) {
    folder.file("good.csv", &sound(3));
    folder.file("semi.csv", &sound(3).replace(',', ";"));
    folder.file("bad.csv", &(sound(2) + "A-9,Noise,soon,Maya Okafor,\n"));
}

fn try_all(folder: &Folder, database: &str, by_environment: bool) {
    files(folder);
    for (line, expected) in LINES {
        let mut command = program(&folder.0);
        command.args(line.split(' '));
        if by_environment {
            command.env("ALONGSIDE_DATABASE", database);
        } else {
            command.args(["--database", database]);
        }
        check(line, &command.output().expect("it runs"), *expected);
    }
}

#[test]
fn every_command_says_what_it_did_and_why_it_did_not() {
    let folder = Folder::new("file");
    try_all(&folder, "by-option.db", false);
    assert!(folder.0.join("by-option.db").is_file() && !folder.0.join("alongside.db").exists());
    let folder = Folder::new("variable");
    try_all(&folder, "by-variable.db", true);
    assert!(folder.0.join("by-variable.db").is_file() && !folder.0.join("alongside.db").exists());
}

#[test]
fn the_same_on_postgresql() {
    let fixture = Fixture::migrated(Engine::Postgres);
    let Place::Server(address) = fixture.place() else { panic!("a server") };
    try_all(&Folder::new("server"), &address, false);
}

/// A template needs no database, and a refused import leaves a new one new: a demo is made in it.
#[test]
fn what_is_refused_leaves_nothing_behind() {
    let folder = Folder::new("nothing");
    files(&folder);
    let say = |line: &str, expected| {
        let done = program(&folder.0).args(line.split(' ')).output().expect("it runs");
        check(line, &done, expected);
    };
    say("import template cases", (0, "Case reference,", ""));
    assert!(!folder.0.join("alongside.db").exists(), "a template opens no database");
    say("import cases bad.csv", (2, "", "1 row of 3 cannot come in"));
    say("demo --people 3", (0, "12 people are always there, so the demo has 12 people, not 3.", ""));
}

/// What to type is said whole, and never with the password.
#[test]
fn an_empty_server_is_told_the_whole_command() {
    let fixture = Fixture::bare(Engine::Postgres);
    let Place::Server(address) = fixture.place() else { panic!("a server") };
    let secret = address.replacen('@', ":p%40ss@", 1);
    let folder = Folder::new("empty");
    let run = |args: &[&str]| {
        program(&folder.0).args(args).args(["--database", &secret]).output().expect("it runs")
    };
    let stays = ["report", "stays", "--from", "2025-01-01", "--to", "2025-12-31"];
    let words = format!("run `alongside migrate --database {address}` first.");
    check("report stays", &run(&stays), (2, "", &words));
    assert!(!String::from_utf8_lossy(&run(&stays).stderr).contains("p%40ss"));
    check("migrate", &run(&["migrate"]), (0, "Applied: 0001_kernel", ""));
    check("report stays", &run(&stays), (0, "Stays from", ""));
}

#[test]
fn a_place_is_shown_without_its_password() {
    for (place, shown) in [
        ("a/b.db", "a/b.db"),
        ("postgres://h/db", "postgres://h/db"),
        ("postgres://me:a@b:c@h:5432/db?sslmode=disable", "postgres://me@h:5432/db?sslmode=disable"),
        ("postgresql://h/db?user=me&password=x", "postgresql://h/db?user=me"),
    ] {
        assert_eq!(Place::parse(place).shown(), shown);
    }
}

#[test]
fn a_rota_is_searched_and_what_is_wrong_with_a_file_is_said() {
    let folder = Folder::new("rota");
    let week = "1111111111";
    let file = folder.file("two.txt", &format!("2 5\n10 1 1 0 -1 {week}\n10 0 1 1 2 {week}\n{week}\n"));
    let solve = |file: &Path, more: &[&str]| {
        let program = env!("CARGO_BIN_EXE_alongside");
        Command::new(program).args(["rota", "solve"]).arg(file).args(more).output().expect("an answer")
    };
    let made = solve(&file, &["--seed", "3", "--restarts", "1", "--format", "json"]);
    assert!(made.status.success(), "{made:?}");
    let json: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let letters: Vec<&str> =
        json["assignments"].as_array().expect("rows").iter().filter_map(|row| row.as_str()).collect();
    let plan = rota::Plan::of_letters(&letters).expect("a plan");
    let problem = rota::text::read(&fs::read_to_string(&file).expect("the file")).expect("a problem");
    assert_eq!(json["objective"], rota::objective(&problem, &plan));
    // Two officers have four half-days of duty each at most; the desk wants twenty.
    assert_eq!((json["unmet"].as_i64(), json["finished"].as_bool()), (Some(12), Some(true)));
    assert!(json["cpu_seconds"].as_f64().is_some_and(|seconds| seconds > 0.0));
    let told = solve(&file, &["--restarts", "1"]);
    let words = String::from_utf8(told.stdout).expect("words");
    assert!(words.contains("week 1, ") && words.contains("the duty desk needs 2"), "{words}");
    for (text, said) in [("1 6", "line 1: There are 6 days"), ("", "line 1: The line with the number")] {
        let wrong = solve(&folder.file("wrong.txt", text), &[]);
        let words = String::from_utf8_lossy(&wrong.stderr).into_owned();
        assert_eq!(wrong.status.code(), Some(2), "{words}");
        assert!(words.contains(said), "{words}");
    }
    assert_eq!(solve(&folder.0.join("none.txt"), &[]).status.code(), Some(2));
}

#[test]
fn a_scenario_is_played_alike_each_time_and_what_is_wrong_with_it_is_said() {
    let folder = Folder::new("model");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/lose-one-post.toml");
    let run = |file: &Path, more: &[&str]| {
        let program = env!("CARGO_BIN_EXE_alongside");
        Command::new(program).args(["model", "run"]).arg(file).args(more).output().expect("an answer")
    };
    let asked = ["--seed", "7", "--runs", "10", "--format", "json"];
    let (one, same) = (run(&shipped, &asked), run(&shipped, &asked));
    assert!(one.status.success(), "{one:?}");
    assert_eq!(one.stdout, same.stdout);
    let json: serde_json::Value = serde_json::from_slice(&one.stdout).expect("JSON");
    assert_eq!((json["seed"].as_u64(), json["runs"].as_u64()), (Some(7), Some(10)));
    for at in ["today", "changed"] {
        let played = &json[at];
        assert_eq!(played["officers"].as_array().map(Vec::len), Some(8), "{at}");
        assert!(played["posts_needed"].as_f64().is_some_and(|posts| posts > 1.0), "{at}");
        assert_eq!(played["standards"].as_array().map(Vec::len), Some(2), "{at}");
    }
    let told = run(&shipped, &["--runs", "5"]);
    let words = String::from_utf8(told.stdout).expect("words");
    assert!(words.contains("With the change") && words.contains("days in 100"), "{words}");
    let text = fs::read_to_string(&shipped).expect("the file").replacen("hours = 37", "hours = -1", 1);
    let wrong = run(&folder.file("wrong.toml", &text), &[]);
    let words = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(wrong.status.code(), Some(2), "{words}");
    assert!(
        words.contains("line ") && words.contains("officers[0].hours") && words.contains("Write a number"),
        "{words}"
    );
}
