//! Samples of the review's page.

use super::{ReviewRow, ShowReview};
use crate::six_week::{
    model::State,
    store::{Head, ReviewLine},
};
use kernel::{Day, Form, Id, Instant};
use ui::{NavItem, Shell, SubNav};

const NOW: Instant = Instant::from_micros(1_795_000_000_000_000);

fn line(n: u128, person: &str, state: Option<State>, on_track: Option<bool>) -> ReviewLine {
    let today = Day::of(NOW);
    let seen = state == Some(State::Seen);
    ReviewLine {
        case_id: Id::from_uuid(uuid::Uuid::from_u128(n)),
        reference: "GDN-K7QM2-4DXA".to_owned(),
        case_type: "garden-help".to_owned(),
        title: "The hedge over the path".to_owned(),
        person: person.to_owned(),
        last_contact_at: Some(Instant::from_micros(1_791_000_000_000_000)),
        clock_due_on: Some(today.plus(3)),
        band: "high".to_owned(),
        next_what: Some("Cut it back".to_owned()),
        next_on: Some(today.plus(4)),
        exit_on: Some(today.plus(40)),
        found: if n == 1 { "no-contact clock-due ".to_owned() } else { String::new() },
        held: state != Some(State::Gone),
        state,
        on_track,
        action: state
            .map(|_| if on_track == Some(false) { "Call the landlord".to_owned() } else { String::new() }),
        action_due_on: (on_track == Some(false)).then(|| today.plus(5)),
        to_close: state.map(|_| on_track == Some(false)),
        to_move: state.map(|_| on_track == Some(false)),
        seen_by: seen.then(|| "Dean Hall".to_owned()),
        seen_at: seen.then_some(NOW),
    }
}

/// Cases as a review shows them: waiting, seen, not on track, gone.
pub(super) fn lines() -> Vec<ReviewLine> {
    let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
    vec![
        line(1, "Amina Okafor", Some(State::Waits), None),
        line(2, long, Some(State::Seen), Some(false)),
        line(3, "Joe Bell", Some(State::Seen), Some(true)),
        line(4, "Els Moor", Some(State::Gone), None),
    ]
}

impl ui::Samples for ShowReview {
    const NAME: &'static str = "show-six-week-review";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(NOW);
        let head = |holds: i64, begun: bool| Head {
            name: "Priya Shah".to_owned(),
            leads: true,
            completed_on: Some(today.plus(-50)),
            holds_since: Some(today.plus(-200)),
            holds,
            review_id: begun.then(|| uuid::Uuid::from_u128(9)),
            begun_on: begun.then_some(today),
            begun_by: begun.then(|| "Dean Hall".to_owned()),
            held: if begun { 5 } else { 0 },
            seen: 2,
            gone: 1,
            came: 1,
        };
        let page = |head: &Head, lines: Vec<ReviewLine>| {
            let nav = SubNav::new(
                "Quality",
                "/reviews/six-week",
                vec![NavItem::new("/reviews/six-week", "Six-week reviews")],
            );
            let rows = lines.into_iter().map(|line| ReviewRow::new(line, "Dean Hall", today, String::new()));
            let shell = Shell::new("Six-week review: Priya Shah", "Quality");
            Self { worker: "0".to_owned(), ..Self::new(shell, nav, head, rows.collect(), today) }
        };
        let fresh = || vec![line(1, "Amina Okafor", None, None), line(3, "Joe Bell", None, None)];
        let mut wrong = page(&head(2, false), fresh());
        let mut form = Form::new([
            ("track".to_owned(), "no".to_owned()),
            ("action".to_owned(), "Call the landlord about the hedge".to_owned()),
        ]);
        form.error("due", "Write by when it is to be done.");
        wrong.put_back(Id::from_uuid(uuid::Uuid::from_u128(1)), &form);
        vec![
            ("begun", page(&head(5, true), lines())),
            ("not begun", page(&head(2, false), fresh())),
            ("errors", wrong),
            ("none", page(&head(0, false), Vec::new())),
        ]
    }
}
