//! Rules of supervision: how often by career stage, how long, and what counts as kept.

use kernel::{Day, Instant, words::count};

kernel::text_enum! {
    /// What kind of session.
    pub enum Kind {
        /// A worker and their supervisor: the one that cadence is about.
        OneToOne = "one_to_one", "One to one";
        /// Several workers.
        Group = "group", "Group";
        /// Several workers or one, about how the work is done and what it does to them.
        Reflective = "reflective", "Reflective";
        /// Between two that are planned, because something happened.
        AdHoc = "ad_hoc", "Ad hoc";
    }
}

impl Kind {
    /// Whether it is for one worker alone, so that whoever supervises them now may read it.
    pub fn is_single(self) -> bool {
        matches!(self, Self::OneToOne | Self::AdHoc)
    }
}

kernel::text_enum! {
    /// How far a session is.
    pub enum State {
        /// It has a day.
        Planned = "planned", "Planned";
        /// It has begun.
        Started = "started", "Begun";
        /// It took place.
        Held = "held", "Held";
        /// It did not take place, with the reason.
        NotHeld = "not_held", "Not held";
    }
}

kernel::text_enum! {
    /// A part of the agenda: domain of published supervision policies.
    pub enum Section {
        /// How the worker is.
        Wellbeing = "wellbeing", "Wellbeing";
        /// Their cases.
        Cases = "cases", "Cases";
        /// Their work as a whole.
        Workload = "workload", "Workload";
        /// Learning and practice.
        Development = "development", "Development";
        /// What has to be decided.
        Decisions = "decisions", "Decisions";
    }
}

kernel::text_enum! {
    /// For whom a session was moved.
    pub enum MovedFor {
        /// The worker could not come.
        Worker = "worker", "The worker";
        /// Who holds it could not come.
        Supervisor = "supervisor", "The supervisor";
        /// Something in the service came first.
        Service = "service", "The service";
    }
}

kernel::text_enum! {
    /// What sessions are about, to be counted without their words. Alongside default.
    pub enum Theme {
        /// Too much, too little, or the wrong work.
        Workload = "workload", "Workload";
        /// How the worker is.
        Wellbeing = "wellbeing", "Wellbeing";
        /// Weighing risk.
        Risk = "risk", "Weighing risk";
        /// Safeguarding.
        Safeguarding = "protecting", "Safeguarding";
        /// Deciding, and saying why.
        Deciding = "deciding", "Decisions and reasons";
        /// Writing down.
        Recording = "recording", "Recording";
        /// Working with other agencies.
        Partners = "partners", "Working with partners";
        /// The person's voice, identity and circumstances.
        Voice = "voice", "The person's voice and identity";
        /// Law and policy.
        Law = "law", "Law and policy";
        /// Ending work well.
        Ending = "ending", "Closing and exit plans";
    }
}

/// The least length of a session in minutes: at least an hour and a half, uninterrupted. Standards for employers of
/// social workers in England (Local Government Association).
pub const LEAST_MINUTES: i64 = 90;

/// Where the cadence and the length come from, for pages.
pub const SOURCE: &str = "Standards for employers of social workers in England: when newly qualified, weekly for the \
    first 6 weeks and fortnightly to 6 months. Then at least monthly, for 1½ hours without interruption. That it \
    holds for every worker here is an Alongside default.";

/// How long somebody has been in practice, as far as cadence asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The first six weeks.
    FirstWeeks,
    /// After that, until six months.
    FirstMonths,
    /// After that.
    Established,
    /// The day they began is not known.
    Unknown,
}

impl Stage {
    /// The stage on a day of somebody who began on `started`.
    pub fn on(started: Option<Day>, day: Day) -> Self {
        match started {
            None => Self::Unknown,
            Some(start) if day < start.plus(42) => Self::FirstWeeks,
            Some(start) if day < start.plus_months(6) => Self::FirstMonths,
            Some(_) => Self::Established,
        }
    }

    /// The day by which the session after one on `day` is due.
    pub fn after(self, day: Day) -> Day {
        match self {
            Self::FirstWeeks => day.plus(7),
            Self::FirstMonths => day.plus(14),
            Self::Established | Self::Unknown => day.plus_months(1),
        }
    }

    /// How often, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::FirstWeeks => "Weekly: first 6 weeks in practice",
            Self::FirstMonths => "Fortnightly: until 6 months in practice",
            Self::Established => "At least monthly",
            Self::Unknown => "At least monthly: when they began is not known",
        }
    }
}

/// The day by which the next one-to-one session is due. It counts from the last one that was held, at the stage of
/// that day. Where none is recorded it is a week after somebody began; `None` when they began before half a year or
/// nobody knows when, as older sessions may stand elsewhere.
pub fn due(started: Option<Day>, last_held: Option<Day>, today: Day) -> Option<Day> {
    match (last_held, started) {
        (Some(last), _) => Some(Stage::on(started, last).after(last)),
        (None, Some(start)) if today < start.plus_months(6) => Some(start.plus(7)),
        (None, _) => None,
    }
}

/// How many one-to-one sessions the cadence asks for after `from` until `to`, whenever they were held. It is counted
/// from the first day of the period, or from the day they began if that is later.
pub fn asked_for(started: Option<Day>, from: Day, to: Day) -> i64 {
    let mut day = started.map_or(from, |start| start.max(from));
    let mut asked = 0;
    loop {
        day = Stage::on(started, day).after(day);
        if day > to {
            return asked;
        }
        asked += 1;
    }
}

/// The minutes that a session took; `None` while one end is missing.
pub fn minutes(started: Option<Instant>, ended: Option<Instant>) -> Option<i64> {
    Some(started?.seconds_until(ended?) / 60)
}

/// How long a session was, and whether that is what the standard asks for.
pub fn length_words(minutes: i64, interruptions: i64) -> String {
    let interrupted = match interruptions {
        0 => "not interrupted".to_owned(),
        1 => "interrupted once".to_owned(),
        n => format!("interrupted {n} times"),
    };
    let short = if minutes < LEAST_MINUTES { ". Shorter than 1½ hours" } else { "" };
    format!("{}, {interrupted}{short}", count(minutes, "minute", "minutes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn cadence_follows_the_career_stage() {
        // Began on Monday 5 January 2026: six weeks end on 16 February, six months on 5 July.
        let start = Some(day("2026-01-05"));
        for (started, last, today, due_on) in [
            (start, Some("2026-01-12"), "2026-01-12", Some("2026-01-19")),
            (start, Some("2026-02-15"), "2026-02-15", Some("2026-02-22")),
            (start, Some("2026-02-16"), "2026-02-16", Some("2026-03-02")),
            (start, Some("2026-07-04"), "2026-07-04", Some("2026-07-18")),
            (start, Some("2026-07-05"), "2026-07-05", Some("2026-08-05")),
            (start, Some("2026-08-31"), "2026-09-01", Some("2026-09-30")),
            (start, None, "2026-01-06", Some("2026-01-12")),
            (start, None, "2026-07-05", None),
            (None, Some("2026-01-12"), "2026-01-12", Some("2026-02-12")),
            (None, None, "2026-01-12", None),
        ] {
            let last = last.map(day);
            assert_eq!(due(started, last, day(today)), due_on.map(day), "{started:?} {last:?}");
        }
    }

    #[test]
    fn stages_change_on_their_days() {
        let start = Some(day("2026-01-05"));
        for (on, stage) in [
            ("2026-02-15", Stage::FirstWeeks),
            ("2026-02-16", Stage::FirstMonths),
            ("2026-07-04", Stage::FirstMonths),
            ("2026-07-05", Stage::Established),
        ] {
            assert_eq!(Stage::on(start, day(on)), stage, "{on}");
        }
        assert_eq!(Stage::on(None, day("2026-01-05")), Stage::Unknown);
    }

    #[test]
    fn a_period_asks_for_so_many_sessions() {
        // Weekly on 12, 19, 26 January and 2, 9, 16 February; then 2, 16, 30 March.
        let start = Some(day("2026-01-05"));
        for (started, from, to, asked) in [
            (start, "2025-12-01", "2026-02-16", 6),
            (start, "2025-12-01", "2026-03-30", 9),
            (start, "2026-08-01", "2026-10-31", 2),
            (start, "2026-08-01", "2026-11-01", 3),
            (None, "2026-08-01", "2026-11-01", 3),
            (start, "2025-12-01", "2026-01-11", 0),
        ] {
            assert_eq!(asked_for(started, day(from), day(to)), asked, "{from} to {to}");
        }
    }

    #[test]
    fn a_session_says_how_long_it_was() {
        let at = |minute: i64| Some(Instant::from_micros(minute * 60_000_000));
        assert_eq!(minutes(at(0), at(95)), Some(95));
        assert_eq!(minutes(at(0), None), None);
        for (minutes, interruptions, words) in [
            (90, 0, "90 minutes, not interrupted"),
            (89, 0, "89 minutes, not interrupted. Shorter than 1½ hours"),
            (120, 1, "120 minutes, interrupted once"),
            (1, 3, "1 minute, interrupted 3 times. Shorter than 1½ hours"),
        ] {
            assert_eq!(length_words(minutes, interruptions), words);
        }
    }
}
