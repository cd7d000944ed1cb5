//! How cases go through a team: stages entered and left and how long they last, what partners do, and how figures of the
//! work differ with the load of those who do it. Facts beside each other; none of them proves another.

pub mod model;
pub mod store;
pub mod web;
