//! Samples of the pages of satisfaction.

use super::{
    asks,
    case::{CaseSurvey, CaseSurveys},
    list::{ListSurveys, SaidRow, SurveyRow, headline},
    public::{AnswerSurvey, EnterCode, Thanks, enter, frame, questions},
    results::{ShowResults, compared},
    safer,
    said::ListSaid,
    scale,
    send::SentCode,
    survey::{After, ShowSurvey},
};
use crate::satisfaction::{
    model::{Channel, Dropped, Kind, State, Way},
    store::{
        Survey,
        lists::{Said, Waiting},
        results::Cell,
    },
    together::{Lag, Odds},
};
use access::PersonId;
use kernel::{Form, Id, Instant};
use people::{
    model::Safety,
    store::glance::Method,
    web::{errors, safe::SafeCard},
};
use stats::{correlation::Correlation, interval::Interval};
use ui::{Choice, NavItem, Samples, Shell, SubNav, SummaryList, Tag};

const NOW: i64 = 1_795_168_800_000_000;
const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";

fn at(days: i64) -> Instant {
    Instant::from_micros(NOW).plus_seconds(days * 24 * 3600)
}

fn nav(here: &str) -> SubNav {
    SubNav::new("Quality", here, vec![NavItem::new("/satisfaction", "Satisfaction")])
}

fn methods() -> Vec<Method> {
    use people::model::Channel as By;
    let method = |channel, value: &str, safety, rule: &str| Method {
        channel,
        value: value.to_owned(),
        safety,
        rule: rule.to_owned(),
        preferred: false,
    };
    vec![
        method(By::Phone, "07700 900123", Safety::Careful, "Only between 10 and 12, no voicemail"),
        method(By::Email, "somebody@example.org", Safety::Unsafe, "He reads it"),
        method(By::Letter, "", Safety::NotAsked, ""),
    ]
}

fn waiting(n: u128, person: &str, way: &str, tries: i64) -> Waiting {
    Waiting {
        survey_id: uuid::Uuid::from_u128(n),
        case_id: Id::from_uuid(access::NOBODY),
        reference: "GDN-K7QM2-4DXA".to_owned(),
        title: "The hedge over the path".to_owned(),
        person_id: Id::from_uuid(uuid::Uuid::from_u128(n)),
        known_as: person.to_owned(),
        kind: if n == 1 { Kind::Closing } else { Kind::Mid },
        how: "By telephone, in the morning".to_owned(),
        queued_at: at(-9),
        state: if way.is_empty() { State::Queued } else { State::Sent },
        asked_way: way.to_owned(),
        code_until: Way::parse(way).filter(|way| Way::CODES.contains(way)).map(|_| at(5)),
        tries,
    }
}

fn said(person: &str, unhappy: bool, told: &str) -> Said {
    Said {
        survey_id: access::NOBODY,
        case_id: Id::from_uuid(access::NOBODY),
        reference: "GDN-K7QM2-4DXA".to_owned(),
        known_as: person.to_owned(),
        kind: Kind::Closing,
        handling: Some(if unhappy { 2 } else { 5 }),
        outcome: Some(3),
        informed: None,
        words: "Nobody told me that the letter had gone.".to_owned(),
        unhappy,
        answered_at: at(-3),
        told_words: told.to_owned(),
        reopened_at: None,
    }
}

impl Samples for ListSurveys {
    const NAME: &'static str = "list-surveys";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |all: Vec<Waiting>, said: Vec<Said>| {
            let known: Vec<(PersonId, Method)> =
                methods().into_iter().map(|m| (Id::from_uuid(uuid::Uuid::from_u128(1)), m)).collect();
            Self {
                shell: Shell::new("Satisfaction", "Quality"),
                nav: nav("/satisfaction"),
                headline: headline(all.len()),
                rows: all.iter().map(|one| SurveyRow::new(one, &known, at(0))).collect(),
                said: said.iter().map(SaidRow::new).collect(),
                leads: true,
            }
        };
        let full = vec![waiting(1, "Amina Okafor", "", 0), waiting(2, LONG, "text", 2)];
        vec![("full", page(full, vec![said(LONG, true, "")])), ("empty", page(Vec::new(), Vec::new()))]
    }
}

fn survey(state: State) -> Survey {
    let done = state == State::Answered;
    Survey {
        survey_id: access::NOBODY,
        person_id: Id::from_uuid(access::NOBODY),
        known_as: "Amina".to_owned(),
        kind: Kind::Closing,
        how: "By telephone".to_owned(),
        queued_at: at(-9),
        requested_by: None,
        state,
        asked_way: "text".to_owned(),
        dropped_why: String::new(),
        tries: 1,
        code_until: Some(at(5)),
        channel: done.then_some(Channel::Link),
        refused: done.then_some(false),
        handling: done.then_some(2),
        outcome: done.then_some(4),
        informed: None,
        safer: done.then(|| "no".to_owned()),
        words: done.then(|| "Nobody told me that the letter had gone.".to_owned()),
        unhappy: done.then_some(true),
        answered_at: done.then(|| at(-1)),
        recorded_by: None,
        action_id: None,
        told_words: None,
        told_at: None,
        told_by: None,
        reopened_at: None,
    }
}

impl Samples for CaseSurveys {
    const NAME: &'static str = "case-surveys";
    fn samples() -> Vec<(&'static str, Self)> {
        let case = Id::from_uuid(access::NOBODY);
        let page = |surveys: Vec<Survey>, form: Form| Self {
            shell: Shell::new("Satisfaction", "Cases").errors(errors(&form)),
            subnav: cases::web::case_nav(case, "/satisfaction"),
            may_ask: !surveys.iter().any(Survey::is_open),
            surveys: surveys.iter().map(|one| CaseSurvey::new(case, one, at(0))).collect(),
            action: "#".to_owned(),
            submission: String::new(),
            form,
            safe: SafeCard::new(&methods()),
        };
        let mut wrong = Form::default();
        wrong.error("how", "Say how they want to be asked, such as by telephone.");
        vec![
            ("full", page(vec![survey(State::Sent), survey(State::Answered)], Form::default())),
            ("empty", page(Vec::new(), Form::default())),
            ("errors", page(vec![survey(State::Answered)], wrong)),
        ]
    }
}

fn show(survey: &Survey, form: Form, ways: &[Way], after: Option<After>) -> ShowSurvey {
    ShowSurvey {
        shell: Shell::new("How was the help?", "Cases").errors(errors(&form)),
        subnav: cases::web::case_nav(Id::from_uuid(access::NOBODY), "/satisfaction"),
        at: "#".to_owned(),
        draft: "#".to_owned(),
        tag: Tag::info("Asked"),
        standing: "Asked last: text message. The code works until 3 December 2026.".to_owned(),
        how: survey.how.clone(),
        open: survey.is_open(),
        known_as: LONG.to_owned(),
        safe: SafeCard::new(&methods()),
        asks: asks(&form),
        scale: scale(),
        safer: safer(),
        channels: ui::choices(&[("phone", "Telephone"), ("face", "Face to face")]),
        form,
        kept: String::new(),
        ways: ways.iter().map(|way| Choice::new(way.code(), way.label())).collect(),
        shut: vec!["E-mail: The e-mail address is not safe to use. Choose another way.".to_owned()],
        until: "18 December 2026".to_owned(),
        drops: Dropped::ALL.iter().map(|why| Choice::new(why.code(), why.label())).collect(),
        submission: String::new(),
        answer: SummaryList { rows: if survey.is_open() { Vec::new() } else { super::answered(survey) } },
        words: survey.words.clone().unwrap_or_default(),
        after,
    }
}

impl Samples for ShowSurvey {
    const NAME: &'static str = "show-survey";
    fn samples() -> Vec<(&'static str, Self)> {
        let after = |told: &str, closed: bool| After {
            told: told.to_owned(),
            told_by: "Dean Morris, 20 November 2026".to_owned(),
            reopened: String::new(),
            closed,
        };
        let mut wrong = Form::default();
        wrong.set("words", "She was kind.");
        wrong.error("channel", "Say how you asked them.");
        wrong.error("handling", "Answer at least one question.");
        let (open, done) = (survey(State::Queued), survey(State::Answered));
        vec![
            ("to ask", show(&open, Form::default(), &Way::CODES, None)),
            ("errors", show(&open, wrong, &[Way::Hand], None)),
            ("unhappy", show(&done, Form::default(), &[], Some(after("", true)))),
            ("told", show(&done, Form::default(), &[], Some(after("She was rung.", false)))),
        ]
    }
}

impl Samples for SentCode {
    const NAME: &'static str = "sent-code";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self {
            shell: Shell::new("Hand over this code", "Cases"),
            subnav: cases::web::case_nav(Id::from_uuid(access::NOBODY), "/satisfaction"),
            code: "K7QM2 4DXA9".to_owned(),
            place: "https://alongside.example.org/survey".to_owned(),
            until: "18 December 2026".to_owned(),
            back: "#".to_owned(),
        };
        vec![("full", page)]
    }
}

impl Samples for EnterCode {
    const NAME: &'static str = "enter-code";
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("empty", enter("", "")), ("errors", enter("K7QM2", "This code does not work."))]
    }
}

impl Samples for AnswerSurvey {
    const NAME: &'static str = "answer-survey";
    fn samples() -> Vec<(&'static str, Self)> {
        let mut wrong = Form::default();
        wrong.error("handling", "Answer at least one question.");
        vec![
            ("empty", questions("K7QM24DXA9", true, Form::default())),
            ("errors", questions("K7QM24DXA9", false, wrong)),
        ]
    }
}

impl Samples for Thanks {
    const NAME: &'static str = "survey-thanks";
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("full", Self { shell: frame("Thank you") })]
    }
}

fn cell(team: &str, way: &str, n: i64) -> Cell {
    Cell {
        team: team.to_owned(),
        organisation: "Larch Homes".to_owned(),
        category: "garden-help".to_owned(),
        month: "2026-10".to_owned(),
        way: way.to_owned(),
        channel: if way == "phone" { "phone" } else { "link" }.to_owned(),
        ending: if way == "phone" { "Resolved" } else { "" }.to_owned(),
        asked: 2 * n,
        answered: n,
        refused: 1,
        unhappy: n / 5,
        told: n / 9,
        handling_n: n,
        handling_sum: 4 * n,
        satisfied: n - n / 4,
        outcome_n: n,
        outcome_sum: 3 * n,
        informed_n: n - 1,
        informed_sum: 3 * n,
        safer_n: n,
        safer_yes: n / 2,
        ..Cell::default()
    }
}

impl Samples for ShowResults {
    const NAME: &'static str = "show-results-of-satisfaction";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |cells: &[Cell], together| Self {
            nav: nav("/satisfaction"),
            ..Self::of(Shell::new("Results of satisfaction", "Quality"), 12, cells, together)
        };
        let odds =
            Odds { ratio: 1.4, interval: Interval { lower: 0.9, upper: 2.1 }, cases: 120, officers: 18 };
        let interval = Some(Interval { lower: -0.9, upper: -0.37 });
        let found = Correlation { r: -0.73, p: 0.001, interval, n: 16 };
        let lags: Vec<Lag> = (0..4).map(|months| Lag { months, found }).collect();
        let full =
            [cell("Community Safety", "phone", 30), cell(LONG, "text", 22), cell("Outreach", "post", 3)];
        vec![
            ("full", page(&full, compared(17, 120, Some(odds), &lags))),
            ("empty", page(&[], compared(0, 0, None, &[]))),
        ]
    }
}

impl Samples for ListSaid {
    const NAME: &'static str = "list-said";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |all: Vec<Said>| Self {
            shell: Shell::new("What people said", "Quality"),
            nav: nav("/satisfaction"),
            headline: super::said::headline(all.len()),
            rows: all.iter().map(SaidRow::new).collect(),
        };
        let full =
            vec![said(LONG, true, ""), said("Joe Bell", true, "He was rung."), said("Els Moor", false, "")];
        vec![("full", page(full)), ("empty", page(Vec::new()))]
    }
}
