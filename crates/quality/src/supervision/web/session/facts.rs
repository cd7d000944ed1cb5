//! What the page of a session reads.

use crate::supervision::{
    self,
    model::{State, Theme},
    store::{
        people,
        session::{self, Attendee, Move, Session},
        talk::{self as talked, Action, Decided, Item, Reflection},
    },
};
use access::{Actor, CaseId, Db, Fault, Scope, Shown, UserId};
use cases::queues::store::why::{self, Why};
use kernel::{Day, Instant, db::Conn};
use uuid::Uuid;

/// What the page reads: twelve statements at most.
pub(super) struct Facts {
    pub(super) session: Session,
    pub(super) attendees: Vec<Attendee>,
    pub(super) moves: Vec<Move>,
    pub(super) themes: Vec<Theme>,
    pub(super) items: Vec<Item>,
    pub(super) actions: Vec<Action>,
    pub(super) decided: Vec<Decided>,
    pub(super) reflections: Vec<Reflection>,
    pub(super) cases: Vec<Why>,
    pub(super) audit: Vec<(CaseId, String)>,
    pub(super) away: Vec<(Day, Day)>,
    pub(super) drafts: Vec<(String, String, Instant)>,
}

impl Facts {
    /// The session.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// The worker, where it is for one.
    pub(super) fn worker(&self) -> Option<UserId> {
        worker(&self.session, &self.attendees)
    }

    /// Whether somebody is in it.
    pub(super) fn has(&self, user: UserId) -> bool {
        self.session.supervisor_id == user || self.attendees.iter().any(|a| a.user_id == user)
    }
}

fn worker(session: &Session, attendees: &[Attendee]) -> Option<UserId> {
    attendees.first().filter(|_| session.kind.is_single()).map(|a| a.user_id)
}

fn read(c: &mut dyn Conn, scope: &Scope, id: Uuid) -> kernel::Result<Facts> {
    let (tenant, session) = (scope.tenant(), session::session(c, scope, id)?);
    let attendees = session::attendees(c, tenant, id)?;
    let worker = worker(&session, &attendees);
    let coming = matches!(session.state, State::Planned | State::Started);
    Ok(Facts {
        moves: session::moves(c, tenant, id)?,
        themes: session::themes(c, tenant, id)?,
        items: talked::items(c, tenant, id)?,
        actions: match worker {
            Some(worker) => talked::of_session(c, tenant, worker, id)?,
            None => talked::made_in(c, tenant, id)?,
        },
        decided: talked::decided(c, scope, id)?,
        reflections: talked::reflections(c, scope, id)?,
        cases: match worker.filter(|_| session.state != State::NotHeld) {
            Some(worker) => why::of_worker(c, scope, worker)?,
            None => Vec::new(),
        },
        audit: match worker.filter(|_| coming) {
            Some(worker) => supervision::from_self_audit(c, scope, worker)?,
            None => Vec::new(),
        },
        away: match worker.filter(|_| coming) {
            Some(worker) => people::leave(c, scope, worker)?,
            None => Vec::new(),
        },
        drafts: people::drafts(c, scope, id)?,
        session,
        attendees,
    })
}

/// Reads a session that is open to the asker; missing and refused look the same.
pub(super) async fn facts(db: &Db, actor: &Actor, id: Uuid) -> Result<Facts, Fault> {
    let facts = db
        .list(actor, "list", format!("supervision {}", id.simple()), move |c, scope| {
            let value = read(c, scope, id)?;
            let subjects = value.cases.iter().map(|c| c.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(facts)
}
