//! The programme of quality: a thematic audit from its frame to a closed recommendation, rates, capacity and cost.

mod capacity;
mod cost;
mod rate;
mod thematic;
