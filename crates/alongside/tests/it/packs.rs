//! The commands about packs and their clocks.

use std::{ffi::OsString, process::ExitCode};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs/tests/data/small.toml");

/// Runs the program; exit code as its own words, what it said, and what went wrong.
fn alongside(args: &[&str]) -> (bool, String, String) {
    let args = ["alongside", "--database", "/nowhere/at/all.db"].iter().chain(args).map(OsString::from);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = alongside::cli::run(args, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("words");
    assert!(code == ExitCode::SUCCESS || code == ExitCode::from(2), "{code:?}");
    (code == ExitCode::SUCCESS, text(out), text(err))
}

fn explained(args: &str) -> serde_json::Value {
    let args: Vec<&str> = args.split(' ').collect();
    let (good, out, err) = alongside(&[&["clocks", "explain"], &args[..], &["--format", "json"]].concat());
    assert!(good, "{err}");
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn dates_of_the_homelessness_duties_are_those_of_the_law() {
    for (clock, from, starts, due) in [
        ("relief", "2026-04-01", "2026-04-01", "2026-05-26"),
        ("relief", "1/4/2026", "2026-04-01", "2026-05-26"),
        ("review", "2026-03-01", "2026-03-01", "2026-03-21"),
        ("appeal", "2026-03-01", "2026-03-02", "2026-03-22"),
        ("review-decision", "2026-03-02", "2026-03-02", "2026-04-26"),
        ("review-decision --as review_of=relief-steps", "2026-03-02", "2026-03-02", "2026-03-22"),
        ("review-decision --as reviewer=joint", "2026-03-02", "2026-03-02", "2026-05-10"),
        ("review-decision --as reviewer=appointed", "2026-03-02", "2026-03-02", "2026-05-24"),
    ] {
        let json = explained(&format!("homelessness-england {clock} --from {from}"));
        assert_eq!((&json["starts"], &json["due"]), (&starts.into(), &due.into()), "{clock}");
        assert_eq!((&json["basis"], &json["pack"]), (&"statute".into(), &"homelessness-england".into()));
    }
    let json = explained("homelessness-england relief --from 2026-04-01");
    let mut keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "basis",
            "clock",
            "confirmed",
            "due",
            "effective_from",
            "effective_until",
            "ends",
            "ends_words",
            "from",
            "jurisdiction",
            "mode",
            "n",
            "name",
            "pack",
            "rule",
            "source",
            "starts",
            "words"
        ]
    );
    assert!(
        json["words"]
            .as_str()
            .expect("words")
            .starts_with("Relief duty ends 26 May 2026. Statute: Housing Act")
    );
    assert_eq!(json["jurisdiction"], "England");
    // Housing Act 1996 s.189B is in force since 3 April 2018; the rule of s.195 changed on 1 May 2026.
    let law = |json: &serde_json::Value| [json["effective_from"].clone(), json["effective_until"].clone()];
    assert_eq!(law(&json), ["2018-04-03".into(), serde_json::Value::Null]);
    let before = explained("homelessness-england prevention --from 2026-04-30");
    assert_eq!(law(&before), ["2018-04-03", "2026-04-30"]);
    // 24 hours are counted from a moment.
    let hours = explained("safeguarding acknowledge --from 2026-03-02T10:00");
    assert_eq!(
        [&hours["from_at"], &hours["due_at"]],
        ["2026-03-02T10:00:00.000000Z", "2026-03-03T10:00:00.000000Z"]
    );
}

/// The bank holidays of a division move working days.
#[test]
fn divisions_differ() {
    let due = |division| {
        explained(&format!("{SMALL} search --from 2026-08-01 --division {division}"))["due"].clone()
    };
    // 3 August is a bank holiday in Scotland, 31 August one in England; ten working days end before that.
    assert_eq!([due("england-and-wales"), due("scotland")], ["2026-08-14", "2026-08-17"]);
}

#[test]
fn people_get_sentences() {
    let (good, out, _) = alongside(&["clocks", "explain", SMALL, "keep", "--from", "2026-01-31"]);
    assert!(good);
    assert_eq!(
        out,
        "Keeping is due by 30 April 2026. Alongside default: Lost property policy. Day 1 was 1 February 2026.\n\
         The rule: Kept for three months.\n"
    );
    let (_, out, _) = alongside(&["clocks", "list", SMALL]);
    assert!(out.contains("search: Search, 10 working days (WD) (since 1 July 2026). Local policy:"), "{out}");
    assert!(out.contains("  lost_kind parrot: 7 days, the first counts (D1). Parrot policy."), "{out}");
    let (_, out, _) = alongside(&["packs", "list"]);
    assert_eq!(out.lines().count(), ::packs::shipped().len());
}

#[test]
fn whoever_asks_for_what_is_not_there_is_told_what_is() {
    for (args, words) in [
        (vec!["clocks", "explain", "nothing", "relief", "--from", "2026-04-01"], "Use one of"),
        (vec!["clocks", "explain", SMALL, "serach", "--from", "2026-04-01"], "Use one of search, keep."),
        (vec!["clocks", "explain", SMALL, "keep", "--from", "yesterday"], "enter a real date"),
        (vec!["clocks", "explain", SMALL, "keep", "--from", "2026-04-01T25:00"], "or a moment"),
        (vec!["clocks", "explain", SMALL, "keep", "--from", "2026-04-01", "--as", "talks"], "write it like"),
        (
            vec!["clocks", "explain", SMALL, "keep", "--from", "2026-04-01", "--as", "talk=yes"],
            "no field talk",
        ),
        (
            vec!["clocks", "explain", SMALL, "keep", "--from", "2026-04-01", "--as", "talks=a"],
            "Use one of yes, no.",
        ),
        (vec!["clocks", "explain", SMALL, "keep", "--from", "2026-04-01", "--division", "x"], "scotland"),
        (
            vec!["clocks", "explain", "homelessness-england", "relief", "--from", "2018-04-02"],
            "there is one since 3 April 2018",
        ),
    ] {
        let (good, out, err) = alongside(&args);
        assert!(!good && out.is_empty() && err.contains(words), "{args:?}: {err}");
    }
}

#[test]
fn a_pack_is_checked_line_by_line() {
    let (good, out, _) = alongside(&["packs", "check", SMALL]);
    assert!(good && out.contains("nothing is wrong") && out.contains("3 clock rules"), "{out}");
    let broken = std::env::temp_dir().join(format!("broken-{}.toml", std::process::id()));
    let text = std::fs::read_to_string(SMALL).expect("it is there");
    std::fs::write(&broken, text.replace("n = 30", "n = 0").replace("list = \"kind\"", "list = \"size\""))
        .expect("it works");
    let (good, out, _) = alongside(&["packs", "check", broken.to_str().expect("a path")]);
    let (_, _, err) = alongside(&["clocks", "list", broken.to_str().expect("a path")]);
    std::fs::remove_file(&broken).expect("it goes");
    assert!(!good);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].starts_with("line 25: fields[0].list: There is no list \"size\"."), "{out}");
    assert!(lines[1].ends_with("clocks[0].n: 0 is too small. Write 1 or more."), "{out}");
    assert!(err.contains("2 problems"), "{err}");
}
