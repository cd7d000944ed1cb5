//! What closing needs, and whether it is there.

use kernel::Day;
use packs::{Pack, model::Need};
use std::collections::BTreeSet;
use ui::Task;

kernel::text_enum! {
    /// Whether the person said what they think of the ending.
    pub enum View {
        /// They did.
        Said = "said", "They said";
        /// They did not want to.
        Declined = "declined", "They did not want to say";
        /// They could not be reached.
        NotReached = "not_reached", "They could not be reached";
    }
}

kernel::text_enum! {
    /// Whether the exit plan was met.
    pub enum ExitMet {
        /// All of it.
        Met = "met", "Yes";
        /// Some of it.
        Partly = "partly", "In part";
        /// None of it.
        NotMet = "not_met", "No";
        /// There was none.
        None = "none", "There was no exit plan";
    }
}

kernel::text_enum! {
    /// Whether the person is asked how it was.
    pub enum Survey {
        /// They are.
        Queue = "queue", "Ask them";
        /// They do not want it.
        NotWanted = "not_wanted", "They do not want to be asked";
        /// It would not be safe.
        Unsafe = "unsafe", "It would not be safe to ask";
    }
}

kernel::text_enum! {
    /// How far a closing is.
    pub enum ClosingState {
        /// Being prepared.
        Begun = "begun", "Being prepared";
        /// Waits for a team leader.
        Asked = "asked", "Waits for a team leader";
        /// Closed.
        Closed = "closed", "Closed";
        /// Opened again.
        Reopened = "reopened", "Opened again";
    }
}

/// What a case has, as packs write needs: `risk:matrix`, `form:assessment`, `plan-agreed`; and what is open.
#[derive(Clone, Debug, Default)]
pub struct There {
    /// What there is.
    pub met: BTreeSet<String>,
    /// Next actions that are still the service's own.
    pub open_actions: i64,
}

impl There {
    /// Whether a need is met. The person's view, the survey and the exit plan are met by what the closing form says,
    /// which the caller adds to `met`.
    pub fn has(&self, need: &Need) -> bool {
        match need {
            Need::ActionsMoved => self.open_actions == 0,
            other => self.met.contains(&written(other)),
        }
    }
}

/// A need as packs write it.
pub fn written(need: &Need) -> String {
    match need {
        Need::Fact(id) => format!("fact:{id}"),
        Need::Form(id) => format!("form:{id}"),
        Need::Risk(id) => format!("risk:{id}"),
        Need::Decision(id) => format!("decision:{id}"),
        Need::Letter(id) => format!("letter:{id}"),
        Need::Contact => "contact".to_owned(),
        Need::ContactRule => "contact-rule".to_owned(),
        Need::Plan => "plan".to_owned(),
        Need::PlanAgreed => "plan-agreed".to_owned(),
        Need::ExitPlan => "exit-plan".to_owned(),
        Need::Allocated => "allocated".to_owned(),
        Need::ActionsMoved => "actions-moved".to_owned(),
        Need::Survey => "survey".to_owned(),
        Need::View => "view".to_owned(),
    }
}

/// What a need is called in a list of things to do, and the page of the case where it is done.
pub fn words(pack: &Pack, need: &Need) -> (String, String) {
    let name =
        |found: Option<&String>, id: &str| found.cloned().unwrap_or_else(|| id.replace(['-', '_'], " "));
    let form_of = |field: &str| {
        pack.forms
            .iter()
            .find(|form| form.fields.iter().any(|f| f.field == field))
            .map(|form| form.id.clone())
    };
    match need {
        Need::Fact(id) => {
            let place = form_of(id).map(|form| format!("/forms/{form}")).unwrap_or_default();
            (name(pack.field(id).map(|f| &f.label), id), place)
        }
        Need::Form(id) => (name(pack.form(id).map(|f| &f.title), id), format!("/forms/{id}")),
        Need::Risk(id) => {
            let tool = name(pack.risk_tool(id).map(|t| &t.name), id);
            (format!("Weigh the risk: {tool}"), format!("/risk/weigh?tool={id}"))
        }
        Need::Decision(id) => {
            let kind = name(pack.decision(id).map(|d| &d.name), id);
            (format!("Decide: {kind}"), format!("/decisions/new?kind={id}"))
        }
        Need::Letter(id) => {
            (format!("Send: {}", name(pack.letter(id).map(|l| &l.title), id)), "/letters".to_owned())
        }
        Need::Contact => ("Reach the person".to_owned(), "/contact".to_owned()),
        Need::ContactRule => ("Agree how to be in touch".to_owned(), "/contact".to_owned()),
        Need::Plan => (format!("{}: a step with an owner and a date", pack.plan.name), "/plan".to_owned()),
        Need::PlanAgreed => (format!("{}: agreed", pack.plan.name), "/plan".to_owned()),
        Need::ExitPlan => ("Say whether the exit plan was met".to_owned(), "/close#exit_met".to_owned()),
        Need::Allocated => ("Give the case to a worker".to_owned(), "/allocate".to_owned()),
        Need::ActionsMoved => ("Finish or hand on what is open".to_owned(), "/close#actions".to_owned()),
        Need::Survey => ("Say whether they are asked how it was".to_owned(), "/close#survey".to_owned()),
        Need::View => ("Write down their own view".to_owned(), "/close#view".to_owned()),
    }
}

/// What closing needs, as a task list.
pub fn tasks(pack: &Pack, case: &str, there: &There) -> Vec<Task> {
    pack.closing
        .needs
        .iter()
        .map(|need| {
            let (what, place) = words(pack, need);
            let href = if place.is_empty() { String::new() } else { format!("{case}{place}") };
            if there.has(need) { Task::done(what, href) } else { Task::untouched(what, href) }
        })
        .collect()
}

/// What is missing, in words.
pub fn missing(pack: &Pack, there: &There) -> Vec<String> {
    pack.closing.needs.iter().filter(|need| !there.has(need)).map(|need| words(pack, need).0).collect()
}

/// The last day on which coming back is shown as such.
pub fn watch_until(closed: Day, watch_days: i64) -> Day {
    closed.plus(watch_days.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_met_by_what_is_written_of_it() {
        let there = There { met: ["risk:matrix", "view"].map(str::to_owned).into(), open_actions: 0 };
        for (need, met) in [
            ("risk:matrix", true),
            ("risk:other", false),
            ("view", true),
            ("survey", false),
            ("actions-moved", true),
            ("form:matrix", false),
        ] {
            let parsed = Need::parse(need).expect("a need");
            assert_eq!(there.has(&parsed), met, "{need}");
            assert_eq!(written(&parsed), need, "it is written as packs write it");
        }
        let busy = There { open_actions: 1, ..there };
        assert!(!busy.has(&Need::ActionsMoved));
    }

    #[test]
    fn ninety_days_are_counted_from_the_day_after_closing() {
        let day = |text: &str| Day::parse(text).expect("a day");
        assert_eq!(watch_until(day("2026-11-20"), 90), day("2027-02-18"));
        assert_eq!(watch_until(day("2026-11-20"), 0), day("2026-11-20"));
    }
}
