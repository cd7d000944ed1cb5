//! Facts recorded twice: the same field of a person, in two of their cases within 30 days.

use super::{nav, people, shell};
use crate::time::store::twice::{self, Again};
use access::{Actor, Db, Fault};
use askama::Template;
use kernel::{Day, words::count};
use std::collections::{BTreeMap, BTreeSet};
use ui::{Page, Shell, SubNav};

/// Days within which writing a fact down again is called twice. Alongside default.
pub const WITHIN: i64 = 30;
/// Months that are looked at.
const MONTHS: i64 = 12;

/// Facts recorded twice.
#[derive(Template)]
#[template(path = "time/twice.html")]
pub struct ShowTwice {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// All of it in a sentence.
    pub all: String,
    /// By field: what, how often, of how many people.
    pub rows: Vec<(String, String, String)>,
}

/// By field, the most often first: how often it was recorded again within 30 days, and of how many people. What was
/// recorded three times counts twice.
pub fn by_field(all: &[Again]) -> Vec<(String, i64, i64)> {
    let mut fields: BTreeMap<&str, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
    for one in all.iter().filter(|one| Day::of(one.first_at).days_until(Day::of(one.again_at)) <= WITHIN) {
        let (times, people) = fields.entry(&one.field).or_default();
        times.insert((one.entry_id, one.person_id));
        people.insert(one.person_id);
    }
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut rows: Vec<_> = fields
        .into_iter()
        .map(|(field, (times, people))| (field.to_owned(), n(times.len()), n(people.len())))
        .collect();
    rows.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    rows
}

/// Shows what was recorded twice in the last twelve months: it counts, and names nobody.
pub async fn show_twice(db: Db, actor: Actor) -> Result<Page<ShowTwice>, Fault> {
    let (now, today) = (actor.now, Day::of(actor.now));
    let (rows, packs) = db
        .report(&actor, "report", "facts recorded twice".to_owned(), move |c, scope| {
            let from = today.plus_months(-MONTHS).start();
            let again = twice::again(c, scope.tenant(), (from, now))?;
            Ok((by_field(&again), cases::work::packs::packs(c, scope.tenant(), today)?))
        })
        .await?;
    let label = |id: &str| {
        let field = packs.iter().flat_map(|pack| &pack.fields).find(|field| field.id == id);
        field.map_or_else(|| id.to_owned(), |field| field.label.clone())
    };
    let total: i64 = rows.iter().map(|(_, times, _)| times).sum();
    Ok(Page(ShowTwice {
        shell: shell(&actor, "Facts recorded twice", "")
            .intro("The same fact of a person, written down in two of their cases within 30 days."),
        nav: nav(&actor, "/time/exercises"),
        all: format!(
            "In the last twelve months a fact was written down again {}.",
            count(total, "time", "times")
        ),
        rows: rows
            .iter()
            .map(|(field, times, of)| (label(field), kernel::words::thousands(*times), people(*of)))
            .collect(),
    }))
}

impl ui::Samples for ShowTwice {
    const NAME: &'static str = "time-twice";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |rows| Self {
            shell: Shell::new("Facts recorded twice", "Caseloads"),
            nav: SubNav::new("Time", "", Vec::new()),
            all: "In the last twelve months a fact was written down again 12 times.".to_owned(),
            rows,
        };
        let row = ("Is an interpreter needed?".to_owned(), "12".to_owned(), "9 people".to_owned());
        vec![("full", page(vec![row])), ("empty", page(Vec::new()))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;
    use uuid::Uuid;

    #[test]
    fn what_is_recorded_three_times_counts_twice() {
        let at = |day: &str| Day::parse(day).expect("a day").at(9, 0);
        let again = |field: &str, person: u128, entry: u128, first: &str, later: &str| Again {
            field: field.to_owned(),
            person_id: Id::from_uuid(Uuid::from_u128(person)),
            first_at: at(first),
            entry_id: Uuid::from_u128(entry),
            again_at: at(later),
        };
        let all = [
            // Three times: the second after the first, the third after both.
            again("language", 1, 2, "2026-11-01", "2026-11-05"),
            again("language", 1, 3, "2026-11-01", "2026-11-09"),
            again("language", 1, 3, "2026-11-05", "2026-11-09"),
            again("language", 2, 4, "2026-10-01", "2026-10-31"),
            // One day too late.
            again("interpreter", 2, 4, "2026-09-30", "2026-10-31"),
            again("health", 3, 5, "2026-11-01", "2026-11-01"),
        ];
        assert_eq!(by_field(&all), [("language".to_owned(), 3, 2), ("health".to_owned(), 1, 1)]);
    }
}
