//! Cases that would make a return wrong, as far as the asker may know them.

use super::{Question, choose_pack};
use crate::returns::{
    checks::wrong,
    model::{CaseWorld, Period, World},
    store::{
        self, ListedCase,
        findings::{self, Finding},
    },
};
use crate::web::READERS;
use access::{Actor, CaseId, Db, Fault, Query, Shown};
use askama::Template;
use kernel::{Day, words::count};
use packs::{
    Pack,
    model::{Check, Level},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use ui::{Choice, Page, Shell, Tag};

/// Cases shown at most.
const MOST: usize = 200;

/// The open cases in which a check speaks.
#[derive(Template)]
#[template(path = "return_checks.html")]
pub struct ChecksPage {
    /// The frame.
    pub shell: Shell,
    /// Packs that have tables.
    pub packs: Vec<Choice>,
    /// The chosen one.
    pub pack: String,
    /// Who has such cases.
    pub people: Vec<Choice>,
    /// Whose cases are shown; empty for all.
    pub worker: String,
    /// How many each worker has.
    pub workers: Vec<WorkerRow>,
    /// The cases.
    pub cases: Vec<CheckedCase>,
    /// How many there are, in a sentence.
    pub about: String,
    /// Whether the asker may see the tables.
    pub tables: bool,
}

/// A worker who has cases to correct.
pub struct WorkerRow {
    /// Who, as an address says it.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their list.
    pub href: String,
    /// How many cases.
    pub cases: i64,
    /// How much of what is wrong in them is new since Monday.
    pub new: i64,
}

/// A case with what is wrong in it.
pub struct CheckedCase {
    /// Its page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Its worker.
    pub worker: String,
    /// What is wrong, worst first.
    pub wrong: Vec<WrongRow>,
}

/// Something that is wrong.
#[derive(Clone)]
pub struct WrongRow {
    /// How bad.
    pub level: Tag,
    /// What.
    pub words: String,
    /// What to do.
    pub remedy: String,
    /// Since when; empty where that is not asked.
    pub since: String,
}

impl WrongRow {
    /// A check that speaks.
    pub fn new(check: &Check) -> Self {
        let level = match check.level {
            Level::Error => Tag::bad("Error"),
            Level::Warning => Tag::warn("Look at this"),
        };
        Self { level, words: check.words.clone(), remedy: check.remedy.clone(), since: String::new() }
    }
}

/// Shows the open cases of a kind in which something is wrong, and how many of them each worker has.
pub async fn show_checks(actor: Actor, db: Db, Query(mut form): Query) -> Result<Page<ChecksPage>, Fault> {
    let mut asked = Question::read(&mut form, actor.now);
    let today = Day::of(actor.now);
    asked.period = Period { from: today, to: today };
    // "mine" is a link that anybody can keep; otherwise a worker's id, "nobody", or empty for all.
    let who = if form.value("mine") == "yes" { actor.user.to_string() } else { form.text("worker") };
    let shell = access::shell(&actor, "Cases to correct", "Reports");
    let tables = actor.roles.iter().any(|role| READERS.contains(role));
    let page = db.list(&actor, "list", format!("checks {}", asked.pack), move |c, scope| {
        let mut asked = asked.clone();
        let (packs, pack) = choose_pack(c, scope.tenant(), &mut asked)?;
        let question = asked.asked(&pack);
        let world = store::world(c, scope.tenant(), &question, true)?;
        let kept = findings::readable(c, scope, &pack.id, monday(today))?;
        let listed = store::listed(c, scope, &question)?;
        let found = find(&pack, &world, &listed, &kept, today);
        let workers = by_worker(&found, &pack.id);
        let mut shown: Vec<&Found<'_>> =
            found.iter().filter(|one| who.is_empty() || one.worker == who).collect();
        let (new, gone) = (found.iter().map(|one| one.new).sum(), gone(&kept, &found, today));
        let about = about(&pack, found.len(), new, gone);
        shown.sort_by_key(|one| (one.new == 0, &one.row.reference));
        shown.truncate(MOST);
        let subjects = shown.iter().map(|one| one.row.case_id.uuid()).collect();
        let value = ChecksPage {
            shell: shell.clone(),
            packs,
            pack: pack.id.clone(),
            people: workers.iter().map(|one| Choice::new(&one.id, &one.name)).collect(),
            worker: who.clone(),
            workers,
            cases: shown.into_iter().map(|one| checked(one.row, one.wrong.clone())).collect(),
            about,
            tables,
        };
        Ok(Shown { value, subjects })
    });
    Ok(Page(page.await?))
}

/// A case with what is wrong in it.
struct Found<'a> {
    row: &'a ListedCase,
    worker: String,
    wrong: Vec<WrongRow>,
    checks: Vec<&'a str>,
    new: i64,
}

/// The first day of the week.
fn monday(today: Day) -> Day {
    today.plus(-i64::from(today.weekday().to_monday_zero_offset()))
}

/// What is wrong in open cases that the asker may read. What the nightly look has not seen yet is new.
fn find<'a>(
    pack: &'a Pack,
    world: &World,
    listed: &'a [ListedCase],
    kept: &[Finding],
    today: Day,
) -> Vec<Found<'a>> {
    let first: HashMap<(CaseId, &str), Day> = kept
        .iter()
        .filter(|one| one.gone_on.is_none())
        .map(|one| ((one.case_id, one.check_id.as_str()), one.first_on))
        .collect();
    let open: HashMap<CaseId, &CaseWorld> =
        world.cases.iter().filter(|case| case.closed_on.is_none()).map(|case| (case.case_id, case)).collect();
    let mut found = Vec::new();
    for row in listed {
        let Some(case) = open.get(&row.case_id) else { continue };
        let checks = wrong(pack, world, case, today);
        if checks.is_empty() {
            continue;
        }
        let mut one = Found {
            row,
            worker: row.worker_id.map_or_else(|| NOBODYS.to_owned(), |id| id.to_string()),
            wrong: Vec::new(),
            checks: checks.iter().map(|check| check.id.as_str()).collect(),
            new: 0,
        };
        for check in checks {
            let since = first.get(&(row.case_id, check.id.as_str())).copied().unwrap_or(today);
            one.new += i64::from(since >= monday(today));
            one.wrong.push(WrongRow { since: since_words(since, today), ..WrongRow::new(check) });
        }
        found.push(one);
    }
    found
}

fn since_words(since: Day, today: Day) -> String {
    if since >= monday(today) { "New this week.".to_owned() } else { format!("Since {}.", since.long()) }
}

/// How many things that were wrong were put right since Monday: as the nightly look saw, or since.
fn gone(kept: &[Finding], found: &[Found<'_>], today: Day) -> i64 {
    let still: HashSet<(CaseId, &str)> =
        found.iter().flat_map(|one| one.checks.iter().map(|check| (one.row.case_id, *check))).collect();
    let gone = kept.iter().filter(|one| {
        one.gone_on.is_none_or(|on| on >= monday(today))
            && !still.contains(&(one.case_id, one.check_id.as_str()))
    });
    i64::try_from(gone.count()).unwrap_or(i64::MAX)
}

fn about(pack: &Pack, cases: usize, new: i64, gone: i64) -> String {
    let cases = count(i64::try_from(cases).unwrap_or(i64::MAX), "open case", "open cases");
    format!(
        "{}: {cases} you may read with something to correct. {new} new since Monday, {gone} put right.",
        pack.name
    )
}

/// What stands in an address for cases that nobody has.
const NOBODYS: &str = "nobody";

/// Each worker with their cases, the most first.
fn by_worker(found: &[Found<'_>], pack: &str) -> Vec<WorkerRow> {
    let mut rows: BTreeMap<&str, WorkerRow> = BTreeMap::new();
    for one in found {
        let row = rows.entry(&one.worker).or_insert_with(|| WorkerRow {
            id: one.worker.clone(),
            name: one.row.worker.clone().unwrap_or_else(|| "Nobody yet".to_owned()),
            href: ui::query("/evidence/returns/checks", &[("pack", pack), ("worker", &one.worker)]),
            cases: 0,
            new: 0,
        });
        row.cases += 1;
        row.new += one.new;
    }
    let mut rows: Vec<WorkerRow> = rows.into_values().collect();
    rows.sort_by(|a, b| b.cases.cmp(&a.cases).then_with(|| a.name.cmp(&b.name)));
    rows
}

fn checked(row: &ListedCase, wrong: Vec<WrongRow>) -> CheckedCase {
    CheckedCase {
        href: format!("/cases/{}/returns", row.case_id),
        reference: row.reference.clone(),
        title: row.title.clone(),
        worker: row.worker.clone().unwrap_or_else(|| "Nobody yet".to_owned()),
        wrong,
    }
}
