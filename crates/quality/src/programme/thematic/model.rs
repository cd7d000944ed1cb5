//! The order of an audit's sample, what was found, and how sure that is. Pure.

use crate::draw::model::{hex, key};
use kernel::{Day, words::count};
use sha2::{Digest, Sha256};
use stats::interval::{margin_of_sample, wilson};

/// Cases of an audit. Alongside default: what a published audit of adult social care looked at.
pub const SIZE: i64 = 20;
/// The most cases of a sample.
pub const MOST_CASES: i64 = 200;
/// The most questions of an audit.
pub const MOST_QUESTIONS: usize = 40;

kernel::text_enum! {
    /// Which cases a frame holds.
    pub enum Which {
        /// Open and closed ones.
        Any = "any", "Open and closed cases";
        /// Cases that are open now.
        Open = "open", "Open cases";
        /// Closed cases.
        Closed = "closed", "Closed cases";
    }
}

kernel::text_enum! {
    /// What was found for a question.
    pub enum Value {
        /// It is met.
        Met = "met", "Met";
        /// Some of it is.
        Partly = "partly", "Partly met";
        /// It is not met.
        NotMet = "not_met", "Not met";
        /// It does not apply.
        NotApplicable = "na", "Does not apply";
    }
}

/// What cases a frame is made of: kept with the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The kind of case; empty for every kind.
    pub case_type: String,
    /// The team; `None` for the whole service.
    pub team: Option<access::TeamId>,
    /// Open, closed or both.
    pub which: Which,
    /// First and last day of opening, where said.
    pub opened: (Option<Day>, Option<Day>),
    /// First and last day of closing, where said.
    pub closed: (Option<Day>, Option<Day>),
    /// Whether only cases of high risk.
    pub high: bool,
}

impl Rule {
    /// The rule in words; `kind` and `team` are the names of the kind of case and of the team, empty for every one.
    pub fn words(&self, kind: &str, team: &str) -> String {
        let mut parts = vec![self.which.label().to_owned()];
        parts.push(if kind.is_empty() { "every kind".to_owned() } else { kind.to_owned() });
        parts.push(if team.is_empty() { "the whole service".to_owned() } else { team.to_owned() });
        parts.extend(between("opened", self.opened));
        parts.extend(between("closed", self.closed));
        if self.high {
            parts.push("high risk only".to_owned());
        }
        format!("{}.", parts.join(", "))
    }
}

fn between(what: &str, days: (Option<Day>, Option<Day>)) -> Option<String> {
    match days {
        (Some(from), Some(to)) => Some(format!("{what} from {} to {}", from.long(), to.long())),
        (Some(from), None) => Some(format!("{what} from {}", from.long())),
        (None, Some(to)) => Some(format!("{what} until {}", to.long())),
        (None, None) => None,
    }
}

/// SHA-256 of a frame, in hexadecimal: of a line for each reference, in their order.
pub fn frame_hash(references: &[&str]) -> String {
    let mut lines: Vec<String> = references.iter().map(|one| format!("{one}\n")).collect();
    lines.sort();
    hex(&Sha256::digest(lines.concat()))
}

/// The places of the first `size` of a frame in the order of HMAC-SHA256 with the seed as key and the reference as
/// message: the order of Mid Case Reviews.
pub fn sample(references: &[&str], seed: &str, size: usize) -> Vec<usize> {
    let mut order: Vec<(String, &str, usize)> =
        references.iter().enumerate().map(|(n, one)| (key(seed, one), *one, n)).collect();
    order.sort();
    order.into_iter().take(size).map(|(.., n)| n).collect()
}

/// What was found for one question over all cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Met.
    pub met: i64,
    /// Partly met.
    pub partly: i64,
    /// Not met.
    pub not_met: i64,
    /// Does not apply.
    pub na: i64,
}

impl Tally {
    /// Counts so many more of a value.
    pub fn add(&mut self, value: Value, n: i64) {
        *match value {
            Value::Met => &mut self.met,
            Value::Partly => &mut self.partly,
            Value::NotMet => &mut self.not_met,
            Value::NotApplicable => &mut self.na,
        } += n;
    }

    /// Cases to which it applies.
    pub fn applies(self) -> i64 {
        self.met + self.partly + self.not_met
    }

    /// The share that is met of what applies, in whole percent; `None` where nothing does.
    pub fn percent(self) -> Option<i64> {
        percent(self.met, self.applies())
    }
}

/// A share in whole percent, halves up; `None` of nothing.
pub fn percent(hits: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| (200 * hits + of) / (2 * of))
}

/// How sure a share of a sample is, in words: `hits` of `n` looked at, drawn from `of`. Where all or none is met the
/// margin says nothing, so Wilson's interval does.
pub fn sureness(hits: i64, n: i64, of: i64) -> String {
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    if n < 5 {
        return "Too few to say".to_owned();
    }
    if n >= of {
        return "All of them".to_owned();
    }
    if hits == 0 || hits == n {
        let Some(ends) = wilson(number(hits), number(n), 0.95) else { return String::new() };
        return format!("Likely {:.0}% to {:.0}%", ends.lower * 100.0, ends.upper * 100.0);
    }
    let share = hits as f64 / n as f64;
    margin_of_sample(share, number(n), number(of))
        .map_or(String::new(), |margin| format!("Give or take {:.0} points", margin * 100.0))
}

/// What a sample can say at best, in a sentence: the widest margin there is, of a share of a half.
pub fn reach(n: i64, of: i64) -> String {
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    if of > 0 && n >= of {
        return "The sample is every case there is, so its shares are exact.".to_owned();
    }
    margin_of_sample(0.5, number(n), number(of)).map_or(String::new(), |margin| {
        format!(
            "A share found in {} of {of} is right to within {:.0} percentage points, 19 times in 20.",
            count(n, "case", "cases"),
            margin * 100.0
        )
    })
}

/// How far a recommendation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its owner has not said that it is done.
    Open,
    /// The same, and its day has passed.
    Late,
    /// Its owner says that it is done; somebody else has to accept that.
    Said,
    /// It is done and accepted.
    Accepted,
}

impl Standing {
    /// How far it is on a day.
    pub fn of(due: Day, done: Option<Day>, accepted: bool, today: Day) -> Self {
        match (accepted, done) {
            (true, _) => Self::Accepted,
            (false, Some(_)) => Self::Said,
            (false, None) if due < today => Self::Late,
            (false, None) => Self::Open,
        }
    }

    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Late => "Overdue",
            Self::Said => "Done, to be accepted",
            Self::Accepted => "Closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_of_twenty_says_how_little_it_can_say() {
        // 1.96 × √(0.25 ÷ 20 × 220 ÷ 239) = 0.2102.
        assert_eq!(
            reach(20, 240),
            "A share found in 20 cases of 240 is right to within 21 percentage points, 19 times in 20."
        );
        assert!(reach(20, 20).contains("exact"));
        // 1.96 × √(0.75 × 0.25 ÷ 20 × 220 ÷ 239) = 0.1821.
        assert_eq!(sureness(15, 20, 240), "Give or take 18 points");
        // Wilson: 20 of 20 begins at 20 ÷ (20 + 3.8415) = 0.8389.
        assert_eq!(sureness(20, 20, 240), "Likely 84% to 100%");
        assert_eq!(sureness(0, 20, 240), "Likely 0% to 16%");
        assert_eq!(sureness(2, 4, 240), "Too few to say");
        assert_eq!(sureness(9, 20, 20), "All of them");
    }

    #[test]
    fn a_tally_leaves_out_what_does_not_apply() {
        let mut tally = Tally::default();
        for (value, n) in [(Value::Met, 5), (Value::Partly, 2), (Value::NotMet, 1), (Value::NotApplicable, 4)]
        {
            tally.add(value, n);
        }
        assert_eq!((tally.applies(), tally.percent()), (8, Some(63)));
        assert_eq!(Tally::default().percent(), None);
    }

    #[test]
    fn the_sample_is_the_order_of_the_draw() {
        let references = ["CASE-3", "CASE-1", "CASE-2"];
        let order = sample(&references, "seed", 3);
        let mut keys: Vec<String> = order.iter().map(|n| key("seed", references[*n])).collect();
        let as_drawn = keys.clone();
        keys.sort();
        assert_eq!(as_drawn, keys);
        assert_eq!(sample(&references, "seed", 2), order[..2], "a smaller sample is the beginning of it");
        assert_eq!(sample(&references, "seed", 9).len(), 3);
        // `printf 'CASE-1\nCASE-2\nCASE-3\n' | sha256sum`
        assert_eq!(
            frame_hash(&references),
            "8677e46eb0c6f71fd3788d081eb02e43d3a16ad50656eef204f3b57f9c9de3d5",
            "the hash is of the references in their order, however they are read"
        );
    }

    #[test]
    fn a_recommendation_is_closed_only_when_it_is_accepted() {
        let day = |text| Day::parse(text).expect("a day");
        let (due, today) = (day("2026-11-20"), day("2026-11-20"));
        for (done, accepted, on, standing) in [
            (None, false, today, Standing::Open),
            (None, false, today.plus(1), Standing::Late),
            (Some(today), false, today.plus(1), Standing::Said),
            (Some(today), true, today.plus(1), Standing::Accepted),
        ] {
            assert_eq!(Standing::of(due, done, accepted, on), standing);
        }
    }
}
