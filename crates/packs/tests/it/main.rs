//! Packs read and checked: what ships, and what a text says that does not hold together.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod counted;
#[cfg(test)]
mod homelessness_and_care;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod trade;
#[cfg(test)]
mod whole;
