//! Signing in, permits, and the audit, on both engines.

#[cfg(test)]
mod change;
#[cfg(test)]
mod cross_site;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod next;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod protected;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod view;
