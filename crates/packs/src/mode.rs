//! Day-count modes as packs write them: `D0`, `D1`, `WD`, `WH`, `H`, `CM`, `CM1`.

use kernel::calendar::Mode;
use serde::{Deserialize, Deserializer, de::Error};

/// Reads a mode.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Mode, D::Error> {
    let text = String::deserialize(from)?;
    Mode::parse(&text).map_err(|_| {
        D::Error::custom(format!("{text:?} is no way of counting: use D1, D0, WD, WH, H, CM or CM1"))
    })
}

/// A mode that may be left out.
pub mod maybe {
    use kernel::calendar::Mode;
    use serde::Deserializer;

    /// Reads a mode.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Mode>, D::Error> {
        super::deserialize(from).map(Some)
    }
}
