//! Pages of allocation: what waits, giving a case, handing it over, working together, moving a caseload, leave.

pub mod caseload;
pub mod choose;
pub mod handover;
pub mod leave;
pub mod waiting;
pub mod workers;

use super::{
    model::{Candidate, Part},
    store::{CaseFacts, Giving},
};
use crate::web::day_words;
use access::{Actor, CaseId, Role, UserId};
use kernel::{Chance, Day, words::count};
use ui::{Choice, Shell, Tag};

/// Those who lead teams or answer for them.
pub const LEADERS: &[Role] = &[Role::Leader, Role::Manager];
/// The most subjects of a case whose networks a worker joins.
const SUBJECTS: usize = 50;

/// The frame of a page of allocation that is about no case.
fn shell(actor: &Actor, title: &str) -> Shell {
    access::shell(actor, title, "Allocate").at("/allocate")
}

/// The frame of a page about a case.
pub fn case_shell(actor: &Actor, title: &str, facts: &CaseFacts) -> Shell {
    access::shell(actor, title, "Cases")
        .at("/caseloads")
        .intro(format!("{}: {}", facts.reference, facts.title))
}

/// What was just done, from the code that the address carries.
pub fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "given" => "Allocated. The worker finds it on their day.",
        "handed" => "Handed over. The next worker finds it on their day.",
        "moved" => "The cases were moved. Each next worker finds them on their day.",
        "co" => "Co-worker added.",
        "co-ended" => "Co-worker taken off the case.",
        "conflict" => "Conflict of interest recorded. They cannot open this case any more.",
        "leave" => "Leave saved.",
        "leave-gone" => "Leave taken away.",
        _ => return None,
    })
}

/// A worker who is given a case or a share in it, with fresh ids.
fn giving(
    chance: &Chance,
    actor: &Actor,
    case: CaseId,
    (to, part, share): (UserId, Part, i64),
    reason: String,
) -> Giving {
    Giving {
        allocation_id: chance.uuid(actor.now),
        member_ids: (0..SUBJECTS).map(|_| chance.uuid(actor.now)).collect(),
        case,
        to,
        part,
        share,
        reason,
        at: actor.now,
        by: actor.user,
    }
}

/// A candidate as an answer: what they have, whom they know, when they are away.
fn choice(candidate: &Candidate, today: Day) -> Choice {
    Choice::new(candidate.user.to_string(), name(candidate)).hint(words(candidate, today))
}

/// A candidate's name and what they do.
pub fn name(candidate: &Candidate) -> String {
    if candidate.job.is_empty() {
        candidate.name.clone()
    } else {
        format!("{}, {}", candidate.name, candidate.job)
    }
}

/// `Worked with them before, last on 3 May 2025. 12 open cases, 2 high risk. Away from 30 Nov to 4 Dec.`
pub fn words(candidate: &Candidate, today: Day) -> String {
    let mut parts = Vec::new();
    if let Some((first, last)) = candidate.before {
        let whom = if candidate.same_person { "them" } else { "their household" };
        let when = match (first == last, last >= today) {
            (_, true) => format!("since {}", first.long()),
            (true, _) => format!("on {}", last.long()),
            (false, _) => format!("from {} to {}", first.long(), last.long()),
        };
        parts.push(format!("Worked with {whom} {when}"));
    }
    let mut load = count(candidate.open, "open case", "open cases");
    for (n, band) in [(candidate.high, "high"), (candidate.medium, "medium")] {
        if n > 0 {
            load = format!("{load}, {n} {band} risk");
        }
    }
    parts.push(load);
    if let Some((from, until)) = candidate.leave {
        let until = day_words(until, today);
        parts.push(if from <= today {
            format!("Away until {until}")
        } else {
            format!("Away from {} to {until}", day_words(from, today))
        });
    }
    format!("{}.", parts.join(". "))
}

/// Those who cannot take a case, with the words that may be said about it.
fn barred(candidates: &[Candidate]) -> Vec<(String, &'static str)> {
    candidates.iter().filter_map(|c| c.barred.map(|barred| (name(c), barred.words()))).collect()
}

/// How a case stands, as tags: its risk and its nearest clock.
pub fn tags(band: &str, clock_due_on: Option<Day>, today: Day) -> Vec<Tag> {
    let mut tags: Vec<Tag> = crate::intake::web::band_tag(band).into_iter().collect();
    tags.extend(clock_due_on.map(|due| {
        let day = day_words(due, today);
        if due < today {
            Tag::bad(format!("A clock ran out {day}"))
        } else {
            Tag::info(format!("Nearest clock {day}"))
        }
    }));
    tags
}
