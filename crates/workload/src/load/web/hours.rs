//! What a leader writes down of somebody's work: hours and half-days, what takes from them, what they can do.

use super::{LEADERS, officer::path_of};
use crate::load::store::figures;
use access::{Actor, Changed, Db, Fault, Posted, Query, Scope, Shown, User, UserId};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::{store::caseload, web::file::id_of};
use kernel::{Day, Error, Form, Id, Result, db::Conn};
use people::web::{errors, submission};
use staff::{
    model::{Career, Contract, HALVES, Pattern, StrengthKind, hours_words, parse_hours},
    reasons::{reason, reasons},
    store::{self, OfWorker, Reduction, Strength, Written},
};
use ui::{Choice, Page, Shell, Tag};
use uuid::Uuid;

/// The kind of id a reduction has in addresses.
pub enum ReductionId {}

const HALF_NAMES: [&str; HALVES] = [
    "Monday morning",
    "Monday afternoon",
    "Tuesday morning",
    "Tuesday afternoon",
    "Wednesday morning",
    "Wednesday afternoon",
    "Thursday morning",
    "Thursday afternoon",
    "Friday morning",
    "Friday afternoon",
];

/// What is written down of somebody's work.
#[derive(Template)]
#[template(path = "load/hours.html")]
pub struct ShowHours {
    /// The frame.
    pub shell: Shell,
    /// Their caseload.
    pub back: String,
    /// Hours over time, the latest first.
    pub contracts: Vec<String>,
    /// Half-days to tick.
    pub halves: Vec<Choice>,
    /// How far they may be.
    pub careers: Vec<Choice>,
    /// Reductions, those that end last first.
    pub reductions: Vec<ReductionRow>,
    /// Reasons to choose from.
    pub reasons: Vec<Choice>,
    /// Kinds of case to tick.
    pub kinds: Vec<Choice>,
    /// Areas to tick.
    pub areas: Vec<Choice>,
    /// Whether the asker writes here; others read their own.
    pub writes: bool,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: hours, reduction, strengths, then one for each reduction.
    pub submissions: Vec<String>,
}

/// A reduction.
pub struct ReductionRow {
    /// Why.
    pub reason: String,
    /// How many hours, and when.
    pub words: String,
    /// Whether it counts now, is to come, or is over.
    pub tag: Tag,
    /// Where it is ended; empty once it is over.
    pub end: String,
}

impl ShowHours {
    fn new(shell: Shell, user: UserId, of: &OfWorker, mut form: Form, today: Day) -> Self {
        if form.is_good() && form.pairs().next().is_none() {
            fill(&mut form, of);
        }
        // Each box has a name of its own: of a name sent twice only one would be kept.
        let tick = |name: String, label: &str| {
            let on = !form.value(&name).is_empty();
            Choice { on, ..Choice::new(name, label) }
        };
        Self {
            back: path_of(user),
            contracts: of.contracts.iter().map(contract_words).collect(),
            halves: HALF_NAMES.iter().enumerate().map(|(n, name)| tick(half_name(n), name)).collect(),
            careers: Career::ALL
                .iter()
                .map(|career| {
                    Choice::new(career.code(), career.label())
                        .hint(format!("{}% of a full caseload. Alongside default", career.share()))
                })
                .collect(),
            reductions: of.reductions.iter().map(|one| reduction_row(user, one, today)).collect(),
            reasons: reasons().iter().map(|one| Choice::new(&one.code, reason_words(one))).collect(),
            kinds: packs::shipped()
                .iter()
                .map(|pack| tick(box_name(StrengthKind::CaseType, &pack.id), &pack.name))
                .collect(),
            areas: of
                .areas
                .iter()
                .map(|(id, name)| tick(box_name(StrengthKind::Area, &id.simple().to_string()), name))
                .collect(),
            shell: shell.errors(errors(&form)),
            writes: true,
            form,
            submissions: Vec::new(),
        }
    }

    /// Which sending a form is.
    pub fn sending(&self, n: usize) -> &str {
        self.submissions.get(n).map_or("", String::as_str)
    }
}

/// Puts what stands into a form that nobody has filled in.
fn fill(form: &mut Form, of: &OfWorker) {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut add = |field: &str, value: String| pairs.push((field.to_owned(), value));
    if let Some(contract) = of.contracts.first() {
        add("hours", hours_words(contract.hours));
        add("career", contract.career.code().to_owned());
        add("casework", contract.casework.to_string());
        let pattern = contract.halves();
        (0..HALVES)
            .filter(|half| pattern.works(*half))
            .for_each(|half| add(&half_name(half), "yes".to_owned()));
    } else {
        add("career", Career::Experienced.code().to_owned());
        add("casework", crate::capacity::CASEWORK.to_string());
        (0..HALVES).for_each(|half| add(&half_name(half), "yes".to_owned()));
    }
    for kind in [StrengthKind::Skill, StrengthKind::Language] {
        let of: Vec<&str> =
            of.strengths.iter().filter(|one| one.kind == kind).map(|one| one.code.as_str()).collect();
        add(kind.code(), of.join(", "));
    }
    for one in &of.strengths {
        if matches!(one.kind, StrengthKind::CaseType | StrengthKind::Area) {
            add(&box_name(one.kind, &one.code), "yes".to_owned());
        }
    }
    *form = Form::new(pairs);
}

/// The name of the box of a half-day.
fn half_name(half: usize) -> String {
    format!("half{half}")
}

/// The name of the box of a strength.
fn box_name(kind: StrengthKind, code: &str) -> String {
    format!("{}-{code}", kind.code())
}

fn contract_words(one: &Contract) -> String {
    format!(
        "From {}: {} hours a week on {} half-days, {}% of them for casework. {}",
        one.from_on.long(),
        hours_words(one.hours),
        one.halves().halves(),
        one.casework,
        one.career.label()
    )
}

fn reason_words(one: &staff::reasons::Reason) -> String {
    let mut words = format!("{}: {}", one.category, one.name);
    if let Some(percent) = one.percent {
        words = format!("{words} ({percent}% of the contract)");
    }
    if let Some(most) = one.most {
        words = format!("{words} (at most {most}%)");
    }
    words
}

fn reduction_row(user: UserId, one: &Reduction, today: Day) -> ReductionRow {
    let over = one.until_on < today;
    let name = reason(&one.reason).map_or(one.reason.as_str(), |reason| reason.name.as_str());
    let more = if one.words.is_empty() { String::new() } else { format!(". {}", one.words) };
    ReductionRow {
        reason: name.to_owned(),
        words: format!(
            "{} hours a week, {} to {}{more}",
            hours_words(one.hours),
            one.from_on.long(),
            one.until_on.long()
        ),
        tag: match (over, one.from_on > today) {
            (true, _) => Tag::plain("Over"),
            (_, true) => Tag::info("To come"),
            _ => Tag::good("Counts now"),
        },
        end: if over {
            String::new()
        } else {
            format!("{}/reductions/{}/end", path_of(user), one.reduction_id.simple())
        },
    }
}

/// What somebody may do about the hours of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    /// Leaders and managers write down those of the teams they are in.
    Lead,
    /// Everybody reads their own.
    Read,
}

impl May {
    fn of(actor: &Actor) -> Self {
        if LEADERS.iter().any(|role| actor.is(*role)) { Self::Lead } else { Self::Read }
    }

    /// Whether they write; [`Error::NotFound`] for who may not even read.
    fn writes(self, c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<bool> {
        match self {
            Self::Lead if figures::share_a_team(c, scope, user)? => Ok(true),
            _ if scope.user() == user => Ok(false),
            _ => Err(Error::NotFound),
        }
    }

    /// [`Error::NotFound`] for who may not write.
    fn write(self, c: &mut dyn Conn, scope: &Scope, user: UserId) -> Result<()> {
        if self.writes(c, scope, user)? { Ok(()) } else { Err(Error::NotFound) }
    }
}

async fn page(db: &Db, actor: &Actor, user: UserId, form: Form) -> std::result::Result<ShowHours, Fault> {
    let may = May::of(actor);
    let (named, of, writes) = db
        .list(actor, "list", format!("hours of {user}"), move |c, scope| {
            let writes = may.writes(c, scope, user)?;
            let tenant = scope.tenant();
            let value = (caseload::worker(c, tenant, user)?, store::of_worker(c, tenant, user)?, writes);
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let (name, job, employer) = named;
    let shell =
        access::shell(actor, format!("Hours of {name}"), "Caseloads").intro(format!("{job}, {employer}"));
    let submissions = (0..3 + of.reductions.len()).map(|_| submission(db)).collect();
    Ok(ShowHours { writes, submissions, ..ShowHours::new(shell, user, &of, form, Day::of(actor.now)) })
}

/// Shows what is written down of somebody's work: six statements.
pub async fn show_hours(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> std::result::Result<Page<ShowHours>, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let mut page = page(&db, &actor, user, Form::default()).await?;
    let notice = match query.value("done") {
        "hours" => "The hours are kept.",
        "reduction" => "The reduction is kept.",
        "ended" => "The reduction is ended.",
        "strengths" => "The strengths are kept.",
        _ => "",
    };
    if !notice.is_empty() {
        page.shell = page.shell.notice(notice);
    }
    Ok(Page(page))
}

async fn refused(db: &Db, actor: &Actor, user: UserId, form: Form) -> std::result::Result<Response, Fault> {
    let page = page(db, actor, user, form).await?;
    Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

fn written(scope: &Scope) -> Written {
    Written { tenant: scope.tenant(), at: scope.now(), by: scope.user() }
}

/// Writes down hours from a day on; what stood before stays in the record.
pub async fn set_contract(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let form = &mut posted.form;
    let from_on = form.need_day("from_on", "Enter the day from which this counts.");
    let hours = form.one_of("hours", parse_hours, "Enter the hours a week, such as 37 or 18.5.");
    let pattern = Pattern::of((0..HALVES).filter(|half| !form.value(&half_name(*half)).is_empty()));
    let career = form.one_of("career", Career::parse, "Choose how far they are.");
    let casework = form.one_of(
        "casework",
        |text| text.parse::<i64>().ok().filter(|share| (0..=100).contains(share)),
        "Enter a percentage from 0 to 100.",
    );
    if pattern.halves() == 0 && hours.is_some_and(|hours| hours > 0) {
        form.error("half0", "Tick the half-days they work.");
    }
    let (Some(from_on), Some(hours), Some(career), Some(casework), true) =
        (from_on, hours, career, casework, form.is_good())
    else {
        return refused(&db, &actor, user, posted.form).await;
    };
    let contract = Contract { user_id: user, from_on, hours, pattern: pattern.text(), career, casework };
    let (id, may) = (db.chance().uuid(actor.now), May::of(&actor));
    let location = db
        .act(&actor, "setHours", &posted.submission, move |c, scope| {
            may.write(c, scope, user)?;
            store::add_contract(c, written(scope), id, &contract)?;
            let detail = format!("{} hours of {user} from {from_on}", hours_words(hours));
            Ok(Changed::to(format!("{}/hours?done=hours", path_of(user)), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Writes down a reduction.
pub async fn add_reduction(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let (may, today) = (May::of(&actor), Day::of(actor.now));
    let contract = db
        .list(&actor, "list", format!("hours of {user}"), move |c, scope| {
            may.write(c, scope, user)?;
            Ok(Shown { value: store::of_worker(c, scope.tenant(), user)?.contracts, subjects: Vec::new() })
        })
        .await?
        .into_iter()
        .find(|one| one.from_on <= today)
        .map_or(0, |one| one.hours);
    let form = &mut posted.form;
    let Some(new) = read_reduction(form, user, contract, (db.chance().uuid(actor.now), today)) else {
        return refused(&db, &actor, user, posted.form).await;
    };
    let location = db
        .act(&actor, "addReduction", &posted.submission, move |c, scope| {
            may.write(c, scope, user)?;
            store::add_reduction(c, written(scope), &new)?;
            let detail = format!("{} hours less for {user} until {}", hours_words(new.hours), new.until_on);
            Ok(Changed::to(format!("{}/hours?done=reduction", path_of(user)), detail))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// A reduction from a form; `None` with an error on its field.
fn read_reduction(
    form: &mut Form,
    user: UserId,
    contract: i64,
    (id, today): (Uuid, Day),
) -> Option<Reduction> {
    if contract == 0 {
        form.error("hours", "Write down their hours first: a reduction takes from them.");
    }
    let chosen = form.one_of("reason", reason, "Choose why.");
    let asked = if form.text("less").is_empty() {
        None
    } else {
        form.one_of("less", parse_hours, "Enter hours a week, such as 7.4, or leave it empty.")
    };
    let hours = match chosen.map(|chosen| chosen.hours(contract, asked)) {
        Some(Ok(Some(hours))) => Some(hours),
        Some(Ok(None)) => {
            form.error("less", "The list has no share for this reason: enter the hours a week.");
            None
        }
        Some(Err(most)) => {
            form.error("less", format!("For this reason it is {} hours a week at most.", hours_words(most)));
            None
        }
        None => None,
    };
    let from_on = form.opt_day("from").or((form.text("from").is_empty()).then_some(today));
    let until_on = form.opt_day("until").or_else(|| {
        let months = chosen?.months.filter(|_| form.text("until").is_empty())?;
        Some(from_on?.plus_months(months))
    });
    if until_on.is_none() && form.error_of("until").is_none() && chosen.is_some() {
        form.error("until", "Enter the last day: the list has none for this reason.");
    }
    if let (Some(from), Some(until)) = (from_on, until_on)
        && until < from
    {
        form.error("until", "Enter a last day that is not before the first.");
    }
    let words = form.opt_text("why", 500);
    let (Some(chosen), Some(hours), Some(from_on), Some(until_on), true) =
        (chosen, hours, from_on, until_on, form.is_good())
    else {
        return None;
    };
    Some(Reduction {
        reduction_id: id,
        user_id: user,
        reason: chosen.code.clone(),
        hours,
        from_on,
        until_on,
        words,
    })
}

/// Ends a reduction: today is its last day.
pub async fn end_reduction(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> std::result::Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let id: Id<ReductionId> = id_of(&params, "reduction_id")?;
    let (may, yesterday) = (May::of(&actor), Day::of(actor.now).plus(-1));
    let location = db
        .act(&actor, "endReduction", &posted.submission, move |c, scope| {
            may.write(c, scope, user)?;
            if !store::end_reduction(c, written(scope), user, id.uuid(), yesterday)? {
                return Err(Error::NotFound);
            }
            Ok(Changed::to(format!("{}/hours?done=ended", path_of(user)), format!("reduction {id}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Writes down what somebody can do, all of it as the form says.
pub async fn set_strengths(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let form = &mut posted.form;
    let mut wanted: Vec<Strength> = Vec::new();
    for kind in [StrengthKind::Skill, StrengthKind::Language] {
        let text = form.opt_text(kind.code(), 500);
        let codes = text.split(',').map(|one| one.trim().to_lowercase()).filter(|one| !one.is_empty());
        wanted.extend(codes.map(|code| Strength { user_id: user, kind, code }));
    }
    for (key, value) in form.pairs() {
        let Some((kind, code)) = key.split_once('-').filter(|_| !value.is_empty()) else { continue };
        if let Some(kind @ (StrengthKind::CaseType | StrengthKind::Area)) = StrengthKind::parse(kind) {
            wanted.push(Strength { user_id: user, kind, code: code.to_owned() });
        }
    }
    if let Some(long) = wanted.iter().find(|one| one.code.chars().count() > 60) {
        let field = long.kind.code();
        form.error(field, "Use 60 characters or fewer for each, with a comma between.");
    }
    if !form.is_good() {
        return refused(&db, &actor, user, posted.form).await;
    }
    let may = May::of(&actor);
    let location = db
        .act(&actor, "setStrengths", &posted.submission, move |c, scope| {
            may.write(c, scope, user)?;
            let had = store::of_worker(c, scope.tenant(), user)?.strengths;
            for one in had.iter().filter(|one| !wanted.contains(one)) {
                store::drop_strength(c, scope.tenant(), one)?;
            }
            for one in wanted.iter().filter(|one| !had.contains(one)) {
                store::add_strength(c, written(scope), one)?;
            }
            Ok(Changed::to(format!("{}/hours?done=strengths", path_of(user)), format!("strengths of {user}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for ShowHours {
    const NAME: &'static str = "show-hours";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let user: UserId = Id::from_uuid(access::NOBODY);
        let reduction = |reason: &str, from: i64, until: i64| Reduction {
            reduction_id: access::NOBODY,
            user_id: user,
            reason: reason.to_owned(),
            hours: 740,
            from_on: today.plus(from),
            until_on: today.plus(until),
            words: "Agreed in supervision".to_owned(),
        };
        let of = OfWorker {
            contracts: vec![Contract {
                user_id: user,
                from_on: today.plus(-300),
                hours: 2_220,
                pattern: "WWWWWW----".to_owned(),
                career: Career::NewlyQualified,
                casework: 55,
            }],
            reductions: vec![
                reduction("learning-newly-qualified-officer", -30, 90),
                reduction("personal-phased-return-to-work", 10, 60),
                reduction("work-split-role", -90, -10),
            ],
            strengths: vec![Strength {
                user_id: user,
                kind: StrengthKind::Language,
                code: "farsi".to_owned(),
            }],
            areas: vec![(access::NOBODY, "Larch North".to_owned())],
        };
        let page = |of: &OfWorker, form| {
            Self::new(Shell::new("Hours of Priya Shah", "Caseloads"), user, of, form, today)
        };
        let mut wrong = Form::default();
        wrong.error("hours", "Enter the hours a week, such as 37 or 18.5.");
        vec![
            ("some", page(&of, Form::default())),
            ("nothing", page(&OfWorker::default(), Form::default())),
            ("errors", page(&of, wrong)),
        ]
    }
}
