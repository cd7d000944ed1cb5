//! How a case stands, as people see it: the stages with what made them so, what the present ones still need, and the
//! clocks in plain words. Pure.

use super::{
    store::worked::{ClockLine, StageLine, Worked},
    words,
};
use crate::facts::model::Known;
use ::packs::{
    Pack,
    clock::{State, explain, not_counted, skipped},
    model::{ClockRule, Ends, Event, Need, Stage, Variant},
};
use access::CaseId;
use kernel::{
    Day,
    calendar::{Calendar, Mode},
    words::count,
};
use ui::{Tag, Task, TaskList};

/// A stage of the pack, as the case stands to it.
#[derive(Clone, Debug, Default)]
pub struct StageView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Whether the case is in it.
    pub here: bool,
    /// Whether it was left or skipped and the case is not in it.
    pub done: bool,
    /// How it stands, in a word; `None` for what has not come yet.
    pub tag: Option<Tag>,
    /// From when to when, and what made it so; one line for each time.
    pub times: Vec<String>,
    /// What it needs, with links; empty unless the case is in it.
    pub needs: TaskList,
    /// How many of its needs are missing, though it was left; 0 for none.
    pub missing: usize,
}

/// A clock, in words.
#[derive(Clone, Debug, Default)]
pub struct ClockView {
    /// Its id.
    pub id: String,
    /// Which run of it.
    pub nth: i64,
    /// Its name, with the number of the run where there are several.
    pub name: String,
    /// Its last day, or how it ended.
    pub when: String,
    /// The same for machines.
    pub date: String,
    /// How near it is.
    pub tag: Option<Tag>,
    /// All about it: the end, who says so, day 1.
    pub words: String,
    /// The rule in plain words, and what happens at the end.
    pub rule: String,
    /// Where the rule holds and for which starts: "Jurisdiction: England. For starts since 3 April 2018."
    pub law: String,
    /// Whether it still runs or is paused.
    pub open: bool,
    /// Whether it is paused.
    pub paused: bool,
}

/// What a case has, so that it is known what it still needs.
pub struct Has<'a> {
    /// Its pack.
    pub pack: &'a Pack,
    /// How it stands.
    pub worked: &'a Worked,
    /// What is known.
    pub known: &'a [Known],
    /// Whether a worker has it.
    pub allocated: bool,
    /// Whether something is left open.
    pub open_actions: bool,
}

impl Has<'_> {
    /// Whether a need is met.
    pub fn is_met(&self, need: &Need) -> bool {
        let happened = |event: Event| {
            let event = event.to_string();
            self.worked.events.iter().any(|tally| tally.id == event)
        };
        let met = |words: String| self.worked.met.contains(&words);
        match need {
            Need::Fact(id) => self.known.iter().any(|k| k.field == *id && k.value.is_said()),
            Need::Form(id) => self.worked.forms.iter().any(|tally| tally.id == *id),
            Need::Decision(id) => happened(Event::Decision(id.clone())),
            Need::Letter(id) => happened(Event::Letter(id.clone())),
            Need::Contact => happened(Event::Contact),
            Need::PlanAgreed => happened(Event::PlanAgreed),
            Need::Allocated => self.allocated || happened(Event::Allocated),
            Need::ActionsMoved => !self.open_actions,
            Need::Risk(id) => met(format!("risk:{id}")),
            Need::ContactRule => met("contact-rule".to_owned()),
            Need::Plan => met("plan".to_owned()),
            Need::ExitPlan => met("exit-plan".to_owned()),
            Need::Survey => met("survey".to_owned()),
            Need::View => met("view".to_owned()),
        }
    }

    /// A need as a line of a task list: done, looked at and not finished, or not looked at.
    pub fn task(&self, case: CaseId, need: &Need) -> Task {
        let (words, place) = words::need(self.pack, need);
        let href = if place.is_empty() { place } else { format!("/cases/{case}{place}") };
        let begun = matches!(need, Need::Form(id) if self.worked.drafts.contains(id) || self.is_begun(id));
        match (self.is_met(need), begun) {
            (true, _) => Task::done(words, href),
            (false, true) => Task::begun(words, href),
            (false, false) => Task::untouched(words, href),
        }
    }

    /// Whether something of a form that was never filled in is known already.
    fn is_begun(&self, form: &str) -> bool {
        self.pack.form(form).is_some_and(|form| {
            form.fields.iter().any(|f| self.known.iter().any(|k| k.field == f.field && k.value.is_said()))
        })
    }

    /// Every stage of the pack, in its order.
    pub fn stages(&self, case: CaseId) -> Vec<StageView> {
        self.pack.stages.iter().map(|stage| self.stage(case, stage)).collect()
    }

    fn stage(&self, case: CaseId, stage: &Stage) -> StageView {
        let lines: Vec<&StageLine> =
            self.worked.stages.iter().filter(|line| line.stage == stage.id).collect();
        let here = lines.iter().any(|line| !line.skipped && line.left_on.is_none());
        let (left, skipped) =
            (lines.iter().any(|line| line.left_on.is_some()), lines.iter().any(|line| line.skipped));
        let missing = stage.needs.iter().filter(|need| !self.is_met(need)).count();
        let done = !here && (left || skipped);
        let tag = match (here, left, skipped) {
            (true, ..) if missing == 0 && !stage.needs.is_empty() => Some(Tag::good("All done")),
            (true, ..) => Some(Tag::info("Now")),
            (_, true, _) if missing > 0 => Some(Tag::warn(format!("{missing} missing"))),
            (_, true, _) => Some(Tag::good("Done")),
            (_, _, true) => Some(Tag::plain("Skipped")),
            _ => None,
        };
        let tasks =
            if here { stage.needs.iter().map(|need| self.task(case, need)).collect() } else { Vec::new() };
        StageView {
            id: stage.id.clone(),
            name: stage.name.clone(),
            purpose: stage.purpose.clone(),
            here,
            done,
            tag,
            times: lines.iter().map(|line| self.time(stage, line)).collect(),
            needs: TaskList { tasks },
            missing: if done && left { missing } else { 0 },
        }
    }

    /// "Since 1 April 2026, because the case was opened".
    fn time(&self, stage: &Stage, line: &StageLine) -> String {
        let when = match line.left_on {
            _ if line.skipped => format!("Skipped on {}", line.entered_on.long()),
            None => format!("Since {}", line.entered_on.long()),
            Some(left) if left == line.entered_on => format!("On {}", left.long()),
            Some(left) => format!("{} to {}", line.entered_on.long(), left.long()),
        };
        let enter = match &stage.enter {
            Some(event) => Some(event.clone()),
            None if self.pack.stages.first().is_some_and(|first| first.id == stage.id) => Some(Event::Opened),
            None => None,
        };
        match enter {
            _ if !line.reason.is_empty() => format!("{when}, by {}: {}", line.by, line.reason),
            Some(event) => format!("{when}, because {}", words::because(self.pack, &event)),
            None if !line.by.is_empty() => format!("{when}, by {}", line.by),
            None => when,
        }
    }

    /// Every run of every clock, open ones first.
    pub fn clocks(&self, today: Day, calendar: &Calendar) -> Vec<ClockView> {
        self.worked.clocks.iter().map(|line| self.clock(line, today, calendar)).collect()
    }

    fn clock(&self, line: &ClockLine, today: Day, calendar: &Calendar) -> ClockView {
        let open = matches!(line.state, State::Running | State::Paused);
        let rule = self.pack.clock(&line.clock, line.starts_on);
        let ends = rule.map_or(Ends::Overdue, |rule| rule.ends);
        let several = self.worked.clocks.iter().any(|other| other.clock == line.clock && other.nth > 1);
        let name = rule.map_or(line.clock.clone(), |rule| rule.name.clone());
        let due = line.due_at.map_or_else(|| line.due_on.long(), kernel::Instant::long);
        let when = match (line.state, line.ended_on) {
            (State::Met, Some(day)) => format!("Met on {}", day.long()),
            (State::Late, Some(day)) => format!("Met late, on {}", day.long()),
            (State::Stopped, Some(day)) if ends == Ends::Automatic && day == line.due_on => {
                format!("Ended on {}", day.long())
            }
            (State::Stopped, Some(day)) => format!("Stopped on {}", day.long()),
            _ => due.clone(),
        };
        let mut told = rule.map_or(String::new(), |rule| {
            self.variant(rule, line, calendar).map_or(&rule.rule, |variant| &variant.rule).clone()
        });
        if let Some(rule) = rule.filter(|rule| !rule.ends_words.is_empty()) {
            told = format!("{told} {}", rule.ends_words);
        }
        ClockView {
            id: line.clock.clone(),
            nth: line.nth,
            name: if several { format!("{name} ({})", line.nth) } else { name },
            when,
            date: line.due_on.to_string(),
            tag: Some(near(line, ends, today)),
            words: self.told(line, &due, calendar),
            rule: told,
            law: rule.map_or(String::new(), |rule| self.law(rule)),
            open,
            paused: line.state == State::Paused,
        }
    }

    /// The variant that set the last day. The facts of the case say which; those of a form that repeats belong to one
    /// entry and not to the case, so there the last day itself tells.
    fn variant<'r>(&self, rule: &'r ClockRule, line: &ClockLine, calendar: &Calendar) -> Option<&'r Variant> {
        let codes = |field: &str| -> Vec<String> {
            self.known.iter().filter(|k| k.field == field).flat_map(|k| k.value.codes().to_vec()).collect()
        };
        let said = rule.variant(&codes);
        let gives_it = |variant: Option<&Variant>| {
            explain(rule, line.starts_on, variant, calendar)
                .is_ok_and(|explained| explained.due == line.first_due_on)
        };
        let mut all = [said, None].into_iter().chain(rule.variants.iter().map(Some));
        all.find(|variant| gives_it(*variant)).unwrap_or(said)
    }

    /// Where a rule holds, and for which starts.
    fn law(&self, rule: &ClockRule) -> String {
        let starts = rule.held().map_or(String::new(), |held| format!(" For starts {held}."));
        format!("Jurisdiction: {}.{starts}", self.pack.jurisdiction)
    }

    /// "Relief duty ends 26 May 2026. Statute: Housing Act 1996 s.189B. Day 1 was 1 April 2026."
    fn told(&self, line: &ClockLine, due: &str, calendar: &Calendar) -> String {
        let Some(rule) = self.pack.clock(&line.clock, line.starts_on) else { return String::new() };
        let moved = line.due_on != line.first_due_on;
        let variant = self.variant(rule, line, calendar);
        let days = line.due_at.map_or_else(Vec::new, |end| skipped(rule, line.starts_on, end));
        // A run keeps its last moment alone; hours of real time lead back to the first, where all of them count.
        let since = line
            .due_at
            .filter(|_| rule.mode == Mode::H && !moved && days.is_empty())
            .map(|at| at.plus_seconds(-3600 * variant.map_or(rule.n, |variant| variant.n)));
        let plain = explain(rule, line.starts_on, variant, calendar)
            .map_or_else(|_| format!("{} ends {due}.", rule.name), |explained| explained.told(due, since));
        let plain = if days.is_empty() { plain } else { format!("{plain}{}", not_counted(&days)) };
        if !moved {
            return plain;
        }
        format!("{plain} It was {} at first.", line.first_due_on.long())
    }
}

/// How near a clock is, in words.
fn near(line: &ClockLine, ends: Ends, today: Day) -> Tag {
    let days = today.days_until(line.due_on);
    match (line.state, ends) {
        (State::Met, _) => Tag::good("In time"),
        (State::Late, _) => Tag::bad("Late"),
        (State::Stopped, Ends::Automatic) if line.ended_on == Some(line.due_on) => Tag::plain("Ended"),
        (State::Stopped, _) => Tag::plain("Stopped"),
        (State::Paused, _) => Tag::plain("Paused"),
        (State::Running, Ends::Overdue) if days < 0 => {
            Tag::bad(format!("Overdue by {}", count(-days, "day", "days")))
        }
        (State::Running, Ends::Notice) if days < 0 => Tag::bad("May be ended by notice"),
        (State::Running, _) if days < 0 => Tag::bad("Has passed"),
        (State::Running, _) if days == 0 => Tag::bad("Last day today"),
        (State::Running, _) if line.near_on <= today => {
            Tag::warn(format!("{} left", count(days, "day", "days")))
        }
        (State::Running, _) => Tag::plain(format!("{} left", count(days, "day", "days"))),
    }
}
