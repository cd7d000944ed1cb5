//! Deciding answers: a third voice between two reviewers, or a moderator between reviewer and officer.

use super::{
    address,
    form::{answers, reasons},
    form_of,
    whole::{Whole, whole},
};
use crate::{
    model::{Answer, Reason},
    review::{
        after::{
            model::{Between, Decided, decided, due},
            store as after,
        },
        model::{Given, at_once, score_of},
        second::store as second,
        stage::Stage,
    },
};
use access::{Actor, CaseRef, Changed, Db, Fault, PostedOnce, Read};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result};
use people::web::{errors, submission};
use std::collections::BTreeMap;
use ui::{Choice, Page, Shell};

/// The longest text of why.
const MOST: usize = 4000;

/// Answers on which two differ, side by side.
#[derive(Template)]
#[template(path = "reviews/decide.html")]
pub struct DecideReview {
    /// The frame.
    pub shell: Shell,
    /// The review's address.
    pub at: String,
    /// The case's address.
    pub case: String,
    /// What is decided here, and what follows.
    pub about: String,
    /// What the officer says to the whole; empty between two reviewers.
    pub response: String,
    /// The answers in question.
    pub rows: Vec<Row>,
    /// The answers there are.
    pub answers: Vec<Choice>,
    /// Why a criterion may not apply.
    pub reasons: Vec<Choice>,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
}

/// One answer in question.
pub struct Row {
    /// Name of the answer's field.
    pub name: String,
    /// Name of the field for why it does not apply.
    pub reason: String,
    /// Name of the field for why it is decided so.
    pub note: String,
    /// Id, words and weight.
    pub words: String,
    /// What to ask oneself.
    pub ask: String,
    /// Where to look.
    pub look: String,
    /// Whose side, and what they say.
    pub sides: Vec<(String, String)>,
    /// What the field holds.
    pub given: String,
}

/// Between whom it is decided, and about which criteria.
struct Question {
    between: Between,
    criteria: Vec<String>,
}

/// What the asker may decide; not found where nothing is theirs to decide.
fn question(whole: &Whole, actor: &Actor) -> Result<Question> {
    if whole.review.may_be_third(actor) {
        return Ok(Question { between: Between::Two, criteria: whole.differing()? });
    }
    if !whole.may_moderate(actor) {
        return Err(Error::NotFound);
    }
    let form = form_of(&whole.review)?;
    let all = form.criteria.iter().map(|criterion| criterion.id.clone());
    // Who disagreed before answers could be named disputes them all.
    let disputed = |id: &String| whole.disputes.is_empty() || whole.disputes.contains_key(id);
    Ok(Question { between: Between::Officer, criteria: all.filter(disputed).collect() })
}

/// Shows what is to be decided.
pub async fn show_decide(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
) -> Result<Page<DecideReview>, Fault> {
    let whole = whole(&db, &case, &params).await?;
    let asked = question(&whole, case.actor())?;
    let mut form = Form::default();
    if asked.between == Between::Officer {
        // What is shared stands until somebody says otherwise.
        for id in &asked.criteria {
            if let Some(given) = whole.given.get(id) {
                let (value, reason) = given.answer.codes();
                form.set(&format!("a-{id}"), value);
                form.set(&format!("r-{id}"), reason);
            }
        }
    }
    Ok(Page(page(&db, case.actor(), &whole, &asked, form)?))
}

fn page(db: &Db, actor: &Actor, whole: &Whole, asked: &Question, form: Form) -> Result<DecideReview> {
    let (review, pack) = (&whole.review, form_of(&whole.review)?);
    let case = format!("/cases/{}", review.case_id);
    let (title, about) = match asked.between {
        Between::Two => (
            "Two reviewers differ",
            "Both answered alone. Answers that are equal stand. Decide the others; then the review can be shared.",
        ),
        Between::Officer => (
            "The officer disagrees",
            "Keep each answer or change it, and say why. The score is worked out again, and both scores are kept.",
        ),
    };
    let criteria = pack.criteria.iter().filter(|criterion| asked.criteria.contains(&criterion.id));
    let rows = criteria.map(|criterion| {
        let id = &criterion.id;
        let look =
            if criterion.look.is_empty() { case.clone() } else { format!("{case}/{}", criterion.look) };
        Row {
            name: format!("a-{id}"),
            reason: format!("r-{id}"),
            note: format!("n-{id}"),
            words: format!("{id}. {} (weight {})", criterion.words, criterion.weight),
            ask: criterion.ask.clone(),
            look,
            sides: sides(whole, asked.between, id),
            given: form.value(&format!("a-{id}")).to_owned(),
        }
    });
    Ok(DecideReview {
        rows: rows.collect(),
        shell: access::shell(actor, title, "Quality")
            .at("/reviews")
            .quiet("Review")
            .intro(format!("{}, {}", review.known_as, review.reference))
            .errors(errors(&form)),
        at: address(review.case_id, review.review_id),
        case,
        about: about.to_owned(),
        response: if asked.between == Between::Officer { review.response.clone() } else { String::new() },
        answers: answers(),
        reasons: reasons(),
        submission: submission(db),
        form,
    })
}

/// Both sides of one answer.
fn sides(whole: &Whole, between: Between, id: &str) -> Vec<(String, String)> {
    let review = &whole.review;
    let name = |name: &Option<String>| name.clone().unwrap_or_default();
    match between {
        Between::Two => vec![
            (name(&review.reviewer), said(whole.blind.0.get(id))),
            (name(&review.second_name), said(whole.blind.1.get(id))),
        ],
        Between::Officer => {
            let mut sides = vec![(name(&review.reviewer), said(whole.given.get(id)))];
            let facts = whole.given.get(id).and_then(|given| given.proposed.as_ref());
            if let Some((answer, why)) = facts {
                sides.push(("Facts".to_owned(), format!("{}. {why}", answer.label())));
            }
            let words = whole.disputes.get(id).cloned().unwrap_or_default();
            sides.push((review.worker.clone(), words));
            sides
        }
    }
}

/// An answer and its note in words.
pub(super) fn said(given: Option<&Given>) -> String {
    let Some(given) = given else { return "No answer.".to_owned() };
    let reason = match given.answer {
        Answer::NotApplicable(reason) => format!(": {}", reason.label().to_lowercase()),
        _ => String::new(),
    };
    format!("{}{reason}. {}", given.answer.label(), given.note)
}

/// Keeps what is decided. Between two reviewers the answers then stand; between reviewer and officer the score is
/// worked out again, and what is newly critical becomes a next step.
pub async fn decide(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let (whole, actor) = (whole(&db, &case, &params).await?, case.actor().clone());
    let asked = question(&whole, &actor)?;
    let Some(decisions) = read(&whole, &asked, &mut posted.form) else {
        let page = page(&db, &actor, &whole, &asked, posted.form)?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let settled = settle(&db, &actor, &whole, &decisions)?;
    let (id, review, between) = (case.id(), whole.review, asked.between);
    let (before, disputes) = (whole.given, whole.disputes);
    let location = db
        .act(&actor, "decideReview", &posted.submission, move |c, scope| {
            let at = (id, review.review_id);
            if between == Between::Two {
                second::decide(c, scope, at)?;
            } else {
                // What the officer disputes may have changed while it was read.
                if after::disputes(c, scope.tenant(), review.review_id)? != disputes {
                    return Err(Error::Conflict(
                        "The officer has changed what they dispute. Open the review again.".to_owned(),
                    ));
                }
                after::moderate(c, scope, at, &settled.score)?;
                for (step, _, words) in &settled.steps {
                    super::share::add_step(c, scope, &review, (*step, words), settled.due)?;
                }
                let linked: Vec<_> = settled.steps.iter().map(|(id, of, _)| (*id, of.clone())).collect();
                after::link(c, scope.tenant(), review.review_id, &linked)?;
            }
            after::decide(c, scope, (review.review_id, between), (&before, &settled.answers), &decisions)?;
            crate::results::recount(c, scope.tenant(), review.review_id)?;
            let to = format!("{}?done=decided", address(id, review.review_id));
            Ok(Changed::to(to, format!("review {} decided: {}", review.review_id, between.label())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// What follows from decisions.
struct Settlement {
    answers: BTreeMap<String, Given>,
    score: crate::forms::Score,
    /// What became critical by them: the step, its criterion and its words.
    steps: Vec<(uuid::Uuid, String, String)>,
    due: Day,
}

fn settle(
    db: &Db,
    actor: &Actor,
    whole: &Whole,
    decisions: &BTreeMap<String, Decided>,
) -> Result<Settlement> {
    let form = form_of(&whole.review)?;
    let missing = |_| Error::Conflict("An answer is missing. Open the review again.".to_owned());
    let answers = decided(&whole.given, decisions);
    let before = score_of(form, &whole.given).map_err(missing)?;
    let score = score_of(form, &answers).map_err(missing)?;
    let shared = whole.review.stage() == Stage::Disputed;
    let new = at_once(form, &score).into_iter().filter(|one| shared && !before.critical.contains(&one.id));
    let steps = new
        .map(|one| (db.chance().uuid(actor.now), one.id.clone(), format!("Put right: {}", one.words)))
        .collect();
    Ok(Settlement { answers, score, steps, due: due(&whole.division, Day::of(actor.now)) })
}

/// Reads what was decided; `None` where something is missing, which then stands on its field.
fn read(whole: &Whole, asked: &Question, form: &mut Form) -> Option<BTreeMap<String, Decided>> {
    let mut all = BTreeMap::new();
    for id in &asked.criteria {
        let (value, reason) = (form.value(&format!("a-{id}")).to_owned(), form.text(&format!("r-{id}")));
        if value == "na" && Reason::parse(&reason).is_none() {
            form.error(&format!("r-{id}"), "Say why it does not apply.");
        }
        let answer = Answer::parse(&value, &reason);
        if answer.is_none() && value != "na" {
            form.error(&format!("a-{id}"), "Choose the answer that stands.");
        }
        let kept = answer.is_some() && whole.given.get(id).map(|given| given.answer) == answer;
        let named = asked.between == Between::Two || whole.disputes.contains_key(id);
        let note = format!("n-{id}");
        let why = if named || !kept {
            form.need_text(&note, MOST, "Say why, so that both sides can follow it.")
        } else {
            form.opt_text(&note, MOST)
        };
        if let Some(answer) = answer.filter(|_| named || !kept) {
            all.insert(id.clone(), Decided { answer, why });
        }
    }
    form.is_good().then_some(all)
}
