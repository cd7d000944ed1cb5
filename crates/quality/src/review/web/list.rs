//! Reviews to be done, reviews of one's own cases, and the draw of a month.

use super::{address, reviews};
use crate::{
    draw::{
        model::EACH,
        run::{self, Asked},
    },
    review::{
        model::State,
        stage::Stage,
        store::{self, Review},
    },
    web::nav,
};
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, words::count};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav, Tag};

/// How many months back a review that nobody did is still listed.
const MONTHS: i64 = -2;

/// Reviews to do and reviews of one's own cases.
#[derive(Template)]
#[template(path = "list_reviews.html")]
pub struct ListReviews {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// Whether the asker reviews the cases of others.
    pub reviews: bool,
    /// Reviews to do, and those that wait for an answer.
    pub to_do: Vec<ReviewRow>,
    /// Reviews of the asker's own cases.
    pub mine: Vec<ReviewRow>,
    /// What was typed to draw.
    pub form: Form,
    /// How many cases an officer has in a draw.
    pub each: usize,
    /// Which sending this is.
    pub submission: String,
}

/// A review in a list.
pub struct ReviewRow {
    /// Its page.
    pub href: String,
    /// Whom the case is about.
    pub person: String,
    /// The case's reference and what it is about.
    pub about: String,
    /// Who holds the case.
    pub worker: String,
    /// The month it counts in.
    pub month: String,
    /// How far it is.
    pub tag: Tag,
    /// Who reviews it, or the score once it is shared.
    pub more: String,
    /// What waits for whoever looks; empty where nothing does.
    pub waits: String,
}

impl ReviewRow {
    pub(super) fn new(review: &Review, actor: &Actor) -> Self {
        let more = match (review.state, review.score, &review.reviewer) {
            (State::Drawn | State::InReview, _, Some(reviewer)) => {
                format!("{reviewer} reviews it{}", if review.second { ", reviewed twice" } else { "" })
            }
            (State::Drawn | State::InReview, ..) if review.closed_on.is_some() => {
                "The case is closed".to_owned()
            }
            // Only one of the two comes first: whoever takes it should know that another answers it too, blind.
            (State::Drawn | State::InReview, ..) if review.second => "Reviewed twice".to_owned(),
            (State::Drawn | State::InReview, ..) => String::new(),
            (State::Replaced, ..) => review.why.clone(),
            (_, Some(score), _) => format!("{score} of 100"),
            (_, None, _) => "No score".to_owned(),
        };
        Self {
            href: address(review.case_id, review.review_id),
            person: review.known_as.clone(),
            about: format!("{}: {}", review.reference, review.title),
            worker: review.worker.clone(),
            month: month_words(&review.month),
            tag: tag(review),
            more: if review.directed { format!("{more} Asked for.").trim().to_owned() } else { more },
            waits: review.waits_for(actor).unwrap_or_default().to_owned(),
        }
    }
}

/// What waits for the asker first, the others as they were read.
fn rows(reviews: &[Review], actor: &Actor) -> Vec<ReviewRow> {
    let mut rows: Vec<ReviewRow> = reviews.iter().map(|review| ReviewRow::new(review, actor)).collect();
    rows.sort_by_key(|row| row.waits.is_empty());
    rows
}

/// How far a review is.
pub(super) fn tag(review: &Review) -> Tag {
    let stage = review.stage();
    match stage {
        Stage::Drawn | Stage::Shared | Stage::Recheck | Stage::ToClose => Tag::info(stage.label()),
        Stage::Second | Stage::Third | Stage::ToShare | Stage::Disputed | Stage::ActionsOpen => {
            Tag::warn(stage.label())
        }
        Stage::Closed => Tag::good(stage.label()),
        Stage::Replaced => Tag::plain(stage.label()),
    }
}

/// `November 2026`.
pub(crate) fn month_words(month: &str) -> String {
    let first = Day::parse(&format!("{month}-01"));
    let long = first.map_or(month.to_owned(), Day::long);
    long.split_once(' ').map_or(long.clone(), |(_, rest)| rest.to_owned())
}

/// Shows what is to be reviewed and what was: two statements.
pub async fn show_reviews(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListReviews>, Fault> {
    let mut form = Form::default();
    form.set("month", Day::of(actor.now).to_string().chars().take(7).collect::<String>());
    let mut page = page(&db, &actor, form).await?;
    let drawn: Option<i64> = query.value("drawn").parse().ok();
    if let Some(n) = drawn {
        page.shell = page
            .shell
            .notice(format!("{} drawn. They are listed by officer.", count(n, "case is", "cases are")));
    }
    if query.value("done") == "replaced" {
        page.shell = page.shell.notice("Replaced by the next case of the officer in the order of the draw.");
    }
    Ok(Page(page))
}

async fn page(db: &Db, actor: &Actor, form: Form) -> Result<ListReviews, Fault> {
    let reviewer = reviews(actor);
    let since: String = Day::of(actor.now).plus_months(MONTHS).to_string().chars().take(7).collect();
    let (to_do, mine) = db
        .list(actor, "list", "reviews".to_owned(), move |c, scope| {
            let to_do = if reviewer { store::to_do(c, scope, &since)? } else { Vec::new() };
            let mine = store::mine(c, scope)?;
            let subjects = to_do.iter().chain(&mine).map(|review| review.case_id.uuid()).collect();
            Ok(Shown { value: (to_do, mine), subjects })
        })
        .await?;
    Ok(ListReviews {
        shell: access::shell(actor, "Mid Case Reviews", "Quality").errors(errors(&form)),
        nav: nav(actor, "/reviews"),
        reviews: reviewer,
        to_do: rows(&to_do, actor),
        mine: rows(&mine, actor),
        form,
        each: EACH,
        submission: submission(db),
    })
}

/// Draws the cases of a month for the whole service; what was drawn before stays as it was.
pub async fn draw(db: Db, actor: Actor, mut posted: Posted) -> Result<Response, Fault> {
    let month = Asked::month_of(&posted.form.text("month"));
    let month = match month {
        Ok(month) if month <= Day::of(actor.now) => month,
        Ok(_) => {
            return wrong(&db, &actor, posted.form, "This month has not begun. Draw it when it has.").await;
        }
        Err(e) => return wrong(&db, &actor, posted.form, &e.to_string()).await,
    };
    let asked = Asked { month, team: None, each: EACH, seed: None, by: actor.user.uuid() };
    let inside = db.clone();
    let drawn =
        tokio::task::spawn_blocking(move || run::draw(&inside, &asked)).await.map_err(Error::defect)?;
    let drawn = match drawn {
        Ok(drawn) => drawn,
        Err(Error::Invalid(words) | Error::Conflict(words)) => {
            return wrong(&db, &actor, std::mem::take(&mut posted.form), &words).await;
        }
        Err(e) => return Err(e.into()),
    };
    let to = format!("/reviews?drawn={}", drawn.picks.len());
    let (hash, month) = (drawn.frame_hash, drawn.month);
    let location = db
        .act(&actor, "drawReviews", &posted.submission, move |_, _| {
            Ok(Changed::to(to.clone(), format!("reviews of {month} drawn from the frame {hash}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

async fn wrong(db: &Db, actor: &Actor, mut form: Form, words: &str) -> Result<Response, Fault> {
    form.error("month", words);
    Ok(Page(page(db, actor, form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}
