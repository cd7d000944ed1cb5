//! The list of cases below a caseload's figures, sorted by links, and the same as a file.

use crate::Points;
use access::{Actor, Db, Fault, Shown, Team, User};
use axum::{extract::RawPathParams, response::Response};
use cases::{
    store::caseload::{self, LoadLine, SORT_KEYS, Whose},
    web::{
        at_least_0, day_words,
        file::{csv_file, id_of},
        type_words,
    },
};
use kernel::{Day, Form, Id};
use ui::{Pagination, Sort};

/// Cases a page. The budget of the page is three statements.
pub(super) const SIZE: i64 = 25;
/// The most rows of a file.
const MOST_ROWS: i64 = 100_000;

/// The cases of a caseload, as both pages show them.
pub struct CaseList {
    /// How the list is sorted.
    pub sort: Sort,
    /// Whether the list says who holds each case.
    pub of_team: bool,
    /// The cases.
    pub rows: Vec<CaseRow>,
    /// More pages.
    pub pages: Pagination,
    /// The same as a file.
    pub csv: String,
}

impl CaseList {
    pub(super) fn new(
        path: &str,
        asked: &Asked,
        lines: Vec<LoadLine>,
        total: i64,
        today: Day,
        of_team: bool,
    ) -> Self {
        let down = if asked.down { "1" } else { "" };
        let sorted = ui::query(path, &[("sort", asked.key), ("down", down)]);
        Self {
            sort: Sort::new(path, asked.key, asked.down),
            of_team,
            rows: lines.into_iter().map(|line| CaseRow::new(line, today)).collect(),
            pages: Pagination::new(
                sorted,
                at_least_0(asked.page),
                at_least_0(SIZE),
                at_least_0(total),
                "cases",
            ),
            csv: format!("{path}/cases.csv"),
        }
    }
}

/// A case of a caseload.
pub struct CaseRow {
    /// Its page.
    pub href: String,
    /// The person's page; empty where the asker may not open it.
    pub person_href: String,
    /// The person.
    pub person: String,
    /// Its reference.
    pub reference: String,
    /// Type and title.
    pub what: String,
    /// Where it stands.
    pub stage: String,
    /// Who holds it.
    pub worker: String,
    /// What it weighs.
    pub points: Points,
    /// When it was opened.
    pub opened: String,
    /// When somebody was last reached.
    pub last: String,
    /// When something is due.
    pub next: String,
    /// Whether that day has passed.
    pub late: bool,
}

impl CaseRow {
    fn new(line: LoadLine, today: Day) -> Self {
        Self {
            href: format!("/cases/{}", line.case_id),
            person_href: if line.may_open { format!("/people/{}", line.person_id) } else { String::new() },
            person: line.person,
            reference: line.reference,
            what: format!("{}: {}", type_words(&line.case_type), line.title),
            stage: line.stage,
            worker: line.worker.unwrap_or_else(|| "Not allocated".to_owned()),
            points: Points::hundredths(line.points),
            opened: line.opened_on.long(),
            last: line.last_contact_at.map_or("Never".to_owned(), |at| day_words(Day::of(at), today)),
            next: line.next_on.map_or(String::new(), |on| day_words(on, today)),
            late: line.next_on.is_some_and(|on| on < today),
        }
    }
}

/// What a caseload page asks for.
pub(super) struct Asked {
    pub key: &'static str,
    pub down: bool,
    pub page: i64,
}

impl Asked {
    pub fn read(query: &Form) -> Self {
        let key = SORT_KEYS.iter().find(|k| **k == query.value("sort")).copied().unwrap_or("next");
        let page = query.value("page").parse().unwrap_or(1).clamp(1, 100_000);
        Self { key, down: query.value("down") == "1", page }
    }

    pub fn offset(&self) -> i64 {
        (self.page - 1) * SIZE
    }
}

/// A team's cases as a file.
pub async fn team_csv(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let team: Id<Team> = id_of(&params, "team_id")?;
    file(&db, &actor, Whose::Team(team)).await
}

/// An officer's cases as a file.
pub async fn officer_csv(db: Db, actor: Actor, params: RawPathParams) -> Result<Response, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    file(&db, &actor, Whose::Worker(user)).await
}

async fn file(db: &Db, actor: &Actor, whose: Whose) -> Result<Response, Fault> {
    let lines = db
        .list(actor, "export", format!("{whose:?}"), move |c, scope| {
            let value = caseload::list(c, scope, whose, ("name", false), MOST_ROWS, 0)?;
            let subjects = value.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let head = "Reference,Person,Case type,Title,Stage,Worker,Points,Opened,Last reached,Next due";
    let rows = lines.into_iter().map(|line| {
        [
            line.reference,
            line.person,
            line.case_type,
            line.title,
            line.stage,
            line.worker.unwrap_or_default(),
            Points::hundredths(line.points).to_string(),
            line.opened_on.to_string(),
            line.last_contact_at.map_or(String::new(), |at| Day::of(at).to_string()),
            line.next_on.map_or(String::new(), |on| on.to_string()),
        ]
    });
    Ok(csv_file("cases.csv", head, rows))
}
