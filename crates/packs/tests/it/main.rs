//! Packs read and checked: what ships, and what a text says that does not hold together.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod homelessness_and_care;
#[cfg(test)]
mod whole;
