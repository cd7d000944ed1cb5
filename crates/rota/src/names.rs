//! How half-days and weeks are called in words about a rota.

use crate::problem::WEEK;

/// How half-days and weeks are called.
pub struct Names<'a> {
    /// A half-day, such as `Tuesday 13 January, morning`.
    pub slot: &'a dyn Fn(usize) -> String,
    /// The week of a half-day, such as `the week of 12 January`.
    pub week: &'a dyn Fn(usize) -> String,
}

impl Names<'_> {
    /// By number: `week 2, Tuesday morning`.
    pub fn numbered() -> Names<'static> {
        Names { slot: &numbered_slot, week: &|slot| format!("week {}", slot / WEEK + 1) }
    }
}

fn numbered_slot(slot: usize) -> String {
    let day = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"][slot % WEEK / 2];
    format!(
        "week {}, {day} {}",
        slot / WEEK + 1,
        if slot.is_multiple_of(2) { "morning" } else { "afternoon" }
    )
}
