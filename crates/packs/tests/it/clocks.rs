//! What happened in a case, and every run of every clock that follows from it.

use kernel::{
    Day, Instant,
    calendar::{Calendar, Division},
};
use packs::{
    Pack,
    clock::{Change, ChangeKind, Happened, run},
    model::{ClockRule, Event},
};
use serde::Deserialize;

/// The clocks of these tests, in a pack that is otherwise the small one.
pub fn pack(clocks: &str) -> Pack {
    #[derive(Deserialize)]
    struct Clocks {
        clocks: Vec<ClockRule>,
    }
    let mut text = String::new();
    for clock in clocks.split("\n\n") {
        text.push_str("[[clocks]]\nname = \"A\"\nbasis = \"local\"\ncitation = \"B\"\nrule = \"C\"\n");
        text.push_str(clock.trim());
        text.push('\n');
    }
    let Clocks { clocks } = toml::from_str(&text).unwrap();
    Pack { clocks, ..packs::read(super::broken::SMALL).unwrap() }
}

pub fn day(text: &str) -> Day {
    Day::parse(&format!("2026-{text}")).unwrap()
}

/// `04-01 fact:a` or `04-01 18:30 fact:a`.
fn happened(line: &str) -> Happened {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let on = day(parts[0]);
    let at = (parts.len() == 3).then(|| {
        let (hour, minute) = parts[1].split_once(':').unwrap();
        on.at(hour.parse().unwrap(), minute.parse().unwrap())
    });
    Happened { event: Event::parse(parts[parts.len() - 1]).unwrap(), on, at }
}

/// `pause a.1 04-10 why`, `resume a.1 04-12` or `extend a.1 04-20 why 05-01`.
fn change(line: &str) -> Change {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let (clock, nth) = parts[1].split_once('.').unwrap();
    Change {
        clock: clock.to_owned(),
        nth: nth.parse().unwrap(),
        kind: ChangeKind::parse(parts[0]).unwrap(),
        on: day(parts[2]),
        to: parts.get(4).map(|to| day(to)),
        reason: parts.get(3).map_or(String::new(), |reason| (*reason).to_owned()),
    }
}

/// Runs as `a.1 04-01 due 05-26 running`, with `first` where the last day moved and `ended` where it ended.
fn runs(pack: &Pack, story: &str, changes: &str, today: &str) -> Vec<String> {
    let lines = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let all: Vec<Happened> = lines(story).iter().map(|line| happened(line)).collect();
    let closed = all.iter().find(|h| h.event == Event::Closed).map(|h| h.on);
    let changes: Vec<Change> = lines(changes).iter().map(|line| change(line)).collect();
    let calendar = Calendar::new(Division::EnglandAndWales);
    let codes = |field: &str| if field == "talks" { vec!["yes".to_owned()] } else { Vec::new() };
    let short = |day: Day| day.to_string()[5..].to_owned();
    run(pack, &all, &changes, closed, day(today), &calendar, &codes)
        .into_iter()
        .map(|run| {
            let mut words =
                vec![format!("{}.{} {} due {}", run.clock, run.nth, short(run.starts_on), short(run.due_on))];
            words.extend(run.due_at.map(Instant::time_of_day));
            if run.first_due_on != run.due_on {
                words.push(format!("first {}", short(run.first_due_on)));
            }
            words.push(run.state.code().to_owned());
            words.extend(run.ended_on.map(short));
            words.join(" ")
        })
        .collect()
}

struct Row {
    what: &'static str,
    clocks: &'static str,
    story: &'static str,
    changes: &'static str,
    today: &'static str,
    expected: &'static [&'static str],
}

#[track_caller]
fn check(table: &[Row]) {
    let mut wrong = Vec::new();
    for row in table {
        let got = runs(&pack(row.clocks), row.story, row.changes, row.today);
        if got != row.expected {
            wrong.push(format!("{}:\n  expected {:?}\n       got {got:?}", row.what, row.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const RELIEF: &str =
    "id = \"a\"\nstarts = \"fact:a\"\nstops = [\"fact:b\", \"decision:c\"]\nmode = \"D1\"\nn = 56";

/// A closure order "lasts up to 3 months" (Anti-social Behaviour, Crime and Policing Act 2014 s.80(6)) and then is over,
/// whether anybody does anything or not.
#[test]
fn what_ends_by_itself_and_cannot_be_stopped_is_over_after_its_last_day() {
    const ORDER: &str =
        "id = \"a\"\nstarts = \"fact:a\"\nmode = \"CM1\"\nn = 3\nends = \"automatic\"\nrepeats = true
extensions = [{ id = \"court\", label = \"L\", citation = \"C\" }]";
    const RELIEF: &str =
        "id = \"a\"\nstarts = \"fact:a\"\nstops = [\"fact:b\"]\nmode = \"D1\"\nn = 56\nends = \"automatic\"";
    let row =
        |what, clocks, story, changes, today, expected| Row { what, clocks, story, changes, today, expected };
    check(&[
        row("its last day", ORDER, "03-10 fact:a", "", "06-09", &["a.1 03-10 due 06-09 running"]),
        row("the day after", ORDER, "03-10 fact:a", "", "06-10", &["a.1 03-10 due 06-09 stopped 06-09"]),
        row(
            "extended by the court",
            ORDER,
            "03-10 fact:a",
            "extend a.1 06-01 court 09-09",
            "06-10",
            &["a.1 03-10 due 09-09 first 06-09 running"],
        ),
        row(
            "the case went on",
            ORDER,
            "03-10 fact:a, 08-01 closed",
            "",
            "08-02",
            &["a.1 03-10 due 06-09 stopped 06-09"],
        ),
        row(
            "the case ended before",
            ORDER,
            "03-10 fact:a, 05-01 closed",
            "",
            "08-02",
            &["a.1 03-10 due 06-09 stopped 05-01"],
        ),
        row("something is to be done", RELIEF, "04-01 fact:a", "", "06-30", &["a.1 04-01 due 05-26 running"]),
    ]);
}

#[test]
fn a_run_starts_stops_and_ends_with_the_case() {
    let row =
        |what, story, expected| Row { what, clocks: RELIEF, story, changes: "", today: "06-30", expected };
    check(&[
        row("nothing happened", "04-01 opened", &[]),
        row("it runs, also when overdue", "04-01 fact:a", &["a.1 04-01 due 05-26 running"]),
        row("met on the last day", "04-01 fact:a, 05-26 fact:b", &["a.1 04-01 due 05-26 met 05-26"]),
        row("late the day after", "04-01 fact:a, 05-27 fact:b", &["a.1 04-01 due 05-26 late 05-27"]),
        row("met the same day", "04-01 fact:a, 04-01 fact:b", &["a.1 04-01 due 05-26 met 04-01"]),
        row("a stop before it is none", "03-31 fact:b, 04-01 fact:a", &["a.1 04-01 due 05-26 running"]),
        row(
            "the first of two stops",
            "04-01 fact:a, 04-20 decision:c, 05-02 fact:b",
            &["a.1 04-01 due 05-26 met 04-20"],
        ),
        row("a second start while it runs", "04-01 fact:a, 04-08 fact:a", &["a.1 04-01 due 05-26 running"]),
        row(
            "a start after its end is a new run",
            "04-01 fact:a, 04-20 fact:b, 05-01 fact:a",
            &["a.1 04-01 due 05-26 met 04-20", "a.2 05-01 due 06-25 running"],
        ),
        row(
            "from one to the next on one day",
            "04-01 fact:a, 04-20 fact:b, 04-20 fact:a",
            &["a.1 04-01 due 05-26 met 04-20", "a.2 04-20 due 06-14 running"],
        ),
        row("closing stops it", "04-01 fact:a, 04-30 closed", &["a.1 04-01 due 05-26 stopped 04-30"]),
        row(
            "done on the day of closing",
            "04-01 fact:a, 04-30 fact:b, 04-30 closed",
            &["a.1 04-01 due 05-26 met 04-30"],
        ),
        row(
            "done before closing",
            "04-01 fact:a, 04-10 fact:b, 04-30 closed",
            &["a.1 04-01 due 05-26 met 04-10"],
        ),
        row("nothing starts after closing", "04-30 closed, 05-01 fact:a", &[]),
    ]);
}

#[test]
fn what_closing_starts_goes_on() {
    let survey = "id = \"a\"\nstarts = \"closed\"\nstops = [\"letter:s\"]\nmode = \"D0\"\nn = 56";
    let until_closed = "id = \"a\"\nstarts = \"opened\"\nstops = [\"closed\"]\nmode = \"D0\"\nn = 5";
    check(&[
        Row {
            what: "a survey after closing",
            clocks: survey,
            story: "01-05 opened, 04-01 closed, 04-09 letter:s",
            changes: "",
            today: "06-30",
            expected: &["a.1 04-01 due 05-27 met 04-09"],
        },
        Row {
            what: "closing is what should be done",
            clocks: until_closed,
            story: "04-01 opened, 04-07 closed",
            changes: "",
            today: "06-30",
            expected: &["a.1 04-01 due 04-06 late 04-07"],
        },
    ]);
}

const REVIEW: &str = "id = \"a\"\nstarts = \"plan-agreed\"\nstops = [\"fact:r\"]\nagain = [\"fact:r\"]\nuntil = [\"fact:e\"]\nmode = \"D0\"\nn = 28";

#[test]
fn a_clock_starts_again_from_the_stops_it_names() {
    let row =
        |what, story, expected| Row { what, clocks: REVIEW, story, changes: "", today: "06-30", expected };
    check(&[
        row(
            "again from the review",
            "04-01 plan-agreed, 04-20 fact:r, 05-20 fact:r",
            &[
                "a.1 04-01 due 04-29 met 04-20",
                "a.2 04-20 due 05-18 late 05-20",
                "a.3 05-20 due 06-17 running",
            ],
        ),
        row(
            "a start while it runs",
            "04-01 plan-agreed, 04-10 plan-agreed",
            &["a.1 04-01 due 04-29 running"],
        ),
        row(
            "reviewed on the day it began",
            "04-01 plan-agreed, 04-01 fact:r, 04-03 fact:r",
            &[
                "a.1 04-01 due 04-29 met 04-01",
                "a.2 04-01 due 04-29 met 04-03",
                "a.3 04-03 due 05-01 running",
            ],
        ),
        row(
            "reviewed and agreed on one day",
            "04-01 plan-agreed, 04-10 fact:r, 04-10 plan-agreed",
            &["a.1 04-01 due 04-29 met 04-10", "a.2 04-10 due 05-08 running"],
        ),
        row(
            "over for good",
            "04-01 plan-agreed, 04-10 fact:r, 04-15 fact:e, 04-20 fact:r",
            &["a.1 04-01 due 04-29 met 04-10", "a.2 04-10 due 05-08 stopped 04-15"],
        ),
        row(
            "the last review on the day it is over",
            "04-01 plan-agreed, 04-10 fact:r, 04-10 fact:e",
            &["a.1 04-01 due 04-29 met 04-10"],
        ),
        row(
            "the last review on the day of closing",
            "04-01 plan-agreed, 04-10 fact:r, 04-10 closed",
            &["a.1 04-01 due 04-29 met 04-10"],
        ),
        row(
            "a new plan after it was over",
            "04-01 plan-agreed, 04-15 fact:e, 05-01 plan-agreed",
            &["a.1 04-01 due 04-29 stopped 04-15", "a.2 05-01 due 05-29 running"],
        ),
    ]);
}

#[test]
fn a_clock_that_repeats_has_a_run_for_each_start() {
    let review =
        "id = \"a\"\nstarts = \"decision:c\"\nstops = [\"fact:b\"]\nmode = \"D1\"\nn = 21\nrepeats = true";
    let plan = "id = \"a\"\nstarts = \"plan-agreed\"\nstops = [\"fact:r\", \"plan-agreed\"]\nagain = [\"fact:r\"]\nmode = \"D0\"\nn = 28\nrepeats = true";
    let row =
        |what, clocks, story, expected| Row { what, clocks, story, changes: "", today: "06-30", expected };
    check(&[
        row(
            "two decisions run side by side",
            review,
            "04-01 decision:c, 04-10 decision:c, 04-23 fact:b",
            &["a.1 04-01 due 04-21 late 04-23", "a.2 04-10 due 04-30 met 04-23"],
        ),
        row(
            "what stops one does not start another",
            review,
            "04-01 decision:c, 04-10 fact:b",
            &["a.1 04-01 due 04-21 met 04-10"],
        ),
        row(
            "from one to the next on one day",
            review,
            "04-01 decision:c, 04-10 fact:b, 04-10 decision:c",
            &["a.1 04-01 due 04-21 met 04-10", "a.2 04-10 due 04-30 running"],
        ),
        row(
            "from each plan and each review",
            plan,
            "04-01 plan-agreed, 04-10 plan-agreed, 04-20 fact:r",
            &[
                "a.1 04-01 due 04-29 met 04-10",
                "a.2 04-10 due 05-08 met 04-20",
                "a.3 04-20 due 05-18 running",
            ],
        ),
    ]);
    let contact =
        "id = \"a\"\nstarts = \"contact\"\nstops = [\"contact\"]\nmode = \"D0\"\nn = 7\nrepeats = true";
    check(&[Row {
        what: "two contacts on a day are one",
        clocks: contact,
        story: "04-01 contact, 04-06 contact, 04-06 contact, 04-20 contact",
        changes: "",
        today: "06-30",
        expected: &[
            "a.1 04-01 due 04-08 met 04-06",
            "a.2 04-06 due 04-13 late 04-20",
            "a.3 04-20 due 04-27 running",
        ],
    }]);
}

#[test]
fn the_rule_and_the_variant_of_the_day_count() {
    let changed = "id = \"a\"\nstarts = \"fact:a\"\nmode = \"D1\"\nn = 28\neffective_until = \"2026-04-30\"\n\nid = \"a\"\nstarts = \"fact:z\"\nmode = \"D1\"\nn = 56\neffective_from = \"2026-05-01\"\neffective_until = \"2026-06-30\"";
    let variant = "id = \"a\"\nstarts = \"fact:a\"\nmode = \"D1\"\nn = 56\nvariants = [{ when = { field = \"talks\", is = [\"no\"] }, n = 1, citation = \"D\", rule = \"E\" }, { when = { field = \"talks\", is = [\"yes\"] }, n = 7, citation = \"D\", rule = \"E\" }]";
    let row =
        |what, clocks, story, expected| Row { what, clocks, story, changes: "", today: "06-30", expected };
    check(&[
        row("the old rule", changed, "04-30 fact:a", &["a.1 04-30 due 05-27 running"]),
        row("the new rule", changed, "05-01 fact:z", &["a.1 05-01 due 06-25 running"]),
        row("the old rule's start under the new one", changed, "05-01 fact:a", &[]),
        row("no rule on that day", changed, "07-01 fact:z", &[]),
        row("the first variant that holds", variant, "04-01 fact:a", &["a.1 04-01 due 04-07 running"]),
    ]);
}

const REASONS: &str = "pauses = [{ id = \"away\", label = \"x\", citation = \"y\" }]\nextensions = [{ id = \"agreed\", label = \"x\", citation = \"y\" }]";

/// A clock that may be paused and extended.
fn paused(mode: &str, n: i64) -> &'static str {
    let text = format!(
        "id = \"a\"\nstarts = \"fact:a\"\nstops = [\"fact:b\"]\nmode = \"{mode}\"\nn = {n}\n{REASONS}"
    );
    Box::leak(text.into_boxed_str())
}

#[test]
fn pauses_move_the_last_day_for_listed_reasons() {
    let row = |what, clocks, changes, expected| Row {
        what,
        clocks,
        story: "04-01 fact:a",
        changes,
        today: "04-15",
        expected,
    };
    let (days, working) = (paused("D1", 10), paused("WD", 10));
    check(&[
        row("no change", days, "", &["a.1 04-01 due 04-10 running"]),
        row(
            "three days",
            days,
            "pause a.1 04-04 away, resume a.1 04-07",
            &["a.1 04-01 due 04-13 first 04-10 running"],
        ),
        row(
            "twice",
            days,
            "pause a.1 04-04 away, resume a.1 04-05, pause a.1 04-11 away, resume a.1 04-13",
            &["a.1 04-01 due 04-13 first 04-10 running"],
        ),
        row(
            "end to end",
            days,
            "pause a.1 04-04 away, resume a.1 04-05, pause a.1 04-05 away, resume a.1 04-06",
            &["a.1 04-01 due 04-12 first 04-10 running"],
        ),
        row("no days", days, "pause a.1 04-04 away, resume a.1 04-04", &["a.1 04-01 due 04-10 running"]),
        row(
            "after the last day",
            days,
            "pause a.1 04-11 away, resume a.1 04-13",
            &["a.1 04-01 due 04-10 running"],
        ),
        row(
            "a reason nobody lists",
            days,
            "pause a.1 04-04 tired, resume a.1 04-07",
            &["a.1 04-01 due 04-10 running"],
        ),
        row("another run", days, "pause a.2 04-04 away, resume a.2 04-07", &["a.1 04-01 due 04-10 running"]),
        row(
            "held today: up to today",
            days,
            "pause a.1 04-09 away",
            &["a.1 04-01 due 04-17 first 04-10 paused"],
        ),
        row("paused later", days, "pause a.1 04-16 away", &["a.1 04-01 due 04-10 running"]),
        row(
            "over a weekend, in working days",
            working,
            "pause a.1 04-11 away, resume a.1 04-13",
            &["a.1 04-01 due 04-17 running"],
        ),
        // Good Friday 3 April, Easter Monday 6 April: two working days in the week that is lost.
        row(
            "over Easter, in working days",
            working,
            "pause a.1 04-01 away, resume a.1 04-08",
            &["a.1 04-01 due 04-21 first 04-17 running"],
        ),
    ]);
}

#[test]
fn months_hours_and_extensions_move_too() {
    let row = |what, clocks, changes, expected| Row {
        what,
        clocks,
        story: "04-01 fact:a",
        changes,
        today: "04-15",
        expected,
    };
    let (days, working) = (paused("D1", 10), paused("WD", 10));
    check(&[
        row(
            "months move by days",
            paused("CM", 1),
            "pause a.1 04-10 away, resume a.1 04-15",
            &["a.1 04-01 due 05-06 first 05-01 running"],
        ),
        row("extended", days, "extend a.1 04-08 agreed 04-24", &["a.1 04-01 due 04-24 first 04-10 running"]),
        row("not shortened", days, "extend a.1 04-08 agreed 04-09", &["a.1 04-01 due 04-10 running"]),
        row(
            "extended for no listed reason",
            days,
            "extend a.1 04-08 away 04-24",
            &["a.1 04-01 due 04-10 running"],
        ),
        row(
            "extended, then paused",
            days,
            "extend a.1 04-08 agreed 04-24, pause a.1 04-10 away, resume a.1 04-12",
            &["a.1 04-01 due 04-26 first 04-10 running"],
        ),
        row(
            "extended in working days, then paused",
            working,
            "extend a.1 04-08 agreed 04-24, pause a.1 04-10 away, resume a.1 04-14",
            &["a.1 04-01 due 04-28 first 04-17 running"],
        ),
        row(
            "hours",
            paused("H", 48),
            "pause a.1 04-02 away, resume a.1 04-03",
            &["a.1 04-01 due 04-04 12am first 04-03 running"],
        ),
        row(
            "working hours",
            paused("WH", 16),
            "pause a.1 04-02 away, resume a.1 04-07",
            &["a.1 04-01 due 04-07 5pm first 04-02 running"],
        ),
    ]);
    check(&[
        Row {
            what: "done while it is paused",
            clocks: days,
            story: "04-01 fact:a, 04-20 fact:b",
            changes: "pause a.1 04-09 away",
            today: "06-30",
            expected: &["a.1 04-01 due 04-21 first 04-10 met 04-20"],
        },
        Row {
            what: "done in the time that was added",
            clocks: days,
            story: "04-01 fact:a, 04-12 fact:b",
            changes: "pause a.1 04-04 away, resume a.1 04-07",
            today: "06-30",
            expected: &["a.1 04-01 due 04-13 first 04-10 met 04-12"],
        },
    ]);
}

#[test]
fn a_change_moves_the_clocks_that_move_with_it() {
    let clocks = format!(
        "id = \"a\"\nstarts = \"fact:a\"\nmode = \"D1\"\nn = 10\nmoves = [\"b\", \"c\"]\n{REASONS}\n\nid = \"b\"\nstarts = \"fact:a\"\nstops = [\"fact:b\"]\nmode = \"D0\"\nn = 20\n\nid = \"c\"\nstarts = \"opened\"\nmode = \"WD\"\nn = 5"
    );
    let clocks = &*Box::leak(clocks.into_boxed_str());
    let row = |what, story, changes, expected| Row { what, clocks, story, changes, today: "04-30", expected };
    check(&[
        row(
            "by the days of the pause",
            "04-08 opened, 04-01 fact:a",
            "pause a.1 04-08 away, resume a.1 04-12",
            &[
                "a.1 04-01 due 04-14 first 04-10 running",
                "b.1 04-01 due 04-25 first 04-21 running",
                // 19 April is a Sunday.
                "c.1 04-08 due 04-20 first 04-15 running",
            ],
        ),
        row(
            "not one that was over",
            "04-01 fact:a, 04-05 fact:b",
            "extend a.1 04-08 agreed 04-20",
            &["a.1 04-01 due 04-20 first 04-10 running", "b.1 04-01 due 04-21 met 04-05"],
        ),
        row(
            "not one that had not begun",
            "04-01 fact:a, 04-09 opened",
            "extend a.1 04-08 agreed 04-20",
            &[
                "a.1 04-01 due 04-20 first 04-10 running",
                "b.1 04-01 due 05-01 first 04-21 running",
                "c.1 04-09 due 04-16 running",
            ],
        ),
    ]);
}

#[test]
fn hours_are_met_by_the_moment_where_it_is_known() {
    let clocks = "id = \"a\"\nstarts = \"power:x\"\nstops = [\"decision:d\"]\nmode = \"H\"\nn = 48";
    let row = |what, story, expected| Row { what, clocks, story, changes: "", today: "06-30", expected };
    check(&[
        row("in time", "04-01 18:00 power:x, 04-03 18:00 decision:d", &["a.1 04-01 due 04-03 6pm met 04-03"]),
        row(
            "a minute late",
            "04-01 18:00 power:x, 04-03 18:01 decision:d",
            &["a.1 04-01 due 04-03 6pm late 04-03"],
        ),
        row("that day", "04-01 18:00 power:x, 04-03 decision:d", &["a.1 04-01 due 04-03 6pm met 04-03"]),
        row(
            "earlier that day is before it",
            "04-01 18:00 power:x, 04-01 17:00 decision:d",
            &["a.1 04-01 due 04-03 6pm running"],
        ),
    ]);
}

#[test]
fn near_is_so_many_working_days_before_the_end() {
    let near = |more: &str| {
        let pack = pack(&format!("id = \"a\"\nstarts = \"opened\"\nmode = \"D1\"\nn = 7\n{more}"));
        let opened = [Happened { event: Event::Opened, on: day("04-02"), at: None::<Instant> }];
        let calendar = Calendar::new(Division::EnglandAndWales);
        run(&pack, &opened, &[], None, day("04-02"), &calendar, &|_| Vec::new())[0].near_on
    };
    // The last day is Wednesday 8 April; Good Friday and Easter Monday are no working days.
    assert_eq!([near("warn = 0"), near("warn = 1"), near("warn = 2")], ["04-08", "04-07", "04-02"].map(day));
    assert_eq!(near(""), day("03-30"));
}

/// A case that was opened again is as if it had not been closed: its clocks run on.
#[test]
fn a_case_opened_again_runs_on() {
    let pack = pack(RELIEF);
    let story = ["04-01 fact:a", "04-10 closed"].map(happened);
    let calendar = Calendar::new(Division::EnglandAndWales);
    let runs = run(&pack, &story, &[], None, day("04-20"), &calendar, &|_| Vec::new());
    assert_eq!((runs.len(), runs[0].state.code(), runs[0].ended_on), (1, "running", None));
}
