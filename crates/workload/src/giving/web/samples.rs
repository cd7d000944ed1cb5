//! Samples of the pages of giving.

use super::{
    allocate::AllocateCase,
    balance::{self, ShowBalance},
    fairness::{Found, ShowFairness},
    hints::{Asked, ShowHints},
};
use crate::{
    Points,
    giving::{
        fair::Given,
        model::{Around, Known, offers},
        store::{
            Look,
            balance::{TeamCase, Tie},
            fair::Override,
            hints::HintCase,
        },
    },
    load::model::{Load, Room},
    ranking::Continuity,
};
use access::UserId;
use cases::allocation::{
    model::{Candidate, Chooser},
    store::choices::ChoiceKind,
    web::workers::{sample_candidates, sample_facts},
};
use kernel::{
    Day, Form, Id, Instant,
    calendar::{Calendar, Division},
};
use staff::model::{Career, Contract, Pattern};
use std::collections::BTreeMap;
use ui::Shell;

/// The day of the samples.
fn day() -> Day {
    Day::of(Instant::from_micros(1_795_000_000_000_000))
}

fn load(user: UserId, name: &str, points: i64) -> Load {
    Load {
        user,
        name: name.to_owned(),
        job: "Officer".to_owned(),
        cases: 12,
        shared_cases: 0,
        own: Points::whole(points),
        shared: Points::ZERO,
        for_others: Points::ZERO,
        by_others: Points::ZERO,
        room: Some(Room {
            contract: 3_700,
            pattern: Pattern::WHOLE,
            career: Career::Experienced,
            casework: 55,
            reductions: 0,
            leave: 0,
            duties: 0,
            points: Points::hundredths(8_140),
        }),
    }
}

/// A look at a case with the candidates and loads given.
fn look(candidates: Vec<Candidate>, points: Option<i64>, worker: Option<&str>) -> Look {
    let today = day();
    let loads: Vec<Load> = points
        .map(|points| candidates.iter().map(|c| load(c.user, &c.name, points)).collect())
        .unwrap_or_default();
    let known = Known {
        specialism: true,
        near: true,
        speaks: true,
        link: Continuity::Linked,
        last_on: Some(today.plus(-12)),
    };
    let known: BTreeMap<UserId, Known> = candidates.iter().map(|c| (c.user, known.clone())).collect();
    let around = Around { today, first_contact: today.plus(5), weight: Points::whole(10), loads, known };
    Look {
        facts: sample_facts(today, worker),
        weight: around.weight,
        line: "8 relief + 2 high risk = 10".to_owned(),
        first_contact: around.first_contact,
        offers: offers(candidates, &around),
    }
}

impl ui::Samples for AllocateCase {
    const NAME: &'static str = "allocate-case";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = day();
        let some = sample_candidates(today);
        let leads = Chooser { user: Id::from_uuid(access::NOBODY), leads: true, holds: false };
        let page = |look: &Look, who: Chooser, form: Form| {
            Self::new(Shell::new("Allocate this case", "Cases"), look, who, form, today)
        };
        let mut wrong = Form::default();
        wrong.set("to", some.get(1).map_or_else(String::new, |c| c.user.to_string()));
        wrong.error("reason", "Say why them and not the first on the list.");
        let away: Vec<Candidate> = some
            .iter()
            .take(1)
            .map(|c| Candidate { leave: Some((today, today.plus(3))), ..c.clone() })
            .collect();
        let none = Form::default;
        vec![
            ("candidates", page(&look(some.clone(), Some(60), None), leads, none())),
            ("errors", page(&look(some.clone(), Some(60), None), leads, wrong)),
            ("nobody has room", page(&look(some.clone(), Some(95), None), leads, none())),
            (
                "no room, an officer",
                page(&look(some.clone(), Some(95), None), Chooser { leads: false, ..leads }, none()),
            ),
            ("hours not known", page(&look(some.clone(), None, None), leads, none())),
            ("all away", page(&look(away, Some(60), None), leads, none())),
            ("nobody", page(&look(Vec::new(), None, None), leads, none())),
            ("taken", page(&look(some, Some(60), Some("Priya Shah")), leads, none())),
        ]
    }
}

impl ui::Samples for ShowFairness {
    const NAME: &'static str = "giving-fairness";
    fn samples() -> Vec<(&'static str, Self)> {
        let (today, id) = (day(), |n: u128| uuid::Uuid::from_u128(n));
        let month = today.plus(1 - i64::from(today.day()));
        let given = |n: u128, place| Given {
            chosen_id: Id::from_uuid(id(n)),
            kind: ChoiceKind::Give,
            place,
            offered: 7,
            points: 800,
        };
        let other = |place, reason: &str| Override {
            case_id: Id::from_uuid(id(1)),
            reference: "GDN-K7QM2-4DXA".to_owned(),
            kind: ChoiceKind::Give,
            place,
            offered: 7,
            reason: reason.to_owned(),
            chosen_at: today.at(10, 0),
        };
        let contract = |n: u128| Contract {
            user_id: Id::from_uuid(id(n)),
            from_on: month,
            hours: if n < 8 { 3_700 } else { 2_220 },
            pattern: Pattern::WHOLE.text(),
            career: Career::Experienced,
            casework: 55,
        };
        let long =
            "She has worked with the eldest brother in Wilhelmina Alexandrina Featherstonehaugh's family";
        let full = Found {
            month,
            given: (0..14).map(|n| given(n, if n % 4 == 0 { 5 } else { 1 })).collect(),
            overrides: vec![other(5, long), other(0, "The court date covers both brothers")],
            loads: (0..14).map(|n| (today, 4_000 + n * 400, 8_140)).collect(),
            contracts: (0..14).map(contract).collect(),
        };
        let few = Found {
            given: vec![given(1, 1)],
            overrides: Vec::new(),
            loads: vec![(today, 4_000, 8_140)],
            contracts: vec![contract(1)],
            month,
        };
        let none = Found { month, given: vec![], overrides: vec![], loads: vec![], contracts: vec![] };
        let page =
            |found: &Found| Self::new(Shell::new("How fairly cases are shared", "Caseloads"), found, today);
        vec![("full", page(&full)), ("too few", page(&few)), ("none", page(&none))]
    }
}

impl ui::Samples for ShowBalance {
    const NAME: &'static str = "giving-balance";
    fn samples() -> Vec<(&'static str, Self)> {
        let (today, id) = (day(), |n: u128| uuid::Uuid::from_u128(n));
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let case = |n: u128, person: &str, points, contacts| TeamCase {
            case_id: Id::from_uuid(id(n)),
            reference: "GDN-K7QM2-4DXA".to_owned(),
            person: person.to_owned(),
            worker_id: Id::from_uuid(id(1)),
            points,
            opened_on: today.plus(if contacts == 0 { -9 } else { -90 }),
            contacts,
        };
        let user = |n: u128| Id::from_uuid(id(n));
        let loads = |first: i64, second: i64| {
            vec![
                load(user(1), "Priya Shah", first),
                load(user(2), long, second),
                Load { room: None, ..load(user(3), "Dean Hall", 4) },
            ]
        };
        let found = |loads: Vec<Load>| balance::Found {
            team: Id::from_uuid(id(9)),
            name: "Community Safety".to_owned(),
            loads,
            away: Vec::new(),
            cases: vec![case(5, "Amina Okafor", 1_200, 0), case(6, long, 800, 2), case(7, "Ben Two", 800, 9)],
            ties: vec![Tie { case_id: Id::from_uuid(id(6)), user_id: user(2), barred: false }],
        };
        let page = |loads: Vec<Load>| {
            Self::new(Shell::new("Even the loads of a team", "Caseloads"), &found(loads), today)
        };
        let unknown: Vec<Load> = loads(60, 60).into_iter().map(|one| Load { room: None, ..one }).collect();
        vec![
            ("proposals", page(loads(98, 40))),
            ("nobody is over", page(loads(60, 40))),
            ("it cannot be done", page(loads(170, 90))),
            ("hours not known", page(unknown)),
        ]
    }
}

impl ui::Samples for ShowHints {
    const NAME: &'static str = "giving-hints";
    fn samples() -> Vec<(&'static str, Self)> {
        let (today, id) = (day(), |n: u128| uuid::Uuid::from_u128(n));
        let case = |n: u128, person: &str, band: &str| HintCase {
            case_id: Id::from_uuid(id(n)),
            reference: "GDN-K7QM2-4DXA".to_owned(),
            case_type: "garden-help".to_owned(),
            person_id: Id::from_uuid(id(n)),
            person: person.to_owned(),
            band: band.to_owned(),
            clock_due_on: (n > 1).then(|| today.plus(2)),
            opened_on: today.plus(-40),
            last_contact_at: (n > 2).then(|| today.plus(-9).at(10, 0)),
            every_days: (n > 2).then_some(14),
            children: n > 1,
            pregnant: n > 2,
            rough: n > 2,
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let all = [case(1, "Amina Okafor", ""), case(2, "Ben Two", "medium"), case(3, long, "high")];
        let calendar = Calendar::new(Division::EnglandAndWales);
        let page = |cases: &[HintCase], oldest| {
            let asked = Asked { user: Id::from_uuid(id(7)), name: "Priya Shah".to_owned(), oldest };
            Self::new(Shell::new("What to look at first", "Caseloads"), &asked, cases, &calendar, today)
        };
        vec![("hints", page(&all, false)), ("the oldest first", page(&all, true)), ("none", page(&[], false))]
    }
}
