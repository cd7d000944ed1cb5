//! What was asked and answered, as entries of a chronology: one for each form that was filled in.

use super::{Kind, Line};
use crate::facts::model::{Known, Value};
use packs::Pack;

/// An entry for each form that was filled in, with its answers in the pack's order; facts of one entry stand together.
/// What the client does not see is left out where it goes `outside`.
pub(super) fn lines(facts: &[Known], pack: &Pack, outside: bool) -> Vec<Line> {
    facts.chunk_by(|a, b| a.entry_id == b.entry_id).filter_map(|entry| line(entry, pack, outside)).collect()
}

fn line(entry: &[Known], pack: &Pack, outside: bool) -> Option<Line> {
    let first = entry.first()?;
    let form = pack.form(&first.form);
    let mut answers: Vec<(usize, String)> = entry
        .iter()
        .filter(|known| !matches!(known.value, Value::Nothing))
        .filter_map(|known| {
            let place = pack.fields.iter().position(|field| field.id == known.field)?;
            let field = &pack.fields[place];
            if outside && !field.withheld.is_empty() {
                return None;
            }
            let later = if known.superseded_at.is_some() { " (another answer came later)" } else { "" };
            let label = field.label.trim_end_matches('?');
            Some((place, format!("{label}: {}{later}", known.value.words(pack, field))))
        })
        .collect();
    if answers.is_empty() {
        return None;
    }
    answers.sort();
    let mut more: Vec<String> = answers.into_iter().map(|(_, words)| words).collect();
    more.push(format!("Written down by {}, {}.", first.by, first.recorded_at.long()));
    let what = form.map_or("Recorded", |form| &form.title).to_owned();
    Some(Line { on: first.occurred_on, at: None, kind: Kind::Fact, what, more })
}
