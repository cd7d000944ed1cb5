//! Whether the parts of a form fit together.

use super::{
    edit::is_id,
    model::{How, ReviewForm},
};
use crate::auto::Rule;
use packs::{Finding, Problem};
use std::collections::BTreeSet;

/// What all weights of a form add up to.
pub const WHOLE: i64 = 100;
/// Commitments of the charter.
const COMMITMENTS: i64 = 7;
/// Pages of a case on which evidence stands, and what people call them.
pub const PAGES: [(&str, &str); 10] = [
    ("", "The case itself"),
    ("plan", "Plan"),
    ("contact", "Contact"),
    ("risk", "Risk"),
    ("powers", "Tools and powers"),
    ("letters", "Letters"),
    ("decisions", "Decisions"),
    ("clocks", "Clocks"),
    ("history", "History"),
    ("satisfaction", "Satisfaction"),
];

/// Reads a form and checks it: every problem with its line, its field and what to do.
pub fn read(text: &str) -> Result<ReviewForm, Vec<Problem>> {
    packs::read_as(text, |form| [all(form), ids(form)].concat())
}

/// Reads a form that is being edited: only what is no form at all is a problem.
pub(super) fn draft(text: &str) -> Result<ReviewForm, Vec<Problem>> {
    packs::read_as(text, |_: &ReviewForm| Vec::new())
}

/// Ids stand in addresses and names of fields, so they are plain.
fn ids(form: &ReviewForm) -> Vec<Finding> {
    let sections = form.sections.iter().enumerate().map(|(n, one)| (format!("sections[{n}].id"), &one.id));
    let criteria = form.criteria.iter().enumerate().map(|(n, one)| (format!("criteria[{n}].id"), &one.id));
    let twice = form
        .sections
        .iter()
        .enumerate()
        .filter(|(n, one)| form.sections[..*n].iter().any(|before| before.id == one.id));
    let twice: Vec<Finding> = twice
        .map(|(n, one)| Finding {
            field: format!("sections[{n}].id"),
            near: String::new(),
            words: format!("{} stands here twice.", one.id),
            remedy: "Give each section an id of its own.".to_owned(),
        })
        .collect();
    let plain = sections.chain(criteria).filter(|(_, id)| !is_id(id)).map(|(field, id)| Finding {
        field,
        near: String::new(),
        words: format!("{id:?} cannot be an id."),
        remedy: "Use at most eight letters and digits, such as A1.".to_owned(),
    });
    plain.chain(twice).collect()
}

fn all(form: &ReviewForm) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |field: String, words: String, remedy: &str| {
        found.push(Finding { field, near: String::new(), words, remedy: remedy.to_owned() });
    };
    for (field, text) in
        [("id", &form.id), ("name", &form.name), ("source", &form.source), ("about", &form.about)]
    {
        if text.trim().is_empty() {
            add(field.to_owned(), "Nothing is said here.".to_owned(), "Write the words that people see.");
        }
    }
    if form.version < 1 {
        add(
            "version".to_owned(),
            "A version is 1 or more.".to_owned(),
            "Count on from the version in force.",
        );
    }
    if form.packs.is_empty() {
        add(
            "packs".to_owned(),
            "No kind of case is named.".to_owned(),
            "Name the packs whose cases it reviews.",
        );
    }
    let mut seen = BTreeSet::new();
    for (n, criterion) in form.criteria.iter().enumerate() {
        let at = |key: &str| format!("criteria[{n}].{key}");
        if !seen.insert(&criterion.id) {
            add(
                at("id"),
                format!("{} stands here twice.", criterion.id),
                "Give each criterion an id of its own.",
            );
        }
        if !form.sections.iter().any(|section| section.id == criterion.section) {
            add(
                at("section"),
                format!("There is no section {:?}.", criterion.section),
                "Name a section of this form.",
            );
        }
        if criterion.weight < 1 {
            add(
                at("weight"),
                "A weight is 1 or more.".to_owned(),
                "Take the criterion out, or give it a weight.",
            );
        }
        match (criterion.how, criterion.rule.as_str()) {
            (How::Judge, "") => {}
            (How::Judge, _) => {
                add(
                    at("rule"),
                    "A person judges this, so no rule proposes it.".to_owned(),
                    "Take the rule out, or use auto+judge.",
                );
            }
            (_, rule) if Rule::parse(rule).is_none() => {
                add(
                    at("rule"),
                    format!("There is no rule {rule:?}."),
                    "Use one of the rules that docs/reviews.md lists.",
                );
            }
            _ => {}
        }
        if !(0..=COMMITMENTS).contains(&criterion.charter) {
            add(
                at("charter"),
                "The charter has seven commitments.".to_owned(),
                "Write 1 to 7, or leave it out.",
            );
        }
        if !PAGES.iter().any(|(code, _)| *code == criterion.look) {
            add(
                at("look"),
                format!("A case has no page {:?}.", criterion.look),
                "Use plan, contact, risk, powers, letters, decisions, clocks, history or satisfaction.",
            );
        }
    }
    let sum: i64 = form.criteria.iter().map(|criterion| criterion.weight).sum();
    if sum != WHOLE {
        add("criteria".to_owned(), format!("The weights add up to {sum}."), "Make them add up to 100.");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::SHIPPED, read};

    #[test]
    fn every_form_that_ships_is_sound_and_names_packs_that_ship() {
        assert_eq!(SHIPPED.len(), 4);
        for (file, text) in SHIPPED {
            let form = read(text).unwrap_or_else(|problems| panic!("{file}: {}", problems[0]));
            for pack in &form.packs {
                assert!(packs::shipped_pack(pack).is_some(), "{file}: {pack}");
            }
            assert!(form.source.starts_with("Alongside default"), "{file} says whose it is");
        }
        // Each kind of case has one form.
        for pack in packs::shipped() {
            let forms = super::super::shipped().iter().filter(|form| form.packs.contains(&pack.id));
            assert_eq!(forms.count(), 1, "{}", pack.id);
        }
    }

    #[test]
    fn the_documentation_lists_every_rule() {
        let docs = include_str!("../../../../docs/reviews.md");
        for rule in crate::auto::Rule::ALL {
            let line = format!("| `{}` | {} |", rule.code(), rule.label());
            assert!(docs.contains(&line), "docs/reviews.md lacks: {line}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_line_and_field() {
        let (_, good) = SHIPPED[0];
        for (from, to, field, words) in [
            ("weight = 3\n", "weight = 4\n", "criteria", "The weights add up to 101."),
            ("id = \"A2\"", "id = \"A1\"", "criteria[1].id", "A1 stands here twice."),
            (
                "rule = \"acknowledged\"",
                "rule = \"answered\"",
                "criteria[0].rule",
                "There is no rule \"answered\".",
            ),
            ("section = \"F\"", "section = \"Z\"", "section", "There is no section \"Z\"."),
            ("look = \"clocks\"", "look = \"tools\"", "criteria[0].look", "A case has no page \"tools\"."),
            ("charter = 3", "charter = 8", "criteria[0].charter", "The charter has seven commitments."),
            ("version = 1", "version = 0", "version", "A version is 1 or more."),
            ("weight = 3\n", "wait = 3\n", "criteria[0].wait", "There is no key wait here."),
        ] {
            let text = good.replacen(from, to, 1);
            assert_ne!(text, good, "{from}");
            let problems = read(&text).expect_err(words);
            let found = problems.iter().find(|problem| problem.words == words);
            let found = found.unwrap_or_else(|| panic!("{words}: {problems:?}"));
            assert!(found.field.ends_with(field), "{} is not {field}", found.field);
            let line = text.lines().nth(found.line - 1).unwrap_or_default();
            assert!(field == "criteria" || line.contains(to.split('=').next().unwrap_or_default()), "{line}");
        }
    }
}
