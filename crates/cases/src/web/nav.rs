//! The places of one case.

use access::CaseId;
use ui::{NavItem, SubNav};

/// The pages of a case, in the order of the work: the end of the address and the words.
const PLACES: &[(&str, &str)] = &[
    ("", "Case"),
    ("/plan", "Plan"),
    ("/contact", "Contact"),
    ("/risk", "Risk"),
    ("/powers", "Tools and powers"),
    ("/letters", "Letters"),
    ("/documents", "Documents"),
    ("/decisions", "Decisions"),
    ("/close", "Closing"),
];

/// The navigation among a case's pages. `here` is this page's address, whole or after `/cases/{id}`; it is empty for
/// the case page itself.
pub fn case_nav(case: CaseId, here: &str) -> SubNav {
    let at = format!("/cases/{case}");
    let items = PLACES.iter().map(|(end, words)| NavItem::new(format!("{at}{end}"), *words)).collect();
    let here = if here.starts_with(&at) { here.to_owned() } else { format!("{at}{here}") };
    SubNav::new("This case", &here, items)
}
