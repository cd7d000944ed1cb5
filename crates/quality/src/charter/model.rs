//! The seven commitments and what counts as evidence for each. Pure.

use crate::{forms::Forms, programme::thematic::model::percent};
use kernel::{Day, words::count};

/// The commitments by their number, from 1: their names as the charter has them.
pub const COMMITMENTS: [&str; 7] = [
    "Leadership and strategic commitment",
    "Accessible and accountable service",
    "Swift action to protect communities",
    "Supportive approach to victims and witnesses",
    "Individual and community responsibility",
    "Prevention and early intervention",
    "Value for money",
];

/// What each commitment asks of a service, in our words.
pub const ASKS: [&str; 7] = [
    "Those who lead know how cases are handled, look at them, and act on what they find.",
    "People know who deals with their case and what happens next, and can say when it goes wrong.",
    "What is reported is taken up in time, and clocks are kept.",
    "Harm is weighed early, support is agreed in people's own words, and contact is kept as promised.",
    "Those who cause harm are heard and answer for it, and are helped to stop.",
    "Help is offered before things grow worse.",
    "The time and money that quality takes are known, and so is what comes of them.",
];

/// The name of a commitment; empty for a number there is not.
pub fn name(commitment: i64) -> &'static str {
    usize::try_from(commitment - 1).ok().and_then(|n| COMMITMENTS.get(n)).copied().unwrap_or_default()
}

kernel::text_enum! {
    /// The service's own judgement of a commitment.
    pub enum Judgement {
        /// It is kept.
        Met = "met", "Met";
        /// Some of it is.
        Partly = "partly", "Partly met";
        /// It is not kept yet.
        NotYet = "not_yet", "Not yet";
    }
}

kernel::text_enum! {
    /// A list behind a figure.
    pub enum List {
        /// Reviews in which a criterion of the commitment is partly met or not met.
        Criteria = "criteria", "Reviews with something missing for this commitment";
        /// Open cases in which promised contact is overdue.
        Promise = "promise", "Open cases in which promised contact is overdue";
        /// Open cases without an agreed plan.
        Plan = "plan", "Open cases whose plan is not agreed";
        /// Open cases in which a clock has run out.
        Clock = "clock", "Open cases in which a clock has run out";
    }
}

/// A figure of the evidence: so many of so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The commitment, 1 to 7.
    pub commitment: i64,
    /// What is counted.
    pub name: String,
    /// How many.
    pub hits: i64,
    /// Of how many.
    pub of: i64,
    /// Where its list stands; empty where there is none, or for a figure that was kept.
    pub href: String,
}

impl Figure {
    /// `75% (3 of 4)`, or that there was nothing to count.
    pub fn words(&self) -> String {
        match percent(self.hits, self.of) {
            Some(share) => format!("{share}% ({} of {})", self.hits, self.of),
            None => "Nothing to count".to_owned(),
        }
    }

    /// Its share in whole percent; 0 where there was nothing to count.
    pub fn percent(&self) -> i64 {
        percent(self.hits, self.of).unwrap_or(0)
    }
}

/// What was answered to one criterion of a form in reviews that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The form.
    pub form: String,
    /// Its version.
    pub version: i64,
    /// The criterion.
    pub criterion: String,
    /// Answers that it is met.
    pub met: i64,
    /// Answers that some of it is, or none.
    pub less: i64,
}

/// The commitment that a criterion evidences; 0 for none.
pub fn commitment_of(forms: &Forms, form: &str, version: i64, criterion: &str) -> i64 {
    forms.version(form, version).and_then(|form| form.criterion(criterion)).map_or(0, |one| one.charter)
}

/// Figures of facts other than criteria.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Open cases.
    pub open: i64,
    /// Of these, cases with an agreed plan.
    pub planned: i64,
    /// Open cases in which contact is promised.
    pub promised: i64,
    /// Of these, cases in which it is not overdue.
    pub kept: i64,
    /// Open cases that somebody holds.
    pub held: i64,
    /// Cases opened in the period.
    pub opened: i64,
    /// Of these, cases in which help was offered.
    pub helped: i64,
    /// Clocks that ended in the period, met in time or late.
    pub clocks: i64,
    /// Of these, clocks met in time.
    pub in_time: i64,
    /// Officers who hold cases.
    pub officers: i64,
    /// Of these, officers whose six-week review was complete in the last 42 days.
    pub reviewed: i64,
    /// Of these, officers who finished a self-audit in the last whole fortnight.
    pub audited: i64,
    /// One-to-one supervision of the period that was held or not.
    pub sessions: i64,
    /// Of these, sessions held.
    pub sessions_held: i64,
    /// Recommendations of thematic audits whose day has come, or that are closed.
    pub recommended: i64,
    /// Of these, those closed.
    pub closed: i64,
    /// People who were first asked how the help was in a month of the period: as results of satisfaction count them.
    pub asked: i64,
    /// Of these, people who answered. Who did not want to was asked and did not answer.
    pub answered: i64,
    /// Months of the period for which the cost of assessment and care management is entered.
    pub cost_months: i64,
    /// Months of the period.
    pub months: i64,
    /// Reviews drawn in the period, without those that others took the place of.
    pub drawn: i64,
    /// Of these, reviews that were done and shared.
    pub shared: i64,
}

/// The evidence for all seven commitments, in order.
pub fn evidence(forms: &Forms, answered: &[Answered], facts: &Facts) -> Vec<Figure> {
    let mut all = Vec::new();
    for commitment in 1..=7 {
        let own: Vec<&Answered> = answered
            .iter()
            .filter(|one| commitment_of(forms, &one.form, one.version, &one.criterion) == commitment)
            .collect();
        let met: i64 = own.iter().map(|one| one.met).sum();
        let of = met + own.iter().map(|one| one.less).sum::<i64>();
        all.push(Figure {
            commitment,
            name: "Criteria of this commitment met, in reviews that count".to_owned(),
            hits: met,
            of,
            href: format!("/reviews/charter/list?of=criteria&commitment={commitment}"),
        });
        all.extend(others(commitment, facts).into_iter().map(|(name, hits, of, href)| Figure {
            commitment,
            name: name.to_owned(),
            hits,
            of,
            href: href.to_owned(),
        }));
    }
    all
}

type Other = (&'static str, i64, i64, &'static str);

/// Fewer officers than this are no figure of self-audits: it would say who did theirs.
const FEWEST_OFFICERS: i64 = 5;

fn others(commitment: i64, f: &Facts) -> Vec<Other> {
    let (audited, auditing) = if f.officers < FEWEST_OFFICERS { (0, 0) } else { (f.audited, f.officers) };
    match commitment {
        1 => vec![
            (
                "Officers with a complete six-week review in 42 days",
                f.reviewed,
                f.officers,
                "/reviews/six-week",
            ),
            (
                "One-to-one supervision held, of what was planned",
                f.sessions_held,
                f.sessions,
                "/supervision/board",
            ),
            ("Recommendations of audits closed, of those due", f.closed, f.recommended, "/reviews/programme"),
        ],
        2 => vec![
            ("Open cases that a named officer holds", f.held, f.open, "/caseloads"),
            ("Officers who finished their last self-audit", audited, auditing, ""),
            ("People asked how it was who answered", f.answered, f.asked, ""),
        ],
        3 => vec![("Clocks met in time", f.in_time, f.clocks, "/reviews/charter/list?of=clock&commitment=3")],
        4 => vec![
            (
                "Promised contact kept, in open cases",
                f.kept,
                f.promised,
                "/reviews/charter/list?of=promise&commitment=4",
            ),
            ("Plans agreed, in open cases", f.planned, f.open, "/reviews/charter/list?of=plan&commitment=4"),
        ],
        6 => vec![("Cases opened in which help was offered", f.helped, f.opened, "")],
        7 => vec![
            (
                "Months with the cost of care management entered",
                f.cost_months,
                f.months,
                "/reviews/programme/cost",
            ),
            ("Reviews done, of those drawn", f.shared, f.drawn, "/reviews/programme/capacity"),
        ],
        _ => Vec::new(),
    }
}

/// A period in words.
pub fn period(from: Day, to: Day) -> String {
    format!("{} to {}", from.long(), to.long())
}

/// How far a self-assessment is: `5 of 7 commitments judged: 2 met, 2 partly, 1 not yet.`
pub fn standing(judged: &[Judgement]) -> String {
    let of = |what| judged.iter().filter(|one| **one == what).count();
    match judged.len() {
        0 => "None of the seven commitments is judged yet.".to_owned(),
        n => format!(
            "{} of 7 judged: {} met, {} partly met, {} not yet.",
            count(i64::try_from(n).unwrap_or(0), "commitment", "commitments"),
            of(Judgement::Met),
            of(Judgement::Partly),
            of(Judgement::NotYet)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_counts_for_the_commitment_of_its_tag() {
        // A2 and B4 evidence support of victims, A1 swift action, A5 an accessible service.
        let answered = |criterion: &str, met, less| Answered {
            form: "mcr-asb".to_owned(),
            version: 1,
            criterion: criterion.to_owned(),
            met,
            less,
        };
        let rows = [answered("A1", 3, 1), answered("A2", 2, 2), answered("B4", 1, 3), answered("Z9", 9, 9)];
        let facts = Facts { open: 10, planned: 7, promised: 8, kept: 6, ..Facts::default() };
        let all = evidence(&Forms::shipped(), &rows, &facts);
        let words = |commitment: i64| -> Vec<String> {
            all.iter().filter(|f| f.commitment == commitment).map(Figure::words).collect()
        };
        assert_eq!(words(3), ["75% (3 of 4)", "Nothing to count"]);
        assert_eq!(words(4), ["38% (3 of 8)", "75% (6 of 8)", "70% (7 of 10)"]);
        assert_eq!(words(5), ["Nothing to count"]);
        assert_eq!(all.iter().map(|f| f.commitment).max(), Some(7));
        // A self-audit is nobody else's: of four officers there is no figure.
        let audited = |officers| {
            let facts = Facts { officers, audited: 3, ..Facts::default() };
            let all = evidence(&Forms::shipped(), &[], &facts);
            all.into_iter().find(|f| f.name.contains("self-audit")).map(|f| f.words())
        };
        assert_eq!(audited(4).as_deref(), Some("Nothing to count"));
        assert_eq!(audited(5).as_deref(), Some("60% (3 of 5)"));
    }

    #[test]
    fn every_tag_of_a_form_is_one_of_the_seven() {
        for form in crate::forms::shipped() {
            for criterion in &form.criteria {
                assert!((0..=7).contains(&criterion.charter), "{} {}", form.id, criterion.id);
            }
        }
        assert_eq!(name(1), "Leadership and strategic commitment");
        assert_eq!(name(7), "Value for money");
        assert_eq!((name(0), name(8)), ("", ""));
    }

    #[test]
    fn a_self_assessment_says_how_far_it_is() {
        use Judgement::{Met, NotYet, Partly};
        assert_eq!(standing(&[]), "None of the seven commitments is judged yet.");
        assert_eq!(
            standing(&[Met, Partly, Partly, NotYet]),
            "4 commitments of 7 judged: 1 met, 2 partly met, 1 not yet."
        );
    }
}
