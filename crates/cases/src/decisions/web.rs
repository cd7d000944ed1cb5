//! Pages of decisions.

mod add;
mod one;
mod samples;

pub use add::{NewDecisionPage, add, show_new};
pub use one::{ShowDecision, show_decision, sign, tell};

use super::store::{self, DecisionLine, DecisionState};
use crate::desk::{self, Desk};
use access::{CaseRef, Db, Fault, Query, Read};
use askama::Template;
use kernel::Day;
use packs::model::Signer;
use ui::{Page, Shell, SubNav, Tag};
use uuid::Uuid;

/// The decisions of a case, and the kinds that can be made.
#[derive(Template)]
#[template(path = "show_decisions.html")]
pub struct ShowDecisions {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// The decisions, latest first.
    pub rows: Vec<DecisionRow>,
    /// Kinds that can be made: address, name, rule, who makes it.
    pub kinds: Vec<KindRow>,
}

/// A decision as a line.
#[derive(Clone, Debug)]
pub struct DecisionRow {
    /// Its page.
    pub href: String,
    /// Its kind.
    pub kind: String,
    /// What was decided.
    pub decided: String,
    /// Why.
    pub why: String,
    /// Who, when.
    pub who: String,
    /// How far it is, or that another took its place.
    pub state: Tag,
    /// Who was told; empty where nobody was.
    pub told: String,
}

/// A kind of decision.
#[derive(Clone, Debug)]
pub struct KindRow {
    /// Where it is written down.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Its rule, and who makes it.
    pub about: String,
}

impl DecisionRow {
    /// A decision as it is listed under a case.
    pub fn new(desk: &Desk, line: &DecisionLine) -> Self {
        let who = match (&line.decided_by, line.decided_on) {
            (Some(by), Some(on)) => format!("{by}, {}", on.long()),
            _ => format!("Written by {}, {}", line.asked_by, Day::of(line.recorded_at).long()),
        };
        let told = match line.told_on {
            Some(on) => format!("{} was told on {}: {}", line.told_whom, on.long(), line.told_how),
            None => String::new(),
        };
        Self {
            href: href(desk, line.decision_id),
            kind: line.kind_name.clone(),
            decided: line.decided.clone(),
            why: line.why.clone(),
            who,
            state: state(line),
            told,
        }
    }
}

fn href(desk: &Desk, id: Uuid) -> String {
    desk.at(&format!("/decisions/one?id={}", id.simple()))
}

fn state(line: &DecisionLine) -> Tag {
    match line.state {
        _ if line.superseded_by.is_some() => Tag::plain("Replaced by a later one"),
        DecisionState::Asked => Tag::warn(line.state.label()),
        DecisionState::SentBack => Tag::bad(line.state.label()),
        DecisionState::Made if line.told_on.is_none() => Tag::info("Made, nobody told yet"),
        DecisionState::Made => Tag::good("Made and told"),
    }
}

/// Shows the decisions.
pub async fn show_decisions(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ShowDecisions>, Fault> {
    let (desk, lines) =
        db.view(&case, |c, permit| Ok((desk::open(c, permit)?, store::all(c, permit)?))).await?;
    let mut shell = desk.shell(case.actor(), "Decisions");
    if let Some(words) = desk::notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let pack = desk.pack.as_ref().filter(|_| desk.row.closed_on.is_none());
    let kinds = pack.map(|pack| pack.decisions.as_slice()).unwrap_or_default();
    Ok(Page(ShowDecisions {
        shell,
        subnav: desk.subnav("/decisions"),
        rows: lines.iter().map(|line| DecisionRow::new(&desk, line)).collect(),
        kinds: kinds
            .iter()
            .map(|kind| KindRow {
                href: desk.at(&format!("/decisions/new?kind={}", kind.id)),
                name: kind.name.clone(),
                about: about(kind),
            })
            .collect(),
    }))
}

/// The rule of a kind, and who makes it.
fn about(kind: &packs::model::DecisionKind) -> String {
    let who = match kind.by {
        Signer::Officer => "",
        Signer::Leader => " A team leader makes it.",
    };
    format!("{}.{who}", kind.rule.trim_end_matches('.'))
}
