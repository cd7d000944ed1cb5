//! The places of one case.

use access::CaseId;
use ui::{NavItem, SubNav};

/// The pages of a case, in the order of the work: the end of the address and the words.
const PLACES: &[(&str, &str)] = &[
    ("", "Case"),
    ("/plan", "Plan"),
    ("/contact", "Contact"),
    ("/risk", "Risk"),
    ("/powers", "Powers"),
    ("/letters", "Letters"),
    ("/documents", "Documents"),
    ("/decisions", "Decisions"),
    ("/workers", "Workers"),
    ("/messages", "Messages"),
    ("/close", "Closing"),
    ("/reviews", "Reviews"),
    ("/returns", "Returns"),
    ("/history", "History"),
];

/// The navigation among a case's pages; `here` is this page's address, or its end after the case: empty for the case
/// page itself.
pub fn case_nav(case: CaseId, here: &str) -> SubNav {
    let at = format!("/cases/{case}");
    let here = here.strip_prefix(&at).unwrap_or(here);
    let items = PLACES.iter().map(|(end, words)| NavItem::new(format!("{at}{end}"), *words)).collect();
    SubNav::new("This case", &format!("{at}{here}"), items)
}
