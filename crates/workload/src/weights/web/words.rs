//! A pack of weights in words.

use super::PackView;
use crate::{
    time::web::show::Names,
    weights::{Effect, Fact, Weights, When},
};

/// All of a pack: each base and each change, with the cases it is for.
pub(super) fn view(pack: &Weights, names: &Names, label: &str) -> PackView {
    PackView {
        name: format!("{}, version {}", pack.name, pack.version),
        labels: [
            format!("Table: points to begin with, {label}"),
            format!("Table: what makes it more or less, {label}"),
        ],
        about: vec![
            pack.about.clone(),
            format!("A point is {}.", pack.point),
            format!("A manager may add or take {} percent, with a reason and an end.", pack.adjustment),
            format!("Numbers: {}.", pack.source.trim_end_matches('.')),
        ],
        bases: pack
            .bases
            .iter()
            .map(|base| (base.points.to_string(), base.name.clone(), cases(&base.when, names)))
            .collect(),
        changes: pack
            .changes
            .iter()
            .map(|change| (effect(change.counts), change.name.clone(), cases(&change.when, names)))
            .collect(),
    }
}

fn effect(counts: Effect) -> String {
    match counts {
        Effect::Add(points) if points < crate::Points::ZERO => format!("{} taken away", -points),
        Effect::Add(points) => format!("{points} added"),
        Effect::Percent(percent) if percent < 0 => {
            format!("{} percent of the points to begin with less", -percent)
        }
        Effect::Percent(percent) => format!("{percent} percent of the points to begin with more"),
        Effect::Of(percent) => format!("{percent} percent of all before"),
    }
}

/// Which cases: `Homelessness; in stage Relief or Review`.
fn cases(when: &When, names: &Names) -> String {
    let kinds = when.get(&Fact::Pack).map_or(&[][..], |kinds| kinds.values());
    let stage = |id: &String| {
        let found = kinds.iter().map(|kind| names.of(kind, id).1).find(|name| name != id);
        found.unwrap_or_else(|| id.clone())
    };
    let each = when.iter().map(|(fact, values)| {
        let all = |name: &dyn Fn(&String) -> String| {
            values.values().iter().map(name).collect::<Vec<_>>().join(" or ")
        };
        match fact {
            Fact::Pack => all(&|id| names.of(id, "").0),
            Fact::Stage => format!("in stage {}", all(&stage)),
            Fact::Risk => format!("{} risk", all(&String::clone)),
            Fact::Also => format!("with an open case of {}", all(&|id| names.of(id, "").0)),
            Fact::Court => "with a formal power or order in use".to_owned(),
            Fact::New => "opened in the last 28 days".to_owned(),
            Fact::Interpreter => "an interpreter or an advocate is needed".to_owned(),
            Fact::Travel => "getting there takes more than half an hour".to_owned(),
            Fact::Waiting => "all that is to be done is a partner's to do".to_owned(),
            Fact::Shared => "somebody works on it beside who holds it".to_owned(),
            Fact::Tier => format!("tier {}", all(&String::clone)),
            Fact::Setting => format!("seen in: {}", all(&String::clone)),
        }
    });
    let words = each.collect::<Vec<_>>().join("; ");
    if words.is_empty() { "any case".to_owned() } else { words }
}
