//! What a night does about people who carry far more than they have room for: opens a notice, passes one on that nobody
//! answered in time, ends one when they carry less. Five working days to answer are an Alongside default.

use super::{
    model::Load,
    store::notices::{NewNotice, Open},
};
use crate::capacity::Band;
use access::UserId;
use kernel::{
    Chance, Day, Instant,
    calendar::{Calendar, Division},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Working days in which a manager answers.
const TO_ANSWER: i64 = 5;

/// What is to be done about a notice.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A new one.
    Begin(NewNotice),
    /// Nobody answered in time: the service manager is asked.
    Climb(Uuid),
    /// They carry less again.
    End(Uuid),
}

/// What a night does, given what people carry and which notices are open.
pub fn steps(loads: &[Load], open: &[Open], (now, division): (Instant, &str), chance: &Chance) -> Vec<Step> {
    let today = Day::of(now);
    let open: BTreeMap<UserId, &Open> = open.iter().map(|one| (one.user_id, one)).collect();
    loads
        .iter()
        .filter_map(|load| match (load.band(), open.get(&load.user)) {
            (Some(Band::FarOver), None) => Some(Step::Begin(NewNotice {
                id: chance.uuid(now),
                user: load.user,
                on: today,
                points: load.points().in_hundredths(),
                room: load.room_points().in_hundredths(),
                due_on: calendar(division).plus_working(today, TO_ANSWER),
            })),
            (Some(Band::FarOver), Some(one)) => {
                (!one.answered && !one.climbed && one.due_on < today).then_some(Step::Climb(one.notice_id))
            }
            (_, Some(one)) => Some(Step::End(one.notice_id)),
            (_, None) => None,
        })
        .collect()
}

fn calendar(division: &str) -> Calendar {
    Calendar::new(Division::parse(division).unwrap_or(Division::EnglandAndWales))
}
