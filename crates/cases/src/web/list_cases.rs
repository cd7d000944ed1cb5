//! The list of a person's cases.

use super::{case::both, type_words};
use crate::store::read::{self, CaseLine};
use access::{Db, Fault, PersonRef, Read};
use askama::Template;
use kernel::Day;
use people::{
    store::glance,
    web::{banner, subnav},
};
use ui::{Page, PersonBanner, Shell, SubNav};

/// The cases a person is in.
#[derive(Template)]
#[template(path = "list_cases.html")]
pub struct ListCases {
    /// The frame.
    pub shell: Shell,
    /// Who they are.
    pub banner: PersonBanner,
    /// Where else to go.
    pub subnav: SubNav,
    /// The cases: open ones first.
    pub cases: Vec<CaseRow>,
}

/// A case in the list.
pub struct CaseRow {
    /// Its page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// Type and title.
    pub what: String,
    /// Stage, or how it stands.
    pub stage: String,
    /// The person's part, or parts.
    pub role: String,
    /// Worker and team.
    pub who: String,
    /// From when to when.
    pub time: String,
}

impl CaseRow {
    fn new(line: CaseLine, today: Day) -> Self {
        let watched = match line.watch_until.filter(|_| line.closed_on.is_some()) {
            Some(until) if until < today => format!(". The watch ended on {}", until.long()),
            Some(until) => format!(". Watched until {}", until.long()),
            None => String::new(),
        };
        let time = match line.closed_on {
            Some(closed) => format!("{} to {}{watched}", line.opened_on.long(), closed.long()),
            None => format!("Since {}", line.opened_on.long()),
        };
        Self {
            href: format!("/cases/{}", line.case_id),
            reference: line.reference,
            what: format!("{}: {}", type_words(&line.case_type), line.title),
            stage: if line.closed_on.is_some() { "Closed".to_owned() } else { line.stage },
            role: line.role.label().to_owned(),
            who: format!("{}, {}", line.worker.as_deref().unwrap_or("Not allocated"), line.team),
            time,
        }
    }
}

impl ui::Samples for ListCases {
    const NAME: &'static str = "list-cases";
    fn samples() -> Vec<(&'static str, Self)> {
        let person = kernel::Id::from_uuid(access::NOBODY);
        let banner = PersonBanner { name: "Amina Okafor".to_owned(), ..PersonBanner::default() };
        let subnav = subnav(person, &format!("/people/{person}/cases"), 0);
        vec![(
            "none",
            Self { shell: Shell::new("Amina Okafor", "People"), banner, subnav, cases: Vec::new() },
        )]
    }
}

/// Lists a person's cases.
pub async fn list_cases(db: Db, person: PersonRef<Read>) -> Result<Page<ListCases>, Fault> {
    let (core, signs, leave, cases) = db
        .view(&person, |c, permit| {
            Ok((
                glance::core(c, permit)?,
                glance::signs(c, permit)?,
                permit.reveal_address(c)?,
                read::of_person(c, permit.scope(), permit.id())?,
            ))
        })
        .await?;
    let today = Day::of(person.actor().now);
    let shell = access::shell(person.actor(), &core.full_name, "People").quiet("Cases");
    let banner = banner(&core, &signs.alerts, leave.as_ref(), today);
    let here = format!("/people/{}/cases", person.id());
    let subnav = subnav(person.id(), &here, core.open_cases);
    Ok(Page(ListCases { shell, banner, subnav, cases: case_rows(cases, today) }))
}

/// One row a case: somebody may have several parts in it.
fn case_rows(lines: Vec<CaseLine>, today: Day) -> Vec<CaseRow> {
    let mut rows: Vec<CaseRow> = Vec::new();
    for row in lines.into_iter().map(|line| CaseRow::new(line, today)) {
        match rows.last_mut() {
            Some(last) if last.href == row.href => last.role = both(&last.role, &row.role),
            _ => rows.push(row),
        }
    }
    rows
}
