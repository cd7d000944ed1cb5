//! Results of reviews on both engines.

mod files;
mod kept;
mod kit;
mod officer;
mod pages;
mod past;
