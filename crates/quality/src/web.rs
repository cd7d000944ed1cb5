//! What the pages of quality share.

use access::{Actor, Role};
use ui::{NavItem, SubNav};

/// The places of quality that an actor's roles open; `here` is the address of this page.
pub fn nav(actor: &Actor, here: &str) -> SubNav {
    let own = format!("/reviews/results/{}", actor.user);
    // Everybody sees their own results first; figures of the service are for those who lead.
    let mut items = vec![
        NavItem::new("/reviews", "Mid Case Reviews"),
        NavItem::new(own, "My results"),
        NavItem::new("/reviews/audit", "My self-audit"),
    ];
    if actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager)) {
        items.push(NavItem::new("/reviews/results", "Results"));
        items.push(NavItem::new("/reviews/six-week", "Six-week reviews"));
    }
    if actor.roles.iter().any(|role| crate::forms::web::READERS.contains(role)) {
        items.push(NavItem::new("/reviews/forms", "Review forms"));
    }
    items.push(NavItem::new("/supervision", "Supervision"));
    items.push(NavItem::new("/satisfaction", "Satisfaction"));
    if actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager)) {
        items.push(NavItem::new("/reviews/programme", "Programme"));
    }
    SubNav::new("Quality", here, items)
}
