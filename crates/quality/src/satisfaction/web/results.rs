//! What people said, counted: means, shares, response and its bounds, and whether it goes with reviews.

use crate::{
    review::web::list::month_words,
    satisfaction::{
        figures::{Group, group, sum},
        model::{Channel, LEAST, Way},
        store::results::{self, Cell, Pair, Reviewed, month_of},
        together::{self, LEAST_CASES, LEAST_MONTHS, LEAST_OFFICERS, Lag, Month, Odds},
    },
    web::nav,
};
use access::{Actor, Db, Fault, Query};
use askama::Template;
use cases::web::type_words;
use kernel::{Day, words::count};
use std::collections::BTreeMap;
use ui::{Page, Shell, Stat, Stats, SubNav};

/// Months that are shown unless somebody chooses.
const MONTHS: i64 = 12;
/// The periods there are.
const PERIODS: [i64; 3] = [3, 12, 24];
/// Months in which satisfaction is compared with reviews.
const COMPARED: i64 = 36;
/// Endings of which few people were asked.
const OTHERS: &str = "Other endings, fewer than 5 asked of each";
/// The most rows of a table.
const MOST_ROWS: usize = 40;

/// Results of the service.
#[derive(Template)]
#[template(path = "satisfaction/show_results.html")]
pub struct ShowResults {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// The period in words.
    pub period: String,
    /// The other periods.
    pub periods: Vec<(String, String)>,
    /// All of it in four numbers.
    pub stats: Stats,
    /// What share is satisfied, and how sure that is.
    pub headline: Vec<String>,
    /// Results by what people have in common.
    pub tables: Vec<Table>,
    /// Response by how the case ended, and by the way people were asked.
    pub responses: Vec<Responses>,
    /// What can be said about reviews and satisfaction.
    pub together: Together,
}

/// Results by one thing.
pub struct Table {
    /// Its id.
    pub id: &'static str,
    /// What it is by.
    pub title: &'static str,
    /// Head of its first column.
    pub head: &'static str,
    /// A row for each group.
    pub rows: Vec<Row>,
}

/// Results of one group.
pub struct Row {
    /// The group.
    pub label: String,
    /// Answers, or that they are fewer than five.
    pub n: String,
    /// Means of handling, outcome, kept informed.
    pub means: [String; 3],
    /// Satisfied, with the interval.
    pub satisfied: String,
    /// Safer, with the interval.
    pub safer: String,
}

/// Response by one thing.
pub struct Responses {
    /// Its id.
    pub id: &'static str,
    /// What it is by.
    pub title: &'static str,
    /// Head of its first column.
    pub head: &'static str,
    /// A row for each group.
    pub rows: Vec<Response>,
}

/// Response of one group.
pub struct Response {
    /// The group.
    pub label: String,
    /// People asked.
    pub asked: i64,
    /// Those who answered, and their share.
    pub answered: String,
    /// Those who did not want to.
    pub refused: i64,
    /// What share of all asked may be satisfied.
    pub bounds: String,
}

/// Satisfaction beside reviews.
#[derive(Default)]
pub struct Together {
    /// What can be said, or why nothing is.
    pub words: Vec<String>,
    /// Correlations of changes: by how many months satisfaction follows, the figure, its interval, how many changes.
    pub lags: Vec<[String; 4]>,
}

/// Shows the results: three statements, which count everybody and name nobody.
pub async fn show_results(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ShowResults>, Fault> {
    let months = query.value("months").parse().ok().filter(|n| PERIODS.contains(n)).unwrap_or(MONTHS);
    let today = Day::of(actor.now);
    let to = month_of(today);
    let (from, far) = (month_of(today.plus_months(1 - months)), month_of(today.plus_months(1 - COMPARED)));
    let (cells, reviewed, pairs) = db
        .report(&actor, "satisfaction", format!("{months} months"), move |c, scope| {
            let (tenant, all) = (scope.tenant(), (far.as_str(), to.as_str()));
            Ok((
                results::cells(c, tenant, all)?,
                results::reviewed(c, tenant, all)?,
                results::pairs(c, tenant, all)?,
            ))
        })
        .await?;
    let beside = beside(&cells, &reviewed, &pairs);
    let cells: Vec<Cell> = cells.into_iter().filter(|cell| cell.month >= from).collect();
    let shell = access::shell(&actor, "Results of satisfaction", "Quality")
        .intro("What people say about the help, of all cases. It names nobody.");
    Ok(Page(ShowResults {
        nav: nav(&actor, "/satisfaction"),
        ..ShowResults::of(shell, months, &cells, beside)
    }))
}

impl ShowResults {
    pub(super) fn of(shell: Shell, months: i64, cells: &[Cell], together: Together) -> Self {
        let all = sum("", cells);
        let link = |n: &i64| (count(*n, "month", "months"), format!("/satisfaction/results?months={n}"));
        Self {
            shell,
            nav: SubNav::default(),
            period: format!("The last {}, by the month people were asked", count(months, "month", "months")),
            periods: PERIODS.iter().filter(|n| **n != months).map(link).collect(),
            stats: stats(&all),
            headline: headline(&all),
            tables: tables(cells),
            responses: responses(cells),
            together,
        }
    }
}

/// A share in whole percent.
fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn stats(all: &Group) -> Stats {
    let answered = all.response().map(|share| format!("{} of those asked", percent(share)));
    let satisfied = all.satisfied().filter(|_| all.is_shown());
    let cell = &all.cell;
    Stats {
        stats: vec![
            Stat::new("Asked", cell.asked),
            Stat::new("Answered", cell.answered).note(answered.unwrap_or_default()),
            Stat::new("Satisfied", satisfied.map_or("Too few".to_owned(), |(share, _)| percent(share)))
                .note("with the way they were helped"),
            Stat::new("Unhappy", cell.unhappy)
                .note(format!("{} told what is done, {} opened again", cell.told, cell.reopened))
                .href("/satisfaction/said"),
        ],
    }
}

fn headline(all: &Group) -> Vec<String> {
    let (Some((share, interval)), Some(bounds), true) = (all.satisfied(), all.bounds(), all.is_shown())
    else {
        return vec!["Fewer than five people answered, so nothing is shown of what they said.".to_owned()];
    };
    vec![
        format!(
            "{} of {} who said so are content or very content with the way they were helped. With so many answers, \
             anything from {} to {} would be no surprise.",
            percent(share),
            all.cell.handling_n,
            percent(interval.lower),
            percent(interval.upper)
        ),
        format!(
            "Among all who were asked it lies between {} and {}: the first if nobody who did not say is content, the \
             second if all of them are.",
            percent(bounds.lower),
            percent(bounds.upper)
        ),
    ]
}

fn tables(cells: &[Cell]) -> Vec<Table> {
    let table = |id, title, head, key: &dyn Fn(&Cell) -> String| Table {
        id,
        title,
        head,
        rows: group(cells, key).iter().take(MOST_ROWS).map(row).collect(),
    };
    let channel = |cell: &Cell| Channel::parse(&cell.channel).map_or(String::new(), |c| c.label().to_owned());
    let all = vec![
        table("by-team", "By team", "Team", &|cell| cell.team.clone()),
        table("by-area", "By area", "Area", &|cell| cell.area.clone()),
        table("by-organisation", "By organisation", "Organisation", &|cell| cell.organisation.clone()),
        table("by-kind", "By kind of case", "Kind", &|cell| type_words(&cell.category)),
        by_month(cells),
        table("by-channel", "By how the answer came", "Way", &channel),
    ];
    // A single group says what the whole says.
    all.into_iter().filter(|table| table.rows.len() > 1).collect()
}

/// Months in their order, and then in words.
fn by_month(cells: &[Cell]) -> Table {
    let month = |group: &Group| Row { label: month_words(&group.label), ..row(group) };
    let rows = group(cells, |cell| cell.month.clone()).iter().map(month).collect();
    Table { id: "by-month", title: "By month asked", head: "Month", rows }
}

fn row(group: &Group) -> Row {
    let shown = group.is_shown();
    let with = |found: Option<(f64, stats::interval::Interval)>| match found.filter(|_| shown) {
        Some((share, i)) => format!("{} ({} to {})", percent(share), percent(i.lower), percent(i.upper)),
        None => String::new(),
    };
    Row {
        label: group.label.clone(),
        n: if shown { group.cell.answered.to_string() } else { "Fewer than 5".to_owned() },
        means: group.means().map(|mean| mean.filter(|_| shown).map_or(String::new(), |m| format!("{m:.1}"))),
        satisfied: with(group.satisfied().filter(|_| group.cell.handling_n >= LEAST)),
        safer: with(group.safer().filter(|_| group.cell.safer_n >= LEAST)),
    }
}

fn responses(cells: &[Cell]) -> Vec<Responses> {
    let ending = |cell: &Cell| match (cell.mid, cell.ending.as_str()) {
        (true, _) => "During the case".to_owned(),
        (false, "") => "Ending not said".to_owned(),
        (false, words) => words.to_owned(),
    };
    let way = |cell: &Cell| Way::parse(&cell.way).map_or(String::new(), |way| way.label().to_owned());
    // Endings of which few were asked stand together: each by itself tells little, and would tell who said it.
    let mut asked: BTreeMap<String, i64> = BTreeMap::new();
    for cell in cells {
        *asked.entry(ending(cell)).or_default() += cell.asked;
    }
    let common = |cell: &Cell| {
        let ending = ending(cell);
        if asked.get(&ending).is_some_and(|n| *n >= LEAST) { ending } else { OTHERS.to_owned() }
    };
    let rows = |key: &dyn Fn(&Cell) -> String| {
        let mut groups = group(cells, key);
        groups.sort_by_key(|group| (group.label == OTHERS, -group.cell.asked));
        groups.iter().take(MOST_ROWS).map(response).collect()
    };
    vec![
        Responses {
            id: "by-way",
            title: "Who answers, by the way they were asked last",
            head: "Way",
            rows: rows(&way),
        },
        Responses {
            id: "by-ending",
            title: "Who answers, by how the case ended",
            head: "Ending",
            rows: rows(&common),
        },
    ]
}

fn response(group: &Group) -> Response {
    let share = group.response().map(percent).unwrap_or_default();
    let bounds = group.bounds().filter(|_| group.is_shown());
    Response {
        label: group.label.clone(),
        asked: group.cell.asked,
        answered: format!("{} ({share})", group.cell.answered),
        refused: group.cell.refused,
        bounds: bounds.map_or("Fewer than 5 answers".to_owned(), |b| {
            format!("{} to {}", percent(b.lower), percent(b.upper))
        }),
    }
}

/// Satisfaction beside reviews, from months that have both and cases that have both.
fn beside(cells: &[Cell], reviewed: &[Reviewed], pairs: &[Pair]) -> Together {
    let mut said: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for cell in cells {
        let sum = said.entry(cell.month.as_str()).or_default();
        *sum = (sum.0 + cell.satisfied, sum.1 + cell.handling_n);
    }
    let month = |reviewed: &Reviewed| {
        let (satisfied, n) = said.get(reviewed.month.as_str()).copied().filter(|(_, n)| *n > 0)?;
        (reviewed.n > 0).then_some(Month {
            number: together::month_number(&reviewed.month)?,
            score: reviewed.sum as f64 / reviewed.n as f64,
            satisfied: satisfied as f64 / n as f64,
        })
    };
    let months: Vec<Month> = reviewed.iter().filter_map(month).collect();
    let enough = months.len() >= LEAST_MONTHS;
    let triples: Vec<_> = pairs.iter().map(|p| (p.score as f64, p.satisfied, p.worker_id)).collect();
    let odds = if enough { together::odds(&triples) } else { None };
    compared(months.len(), pairs.len(), odds, &together::lags(&months))
}

/// The same in words.
pub(super) fn compared(months: usize, cases: usize, odds: Option<Odds>, lags: &[Lag]) -> Together {
    if months < LEAST_MONTHS {
        let have = count(months as i64, "month has", "months have");
        return Together {
            words: vec![format!(
                "{have} both a score and an answer. Twelve are needed before anything can be said (of the last 36)."
            )],
            lags: Vec::new(),
        };
    }
    let model = match odds {
        Some(odds) => format!(
            "Case by case: ten points more in the review go with odds of being satisfied {:.2} times as high (95% \
             interval {:.2} to {:.2}; {} cases, {} officers, whose own cases are alike).",
            odds.ratio, odds.interval.lower, odds.interval.upper, odds.cases, odds.officers
        ),
        None => format!(
            "Case by case nothing can be said: {} with both. It takes {LEAST_CASES} of {LEAST_OFFICERS} officers, some \
             satisfied and some not (Alongside default).",
            count(cases as i64, "case", "cases")
        ),
    };
    let row = |lag: &Lag| {
        let interval =
            lag.found.interval.map_or("Too few".to_owned(), |i| format!("{:.2} to {:.2}", i.lower, i.upper));
        let follows = match lag.months {
            0 => "In the same month".to_owned(),
            n => format!("{} later", count(n as i64, "month", "months")),
        };
        [follows, format!("{:.2}", lag.found.r), interval, lag.found.n.to_string()]
    };
    Together {
        words: vec![
            "Moves together is not proof.".to_owned(),
            model,
            "Month by month, the changes are compared and never the levels: two figures that both rise go together \
             whatever the cause."
                .to_owned(),
        ],
        lags: lags.iter().map(row).collect(),
    }
}
