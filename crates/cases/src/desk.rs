//! The case and its pack as the pages beside the case page need them: who it is about, what its kind offers, and
//! who may sign.
pub mod cards;
pub mod store;
pub mod to_sign;

use crate::{web::case_nav, work};
use access::{Action, Actor, Case, CaseId, Decide, Permit, Role};
use kernel::{
    Day, Result,
    calendar::{Calendar, Division},
    db::Conn,
};
use packs::Pack;
use std::sync::Arc;
use store::DeskRow;
use ui::{Shell, SubNav};

/// A case with its pack.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The case.
    pub case: CaseId,
    /// What its row says.
    pub row: DeskRow,
    /// Its pack; `None` where its type has none: pages then offer less.
    pub pack: Option<Arc<Pack>>,
}

/// Reads the case and finds its pack: two statements.
pub fn open<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Desk>
where
    Case: Decide<A>,
{
    let row = store::row(c, permit)?;
    let pack = work::pack_of(c, permit.tenant(), &row.case_type, row.pack_version)?;
    Ok(Desk { case: permit.id(), row, pack })
}

impl Desk {
    /// The frame of a page beside the case page. The tab names nobody.
    pub fn shell(&self, actor: &Actor, title: &str) -> Shell {
        access::shell(actor, title, "Cases")
            .at("/caseloads")
            .quiet(title)
            .intro(format!("{}. {}: {}", self.row.person, self.row.reference, self.row.title))
    }

    /// The pages of a case.
    pub fn subnav(&self, here: &str) -> SubNav {
        case_nav(self.case, here)
    }

    /// The days on which the service works.
    pub fn calendar(&self) -> Calendar {
        Calendar::new(Division::parse(&self.row.division).unwrap_or(Division::EnglandAndWales))
    }

    /// Whose task something is that follows: the case's worker, else whoever is at work now.
    pub fn owner(&self, actor: &Actor) -> access::UserId {
        self.row.worker_id.unwrap_or(actor.user)
    }

    /// What the pack calls the person the case is about, in the middle of a sentence.
    pub fn subject(&self) -> String {
        self.pack.as_ref().map_or("person".to_owned(), |pack| pack.subject.to_lowercase())
    }

    /// An address under the case.
    pub fn at(&self, rest: &str) -> String {
        format!("/cases/{}{rest}", self.case)
    }
}

/// Whether somebody signs and authorises: a team leader or service manager. The policy has decided already that the
/// case is theirs to work on.
pub fn leads(actor: &Actor) -> bool {
    actor.is(Role::Leader) || actor.is(Role::Manager)
}

/// What was just saved, from the code that the address carries.
pub fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "draft" => "Draft kept. It stays for you until you save it.",
        "risk" => "Risk saved. The next review is on your list.",
        "prompt" => "Saved what became of it.",
        "power" => "Saved in the register.",
        "breach" => "Breach saved.",
        "authorised" => "Authorised.",
        "decision" => "Decision saved.",
        "asked" => "Sent to a team leader.",
        "back" => "Sent back with your words.",
        "told" => "Saved who was told.",
        "closing" => "Saved. The case is still open.",
        "closed" => "The case is closed.",
        "moved" => "Saved who carries on.",
        "reopened" => "The case is open again. Its history is kept.",
        "wording" => "Wording loaded.",
        _ => return None,
    })
}

/// Today's day, as forms begin with it.
pub fn today_words(actor: &Actor) -> String {
    Day::of(actor.now).long()
}
