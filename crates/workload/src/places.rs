//! The places beside caseloads.

use access::{Actor, Role};
use ui::{NavItem, SubNav};

/// Where somebody goes from a caseload; `here` is the address of the page.
pub(crate) fn nav(actor: &Actor, here: &str) -> SubNav {
    let mut items = vec![
        NavItem::new("/caseloads", "Caseloads"),
        NavItem::new("/rota", "Rota"),
        NavItem::new("/time", "Time"),
    ];
    if actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager)) {
        items.push(NavItem::new("/caseloads/fairness", "Fairness"));
        items.push(NavItem::new("/caseloads/model", "What if"));
    }
    items.push(NavItem::new("/caseloads/weights", "What cases weigh"));
    items.push(NavItem::new("/caseloads/standards", "Standards"));
    items.push(NavItem::new("/practice", "Practice notes"));
    SubNav::new("Caseloads", here, items)
}
