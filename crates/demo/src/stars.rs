//! People written by hand, so that the walk through the demo meets somebody with a whole life. All invented.

use crate::{draw::Draw, facts::Fact, world::World};
use access::{CaseId, PersonId, UserId};
use cases::model::{
    ActionKind, Channel, Direction, NewAction, NewCase, NewContact, Outcome, PartyRole, reference,
};
use kernel::{Day, Instant};
use people::{
    model::{
        AddressKind, Channel as Reach, Level, NewAddress, NewMember, NewMethod, NewPerson, Safety, Strength,
    },
    store::{NewRisk, NewTie},
};

struct Star<'a> {
    draw: &'a Draw,
    world: &'a World,
    as_at: Day,
    person: PersonId,
    facts: Vec<Fact>,
}

/// The star of the demo: driven out of her sleep by threats from upstairs, with an ex-partner who must not find
/// her; five agencies, her family, and a plan that begins to work.
pub fn leila(draw: &Draw, world: &World, as_at: Day) -> Vec<Fact> {
    let now = as_at.at(8, 0);
    let mut star = Star { draw, world, as_at, person: draw.0.id(now), facts: Vec::new() };
    star.herself(now);
    let (priya, police, advocate) = (world.priya, star.officer(8), star.officer(5));
    let case = star.case(0, priya, "Threats and noise from the flat above", "Action plan agreed", 74);
    star.case(5, advocate, "Harassed by an ex-partner", "Planning", 39);
    star.member(priya, "Community safety officer", "Leads the plan.", true);
    star.member(advocate, "Safeguarding social worker", "Safety planning with Leila.", false);
    star.member(police, "Violence reduction officer", "Checks the stairwell on evening patrol.", false);
    star.other(
        "Ruth Appiah",
        "Weir Lane Primary",
        "School family worker",
        "Breakfast club for both children.",
    );
    star.other("Nasrin Karimi", "Family", "Mother", "Has the children on Thursdays.");
    star.happened(
        case,
        priya,
        Channel::Visit,
        -4,
        "Two quiet nights this week. Leila has the diary sheets and agreed to stop logging on weekdays.",
    );
    star.happened(
        case,
        police,
        Channel::Meeting,
        -10,
        "Warning served on the neighbour upstairs, explained at the door. Calm.",
    );
    star.happened(
        case,
        priya,
        Channel::Phone,
        -11,
        "Called to say the warning is served. She cried, then laughed. Agreed to speak on Wednesday.",
    );
    star.happened(
        case,
        advocate,
        Channel::Office,
        -6,
        "Went through the safety plan with an interpreter. Code word changed. School knows whom to call.",
    );
    star.booked(case, priya, ActionKind::Task, "Fit the second lock and the door viewer", -3, None);
    star.booked(case, priya, ActionKind::Contact, "Weekly call", 3, Some((16, 30)));
    star.booked(case, advocate, ActionKind::Meeting, "Safety plan review", 1, Some((10, 0)));
    star.booked(
        case,
        priya,
        ActionKind::Visit,
        "Home visit with the neighbourhood officer",
        0,
        Some((14, 0)),
    );
    star.life(priya);
    star.facts
}

impl Star<'_> {
    fn id(&self) -> uuid::Uuid {
        self.draw.0.uuid(self.as_at.at(8, 0))
    }

    /// The first officer of a team.
    fn officer(&self, team: usize) -> UserId {
        self.world.teams[team].officers[0].1
    }

    fn herself(&mut self, now: Instant) {
        let keeper = self.world.priya;
        let recorded_at = self.as_at.plus(-75).at(10, 20);
        self.facts.push(Fact::Person(Box::new(NewPerson {
            person_id: self.person,
            full_name: "Leila Karimi".to_owned(),
            known_as: "Leila".to_owned(),
            born_on: Day::new(1991, 4, 17),
            born_about: false,
            pronouns: "she/her".to_owned(),
            language: "Farsi and English; interpreter for long talks".to_owned(),
            needs: String::new(),
            sensitivity: 1,
            restricted: false,
            keeper,
            recorded_by: keeper,
            recorded_at,
            batch: None,
        })));
        let home = NewAddress {
            kind: AddressKind::Home,
            lines: "14 Larch Court, Larch".to_owned(),
            postcode: "LQ2 4DH".to_owned(),
            withheld: true,
            access_code: String::new(),
            from_on: Some(self.as_at.plus(-900)),
            until_on: None,
        };
        let phone = NewMethod {
            channel: Reach::Text,
            value: "07700 900417".to_owned(),
            safety: Safety::Careful,
            rule: "Text after 4pm, no voicemail".to_owned(),
            preferred: true,
        };
        let (home_id, phone_id, house) = (self.id(), self.id(), self.id());
        self.facts.push(Fact::Address(self.person, home_id, home));
        self.facts.push(Fact::Method(self.person, phone_id, phone));
        self.facts.push(Fact::Household(house));
        self.facts.push(Fact::Member(house, self.person, ""));
        for (name, born) in [("Darya Karimi", Day::new(2017, 9, 2)), ("Sami Karimi", Day::new(2020, 1, 28))] {
            let child: PersonId = self.draw.0.id(now);
            let known_as = name.split(' ').next().unwrap_or_default().to_owned();
            self.facts.push(Fact::Person(Box::new(NewPerson {
                person_id: child,
                full_name: name.to_owned(),
                known_as,
                born_on: born,
                born_about: false,
                pronouns: String::new(),
                language: String::new(),
                needs: String::new(),
                sensitivity: 1,
                restricted: false,
                keeper,
                recorded_by: keeper,
                recorded_at,
                batch: None,
            })));
            self.facts.push(Fact::Member(house, child, "child"));
        }
    }

    fn case(&mut self, team: usize, worker: UserId, title: &str, stage: &str, days: i64) -> CaseId {
        let team = &self.world.teams[team];
        let opened_on = self.as_at.plus(-days);
        let case_id: CaseId = self.draw.0.id(opened_on.at(11, 0));
        let kind = crate::words::KINDS[team.kind].code;
        self.facts.push(Fact::Case(Box::new(NewCase {
            case_id,
            reference: reference(kind, &self.draw.0),
            case_type: kind.to_owned(),
            stage: stage.to_owned(),
            title: title.to_owned(),
            organisation: team.host,
            team: team.id,
            worker: Some(worker),
            subjects: vec![self.person],
            sensitivity: 1,
            opened_on,
            opened_recorded_at: opened_on.at(11, 20),
            batch: None,
        })));
        self.facts.push(Fact::Party(case_id, self.person, PartyRole::Victim));
        case_id
    }

    fn member(&mut self, user: UserId, role: &str, doing: &str, is_lead: bool) {
        self.network(Some(user), "", "", role, doing, is_lead);
    }

    fn other(&mut self, name: &str, agency: &str, role: &str, doing: &str) {
        self.network(None, name, agency, role, doing, false);
    }

    fn network(
        &mut self,
        user: Option<UserId>,
        name: &str,
        agency: &str,
        role: &str,
        doing: &str,
        is_lead: bool,
    ) {
        let member = NewMember {
            user,
            name: name.to_owned(),
            agency: agency.to_owned(),
            phone: String::new(),
            role: role.to_owned(),
            doing: doing.to_owned(),
            is_lead,
            since_on: self.as_at.plus(-70),
            until_on: None,
        };
        let id = self.id();
        self.facts.push(Fact::Network(self.person, id, Box::new(member)));
    }

    fn happened(&mut self, case: CaseId, user: UserId, channel: Channel, days: i64, words: &str) {
        let occurred_at = self.as_at.plus(days).at(16, 40);
        let contact_id = self.draw.0.uuid(occurred_at);
        self.facts.push(Fact::Contact(Box::new(NewContact {
            contact_id,
            person: self.person,
            case: Some(case),
            user,
            channel,
            direction: Direction::Out,
            outcome: Outcome::Successful,
            with_whom: String::new(),
            summary: words.to_owned(),
            occurred_at,
            recorded_at: occurred_at.plus_seconds(25 * 60),
        })));
    }

    fn booked(
        &mut self,
        case: CaseId,
        owner: UserId,
        kind: ActionKind,
        what: &str,
        days: i64,
        at: Option<(i8, i8)>,
    ) {
        let due_on = self.as_at.plus(days);
        let recorded_at = self.as_at.plus(-6).at(17, 0);
        let action_id = self.draw.0.uuid(recorded_at);
        self.facts.push(Fact::Action(Box::new(NewAction {
            action_id,
            person: self.person,
            case: Some(case),
            kind,
            what: what.to_owned(),
            owner: Some(owner),
            owner_name: String::new(),
            due_on,
            due_at: at.map(|(hour, minute)| due_on.at(hour, minute)),
            recorded_at,
            recorded_by: owner,
        })));
    }

    fn life(&mut self, by: UserId) {
        let said_on = self.as_at.plus(-19);
        let words = "I want to sleep through the night, and I want the children to stay at this school. I do not want to run again.";
        let id = self.id();
        self.facts.push(Fact::Matter(
            self.person,
            id,
            words.to_owned(),
            "Priya Shah".to_owned(),
            said_on,
            said_on.at(16, 0),
        ));
        for (what, level, plan, reviewed) in [
            (
                "Violence from ex-partner",
                Level::High,
                "Court order until May; safety plan and code word; address withheld.",
                -17,
            ),
            ("Losing the tenancy", Level::Medium, "Arrears plan, 5 pounds a week, 7 of 7 paid.", -25),
            ("Children changing school", Level::Lower, "Places kept; breakfast club every morning.", -12),
        ] {
            let reviewed_on = self.as_at.plus(reviewed);
            let review_on = Some(reviewed_on.plus(42));
            let risk =
                NewRisk { what: what.to_owned(), level, plan: plan.to_owned(), reviewed_on, review_on, by };
            let id = self.id();
            self.facts.push(Fact::Risk(self.person, id, risk));
        }
        let alert = self.id();
        self.facts.push(Fact::Alert(
            self.person,
            alert,
            "Do not visit alone".to_owned(),
            self.as_at.plus(-40),
        ));
        for (name, kind, strength) in [
            ("Nasrin Karimi", "mother", Strength::Strong),
            ("Weir Lane Primary", "the children's school", Strength::Ordinary),
            ("Shirin", "friend from college", Strength::Strong),
            ("The flat upstairs", "neighbour", Strength::Strained),
            ("Her brother", "in Leeds", Strength::Weak),
            ("Ex-partner", "must not know where she is", Strength::Strained),
        ] {
            let third_party = strength == Strength::Strained;
            let tie =
                NewTie { other: None, name: name.to_owned(), kind: kind.to_owned(), strength, third_party };
            let id = self.id();
            self.facts.push(Fact::Tie(self.person, id, tie));
        }
    }
}
