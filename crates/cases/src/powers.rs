//! The register of tools and powers: what was used in a case, whether its legal test was met, who authorised it,
//! when it was served and what came of it. And what the case has cost.
//!
//! **Words.** A *power* is formal when it has a legal test: an order or a notice. A *tool* is informal: a warning, a
//! talk, a referral. The least intrusive comes first; whoever begins with a formal power says why.

pub mod model;
pub mod store;
pub mod web;
