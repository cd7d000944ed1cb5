//! The programme of quality: a thematic audit of twenty cases with its recommendations, what assessment and care
//! management cost month by month, hours for reviews, and a charter self-assessment that is begun. Facts and answers
//! only; shares, margins and what is overdue are the program's to work out.

use crate::{
    draw::{Draw, working},
    facts::Fact,
    words::KINDS,
    world::World,
};
use access::{CaseId, UserId};
use kernel::{Day, Instant, Result, db::Conn};
use quality::{
    charter::{
        model::Judgement,
        store::{self as charter, NewPlan},
    },
    programme::{
        capacity::store::{self as capacity, NewHours},
        cost::{
            model::Cost,
            store::{self as cost, NewCost},
        },
        thematic::{
            model::{Rule, SIZE, Value, Which, frame_hash, sample},
            store::write::{self as audit, Looked, NewAudit, NewRecommendation},
        },
    },
};
use uuid::Uuid;

/// Somebody and when.
type By = (UserId, Instant);

/// A fact of the programme.
#[derive(Clone, Debug)]
pub enum Programmed {
    /// An audit with its seed: what was found in each case, by question, who looked, and when it was finished.
    Audit(Box<NewAudit>, String, Vec<[Value; 4]>, (UserId, Instant)),
    /// A recommendation, what shows that it is done and when, and who accepted that.
    Recommended(NewRecommendation, By, Option<(&'static str, Instant)>, Option<By>),
    /// A month's cost.
    Cost(NewCost, By),
    /// Hours for reviews.
    Hours(NewHours, By),
    /// A self-assessment was begun.
    Charter(Uuid, (Day, Day), By),
    /// A commitment was judged.
    Judged(Uuid, (i64, Judgement, &'static str), By),
    /// What is missing, and what is done about it.
    Planned(Uuid, NewPlan, Instant),
}

impl Programmed {
    /// Writes it the way the slice writes it.
    pub fn write(&self, c: &mut dyn Conn, tenant: i64) -> Result<()> {
        match self {
            Self::Audit(new, seed, found, ended) => write_audit(c, tenant, (new, seed), found, *ended),
            Self::Recommended(new, by, done, accepted) => {
                audit::recommend(c, tenant, new, *by)?;
                if let Some((words, at)) = done {
                    audit::done(c, tenant, new.id, (new.owner, *at), words)?;
                }
                accepted.map_or(Ok(()), |by| audit::accept(c, tenant, new.id, by))
            }
            Self::Cost(new, by) => cost::add(c, tenant, new, *by),
            Self::Hours(new, by) => capacity::add(c, tenant, new, *by),
            Self::Charter(id, period, by) => charter::begin(c, tenant, *id, *period, *by),
            Self::Judged(id, judged, by) => charter::judge(c, tenant, *id, *judged, *by),
            Self::Planned(id, new, at) => charter::plan(c, tenant, *id, new, *at),
        }
    }
}

/// What was found in all.
const FOUND: &str = "Records of visits are prompt and kind. Decisions are made, but the reasons often stay in \
    somebody's head.\nPlans have owners. Exit plans are missing in many cases that have been open for long.";

fn write_audit(
    c: &mut dyn Conn,
    tenant: i64,
    (new, seed): (&NewAudit, &str),
    found: &[[Value; 4]],
    (looker, ended): By,
) -> Result<()> {
    let frame = audit::frame(c, tenant, &new.rule)?;
    let references: Vec<&str> = frame.iter().map(|(_, reference)| reference.as_str()).collect();
    let eligible = i64::try_from(frame.len()).unwrap_or(i64::MAX);
    audit::begin(c, tenant, new, (eligible, &frame_hash(&references)))?;
    audit::frame_rows(tenant, new.audit_id, &frame).run(c)?;
    audit::set_seed(c, tenant, new.audit_id, seed)?;
    let size = usize::try_from(new.size).unwrap_or(0);
    let cases: Vec<CaseId> = sample(&references, seed, size).into_iter().map(|n| frame[n].0).collect();
    audit::drawn(c, tenant, new.audit_id, &cases, new.by.1)?;
    let mut at = new.by.1;
    for (case, values) in cases.iter().zip(found) {
        at = at.plus_seconds(1500);
        let words = |value: Value| match value {
            Value::NotMet => "Not found in the record.".to_owned(),
            Value::NotApplicable => "The case has not come so far.".to_owned(),
            _ => String::new(),
        };
        let found = values.iter().zip(1..).map(|(value, nth)| (nth, *value, words(*value))).collect();
        let judged =
            Looked { audit: new.audit_id, case: *case, found, words: String::new(), by: (looker, at) };
        audit::look(c, tenant, &judged)?;
    }
    audit::set_found(c, tenant, new.audit_id, FOUND)?;
    audit::finish(c, tenant, new.audit_id, (new.by.0, ended))
}

/// Everything of the programme before the demo's day; nothing where nobody manages.
pub fn all(draw: &Draw, world: &World, as_at: Day) -> Vec<Fact> {
    let Some(manager) = world.manager else { return Vec::new() };
    let mut all = Vec::new();
    audits(draw, world, (manager, as_at), &mut all);
    costs(draw, (manager, as_at), &mut all);
    hours(world, (manager, as_at), &mut all);
    charters(draw, world, (manager, as_at), &mut all);
    all.into_iter().map(|one| Fact::Programmed(Box::new(one))).collect()
}

/// The team whose cost of assessment and care management is counted; the first one where there is none.
fn counted(world: &World) -> usize {
    let costed = |team: &crate::world::Team| {
        packs::shipped_pack(KINDS[team.kind].code).is_some_and(|pack| pack.cost.is_some())
    };
    world.teams.iter().position(costed).unwrap_or(0)
}

fn audits(draw: &Draw, world: &World, (manager, as_at): (UserId, Day), all: &mut Vec<Programmed>) {
    let team = &world.teams[counted(world)];
    let leader = world.workers[team.leader].id;
    let begun = working(as_at.plus(-75)).at(9, 30);
    let new = NewAudit {
        audit_id: draw.uuid(),
        theme: "Decisions, reasons and exit plans".to_owned(),
        question:
            "Can somebody new to the case see what was decided, why, and what would make it safe to end?"
                .to_owned(),
        rule: Rule {
            case_type: String::new(),
            team: Some(team.id),
            which: Which::Any,
            opened: (None, None),
            closed: (None, None),
            high: false,
        },
        tool: String::new(),
        questions: [
            "Decisions about the case are recorded",
            "Each decision has its reasons",
            "The plan has an owner and a day for each step",
            "There is an exit plan",
        ]
        .map(str::to_owned)
        .to_vec(),
        size: SIZE,
        due_on: Some(as_at.plus(-45)),
        by: (manager, begun),
    };
    let answer = |met: u64| {
        draw.weighted(&[
            (met, Value::Met),
            ((100 - met) / 2, Value::Partly),
            ((100 - met) / 2, Value::NotMet),
            (5, Value::NotApplicable),
        ])
    };
    let found = (0..SIZE).map(|_| [answer(80), answer(45), answer(75), answer(40)]).collect();
    let (id, ended) = (new.audit_id, working(as_at.plus(-50)).at(16, 0));
    let seed = format!("AUDIT|{}|v1|{:032x}", id.simple(), draw.uuid().as_u128());
    all.push(Programmed::Audit(Box::new(new), seed, found, (leader, ended)));
    let mut recommend = |words: &str, owner, due_on, done, accepted| {
        let new = NewRecommendation { id: draw.uuid(), audit: id, words: words.to_owned(), owner, due_on };
        all.push(Programmed::Recommended(new, (manager, ended), done, accepted));
    };
    recommend(
        "Supervision asks for the reason of each decision, and writes it to the case.",
        leader,
        as_at.plus(-14),
        Some((
            "The agenda asks for it since last month. Ten records were looked at.",
            as_at.plus(-20).at(11, 0),
        )),
        Some((manager, as_at.plus(-16).at(15, 0))),
    );
    recommend(
        "Every case open for six months has an exit plan.",
        leader,
        as_at.plus(21),
        Some(("All but the newest have one.", as_at.plus(-2).at(10, 0))),
        None,
    );
    recommend(
        "The team meets once about writing reasons, with examples.",
        leader,
        as_at.plus(-7),
        None,
        None,
    );
}

/// Fourteen months from a year and a half ago to the last whole one; one month was corrected.
fn costs(draw: &Draw, (manager, as_at): (UserId, Day), all: &mut Vec<Programmed>) {
    let first = as_at.plus(1 - i64::from(as_at.day()));
    let month = |day: Day| day.to_string().chars().take(7).collect::<String>();
    for back in (1..=14).rev() {
        let spend = 2_300_000 + draw.between(-60, 60) * 1000;
        let pay = 196_000 - (14 - back) * 1400 + draw.between(-4, 4) * 1000;
        let (on_costs, overheads) = (pay * 28 / 100, 26_000);
        let at = first.plus_months(1 - back).plus(11).min(as_at.plus(-1)).at(14, 0);
        let new = |pay: i64, why: &str| NewCost {
            month: month(first.plus_months(-back)),
            cost: Cost { pay, on_costs, overheads, spend },
            why: why.to_owned(),
        };
        all.push(Programmed::Cost(new(pay, "Ledger at the close of the month."), (manager, at)));
        if back == 6 {
            let later = at.plus_seconds(9 * 86_400);
            all.push(Programmed::Cost(
                new(pay + 6_000, "Two agency workers were missing from the first figure."),
                (manager, later),
            ));
        }
    }
}

fn hours(world: &World, (manager, as_at): (UserId, Day), all: &mut Vec<Programmed>) {
    let month: String = as_at.plus_months(-3).to_string().chars().take(7).collect();
    let at = as_at.plus_months(-3).at(9, 0);
    for team in &world.teams {
        let new = NewHours { user: world.workers[team.leader].id, month: month.clone(), minutes: 180 };
        all.push(Programmed::Hours(new, (manager, at)));
    }
}

fn charters(draw: &Draw, world: &World, (manager, as_at): (UserId, Day), all: &mut Vec<Programmed>) {
    let (id, begun) = (draw.uuid(), as_at.plus(-6).at(10, 0));
    let day = Day::of(begun);
    all.push(Programmed::Charter(id, (day.plus_months(-12).plus(1), day), (manager, begun)));
    for (commitment, judgement, words) in [
        (1, Judgement::Partly, "Leaders look at cases every six weeks in most teams. Some are late."),
        (4, Judgement::Partly, "Support is agreed in people's words. Plans are agreed later than we want."),
        (6, Judgement::Met, "Help is offered early, and most people take it up."),
    ] {
        all.push(Programmed::Judged(id, (commitment, judgement, words), (manager, begun.plus_seconds(1800))));
    }
    let new = NewPlan {
        plan_id: draw.uuid(),
        commitment: 4,
        gap: "Plans are agreed late where the first visit slips.".to_owned(),
        what: "Book the first visit when the case is allocated.".to_owned(),
        owner: world.workers[world.teams[0].leader].id,
        due_on: as_at.plus(30),
    };
    all.push(Programmed::Planned(id, new, begun.plus_seconds(2400)));
}
