//! Who and what is around a person: the network, ties, what matters to them, risks.

use crate::{
    facts::{Fact, Said},
    happened::Written,
    household::{Households, Resident},
    names, places,
    words::{self, KINDS},
};
use kernel::Day;
use people::{
    model::{Level, NewMember, Strength},
    store::{NewRisk, NewTie},
};

impl Households<'_> {
    /// Everybody who works with a resident: workers of their cases, other agencies, family. Nobody is left alone.
    pub fn network(&self, facts: &mut Vec<Fact>, residents: &[Resident], n: usize, written: &[Written]) {
        let (draw, me) = (self.draw, &residents[n]);
        let mut helpers = self.workers(written);
        let open = written.iter().find(|case| case.help.closed_on.is_none());
        if let Some(case) =
            written.iter().find(|case| case.help.closed_on.is_none() && case.help.worker.is_none())
        {
            let agency = self.world.teams[case.help.team].host_name;
            let doing = "Holds the case until it is allocated.";
            helpers.push(outsider("Duty desk", agency, "Duty officer", doing, case.help.opened_on));
        }
        if let Some(case) = open
            && draw.percent(30)
        {
            helpers.extend(self.partner_agency(written, case.help.opened_on));
        }
        if draw.percent(if written.is_empty() { 12 } else { 48 }) {
            let kind = written.first().map_or(&KINDS[2], |case| case.kind);
            let (role, agency, doing) = draw.pick(kind.others);
            let since = self.since(written);
            helpers.push(NewMember {
                phone: places::landline(600 + draw.below(400)),
                ..outsider(&names::anybody(draw), agency, role, doing, since)
            });
        }
        if written.is_empty() && n > 0 {
            let (role, doing) = match (me.adult(), residents[0].voice.words[0]) {
                (true, _) => ("Same household", "Lives with them; first to ring."),
                (false, "she") => ("Mother", "Looks after them at home."),
                (false, "he") => ("Father", "Looks after them at home."),
                (false, _) => ("Parent", "Looks after them at home."),
            };
            helpers.push(outsider(&residents[0].name, "Family", role, doing, self.since(written)));
        } else if draw.percent(26) || !helpers.iter().any(|h| h.until_on.is_none()) {
            let (role, doing) = draw.pick(&words::FAMILY);
            let sex = if matches!(role, "Brother" | "Father" | "Grown-up son") {
                names::Sex::Man
            } else {
                names::Sex::Woman
            };
            let name = names::whole(me.community.given(draw, sex), me.community.family(draw), sex);
            let phone = places::mobile(draw);
            helpers.push(NewMember { phone, ..outsider(&name, "Family", role, doing, self.since(written)) });
        }
        facts.extend(helpers.into_iter().map(|h| Fact::Network(me.id, draw.uuid(), Box::new(h))));
    }

    /// The workers of a person's cases, each once: for as long as they have or had one of them.
    fn workers(&self, written: &[Written]) -> Vec<NewMember> {
        let mut members: Vec<NewMember> = Vec::new();
        for case in written {
            let Some(worker) = case.help.worker.map(|w| self.worker(w)) else { continue };
            match members.iter_mut().find(|m| m.user == Some(worker.id)) {
                Some(member) => {
                    member.since_on = member.since_on.min(case.help.opened_on);
                    // Open cases come first, so what is open stays open.
                    member.until_on =
                        member.until_on.and_then(|day| case.help.closed_on.map(|end| end.max(day)));
                }
                None => members.push(NewMember {
                    user: Some(worker.id),
                    role: worker.job.to_owned(),
                    doing: self.draw.pick(case.kind.doing).to_owned(),
                    is_lead: members.is_empty() && case.help.closed_on.is_none(),
                    since_on: case.help.opened_on,
                    until_on: case.help.closed_on,
                    ..outsider("", "", "", "", case.help.opened_on)
                }),
            }
        }
        members
    }

    /// A worker of another team who helps along, if they may see what they need to.
    fn partner_agency(&self, written: &[Written], since_on: Day) -> Option<NewMember> {
        let place = self.world.officer(self.draw);
        let helper = self.worker(place);
        let known =
            written.iter().any(|case| case.help.worker == Some(place) || case.help.team == helper.team);
        let kind = &KINDS[self.world.teams[helper.team].kind];
        (!known && helper.clearance > 1).then(|| NewMember {
            user: Some(helper.id),
            role: helper.job.to_owned(),
            doing: self.draw.pick(&kind.doing[1..]).to_owned(),
            ..outsider(
                "",
                "",
                "",
                "",
                since_on.plus(self.draw.between(0, since_on.days_until(self.as_at) - 1)),
            )
        })
    }

    fn since(&self, written: &[Written]) -> Day {
        let opened = written.iter().map(|case| case.help.opened_on).min();
        opened.unwrap_or_else(|| self.as_at.plus(-self.draw.between(10, 700)))
    }

    /// What matters, risks and ties of somebody who gets or got help.
    pub fn life(&self, facts: &mut Vec<Fact>, residents: &[Resident], n: usize, written: &[Written]) {
        let (draw, me) = (self.draw, &residents[n]);
        let open = written.iter().any(|case| case.help.closed_on.is_none());
        for case in written.iter().take(2) {
            if draw.percent(if open { 72 } else { 35 }) {
                self.matter(facts, me, case);
            }
        }
        if open {
            for case in written.iter().filter(|case| case.help.closed_on.is_none()) {
                for _ in 0..draw.weighted(&[(36, 0), (44, 1), (20, 2)]) {
                    self.risk(facts, me, case);
                }
            }
        }
        for _ in 0..draw.weighted(&[(20, 0), (26, 1), (26, 2), (18, 3), (10, 4)]) {
            let (kind, strength, place) = draw.pick(&words::TIES);
            let sex = match kind {
                "mother" | "sister" | "aunt" | "grown-up daughter" => names::Sex::Woman,
                "brother" | "father" | "uncle" | "grown-up son" => names::Sex::Man,
                _ => draw.sex(),
            };
            let given = me.community.given(draw, sex).0.replace('_', " ");
            let name = if place.is_empty() { given } else { place.to_owned() };
            facts.push(Fact::Tie(me.id, draw.uuid(), tie(None, name, kind, strength)));
        }
        if let Some(other) = residents.iter().find(|r| matches!(r.kin, "wife" | "husband" | "partner"))
            && n == 0
            && draw.percent(40)
        {
            let strength =
                draw.weighted(&[(60, Strength::Strong), (25, Strength::Ordinary), (15, Strength::Strained)]);
            facts.push(Fact::Tie(
                me.id,
                draw.uuid(),
                tie(Some(other.id), other.voice.name.clone(), other.kin, strength),
            ));
        }
    }

    fn matter(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written) {
        let draw = self.draw;
        let until = case.help.closed_on.unwrap_or(self.as_at);
        let days = case.help.opened_on.days_until(until);
        let on = self
            .casework
            .office_day(case.help.opened_on.plus(draw.between(0, days.min(60))))
            .max(case.help.opened_on);
        let said = Said {
            words: words::matter(draw, case.kind, me.children),
            to: self.worker(case.by).name.clone(),
            on,
            recorded_at: draw.recorded(draw.office_time(on), self.as_at),
        };
        facts.push(Fact::Matter(me.id, draw.uuid(), Box::new(said)));
    }

    fn risk(&self, facts: &mut Vec<Fact>, me: &Resident, case: &Written) {
        let draw = self.draw;
        let (what, plans) = words::pick_for(draw, case.kind.risks, me.children);
        let known = |fact: &Fact| matches!(fact, Fact::Risk(person, _, risk) if *person == me.id && risk.what == what);
        if facts.iter().any(known) {
            return;
        }
        let age = case.help.opened_on.days_until(self.as_at);
        let reviewed_on = self
            .casework
            .office_day(self.as_at.plus(-draw.between(1, age.clamp(1, 100))))
            .max(case.help.opened_on);
        let every = draw.weighted(&[(3, 28), (4, 42), (2, 90)]);
        let risk = NewRisk {
            what: what.to_owned(),
            level: draw.weighted(&[(16, Level::High), (46, Level::Medium), (38, Level::Lower)]),
            plan: me.voice.fill(draw, draw.pick(plans)),
            reviewed_on,
            review_on: draw.percent(88).then(|| crate::draw::working(reviewed_on.plus(every))),
            by: self.worker(case.by).id,
        };
        facts.push(Fact::Risk(me.id, draw.uuid(), Box::new(risk)));
    }
}

/// Somebody without an account here.
pub fn outsider(name: &str, agency: &str, role: &str, doing: &str, since_on: Day) -> NewMember {
    NewMember {
        user: None,
        name: name.to_owned(),
        agency: agency.to_owned(),
        phone: String::new(),
        role: role.to_owned(),
        doing: doing.to_owned(),
        is_lead: false,
        since_on,
        until_on: None,
    }
}

/// A tie; naming those it is strained with could harm.
pub fn tie(other: Option<access::PersonId>, name: String, kind: &str, strength: Strength) -> NewTie {
    NewTie { other, name, kind: kind.to_owned(), strength, third_party: strength == Strength::Strained }
}
