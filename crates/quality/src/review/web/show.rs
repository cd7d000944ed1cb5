//! A review that is answered: its score, what is put right at once, and what the officer says to it.

use super::{address, form_of, may_see, review_id};
use crate::{
    forms::{ReviewForm, Score},
    model::Answer,
    review::{
        model::{AT_ONCE, Given, State, at_once, score_of},
        store::{self, Review},
    },
};
use access::{Actor, CaseRef, Changed, Db, Fault, Posted, Query, Read};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::model::{ActionKind, NewAction};
use kernel::{
    Day, Error, Form, Result,
    calendar::{Calendar, Division},
    db::Conn,
};
use people::web::{errors, submission};
use std::collections::BTreeMap;
use ui::{Page, Shell, SummaryList, SummaryRow, Tag};

/// The longest text of an answer.
const MOST: usize = 4000;

/// A review with its score.
#[derive(Template)]
#[template(path = "show_case_review.html")]
pub struct ShowReview {
    /// The frame.
    pub shell: Shell,
    /// The review's address.
    pub at: String,
    /// The case's address.
    pub case: String,
    /// How far it is.
    pub tag: Tag,
    /// The score in words; empty where nothing applies.
    pub score: String,
    /// What the score rests on.
    pub rests: String,
    /// Critical criteria that are not met.
    pub critical: Vec<String>,
    /// What was done well.
    pub praise: String,
    /// What the client says.
    pub voice: String,
    /// Section by section: each criterion with its answer and why.
    pub sections: Vec<(String, Vec<AnswerRow>)>,
    /// Who, when, by which form.
    pub facts: SummaryList,
    /// What the officer says; empty while they have said nothing.
    pub response: String,
    /// Whether they disagree.
    pub disagrees: bool,
    /// What the asker may do now.
    pub can: Can,
    /// What was typed.
    pub form: Form,
    /// What is put right at once: the criterion's id, its field's name and label.
    pub at_once: Vec<(String, String)>,
    /// Where its answers are changed.
    pub form_href: String,
    /// By when, and whose it is.
    pub due: String,
    /// Which sending this is.
    pub submission: String,
}

/// What somebody may do with a review now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Go back to the answers, and share it.
    pub share: bool,
    /// Answer it as the officer.
    pub respond: bool,
    /// Close it.
    pub close: bool,
}

/// A criterion with its answer.
pub struct AnswerRow {
    /// Id and words.
    pub words: String,
    /// The answer.
    pub tag: Tag,
    /// Why, in the reviewer's words; empty where nothing was written.
    pub note: String,
    /// What facts proposed where the reviewer overruled it.
    pub overruled: String,
}

fn answer_tag(answer: Answer) -> Tag {
    match answer {
        Answer::Met => Tag::good(answer.label()),
        Answer::Partly => Tag::warn(answer.label()),
        Answer::NotMet => Tag::bad(answer.label()),
        Answer::NotApplicable(reason) => {
            Tag::plain(format!("{}: {}", answer.label(), reason.label().to_lowercase()))
        }
    }
}

/// A review as it was read.
struct Whole {
    review: Review,
    given: BTreeMap<String, Given>,
    division: String,
}

impl Whole {
    /// The score of the answers, by the form's version; none while one is missing.
    fn score(&self) -> Result<Option<Score>> {
        Ok(score_of(form_of(&self.review)?, &self.given).ok())
    }

    fn can(&self, actor: &Actor) -> Can {
        let mine = self.review.reviewer_id == Some(actor.user);
        let shared = matches!(self.review.state, State::Shared | State::Answered);
        Can {
            share: mine && self.review.state == State::InReview,
            respond: self.review.worker_id == actor.user && shared,
            close: mine && shared,
        }
    }

    fn due(&self, today: Day) -> Day {
        let division = Division::parse(&self.division).unwrap_or(Division::EnglandAndWales);
        Calendar::new(division).plus_working(today, AT_ONCE)
    }
}

/// Reads a review that the asker may see: three statements.
async fn whole(db: &Db, case: &CaseRef<Read>, params: &RawPathParams) -> Result<Whole, Fault> {
    let id = review_id(params)?;
    let whole = db
        .view(case, move |c, permit| {
            Ok(Whole {
                review: store::one(c, permit, id)?,
                given: store::answers(c, permit.tenant(), id)?,
                division: crate::draw::store::division(c, permit.tenant())?,
            })
        })
        .await?;
    if may_see(case.actor(), &whole.review) { Ok(whole) } else { Err(Error::NotFound.into()) }
}

/// Shows a review; one that is not answered yet leads to its form.
pub async fn show_review(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let whole = whole(&db, &case, &params).await?;
    let unanswered = matches!(whole.review.state, State::Drawn | State::InReview) && whole.score()?.is_none();
    if unanswered {
        return Ok(
            Redirect::to(&format!("{}/form", address(case.id(), whole.review.review_id))).into_response()
        );
    }
    let mut form = Form::default();
    form.set("response", whole.review.response.as_str());
    form.set("disagrees", if whole.review.disagrees { "yes" } else { "" });
    let mut page = page(&db, case.actor(), &whole, form)?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page).into_response())
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "shared" => "Shared with the officer. What is put right at once is among the case's next steps.",
        "answered" => "Your answer is saved. Whoever reviewed the case sees it.",
        "closed" => "The review is closed.",
        _ => return None,
    })
}

fn page(db: &Db, actor: &Actor, whole: &Whole, form: Form) -> Result<ShowReview> {
    let (review, pack, today) = (&whole.review, form_of(&whole.review)?, Day::of(actor.now));
    let score = whole.score()?;
    let critical = score.as_ref().map(|score| at_once(pack, score)).unwrap_or_default();
    let shell = access::shell(actor, format!("Review: {}", pack.name), "Quality")
        .at("/reviews")
        .quiet("Review")
        .intro(format!("{}, {}", review.known_as, review.reference))
        .errors(errors(&form));
    Ok(ShowReview {
        shell,
        at: address(review.case_id, review.review_id),
        case: format!("/cases/{}", review.case_id),
        tag: super::list::tag(review),
        score: score.as_ref().and_then(|s| s.percent).map_or(String::new(), |n| format!("{n} of 100")),
        rests: score.as_ref().map(rests).unwrap_or_default(),
        critical: critical.iter().map(|one| format!("{}. {}", one.id, one.words)).collect(),
        praise: review.praise.clone(),
        voice: review.voice.clone(),
        sections: sections(pack, &whole.given),
        facts: SummaryList { rows: facts(review) },
        response: review.response.clone(),
        disagrees: review.disagrees,
        can: whole.can(actor),
        at_once: critical
            .iter()
            .map(|one| (format!("x-{}", one.id), format!("What is done about {}? {}", one.id, one.words)))
            .collect(),
        form_href: format!("{}/form", address(review.case_id, review.review_id)),
        due: format!("A next step of {}, to be done by {}.", review.worker, whole.due(today).long()),
        submission: submission(db),
        form,
    })
}

fn rests(score: &Score) -> String {
    match (score.percent, score.is_enough()) {
        (None, _) => "Nothing in this form applies to the case, so there is no score.".to_owned(),
        (_, true) => format!("It rests on {} of 100 points of weight.", score.applicable),
        (_, false) => format!(
            "It rests on {} of 100 points of weight: too little to be counted in averages (Alongside default: 50).",
            score.applicable
        ),
    }
}

fn sections(form: &ReviewForm, given: &BTreeMap<String, Given>) -> Vec<(String, Vec<AnswerRow>)> {
    let row = |criterion: &crate::forms::Criterion| {
        let given = given.get(&criterion.id)?;
        let overruled = given.proposed.as_ref().filter(|_| given.overrules());
        Some(AnswerRow {
            words: format!("{}. {}", criterion.id, criterion.words),
            tag: answer_tag(given.answer),
            note: given.note.clone(),
            overruled: overruled.map_or(String::new(), |(answer, why)| {
                format!("Facts said: {}. {why}", answer.label().to_lowercase())
            }),
        })
    };
    form.sections
        .iter()
        .map(|section| {
            let own = form.criteria.iter().filter(|criterion| criterion.section == section.id);
            (format!("{}. {}", section.id, section.title), own.filter_map(row).collect())
        })
        .collect()
}

fn facts(review: &Review) -> Vec<SummaryRow> {
    let mut rows = vec![
        SummaryRow::new("Officer", &review.worker, ""),
        SummaryRow::new("Reviewed by", review.reviewer.clone().unwrap_or_default(), ""),
        SummaryRow::new("Month", super::list::month_words(&review.month), ""),
        SummaryRow::new("Form", format!("{}, version {}", review.form_id, review.form_version), ""),
    ];
    if let Some(at) = review.shared_at {
        rows.push(SummaryRow::new("Shared", at.long(), ""));
    }
    if let Some(at) = review.responded_at {
        rows.push(SummaryRow::new("Answered", at.long(), ""));
    }
    rows
}

/// Shares a review with its officer; what is critical and not met becomes a next step of the case, to be done within
/// five working days. All or nothing.
pub async fn share(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    if let Some(before) = db.answered(case.actor(), &posted.submission).await? {
        return Ok(Redirect::to(&before).into_response());
    }
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let score = whole.score()?.filter(|_| whole.can(&actor).share);
    let score =
        score.ok_or_else(|| Error::Conflict("It was shared before. Open the review again.".to_owned()))?;
    let critical = at_once(form_of(&whole.review)?, &score);
    let mut steps = Vec::new();
    for criterion in critical {
        let field = format!("x-{}", criterion.id);
        let words = posted.form.need_text(&field, 300, "Say what is done about it.");
        steps.push((db.chance().uuid(actor.now), words));
    }
    if !posted.form.is_good() {
        return Ok(
            Page(page(&db, &actor, &whole, posted.form)?).with_status(StatusCode::UNPROCESSABLE_ENTITY)
        );
    }
    let due = whole.due(Day::of(actor.now));
    let (id, review) = (case.id(), whole.review);
    let location = db
        .act(&actor, "shareReview", &posted.submission, move |c, scope| {
            store::share(c, scope, (id, review.review_id), &score)?;
            for (step, words) in &steps {
                add_step(c, scope, &review, (*step, words), due)?;
            }
            let to = format!("{}?done=shared", address(id, review.review_id));
            Ok(Changed::to(to, format!("review {} shared", review.review_id)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Keeps what the officer says to a review of their case.
pub async fn respond(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let disagrees = posted.form.value("disagrees") == "yes";
    let response = if disagrees {
        posted.form.need_text("response", MOST, "Say with what you disagree, and why.")
    } else {
        posted.form.opt_text("response", MOST)
    };
    if !posted.form.is_good() {
        return Ok(
            Page(page(&db, &actor, &whole, posted.form)?).with_status(StatusCode::UNPROCESSABLE_ENTITY)
        );
    }
    let (id, review) = (case.id(), whole.review.review_id);
    let location = db
        .act(&actor, "answerReview", &posted.submission, move |c, scope| {
            store::respond(c, scope, (id, review), (&response, disagrees))?;
            Ok(Changed::to(
                format!("{}?done=answered", address(id, review)),
                format!("review {review} answered"),
            ))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Closes a review: whoever reviewed looked again.
pub async fn close(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let (id, review) = (case.id(), whole.review.review_id);
    let location = db
        .act(&actor, "closeReview", &posted.submission, move |c, scope| {
            store::close(c, scope, (id, review))?;
            Ok(Changed::to(format!("{}?done=closed", address(id, review)), format!("review {review} closed")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn add_step(
    c: &mut dyn Conn,
    scope: &access::Scope,
    review: &Review,
    (id, words): (uuid::Uuid, &str),
    due: Day,
) -> Result<()> {
    let new = NewAction {
        action_id: id,
        person: review.person_id,
        case: Some(review.case_id),
        kind: ActionKind::Task,
        what: words.to_owned(),
        owner: Some(review.worker_id),
        owner_name: String::new(),
        due_on: due,
        due_at: None,
        recorded_at: scope.now(),
        recorded_by: scope.user(),
    };
    cases::store::add_action(c, scope.tenant(), &new)
}
