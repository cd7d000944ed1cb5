//! Route tables: path, handler and what is needed to use it, in one line each.

use crate::{Actor, Role};

/// What somebody needs to use a route. The access matrix test tries every route as nobody, as a stranger and as
/// each role, and expects what stands here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: anybody may.
    Nothing,
    /// To be signed in.
    SignedIn,
    /// To do casework or lead it.
    Staff,
    /// One of these roles.
    OneOf(&'static [Role]),
    /// A permit for the person in the address, for this action.
    Person(&'static str),
    /// A permit for the case in the address, for this action.
    Case(&'static str),
    /// To be staff, and one of those whose the thing is that the secret address names: its maker, or those in it.
    Own,
}

impl Need {
    /// Whether somebody's roles are enough. What needs a permit is the policy's to decide, in the handler.
    pub(crate) fn is_met_by(self, actor: &Actor) -> bool {
        match self {
            Self::Nothing | Self::SignedIn | Self::Person(_) | Self::Case(_) => true,
            Self::Staff | Self::Own => actor.is_staff(),
            Self::OneOf(roles) => roles.iter().any(|role| actor.is(*role)),
        }
    }
}

/// One line of a route table, as the tests read it.
#[derive(Clone, Copy, Debug)]
pub struct RouteRow {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// What is needed.
    pub need: Need,
}

/// Declares a slice's route table: the constant `ROUTES` and the function `routes()` that makes the router.
/// There is no other way to add a route, so none can be without a row.
///
/// ```ignore
/// access::routes! {
///     GET "/cases/{case_id}" => web::show_case, Case("read");
/// }
/// ```
#[macro_export]
macro_rules! routes {
    ($($method:ident $path:literal => $handler:path, $need:ident $(($arg:expr))?;)*) => {
        /// The route table.
        pub const ROUTES: &[$crate::RouteRow] = &[
            $($crate::RouteRow {
                method: stringify!($method),
                path: $path,
                need: $crate::Need::$need $(($arg))?,
            }),*
        ];
        /// The router of the table.
        pub fn routes() -> ::axum::Router<$crate::Db> {
            ::axum::Router::new()$(.route(
                $path,
                // Who asks is read with this need beside it: the table is what is enforced.
                $crate::routes!(@ $method $handler).layer(::axum::Extension($crate::Need::$need $(($arg))?)),
            ))*
        }
    };
    (@ GET $handler:path) => { ::axum::routing::get($handler) };
    (@ POST $handler:path) => { ::axum::routing::post($handler) };
}
