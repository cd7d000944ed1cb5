//! The fewest handovers that bring everybody of a team to their room or under it: proposed, never done.
//!
//! Greedy, with two promises that a property test keeps: nobody's load is made greater than their room, and none of the
//! moves could be left out without more points being over somebody's room. Of one person's cases as few move as can,
//! and among those that will do, new cases and cases without a trusted relationship move first.

use crate::Points;
use access::{CaseId, UserId};

/// Contacts of a worker in a case from which their relationship is called trusted. Alongside default.
pub const TRUSTED: i64 = 3;

/// Somebody of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// Who.
    pub user: UserId,
    /// What they carry.
    pub points: Points,
    /// What they have room for.
    pub room: Points,
    /// Whether cases may be given to them: not while they are away.
    pub here: bool,
}

impl Carrier {
    /// Points over their room.
    pub fn over(&self) -> Points {
        (self.points - self.room).max(Points::ZERO)
    }
}

/// A case that may move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movable {
    /// The case.
    pub case: CaseId,
    /// Who holds it.
    pub from: UserId,
    /// What it weighs.
    pub points: Points,
    /// Whether it is new.
    pub new: bool,
    /// How often its holder reached somebody in it.
    pub contacts: i64,
    /// Who must not have it.
    pub barred: Vec<UserId>,
    /// Who knows the people in it, beside who holds it.
    pub known: Vec<UserId>,
}

impl Movable {
    /// How little is lost when it moves: the least first.
    fn reluctance(&self) -> (bool, bool, i64) {
        (self.contacts >= TRUSTED, !self.new, self.contacts)
    }
}

/// A handover that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The case.
    pub case: CaseId,
    /// Who holds it.
    pub from: UserId,
    /// Who would get it.
    pub to: UserId,
    /// What it weighs.
    pub points: Points,
}

/// The handovers, in the order they were found: from who is the most points over their room first.
pub fn propose(team: &[Carrier], cases: &[Movable]) -> Vec<Move> {
    let (mut team, mut left, mut moves) = (team.to_vec(), cases.to_vec(), Vec::new());
    let mut stuck: Vec<UserId> = Vec::new();
    while let Some(from) = fullest(&team, &stuck) {
        match next(&team, &left, from) {
            Some(one) => {
                shift(&mut team, &one);
                left.retain(|case| case.case != one.case);
                moves.push(one);
            }
            None => stuck.push(from),
        }
    }
    spare(&team, moves)
}

/// The team after moves.
pub fn after(team: &[Carrier], moves: &[Move]) -> Vec<Carrier> {
    let mut team = team.to_vec();
    for one in moves {
        shift(&mut team, one);
    }
    team
}

/// All points over somebody's room: what the handovers are to make less.
pub fn excess(team: &[Carrier]) -> Points {
    team.iter().map(Carrier::over).sum()
}

fn fullest(team: &[Carrier], stuck: &[UserId]) -> Option<UserId> {
    let over = team.iter().filter(|one| one.over() > Points::ZERO && !stuck.contains(&one.user));
    over.max_by_key(|one| one.over()).map(|one| one.user)
}

/// The next case of somebody who is over their room: of those with which the fewest handovers are still enough, the one
/// by which the least is lost; else the heaviest.
fn next(team: &[Carrier], cases: &[Movable], from: UserId) -> Option<Move> {
    let need = team.iter().find(|one| one.user == from)?.over();
    let mut own: Vec<(&Movable, UserId)> = cases
        .iter()
        .filter(|case| case.from == from && case.points > Points::ZERO)
        .filter_map(|case| taker(team, case).map(|to| (case, to)))
        .collect();
    own.sort_by_key(|(case, _)| std::cmp::Reverse(case.points));
    let weights: Vec<Points> = own.iter().map(|(case, _)| case.points).collect();
    let fewest = (1..=own.len()).find(|n| weights.iter().take(*n).copied().sum::<Points>() >= need);
    let chosen = match fewest {
        Some(n) => own
            .iter()
            .enumerate()
            .filter(|(place, (case, _))| {
                // With this one, the heaviest others that make up the number are enough.
                let others = weights.iter().enumerate().filter(|(other, _)| other != place);
                case.points + others.map(|(_, points)| *points).take(n - 1).sum() >= need
            })
            .map(|(_, one)| one)
            .min_by_key(|(case, _)| (case.reluctance(), std::cmp::Reverse(case.points), case.case)),
        None => own.first(),
    };
    chosen.map(|(case, to)| Move { case: case.case, from, to: *to, points: case.points })
}

/// Who could take a case and stay within their room: who knows them first, then who has the smallest share taken.
fn taker(team: &[Carrier], case: &Movable) -> Option<UserId> {
    team.iter()
        .filter(|one| one.here && one.user != case.from && !case.barred.contains(&one.user))
        .filter(|one| one.points + case.points <= one.room)
        .min_by_key(|one| {
            let share =
                (one.points + case.points).in_hundredths() * 100_000 / one.room.in_hundredths().max(1);
            (!case.known.contains(&one.user), share)
        })
        .map(|one| one.user)
}

fn shift(team: &mut [Carrier], one: &Move) {
    for person in team {
        if person.user == one.from {
            person.points = person.points - one.points;
        } else if person.user == one.to {
            person.points += one.points;
        }
    }
}

/// Leaves out what is not needed after all: a handover without which nobody is more over their room, the lightest first.
fn spare(team: &[Carrier], mut moves: Vec<Move>) -> Vec<Move> {
    let mut team = team.to_vec();
    let mut by_weight: Vec<Move> = moves.clone();
    by_weight.sort_by_key(|one| (one.points, one.case));
    for one in by_weight {
        let back = Move { from: one.to, to: one.from, ..one };
        let mut without = team.clone();
        shift(&mut without, &back);
        if excess(&without) <= excess(&team) {
            team = without;
            moves.retain(|kept| kept.case != one.case);
        }
    }
    moves
}

#[cfg(test)]
mod tests;
