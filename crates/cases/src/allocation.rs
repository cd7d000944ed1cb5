//! Who has a case: the list of those that wait, giving one to a worker, handing over, working together.
//!
//! **Words.** A case *waits* while it is open and nobody has it. A *candidate* is a worker of the case's team. Who
//! worked with the person or their household before comes first (*continuity*); who is away comes last; who must
//! not see somebody in the case *cannot* take it. An *allocation* keeps who had a case from when to when.

pub mod model;
pub mod store;
pub mod web;
