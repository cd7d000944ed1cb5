//! What a letter's page says beside the letter.

use super::Whole;
use crate::letters::{guard::Destination, paper::language, store::read::Letter};
use ui::{SummaryList, SummaryRow};

/// Whom it is to, how it goes, who wrote, approved and sent it.
pub(super) fn of(whole: &Whole, address: &str, to: Option<&Destination>) -> SummaryList {
    let letter = &whole.letter;
    let mut rows =
        vec![SummaryRow::new("To", whole.name(), ""), SummaryRow::new("How", letter.way.label(), "")];
    if !address.is_empty() {
        rows.push(SummaryRow::new("Where", address.replace('\n', ", "), ""));
    }
    if let Some(to) = to.filter(|to| !to.rule.is_empty() && letter.sent_at.is_none()) {
        rows.push(SummaryRow::new("How it is safe", &to.rule, ""));
    }
    let changed = format!("{}, {}", letter.changed_at.long(), letter.changed_by_name);
    rows.push(SummaryRow::new("Last changed", changed, ""));
    match (&letter.approved_by, letter.approved_at) {
        (Some(by), Some(at)) => rows.push(SummaryRow::new("Approved", format!("{}, {by}", at.long()), "")),
        _ if whole.wants_approval() && letter.sent_at.is_none() => {
            rows.push(SummaryRow::new("Approval", "By a team leader or manager who did not write it", ""));
        }
        _ => {}
    }
    if let (Some(at), Some(by)) = (letter.sent_at, &letter.sent_by) {
        rows.push(SummaryRow::new("Sent", format!("{}, {by}", at.long()), ""));
    }
    if !letter.second_language.is_empty() {
        rows.push(SummaryRow::new("Also in", language(&letter.second_language), ""));
    }
    SummaryList { rows }
}

/// What the kept copy is, in words, with the beginning of its hash; empty where there is none.
pub(super) fn copy_words(letter: &Letter) -> String {
    let (Some(media), Some(hash)) = (&letter.media, &letter.hash) else { return String::new() };
    let kind = match media.as_str() {
        "application/pdf" => "PDF",
        "text/html" => "page to print",
        _ => "text",
    };
    let start: Vec<String> = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{kind}, SHA-256 {}…", start.concat())
}
