//! What waits for a team leader: closings to sign, decisions to make, powers to authorise.

use super::store::{self, Waiting};
use access::{Actor, Db, Fault, Shown, shell};
use askama::Template;
use kernel::Day;
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
}

impl WaitingRow {
    /// A line about something that waits.
    pub fn new(line: &Waiting, today: Day) -> Self {
        let id = line.id.simple();
        let (end, kind) = match line.kind.as_str() {
            "closing" => ("/close".to_owned(), "Closing"),
            "decision" => (format!("/decisions/one?id={id}"), "Decision"),
            _ => (format!("/powers/use?id={id}"), "Tool or power"),
        };
        let days = Day::of(line.at).days_until(today);
        let since = match days {
            0 => "today".to_owned(),
            n => format!("{} ago", kernel::words::count(n, "day", "days")),
        };
        Self {
            href: format!("/cases/{}{end}", line.case_id),
            what: if line.what.is_empty() { kind.to_owned() } else { line.what.clone() },
            reference: line.reference.clone(),
            tag: Tag::info(kind),
            asked: format!("{} asked {since}", line.by),
        }
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
            let value = store::waiting_for_leader(c, scope)?;
            let subjects = value.iter().map(|line| line.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let today = Day::of(actor.now);
    Ok(Page(ListToSign {
        shell: shell(&actor, "Waiting for you", "Cases")
            .at("/caseloads")
            .intro("Closings to sign, decisions to make and powers to authorise in the teams you lead."),
        rows: lines.iter().map(|line| WaitingRow::new(line, today)).collect(),
    }))
}
