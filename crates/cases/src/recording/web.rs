//! Pages of recording: correcting an entry, and how soon a worker writes things down. The note itself is in
//! [`crate::web::note`].

pub mod correct;
pub mod delays;
pub mod fields;
pub mod reach;
