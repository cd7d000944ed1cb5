//! All discoveries, the next one's form, and what the pulses say.

use super::{AT, at};
use crate::{
    discovery::{
        model::{FEWEST, GUIDE, OPEN_DAYS, QUARTER, SCALE, result},
        store::{
            self, Discovery,
            pulse::{self, Pulse},
        },
    },
    time::web::{nav, people, shell},
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Role};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, words::count};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav, Tag};

/// All discoveries and pulses.
#[derive(Template)]
#[template(path = "discovery/list.html")]
pub struct ListDiscoveries {
    /// The frame.
    pub shell: Shell,
    /// The places of time studies.
    pub nav: SubNav,
    /// Discoveries, the latest first.
    pub rows: Vec<DiscoveryRow>,
    /// Pulses, the latest first.
    pub pulses: Vec<PulseRow>,
    /// Why no pulse can be opened now; empty where one can.
    pub wait: String,
    /// Whether the asker opens pulses.
    pub opens: bool,
    /// What was typed.
    pub form: Form,
    /// Which sendings these are: one a form.
    pub submissions: [String; 2],
}

/// A discovery in the list.
#[derive(Clone, Debug)]
pub struct DiscoveryRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// How many findings of how many people.
    pub about: String,
    /// How it stands.
    pub tag: Tag,
}

/// A pulse.
#[derive(Clone, Debug)]
pub struct PulseRow {
    /// From when until when.
    pub when: String,
    /// How many answered.
    pub answered: String,
    /// Why there is no result; empty where there is.
    pub none: String,
    /// Answers: words, how many, share in percent.
    pub scores: Vec<(String, usize, i64)>,
    /// What gets in the way.
    pub words: Vec<String>,
}

fn discovery_row(one: &Discovery) -> DiscoveryRow {
    DiscoveryRow {
        name: one.name.clone(),
        href: at(one.discovery_id),
        about: format!("{}, {} spoken to", count(one.findings, "finding", "findings"), people(one.spoken)),
        tag: one
            .finished_on
            .map_or_else(|| Tag::info("Under way"), |on| Tag::good(format!("Finished on {}", on.short()))),
    }
}

fn pulse_row(one: &Pulse, answers: &[(i64, String)], today: Day) -> PulseRow {
    let over = one.until_on < today;
    let shown = if over { result(answers) } else { None };
    let percent = |n: usize, of: usize| i64::try_from((200 * n + of) / (2 * of).max(1)).unwrap_or(0);
    PulseRow {
        when: format!("{} to {}", one.from_on.long(), one.until_on.long()),
        answered: format!("{} of {} answered", one.answered, people(one.asked)),
        none: match (&shown, over) {
            (Some(_), _) => String::new(),
            (None, true) => format!("Too few to show: results are of {FEWEST} answers, at least."),
            (None, false) => "Results are shown when it is over.".to_owned(),
        },
        scores: shown.as_ref().map_or(Vec::new(), |shown| {
            let each = SCALE.iter().zip(shown.by_score);
            each.map(|((_, words), n)| ((*words).to_owned(), n, percent(n, shown.answers))).collect()
        }),
        words: shown.map_or(Vec::new(), |shown| {
            let times = |n: usize| if n > 1 { format!(" ({n} people)") } else { String::new() };
            shown.words.into_iter().map(|(words, n)| format!("{words}{}", times(n))).collect()
        }),
    }
}

/// Why no pulse is opened today: one is open, or the last began less than a quarter ago.
fn wait(pulses: &[Pulse], today: Day) -> String {
    let Some(last) = pulses.first() else { return String::new() };
    let next = last.from_on.plus_months(QUARTER);
    if last.until_on >= today {
        format!("One is open until {}.", last.until_on.long())
    } else if next > today {
        format!("The next can be opened on {}: once a quarter is enough.", next.long())
    } else {
        String::new()
    }
}

async fn page(db: &Db, actor: &Actor, form: Form, done: &str) -> Result<ListDiscoveries, Fault> {
    let today = Day::of(actor.now);
    let (all, pulses, answers) = db
        .report(actor, "report", "discovery".to_owned(), |c, scope| {
            let tenant = scope.tenant();
            Ok((store::all(c, tenant)?, pulse::all(c, tenant)?, pulse::answers(c, tenant)?))
        })
        .await?;
    let of = |one: &Pulse| -> Vec<(i64, String)> {
        let some = answers.iter().filter(|(pulse, ..)| *pulse == one.pulse_id);
        some.map(|(_, score, words)| (*score, words.clone())).collect()
    };
    Ok(ListDiscoveries {
        shell: shell(actor, "Discovery", done)
            .intro("People who do the work say how it goes. Nobody is named.")
            .errors(errors(&form)),
        nav: nav(actor, AT),
        rows: all.iter().map(discovery_row).collect(),
        wait: wait(&pulses, today),
        opens: actor.is(Role::Manager),
        pulses: pulses.iter().map(|one| pulse_row(one, &of(one), today)).collect(),
        form,
        submissions: [(); 2].map(|()| submission(db)),
    })
}

/// Shows all discoveries and pulses.
pub async fn show_list(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListDiscoveries>, Fault> {
    let mut form = Form::default();
    form.set("guide", GUIDE);
    Ok(Page(page(&db, &actor, form, query.value("done")).await?))
}

/// Begins a discovery.
pub async fn begin(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let form = &mut posted.form;
    let name = form.need_text("name", 120, "Write a name by which people know it.");
    let goals = form.need_text("goals", 2_000, "Write what it is to find out.");
    let guide = form.need_text("guide", 4_000, "Write the questions, one a line.");
    if !form.is_good() {
        let page = page(&db, &actor, posted.form, "").await?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "beginDiscovery", &posted.submission, move |c, scope| {
            let by = (scope.user(), scope.now());
            store::begin(c, scope.tenant(), id, (&name, &goals, &guide), by)?;
            Ok(Changed::to(at(id), format!("discovery {} begun", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Opens a pulse for everybody, two weeks from today.
pub async fn open_pulse(db: Db, actor: Actor, posted: Posted) -> Result<Response, Fault> {
    let id = db.chance().uuid(actor.now);
    let location = db
        .act(&actor, "openPulse", &posted.submission, move |c, scope| {
            let today = Day::of(scope.now());
            let why = wait(&pulse::all(c, scope.tenant())?, today);
            if !why.is_empty() {
                return Err(Error::Conflict(why));
            }
            pulse::open(c, scope.tenant(), id, (today, today.plus(OPEN_DAYS - 1)), scope.user())?;
            Ok(Changed::to(format!("{AT}?done=pulse"), format!("pulse {} opened", id.simple())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
