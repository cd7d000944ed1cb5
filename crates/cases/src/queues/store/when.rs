//! When an open case `f` is in each queue: one condition, for the queue, for every figure of it, and for whoever asks
//! the same above this crate (a self-audit, a review). Alongside's own conditions, each an Alongside default.

/// Nobody was reached since a moment; where nobody ever was, the case was opened before its day.
#[macro_export]
macro_rules! queue_quiet {
    ($since:literal, $day:literal) => {
        concat!(
            "(f.last_contact_at < ",
            $since,
            " OR (f.last_contact_at IS NULL AND f.opened_on < ",
            $day,
            "))"
        )
    };
}
pub use crate::queue_quiet as quiet;

/// Nothing is booked.
#[macro_export]
macro_rules! queue_unbooked {
    () => {
        "NOT EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL)"
    };
}
pub use crate::queue_unbooked as unbooked;

/// A clock `k` runs. A right to act that has passed waits for nobody.
#[macro_export]
macro_rules! queue_clock_runs {
    ($today:literal) => {
        concat!(
            "k.tenant_id = f.tenant_id AND k.case_id = f.case_id AND k.ended_on IS NULL AND k.state = 'running'
                  AND (k.ends <> 'lapses' OR k.due_on >= ",
            $today,
            ")"
        )
    };
}

/// A clock `k` runs and is near its last day or past it.
#[macro_export]
macro_rules! queue_clock_due {
    ($today:literal) => {
        concat!($crate::queue_clock_runs!($today), " AND k.near_on <= ", $today)
    };
}
pub use crate::queue_clock_due as clock_due;

/// Such a clock is there.
#[macro_export]
macro_rules! queue_clock {
    ($today:literal) => {
        concat!(
            "EXISTS (
                SELECT 1 FROM case_clock k
                WHERE ",
            $crate::queue_clock_due!($today),
            ")"
        )
    };
}
pub use crate::queue_clock as clock;

/// An open action `a` is an agency's, or somebody's who has no account here.
#[macro_export]
macro_rules! queue_of_partner {
    () => {
        " AND (a.owner_kind = 'agency' OR (a.owner_kind = 'worker' AND a.owner_id IS NULL AND a.owner_name <> ''))"
    };
}
pub use crate::queue_of_partner as of_partner;

/// A partner has something to do.
#[macro_export]
macro_rules! queue_partner {
    () => {
        concat!(
            "EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL",
            $crate::queue_of_partner!(),
            ")"
        )
    };
}
pub use crate::queue_partner as partner;

/// A step of the plan should have been done before a day.
#[macro_export]
macro_rules! queue_late_step {
    ($today:literal) => {
        concat!(
            "EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL
                  AND a.goal_id IS NOT NULL AND a.due_on < ",
            $today,
            ")"
        )
    };
}
pub use crate::queue_late_step as late_step;

/// The plan has no step to come.
#[macro_export]
macro_rules! queue_no_step {
    () => {
        "NOT EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL
                  AND a.goal_id IS NOT NULL)"
    };
}
pub use crate::queue_no_step as no_step;

/// There is no exit plan.
#[macro_export]
macro_rules! queue_no_exit {
    () => {
        "NOT EXISTS (
                SELECT 1 FROM case_plan h
                WHERE h.tenant_id = f.tenant_id AND h.case_id = f.case_id AND h.exit_id IS NOT NULL)"
    };
}
pub use crate::queue_no_exit as no_exit;

/// A clock runs whose last day is not after a day, whenever its rule calls it near.
#[macro_export]
macro_rules! queue_clock_by {
    ($today:literal, $until:literal) => {
        concat!(
            "EXISTS (
                SELECT 1 FROM case_clock k
                WHERE ",
            $crate::queue_clock_runs!($today),
            " AND k.due_on <= ",
            $until,
            ")"
        )
    };
}
pub use crate::queue_clock_by as clock_by;

/// Nobody was reached for longer than was agreed; where nothing was agreed, since a moment on a day.
#[macro_export]
macro_rules! queue_no_contact {
    ($since:literal, $day:literal, $today:literal) => {
        concat!(
            "((f.promise_due_on IS NOT NULL AND f.promise_due_on < ",
            $today,
            ")
                OR (f.promise_due_on IS NULL AND ",
            $crate::queue_quiet!($since, $day),
            "))"
        )
    };
}
pub use crate::queue_no_contact as no_contact;

/// The last weighing of a risk, or a risk written down about somebody the case is about, is to be looked at again by
/// a day or was before.
#[macro_export]
macro_rules! queue_risk_due {
    ($today:literal) => {
        concat!(
            "(EXISTS (
                SELECT 1 FROM risk_assessment r
                WHERE r.tenant_id = f.tenant_id AND r.case_id = f.case_id AND r.next_on <= ",
            $today,
            "
                  AND NOT EXISTS (
                      SELECT 1 FROM risk_assessment l
                      WHERE l.tenant_id = r.tenant_id AND l.case_id = r.case_id AND l.tool = r.tool
                        AND l.person_id = r.person_id
                        AND (l.reviewed_on > r.reviewed_on
                          OR (l.reviewed_on = r.reviewed_on AND l.recorded_at > r.recorded_at))))
                OR EXISTS (
                    SELECT 1 FROM case_person s
                    JOIN risk y ON y.tenant_id = s.tenant_id AND y.person_id = s.person_id
                    WHERE s.tenant_id = f.tenant_id AND s.case_id = f.case_id
                      AND y.ended_on IS NULL AND y.review_on <= ",
            $today,
            "))"
        )
    };
}
pub use crate::queue_risk_due as risk_due;
