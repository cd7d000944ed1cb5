//! The cases behind a figure, as far as the asker may know them.

use super::{Question, choose_pack, row_words};
use crate::returns::{
    model::{members, round},
    store,
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::Error;
use std::collections::HashMap;
use ui::{Page, Shell};

/// Cases shown at most.
const MOST: usize = 200;

/// The cases of a table or of one of its rows.
#[derive(Template)]
#[template(path = "return_cases.html")]
pub struct DrillPage {
    /// The frame.
    pub shell: Shell,
    /// The table and the row.
    pub about: String,
    /// The cases the asker may read.
    pub cases: Vec<DrillRow>,
    /// How many are not shown, in a sentence; empty for none.
    pub hidden: String,
    /// Back to the tables.
    pub back: String,
}

/// A case in the list.
pub struct DrillRow {
    /// Its page that says why.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Its worker.
    pub worker: String,
    /// The day that put it there.
    pub on: String,
}

/// Shows the cases of a table or a row.
pub async fn show_cases(actor: Actor, db: Db, Query(mut form): Query) -> Result<Page<DrillPage>, Fault> {
    let question = Question::read(&mut form, actor.now);
    if let Some((_, words)) = form.errors().first() {
        return Err(Error::invalid(words.clone()).into());
    }
    let (table_id, row) = (form.text("table"), form.text("row"));
    let row = form.pairs().any(|(name, _)| name == "row").then_some(row);
    let detail = format!("return {} {} {table_id}", question.pack, question.period.words());
    let shell = access::shell(&actor, "Cases in a return", "Reports");
    let page = db.list(&actor, "list", detail, move |c, scope| {
        let mut question = question.clone();
        let (_, pack) = choose_pack(c, scope.tenant(), &mut question)?;
        // Asked for nothing, the page shows the return's first table.
        let table = match table_id.as_str() {
            "" => pack.tables.first(),
            id => pack.table(id),
        };
        let table = table.ok_or(Error::NotFound)?;
        let asked = question.asked(&pack);
        let world = store::world(c, scope.tenant(), &asked, false)?;
        let found = members(table, &world, question.period, row.as_deref());
        let mut readable: HashMap<_, _> =
            store::listed(c, scope, &asked)?.into_iter().map(|case| (case.case_id, case)).collect();
        let mut subjects = Vec::new();
        let mut cases = Vec::new();
        let mut restricted = 0;
        for (id, on) in found {
            match readable.remove(&id) {
                None => restricted += 1,
                Some(_) if cases.len() >= MOST => {}
                Some(case) => {
                    subjects.push(id.uuid());
                    cases.push(DrillRow {
                        href: question.address(&format!("/cases/{id}/returns"), &[]),
                        reference: case.reference,
                        title: case.title,
                        worker: case.worker.unwrap_or_else(|| "Nobody yet".to_owned()),
                        on: on.long(),
                    });
                }
            }
        }
        let row = row.as_deref().filter(|_| !table.by.is_empty());
        let row = row.map_or(String::new(), |row| format!(": {}", row_words(&pack, table, row)));
        let value = DrillPage {
            shell: shell.clone(),
            about: format!("{} {}{row}, {}", table.id, table.title, question.period.words()),
            hidden: hidden(restricted, &round::shown(restricted, table.rounding), cases.len()),
            cases,
            back: question.address("/evidence/returns", &[]),
        };
        Ok(Shown { value, subjects })
    });
    Ok(Page(page.await?))
}

/// What is said of cases that are not shown. A number that the table withholds is withheld here too.
fn hidden(n: i64, shown: &str, listed: usize) -> String {
    let cut = if listed >= MOST { format!(" The first {MOST} are shown.") } else { String::new() };
    match (n, shown) {
        (0, "0") => cut,
        (_, "*") => format!("Restricted cases, fewer than 5 or none, are not shown.{cut}"),
        (1, _) => format!("1 restricted case is not shown.{cut}"),
        (_, n) => format!("{n} restricted cases are not shown.{cut}"),
    }
}
