//! Imports from the first look at a file to their undoing, on both engines.

mod bad_input;
mod cases;
mod hmis;
mod kit;
mod life;
mod pages;
mod properties;
