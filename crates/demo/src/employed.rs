//! Hours, reductions, strengths and leave of those who work in the partnership. Facts only: what anybody has room for, the
//! program works out.

use crate::{draw::Draw, words::KINDS, world::World};
use cases::allocation::{
    model::LeaveKind,
    store::leave::{self, NewLeave},
};
use kernel::{Day, Result, db::Db};
use staff::{
    model::{Career, Contract, StrengthKind},
    reasons::reason,
    store::{self, Reduction, Strength, Written},
};

/// Contracts with how often they are there: hours in hundredths, half-days.
const CONTRACTS: [(u64, (i64, &str)); 5] = [
    (70, (3_700, "WWWWWWWWWW")),
    (10, (2_960, "WWWWWWWW--")),
    (10, (2_220, "WWWWWW----")),
    (5, (2_220, "----WWWWWW")),
    (5, (1_850, "W-W-W-W-W-")),
];
/// Reasons for fewer hours with what is said about them.
const REASONS: [(&str, i64, &str); 5] = [
    ("learning-newly-qualified-officer", 740, "First assessed year"),
    ("personal-trade-union-facility-time", 370, "Half a day a week"),
    ("personal-phased-return-to-work", 1_110, "Back after an operation, more each fortnight"),
    ("work-split-role", 740, "One day a week with the housing trust"),
    ("work-single-point-of-contact-lead", 185, "Lead for hoarding"),
];
const LANGUAGES: [&str; 6] = ["polish", "urdu", "somali", "farsi", "romanian", "british sign language"];
const SKILLS: [&str; 4] = ["senior", "domestic abuse", "anti-social behaviour", "mental capacity"];

/// Writes them. It draws from a source of its own, so that nothing else of the demo moves with it.
pub fn write(db: &Db, seed: u64, world: &World, (tenant, as_at): (i64, Day)) -> Result<()> {
    let draw = Draw::new(seed.wrapping_add(0x5EED), as_at);
    let at = as_at.plus(-200).at(9, 30);
    for (n, worker) in world.workers.iter().enumerate() {
        let (leads, tour) =
            (worker.holds == 0, ["Priya Shah", "Zofia Mazur"].contains(&worker.name.as_str()));
        let leader = world.workers[world.teams[worker.team].leader].id;
        let written = Written { tenant, at, by: leader };
        let usual = KINDS[world.teams[worker.team].kind].casework;
        let drawn = draw.weighted(&CONTRACTS);
        let all_week = tour || leads || (usual.is_some() && n % 7 != 2);
        let (hours, pattern) = if all_week { CONTRACTS[0].1 } else { drawn };
        let career = match n % 11 {
            3 if !tour && !leads => Career::NewlyQualified,
            7 if !tour && !leads => Career::Starting,
            _ => Career::Experienced,
        };
        let contract = Contract {
            user_id: worker.id,
            from_on: as_at.plus(-200),
            hours,
            pattern: pattern.to_owned(),
            career,
            casework: if leads { 0 } else { usual.unwrap_or(55) },
        };
        let reduction = reduction(&draw, worker.id, (hours, as_at)).filter(|_| !leads && !tour);
        let strengths = strengths(&draw, world, n);
        let away = leave_of(&draw, worker.id, as_at).filter(|_| !tour);
        let contract_id = draw.uuid();
        db.write_now(move |c| {
            store::add_contract(c, written, contract_id, &contract)?;
            if let Some(reduction) = &reduction {
                store::add_reduction(c, written, reduction)?;
            }
            strengths.iter().try_for_each(|one| store::add_strength(c, written, one))?;
            away.map_or(Ok(()), |away| leave::record(c, tenant, &away, leader))
        })?;
    }
    Ok(())
}

/// One in seven has fewer hours for their own cases, for a reason of the list.
fn reduction(draw: &Draw, user: access::UserId, (hours, as_at): (i64, Day)) -> Option<Reduction> {
    let (code, asked, words) = draw.pick(&REASONS);
    let (from, until) = (as_at.plus(-draw.between(10, 60)), as_at.plus(draw.between(20, 120)));
    let id = draw.uuid();
    let hours = reason(code)?.hours(hours, Some(asked * hours / 3_700)).ok().flatten()?;
    draw.percent(15).then(|| Reduction {
        reduction_id: id,
        user_id: user,
        reason: code.to_owned(),
        hours,
        from_on: from,
        until_on: until,
        words: words.to_owned(),
    })
}

fn strengths(draw: &Draw, world: &World, n: usize) -> Vec<Strength> {
    let worker = &world.workers[n];
    let kind = &KINDS[world.teams[worker.team].kind];
    let one = |kind, code: &str| Strength { user_id: worker.id, kind, code: code.to_owned() };
    let mut all = vec![one(StrengthKind::CaseType, kind.code)];
    if n.is_multiple_of(3) {
        all.push(one(StrengthKind::Skill, SKILLS[0]));
    }
    if draw.percent(40) {
        all.push(one(StrengthKind::Skill, draw.pick(&SKILLS[1..])));
    }
    if draw.percent(25) {
        all.push(one(StrengthKind::Language, draw.pick(&LANGUAGES)));
    }
    all
}

/// One in five is away for some days of the next weeks.
fn leave_of(draw: &Draw, user: access::UserId, as_at: Day) -> Option<NewLeave> {
    let (from, days, id) = (draw.between(-2, 20), draw.pick(&[0, 1, 4, 4, 9]), draw.uuid());
    draw.percent(20).then(|| NewLeave {
        leave_id: id,
        user,
        from_on: as_at.plus(from),
        until_on: as_at.plus(from + days),
        kind: LeaveKind::Annual,
        at: as_at.plus(-30).at(10, 0),
    })
}
