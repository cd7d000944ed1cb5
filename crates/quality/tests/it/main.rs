//! Tests of the slice on both engines.

#[cfg(test)]
mod draw;
