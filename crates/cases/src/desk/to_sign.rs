//! What waits for somebody: closings to sign, decisions to make, powers to authorise and letters to approve for the
//! leader of a team; cases handed over to whoever asks; reports that nobody has decided on.

use super::store::Waiting;
use crate::store::day::waiting;
use access::{Actor, Db, Fault, Shown, shell};
use askama::Template;
use kernel::{Day, Id, words::count};
use people::web::submission;
use ui::{Page, Shell, Tag};

/// What waits for whoever asks, the oldest first.
#[derive(Template)]
#[template(path = "list_to_sign.html")]
pub struct ListToSign {
    /// The frame.
    pub shell: Shell,
    /// One each.
    pub rows: Vec<WaitingRow>,
}

/// Something that waits.
#[derive(Clone, Debug)]
pub struct WaitingRow {
    /// Where it is signed.
    pub href: String,
    /// What it is.
    pub what: String,
    /// The case's reference.
    pub reference: String,
    /// What kind of thing.
    pub tag: Tag,
    /// Who asked, and how long ago.
    pub asked: String,
    /// What the worker before wrote; empty for all but handovers.
    pub note: String,
    /// Where a handover is accepted; empty for the rest.
    pub accept: String,
    /// Which sending that is.
    pub submission: String,
}

impl WaitingRow {
    /// A line about something that waits.
    pub fn new(line: &Waiting, today: Day, submission: String) -> Self {
        let id = line.id.simple();
        let (end, kind) = match line.kind.as_str() {
            "closing" => ("/close".to_owned(), "Closing"),
            "decision" => (format!("/decisions/one?id={id}"), "Decision"),
            "letter" => (format!("/letters/{}", line.id.simple()), "Letter"),
            "handover" => (String::new(), "Handover"),
            "reports" => (String::new(), "Reports"),
            _ => (format!("/powers/use?id={id}"), "Tool or power"),
        };
        let since = match Day::of(line.at).days_until(today) {
            0 => "today".to_owned(),
            n => format!("{} ago", count(n, "day", "days")),
        };
        let case = line.case_id.map_or(String::new(), |case| format!("/cases/{case}"));
        let handover = line.kind == "handover";
        let mut row = Self {
            href: format!("{case}{end}"),
            what: if line.what.is_empty() { kind.to_owned() } else { line.what.clone() },
            reference: line.reference.clone(),
            tag: Tag::info(kind),
            asked: format!("{} asked {since}", line.by),
            note: String::new(),
            accept: if handover { format!("{case}/handover/accept") } else { String::new() },
            submission,
        };
        if handover {
            row.note =
                std::mem::replace(&mut row.what, format!("{}, handed over by {}", line.reference, line.by));
            row.asked = format!("Handed over {since}");
        } else if case.is_empty() {
            "/reports".clone_into(&mut row.href);
            row.what = format!("{} to decide on", count(line.n, "report", "reports"));
            row.reference.clone_from(&line.what);
            row.asked = format!("The oldest came {since}");
        }
        row
    }
}

impl ui::Samples for ListToSign {
    const NAME: &'static str = "list-to-sign";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |what: &str, kind: &str| WaitingRow {
            href: "/cases/0/close".to_owned(),
            what: what.to_owned(),
            reference: "ASB-K7QM2-4DXA".to_owned(),
            tag: Tag::info(kind),
            asked: "Priya Shah asked 3 days ago".to_owned(),
            note: String::new(),
            accept: String::new(),
            submission: String::new(),
        };
        let page = |rows| Self { shell: Shell::new("Waiting for you", "Cases"), rows };
        let rows =
            vec![row("The nuisance stopped", "Closing"), row("Whether to seek possession", "Decision")];
        vec![("full", page(rows)), ("empty", page(Vec::new()))]
    }
}

/// Lists what waits for the leader who asks.
pub async fn list_to_sign(db: Db, actor: Actor) -> Result<Page<ListToSign>, Fault> {
    let lines = db
        .list(&actor, "to_sign", String::new(), |c, scope| {
            let value = waiting::waiting(c, scope)?;
            let subjects = value.iter().filter_map(|line| line.case_id).map(Id::uuid).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let today = Day::of(actor.now);
    Ok(Page(ListToSign {
        shell: shell(&actor, "Waiting for you", "Cases")
            .at("/caseloads")
            .intro("What you sign, decide, authorise or approve, cases handed over to you, and reports nobody has decided on."),
        rows: lines.iter().map(|line| WaitingRow::new(line, today, submission(&db))).collect(),
    }))
}
