//! Pages of thematic audits.

pub mod list;
pub mod look;
pub mod new;
pub mod print;
pub mod recommend;
mod samples;
pub mod show;

use super::{model::Standing, store::Audit};
use access::Actor;
use axum::extract::RawPathParams;
use kernel::{Day, Result, db::Conn};
use ui::{Shell, Tag};
use uuid::Uuid;

/// Marks ids of the programme.
pub enum Programme {}

/// The id of that name in an address.
pub(crate) fn id_of(params: &RawPathParams, name: &str) -> Result<Uuid> {
    Ok(crate::supervision::web::id_of::<Programme>(params, name)?.uuid())
}

/// An audit's page.
pub(crate) fn at(audit: Uuid) -> String {
    format!("/reviews/programme/audits/{}", audit.simple())
}

/// The frame of a page of the programme.
pub(crate) fn shell(actor: &Actor, title: impl Into<String>, done: &str) -> Shell {
    let shell = access::shell(actor, title, "Quality").at("/reviews");
    match notice(done) {
        Some(words) => shell.notice(words),
        None => shell,
    }
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "begun" => "The frame is kept and hashed, and the sample is drawn from it.",
        "looked" => "Saved. Here is the audit again.",
        "found" => "What was found is saved.",
        "finished" => "The audit is finished. Its findings stay as they are.",
        "recommended" => "The recommendation is kept. Its owner sees it on the programme.",
        "said" => "Saved. Somebody else now looks whether it is done.",
        "accepted" => "The recommendation is closed.",
        "refused" => "Saved. It is open again, with your reason.",
        "saved" => "Saved.",
        "signed" => "Signed. It stays as it is, with its figures.",
        _ => return None,
    })
}

/// How far an audit is.
pub(super) fn tag(audit: &Audit, today: Day) -> Tag {
    match (audit.finished_at, audit.due_on) {
        (Some(_), _) => Tag::good("Finished"),
        (None, Some(due)) if due < today => Tag::bad(format!("Overdue since {}", due.short())),
        (None, Some(due)) => Tag::info(format!("Under way, by {}", due.short())),
        (None, None) => Tag::info("Under way"),
    }
}

/// How far a recommendation is, as a tag.
pub(super) fn standing_tag(standing: Standing, due: Day) -> Tag {
    match standing {
        Standing::Open => Tag::info(format!("Open, by {}", due.short())),
        Standing::Late => Tag::bad(format!("Overdue since {}", due.short())),
        Standing::Said => Tag::warn(standing.label()),
        Standing::Accepted => Tag::good(standing.label()),
    }
}

/// The names of the kinds of case that are worked by today: id and name.
pub(crate) fn kinds(c: &mut dyn Conn, tenant: i64, today: Day) -> Result<Vec<(String, String)>> {
    let packs = cases::work::packs::packs(c, tenant, today)?;
    Ok(packs.iter().map(|pack| (pack.id.clone(), pack.name.clone())).collect())
}

/// The name of one of them; its id where it is known no more.
pub(crate) fn kind_named<'a>(kinds: &'a [(String, String)], id: &'a str) -> &'a str {
    kinds.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name)
}
