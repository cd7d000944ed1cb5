//! Being in touch: what was agreed (B3), whether it was kept (B4), and how soon it is written down (E2).

use super::{Found, number};
use crate::{
    auto::{due, facts::Facts, model::Evidence},
    model::{Answer, Reason},
};
use access::PersonId;
use cases::promise::model::{Grade, Kept, Record, Term, every_words, record};
use kernel::{Day, words::count};
use packs::model::Need;

/// B3: it is agreed with the person the case is about how and how often to be in touch; with others alone, partly.
pub(super) fn agreed(facts: &Facts, today: Day) -> Found {
    let href = facts.at("/contact");
    let in_force: Vec<&(PersonId, Term)> =
        facts.promises.iter().filter(|(_, term)| term.ended_on.is_none()).collect();
    let theirs = in_force.iter().find(|(person, _)| *person == facts.lead);
    let Some((_, term)) = theirs.or(in_force.first()) else {
        let due = due::of_need(facts, today, |need| *need == Need::ContactRule);
        return Found::missing("Nothing is agreed about contact.", due).shown("Contact", href);
    };
    let words = format!("Contact {}, agreed on {}", every_words(term.every_days), term.agreed_on.long());
    match theirs {
        Some(_) => Found::met(format!("{words}.")),
        None => Found::partly("It is agreed with somebody else, not with the person the case is about."),
    }
    .shown(words, href)
}

/// B4: the windows of what was agreed, with everybody it was agreed with, counted as the page of contact counts them.
pub(super) fn kept(facts: &Facts, today: Day) -> Found {
    let href = facts.at("/contact");
    let until = facts.closed_on.unwrap_or_else(|| today.plus(-1));
    let record = of_all(facts, until);
    let Some(since) = facts.promises.iter().map(|(_, term)| term.agreed_on).min() else {
        return Found::not_applicable(Reason::StageNotReached, "Nothing is agreed about contact.")
            .shown("Contact", href);
    };
    let answer = match record.grade() {
        Grade::Met => Answer::Met,
        Grade::Partly => Answer::Partly,
        Grade::NotMet => Answer::NotMet,
        Grade::NotApplicable => {
            return Found::not_applicable(
                Reason::StageNotReached,
                format!("No window has ended since {}.", since.long()),
            )
            .shown("Contact", href);
        }
    };
    let (kept, tried, expected) = (record.kept(), record.attempted(), record.expected());
    let also = if tried == 0 { String::new() } else { format!(" and {tried} tried, not reached,") };
    let share = (2 * kept + tried) * 50 / expected;
    let why = format!(
        "{kept} of {} kept{also} since {}: {share}%.",
        count(expected, "window", "windows"),
        since.long()
    );
    let broken = record.windows.iter().rev().filter(|window| window.kept != Kept::Kept);
    let mut shown: Vec<Evidence> = broken
        .map(|window| Evidence {
            words: format!("{}: {} to {}", window.kept.label(), window.from.long(), window.to.long()),
            href: href.clone(),
        })
        .collect();
    if shown.is_empty() {
        shown.push(Evidence { words: "Every window was kept".to_owned(), href });
    }
    Found::new(answer, why).shown_all(shown)
}

/// The windows of all people something was agreed with, oldest first.
fn of_all(facts: &Facts, until: Day) -> Record {
    let mut people: Vec<PersonId> = facts.promises.iter().map(|(person, _)| *person).collect();
    people.sort_unstable();
    people.dedup();
    let mut all = Record { windows: Vec::new() };
    for person in people {
        let terms: Vec<Term> =
            facts.promises.iter().filter(|(with, _)| *with == person).map(|(_, term)| *term).collect();
        let of_person = facts.contacts.iter().filter(|c| c.person == person && !c.corrected);
        let tries: Vec<(Day, bool)> =
            of_person.filter_map(|c| c.reached.map(|reached| (c.on, reached))).collect();
        all.windows.extend(record(&terms, until, &tries).windows);
    }
    all.windows.sort_by_key(|window| (window.to, window.from));
    all
}

/// E2: the median of working days from a contact or attempt to its being written down is one at most; two at most is
/// partly (Alongside default). A correction does not count, the entry it corrects does.
pub(super) fn recorded(facts: &Facts) -> Found {
    let contacts = facts.contacts.iter().filter(|c| !c.note && !c.corrects);
    let mut delays: Vec<(i64, Day)> =
        contacts.map(|c| (facts.calendar.working_days_between(c.on, c.recorded_on).max(0), c.on)).collect();
    delays.sort_unstable_by(|a, b| b.cmp(a));
    let Some(halves) = twice_the_median(&delays) else {
        return Found::not_applicable(Reason::Other, "No contact is recorded.");
    };
    let answer = match halves {
        ..=2 => Answer::Met,
        3..=4 => Answer::Partly,
        _ => Answer::NotMet,
    };
    let half = if halves % 2 == 0 { "" } else { ".5" };
    let days = if halves == 2 { "working day" } else { "working days" };
    let records = count(number(delays.len()), "record", "records");
    let ours = if answer == Answer::Partly { " Up to 2 is partly (Alongside default)." } else { "" };
    let why = format!("Median of {records}: written down after {}{half} {days}.{ours}", halves / 2);
    let href = format!("/people/{}/timeline", facts.lead);
    let latest = delays.iter().take(3).map(|(delay, on)| Evidence {
        words: format!("{}: {} later", on.long(), count(*delay, "working day", "working days")),
        href: href.clone(),
    });
    Found::new(answer, why).shown_all(latest)
}

fn twice_the_median(sorted: &[(i64, Day)]) -> Option<i64> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?.0;
    if sorted.len() % 2 == 1 {
        return Some(2 * upper);
    }
    Some(upper + sorted.get(middle.checked_sub(1)?)?.0)
}
