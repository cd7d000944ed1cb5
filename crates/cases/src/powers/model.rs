//! Rules of the register.

use kernel::{Day, calendar::Mode, words::thousands};
use packs::{
    Pack,
    model::{Event, Power},
};

kernel::text_enum! {
    /// Whether the legal test is met.
    pub enum TestMet {
        /// It is.
        Yes = "yes", "Yes";
        /// It is not.
        No = "no", "No";
        /// Nobody is sure.
        NotSure = "not_sure", "Not sure yet";
    }
}

/// What stands in the way of serving something, with the remedy; `None` when nothing does.
///
/// A power that a team leader authorises is authorised first, and a formal one is served only where its legal test is
/// met.
pub fn why_not_served(
    authorise: bool,
    authorised: bool,
    formal: bool,
    met: Option<TestMet>,
) -> Option<&'static str> {
    if formal && met != Some(TestMet::Yes) {
        return Some("The legal test is not recorded as met. Say how it is met first, or leave this empty.");
    }
    if authorise && !authorised {
        return Some("A team leader authorises this first. Save it without a date, and ask one.");
    }
    None
}

/// Whether the law lets a power be used on a day.
pub fn in_force(power: &Power, day: Day) -> bool {
    power.effective_from.is_none_or(|from| from <= day)
        && power.effective_until.is_none_or(|until| day <= until)
}

/// Whether somebody has to say why a formal power comes before anything informal: where the pack offers informal
/// tools and none was used in the case.
pub fn asks_why(pack: &Pack, power: &Power, informal_used: bool) -> bool {
    !power.informal && !informal_used && pack.powers.iter().any(|other| other.informal)
}

/// Whether a clock counts hours from the moment a power is served: then the day alone is not enough. A closure order is
/// heard "no later than 48 hours after service" (Anti-social Behaviour, Crime and Policing Act 2014 s.80(3)).
pub fn counts_hours(pack: &Pack, power: &str) -> bool {
    pack.clocks.iter().any(|rule| {
        let hours = rule.mode.counts_hours()
            || rule.variants.iter().any(|variant| variant.mode.is_some_and(Mode::counts_hours));
        hours && matches!(&rule.starts, Event::Power(id) if id == power)
    })
}

/// How something stands: in force, ended, waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Waits for a team leader.
    Waits,
    /// Not served yet.
    Considered,
    /// Served, and its time has not ended.
    InForce,
    /// Its last day has passed, or its outcome is written down.
    Ended,
}

/// How a use stands on a day. Something served without a last day is in force until its outcome is written down.
pub fn standing(waits: bool, served: Option<Day>, ends: Option<Day>, outcome: bool, today: Day) -> Standing {
    match (outcome, served) {
        (true, _) => Standing::Ended,
        (_, Some(_)) if ends.is_some_and(|last| last < today) => Standing::Ended,
        (_, Some(_)) => Standing::InForce,
        _ if waits => Standing::Waits,
        _ => Standing::Considered,
    }
}

/// An amount in hundredths as pounds: `£1,204.50`.
pub fn pounds(hundredths: i64) -> String {
    let (whole, pence) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
    format!("£{sign}{}.{pence:02}", thousands(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_served_before_its_test_is_met_and_a_leader_agrees() {
        for (authorise, authorised, formal, met, may) in [
            (false, false, false, None, true),
            (true, false, false, None, false),
            (true, true, false, None, true),
            (false, false, true, None, false),
            (false, false, true, Some(TestMet::NotSure), false),
            (false, false, true, Some(TestMet::No), false),
            (false, false, true, Some(TestMet::Yes), true),
            (true, false, true, Some(TestMet::Yes), false),
            (true, true, true, Some(TestMet::Yes), true),
        ] {
            let why = why_not_served(authorise, authorised, formal, met);
            assert_eq!(why.is_none(), may, "{authorise} {authorised} {formal} {met:?}");
        }
    }

    #[test]
    fn what_is_served_is_in_force_until_its_last_day() {
        let day = |text: &str| Day::parse(text).expect("a day");
        let (served, today) = (Some(day("2026-11-01")), day("2026-11-20"));
        for (waits, served, ends, outcome, stands) in [
            (true, None, None, false, Standing::Waits),
            (false, None, None, false, Standing::Considered),
            (false, served, None, false, Standing::InForce),
            (false, served, Some(day("2026-11-20")), false, Standing::InForce),
            (false, served, Some(day("2026-11-19")), false, Standing::Ended),
            (false, served, None, true, Standing::Ended),
            (false, None, None, true, Standing::Ended),
        ] {
            assert_eq!(
                standing(waits, served, ends, outcome, today),
                stands,
                "{served:?} {ends:?} {outcome}"
            );
        }
    }

    #[test]
    fn amounts_are_read_as_pounds() {
        for (hundredths, words) in
            [(0, "£0.00"), (5, "£0.05"), (120_450, "£1,204.50"), (-50, "£-0.50"), (-12_345, "£-123.45")]
        {
            assert_eq!(pounds(hundredths), words);
        }
    }
}
