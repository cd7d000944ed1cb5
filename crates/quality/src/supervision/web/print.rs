//! The record of a session on paper: what both agreed, without anybody's reflection. Two pages at most.

use super::{
    ActionRow, at, said,
    session::rows::{agreements, summary},
    session_of, shell,
};
use crate::supervision::{
    model::Theme,
    store::{
        session::{self, Attendee, Session},
        talk::{self, Action, Decided},
    },
};
use access::{Actor, Db, Fault, Shown};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::Day;
use ui::{Page, Shell, SummaryList, Tag};

/// The record on paper.
#[derive(Template)]
#[template(path = "supervision/print.html")]
pub struct PrintSession {
    /// The frame.
    pub shell: Shell,
    /// The session's page.
    pub back: String,
    /// When, where, with whom, how long.
    pub facts: SummaryList,
    /// What it was about.
    pub themes: String,
    /// What was said: part and words.
    pub said: Vec<(String, String)>,
    /// Decisions about cases: reference, what, why, whose and by when.
    pub decided: Vec<(String, String, String, String)>,
    /// Actions.
    pub actions: Vec<ActionRow>,
    /// Who agreed and who has not.
    pub agreements: Vec<(String, Tag)>,
}

struct Facts {
    session: Session,
    attendees: Vec<Attendee>,
    themes: Vec<Theme>,
    decided: Vec<Decided>,
    actions: Vec<Action>,
}

impl PrintSession {
    fn new(shell: Shell, facts: &Facts, today: Day) -> Self {
        let session = &facts.session;
        let decided = |d: &Decided| {
            let who = format!("{}, by {}", d.owner.as_deref().unwrap_or("Nobody"), d.due_on.long());
            (d.reference.clone(), d.decided.clone(), d.why.clone(), who)
        };
        Self {
            shell,
            back: at(session.session_id),
            facts: summary(session, &facts.attendees),
            themes: facts.themes.iter().map(|theme| theme.label()).collect::<Vec<_>>().join(", "),
            said: said(session),
            decided: facts.decided.iter().map(decided).collect(),
            actions: facts.actions.iter().map(|action| ActionRow::new(action, today)).collect(),
            agreements: agreements(session, &facts.attendees),
        }
    }
}

/// Shows the record as it is printed: five statements.
pub async fn show_print(db: Db, actor: Actor, params: RawPathParams) -> Result<Page<PrintSession>, Fault> {
    let id = session_of(&params)?;
    let facts = db
        .list(&actor, "print", format!("supervision {}", id.simple()), move |c, scope| {
            let tenant = scope.tenant();
            let value = Facts {
                session: session::session(c, scope, id)?,
                attendees: session::attendees(c, tenant, id)?,
                themes: session::themes(c, tenant, id)?,
                decided: talk::decided(c, scope, id)?,
                actions: talk::made_in(c, tenant, id)?,
            };
            let subjects = value.decided.iter().map(|d| d.case_id.uuid()).collect();
            Ok(Shown { value, subjects })
        })
        .await?;
    let today = Day::of(actor.now);
    let title = format!("{} supervision", facts.session.kind.label());
    let mut shell = shell(&actor, &title, "");
    shell.printed = format!("Supervision record, for those named in it. Printed {}.", today.long());
    Ok(Page(PrintSession::new(shell, &facts, today)))
}

impl ui::Samples for PrintSession {
    const NAME: &'static str = "supervision-print";
    fn samples() -> Vec<(&'static str, Self)> {
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let page = |full: bool| Self {
            shell: Shell::new("One to one supervision", "Quality"),
            back: "/supervision/sessions/1".to_owned(),
            facts: SummaryList { rows: vec![ui::SummaryRow::new("For", long, "")] },
            themes: if full { "Workload, Weighing risk".to_owned() } else { String::new() },
            said: if full { vec![("How the worker is".to_owned(), "Tired.".to_owned())] } else { Vec::new() },
            decided: if full {
                vec![(
                    "ASB-K7QM2-4DXA".to_owned(),
                    "Ask the panel".to_owned(),
                    "Three partners hold a part of it.".to_owned(),
                    format!("{long}, by 27 November 2026"),
                )]
            } else {
                Vec::new()
            },
            actions: Vec::new(),
            agreements: vec![(long.to_owned(), Tag::warn("Not agreed yet"))],
        };
        vec![("full", page(true)), ("empty", page(false))]
    }
}
