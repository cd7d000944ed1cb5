//! The list of reports that wait in somebody's teams, and of those decided in the last weeks.

use super::{band_tag, kind_name, notice, shell};
use crate::{
    intake::{
        model::State,
        store::read::{self, ReportLine, Waiting},
    },
    web::day_words,
    work,
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::{Day, words::count};
use packs::Pack;
use std::sync::Arc;
use ui::{Page, Pagination, Shell, Stat, Stats, Tag, Tone};

/// Reports a page.
const SIZE: i64 = 25;
/// Days for which reports stay on the list once they are decided on.
const DECIDED_DAYS: i64 = 28;

/// Reports of the asker's teams.
#[derive(Template)]
#[template(path = "list_reports.html")]
pub struct ListReports {
    /// The frame.
    pub shell: Shell,
    /// How many wait.
    pub stats: Stats,
    /// The heading over the list.
    pub heading: String,
    /// Whether these are the ones that were decided on.
    pub decided: bool,
    /// The reports.
    pub rows: Vec<ReportRow>,
    /// More pages.
    pub pages: Pagination,
}

/// A report of the list.
pub struct ReportRow {
    /// Its page.
    pub href: String,
    /// Whom it is about.
    pub person: String,
    /// The kind of case, and how what is reported begins.
    pub kind: String,
    /// The beginning of what is reported.
    pub words: String,
    /// How grave.
    pub band: Option<Tag>,
    /// Where it stands; whether it may join an open case.
    pub state: Tag,
    /// Whether a case of that kind about them is open.
    pub open_case: bool,
    /// When it came, and how long ago.
    pub received: String,
    /// Who looks at it.
    pub team: String,
}

impl ReportRow {
    fn new(line: ReportLine, kinds: &[Arc<Pack>], today: Day) -> Self {
        let short: String = line.words.chars().take(90).collect();
        let cut = if short.len() < line.words.len() { "…" } else { "" };
        let days = line.received_on.days_until(today);
        Self {
            href: format!("/reports/{}", line.report_id.simple()),
            person: line.person,
            kind: kind_name(kinds, &line.case_type),
            words: format!("{short}{cut}"),
            band: band_tag(line.band.code()),
            state: super::state_tag(line.state),
            open_case: line.open_case && matches!(line.state, State::Pending | State::Scored),
            received: match days {
                0 => "Today".to_owned(),
                _ => format!("{}, {} ago", day_words(line.received_on, today), count(days, "day", "days")),
            },
            team: line.team,
        }
    }
}

/// Lists the reports: three statements.
pub async fn list_reports(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListReports>, Fault> {
    let (today, decided) = (Day::of(actor.now), query.value("show") == "decided");
    let page = query.value("page").parse().unwrap_or(1).clamp(1, 10_000);
    let (states, since) = if decided {
        ([State::Opened, State::Joined, State::Closed], today.plus(-DECIDED_DAYS))
    } else {
        ([State::Pending, State::Scored, State::Scored], today.plus(-36_500))
    };
    let (kinds, waiting, lines) = db
        .list(&actor, "list", format!("reports {}", query.value("show")), move |c, scope| {
            let kinds = work::packs(c, scope.tenant(), today)?;
            let waiting = read::waiting(c, scope)?;
            let lines = read::lines(c, scope, (states, since), (SIZE, (page - 1) * SIZE))?;
            let subjects = lines.iter().map(|line| line.report_id).collect();
            Ok(Shown { value: (kinds, waiting, lines), subjects })
        })
        .await?;
    let total = if decided {
        // Of those decided on, only whether there is one more page is known.
        (page - 1) * SIZE + lines.len() as i64 + i64::from(lines.len() as i64 == SIZE)
    } else {
        waiting.pending + waiting.scored
    };
    let at = |n: i64| usize::try_from(n).unwrap_or(0);
    let path = ui::query("/reports", &[("show", query.value("show"))]);
    let mut shell =
        shell(&actor, "Reports and referrals").intro("What came to your teams, before it is a case.");
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    Ok(Page(ListReports {
        shell,
        stats: figures(&waiting, today),
        heading: heading(decided),
        decided,
        rows: lines.into_iter().map(|line| ReportRow::new(line, &kinds, today)).collect(),
        pages: Pagination::new(path, at(page), at(SIZE), at(total), "reports"),
    }))
}

fn heading(decided: bool) -> String {
    if decided {
        format!("Decided, of the last {DECIDED_DAYS} days")
    } else {
        "Waiting for a decision".to_owned()
    }
}

fn figures(waiting: &Waiting, today: Day) -> Stats {
    let oldest = waiting.oldest.map_or("None".to_owned(), |on| count(on.days_until(today), "day", "days"));
    let high = Stat::new("High risk", waiting.high);
    Stats {
        stats: vec![
            Stat::new("Pending", waiting.pending).note("Nobody has settled the band"),
            Stat::new("Scored", waiting.scored).note("Not decided on"),
            if waiting.high > 0 { high.tone(Tone::Bad) } else { high },
            Stat::new("Waiting longest", oldest),
        ],
    }
}

impl ui::Samples for ListReports {
    const NAME: &'static str = "list-reports";
    fn samples() -> Vec<(&'static str, Self)> {
        let today = Day::of(kernel::Instant::from_micros(1_795_000_000_000_000));
        let row = |person: &str, state, open_case| ReportRow {
            href: "#".to_owned(),
            person: person.to_owned(),
            kind: "Garden help".to_owned(),
            words: "The hedge has grown over the path and she cannot get out…".to_owned(),
            band: band_tag("high"),
            state: super::state_tag(state),
            open_case,
            received: "18 Nov, 2 days ago".to_owned(),
            team: "Community Safety".to_owned(),
        };
        let page = |rows: Vec<ReportRow>, waiting: Waiting, decided| Self {
            shell: Shell::new("Reports and referrals", "Intake"),
            stats: figures(&waiting, today),
            heading: heading(decided),
            decided,
            pages: Pagination::new("/reports", 1, 25, rows.len(), "reports"),
            rows,
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley of Upper Larch Court";
        let waiting = Waiting { pending: 1, scored: 1, high: 2, oldest: Some(today.plus(-2)) };
        vec![
            (
                "waiting",
                page(
                    vec![row("Amina Okafor", State::Pending, true), row(long, State::Scored, false)],
                    waiting,
                    false,
                ),
            ),
            ("none", page(Vec::new(), Waiting::default(), false)),
            ("decided", page(vec![row("Amina Okafor", State::Opened, false)], Waiting::default(), true)),
        ]
    }
}
