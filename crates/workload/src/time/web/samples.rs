//! Samples of the pages of time studies.

use super::{
    activities,
    day::{ShowDay, SlotRow},
    list::{ExerciseRow, ListExercises},
    mine::ShowMine,
    show::{CasesRow, ShareRow, ShowExercise, Shown},
    today::{Line, Now, ShowToday, Study},
    weights::{BaseRow, NextWeights, TeamRow},
};
use crate::time::model::{Activity, PARTS};
use kernel::Form;
use people::web::errors;
use ui::{Choice, NavItem, Shell, Stat, Stats, SubNav, Tag};

const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";

fn nav() -> SubNav {
    let items = vec![NavItem::new("/time", "My time"), NavItem::new("/time/exercises", "Time studies")];
    SubNav::new("Time", "/time", items)
}

fn cases() -> Vec<Choice> {
    vec![Choice::new("1", "Mina Brown, ASB-1001"), Choice::new("2", format!("{LONG}, ASB-1002"))]
}

impl ui::Samples for ShowToday {
    const NAME: &'static str = "time-today";
    fn samples() -> Vec<(&'static str, Self)> {
        let study = |agreed| Study {
            name: "Autumn time study".to_owned(),
            purpose: "To see what keeps us from people, and to set fair weights.".to_owned(),
            notice: "You alone see what you write down.\nResults name nobody.".to_owned(),
            when: "9 November 2026 to 20 November 2026, Community Safety".to_owned(),
            agreed,
        };
        let now = || Now {
            what: Activity::Phone.label().to_owned(),
            case: format!("{LONG}, ASB-1002"),
            since: "Since 9.05am: 25 min".to_owned(),
        };
        let line = |what: Activity| Line {
            when: "9am to 9.30am".to_owned(),
            length: "30 min".to_owned(),
            what: what.label().to_owned(),
            case: format!("{LONG}, ASB-1002"),
            interrupted: true,
            id: "1".to_owned(),
        };
        let page =
            |study, running: Option<Now>, (entries, ends): (Vec<Line>, Vec<Choice>), form: Form| Self {
                shell: Shell::new("My time", "Caseloads").intro("20 November 2026").errors(errors(&form)),
                nav: nav(),
                study,
                may_start: ends.is_empty(),
                ends,
                running,
                activities: Activity::ALL,
                cases: cases(),
                entries,
                total: "1 h 5 min".to_owned(),
                form,
                submissions: [String::new(), String::new()],
            };
        let mut wrong = Form::default();
        wrong.error("activity", "Choose what you do.");
        wrong.error("case", "Choose a case of the list, or none.");
        let mut late = Form::default();
        late.error("until", "Choose when you stopped.");
        let ends = vec![Choice::new("1020", "5pm")];
        let (none, full) = (|| (Vec::new(), Vec::new()), (vec![line(Activity::Face)], Vec::new()));
        vec![
            ("full", page(Some(study(true)), Some(now()), full, Form::default())),
            ("notice", page(Some(study(false)), None, none(), Form::default())),
            ("empty", page(None, None, none(), Form::default())),
            ("errors", page(Some(study(true)), None, none(), wrong)),
            ("forgotten", page(Some(study(true)), Some(now()), (Vec::new(), ends), late)),
        ]
    }
}

impl ui::Samples for ShowDay {
    const NAME: &'static str = "time-day";
    fn samples() -> Vec<(&'static str, Self)> {
        let slot = |minute: i64, fixed: &str, error: &str| SlotRow {
            minute,
            when: cases::slots::clock(minute),
            fixed: fixed.to_owned(),
            activity: "face".to_owned(),
            case: "2".to_owned(),
            interrupted: true,
            error: error.to_owned(),
        };
        let page = |open: bool, slots: Vec<SlotRow>, form: &Form| Self {
            shell: Shell::new("My time by quarter-hours", "Caseloads")
                .intro("20 November 2026")
                .errors(errors(form)),
            nav: nav(),
            parts: SubNav::new(
                "Parts of the day",
                "/time/day?part=morning",
                PARTS.iter().map(|p| NavItem::new(format!("/time/day?part={}", p.code), p.label)).collect(),
            ),
            days: vec![("Day before: 19 November 2026".to_owned(), "/time/day".to_owned())],
            asked: ("2026-11-20".to_owned(), "morning"),
            open,
            slots,
            activities: activities(),
            cases: self::cases(),
            submission: String::new(),
        };
        let mut wrong = Form::default();
        wrong.error("what-435", "Choose what you did at 7.15am.");
        vec![
            ("full", page(true, vec![slot(420, "", ""), slot(435, "Not yet", "")], &Form::default())),
            ("empty", page(false, Vec::new(), &Form::default())),
            (
                "errors",
                page(true, vec![slot(420, "", ""), slot(435, "", "Choose what you did at 7.15am.")], &wrong),
            ),
        ]
    }
}

impl ui::Samples for ListExercises {
    const NAME: &'static str = "time-exercises";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, tag| ExerciseRow {
            name: name.to_owned(),
            href: "/time/exercises/1".to_owned(),
            when: "9 November 2026 to 20 November 2026".to_owned(),
            tag,
            people: "8 people of 9 who agreed".to_owned(),
        };
        let page = |rows, form: Form| Self {
            shell: Shell::new("Time studies", "Caseloads").errors(errors(&form)),
            nav: nav(),
            rows,
            no_team: form.error_of("team-1").unwrap_or_default().to_owned(),
            teams: vec![Choice::new("team-1", "Community Safety").on(true), Choice::new("team-2", LONG)],
            form,
            submission: String::new(),
        };
        let mut wrong = Form::default();
        for (field, words) in [
            ("name", "Write a name by which people know it."),
            ("purpose", "Write what it is for."),
            ("notice", "Write who sees what."),
            ("from", "Write its first day."),
            ("until", "Write its last day."),
            ("team-1", "Choose one team at least."),
        ] {
            wrong.error(field, words);
        }
        let rows = vec![row("Autumn time study", Tag::warn("Running")), row(LONG, Tag::good("Over"))];
        vec![
            ("full", page(rows, Form::default())),
            ("empty", page(Vec::new(), Form::default())),
            ("errors", page(Vec::new(), wrong)),
        ]
    }
}

impl ui::Samples for ShowExercise {
    const NAME: &'static str = "time-exercise";
    fn samples() -> Vec<(&'static str, Self)> {
        let shown = Shown {
            stats: Stats { stats: vec![Stat::new("Direct contact", "24%").note("95% interval 14% to 37%")] },
            n: "8 people wrote down 512 h on 64 days of one person each.".to_owned(),
            shares: vec![ShareRow {
                name: Activity::Phone.label().to_owned(),
                sort: "direct contact",
                length: "61 h 20 min".to_owned(),
                percent: "12%".to_owned(),
                bar: 12,
                interval: "6% to 22%".to_owned(),
            }],
            cases: vec![CasesRow {
                kind: "Anti-social behaviour".to_owned(),
                stage: LONG.to_owned(),
                cases: 14,
                length: "40 h".to_owned(),
                weekly: "86 min".to_owned(),
            }],
            kept: vec!["14 minutes of each kept hour were lost to other work.".to_owned()],
        };
        let page = |name: &str, results: Option<Shown>, none: &str, open: bool| Self {
            shell: Shell::new(name, "Caseloads"),
            nav: nav(),
            about: vec!["To set fair weights.".to_owned(), format!("Planned by {LONG}.")],
            tag: if open { Tag::warn("Running") } else { Tag::good("Over") },
            people: "8 people wrote something down, of 9 who agreed.".to_owned(),
            end: if open { "/time/exercises/1/end".to_owned() } else { String::new() },
            weights: if open { String::new() } else { "/time/exercises/1/weights".to_owned() },
            none: none.to_owned(),
            teams: results.as_ref().map(|_| SubNav::new("Teams", "", vec![NavItem::new("/time", LONG)])),
            results,
            submission: String::new(),
        };
        let empty = Shown { shares: Vec::new(), cases: Vec::new(), kept: Vec::new(), ..shown.clone() };
        vec![
            ("full", page("Autumn time study", Some(shown), "", false)),
            ("no cases", page(LONG, Some(empty), "", false)),
            ("running", page("Autumn time study", None, "Results are shown when it is over.", true)),
        ]
    }
}

impl ui::Samples for ShowMine {
    const NAME: &'static str = "time-mine";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |total: &str| Self {
            shell: Shell::new("My own result", "Caseloads").intro("Nobody but you can open this."),
            nav: nav(),
            studies: SubNav::new("Time studies", "", vec![NavItem::new("/time/mine", "Autumn time study")]),
            total: total.to_owned(),
            shares: vec![(Activity::Phone.label().to_owned(), "2 h".to_owned(), 40)],
            days: vec![("20 November 2026".to_owned(), "2 h".to_owned(), vec!["9am to 11am".to_owned()])],
        };
        vec![("full", page("You wrote down 5 h on 1 day.")), ("empty", page(""))]
    }
}

impl ui::Samples for NextWeights {
    const NAME: &'static str = "time-weights";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |none: &str, form: Form| Self {
            shell: Shell::new("The next weights", "Caseloads").errors(errors(&form)),
            nav: nav(),
            back: "/time/exercises/1".to_owned(),
            before: "In force now: Alongside weights, version 1. A point is one hour of work in four weeks."
                .to_owned(),
            none: none.to_owned(),
            rows: vec![
                BaseRow {
                    name: "relief".to_owned(),
                    n: 14,
                    weekly: "86 min".to_owned(),
                    measured: "5.73".to_owned(),
                    old: "8".to_owned(),
                    new: "6.56".to_owned(),
                    sum: "(14 × 5.73 + 8 × 8) ÷ 22".to_owned(),
                },
                BaseRow {
                    name: "prevention".to_owned(),
                    n: 0,
                    weekly: String::new(),
                    measured: String::new(),
                    old: "6".to_owned(),
                    new: "6".to_owned(),
                    sum: String::new(),
                },
            ],
            change: "120 of 160 open cases would weigh more or less than now.".to_owned(),
            teams: vec![TeamRow {
                name: LONG.to_owned(),
                cases: "40 of 60".to_owned(),
                before: "410".to_owned(),
                after: "362.5 (−47.5)".to_owned(),
                largest: "−1.44".to_owned(),
            }],
            action: "/time/exercises/1/weights".to_owned(),
            of: String::new(),
            form,
            submission: String::new(),
        };
        let mut wrong = Form::default();
        wrong.error("from", "Write today or a later day.");
        wrong.error("why", "Write why.");
        vec![
            ("full", page("", Form::default())),
            ("none", page("There is nothing to weigh by.", Form::default())),
            ("errors", page("", wrong)),
        ]
    }
}
