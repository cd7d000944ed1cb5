//! Calendars of half-days.

use super::*;
use crate::rotas::{model::State, web::sample};

#[test]
fn a_calendar_has_every_half_day_once() {
    let rota = sample(State::Published, 1, 4);
    let own = |user| calendar(std::slice::from_ref(&rota), Of::Own(user), rota.from);
    let text = own(rota.people[1].user);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    let days = (0..rota.slots()).step_by(2);
    let cells = |slot| (rota.people[1].cells.at(slot), rota.people[1].cells.at(slot + 1));
    let events: usize = days
        .map(|slot| match cells(slot) {
            (one, other) if one == other => usize::from(one.is_work()),
            (one, other) => usize::from(one.is_work()) + usize::from(other.is_work()),
        })
        .sum();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), events);
    let uids: std::collections::BTreeSet<&str> =
        text.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), events);
    // Morning is from nine in London: in summer eight by the world's clock.
    assert!(text.contains("DTSTART:20261116T090000Z") || text.contains("DTSTART:20261116T130000Z"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75));
    // The same rota is the same text, so that who has it already is told so.
    assert_eq!(text, own(rota.people[1].user));
    assert!(!text.contains("Priya"), "one's own calendar needs no name");
}

#[test]
fn a_calendar_of_duty_says_who() {
    let rota = sample(State::Published, 1, 4);
    let text = calendar(std::slice::from_ref(&rota), Of::Duty, rota.from.plus(7));
    assert!(text.contains("SUMMARY:Priya Shah: Duty"), "{text}");
    assert!(!text.contains("Casework"));
    // From a day on.
    assert!(!text.contains("DTSTART:20261116") && text.contains("DTSTART:20261123"));
}
