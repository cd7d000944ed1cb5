//! Tests of returns: small worlds with known answers on both engines, the rules of rounding and counting, pages and
//! commands.

#[cfg(test)]
mod commands;
#[cfg(test)]
mod hand;
#[cfg(test)]
mod homelessness;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod world;
