//! A bundle for a court or panel: the plan, risk, powers, letters, notes, decisions and documents that were chosen, as
//! one PDF with a contents page. What is supplied beside it is named with its SHA-256.
//!
//! It is redacted by construction: everything is written anew from the record, and the names, addresses and numbers
//! of whoever is to be left out are replaced before a page is made. Nothing is covered over. What cannot be written
//! anew (a scan, a photograph) is listed, and left out unless somebody confirms that they have looked at it.

pub mod make;
pub mod redact;
pub mod store;
pub mod web;
pub mod work;
