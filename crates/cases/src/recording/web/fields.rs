//! Fields that a note and its correction share: when it happened, and what is kept apart.

use crate::recording::{
    model::{Alone, Found, Marks, numbers},
    store,
};
use access::{Db, Fault, PersonRef, Write};
use kernel::{Day, Form, Instant};
use ui::Choice;

/// When it happened: the day typed at the time typed, now where nothing was.
pub fn read_when(form: &mut Form, now: Instant) -> Instant {
    let today = Day::of(now);
    let day = form.opt_day("on").unwrap_or(today);
    let time = form.text("at");
    let at = match (time.as_str(), parse_time(&time)) {
        ("", _) if day == today => now,
        ("", _) => day.at(12, 0),
        (_, Some((hour, minute))) => day.at(hour, minute),
        (_, None) => {
            form.error("at", "Enter a time like 16:30 or 4.30pm.");
            now
        }
    };
    if at > now {
        form.error("on", "Enter a time that has passed. Put what is to come under what happens next.");
    }
    at
}

/// `16:30`, `1630`, `4.30pm`, `4pm`.
pub fn parse_time(text: &str) -> Option<(i8, i8)> {
    let text = text.to_lowercase().replace(' ', "");
    let (digits, shift) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(rest), _) => (rest.to_owned(), Some(12)),
        (_, Some(rest)) => (rest.to_owned(), Some(0)),
        _ => (text, None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((h, m)) => (h.parse::<i8>().ok()?, m.parse::<i8>().ok()?),
        None if digits.len() == 4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        None => (digits.parse().ok()?, 0),
    };
    let hour = match shift {
        Some(shift) if (1..=12).contains(&hour) => hour % 12 + shift,
        Some(_) => return None,
        None => hour,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// The names of the fields that keep things apart.
pub const MARKS: [&str; 6] = ["seen", "alone", "said", "saw", "thinks", "reported"];

/// Whether the person was seen alone, to choose from.
pub fn alones() -> Vec<Choice> {
    Alone::ALL.iter().map(|alone| Choice::new(alone.code(), alone.label())).collect()
}

/// What is kept apart; all of it may be left empty.
pub fn read_marks(form: &mut Form) -> Marks {
    Marks {
        seen: form.opt_text("seen", 300),
        alone: Alone::parse(form.value("alone")),
        said: form.opt_text("said", 10_000),
        saw: form.opt_text("saw", 10_000),
        thinks: form.opt_text("thinks", 10_000),
        reported: form.opt_text("reported", 10_000),
    }
}

/// Every field of a note and of a correction that holds words.
const WORDS: [&str; 9] =
    ["summary", "said", "saw", "thinks", "reported", "seen", "with_whom", "next_what", "why"];

/// Telephone numbers and postcodes typed into the words of a note or of its correction, wherever they stand.
pub fn typed_numbers(form: &Form) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for one in WORDS.iter().flat_map(|name| numbers(form.value(name))) {
        if !found.iter().any(|known| known.words() == one.words()) {
            found.push(one);
        }
    }
    found
}

/// Asks once whether a number or a postcode is to stay in a note about somebody who has a safety marker: there it
/// would be read by more people than the record of addresses is.
pub async fn ask_first(db: &Db, person: &PersonRef<Write>, form: &mut Form) -> Result<(), Fault> {
    let found = typed_numbers(form);
    if found.is_empty() || form.value("keep_numbers") == "yes" {
        return Ok(());
    }
    if db.view(person, |c, permit| store::has_safety_marker(c, permit)).await? {
        form.error("summary", ask_about(&found));
    }
    Ok(())
}

/// What to ask when a number was typed about somebody who has a safety marker; it stands on the field.
pub fn ask_about(found: &[Found]) -> String {
    let typed: Vec<&str> = found.iter().map(Found::words).collect();
    format!(
        "You typed {}, and this person has a safety marker. Put this in the address record instead? Take it out \
         here, or tick the box to keep it in the note.",
        typed.join(" and ")
    )
}

#[cfg(test)]
mod tests {
    use super::parse_time;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, time) in [
            ("16:30", Some((16, 30))),
            ("1630", Some((16, 30))),
            ("4.30pm", Some((16, 30))),
            ("4 PM", Some((16, 0))),
            ("12am", Some((0, 0))),
            ("12pm", Some((12, 0))),
            ("9", Some((9, 0))),
            ("25:00", None),
            ("13pm", None),
            ("9:61", None),
            ("soon", None),
        ] {
            assert_eq!(parse_time(text), time, "{text}");
        }
    }
}
