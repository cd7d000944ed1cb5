//! The page of a case's history.

use super::store::{self, Change};
use crate::{
    desk::{self, Desk},
    model::Channel,
    plan::model::How,
};
use access::{CaseRef, Db, Fault, Query, Read};
use askama::Template;
use kernel::Day;
use packs::Pack;
use ui::{Entry, Page, Shell, SubNav, Tag, Timeline};

/// Changes a page.
const SIZE: i64 = 50;

/// What changed in a case, who changed it and when.
#[derive(Template)]
#[template(path = "show_history.html")]
pub struct ShowHistory {
    /// The frame.
    pub shell: Shell,
    /// The pages of the case.
    pub subnav: SubNav,
    /// The changes, what was written down last first.
    pub changes: Timeline,
    /// When and why it was opened again.
    pub reopened: Timeline,
    /// Later changes; empty on the first page.
    pub later: String,
    /// Earlier changes; empty on the last page.
    pub earlier: String,
}

/// A change as a line of the history.
fn entry(change: &Change, pack: Option<&Pack>) -> Entry {
    let words = |what: &str| {
        if change.words.is_empty() { what.to_owned() } else { format!("{what}: {}", change.words) }
    };
    let form = || {
        let form = pack.and_then(|pack| pack.forms.iter().find(|form| form.id == change.code));
        form.map_or(change.code.clone(), |form| form.title.clone())
    };
    let stage =
        || pack.and_then(|pack| pack.stage(&change.code)).map_or(change.code.clone(), |s| s.name.clone());
    let channel = || Channel::parse(&change.code).map_or("", Channel::label).to_lowercase();
    let what = match (change.kind.as_str(), change.code.as_str()) {
        ("opened", _) => words("Case opened"),
        ("stage", _) => format!("Stage: {}", stage()),
        ("skipped", _) => format!("Stage skipped: {}", stage()),
        ("worker", "co") => words("Co-worker"),
        ("worker", _) => words("Allocated to").replacen(':', "", 1),
        ("handover", _) => words("Handed over to").replacen(':', "", 1),
        ("contact", _) => format!("Recorded: {}", channel()),
        ("correction", _) => format!("Corrected an entry: {}", channel()),
        ("form", _) => format!("Filled in: {}", form()),
        ("withdrawn", _) => format!("Taken back: {}", form()),
        ("risk", _) => words("Risk weighed"),
        ("power", _) => words("Tool or power"),
        ("decision", "asked") => words("Decision asked for"),
        ("decision", _) => words("Decision"),
        ("plan", "goal") => "Goal changed".to_owned(),
        ("plan", "step") => "Step changed".to_owned(),
        ("plan", _) => "What the plan starts from changed".to_owned(),
        ("agreed", how) => {
            let how = How::parse(how).map_or("", How::label).to_lowercase();
            format!("{}, {how}", words("Plan agreed with").replacen(':', "", 1))
        }
        ("exit", _) => "Exit plan".to_owned(),
        ("promise", _) => format!("Contact promised: {}", channel()),
        ("clock", kind) => {
            let verb = match kind {
                "pause" => "Clock paused",
                "resume" => "Clock runs again",
                _ => "Clock extended",
            };
            let name = pack
                .and_then(|pack| pack.clock(&change.words, change.on_day.unwrap_or(Day::of(change.at))))
                .map_or(change.words.clone(), |rule| rule.name.clone());
            format!("{verb}: {name}")
        }
        ("letter", _) => words("Letter sent"),
        ("document", _) => words("Document"),
        ("message", _) => "Message".to_owned(),
        ("return", "in") => "Taken into the return".to_owned(),
        ("return", _) => "Left out of the return".to_owned(),
        ("asked", _) => words("Closing asked for"),
        ("closed", _) => words("Case closed"),
        _ => words("Case opened again"),
    };
    // What was said stands under the line, where the line does not say it already.
    let below = match change.kind.as_str() {
        "plan" | "exit" | "message" => change.words.clone(),
        _ => String::new(),
    };
    let happened = change.on_day.filter(|day| *day != Day::of(change.at) && change.kind != "exit");
    let mut notes: Vec<String> = happened.iter().map(|day| format!("About {}.", day.long())).collect();
    if !change.why.is_empty() {
        notes.push(format!("{}.", change.why.trim_end_matches('.')));
    }
    let tag = match change.kind.as_str() {
        "correction" => Some(Tag::info("Correction")),
        "withdrawn" => Some(Tag::warn("Taken back")),
        _ => None,
    };
    Entry {
        what,
        date: Day::of(change.at).to_string(),
        when: change.at.long(),
        who: change.who.clone().unwrap_or_default(),
        words: below,
        tag,
        notes,
        ..Entry::default()
    }
}

impl ShowHistory {
    fn new(
        (shell, subnav): (Shell, SubNav),
        pack: Option<&Pack>,
        (mut changes, reopened): (Vec<Change>, Vec<Change>),
        (at, page): (&str, i64),
    ) -> Self {
        let more = i64::try_from(changes.len()).unwrap_or(0) > SIZE;
        changes.truncate(usize::try_from(SIZE).unwrap_or(0));
        let to = |page: i64| ui::query(at, &[("page", &page.to_string())]);
        let again = |change: &Change| {
            let on = change.on_day.unwrap_or(Day::of(change.at));
            Entry {
                date: on.to_string(),
                when: on.long(),
                notes: vec![change.why.clone()],
                ..entry(change, pack)
            }
        };
        Self {
            shell,
            subnav,
            changes: Timeline { entries: changes.iter().map(|change| entry(change, pack)).collect() },
            reopened: Timeline { entries: reopened.iter().map(again).collect() },
            later: if page > 1 { to(page - 1) } else { String::new() },
            earlier: if more { to(page + 1) } else { String::new() },
        }
    }
}

/// Shows what changed in a case: four statements.
pub async fn show_history(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowHistory>, Fault> {
    let page: i64 = query.value("page").parse().unwrap_or(1).clamp(1, 10_000);
    let (desk, changes): (Desk, _) = db
        .view(&case, move |c, permit| {
            let changes = store::page(c, permit, SIZE, (page - 1) * SIZE)?;
            Ok((desk::open(c, permit)?, (changes, store::reopened(c, permit)?)))
        })
        .await?;
    let frame = (desk.shell(case.actor(), "History"), desk.subnav("/history"));
    let at = desk.at("/history");
    Ok(Page(ShowHistory::new(frame, desk.pack.as_deref(), changes, (&at, page))))
}

impl ui::Samples for ShowHistory {
    const NAME: &'static str = "show-history";
    fn samples() -> Vec<(&'static str, Self)> {
        let at = kernel::Instant::from_micros(1_795_000_000_000_000);
        let change = |kind: &str, code: &str, words: &str, why: &str| Change {
            kind: kind.to_owned(),
            code: code.to_owned(),
            words: words.to_owned(),
            why: why.to_owned(),
            on_day: Some(Day::of(at).plus(-3)),
            at,
            who: Some("Priya Shah".to_owned()),
        };
        let frame = || {
            let nav = crate::web::case_nav(kernel::Id::from_uuid(access::NOBODY), "/history");
            (Shell::new("History", "Cases").intro("Amina Okafor. ASB-K7QM2-4DXA: Noise at Larch Court"), nav)
        };
        let some = vec![
            change("correction", "visit", "", "The wrong day."),
            change("withdrawn", "diary", "", "Written in the wrong case"),
            change(
                "worker",
                "lead",
                "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley",
                "Speaks Somali",
            ),
            change("plan", "goal", "I want to sleep at night.", ""),
            change("opened", "", "Noise at Larch Court", ""),
        ];
        let again = vec![change("reopened", "", "", "It began again.")];
        vec![
            ("full", Self::new(frame(), None, (some.clone(), again), ("/cases/0/history", 2))),
            ("short", Self::new(frame(), None, (some[4..].to_vec(), Vec::new()), ("/cases/0/history", 1))),
        ]
    }
}
