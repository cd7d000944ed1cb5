//! The cost ratio month by month, with what it is made from, what was done for it, and quality beside it.

use super::{
    model::{BEFORE, Cost, TARGET, pounds, said},
    store::{self, Entered, MOST_EVENTS, NewCost},
};
use crate::{
    draw::run::Asked, forms::Forms, programme::thematic::web::shell, review::web::list::month_words, web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Instant};
use packs::Pack;
use people::web::{errors, submission};
use std::{collections::BTreeMap, sync::Arc};
use ui::{Page, Shell, SubNav};

/// Months that are shown.
const MONTHS: i64 = 24;

/// The cost ratio.
#[derive(Template)]
#[template(path = "programme/cost.html")]
pub struct ShowCost {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// What the months say, in words.
    pub headline: String,
    /// Each month, latest first.
    pub months: Vec<MonthRow>,
    /// What was corrected, in a line each.
    pub corrected: Vec<String>,
    /// Which kinds of case are counted, in words.
    pub counted: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// A month.
#[derive(Clone, Debug)]
pub struct MonthRow {
    /// `November 2026`.
    pub month: String,
    /// `11.2%`.
    pub share: String,
    /// The same as a percentage of the target, for its bar.
    pub of_target: f64,
    /// Pay, employer's costs, share of overheads.
    pub parts: String,
    /// Gross cost of assessment and care management.
    pub gross: String,
    /// Gross spend on adult social care.
    pub spend: String,
    /// Assessments and reviews done.
    pub done: String,
    /// What one of them cost.
    pub each: String,
    /// The mean of reviews with how many.
    pub quality: String,
    /// Who entered it, when, and from what.
    pub from: String,
}

/// What was done in a month: assessments, reviews.
type Done = BTreeMap<String, (i64, i64)>;

/// What the page is made from.
struct Facts {
    entered: Vec<Entered>,
    corrected: Vec<Entered>,
    done: Done,
    quality: BTreeMap<String, (i64, i64)>,
    kinds: Vec<String>,
}

fn month_key(day: Day) -> String {
    day.to_string().chars().take(7).collect()
}

/// The packs whose assessments and reviews the cost pays for.
fn costed(packs: &[Arc<Pack>]) -> Vec<&Arc<Pack>> {
    packs.iter().filter(|pack| pack.cost.is_some()).collect()
}

/// The events that count: of which pack, its text, whether it is a review.
fn events<'p>(packs: &[&'p Arc<Pack>]) -> Vec<(&'p str, String, bool)> {
    let mut all = Vec::new();
    for pack in packs {
        if let Some(cost) = &pack.cost {
            all.extend(cost.assessments.iter().map(|event| (pack.id.as_str(), event.to_string(), false)));
            all.extend(cost.reviews.iter().map(|event| (pack.id.as_str(), event.to_string(), true)));
        }
    }
    all.truncate(MOST_EVENTS);
    all
}

async fn facts(db: &Db, actor: &Actor) -> Result<Facts, Fault> {
    let today = Day::of(actor.now);
    let since = crate::programme::rate::web::month_of(today).plus_months(-MONTHS);
    let facts = db
        .report(actor, "report", "cost of assessment and care management".to_owned(), move |c, scope| {
            let (tenant, month) = (scope.tenant(), month_key(since));
            let packs = cases::work::packs::packs(c, tenant, today)?;
            let costed = costed(&packs);
            let events = events(&costed);
            let texts: Vec<String> = events.iter().map(|(_, text, _)| text.clone()).collect();
            let mut done = Done::new();
            for (kind, event, day, n) in store::done(c, tenant, since, &texts)? {
                if let Some((.., review)) = events.iter().find(|(of, text, _)| *of == kind && *text == event)
                {
                    let of = done.entry(month_key(day)).or_default();
                    *(if *review { &mut of.1 } else { &mut of.0 }) += n;
                }
            }
            // Quality of the kinds of case that the cost is of.
            let forms = Forms::read(c, tenant)?;
            let reviewed: Vec<&str> =
                costed.iter().filter_map(|pack| Some(forms.for_pack(&pack.id, today)?.id.as_str())).collect();
            let mut quality: BTreeMap<String, (i64, i64)> = BTreeMap::new();
            for (month, form, n, sum) in store::quality(c, tenant, &month)? {
                if reviewed.contains(&form.as_str()) {
                    let of = quality.entry(month).or_default();
                    *of = (of.0 + n, of.1 + sum);
                }
            }
            Ok(Facts {
                entered: store::entered(c, tenant, &month)?,
                corrected: store::corrected(c, tenant, &month)?,
                done,
                quality,
                kinds: costed.iter().map(|pack| pack.name.clone()).collect(),
            })
        })
        .await?;
    Ok(facts)
}

impl MonthRow {
    fn new(one: &Entered, facts: &Facts) -> Self {
        let cost = one.cost();
        let (assessments, reviews) = facts.done.get(&one.month).copied().unwrap_or_default();
        let percent = cost.percent().unwrap_or(0.0);
        let corrected = if one.before > 0 { "Corrected by" } else { "Entered by" };
        Self {
            month: month_words(&one.month),
            share: format!("{percent:.1}%"),
            of_target: percent / TARGET * 100.0,
            parts: format!(
                "Pay {}, employer's costs {}, overheads {}",
                pounds(cost.pay),
                pounds(cost.on_costs),
                pounds(cost.overheads)
            ),
            gross: pounds(cost.gross()),
            spend: pounds(cost.spend),
            done: format!("{assessments} and {reviews}"),
            each: cost.each(assessments + reviews).map_or("None done".to_owned(), pounds),
            quality: match facts.quality.get(&one.month) {
                Some((n, sum)) if *n > 0 => format!("{:.0} (n = {n})", *sum as f64 / *n as f64),
                _ => "No review".to_owned(),
            },
            from: format!("{corrected} {} on {}. {}", one.by, Day::of(one.at).long(), one.why),
        }
    }
}

fn corrected_words(one: &Entered) -> String {
    format!(
        "{}: {} of {} stood since {}, entered by {}. {}",
        month_words(&one.month),
        pounds(one.cost().gross()),
        pounds(one.spend),
        Day::of(one.at).long(),
        one.by,
        one.why
    )
}

impl ShowCost {
    fn new((shell, nav): (Shell, SubNav), facts: &Facts, form: Form) -> Self {
        let series: Vec<(String, f64)> = facts
            .entered
            .iter()
            .filter_map(|one| Some((month_words(&one.month), one.cost().percent()?)))
            .collect();
        Self {
            shell: shell.errors(errors(&form)),
            nav,
            headline: said(&series),
            months: facts.entered.iter().rev().map(|one| MonthRow::new(one, facts)).collect(),
            corrected: facts.corrected.iter().map(corrected_words).collect(),
            counted: if facts.kinds.is_empty() {
                "No kind of case says which events are assessments and reviews.".to_owned()
            } else {
                format!("Counted from the record of: {}.", facts.kinds.join(", "))
            },
            form,
            submission: String::new(),
        }
    }
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<ShowCost, Fault> {
    let facts = facts(db, actor).await?;
    let shell = shell(actor, "Cost of assessment and care management", done).intro(format!(
        "Its gross cost as a share of gross spend on adult social care. The target is to go from {BEFORE:.0}% to {TARGET:.0}%."
    ));
    let page = ShowCost::new((shell, nav(actor, "/reviews/programme")), &facts, form);
    Ok(ShowCost { submission: submission(db), ..page })
}

/// Shows the cost ratio: four statements, and those that read the kinds of case.
pub async fn show_cost(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowCost>, Fault> {
    let mut form = Form::default();
    form.set("month", month_key(Day::of(actor.now).plus_months(-1)));
    Ok(Page(page(&db, &actor, form, query.value("done")).await?))
}

/// Whole pounds as people type them: `1,234,567` or `£1234567`.
fn read_pounds(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '£')).collect();
    digits.parse().ok().filter(|n| (0..=100_000_000_000).contains(n))
}

fn read(form: &mut Form, now: Instant) -> Option<NewCost> {
    let this = month_key(Day::of(now));
    let month = form.one_of(
        "month",
        |text| Asked::month_of(text).ok().map(|_| text.to_owned()).filter(|text| *text <= this),
        "Write a month that has begun, like 2026-11.",
    );
    let mut amount = |field: &str| form.one_of(field, read_pounds, "Write whole pounds, such as 182,500.");
    let (pay, on_costs) = (amount("pay"), amount("on_costs"));
    let (overheads, spend) = (amount("overheads"), amount("spend"));
    let why = form.need_text("why", 500, "Write where the figures are from, or what is corrected.");
    let cost = Cost { pay: pay?, on_costs: on_costs?, overheads: overheads?, spend: spend? };
    if cost.spend == 0 || cost.gross() > cost.spend {
        form.error("spend", "Write all that adult social care cost: it holds the other three.");
    }
    let month = month?;
    form.is_good().then_some(NewCost { month, cost, why })
}

/// Keeps a month's cost; a later one corrects it, and what stood before stays.
pub async fn add(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let Some(new) = read(&mut posted.form, actor.now) else {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let location = db
        .act(&actor, "careCost", &posted.submission, move |c, scope| {
            store::add(c, scope.tenant(), &new, (scope.user(), scope.now()))?;
            let detail = format!("cost of {}: {} of {}", new.month, new.cost.gross(), new.cost.spend);
            Ok(Changed::to("/reviews/programme/cost?done=saved", detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowCost {
    const NAME: &'static str = "programme-cost";
    fn samples() -> Vec<(&'static str, Self)> {
        let at = Instant::from_micros(1_795_000_000_000_000);
        let entered = |n: i64| Entered {
            month: format!("2026-{n:02}"),
            pay: 182_500 - 2_000 * n,
            on_costs: 51_000,
            overheads: 34_000,
            spend: 2_310_000,
            why: "Ledger, period close".to_owned(),
            at,
            by: "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley".to_owned(),
            before: i64::from(n == 3),
        };
        let full = Facts {
            entered: (1..=12).map(entered).collect(),
            corrected: vec![entered(3)],
            done: BTreeMap::from([("2026-03".to_owned(), (41, 62))]),
            quality: BTreeMap::from([("2026-03".to_owned(), (14, 868))]),
            kinds: vec!["Adult social care".to_owned()],
        };
        let none = Facts {
            entered: Vec::new(),
            corrected: Vec::new(),
            done: BTreeMap::new(),
            quality: BTreeMap::new(),
            kinds: Vec::new(),
        };
        let page = |facts: &Facts, form| {
            let frame = (
                Shell::new("Cost of assessment and care management", "Quality"),
                SubNav::new("Quality", "", Vec::new()),
            );
            Self::new(frame, facts, form)
        };
        let mut wrong = Form::default();
        wrong.error("pay", "Write whole pounds, such as 182,500.");
        vec![
            ("full", page(&full, Form::default())),
            ("empty", page(&none, Form::default())),
            ("errors", page(&none, wrong)),
        ]
    }
}
