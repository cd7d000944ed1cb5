//! A review with all that was said about it, as its pages read it.

use super::{form_of, may_see, review_id};
use crate::{
    forms::Score,
    review::{
        after::{
            model::Between,
            store::{self as after, Asked, Decision},
        },
        model::{Settled, State, score_of},
        second::{
            model::{Answers, differing_in},
            store::{self as second, Words},
        },
        stage::{Stage, Voice},
        store::{self, Review},
    },
};
use access::{Actor, CaseRef, Db, Fault, Read, UserId};
use axum::extract::RawPathParams;
use kernel::{Error, Result};
use std::collections::BTreeMap;

/// A review as it was read.
pub(super) struct Whole {
    /// The review.
    pub review: Review,
    /// The answers that stand, or will: those of whoever shares it.
    pub given: Answers,
    /// What both answered blind: the first once both have finished.
    pub blind: (Answers, Answers),
    /// What the second reviewer wrote beside the answers.
    pub second: Words,
    /// What the officer disputes, by criterion.
    pub disputes: BTreeMap<String, String>,
    /// What was decided about answers.
    pub decisions: Vec<Decision>,
    /// The steps it asked for.
    pub asked: Vec<Asked>,
    /// Whose working days count.
    pub division: String,
}

/// What somebody may do with a review now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one button of the page")]
pub struct Can {
    /// Go back to the answers.
    pub answer: bool,
    /// Share it.
    pub share: bool,
    /// Answer it as the officer.
    pub respond: bool,
    /// Decide answers, between two reviewers or between reviewer and officer.
    pub decide: bool,
    /// Go on without the officer's answer.
    pub go_on: bool,
    /// Go on without a second reviewer or a third.
    pub alone: bool,
    /// Look again at what was put right.
    pub check: bool,
    /// Close it.
    pub close: bool,
}

impl Whole {
    /// The answers that somebody may see: of two reviewers, each sees their own until both have finished.
    pub fn seen_by(&self, user: UserId) -> &Answers {
        static NONE: Answers = Answers::new();
        if self.review.shows_answers(user) {
            &self.given
        } else if self.review.second_id == Some(user) {
            &self.blind.1
        } else {
            &NONE
        }
    }

    /// The score of the answers that somebody sees, by the form's version; none while one is missing.
    pub fn score(&self, user: UserId) -> Result<Option<Score>> {
        Ok(score_of(form_of(&self.review)?, self.seen_by(user)).ok())
    }

    /// The criteria on which two reviewers differ, in the order of the form.
    pub fn differing(&self) -> Result<Vec<String>> {
        Ok(differing_in(form_of(&self.review)?, &self.blind.0, &self.blind.1))
    }

    /// What was decided about a criterion between some two.
    pub fn decided(&self, criterion: &str, between: Between) -> Option<&Decision> {
        self.decisions.iter().find(|one| one.criterion == criterion && one.between == between)
    }

    pub fn can(&self, actor: &Actor) -> Can {
        let review = &self.review;
        let (mine, stage) = (review.reviewer_id == Some(actor.user), review.stage());
        let finishes = review.may_finish(actor);
        let alone = !review.second || review.met_at.is_none();
        let voice = review.voice(actor.user);
        let own = mine || (voice == Some(Voice::Second) && review.second_at.is_some());
        Can {
            answer: own && alone && matches!(stage, Stage::Second | Stage::ToShare),
            share: finishes && stage == Stage::ToShare,
            respond: review.worker_id == actor.user
                && review.settled == Settled::Not
                && matches!(stage, Stage::Shared | Stage::Disputed),
            decide: review.may_be_third(actor) || self.may_moderate(actor),
            go_on: finishes && stage == Stage::Shared && self.is_late(review.shared_at, actor),
            alone: finishes
                && review.state == State::InReview
                && matches!(stage, Stage::Second | Stage::Third)
                && self.is_late(review.since(), actor),
            check: finishes && matches!(stage, Stage::ActionsOpen | Stage::Recheck),
            close: finishes && stage == Stage::ToClose,
        }
    }

    /// Whether somebody may moderate it; nobody moderates what they decided themselves.
    pub fn may_moderate(&self, actor: &Actor) -> bool {
        self.review.may_moderate(actor)
    }

    /// Whether ten working days have passed.
    fn is_late(&self, since: Option<kernel::Instant>, actor: &Actor) -> bool {
        since.map(kernel::Day::of).is_some_and(|day| {
            kernel::Day::of(actor.now) >= crate::review::after::model::unanswered_from(&self.division, day)
        })
    }
}

/// Reads a review that the asker may see: seven statements at most.
pub(super) async fn whole(db: &Db, case: &CaseRef<Read>, params: &RawPathParams) -> Result<Whole, Fault> {
    let id = review_id(params)?;
    let whole = db
        .view(case, move |c, permit| {
            let (tenant, review) = (permit.tenant(), store::one(c, permit, id)?);
            let twice = review.second_at.is_some();
            let decided = review.third_at.is_some() || review.settled == Settled::Moderated;
            Ok(Whole {
                given: store::answers(c, tenant, id)?,
                blind: if twice { second::blind(c, tenant, id)? } else { Default::default() },
                second: if twice { second::words(c, tenant, id)? } else { Words::default() },
                disputes: if review.disagrees { after::disputes(c, tenant, id)? } else { BTreeMap::new() },
                decisions: if decided { after::decisions(c, tenant, id)? } else { Vec::new() },
                asked: if review.shared_at.is_some() { after::asked(c, tenant, id)? } else { Vec::new() },
                division: crate::draw::store::division(c, tenant)?,
                review,
            })
        })
        .await?;
    if may_see(case.actor(), &whole.review) { Ok(whole) } else { Err(Error::NotFound.into()) }
}
