//! What a fair rota can have at best, worked out before it is searched.

use crate::problem::{Problem, WEEK, count, pro_rata};

/// The last half-day of a week.
pub const FRIDAY_AFTERNOON: usize = WEEK - 1;

/// The shares of duty a fair rota can have. The objective looks at the greatest and the least share alone, so no single
/// step makes it better while two officers are at the same end; the search is led by everybody's distance from these
/// limits instead. Within them both measures say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The least share.
    pub least: i32,
    /// The greatest.
    pub most: i32,
    /// Friday afternoons of one officer.
    pub fridays: i32,
}

impl Aim {
    /// The narrowest limits of shares between which all duty can be given out, the most even ones of these.
    pub fn of(problem: &Problem) -> Self {
        let people = problem.officers.len();
        let wanted: i32 = problem.desk.iter().sum();
        let most: Vec<i32> = (0..people)
            .map(|officer| {
                let week = |week| (problem.at_work(officer, week), week);
                let most = |(at_work, _)| {
                    if at_work == 0 { 0 } else { pro_rata(problem.rules.most_duty, at_work).max(1) }
                };
                (0..problem.weeks()).map(week).map(most).sum()
            })
            .collect();
        let weight: Vec<i32> = (0..people).map(|officer| problem.duty_weight(officer)).collect();
        let seniors: i32 = count(problem.desk.iter().map(|desk| *desk > 0));
        let fits = |least: i32, width: i32| {
            // The least and the most that seniors, and the others, do within the limits.
            let mut ends = [(0, 0); 2];
            for ((weight, most), who) in weight.iter().zip(&most).zip(&problem.officers) {
                let many = ((least + width) / weight).min(*most);
                let few = ((least + weight - 1) / weight).min(many);
                let sum = &mut ends[usize::from(who.senior)];
                *sum = (sum.0 + few, sum.1 + many);
            }
            let [others, senior] = ends;
            let slack = [
                others.1 + senior.1 - wanted,
                wanted - others.0 - senior.0,
                senior.1 - seniors,
                wanted - seniors - others.0,
            ];
            slack.into_iter().min().filter(|slack| *slack >= 0)
        };
        let top = weight.iter().zip(&most).map(|(weight, most)| weight * most).max().unwrap_or(0);
        let (least, width) = (0..=top)
            .find_map(|width| {
                let room = (0..=top).filter_map(|least| Some((fits(least, width)?, least)));
                room.max().map(|(_, least)| (least, width))
            })
            .unwrap_or((0, top));
        Self { least, most: least + width, fridays: fair_fridays(problem) }
    }
}

/// Friday afternoons of duty of one officer, where all who are there share them.
fn fair_fridays(problem: &Problem) -> i32 {
    let fridays = || (FRIDAY_AFTERNOON..problem.slots).step_by(WEEK);
    let wanted: i32 = fridays().map(|slot| problem.desk[slot]).sum();
    let mut there: Vec<i32> =
        problem.officers.iter().map(|one| count(fridays().map(|slot| one.at_work[slot]))).collect();
    there.sort_unstable();
    (0..wanted).find(|most| there.iter().map(|n| n.min(most)).sum::<i32>() >= wanted).unwrap_or(wanted)
}
