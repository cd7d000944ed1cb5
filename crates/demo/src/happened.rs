//! A person's cases: what they are about, what happened at each contact, how they ended.

use crate::{
    casework::Help,
    facts::Fact,
    household::{Households, Resident},
    stories,
    told::Told,
    words::{self, KINDS, Kind},
    world::Worker,
};
use access::{CaseId, PersonId};
use cases::model::{Channel, Closing, Direction, NewCase, NewContact, Outcome, PartyRole, reference};
use kernel::Day;
use std::collections::BTreeMap;

/// Cases of each kind that are told at length.
const LONG: u64 = 30;

/// How contacts are made.
const CHANNELS: [(u64, Channel); 9] = [
    (24, Channel::Visit),
    (34, Channel::Phone),
    (10, Channel::Text),
    (11, Channel::Office),
    (5, Channel::Email),
    (2, Channel::Letter),
    (1, Channel::Video),
    (5, Channel::Meeting),
    (8, Channel::Note),
];

/// A case that has been written, for what follows from it.
pub struct Written<'a> {
    /// The case.
    pub id: CaseId,
    /// Its plan.
    pub help: &'a Help,
    /// Its kind.
    pub kind: &'static Kind,
    /// Who writes about it: its worker, or the leader while it waits for one.
    pub by: usize,
}

impl Households<'_> {
    /// All that belongs to the help a resident gets: cases, contacts, steps, and who is around them.
    pub fn helped(&self, facts: &mut Vec<Fact>, residents: &[Resident], n: usize) {
        let me = &residents[n];
        let mut written = Vec::with_capacity(me.help.len());
        for help in &me.help {
            let case = self.case(facts, residents, n, help);
            self.contacts(facts, me, &case);
            written.push(case);
        }
        self.network(facts, residents, n, &written);
        for case in &written {
            let long = self.is_long(case);
            match case.help.closed_on {
                None => self.next_steps(facts, me, case),
                Some(_) if long => {}
                Some(closed_on) => self.close(facts, case, closed_on),
            }
            self.tell(facts, me, case, long);
        }
        if !written.is_empty() {
            self.life(facts, residents, n, &written);
        }
    }

    fn case<'a>(
        &self,
        facts: &mut Vec<Fact>,
        residents: &[Resident],
        n: usize,
        help: &'a Help,
    ) -> Written<'a> {
        let (draw, me, team) = (self.draw, &residents[n], &self.world.teams[help.team]);
        let kind = &KINDS[team.kind];
        let by = help.worker.unwrap_or(team.leader);
        let clearance = help.worker.map_or(1, |w| self.world.workers[w].clearance);
        let id: CaseId = draw.id();
        facts.push(Fact::Case(Box::new(NewCase {
            case_id: id,
            reference: reference(kind.code, draw.source()),
            case_type: kind.code.to_owned(),
            stage: self.stage(kind, help),
            title: words::pick_for(draw, kind.titles, me.children).to_owned(),
            organisation: team.host,
            team: team.id,
            worker: help.worker.map(|w| self.world.workers[w].id),
            subjects: self.subjects(residents, n, kind),
            sensitivity: if clearance > 1 && draw.percent(kind.delicate) { 2 } else { 1 },
            opened_on: help.opened_on,
            opened_recorded_at: draw.recorded(draw.office_time(help.opened_on), self.as_at),
            batch: None,
        })));
        let part = |role| Fact::Party(id, me.id, role);
        if !kind.parts.is_empty() {
            facts.push(part(draw.weighted(kind.parts)));
        }
        for other in residents.iter().filter(|r| r.id != me.id).take(4) {
            if draw.percent(45) {
                let role = match other.kin {
                    _ if !other.adult() => PartyRole::Child,
                    "wife" | "husband" | "partner" => PartyRole::Partner,
                    _ => draw.weighted(&[(85, PartyRole::Family), (15, PartyRole::Witness)]),
                };
                facts.push(Fact::Party(id, other.id, role));
            }
        }
        Written { id, help, kind, by }
    }

    /// The person, and sometimes the couple or the whole family: housing is often everybody's.
    fn subjects(&self, residents: &[Resident], n: usize, kind: &Kind) -> Vec<PersonId> {
        let mut subjects = vec![residents[n].id];
        if kind.households > 0 && residents[n].kin.is_empty() && self.draw.percent(kind.households) {
            let others = residents
                .iter()
                .skip(1)
                .filter(|r| !r.adult() || matches!(r.kin, "wife" | "husband" | "partner"));
            subjects.extend(others.map(|r| r.id));
        }
        subjects
    }

    /// Where a case stands: the older, the further on.
    fn stage(&self, kind: &Kind, help: &Help) -> String {
        let last = kind.stages.len() - 1;
        let until = help.closed_on.unwrap_or(self.as_at);
        let days = usize::try_from(help.opened_on.days_until(until)).unwrap_or(0);
        let usual = usize::try_from(kind.days.1).unwrap_or(1);
        let stage = match (help.closed_on, help.worker) {
            (None, None) => 0,
            (Some(_), _) => last - self.draw.index(2).min(last),
            _ => (days * kind.stages.len() / usual + self.draw.index(2)).min(last),
        };
        kind.stages[stage].to_owned()
    }

    /// Tells a case the way its kind's story goes; a kind without a pack has none.
    fn tell(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written, long: bool) {
        let Some((story, pack)) = stories::of(case.kind.code) else { return };
        let leader = self.world.teams[case.help.team].leader;
        let mut told = Told {
            draw: self.draw,
            as_at: self.as_at,
            pack,
            case: case.id,
            person: me.id,
            voice: &me.voice,
            worker: case.help.worker.map(|w| self.worker(w).id),
            by: self.worker(case.by).id,
            leader: self.worker(leader).id,
            opened_on: case.help.opened_on,
            closed_on: case.help.closed_on,
            facts: Vec::new(),
            events: Vec::new(),
            known: BTreeMap::new(),
        };
        if long {
            told.at_length(story);
        } else {
            told.briefly(story);
        }
        if case.help.closed_on.is_some() && self.draw.percent(6) && self.one_more(case, false, 8) {
            told.report(story, self.world.teams[case.help.team].id);
        }
        facts.extend(told.finish());
    }

    /// Whether a case is told at length: all of the tour's officer, and thirty more of each kind.
    fn is_long(&self, case: &Written) -> bool {
        if stories::of(case.kind.code).is_none() {
            return false;
        }
        let tour = case.help.worker == Some(self.tour) && case.help.closed_on.is_none();
        tour || (self.draw.percent(40) && self.one_more(case, true, LONG))
    }

    /// Counts one more of its kind, where there are not so many yet.
    fn one_more(&self, case: &Written, long: bool, most: u64) -> bool {
        let mut told = self.told.borrow_mut();
        let count = told.entry((case.kind.code, long)).or_default();
        *count += 1;
        *count <= most
    }

    fn close(&self, facts: &mut Vec<Fact>, case: &Written, closed_on: Day) {
        let draw = self.draw;
        let outcome = draw.pick(case.kind.outcomes).to_owned();
        let recorded_at = draw.recorded(draw.office_time(closed_on), self.as_at);
        facts.push(Fact::Closing(case.id, Closing { closed_on, recorded_at, outcome }));
    }

    fn contacts(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written) {
        let draw = self.draw;
        let until = match case.help.closed_on {
            Some(day) => day,
            // Some have gone quiet; that is what caseload lists are there to show.
            None if draw.percent(22) => self.as_at.plus(-draw.between(29, 110)).max(case.help.opened_on),
            None => self.as_at.plus(-draw.between(1, 9)).max(case.help.opened_on),
        };
        let days = case.help.opened_on.days_until(until).max(0);
        let most = if case.help.worker.is_none() { 1 } else { 5 + days.min(220) / 17 };
        let count = draw.between((most / 2).max(1), most);
        for n in 0..count {
            // Spread over the time, the last one at its end.
            let at = if n + 1 == count { days } else { days * n / count + draw.between(0, days / count) };
            let day = self.casework.office_day(case.help.opened_on.plus(at)).max(case.help.opened_on);
            facts.push(self.contact(me, case, day));
        }
    }

    fn contact(&self, me: &Resident, case: &Written, day: Day) -> Fact {
        let draw = self.draw;
        let channel = draw.weighted(&CHANNELS);
        let note = channel == Channel::Note;
        let reached = note || channel == Channel::Meeting || draw.percent(77);
        let outcome = match (note, reached) {
            (true, _) => Outcome::None,
            (_, true) => Outcome::Successful,
            (_, false) => Outcome::Attempted,
        };
        let direction = match (note, reached) {
            (true, _) => Direction::None,
            (_, true) if draw.percent(24) => Direction::In,
            _ => Direction::Out,
        };
        let by = if draw.percent(13) { self.world.colleague(draw, case.by) } else { case.by };
        let summary = if reached {
            me.voice.note(draw, case.kind, channel, me.children)
        } else {
            me.voice.fill(draw, draw.pick(&words::ATTEMPTS))
        };
        let face_to_face = matches!(channel, Channel::Visit | Channel::Office | Channel::Meeting);
        let company = reached && face_to_face && draw.percent(24);
        let occurred_at = draw.office_time(day);
        Fact::Contact(Box::new(NewContact {
            contact_id: draw.uuid(),
            person: me.id,
            case: Some(case.id),
            user: self.worker(by).id,
            channel,
            direction,
            outcome,
            with_whom: if company { draw.pick(&words::COMPANY).to_owned() } else { String::new() },
            summary,
            occurred_at,
            recorded_at: draw.recorded(occurred_at, self.as_at),
        }))
    }

    /// A worker by their place.
    pub fn worker(&self, n: usize) -> &Worker {
        &self.world.workers[n]
    }
}
