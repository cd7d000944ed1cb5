//! The form of a review: each criterion with what facts propose beside it.

mod facts;

use super::{address, form_of, review_id};
use crate::{
    auto::Proposal,
    forms::{Criterion, How},
    model::{Answer, Reason},
    review::{
        model::Given,
        second::store as second,
        stage::Voice,
        store::{self, Review, Saved},
    },
};
use access::{Actor, CaseRef, Changed, Db, Fault, Posted, PostedOnce, Read, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use facts::{Facts, facts, saved_form, told};
use kernel::{Error, Form, Result};
use people::web::{errors, submission};
use std::collections::BTreeMap;
use ui::{Choice, Page, Shell};

/// The draft's name among a reviewer's drafts.
const FORM: &str = "review";
/// The longest text of a note.
const MOST: usize = 4000;

/// A review that is being done.
#[derive(Template)]
#[template(path = "do_review.html")]
pub struct DoReview {
    /// The frame.
    pub shell: Shell,
    /// The review's address.
    pub at: String,
    /// Where drafts of it are kept.
    pub draft_action: String,
    /// The case's address.
    pub case: String,
    /// What is known of the case, in a line each.
    pub brief: Vec<String>,
    /// When the draft on the page was kept; empty when there is none.
    pub kept: String,
    /// What was typed.
    pub form: Form,
    /// Which sending this is.
    pub submission: String,
    /// Whose form it is.
    pub source: String,
    /// The criteria, section by section.
    pub sections: Vec<(String, Vec<Ask>)>,
    /// The answers there are.
    pub answers: Vec<Choice>,
    /// Why a criterion may not apply.
    pub reasons: Vec<Choice>,
    /// Where it is replaced when it cannot be done; empty where it cannot be replaced.
    pub replace: String,
    /// Whether it waits for nothing but a replacement: the case was closed since.
    pub closed: bool,
}

/// A criterion on the page.
pub struct Ask {
    /// Name of its answer's field.
    pub name: String,
    /// Name of the field for why it does not apply.
    pub reason: String,
    /// Name of the field for the note.
    pub note: String,
    /// Id, words and weight.
    pub words: String,
    /// What to ask oneself.
    pub ask: String,
    /// Where to look; empty for the case itself.
    pub look: String,
    /// What facts say, in words; empty where they say nothing.
    pub proposed: String,
    /// The facts: words and where they stand.
    pub evidence: Vec<(String, String)>,
    /// The answers after which a note says something, as the script reads them.
    pub note_when: String,
    /// Whether such an answer is given.
    pub noted: bool,
    /// What the field holds.
    pub given: String,
    /// What the field for why it does not apply holds.
    pub given_reason: String,
    /// Whether somebody may be harmed where it is not met.
    pub critical: bool,
}

impl Ask {
    /// A criterion as it is asked; `at` is the case's address.
    pub(crate) fn new(criterion: &Criterion, proposal: Option<&Proposal>, form: &Form, at: &str) -> Self {
        let id = &criterion.id;
        let name = format!("a-{id}");
        let typed = form.value(&name).to_owned();
        // What facts say alone is filled in; what a person judges is not.
        let filled = proposal.filter(|_| criterion.how == How::Auto && typed.is_empty());
        let (given, given_reason) = filled.map_or_else(
            || (typed, form.value(&format!("r-{id}")).to_owned()),
            |proposal| (proposal.answer.codes().0.to_owned(), proposal.answer.codes().1.to_owned()),
        );
        let noted: Vec<&str> = answers_noted(proposal.map(|proposal| proposal.answer));
        Self {
            note_when: format!("{name}={}", noted.join("|")),
            noted: noted.contains(&given.as_str()),
            reason: format!("r-{id}"),
            note: format!("n-{id}"),
            words: format!("{id}. {} (weight {})", criterion.words, criterion.weight),
            ask: criterion.ask.clone(),
            look: if criterion.look.is_empty() { at.to_owned() } else { format!("{at}/{}", criterion.look) },
            proposed: proposal.map(said).unwrap_or_default(),
            evidence: proposal
                .map(|p| p.evidence.iter().map(|e| (e.words.clone(), e.href.clone())).collect())
                .unwrap_or_default(),
            given,
            given_reason,
            critical: criterion.critical,
            name,
        }
    }
}

/// The answers that call for a note or may have one: all but "met", and that too where facts say otherwise.
fn answers_noted(proposed: Option<Answer>) -> Vec<&'static str> {
    let met = proposed.is_some_and(|proposed| proposed != Answer::Met).then_some("met");
    met.into_iter().chain(["partly", "not_met", "na"]).collect()
}

/// "Facts say: met. 5 of 6 windows kept."
fn said(proposal: &Proposal) -> String {
    format!("Facts say: {}. {}", proposal.answer.label().to_lowercase(), proposal.why)
}

/// Shows the form, with the reviewer's draft in it or what they saved.
pub async fn show_form(db: Db, case: CaseRef<Read>, params: RawPathParams) -> Result<Response, Fault> {
    let facts = facts(&db, &case, &params).await?;
    if facts.is_over() {
        return Ok(Redirect::to(&address(case.id(), facts.review.review_id)).into_response());
    }
    let (actor, id) = (case.actor(), facts.review.review_id);
    if facts.review.voice(actor.user).is_some() {
        db.own(actor, move |c, scope| store::begin(c, scope, id)).await?;
    }
    let (form, kept) = match &facts.draft {
        Some((body, at)) => (draft_form(body), at.long()),
        None => (saved_form(&facts, actor), String::new()),
    };
    Ok(Page(page(&db, actor, &facts, form, kept)?).into_response())
}

fn page(db: &Db, actor: &Actor, facts: &Facts, form: Form, kept: String) -> Result<DoReview> {
    let (review, pack) = (&facts.review, form_of(&facts.review)?);
    let mut shell = access::shell(actor, format!("Review: {}", pack.name), "Quality")
        .at("/reviews")
        .quiet("Review")
        .intro(format!("{}, {}", review.known_as, review.reference))
        .errors(errors(&form));
    let told = told(facts, actor);
    if !told.is_empty() {
        shell = shell.notice(told);
    }
    let own = review.reviewer_id.is_none_or(|reviewer| reviewer == actor.user);
    let case = format!("/cases/{}", review.case_id);
    let sections = pack
        .sections
        .iter()
        .map(|section| {
            let own = pack.criteria.iter().filter(|criterion| criterion.section == section.id);
            let asks =
                own.map(|criterion| Ask::new(criterion, facts.proposal(criterion), &form, &case)).collect();
            (format!("{}. {}", section.id, section.title), asks)
        })
        .collect();
    Ok(DoReview {
        shell,
        at: address(review.case_id, review.review_id),
        draft_action: format!("{}/draft", address(review.case_id, review.review_id)),
        case,
        brief: brief(review),
        kept,
        form,
        submission: submission(db),
        source: pack.source.clone(),
        sections,
        answers: answers(),
        reasons: reasons(),
        replace: if own {
            format!("{}/replace", address(review.case_id, review.review_id))
        } else {
            String::new()
        },
        closed: review.closed_on.is_some(),
    })
}

/// The answers there are, for a choice.
pub(crate) fn answers() -> Vec<Choice> {
    [Answer::Met, Answer::Partly, Answer::NotMet, Answer::NotApplicable(Reason::Other)]
        .map(|answer| Choice::new(answer.codes().0, answer.label()))
        .into()
}

/// Why a criterion may not apply, for a choice.
pub(crate) fn reasons() -> Vec<Choice> {
    Reason::ALL.iter().map(|reason| Choice::new(reason.code(), reason.label())).collect()
}

/// A criterion for samples.
pub(super) fn sample_ask(id: &str, proposed: bool) -> Ask {
    Ask {
        name: format!("a-{id}"),
        reason: format!("r-{id}"),
        note: format!("n-{id}"),
        note_when: format!("a-{id}=not_met"),
        noted: false,
        words: format!("{id}. Somebody was told in time (weight 3)"),
        ask: "When were they told?".to_owned(),
        look: "#".to_owned(),
        proposed: if proposed { "Facts say: met. Told on the same day.".to_owned() } else { String::new() },
        evidence: if proposed {
            vec![("Told on 3 March 2026".to_owned(), "#".to_owned())]
        } else {
            Vec::new()
        },
        given_reason: String::new(),
        given: if proposed { "met".to_owned() } else { String::new() },
        critical: proposed,
    }
}

fn brief(review: &Review) -> Vec<String> {
    let mut lines = vec![
        review.title.clone(),
        format!("Open since {}. Held by {}.", review.opened_on.long(), review.worker),
        format!("Drawn on {}.", review.drawn_on.long()),
    ];
    if let Some(closed_on) = review.closed_on {
        lines.push(format!("The case was closed on {}.", closed_on.long()));
    }
    if review.directed {
        lines.push("Somebody asked for this review, so it enters no average.".to_owned());
    }
    lines
}

/// Keeps what was typed. The script sends it as it is typed; without scripts a button does.
pub async fn keep_draft(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = review_id(&params)?;
    db.view(&case, move |c, permit| store::one(c, permit, id)).await?;
    db.keep_draft(case.actor(), &posted, FORM, id).await?;
    Ok(posted.draft_kept(&format!("{}/form", address(case.id(), id))))
}

/// Saves the answers; the score is shown once all are there.
pub async fn save(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case, &params).await?;
    if facts.is_over() {
        let words = "The review is shared or replaced, or both reviewers have finished. Open it again.";
        return Err(Error::Conflict(words.to_owned()).into());
    }
    let Some(saved) = read(&facts, &mut posted.form)? else {
        let page = page(&db, case.actor(), &facts, posted.form, String::new())?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, review) = (case.id(), facts.review.review_id);
    let voice = facts.review.voice(case.actor().user);
    let location = db
        .act(case.actor(), "reviewCase", &posted.submission, move |c, scope| {
            match voice {
                Some(Voice::Second) => second::save(c, scope, (id, review), &saved)?,
                _ => store::save(c, scope, (id, review), &saved)?,
            }
            access::store::drop_draft(c, scope.tenant(), scope.user(), FORM, review)?;
            Ok(Changed::to(address(id, review), format!("review {review} answered")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn read(facts: &Facts, form: &mut Form) -> Result<Option<Saved>> {
    let mut given = BTreeMap::new();
    let praise = form.need_text("praise", MOST, "Say first what was done well.");
    let voice = form.need_text(
        "voice",
        MOST,
        "Write what they say about the handling, or why nobody could ask them.",
    );
    for criterion in &form_of(&facts.review)?.criteria {
        if let Some(one) = read_one(criterion, facts.proposal(criterion), form) {
            given.insert(criterion.id.clone(), one);
        }
    }
    Ok(form.is_good().then_some(Saved { given, praise, voice }))
}

fn read_one(criterion: &Criterion, proposal: Option<&Proposal>, form: &mut Form) -> Option<Given> {
    let id = &criterion.id;
    let (answer_field, note_field) = (format!("a-{id}"), format!("n-{id}"));
    let note = form.opt_text(&note_field, MOST);
    let (value, reason) = (form.value(&answer_field).to_owned(), form.value(&format!("r-{id}")).to_owned());
    if value == "na" && Reason::parse(&reason).is_none() {
        form.error(&format!("r-{id}"), format!("{id}: say why it does not apply."));
        return None;
    }
    let Some(answer) = Answer::parse(&value, &reason) else {
        form.error(&answer_field, format!("{id}: choose an answer."));
        return None;
    };
    let proposed = proposal.map(|proposal| (proposal.answer, proposal.why.clone()));
    let given = Given { answer, note, proposed };
    if let Some(words) = given.lacks() {
        form.error(&note_field, format!("{id}: {words}"));
        return None;
    }
    Some(given)
}
