//! Cases that would make a return wrong, as far as the asker may know them.

use super::{Question, choose_pack};
use crate::returns::{
    checks::wrong,
    model::Period,
    store::{self, ListedCase},
};
use access::{Actor, CaseId, Db, Fault, Query, Shown};
use askama::Template;
use kernel::Day;
use packs::model::{Check, Level};
use std::collections::HashMap;
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
    /// Whether only the asker's own cases are shown.
    pub mine: bool,
    /// The cases.
    pub cases: Vec<CheckedCase>,
    /// How many there are, in a sentence.
    pub about: String,
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
}

impl WrongRow {
    /// A check that speaks.
    pub fn new(check: &Check) -> Self {
        let level = match check.level {
            Level::Error => Tag::bad("Error"),
            Level::Warning => Tag::warn("Look at this"),
        };
        Self { level, words: check.words.clone(), remedy: check.remedy.clone() }
    }
}

/// Shows the open cases of a kind in which something is wrong.
pub async fn show_checks(actor: Actor, db: Db, Query(mut form): Query) -> Result<Page<ChecksPage>, Fault> {
    let mut asked = Question::read(&mut form, actor.now);
    let today = Day::of(actor.now);
    asked.period = Period { from: today, to: today };
    let (mine, me) = (form.value("mine") == "yes", actor.user);
    let shell = access::shell(&actor, "Cases to correct", "Reports");
    let page = db.list(&actor, "list", format!("checks {}", asked.pack), move |c, scope| {
        let mut asked = asked.clone();
        let (packs, pack) = choose_pack(c, scope.tenant(), &mut asked)?;
        let question = asked.asked(&pack);
        let world = store::world(c, scope.tenant(), &question, true)?;
        let listed = store::listed(c, scope, &question)?.into_iter();
        let listed = listed.filter(|case| !mine || case.worker_id == Some(me));
        let readable: HashMap<CaseId, ListedCase> = listed.map(|case| (case.case_id, case)).collect();
        let mut found = Vec::new();
        for case in world.cases.iter().filter(|case| case.closed_on.is_none()) {
            let Some(row) = readable.get(&case.case_id) else { continue };
            let wrong: Vec<WrongRow> =
                wrong(&pack, &world, case, today).into_iter().map(WrongRow::new).collect();
            if !wrong.is_empty() {
                found.push((case.case_id, checked(row, wrong)));
            }
        }
        found.sort_by(|(_, a), (_, b)| a.reference.cmp(&b.reference));
        let all = i64::try_from(found.len()).unwrap_or(i64::MAX);
        found.truncate(MOST);
        let subjects = found.iter().map(|(id, _)| id.uuid()).collect();
        let value = ChecksPage {
            shell: shell.clone(),
            packs,
            pack: pack.id.clone(),
            mine,
            cases: found.into_iter().map(|(_, case)| case).collect(),
            about: format!(
                "{}: {} you may read with something to correct.",
                pack.name,
                kernel::words::count(all, "open case", "open cases")
            ),
        };
        Ok(Shown { value, subjects })
    });
    Ok(Page(page.await?))
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
