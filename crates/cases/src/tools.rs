//! What the program has at hand besides the database: a typesetter for PDFs, a virus check for uploads. Either may
//! be missing; pages then do with less and say so.

use crate::{documents::scan::Scan, letters::printer::Printer};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::convert::Infallible;

/// The tools, put beside the routes as an extension by whoever serves them.
#[derive(Clone, Debug, Default)]
pub struct Tools {
    /// Makes PDFs.
    pub printer: Option<Printer>,
    /// Looks for viruses.
    pub scan: Option<Scan>,
}

impl<S: Sync> FromRequestParts<S> for Tools {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}
