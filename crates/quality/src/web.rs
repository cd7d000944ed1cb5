//! What the pages of quality share.

use access::{Actor, Role};
use ui::{NavItem, SubNav};

/// The places of quality that an actor's roles open; `here` is the address of this page.
pub fn nav(actor: &Actor, here: &str) -> SubNav {
    let mut items =
        vec![NavItem::new("/reviews", "Mid Case Reviews"), NavItem::new("/reviews/audit", "My self-audit")];
    if actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager)) {
        items.push(NavItem::new("/reviews/six-week", "Six-week reviews"));
    }
    items.push(NavItem::new("/supervision", "Supervision"));
    SubNav::new("Quality", here, items)
}
