//! The partnership as the rest of the demo needs it: its teams, and who works in them.

mod staff;

pub use staff::{SignIn, make, sign_ins};

use crate::draw::Draw;
use access::{OrganisationId, TeamId, UserId};

/// A team and what it works on.
#[derive(Clone, Debug)]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// Its host.
    pub host: OrganisationId,
    /// The host's name.
    pub host_name: &'static str,
    /// Which kind of case it holds, as a place in [`KINDS`](crate::words::KINDS).
    pub kind: usize,
    /// Who leads it, as a place among the workers.
    pub leader: usize,
}

/// Somebody who works with people.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The account.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub job: &'static str,
    /// Their team, by its place.
    pub team: usize,
    /// Highest sensitivity they may see.
    pub clearance: i64,
    /// Open cases they hold when the demo is whole; none for leaders.
    pub holds: u64,
}

/// Teams and workers.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The teams.
    pub teams: Vec<Team>,
    /// Everybody in them.
    pub workers: Vec<Worker>,
    /// Who answers for several teams, if somebody does.
    pub manager: Option<UserId>,
    /// Places of those who hold cases.
    pub officers: Vec<usize>,
}

impl World {
    /// The place of somebody whose name is known beforehand; the first worker when there is no such name.
    pub fn named(&self, name: &str) -> usize {
        self.workers.iter().position(|w| w.name == name).unwrap_or(0)
    }

    /// Any officer.
    pub fn officer(&self, draw: &Draw) -> usize {
        draw.pick(&self.officers)
    }

    /// Another officer of the same team; the same one when they are alone in it.
    pub fn colleague(&self, draw: &Draw, of: usize) -> usize {
        let team = self.workers[of].team;
        let mates: Vec<usize> =
            self.officers.iter().copied().filter(|n| *n != of && self.workers[*n].team == team).collect();
        if mates.is_empty() { of } else { draw.pick(&mates) }
    }
}
