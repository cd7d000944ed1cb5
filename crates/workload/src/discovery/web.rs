//! Pages of discovery and of the pulse.

pub mod list;
pub mod pulse;
mod samples;
pub mod show;

use uuid::Uuid;

/// Where discoveries stand.
const AT: &str = "/time/discovery";

/// A discovery's page.
fn at(id: Uuid) -> String {
    format!("{AT}/{}", id.simple())
}
