//! The places of one case.

use access::CaseId;
use ui::{NavItem, SubNav};

/// The pages of a case, in the order of the work: the end of the address and the words.
const PLACES: &[(&str, &str)] = &[
    ("", "Case"),
    ("/risk", "Risk"),
    ("/powers", "Tools and powers"),
    ("/decisions", "Decisions"),
    ("/close", "Closing"),
];

/// The navigation among a case's pages; `here` is the end of this page's address: empty for the case page itself.
pub fn case_nav(case: CaseId, here: &str) -> SubNav {
    let address = |end: &str| format!("/cases/{case}{end}");
    let items = PLACES.iter().map(|(end, words)| NavItem::new(address(end), *words)).collect();
    SubNav::new("This case", &address(here), items)
}
