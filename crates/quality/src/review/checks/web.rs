//! The page of checks.

use super::{
    model::{ENOUGH, FAST_SECONDS, MEND, Spread, at_the_end, by_day, by_number, is_fast},
    rules::{self, OfPack},
    store::{self, SharedReview, Spreads},
};
use crate::forms::Forms;
use access::{Actor, Db, Fault, Shown};
use askama::Template;
use kernel::{Day, Instant, words::count};
use ui::{Page, Samples, Shell, SubNav};

/// Months that are looked back on.
const MONTHS: i64 = -3;
/// Reviews that are listed as done fast.
const LISTED: usize = 50;

/// What may be done for the figures' sake.
#[derive(Template)]
#[template(path = "reviews/checks.html")]
pub struct ShowChecks {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// What dates say, in a sentence.
    pub dates: String,
    /// Days of the month: which, how many reviews, and their share of the highest in percent.
    pub days: Vec<(String, i64, i64)>,
    /// Self-audits finished by days before the last day: the same.
    pub audits: Vec<(String, i64, i64)>,
    /// Six-week reviews by days since the one before: the same.
    pub six_weeks: Vec<(String, i64, i64)>,
    /// What is said of reviews that were done fast.
    pub fast: String,
    /// Those the asker may read: words and address.
    pub fast_list: Vec<(String, String)>,
    /// How each criterion is answered.
    pub criteria: Vec<CriterionRow>,
    /// Which automatic rules to mend, in words.
    pub mend: String,
    /// How many rules block.
    pub rules_words: String,
    /// Each: what it blocks, what for, who says so, and by when it is looked at again.
    pub rules: Vec<[String; 4]>,
    /// Kinds of case: name, required answers, needs of stages, of closing, and signatures.
    pub packs: Vec<(String, [usize; 4])>,
}

/// How a criterion is answered.
pub struct CriterionRow {
    /// Which.
    pub words: String,
    /// Answers.
    pub n: i64,
    /// Met, partly, not met, does not apply: percent.
    pub shares: [i64; 4],
    /// Overruled proposals in words; empty where facts propose nothing.
    pub overruled: String,
    /// Whether its rule is to be mended.
    pub mend: bool,
}

/// What the page is made of.
struct Facts {
    forms: Forms,
    spreads: Spreads,
    shared: Vec<(Instant, Option<Instant>)>,
    audits: Vec<(Day, Instant)>,
    six_weeks: Vec<i64>,
    readable: Vec<SharedReview>,
    packs: Vec<(String, OfPack)>,
}

/// Shows the checks of the last three months: six statements for the figures, and those of the kinds of case.
pub async fn show_checks(db: Db, actor: Actor) -> Result<Page<ShowChecks>, Fault> {
    let today = Day::of(actor.now);
    let from = today.plus_months(MONTHS);
    let since = from.at(0, 0);
    let facts = db
        .list(&actor, "list", "checks of reviews".to_owned(), move |c, scope| {
            let tenant = scope.tenant();
            let readable = store::readable(c, scope, since)?;
            let packs = cases::work::packs::packs(c, tenant, today)?;
            let facts = Facts {
                forms: Forms::read(c, tenant)?,
                spreads: store::answers(c, tenant, since)?,
                shared: store::shared(c, tenant, since)?,
                audits: store::audits(c, tenant, since)?,
                six_weeks: store::six_weeks(c, tenant, from)?,
                readable: readable
                    .into_iter()
                    .filter(|one| is_fast(one.began_at, one.shared_at) == Some(true))
                    .collect(),
                packs: packs.iter().map(|pack| (pack.name.clone(), OfPack::of(pack))).collect(),
            };
            let subjects = facts.readable.iter().map(|one| one.case_id.uuid()).collect();
            Ok(Shown { value: facts, subjects })
        })
        .await?;
    let shell = access::shell(&actor, "Checks on the figures", "Quality")
        .at("/reviews")
        .intro(format!("Reviews shared since {}", from.long()));
    Ok(Page(page(shell, crate::web::nav(&actor, "/reviews"), &facts)))
}

fn page(shell: Shell, nav: SubNav, facts: &Facts) -> ShowChecks {
    let days: Vec<Day> = facts.shared.iter().map(|(at, _)| Day::of(*at)).collect();
    let criteria: Vec<CriterionRow> =
        facts.spreads.iter().map(|(key, spread)| criterion(&facts.forms, key, spread)).collect();
    let before = facts.audits.iter().map(|(began, at)| {
        let last = crate::audit::model::Period { began: *began }.last();
        Day::of(*at).days_until(last)
    });
    let by_days = by_day(days.iter().copied());
    ShowChecks {
        shell,
        nav,
        dates: dates(&days),
        days: bars(by_days.iter().zip(1_i64..).map(|(n, day)| (ordinal(day), *n)).collect()),
        audits: bars(named(by_number(before, -1, 13), -1, 13, "days before", "After it was due")),
        six_weeks: bars(named(
            by_number(facts.six_weeks.iter().copied(), 34, 43),
            43,
            34,
            "days",
            "43 days or more: late",
        )),
        fast: fast(facts),
        fast_list: facts
            .readable
            .iter()
            .take(LISTED)
            .map(|one| {
                let words =
                    format!("{}, by {}, {}", one.reference, one.reviewer, Day::of(one.shared_at).long());
                (words, format!("/cases/{}/reviews/{}", one.case_id, one.review_id.simple()))
            })
            .collect(),
        mend: mend(&criteria),
        criteria,
        rules_words: rules_words(facts),
        rules: rules::all()
            .iter()
            .map(|rule| {
                [rule.blocks.clone(), rule.purpose.clone(), rule.source.clone(), rule.expires_on.long()]
            })
            .collect(),
        packs: facts
            .packs
            .iter()
            .map(|(name, of)| (name.clone(), [of.answers, of.stages, of.closing, of.signatures]))
            .collect(),
    }
}

fn ordinal(day: i64) -> String {
    let ending = match (day % 10, day % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// Numbers with words: `late` names the end beyond which something is late, `open` the other.
fn named(all: Vec<(i64, i64)>, late: i64, open: i64, words: &str, beyond: &str) -> Vec<(String, i64)> {
    let name = |n: i64| {
        if n == late {
            beyond.to_owned()
        } else if n == open {
            format!("{n} {words} or {}", if open > late { "more" } else { "fewer" })
        } else if n == 0 {
            "On the last day".to_owned()
        } else {
            format!("{n} {words}")
        }
    };
    all.into_iter().map(|(n, of)| (name(n), of)).collect()
}

/// Each with its share of the highest.
fn bars(all: Vec<(String, i64)>) -> Vec<(String, i64, i64)> {
    let most = all.iter().map(|(_, n)| *n).max().unwrap_or(0);
    all.into_iter().map(|(words, n)| (words, n, Spread::percent(n, most))).collect()
}

fn dates(days: &[Day]) -> String {
    let (n, last) = (i64::try_from(days.len()).unwrap_or(i64::MAX), at_the_end(days.iter().copied()));
    if n == 0 {
        return "No review was shared.".to_owned();
    }
    format!(
        "{last} of {} shared on the last two days of a month: {}%. About 7% would be if days did not matter.",
        count(n, "review was", "reviews were"),
        Spread::percent(last, n)
    )
}

fn fast(facts: &Facts) -> String {
    let known = facts.shared.iter().filter_map(|(at, began)| is_fast(*began, *at));
    let (n, of) = known.fold((0, 0), |(n, of), fast| (n + i64::from(fast), of + 1));
    let mine = i64::try_from(facts.readable.len()).unwrap_or(0);
    let hidden = n - mine;
    let mut words = format!(
        "{n} of {} done in under {} minutes, from opening the form to sharing it.",
        count(of, "review was", "reviews were"),
        FAST_SECONDS / 60
    );
    if hidden > 0 {
        let cases = count(hidden, "is of a case", "are of cases");
        words = format!("{words} {cases} that you may not read, or of your own.");
    }
    words
}

fn criterion(forms: &Forms, (form, version, id): &(String, i64, String), spread: &Spread) -> CriterionRow {
    let found = forms.version(form, *version);
    let words = found.and_then(|form| form.criteria.iter().find(|one| one.id == *id));
    let name = found.map_or(form.as_str(), |form| form.name.as_str());
    let rate = Spread::percent(spread.overruled, spread.proposed);
    CriterionRow {
        words: words.map_or_else(|| id.clone(), |one| format!("{id}. {} ({name})", one.words)),
        n: spread.n(),
        shares: spread.answers.map(|n| Spread::percent(n, spread.n())),
        overruled: match spread.proposed {
            0 => "Nothing proposed".to_owned(),
            n if n < ENOUGH => format!("{} of {n}: too few to say", spread.overruled),
            n => format!("{} of {n}: {rate}%", spread.overruled),
        },
        mend: spread.is_to_mend(),
    }
}

fn mend(criteria: &[CriterionRow]) -> String {
    let n = i64::try_from(criteria.iter().filter(|row| row.mend).count()).unwrap_or(0);
    if n == 0 {
        return format!("No automatic rule was overruled in {MEND}% of {ENOUGH} answers or more.");
    }
    format!(
        "{} overruled in {MEND}% of the answers or more: look at the rule.",
        count(n, "automatic rule was", "automatic rules were")
    )
}

fn rules_words(facts: &Facts) -> String {
    let places = i64::try_from(rules::all().len()).unwrap_or(0);
    let of_packs = facts.packs.iter().map(|(_, of)| of.n()).sum::<usize>();
    format!(
        "{} of the program stop somebody until something is there. Kinds of case add {of_packs} rules.",
        count(places, "place", "places")
    )
}

impl Samples for ShowChecks {
    const NAME: &'static str = "show-checks";
    fn samples() -> Vec<(&'static str, Self)> {
        let day = |n: i64| Day::of(Instant::from_micros(1_795_000_000_000_000)).plus(n);
        let key = |id: &str| ("form".to_owned(), 1, id.to_owned());
        let spread = |proposed, overruled| Spread { answers: [60, 20, 15, 5], proposed, overruled };
        let at = day(3).at(9, 0);
        let full = Facts {
            forms: Forms::shipped(),
            spreads: [(key("A1"), spread(100, 31)), (key("A2"), spread(0, 0)), (key("A3"), spread(4, 1))]
                .into(),
            shared: (0..40).map(|n| (day(n % 9).at(16, 0), Some(day(n % 9).at(15, 40)))).collect(),
            audits: vec![(day(0), at)],
            six_weeks: vec![40, 42, 42, 50],
            readable: vec![SharedReview {
                review_id: access::NOBODY,
                case_id: kernel::Id::from_uuid(access::NOBODY),
                reference: "GDN-K7QM2-4DXA".to_owned(),
                reviewer: "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley".to_owned(),
                began_at: Some(at),
                shared_at: at.plus_seconds(60),
            }],
            packs: vec![(
                "Garden help".to_owned(),
                OfPack { answers: 12, stages: 4, closing: 6, signatures: 2 },
            )],
        };
        let none = Facts {
            forms: Forms::shipped(),
            spreads: Spreads::new(),
            shared: Vec::new(),
            audits: Vec::new(),
            six_weeks: Vec::new(),
            readable: Vec::new(),
            packs: Vec::new(),
        };
        let shell = || Shell::new("Checks on the figures", "Quality");
        let nav = || SubNav::new("Quality", "#", Vec::new());
        vec![("full", page(shell(), nav(), &full)), ("nothing yet", page(shell(), nav(), &none))]
    }
}
