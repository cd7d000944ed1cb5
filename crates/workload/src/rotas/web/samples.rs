//! Samples of the pages: few and many, nothing yet, long names, and what goes wrong.

use super::{
    change::{CheckChange, EffectWords},
    cover::{CoverWords, PlanCover},
    draft::{ListRotas, ShowRota},
    feeds::ShowCalendars,
    kept::{Found as KeptFound, ShowKept},
    make::{Known, NewRota},
    mine::ShowMine,
    week::{ChangeForm, Found, ShowWeek},
};
use crate::rotas::{
    change::absence,
    model::{Need, NeedKind, Person, Rota, State, template},
    problem::{problem, put},
    store::{
        Owed, Own, TeamHere,
        feeds::{Feed, FeedKind},
        make::{Away, Member},
    },
};
use access::{TeamId, UserId};
use kernel::{Day, Form, Instant};
use rota::{Effort, solve};
use ui::{Choice, Samples, Shell, SubNav, Tag};
use uuid::Uuid;

const NAMES: [&str; 6] = [
    "Marcus Bell",
    "Priya Shah",
    "Tom Gallagher",
    "Zofia Mazur",
    "Abena Mensah",
    "Oluwaseun Featherstonehaugh-Okonkwo",
];

fn today() -> Day {
    Day::of(Instant::from_micros(1_795_000_000_000_000))
}

fn user(n: usize) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n as u128 + 1))
}

fn team() -> TeamHere {
    TeamHere {
        team_id: TeamId::from_uuid(Uuid::from_u128(9)),
        name: "Community Safety".to_owned(),
        leads: true,
    }
}

/// A rota of six people, searched a little.
pub(crate) fn sample(state: State, desk: i32, weeks: usize) -> Rota {
    let from = super::super::model::monday(today());
    let needs = vec![Need {
        kind: NeedKind::Reflection,
        name: "Reflective practice".to_owned(),
        half: 5,
        every: 4,
        first: 1,
        people: 0,
        skill: String::new(),
    }];
    let person = |(n, name): (usize, &&str)| {
        let part_time = n == 3;
        let cells = template(
            (from, weeks),
            n == 0,
            &needs,
            |half| !part_time || half < 6,
            |_| false,
            |day| n == 4 && day == from.plus(2),
        );
        Person {
            user: user(n),
            name: (*name).to_owned(),
            leads: n == 0,
            senior: n < 3,
            dislikes: (n == 2).then_some(4),
            skills: Vec::new(),
            planned: cells.clone(),
            cells,
        }
    };
    let mut rota = Rota {
        id: Uuid::from_u128(7),
        team: team().team_id,
        team_name: team().name,
        from,
        weeks,
        desk,
        seed: 1,
        state,
        version: 3,
        people: NAMES.iter().enumerate().map(person).collect(),
        needs,
    };
    let effort = Effort { restarts: 1, steps: 60_000, ..Effort::default() };
    let found = solve(&problem(&rota), &effort, 1, &mut |_| true);
    put(&mut rota, &found.plan);
    for person in &mut rota.people {
        person.planned = person.cells.clone();
    }
    rota
}

fn owed() -> Owed {
    Owed {
        name: NAMES[1].to_owned(),
        rota_id: Uuid::from_u128(7),
        slot: 2,
        from_on: super::super::model::monday(today()),
        was: "C".to_owned(),
        owed_until_on: today().plus(14),
    }
}

impl Samples for ShowWeek {
    const NAME: &'static str = "rota-week";
    fn samples() -> Vec<(&'static str, Self)> {
        let week = super::super::model::monday(today());
        let page = |rota: Option<Rota>, away| {
            let found =
                Found { teams: vec![team(), team()], team: Some(team()), rota, away, owed: vec![owed()] };
            Self::new(Shell::new("Rota", "Rota"), SubNav::default(), &found, week, week)
        };
        let away = vec![Away { user_id: user(1), from_on: week.plus(1), until_on: week.plus(3) }];
        vec![
            ("week", page(Some(sample(State::Published, 1, 4)), Vec::new())),
            ("gaps", page(Some(sample(State::Published, 4, 4)), away)),
            ("none", page(None, Vec::new())),
        ]
    }
}

impl Samples for ShowMine {
    const NAME: &'static str = "rota-mine";
    fn samples() -> Vec<(&'static str, Self)> {
        let rota = sample(State::Published, 1, 4);
        let own = Own {
            rota_id: rota.id,
            team: rota.team_name.clone(),
            from_on: rota.from,
            planned: rota.people[1].planned.letters(),
            cells: rota.people[1].cells.letters(),
        };
        let page = |own: &[Own], owed: &[Owed]| Self::new(Shell::new("My rota", "Rota"), own, owed, today());
        vec![("weeks", page(&[own], &[owed()])), ("none", page(&[], &[]))]
    }
}

impl Samples for ShowKept {
    const NAME: &'static str = "rota-protected";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |weeks: Option<usize>| {
            let rotas = weeks.map(|weeks| (sample(State::Published, 1, weeks), Vec::new()));
            let later = today().plus(200);
            let found = KeptFound {
                teams: vec![team()],
                team: Some(team()),
                heads: Vec::new(),
                rotas: rotas.into_iter().collect(),
                owed: vec![owed()],
            };
            Self::new(Shell::new("Protected time", "Rota"), &found, later)
        };
        vec![("chart", page(Some(16))), ("few", page(Some(4))), ("none", page(None))]
    }
}

impl Samples for ShowCalendars {
    const NAME: &'static str = "rota-calendars";
    fn samples() -> Vec<(&'static str, Self)> {
        let feed = Feed {
            feed_id: Uuid::from_u128(5),
            kind: FeedKind::Duty,
            team: Some("Community Safety".to_owned()),
            made_at: Instant::from_micros(1_795_000_000_000_000),
        };
        let page = |feeds: &[Feed], made: &str| {
            let shell = Shell::new("Calendars", "Rota");
            Self::new(shell, &[team()], feeds, (Form::default(), made.to_owned()))
        };
        let made = format!("https://alongside.example/rota/feed/{}", "Q".repeat(43));
        vec![("made", page(&[feed.clone(), feed], &made)), ("none", page(&[], ""))]
    }
}

impl Samples for ListRotas {
    const NAME: &'static str = "rota-all";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<(String, String, Tag)>| Self {
            shell: Shell::new("All rotas", "Rota").intro("Community Safety"),
            nav: SubNav::default(),
            teams: Vec::new(),
            ahead: "Published for 9 weeks ahead.".to_owned(),
            rows,
            make: "/rota/new".to_owned(),
        };
        let row = |words: &str, tag| (words.to_owned(), "/rota/r".to_owned(), tag);
        vec![
            (
                "some",
                page(vec![
                    row("25 January 2027 to 16 April 2027", Tag::plain("Draft")),
                    row("2 November 2026 to 22 January 2027", Tag::good("Published")),
                ]),
            ),
            ("none", page(Vec::new())),
        ]
    }
}

impl Samples for ShowRota {
    const NAME: &'static str = "rota-whole";
    fn samples() -> Vec<(&'static str, Self)> {
        let page =
            |rota: &Rota| Self::new(Shell::new("Rota, Community Safety", "Rota"), rota, None, true, today());
        let mut crowded = sample(State::Ready, 1, 4);
        // A hard breach: two are on duty where one is asked for.
        for person in crowded.people.iter_mut().skip(1).take(2) {
            super::super::problem::set(&mut person.cells, 0, super::super::model::Cell::WORK[0]);
        }
        vec![
            ("draft", page(&sample(State::Ready, 1, 4))),
            ("cannot be published", page(&crowded)),
            ("being made", page(&sample(State::Searching, 1, 4))),
            ("published", page(&sample(State::Published, 2, 4))),
        ]
    }
}

impl Samples for NewRota {
    const NAME: &'static str = "rota-new";
    fn samples() -> Vec<(&'static str, Self)> {
        let member = |(n, name): (usize, &&str)| Member {
            user_id: user(n),
            name: (*name).to_owned(),
            leads: n == 0,
            pattern: if n == 3 { "WWWWWW----".to_owned() } else { String::new() },
            career: String::new(),
        };
        let known = Known {
            teams: vec![team()],
            team: team(),
            heads: Vec::new(),
            members: NAMES.iter().enumerate().map(member).collect(),
            strengths: Vec::new(),
        };
        let page = |form| Self::new(Shell::new("Make a rota", "Rota"), SubNav::default(), &known, form);
        let mut wrong = Form::default();
        wrong.set("from", "Tuesday");
        wrong.error("from", "Enter a real date, like 22 11 2026 or 22 November 2026.");
        wrong.error("weeks", "Write a whole number from 4 to 26.");
        wrong.error("half-2", "Housing panel meets in the same half-day. Choose another.");
        vec![("new", page(Form::default())), ("wrong", page(wrong))]
    }
}

fn change_form() -> ChangeForm {
    ChangeForm::new(&sample(State::Published, 1, 4), 0..10)
}

impl Samples for CheckChange {
    const NAME: &'static str = "rota-change";
    fn samples() -> Vec<(&'static str, Self)> {
        let words = EffectWords {
            changed: vec!["Priya Shah, Tuesday 24 November, morning: Duty instead of Casework".to_owned()],
            protected: vec![("Priya Shah".to_owned(), "5 of 5".to_owned(), "4 of 5".to_owned())],
            worse: vec![
                "Priya Shah has 3 protected half-days in the week of 23 November, standard 4.".to_owned(),
            ],
            better: Vec::new(),
        };
        let page = |stops: Vec<String>, takes: bool, effect| Self {
            shell: Shell::new("Check the change", "Rota").intro("Community Safety"),
            nav: SubNav::default(),
            stops,
            effect,
            takes,
            owed_until: "7 December 2026".to_owned(),
            reasons: vec![
                Choice::new("cover", "Cover for a colleague"),
                Choice::new("other", "Another reason"),
            ],
            hidden: vec![("rota", "r".to_owned())],
            form_again: change_form(),
            form: Form::default(),
            submission: String::new(),
            back: "/rota".to_owned(),
        };
        let stop =
            "Priya Shah's last supervision was moved already. Supervision is never moved twice running.";
        vec![
            ("takes protected time", page(Vec::new(), true, words.clone())),
            ("cannot be saved", page(vec![stop.to_owned()], true, words)),
            ("nothing", page(Vec::new(), false, EffectWords::default())),
        ]
    }
}

impl Samples for PlanCover {
    const NAME: &'static str = "rota-cover";
    fn samples() -> Vec<(&'static str, Self)> {
        let rota = sample(State::Published, 1, 4);
        let effect = absence(&rota, &[], 1, &(0..10), 1);
        let words = |stops: Vec<String>| CoverWords {
            headline: "Cover is needed for 2 half-days, and found. 3 half-days of others change.".to_owned(),
            stops,
            cover: vec!["Duty, Monday 16 November, morning: Zofia Mazur instead of Open".to_owned()],
            effect: EffectWords::new(&rota, &effect),
            visits: vec!["Wednesday 18 November, afternoon".to_owned()],
            due: vec![("ASB-2026-0142, by 18 November".to_owned(), "/cases/c".to_owned())],
            owed_until: Some("7 December 2026".to_owned()),
        };
        let page = |found: Option<CoverWords>, rota: &str| Self {
            shell: Shell::new("Somebody is away", "Rota").intro("Community Safety"),
            nav: SubNav::default(),
            teams: Vec::new(),
            rota: rota.to_owned(),
            version: 3,
            people: vec![Choice::new("u", "Priya Shah")],
            kinds: vec![Choice::new("sick", "Sick"), Choice::new("annual", "Annual leave")],
            found,
            form: Form::default(),
            submission: String::new(),
        };
        vec![
            ("form", page(None, "r")),
            ("found", page(Some(words(Vec::new())), "r")),
            ("stopped", page(Some(words(vec!["Priya Shah does not work on these days.".to_owned()])), "r")),
            ("no rota", page(None, "")),
        ]
    }
}
