//! The reviews of one case, and asking for one.

use super::{list::ReviewRow, may_see, reviews};
use crate::{
    forms::{Forms, ReviewForm},
    review::{
        asked::store::{self as asked, Of},
        model::State,
        store::{self, Review},
    },
};
use access::{Actor, CaseRef, Changed, Db, Fault, PostedOnce, Query, Read};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form};
use people::web::{errors, submission};
use ui::{Page, Shell, SubNav};

/// The longest text of why.
const MOST: usize = 1000;

/// The reviews of a case.
#[derive(Template)]
#[template(path = "reviews/of_case.html")]
pub struct CaseReviews {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub nav: SubNav,
    /// The case's address.
    pub case: String,
    /// Its reviews, as far as the asker may see them.
    pub reviews: Vec<ReviewRow>,
    /// Whether the asker may ask for one.
    pub may_ask: bool,
    /// Why nobody can ask for one now; empty where somebody can.
    pub cannot: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// What was read.
struct Facts {
    of: Of,
    reviews: Vec<Review>,
    /// The form for its kind of case today.
    form: Option<&'static ReviewForm>,
}

async fn facts(db: &Db, case: &CaseRef<Read>) -> Result<Facts, Fault> {
    let read = db.view(case, |c, permit| {
        let (of, forms) = (asked::of(c, permit)?, Forms::read(c, permit.tenant())?);
        let form = forms.for_pack(&of.case_type, Day::of(permit.scope().now()));
        Ok(Facts { of, reviews: store::of_case(c, permit)?, form })
    });
    Ok(read.await?)
}

/// Shows the reviews of a case: three statements.
pub async fn show_of_case(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<CaseReviews>, Fault> {
    let facts = facts(&db, &case).await?;
    let mut page = page(&db, &case, &facts, Form::default());
    if query.value("done") == "asked" {
        page.shell = page.shell.notice("Asked for. It is among the cases to review, and in no average.");
    }
    Ok(Page(page))
}

fn page(db: &Db, case: &CaseRef<Read>, facts: &Facts, form: Form) -> CaseReviews {
    let actor = case.actor();
    let cannot = if reviews(actor) { cannot(actor, facts).unwrap_or_default() } else { String::new() };
    let may = |review: &&Review| may_see(actor, review);
    CaseReviews {
        shell: access::shell(actor, "Reviews of this case", "Cases")
            .at("/cases")
            .quiet("Reviews")
            .intro(format!("{}, {}", facts.of.known_as, facts.of.reference))
            .errors(errors(&form)),
        nav: cases::web::nav::case_nav(case.id(), "/reviews"),
        case: format!("/cases/{}", case.id()),
        reviews: facts.reviews.iter().filter(may).map(|review| ReviewRow::new(review, actor)).collect(),
        may_ask: reviews(actor) && cannot.is_empty(),
        cannot,
        submission: submission(db),
        form,
    }
}

/// Why a leader or manager cannot ask for a review of this case.
fn cannot(actor: &Actor, facts: &Facts) -> Option<String> {
    let waits = |review: &&Review| matches!(review.state, State::Drawn | State::InReview);
    let words = if facts.of.closed_on.is_some() {
        "The case is closed: a Mid Case Review is of a live case."
    } else if facts.of.worker_id.is_none() {
        "Nobody holds the case. Allocate it first."
    } else if facts.of.worker_id == Some(actor.user) {
        "You hold this case. Somebody else asks for a review of it."
    } else if facts.form.is_none() {
        "There is no review form for this kind of case."
    } else if facts.reviews.iter().any(|review| waits(&review)) {
        "A review of this case waits already."
    } else {
        return None;
    };
    Some(words.to_owned())
}

/// Asks for a review of a case, with why.
pub async fn ask(db: Db, case: CaseRef<Read>, PostedOnce(mut posted): PostedOnce) -> Result<Response, Fault> {
    let (facts, actor) = (facts(&db, &case).await?, case.actor().clone());
    if !reviews(&actor) {
        let words = "A leader or manager asks for a review. Tell yours why this case should be reviewed.";
        return Err(kernel::Error::Conflict(words.to_owned()).into());
    }
    if let Some(words) = cannot(&actor, &facts) {
        return Err(kernel::Error::Conflict(words).into());
    }
    let why = posted.form.need_text("why", MOST, "Say why this case should be reviewed.");
    let (Some(form), true) = (facts.form, posted.form.is_good()) else {
        return Ok(Page(page(&db, &case, &facts, posted.form)).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, review) = (case.id(), db.chance().uuid(actor.now));
    let location = db
        .act(&actor, "askForReview", &posted.submission, move |c, scope| {
            asked::ask(c, scope, (id, review), (&form.id, form.version), &why)?;
            let to = format!("/cases/{id}/reviews?done=asked");
            Ok(Changed::to(to, format!("review {review} asked for")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
