//! The check page of one import: what it holds, what is wrong, and what can be done about it.

use super::{address, find, run_id, tag};
use crate::{
    model::{Run, RunKind, RunState},
    reviews,
    store::{self, Found},
    template::Field,
};
use access::{Actor, Db, Fault, Query, Shown, shell};
use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::{
    Form, Result,
    job::{self, Job},
    words::{count, thousands},
};
use ui::{Errors, Page, Pagination, Progress, Shell, Stat, Stats, SummaryList, SummaryRow, Tag, Tone};
use uuid::Uuid;

/// Problems on a page.
const SIZE: usize = 50;

/// One import.
#[derive(Template)]
#[template(path = "show_import.html")]
pub struct ShowImport {
    /// The frame.
    pub shell: Shell,
    /// Which sending of a form this is.
    pub submission: String,
    /// Its address.
    pub path: String,
    /// How it stands.
    pub state: Tag,
    /// What came of it, where there is something to say.
    pub words: String,
    /// How far it is, while it is at work.
    pub progress: Option<Progress>,
    /// Counts.
    pub stats: Stats,
    /// When, by whom, to which team.
    pub facts: SummaryList,
    /// Which column holds what.
    pub mapping: SummaryList,
    /// What was assumed.
    pub notes: Vec<String>,
    /// What keeps rows out.
    pub problems: Problems,
    /// What comes in as given.
    pub warnings: Problems,
    /// Rows that cannot come in.
    pub bad: i64,
    /// Words for the button that brings it in; empty when it cannot be.
    pub accept: String,
    /// Whether it can be cancelled.
    pub can_cancel: bool,
    /// Whether it can be undone, as far as can be told without looking.
    pub can_undo: bool,
    /// Whether there are bad rows to fetch.
    pub can_fetch: bool,
}

/// A list of problems or warnings.
pub struct Problems {
    /// Those on this page.
    pub rows: Vec<Found>,
    /// Where in the list.
    pub pages: Pagination,
    /// All there are, in words.
    pub all: String,
}

impl Problems {
    fn new(path: &str, page: usize, rows: Vec<Found>, kept: i64, all: (i64, &str, &str)) -> Self {
        let total = usize::try_from(kept).unwrap_or(0);
        let more = if all.0 > kept && kept > 0 {
            format!(", the first {} listed", thousands(kept))
        } else {
            String::new()
        };
        Self {
            rows,
            pages: Pagination::new(path, page, SIZE, total, all.2),
            all: format!("{}{more}", count(all.0, all.1, all.2)),
        }
    }
}

/// Shows an import.
pub(crate) async fn show_import(
    db: Db,
    actor: Actor,
    Path(id): Path<String>,
    Query(query): Query,
) -> Result<Page<ShowImport>, Fault> {
    let found = find(&db, run_id(&id)?).await?;
    Ok(Page(page(&db, &actor, found, &query).await?))
}

/// Shows it again with what was wrong with the form.
pub(super) async fn with_error(db: &Db, actor: &Actor, run: Run, words: &str) -> Result<Response, Fault> {
    let mut page = page(db, actor, run, &Form::default()).await?;
    page.shell = page.shell.errors([("without_bad", words)].into_iter().collect());
    Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn page(db: &Db, actor: &Actor, run: Run, query: &Form) -> Result<ShowImport> {
    let at = |show: &str| -> usize {
        let here = query.value("show") == show || (show.is_empty() && query.value("show") != "warnings");
        if here { query.value("page").parse().unwrap_or(1).clamp(1, 10_000) } else { 1 }
    };
    let (bad_page, odd_page) = (at(""), at("warnings"));
    let (tenant, id) = (db.tenant(), run.run_id);
    // The values shown are people's, so the look is in the audit.
    let (bad, odd, job, names) = db
        .list(actor, "read_import", run.name.clone(), move |c, _| {
            let part = |page: usize| (SIZE as i64, ((page - 1) * SIZE) as i64);
            let value = (
                store::problems(c, tenant, id, true, part(bad_page))?,
                store::problems(c, tenant, id, false, part(odd_page))?,
                job::latest(c, tenant, id)?,
                (
                    access::bulk::users(c, tenant)?,
                    access::bulk::teams(c, tenant, kernel::Instant::from_micros(0))?,
                ),
            );
            Ok(Shown { value, subjects: Vec::new() })
        })
        .await?;
    let path = address(id);
    let warnings_path = ui::query(&path, &[("show", "warnings")]);
    let by = names.0.iter().find(|u| u.user_id == run.made_by).map_or("By command", |u| u.name.as_str());
    let team =
        run.team_id.and_then(|id| names.1.iter().find(|t| t.team_id == id)).map_or("", |t| t.name.as_str());
    let mut page = ShowImport {
        shell: shell(actor, run.name.clone(), "Imports"),
        submission: db.chance().token(),
        problems: Problems::new(
            &path,
            bad_page,
            bad.0,
            bad.1,
            (run.rows_bad, "row with a problem", "rows with problems"),
        ),
        warnings: Problems::new(
            &warnings_path,
            odd_page,
            odd.0,
            odd.1,
            (run.warnings, "warning", "warnings"),
        ),
        ..of(&run, by, team)
    };
    page.progress = progress(&run, job.as_ref());
    Ok(page)
}

/// What a run itself says.
fn of(run: &Run, by: &str, team: &str) -> ShowImport {
    let mut stats = vec![Stat::new("Rows", thousands(run.rows_total))];
    if run.rows_bad > 0 {
        stats.push(
            Stat::new("Rows with problems", thousands(run.rows_bad)).note("They stay out").tone(Tone::Bad),
        );
    }
    if run.warnings > 0 {
        stats.push(Stat::new("Warnings", thousands(run.warnings)).note("Come in as given").tone(Tone::Warn));
    }
    stats.extend(
        run.holds().filter(|(_, n)| *n > 0).take(5).map(|(name, n)| Stat::new(first_up(name), thousands(n))),
    );
    let mut facts = vec![
        SummaryRow::new("Kind", run.kind.label(), ""),
        SummaryRow::new("Brought", format!("{}, {by}", run.made_at.long()), ""),
    ];
    if !team.is_empty() {
        facts.push(SummaryRow::new("Cases without a team go to", team, ""));
    }
    facts.extend(run.live_at.map(|at| SummaryRow::new("In since", at.long(), "")));
    let mapping = run
        .settings_of("map.")
        .map(|(code, heading)| SummaryRow::new(column_label(run.kind, code), heading, ""));
    let sound = run.rows_total - run.rows_bad;
    let accept = match (run.state, run.rows_bad) {
        (RunState::Checked, 0) if sound > 0 => format!("Import all {}", count(sound, "row", "rows")),
        (RunState::Checked, bad) if sound > 0 => {
            format!("Import without the {}", count(bad, "bad row", "bad rows"))
        }
        _ => String::new(),
    };
    ShowImport {
        shell: Shell::default(),
        submission: String::new(),
        path: address(run.run_id),
        state: tag(run.state),
        words: run.words.clone(),
        progress: None,
        stats: Stats { stats },
        facts: SummaryList { rows: facts },
        mapping: SummaryList { rows: mapping.collect() },
        notes: run.settings_of("note").map(|(_, note)| note.to_owned()).collect(),
        problems: Problems::new("", 1, Vec::new(), 0, (0, "", "")),
        warnings: Problems::new("", 1, Vec::new(), 0, (0, "", "")),
        bad: run.rows_bad,
        accept,
        can_cancel: matches!(run.state, RunState::Staging | RunState::Checked | RunState::Publishing),
        can_undo: run.state == RunState::Live,
        can_fetch: run.rows_bad > 0
            && matches!(run.state, RunState::Checked | RunState::Publishing | RunState::Live),
    }
}

/// What we call a column of a file.
fn column_label(kind: RunKind, code: &str) -> &'static str {
    match kind {
        RunKind::Reviews => reviews::Field::parse(code).map_or("", reviews::Field::label),
        _ => Field::parse(code).map_or("", Field::label),
    }
}

fn first_up(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn progress(run: &Run, job: Option<&Job>) -> Option<Progress> {
    let at_work = matches!(
        run.state,
        RunState::Staging | RunState::Publishing | RunState::Cancelling | RunState::Undoing
    );
    if !at_work {
        return None;
    }
    let (done, total) =
        job.map_or((0, 0), |job| (job.done.max(0).unsigned_abs(), job.total.max(0).unsigned_abs()));
    let words = job.map(|job| job.words.clone()).filter(|words| !words.is_empty());
    let bar = Progress::new("import-progress", run.state.label(), done, total);
    Some(
        bar.words(words.unwrap_or_else(|| "Begins in a moment.".to_owned()))
            .poll(format!("{}/progress", address(run.run_id))),
    )
}

/// The end of a progress bar.
#[derive(Template)]
#[template(
    source = r#"<div class="notice info" id="import-progress"><p data-words>{{ words }} <a href="{{ path }}">See what came of it</a></p></div>"#,
    ext = "html"
)]
struct Over {
    words: String,
    path: String,
}

/// How far an import is, for the script.
pub(crate) async fn show_progress(db: Db, _actor: Actor, Path(id): Path<String>) -> Result<Response, Fault> {
    let id: Uuid = run_id(&id)?;
    let tenant = db.tenant();
    let (run, job) =
        db.facade().read(move |c| Ok((store::find(c, tenant, id)?, job::latest(c, tenant, id)?))).await?;
    let run = run.ok_or(kernel::Error::NotFound)?;
    Ok(match progress(&run, job.as_ref()) {
        Some(bar) => ui::fragment(&bar),
        None => ui::fragment(&Over { words: format!("{}.", run.state), path: address(id) }),
    }
    .into_response())
}

impl ui::Samples for ShowImport {
    const NAME: &'static str = "import";
    fn samples() -> Vec<(&'static str, Self)> {
        let run = |state, rows_bad: i64, warnings: i64| Run {
            run_id: Uuid::from_u128(1),
            kind: crate::RunKind::Cases,
            name: "asb-cases.csv".to_owned(),
            file_hash: Vec::new(),
            state,
            rows_total: 1204,
            rows_bad,
            warnings,
            excluded: false,
            published: 0,
            made_by: access::UserId::from_uuid(access::NOBODY),
            made_at: kernel::Instant::from_micros(1_795_168_800_000_000),
            live_at: None,
            team_id: None,
            settings:
                "map.case_reference=Ref No\nmap.opened=Date opened\nnote=Columns are parted by semicolons.\n"
                    .to_owned(),
            counts: "people=1180\ncases=1004\n".to_owned(),
            words: String::new(),
        };
        let found = |line: i64, blocks: bool| Found {
            part: String::new(),
            line,
            column_name: if blocks { "Date opened" } else { "Date of birth" }.to_owned(),
            value: if blocks { "11/22/2026" } else { "" }.to_owned(),
            blocks,
            problem: if blocks {
                "This looks month first: there is no month 22."
            } else {
                "No date of birth."
            }
            .to_owned(),
            remedy: if blocks {
                "Dates are day first here: write 22/11/2026."
            } else {
                "Ask when you see them."
            }
            .to_owned(),
        };
        let page = |run: Run, errors: Errors| Self {
            shell: Shell::new(run.name.clone(), "Imports").errors(errors),
            problems: Problems::new(
                "/imports/1",
                1,
                (2..2 + run.rows_bad).map(|n| found(n, true)).collect(),
                run.rows_bad,
                (run.rows_bad, "row with a problem", "rows with problems"),
            ),
            warnings: Problems::new(
                "/imports/1?show=warnings",
                1,
                (9..9 + run.warnings).map(|n| found(n, false)).collect(),
                run.warnings,
                (run.warnings, "warning", "warnings"),
            ),
            progress: progress(&run, None),
            ..of(&run, "Dana Mills", "Community Safety")
        };
        let unticked = [("without_bad", "Say that the rows with problems stay out.")].into_iter().collect();
        vec![
            ("checked, all sound", page(run(RunState::Checked, 0, 0), Errors::new())),
            ("checked, with problems", page(run(RunState::Checked, 3, 4), Errors::new())),
            ("with errors", page(run(RunState::Checked, 3, 0), unticked)),
            ("coming in", page(run(RunState::Publishing, 0, 0), Errors::new())),
            ("in", page(run(RunState::Live, 0, 2), Errors::new())),
            (
                "failed",
                page(
                    Run {
                        words: "The file has no column for Opened.".to_owned(),
                        rows_total: 0,
                        ..run(RunState::Failed, 0, 0)
                    },
                    Errors::new(),
                ),
            ),
        ]
    }
}
