//! A bundle for a court or panel: chosen letters, notes, decisions and documents as one PDF with a contents page.
//!
//! It is redacted by construction: everything is written anew from the record, and the names, addresses and numbers
//! of whoever is to be left out are replaced before a page is made. Nothing is covered over. What cannot be written
//! anew (a scan, a photograph) is listed, and left out unless somebody confirms that they have looked at it.

pub mod make;
pub mod redact;
pub mod store;
pub mod web;
