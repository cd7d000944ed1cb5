//! One run through the days.

use super::{
    Kind, Scenario,
    draw::{Arrivals, poisson, share},
};
use rota::Chance;

/// Working days in a year, over which expected leave is spread.
const YEAR: f64 = 365.0;

/// What one run came to.
pub(super) struct Run {
    /// What each carries on the last day, in hundredths; the last is what nobody holds.
    pub(super) loads: Vec<i64>,
    /// Days on which somebody was over their room, over the most they should carry, and on which the whole was more
    /// than those at work have room for.
    pub(super) over: u64,
    pub(super) far_over: u64,
    pub(super) short: u64,
    /// Cases that came in and had a first contact or missed it, and those that missed it.
    pub(super) contacts: u64,
    pub(super) late: u64,
    /// Cases that stood, summed over the days.
    pub(super) stood: u64,
    /// Points and cases at the end of each week.
    pub(super) weeks: Vec<(i64, i64)>,
}

/// A case that is held until a day.
#[derive(Clone, Copy)]
struct Held {
    who: usize,
    team: usize,
    weight: i64,
}

/// What is going on in a run.
pub(super) struct Playing<'s> {
    scenario: &'s Scenario,
    seed: u64,
    run: Run,
    /// What ends on each day; the last is what ends later than all of them.
    ends: Vec<Vec<Held>>,
    /// Who is away, officer by officer and day by day; empty where nobody ever is.
    away: Vec<bool>,
    /// First contacts that are still to be made: whose, and until which day.
    waiting: Vec<(usize, usize)>,
}

/// A sequence of chance of its own for each use: what is changed in one place draws the same everywhere else.
fn stream(seed: u64, kind: usize, day: usize, what: u64) -> Chance {
    let place = (kind as u64) << 40 | (day as u64) << 8 | what;
    Chance::seeded(seed ^ place.wrapping_mul(0xd6e8_feb8_6659_fd93))
}

impl<'s> Playing<'s> {
    pub(super) fn new(scenario: &'s Scenario, seed: u64) -> Self {
        let officers = scenario.officers.len();
        let run = Run {
            loads: vec![0; officers + 1],
            over: 0,
            far_over: 0,
            short: 0,
            contacts: 0,
            late: 0,
            stood: 0,
            weeks: Vec::with_capacity(scenario.days / 7),
        };
        let ends = vec![Vec::new(); scenario.days + 1];
        let mut playing = Self { scenario, seed, run, ends, away: Vec::new(), waiting: Vec::new() };
        playing.absences();
        playing
    }

    /// Plays all days; `laws` has the law of each kind on each day.
    pub(super) fn play(mut self, laws: &[Vec<Arrivals>]) -> Run {
        let mut standing = self.begin();
        for day in 0..self.scenario.days {
            for held in std::mem::take(&mut self.ends[day]) {
                self.run.loads[held.who] -= held.weight;
                standing -= 1;
            }
            self.hand_over(day);
            for (n, kind) in self.scenario.kinds.iter().enumerate() {
                standing += self.arrive(n, kind, &laws[n][day % laws[n].len()], day);
            }
            self.contact(day);
            self.look(day, standing);
        }
        self.run
    }

    /// What stands when it begins: what is known to be open, else as many as Little's law says with what is left of each.
    fn begin(&mut self) -> u64 {
        let mut standing = 0;
        for (n, kind) in self.scenario.kinds.iter().enumerate() {
            let mut chance = stream(self.seed, n, 0, 3);
            let mut begun: Vec<(f64, Option<usize>)> = Vec::new();
            if let Some(open) = &kind.open {
                begun.extend(open.iter().map(|one| (kind.stays.left(one.age, &mut chance), one.who)));
            } else {
                let mut how_many = stream(self.seed, n, 0, 4);
                for _ in 0..poisson(&mut how_many, kind.arrivals * kind.stays.mean()) {
                    begun.push((kind.stays.rest(&mut chance), None));
                }
            }
            for (rest, who) in begun {
                standing += 1;
                let who = who.filter(|who| self.there(*who, 0)).unwrap_or_else(|| self.least(kind, 0));
                self.take(kind, who, rest);
            }
        }
        standing
    }

    /// What comes in on a day; how much of it stands at its end.
    fn arrive(&mut self, n: usize, kind: &Kind, law: &Arrivals, day: usize) -> u64 {
        let come = law.draw(&mut stream(self.seed, n, day, 1));
        if come == 0 {
            return 0;
        }
        let (mut chance, mut stand) = (stream(self.seed, n, day, 2), 0);
        for _ in 0..come {
            let until = day as f64 + share(&mut chance) + kind.stays.draw(&mut chance);
            // What comes and goes between two looks never stands.
            if until >= day as f64 + 1.0 {
                stand += 1;
                let who = self.least(kind, day);
                self.take(kind, who, until);
                if self.scenario.first_contact > 0 {
                    self.waiting.push((who, day + self.scenario.first_contact));
                }
            }
        }
        stand
    }

    /// Whoever of the team is least taken with it: of those at work, else of those employed, else nobody.
    fn least(&self, kind: &Kind, day: usize) -> usize {
        let weight = kind.weight.in_hundredths();
        let taken = |who: usize| {
            let room = self.scenario.officers[who].room.in_hundredths().max(1);
            ((self.run.loads[who] + weight) << 20) / room
        };
        let nobody = self.scenario.officers.len();
        let mut best = (i64::MAX, nobody);
        let mut second = best;
        for who in 0..nobody {
            if self.scenario.officers[who].team == kind.team && self.there(who, day) {
                let candidate = (taken(who), who);
                if self.at_work(who, day) {
                    best = best.min(candidate);
                } else {
                    second = second.min(candidate);
                }
            }
        }
        if best.1 == nobody { second.1 } else { best.1 }
    }

    fn take(&mut self, kind: &Kind, who: usize, until: f64) {
        let held = Held { who, team: kind.team, weight: kind.weight.in_hundredths() };
        self.run.loads[who] += held.weight;
        let last = self.ends.len() - 1;
        self.ends[whole(until).min(last)].push(held);
    }

    /// What those hold who have left, and what nobody holds, goes to whoever there is.
    fn hand_over(&mut self, day: usize) {
        let nobody = self.scenario.officers.len();
        let left = |who: usize| who < nobody && self.scenario.officers[who].until == day;
        if self.run.loads[nobody] == 0 && !(0..nobody).any(left) {
            return;
        }
        for at in day..self.ends.len() {
            for n in 0..self.ends[at].len() {
                let held = self.ends[at][n];
                if held.who == nobody || left(held.who) {
                    let like =
                        self.scenario.kinds.iter().find(|kind| {
                            kind.team == held.team && kind.weight.in_hundredths() == held.weight
                        });
                    let to = like.map_or(nobody, |kind| self.least(kind, day));
                    self.run.loads[held.who] -= held.weight;
                    self.run.loads[to] += held.weight;
                    self.ends[at][n].who = to;
                }
            }
        }
        for n in 0..self.waiting.len() {
            let who = self.waiting[n].0;
            if left(who) {
                // Whoever has most room of all of the team makes it.
                let team = self.scenario.officers[who].team;
                let kind = self.scenario.kinds.iter().find(|kind| kind.team == team);
                self.waiting[n].0 = kind.map_or(nobody, |kind| self.least(kind, day));
            }
        }
    }

    /// First contacts: on the first working day on which whoever holds the case is at work and does not carry too much.
    fn contact(&mut self, day: usize) {
        if self.waiting.is_empty() {
            return;
        }
        let waiting = std::mem::take(&mut self.waiting);
        for (who, due) in waiting {
            let nobody = who == self.scenario.officers.len();
            let free = !nobody && self.works(day) && self.at_work(who, day) && !self.too_much(who);
            if free || day >= due {
                self.run.contacts += 1;
                self.run.late += u64::from(!free);
            } else {
                self.waiting.push((who, due));
            }
        }
    }

    fn look(&mut self, day: usize, standing: u64) {
        let officers = &self.scenario.officers;
        let over = |who: usize| self.run.loads[who] > officers[who].room.in_hundredths();
        let unheld = self.run.loads[officers.len()] > 0;
        let some_over = unheld || (0..officers.len()).any(over);
        let far = some_over && (unheld || (0..officers.len()).any(|who| self.too_much(who)));
        let all: i64 = self.run.loads.iter().sum();
        let room: i64 = (0..officers.len())
            .filter(|who| self.there(*who, day) && self.at_work(*who, day))
            .map(|who| officers[who].room.in_hundredths())
            .sum();
        self.run.stood += standing;
        self.run.over += u64::from(some_over);
        self.run.far_over += u64::from(far);
        self.run.short += u64::from(all > room);
        if day % 7 == 6 {
            self.run.weeks.push((all, i64::try_from(standing).unwrap_or(i64::MAX)));
        }
    }

    fn too_much(&self, who: usize) -> bool {
        let room = self.scenario.officers[who].room.in_hundredths();
        self.run.loads[who] * 100 > room * self.scenario.most
    }

    fn there(&self, who: usize, day: usize) -> bool {
        let officer = &self.scenario.officers[who];
        officer.from <= day && day < officer.until
    }

    fn at_work(&self, who: usize, day: usize) -> bool {
        !self.away.get(who * self.scenario.days + day).copied().unwrap_or(false)
    }

    fn works(&self, day: usize) -> bool {
        self.scenario.working.get(day).copied().unwrap_or(true)
    }

    /// Leave that is booked, leave that is expected (whole weeks, at any time) and sickness.
    fn absences(&mut self) {
        let scenario = self.scenario;
        let known = |officer: &super::Officer| !officer.away.is_empty() || officer.leave > 0.0;
        if scenario.sickness.is_none() && !scenario.officers.iter().any(known) {
            return;
        }
        let days = scenario.days;
        let mut away = vec![false; scenario.officers.len() * days];
        for (who, officer) in scenario.officers.iter().enumerate() {
            let mine = &mut away[who * days..(who + 1) * days];
            for (from, until) in &officer.away {
                mine[(*from).min(days)..(until + 1).clamp((*from).min(days), days)].fill(true);
            }
            let mut chance = stream(self.seed, who, 0, 5);
            let weeks = officer.leave * days as f64 / YEAR / 5.0;
            let more = u64::from(share(&mut chance) < weeks.fract());
            for _ in 0..whole(weeks) as u64 + more {
                let from = chance.below(days);
                mine[from..(from + 7).min(days)].fill(true);
            }
            if let Some(sickness) = scenario.sickness {
                let mut chance = stream(self.seed, who, 0, 6);
                let mut sick = false;
                for (day, away) in mine.iter_mut().enumerate() {
                    if scenario.working.get(day).copied().unwrap_or(true) {
                        let drawn = share(&mut chance);
                        sick = if sick { drawn >= 1.0 / sickness.mean_days } else { drawn < sickness.starts };
                    }
                    *away |= sick;
                }
            }
        }
        self.away = away;
    }
}

/// The day a time lies on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time is a number of days, never below 0"
)]
fn whole(time: f64) -> usize {
    time as usize
}
