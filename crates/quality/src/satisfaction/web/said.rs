//! What people said in their own words, and whether those who are unhappy were told what is done.

use super::list::SaidRow;
use crate::{satisfaction::store::lists, web::nav};
use access::{Actor, Db, Fault, Shown};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Page, Shell, SubNav};

/// How far back the list goes. Alongside default.
const MONTHS: i64 = 12;

/// What people said.
#[derive(Template)]
#[template(path = "satisfaction/list_said.html")]
pub struct ListSaid {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// How many, in a sentence.
    pub headline: String,
    /// Those who wait for an answer first.
    pub rows: Vec<SaidRow>,
}

/// Shows what people said in cases the asker may read: one statement.
pub async fn show_said(db: Db, actor: Actor) -> Result<Page<ListSaid>, Fault> {
    let from = Day::of(actor.now).plus_months(-MONTHS).start();
    let said = db
        .list(&actor, "list", "what people said in surveys".to_owned(), move |c, scope| {
            let said = lists::said(c, scope, (from, scope.now().plus_seconds(1)))?;
            let subjects = said.iter().map(|one| one.case_id.uuid()).collect();
            Ok(Shown { value: said, subjects })
        })
        .await?;
    let waiting = said.iter().filter(|one| one.unhappy && one.told_words.is_empty()).count();
    Ok(Page(ListSaid {
        shell: access::shell(&actor, "What people said", "Quality")
            .intro("In their own words, from cases that you may read. Nobody else’s are shown to you."),
        nav: nav(&actor, "/satisfaction"),
        headline: headline(waiting),
        rows: said.iter().map(SaidRow::new).collect(),
    }))
}

/// How many wait to be told.
pub(super) fn headline(waiting: usize) -> String {
    match waiting {
        0 => "Everybody who was unhappy was told what is done.".to_owned(),
        n => format!("{} unhappy and not told yet what is done.", count(n as i64, "person is", "people are")),
    }
}
