//! What the facts say is missing in an open case `f`, as codes in one text. The conditions are those of the work
//! queues: a case that a queue lists is a case that is found.

/// Codes of findings, each with a space after it: `$quiet` is the moment since when somebody should have been reached
/// and `$day` its day, `$soon` the last day that is soon for a clock.
macro_rules! found {
    ($quiet:literal, $day:literal, $today:literal, $soon:literal) => {
        concat!(
            "(CASE WHEN ",
            cases::queues::late_step!($today),
            "
                THEN 'late-step ' ELSE '' END
            || CASE WHEN ",
            cases::queues::no_step!(),
            "
                THEN 'no-step ' ELSE '' END
            || CASE WHEN ",
            cases::queues::no_contact!($quiet, $day, $today),
            "
                THEN 'no-contact ' ELSE '' END
            || CASE WHEN ",
            cases::queues::no_exit!(),
            "
                THEN 'no-exit ' ELSE '' END
            || CASE WHEN ",
            cases::queues::risk_due!($today),
            "
                THEN 'risk-due ' ELSE '' END
            || CASE WHEN ",
            cases::queues::clock_by!($today, $soon),
            "
                THEN 'clock-due ' ELSE '' END)"
        )
    };
}
pub(crate) use found;
