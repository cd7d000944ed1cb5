//! When an open case `f` is in each queue: one condition, for the queue and for every figure of it.

/// Nobody was reached since a moment.
macro_rules! quiet {
    ($since:literal) => {
        concat!("(f.last_contact_at IS NULL OR f.last_contact_at < ", $since, ")")
    };
}
pub(crate) use quiet;

/// Nothing is booked.
macro_rules! unbooked {
    () => {
        "NOT EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL)"
    };
}
pub(crate) use unbooked;

/// A clock `k` runs and is near its last day or past it. A right to act that has passed waits for nobody.
macro_rules! clock_due {
    ($today:literal) => {
        concat!(
            "k.tenant_id = f.tenant_id AND k.case_id = f.case_id AND k.ended_on IS NULL AND k.state = 'running'
                  AND k.near_on <= ", $today, " AND (k.ends <> 'lapses' OR k.due_on >= ", $today, ")"
        )
    };
}
pub(crate) use clock_due;

/// Such a clock is there.
macro_rules! clock {
    ($today:literal) => {
        concat!(
            "EXISTS (
                SELECT 1 FROM case_clock k
                WHERE ",
            $crate::queues::clock_due!($today),
            ")"
        )
    };
}
pub(crate) use clock;

/// An open action `a` is an agency's, or somebody's who has no account here.
macro_rules! of_partner {
    () => {
        " AND (a.owner_kind = 'agency' OR (a.owner_kind = 'worker' AND a.owner_id IS NULL AND a.owner_name <> ''))"
    };
}
pub(crate) use of_partner;

/// A partner has something to do.
macro_rules! partner {
    () => {
        concat!(
            "EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL",
            $crate::queues::of_partner!(),
            ")"
        )
    };
}
pub(crate) use partner;

/// A step of the plan should have been done before a day.
macro_rules! late_step {
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
pub(crate) use late_step;

/// The plan has no step to come.
macro_rules! no_step {
    () => {
        "NOT EXISTS (
                SELECT 1 FROM next_action a
                WHERE a.tenant_id = f.tenant_id AND a.case_id = f.case_id AND a.done_on IS NULL
                  AND a.goal_id IS NOT NULL)"
    };
}
pub(crate) use no_step;

/// There is no exit plan.
macro_rules! no_exit {
    () => {
        "NOT EXISTS (
                SELECT 1 FROM case_plan h
                WHERE h.tenant_id = f.tenant_id AND h.case_id = f.case_id AND h.exit_id IS NOT NULL)"
    };
}
pub(crate) use no_exit;
