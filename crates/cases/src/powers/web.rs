//! Pages of the register of tools and powers.

mod add;
mod one;
mod samples;

pub use add::{NewPower, add, show_new};
pub use one::{ShowUse, add_breach, authorise, serve, show_use};

use super::{
    model::{self, Standing, pounds, standing},
    store::{self, UseLine},
};
use crate::{
    desk::{self, Desk},
    recording::web::fields::parse_time,
};
use access::{CaseRef, Db, Fault, Query, Read};
use askama::Template;
use kernel::{Day, Form, Instant};
use packs::{Pack, model::FieldKind};
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, Tag};

/// The register of a case, what may be used, and what it has cost.
#[derive(Template)]
#[template(path = "show_powers.html")]
pub struct ShowPowers {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// What was used, latest first.
    pub uses: Vec<UseRow>,
    /// Informal tools that may be used.
    pub informal: Vec<PowerRow>,
    /// Formal powers that may be used.
    pub formal: Vec<PowerRow>,
    /// What it has cost by kind, and in all; empty where nothing is recorded.
    pub costs: SummaryList,
}

/// A use in the register.
#[derive(Clone, Debug)]
pub struct UseRow {
    /// Its page.
    pub href: String,
    /// The tool or power.
    pub name: String,
    /// Whom it is used with or against.
    pub whom: String,
    /// How it stands.
    pub state: Tag,
    /// From when to when.
    pub time: String,
    /// How often it was breached; empty for never.
    pub breaches: String,
    /// What came of it.
    pub outcome: String,
}

/// A tool or power that may be used.
#[derive(Clone, Debug)]
pub struct PowerRow {
    /// Where its use is written down.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Who may use it, how long it lasts.
    pub about: String,
}

impl UseRow {
    fn new(desk: &Desk, line: &UseLine, breaches: usize, today: Day) -> Self {
        Self {
            href: desk.at(&format!("/powers/use?id={}", line.use_id.simple())),
            name: line.name.clone(),
            whom: whom(line),
            state: state(line, today),
            time: time(line),
            breaches: if breaches == 0 { String::new() } else { ui::count(breaches, "breach", "breaches") },
            outcome: line.outcome.clone(),
        }
    }
}

/// Whom something is used with or against, as the asker may know it.
fn whom(line: &UseLine) -> String {
    match (&line.person, line.known) {
        (Some(name), true) => name.clone(),
        (Some(_), false) => "Restricted person".to_owned(),
        (None, _) => line.whom.clone(),
    }
}

/// Whom something is used with or against, and from when to when, for a bundle.
pub fn told_use(line: &UseLine) -> (String, String) {
    (whom(line), time(line))
}

/// How a use stands, as a tag.
pub fn state(line: &UseLine, today: Day) -> Tag {
    let waits = line.authorise && line.authorised_on.is_none();
    match standing(waits, line.served_on, line.ends_on, !line.outcome.is_empty(), today) {
        Standing::Waits => Tag::warn("Waits for a team leader"),
        Standing::Considered => Tag::info("Not served yet"),
        Standing::InForce if line.informal => Tag::good("Given"),
        Standing::InForce => Tag::good("In force"),
        Standing::Ended => Tag::plain("Ended"),
    }
}

fn time(line: &UseLine) -> String {
    let mut words = Vec::new();
    if let Some(on) = line.served_on {
        let verb = if line.informal { "Given" } else { "Served" };
        words.push(format!("{verb} on {}", line.served_at.map_or_else(|| on.long(), Instant::long)));
    }
    match (line.starts_on, line.ends_on) {
        (Some(from), Some(to)) => words.push(format!("from {} to {}", from.long(), to.long())),
        (Some(from), None) => words.push(format!("from {}", from.long())),
        (None, Some(to)) => words.push(format!("until {}", to.long())),
        (None, None) => {}
    }
    words.join(", ")
}

/// The pack's fields of money with their sums, and the total.
pub fn cost_rows(pack: &Pack, sums: &[(String, i64)]) -> SummaryList {
    let mut rows = Vec::new();
    let mut total = 0;
    for field in pack.fields.iter().filter(|field| field.kind == FieldKind::Money) {
        if let Some((_, sum)) = sums.iter().find(|(id, _)| *id == field.id) {
            total += sum;
            rows.push(SummaryRow::new(&field.label, pounds(*sum), ""));
        }
    }
    if rows.len() > 1 {
        rows.push(SummaryRow::new("In all", pounds(total), ""));
    }
    SummaryList { rows }
}

fn offered(desk: &Desk, pack: &Pack, informal: bool, today: Day) -> Vec<PowerRow> {
    let about = |power: &packs::model::Power| {
        let who = format!("Who may use it: {}.", power.who);
        if power.lasts.is_empty() { who } else { format!("{who} Lasts: {}.", power.lasts) }
    };
    pack.powers
        .iter()
        .filter(|power| power.informal == informal && model::in_force(power, today))
        .map(|power| PowerRow {
            href: desk.at(&format!("/powers/new?power={}", power.id)),
            name: power.name.clone(),
            about: about(power),
        })
        .collect()
}

/// Shows the register.
pub async fn show_powers(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowPowers>, Fault> {
    let (desk, uses, breaches, sums) = db
        .view(&case, |c, permit| {
            Ok((
                desk::open(c, permit)?,
                store::uses(c, permit)?,
                store::breaches(c, permit)?,
                store::costs(c, permit)?,
            ))
        })
        .await?;
    let today = Day::of(case.actor().now);
    let mut shell = desk.shell(case.actor(), "Tools and powers");
    if let Some(words) = desk::notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let count = |line: &UseLine| breaches.iter().filter(|b| b.use_id == line.use_id).count();
    let open = desk.pack.as_ref().filter(|_| desk.row.closed_on.is_none());
    Ok(Page(ShowPowers {
        shell,
        subnav: desk.subnav("/powers"),
        uses: uses.iter().map(|line| UseRow::new(&desk, line, count(line), today)).collect(),
        informal: open.map(|pack| offered(&desk, pack, true, today)).unwrap_or_default(),
        formal: open.map(|pack| offered(&desk, pack, false, today)).unwrap_or_default(),
        costs: desk.pack.as_ref().map(|pack| cost_rows(pack, &sums)).unwrap_or_default(),
    }))
}

/// Answers about a legal test.
fn test_choices() -> Vec<Choice> {
    super::model::TestMet::ALL.iter().map(|met| Choice::new(met.code(), met.label())).collect()
}

/// The moment on a day at which something was served.
fn read_time(form: &mut Form, on: Day, now: Instant) -> Option<Instant> {
    let remedy = "Enter the time it was served, like 16:30. A clock counts hours from it.";
    let (hour, minute) = form.one_of("served_time", parse_time, remedy)?;
    let at = on.at(hour, minute);
    if on == Day::of(now) && at > now {
        form.error("served_time", "Enter a time that has passed.");
    }
    Some(at)
}

/// Reads when something was served, how long it lasts and what came of it. `hours` says whether the time is needed, too;
/// `stop` why it may not be served yet.
fn read_service(form: &mut Form, now: Instant, hours: bool, stop: Option<&str>) -> store::Service {
    let today = Day::of(now);
    let served_on = form.opt_day("served_on");
    let served_at = served_on.filter(|_| hours).and_then(|on| read_time(form, on, now));
    let served_how = form.opt_text("served_how", 300);
    let (starts_on, ends_on) = (form.opt_day("starts_on"), form.opt_day("ends_on"));
    let outcome = form.opt_text("outcome", 1000);
    let outcome_on = form.opt_day("outcome_on");
    if let (Some(_), Some(words)) = (served_on, stop) {
        form.error("served_on", words);
    }
    if served_on.is_some_and(|on| on > today) {
        form.error("served_on", "Enter a day that has come.");
    }
    if served_on.is_some() && served_how.is_empty() {
        form.error("served_how", "Say how it was given or served, such as by hand.");
    }
    if let (Some(from), Some(to)) = (starts_on, ends_on)
        && to < from
    {
        form.error("ends_on", "Enter a last day that is not before the first.");
    }
    if outcome_on.is_some_and(|on| on > today) {
        form.error("outcome_on", "Enter a day that has come.");
    }
    let outcome_on = if outcome.is_empty() { None } else { outcome_on.or(Some(today)) };
    store::Service { served_on, served_at, served_how, starts_on, ends_on, outcome, outcome_on }
}
