//! What is late, missing or due in the plans of a caseload: one click from the caseload.

use crate::{
    plan::store::lists::{self, Counts, Lacking, Line},
    store::caseload::{self, Whose},
    web::{at_least_0, day_words},
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Id, words::count};
use ui::{NavItem, Page, Pagination, Shell, SubNav};

/// Cases a page.
const SIZE: i64 = 25;

/// A list over the plans of a worker's or a team's open cases.
#[derive(Template)]
#[template(path = "list_plans.html")]
pub struct ListPlans {
    /// The frame.
    pub shell: Shell,
    /// The lists with their figures.
    pub nav: SubNav,
    /// What the list holds, in a sentence.
    pub headline: String,
    /// What the dated column is.
    pub column: &'static str,
    /// Whether the list says who holds each case.
    pub of_team: bool,
    /// The cases.
    pub rows: Vec<PlanRow>,
    /// More pages.
    pub pages: Pagination,
}

/// A case on a list.
pub struct PlanRow {
    /// Its plan.
    pub href: String,
    /// The person's page; empty where the asker may not open it.
    pub person_href: String,
    /// The person.
    pub person: String,
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Who holds it.
    pub worker: String,
    /// Since when or by when.
    pub when: String,
}

impl PlanRow {
    fn new(line: Line, lacking: Lacking, today: Day) -> Self {
        let when = match lacking {
            Lacking::Overdue => line.step_on,
            Lacking::Review => line.review_on,
            Lacking::NotAgreed => line.agreed_on,
            Lacking::NoStep | Lacking::NoExit => Some(line.opened_on),
        };
        Self {
            href: format!("/cases/{}/plan", line.case_id),
            person_href: if line.may_open { format!("/people/{}", line.person_id) } else { String::new() },
            person: line.person,
            reference: line.reference,
            title: line.title,
            worker: line.worker.unwrap_or_else(|| "Not allocated".to_owned()),
            when: when.map_or("Never".to_owned(), |on| day_words(on, today)),
        }
    }
}

fn column(lacking: Lacking) -> &'static str {
    match lacking {
        Lacking::Overdue => "Earliest step due",
        Lacking::Review => "Review by",
        Lacking::NotAgreed => "Last agreed",
        Lacking::NoStep | Lacking::NoExit => "Opened",
    }
}

pub(super) fn nav(path: &str, here: Lacking, counts: &Counts) -> SubNav {
    let at = |list: Lacking| format!("{path}?list={}", list.code());
    let item = |list: &Lacking| NavItem::new(at(*list), format!("{} ({})", list.label(), counts.of(*list)));
    SubNav::new("Plans that need a look", &at(here), Lacking::ALL.iter().map(item).collect())
}

/// Shows a list of a worker's cases: three statements.
pub async fn show_officer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ListPlans>, Fault> {
    let user = access::UserId::from_uuid(super::sheet::id_of(&params, "user_id")?);
    page(&db, &actor, Whose::Worker(user), &format!("/plans/officer/{user}"), &query).await
}

/// Shows a list of a team's cases: three statements.
pub async fn show_team(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ListPlans>, Fault> {
    let team: Id<access::Team> = Id::from_uuid(super::sheet::id_of(&params, "team_id")?);
    page(&db, &actor, Whose::Team(team), &format!("/plans/team/{team}"), &query).await
}

async fn page(
    db: &Db,
    actor: &Actor,
    whose: Whose,
    path: &str,
    query: &kernel::Form,
) -> Result<Page<ListPlans>, Fault> {
    let lacking = Lacking::parse(query.value("list")).unwrap_or(Lacking::Overdue);
    let number: i64 = query.value("page").parse().unwrap_or(1).clamp(1, 100_000);
    let today = Day::of(actor.now);
    let (name, counts, lines) = db
        .list(actor, "list", format!("plans {} {whose:?}", lacking.code()), move |c, scope| {
            let name = match whose {
                Whose::Worker(user) => caseload::worker(c, scope.tenant(), user)?.0,
                Whose::Team(team) => caseload::team_name(c, scope.tenant(), team)?,
            };
            let counts = lists::counts(c, scope.tenant(), whose, today)?;
            let lines = lists::list(c, scope, whose, lacking, (SIZE, (number - 1) * SIZE))?;
            let subjects = lines.iter().map(|l| l.case_id.uuid()).collect();
            Ok(Shown { value: (name, counts, lines), subjects })
        })
        .await?;
    let found = counts.of(lacking);
    let mut headline =
        format!("{} of {}", count(found, "case", "cases"), count(counts.open, "open case", "open cases"));
    let shown = (number - 1) * SIZE + i64::try_from(lines.len()).unwrap_or(0);
    // The last page knows how many there are that the asker may not see.
    if lines.len() < usize::try_from(SIZE).unwrap_or(0) && shown < found {
        headline = format!("{headline}. {} not shown to you", count(found - shown, "is", "are"));
    }
    let here = ui::query(path, &[("list", lacking.code())]);
    Ok(Page(ListPlans {
        shell: access::shell(actor, format!("Plans that need a look: {name}"), "Caseloads").at("/caseloads"),
        nav: nav(path, lacking, &counts),
        headline: format!("{}: {headline}.", lacking.label()),
        column: column(lacking),
        of_team: matches!(whose, Whose::Team(_)),
        rows: lines.into_iter().map(|line| PlanRow::new(line, lacking, today)).collect(),
        pages: Pagination::new(here, at_least_0(number), at_least_0(SIZE), at_least_0(found), "cases"),
    }))
}
