//! The blind second review: two answer alone, equal answers stand, and a third voice decides the others.

pub mod model;
pub mod store;
