//! A drawn review that cannot be done: the next case in order of the same officer's frame takes its place.

pub mod store;

use super::model::{Framed, Pick, ordered};
use access::CaseId;
use std::collections::BTreeSet;

kernel::text_enum! {
    /// Why a drawn review cannot be done.
    pub enum Reason {
        /// The case was closed after it was drawn.
        Closed = "closed", "The case was closed since";
        /// Whoever could review it knows the people in it, or worked on it.
        Conflict = "conflict", "There is a conflict of interest";
        /// The person asked that their case be left out.
        Asked = "asked", "The person asked us not to";
        /// It is the same matter as another case that is reviewed.
        Duplicate = "duplicate", "It is a duplicate of another case";
        /// Another, in words.
        Other = "other", "Another reason";
    }
}

/// The next of an officer's cases in the order of the draw that was not drawn and still may be; its place is that in
/// the whole frame. `None` where there is none.
pub fn next(
    frame: &[Framed],
    seed: &str,
    taken: &BTreeSet<CaseId>,
    still: &BTreeSet<CaseId>,
) -> Option<Pick> {
    let order = ordered(frame, seed).into_iter().flatten();
    order.filter(|pick| !taken.contains(&pick.framed.case)).find(|pick| still.contains(&pick.framed.case))
}

#[cfg(test)]
mod tests {
    use super::{CaseId, Framed, next};
    use crate::draw::model::ordered;
    use kernel::Id;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn the_next_in_order_takes_the_place() {
        let frame: Vec<Framed> = (1..=6_u128)
            .map(|n| Framed {
                case: Id::from_uuid(Uuid::from_u128(n)),
                reference: format!("CASE-{n}"),
                worker: Id::from_uuid(Uuid::from_u128(9)),
                high: false,
            })
            .collect();
        let order: Vec<CaseId> = ordered(&frame, "seed")[0].iter().map(|pick| pick.framed.case).collect();
        let set = |of: &[CaseId]| of.iter().copied().collect::<BTreeSet<_>>();
        let place = |taken: &[CaseId], still: &[CaseId]| {
            next(&frame, "seed", &set(taken), &set(still)).map(|pick| (pick.framed.case, pick.place))
        };
        assert_eq!(place(&order[..2], &order), Some((order[2], 3)));
        // One that was closed since is passed over; a case of high risk that was drawn early leaves nothing out.
        assert_eq!(place(&order[..2], &order[3..]), Some((order[3], 4)));
        assert_eq!(place(&[order[0], order[5]], &order), Some((order[1], 2)));
        assert_eq!(place(&order, &order), None);
    }
}
