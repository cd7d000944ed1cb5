//! The hint list of somebody's own work: for themself and for leaders.

use crate::{
    giving::{
        hints::{Facts, hint, household},
        store::hints::{self, HintCase},
    },
    load::store::figures::share_a_team,
};
use access::{Actor, Db, Fault, Query, Shown, User, UserId};
use askama::Template;
use axum::extract::RawPathParams;
use cases::{
    allocation::web::LEADERS,
    web::{file::id_of, type_words},
};
use kernel::{
    Day, Error, Id,
    calendar::{Calendar, Division},
};
use ui::{Page, Shell};

/// Somebody's open cases with hints.
#[derive(Template)]
#[template(path = "giving/hints.html")]
pub struct ShowHints {
    /// The frame.
    pub shell: Shell,
    /// The cases.
    pub rows: Vec<HintRow>,
    /// The order shown, in words.
    pub order: &'static str,
    /// The other order.
    pub other: (String, &'static str),
    /// The plain caseload.
    pub caseload: String,
}

/// A case with its hint.
pub struct HintRow {
    /// Its page.
    pub href: String,
    /// The reference people quote.
    pub reference: String,
    /// What kind of case.
    pub kind: String,
    /// Whom it is about.
    pub person: String,
    /// The hint, of 100.
    pub score: i64,
    /// Why.
    pub why: String,
}

/// Whose cases, and how they are shown.
pub(super) struct Asked {
    /// Whose.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether the oldest case comes first, not the highest hint.
    pub oldest: bool,
}

impl ShowHints {
    pub(super) fn new(
        shell: Shell,
        asked: &Asked,
        cases: &[HintCase],
        calendar: &Calendar,
        today: Day,
    ) -> Self {
        let path = format!("/caseloads/officer/{}", asked.user);
        let mut rows: Vec<HintRow> = cases.iter().map(|case| row(case, calendar, today)).collect();
        if !asked.oldest {
            // The oldest first among those alike: as they came.
            rows.sort_by_key(|row| std::cmp::Reverse(row.score));
        }
        let (order, other) = if asked.oldest {
            ("The oldest case comes first.", (format!("{path}/hints"), "The highest hint first"))
        } else {
            ("The highest hint comes first.", (format!("{path}/hints?order=opened"), "The oldest case first"))
        };
        Self { rows, order, other, caseload: path, shell: shell.intro(asked.name.clone()) }
    }
}

fn row(case: &HintCase, calendar: &Calendar, today: Day) -> HintRow {
    let facts = Facts {
        clock_due_on: case.clock_due_on,
        band: case.band.clone(),
        household: household(case.children, case.pregnant, case.rough),
        last_on: case.last_contact_at.map_or(case.opened_on, Day::of),
        reached: case.last_contact_at.is_some(),
        agreed: case.every_days,
    };
    let hint = hint(&facts, calendar, today);
    HintRow {
        href: format!("/cases/{}", case.case_id),
        reference: case.reference.clone(),
        kind: type_words(&case.case_type),
        person: case.person.clone(),
        score: hint.score,
        why: hint.words(),
    }
}

/// Shows the hints: three statements. Nobody but the officer and those who lead reads them.
pub async fn show_hints(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowHints>, Fault> {
    let user: Id<User> = id_of(&params, "user_id")?;
    let leads = LEADERS.iter().any(|role| actor.is(*role));
    let (name, division, found) = db
        .list(&actor, "list", format!("hints of {user}"), move |c, scope| {
            // Their own, or of somebody in a team with who leads.
            if user != scope.user() && !(leads && share_a_team(c, scope, user)?) {
                return Err(Error::NotFound);
            }
            let (name, ..) = cases::store::caseload::worker(c, scope.tenant(), user)?;
            let division = access::store::tenant(c, scope.tenant())?.map(|(_, division)| division);
            let found = hints::cases(c, scope, user)?;
            let subjects = found.iter().map(|case| case.case_id.uuid()).collect();
            Ok(Shown { value: (name, division.unwrap_or_default(), found), subjects })
        })
        .await?;
    let calendar = Calendar::new(Division::parse(&division).unwrap_or(Division::EnglandAndWales));
    let asked = Asked { user, name, oldest: query.value("order") == "opened" };
    let shell = access::shell(&actor, "What to look at first", "Caseloads").at("/caseloads");
    Ok(Page(ShowHints::new(shell, &asked, &found, &calendar, Day::of(actor.now))))
}
