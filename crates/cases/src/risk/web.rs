//! Pages of risk: where it stands and its history, weighing it, an old score as it was asked.

mod answers;
mod samples;
mod weigh;

pub use answers::{ShowAnswers, show_answers};
pub use weigh::{Weigh, add, keep_draft, show_weigh};

use super::{
    model,
    store::{self, AssessmentLine},
};
use crate::desk::{self, Desk};
use access::{Case, CaseRef, Changed, Db, Fault, Permit, PostedOnce, Query, Read, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Form, Result, db::Conn};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, Tag, Tone, chart::Course};
use uuid::Uuid;

/// How far back reports are counted at most, in months: no escalation rule looks further.
const LOOK_BACK: i64 = 36;

/// Where the risk stands, what is to be considered, and how it went.
#[derive(Template)]
#[template(path = "show_risk.html")]
pub struct ShowRisk {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Where the answer to a prompt is sent.
    pub prompt_action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed about a prompt.
    pub form: Form,
    /// The oldest prompt that nobody has dealt with.
    pub prompt: Option<Prompt>,
    /// What can become of it.
    pub became: Vec<Choice>,
    /// What reports since the last assessment ask for.
    pub escalations: Vec<String>,
    /// The latest assessment of each tool.
    pub now: Vec<Line>,
    /// Tools to weigh with; empty where the case is closed or its type has none.
    pub tools: Vec<ToolRow>,
    /// Charts: the tool's name and its course.
    pub charts: Vec<(String, Course)>,
    /// All assessments, latest first.
    pub history: Vec<Line>,
}

/// Something that a band or a number of reports asks to be considered.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The assessment it belongs to.
    pub assessment: String,
    /// What it asks.
    pub words: String,
    /// Which tool, and when.
    pub from: String,
    /// That more wait; empty where none does.
    pub more: String,
}

/// An assessment as a line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its answers.
    pub href: String,
    /// The tool and its version.
    pub tool: String,
    /// The day, in words.
    pub when: String,
    /// `12 of 30`.
    pub score: String,
    /// The band that counts.
    pub band: Tag,
    /// That somebody gave it, and why; empty where it is the score's.
    pub given: String,
    /// Who weighed it.
    pub by: String,
    /// The day by which it is weighed again.
    pub next: String,
    /// Whether that day has passed.
    pub late: bool,
    /// What became of its prompt; empty where there was none.
    pub prompt: String,
}

/// A tool that can be used.
#[derive(Clone, Debug)]
pub struct ToolRow {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// Where it is answered.
    pub href: String,
}

impl Line {
    /// An assessment as it is listed under a case.
    pub fn new(desk: &Desk, line: &AssessmentLine, today: Day) -> Self {
        let given = if line.override_why.is_empty() {
            String::new()
        } else {
            format!("Given by {} in place of the score's: {}", line.by, line.override_why)
        };
        let prompt = match line.prompt_state.as_str() {
            "" => String::new(),
            "open" => format!("To consider: {}", line.prompt),
            "done" => format!("Done: {} {}", line.prompt, line.prompt_why),
            _ => format!("Dismissed: {} Reason: {}", line.prompt, line.prompt_why),
        };
        Self {
            href: desk.at(&format!("/risk/answers?of={}", line.assessment_id.simple())),
            tool: format!("{}, version {}", line.tool_name, line.tool_version),
            when: line.reviewed_on.long(),
            score: format!("{} of {}", line.score, line.most),
            band: band_tag(&line.band_label, line.band_rank),
            given,
            by: line.by.clone(),
            next: line.next_on.long(),
            late: line.next_on < today,
            prompt,
        }
    }
}

/// A band as a tag: the highest stands out most.
pub fn band_tag(label: &str, rank: i64) -> Tag {
    let tone = match rank {
        0 => Tone::Bad,
        1 => Tone::Warn,
        _ => Tone::Plain,
    };
    Tag::new(label, tone)
}

/// What can become of a prompt.
fn became() -> Vec<Choice> {
    ui::choices(&[("done", "It was done"), ("dismissed", "It is not needed")])
}

/// What the page reads.
struct Facts {
    desk: Desk,
    history: Vec<AssessmentLine>,
    incidents: Vec<(String, Day)>,
}

impl ShowRisk {
    fn new(shell: Shell, facts: &Facts, form: Form, submission: String, today: Day) -> Self {
        let desk = &facts.desk;
        let open = desk.row.closed_on.is_none();
        let tools = desk.pack.as_ref().map(|pack| pack.risk.as_slice()).unwrap_or_default();
        let mut waiting = facts.history.iter().rev().filter(|line| line.prompt_state == "open");
        let prompt = waiting.next().filter(|_| open).map(|line| Prompt {
            assessment: line.assessment_id.simple().to_string(),
            words: line.prompt.clone(),
            from: format!("{}, {}", line.tool_name, line.reviewed_on.long()),
            more: match waiting.count() {
                0 => String::new(),
                more => {
                    format!("{} after this one.", ui::count(more, "more prompt waits", "more prompts wait"))
                }
            },
        });
        let latest = latest(&facts.history);
        Self {
            shell,
            subnav: desk.subnav("/risk"),
            prompt_action: desk.at("/risk/prompt"),
            submission,
            form,
            prompt,
            became: became(),
            escalations: if open {
                since_weighed(tools, &latest, &facts.incidents, today)
            } else {
                Vec::new()
            },
            now: latest.iter().map(|line| Line::new(desk, line, today)).collect(),
            tools: tools
                .iter()
                .filter(|_| open)
                .map(|tool| ToolRow {
                    name: tool.name.clone(),
                    source: tool.source.clone(),
                    href: desk.at(&format!("/risk/weigh?tool={}", tool.id)),
                })
                .collect(),
            charts: latest.iter().filter_map(|line| chart(tools, &facts.history, line)).collect(),
            history: facts.history.iter().map(|line| Line::new(desk, line, today)).collect(),
        }
    }
}

/// The latest assessment of each tool, the highest band first.
fn latest(history: &[AssessmentLine]) -> Vec<AssessmentLine> {
    let mut found: Vec<AssessmentLine> = Vec::new();
    for line in history {
        if !found.iter().any(|known| known.tool == line.tool) {
            found.push(line.clone());
        }
    }
    found.sort_by_key(|line| line.band_rank);
    found
}

/// What reports ask for, where they came after the tool was last answered.
fn since_weighed(
    tools: &[packs::model::RiskTool],
    latest: &[AssessmentLine],
    incidents: &[(String, Day)],
    today: Day,
) -> Vec<String> {
    let newest = |form: &str| incidents.iter().filter(|(f, _)| f == form).map(|(_, day)| *day).max();
    tools
        .iter()
        .filter(|tool| {
            let weighed = latest.iter().find(|line| line.tool == tool.id).map(|line| line.reviewed_on);
            tool.escalates.iter().any(|e| weighed.is_none_or(|day| newest(&e.form) > Some(day)))
        })
        .flat_map(|tool| model::escalations(tool, incidents, today))
        .collect()
}

/// The course of a tool's scores, where there are two at least and the bands of that version are known.
fn chart(
    tools: &[packs::model::RiskTool],
    history: &[AssessmentLine],
    line: &AssessmentLine,
) -> Option<(String, Course)> {
    let tool = tools.iter().find(|tool| tool.id == line.tool)?;
    let first = history.last()?.reviewed_on;
    let points: Vec<(i64, i64)> = history
        .iter()
        .rev()
        .filter(|other| other.tool == line.tool && other.tool_version == line.tool_version)
        .map(|other| (first.days_until(other.reviewed_on), other.score))
        .collect();
    let bands: Vec<(i64, String)> = tool.bands.iter().map(|band| (band.from, band.label.clone())).collect();
    let whole = points.len() > 1 && tool.version == line.tool_version;
    whole.then(|| (line.tool_name.clone(), ui::chart::course(&points, &bands, line.most)))
}

/// Shows where the risk stands.
pub async fn show_risk(db: Db, case: CaseRef<Read>, Query(query): Query) -> Result<Page<ShowRisk>, Fault> {
    let facts = db.view(&case, facts).await?;
    let actor = case.actor();
    let mut shell = facts.desk.shell(actor, "Risk");
    if let Some(words) = desk::notice(query.value("done")) {
        shell = shell.notice(words);
    }
    Ok(Page(ShowRisk::new(shell, &facts, Form::default(), submission(&db), Day::of(actor.now))))
}

fn facts<A: access::Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Facts>
where
    Case: access::Decide<A>,
{
    let desk = desk::open(c, permit)?;
    let escalates = desk.pack.as_ref().is_some_and(|p| p.risk.iter().any(|t| t.escalates.is_some()));
    let since = Day::of(permit.scope().now()).plus_months(-LOOK_BACK);
    Ok(Facts {
        history: store::history(c, permit)?,
        incidents: if escalates { store::incidents(c, permit, since)? } else { Vec::new() },
        desk,
    })
}

/// Keeps what became of a prompt: it was done, or it is dismissed with a reason.
pub async fn close_prompt(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let assessment = Uuid::try_parse(posted.form.value("assessment")).unwrap_or_default();
    let facts = db.view(&case, facts).await?;
    if !facts.history.iter().any(|line| line.assessment_id == assessment && line.prompt_state == "open") {
        let words = "Somebody dealt with this before you. Open the risk page again.";
        return Err(kernel::Error::Conflict(words.to_owned()).into());
    }
    let form = &mut posted.form;
    let state = form.one_of(
        "became",
        |code| ["done", "dismissed"].into_iter().find(|known| *known == code),
        "Choose whether it was done or is dismissed.",
    );
    let why = form.opt_text("why", 1000);
    if state == Some("dismissed") && why.is_empty() {
        form.error("why", "Say why it is not needed.");
    }
    let (Some(state), true) = (state, form.is_good()) else {
        let shell = facts.desk.shell(case.actor(), "Risk").errors(errors(&posted.form));
        let page = ShowRisk::new(shell, &facts, posted.form, submission(&db), Day::of(case.actor().now));
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let back = format!("/cases/{}/risk?done=prompt", case.id());
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let by = (permit.scope().user(), permit.scope().now());
            store::close_prompt(c, permit.tenant(), permit.id(), assessment, (state, &why), by)?;
            Ok(Changed::to(back.clone(), format!("risk prompt {state}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
