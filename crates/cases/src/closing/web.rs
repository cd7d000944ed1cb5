//! The pages on which a case is closed and opened again.

mod open;
mod reopen;
mod samples;
mod save;

pub use open::move_actions;
pub use reopen::{ReopenPage, reopen, show_reopen};
pub use save::{save, sign};

use super::{
    model::{self, ClosingState, ExitMet, Survey, There, View},
    store::{self, ClosingLine, Comeback, OpenAction},
};
use crate::desk::{self, Desk};
use access::{Action, Case, CaseRef, Db, Decide, Fault, Query, Read, Ref};
use askama::Template;
use kernel::{Day, Form, Result};
use packs::model::Need;
use people::web::submission;
use ui::{Choice, Page, Shell, SubNav, SummaryList, SummaryRow, TaskList};

/// Closing a case: what it needs, the form, who signs; or how it was closed, and who came back.
#[derive(Template)]
#[template(path = "close_case.html")]
pub struct CloseCase {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// The address of the case.
    pub case: String,
    /// Which sending of each form this is: the closing and what is open, the leader's.
    pub submissions: [String; 2],
    /// What was typed, or what is kept.
    pub form: Form,
    /// Whether the case is closed.
    pub closed: bool,
    /// How it was closed, the latest first; the first one is this closing.
    pub history: Vec<SummaryList>,
    /// Cases of the same people within a watch: words and address.
    pub comebacks: Vec<(String, String)>,
    /// What stands in the way of closing, besides fields of the form.
    pub missing: Vec<String>,
    /// What closing needs, with links.
    pub tasks: TaskList,
    /// What is open: words, and by when.
    pub actions: Vec<String>,
    /// The same to choose from, after "Everything that is open".
    pub action_choices: Vec<Choice>,
    /// What becomes of it: done, taken on, dropped.
    pub movers: Vec<Choice>,
    /// How it may end.
    pub reasons: Vec<Choice>,
    /// Whether the person said what they think.
    pub views: Vec<Choice>,
    /// Whether the exit plan was met.
    pub exits: Vec<Choice>,
    /// Whether they are asked how it was.
    pub surveys: Vec<Choice>,
    /// The way back that the person is told.
    pub way_back: String,
    /// Whether a team leader signs.
    pub sign_off: bool,
    /// Who asked for sign-off, when; empty where nobody has.
    pub waits: String,
    /// Whether the asker may sign.
    pub may_sign: bool,
    /// Why a leader sent it back; empty where none did.
    pub sent_back: String,
    /// How long coming back is watched for.
    pub watch: String,
}

/// What the page reads.
pub(super) struct Facts {
    pub(super) desk: Desk,
    pub(super) closings: Vec<ClosingLine>,
    pub(super) there: There,
    pub(super) actions: Vec<OpenAction>,
    comebacks: Vec<Comeback>,
}

pub(super) async fn facts<A: Action>(db: &Db, case: &Ref<Case, A>) -> Result<Facts>
where
    Case: Decide<A>,
{
    db.view(case, |c, permit| {
        let desk = desk::open(c, permit)?;
        Ok(Facts {
            closings: store::all(c, permit)?,
            there: store::there(c, permit, desk.row.person_id)?,
            actions: store::open_actions(c, permit)?,
            comebacks: store::comebacks(c, permit)?,
            desk,
        })
    })
    .await
}

impl Facts {
    /// The closing that is being prepared or waits for a leader.
    pub(super) fn current(&self) -> Option<&ClosingLine> {
        let open = |line: &&ClosingLine| matches!(line.state, ClosingState::Begun | ClosingState::Asked);
        self.closings.first().filter(open)
    }

    /// What there is, with what the form says about view, survey and exit plan.
    pub(super) fn there_with(&self, form: &Form) -> There {
        let mut there = self.there.clone();
        if self.desk.row.last_contact {
            there.met.insert(model::written(&Need::Contact));
        }
        if self.desk.row.worker_id.is_some() {
            there.met.insert(model::written(&Need::Allocated));
        }
        for (field, need) in [("view", Need::View), ("survey", Need::Survey), ("exit_met", Need::ExitPlan)] {
            if !form.value(field).is_empty() {
                there.met.insert(model::written(&need));
            }
        }
        there
    }
}

/// Shows how a case is closed, or was.
pub async fn show_close(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<CloseCase>, Fault> {
    let facts = facts(&db, &case).await?;
    let mut form = facts.current().map(kept).unwrap_or_default();
    if form.value("closed_on").is_empty() {
        form.set("closed_on", desk::today_words(case.actor()));
    }
    let mut page = page(&db, &case, &facts, form);
    if let Some(words) = desk::notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// What is kept of a closing, as its form begins with it.
pub(super) fn kept(line: &ClosingLine) -> Form {
    let mut form = Form::default();
    for (name, value) in [
        ("version", line.version.to_string()),
        ("reason", line.reason.clone()),
        ("summary", line.summary.clone()),
        ("view", line.view.clone()),
        ("view_words", line.view_words.clone()),
        ("exit_met", line.exit_met.clone()),
        ("exit_words", line.exit_words.clone()),
        ("survey", line.survey.clone()),
        ("survey_how", line.survey_how.clone()),
        ("way_back", line.way_back.clone()),
        ("closed_on", line.closed_on.map(Day::long).unwrap_or_default()),
    ] {
        form.set(name, value);
    }
    form
}

pub(super) fn page<A: Action>(db: &Db, case: &Ref<Case, A>, facts: &Facts, form: Form) -> CloseCase {
    let (desk, current) = (&facts.desk, facts.current());
    let pack = desk.pack.as_deref();
    let closed = desk.row.closed_on.is_some();
    let asked = current.filter(|line| line.state == ClosingState::Asked && !closed);
    let mut tasks = pack.map(|p| model::tasks(p, &desk.at(""), &facts.there_with(&form))).unwrap_or_default();
    if closed {
        tasks.clear();
    }
    let mut action_choices = vec![Choice::new("all", "Everything that is open")];
    action_choices
        .extend(facts.actions.iter().map(|a| Choice::new(a.action_id.simple().to_string(), &a.what)));
    let past = facts.closings.iter().filter(|line| line.closed_on.is_some() && line.signed_by.is_some());
    // What another page has to do is no field of this one: it is said above the form.
    let (missing, fields): (Vec<_>, Vec<_>) =
        form.errors().iter().cloned().partition(|(field, _)| field == save::NEEDS);
    CloseCase {
        missing: missing.into_iter().map(|(_, words)| words).collect(),
        shell: desk
            .shell(case.actor(), if closed { "Closing" } else { "Close the case" })
            .errors(fields.into_iter().collect()),
        subnav: desk.subnav("/close"),
        case: desk.at(""),
        submissions: [submission(db), submission(db)],
        form,
        closed,
        history: past
            .chain(facts.closings.iter().filter(|l| l.signed_by.is_none() && l.reopened_on.is_some()))
            .map(rows)
            .collect(),
        comebacks: facts.comebacks.iter().map(comeback).collect(),
        tasks: TaskList { tasks },
        actions: facts
            .actions
            .iter()
            .map(|a| format!("{}, by {}. {}", a.what, a.due_on.long(), a.owner))
            .collect(),
        action_choices,
        movers: ui::choices(&open::MOVERS),
        reasons: pack.map(reasons).unwrap_or_default(),
        views: View::ALL.iter().map(|v| Choice::new(v.code(), v.label())).collect(),
        exits: ExitMet::ALL.iter().map(|e| Choice::new(e.code(), e.label())).collect(),
        surveys: Survey::ALL.iter().map(|s| Choice::new(s.code(), s.label())).collect(),
        way_back: pack.map(|p| p.closing.way_back.clone()).unwrap_or_default(),
        sign_off: pack.is_some_and(|p| p.closing.sign_off),
        waits: asked.map(waits).unwrap_or_default(),
        may_sign: asked.is_some_and(|line| may_sign(line, case)),
        sent_back: current.map(|line| line.sent_back_why.clone()).unwrap_or_default(),
        watch: pack.map(watch).unwrap_or_default(),
    }
}

/// Whether somebody may sign: a leader, and not the one who asked.
fn may_sign<A: Action>(line: &ClosingLine, case: &Ref<Case, A>) -> bool {
    desk::leads(case.actor()) && line.asked_by_id != Some(case.actor().user)
}

fn waits(line: &ClosingLine) -> String {
    let by = line.asked_by.as_deref().unwrap_or("Somebody");
    line.asked_at.map(|at| format!("{by} asked on {}.", Day::of(at).long())).unwrap_or_default()
}

fn watch(pack: &packs::Pack) -> String {
    let days = kernel::words::count(pack.closing.watch_days, "day", "days");
    format!(
        "Nothing closes by itself. For {days} after closing, a new case about the same person shows as coming back."
    )
}

fn reasons(pack: &packs::Pack) -> Vec<Choice> {
    let offered = pack.closing.reasons.iter().filter(|reason| !reason.retired);
    offered.map(|reason| Choice::new(&reason.code, &reason.label).hint(&reason.hint)).collect()
}

/// A closing that is over, as rows.
fn rows(line: &ClosingLine) -> SummaryList {
    let mut rows = Vec::new();
    let mut more = |term: &str, words: String| {
        if !words.is_empty() {
            rows.push(SummaryRow::new(term, words, ""));
        }
    };
    let both = |label: Option<&str>, words: &str| match (label, words) {
        (Some(label), "") => label.to_owned(),
        (Some(label), words) => format!("{label}: {words}"),
        (None, words) => words.to_owned(),
    };
    more("Closed", line.closed_on.map(Day::long).unwrap_or_default());
    more("Signed by", line.signed_by.clone().unwrap_or_default());
    more("How it ended", line.reason_words.clone());
    more("What was done and what changed", line.summary.clone());
    more("Their view", both(View::parse(&line.view).map(View::label), &line.view_words));
    more("Exit plan met?", both(ExitMet::parse(&line.exit_met).map(ExitMet::label), &line.exit_words));
    more("Asked how it was?", both(Survey::parse(&line.survey).map(Survey::label), &line.survey_how));
    more("Told about the way back", line.way_back.clone());
    more("Watched until", line.watch_until.map(Day::long).unwrap_or_default());
    if let (Some(on), Some(by)) = (line.reopened_on, &line.reopened_by) {
        more("Opened again", format!("{}, {by}: {}", on.long(), line.reopened_why));
    }
    SummaryList { rows }
}

/// A case that came within a watch, as words and address.
pub fn comeback(other: &Comeback) -> (String, String) {
    let days = other.closed_on.days_until(other.opened_on);
    let after = match days {
        0 => "on the day".to_owned(),
        n => format!("{} after", kernel::words::count(n, "day", "days")),
    };
    let words = if other.later {
        format!("Came back {after} this case was closed: {}", other.reference)
    } else {
        format!("Came back {after} {} was closed", other.reference)
    };
    (words, format!("/cases/{}", other.case_id))
}
