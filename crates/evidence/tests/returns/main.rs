//! Tests of returns: small worlds with known answers on both engines, the rules of rounding and counting, pages and
//! commands.
#![expect(clippy::unwrap_used, reason = "these are tests")]

#[cfg(test)]
mod commands;
#[cfg(test)]
mod homelessness;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod world;
