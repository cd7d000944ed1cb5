//! Rotas: one for each team, published some weeks ago and for some weeks ahead, and what was changed of it since. What of
//! the protected time was kept, and what is owed, is the program's to work out.

use crate::{draw::Draw, world::World};
use kernel::{Day, Result, db::Db};
use workload::rotas::{
    change::Changed,
    model::{Cell, Need, NeedKind, Reason, monday},
    problem::set,
    search,
    store::{self, make},
};

/// Weeks of a rota, and how many of them are over.
const WEEKS: (i64, i64) = (22, 15);
/// Steps of its search: enough for a rota that holds, little enough to wait for.
const STEPS: u64 = 250_000;
/// Changes of a rota since it was published.
const CHANGES: i64 = 56;
/// Why protected time was taken, how often, and what was said.
const WHY: [(u64, (Reason, &str)); 5] = [
    (4, (Reason::Crisis, "A family was threatened at home and had to be met the same day.")),
    (4, (Reason::Cover, "Nobody else could take the desk.")),
    (2, (Reason::Crisis, "An eviction was brought forward by a week.")),
    (1, (Reason::Other, "The court moved its hearing.")),
    (1, (Reason::Cover, "A colleague's train was cancelled.")),
];

/// Writes them. It draws from a source of its own, so that nothing else of the demo moves with it.
pub fn write(db: &Db, seed: u64, world: &World, (tenant, as_at): (i64, Day)) -> Result<()> {
    let draw = Draw::new(seed.wrapping_add(0x07A), as_at);
    let from = monday(as_at).plus(-7 * WEEKS.1);
    for (n, team) in world.teams.iter().enumerate() {
        let people: Vec<_> = world.workers.iter().filter(|worker| worker.team == n).collect();
        let leader = world.workers[team.leader].id;
        if people.len() < 4 {
            continue;
        }
        let person = |(at, worker): (usize, &&crate::world::Worker)| make::NewPerson {
            user: worker.id,
            leads: worker.holds == 0,
            senior: at % 2 == 0,
            dislikes: (at % 5 == 3).then_some(4),
            skills: Vec::new(),
            cells: workload::rotas::model::Cells::default(),
        };
        let new = make::NewRota {
            id: draw.uuid(),
            team: team.id,
            from,
            weeks: WEEKS.0,
            desk: if people.len() > 7 { 2 } else { 1 },
            seed: 1,
            needs: needs(n),
            people: people.iter().enumerate().map(person).collect(),
        };
        let (made_at, published) = (from.plus(-20).at(10, 0), (from.plus(-14).at(11, 0), leader));
        let id = new.id;
        let mut rota = db.write_now(move |c| {
            make::add(c, tenant, &new, (made_at, leader))?;
            let mut rota = store::find(c, tenant, id)?;
            search::afresh(c, tenant, &mut rota, "", as_at.at(9, 0))?;
            Ok(rota)
        })?;
        search::shortly(&mut rota, STEPS);
        db.write_now(move |c| {
            make::found(c, tenant, &rota)?;
            let rota = store::find(c, tenant, id)?;
            make::publish(c, tenant, &rota, published)
        })?;
        change(db, &draw, (tenant, id, leader), as_at)?;
    }
    Ok(())
}

/// What comes again and again in a team's weeks.
fn needs(n: usize) -> Vec<Need> {
    let half = |offset: usize| (n * 3 + offset) % 9;
    let need = |kind, name: &str, half, every, people| Need {
        kind,
        name: name.to_owned(),
        half,
        every,
        first: 2,
        people,
        skill: String::new(),
    };
    vec![
        need(NeedKind::Panel, "Partners' panel", half(1), 2, 1),
        need(NeedKind::Reflection, "Reflective practice", half(5), 4, 0),
        need(NeedKind::Training, "Learning hour", half(7), 8, 0),
    ]
}

/// Half-days that were taken since, each for a reason; some were given back.
fn change(
    db: &Db,
    draw: &Draw,
    (tenant, id, leader): (i64, uuid::Uuid, access::UserId),
    as_at: Day,
) -> Result<()> {
    const OPEN: Cell = Cell::WORK[5];
    const CASEWORK: Cell = Cell::WORK[1];
    let mut rota = db.report_now(move |c| store::find(c, tenant, id))?;
    let last = rota.slot_of(as_at).saturating_sub(1);
    let mut made = Vec::new();
    let mut taken = None;
    for n in 0..CHANGES {
        // Most of it is given back to whom it was taken from.
        let gives = n % 9 < 8 && taken.is_some();
        let drawn = usize::try_from(draw.between(0, rota.people.len() as i64 - 1)).unwrap_or(0);
        let who = taken.take().filter(|_| gives).unwrap_or(drawn);
        let begun = usize::try_from(draw.between(0, last as i64)).unwrap_or(0);
        let (was, becomes) = if gives { (OPEN, CASEWORK) } else { (CASEWORK, OPEN) };
        let Some(slot) = (begun..=last).find(|slot| rota.people[who].cells.at(*slot) == was) else {
            continue;
        };
        let on = rota.day(slot);
        taken = (!gives).then_some(who);
        let (reason, words) = if gives { (Reason::GivenBack, "") } else { draw.weighted(&WHY) };
        let owed_until = (!gives).then(|| search::calendar("").plus_working(on, 10));
        let new =
            make::NewChange { id: draw.uuid(), changed: Changed { who, slot, was, becomes }, owed_until };
        let before = rota.clone();
        set(&mut rota.people[who].cells, slot, becomes);
        made.push((before, rota.clone(), (reason, words), new, on.at(8, 40)));
        rota.version += 1;
    }
    db.write_now(move |c| {
        made.iter().try_for_each(|(before, then, why, new, at)| {
            make::save(c, tenant, (before, then), *why, std::slice::from_ref(new), (*at, leader))
        })
    })
}
