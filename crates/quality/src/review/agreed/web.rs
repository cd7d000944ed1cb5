//! The page of agreement.

use super::{
    model::{Agreement, LOW, ON, agreement, by_criterion},
    store::{self, Scored},
};
use crate::forms::Forms;
use access::{Actor, Db, Fault, UserId};
use askama::Template;
use kernel::{Day, words::count};
use stats::{agreement::FEWEST, spread::severity};
use std::collections::BTreeMap;
use ui::{Page, Samples, Shell, SubNav};

/// Months that are looked back on.
const MONTHS: i64 = -12;
/// Fewer reviews than this say nothing about one reviewer.
const FEW: usize = 5;

/// Whether reviewers judge alike.
#[derive(Template)]
#[template(path = "reviews/agreement.html")]
pub struct ShowAgreement {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// What was found, in a sentence or two.
    pub headline: String,
    /// In all, then each criterion.
    pub rows: Vec<Row>,
    /// How strict each reviewer is, by name.
    pub strict: Vec<(String, i64, String)>,
    /// Why nothing can be said about that; empty where something can.
    pub cannot: String,
}

/// Agreement on one criterion.
pub struct Row {
    /// Which.
    pub words: String,
    /// Pairs of answers.
    pub n: u64,
    /// Equal ones in percent; empty of none.
    pub equal: String,
    /// Weighted kappa with its interval, or "too few to say".
    pub kappa: String,
    /// AC1, or "too few to say".
    pub ac1: String,
    /// Whether kappa is too low.
    pub low: bool,
}

impl Row {
    fn new(words: String, found: &Agreement) -> Self {
        let few = if found.is_few() { "Too few to say" } else { "Cannot be told from chance" };
        let kappa = found
            .kappa
            .map(|k| format!("{:.2} ({:.2} to {:.2})", k.kappa, k.interval.lower, k.interval.upper.min(1.0)));
        let applied = if found.is_few() { few } else { "Too few where it applied, or all alike" };
        Self {
            words,
            n: found.n,
            equal: found.percent().map_or(String::new(), |n| format!("{n}%")),
            kappa: kappa.unwrap_or_else(|| applied.to_owned()),
            ac1: found.ac1.map_or_else(|| few.to_owned(), |ac1| format!("{ac1:.2}")),
            low: found.is_low(),
        }
    }
}

/// Shows how far reviewers agree and how strict each is: four statements.
pub async fn show_agreement(db: Db, actor: Actor) -> Result<Page<ShowAgreement>, Fault> {
    let since = Day::of(actor.now).plus_months(MONTHS).at(0, 0);
    let (pairs, doubles, scores, forms) = db
        .report(&actor, "list", "agreement of reviewers".to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            Ok((
                store::pairs(c, tenant, since)?,
                store::doubles(c, tenant, since)?,
                store::scores(c, tenant, since)?,
                Forms::read(c, tenant)?,
            ))
        })
        .await?;
    let each = by_criterion(&pairs);
    let low = each.values().filter(|found| found.is_low()).count();
    let mut rows = vec![Row::new("All criteria together".to_owned(), &agreement(pairs.iter()))];
    rows.extend(each.iter().map(|((form, version, criterion), found)| {
        Row::new(criterion_words(&forms, (form, *version), criterion), found)
    }));
    let (strict, cannot) = strictness(&scores);
    Ok(Page(ShowAgreement {
        shell: access::shell(&actor, "Do reviewers agree?", "Quality").at("/reviews"),
        nav: crate::web::nav(&actor, "/reviews"),
        headline: headline(doubles, low),
        rows: if doubles == 0 { Vec::new() } else { rows },
        strict,
        cannot,
    }))
}

fn criterion_words(forms: &Forms, (form, version): (&str, i64), criterion: &str) -> String {
    let found = forms.version(form, version);
    let words = found.and_then(|form| form.criteria.iter().find(|one| one.id == criterion));
    let name = found.map_or(form, |form| form.name.as_str());
    words.map_or_else(|| criterion.to_owned(), |one| format!("{criterion}. {} ({name})", one.words))
}

fn headline(doubles: i64, low: usize) -> String {
    let n = count(doubles, "review was", "reviews were");
    let begun = format!("{n} answered by two reviewers alone in the last 12 months.");
    if doubles < i64::try_from(FEWEST).unwrap_or(30) {
        return format!("{begun} Under {FEWEST} there are too few to say how far reviewers agree.");
    }
    if low >= ON {
        return format!(
            "{begun} On {low} criteria agreement may be below {LOW}: meet to calibrate. Take cases on which you \
             differed, and agree what each answer means."
        );
    }
    format!(
        "{begun} Agreement may be below {LOW} on {}: no calibration meeting is called for.",
        match low {
            0 => "no criterion".to_owned(),
            n => count(i64::try_from(n).unwrap_or(0), "criterion", "criteria"),
        }
    )
}

/// How strict each reviewer is, by name, and why that cannot be said.
fn strictness(scores: &[Scored]) -> (Vec<(String, i64, String)>, String) {
    const ALONE: &str = "No officer was reviewed by two reviewers: an officer's work and a reviewer's strictness cannot be told apart.";
    let (mut officers, mut reviewers) = (BTreeMap::new(), BTreeMap::<UserId, (usize, &str, usize)>::new());
    let mut rows = Vec::new();
    for one in scores {
        let next = officers.len();
        let officer = *officers.entry(one.worker_id).or_insert(next);
        let next = reviewers.len();
        let reviewer = reviewers.entry(one.reviewer_id).or_insert((next, one.reviewer.as_str(), 0));
        reviewer.2 += 1;
        rows.push((officer, reviewer.0, one.score as f64));
    }
    let Some(found) = severity(&rows, officers.len(), reviewers.len()) else {
        return (Vec::new(), ALONE.to_owned());
    };
    let mut all: Vec<(String, i64, String)> = reviewers
        .values()
        .map(|(place, name, n)| {
            let points = found.get(*place).copied().unwrap_or_default().round();
            let points = if *n < FEW { None } else { Some(whole(points)) };
            ((*name).to_owned(), i64::try_from(*n).unwrap_or(0), strict_words(points))
        })
        .collect();
    all.sort();
    (all, String::new())
}

#[expect(clippy::cast_possible_truncation, reason = "points of a score lie between -100 and 100")]
fn whole(points: f64) -> i64 {
    points as i64
}

fn strict_words(points: Option<i64>) -> String {
    match points {
        None => "Too few to say".to_owned(),
        Some(0) => "As the others".to_owned(),
        Some(n) if n < 0 => format!("{} stricter than the others", count(-n, "point", "points")),
        Some(n) => format!("{} milder than the others", count(n, "point", "points")),
    }
}

impl Samples for ShowAgreement {
    const NAME: &'static str = "show-agreement";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |words: &str, n, kappa: &str, low| Row {
            words: words.to_owned(),
            n,
            equal: "75%".to_owned(),
            kappa: kappa.to_owned(),
            ac1: kappa.chars().take(4).collect(),
            low,
        };
        let page = |doubles, low, rows, strict: Vec<(String, i64, String)>| Self {
            shell: Shell::new("Do reviewers agree?", "Quality"),
            nav: SubNav::new("Quality", "#", Vec::new()),
            headline: headline(doubles, low),
            rows,
            cannot: if strict.is_empty() {
                "No officer was reviewed by two reviewers.".to_owned()
            } else {
                String::new()
            },
            strict,
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley".to_owned();
        let rows = vec![
            row("All criteria together", 800, "0.63 (0.55 to 0.71)", false),
            row("B4. Contact kept to the agreed frequency", 40, "0.31 (0.10 to 0.52)", true),
        ];
        vec![
            (
                "full",
                page(
                    40,
                    3,
                    rows,
                    vec![
                        (long, 12, strict_words(Some(-4))),
                        ("Marcus Bell".to_owned(), 3, strict_words(None)),
                    ],
                ),
            ),
            ("nothing yet", page(0, 0, Vec::new(), Vec::new())),
        ]
    }
}
