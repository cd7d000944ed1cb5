//! The one renderer: a template's places are filled from the record, for one audience.
//!
//! Nothing is printed as a blank. A place that no letter knows, one that the record cannot fill, and one that this
//! audience may not have are problems, each with its remedy; then there is no text at all.

use super::model::Audience;
use kernel::Day;
use std::collections::BTreeMap;

/// What the record holds for the places of a template.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Values by place: `person`, `clock:relief`, `fact:need`. A place that is not here or is empty cannot be filled.
    pub values: BTreeMap<String, String>,
    /// Facts that belong to the person the case is about rather than to the case.
    pub personal: Vec<String>,
    /// Whether the letter goes to the person the case is about.
    pub to_subject: bool,
    /// Decisions that were made, oldest first: kind, what was decided, why.
    pub decisions: Vec<(String, String, String)>,
    /// Names of the decisions that the letter tells of, where none of them is made.
    pub awaits: String,
}

impl Places {
    /// Adds a value.
    pub fn set(&mut self, place: &str, value: impl Into<String>) {
        self.values.insert(place.to_owned(), value.into());
    }

    /// Sets the decision that a letter tells of: the latest of the kinds whose letter it is; the latest of all
    /// for a letter that belongs to no kind. A kind is its id and its name.
    pub fn set_decision(&mut self, kinds: &[(&str, &str)]) {
        let fits = |(kind, ..): &&(String, String, String)| kinds.iter().any(|(id, _)| id == kind);
        let all = self.decisions.iter();
        let latest = if kinds.is_empty() { all.last() } else { all.rev().find(fits) };
        if let Some((_, decided, why)) = latest.cloned() {
            self.set("decision", decided);
            self.set("reasons", why);
        } else {
            self.awaits = kinds.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(" or ");
        }
    }

    /// Adds a day, as people write it.
    pub fn set_day(&mut self, place: &str, day: Day) {
        self.set(place, day.long());
    }
}

/// Fills a template for an audience. The problems are in the order of the text, each once.
pub fn merge(template: &str, audience: Audience, places: &Places) -> Result<String, Vec<String>> {
    let mut out = String::with_capacity(template.len());
    let mut problems: Vec<String> = Vec::new();
    for part in parts(template) {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Place(place) => match fill(place, audience, places) {
                Ok(value) => out.push_str(value),
                Err(problem) if problems.contains(&problem) => {}
                Err(problem) => problems.push(problem),
            },
        }
    }
    if problems.is_empty() { Ok(out) } else { Err(problems) }
}

/// The places that still stand in a text: what somebody typed or left, and no letter may be sent with.
pub fn left_over(text: &str) -> Vec<&str> {
    parts(text)
        .into_iter()
        .filter_map(|part| match part {
            Part::Place(place) => Some(place),
            Part::Words(_) => None,
        })
        .collect()
}

enum Part<'a> {
    Words(&'a str),
    Place(&'a str),
}

/// Cuts a text at its places: `{`, letters, digits and `_-:.`, `}`. Other braces are words.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let after = &rest[open + 1..];
        let close = after.find('}').filter(|close| {
            let inside = &after[..*close];
            !inside.is_empty()
                && inside.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'))
        });
        if let Some(close) = close {
            found.push(Part::Words(&rest[..open]));
            found.push(Part::Place(&after[..close]));
            rest = &after[close + 1..];
        } else {
            found.push(Part::Words(&rest[..=open]));
            rest = after;
        }
    }
    found.push(Part::Words(rest));
    found
}

fn fill<'a>(place: &str, audience: Audience, places: &'a Places) -> Result<&'a str, String> {
    let (kind, id) = place.split_once(':').unwrap_or((place, ""));
    let missing = remedy(kind, id).ok_or_else(|| {
        format!("{{{place}}} is no place that letters know. Ask whoever keeps the template to correct it.")
    })?;
    let about_subject = matches!(kind, "plan" | "carries_on")
        || (kind == "fact" && places.personal.iter().any(|personal| personal == id));
    if about_subject && !places.to_subject && audience != Audience::Agency {
        return Err(format!(
            "{{{place}}} is about the person this case is for, and the letter is to somebody else. Choose another letter."
        ));
    }
    let undecided = matches!(kind, "decision" | "reasons") && !places.awaits.is_empty();
    match places.values.get(place).map(String::as_str) {
        None | Some("") if undecided => Err(format!(
            "The decision that this letter tells of is not made. Record it first: {}.",
            places.awaits
        )),
        None | Some("") => Err(missing),
        Some(value) => Ok(value),
    }
}

/// What to do where a place cannot be filled; `None` for what is no place.
fn remedy(kind: &str, id: &str) -> Option<String> {
    let plain = match kind {
        "person" | "known_as" => "The person has no name. Add one to their record.",
        "address" => "There is no current address to write. Add one to their record, or choose another way.",
        "today" => "There is no date. Try again.",
        "reference" => "The case has no reference.",
        "worker" => "Nobody has this case. Allocate it first.",
        "worker_phone" => {
            "Nobody's work phone can be given. Allocate the case, or ask for the phone to be added to the account."
        }
        "team" => "The case has no team.",
        "service" => "The service has no name. Ask an administrator to give it one.",
        "decision" => "No decision is recorded. Record it first.",
        "reasons" => "The latest decision has no reasons. Record them first.",
        "carries_on" => "Nobody is named who carries on. Write the exit plan first.",
        "plan" => "There is no plan with a step that is open. Agree one first.",
        "way_back" => "This kind of case says nothing of the way back. Ask whoever keeps the pack.",
        "clock" if !id.is_empty() => {
            return Some(format!(
                "The clock {id} has not started, so it has no date. Record what starts it."
            ));
        }
        "fact" if !id.is_empty() => {
            return Some(format!("{} is not recorded. Record it first.", words(id)));
        }
        _ => return None,
    };
    id.is_empty().then(|| plain.to_owned())
}

/// A field's id in words: `main_need` is "Main need".
fn words(id: &str) -> String {
    let spaced = id.replace(['_', '-', '.'], " ");
    let mut chars = spaced.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let mut places = Places { to_subject: true, ..Places::default() };
        places.set("known_as", "Mina");
        places.set("fact:need", "A lock");
        places.set("fact:health", "Asthma");
        places.set("plan", "- Fit a lock");
        places.set("carries_on", "Her sister");
        places.set("reasons", "");
        places.personal = vec!["health".to_owned()];
        places
    }

    #[test]
    fn places_are_filled_and_other_braces_stay() {
        let merged = merge("Dear {known_as}, {fact:need}. {not a place} {} {", Audience::Client, &places());
        assert_eq!(merged.as_deref(), Ok("Dear Mina, A lock. {not a place} {} {"));
    }

    #[test]
    fn a_blank_is_never_printed() {
        for (template, words) in [
            ("{knownas}", "is no place"),
            ("{clock:}", "is no place"),
            ("{person:x}", "is no place"),
            ("{address}", "no current address"),
            ("{reasons}", "has no reasons"),
            ("{clock:relief}", "clock relief has not started"),
            ("{fact:main_need}", "Main need is not recorded"),
        ] {
            let problems = merge(template, Audience::Client, &places()).unwrap_err();
            assert!(problems.len() == 1 && problems[0].contains(words), "{template}: {problems:?}");
        }
        let twice = merge("{address} and {address} and {decision}", Audience::Client, &places());
        assert_eq!(twice.unwrap_err().len(), 2, "each once");
    }

    #[test]
    fn a_letter_of_a_decision_that_is_not_made_names_it() {
        let made = vec![("panel".to_owned(), "Approved".to_owned(), "It fits.".to_owned())];
        let mut places = Places { decisions: made, ..Places::default() };
        places.set_decision(&[("end", "End of support"), ("stop", "Stop")]);
        let problems = merge("{decision} {reasons}", Audience::Client, &places).unwrap_err();
        let words =
            "The decision that this letter tells of is not made. Record it first: End of support or Stop.";
        assert_eq!(problems, [words], "said once, and no other decision is told instead");
        places.set_decision(&[("panel", "Panel")]);
        assert_eq!(
            merge("{decision} {reasons}", Audience::Client, &places).as_deref(),
            Ok("Approved It fits.")
        );
    }

    #[test]
    fn what_is_about_the_subject_reaches_nobody_else() {
        let other = Places { to_subject: false, ..places() };
        for template in ["{plan}", "{carries_on}", "{fact:health}"] {
            for audience in [Audience::Client, Audience::AllegedPerpetrator] {
                let problems = merge(template, audience, &other).unwrap_err();
                assert!(problems[0].contains("to somebody else"), "{template}: {problems:?}");
            }
            assert!(merge(template, Audience::Agency, &other).is_ok(), "{template}");
        }
        assert!(merge("{fact:need}", Audience::AllegedPerpetrator, &other).is_ok(), "a fact of the case");
    }

    #[test]
    fn what_is_left_over_is_found() {
        assert_eq!(left_over("Dear {known_as}, {x y} {fact:need}"), ["known_as", "fact:need"]);
        assert!(left_over("Dear Mina").is_empty());
    }
}
