//! An officer's own results. They see them first; those who lead a team that they are in may see them too, and
//! nobody else.

use super::{
    asked::Asked,
    criterion_words,
    list::{ListRow, which},
    long, short, whole,
};
use crate::{
    forms::Forms,
    results::{
        finding::{self, Finding, Month},
        model::{FEW, Sum, Tally},
        plot::{self, Plot},
        store::list::{self, Head, Lesson, Line, OfficerCriterion, OfficerMonth},
    },
};
use access::{Actor, Db, Fault, Query, Shown, UserId};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Error, Id, words::count};
use ui::{Page, Shell, Stat, Stats, SubNav};
use uuid::Uuid;

/// Reviews listed.
const MOST: i64 = 60;

/// One officer's results.
#[derive(Template)]
#[template(path = "results/officer.html")]
pub struct ShowOfficer {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Who sees this.
    pub seen: String,
    /// The numbers on top.
    pub stats: Stats,
    /// What the months show.
    pub finding: Finding,
    /// Their picture.
    pub plot: Option<Plot>,
    /// Month, reviews, mean.
    pub months: Vec<(String, i64, String)>,
    /// Criteria, those that are missed most first.
    pub criteria: Vec<CriterionRow>,
    /// What reviewers wrote where something was not met.
    pub lessons: Vec<LessonRow>,
    /// The reviews.
    pub rows: Vec<ListRow>,
}

/// A criterion with an officer's answers.
pub struct CriterionRow {
    /// Its id and words.
    pub words: String,
    /// Reviews in which it is met, partly, and not.
    pub counts: [i64; 3],
}

/// What a reviewer wrote.
pub struct LessonRow {
    /// The criterion.
    pub criterion: String,
    /// What was written.
    pub note: String,
    /// The review's page.
    pub href: String,
    /// The case and the month.
    pub of: String,
}

/// What the page reads.
pub(super) struct Found {
    pub(super) forms: Forms,
    pub(super) head: Head,
    pub(super) months: Vec<OfficerMonth>,
    pub(super) criteria: Vec<OfficerCriterion>,
    pub(super) lessons: Vec<Lesson>,
    pub(super) lines: Vec<Line>,
}

/// Shows an officer's results to them and to those who lead them: six statements.
pub async fn show_officer(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowOfficer>, Fault> {
    let text = params.iter().find(|(name, _)| *name == "user_id").map(|(_, value)| value);
    let worker = text.and_then(|text| Uuid::parse_str(text).ok()).ok_or(Error::NotFound)?;
    let asked = Asked::read(query, Day::of(actor.now));
    let mut which = which(&asked, &asked.form, &actor);
    which.worker = worker;
    let leader = super::reads(&actor);
    let user: UserId = Id::from_uuid(worker);
    let found = db
        .list(&actor, "list", format!("results of {user}"), move |c, scope| {
            let head = list::head(c, scope, user)?;
            // Nobody learns by asking whether somebody else is an officer here.
            if user != scope.user() && !(leader && head.leads) {
                return Err(Error::NotFound);
            }
            let (months, criteria, lessons) = list::of_officer(c, scope, user, &which.choice)?;
            let lines = list::lines(c, scope, &which, (MOST, 0))?;
            let forms = Forms::read(c, scope.tenant())?;
            let subjects = lines.iter().map(|line| line.review_id).collect();
            Ok(Shown { value: Found { forms, head, months, criteria, lessons, lines }, subjects })
        })
        .await?;
    let own = user == actor.user;
    let title = if own { "My results".to_owned() } else { format!("Results of {}", found.head.name) };
    let shell = access::shell(&actor, title, "Quality").at("/reviews").quiet("Results");
    let here = format!("/reviews/results/{user}");
    let nav = crate::web::nav(&actor, if own { &here } else { "/reviews/results" });
    Ok(Page(ShowOfficer::new(shell, nav, own, &found)))
}

impl ShowOfficer {
    pub(super) fn new(shell: Shell, nav: SubNav, own: bool, found: &Found) -> Self {
        let series: Vec<Month> = found
            .months
            .iter()
            .filter(|month| month.reviews > 0)
            .map(|month| Month { month: month.month.clone(), sum: month.sum() })
            .collect();
        let chart = finding::chart(&series, &[]);
        let reviews = series.iter().map(|month| month.sum.reviews).sum();
        let mut finding = finding::finding(&series, &chart, 0, long);
        if reviews < FEW {
            finding.headline = format!("{} too few to say.", count(reviews, "review is", "reviews are"));
            finding.change = String::new();
        }
        let title = format!("Mean scores by month. {} {}", finding.headline, finding.change);
        Self {
            shell,
            nav,
            seen: if own {
                "You and those who lead your team see this page. It is never ranked.".to_owned()
            } else {
                "They see this page too. It is never ranked.".to_owned()
            },
            stats: Stats { stats: stats(&series) },
            plot: (!series.is_empty()).then(|| plot::over_time(&series, &chart, &[], short, &title)),
            months: series.iter().map(|m| (short(&m.month), m.sum.reviews, whole(m.mean()))).collect(),
            criteria: criteria(&found.forms, &found.criteria),
            lessons: found.lessons.iter().map(|one| lesson(&found.forms, one)).collect(),
            rows: found.lines.iter().map(|line| ListRow::new(&found.forms, line)).collect(),
            finding,
        }
    }
}

fn stats(series: &[Month]) -> Vec<Stat> {
    let sum = series.iter().map(|month| month.sum).fold(Sum::default(), Sum::and);
    let mean = sum.mean().map_or("None".to_owned(), whole);
    vec![
        Stat::new("Mean score, of 100", mean).note(format!("of {}", count(sum.reviews, "review", "reviews"))),
        Stat::new("With something critical not met", sum.critical),
    ]
}

/// Those missed most first; then by id.
fn criteria(forms: &Forms, found: &[OfficerCriterion]) -> Vec<CriterionRow> {
    let tally =
        |c: &OfficerCriterion| Tally { met: c.met, partly: c.partly, not_met: c.not_met, ..Tally::default() };
    let mut some: Vec<&OfficerCriterion> = found.iter().filter(|c| tally(c).applies() > 0).collect();
    some.sort_by_key(|c| (std::cmp::Reverse(2 * c.not_met + c.partly), &c.form_id, &c.criterion));
    let row = |c: &&OfficerCriterion| {
        let words = criterion_words(forms, &c.form_id, c.form_version, &c.criterion);
        CriterionRow { words: format!("{}. {words}", c.criterion), counts: [c.met, c.partly, c.not_met] }
    };
    some.iter().map(row).collect()
}

fn lesson(forms: &Forms, one: &Lesson) -> LessonRow {
    let words = criterion_words(forms, &one.form_id, one.form_version, &one.criterion);
    LessonRow {
        criterion: format!("{}. {words}", one.criterion),
        note: one.note.clone(),
        href: format!("/cases/{}/reviews/{}", one.case_id, one.review_id.simple()),
        of: format!("{}, {}", one.reference, short(&one.month)),
    }
}
