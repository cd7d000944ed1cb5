//! The form of a review: each criterion with what facts propose beside it.

use super::{address, form_of, may_see, review_id, reviews};
use crate::{
    auto::{self, Proposal, Rule},
    forms::{Criterion, How, ReviewForm},
    model::{Answer, Reason},
    review::{
        model::{Given, State},
        store::{self, Review, Saved},
    },
};
use access::{Actor, CaseRef, Changed, Db, Fault, Posted, Read, draft_form};
use askama::Template;
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Error, Form, Instant, Result};
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
    /// Whether somebody may be harmed where it is not met.
    pub critical: bool,
}

impl Ask {
    fn new(criterion: &Criterion, proposal: Option<&Proposal>, form: &Form, at: &str) -> Self {
        let id = &criterion.id;
        let name = format!("a-{id}");
        let typed = form.value(&name).to_owned();
        // What facts say alone is filled in; what a person judges is not.
        let filled = proposal.filter(|_| criterion.how == How::Auto && typed.is_empty());
        let given = filled.map_or(typed, |proposal| proposal.answer.codes().0.to_owned());
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

/// What the page needs to know.
struct Facts {
    review: Review,
    given: BTreeMap<String, Given>,
    proposals: Vec<Proposal>,
    draft: Option<(String, Instant)>,
}

impl Facts {
    fn proposal(&self, criterion: &Criterion) -> Option<&Proposal> {
        let rule = Rule::parse(&criterion.rule)?;
        self.proposals.iter().find(|proposal| proposal.rule == rule)
    }
}

/// Reads a review that the asker may do: nine statements.
async fn facts(db: &Db, case: &CaseRef<Read>, params: &RawPathParams) -> Result<Facts, Fault> {
    let id = review_id(params)?;
    let facts = db
        .view(case, move |c, permit| {
            let (tenant, user) = (permit.tenant(), permit.scope().user());
            let review = store::one(c, permit, id)?;
            let rules = rules(form_of(&review)?);
            Ok(Facts {
                given: store::answers(c, tenant, id)?,
                proposals: auto::proposals(c, permit, &rules)?,
                draft: access::store::draft(c, tenant, user, FORM, id)?,
                review,
            })
        })
        .await?;
    let actor = case.actor();
    if !may_see(actor, &facts.review) || facts.review.worker_id == actor.user || !reviews(actor) {
        return Err(Error::NotFound.into());
    }
    Ok(facts)
}

fn rules(form: &ReviewForm) -> Vec<Rule> {
    form.criteria.iter().filter_map(|criterion| Rule::parse(&criterion.rule)).collect()
}

/// Shows the form, with the reviewer's draft in it or what they saved.
pub async fn show_form(db: Db, case: CaseRef<Read>, params: RawPathParams) -> Result<Response, Fault> {
    let facts = facts(&db, &case, &params).await?;
    if !matches!(facts.review.state, State::Drawn | State::InReview) {
        return Ok(Redirect::to(&address(case.id(), facts.review.review_id)).into_response());
    }
    let (form, kept) = match &facts.draft {
        Some((body, at)) => (draft_form(body), at.long()),
        None => (saved_form(&facts), String::new()),
    };
    Ok(Page(page(&db, case.actor(), &facts, form, kept)?).into_response())
}

/// What was saved, as the form has it.
fn saved_form(facts: &Facts) -> Form {
    let mut form = Form::default();
    for (id, given) in &facts.given {
        let (value, reason) = given.answer.codes();
        form.set(&format!("a-{id}"), value);
        form.set(&format!("r-{id}"), reason);
        form.set(&format!("n-{id}"), given.note.as_str());
    }
    form.set("praise", facts.review.praise.as_str());
    form.set("voice", facts.review.voice.as_str());
    form
}

fn page(db: &Db, actor: &Actor, facts: &Facts, form: Form, kept: String) -> Result<DoReview> {
    let (review, pack) = (&facts.review, form_of(&facts.review)?);
    let mut shell = access::shell(actor, format!("Review: {}", pack.name), "Quality")
        .at("/reviews")
        .quiet("Review")
        .intro(format!("{}, {}", review.known_as, review.reference))
        .errors(errors(&form));
    if review.reviewer_id.is_some_and(|reviewer| reviewer != actor.user) {
        let who = review.reviewer.clone().unwrap_or_default();
        let since = review.started_at.map_or(String::new(), |at| format!(" since {}", at.long()));
        shell = shell.notice(format!("{who} reviews this case{since}. What you type here cannot be saved."));
    }
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
    })
}

pub(super) fn answers() -> Vec<Choice> {
    [Answer::Met, Answer::Partly, Answer::NotMet, Answer::NotApplicable(Reason::Other)]
        .map(|answer| Choice::new(answer.codes().0, answer.label()))
        .into()
}

pub(super) fn reasons() -> Vec<Choice> {
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
    if posted.form.value("button") == "draft" {
        return Ok(Redirect::to(&format!("{}/form", address(case.id(), id))).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Saves the answers; the score is shown once all are there.
pub async fn save(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    mut posted: Posted,
) -> Result<Response, Fault> {
    if let Some(before) = db.answered(case.actor(), &posted.submission).await? {
        return Ok(Redirect::to(&before).into_response());
    }
    let facts = facts(&db, &case, &params).await?;
    let Some(saved) = read(&facts, &mut posted.form)? else {
        let page = page(&db, case.actor(), &facts, posted.form, String::new())?;
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, review) = (case.id(), facts.review.review_id);
    let location = db
        .act(case.actor(), "reviewCase", &posted.submission, move |c, scope| {
            store::save(c, scope, (id, review), &saved)?;
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
        form.error(&format!("r-{id}"), "Say why it does not apply.");
        return None;
    }
    let Some(answer) = Answer::parse(&value, &reason) else {
        form.error(&answer_field, "Choose an answer.");
        return None;
    };
    let proposed = proposal.map(|proposal| (proposal.answer, proposal.why.clone()));
    let given = Given { answer, note, proposed };
    if let Some(words) = given.lacks() {
        form.error(&note_field, words);
        return None;
    }
    Some(given)
}
