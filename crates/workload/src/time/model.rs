//! Activities of a time study, quarter-hours of a day, and what is kept of a clock that was started and stopped.

use access::CaseId;
use kernel::{Day, Instant, text_enum};

/// Minutes of a slot. Alongside default.
pub const SLOT: i64 = 15;
/// Minutes of a day.
pub const DAY: i64 = 24 * 60;
/// Minutes after which a running clock was most likely forgotten. Alongside default.
const FORGOTTEN: i64 = 10 * 60;

text_enum! {
    /// What somebody does. Alongside default, after what a time-and-motion study in casework asks.
    pub enum Activity {
        /// With somebody, in the same place.
        Face = "face", "With a person, face to face";
        /// Talking with them by phone.
        Phone = "phone", "With a person, by phone";
        /// Talking with them by video.
        Video = "video", "With a person, by video";
        /// Letters, messages and e-mail to and from them.
        Letters = "letters", "Letters and messages to people";
        /// Writing assessments or plans.
        Writing = "writing", "Writing an assessment or plan";
        /// Talking with other agencies.
        Partner = "partner", "Working with a partner agency";
        /// Panels and meetings.
        Panel = "panel", "Panel or meeting";
        /// The duty desk or the front door.
        Duty = "duty", "Duty or front door";
        /// Working through a shared inbox.
        Inbox = "inbox", "Shared inbox";
        /// Finding and running temporary accommodation.
        Accommodation = "accommodation", "Temporary accommodation";
        /// Recording what was done.
        Recording = "recording", "Recording in a system";
        /// Supervision, given or had.
        Supervision = "supervision", "Supervision";
        /// Reflective practice.
        Reflective = "reflective", "Reflective practice";
        /// Training.
        Training = "training", "Training";
        /// Booking rooms and visits, chasing answers.
        Booking = "booking", "Booking and chasing";
        /// Scanning, filing, checking data.
        Scanning = "scanning", "Scanning and checking data";
        /// Writing down what stands somewhere already.
        Twice = "twice", "Writing down again what is recorded";
        /// Any other office work.
        Admin = "admin", "Other office work";
        /// On the way.
        Travel = "travel", "Travel";
        /// A system was down, or they waited for it.
        Waiting = "waiting", "System down or waiting";
        /// Anything else.
        Other = "other", "Something else";
    }
}

impl Activity {
    /// Whether it is direct contact with people who are helped.
    pub const fn is_direct(self) -> bool {
        matches!(self, Self::Face | Self::Phone | Self::Video)
    }

    /// Whether it is casework: what time is kept for. Alongside default.
    pub const fn is_casework(self) -> bool {
        matches!(
            self,
            Self::Face
                | Self::Phone
                | Self::Video
                | Self::Letters
                | Self::Writing
                | Self::Partner
                | Self::Panel
                | Self::Accommodation
                | Self::Recording
                | Self::Travel
        )
    }

    /// Whether it is work that support could do: booking, chasing, scanning, checking data.
    pub const fn is_support(self) -> bool {
        matches!(self, Self::Booking | Self::Scanning)
    }

    /// Whether it is work that is done twice.
    pub const fn is_duplicate(self) -> bool {
        matches!(self, Self::Twice)
    }
}

/// What was done in a while of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it began, in minutes of the day.
    pub from: i64,
    /// For how many minutes.
    pub minutes: i64,
    /// What.
    pub what: What,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct What {
    /// The activity.
    pub activity: Activity,
    /// For which case, if one.
    pub case: Option<CaseId>,
    /// Whether they were interrupted.
    pub interrupted: bool,
}

/// Slots, in order of time, as spans: neighbours that say the same become one.
pub fn merged(slots: &[(i64, What)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (from, what) in slots {
        match spans.last_mut() {
            Some(last) if last.from + last.minutes == *from && last.what == *what => last.minutes += SLOT,
            _ => spans.push(Span { from: *from, minutes: SLOT, what: *what }),
        }
    }
    spans
}

/// The minute of the day in London of a moment on that day.
pub fn minute_of(at: Instant) -> i64 {
    (Day::of(at).start().seconds_until(at) / 60).clamp(0, DAY - 1)
}

/// Whether a clock that runs since a moment was most likely forgotten: it began on an earlier day, or long ago.
pub fn is_forgotten(started: Instant, now: Instant) -> bool {
    Day::of(started) != Day::of(now) || started.seconds_until(now) / 60 > FORGOTTEN
}

/// When and for how long a clock ran that is stopped: from the minute it was started to this minute, on its first day.
/// `None` where that is less than a minute: it was pressed by mistake.
pub fn clocked(started: Instant, until: Instant) -> Option<(Day, i64, i64)> {
    let (day, from) = (Day::of(started), minute_of(started));
    let to = if Day::of(until) == day { minute_of(until) } else { DAY };
    (to > from).then_some((day, from, to - from))
}

/// A part of a day whose quarter-hours are filled in together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is called in an address.
    pub code: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Its first minute.
    pub from: i64,
    /// The minute after its last.
    pub to: i64,
}

/// The parts of a day; together they are the whole of it.
pub const PARTS: [Part; 4] = [
    Part { code: "morning", label: "Morning", from: 7 * 60, to: 12 * 60 },
    Part { code: "afternoon", label: "Afternoon", from: 12 * 60, to: 17 * 60 },
    Part { code: "evening", label: "Evening", from: 17 * 60, to: DAY },
    Part { code: "night", label: "Night, until 7am", from: 0, to: 7 * 60 },
];

impl Part {
    /// The part of an address; `None` for any other text.
    pub fn parse(code: &str) -> Option<Self> {
        PARTS.into_iter().find(|part| part.code == code)
    }

    /// The part that a minute is in.
    pub fn at(minute: i64) -> Self {
        PARTS.into_iter().find(|part| (part.from..part.to).contains(&minute)).unwrap_or(PARTS[0])
    }

    /// The minutes at which its slots begin.
    pub fn slots(self) -> impl Iterator<Item = i64> {
        (self.from..self.to).step_by(15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: What = What { activity: Activity::Phone, case: None, interrupted: false };

    #[test]
    fn neighbours_that_say_the_same_are_one() {
        let other = What { interrupted: true, ..PHONE };
        let spans = merged(&[(540, PHONE), (555, PHONE), (570, other), (600, other), (615, other)]);
        let short: Vec<_> = spans.iter().map(|s| (s.from, s.minutes)).collect();
        assert_eq!(short, [(540, 30), (570, 15), (600, 30)]);
    }

    #[test]
    fn a_clock_counts_whole_minutes_and_ends_with_its_day() {
        let day = Day::parse("2026-11-20").expect("a day");
        let at = |h, m| day.at(h, m);
        assert_eq!(clocked(at(9, 3), at(9, 21)), Some((day, 543, 18)));
        assert_eq!(clocked(at(9, 3), at(9, 3).plus_seconds(59)), None);
        assert_eq!(clocked(at(23, 50), day.plus(1).at(0, 20)), Some((day, 1_430, 10)));
        assert!(is_forgotten(at(8, 0), at(18, 1)) && !is_forgotten(at(8, 0), at(18, 0)));
        assert!(is_forgotten(at(23, 50), day.plus(1).at(0, 5)));
    }

    #[test]
    fn parts_are_the_whole_day() {
        let mut all: Vec<i64> = PARTS.iter().flat_map(|part| part.slots()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..96).map(|n| n * SLOT).collect::<Vec<_>>());
        assert_eq!(Part::at(719).code, "morning");
    }

    #[test]
    fn nothing_is_both_support_and_casework() {
        for one in Activity::ALL {
            let kinds = [one.is_casework(), one.is_support(), one.is_duplicate()];
            assert!(kinds.iter().filter(|so| **so).count() <= 1, "{one}");
            assert!(!one.is_direct() || one.is_casework(), "{one}");
        }
    }
}
