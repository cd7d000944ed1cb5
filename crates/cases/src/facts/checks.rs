//! What would make a return wrong, as packs say it: asked of a case as it is recorded, and of a form as it is filled
//! in. Pure.
//!
//! A check warns and never blocks: what is wrong in a return may be true of a life.

use super::model::{Known, Value};
use ::packs::{
    Pack,
    model::{Check, Condition, Form, OPENED},
};
use kernel::Day;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One thing that is said of a field.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'a> {
    /// Codes, where it has any.
    pub codes: &'a [String],
    /// A day, where it holds one.
    pub day: Option<Day>,
    /// Whether there is a value, and not only the reason why there is none.
    pub has_value: bool,
    /// The entry, where it is one of several of a form that repeats.
    pub entry: Option<Uuid>,
}

impl<'a> Saying<'a> {
    fn new(value: &'a Value, entry: Option<Uuid>) -> Self {
        let day = if let Value::Day(day) = value { Some(*day) } else { None };
        let has_value = value.is_said() && !matches!(value, Value::Absent(_));
        Self { codes: value.codes(), day, has_value, entry }
    }
}

/// What a case says: where the checks read.
pub trait Told {
    /// Everything that is said of a field; an answer that was taken back is not.
    fn said(&self, field: &str) -> Vec<Saying<'_>>;
    /// The case's first day.
    fn opened_on(&self) -> Day;
    /// Its risk band; empty where nothing is weighed.
    fn band(&self) -> &str;
    /// Whether somebody has this part in it.
    fn has_party(&self, role: &str) -> bool;
}

/// The checks that speak of a case, errors first.
pub fn wrong<'p>(pack: &'p Pack, told: &dyn Told) -> Vec<&'p Check> {
    let mut found: Vec<&Check> = pack.checks.iter().filter(|check| speaks(check, told)).collect();
    found.sort_by_key(|check| check.level);
    found
}

fn speaks(check: &Check, told: &dyn Told) -> bool {
    let value = |field: &String| told.said(field).iter().any(|saying| saying.has_value);
    check.when.iter().all(|when| holds(when, told)) && check.said.iter().all(value) && breaks(check, told)
}

/// Whether what the check's rule forbids is so; always where it has none.
fn breaks(check: &Check, told: &dyn Told) -> bool {
    if !check.needs.is_empty() {
        return told.said(&check.needs).is_empty();
    }
    if let Some(order) = &check.order {
        let (firsts, thens) = (days(told, &order.first), days(told, &order.then));
        return thens
            .iter()
            .any(|then| firsts.iter().any(|first| together(first, then) && then.day < first.day));
    }
    check.lacks.is_empty() || !told.has_party(&check.lacks)
}

/// A day as it stands in a case; with its entry, where that is one of several.
struct Dated {
    day: Day,
    entry: Option<Uuid>,
}

/// The days of a field, or that of the case's opening.
fn days(told: &dyn Told, field: &str) -> Vec<Dated> {
    if field == OPENED {
        return vec![Dated { day: told.opened_on(), entry: None }];
    }
    told.said(field).iter().filter_map(|s| Some(Dated { day: s.day?, entry: s.entry })).collect()
}

/// Days of two entries of a form have nothing to do with each other.
fn together(a: &Dated, b: &Dated) -> bool {
    a.entry.is_none() || b.entry.is_none() || a.entry == b.entry
}

fn holds(when: &Condition, told: &dyn Told) -> bool {
    if when.field == "case.band" {
        return when.is.iter().any(|band| band == told.band());
    }
    told.said(&when.field).iter().flat_map(|saying| saying.codes).any(|code| when.is.contains(code))
}

/// The field of a form at which a check speaks: the one to be answered or corrected, else one it hangs on. `None`
/// where the form asks none of them.
pub fn speaks_at<'p>(check: &'p Check, form: &Form) -> Option<&'p str> {
    mentions(check).find(|field| form.fields.iter().any(|asked| asked.field == *field))
}

/// Whether a form can put right what a check says: it asks for the answer that is missing, or for one of the days.
pub fn is_mended_by(check: &Check, form: &Form) -> bool {
    let asks = |field: &str| form.fields.iter().any(|asked| asked.field == field);
    let order = check.order.as_ref().is_some_and(|order| asks(&order.then) || asks(&order.first));
    order || asks(&check.needs)
}

/// The fields a check reads, those to be answered or corrected first.
pub fn mentions(check: &Check) -> impl Iterator<Item = &str> {
    let order = check.order.iter().flat_map(|order| [order.then.as_str(), order.first.as_str()]);
    let when = check.when.iter().map(|when| when.field.as_str());
    std::iter::once(check.needs.as_str())
        .chain(order)
        .chain(when)
        .chain(check.said.iter().map(String::as_str))
}

/// A case as a form sees it: what is recorded, under what stands in the form.
pub struct Filled<'a> {
    /// The values that hold, those of the form in place of what was recorded.
    pub values: BTreeMap<String, Value>,
    /// The entries of a form that repeats.
    pub entries: &'a [Known],
    /// The case's first day.
    pub opened_on: Day,
    /// Its risk band.
    pub band: &'a str,
    /// The parts that somebody has in it.
    pub roles: &'a [String],
}

impl Told for Filled<'_> {
    fn said(&self, field: &str) -> Vec<Saying<'_>> {
        let single = self.values.get(field).filter(|value| value.is_said());
        let entries = self.entries.iter().filter(|known| known.field == field && known.value.is_said());
        let entries = entries.map(|known| Saying::new(&known.value, Some(known.entry_id)));
        single.map(|value| Saying::new(value, None)).into_iter().chain(entries).collect()
    }

    fn opened_on(&self) -> Day {
        self.opened_on
    }

    fn band(&self) -> &str {
        self.band
    }

    fn has_party(&self, role: &str) -> bool {
        self.roles.iter().any(|known| known == role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Value {
        Value::Day(Day::parse(text).unwrap())
    }

    fn words(values: &[(&str, Value)], roles: &[&str]) -> Vec<String> {
        let pack = ::packs::shipped_pack("homelessness-england").unwrap();
        let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        let filled = Filled {
            values: values.iter().map(|(field, value)| ((*field).to_owned(), value.clone())).collect(),
            entries: &[],
            opened_on: Day::parse("2026-07-01").unwrap(),
            band: "",
            roles: &roles,
        };
        wrong(pack, &filled).into_iter().map(|check| check.id.clone()).collect()
    }

    #[test]
    fn a_duty_before_its_application_is_said_and_a_partner_who_is_missing() {
        let couple = Value::Codes(vec!["couple".to_owned()]);
        assert_eq!(words(&[], &[]), Vec::<String>::new());
        assert_eq!(
            words(
                &[("application_on", day("2026-07-03")), ("prevention_accepted_on", day("2026-07-02"))],
                &[]
            ),
            ["prevention-before-application"]
        );
        assert_eq!(
            words(
                &[("application_on", day("2026-07-02")), ("prevention_accepted_on", day("2026-07-02"))],
                &[]
            ),
            Vec::<String>::new()
        );
        assert_eq!(words(&[("household_type", couple.clone())], &["subject"]), ["couple-without-partner"]);
        assert_eq!(words(&[("household_type", couple)], &["subject", "partner"]), Vec::<String>::new());
    }

    #[test]
    fn a_check_speaks_at_the_field_that_is_to_be_corrected() {
        let pack = ::packs::shipped_pack("homelessness-england").unwrap();
        for check in &pack.checks {
            let places: Vec<&str> = pack.forms.iter().filter_map(|form| speaks_at(check, form)).collect();
            assert!(!places.is_empty(), "{} speaks on no form", check.id);
        }
    }
}
