//! What somebody's own day asks of this slice: how full they are, and what the rota gives them.

use crate::{
    load::{
        model::{Load, loads},
        store::figures::{AHEAD, About, Entry, Whose, entries},
    },
    rotas::model::{Cell, Cells, day_of, monday},
};
use access::Scope;
use kernel::{Day, Result, db::Conn};
use rota::Activity;

/// Half-days in a day.
const HALVES: usize = 2;

/// Somebody's load and half-days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// What they carry beside their room, the same figure as on every page of caseloads; `None` for somebody who does no
    /// casework.
    pub load: Option<Load>,
    /// Half-days of published rotas from today on, up to [`AHEAD`] days, in order.
    pub halves: Vec<Half>,
}

/// A half-day of a rota.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Half {
    /// Its day.
    pub day: Day,
    /// Whether it is the afternoon.
    pub afternoon: bool,
    /// What it is for.
    pub cell: Cell,
}

impl Half {
    /// `Morning` or `Afternoon`.
    pub fn name(self) -> &'static str {
        if self.afternoon { "Afternoon" } else { "Morning" }
    }

    /// Whether it is given to something that keeps them from their cases.
    pub fn is_taken(self) -> bool {
        self.cell.is_work() && !self.cell.is_protected() && self.cell != Cell::Of(Activity::Flexible)
    }
}

impl Desk {
    /// Today's half-days.
    pub fn today(&self, today: Day) -> impl Iterator<Item = &Half> {
        self.halves.iter().filter(move |half| half.day == today)
    }

    /// The first protected half-day after today.
    pub fn next_protected(&self, today: Day) -> Option<&Half> {
        self.halves.iter().find(|half| half.day > today && half.cell.is_protected())
    }

    /// Protected half-days from today until the end of the week.
    pub fn protected_left(&self, today: Day) -> usize {
        let end = monday(today).plus(7);
        self.halves.iter().filter(|half| half.day < end && half.cell.is_protected()).count()
    }
}

/// The asker's own load and half-days: one statement.
pub fn mine(c: &mut dyn Conn, scope: &Scope) -> Result<Desk> {
    let today = Day::of(scope.now());
    let entries = entries(c, scope.tenant(), Whose::One(scope.user()), scope.now())?;
    Ok(desk(&entries, today))
}

fn desk(entries: &[Entry], today: Day) -> Desk {
    let mut halves: Vec<Half> = entries
        .iter()
        .filter(|entry| entry.about == About::Rota)
        .flat_map(|entry| {
            let from = entry.from_on.unwrap_or(today);
            let cells = Cells::read(&entry.words).0;
            cells.into_iter().enumerate().map(move |(slot, cell)| Half {
                day: day_of(from, slot),
                afternoon: slot % HALVES == 1,
                cell,
            })
        })
        .filter(|half| (0..AHEAD).contains(&today.days_until(half.day)))
        .collect();
    halves.sort();
    Desk { load: loads(entries, today).pop(), halves }
}

#[cfg(test)]
mod tests {
    use super::*;
    use access::UserId;

    fn rota(from: &str, letters: &str) -> Entry {
        Entry {
            user_id: UserId::from_uuid(uuid::Uuid::from_u128(1)),
            about: About::Rota,
            from_on: Day::parse(from).ok(),
            until_on: None,
            n: 0,
            amount: 0,
            words: letters.to_owned(),
            code: String::new(),
            week_points: 0,
            week_hours: 0,
        }
    }

    #[test]
    fn half_days_from_today_on_are_told_in_order() {
        let today = Day::parse("2026-11-25").unwrap(); // a Wednesday
        let desk = desk(&[rota("2026-11-23", "DDCCDCVV-CSCDDDDDDDD")], today);
        let told: Vec<_> = desk.today(today).map(|half| (half.name(), half.cell.label())).collect();
        assert_eq!(told, [("Morning", "Duty"), ("Afternoon", "Casework")]);
        assert_eq!(desk.protected_left(today), 2, "Wednesday's and Friday's afternoon");
        let next = desk.next_protected(today).unwrap();
        assert_eq!((next.day.to_string().as_str(), next.name()), ("2026-11-27", "Afternoon"));
        let friday = Day::parse("2026-11-27").unwrap();
        let later = desk.next_protected(friday).unwrap();
        assert_eq!((later.day.to_string().as_str(), later.cell.label()), ("2026-11-30", "Supervision"));
    }

    #[test]
    fn on_no_rota_nothing_is_told() {
        let today = Day::parse("2026-11-25").unwrap();
        let desk = desk(&[], today);
        assert_eq!(
            (desk.today(today).count(), desk.protected_left(today), desk.next_protected(today)),
            (0, 0, None)
        );
    }
}
