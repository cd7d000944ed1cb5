//! Work queues of a worker or a team: open cases that need somebody to look, each with why it is there, since when and
//! whose it is. Somebody may put cases of a queue in an order of their own; nobody else sees it.

pub mod store;
pub mod web;

pub use store::when::{
    clock, clock_by, clock_due, late_step, no_contact, no_exit, no_step, of_partner, partner, quiet,
    risk_due, unbooked,
};

kernel::text_enum! {
    /// A queue.
    pub enum Queue {
        /// Nobody was reached for so many days.
        Quiet = "quiet", "No contact";
        /// Nothing is booked.
        Unbooked = "unbooked", "Nothing booked";
        /// A clock is near its last day, or past it.
        Clock = "clock", "Clock due";
        /// A partner has something to do.
        Partner = "partner", "Waiting on partner";
        /// A step of the plan is overdue.
        Overdue = "overdue", "Steps overdue";
        /// The plan has no step to come.
        NoStep = "no-step", "No next step";
        /// There is no exit plan.
        NoExit = "no-exit", "No exit plan";
    }
}

/// Days without contact after which a case is in the queue, unless somebody asks for another number. Alongside default.
pub const QUIET_DAYS: i64 = 28;
