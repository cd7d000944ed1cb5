//! A case, and the list of a person's cases.

use super::{dated, day_words, nav::case_nav, own_entry, type_words};
use crate::store::read::{self, ActionLine, CaseCore, CaseLine, ContactLine, Party};
use access::{CaseId, CaseRef, Db, Fault, PersonRef, Read, UserId};
use askama::Template;
use kernel::{Day, Instant};
use people::{
    store::glance::{self, Method},
    web::{banner, safe_words, subnav},
};
use ui::{DatedList, Page, PersonBanner, Shell, SubNav, SummaryList, SummaryRow, Tag, Timeline};

/// One case.
#[derive(Template)]
#[template(path = "show_case.html")]
pub struct ShowCase {
    /// The frame.
    pub shell: Shell,
    /// Where else to go.
    pub nav: SubNav,
    /// Type, stage, open or closed.
    pub tags: Vec<Tag>,
    /// The facts of the case.
    pub facts: SummaryList,
    /// Who is in it: name, part, address of the record if it may be opened.
    pub parties: Vec<(String, String, String)>,
    /// How to reach the subject, safe ways first.
    pub methods: Vec<String>,
    /// What is to happen.
    pub next: DatedList,
    /// Latest contacts.
    pub latest: Timeline,
    /// The subject's page.
    pub person_href: String,
    /// Where a note is added.
    pub note_href: String,
    /// Whether it is closed.
    pub closed: bool,
}

/// What the case page reads.
struct Facts {
    core: CaseCore,
    parties: Vec<Party>,
    contacts: Vec<ContactLine>,
    actions: Vec<ActionLine>,
    methods: Vec<Method>,
}

impl ShowCase {
    fn new(shell: Shell, facts: Facts, nav: SubNav, (user, now): (UserId, Instant)) -> Self {
        let (core, today) = (facts.core, Day::of(now));
        let mut tags = vec![Tag::info(type_words(&core.case_type))];
        if !core.stage.is_empty() {
            tags.push(Tag::plain(&core.stage));
        }
        tags.push(match core.closed_on {
            Some(day) => Tag::plain(format!("Closed {}", day.long())),
            None => Tag::good("Open"),
        });
        let last =
            core.last_contact_at.map_or("Nobody reached yet".to_owned(), |at| day_words(Day::of(at), today));
        let mut rows = vec![
            SummaryRow::new("Person", &core.lead_name, ""),
            SummaryRow::new("Worker", core.worker.as_deref().unwrap_or("Not allocated"), ""),
            SummaryRow::new("Team", format!("{}, {}", core.team, core.organisation), ""),
            SummaryRow::new("Opened", opened_words(&core), ""),
            SummaryRow::new("Last reached", last, ""),
        ];
        if core.closed_on.is_some() {
            rows.push(SummaryRow::new("How it ended", &core.outcome, ""));
        }
        Self {
            shell,
            nav,
            tags,
            facts: SummaryList { rows },
            parties: party_rows(facts.parties),
            methods: facts
                .methods
                .iter()
                .map(|m| format!("{} ({})", safe_words(m), m.safety.label()))
                .collect(),
            next: DatedList { items: facts.actions.iter().map(|a| dated(a, today)).collect() },
            latest: Timeline { entries: facts.contacts.iter().map(|line| own_entry(line, user)).collect() },
            person_href: format!("/people/{}", core.lead_person_id),
            note_href: format!("/people/{}/notes/new", core.lead_person_id),
            closed: core.closed_on.is_some(),
        }
    }
}

fn opened_words(core: &CaseCore) -> String {
    let late = core.opened_on.days_until(Day::of(core.opened_recorded_at));
    match late {
        1.. => format!(
            "{}, written down {} later",
            core.opened_on.long(),
            kernel::words::count(late, "day", "days")
        ),
        _ => core.opened_on.long(),
    }
}

/// One row a person, with every part they have.
fn party_rows(parties: Vec<Party>) -> Vec<(String, String, String)> {
    let mut rows: Vec<(access::PersonId, (String, String, String))> = Vec::new();
    for party in parties {
        let role = party.role.label();
        if let Some((_, row)) = rows.iter_mut().find(|(id, _)| *id == party.person_id) {
            row.1 = both(&row.1, role);
            continue;
        }
        let href = if party.may_open { format!("/people/{}", party.person_id) } else { String::new() };
        let name = if party.known { party.name } else { "Restricted person".to_owned() };
        rows.push((party.person_id, (name, role.to_owned(), href)));
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

impl ui::Samples for ShowCase {
    const NAME: &'static str = "show-case";
    fn samples() -> Vec<(&'static str, Self)> {
        let now = Instant::from_micros(1_795_000_000_000_000);
        let today = Day::of(now);
        let core = CaseCore {
            reference: "ASB-K7QM2-4DXA".to_owned(),
            case_type: "floating_support".to_owned(),
            stage: "Action plan agreed".to_owned(),
            title: "Noise and threats from the flat above".to_owned(),
            organisation: "Larch Council".to_owned(),
            team: "Community Safety".to_owned(),
            worker: Some("Priya Shah".to_owned()),
            worker_id: None,
            lead_person_id: kernel::Id::from_uuid(access::NOBODY),
            lead_name: "Amina Okafor".to_owned(),
            opened_on: today.plus(-60),
            opened_recorded_at: now,
            closed_on: None,
            outcome: String::new(),
            last_contact_at: Some(now),
        };
        let closed = CaseCore {
            closed_on: Some(today),
            outcome: "Nuisance has stopped".to_owned(),
            worker: None,
            last_contact_at: None,
            ..core.clone()
        };
        [("open", core), ("closed", closed)]
            .map(|(words, core)| {
                let shell = Shell::new(core.reference.clone(), "Cases");
                let facts = Facts {
                    core,
                    parties: Vec::new(),
                    contacts: Vec::new(),
                    actions: Vec::new(),
                    methods: Vec::new(),
                };
                let nav = case_nav(CaseId::from_uuid(access::NOBODY), "");
                let user = UserId::from_uuid(access::NOBODY);
                (words, Self::new(shell, facts, nav, (user, now)))
            })
            .into()
    }
}

/// Shows a case.
pub async fn show_case(db: Db, case: CaseRef<Read>) -> Result<Page<ShowCase>, Fault> {
    let facts = db
        .view(&case, |c, permit| {
            Ok(Facts {
                core: read::core(c, permit)?,
                parties: read::parties(c, permit)?,
                contacts: read::contacts_of_case(c, permit, 10)?,
                actions: read::actions_of_case(c, permit)?,
                methods: glance::methods_of_case(c, permit)?,
            })
        })
        .await?;
    let shell = access::shell(case.actor(), facts.core.reference.clone(), "Cases")
        .at("/caseloads")
        .intro(&facts.core.title);
    let nav = case_nav(case.id(), "");
    Ok(Page(ShowCase::new(shell, facts, nav, (case.actor().user, case.actor().now))))
}

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
    fn new(line: CaseLine) -> Self {
        let time = match line.closed_on {
            Some(closed) => format!("{} to {}", line.opened_on.long(), closed.long()),
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
    let shell = access::shell(person.actor(), &core.full_name, "People").quiet("Cases");
    let banner = banner(&core, &signs.alerts, leave.as_ref(), Day::of(person.actor().now));
    let here = format!("/people/{}/cases", person.id());
    let subnav = subnav(person.id(), &here, core.open_cases);
    Ok(Page(ListCases { shell, banner, subnav, cases: case_rows(cases) }))
}

/// One row a case: somebody may have several parts in it.
fn case_rows(lines: Vec<CaseLine>) -> Vec<CaseRow> {
    let mut rows: Vec<CaseRow> = Vec::new();
    for row in lines.into_iter().map(CaseRow::new) {
        match rows.last_mut() {
            Some(last) if last.href == row.href => last.role = both(&last.role, &row.role),
            _ => rows.push(row),
        }
    }
    rows
}

/// Two parts of one person: "Subject, victim".
fn both(first: &str, second: &str) -> String {
    format!("{first}, {}", second.to_lowercase())
}
