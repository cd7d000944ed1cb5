//! Pages of reports: taking one, the list of those that wait, one report and what is decided on it.

pub(crate) mod about;
pub mod against;
pub mod decide;
pub mod list;
pub mod new;
pub mod show;

use super::model::{Band, State};
use access::Actor;
use packs::Pack;
use std::sync::Arc;
use ui::{Choice, Shell, Tag};

/// Marks ids of reports.
pub enum Report {}

/// The frame of a page of reports.
fn shell(actor: &Actor, title: &str) -> Shell {
    access::shell(actor, title, "Intake").at("/reports")
}

/// What was just done, from the code that the address carries.
fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "report" => "Report saved. It waits for somebody to settle its band.",
        "draft" => "Draft kept. It stays for you until you save the report.",
        "scored" => "Band settled.",
        "opened" => "Case opened. It waits for a worker.",
        "against" => "Saved. If a case about them is open, this report may join it.",
        "joined" => "Joined to the open case. Who has it is told.",
        "closed" => "Report closed.",
        _ => return None,
    })
}

/// A band as a tag; the words say what the colour does.
pub(crate) fn band_tag(code: &str) -> Option<Tag> {
    let band = Band::parse(code)?;
    let words = format!("{} risk", band.label());
    Some(match band {
        Band::High => Tag::bad(words),
        Band::Medium => Tag::warn(words),
        Band::Standard => Tag::plain(words),
    })
}

fn state_tag(state: State) -> Tag {
    match state {
        State::Pending => Tag::warn(state.label()),
        State::Scored => Tag::info(state.label()),
        State::Opened | State::Joined => Tag::good(state.label()),
        State::Closed => Tag::plain(state.label()),
    }
}

fn bands() -> Vec<Choice> {
    Band::ALL.iter().map(|band| Choice::new(band.code(), band.label())).collect()
}

/// The name of a kind of case, as its pack says it.
fn kind_name(kinds: &[Arc<Pack>], id: &str) -> String {
    kinds
        .iter()
        .find(|pack| pack.id == id)
        .map_or_else(|| crate::web::type_words(id), |pack| pack.name.clone())
}
