//! The reviews of a worker so far, with the proof of what each covered. They are the worker's to see, and those's who
//! lead them.

use super::{super::model::State, ReviewRow, worker_of};
use crate::six_week::store::{self, Head, PastReview, ReviewLine};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Error, words::count};
use ui::{Page, Shell, SubNav, Tag};

/// A worker's reviews.
#[derive(Template)]
#[template(path = "show_past.html")]
pub struct ShowPast {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// The reviews, the latest first.
    pub reviews: Vec<PastRow>,
    /// Which of them is shown, in words.
    pub chosen: String,
    /// What it covered.
    pub rows: Vec<ReviewRow>,
    /// Cases that are not shown, in words.
    pub hidden: String,
}

/// A review.
pub struct PastRow {
    /// What it covered.
    pub href: String,
    /// The day it was begun.
    pub begun: String,
    /// Who began and who finished it.
    pub who: String,
    /// Cases held, seen, and gone.
    pub covered: String,
    /// Complete, or not yet.
    pub tag: Tag,
}

impl PastRow {
    fn new(review: &PastReview, at: &str) -> Self {
        let (who, tag) = match (review.completed_at, &review.completed_by) {
            (Some(done), Some(by)) => {
                let words = format!("Begun by {}, complete on {} by {by}", review.begun_by, done.long());
                (words, Tag::good("Complete"))
            }
            _ => (format!("Begun by {}", review.begun_by), Tag::warn("Not complete")),
        };
        Self {
            href: format!("{at}?review={}", review.review_id.simple()),
            begun: review.begun_on.long(),
            who,
            covered: review.coverage().words(),
            tag,
        }
    }
}

impl ShowPast {
    fn new(
        shell: Shell,
        nav: SubNav,
        at: &str,
        (reviews, chosen): (&[PastReview], Option<&PastReview>),
        lines: Vec<ReviewLine>,
        today: Day,
    ) -> Self {
        let hidden = chosen.map_or(0, |review| review.held) - lines.len() as i64;
        let mut rows: Vec<ReviewRow> = lines
            .into_iter()
            .map(|line| {
                let state = line.state.unwrap_or(State::Waits);
                let mut row = ReviewRow::new(line, "", today, String::new());
                if row.seen.is_empty() {
                    state.label().clone_into(&mut row.seen);
                }
                row
            })
            .collect();
        super::lead_on(&mut rows);
        Self {
            shell,
            nav,
            reviews: reviews.iter().map(|review| PastRow::new(review, at)).collect(),
            chosen: chosen.map_or(String::new(), |review| {
                format!("Begun on {}: {}", review.begun_on.long(), review.coverage().words())
            }),
            rows,
            hidden: match hidden {
                n if n <= 0 => String::new(),
                n => format!(
                    "{} because you may not open it.",
                    count(n, "case is not shown", "cases are not shown")
                ),
            },
        }
    }
}

/// What the page reads.
type Read = (Head, Vec<PastReview>, Option<PastReview>, Vec<ReviewLine>);

/// Shows a worker's reviews to them and to those who lead them: three statements.
pub async fn show_past(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowPast>, Fault> {
    let worker = worker_of(&params)?;
    let wanted = query.value("review").to_owned();
    let (head, reviews, chosen, lines): Read = db
        .list(&actor, "list", format!("six-week reviews of {worker}"), move |c, scope| {
            let head = store::head(c, scope, worker)?;
            if !head.leads && worker != scope.user() {
                return Err(Error::invalid(
                    "Only they and those who lead a team that they are in see these.",
                ));
            }
            let reviews = store::past(c, scope.tenant(), worker)?;
            let chosen = reviews.iter().find(|r| r.review_id.simple().to_string() == wanted);
            let chosen = chosen.or(reviews.first()).cloned();
            let lines = match &chosen {
                Some(review) => store::lines(c, scope, worker, Some(review.review_id))?,
                None => Vec::new(),
            };
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            Ok(Shown { value: (head, reviews, chosen, lines), subjects })
        })
        .await?;
    let mut shell = access::shell(&actor, format!("Six-week reviews of {}", head.name), "Quality");
    if query.value("done") == "complete" {
        shell = shell.notice("The review is complete. The next is due in six weeks.");
    }
    let at = format!("/reviews/six-week/{worker}/past");
    let nav = crate::web::nav(&actor, "/reviews/six-week");
    let page = ShowPast::new(shell, nav, &at, (&reviews, chosen.as_ref()), lines, Day::of(actor.now));
    Ok(Page(page))
}

impl ui::Samples for ShowPast {
    const NAME: &'static str = "show-past-reviews";
    fn samples() -> Vec<(&'static str, Self)> {
        let now = kernel::Instant::from_micros(1_795_000_000_000_000);
        let today = Day::of(now);
        let review = |n: u32, done: bool| PastReview {
            review_id: uuid::Uuid::from_u128(n.into()),
            begun_on: today.plus(-42 * i64::from(n)),
            begun_by: "Dean Hall".to_owned(),
            completed_at: done.then_some(now),
            completed_by: done.then(|| "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley".to_owned()),
            held: 25,
            seen: if done { 24 } else { 3 },
            gone: i64::from(done),
        };
        let page = |reviews: &[PastReview], lines| {
            let nav = SubNav::new("Quality", "/reviews/six-week", Vec::new());
            let shell = Shell::new("Six-week reviews of Priya Shah", "Quality");
            Self::new(shell, nav, "#", (reviews, reviews.first()), lines, today)
        };
        vec![
            ("full", page(&[review(1, false), review(2, true)], super::samples::lines())),
            ("empty", page(&[], Vec::new())),
        ]
    }
}
