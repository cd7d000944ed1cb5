//! Clocks explained: the dates that the law's own words give, and what people are told about them.

use kernel::{
    Day, Instant,
    calendar::{Calendar, Division},
};
use packs::{
    clock::{Start, explain},
    model::ClockRule,
};

fn england() -> Calendar {
    Calendar::new(Division::EnglandAndWales)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A rule in one line, with more keys where they matter.
fn rule(mode: &str, n: i64, keys: &str) -> ClockRule {
    let basis = if keys.contains("basis") { "" } else { "basis = \"statute\"" };
    toml::from_str(&format!(
        "id = \"duty\"\nname = \"Duty\"\nstarts = \"opened\"\nmode = \"{mode}\"\nn = {n}\ncitation = \"An Act s.1\"\nrule = \"It lasts.\"\n{basis}\n{keys}"
    ))
    .unwrap()
}

#[test]
fn last_days_are_those_of_the_statutes() {
    // what, mode, n, set going on, day 1, last day
    let table = [
        ("relief duty", "D1", 56, "2026-04-01", "2026-04-01", "2026-05-26"),
        ("request for review, s.202", "D1", 21, "2026-03-01", "2026-03-01", "2026-03-21"),
        ("appeal, s.204", "D0", 21, "2026-03-01", "2026-03-02", "2026-03-22"),
        ("review decided in 3 weeks", "D1", 21, "2026-03-02", "2026-03-02", "2026-03-22"),
        ("in 8 weeks", "D1", 56, "2026-03-02", "2026-03-02", "2026-04-26"),
        ("in 10 weeks", "D1", 70, "2026-03-02", "2026-03-02", "2026-05-10"),
        ("in 12 weeks", "D1", 84, "2026-03-02", "2026-03-02", "2026-05-24"),
        ("review under s.85ZA", "D1", 7, "2015-12-23", "2015-12-23", "2015-12-29"),
        ("complaint within a month, s.104(11)", "CM1", 1, "2026-03-15", "2026-03-15", "2026-04-14"),
        ("over Easter", "WD", 1, "2026-04-02", "2026-04-07", "2026-04-07"),
        ("over Christmas", "WD", 10, "2026-12-24", "2026-12-29", "2027-01-12"),
        ("from a Saturday", "WD", 2, "2026-11-21", "2026-11-23", "2026-11-24"),
        ("to the end of a short month", "CM", 1, "2027-01-31", "2027-02-01", "2027-02-28"),
        ("in a leap year", "CM", 1, "2028-01-31", "2028-02-01", "2028-02-29"),
        ("from the leap day", "CM", 12, "2028-02-29", "2028-03-01", "2029-02-28"),
        ("a leap day counts", "D1", 2, "2028-02-28", "2028-02-28", "2028-02-29"),
        ("a day the clocks go forward on", "D0", 1, "2026-03-28", "2026-03-29", "2026-03-29"),
    ];
    for (what, mode, n, from, starts, due) in table {
        let explained = explain(&rule(mode, n, ""), day(from), None, &england()).unwrap();
        let got = (explained.from, explained.starts, explained.due, explained.due_at);
        assert_eq!(got, (day(from), day(starts), day(due), None), "{what}");
    }
}

#[test]
fn hours_end_at_a_moment() {
    // mode, n, from, last moment
    let table = [
        // 48 hours over a night and over both changes of the clocks
        ("H", 48, ("2026-12-22", 18, 0), ("2026-12-24", 18, 0)),
        ("H", 48, ("2026-03-28", 18, 0), ("2026-03-30", 19, 0)),
        ("H", 48, ("2026-10-24", 18, 0), ("2026-10-26", 17, 0)),
        ("WH", 4, ("2026-11-20", 15, 0), ("2026-11-23", 11, 0)),
        // Received on Saturday: it runs from Monday, 9am.
        ("WH", 8, ("2026-11-21", 12, 0), ("2026-11-23", 17, 0)),
    ];
    for (mode, n, from, due) in table {
        let from: Instant = at(from);
        let explained = explain(&rule(mode, n, ""), from, None, &england()).unwrap();
        assert_eq!(explained.due_at, Some(at(due)), "{mode} {n} from {from:?}");
        assert_eq!(explained.due, Day::of(at(due)));
        assert_eq!(explained.from_at, Some(from));
    }
    // Without a moment it runs from the day's first: nobody is told of more time than there may be.
    let explained = explain(&rule("H", 24, ""), day("2026-11-20"), None, &england()).unwrap();
    assert_eq!(explained.due_at, Some(day("2026-11-21").start()));
    let saturday = Start { on: day("2026-11-21"), at: None };
    assert_eq!(explain(&rule("WH", 2, ""), saturday, None, &england()).unwrap().starts, day("2026-11-23"));
}

fn at((text, hour, minute): (&str, i8, i8)) -> Instant {
    day(text).at(hour, minute)
}

#[test]
fn people_are_told_the_day_the_rule_and_who_set_it() {
    let words = |rule: &ClockRule, from: &str| explain(rule, day(from), None, &england()).unwrap().words;
    assert_eq!(
        words(&rule("D1", 56, "ends = \"automatic\""), "2026-04-01"),
        "Duty ends 26 May 2026. Statute: An Act s.1. Day 1 was 1 April 2026."
    );
    assert_eq!(
        words(&rule("D0", 21, "confirmed = false"), "2026-03-01"),
        "Duty is due by 22 March 2026. Statute: An Act s.1. Day 1 was 2 March 2026. Our reading, not yet confirmed."
    );
    let mut ours = rule("WD", 5, "basis = \"default\"");
    assert!(words(&ours, "2026-03-02").contains("Alongside default: An Act s.1."));
    "Alongside default.".clone_into(&mut ours.citation);
    assert_eq!(
        words(&ours, "2026-03-02"),
        "Duty is due by 9 March 2026. Alongside default. Day 1 was 3 March 2026."
    );
    let hours = explain(&rule("H", 48, ""), day("2026-12-22").at(18, 0), None, &england()).unwrap();
    assert_eq!(
        hours.words,
        "Duty is due by 24 December 2026, 6pm. Statute: An Act s.1. It runs from 22 December 2026, 6pm."
    );
}

#[test]
fn a_variant_brings_its_own_length_rule_and_source() {
    let rule = rule(
        "D1",
        56,
        "variants = [{ when = { field = \"kind\", is = [\"plan\"] }, mode = \"WD\", n = 3, citation = \"reg 9(1)\", rule = \"Three.\" }]",
    );
    let plan =
        |field: &str| if field == "kind" { vec!["other".to_owned(), "plan".to_owned()] } else { Vec::new() };
    let explained = explain(&rule, day("2026-03-02"), rule.variant(&plan), &england()).unwrap();
    assert_eq!((explained.n, explained.due), (3, day("2026-03-05")));
    assert_eq!((explained.source.as_str(), explained.rule.as_str()), ("reg 9(1)", "Three."));
    assert!(rule.variant(&|_| Vec::new()).is_none());
}

/// A service's own closures move its own clocks, and none that the law sets.
#[test]
fn local_closures_move_local_clocks_alone() {
    let closed = england().with_closures([day("2026-03-03")]);
    let due = |basis: &str| {
        explain(&rule("WD", 1, &format!("basis = \"{basis}\"")), day("2026-03-02"), None, &closed)
            .unwrap()
            .due
    };
    assert_eq!(["local", "default"].map(due), [day("2026-03-04"); 2]);
    assert_eq!(["statute", "guidance", "national"].map(due), [day("2026-03-03"); 3]);
    let scotland = Calendar::new(Division::Scotland);
    let due = explain(&rule("WD", 1, ""), day("2026-04-03"), None, &scotland).unwrap().due;
    assert_eq!(due, day("2026-04-06"));
}
