//! Tests of the figures: the rules case by case, what holds for any data, the published answer, both engines.

#[cfg(test)]
mod command;
#[cfg(test)]
mod days;
#[cfg(test)]
mod known_answer;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod store;
#[cfg(test)]
mod world;
