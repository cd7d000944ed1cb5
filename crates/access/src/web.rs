//! What handlers take and give: who asks, which record, what was posted, what went wrong. And the pages to sign
//! in and out.

mod extract;
mod fault;
mod pages;
mod posted;

pub use extract::Source;
pub use fault::{Defect, Fault};
pub use pages::{ROUTES, SignInPage, routes, shell};
pub use posted::{NotNew, Posted, PostedOnce, Query, Submission, draft_form, refuse_other_sites};

pub(crate) use extract::{cookie_header, secret_of};
