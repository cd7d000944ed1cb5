//! How far a review is, who is next and who may do what: read off its facts, so that no second account of it can
//! disagree with them. Pure.

use super::{
    model::{Settled, State},
    store::Review,
};
use access::{Actor, Role, UserId};
use kernel::Instant;

/// How far a review is, in the steps that people talk about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has answered it.
    Drawn,
    /// One of two reviewers has answered; the other has not.
    Second,
    /// Both answered, and a third voice decides where they differ.
    Third,
    /// All is answered: the reviewer shares it.
    ToShare,
    /// The officer reads it and answers.
    Shared,
    /// The officer disagrees: a moderator decides.
    Disputed,
    /// Settled; what is to be put right is not done yet.
    ActionsOpen,
    /// What was to be put right is done: the reviewer looks again.
    Recheck,
    /// Settled, and nothing is left to put right: the reviewer closes it.
    ToClose,
    /// Closed.
    Closed,
    /// Another case took its place, or none did.
    Replaced,
}

/// Which of the two reviewers somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Whose answers are shared in the end.
    First,
    /// Who answers blind.
    Second,
}

impl Review {
    /// How far it is.
    pub fn stage(&self) -> Stage {
        match self.state {
            State::Drawn if self.second && self.second_at.is_some() => Stage::Second,
            State::Drawn => Stage::Drawn,
            State::InReview if !self.second || self.alone_at.is_some() => Stage::ToShare,
            State::InReview if self.met_at.is_none() => Stage::Second,
            State::InReview if self.differs > 0 && self.third_at.is_none() => Stage::Third,
            State::InReview => Stage::ToShare,
            State::Shared => Stage::Shared,
            State::Answered if self.settled == Settled::Not && self.disagrees => Stage::Disputed,
            State::Answered if self.open_actions > 0 => Stage::ActionsOpen,
            State::Answered if self.unchecked > 0 => Stage::Recheck,
            State::Answered => Stage::ToClose,
            State::Closed => Stage::Closed,
            State::Replaced => Stage::Replaced,
        }
    }

    /// Since when it is at this stage; `None` for one that nobody began, which waits since the day it was drawn.
    pub fn since(&self) -> Option<Instant> {
        match self.stage() {
            Stage::Drawn => None,
            Stage::Second => self.second_at.or(self.started_at),
            Stage::Third => self.met_at,
            Stage::ToShare => self.alone_at.or(self.third_at).or(self.met_at).or(self.started_at),
            Stage::Shared => self.shared_at,
            Stage::Disputed => self.responded_at,
            Stage::ActionsOpen | Stage::Recheck | Stage::ToClose => self.settled_at.or(self.responded_at),
            Stage::Closed | Stage::Replaced => self.closed_at,
        }
    }

    /// Who does what next, in words; empty for one that is over.
    pub fn next(&self) -> String {
        let reviewer = match self.reviewer.as_deref() {
            Some(_) if self.reviewer_left => "A leader or manager, since the reviewer has left,",
            Some(name) => name,
            None => "Somebody who does not hold the case",
        };
        match self.stage() {
            Stage::Drawn => format!("{reviewer} reviews it."),
            Stage::Second if self.state == State::Drawn => {
                "Somebody else reviews it too, without seeing the answers of the first.".to_owned()
            }
            Stage::Second if self.second_id.is_some() => format!("{reviewer} answers it again."),
            Stage::Second => {
                "A second reviewer answers it, without seeing the answers of the first.".to_owned()
            }
            Stage::Third => "A third leader or manager decides the answers that differ.".to_owned(),
            Stage::ToShare => format!("{reviewer} shares it with the officer."),
            Stage::Shared => format!("{} agrees or disagrees.", self.worker),
            Stage::Disputed => {
                "A leader or manager who did not review it decides what the officer disputes.".to_owned()
            }
            Stage::ActionsOpen => format!("{} puts right what was asked for.", self.worker),
            Stage::Recheck => format!("{reviewer} looks again at what was put right."),
            Stage::ToClose => format!("{reviewer} closes it."),
            Stage::Closed | Stage::Replaced => String::new(),
        }
    }

    /// Whether both of two reviewers have finished, or there is only one, or it is shared.
    pub fn is_open(&self) -> bool {
        !self.second || self.met_at.is_some() || self.shared_at.is_some()
    }

    /// Which reviewer somebody is or may become; `None` where others have it.
    pub fn voice(&self, user: UserId) -> Option<Voice> {
        let free = |taken: Option<UserId>| taken.is_none_or(|taken| taken == user);
        if self.worker_id == user {
            None
        } else if self.second && self.second_id == Some(user) {
            Some(Voice::Second)
        } else if free(self.reviewer_id) {
            Some(Voice::First)
        } else if self.second && self.alone_at.is_none() && free(self.second_id) {
            Some(Voice::Second)
        } else {
            None
        }
    }

    /// Whether somebody may see what was answered by whoever shares it: of two reviewers, neither sees the other's
    /// answers before both have finished, and nobody who might become the second sees the first's.
    pub fn shows_answers(&self, user: UserId) -> bool {
        self.is_open() || self.reviewer_id == Some(user)
    }

    /// Whether somebody may decide between two reviewers: none of them, nor the officer.
    pub fn may_be_third(&self, actor: &Actor) -> bool {
        self.stage() == Stage::Third && self.is_beside(actor)
    }

    /// Whether somebody may moderate: who neither reviewed it, nor decided between two reviewers, nor holds the case.
    pub fn may_moderate(&self, actor: &Actor) -> bool {
        self.stage() == Stage::Disputed && self.is_beside(actor) && self.third_id != Some(actor.user)
    }

    /// Whether somebody sees it to its end, from sharing to closing: its reviewer, and where they have left any leader or
    /// manager but the officer whose case it was.
    pub fn may_finish(&self, actor: &Actor) -> bool {
        let leads = actor.is(Role::Leader) || actor.is(Role::Manager);
        self.reviewer_id == Some(actor.user) || (self.reviewer_left && leads && self.worker_id != actor.user)
    }

    fn is_beside(&self, actor: &Actor) -> bool {
        let judges = actor.is(Role::Leader) || actor.is(Role::Manager);
        judges
            && self.worker_id != actor.user
            && self.reviewer_id != Some(actor.user)
            && self.second_id != Some(actor.user)
    }

    /// What waits for somebody, in words for a list; `None` where nothing does.
    pub fn waits_for(&self, actor: &Actor) -> Option<&'static str> {
        let own = self.may_finish(actor);
        Some(match self.stage() {
            Stage::Shared if self.worker_id == actor.user => "Say whether you agree",
            Stage::Second if self.voice(actor.user) == Some(Voice::Second) && self.second_at.is_none() => {
                "Review it blind"
            }
            Stage::Third if self.may_be_third(actor) => "Decide between two",
            Stage::ToShare if own => "Share it",
            Stage::Disputed if self.may_moderate(actor) => "Moderate it",
            Stage::Recheck if own => "Look again",
            Stage::ToClose if own => "Close it",
            _ => return None,
        })
    }
}

impl Stage {
    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Drawn => "To be reviewed",
            Self::Second => "Reviewed twice, blind",
            Self::Third => "Two reviewers differ",
            Self::ToShare => "In review",
            Self::Shared => "Shared with the officer",
            Self::Disputed => "The officer disagrees",
            Self::ActionsOpen => "Actions open",
            Self::Recheck => "To be looked at again",
            Self::ToClose => "To be closed",
            Self::Closed => "Closed",
            Self::Replaced => "Replaced",
        }
    }
}
