//! Makes long rotas: duties covered, casework and supervision protected, what nobody likes shared. Pure.
//!
//! | module | holds |
//! |---|---|
//! | [`problem`] | who can work when, what each half-day needs, and what the rules are worth |
//! | [`plan`] | who does what in each half-day, and as letters |
//! | [`solve`] | the search: simulated annealing with restarts; anytime, the same rota for the same seed |
//! | [`breach`] | every rule that a rota does not keep, in words, with what it costs |
//! | [`text`] | a problem as text |
//!
//! A rota's **objective** is what its breaches cost less what its whole days are worth: lower is better. Breaches are
//! *hard* (no rota with one is published) or *soft*. Times are half-days, ten a week, Monday morning first.
//!
//! The search keeps every part of the objective beside the plan and works out anew only what a change touches: a
//! change costs the same in a rota of four weeks and of twenty-six (Kirkpatrick, Gelatt and Vecchi, "Optimization by
//! simulated annealing", Science 220, 1983).

mod aim;
pub mod breach;
mod chance;
mod names;
pub mod plan;
pub mod problem;
pub mod solve;
mod state;
pub mod text;

pub use breach::{Breach, Kind, breaches, objective};
pub use chance::Chance;
pub use names::Names;
pub use plan::{Activity, Plan};
pub use problem::{Need, Officer, Problem, Rules};
pub use solve::{Effort, Progress, Solved, solve};
