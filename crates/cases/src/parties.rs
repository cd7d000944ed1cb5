//! The people in a case: who has which part, and adding somebody.
//!
//! **Words.** A *part* is what somebody is to the case, in the words of its pack: the person complained about, a
//! witness, a child of the household. Whom a case is about (its subjects) is settled when it is opened: their part
//! opens their record to the case's workers, so it is not given here.

pub mod web;

use crate::model::PartyRole;
use packs::Pack;

/// The parts that may be given on the page, with the pack's words where it has some: a pack offers its own; one
/// that names none, and a case without one, offer all. Subjects and members of a group are left out, because their part opens their record.
pub fn offered(pack: Option<&Pack>) -> Vec<(PartyRole, String)> {
    let given = |role: &PartyRole| !matches!(role, PartyRole::Subject | PartyRole::GroupMember);
    match pack.filter(|pack| !pack.roles.is_empty()) {
        Some(pack) => pack
            .roles
            .iter()
            .filter_map(|words| Some((PartyRole::parse(&words.role)?, words.label.clone())))
            .filter(|(role, _)| given(role))
            .collect(),
        None => {
            PartyRole::ALL.iter().copied().filter(given).map(|role| (role, role.label().to_owned())).collect()
        }
    }
}
