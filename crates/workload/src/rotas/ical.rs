//! Half-days as a calendar (RFC 5545). No client is named in it.

use super::model::{Cell, MINUTES, Rota};
use icalendar::{Calendar, Component, Event};
use kernel::{Day, Instant};
use rota::Activity;

/// What a calendar is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Somebody's own half-days.
    Own(access::UserId),
    /// Everybody's.
    Team,
    /// Who is on duty.
    Duty,
}

/// The calendar of published rotas, from a day on.
pub fn calendar(rotas: &[Rota], of: Of, from: Day) -> String {
    let mut calendar = Calendar::new();
    calendar.name(match of {
        Of::Own(_) => "Alongside: my rota",
        Of::Team => "Alongside: the team's rota",
        Of::Duty => "Alongside: duty",
    });
    for rota in rotas {
        for (n, person) in rota.people.iter().enumerate() {
            if matches!(of, Of::Own(user) if user != person.user) {
                continue;
            }
            for morning in (0..rota.slots()).step_by(2) {
                if rota.day(morning) < from {
                    continue;
                }
                for (first, last, cell) in parts(person.cells.at(morning), person.cells.at(morning + 1)) {
                    if shown(of, cell) {
                        let title = match of {
                            Of::Own(_) => cell.label().to_owned(),
                            Of::Team | Of::Duty => format!("{}: {}", person.name, cell.label()),
                        };
                        let (day, place) = (rota.day(morning), format!("{n}-{}", morning + first));
                        calendar.push(event(
                            &format!("{}-{place}", rota.id.simple()),
                            &title,
                            day,
                            (first, last),
                        ));
                    }
                }
            }
        }
    }
    calendar.to_string()
}

fn shown(of: Of, cell: Cell) -> bool {
    match of {
        Of::Duty => cell == Cell::Of(Activity::Duty),
        Of::Own(_) | Of::Team => cell.is_work(),
    }
}

/// A day's half-days, as one where both are the same: first, last, what.
fn parts(morning: Cell, afternoon: Cell) -> Vec<(usize, usize, Cell)> {
    if morning == afternoon { vec![(0, 1, morning)] } else { vec![(0, 0, morning), (1, 1, afternoon)] }
}

fn event(uid: &str, title: &str, day: Day, (first, last): (usize, usize)) -> Event {
    let at = |minute: i64| utc(day.at(0, 0).plus_seconds(minute * 60));
    let mut event = Event::new();
    event
        .uid(uid)
        .summary(title)
        // The same calendar has the same text, so that whoever has it already is told so.
        .add_property("DTSTAMP", at(MINUTES[first][0]))
        .add_property("DTSTART", at(MINUTES[first][0]))
        .add_property("DTEND", at(MINUTES[last][1]));
    event.done()
}

/// `20261124T090000Z`.
fn utc(at: Instant) -> String {
    at.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests;
