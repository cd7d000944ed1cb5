//! Time studies: one of two weeks that is over, one that runs; a discovery with what people said, and two pulses.
//! Entries and answers only: shares, minutes of a case and new weights are the program's to work out.

use crate::{
    draw::{Draw, working},
    reviewed::Caseloads,
    world::World,
};
use access::{CaseId, Scope, UserId};
use kernel::{Day, Result, db::Db};
use workload::{
    discovery::{
        model::{GUIDE, OPEN_DAYS, Theme},
        store::{self as discovery, pulse},
    },
    time::{
        model::{Activity, Span, What},
        store::{self as studies, NewExercise, own},
    },
};

/// What people do, and how often.
const DONE: [(u64, Activity); 20] = [
    (9, Activity::Face),
    (8, Activity::Phone),
    (2, Activity::Video),
    (7, Activity::Letters),
    (10, Activity::Writing),
    (8, Activity::Partner),
    (5, Activity::Panel),
    (7, Activity::Duty),
    (7, Activity::Inbox),
    (2, Activity::Accommodation),
    (16, Activity::Recording),
    (3, Activity::Supervision),
    (1, Activity::Reflective),
    (2, Activity::Training),
    (5, Activity::Booking),
    (4, Activity::Scanning),
    (4, Activity::Twice),
    (4, Activity::Admin),
    (6, Activity::Travel),
    (2, Activity::Waiting),
];

const NOTICE: &str = "What you write down is seen by you alone. Nobody who leads you can open it.
Results are shown only when the study is over, and only of five people or more who took part. They name nobody.
It is not used to judge anybody's work. You can leave out what you do not want to write down.";

/// What people said in the discovery.
const FINDINGS: [(Theme, &str, i64); 7] = [
    (Theme::Recording, "Visits are written down on paper first and typed in the evening.", 6),
    (Theme::Recording, "The same details are asked again when a second case is opened.", 5),
    (Theme::Focus, "The duty phone rings in time that was kept for writing plans.", 8),
    (Theme::People, "An afternoon of calls shows in no figure, so it is the first thing to go.", 4),
    (Theme::Partners, "Replies from other agencies take two weeks, and the case stands still.", 7),
    (Theme::Support, "Supervision is kept, and it helps to look at one case in depth.", 5),
    (Theme::Systems, "Two systems are open all day, and one of them forgets what was typed.", 2),
];

/// Answers to what gets in the way; some say nothing.
const WORDS: [&str; 7] = [
    "Typing things twice.",
    "",
    "Interruptions by the duty phone.",
    "",
    "Too many clicks to find the last contact.",
    "Nothing much at the moment.",
    "",
];

/// A study of the demo.
#[derive(Clone, Copy)]
struct Study {
    name: &'static str,
    purpose: &'static str,
    from: Day,
    until: Day,
}

/// Writes them, after the cases. It draws from a source of its own, so that nothing else of the demo moves with it.
pub fn write(
    db: &Db,
    seed: u64,
    (world, held): (&World, &Caseloads),
    (tenant, as_at): (i64, Day),
) -> Result<()> {
    let Some(manager) = world.manager else { return Ok(()) };
    let draw = Draw::new(seed.wrapping_add(0x71_3E), as_at);
    let monday = |day: Day| day.plus(1 - i64::from(day.weekday().to_monday_one_offset()));
    let began = monday(as_at.plus(-35));
    let over = Study {
        name: "Two weeks of our time",
        purpose: "To see what keeps us from people, and to weigh cases by what they really take.",
        from: began,
        until: began.plus(11),
    };
    let runs = Study {
        name: "Where the day goes",
        purpose: "To see whether kept mornings hold, before the next rota is made.",
        from: as_at.plus(-4),
        until: as_at.plus(9),
    };
    let team = largest(world);
    study(db, &draw, (world, held), (tenant, team, as_at, None), over)?;
    // Who shows the demo around finds the notice still to be read.
    study(db, &draw, (world, held), (tenant, team_of_tour(world), as_at, Some("Priya Shah")), runs)?;
    said(db, &draw, manager, (tenant, as_at))?;
    pulses(db, &draw, world, (manager, tenant, as_at))
}

/// The team with the most officers, the first of them.
fn largest(world: &World) -> usize {
    let officers = |team: usize| world.officers.iter().filter(|n| world.workers[**n].team == team).count();
    (0..world.teams.len()).rev().max_by_key(|team| officers(*team)).unwrap_or(0)
}

fn team_of_tour(world: &World) -> usize {
    world.workers[world.named("Priya Shah")].team
}

fn study(
    db: &Db,
    draw: &Draw,
    (world, held): (&World, &Caseloads),
    (tenant, team, as_at, but): (i64, usize, Day, Option<&str>),
    study: Study,
) -> Result<()> {
    let (id, leader) = (draw.uuid(), world.workers[world.teams[team].leader].id);
    let planned = working(study.from.plus(-10)).at(11, 0);
    let new = NewExercise {
        id,
        name: study.name.to_owned(),
        purpose: study.purpose.to_owned(),
        notice: NOTICE.to_owned(),
        from_on: study.from,
        until_on: study.until,
        teams: vec![world.teams[team].id],
    };
    db.write_now(move |c| studies::plan(c, tenant, &new, (leader, planned)))?;
    let recorders = world.officers.iter().map(|n| &world.workers[*n]).filter(|w| w.team == team);
    for worker in recorders.filter(|worker| Some(worker.name.as_str()) != but) {
        let user = worker.id;
        let agreed = Scope::told(tenant, user, study.from.at(9, 0));
        db.write_now(move |c| own::agree(c, &agreed).map(drop))?;
        let mut day = study.from;
        while day <= study.until && day < as_at {
            if working(day) == day {
                let cases = held.cases(user, day);
                let spans = day_of(draw, &cases);
                let rows: Vec<_> = spans.into_iter().map(|span| (draw.uuid(), span)).collect();
                let told = Scope::told(tenant, user, day.at(17, 30));
                db.write_now(move |c| own::keep(c, &told, (id, day), &rows))?;
            }
            day = day.plus(1);
        }
    }
    Ok(())
}

/// A working day by quarter-hours, with half an hour's break.
fn day_of(draw: &Draw, cases: &[CaseId]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = draw.pick(&[510, 540, 540, 555]);
    let end = draw.pick(&[975, 990, 1_005, 1_020]);
    while from < end {
        let minutes = draw.pick(&[15, 15, 30, 30, 45, 60, 75]).min(end - from);
        let activity = draw.weighted(&DONE);
        let of_case = (activity.is_casework() && draw.percent(80)) || draw.percent(10);
        let case = (of_case && !cases.is_empty()).then(|| draw.pick(cases));
        // The middle of the day is a break; some small gaps are what nobody wrote down.
        if !(735..780).contains(&from) && !draw.percent(5) {
            let interrupted = draw.percent(18);
            spans.push(Span { from, minutes, what: What { activity, case, interrupted } });
        }
        from += minutes;
    }
    spans
}

/// A discovery beside the first study, finished.
fn said(db: &Db, draw: &Draw, manager: UserId, (tenant, as_at): (i64, Day)) -> Result<()> {
    let (id, begun) = (draw.uuid(), working(as_at.plus(-40)).at(10, 0));
    let findings: Vec<_> = FINDINGS.iter().map(|one| (draw.uuid(), *one)).collect();
    db.write_now(move |c| {
        let words = (
            "What gets in the way of casework",
            "What keeps people from casework they call good, and what helps?\nWhat could somebody else do?",
            GUIDE,
        );
        discovery::begin(c, tenant, id, words, (manager, begun))?;
        for (finding, (theme, words, people)) in &findings {
            discovery::add(c, tenant, (id, *finding), (*theme, words, *people), begun.plus_seconds(86_400))?;
        }
        discovery::finish(c, tenant, id, (working(as_at.plus(-12)), 9))
    })
}

/// A pulse of last quarter that is over, and one that can be answered.
fn pulses(db: &Db, draw: &Draw, world: &World, (manager, tenant, as_at): (UserId, i64, Day)) -> Result<()> {
    let open = |from: Day| {
        let id = draw.uuid();
        db.write_now(move |c| pulse::open(c, tenant, id, (from, from.plus(OPEN_DAYS - 1)), manager))
    };
    let from = working(as_at.plus(-100));
    open(from)?;
    for worker in world.workers.iter().filter(|_| draw.percent(70)) {
        let score = draw.weighted(&[(10, 5), (35, 4), (25, 3), (20, 2), (10, 1)]);
        let words = draw.pick(&WORDS);
        let (chance, told) = (draw.source().clone(), Scope::told(tenant, worker.id, from.plus(2).at(12, 0)));
        db.write_now(move |c| pulse::answer(c, &told, (score, words), &chance))?;
    }
    open(as_at.plus(-2))
}
