//! What the form of a review needs to know, and what it is told.

use super::FORM;
use crate::{
    auto::{self, Proposal, Rule},
    forms::{Criterion, ReviewForm},
    review::{
        model::{Given, State},
        second::store as second,
        stage::Voice,
        store::{self, Review},
        web::{form_of, may_see, review_id, reviews},
    },
    supervision::store::people::supervisors,
};
use access::{Actor, CaseRef, Db, Fault, Read, UserId};
use axum::extract::RawPathParams;
use kernel::{Error, Form, Instant};
use std::collections::BTreeMap;

/// What the page needs to know.
pub(super) struct Facts {
    pub review: Review,
    pub given: BTreeMap<String, Given>,
    pub proposals: Vec<Proposal>,
    pub draft: Option<(String, Instant)>,
    pub words: second::Words,
    pub begun: Vec<(UserId, String, Instant)>,
    /// Whether the asker, who may become the second reviewer, leads the officer.
    pub leads: bool,
}

impl Facts {
    /// Whether nothing is answered any more: it is shared or replaced, or two have finished.
    pub fn is_over(&self) -> bool {
        !matches!(self.review.state, State::Drawn | State::InReview) || self.review.met_at.is_some()
    }

    pub fn proposal(&self, criterion: &Criterion) -> Option<&Proposal> {
        let rule = Rule::parse(&criterion.rule)?;
        self.proposals.iter().find(|proposal| proposal.rule == rule)
    }
}

/// How long somebody who opened the form is taken to be at it: a day.
const AT_IT: i64 = 24 * 3600;

/// Reads a review that the asker may do: twelve statements at most. A second reviewer gets what they answered
/// themselves, and nobody gets what another answers alone.
pub(super) async fn facts(db: &Db, case: &CaseRef<Read>, params: &RawPathParams) -> Result<Facts, Fault> {
    let id = review_id(params)?;
    let facts = db
        .view(case, move |c, permit| {
            let (tenant, user) = (permit.tenant(), permit.scope().user());
            let review = store::one(c, permit, id)?;
            let rules = rules(form_of(&review)?);
            let since = permit.scope().now().plus_seconds(-AT_IT);
            let own = review.second_id == Some(user);
            let given = match (own, review.shows_answers(user)) {
                (true, _) => second::blind(c, tenant, id)?.1,
                (false, true) => store::answers(c, tenant, id)?,
                (false, false) => BTreeMap::new(),
            };
            let free = review.state == State::Drawn || review.second;
            let draft = access::store::draft(c, tenant, user, FORM, id)?;
            let second = review.second_id.is_none() && review.voice(user) == Some(Voice::Second);
            let leaders = if second { supervisors(c, permit.scope(), review.worker_id)? } else { Vec::new() };
            Ok(Facts {
                given,
                leads: leaders.iter().any(|(leader, _)| *leader == user),
                words: if own && draft.is_none() {
                    second::words(c, tenant, id)?
                } else {
                    second::Words::default()
                },
                begun: if free { store::begun(c, permit.scope(), id, since)? } else { Vec::new() },
                proposals: auto::proposals(c, permit, &rules)?,
                draft,
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

/// What was saved, as the form has it.
pub(super) fn saved_form(facts: &Facts, actor: &Actor) -> Form {
    let mut form = Form::default();
    for (id, given) in &facts.given {
        let (value, reason) = given.answer.codes();
        form.set(&format!("a-{id}"), value);
        form.set(&format!("r-{id}"), reason);
        form.set(&format!("n-{id}"), given.note.as_str());
    }
    let (review, user) = (&facts.review, actor.user);
    let (praise, voice) = if review.second_id == Some(user) {
        (facts.words.praise.as_str(), facts.words.voice.as_str())
    } else if review.shows_answers(user) {
        (review.praise.as_str(), review.voice.as_str())
    } else {
        ("", "")
    };
    form.set("praise", praise);
    form.set("voice", voice);
    form
}

/// Who else has it or is at it, and that it is answered blind; empty where nobody is.
pub(super) fn told(facts: &Facts, actor: &Actor) -> String {
    let review = &facts.review;
    let mut words = Vec::new();
    match review.voice(actor.user) {
        None => {
            let who = review.reviewer.clone().unwrap_or_default();
            let since = review.started_at.map_or(String::new(), |at| format!(" since {}", at.long()));
            words.push(format!("{who} reviews this case{since}. What you type here cannot be saved."));
        }
        Some(Voice::Second) => words.push(
            "You review this case a second time. You see no answers of the first, and they see none of yours, before \
             both have finished."
                .to_owned(),
        ),
        Some(Voice::First) if review.second => words.push(
            "Two review this case, each alone. Neither sees the other's answers before both have finished.".to_owned(),
        ),
        Some(Voice::First) => {}
    }
    if facts.leads {
        words.push("You lead this officer. Leave it to somebody who does not, where you can.".to_owned());
    }
    if review.voice(actor.user).is_some() {
        let at_it = facts
            .begun
            .iter()
            .filter(|(user, ..)| Some(*user) != review.reviewer_id && Some(*user) != review.second_id);
        words
            .extend(at_it.map(|(_, name, at)| format!("{name} has had this form open since {}.", at.long())));
    }
    words.join(" ")
}
