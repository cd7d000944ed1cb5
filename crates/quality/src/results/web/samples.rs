//! Made-up content for the pages of results: full, empty, with errors, with long names.

use super::{
    asked::Asked,
    changes::ShowChanges,
    list::{ListResults, which_of},
    officer::{self, ShowOfficer},
    show::{self, ShowResults},
};
use crate::results::{
    model::LeftOut,
    store::{
        list::{Head, Lesson, Line, OfficerCriterion, OfficerMonth},
        read::{Change, CriterionPart, OfficerPart, Part, Pattern, Team},
    },
};
use access::NOBODY;
use kernel::{Day, Form, Id, Instant};
use ui::{Shell, SubNav};
use uuid::Uuid;

const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley of the Neighbourhood Partnership";

/// A form that ships with sections A to E, whichever it is.
fn form() -> Option<&'static crate::forms::ReviewForm> {
    crate::forms::shipped().iter().find(|form| form.criterion("B4").is_some())
}

fn form_id() -> String {
    form().map_or(String::new(), |form| form.id.clone())
}

/// A kind of case that it reviews.
fn kind() -> String {
    form().and_then(|form| form.packs.first().cloned()).unwrap_or_default()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn now() -> Instant {
    Instant::from_micros(1_795_000_000_000_000)
}

fn asked(pairs: &[(&str, &str)]) -> Asked {
    let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Asked::read(Form::new(pairs), Day::of(now()))
}

fn nav() -> SubNav {
    SubNav::new("Quality", "/reviews/results", Vec::new())
}

/// `2024-12` and the months after it.
fn month(n: usize) -> String {
    let months = 11 + n;
    format!("{}-{:02}", 2024 + months / 12, months % 12 + 1)
}

fn parts(n: usize) -> Vec<Part> {
    let mut out = Vec::new();
    for at in 0..n {
        for team in 1_u8..=3 {
            let score = if at < 14 { 54 } else { 72 } + (at as i64 * 7 + i64::from(team) * 3) % 5;
            let reviews = 4 + i64::from(team);
            out.push(Part {
                month: month(at),
                team_id: id(u128::from(team)),
                area_id: id(90 + u128::from(team)),
                case_type: kind(),
                form_id: form_id(),
                reviews,
                total: reviews * score,
                squares: reviews * (score * score + 220),
                critical: i64::from(at % 3 == 0),
            });
        }
    }
    out
}

fn team(n: u128, name: &str, leads: bool) -> Team {
    Team {
        team_id: id(n),
        name: name.to_owned(),
        area_id: Some(id(90 + n)),
        area: Some(format!("Ward {n}")),
        organisation_id: id(80),
        organisation: "Larchfield Council".to_owned(),
        leads,
    }
}

fn criteria() -> Vec<CriterionPart> {
    let mut out = Vec::new();
    for (n, criterion) in (0_i64..).zip(form().iter().flat_map(|form| &form.criteria)) {
        for team in 1..=2 {
            out.push(CriterionPart {
                form_version: 1,
                criterion: criterion.id.clone(),
                month: month(23),
                team_id: id(team),
                met: 9 - n % 7,
                partly: n % 3,
                not_met: n % 7,
                na: 1,
                overruled: 0,
            });
        }
    }
    out
}

fn found() -> show::Found {
    let officer = |n: u128, name: &str, reviews: i64, mean: i64| OfficerPart {
        worker_id: id(n),
        name: name.to_owned(),
        known: n < 20,
        reviews,
        total: reviews * mean,
        squares: reviews * (mean * mean + 210),
        critical: 1,
    };
    show::Found {
        forms: crate::forms::Forms::shipped(),
        teams: vec![team(1, "Community Safety", true), team(2, LONG, false), team(3, "Tenancy North", false)],
        past: Vec::new(),
        parts: parts(24),
        left: vec![(LeftOut::Directed, 3), (LeftOut::Insufficient, 1)],
        officers: Some((
            id(1),
            vec![
                officer(10, "Priya Shah", 24, 66),
                officer(11, LONG, 20, 61),
                officer(21, "J. Smith", 3, 90),
            ],
        )),
        form: form_id(),
        criteria: criteria(),
        latest: vec![
            Pattern { form_version: 1, criterion: "B4".to_owned(), not_met: 14, reviews: 50 },
            Pattern { form_version: 1, criterion: "E1".to_owned(), not_met: 2, reviews: 50 },
        ],
        wording: Vec::new(),
        changes: vec![change()],
    }
}

fn change() -> Change {
    Change {
        change_id: id(5),
        month: month(14),
        team_id: NOBODY,
        what: "Everybody was trained in keeping contact".to_owned(),
        by: "Helen Okoro".to_owned(),
        at: now(),
    }
}

impl ui::Samples for ShowResults {
    const NAME: &'static str = "show-results";
    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || Shell::new("Results of reviews", "Quality");
        let empty = show::Found {
            forms: crate::forms::Forms::shipped(),
            teams: vec![team(1, "Community Safety", false)],
            past: Vec::new(),
            parts: Vec::new(),
            left: vec![(LeftOut::Directed, 1)],
            officers: None,
            form: String::new(),
            criteria: Vec::new(),
            latest: Vec::new(),
            wording: Vec::new(),
            changes: Vec::new(),
        };
        let few = show::Found { parts: parts(8), officers: None, ..found() };
        let wrong = asked(&[("from", "last year")]);
        let errors = people::web::errors(&wrong.form);
        vec![
            ("full", Self::new(shell(), nav(), &asked(&[]), &found())),
            ("few months", Self::new(shell(), nav(), &asked(&[("kind", kind().as_str())]), &few)),
            ("empty", Self::new(shell(), nav(), &asked(&[]), &empty)),
            ("errors", Self::new(shell().errors(errors), nav(), &wrong, &found())),
        ]
    }
}

fn line(n: u128, past: bool) -> Line {
    Line {
        review_id: id(n),
        month: month(23),
        worker: if past { "J. Smith".to_owned() } else { LONG.to_owned() },
        team: LONG.to_owned(),
        area: "Ward 1".to_owned(),
        case_id: (!past).then(|| Id::from_uuid(id(n))),
        reference: if past { String::new() } else { "ASB-2026-0412".to_owned() },
        case_type: if past { String::new() } else { kind() },
        form_id: if past { "past-1".to_owned() } else { form_id() },
        form_version: i64::from(!past),
        score: (n != 3).then_some(89),
        critical: i64::from(n == 1),
        left_out: if n == 3 { LeftOut::Insufficient } else { LeftOut::No },
        past,
    }
}

impl ui::Samples for ListResults {
    const NAME: &'static str = "list-results";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |lines: &[Line], counts| {
            let shell = Shell::new("Reviews behind a figure", "Quality");
            Self::new(
                shell,
                nav(),
                &which_of(&asked(&[])),
                counts,
                (&crate::forms::Forms::shipped(), lines),
                "#".to_owned(),
            )
        };
        let lines = [line(1, false), line(2, true), line(3, false)];
        vec![("full", page(&lines, (1, 120, 112))), ("empty", page(&[], (1, 4, 0)))]
    }
}

impl ui::Samples for ShowOfficer {
    const NAME: &'static str = "show-officer-results";
    fn samples() -> Vec<(&'static str, Self)> {
        let months = |n: usize| {
            let one = |at| OfficerMonth {
                month: month(at),
                reviews: 2,
                total: 2 * (60 + at as i64),
                squares: 2 * (60 + at as i64).pow(2),
                critical: 0,
            };
            (0..n).map(one).collect()
        };
        let criterion = |id: &str, not_met| OfficerCriterion {
            form_id: form_id(),
            form_version: 1,
            criterion: id.to_owned(),
            met: 9,
            partly: 1,
            not_met,
        };
        let lesson = Lesson {
            review_id: id(1),
            case_id: Id::from_uuid(id(1)),
            reference: "ASB-2026-0412".to_owned(),
            month: month(23),
            form_id: form_id(),
            form_version: 1,
            criterion: "B4".to_owned(),
            note: "Two calls in eleven weeks, where one a week was agreed.".to_owned(),
        };
        let found = |n| officer::Found {
            forms: crate::forms::Forms::shipped(),
            head: Head { name: LONG.to_owned(), leads: true },
            months: months(n),
            criteria: vec![criterion("B4", 3), criterion("A1", 0)],
            lessons: vec![lesson.clone()],
            lines: vec![line(1, false), line(3, false)],
        };
        let empty = officer::Found {
            months: Vec::new(),
            criteria: Vec::new(),
            lessons: Vec::new(),
            lines: Vec::new(),
            ..found(0)
        };
        let page = |found: &officer::Found, own| {
            Self::new(Shell::new("Results of Priya Shah", "Quality"), nav(), own, found)
        };
        vec![
            ("full", page(&found(20), true)),
            ("few months", page(&found(4), false)),
            ("empty", page(&empty, true)),
        ]
    }
}

impl ui::Samples for ShowChanges {
    const NAME: &'static str = "show-known-changes";
    fn samples() -> Vec<(&'static str, Self)> {
        let teams = [team(1, "Community Safety", true)];
        let page = |changes: &[Change], form: Form| {
            let errors = people::web::errors(&form);
            let shell = Shell::new("Known changes", "Quality").errors(errors);
            let sendings = changes.iter().map(|_| "s".to_owned()).collect();
            let mut page = Self::new(shell, nav(), &teams, changes, sendings);
            (page.records, page.form, page.submission) = (true, form, "s2".to_owned());
            page
        };
        let mut wrong = Form::new([("month".to_owned(), "soon".to_owned())]);
        wrong.error("month", "Write the first month under the change, like 2026-03, and none to come.");
        wrong.error("what", "Say what changed.");
        vec![
            ("full", page(&[change()], Form::default())),
            ("empty", page(&[], Form::default())),
            ("errors", page(&[change()], wrong)),
        ]
    }
}
