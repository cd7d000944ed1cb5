//! A plan with every part of its objective beside it, so that a change costs what it touches and no more.

use crate::{
    aim::{Aim, FRIDAY_AFTERNOON},
    plan::{ACTIVITIES, Activity, Plan},
    problem::{BLOCK, Problem, Rules, WEEK, pro_rata},
};

/// Nobody at work.
pub const AWAY: u8 = u8::MAX;
const DUTY: usize = Activity::Duty as usize;
const CASE: usize = Activity::Case as usize;
const VISIT: usize = Activity::Visit as usize;
const SUPERVISION: usize = Activity::Supervision as usize;
const PANEL: usize = Activity::Panel as usize;
const FLEXIBLE: usize = Activity::Flexible as usize;
/// The mornings of a week, as bits.
const MORNINGS: u32 = 0b01_0101_0101;

/// What does not change about an officer's week.
#[derive(Clone, Copy, Default)]
struct Week {
    /// Half-days at work; nothing is asked of a week without any.
    at_work: i32,
    /// Whether a whole day is worked.
    whole: bool,
    most_duty: i32,
    casework: i32,
    visits: i32,
    /// Bits of the weekday they dislike duty on.
    disliked: u32,
    /// What stays as it was is worth this.
    kept: i32,
    /// Bits of each activity as it stood.
    stood: [u32; ACTIVITIES],
}

/// Who is where in a half-day.
#[derive(Clone, Copy, Default)]
struct Slot {
    duty: i32,
    senior: i32,
    panel: i32,
    supervision: i32,
}

/// A plan that is being searched.
pub struct State<'a> {
    problem: &'a Problem,
    weeks: usize,
    /// What each officer does, half-day by half-day.
    pub cells: Vec<u8>,
    /// Bits of what each officer may do in each half-day.
    may: Vec<u8>,
    week: Vec<Week>,
    /// Bits of each activity in each officer's week.
    bits: Vec<[u32; ACTIVITIES]>,
    slot: Vec<Slot>,
    /// Supervisions of each officer in each four weeks.
    supervised: Vec<i32>,
    /// Whole days of casework by weekday.
    whole: Vec<[i32; 5]>,
    duty: Vec<i32>,
    weight: Vec<i32>,
    fridays: Vec<i32>,
    aim: Aim,
    /// What the plan costs, where sharing is measured against [`Aim`].
    pub total: i32,
}

impl<'a> State<'a> {
    /// Nobody does anything planned yet.
    pub fn new(problem: &'a Problem) -> Self {
        let (people, slots, weeks) = (problem.officers.len(), problem.slots, problem.weeks());
        let may = (0..people * slots)
            .map(|at| {
                let can = |activity: &Activity| problem.may(at / slots, at % slots, *activity);
                Activity::ALL
                    .iter()
                    .filter(|activity| can(activity))
                    .fold(0, |bits, one| bits | 1 << *one as u8)
            })
            .collect();
        let mut state = Self {
            problem,
            weeks,
            cells: vec![AWAY; people * slots],
            may,
            week: (0..people * weeks).map(|at| week(problem, at / weeks, at % weeks)).collect(),
            bits: vec![[0; ACTIVITIES]; people * weeks],
            slot: vec![Slot::default(); slots],
            supervised: vec![0; people * (slots / BLOCK)],
            whole: vec![[0; 5]; people],
            duty: vec![0; people],
            weight: (0..people).map(|officer| problem.duty_weight(officer)).collect(),
            fridays: vec![0; people],
            aim: Aim::of(problem),
            total: 0,
        };
        state.total = state.worked_out();
        for officer in 0..people {
            for slot in 0..slots {
                if problem.officers[officer].at_work[slot] {
                    state.set(officer, slot, Activity::Flexible as u8);
                }
            }
        }
        state
    }

    /// What an officer does in a half-day.
    pub fn at(&self, officer: usize, slot: usize) -> u8 {
        self.cells[officer * self.problem.slots + slot]
    }

    /// Whether they may do that.
    pub fn may(&self, officer: usize, slot: usize, activity: u8) -> bool {
        activity != AWAY && self.may[officer * self.problem.slots + slot] >> activity & 1 == 1
    }

    /// The plan.
    pub fn plan(&self) -> Plan {
        let one = |cell: &u8| Activity::ALL.get(usize::from(*cell)).copied();
        Plan(self.cells.chunks(self.problem.slots).map(|row| row.iter().map(one).collect()).collect())
    }

    /// Has an officer do something else in a half-day; [`State::total`] follows.
    pub fn set(&mut self, officer: usize, slot: usize, activity: u8) {
        let cell = officer * self.problem.slots + slot;
        let was = self.cells[cell];
        self.cells[cell] = activity;
        let (week, bit) = (officer * self.weeks + slot / WEEK, 1 << (slot % WEEK));
        // A row of three duties that begins on Friday ends on Monday, so the week before can be dearer too.
        let before = slot % WEEK < 2 && slot >= WEEK;
        let of_weeks =
            |state: &Self| state.week_cost(week) + if before { state.week_cost(week - 1) } else { 0 };
        self.total -= of_weeks(self) + self.slot_cost(slot);
        let pairs = pairs(self.bits[week][CASE]);
        for (activity, by) in [(was, -1), (activity, 1)] {
            if activity != AWAY {
                self.bits[week][usize::from(activity)] ^= bit;
                self.count(officer, slot, usize::from(activity), by);
            }
        }
        self.total += of_weeks(self) + self.slot_cost(slot);
        self.usual_day(officer, pairs, self::pairs(self.bits[week][CASE]));
    }

    /// The objective of the rota as it is.
    pub fn objective(&self) -> i32 {
        let people = 0..self.duty.len();
        let led = people.map(|officer| self.share_cost(officer)).sum::<i32>();
        let shares = || self.duty.iter().zip(&self.weight).map(|(duty, weight)| duty * weight);
        let apart = shares().max().unwrap_or(0) - shares().min().unwrap_or(0);
        let fridays = self.fridays.iter().copied().max().unwrap_or(0);
        self.total - led + self.rules().unfair * apart + self.rules().friday * fridays
    }

    /// What an officer's share of duty and of Friday afternoons costs.
    fn share_cost(&self, officer: usize) -> i32 {
        let share = self.duty[officer] * self.weight[officer];
        let outside = (self.aim.least - share).max(0) + (share - self.aim.most).max(0);
        let fridays = (self.fridays[officer] - self.aim.fridays).max(0);
        self.rules().unfair * outside + self.rules().friday * fridays
    }

    fn rules(&self) -> &'a Rules {
        &self.problem.rules
    }

    /// Counts what an officer does or no longer does.
    fn count(&mut self, officer: usize, slot: usize, activity: usize, by: i32) {
        match activity {
            DUTY => {
                self.total -= self.share_cost(officer);
                self.slot[slot].duty += by;
                self.slot[slot].senior += by * i32::from(self.problem.officers[officer].senior);
                self.duty[officer] += by;
                self.fridays[officer] += by * i32::from(slot % WEEK == FRIDAY_AFTERNOON);
                self.total += self.share_cost(officer);
            }
            PANEL => self.slot[slot].panel += by,
            SUPERVISION => {
                self.slot[slot].supervision += by;
                let blocks = self.problem.slots / BLOCK;
                if slot / BLOCK < blocks {
                    let block = officer * blocks + slot / BLOCK;
                    self.total -= self.block_cost(block);
                    self.supervised[block] += by;
                    self.total += self.block_cost(block);
                }
            }
            _ => {}
        }
    }

    /// Follows whole days of casework that came or went.
    fn usual_day(&mut self, officer: usize, was: u32, is: u32) {
        if was == is {
            return;
        }
        let days = &mut self.whole[officer];
        let worth = self.problem.rules.usual_day;
        let before = days.iter().copied().max().unwrap_or(0);
        for (day, count) in days.iter_mut().enumerate() {
            let bit = |bits: u32| i32::from(bits >> (2 * day) & 1 == 1);
            *count += bit(is) - bit(was);
        }
        self.total -= worth * (days.iter().copied().max().unwrap_or(0) - before);
    }

    /// What an officer's week costs.
    fn week_cost(&self, at: usize) -> i32 {
        let (week, bits, rules) = (&self.week[at], &self.bits[at], self.rules());
        if week.at_work == 0 {
            return 0;
        }
        let n = |bits: u32| bits.count_ones().cast_signed();
        let (duty, casework, visits) = (n(bits[DUTY]), n(bits[CASE]), n(bits[VISIT]));
        let whole = pairs(bits[CASE]);
        let next = if (at + 1).is_multiple_of(self.weeks) { 0 } else { self.bits[at + 1][DUTY] };
        let desk = bits[DUTY] | (next & 0b11) << WEEK;
        let three = desk & desk >> 1 & desk >> 2 & ((1 << WEEK) - 1);
        let hard = (duty - week.most_duty).max(0) + (visits - rules.most_visits).max(0) + n(three);
        let mut cost = rules.hard * hard
            + rules.under_casework * (week.casework - casework).max(0)
            + rules.under_visits * (week.visits - visits).max(0)
            + rules.disliked * n(bits[DUTY] & week.disliked)
            + rules.flexible * n(bits[FLEXIBLE])
            - rules.whole_duty * n(pairs(bits[DUTY]))
            - rules.whole_casework * n(whole)
            - rules.whole_visits * n(pairs(bits[VISIT]));
        if week.whole && whole == 0 {
            cost += rules.no_whole_day;
        }
        if week.kept > 0 {
            cost -= week.kept * bits.iter().zip(&week.stood).map(|(is, was)| n(is & was)).sum::<i32>();
        }
        cost
    }

    fn slot_cost(&self, slot: usize) -> i32 {
        let (seen, rules) = (&self.slot[slot], self.rules());
        let (desk, panel) =
            (self.problem.desk[slot], self.problem.panels[slot].map_or(0, |need| need.people));
        let over = (seen.duty - desk).max(0) + (seen.panel - panel).max(0) + (seen.supervision - 1).max(0);
        rules.hard * over
            + rules.desk * (desk - seen.duty).max(0)
            + rules.panel * (panel - seen.panel).max(0)
            + if desk > 0 && seen.senior == 0 { rules.no_senior } else { 0 }
    }

    fn block_cost(&self, block: usize) -> i32 {
        match self.supervised[block] {
            0 => self.rules().unsupervised,
            n => self.rules().hard * (n - 1),
        }
    }

    /// The objective of an empty plan, from nothing.
    fn worked_out(&self) -> i32 {
        (0..self.week.len()).map(|at| self.week_cost(at)).sum::<i32>()
            + (0..self.slot.len()).map(|slot| self.slot_cost(slot)).sum::<i32>()
            + (0..self.supervised.len()).map(|block| self.block_cost(block)).sum::<i32>()
            + (0..self.duty.len()).map(|officer| self.share_cost(officer)).sum::<i32>()
    }
}

/// Bits of the mornings of days that are of one activity all day.
fn pairs(bits: u32) -> u32 {
    bits & bits >> 1 & MORNINGS
}

fn week(problem: &Problem, officer: usize, week: usize) -> Week {
    let (rules, first) = (&problem.rules, week * WEEK);
    let who = &problem.officers[officer];
    let bits =
        |of: &dyn Fn(usize) -> bool| (0..WEEK).filter(|n| of(first + n)).fold(0, |bits, n| bits | 1 << n);
    let at_work = problem.at_work(officer, week);
    let mut out = Week {
        at_work,
        whole: pairs(bits(&|slot| who.at_work[slot])) != 0,
        most_duty: pro_rata(rules.most_duty, at_work).max(1),
        casework: pro_rata(rules.casework, at_work),
        visits: pro_rata(rules.visits, at_work),
        disliked: who.dislikes.map_or(0, |day| 0b11 << (2 * day)),
        ..Week::default()
    };
    if let Some(standing) = &problem.standing {
        out.kept = if first < standing.from + 2 * WEEK { rules.kept.0 } else { rules.kept.1 };
        for (n, activity) in Activity::ALL.into_iter().enumerate() {
            out.stood[n] =
                bits(&|slot| slot >= standing.from && standing.plan.at(officer, slot) == Some(activity));
        }
    }
    out
}
