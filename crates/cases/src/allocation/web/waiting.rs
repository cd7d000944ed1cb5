//! The waiting list: cases nobody has, by risk and age, with the figures a leader is asked for, and as a file.

use super::{notice, shell, tags};
use crate::{
    allocation::store::waiting::{self, Figures, WaitingLine},
    web::{file::csv_file, type_words},
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use axum::response::Response;
use kernel::{Day, words::count};
use ui::{Page, Pagination, Shell, Stat, Stats, Tag, Tone};

/// Cases a page.
const SIZE: i64 = 25;
/// The most rows of a file.
const MOST_ROWS: i64 = 100_000;

/// Cases that wait in the asker's teams.
#[derive(Template)]
#[template(path = "list_waiting.html")]
pub struct ListWaiting {
    /// The frame.
    pub shell: Shell,
    /// What the figures say, in a sentence.
    pub headline: String,
    /// The figures.
    pub stats: Stats,
    /// The cases.
    pub rows: Vec<WaitingRow>,
    /// More pages.
    pub pages: Pagination,
}

/// A case that waits.
pub struct WaitingRow {
    /// Where it is given to a worker.
    pub href: String,
    /// Whom it is about.
    pub person: String,
    /// The reference people quote.
    pub reference: String,
    /// Type and title.
    pub what: String,
    /// Risk and clocks.
    pub tags: Vec<Tag>,
    /// Clocks that run, in words.
    pub clocks: String,
    /// For how long it waits.
    pub age: String,
    /// Who holds it.
    pub team: String,
}

impl WaitingRow {
    fn new(line: WaitingLine, today: Day) -> Self {
        Self {
            href: format!("/cases/{}/allocate", line.case_id),
            person: line.person,
            reference: line.reference,
            what: format!("{}: {}", type_words(&line.case_type), line.title),
            tags: tags(&line.band, line.clock_due_on, today),
            clocks: match line.clocks {
                0 | 1 => String::new(),
                n => count(n, "clock runs", "clocks run"),
            },
            age: count(line.opened_on.days_until(today), "day", "days"),
            team: line.team,
        }
    }
}

/// Lists them: two statements.
pub async fn list_waiting(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListWaiting>, Fault> {
    let today = Day::of(actor.now);
    let page = query.value("page").parse().unwrap_or(1).clamp(1, 10_000);
    let (figures, lines) = db
        .list(&actor, "list", "waiting".to_owned(), move |c, scope| {
            let figures = waiting::figures(c, scope)?;
            let lines = waiting::list(c, scope, SIZE, (page - 1) * SIZE)?;
            let subjects = lines.iter().map(|line| line.case_id.uuid()).collect();
            Ok(Shown { value: (figures, lines), subjects })
        })
        .await?;
    let mut shell = shell(&actor, "Allocate")
        .intro("Open cases of your teams that nobody has, gravest and oldest first.");
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let at = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Page(ListWaiting {
        shell,
        headline: headline(&figures, today),
        stats: stats(&figures, today),
        rows: lines.into_iter().map(|line| WaitingRow::new(line, today)).collect(),
        pages: Pagination::new("/allocate", at(page), at(SIZE), at(figures.seen), "cases"),
    }))
}

fn headline(f: &Figures, today: Day) -> String {
    let Some(oldest) = f.oldest else { return "No case waits for a worker.".to_owned() };
    let mut words = format!(
        "{} for a worker, the oldest for {}.",
        count(f.waiting, "case waits", "cases wait"),
        count(oldest.days_until(today), "day", "days")
    );
    if f.waiting > f.seen {
        words = format!("{words} {} not shown to you.", count(f.waiting - f.seen, "is", "are"));
    }
    words
}

fn stats(f: &Figures, today: Day) -> Stats {
    let oldest = f.oldest.map_or("None".to_owned(), |on| count(on.days_until(today), "day", "days"));
    let grave = |label: &str, n: i64| {
        let stat = Stat::new(label, n);
        if n > 0 { stat.tone(Tone::Bad) } else { stat }
    };
    Stats {
        stats: vec![
            Stat::new("Waiting", f.waiting),
            grave("High risk", f.high),
            Stat::new("Medium risk", f.medium),
            Stat::new("Standard or not weighed", f.waiting - f.high - f.medium),
            grave("A clock ran out", f.late),
            Stat::new("Waiting longest", oldest),
        ],
    }
}

/// The same as a file.
pub async fn waiting_csv(db: Db, actor: Actor) -> Result<Response, Fault> {
    let today = Day::of(actor.now);
    let lines = db
        .list(&actor, "export", "waiting".to_owned(), move |c, scope| {
            let value = waiting::list(c, scope, MOST_ROWS, 0)?;
            let subjects = value.iter().map(|line| line.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let head = "Reference,Person,Case type,Title,Team,Risk,Opened,Days waiting,Nearest clock";
    let rows = lines.into_iter().map(|line| {
        [
            line.reference,
            line.person,
            line.case_type,
            line.title,
            line.team,
            line.band,
            line.opened_on.to_string(),
            line.opened_on.days_until(today).to_string(),
            line.clock_due_on.map_or(String::new(), |on| on.to_string()),
        ]
    });
    Ok(csv_file("waiting.csv", head, rows))
}

impl ui::Samples for ListWaiting {
    const NAME: &'static str = "list-waiting";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let row = |person: &str, band: &str, due: Option<Day>| WaitingRow {
            href: "#".to_owned(),
            person: person.to_owned(),
            reference: "GDN-K7QM2-4DXA".to_owned(),
            what: "Garden help: The hedge over the path".to_owned(),
            tags: tags(band, due, today),
            clocks: "2 clocks run".to_owned(),
            age: "12 days".to_owned(),
            team: "Community Safety".to_owned(),
        };
        let page = |rows: Vec<WaitingRow>, f: Figures| Self {
            shell: Shell::new("Allocate", ""),
            headline: headline(&f, today),
            stats: stats(&f, today),
            pages: Pagination::new("/allocate", 1, 25, rows.len(), "cases"),
            rows,
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley of Upper Larch Court";
        let f = Figures {
            waiting: 3,
            seen: 2,
            high: 1,
            medium: 0,
            standard: 1,
            late: 1,
            oldest: Some(today.plus(-12)),
        };
        let rows = vec![row("Amina Okafor", "high", Some(today.plus(-1))), row(long, "", None)];
        vec![("waiting", page(rows, f)), ("none", page(Vec::new(), Figures::default()))]
    }
}
