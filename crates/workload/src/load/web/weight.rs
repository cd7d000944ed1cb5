//! What a case weighs, how that came about, and what somebody may say about it.

use super::LEADERS;
use crate::{
    Points,
    load::{
        store::{
            agreed::{self, Agreed, Known},
            facts::{Past, history},
        },
        weigh,
    },
    weights::{self, Weights},
};
use access::{Actor, CaseRef, Changed, Db, Fault, Posted, Query, Read, Write};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::{
    allocation::store::{CaseFacts, facts},
    web::file::id_of,
};
use kernel::{Day, Error, Form, Id, Instant, Result};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, Tag};

/// The kind of id an agreement has in addresses.
pub enum AdjustmentId {}

/// Days an agreement may last. Alongside default.
const LONGEST: i64 = 92;

/// What a case weighs.
#[derive(Template)]
#[template(path = "load/weight.html")]
pub struct ShowWeight {
    /// The frame.
    pub shell: Shell,
    /// The case's page.
    pub back: String,
    /// Where its forms are sent.
    pub path: String,
    /// Its score in a line.
    pub line: String,
    /// By which weights.
    pub pack: String,
    /// What a point is.
    pub point: String,
    /// Whether getting there takes long.
    pub travel: bool,
    /// Tiers of the weights in force; empty where they have none.
    pub tiers: Vec<Choice>,
    /// Settings of the weights in force.
    pub settings: Vec<Choice>,
    /// What was agreed.
    pub agreed: Vec<AgreedRow>,
    /// How far a manager may go, in words.
    pub bounds: String,
    /// Whether the asker may agree something.
    pub leads: bool,
    /// Whether the case is open: a closed one is not written to.
    pub open: bool,
    /// How it was.
    pub past: Vec<PastRow>,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: facts, agreement, then one for each agreement.
    pub submissions: Vec<String>,
}

/// An agreement.
pub struct AgreedRow {
    /// What was agreed.
    pub words: String,
    /// Whether it counts.
    pub tag: Tag,
    /// Where it is ended; empty once it is over.
    pub end: String,
}

/// Points as they were.
pub struct PastRow {
    /// From when.
    pub from: String,
    /// The points.
    pub points: Points,
    /// How they came about.
    pub line: String,
    /// By which weights.
    pub pack: String,
}

/// What the page is made from.
struct Facts {
    case: CaseFacts,
    pack: Weights,
    line: Option<String>,
    known: Known,
    agreed: Vec<Agreed>,
    past: Vec<Past>,
}

impl ShowWeight {
    fn new(shell: Shell, facts: Facts, mut form: Form, today: Day) -> Self {
        let path = format!("/cases/{}/weight", facts.case.case_id);
        if form.pairs().next().is_none() && form.is_good() {
            form.set("tier", &facts.known.tier);
            form.set("setting", &facts.known.setting);
            form.set("travel", if facts.known.travel { "yes" } else { "" });
        }
        let values = |fact| named(&facts.pack, fact);
        Self {
            back: format!("/cases/{}", facts.case.case_id),
            line: facts.line.unwrap_or_else(|| "A closed case weighs nothing.".to_owned()),
            pack: format!("{}, version {}", facts.pack.name, facts.pack.version),
            point: facts.pack.point.clone(),
            travel: form.value("travel") == "yes",
            tiers: values(weights::Fact::Tier),
            settings: values(weights::Fact::Setting),
            agreed: facts.agreed.iter().map(|one| agreed_row(&path, one, today)).collect(),
            bounds: format!(
                "Between −{0} and {0} percent, for {LONGEST} days at most.",
                facts.pack.adjustment
            ),
            leads: false,
            open: facts.case.closed_on.is_none(),
            past: facts
                .past
                .into_iter()
                .map(|(points, line, from, code, version)| PastRow {
                    from: format!("{}, {}", Day::of(from).long(), from.time_of_day()),
                    points: Points::hundredths(points),
                    line,
                    pack: format!("{code} {version}"),
                })
                .collect(),
            shell: shell.errors(errors(&form)),
            path,
            form,
            submissions: Vec::new(),
        }
    }

    /// Which sending a form is.
    pub fn sending(&self, n: usize) -> &str {
        self.submissions.get(n).map_or("", String::as_str)
    }
}

/// The values of a fact that a pack asks for.
fn named(pack: &Weights, fact: weights::Fact) -> Vec<Choice> {
    let mut all: Vec<&String> = pack
        .bases
        .iter()
        .map(|base| &base.when)
        .chain(pack.changes.iter().map(|change| &change.when))
        .filter_map(|when| when.get(&fact))
        .flat_map(weights::OneOf::values)
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|value| Choice::new(value, value)).collect()
}

fn agreed_row(path: &str, one: &Agreed, today: Day) -> AgreedRow {
    let sign = if one.percent < 0 { "−" } else { "+" };
    let by = one.by.as_deref().map(|by| format!(" {by}.")).unwrap_or_default();
    let over = one.until_on < today;
    AgreedRow {
        words: format!(
            "{sign}{}%, {} to {}. {}.{by}",
            one.percent.abs(),
            one.from_on.long(),
            one.until_on.long(),
            one.why.trim_end_matches('.')
        ),
        tag: if over { Tag::plain("Over") } else { Tag::good("Counts") },
        end: if over { String::new() } else { format!("{path}/agreed/{}/end", one.adjustment_id.simple()) },
    }
}

macro_rules! read_facts {
    ($c:ident, $permit:ident, $today:ident) => {{
        let (tenant, case) = ($permit.tenant(), $permit.id());
        let pack = weights::store::in_force($c, tenant, $today)?;
        Ok(Facts {
            case: facts($c, $permit)?,
            line: weigh::by($c, tenant, &pack, case, $today)?.map(|score| score.line()),
            pack,
            known: agreed::known($c, tenant, case)?,
            agreed: agreed::agreed($c, tenant, case)?,
            past: history($c, tenant, case)?,
        })
    }};
}

fn page(db: &Db, actor: &Actor, facts: Facts, form: Form) -> ShowWeight {
    let shell = access::shell(actor, "What this case weighs", "Cases")
        .at("/caseloads")
        .intro(format!("{}: {}", facts.case.reference, facts.case.title));
    let submissions = (0..2 + facts.agreed.len()).map(|_| submission(db)).collect();
    let page = ShowWeight::new(shell, facts, form, Day::of(actor.now));
    ShowWeight { submissions, leads: LEADERS.iter().any(|role| actor.is(*role)), ..page }
}

/// Shows what a case weighs: eight statements.
pub async fn show_weight(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> std::result::Result<Page<ShowWeight>, Fault> {
    let today = Day::of(case.actor().now);
    let found: Facts = db.view(&case, move |c, permit| read_facts!(c, permit, today)).await?;
    let mut page = page(&db, case.actor(), found, Form::default());
    let notice = match query.value("done") {
        "facts" => "Kept. The points follow within seconds.",
        "agreed" => "Agreed. The points follow within seconds.",
        "ended" => "Ended. The points follow within seconds.",
        _ => "",
    };
    if !notice.is_empty() {
        page.shell = page.shell.notice(notice);
    }
    Ok(Page(page))
}

async fn refused(db: &Db, case: &CaseRef<Write>, form: Form) -> std::result::Result<Response, Fault> {
    let today = Day::of(case.actor().now);
    let found: Facts = db.view(case, move |c, permit| read_facts!(c, permit, today)).await?;
    Ok(Page(page(db, case.actor(), found, form)).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Writes down what nothing else says of a case's weight.
pub async fn set_facts(
    db: Db,
    case: CaseRef<Write>,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let form = &mut posted.form;
    let known = Known {
        travel: form.value("travel") == "yes",
        tier: form.opt_text("tier", 20),
        setting: form.opt_text("setting", 40),
    };
    if !form.is_good() {
        return refused(&db, &case, posted.form).await;
    }
    let stamp = (case.actor().now, case.actor().user);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            agreed::set(c, permit.tenant(), permit.id(), &known, stamp)?;
            let detail =
                format!("weight: travel {}, tier {}, setting {}", known.travel, known.tier, known.setting);
            Ok(Changed::to(format!("/cases/{}/weight?done=facts", permit.id()), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Agrees that a case weighs more or less for a time: for leaders and managers.
pub async fn agree(db: Db, case: CaseRef<Write>, mut posted: Posted) -> std::result::Result<Response, Fault> {
    let today = Day::of(case.actor().now);
    let most = db
        .view(&case, move |c, permit| Ok(weights::store::in_force(c, permit.tenant(), today)?.adjustment))
        .await?;
    leads(case.actor())?;
    let form = &mut posted.form;
    let percent = form.one_of(
        "percent",
        |text| {
            text.replace('−', "-")
                .parse::<i64>()
                .ok()
                .filter(|percent| *percent != 0 && percent.abs() <= most)
        },
        &format!("Enter a whole percentage from −{most} to {most}, and not 0."),
    );
    let why = form.need_text("why", 500, "Say why, so that others can follow it.");
    let until_on = form.need_day("until", "Enter the last day on which it counts.");
    if until_on.is_some_and(|on| on < today || on > today.plus(LONGEST)) {
        form.error("until", format!("Enter a day from today, within {LONGEST} days."));
    }
    let (Some(percent), Some(until_on), true) = (percent, until_on, form.is_good()) else {
        return refused(&db, &case, posted.form).await;
    };
    let (id, stamp) = (db.chance().uuid(case.actor().now), (case.actor().now, case.actor().user));
    let new = Agreed { adjustment_id: id, percent, why, from_on: today, until_on, by: None };
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            agreed::agree(c, permit.tenant(), permit.id(), &new, stamp)?;
            let detail = format!("weight {percent}% until {until_on}");
            Ok(Changed::to(format!("/cases/{}/weight?done=agreed", permit.id()), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Ends an agreement: yesterday was its last day.
pub async fn end_agreed(
    db: Db,
    case: CaseRef<Write>,
    params: RawPathParams,
    posted: Posted,
) -> std::result::Result<Response, Fault> {
    let id: Id<AdjustmentId> = id_of(&params, "adjustment_id")?;
    let (yesterday, actor) = (Day::of(case.actor().now).plus(-1), case.actor().clone());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            leads(&actor)?;
            if !agreed::end(c, permit.tenant(), permit.id(), id.uuid(), yesterday)? {
                return Err(Error::NotFound);
            }
            Ok(Changed::to(
                format!("/cases/{}/weight?done=ended", permit.id()),
                format!("agreement {id} ended"),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// [`Error::Invalid`] for who neither leads nor manages.
fn leads(actor: &Actor) -> Result<()> {
    if LEADERS.iter().any(|role| actor.is(*role)) {
        return Ok(());
    }
    Err(Error::invalid("Only a team leader or a manager agrees that a case weighs more or less."))
}

fn sample_case(today: Day) -> CaseFacts {
    let nobody = access::NOBODY;
    CaseFacts {
        case_id: Id::from_uuid(nobody),
        reference: "GDN-K7QM2-4DXA".to_owned(),
        case_type: "garden-help".to_owned(),
        pack_version: 3,
        band: "high".to_owned(),
        title: "The hedge over the path".to_owned(),
        team_id: Id::from_uuid(nobody),
        team: "Community Safety".to_owned(),
        worker_id: None,
        worker: None,
        worker_since: None,
        person_id: Id::from_uuid(nobody),
        known_as: "Mina".to_owned(),
        opened_on: today.plus(-60),
        clock_due_on: None,
        closed_on: None,
    }
}

impl ui::Samples for ShowWeight {
    const NAME: &'static str = "show-weight";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(Instant::from_micros(1_795_000_000_000_000));
        let agreed = |from: i64, until: i64| Agreed {
            adjustment_id: access::NOBODY,
            percent: -20,
            why: "Three siblings with one worker at school.".to_owned(),
            from_on: today.plus(from),
            until_on: today.plus(until),
            by: Some("Marcus Bell".to_owned()),
        };
        let page = |n: usize, agreed: Vec<Agreed>, form| {
            weights::shipped().get(n).map(|pack| {
                let facts = Facts {
                    case: sample_case(today),
                    pack: pack.clone(),
                    line: Some("10 high risk of anti-social behaviour + 1 interpreter = 11".to_owned()),
                    known: Known::default(),
                    past: vec![(1_100, "10 high risk".to_owned(), today.at(9, 0), "alongside".to_owned(), 1)],
                    agreed,
                };
                let page = Self::new(Shell::new("What this case weighs", "Cases"), facts, form, today);
                Self { leads: true, ..page }
            })
        };
        let mut wrong = Form::default();
        wrong.error("percent", "Enter a whole percentage from −30 to 30, and not 0.");
        [
            ("agreed", page(0, vec![agreed(-3, 20), agreed(-60, -9)], Form::default())),
            ("tiers", page(1, Vec::new(), Form::default())),
            ("errors", page(0, Vec::new(), wrong)),
        ]
        .into_iter()
        .filter_map(|(name, page)| Some((name, page?)))
        .collect()
    }
}
