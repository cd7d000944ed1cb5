//! The database as handlers see it: every reading and every change goes through a permit or a scope, and is in
//! the audit before its answer leaves.

use crate::{
    Actor, Submission,
    audit::Event,
    permit::{Action, Decide, Permit, Ref, Scope, Verdict, decide},
    store,
};
use kernel::{Chance, Clock, Error, Result, db::Conn};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// How long sessions last and how their cookie is named.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Seconds without a request after which a session ends. Alongside default: one hour.
    pub idle_seconds: i64,
    /// Seconds after which a session ends whatever happens. Alongside default: twelve hours.
    pub absolute_seconds: i64,
    /// Whether the service is reached over HTTPS: the cookie is then `__Host-` and `Secure`.
    pub https: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { idle_seconds: 3600, absolute_seconds: 12 * 3600, https: false }
    }
}

/// The database with clock, chance and settings: what a handler takes as `db: Db`.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    db: kernel::db::Db,
    clock: Clock,
    chance: Chance,
    settings: Settings,
}

/// What a list gives: the value, and the ids it shows, for its one audit row.
pub struct Shown<T> {
    /// What the page shows.
    pub value: T,
    /// Ids of the people or cases on it.
    pub subjects: Vec<Uuid>,
}

/// What a change gives: where to go on, and what changed, for the audit.
pub struct Changed {
    /// The address to send the browser on to.
    pub location: String,
    /// What changed, in words; kept as the event's erasable detail.
    pub detail: String,
}

impl Changed {
    /// A change that goes on to an address.
    pub fn to(location: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { location: location.into(), detail: detail.into() }
    }
}

impl Db {
    /// Puts the parts together.
    pub fn new(db: kernel::db::Db, clock: Clock, chance: Chance, settings: Settings) -> Self {
        Self(Arc::new(Inner { db, clock, chance, settings }))
    }

    /// The facade below, for commands, jobs and tests. Handlers have no use for it.
    pub fn facade(&self) -> &kernel::db::Db {
        &self.0.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The chance.
    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The shared service.
    pub fn tenant(&self) -> i64 {
        self.0.db.tenant()
    }

    /// Reads one record: decides and reads in one snapshot, writes the audit row, and only then answers.
    /// [`Error::NotFound`] when the policy refuses or there is no such record; the refusal is in the audit.
    pub async fn view<K, A, T>(
        &self,
        wish: &Ref<K, A>,
        f: impl FnMut(&mut dyn Conn, &Permit<K, A>) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        K: Decide<A>,
        A: Action,
        T: Send + 'static,
    {
        self.look(wish, String::new(), f).await
    }

    /// The same for a part of a record that the audit names: a document, a letter's copy. `detail` is kept as the
    /// event's erasable detail.
    pub async fn look<K, A, T>(
        &self,
        wish: &Ref<K, A>,
        detail: String,
        mut f: impl FnMut(&mut dyn Conn, &Permit<K, A>) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        K: Decide<A>,
        A: Action,
        T: Send + 'static,
    {
        let (scope, id) = (Scope::of(&wish.actor), wish.id);
        let seen = self
            .0
            .db
            .read(move |c| match decide::<K, A>(c, &scope, id)? {
                Verdict::Refused(rule) => Ok(Err(rule)),
                Verdict::Allowed(permit) => Ok(Ok((f(c, &permit)?, permit.basis().to_owned()))),
            })
            .await?;
        let event = Event { detail, ..self.event(wish) };
        match seen {
            Ok((value, basis)) => {
                self.write_event(Event { basis, ..event }).await?;
                Ok(value)
            }
            Err(basis) => {
                self.write_event(Event { basis, allowed: false, ..event }).await?;
                Err(Error::NotFound)
            }
        }
    }

    /// Reads a list for somebody: one audit row with the ids shown. The list's SQL holds the predicate. Where it finds
    /// that the asker may not see the page at all ([`Error::NotFound`]), the row says that it was refused.
    /// `detail` is kept as the event's erasable detail (search terms, filters).
    pub async fn list<T: Send + 'static>(
        &self,
        actor: &Actor,
        action: &'static str,
        detail: String,
        mut f: impl FnMut(&mut dyn Conn, &Scope) -> Result<Shown<T>> + Send + 'static,
    ) -> Result<T> {
        let scope = Scope::of(actor);
        let shown = self.0.db.read(move |c| f(c, &scope)).await;
        let mut event = Event::by(actor, &self.0.chance, action);
        (event.object_type, event.detail) = ("list", detail);
        "scope".clone_into(&mut event.basis);
        match shown {
            Ok(shown) => {
                self.write_event(Event { subjects: shown.subjects, ..event }).await?;
                Ok(shown.value)
            }
            Err(error) => self.refused(event, error).await,
        }
    }

    /// The same for figures that count many records: the report lane, with its long deadline.
    pub async fn report<T: Send + 'static>(
        &self,
        actor: &Actor,
        action: &'static str,
        detail: String,
        mut f: impl FnMut(&mut dyn Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let scope = Scope::of(actor);
        let value = self.0.db.report(move |c| f(c, &scope)).await?;
        let mut event = Event::by(actor, &self.0.chance, action);
        (event.object_type, event.detail) = ("report", detail);
        self.write_event(event).await?;
        Ok(value)
    }

    /// A file that holds many records, for who sends a return: read on the report lane, and one audit row with the ids
    /// of what is in it.
    pub async fn extract<T: Send + 'static>(
        &self,
        actor: &Actor,
        action: &'static str,
        detail: String,
        mut f: impl FnMut(&mut dyn Conn, &Scope) -> Result<Shown<T>> + Send + 'static,
    ) -> Result<T> {
        let scope = Scope::of(actor);
        let shown = self.0.db.report(move |c| f(c, &scope)).await?;
        let mut event = Event::by(actor, &self.0.chance, action);
        (event.object_type, event.subjects, event.detail) = ("extract", shown.subjects, detail);
        self.write_event(event).await?;
        Ok(shown.value)
    }

    /// Changes one record: decides, changes and audits in one transaction. The same form sent twice changes
    /// nothing twice: the second answer is the first one's.
    pub async fn change<K, A>(
        &self,
        wish: &Ref<K, A>,
        submission: &Submission,
        mut f: impl FnMut(&mut dyn Conn, &Permit<K, A>) -> Result<Changed> + Send + 'static,
    ) -> Result<String>
    where
        K: Decide<A>,
        A: Action,
    {
        let (scope, id, event, sent) =
            (Scope::of(&wish.actor), wish.id, self.event(wish), submission.clone());
        self.0
            .db
            .write(move |c| {
                if let Some(before) = replay(c, &scope, &sent)? {
                    return Ok(Some(before));
                }
                match decide::<K, A>(c, &scope, id)? {
                    Verdict::Refused(basis) => {
                        Event { basis, allowed: false, ..event.clone() }.write(c)?;
                        Ok(None)
                    }
                    Verdict::Allowed(permit) => {
                        let done = f(c, &permit)?;
                        let basis = permit.basis().to_owned();
                        Event { basis, detail: done.detail, ..event.clone() }.write(c)?;
                        finish(c, &scope, &sent, &done.location)?;
                        Ok(Some(done.location))
                    }
                }
            })
            .await?
            .ok_or(Error::NotFound)
    }

    /// Changes something that is not about one person or case (or makes a new one), in one transaction with its
    /// audit row. What the asker may not change ([`Error::NotFound`]) is in the audit as refused.
    pub async fn act(
        &self,
        actor: &Actor,
        action: &'static str,
        submission: &Submission,
        mut f: impl FnMut(&mut dyn Conn, &Scope) -> Result<Changed> + Send + 'static,
    ) -> Result<String> {
        let (scope, sent) = (Scope::of(actor), submission.clone());
        let event = Event::by(actor, &self.0.chance, action);
        let refused = Event { basis: "scope".to_owned(), ..event.clone() };
        let done = self.0.db.write(move |c| {
            if let Some(before) = replay(c, &scope, &sent)? {
                return Ok(before);
            }
            let done = f(c, &scope)?;
            Event { detail: done.detail, ..event.clone() }.write(c)?;
            finish(c, &scope, &sent, &done.location)?;
            Ok(done.location)
        });
        match done.await {
            Ok(location) => Ok(location),
            Err(error) => self.refused(refused, error).await,
        }
    }

    /// Where this very form led when it was sent before; for handlers that ask something before they change.
    pub async fn answered(&self, actor: &Actor, submission: &Submission) -> Result<Option<String>> {
        let (scope, sent) = (Scope::of(actor), submission.clone());
        self.0.db.read(move |c| replay(c, &scope, &sent)).await
    }

    /// Keeps or forgets something of the actor's own that needs no audit: drafts, stored searches.
    pub async fn own<T: Send + 'static>(
        &self,
        actor: &Actor,
        mut f: impl FnMut(&mut dyn Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let scope = Scope::of(actor);
        self.0.db.write(move |c| f(c, &scope)).await
    }

    fn event<K: Decide<A>, A: Action>(&self, wish: &Ref<K, A>) -> Event {
        let mut event = Event::by(&wish.actor, &self.0.chance, A::NAME);
        (event.object_type, event.object, event.person) = (K::KIND, wish.id.uuid(), K::person(wish.id));
        event
    }

    /// Gives the error back; where it is that the asker may not, the refusal is in the audit first.
    async fn refused<T>(&self, event: Event, error: Error) -> Result<T> {
        if matches!(error, Error::NotFound) {
            self.write_event(Event { allowed: false, ..event }).await?;
        }
        Err(error)
    }

    async fn write_event(&self, event: Event) -> Result<()> {
        self.0.db.write(move |c| event.write(c)).await
    }
}

/// The stored answer, when this form was sent before.
fn replay(c: &mut dyn Conn, scope: &Scope, sent: &Submission) -> Result<Option<String>> {
    match store::sent(c, scope.tenant(), &sent.id)? {
        None => Ok(None),
        Some((user, hash, location)) if user == scope.user().uuid() && hash == sent.hash => {
            Ok(Some(location))
        }
        Some(_) => Err(Error::Resent),
    }
}

fn finish(c: &mut dyn Conn, scope: &Scope, sent: &Submission, location: &str) -> Result<()> {
    store::note_sent(c, scope.tenant(), &sent.id, scope.user(), &sent.hash, location, scope.now())
}

/// SHA-256 of a secret, as kept in the database.
pub fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
