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
    /// Whether there is an exit plan.
    pub exit: bool,
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

/// What is wrong with what is said of the exit plan: the field, and the remedy. What is left needs words, and so does
/// that there never was a plan; where the pack wants one (`wanted`), no plan was met that is not `there`.
pub fn exit_problem(
    met: ExitMet,
    words: &str,
    wanted: bool,
    there: bool,
) -> Option<(&'static str, &'static str)> {
    match met {
        ExitMet::None if words.is_empty() => {
            Some(("exit_words", "Say why there was no exit plan, and who carries on."))
        }
        ExitMet::None => None,
        _ if wanted && !there => Some((
            "exit_met",
            "No exit plan is written in this case. Write it first, or say that there was none and why.",
        )),
        ExitMet::Partly | ExitMet::NotMet if words.is_empty() => {
            Some(("exit_words", "Say what is left, and who carries on with it."))
        }
        _ => None,
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

/// What a need is called in a list of things to do, and the page of the case where it is done: the closing form, where
/// that asks for it.
pub fn words(pack: &Pack, need: &Need) -> (String, String) {
    match need {
        Need::ExitPlan => ("Say whether the exit plan was met".to_owned(), "/close#exit_met".to_owned()),
        Need::ActionsMoved => ("Finish or hand on what is open".to_owned(), "/close#actions".to_owned()),
        other => crate::work::words::need(pack, other),
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
        let there =
            There { met: ["risk:matrix", "view"].map(str::to_owned).into(), open_actions: 0, exit: false };
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
