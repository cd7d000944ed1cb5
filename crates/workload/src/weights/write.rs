//! A pack of weights as text: TOML written out whole, so that it is read again as the same.

use super::model::{Effect, Fact, Weights, When};
use std::fmt::Write as _;

/// The whole text of a pack. [`read`](super::read) gives the same pack back.
pub fn write(pack: &Weights) -> String {
    let mut out = String::new();
    for (key, value) in [("id", &pack.id), ("name", &pack.name)] {
        line(&mut out, key, &text(value));
    }
    line(&mut out, "version", &pack.version.to_string());
    line(&mut out, "effective_from", &text(&pack.effective_from.to_string()));
    for (key, value) in [("point", &pack.point), ("source", &pack.source), ("about", &pack.about)] {
        line(&mut out, key, &text(value));
    }
    line(&mut out, "adjustment", &pack.adjustment.to_string());
    line(&mut out, "contact", &number(pack.contact.in_hundredths()));
    if let Some(week) = pack.full_week {
        line(&mut out, "full_week", &format!("{{ points = {}, hours = {} }}", week.points, week.hours));
    }
    for base in &pack.bases {
        out.push_str("\n[[bases]]\n");
        line(&mut out, "name", &text(&base.name));
        line(&mut out, "points", &number(base.points.in_hundredths()));
        line(&mut out, "when", &when(&base.when));
    }
    for change in &pack.changes {
        out.push_str("\n[[changes]]\n");
        line(&mut out, "name", &text(&change.name));
        let counts = match change.counts {
            Effect::Add(points) => format!("{{ add = {} }}", number(points.in_hundredths())),
            Effect::Percent(percent) => format!("{{ percent = {percent} }}"),
            Effect::Of(percent) => format!("{{ of = {percent} }}"),
        };
        line(&mut out, "counts", &counts);
        line(&mut out, "when", &when(&change.when));
    }
    out
}

fn line(out: &mut String, key: &str, value: &str) {
    // A String never refuses.
    let _infallible = writeln!(out, "{key} = {value}");
}

/// Points with two places at most, and none where they are whole.
fn number(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:02}") }
}

/// A basic string of TOML.
fn text(words: &str) -> String {
    let mut out = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() => {
                let _infallible = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

fn when(facts: &When) -> String {
    let each = facts.iter().map(|(fact, one)| {
        let value = match one {
            super::OneOf::One(value) => text(value),
            super::OneOf::Any(values) => {
                format!("[{}]", values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", "))
            }
        };
        format!("{} = {value}", key(*fact))
    });
    format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
}

/// A fact as a pack names it.
const fn key(fact: Fact) -> &'static str {
    match fact {
        Fact::Pack => "pack",
        Fact::Stage => "stage",
        Fact::Risk => "risk",
        Fact::Also => "also",
        Fact::Court => "court",
        Fact::New => "new",
        Fact::Interpreter => "interpreter",
        Fact::Travel => "travel",
        Fact::Waiting => "waiting",
        Fact::Shared => "shared",
        Fact::Tier => "tier",
        Fact::Setting => "setting",
    }
}

#[cfg(test)]
mod tests {
    use super::{super::shipped, write};
    use crate::{Points, weights::read};

    #[test]
    fn what_is_written_is_read_again_as_the_same() {
        for pack in shipped() {
            assert_eq!(read(&write(pack)).as_ref(), Ok(pack));
        }
        let mut odd = shipped()[0].clone();
        odd.name = "A \"quoted\" name\\ with\na line".to_owned();
        odd.bases[0].points = Points::hundredths(705);
        odd.bases[1].points = Points::hundredths(5);
        assert_eq!(read(&write(&odd)), Ok(odd));
    }
}
