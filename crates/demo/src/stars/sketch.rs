//! How a person is written by hand: short words for each kind of fact, days counted from the demo's own day.

use crate::{
    around::{outsider, tie},
    casework::Casework,
    draw::{Draw, working},
    facts::{Fact, Said},
    stories,
    told::Told,
    words::{KINDS, Voice},
    worked::Worked,
    world::World,
};
use access::{CaseId, PersonId};
use cases::model::{
    ActionKind, Channel, Direction, NewAction, NewCase, NewContact, Outcome, PartyRole, reference,
};
use kernel::Day;
use packs::model::Event;
use people::{
    model::{
        AddressKind, Channel as Reach, Level, NameKind, NewAddress, NewMember, NewMethod, NewPerson, Safety,
        Strength,
    },
    store::NewRisk,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who somebody is.
pub struct Who {
    /// Whole name.
    pub name: &'static str,
    /// As they wish to be called; empty for the first given name.
    pub known_as: &'static str,
    /// Years and days of age.
    pub age: (i64, i64),
    /// Pronouns; empty when not asked.
    pub pronouns: &'static str,
    /// Language and interpreter.
    pub language: &'static str,
    /// Communication and access needs.
    pub needs: &'static str,
    /// 1 standard or 2 sensitive.
    pub sensitivity: i64,
}

/// A contact that was had.
pub struct Had {
    /// Whose note it is.
    pub by: &'static str,
    /// How.
    pub channel: Channel,
    /// Whether they were reached.
    pub reached: bool,
    /// With whom beside them; empty for nobody.
    pub with: &'static str,
    /// Days ago.
    pub ago: i64,
    /// Time of day.
    pub at: (i8, i8),
    /// Days until it was written down.
    pub late: i64,
}

/// One life being written.
pub struct Sketch<'a> {
    draw: &'a Draw,
    world: &'a World,
    as_at: Day,
    /// The worker who keeps the record.
    keeper: usize,
    /// The person.
    pub me: PersonId,
    household: Uuid,
    home: Option<NewAddress>,
    people: u64,
    held_by: Vec<usize>,
    /// Cases that are not told yet: worker, first day, stage.
    untold: Vec<(CaseId, usize, Day, String)>,
    facts: Vec<Fact>,
}

impl<'a> Sketch<'a> {
    /// Begins with nobody.
    pub fn new(draw: &'a Draw, world: &'a World, as_at: Day) -> Self {
        Self {
            draw,
            world,
            as_at,
            keeper: 0,
            me: draw.id(),
            household: draw.uuid(),
            home: None,
            people: 0,
            held_by: Vec::new(),
            untold: Vec::new(),
            facts: Vec::new(),
        }
    }

    /// The facts, and how many people they make.
    pub fn finish(mut self, casework: &mut Casework) -> (Vec<Fact>, u64) {
        for (case, _, _, stage) in self.untold.clone() {
            self.tell(case, "", |told| {
                let on = told.recent((4, 20));
                if let Some(known) = told.pack.stages.iter().find(|known| known.name == stage) {
                    told.event(Event::Stage(known.id.clone()), on.at(11, 45), None);
                }
            });
        }
        self.held_by.into_iter().for_each(|worker| casework.dealt(worker));
        (self.facts, self.people)
    }

    /// A day by its distance; offices are closed at weekends, today is today.
    fn day(&self, days: i64) -> Day {
        let day = self.as_at.plus(days);
        match days {
            0 => day,
            1.. => working(day),
            _ => (0..5).map(|n| day.plus(-n)).find(|d| working(*d) == *d).unwrap_or(day),
        }
    }

    /// The person themselves, kept by a worker since so many days, living at a home.
    pub fn person(&mut self, keeper: &str, ago: i64, who: &Who, home: NewAddress) {
        self.keeper = self.world.named(keeper);
        self.home = Some(home);
        let me = self.me;
        self.add(me, ago, who, "");
    }

    /// A message about a case from one worker to another, so many days ago.
    pub fn message(&mut self, case: CaseId, (from, to): (&str, &str), ago: i64, words: &'static str) {
        let id = |name: &str| self.world.workers[self.world.named(name)].id;
        let sent = (id(from), self.day(-ago).at(11, 20));
        // Nothing is drawn for it, so that it moves nobody else's life.
        let message = Uuid::from_u128(case.uuid().as_u128() ^ u128::from(ago.unsigned_abs()));
        let told = Worked::Message((self.me, case), message, words, sent, id(to));
        self.facts.push(Fact::Worked(Box::new(told)));
    }

    /// Somebody else of the household.
    pub fn lives_with(&mut self, kin: &'static str, ago: i64, who: &Who) -> PersonId {
        let person = self.draw.id();
        self.add(person, ago, who, kin);
        self.facts.push(Fact::Network(
            person,
            self.draw.uuid(),
            Box::new(NewMember {
                user: Some(self.world.workers[self.keeper].id),
                ..outsider("", "", "Works with the family", "Sees them with the family.", self.day(-ago))
            }),
        ));
        person
    }

    fn add(&mut self, person_id: PersonId, ago: i64, who: &Who, kin: &'static str) {
        let keeper = self.world.workers[self.keeper].id;
        self.people += 1;
        self.facts.push(Fact::Person(Box::new(NewPerson {
            person_id,
            full_name: who.name.to_owned(),
            known_as: who.known_as.to_owned(),
            born_on: Some(self.as_at.plus_months(-12 * who.age.0).plus(-who.age.1)),
            born_about: false,
            pronouns: who.pronouns.to_owned(),
            language: who.language.to_owned(),
            needs: who.needs.to_owned(),
            sensitivity: who.sensitivity,
            restricted: false,
            keeper,
            recorded_by: keeper,
            recorded_at: self.day(-ago).at(10, 20),
            batch: None,
        })));
        if kin.is_empty() {
            self.facts.push(Fact::Household(self.household));
        }
        self.facts.push(Fact::Member(self.household, person_id, kin));
        if let Some(home) = self.home.clone() {
            self.facts.push(Fact::Address(person_id, self.draw.uuid(), home));
        }
    }

    /// Another name.
    pub fn also(&mut self, kind: NameKind, name: &str) {
        self.facts.push(Fact::Name(self.me, self.draw.uuid(), kind, name.to_owned()));
    }

    /// How to reach them; the first one is the way they asked for.
    pub fn reach(&mut self, channel: Reach, value: &str, safety: Safety, rule: &str) {
        let preferred =
            !self.facts.iter().any(|f| matches!(f, Fact::Method(person, ..) if *person == self.me));
        let (value, rule) = (value.to_owned(), rule.to_owned());
        self.facts.push(Fact::Method(
            self.me,
            self.draw.uuid(),
            NewMethod { channel, value, safety, rule, preferred },
        ));
    }

    /// A case that a worker of a team holds, open since so many days, and the person's part in it.
    pub fn case(&mut self, worker: &str, title: &str, stage: &str, ago: i64, more: &[PersonId]) -> CaseId {
        let place = self.world.named(worker);
        let team = &self.world.teams[self.world.workers[place].team];
        let kind = KINDS[team.kind].code;
        let case_id = self.draw.id();
        let opened_on = self.day(-ago);
        self.held_by.push(place);
        self.untold.push((case_id, place, opened_on, stage.to_owned()));
        self.facts.push(Fact::Case(Box::new(NewCase {
            case_id,
            reference: reference(kind, self.draw.source()),
            case_type: kind.to_owned(),
            stage: stage.to_owned(),
            title: title.to_owned(),
            organisation: team.host,
            team: team.id,
            worker: Some(self.world.workers[place].id),
            subjects: [&[self.me], more].concat(),
            sensitivity: 1,
            opened_on,
            opened_recorded_at: opened_on.at(11, 25),
            batch: None,
        })));
        case_id
    }

    /// Tells a case: that it was opened and given to its worker, and what `more` adds. Nothing where it was told
    /// before, or its kind has no pack.
    pub fn tell(&mut self, case: CaseId, name: &str, more: impl FnOnce(&mut Told)) {
        let Some(at) = self.untold.iter().position(|(untold, ..)| *untold == case) else { return };
        let (_, place, opened_on, _) = self.untold.remove(at);
        let worker = &self.world.workers[place];
        let team = &self.world.teams[worker.team];
        let Some((_, pack)) = stories::of(KINDS[team.kind].code) else { return };
        let voice = Voice { name: name.to_owned(), words: ["they", "them", "their"] };
        let mut told = Told {
            draw: self.draw,
            as_at: self.as_at,
            pack,
            case,
            person: self.me,
            voice: &voice,
            worker: Some(worker.id),
            by: worker.id,
            leader: self.world.workers[team.leader].id,
            opened_on,
            closed_on: None,
            facts: Vec::new(),
            events: Vec::new(),
            known: BTreeMap::new(),
        };
        told.begun();
        more(&mut told);
        self.facts.extend(told.finish());
    }

    /// Somebody's part in a case.
    pub fn part(&mut self, case: CaseId, person: PersonId, role: PartyRole) {
        self.facts.push(Fact::Party(case, person, role));
    }

    /// A worker with an account who works with them; the first one leads.
    pub fn worker(&mut self, name: &str, doing: &str, ago: i64) {
        let worker = &self.world.workers[self.world.named(name)];
        let first = !self.facts.iter().any(|f| matches!(f, Fact::Network(person, ..) if *person == self.me));
        self.facts.push(Fact::Network(
            self.me,
            self.draw.uuid(),
            Box::new(NewMember {
                user: Some(worker.id),
                is_lead: first,
                ..outsider("", "", worker.job, doing, self.day(-ago))
            }),
        ));
    }

    /// Somebody without an account who works with them: agency and telephone.
    pub fn helper(&mut self, name: &str, (agency, phone): (&str, &str), role: &str, doing: &str, ago: i64) {
        let member =
            NewMember { phone: phone.to_owned(), ..outsider(name, agency, role, doing, self.day(-ago)) };
        self.facts.push(Fact::Network(self.me, self.draw.uuid(), Box::new(member)));
    }

    /// What they said matters.
    pub fn said(&mut self, words: &str, to: &str, ago: i64) {
        let on = self.day(-ago);
        let said = Said { words: words.to_owned(), to: to.to_owned(), on, recorded_at: on.at(16, 5) };
        self.facts.push(Fact::Matter(self.me, self.draw.uuid(), Box::new(said)));
    }

    /// A risk, the plan, when it was last looked at, and in how many days it is to be looked at again.
    pub fn risk(&mut self, what: &str, level: Level, plan: &str, ago: i64, again: i64) {
        let risk = NewRisk {
            what: what.to_owned(),
            level,
            plan: plan.to_owned(),
            reviewed_on: self.day(-ago),
            review_on: Some(self.day(again)),
            by: self.world.workers[self.keeper].id,
        };
        self.facts.push(Fact::Risk(self.me, self.draw.uuid(), Box::new(risk)));
    }

    /// A warning.
    pub fn alert(&mut self, words: &'static str, ago: i64) {
        self.facts.push(Fact::Alert(self.me, self.draw.uuid(), words, self.day(-ago)));
    }

    /// Somebody or something around them.
    pub fn tie(&mut self, name: &str, kind: &str, strength: Strength) {
        self.facts.push(Fact::Tie(self.me, self.draw.uuid(), tie(None, name.to_owned(), kind, strength)));
    }

    /// Somebody of the household, whom the map would else show a second time.
    pub fn tie_with(&mut self, other: PersonId, name: &str, kind: &str, strength: Strength) {
        let tie = tie(Some(other), name.to_owned(), kind, strength);
        self.facts.push(Fact::Tie(self.me, self.draw.uuid(), tie));
    }

    /// A contact or a note.
    pub fn had(&mut self, case: CaseId, had: &Had, words: &str) {
        let note = had.channel == Channel::Note;
        let occurred_at = self.day(-had.ago).at(had.at.0, had.at.1);
        let soon = occurred_at.plus_seconds(25 * 60);
        let recorded_at = match had.late {
            0 => soon,
            // Some write up at the weekend what happened before it.
            days => self.as_at.plus((days - had.ago).min(-1)).at(17, 10).max(soon),
        };
        self.facts.push(Fact::Contact(Box::new(NewContact {
            contact_id: self.draw.uuid(),
            person: self.me,
            case: Some(case),
            user: self.world.workers[self.world.named(had.by)].id,
            channel: had.channel,
            direction: if note { Direction::None } else { Direction::Out },
            outcome: match (note, had.reached) {
                (true, _) => Outcome::None,
                (_, true) => Outcome::Successful,
                (_, false) => Outcome::Attempted,
            },
            with_whom: had.with.to_owned(),
            summary: words.to_owned(),
            occurred_at,
            recorded_at,
        })));
    }

    /// Something that is to happen: whose (a worker, else a name as it stands), in how many days, at what time.
    pub fn step(
        &mut self,
        case: CaseId,
        (owner, kind): (&str, ActionKind),
        what: &str,
        days: i64,
        at: Option<(i8, i8)>,
    ) {
        let worker = self.world.workers.iter().find(|w| w.name == owner);
        let due_on = self.day(days);
        self.facts.push(Fact::Action(Box::new(NewAction {
            action_id: self.draw.uuid(),
            person: self.me,
            case: Some(case),
            kind,
            what: what.to_owned(),
            owner: worker.map(|w| w.id),
            owner_name: worker.map_or(owner, |_| "").to_owned(),
            due_on,
            due_at: at.map(|(hour, minute)| due_on.at(hour, minute)),
            recorded_at: self.day(days.min(0) - 6).at(17, 0),
            recorded_by: self.world.workers[self.keeper].id,
        })));
    }
}

/// A home for a sketch.
pub fn home(kind: AddressKind, lines: &str, postcode: &str, from_on: Option<Day>) -> NewAddress {
    NewAddress {
        kind,
        lines: lines.to_owned(),
        postcode: postcode.to_owned(),
        withheld: false,
        access_code: String::new(),
        from_on,
        until_on: None,
    }
}

/// A contact by which they were reached, alone, and written down the same day.
pub fn had(by: &'static str, channel: Channel, ago: i64, at: (i8, i8)) -> Had {
    Had { by, channel, reached: true, with: "", ago, at, late: 0 }
}
