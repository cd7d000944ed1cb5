//! The list behind a figure: what is not as the commitment asks, in cases that the asker may read.

use super::{AT, period_of};
use crate::{
    charter::{
        model::{List, name},
        store::evidence::{self, Listed},
    },
    forms::Forms,
    model::Answer,
    programme::thematic::web::shell,
    web::nav,
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::{Day, words::count};
use ui::{Page, Shell, SubNav};

/// What stands behind a figure.
#[derive(Template)]
#[template(path = "charter/list.html")]
pub struct ListEvidence {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// How many are listed.
    pub headline: String,
    /// What is listed.
    pub rows: Vec<ListRow>,
    /// Where it leads back to.
    pub back: &'static str,
}

/// A case or a review.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Its page.
    pub href: String,
    /// Whom the case is about.
    pub person: String,
    /// Its reference and what it is about.
    pub about: String,
    /// What is not as it should be.
    pub what: String,
    /// The day that matters.
    pub on: String,
}

impl ListRow {
    fn new(forms: &Forms, one: &Listed, list: List) -> Self {
        let case = format!("/cases/{}", one.case_id);
        let href = match (list, one.review_id) {
            (List::Criteria, Some(review)) => format!("{case}/reviews/{}", review.simple()),
            (List::Plan, _) => format!("{case}/plan"),
            _ => case,
        };
        let what = match list {
            List::Criteria => {
                let words = forms
                    .version(&one.form_id, one.form_version)
                    .and_then(|form| form.criterion(&one.criterion))
                    .map_or(one.criterion.clone(), |c| format!("{}. {}", c.id, c.words));
                let answer = Answer::parse(&one.value, "").map_or("", Answer::label);
                format!("{words}: {}", answer.to_lowercase())
            }
            List::Promise => "Contact was promised by then".to_owned(),
            List::Plan => "The plan is not agreed; open since then".to_owned(),
            List::Clock => "A clock ran out then".to_owned(),
        };
        Self {
            href,
            person: one.person.clone(),
            about: format!("{}: {}", one.reference, one.title),
            what,
            on: one.on.map_or(String::new(), Day::long),
        }
    }
}

/// Shows a list: one statement.
pub async fn show_list(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListEvidence>, Fault> {
    // Whoever comes by hand begins with the first commitment.
    let list = List::parse(query.value("of")).unwrap_or(List::Criteria);
    let commitment: i64 = query.value("commitment").parse().ok().filter(|n| (1..=7).contains(n)).unwrap_or(1);
    let period = period_of(Day::of(actor.now));
    let detail = format!("charter evidence: {}, commitment {commitment}", list.code());
    let (forms, found) = db
        .list(&actor, "list", detail, move |c, scope| {
            let value = evidence::listed(c, scope, (list, commitment), period)?;
            let subjects = value.1.iter().map(|one| one.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let n = i64::try_from(found.len()).unwrap_or(0);
    Ok(Page(ListEvidence {
        shell: shell(&actor, list.label(), "").intro(if list == List::Criteria {
            format!("{commitment}. {}. Reviews of the last twelve months.", name(commitment))
        } else {
            "As it is today.".to_owned()
        }),
        nav: nav(&actor, "/reviews/programme"),
        headline: format!(
            "{} you may read. The figure counts those of everybody.",
            count(n, "line of a case that", "lines of cases that")
        ),
        rows: found.iter().map(|one| ListRow::new(&forms, one, list)).collect(),
        back: AT,
    }))
}

impl ui::Samples for ListEvidence {
    const NAME: &'static str = "charter-list";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = ListRow {
            href: "/reviews".to_owned(),
            person: "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley".to_owned(),
            about: "ASB-K7QM2-4DXA: Noise at Larch Court".to_owned(),
            what: "B4. Contact kept to the agreed frequency: not met".to_owned(),
            on: "3 November 2026".to_owned(),
        };
        let page = |rows: Vec<ListRow>| Self {
            shell: Shell::new(List::Criteria.label(), "Quality"),
            nav: SubNav::new("Quality", "", Vec::new()),
            headline: format!("{} lines of cases that you may read.", rows.len()),
            rows,
            back: AT,
        };
        vec![("full", page(vec![row.clone(), row])), ("empty", page(Vec::new()))]
    }
}
