//! Tests of the slice.
#![expect(clippy::expect_used, reason = "a test stops where a step fails")]

mod caseload;
mod discovery;
mod forecast;
mod giving;
mod load;
mod rotas;
mod standards;
mod time;
mod weights;
