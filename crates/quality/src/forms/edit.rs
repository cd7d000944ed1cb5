//! Changes to a form that is being edited, and what was typed for them. Pure.

use super::{
    check::PAGES,
    model::{Criterion, How, ReviewForm, Section},
};
use crate::auto::Rule;
use kernel::Form;

/// The longest id of a section or criterion.
pub const MOST_ID: usize = 8;
/// The longest sentence.
pub const MOST: usize = 400;
/// The most that a criterion may weigh.
pub const MOST_WEIGHT: i64 = 100;

/// Where a criterion goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the one above it in its section.
    Up,
    /// After the one below it in its section.
    Down,
    /// Out of the form.
    Out,
}

impl Step {
    /// Reads what a button sends.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "up" => Self::Up,
            "down" => Self::Down,
            "out" => Self::Out,
            _ => return None,
        })
    }
}

/// Moves a criterion one place within its section, or takes it out; nothing happens at the ends.
pub fn go(form: &mut ReviewForm, id: &str, step: Step) {
    let Some(at) = form.criteria.iter().position(|one| one.id == id) else { return };
    let section = form.criteria[at].section.clone();
    let same = |one: &Criterion| one.section == section;
    let other = match step {
        Step::Out => {
            form.criteria.remove(at);
            return;
        }
        Step::Up => form.criteria[..at].iter().rposition(same),
        Step::Down => form.criteria[at + 1..].iter().position(same).map(|n| at + 1 + n),
    };
    if let Some(other) = other {
        form.criteria.swap(at, other);
    }
}

/// Puts a criterion in the place of the one that had the id `old`; a new one comes after the last of its section.
pub fn put(form: &mut ReviewForm, old: Option<&str>, criterion: Criterion) {
    let known = old.and_then(|old| form.criteria.iter().position(|one| one.id == old));
    if let Some(at) = known.filter(|at| form.criteria[*at].section == criterion.section) {
        form.criteria[at] = criterion;
        return;
    }
    if let Some(at) = known {
        form.criteria.remove(at);
    }
    let last = form.criteria.iter().rposition(|one| one.section == criterion.section);
    let at = last.map_or(form.criteria.len(), |last| last + 1);
    form.criteria.insert(at, criterion);
}

/// What was typed about a criterion; `None` with the errors on their fields. `old` is the id it had.
pub fn criterion(typed: &mut Form, form: &ReviewForm, old: Option<&str>) -> Option<Criterion> {
    let id = typed.need_text("id", MOST_ID, "Give it a short id, such as A1.");
    if !id.is_empty() && !is_id(&id) {
        typed.error("id", "Use letters and digits only, such as A1.");
    }
    if old != Some(id.as_str()) && form.criterion(&id).is_some() {
        typed.error("id", format!("{id} is taken. Choose another id."));
    }
    let words = typed.need_text("words", MOST, "Write what good casework does here.");
    let section = typed.text("section");
    if !form.sections.iter().any(|known| known.id == section) {
        typed.error("section", "Choose the section it stands in.");
    }
    let weight = weight(typed, "weight");
    let how = typed.one_of("how", How::parse, "Say who answers it.");
    let rule = typed.text("rule");
    match how {
        Some(How::Judge) if !rule.is_empty() => {
            typed.error("rule", "A person judges this alone: choose no rule, or another answer above.");
        }
        Some(How::Auto | How::AutoAndJudge) if Rule::parse(&rule).is_none() => {
            typed.error("rule", "Choose the rule that proposes the answer from facts.");
        }
        _ => {}
    }
    let charter = typed.text("charter").parse().unwrap_or(0);
    let look = typed.text("look");
    if !PAGES.iter().any(|(code, _)| *code == look) || !(0..=7).contains(&charter) {
        typed.error("look", "Choose a page of the case.");
    }
    let ask = typed.need_text("ask", MOST, "Write what the reviewer should ask themselves.");
    typed.is_good().then(|| Criterion {
        id,
        section,
        words: one_line(&words),
        weight: weight.unwrap_or(0),
        how: how.unwrap_or(How::Judge),
        rule,
        critical: typed.value("critical") == "yes",
        charter,
        look,
        ask: one_line(&ask),
    })
}

/// A criterion as its page has it.
pub fn typed(criterion: &Criterion) -> Form {
    let mut form = Form::default();
    for (field, value) in [
        ("id", criterion.id.as_str()),
        ("words", &criterion.words),
        ("section", &criterion.section),
        ("weight", &criterion.weight.to_string()),
        ("how", criterion.how.code()),
        ("rule", &criterion.rule),
        ("critical", if criterion.critical { "yes" } else { "" }),
        ("charter", &criterion.charter.to_string()),
        ("look", &criterion.look),
        ("ask", &criterion.ask),
    ] {
        form.set(field, value);
    }
    form
}

/// Puts what was typed about the head of a form, its sections and its weights into it; errors stand on their fields.
pub fn head(typed: &mut Form, form: &mut ReviewForm, kinds: &[(String, String)]) {
    form.name = one_line(&typed.need_text("name", 100, "Give it the name that people see."));
    form.about = one_line(&typed.need_text("about", MOST, "Say in a sentence what it asks."));
    form.source = one_line(&typed.need_text("source", MOST, "Say who wrote it, and from what."));
    let ticked = kinds.iter().filter(|(id, _)| typed.value(&format!("pack-{id}")) == "yes");
    form.packs = ticked.map(|(id, _)| id.clone()).collect();
    if let Some((first, _)) = kinds.first().filter(|_| form.packs.is_empty()) {
        typed.error(&format!("pack-{first}"), "Choose the kinds of case it reviews.");
    }
    for criterion in &mut form.criteria {
        if let Some(weight) = weight(typed, &format!("w-{}", criterion.id)) {
            criterion.weight = weight;
        }
    }
    sections(typed, form);
}

/// A section whose heading is emptied goes, unless criteria stand in it; a new one comes last.
fn sections(typed: &mut Form, form: &mut ReviewForm) {
    let mut kept = Vec::new();
    for section in &form.sections {
        let field = format!("s-{}", section.id);
        let title = one_line(&typed.opt_text(&field, 100));
        let used = form.criteria.iter().any(|one| one.section == section.id);
        if !title.is_empty() {
            kept.push(Section { id: section.id.clone(), title });
        } else if used {
            typed.error(&field, "Criteria stand in it. Give it a heading, or move them first.");
            kept.push(section.clone());
        }
    }
    let (id, title) = (typed.opt_text("new-id", MOST_ID), one_line(&typed.opt_text("new-title", 100)));
    if title.is_empty() && id.is_empty() {
        form.sections = kept;
        return;
    }
    if !is_id(&id) || kept.iter().any(|known| known.id == id) {
        typed.error("new-id", "Give the new section a letter of its own.");
    } else if title.is_empty() {
        typed.error("new-title", "Give the new section a heading.");
    } else {
        kept.push(Section { id, title });
        // It is in the form from now on; the fields are for another one.
        typed.set("new-id", "");
        typed.set("new-title", "");
    }
    form.sections = kept;
}

/// The head of a form as its page has it.
pub fn typed_head(form: &ReviewForm) -> Form {
    let mut typed = Form::default();
    typed.set("name", form.name.as_str());
    typed.set("about", form.about.as_str());
    typed.set("source", form.source.as_str());
    form.packs.iter().for_each(|pack| typed.set(&format!("pack-{pack}"), "yes"));
    form.sections.iter().for_each(|section| typed.set(&format!("s-{}", section.id), section.title.as_str()));
    form.criteria.iter().for_each(|one| typed.set(&format!("w-{}", one.id), one.weight.to_string()));
    typed
}

fn weight(typed: &mut Form, field: &str) -> Option<i64> {
    let found = typed.text(field).parse().ok().filter(|weight| (1..=MOST_WEIGHT).contains(weight));
    if found.is_none() {
        typed.error(field, "Write a whole number from 1 to 100.");
    }
    found
}

/// Whether a text can be the id of a section or criterion: letters and digits, few of them.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= MOST_ID && text.chars().all(|c| c.is_ascii_alphanumeric())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::shipped;

    fn ids(form: &ReviewForm) -> String {
        form.criteria.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn criteria_move_within_their_section_and_go() {
        let mut form = shipped()[0].clone();
        form.criteria.truncate(8); // A1 to A5, B1 to B3
        go(&mut form, "A1", Step::Up);
        go(&mut form, "A2", Step::Up);
        assert_eq!(ids(&form), "A2 A1 A3 A4 A5 B1 B2 B3");
        go(&mut form, "A5", Step::Down);
        go(&mut form, "B1", Step::Up);
        go(&mut form, "B1", Step::Down);
        assert_eq!(ids(&form), "A2 A1 A3 A4 A5 B2 B1 B3", "never out of the section");
        go(&mut form, "A3", Step::Out);
        let new = Criterion { id: "A9".to_owned(), ..form.criteria[0].clone() };
        put(&mut form, None, new);
        assert_eq!(ids(&form), "A2 A1 A4 A5 A9 B2 B1 B3", "a new one comes last in its section");
        let moved = Criterion { section: "B".to_owned(), ..form.criteria[0].clone() };
        put(&mut form, Some("A2"), moved);
        assert_eq!(ids(&form), "A1 A4 A5 A9 B2 B1 B3 A2");
    }

    #[test]
    fn what_was_typed_is_taken_over_or_told_at_its_field() {
        let form = shipped()[0].clone();
        for known in &form.criteria {
            let mut same = typed(known);
            assert_eq!(criterion(&mut same, &form, Some(&known.id)).as_ref(), Some(known));
        }
        let said = |changes: &[(&str, &str)]| {
            let mut typed = typed(&form.criteria[0]);
            for (field, value) in changes {
                typed.set(field, *value);
            }
            let _none = criterion(&mut typed, &form, Some("A1"));
            typed.errors().iter().map(|(field, _)| field.clone()).collect::<Vec<_>>()
        };
        assert_eq!(said(&[("id", "A2")]), ["id"]);
        assert_eq!(said(&[("id", "A 1")]), ["id"]);
        assert_eq!(said(&[("weight", "0"), ("words", " "), ("ask", "")]), ["words", "weight", "ask"]);
        assert_eq!(said(&[("how", "judge")]), ["rule"]);
        assert_eq!(said(&[("rule", "")]), ["rule"]);
        assert_eq!(said(&[("section", "Z"), ("look", "tools")]), ["section", "look"]);
    }

    #[test]
    fn head_sections_and_weights_are_taken_over() {
        let mut form = shipped()[0].clone();
        let kinds: Vec<_> = form.packs.iter().map(|id| (id.clone(), id.clone())).collect();
        let before = form.clone();
        let mut same = typed_head(&form);
        head(&mut same, &mut form, &kinds);
        assert!(same.is_good() && form == before);
        let mut typed = typed_head(&form);
        for (field, value) in
            [("w-A1", "five"), ("s-A", ""), ("new-id", "G"), ("new-title", "Later"), ("name", " ")]
        {
            typed.set(field, value);
        }
        for (id, _) in &kinds {
            typed.set(&format!("pack-{id}"), "");
        }
        head(&mut typed, &mut form, &kinds);
        let fields: Vec<&str> = typed.errors().iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["name", &format!("pack-{}", kinds[0].0), "w-A1", "s-A"]);
        assert_eq!(form.sections.last().map(|section| section.id.as_str()), Some("G"));
        assert_eq!(form.criteria[0].weight, 3, "a wrong weight changes nothing");
        // A section without criteria goes with its heading.
        let mut typed = typed_head(&form);
        typed.set("s-G", "");
        head(&mut typed, &mut form, &kinds);
        assert_eq!(form.sections, before.sections);
    }
}
