//! Samples of a session's page.

use super::{ShowSession, facts::Facts};
use crate::supervision::{
    model::{Kind, MovedFor, Section, State, Theme},
    store::{
        session::{Attendee, Move, Session},
        talk::{Action, Decided, Item, Reflection},
    },
};
use access::UserId;
use cases::queues::store::why::Why;
use kernel::{Day, Form, Id, Instant};
use ui::{Shell, SubNav};
use uuid::Uuid;

const LONG: &str = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";

fn user(n: u128) -> UserId {
    Id::from_uuid(Uuid::from_u128(n))
}

fn now() -> Instant {
    Instant::from_micros(1_795_000_000_000_000)
}

fn session(kind: Kind, state: State) -> Session {
    let held = state == State::Held;
    Session {
        session_id: Uuid::from_u128(7),
        kind,
        state,
        supervisor_id: user(2),
        supervisor: LONG.to_owned(),
        planned_at: now().plus_seconds(-7200),
        place: "Room 2".to_owned(),
        started_at: held.then(|| now().plus_seconds(-7200)),
        ended_at: held.then(|| now().plus_seconds(-3000)),
        interruptions: i64::from(held),
        interrupted_by: if held { "The duty telephone".to_owned() } else { String::new() },
        not_held_why: if state == State::NotHeld { "Sick".to_owned() } else { String::new() },
        wellbeing: if held { "Tired, and glad of the new team.".to_owned() } else { String::new() },
        workload: String::new(),
        development: String::new(),
        decisions: String::new(),
        learning: String::new(),
        agreed_at: held.then(now),
        version: 2,
        changes: 3,
        attends: true,
    }
}

fn why(n: u128, missing: bool) -> Why {
    Why {
        case_id: Id::from_uuid(Uuid::from_u128(n)),
        reference: "ASB-K7QM2-4DXA".to_owned(),
        title: "Noise at Larch Court".to_owned(),
        person: "Amina Okafor".to_owned(),
        late_step: missing,
        clock: missing,
        high: missing,
        promise: false,
        no_exit: missing,
        unbooked: false,
    }
}

fn facts(session: Session, full: bool) -> Facts {
    let attendee = |n, name: &str| Attendee { user_id: user(n), name: name.to_owned(), agreed_at: None };
    let action = |n: u128, ended| Action {
        action_id: Uuid::from_u128(n),
        session_id: Uuid::from_u128(7),
        agreed_at: now(),
        what: "Shadow a panel".to_owned(),
        owner: "Priya Shah".to_owned(),
        due_on: Day::of(now()).plus(7),
        ended_on: ended,
        dropped_why: String::new(),
        carried: 1,
    };
    let moved = Move {
        from_at: now().plus_seconds(-180_000),
        to_at: now().plus_seconds(-7200),
        moved_for: MovedFor::Service,
        why: "Court".to_owned(),
        by: LONG.to_owned(),
    };
    let item =
        Item { section: Section::Wellbeing, words: "Late visits".to_owned(), by: "Priya Shah".to_owned() };
    let decided = Decided {
        case_id: Id::from_uuid(Uuid::from_u128(20)),
        reference: "ASB-K7QM2-4DXA".to_owned(),
        decided: "Ask the panel to look at it".to_owned(),
        why: "Three partners hold a part of it.".to_owned(),
        owner: Some("Priya Shah".to_owned()),
        due_on: Day::of(now()).plus(3),
    };
    let own = Reflection {
        user_id: user(1),
        by: "Priya Shah".to_owned(),
        words: "I want to say no sooner.".to_owned(),
        shared: false,
    };
    let single = session.kind.is_single();
    let mut attendees = vec![attendee(1, "Priya Shah")];
    if !single {
        attendees.push(attendee(3, LONG));
    }
    Facts {
        session,
        attendees,
        moves: if full { vec![moved] } else { Vec::new() },
        themes: if full { vec![Theme::Risk] } else { Vec::new() },
        items: if full { vec![item] } else { Vec::new() },
        actions: if full { vec![action(30, None), action(31, Some(Day::of(now())))] } else { Vec::new() },
        decided: if full && single { vec![decided] } else { Vec::new() },
        reflections: if full { vec![own] } else { Vec::new() },
        cases: if full && single { vec![why(20, true), why(21, false)] } else { Vec::new() },
        audit: Vec::new(),
        away: if full { vec![(Day::of(now()).plus(2), Day::of(now()).plus(9))] } else { Vec::new() },
        drafts: Vec::new(),
    }
}

impl ui::Samples for ShowSession {
    const NAME: &'static str = "supervision-session";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |facts: &Facts, form| {
            let title = format!("{} supervision", facts.session.kind.label());
            let frame = (Shell::new(title, "Quality"), SubNav::new("Quality", "", Vec::new()));
            Self::new(frame, facts, form, "sample".to_owned(), (user(1), Day::of(now())))
        };
        let mut wrong = Form::default();
        wrong.set("form", "held");
        wrong.error("ended", "Enter an end that is after the beginning, on the same day.");
        wrong.error("what", "Say what is to be done.");
        vec![
            ("planned", page(&facts(session(Kind::OneToOne, State::Planned), true), Form::default())),
            ("held", page(&facts(session(Kind::OneToOne, State::Held), true), Form::default())),
            ("group", page(&facts(session(Kind::Group, State::Held), false), Form::default())),
            ("not held", page(&facts(session(Kind::OneToOne, State::NotHeld), false), Form::default())),
            ("errors", page(&facts(session(Kind::AdHoc, State::Started), false), wrong)),
        ]
    }
}
