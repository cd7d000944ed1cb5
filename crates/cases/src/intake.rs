//! Reports and referrals: what somebody tells us about a person, until it opens a case, joins one, or ends.
//!
//! **Words.** A *report* is pending until somebody has settled its *band*; then it is scored. It *opens* a case,
//! *joins* the open case of the same kind about the same person, or is *closed* with advice or a referral
//! elsewhere. A report after a case was closed opens a new one; while the closed case is watched it is a
//! *re-referral*.

pub mod carry;
pub mod model;
pub mod store;
pub mod web;
