//! What a fact holds, how it is read from what was typed and how it is shown. Pure.

use ::packs::{
    Pack,
    model::{Condition, Field, FieldKind, Keeps, Whose},
};
use access::{CaseId, PersonId, UserId};
use kernel::{Day, Instant, form::parse_day};
use std::collections::BTreeMap;
use uuid::Uuid;

kernel::text_enum! {
    /// Why there is no value.
    pub enum Absent {
        /// Asked, and nobody knows.
        NotKnown = "not_known", "Not known";
        /// Asked, and they would rather not say.
        Declined = "declined", "Declined to say";
        /// Not asked yet, on purpose.
        NotAsked = "not_asked", "Not asked";
        /// It makes no sense here.
        NotApplicable = "not_applicable", "Does not apply";
    }
}

/// What a fact holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing was ever said.
    #[default]
    Nothing,
    /// It is said why there is no value.
    Absent(Absent),
    /// Words.
    Text(String),
    /// A day.
    Day(Day),
    /// A number or an amount of money, in hundredths.
    Hundredths(i64),
    /// One code, or several where the field takes several, sorted.
    Codes(Vec<String>),
}

impl Value {
    /// Whether something is said, be it why there is no value.
    pub fn is_said(&self) -> bool {
        *self != Self::Nothing
    }

    /// Its codes; none for anything else.
    pub fn codes(&self) -> &[String] {
        match self {
            Self::Codes(codes) => codes,
            _ => &[],
        }
    }

    /// As it is typed into a field of a form.
    pub fn typed(&self, kind: FieldKind) -> String {
        match self {
            Self::Nothing | Self::Absent(_) => String::new(),
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.long(),
            Self::Hundredths(n) => hundredths_words(*n, kind == FieldKind::Money),
            Self::Codes(codes) => codes.first().cloned().unwrap_or_default(),
        }
    }

    /// In words, as a page shows it; empty when nothing is said.
    pub fn words(&self, pack: &Pack, field: &Field) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Absent(why) => why.label().to_owned(),
            Self::Codes(codes) => {
                let list = pack.list(&field.list).map(|list| list.codes.as_slice()).unwrap_or_default();
                let mut codes: Vec<&String> = codes.iter().collect();
                codes.sort_by_key(|code| list.iter().position(|known| known.code == **code));
                codes.into_iter().map(|code| code_words(pack, field, code)).collect::<Vec<_>>().join(", ")
            }
            Self::Hundredths(n) if field.kind == FieldKind::Money => {
                let sign = if *n < 0 { "-" } else { "" };
                format!("{sign}£{}", hundredths_words(n.abs(), true))
            }
            _ => self.typed(field.kind),
        }
    }
}

/// A code in words. A code that its list does not have any more is shown as it is.
pub fn code_words(pack: &Pack, field: &Field, code: &str) -> String {
    if field.kind == FieldKind::YesNo {
        return if code == "yes" { "Yes" } else { "No" }.to_owned();
    }
    let list = pack.list(&field.list);
    let known = list.and_then(|list| list.codes.iter().find(|known| known.code == code));
    known.map_or_else(|| code.to_owned(), |known| known.label.clone())
}

/// `1,250.50`; whole numbers without decimals unless they are money.
fn hundredths_words(n: i64, money: bool) -> String {
    let (sign, n) = (if n < 0 { "-" } else { "" }, n.unsigned_abs());
    let whole = kernel::words::thousands(i64::try_from(n / 100).unwrap_or(i64::MAX));
    match n % 100 {
        0 if !money => format!("{sign}{whole}"),
        cents if !money && cents % 10 == 0 => format!("{sign}{whole}.{}", cents / 10),
        cents => format!("{sign}{whole}.{cents:02}"),
    }
}

/// Reads `1250`, `1,250.5` or `£1,250.50` as hundredths; `None` for anything else.
pub fn parse_hundredths(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('£').replace([',', ' '], "");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let (sign, whole) = whole.strip_prefix('-').map_or((1, whole), |rest| (-1, rest));
    if whole.is_empty() || whole.len() > 13 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    Some(sign * (whole.parse::<i64>().ok()? * 100 + cents))
}

/// Reads what was typed into a field. [`Value::Nothing`] for an empty one; the remedy when it cannot be used.
/// A retired code may stay where it stood before, and is not offered to anybody else.
pub fn read(pack: &Pack, field: &Field, typed: &[String], before: &Value) -> Result<Value, String> {
    let text = typed.first().map_or("", |text| text.trim());
    if text.is_empty() {
        return Ok(Value::Nothing);
    }
    match field.kind {
        FieldKind::Text => short(text, 300).map(Value::Text),
        FieldKind::LongText => short(text, 20_000).map(Value::Text),
        FieldKind::Day => parse_day(text)
            .map(Value::Day)
            .ok_or_else(|| "Enter a real date, like 22 11 2026 or 22 November 2026.".to_owned()),
        FieldKind::Number => parse_hundredths(text)
            .map(Value::Hundredths)
            .ok_or_else(|| "Enter a number with two decimals at most, like 3 or 2.5.".to_owned()),
        FieldKind::Money => parse_hundredths(text)
            .map(Value::Hundredths)
            .ok_or_else(|| "Enter pounds and pence, like 1,250.50.".to_owned()),
        FieldKind::YesNo if matches!(text, "yes" | "no") => Ok(Value::Codes(vec![text.to_owned()])),
        FieldKind::YesNo => Err("Choose yes or no.".to_owned()),
        FieldKind::Code | FieldKind::Codes => {
            let offered = pack.list(&field.list).map(|list| list.codes.as_slice()).unwrap_or_default();
            let good = |code: &String| {
                before.codes().contains(code) || offered.iter().any(|c| c.code == *code && !c.retired)
            };
            if typed.iter().all(good) {
                let mut codes = typed.to_vec();
                codes.sort_unstable();
                Ok(Value::Codes(codes))
            } else {
                Err("Choose from the list. An answer you sent is not offered any more.".to_owned())
            }
        }
    }
}

fn short(text: &str, most: usize) -> Result<String, String> {
    match text.chars().count() {
        length if length > most => Err(format!("Use {most} characters or fewer. You have {length}.")),
        _ => Ok(text.to_owned()),
    }
}

/// Whether a condition holds of what is known.
pub fn holds(condition: &Condition, known: &BTreeMap<String, Value>) -> bool {
    known
        .get(&condition.field)
        .is_some_and(|value| condition.is.iter().any(|code| value.codes().contains(code)))
}

/// A fact as it is known.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which field.
    pub field: String,
    /// What it holds.
    pub value: Value,
    /// The entry it belongs to.
    pub entry_id: Uuid,
    /// The case in which it was recorded.
    pub case: CaseId,
    /// The form it was recorded with.
    pub form: String,
    /// The day it is true of.
    pub occurred_on: Day,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Who wrote it down.
    pub by: String,
    /// When something took its place, if it did.
    pub superseded_at: Option<Instant>,
}

impl Known {
    /// `Recorded on 3 May 2026 by Priya Shah`, and of which day it is true where that is another.
    pub fn provenance(&self) -> String {
        let day = Day::of(self.recorded_at);
        let true_of = if day == self.occurred_on {
            String::new()
        } else {
            format!(", true of {}", self.occurred_on.long())
        };
        format!("Recorded on {} by {}{true_of}", day.long(), self.by)
    }
}

/// An answer to be recorded.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Which field.
    pub field: String,
    /// Whether it is a fact of the person, known in all their cases.
    pub of_person: bool,
    /// What it holds; [`Value::Nothing`] takes an earlier answer back.
    pub value: Value,
    /// What it is of the person's own record.
    pub keeps: Keeps,
}

impl Answer {
    /// An answer to a field.
    pub fn new(field: &Field, value: Value) -> Self {
        Self { field: field.id.clone(), of_person: field.of == Whose::Person, value, keeps: field.keeps }
    }
}

/// Facts to be recorded together.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The entry.
    pub entry_id: Uuid,
    /// The case in which they are recorded.
    pub case: CaseId,
    /// The person they are about.
    pub person: PersonId,
    /// Which form of the pack.
    pub form: String,
    /// Whether the form repeats: the entry then stands beside the others.
    pub repeats: bool,
    /// The day they are true of.
    pub occurred_on: Day,
    /// When they are written down.
    pub recorded_at: Instant,
    /// Who writes them down.
    pub recorded_by: UserId,
    /// The answers.
    pub answers: Vec<Answer>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_and_shown_again() {
        for (text, n) in [
            ("£1,250.50", Some(125_050)),
            ("3", Some(300)),
            ("2.5", Some(250)),
            ("-4.05", Some(-405)),
            ("0.01", Some(1)),
            ("1.234", None),
            ("", None),
            ("£", None),
            ("a few", None),
            ("12345678901234", None),
            ("1.2.3", None),
        ] {
            assert_eq!(parse_hundredths(text), n, "{text}");
        }
        assert_eq!(hundredths_words(125_050, true), "1,250.50");
        assert_eq!(hundredths_words(250, false), "2.5");
        assert_eq!(hundredths_words(-405, false), "-4.05");
        assert_eq!(hundredths_words(300, true), "3.00");
    }
}
