//! Whether a request for a review of anti-social behaviour cases meets the threshold (Anti-social Behaviour, Crime and
//! Policing Act 2014, s.104): which complaints qualify, how many there are, and who may say otherwise.
//!
//! Our reading, not yet confirmed: the two periods are counted with their first day in, "beginning with the date"
//! (s.104(11)). What makes several reports one complaint is for the published procedures (s.104(12)); the rules here
//! are those that councils publish: one incident told to several agencies is one complaint, and diary entries do not
//! count unless they were formally reported.

use kernel::{
    Day, Result,
    calendar::{Calendar, Division, Mode, last_day},
};
use std::collections::BTreeSet;

/// A complaint as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What it was about: reports of one incident to several agencies share it.
    pub incident: String,
    /// The day of the behaviour.
    pub behaviour_on: Day,
    /// The day it was complained about.
    pub complained_on: Day,
    /// Whether it was made to an agency, not just kept in a diary.
    pub reported: bool,
    /// Who complained; only rules that want different people look at it.
    pub by: String,
}

/// The rules of one place. [`Rules::default`] is what the Act says where the procedures say nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Qualifying complaints that oblige the bodies to review.
    pub threshold: usize,
    /// Months, the first day counting, within which behaviour must be complained about.
    pub to_complain: i64,
    /// Months, the first day counting, within which a review must be asked for after a complaint.
    pub to_apply: i64,
    /// Whether the complaints must come from as many different people.
    pub different_people: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { threshold: 3, to_complain: 1, to_apply: 6, different_people: false }
    }
}

/// Why a complaint does not qualify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// It was kept in a diary and told to nobody.
    NotReported,
    /// It was complained about too long after it happened.
    ComplainedLate,
    /// The review was asked for too long after the complaint.
    AppliedLate,
    /// Another report of the same incident counts already.
    SameIncident,
    /// The same person complained already, where different people are wanted.
    SamePerson,
    /// Its days are not in order: complained before it happened, or after the request.
    NotInOrder,
}

impl Out {
    /// As it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotReported => "It was not reported to an agency.",
            Self::ComplainedLate => "It was complained about too long after it happened.",
            Self::AppliedLate => "The complaint is too old for this request.",
            Self::SameIncident => "Another report of the same incident counts already.",
            Self::SamePerson => "The same person's other complaint counts already.",
            Self::NotInOrder => "Its dates are not in order. Check them.",
        }
    }
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// For each complaint, in the order given: why it does not qualify, or `None` where it does.
    pub complaints: Vec<Option<Out>>,
    /// How many qualify.
    pub qualifying: usize,
    /// Why the threshold is met, or that it is not.
    pub met: Met,
}

/// Whether the threshold is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    /// There are as many qualifying complaints as it takes: the bodies must find it met (s.104(4)).
    ByNumber,
    /// A senior manager says so for a victim who is vulnerable, with the reason.
    ByOverride(String),
    /// Neither; persistence, harm and the response so far may still be weighed (s.104(5)).
    No,
}

/// Counts the qualifying complaints of a request made on `applied_on`. `vulnerable` is the reason of a senior manager
/// who finds the threshold met for a vulnerable victim whatever the number; a reason without words is none.
pub fn count(
    complaints: &[Complaint],
    applied_on: Day,
    rules: Rules,
    vulnerable: Option<&str>,
) -> Result<Counted> {
    let (mut incidents, mut people) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::new();
    for complaint in complaints {
        let mut why = alone(complaint, applied_on, rules)?;
        if why.is_none() && incidents.contains(complaint.incident.as_str()) {
            why = Some(Out::SameIncident);
        }
        if why.is_none() && rules.different_people && people.contains(complaint.by.as_str()) {
            why = Some(Out::SamePerson);
        }
        if why.is_none() {
            incidents.insert(complaint.incident.as_str());
            people.insert(complaint.by.as_str());
        }
        out.push(why);
    }
    let qualifying = out.iter().filter(|why| why.is_none()).count();
    let met = match vulnerable.map(str::trim).filter(|why| !why.is_empty()) {
        _ if qualifying >= rules.threshold => Met::ByNumber,
        Some(why) => Met::ByOverride(why.to_owned()),
        None => Met::No,
    };
    Ok(Counted { complaints: out, qualifying, met })
}

/// Why a complaint does not qualify whatever the others are.
fn alone(complaint: &Complaint, applied_on: Day, rules: Rules) -> Result<Option<Out>> {
    // Months know no bank holidays, so any calendar does.
    let calendar = Calendar::new(Division::EnglandAndWales);
    if !complaint.reported {
        return Ok(Some(Out::NotReported));
    }
    if complaint.complained_on < complaint.behaviour_on || applied_on < complaint.complained_on {
        return Ok(Some(Out::NotInOrder));
    }
    if complaint.complained_on > last_day(Mode::Cm1, rules.to_complain, complaint.behaviour_on, &calendar)? {
        return Ok(Some(Out::ComplainedLate));
    }
    if applied_on > last_day(Mode::Cm1, rules.to_apply, complaint.complained_on, &calendar)? {
        return Ok(Some(Out::AppliedLate));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn complaint(incident: &str, behaviour: &str, complained: &str) -> Complaint {
        Complaint {
            incident: incident.to_owned(),
            behaviour_on: day(behaviour),
            complained_on: day(complained),
            reported: true,
            by: "Mina".to_owned(),
        }
    }

    fn only(complaint: &Complaint, applied: &str) -> Option<Out> {
        count(std::slice::from_ref(complaint), day(applied), Rules::default(), None)
            .expect("counts")
            .complaints[0]
    }

    #[test]
    fn a_month_and_six_months_begin_with_their_first_day() {
        for (behaviour, complained, applied, out) in [
            // One month beginning with 10 March ends on 9 April.
            ("2026-03-10", "2026-04-09", "2026-04-09", None),
            ("2026-03-10", "2026-04-10", "2026-04-10", Some(Out::ComplainedLate)),
            // Beginning with 31 January it ends with February.
            ("2026-01-31", "2026-02-28", "2026-03-01", None),
            ("2026-01-31", "2026-03-01", "2026-03-01", Some(Out::ComplainedLate)),
            // Six months beginning with 9 April end on 8 October.
            ("2026-03-10", "2026-04-09", "2026-10-08", None),
            ("2026-03-10", "2026-04-09", "2026-10-09", Some(Out::AppliedLate)),
            ("2026-03-10", "2026-03-09", "2026-10-01", Some(Out::NotInOrder)),
            ("2026-03-10", "2026-03-12", "2026-03-11", Some(Out::NotInOrder)),
        ] {
            let c = complaint("noise", behaviour, complained);
            assert_eq!(only(&c, applied), out, "{behaviour} {complained} {applied}");
        }
    }

    #[test]
    fn one_incident_told_to_three_agencies_is_one_complaint() {
        let told =
            ["2026-05-01", "2026-05-02", "2026-05-03"].map(|on| complaint("door kicked", "2026-05-01", on));
        let counted = count(&told, day("2026-06-01"), Rules::default(), None).expect("counts");
        assert_eq!(counted.qualifying, 1);
        assert_eq!(counted.complaints, [None, Some(Out::SameIncident), Some(Out::SameIncident)]);
        assert_eq!(counted.met, Met::No);
    }

    #[test]
    fn a_late_report_does_not_use_its_incident_up() {
        let late = complaint("door kicked", "2026-05-01", "2026-06-15");
        let told = [late, complaint("door kicked", "2026-05-01", "2026-05-02")];
        let counted = count(&told, day("2026-07-01"), Rules::default(), None).expect("counts");
        assert_eq!(counted.complaints, [Some(Out::ComplainedLate), None]);
    }

    #[test]
    fn diary_entries_count_once_they_are_reported() {
        let mut diary = complaint("shouting", "2026-05-01", "2026-05-01");
        diary.reported = false;
        assert_eq!(only(&diary, "2026-06-01"), Some(Out::NotReported));
        diary.reported = true;
        assert_eq!(only(&diary, "2026-06-01"), None);
    }

    #[test]
    fn three_meet_the_threshold_two_do_not_and_places_may_want_more() {
        let told = [
            complaint("a", "2026-05-01", "2026-05-02"),
            complaint("b", "2026-05-11", "2026-05-12"),
            complaint("c", "2026-05-21", "2026-05-22"),
        ];
        let met =
            |told: &[Complaint], rules| count(told, day("2026-06-01"), rules, None).expect("counts").met;
        assert_eq!(met(&told, Rules::default()), Met::ByNumber);
        assert_eq!(met(&told[..2], Rules::default()), Met::No);
        let five = Rules { threshold: 5, different_people: true, ..Rules::default() };
        assert_eq!(met(&told, five), Met::No);
        let mut crowd: Vec<Complaint> = (0..5)
            .map(|n| Complaint {
                by: format!("Neighbour {n}"),
                ..complaint(&n.to_string(), "2026-05-01", "2026-05-02")
            })
            .collect();
        assert_eq!(met(&crowd, five), Met::ByNumber);
        crowd[4].by = "Neighbour 0".to_owned();
        assert_eq!(met(&crowd, five), Met::No);
    }

    #[test]
    fn a_senior_manager_may_find_it_met_for_a_vulnerable_victim() {
        let told = [complaint("a", "2026-05-01", "2026-05-02")];
        let met = |why| count(&told, day("2026-06-01"), Rules::default(), why).expect("counts").met;
        assert_eq!(
            met(Some("She has stopped eating.")),
            Met::ByOverride("She has stopped eating.".to_owned())
        );
        assert_eq!(met(Some("  ")), Met::No, "a reason is needed");
        assert_eq!(met(None), Met::No);
    }
}
