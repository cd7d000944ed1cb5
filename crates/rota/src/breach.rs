//! Every rule that a rota does not keep, in words, with what it costs; and the objective worked out from nothing.
//!
//! This is the rules' own text: it goes through a rota once, rule by rule, and shares nothing with the search but the
//! problem. Tests hold the two against each other.

use crate::{
    names::Names,
    plan::{Activity, Plan},
    problem::{BLOCK, Problem, WEEK, count, pro_rata},
};

/// What a breach is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody does what they may not do there and then.
    Misplaced,
    /// More people than there are places.
    Crowded,
    /// More duty in a week than is allowed, or three half-days in a row.
    TooMuchDuty,
    /// More visits in a week than is allowed.
    TooManyVisits,
    /// Supervised twice in four weeks.
    SupervisedTwice,
    /// A place at the duty desk that nobody fills.
    Desk,
    /// A duty desk without a senior.
    NoSenior,
    /// A place at a panel that nobody fills.
    Panel,
    /// Four weeks without supervision.
    Unsupervised,
    /// Too little protected casework in a week.
    Casework,
    /// Too few visits in a week.
    Visits,
    /// A week without a whole day of casework.
    NoWholeDay,
    /// Duty on a disliked weekday.
    Disliked,
    /// Half-days with nothing planned.
    Flexible,
    /// Shares of duty differ.
    Unfair,
    /// Friday afternoons of whoever has most.
    Fridays,
}

impl Kind {
    /// Whether no rota with it is published.
    pub fn is_hard(self) -> bool {
        self <= Self::SupervisedTwice
    }
}

/// A rule that is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What it is about.
    pub kind: Kind,
    /// Whom it concerns, where it is one officer.
    pub officer: Option<usize>,
    /// The half-day, or the first of the week or the weeks.
    pub slot: usize,
    /// How much of it: half-days, places, points.
    pub n: i32,
    /// What it costs in points of the objective.
    pub cost: i32,
    /// In words.
    pub words: String,
}

/// The objective of a rota, worked out from nothing: what breaches cost, less what whole days and half-days that stay are
/// worth.
pub fn objective(problem: &Problem, plan: &Plan) -> i32 {
    let cost: i32 = breaches(problem, plan, &Names::numbered()).iter().map(|breach| breach.cost).sum();
    cost - worth(problem, plan)
}

/// What whole days on one thing, usual days and half-days that stay as they were are worth.
pub fn worth(problem: &Problem, plan: &Plan) -> i32 {
    let rules = &problem.rules;
    let mut worth = 0;
    for (officer, row) in plan.0.iter().enumerate() {
        let mut usual = [0; 5];
        for (day, pair) in row.chunks(2).enumerate() {
            worth += match pair {
                [Some(Activity::Duty), Some(Activity::Duty)] => rules.whole_duty,
                [Some(Activity::Case), Some(Activity::Case)] => {
                    usual[day % 5] += 1;
                    rules.whole_casework
                }
                [Some(Activity::Visit), Some(Activity::Visit)] => rules.whole_visits,
                _ => 0,
            };
        }
        worth += rules.usual_day * usual.into_iter().max().unwrap_or(0);
        if let Some(standing) = &problem.standing {
            let stays = |slot: &usize| row[*slot].is_some() && row[*slot] == standing.plan.at(officer, *slot);
            for slot in (standing.from..problem.slots).filter(stays) {
                let soon = slot / WEEK * WEEK < standing.from + 2 * WEEK;
                worth += if soon { rules.kept.0 } else { rules.kept.1 };
            }
        }
    }
    worth
}

/// Every breach of a rota: hard ones first, then what costs most.
pub fn breaches(problem: &Problem, plan: &Plan, names: &Names<'_>) -> Vec<Breach> {
    let mut found = Found { problem, plan, names, breaches: Vec::new() };
    for slot in 0..problem.slots {
        found.in_half_day(slot);
    }
    for officer in 0..problem.officers.len() {
        found.out_of_place(officer);
        for week in 0..problem.weeks() {
            found.in_week(officer, week);
        }
        for block in 0..problem.slots / BLOCK {
            found.supervised(officer, block);
        }
    }
    found.shares();
    found.breaches.sort_by_key(|breach| (!breach.kind.is_hard(), -breach.cost, breach.kind, breach.slot));
    found.breaches
}

struct Found<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    names: &'a Names<'a>,
    breaches: Vec<Breach>,
}

impl Found<'_> {
    /// Notes a breach where there is something of it; `each` is what one costs.
    fn note(
        &mut self,
        kind: Kind,
        officer: Option<usize>,
        slot: usize,
        n: i32,
        each: i32,
        words: impl FnOnce() -> String,
    ) {
        if n > 0 && each > 0 {
            self.breaches.push(Breach { kind, officer, slot, n, cost: n * each, words: words() });
        }
    }

    fn who(&self, officer: usize) -> &str {
        &self.problem.officers[officer].name
    }

    fn has(&self, officer: usize, slot: usize, activity: Activity) -> bool {
        self.plan.at(officer, slot) == Some(activity)
    }

    fn in_half_day(&mut self, slot: usize) {
        let (problem, name) = (self.problem, (self.names.slot)(slot));
        let rules = &problem.rules;
        let people = || 0..problem.officers.len();
        let number = |activity| count(people().map(|officer| self.has(officer, slot, activity)));
        let senior = people().any(|one| problem.officers[one].senior && self.has(one, slot, Activity::Duty));
        let (desk, panel) = (problem.desk[slot], problem.panels[slot].map_or(0, |need| need.people));
        let (duty, met) = (number(Activity::Duty), number(Activity::Panel));
        let over = (duty - desk).max(0) + (met - panel).max(0) + (number(Activity::Supervision) - 1).max(0);
        let (free, empty) = (desk - duty, panel - met);
        self.note(Kind::Crowded, None, slot, over, rules.hard, || {
            format!("{name}: {over} more than there are places.")
        });
        self.note(Kind::Desk, None, slot, free, rules.desk, || {
            format!("{name}: the duty desk needs {desk} and has {duty}.")
        });
        self.note(Kind::NoSenior, None, slot, i32::from(desk > 0 && !senior), rules.no_senior, || {
            format!("{name}: no senior is on duty.")
        });
        self.note(Kind::Panel, None, slot, empty, rules.panel, || {
            format!("{name}: the panel needs {panel} and has {met}.")
        });
    }

    fn out_of_place(&mut self, officer: usize) {
        let hard = self.problem.rules.hard;
        for slot in 0..self.problem.slots {
            let wrong = self.plan.at(officer, slot).is_some_and(|one| !self.problem.may(officer, slot, one))
                || self.plan.at(officer, slot).is_none() && self.problem.officers[officer].at_work[slot];
            let words = format!("{}: {} cannot do that then.", (self.names.slot)(slot), self.who(officer));
            self.note(Kind::Misplaced, Some(officer), slot, i32::from(wrong), hard, || words);
        }
    }

    fn in_week(&mut self, officer: usize, week: usize) {
        let at_work = self.problem.at_work(officer, week);
        if at_work == 0 {
            return;
        }
        let (rules, first) = (self.problem.rules.clone(), week * WEEK);
        let (who, name) = (self.who(officer).to_owned(), (self.names.week)(first));
        let slots = || first..first + WEEK;
        let number = |activity| count(slots().map(|slot| self.has(officer, slot, activity)));
        let (duty, casework, visits) =
            (number(Activity::Duty), number(Activity::Case), number(Activity::Visit));
        let flexible = number(Activity::Flexible);
        let days = || slots().step_by(2);
        let there = &self.problem.officers[officer];
        let whole = days().any(|day| there.at_work[day] && there.at_work[day + 1]);
        let focused = days().any(|day| (day..day + 2).all(|slot| self.has(officer, slot, Activity::Case)));
        let disliked =
            count(slots().map(|slot| {
                there.dislikes == Some(slot % WEEK / 2) && self.has(officer, slot, Activity::Duty)
            }));
        let in_a_row = |slot: usize| {
            slot + 2 < self.problem.slots
                && (slot..slot + 3).all(|slot| self.has(officer, slot, Activity::Duty))
        };
        let rows = count(slots().map(in_a_row));
        let most = pro_rata(rules.most_duty, at_work).max(1);
        let (needs, wants) = (pro_rata(rules.casework, at_work), pro_rata(rules.visits, at_work));
        let at = Some(officer);
        self.note(Kind::TooMuchDuty, at, first, duty - most, rules.hard, || {
            format!("{who} has {duty} half-days of duty in {name}, {most} are allowed.")
        });
        self.note(Kind::TooMuchDuty, at, first, rows, rules.hard, || {
            format!("{who} has more than two half-days of duty in a row in {name}.")
        });
        self.note(Kind::TooManyVisits, at, first, visits - rules.most_visits, rules.hard, || {
            format!("{who} has {visits} half-days of visits in {name}, {} are allowed.", rules.most_visits)
        });
        self.note(Kind::Casework, at, first, needs - casework, rules.under_casework, || {
            format!("{who} has {casework} protected half-days in {name}, standard {needs}.")
        });
        self.note(Kind::Visits, at, first, wants - visits, rules.under_visits, || {
            format!("{who} has {visits} half-days of visits in {name}, standard {wants}.")
        });
        self.note(Kind::NoWholeDay, at, first, i32::from(whole && !focused), rules.no_whole_day, || {
            format!("{who} has no whole day of casework in {name}.")
        });
        self.note(Kind::Disliked, at, first, disliked, rules.disliked, || {
            format!("{who} is on duty in {name} on the weekday they would rather not be.")
        });
        self.note(Kind::Flexible, at, first, flexible, rules.flexible, || {
            format!("{who} has {flexible} half-days in {name} with nothing planned.")
        });
    }

    fn supervised(&mut self, officer: usize, block: usize) {
        let (rules, first) = (&self.problem.rules, block * BLOCK);
        let times = count((first..first + BLOCK).map(|slot| self.has(officer, slot, Activity::Supervision)));
        let words = format!("four weeks from {}", (self.names.week)(first));
        let who = self.who(officer).to_owned();
        let (hard, none) = (rules.hard, rules.unsupervised);
        self.note(Kind::SupervisedTwice, Some(officer), first, times - 1, hard, || {
            format!("{who} is supervised {times} times in the {words}.")
        });
        self.note(Kind::Unsupervised, Some(officer), first, 1 - times, none, || {
            format!("{who} is not supervised in the {words}.")
        });
    }

    fn shares(&mut self) {
        let problem = self.problem;
        let duties = |officer: usize, every: usize, from: usize| {
            count((from..problem.slots).step_by(every).map(|slot| self.has(officer, slot, Activity::Duty)))
        };
        let people = || 0..problem.officers.len();
        let share = |officer: &usize| duties(*officer, 1, 0) * problem.duty_weight(*officer);
        let (Some(most), Some(least)) = (people().max_by_key(share), people().min_by_key(share)) else {
            return;
        };
        let apart = share(&most) - share(&least);
        let words = format!(
            "{} has the greatest share of duty, {} the least: {apart} points apart.",
            self.who(most),
            self.who(least)
        );
        let fridays = people().map(|officer| duties(officer, WEEK, WEEK - 1)).max().unwrap_or(0);
        self.note(Kind::Unfair, None, 0, apart, problem.rules.unfair, || words);
        self.note(Kind::Fridays, None, 0, fridays, problem.rules.friday, || {
            format!("Somebody has {fridays} Friday afternoons of duty.")
        });
    }
}
