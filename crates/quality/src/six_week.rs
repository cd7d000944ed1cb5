//! The six-week review: a manager looks at every case that a worker holds.
//!
//! What it covers is fixed when it is begun: the cases held that day. It is complete only when every one of them was
//! looked at, or was closed or moved before anybody could; cases that come later count next time.

pub mod model;
pub mod store;
pub mod web;
