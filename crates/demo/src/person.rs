//! One person: who they are and how to reach them.

use crate::{
    draw::working,
    facts::Fact,
    household::{Households, Resident},
    names, places,
    words::{self, NEEDS, RULES},
};
use kernel::{Day, Instant};
use people::model::{Channel, NameKind, NewMethod, NewPerson, Safety};

/// Why somebody may never look at a person.
const CONFLICTS: [&str; 6] = [
    "Lives next door to the person.",
    "Is a cousin of the person.",
    "Was married to the person's brother.",
    "Rents a room from the person's family.",
    "Their children are in the same class.",
    "Gave evidence in a case about the person's son.",
];

/// Records a resident: the person, other names, how to reach them, who may see them.
pub fn record(home: &Households, facts: &mut Vec<Fact>, residents: &[Resident], n: usize) {
    let (draw, world, me) = (home.draw, home.world, &residents[n]);
    // Whom to ask: who works with them, else with the household, else whoever leads a team.
    let lead = me.help.iter().chain(residents.iter().flat_map(|r| &r.help)).find_map(|h| h.worker);
    let keeper = lead.unwrap_or_else(|| world.teams[draw.index(world.teams.len())].leader);
    let cleared =
        me.help.iter().filter_map(|h| h.worker).map(|w| world.workers[w].clearance).min().unwrap_or(1);
    let restricted = cleared == 3 && draw.percent(16);
    let sensitivity = match cleared {
        3 if restricted => 3,
        2 | 3 if draw.percent(14) => 2,
        _ => 1,
    };
    let recorded_at = first_known(home, me);
    facts.push(Fact::Person(Box::new(NewPerson {
        person_id: me.id,
        full_name: me.name.clone(),
        known_as: if me.given.1.is_empty() { String::new() } else { me.given.1.replace('_', " ") },
        born_on: (me.age < 18 || draw.percent(97)).then(|| born(home, me.age)),
        born_about: draw.percent(2),
        pronouns: pronouns(home, me),
        language: if me.adult() { me.community.language(draw, me.sex) } else { String::new() },
        needs: if draw.percent(17) { draw.pick(&NEEDS).to_owned() } else { String::new() },
        sensitivity,
        restricted,
        keeper: world.workers[keeper].id,
        recorded_by: world.workers[keeper].id,
        recorded_at,
        batch: None,
    })));
    if restricted {
        let mut readers: Vec<usize> = me.help.iter().filter_map(|h| h.worker).collect();
        readers.extend(me.help.iter().map(|h| world.teams[h.team].leader));
        readers.sort_unstable();
        readers.dedup();
        facts.extend(readers.iter().map(|w| Fact::Reader(me.id, world.workers[*w].id, recorded_at)));
    }
    if draw.percent(1) {
        let stranger = world.officer(draw);
        if me.help.iter().all(|h| h.worker != Some(stranger)) {
            let (user, reason) = (world.workers[stranger].id, draw.pick(&CONFLICTS));
            facts.push(Fact::Exclusion(me.id, user, reason, recorded_at));
        }
    }
    other_names(home, facts, me);
    if me.adult() {
        reach(home, facts, me);
    }
}

/// When the record was made: with the first case, or some time in the two years.
fn first_known(home: &Households, me: &Resident) -> Instant {
    let draw = home.draw;
    match me.help.iter().map(|h| h.opened_on).min() {
        Some(day) => draw.office_time(day),
        None => draw.office_time(home.casework.office_day(home.as_at.plus(-draw.between(2, 720)))),
    }
}

/// A birthday that makes them so old on the demo's day.
fn born(home: &Households, age: i64) -> Day {
    home.as_at.plus_months(-12 * age).plus(-home.draw.between(0, 363))
}

fn pronouns(home: &Households, me: &Resident) -> String {
    match me.voice.words[0] {
        "they" => "they/them".to_owned(),
        _ if home.draw.percent(45) => String::new(),
        "she" => "she/her".to_owned(),
        _ => "he/him".to_owned(),
    }
}

fn other_names(home: &Households, facts: &mut Vec<Fact>, me: &Resident) {
    let (draw, id) = (home.draw, me.id);
    let given = me.given.0.replace('_', " ");
    if me.adult() && me.voice.words[0] == "she" && draw.percent(9) {
        let before = names::whole(me.given, me.community.family(draw), me.sex);
        facts.push(Fact::Name(id, draw.uuid(), NameKind::Former, before));
    }
    if draw.percent(7) {
        let spelt = names::misspelt(draw, &me.name);
        facts.push(Fact::Name(id, draw.uuid(), NameKind::Spelling, spelt));
    }
    if me.adult() && draw.percent(4) {
        let (other, _) = me.community.given(draw, me.sex);
        let family = me.name.strip_prefix(&given).unwrap_or(&me.name).trim();
        facts.push(Fact::Name(
            id,
            draw.uuid(),
            NameKind::Alias,
            format!("{} {family}", other.replace('_', " ")),
        ));
    }
    if !me.given.1.is_empty() && draw.percent(25) {
        facts.push(Fact::Name(id, draw.uuid(), NameKind::Legal, me.name.clone()));
    }
}

/// How to reach an adult, and when that is safe. Numbers are from the ranges kept for drama.
fn reach(home: &Households, facts: &mut Vec<Fact>, me: &Resident) {
    let draw = home.draw;
    let mut method = NewMethod {
        channel: Channel::Phone,
        value: places::mobile(draw),
        safety: draw.weighted(&[(55, Safety::Safe), (45, Safety::NotAsked)]),
        rule: String::new(),
        preferred: true,
    };
    if draw.percent(28) {
        let (channel, safety, rule) = draw.pick(&RULES);
        (method.channel, method.safety, method.rule) = (channel, safety, rule.to_owned());
    }
    if method.safety == Safety::Careful && draw.percent(30) {
        let rule = "Others in the home pick up".to_owned();
        let shared = NewMethod { safety: Safety::Unsafe, rule, preferred: false, ..method.clone() };
        let value = places::landline(600 + draw.below(400));
        facts.push(Fact::Method(me.id, draw.uuid(), NewMethod { value, channel: Channel::Phone, ..shared }));
    }
    facts.push(Fact::Method(me.id, draw.uuid(), method));
    if draw.percent(22) {
        let plain = kernel::words::fold(&me.name).replace(' ', ".");
        let email = NewMethod {
            channel: Channel::Email,
            // example.org is kept for examples: nothing sent there arrives anywhere.
            value: format!("{plain}@example.org"),
            safety: Safety::NotAsked,
            rule: String::new(),
            preferred: false,
        };
        facts.push(Fact::Method(me.id, draw.uuid(), email));
    }
    if draw.percent(7) {
        let words = draw.pick(&words::ALERTS);
        let since = working(home.as_at.plus(-draw.between(20, 500)));
        facts.push(Fact::Alert(me.id, draw.uuid(), words, since));
    }
}
