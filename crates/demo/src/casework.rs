//! Who gets help, from whom and how long: uneven caseloads, all of them as full as they are meant to be.

use crate::{draw::Draw, household::Resident, words::KINDS, world::World};
use kernel::Day;

/// Days that the demo looks back.
pub const PAST: i64 = 730;

/// One case of a person, while it is planned.
#[derive(Clone, Debug)]
pub struct Help {
    /// The team that holds it.
    pub team: usize,
    /// The worker who has it; none while it waits for one.
    pub worker: Option<usize>,
    /// First day.
    pub opened_on: Day,
    /// Last day, once closed.
    pub closed_on: Option<Day>,
}

/// Deals cases out so that what was planned comes true however many people there are: 125 cases for 100 people,
/// and for every officer the open cases that they are to hold.
pub struct Casework {
    as_at: Day,
    people: u64,
    done: u64,
    cases: u64,
    open: u64,
    /// Open cases each worker can still take, by their place.
    room: Vec<u64>,
    /// The same in all, at the start.
    rooms: u64,
}

impl Casework {
    /// For so many people. A smaller demo than the usual one has smaller caseloads.
    pub fn new(world: &World, people: u64, as_at: Day) -> Self {
        let share = people.min(1200);
        let room: Vec<u64> = world.workers.iter().map(|w| (w.holds * share).div_ceil(1200)).collect();
        let rooms = room.iter().sum();
        Self { as_at, people: people.max(1), done: 0, cases: 0, open: 0, room, rooms }
    }

    /// A case that somebody wrote by hand, so that the dealing knows of it.
    pub fn dealt(&mut self, worker: usize) {
        self.cases += 1;
        self.open += 1;
        self.room[worker] = self.room[worker].saturating_sub(1);
    }

    /// People who were written by hand.
    pub fn added(&mut self, people: u64) {
        self.done += people;
    }

    /// Plans the help of a household's people.
    pub fn plan(&mut self, draw: &Draw, world: &World, residents: &mut [Resident]) {
        self.done += residents.len() as u64;
        let adults: Vec<usize> = (0..residents.len()).filter(|n| residents[*n].adult()).collect();
        let mut counts: Vec<u64> = adults
            .iter()
            .map(|n| {
                if residents[*n].kin.is_empty() {
                    draw.weighted(&[(6, 0), (44, 1), (32, 2), (18, 3)])
                } else {
                    draw.weighted(&[(50, 0), (34, 1), (16, 2)])
                }
            })
            .collect();
        let wanted = (self.done * 5 / 4).saturating_sub(self.cases);
        while counts.iter().sum::<u64>() > wanted + 2 {
            let heaviest = (0..counts.len()).max_by_key(|n| counts[*n]).unwrap_or(0);
            counts[heaviest] -= 1;
        }
        while counts.iter().sum::<u64>() + 2 < wanted {
            let somebody = draw.index(counts.len());
            counts[somebody] += 1;
        }
        for (n, count) in adults.into_iter().zip(counts) {
            for _ in 0..count {
                let help = self.help(draw, world);
                residents[n].help.push(help);
            }
            // What is open now comes first, and of that the newest work last.
            residents[n].help.sort_by_key(|h| (h.closed_on.is_some(), h.opened_on));
        }
    }

    fn help(&mut self, draw: &Draw, world: &World) -> Help {
        self.cases += 1;
        // How full all caseloads together should be by now.
        let due = self.rooms * self.done.min(self.people) / self.people;
        if self.open < due {
            self.open += 1;
            let waits = draw.percent(4);
            let opened_on = self.office_day(self.as_at.plus(-age_of_open(draw, waits)));
            let worker = self.with_room(draw);
            if waits {
                // Nobody has it yet: somebody's room is left for the next.
                self.open -= 1;
                return Help { team: world.workers[worker].team, worker: None, opened_on, closed_on: None };
            }
            self.room[worker] -= 1;
            return Help {
                team: world.workers[worker].team,
                worker: Some(worker),
                opened_on,
                closed_on: None,
            };
        }
        let worker = world.officer(draw);
        let team = world.workers[worker].team;
        let (least, most) = KINDS[world.teams[team].kind].days;
        // Most are short for their kind, some go on and on.
        let days = draw.between(least, most).min(draw.between(least, most));
        let ended = draw.between(1, PAST - days);
        let opened_on = self.office_day(self.as_at.plus(-ended - days));
        let closed_on = self.office_day(self.as_at.plus(-ended)).max(opened_on);
        Help { team, worker: Some(worker), opened_on, closed_on: Some(closed_on) }
    }

    /// A worker who can take one more, the likelier the more room they have.
    fn with_room(&self, draw: &Draw) -> usize {
        let mut at = draw.below(self.room.iter().sum::<u64>().max(1));
        for (n, room) in self.room.iter().enumerate() {
            if at < *room {
                return n;
            }
            at -= room;
        }
        0
    }

    /// The day itself, or the last one before it on which offices were open; always before the demo's day.
    pub fn office_day(&self, day: Day) -> Day {
        let mut day = day.min(self.as_at.plus(-1));
        while crate::draw::working(day) != day {
            day = day.plus(-1);
        }
        day
    }
}

/// Days since an open case was opened; one that waits for a worker has not waited long.
fn age_of_open(draw: &Draw, waits: bool) -> i64 {
    if waits {
        return draw.between(1, 24);
    }
    draw.weighted(&[
        (18, draw.between(2, 28)),
        (30, draw.between(29, 90)),
        (28, draw.between(91, 180)),
        (16, draw.between(181, 365)),
        (8, draw.between(366, PAST)),
    ])
}
