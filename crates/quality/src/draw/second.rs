//! Which reviews of a draw are done twice, blind: chosen by the draw's own seed, so that anybody can choose them again.

use super::model::{Pick, key};
use access::CaseId;
use std::collections::BTreeSet;

/// One review in this many is done twice. Alongside default: 10 %.
pub const ONE_IN: usize = 10;
/// Fewer picks than this have no second review. Alongside default.
pub const FEWEST: usize = 5;

/// How many of `n` picks are reviewed twice: a tenth, rounded half up, and one at least where there are five.
pub fn how_many(n: usize) -> usize {
    if n < FEWEST { 0 } else { ((n + ONE_IN / 2) / ONE_IN).max(1) }
}

/// The cases that are reviewed twice: the first of the picks in the order of HMAC-SHA256 with the seed as key and
/// `second|` and the case's reference as message.
pub fn seconds(picks: &[Pick], seed: &str) -> BTreeSet<CaseId> {
    let mut order: Vec<(String, CaseId)> = picks
        .iter()
        .map(|pick| (key(seed, &format!("second|{}", pick.framed.reference)), pick.framed.case))
        .collect();
    order.sort();
    order.into_iter().take(how_many(picks.len())).map(|(_, case)| case).collect()
}

#[cfg(test)]
mod tests {
    use super::{how_many, seconds};
    use crate::draw::model::{Framed, key, picks};
    use kernel::Id;
    use uuid::Uuid;

    #[test]
    fn a_tenth_is_reviewed_twice_and_one_of_five_at_least() {
        for (n, twice) in [(0, 0), (4, 0), (5, 1), (14, 1), (15, 2), (24, 2), (25, 3), (1000, 100)] {
            assert_eq!(how_many(n), twice, "{n}");
        }
    }

    #[test]
    fn the_seed_chooses_them_by_an_order_of_its_own() {
        let frame: Vec<Framed> = (1..=40_u128)
            .map(|n| Framed {
                case: Id::from_uuid(Uuid::from_u128(n)),
                reference: format!("CASE-{n}"),
                worker: Id::from_uuid(Uuid::from_u128(n % 10)),
                high: false,
            })
            .collect();
        let drawn = picks(&frame, "seed", 2);
        let twice = seconds(&drawn, "seed");
        assert_eq!((drawn.len(), twice.len()), (20, 2));
        let mut by_hand: Vec<_> = drawn
            .iter()
            .map(|pick| (key("seed", &format!("second|{}", pick.framed.reference)), pick.framed.case))
            .collect();
        by_hand.sort();
        assert!(by_hand[..2].iter().all(|(_, case)| twice.contains(case)));
        assert_ne!(twice, seconds(&drawn, "another seed"));
    }
}
