//! The program in a real browser: every page at two sizes, the journeys with scripts on and off, drafts that
//! outlive a killed server, the keyboard, paper.
//!
//! `./test browser` installs what this needs and runs it. A browser that is missing fails the tests.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a step fails")]

mod browser;
mod care;
mod colours;
mod drafts;
mod imports;
mod journeys;
mod pages;
mod paper;
mod people;
mod product;
mod steps;
mod story_asb;
mod story_care;
mod story_giving;
mod story_homelessness;
mod story_model;
mod story_quality;
mod story_rota;
mod story_safeguarding;
mod story_time;
