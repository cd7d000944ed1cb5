//! Tests of the whole program.

mod budgets;
mod matrix;
mod samples;
mod statements;
mod whole;
