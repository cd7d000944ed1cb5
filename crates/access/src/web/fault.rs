//! Errors at the edge: each becomes a page that says what to do.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kernel::Error;
use ui::{ErrorPage, Link, Shell};

/// An error on its way to the browser.
#[derive(Debug)]
pub struct Fault {
    error: Error,
    next: Option<String>,
}

impl Fault {
    /// Nobody is signed in; `next` is the page to come back to.
    pub fn signed_out(next: Option<String>) -> Self {
        Self { error: Error::SignedOut, next }
    }

    /// The error inside.
    pub fn error(&self) -> &Error {
        &self.error
    }
}

/// What went wrong, in the words of the log: beside the response for those who stand within, never sent.
#[derive(Clone, Debug)]
pub struct Defect(pub String);

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { error, next: None }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, heading, todo) = match &self.error {
            Error::SignedOut => {
                let to = self.next.map_or("/sign-in".to_owned(), |next| format!("/sign-in?next={next}"));
                return Redirect::to(&to).into_response();
            }
            // What may not be seen and what is not there look the same, and say the same.
            Error::NotFound => (
                StatusCode::NOT_FOUND,
                "Page not found",
                "Check the address, or search for the person. If a colleague sent you a link, ask them who keeps the record."
                    .to_owned(),
            ),
            Error::Invalid(words) => (StatusCode::UNPROCESSABLE_ENTITY, "That cannot be used", words.clone()),
            Error::Conflict(words) => (StatusCode::CONFLICT, "Somebody changed this before you", words.clone()),
            Error::Resent => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "This form was sent already",
                "It was saved the first time. Open the record to see it, and start again to add something else."
                    .to_owned(),
            ),
            Error::Busy | Error::Passing(_) | Error::Lost(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The service is busy",
                "Nothing was changed. Wait a moment, then try again.".to_owned(),
            ),
            Error::Deadline => (
                StatusCode::SERVICE_UNAVAILABLE,
                "That took too long",
                "It was stopped and nothing was changed. Try again, or ask for less at once.".to_owned(),
            ),
            Error::DiskFull => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Nothing can be saved just now",
                "The disk is full. Tell the people who run this service. What you typed is still on the page before."
                    .to_owned(),
            ),
            Error::Cancelled => (StatusCode::OK, "Stopped", "It was stopped as you asked.".to_owned()),
            Error::Database(_) | Error::Io(..) | Error::Defect(_) => {
                tracing::error!("{}", self.error);
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong",
                    "It is our fault, and it has been written down. Nothing was half saved. Try again later.".to_owned(),
                )
            }
        };
        let links = vec![Link::new("/", "Go to the start page"), Link::new("/help", "Get help")];
        let page = ErrorPage::new(Shell::new(heading, ""), status, heading, &[&todo]).links(links);
        let mut response = page.into_response();
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            response.extensions_mut().insert(Defect(self.error.to_string()));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}
