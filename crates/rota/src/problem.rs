//! Who can work when, what each half-day needs, and what the rules are worth.

use crate::plan::{Activity, Plan};

/// Half-days of a week: Monday morning, Monday afternoon, and so on to Friday.
pub const WEEK: usize = 10;
/// Half-days of a block of four weeks, in which everybody is supervised once.
pub const BLOCK: usize = 4 * WEEK;

/// Somebody who is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// How they are called in words about the rota.
    pub name: String,
    /// Whether they can be the senior of a duty desk.
    pub senior: bool,
    /// What they can do, a bit for each skill.
    pub skills: u32,
    /// The weekday, Monday is 0, on which they would rather not be on duty.
    pub dislikes: Option<usize>,
    /// For each half-day whether they are at work: not on leave, not on a day off.
    pub at_work: Vec<bool>,
}

/// What a panel needs in a half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// How many.
    pub people: i32,
    /// The bits of the skills of which each of them has one.
    pub skills: u32,
}

/// What the rules ask, and what each breach costs. Costs are points of the objective, rates are tenths of a half-day in a
/// week of ten half-days (40 is four). All are Alongside defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Most duty in a week; hard. At least one half-day is always allowed.
    pub most_duty: i32,
    /// Protected casework in a week.
    pub casework: i32,
    /// Visits in a week.
    pub visits: i32,
    /// Most visits in a week, in half-days, whoever it is; hard.
    pub most_visits: i32,
    /// A hard breach. It has to cost more than everything soft that it might save.
    pub hard: i32,
    /// A place at the duty desk that nobody fills.
    pub desk: i32,
    /// A duty desk without a senior.
    pub no_senior: i32,
    /// A place at a panel that nobody fills.
    pub panel: i32,
    /// Four weeks without supervision.
    pub unsupervised: i32,
    /// A half-day of protected casework less than is asked.
    pub under_casework: i32,
    /// A visit less than is asked.
    pub under_visits: i32,
    /// A week with a whole day at work and no whole day of casework.
    pub no_whole_day: i32,
    /// What a whole day of duty is worth.
    pub whole_duty: i32,
    /// What a whole day of casework is worth.
    pub whole_casework: i32,
    /// What a whole day of visits is worth.
    pub whole_visits: i32,
    /// What it is worth besides when casework keeps to the same weekday.
    pub usual_day: i32,
    /// Duty on a weekday that somebody dislikes.
    pub disliked: i32,
    /// A half-day with nothing planned.
    pub flexible: i32,
    /// A point between the greatest and the least share of duty. A share is weight × half-days of duty, where the weight
    /// is 1,200 ÷ half-days at work, to the nearest whole number and 1 at least.
    pub unfair: i32,
    /// A Friday afternoon of duty of whoever has most of them.
    pub friday: i32,
    /// What it is worth that a half-day stays as it was: in the two weeks from where a rota is made again, and later.
    pub kept: (i32, i32),
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            most_duty: 40,
            casework: 40,
            visits: 15,
            most_visits: 4,
            hard: 2_000,
            desk: 1_000,
            no_senior: 200,
            panel: 500,
            unsupervised: 120,
            under_casework: 60,
            under_visits: 30,
            no_whole_day: 40,
            whole_duty: 2,
            whole_casework: 3,
            whole_visits: 1,
            usual_day: 2,
            disliked: 2,
            flexible: 1,
            unfair: 3,
            friday: 8,
            kept: (40, 60),
        }
    }
}

/// A rota that stands and is to change as little as possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The rota.
    pub plan: Plan,
    /// The first half-day that may change; what lies before stays.
    pub from: usize,
}

/// Everything a rota has to go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Who is planned: one at least.
    pub officers: Vec<Officer>,
    /// Half-days; a whole number of weeks.
    pub slots: usize,
    /// Whom the duty desk needs in each half-day; 0 where it is closed.
    pub desk: Vec<i32>,
    /// What a panel needs in each half-day.
    pub panels: Vec<Option<Need>>,
    /// For each half-day whether somebody has time to supervise one officer.
    pub supervisor: Vec<bool>,
    /// What the rules ask.
    pub rules: Rules,
    /// The rota that stands, where there is one.
    pub standing: Option<Standing>,
}

impl Problem {
    /// Weeks.
    pub fn weeks(&self) -> usize {
        self.slots / WEEK
    }

    /// Whether an officer may do something in a half-day at all: at work; a panel only where one meets and they have the
    /// skill; supervision only where somebody has time for it; no visits on a Friday afternoon.
    pub fn may(&self, officer: usize, slot: usize, activity: Activity) -> bool {
        let who = &self.officers[officer];
        who.at_work[slot]
            && match activity {
                Activity::Panel => self.panels[slot].is_some_and(|need| need.skills & who.skills != 0),
                Activity::Supervision => self.supervisor[slot],
                Activity::Visit => slot % WEEK != WEEK - 1,
                Activity::Duty => self.desk[slot] > 0,
                Activity::Case | Activity::Flexible => true,
            }
    }

    /// Half-days at work in a week.
    pub fn at_work(&self, officer: usize, week: usize) -> i32 {
        count(self.officers[officer].at_work[week * WEEK..(week + 1) * WEEK].iter().copied())
    }

    /// By what an officer's half-days of duty are multiplied so that part-time and leave are fair.
    pub fn duty_weight(&self, officer: usize) -> i32 {
        let days = count(self.officers[officer].at_work.iter().copied()).max(1);
        ((2_400 + days) / (2 * days)).max(1)
    }
}

/// How many are true.
pub(crate) fn count(of: impl Iterator<Item = bool>) -> i32 {
    of.map(i32::from).sum()
}

/// A rate of a full week, for so many half-days at work: to the nearest half-day, halves upwards.
pub(crate) fn pro_rata(tenths: i32, at_work: i32) -> i32 {
    (tenths * at_work + 50) / 100
}
