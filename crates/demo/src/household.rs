//! A household: who lives there, and where.

use crate::{
    casework::{Casework, Help},
    draw::Draw,
    facts::Fact,
    names::{self, Community, Family, Given, Sex},
    person, places,
    words::Voice,
    world::World,
};
use access::PersonId;
use kernel::Day;
use people::model::{AddressKind, NewAddress};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

/// Draws households, one after the other.
pub struct Households<'a> {
    /// The hand that draws.
    pub draw: &'a Draw,
    /// The partnership they live in.
    pub world: &'a World,
    /// The demo's present.
    pub as_at: Day,
    /// Who works with whom.
    pub casework: Casework,
    /// The officer whose day the walk through the demo begins with.
    pub tour: usize,
    /// Appointments that officer has got on the demo's day.
    pub appointments: Cell<usize>,
    /// How many cases of each kind have been told at length (true), and how many reports wait (false).
    pub told: RefCell<BTreeMap<(&'static str, bool), u64>>,
}

/// Somebody of a household while it is drawn.
pub struct Resident {
    /// The person.
    pub id: PersonId,
    /// Given name and its short form.
    pub given: Given,
    /// Whole name.
    pub name: String,
    /// Man's or woman's name.
    pub sex: Sex,
    /// How they are spoken of.
    pub voice: Voice,
    /// Years of age.
    pub age: i64,
    /// What they are to the head; empty for the head.
    pub kin: &'static str,
    /// Whose names they bear.
    pub community: &'static Community,
    /// Whether children live in the household.
    pub children: bool,
    /// The help they get or got.
    pub help: Vec<Help>,
}

impl Resident {
    /// Whether they are grown up.
    pub fn adult(&self) -> bool {
        self.age >= 18
    }
}

impl Households<'_> {
    /// The next household with at most `most` people: its facts, and how many people it has.
    pub fn next(&mut self, most: u64) -> (Vec<Fact>, u64) {
        let mut residents = self.residents();
        residents.truncate(usize::try_from(most.max(1)).unwrap_or(usize::MAX));
        let children = residents.iter().any(|r| !r.adult());
        for resident in &mut residents {
            resident.children = children;
        }
        self.casework.plan(self.draw, self.world, &mut residents);
        let mut facts = Vec::with_capacity(residents.len() * 40);
        for n in 0..residents.len() {
            person::record(self, &mut facts, &residents, n);
        }
        self.live_together(&mut facts, &residents);
        for n in 0..residents.len() {
            self.helped(&mut facts, &residents, n);
        }
        (facts, residents.len() as u64)
    }

    /// Who lives there, the head first.
    fn residents(&self) -> Vec<Resident> {
        let draw = self.draw;
        let community = names::community(draw);
        let (family, sex) = (community.family(draw), draw.sex());
        let age = draw.weighted(&[
            (22, draw.between(18, 29)),
            (30, draw.between(30, 44)),
            (24, draw.between(45, 62)),
            (24, draw.between(63, 97)),
        ]);
        let mut home = vec![self.resident(community, family, sex, age, "")];
        let partner = draw.percent(if age > 24 { 44 } else { 18 });
        if partner {
            self.partner(&mut home, community, family);
        }
        let children = if (20..60).contains(&age) {
            draw.weighted(&[(46, 0), (21, 1), (20, 2), (9, 3), (4, 4)])
        } else {
            0
        };
        for _ in 0..children {
            let years = draw.between((age - 44).max(0), age - 18);
            let sex = draw.sex();
            let kin = if sex == Sex::Woman { "daughter" } else { "son" };
            home.push(self.resident(community, family, sex, years.max(0), kin));
        }
        if draw.percent(12) {
            let sex = draw.sex();
            let woman = sex == Sex::Woman;
            let (kin, years) = match age {
                0..58 => (if woman { "mother" } else { "father" }, age + draw.between(20, 38)),
                _ if partner => (if woman { "daughter" } else { "son" }, age - draw.between(22, 38)),
                _ => (if woman { "sister" } else { "brother" }, age - draw.between(-6, 9)),
            };
            home.push(self.resident(community, family, sex, years.min(99), kin));
        }
        home
    }

    fn partner(&self, home: &mut Vec<Resident>, community: &'static Community, family: Family) {
        let draw = self.draw;
        // Mostly of the same community, not always; mostly of the same name.
        let theirs = if draw.percent(14) { names::community(draw) } else { community };
        let name = if draw.percent(72) { family } else { theirs.family(draw) };
        let other = if home[0].sex == Sex::Woman { Sex::Man } else { Sex::Woman };
        let sex = if draw.percent(5) { home[0].sex } else { other };
        let kin = match (draw.percent(55), sex) {
            (true, Sex::Woman) => "wife",
            (true, Sex::Man) => "husband",
            (false, _) => "partner",
        };
        let age = (home[0].age + draw.between(-7, 7)).clamp(18, 98);
        home.push(self.resident(theirs, name, sex, age, kin));
    }

    fn resident(
        &self,
        community: &'static Community,
        family: Family,
        sex: Sex,
        age: i64,
        kin: &'static str,
    ) -> Resident {
        let draw = self.draw;
        let given = community.given(draw, sex);
        let neither = (14..50).contains(&age) && draw.below(1000) < 14;
        let words = match sex {
            _ if neither => ["they", "them", "their"],
            Sex::Woman => ["she", "her", "her"],
            Sex::Man => ["he", "him", "his"],
        };
        // "daughter" and "son" say more than somebody may wish.
        let kin = if neither && matches!(kin, "daughter" | "son") { "child" } else { kin };
        let known = if !given.1.is_empty() && draw.percent(60) { given.1 } else { given.0 };
        Resident {
            id: draw.id(),
            given: (given.0, if known == given.1 { given.1 } else { "" }),
            name: names::whole(given, family, sex),
            sex,
            voice: Voice { name: known.replace('_', " "), words },
            age,
            kin,
            community,
            children: false,
            help: Vec::new(),
        }
    }

    fn live_together(&self, facts: &mut Vec<Fact>, residents: &[Resident]) {
        let draw = self.draw;
        let house = draw.uuid();
        facts.push(Fact::Household(house));
        let alone = residents.len() == 1;
        let (lines, postcode) = places::home(draw);
        let mut home = NewAddress {
            kind: draw.weighted(&[(93, AddressKind::Home), (7, AddressKind::Temporary)]),
            lines,
            postcode,
            withheld: false,
            access_code: String::new(),
            from_on: Some(
                self.as_at.plus(-draw.weighted(&[(2, draw.between(20, 400)), (3, draw.between(400, 9000))])),
            ),
            until_on: None,
        };
        if residents[0].age > 66 && draw.percent(35) {
            home.access_code = format!("Key safe {:04}", draw.below(10_000));
        } else if draw.percent(4) {
            home.access_code = format!("Street door {:04}, then press bell twice", draw.below(10_000));
        }
        if residents[0].sex == Sex::Woman
            && !residents.iter().any(|r| r.adult() && !r.kin.is_empty())
            && draw.percent(8)
        {
            (home.kind, home.withheld) = (AddressKind::Refuge, true);
            "Safe Harbour refuge".clone_into(&mut home.lines);
            home.access_code.clear();
        } else if alone && draw.percent(6) {
            home = places::nowhere_fixed(draw);
        } else if draw.percent(3) {
            home.withheld = true;
        }
        let before = draw.percent(14).then(|| self.before(&home));
        for resident in residents {
            facts.push(Fact::Member(house, resident.id, resident.kin));
            facts.extend(before.iter().map(|a| Fact::Address(resident.id, draw.uuid(), a.clone())));
            facts.push(Fact::Address(resident.id, draw.uuid(), home.clone()));
        }
    }

    /// Where they lived until they came to where they are now.
    fn before(&self, home: &NewAddress) -> NewAddress {
        let (lines, postcode) = places::home(self.draw);
        let until = home.from_on.unwrap_or(self.as_at.plus(-40)).plus(-1);
        NewAddress {
            kind: AddressKind::Home,
            lines,
            postcode,
            withheld: false,
            access_code: String::new(),
            from_on: Some(until.plus(-self.draw.between(90, 3000))),
            until_on: Some(until),
        }
    }
}
