//! Days as packs write them: `"2026-05-01"`.

use kernel::Day;
use serde::{Deserialize, Deserializer, de::Error};

/// Reads a day.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
    let text = String::deserialize(from)?;
    Day::parse(&text)
        .map_err(|_| D::Error::custom(format!("{text:?} is no day: write it like \"2026-05-01\"")))
}

/// A day that may be left out.
pub mod maybe {
    use kernel::Day;
    use serde::Deserializer;

    /// Reads a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
        super::deserialize(from).map(Some)
    }
}
