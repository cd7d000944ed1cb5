//! Which reviews somebody asks for: a period, and a team, an area, a kind of case or a form.

use crate::results::store::read::Choice;
use access::NOBODY;
use kernel::{Day, Form};
use ui::query;
use uuid::Uuid;

/// Months shown unless somebody chooses: two years make a control chart. Alongside default.
const MONTHS: i64 = 24;
/// The longest period, in months.
const MOST: i64 = 240;

/// What is asked for, and what of it could not be read.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the store is asked.
    pub choice: Choice,
    /// As it was typed, with errors.
    pub form: Form,
}

impl Asked {
    /// Reads the query of an address. A month that is none is told in the form, and the usual period is shown.
    pub fn read(mut form: Form, today: Day) -> Self {
        let this = first_of(today);
        let to = month(&mut form, "to", this);
        let from = month(&mut form, "from", to.plus_months(1 - MONTHS).min(to));
        let (mut from, mut to) = (from, to);
        if from > to {
            form.error("from", "The first month is after the last. Choose an earlier one.");
            (from, to) = (this.plus_months(1 - MONTHS), this);
        }
        if from < to.plus_months(1 - MOST) {
            form.error("from", "Choose at most 20 years.");
            from = to.plus_months(1 - MONTHS);
        }
        let id = |name: &str| Uuid::parse_str(form.value(name)).unwrap_or(NOBODY);
        let choice = Choice {
            from: text(from),
            to: text(to),
            until: to.plus_months(1).plus(-1),
            team: id("team"),
            area: id("area"),
            kind: form.value("kind").trim().to_owned(),
            form: form.value("form").trim().to_owned(),
        };
        Self { choice, form }
    }

    /// An address that asks for the same, with some of it changed; an empty value takes it away.
    pub fn link(&self, path: &str, changed: &[(&str, &str)]) -> String {
        let choice = &self.choice;
        let id = |id: Uuid| if id == NOBODY { String::new() } else { id.simple().to_string() };
        let (team, area) = (id(choice.team), id(choice.area));
        let mut pairs = vec![
            ("from", choice.from.as_str()),
            ("to", &choice.to),
            ("team", &team),
            ("area", &area),
            ("kind", &choice.kind),
            ("form", &choice.form),
        ];
        pairs.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        pairs.extend_from_slice(changed);
        query(path, &pairs)
    }

    /// Whether nothing is chosen but the period.
    pub fn is_whole(&self) -> bool {
        let choice = &self.choice;
        choice.team == NOBODY && choice.area == NOBODY && choice.kind.is_empty() && choice.form.is_empty()
    }
}

/// The first day of a day's month.
fn first_of(day: Day) -> Day {
    Day::new(day.year(), day.month(), 1).unwrap_or(day)
}

/// `2026-11`.
pub fn text(month: Day) -> String {
    month.to_string().chars().take(7).collect()
}

/// A month as it is typed: `2026-11`.
pub fn parse_month(typed: &str) -> Option<Day> {
    if typed.len() == 7 { Day::parse(&format!("{typed}-01")).ok() } else { None }
}

fn month(form: &mut Form, name: &str, usual: Day) -> Day {
    let typed = form.value(name).trim().to_owned();
    if typed.is_empty() {
        return usual;
    }
    parse_month(&typed).unwrap_or_else(|| {
        form.error(name, "Write a month like 2026-11.");
        usual
    })
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use kernel::{Day, Form};

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Asked::read(Form::new(pairs), Day::parse("2026-11-20").expect("a day"))
    }

    #[test]
    fn two_years_are_shown_unless_somebody_chooses() {
        let usual = asked(&[]);
        assert_eq!((usual.choice.from.as_str(), usual.choice.to.as_str()), ("2024-12", "2026-11"));
        assert_eq!(usual.choice.until, Day::parse("2026-11-30").expect("a day"));
        assert!(usual.is_whole() && usual.form.is_good());
        let chosen = asked(&[("from", "2011-11"), ("to", "2013-03"), ("kind", "noise")]);
        assert_eq!((chosen.choice.from.as_str(), chosen.choice.to.as_str()), ("2011-11", "2013-03"));
        assert_eq!(
            chosen.link("/reviews/results", &[("team", "7")]),
            "/reviews/results?from=2011-11&to=2013-03&kind=noise&team=7"
        );
        assert_eq!(chosen.link("/x", &[("kind", "")]), "/x?from=2011-11&to=2013-03");
    }

    #[test]
    fn what_is_no_month_is_told_at_its_field() {
        for (pairs, field) in [
            ([("from", "last year"), ("to", "")], "from"),
            ([("from", ""), ("to", "2026-13")], "to"),
            ([("from", "2026-05"), ("to", "2026-04")], "from"),
            ([("from", "1900-01"), ("to", "2026-04")], "from"),
        ] {
            let asked = asked(&pairs);
            assert_eq!(asked.form.errors().iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(), [field]);
        }
    }
}
