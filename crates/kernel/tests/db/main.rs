//! The database facade, on both engines.

#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod log;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod seats;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod values;
#[cfg(test)]
mod walls;
