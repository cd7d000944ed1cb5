//! Words and rules of allocation that need no database.

use access::{Role, UserId};
use kernel::Day;
use packs::Pack;

kernel::text_enum! {
    /// A worker's part in a case.
    pub enum Part {
        /// Holds it.
        Lead = "lead", "Holds it";
        /// Works on it beside who holds it.
        Co = "co", "Co-worker";
    }
}

kernel::text_enum! {
    /// What leave is for.
    pub enum LeaveKind {
        /// A holiday.
        Annual = "annual", "Annual leave";
        /// Illness.
        Sick = "sick", "Sick leave";
        /// Learning.
        Training = "training", "Training";
        /// Anything else.
        Other = "other", "Other";
    }
}

kernel::text_enum! {
    /// How a client is told that somebody else works with them now.
    pub enum Tell {
        /// In a visit.
        Visit = "visit", "Visit them together or alone";
        /// By a call.
        Call = "call", "Call them";
        /// By letter.
        Letter = "letter", "Send a letter";
        /// Not at all: it would harm.
        Unsafe = "unsafe", "It is not safe to tell them";
    }
}

/// A worker who may be given a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Their account.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub job: String,
    /// Their open cases, in every team.
    pub open: i64,
    /// Of these, in the high band.
    pub high: i64,
    /// Of these, in the medium band.
    pub medium: i64,
    /// The leave they are on today, or that begins within two weeks: first and last day.
    pub leave: Option<(Day, Day)>,
    /// When they worked with somebody in the case or their household: first and last day.
    pub before: Option<(Day, Day)>,
    /// Whether that was with somebody in the case, not only their household.
    pub same_person: bool,
    /// Whether they lead workers: cases of their own are not their first job.
    pub leads: bool,
    /// Why they cannot take it.
    pub barred: Option<Barred>,
}

/// Why somebody cannot take a case. What stands behind it is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// They must not see somebody in it: a conflict of interest, a restricted record, their own record.
    Kept,
    /// It is more sensitive than what they may see.
    Clearance,
}

impl Barred {
    /// As it is shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kept => "Cannot take this case. A conflict of interest or a restriction is recorded.",
            Self::Clearance => "Cannot take this case. It is more sensitive than they may see.",
        }
    }
}

impl Candidate {
    /// Whether they are away on a day.
    pub fn away(&self, on: Day) -> bool {
        self.leave.is_some_and(|(from, until)| from <= on && on <= until)
    }
}

/// The order in which candidates are offered: who can take it first; of these who is here; of these who worked with
/// the person before, the latest first, then with their household; of these who has fewest open cases. Alongside
/// default, until workload is weighed.
pub fn rank(mut candidates: Vec<Candidate>, today: Day) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate| {
            let new = c.before.is_none();
            (c.barred.is_some(), c.away(today), new, !c.same_person, new && c.leads)
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| b.before.map(|(_, last)| last).cmp(&a.before.map(|(_, last)| last)))
            .then_with(|| (a.open, a.high, &a.name).cmp(&(b.open, b.high, &b.name)))
    });
    candidates
}

/// Why a choice may not be made as it is: the field and the remedy; `None` when it may.
///
/// Leaders give cases to anybody who can take them; other workers take a case themselves, or hand their own over.
/// Another choice than the first needs a reason.
pub fn choice_problem(
    ranked: &[Candidate],
    chosen: UserId,
    reason: &str,
    who: Chooser,
) -> Option<(&'static str, &'static str)> {
    let Some(candidate) = ranked.iter().find(|c| c.user == chosen) else {
        return Some(("to", "Choose somebody of the team that holds the case."));
    };
    if candidate.barred.is_some() {
        return Some(("to", "They cannot take this case. Choose somebody else."));
    }
    if !who.leads && !who.holds && chosen != who.user {
        return Some(("to", "Only a team leader gives a case to somebody else. You can take it yourself."));
    }
    let first = ranked.first().is_some_and(|c| c.user == chosen);
    (!first && reason.is_empty()).then_some(("reason", "Say why them and not the first on the list."))
}

/// Who makes a choice.
#[derive(Clone, Copy, Debug)]
pub struct Chooser {
    /// Their account.
    pub user: UserId,
    /// Whether they lead a team or manage the service.
    pub leads: bool,
    /// Whether they hold the case now.
    pub holds: bool,
}

impl Chooser {
    /// From the roles somebody has.
    pub fn new(actor: &access::Actor, holder: Option<UserId>) -> Self {
        Self {
            user: actor.user,
            leads: actor.is(Role::Leader) || actor.is(Role::Manager),
            holds: holder == Some(actor.user),
        }
    }
}

/// Days until the first contact where neither a clock nor a contact rule says so. Alongside default.
pub const FIRST_CONTACT_DAYS: i64 = 5;

/// The last day for the first contact: the nearest last day of a running clock that a contact stops; else the
/// interval of the pack's contact rule for the band; else [`FIRST_CONTACT_DAYS`]. Never before today.
pub fn first_contact(pack: Option<&Pack>, band: &str, clocks: &[(String, Day)], today: Day) -> Day {
    let stopped_by_contact = |id: &str| {
        let rules = pack.iter().flat_map(|pack| &pack.clocks);
        rules.filter(|rule| rule.id == id).any(|rule| rule.stops.contains(&packs::model::Event::Contact))
    };
    let clock = clocks.iter().filter(|(id, _)| stopped_by_contact(id)).map(|(_, due)| *due).min();
    let every = || pack.map_or(FIRST_CONTACT_DAYS, |pack| interval(pack, band));
    clock.unwrap_or_else(|| today.plus(every())).max(today)
}

/// Days between contacts for a band: its own rule, else the rule for any, else the last.
fn interval(pack: &Pack, band: &str) -> i64 {
    let rules = &pack.contact.promises;
    let found = rules
        .iter()
        .find(|rule| rule.band == band)
        .or_else(|| rules.iter().find(|rule| rule.band == "any"))
        .or_else(|| rules.last());
    found.map_or(FIRST_CONTACT_DAYS, |rule| rule.every_days)
}

/// A case of a caseload that is to move, with its candidates: workers who can take it.
#[derive(Clone, Debug)]
pub struct Moving {
    /// Who can take it: the worker, and when they last worked with the person, if they did.
    pub able: Vec<(UserId, Option<Day>)>,
}

/// Proposes a holder for each case: who worked with the person last, else who has fewest cases, counting what was
/// proposed to them before. `loads` are open cases by worker; who is away is not in it. `None` where nobody can.
pub fn propose(cases: &[Moving], loads: &[(UserId, i64)]) -> Vec<Option<UserId>> {
    let mut loads = loads.to_vec();
    let mut proposed = Vec::with_capacity(cases.len());
    for case in cases {
        let here = |user: UserId| loads.iter().any(|(known, _)| *known == user);
        let known = case.able.iter().filter(|(user, _)| here(*user));
        let before = known
            .clone()
            .filter_map(|(user, last)| last.map(|last| (last, *user)))
            .max_by_key(|(last, _)| *last)
            .map(|(_, user)| user);
        let load =
            |user: UserId| loads.iter().find(|(known, _)| *known == user).map_or(i64::MAX, |(_, n)| *n);
        let chosen = before.or_else(|| known.map(|(user, _)| *user).min_by_key(|user| load(*user)));
        if let Some((_, n)) = loads.iter_mut().find(|(user, _)| Some(*user) == chosen) {
            *n += 1;
        }
        proposed.push(chosen);
    }
    proposed
}

#[cfg(test)]
mod tests;
