//! Loads and room from what bears on them.

use super::store::figures::{AHEAD, About, Entry};
use crate::{
    Points,
    capacity::{Band, Carried, Hours, available, used},
    rotas::model::{Cell, days_into},
};
use access::UserId;
use kernel::Day;
use rota::Activity;
use staff::model::{Career, Pattern, reduced};
use std::ops::Range;

/// What somebody carries, and what they have room for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub user: UserId,
    /// Their name; empty for somebody who holds cases and has no account that does casework any more.
    pub name: String,
    /// What they do.
    pub job: String,
    /// Open cases they hold.
    pub cases: i64,
    /// Open cases they work on beside who holds them.
    pub shared_cases: i64,
    /// Points of the cases they hold.
    pub own: Points,
    /// Points of the cases they share in.
    pub shared: Points,
    /// Points of contacts they made for others' cases.
    pub for_others: Points,
    /// Points of contacts that others made on theirs.
    pub by_others: Points,
    /// How their room comes about; `None` where nobody has written down their hours.
    pub room: Option<Room>,
}

/// How somebody's room comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Contract hours a week, in hundredths.
    pub contract: Hours,
    /// Half-days worked.
    pub pattern: Pattern,
    /// How far they are.
    pub career: Career,
    /// Percent of their hours that is for casework.
    pub casework: i64,
    /// Hours in the four weeks that reductions take, in hundredths.
    pub reductions: Hours,
    /// Hours in the four weeks that leave takes, in hundredths.
    pub leave: Hours,
    /// Hours in the four weeks that duty and panels of the rota take beyond what the share for casework leaves for them,
    /// in hundredths.
    pub duties: Hours,
    /// Points they have room for.
    pub points: Points,
}

impl Load {
    /// All they carry.
    pub fn points(&self) -> Points {
        self.carried().total() + self.shared
    }

    fn carried(&self) -> Carried {
        Carried { own: self.own, for_others: self.for_others, by_others: self.by_others }
    }

    /// Points they have room for; none where that is not known.
    pub fn room_points(&self) -> Points {
        self.room.as_ref().map_or(Points::ZERO, |room| room.points)
    }

    /// How much of their room is taken, in tenths of a percent; `None` where their hours are not known.
    pub fn used(&self) -> Option<i64> {
        self.room.as_ref().map(|room| match used(self.points(), room.points) {
            // Nothing to do with no room is nothing; something to do with no room is far over.
            0 if room.points <= Points::ZERO && self.points() > Points::ZERO => 10_000,
            share => share,
        })
    }

    /// How full they are.
    pub fn band(&self) -> Option<Band> {
        self.used().map(Band::of)
    }
}

/// The loads of everybody in a list of entries sorted by person, in that order.
pub fn loads(entries: &[Entry], today: Day) -> Vec<Load> {
    entries.chunk_by(|a, b| a.user_id == b.user_id).filter_map(|own| load(own, today)).collect()
}

fn load(entries: &[Entry], today: Day) -> Option<Load> {
    let first = entries.first()?;
    let of = |about| entries.iter().find(move |entry| entry.about == about);
    let (cases, own) = of(About::Own).map_or((0, 0), |e| (e.n, e.amount));
    let (shared_cases, shared) = of(About::Shared).map_or((0, 0), |e| (e.n, e.amount));
    let (for_others, by_others) = of(About::Contacts).map_or((0, 0), |e| (e.n, e.amount));
    let named = of(About::Worker);
    Some(Load {
        user: first.user_id,
        name: named.map(|e| e.words.clone()).unwrap_or_default(),
        job: named.map(|e| e.code.clone()).unwrap_or_default(),
        cases,
        shared_cases,
        own: Points::hundredths(own),
        shared: Points::hundredths(shared),
        for_others: Points::hundredths(for_others),
        by_others: Points::hundredths(by_others),
        room: of(About::Contract).map(|contract| room(contract, entries, today)),
    })
}

/// Percent of somebody's hours that is left for duty and panels where the rest is shared out: the share for casework has
/// them in it already. Alongside default.
const DUTY_SHARE: i64 = 20;

/// Hours of four weeks: the contract, less reductions on the days they count, less leave on the half-days somebody works,
/// less duty and panels of the rota beyond a fifth; of that the share for casework, and of that the share that somebody of their career carries.
fn room(contract: &Entry, entries: &[Entry], today: Day) -> Room {
    let pattern = Pattern::read(&contract.words).unwrap_or(Pattern::WHOLE);
    let career = Career::parse(&contract.code).unwrap_or(Career::Experienced);
    let weeks = AHEAD / 7;
    let whole = contract.n * weeks;
    let of = |about| entries.iter().filter(move |entry| entry.about == about);
    let each: Vec<Hours> =
        of(About::Reduction).map(|reduction| reduction.n * days_of(reduction, today) / 7).collect();
    let reductions = reduced(whole, &each);
    // Days ahead are counted as numbers, today being 0: a date for each half-day of each person is not needed.
    let leaves: Vec<Range<i64>> = of(About::Leave).map(|leave| ahead(leave, today)).collect();
    let away = (0..AHEAD)
        .filter(|n| leaves.iter().any(|leave| leave.contains(n)))
        .map(|n| halves_on(pattern, today.plus(n)))
        .sum::<i64>();
    let leave = (away * contract.n / pattern.halves().max(1)).min(whole - reductions);
    let planned = of(About::Rota).map(|rota| duties(rota, today)).sum::<i64>();
    let duties = planned * contract.n / pattern.halves().max(1) - whole * DUTY_SHARE / 100;
    let duties = duties.clamp(0, whole - reductions - leave);
    let points = if contract.week_points > 0 {
        let full = contract.week_hours * weeks;
        Points::whole(available(contract.week_points, full, whole, reductions + leave + duties))
    } else {
        Points::hundredths(whole - reductions - leave - duties).percent(contract.amount)
    };
    Room {
        contract: contract.n,
        pattern,
        career,
        casework: contract.amount,
        reductions,
        leave,
        duties,
        points: points.percent(career.share()),
    }
}

/// Half-days of duty and panels of a rota in the days ahead.
fn duties(rota: &Entry, today: Day) -> i64 {
    let first = today.days_until(rota.from_on.unwrap_or(today));
    let near = |slot: &usize| (0..AHEAD).contains(&(first + days_into(*slot)));
    let taken =
        |letter: char| matches!(Cell::of_letter(letter), Some(Cell::Of(Activity::Duty | Activity::Panel)));
    rota.words.chars().enumerate().filter(|(slot, letter)| near(slot) && taken(*letter)).map(|_| 1).sum()
}

/// On how many of the days ahead an entry counts.
fn days_of(entry: &Entry, today: Day) -> i64 {
    let days = ahead(entry, today);
    (days.end - days.start).max(0)
}

/// On which of the days ahead an entry counts, today being 0.
fn ahead(entry: &Entry, today: Day) -> Range<i64> {
    let from = entry.from_on.map_or(0, |from| today.days_until(from)).max(0);
    let until = entry.until_on.map_or(AHEAD, |until| today.days_until(until) + 1).min(AHEAD);
    from..until
}

/// Half-days of the pattern on a day; none at a weekend.
fn halves_on(pattern: Pattern, day: Day) -> i64 {
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(usize::MAX / 4);
    (0..2).map(|half| i64::from(pattern.works(weekday * 2 + half))).sum()
}

/// Several people as one: their points beside their room, of those whose room is known.
pub fn together<'a>(loads: impl IntoIterator<Item = &'a Load>) -> (Points, Points) {
    loads
        .into_iter()
        .filter(|load| load.room.is_some())
        .fold((Points::ZERO, Points::ZERO), |(points, room), load| {
            (points + load.points(), room + load.room_points())
        })
}

/// Entries of people with so many points (in hundredths) and so many hours a week (in hundredths): for samples.
pub(crate) fn sample(people: &[(i64, i64)]) -> Vec<Entry> {
    let entry = |user: u128, about, n, amount, words: &str, code: &str| Entry {
        user_id: UserId::from_uuid(uuid::Uuid::from_u128(user)),
        about,
        from_on: None,
        until_on: None,
        n,
        amount,
        words: words.to_owned(),
        code: code.to_owned(),
        week_points: 0,
        week_hours: 0,
    };
    let names =
        ["Priya Shah", "Tom Gallagher", "Zofia Mazur", "Abena Mensah", "Oluwaseun Featherstonehaugh-Okonkwo"];
    people
        .iter()
        .zip(1_u128..)
        .zip(names.iter().cycle())
        .flat_map(|((&(points, hours), user), name)| {
            [
                entry(user, About::Own, points / 500, points, "", ""),
                entry(user, About::Contract, hours, 55, "WWWWWWWWWW", "experienced"),
                entry(user, About::Worker, 0, 0, name, "Officer, Larch Council"),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests;
