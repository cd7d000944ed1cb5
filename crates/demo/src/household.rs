//! A household: who lives there, who helps them, and what happened.

use crate::{
    draw::Draw,
    facts::Fact,
    names::{self, Community},
    words::{self, KINDS},
    world::{DemoTeam, World},
};
use access::{CaseId, PersonId, UserId};
use cases::model::{
    ActionKind, Channel, Closing, Direction, NewAction, NewCase, NewContact, Outcome, PartyRole, reference,
};
use kernel::{Day, Instant};
use people::{
    model::{
        AddressKind, Channel as Reach, Level, NameKind, NewAddress, NewMember, NewMethod, NewPerson, Safety,
        Strength,
    },
    store::{NewRisk, NewTie},
};

/// Days that the demo looks back.
const PAST: i64 = 730;

/// Draws households, one after the other.
pub struct Households<'a> {
    /// The hand that draws.
    pub draw: &'a Draw,
    /// The partnership they live in.
    pub world: &'a World,
    /// The demo's present.
    pub as_at: Day,
}

/// Somebody of a household while it is drawn.
struct Resident {
    id: PersonId,
    adult: bool,
}

impl Households<'_> {
    fn now(&self) -> Instant {
        self.as_at.at(8, 0)
    }

    /// The next household, with at most `most` people: its facts and how many people it has.
    pub fn next(&self, most: u64) -> (Vec<Fact>, u64) {
        let draw = self.draw;
        let mut facts = Vec::new();
        let community = names::community(draw);
        let (_, family) = names::draw(draw, community, true);
        let size = draw.weighted(&[(34, 1u64), (28, 2), (16, 3), (13, 4), (6, 5), (3, 6)]).min(most.max(1));
        // Whom to ask about them: an officer of some team.
        let team = self.team();
        let keeper = draw.weighted(&team.officers);
        let mut residents = Vec::new();
        for n in 0..size {
            let adult = n == 0 || (n == 1 && draw.chance(70));
            residents.push(self.person(&mut facts, community, &family, adult, keeper));
        }
        self.live_together(&mut facts, &residents);
        let mut cases = 0;
        for (n, resident) in residents.iter().enumerate() {
            let likely = if n == 0 {
                92
            } else if resident.adult {
                45
            } else {
                12
            };
            if draw.chance(likely) {
                cases += self.helped(
                    &mut facts,
                    resident,
                    &residents,
                    if n == 0 { Some((team, keeper)) } else { None },
                );
            }
        }
        if cases == 0 {
            // Known, and nobody works with them: the record says who keeps it.
            facts.shrink_to_fit();
        }
        (facts, size)
    }

    fn team(&self) -> &DemoTeam {
        // Housing and social care hold most of the work.
        let weights: Vec<(u64, usize)> = [14, 20, 12, 13, 12, 7, 9, 8, 5].iter().copied().zip(0..).collect();
        &self.world.teams[self.draw.weighted(&weights)]
    }

    fn person(
        &self,
        facts: &mut Vec<Fact>,
        community: &Community,
        family: &str,
        adult: bool,
        keeper: UserId,
    ) -> Resident {
        let draw = self.draw;
        let woman = draw.chance(54);
        let (given, own_family) = names::draw(draw, community, woman);
        let family = if draw.chance(82) { family.to_owned() } else { own_family };
        let id: PersonId = draw.0.id(self.now());
        let age = if adult {
            draw.weighted(&[
                (26, draw.between(18, 34)),
                (34, draw.between(35, 54)),
                (22, draw.between(55, 74)),
                (18, draw.between(75, 96)),
            ])
        } else {
            draw.between(0, 17)
        };
        let restricted = draw.chance(1);
        let known_as = if draw.chance(9) { given.chars().take(3).collect::<String>() } else { String::new() };
        let recorded_at = self.as_at.plus(-draw.between(1, PAST)).at(10, 0);
        facts.push(Fact::Person(Box::new(NewPerson {
            person_id: id,
            full_name: format!("{given} {family}"),
            known_as,
            born_on: draw.chance(96).then(|| self.as_at.plus(-age * 365 - draw.between(0, 364))),
            born_about: draw.chance(3),
            pronouns: (*draw.pick(&["", "", "", if woman { "she/her" } else { "he/him" }, "they/them"]))
                .to_owned(),
            language: community.language(draw),
            needs: (*draw.pick(&[
                "",
                "",
                "",
                "",
                "",
                "Large print",
                "Hard of hearing in the left ear",
                "Uses a wheelchair",
                "Needs more time to answer",
                "Easy read",
            ]))
            .to_owned(),
            sensitivity: if restricted { 3 } else { draw.weighted(&[(88, 1), (12, 2)]) },
            restricted,
            keeper,
            recorded_by: keeper,
            recorded_at,
            batch: None,
        })));
        if restricted {
            facts.push(Fact::Reader(id, keeper, recorded_at));
        }
        if draw.chance(6) {
            let kind = *draw.pick(&[NameKind::Former, NameKind::Alias, NameKind::Spelling]);
            let (other_given, other) = names::draw(draw, community, woman);
            let name = if kind == NameKind::Alias {
                format!("{other_given} {family}")
            } else {
                format!("{given} {other}")
            };
            facts.push(Fact::Name(id, draw.0.uuid(self.now()), kind, name));
        }
        if adult {
            self.reach(facts, id);
        }
        Resident { id, adult }
    }

    /// A telephone from the numbers that Ofcom keeps for drama, and how to use it safely.
    fn reach(&self, facts: &mut Vec<Fact>, person: PersonId) {
        let draw = self.draw;
        let careful = draw.chance(22);
        let method = NewMethod {
            channel: if careful { Reach::Text } else { Reach::Phone },
            value: format!("07700 900{:03}", draw.between(0, 999)),
            safety: if careful {
                Safety::Careful
            } else {
                *draw.pick(&[Safety::Safe, Safety::Safe, Safety::NotAsked])
            },
            rule: if careful { (*draw.pick(&words::RULES)).to_owned() } else { String::new() },
            preferred: true,
        };
        facts.push(Fact::Method(person, draw.0.uuid(self.now()), method));
    }

    fn live_together(&self, facts: &mut Vec<Fact>, residents: &[Resident]) {
        let draw = self.draw;
        let house = draw.0.uuid(self.now());
        facts.push(Fact::Household(house));
        let withheld = draw.chance(4);
        let lines = format!("{} {}, Larch", draw.between(1, 148), draw.pick(&words::STREETS));
        let postcode = format!(
            "LQ{} {}{}{}",
            draw.between(1, 9),
            draw.between(1, 9),
            draw.pick(&["A", "B", "D", "E", "F"]),
            draw.pick(&["G", "H", "J", "L", "N"])
        );
        let code =
            if draw.chance(5) { format!("Key safe {}", draw.between(1000, 9999)) } else { String::new() };
        let from_on = self.as_at.plus(-draw.between(30, 4000));
        for (n, resident) in residents.iter().enumerate() {
            let kin = match (n, resident.adult) {
                (0, _) => "",
                (_, true) => *draw.pick(&["partner", "husband", "wife", "mother", "brother"]),
                (_, false) => *draw.pick(&["daughter", "son", "child", "grandchild"]),
            };
            facts.push(Fact::Member(house, resident.id, kin));
            let address = NewAddress {
                kind: if withheld { AddressKind::Refuge } else { AddressKind::Home },
                lines: lines.clone(),
                postcode: postcode.clone(),
                withheld,
                access_code: if n == 0 { code.clone() } else { String::new() },
                from_on: Some(from_on),
                until_on: None,
            };
            facts.push(Fact::Address(resident.id, draw.0.uuid(self.now()), address));
        }
    }

    /// Cases of one person and all that belongs to them; returns how many.
    fn helped(
        &self,
        facts: &mut Vec<Fact>,
        person: &Resident,
        residents: &[Resident],
        first: Option<(&DemoTeam, UserId)>,
    ) -> u64 {
        let draw = self.draw;
        let count = draw.weighted(&[(22, 1u64), (36, 2), (30, 3), (12, 4)]);
        let mut workers = Vec::new();
        for n in 0..count {
            let (team, officer) = match first {
                Some(chosen) if n == 0 => chosen,
                _ => {
                    let team = self.team();
                    (team, draw.weighted(&team.officers))
                }
            };
            let worker = draw.chance(96).then_some(officer);
            self.case(facts, person, residents, team, worker);
            if let Some(worker) = worker
                && !workers.contains(&worker)
            {
                workers.push(worker);
                let kind = &KINDS[team.kind];
                self.joins(facts, person, worker, team.job, kind.titles[0], workers.len() == 1);
            }
        }
        self.around(facts, person, &workers);
        count
    }

    fn joins(
        &self,
        facts: &mut Vec<Fact>,
        person: &Resident,
        user: UserId,
        role: &str,
        what: &str,
        is_lead: bool,
    ) {
        let doing = if is_lead {
            "Leads the plan and keeps everybody told.".to_owned()
        } else {
            format!("Works on: {}.", what.to_lowercase())
        };
        let member = NewMember {
            user: Some(user),
            name: String::new(),
            agency: String::new(),
            phone: String::new(),
            role: role.to_owned(),
            doing,
            is_lead,
            since_on: self.as_at.plus(-self.draw.between(10, 300)),
            until_on: None,
        };
        facts.push(Fact::Network(person.id, self.draw.0.uuid(self.now()), Box::new(member)));
    }

    fn case(
        &self,
        facts: &mut Vec<Fact>,
        person: &Resident,
        residents: &[Resident],
        team: &DemoTeam,
        worker: Option<UserId>,
    ) {
        let draw = self.draw;
        let kind = &KINDS[team.kind];
        let age = draw.between(3, PAST);
        let opened_on = self.as_at.plus(-age);
        let opened_at = draw.office_time(opened_on);
        let case_id: CaseId = draw.0.id(opened_at);
        // The older a case, the likelier it is closed.
        let closed = age > 30 && draw.chance(u64::try_from(age * 75 / PAST + 8).unwrap_or(50));
        let stage = if closed { kind.stages[kind.stages.len() - 1] } else { *draw.pick(kind.stages) };
        facts.push(Fact::Case(Box::new(NewCase {
            case_id,
            reference: reference(kind.code, &draw.0),
            case_type: kind.code.to_owned(),
            stage: stage.to_owned(),
            title: (*draw.pick(kind.titles)).to_owned(),
            organisation: team.host,
            team: team.id,
            worker,
            subjects: vec![person.id],
            sensitivity: draw.weighted(&[(92, 1), (8, 2)]),
            opened_on,
            opened_recorded_at: draw.recorded(opened_at, self.now()),
            batch: None,
        })));
        for other in residents.iter().filter(|r| r.id != person.id).take(3) {
            if draw.chance(40) {
                let role = if other.adult {
                    *draw.pick(&[PartyRole::Partner, PartyRole::Family, PartyRole::Witness])
                } else {
                    PartyRole::Child
                };
                facts.push(Fact::Party(case_id, other.id, role));
            }
        }
        let last =
            if closed { opened_on.plus(draw.between(20, age.max(21)).min(age - 1)) } else { self.as_at };
        let by = worker.unwrap_or_else(|| draw.weighted(&team.officers));
        self.contacts(facts, person.id, case_id, by, kind, opened_on, last);
        if closed {
            let at = draw.office_time(last);
            let outcome = (*draw.pick(kind.outcomes)).to_owned();
            facts.push(Fact::Closing(
                case_id,
                Closing { closed_on: last, recorded_at: draw.recorded(at, self.now()), outcome },
            ));
        } else {
            self.next_steps(facts, person.id, case_id, worker, kind);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a contact is made of this much, and only here")]
    fn contacts(
        &self,
        facts: &mut Vec<Fact>,
        person: PersonId,
        case: CaseId,
        user: UserId,
        kind: &words::Kind,
        from: Day,
        until: Day,
    ) {
        let draw = self.draw;
        let days = from.days_until(until).max(1);
        for _ in 0..draw.between(2, 11) {
            let occurred_at = draw.office_time(from.plus(draw.between(0, days - 1)));
            let reached = draw.chance(80);
            let channel = *draw.pick(&[
                Channel::Visit,
                Channel::Phone,
                Channel::Phone,
                Channel::Text,
                Channel::Office,
                Channel::Email,
                Channel::Meeting,
                Channel::Note,
            ]);
            let note = channel == Channel::Note;
            let outcome = match (note, reached) {
                (true, _) => Outcome::None,
                (_, true) => Outcome::Successful,
                (_, false) => Outcome::Attempted,
            };
            let direction = if note {
                Direction::None
            } else if draw.chance(78) || !reached {
                Direction::Out
            } else {
                Direction::In
            };
            let summary = if reached || note { *draw.pick(kind.notes) } else { *draw.pick(&words::ATTEMPTS) };
            facts.push(Fact::Contact(Box::new(NewContact {
                contact_id: draw.0.uuid(occurred_at),
                person,
                case: Some(case),
                user,
                channel,
                direction,
                outcome,
                with_whom: if draw.chance(12) {
                    (*draw.pick(&[
                        "their sister",
                        "an interpreter",
                        "the neighbourhood officer",
                        "their advocate",
                    ]))
                    .to_owned()
                } else {
                    String::new()
                },
                summary: summary.to_owned(),
                occurred_at,
                recorded_at: draw.recorded(occurred_at, self.now()),
            })));
        }
    }

    /// What is booked: mostly something, sometimes overdue, sometimes nothing at all.
    fn next_steps(
        &self,
        facts: &mut Vec<Fact>,
        person: PersonId,
        case: CaseId,
        owner: Option<UserId>,
        kind: &words::Kind,
    ) {
        let draw = self.draw;
        let steps = draw.weighted(&[(24, 0), (46, 1), (30, 2)]);
        for _ in 0..steps {
            let due = self.as_at.plus(draw.weighted(&[
                (14, -draw.between(1, 20)),
                (10, 0),
                (76, draw.between(1, 40)),
            ]));
            let due_on =
                if matches!(due.weekday().to_monday_zero_offset(), 5 | 6) { due.plus(2) } else { due };
            let kind_of = *draw.pick(&[ActionKind::Contact, ActionKind::Visit, ActionKind::Task]);
            let recorded_at = self.as_at.plus(-draw.between(2, 30)).at(15, 0);
            facts.push(Fact::Action(Box::new(NewAction {
                action_id: draw.0.uuid(recorded_at),
                person,
                case: Some(case),
                kind: kind_of,
                what: (*draw.pick(kind.tasks)).to_owned(),
                owner,
                owner_name: if owner.is_none() { "The duty team".to_owned() } else { String::new() },
                due_on,
                due_at: (kind_of != ActionKind::Task).then(|| draw.office_time(due_on)),
                recorded_at,
                recorded_by: owner.unwrap_or(self.world.priya),
            })));
        }
    }

    /// What surrounds a person: ties, others who work with them, what matters, risks, warnings.
    fn around(&self, facts: &mut Vec<Fact>, person: &Resident, workers: &[UserId]) {
        let draw = self.draw;
        let kind = &KINDS[draw.index(KINDS.len())];
        let lead = workers.first().copied().unwrap_or(self.world.priya);
        let to =
            self.world.names.iter().find(|(user, _)| *user == lead).map_or("", |(_, name)| name.as_str());
        if draw.chance(70) {
            let on = self.as_at.plus(-draw.between(2, 200));
            let words = (*draw.pick(kind.matters)).to_owned();
            facts.push(Fact::Matter(
                person.id,
                draw.0.uuid(self.now()),
                words,
                to.to_owned(),
                on,
                on.at(16, 0),
            ));
        }
        for _ in 0..draw.weighted(&[(30, 0), (40, 1), (30, 2)]) {
            let (what, plan) = *draw.pick(kind.risks);
            let reviewed_on = self.as_at.plus(-draw.between(3, 120));
            let risk = NewRisk {
                what: what.to_owned(),
                level: draw.weighted(&[(20, Level::High), (45, Level::Medium), (35, Level::Lower)]),
                plan: plan.to_owned(),
                reviewed_on,
                review_on: draw.chance(80).then(|| reviewed_on.plus(draw.between(28, 120))),
                by: lead,
            };
            facts.push(Fact::Risk(person.id, draw.0.uuid(self.now()), risk));
        }
        if draw.chance(9) {
            let words = (*draw.pick(&words::ALERTS)).to_owned();
            facts.push(Fact::Alert(
                person.id,
                draw.0.uuid(self.now()),
                words,
                self.as_at.plus(-draw.between(5, 200)),
            ));
        }
        for _ in 0..draw.between(0, 4) {
            let (kin, strength) = *draw.pick(&words::TIES);
            let (given, _) = names::draw(draw, names::community(draw), draw.chance(50));
            let strength = Strength::parse(strength).unwrap_or(Strength::Ordinary);
            let tie = NewTie {
                other: None,
                name: given,
                kind: kin.to_owned(),
                strength,
                third_party: strength == Strength::Strained,
            };
            facts.push(Fact::Tie(person.id, draw.0.uuid(self.now()), tie));
        }
        if draw.chance(45) {
            let (role, agency, doing) = *draw.pick(&words::OTHERS);
            let (given, family) = names::draw(draw, names::community(draw), draw.chance(60));
            let member = NewMember {
                user: None,
                name: format!("{given} {family}"),
                agency: agency.to_owned(),
                phone: format!("020 7946 {:04}", draw.between(500, 999)),
                role: role.to_owned(),
                doing: doing.to_owned(),
                is_lead: false,
                since_on: self.as_at.plus(-draw.between(10, 400)),
                until_on: None,
            };
            facts.push(Fact::Network(person.id, draw.0.uuid(self.now()), Box::new(member)));
        }
        if draw.chance(1) {
            let stranger = self.world.names[draw.index(self.world.names.len())].0;
            if !workers.contains(&stranger) {
                facts.push(Fact::Exclusion(person.id, stranger, self.as_at.plus(-90).at(9, 0)));
            }
        }
    }
}
