//! Packs of weights: dated data that says how many points a case is, and the score they give.
//!
//! The packs that ship are the files of `weights/`, built in. Nothing here knows a kind of case, a stage or a tier by
//! name: a pack's conditions are about [`Fact`]s, and whoever asks says what the facts of a case are.

mod check;
mod model;
mod score;
pub mod store;
pub mod web;
mod write;

pub use check::read;
pub use model::{Base, Change, Effect, Fact, FullWeek, OneOf, Weights, When};
pub use score::{Adjustment, Facts, Part, Score, score};
pub use write::write;

use access::Role;
use std::sync::LazyLock;

access::routes! {
    GET "/caseloads/weights" => web::show_weights, OneOf(cases::allocation::web::LEADERS);
    POST "/caseloads/weights" => web::put_in_force, OneOf(&[Role::Manager]);
    POST "/caseloads/weights/{weight_pack_id}/take-back" => web::take_back, OneOf(&[Role::Manager]);
}

const SHIPPED: [&str; 2] =
    [include_str!("../../../weights/alongside.toml"), include_str!("../../../weights/probation.toml")];

/// Samples of their page.
pub fn samples() -> Vec<ui::SampleSet> {
    vec![ui::SampleSet::of::<web::ListWeights>()]
}

/// The packs that ship; read once. A text that does not hold together is left out, and a test sees to it that there is
/// none. The first is the one in force where a service has chosen none.
pub fn shipped() -> &'static [Weights] {
    static PACKS: LazyLock<Vec<Weights>> =
        LazyLock::new(|| SHIPPED.iter().filter_map(|text| read(text).ok()).collect());
    &PACKS
}

#[cfg(test)]
mod tests {
    use super::{Fact, SHIPPED, read, shipped};

    #[test]
    fn what_ships_holds_together() {
        for text in SHIPPED {
            assert_eq!(read(text).map(|pack| pack.version).map_err(|e| format!("{e:?}")), Ok(1));
        }
    }

    #[test]
    fn what_ships_names_kinds_and_stages_that_there_are() {
        let bases = shipped().iter().flat_map(|pack| &pack.bases).map(|base| &base.when);
        let changes = shipped().iter().flat_map(|pack| &pack.changes).map(|change| &change.when);
        let (mut kinds, mut stages) = (0, 0);
        for when in bases.chain(changes) {
            let Some(kind) = when.get(&Fact::Pack) else { continue };
            for id in kind.values() {
                let pack = packs::shipped_pack(id).unwrap_or_else(|| panic!("there is no pack {id}"));
                kinds += 1;
                for stage in when.get(&Fact::Stage).map_or(&[][..], |stages| stages.values()) {
                    assert!(pack.stages.iter().any(|one| one.id == *stage), "{id} has no stage {stage}");
                    stages += 1;
                }
            }
        }
        assert!(kinds > 10 && stages > 10, "{kinds} kinds, {stages} stages");
    }
}
