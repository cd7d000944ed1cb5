//! What is to happen: mostly something is booked, sometimes it is overdue, sometimes there is nothing at all.

use crate::{
    draw::working,
    facts::Fact,
    happened::Written,
    household::{Households, Resident},
    words,
};
use cases::model::{ActionKind, NewAction};
use kernel::Day;

/// The walking-tour officer's appointments on the demo's own day.
const TODAY: [(i8, i8); 4] = [(9, 30), (11, 0), (15, 0), (16, 30)];

impl Households<'_> {
    /// What is booked in an open case, and some of what was done in it.
    pub fn next_steps(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written) {
        let draw = self.draw;
        for _ in 0..draw.weighted(&[(34, 0), (40, 1), (26, 2)]) {
            self.done_before(facts, me, case);
        }
        let steps =
            if case.help.worker.is_none() { 1 } else { draw.weighted(&[(22, 0), (44, 1), (25, 2), (9, 3)]) };
        for _ in 0..steps {
            let due = self.as_at.plus(draw.weighted(&[
                (11, -draw.between(1, 6)),
                (6, -draw.between(7, 35)),
                (9, 0),
                (44, draw.between(1, 10)),
                (30, draw.between(11, 45)),
            ]));
            // Offices are closed at weekends, so what fell on one was moved on.
            let due = if due < self.as_at { self.casework.office_day(due) } else { working(due) };
            facts.push(self.step(me, case, due, None));
        }
        self.today(facts, me, case);
    }

    /// Gives the tour's officer a day: the first of her people to be drawn have an appointment with her.
    fn today(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written) {
        if case.help.worker != Some(self.tour) {
            return;
        }
        let n = self.appointments.get();
        if let Some((hour, minute)) = TODAY.get(n) {
            self.appointments.set(n + 1);
            facts.push(self.step(me, case, self.as_at, Some((*hour, *minute))));
        }
    }

    fn step(&self, me: &Resident, case: &Written, due_on: Day, at: Option<(i8, i8)>) -> Fact {
        let draw = self.draw;
        let steps: Vec<_> =
            case.kind.steps.iter().filter(|(kind, _)| at.is_none() || *kind != ActionKind::Task).collect();
        let &(kind, what) = draw.pick(&steps);
        let due_at = match at {
            Some((hour, minute)) => Some(due_on.at(hour, minute)),
            None if kind == ActionKind::Task || draw.percent(15) => None,
            None => Some(draw.office_time(due_on)),
        };
        let booked = self.casework.office_day(due_on.min(self.as_at).plus(-draw.between(2, 20)));
        let booked = booked.max(case.help.opened_on).min(self.as_at.plus(-1));
        let (owner, owner_name) = self.owner(me, case);
        Fact::Action(Box::new(NewAction {
            action_id: draw.uuid(),
            person: me.id,
            case: Some(case.id),
            kind,
            what: what.to_owned(),
            owner: owner.map(|w| self.worker(w).id),
            owner_name,
            due_on: due_on.max(booked),
            due_at,
            recorded_at: draw.office_time(booked),
            recorded_by: self.worker(case.by).id,
        }))
    }

    /// Whose a step is: mostly the worker's, sometimes a colleague's, the person's own or the family's.
    fn owner(&self, me: &Resident, case: &Written) -> (Option<usize>, String) {
        let Some(worker) = case.help.worker else { return (None, "Duty desk".to_owned()) };
        if worker == self.tour {
            return (Some(worker), String::new());
        }
        match self.draw.index(100) {
            0..84 => (Some(worker), String::new()),
            84..93 => (Some(self.world.colleague(self.draw, worker)), String::new()),
            93..97 => (None, me.voice.name.clone()),
            _ => (None, "Family".to_owned()),
        }
    }

    /// Something that was to happen and did.
    fn done_before(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written) {
        let draw = self.draw;
        let age = case.help.opened_on.days_until(self.as_at);
        if age < 6 {
            return;
        }
        let due_on =
            self.casework.office_day(self.as_at.plus(-draw.between(2, age - 3))).max(case.help.opened_on);
        let Fact::Action(action) = self.step(me, case, due_on, None) else { return };
        let done_on = self.casework.office_day(due_on.plus(draw.weighted(&[
            (70, 0),
            (20, 1),
            (10, draw.between(2, 9)),
        ])));
        let (id, done_on) = (action.action_id, done_on.max(due_on));
        facts.push(Fact::Action(action));
        facts.push(Fact::Done(me.id, id, done_on, draw.pick(&words::DONE)));
    }
}
