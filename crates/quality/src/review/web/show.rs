//! A review that is answered: how far it is and who is next, its score, what is put right at once, and what the
//! officer, a third voice and a moderator say to it.

mod words;

use super::{
    address,
    answer::disputable,
    form_of,
    whole::{Can, Whole, whole},
};
use crate::review::{
    after::{model::due, store::Asked},
    model::{Settled, at_once},
    stage::Stage,
};
use access::{Actor, CaseRef, Db, Fault, Query, Read};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Result};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SummaryList, Tag};
use words::{facts, next, origin, rests, sections, unseen};

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
    /// Who does what next, and since when it waits; empty when it is over.
    pub next: String,
    /// That somebody asked for it, or that it was replaced and why; empty otherwise.
    pub origin: String,
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
    /// Whether they agree.
    pub agrees: bool,
    /// What the asker may do now.
    pub can: Can,
    /// The words of the link to what the asker decides.
    pub decide: String,
    /// What was typed.
    pub form: Form,
    /// What is put right at once: the criterion's id, its field's name and label.
    pub at_once: Vec<(String, String)>,
    /// What an officer may say.
    pub says: Vec<Choice>,
    /// The answers the officer may dispute: the field's name and label.
    pub disputable: Vec<(String, String)>,
    /// The steps it asked for.
    pub steps: Vec<StepRow>,
    /// Where its answers are changed.
    pub form_href: String,
    /// By when, and whose it is.
    pub due: String,
    /// The last day of a step that is asked for again.
    pub again_by: String,
    /// Which sending this is.
    pub submission: String,
}

/// A criterion with its answer.
pub struct AnswerRow {
    /// Id and words.
    pub words: String,
    /// The answer.
    pub tag: Tag,
    /// Why.
    pub note: String,
    /// What facts, another reviewer, the officer or a moderator say to it.
    pub more: Vec<String>,
}

/// A step that a review asked for.
pub struct StepRow {
    /// Its number on the page, from 1.
    pub n: usize,
    /// Where it is looked at again.
    pub href: String,
    /// Criterion and what is to happen.
    pub words: String,
    /// How far it is.
    pub tag: Tag,
    /// By when, what came of it and what was found.
    pub notes: Vec<String>,
    /// Whether it is done and nobody has looked again.
    pub waits: bool,
    /// Whether it is put right, as typed.
    pub right: String,
    /// What shows it, as typed.
    pub found: String,
    /// By when it is done again, as typed.
    pub due: String,
    /// What is wrong with the three.
    pub wrong: [String; 3],
}

impl StepRow {
    fn new(asked: &Asked, n: usize, at: &str, form: &Form) -> Self {
        let tag = match (asked.done_on, asked.put_right) {
            (_, Some(true)) => Tag::good("Put right"),
            (_, Some(false)) => Tag::bad("Not yet: asked for again"),
            (Some(_), None) => Tag::info("Done: to be looked at again"),
            (None, None) => Tag::warn("Open"),
        };
        let mut notes = vec![format!("To be done by {}.", asked.due_on.long())];
        if let Some(day) = asked.done_on {
            notes.push(format!("Done on {}. {}", day.long(), asked.outcome));
        }
        if let Some(at) = asked.checked_at {
            notes.push(format!("Looked at again on {}: {}", Day::of(at).long(), asked.words));
        }
        let fields = ["right", "found", "due"].map(|name| format!("{name}-{n}"));
        let typed = fields.clone().map(|name| form.value(&name).to_owned());
        let [right, found, due] = typed;
        Self {
            n,
            href: format!("{at}/actions/{}", asked.action_id.simple()),
            words: format!("{}. {}", asked.criterion, asked.what),
            tag,
            notes,
            waits: asked.done_on.is_some() && asked.checked_at.is_none(),
            right,
            found,
            due,
            wrong: fields.map(|name| form.error_of(&name).unwrap_or_default().to_owned()),
        }
    }
}

/// Shows a review; one that the asker may answer and has not leads to its form.
pub async fn show_review(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let whole = whole(&db, &case, &params).await?;
    let (review, user) = (&whole.review, case.actor().user);
    let begun = matches!(review.stage(), Stage::Drawn | Stage::Second | Stage::ToShare);
    if begun && whole.score(user)?.is_none() && review.voice(user).is_some() {
        return Ok(Redirect::to(&format!("{}/form", address(case.id(), review.review_id))).into_response());
    }
    let mut form = Form::default();
    form.set("response", review.response.as_str());
    if review.responded_at.is_some() {
        form.set("says", if review.disagrees { "disagree" } else { "agree" });
    }
    for (id, words) in &whole.disputes {
        form.set(&format!("d-{id}"), words.as_str());
    }
    let mut page = page(&db, case.actor(), &whole, form)?;
    if let Some(words) = notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page).into_response())
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "shared" => "Shared with the officer. What is put right at once is among the case's next steps.",
        "agreed" => "Saved: you agree. Whoever reviewed the case sees it.",
        "disputed" => "Saved. Somebody who did not review the case decides what you dispute.",
        "unanswered" => "The time to answer is over, and no answer came.",
        "decided" => "Decided. What was answered before stays readable beside it.",
        "alone" => "Nobody else came in ten working days. Your answers stand: share them.",
        "checked" => "Saved. What is not put right yet is among the case's next steps again.",
        "replaced" => "Replaced. No other case takes its place.",
        "closed" => "The review is closed.",
        _ => return None,
    })
}

/// The page as somebody sees it.
/// The page again, with what was typed and what is wrong with it.
pub(super) fn again(db: &Db, actor: &Actor, whole: &Whole, form: Form) -> Result<Response> {
    Ok(Page(page(db, actor, whole, form)?).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

fn page(db: &Db, actor: &Actor, whole: &Whole, form: Form) -> Result<ShowReview> {
    let (review, pack, today) = (&whole.review, form_of(&whole.review)?, Day::of(actor.now));
    let score = whole.score(actor.user)?;
    let critical = score.as_ref().map(|score| at_once(pack, score)).unwrap_or_default();
    let own = !review.shows_answers(actor.user) && review.second_id == Some(actor.user);
    let shell = access::shell(actor, format!("Review: {}", pack.name), "Quality")
        .at("/reviews")
        .quiet("Review")
        .intro(format!("{}, {}", review.known_as, review.reference))
        .errors(errors(&form));
    let (at, can) = (address(review.case_id, review.review_id), whole.can(actor));
    let shown = review.shows_answers(actor.user);
    let words = |first: &str, second: &str| match (own, shown) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        _ => String::new(),
    };
    let by = due(&whole.division, today).long();
    Ok(ShowReview {
        shell,
        case: format!("/cases/{}", review.case_id),
        tag: super::list::tag(review),
        next: next(whole, actor),
        origin: origin(whole),
        score: score.as_ref().and_then(|s| s.percent).map_or(String::new(), |n| format!("{n} of 100")),
        rests: score.as_ref().map_or_else(unseen, |score| rests(whole, score)),
        critical: critical.iter().map(|one| format!("{}. {}", one.id, one.words)).collect(),
        praise: words(&review.praise, &whole.second.praise),
        voice: words(&review.voice, &whole.second.voice),
        sections: sections(pack, whole, actor),
        facts: SummaryList { rows: facts(whole) },
        response: review.response.clone(),
        disagrees: review.disagrees,
        agrees: review.settled == Settled::Agreed,
        decide: decide_words(review.stage()).to_owned(),
        can,
        at_once: critical
            .iter()
            .map(|one| (format!("x-{}", one.id), format!("What is done about {}? {}", one.id, one.words)))
            .collect(),
        says: says(),
        disputable: if can.respond { named(disputable(whole)?) } else { Vec::new() },
        steps: whole.asked.iter().zip(1..).map(|(one, n)| StepRow::new(one, n, &at, &form)).collect(),
        form_href: format!("{at}/form"),
        at,
        due: format!("A next step of {}, to be done by {by}.", review.worker),
        again_by: format!("By {by} at the latest: five working days."),
        submission: submission(db),
        form,
    })
}

/// What an officer may say to a review.
pub(super) fn says() -> Vec<Choice> {
    ui::choices(&[("agree", "I agree"), ("disagree", "I disagree")])
}

fn decide_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Third => "Decide where the two differ",
        _ => "Decide what the officer disputes",
    }
}

fn named(criteria: Vec<(String, String)>) -> Vec<(String, String)> {
    criteria.into_iter().map(|(id, words)| (format!("d-{id}"), words)).collect()
}
