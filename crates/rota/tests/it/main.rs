//! Rotas: known answers, what holds for any rota, mending.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod known;
mod mend;
mod whole;

use rota::{Problem, text};

/// Twelve officers and twelve weeks.
fn twelve() -> Problem {
    text::read(include_str!("../data/rota_inst1.txt")).expect("a problem")
}
