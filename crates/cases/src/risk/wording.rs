//! The official wording of a tool's questions, loaded by a service that has the right to use it.

use super::store;
use access::{Actor, Changed, Db, Fault, Query, Submission, shell};
use askama::Template;
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart},
    http::{HeaderMap, Request, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Result};
use packs::model::RiskTool;
use people::web::{errors, submission};
use ui::{Choice, Page, Shell};

/// The most a file of wordings may have.
const MOST_BYTES: usize = 200 << 10;

/// Tools that take a wording, and the form that loads one.
#[derive(Template)]
#[template(path = "list_wordings.html")]
pub struct ListWordings {
    /// The frame.
    pub shell: Shell,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// The tools to choose from.
    pub choices: Vec<Choice>,
    /// The tools, and what is loaded for them.
    pub tools: Vec<ToolWording>,
}

/// A tool that takes a wording.
pub struct ToolWording {
    /// Its name.
    pub name: String,
    /// What is loaded: since when, how many questions.
    pub loaded: String,
    /// Its questions: id and our words.
    pub questions: Vec<(String, String)>,
}

impl ui::Samples for ListWordings {
    const NAME: &'static str = "list-wordings";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form: Form, tools: Vec<ToolWording>| Self {
            shell: Shell::new("Wordings", "Wordings").errors(errors(&form)),
            submission: String::new(),
            form,
            choices: ui::choices(&[("checklist", "Checklist")]),
            tools,
        };
        let tool = || ToolWording {
            name: "Checklist".to_owned(),
            loaded: "2 of 24 questions, loaded on 20 November 2026".to_owned(),
            questions: vec![("injury".to_owned(), "Injured this time".to_owned())],
        };
        let mut wrong = Form::default();
        wrong.error("file", "Line 3: the tool has no question “injry”. Use an id of the list below.");
        vec![
            ("full", page(Form::default(), vec![tool()])),
            ("empty", page(Form::default(), Vec::new())),
            ("errors", page(wrong, vec![tool()])),
        ]
    }
}

/// Shows which tools take a wording and what is loaded.
pub async fn list_wordings(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListWordings>, Fault> {
    let mut page = page(&db, &actor, Form::default()).await?;
    if let Some(words) = crate::desk::notice(query.value("done")) {
        page.shell = page.shell.notice(words);
    }
    Ok(Page(page))
}

/// Tools that take a wording, each once; the same tool may be in several packs.
async fn tools(db: &Db, actor: &Actor) -> Result<Vec<RiskTool>> {
    let (tenant, today) = (actor.tenant, Day::of(actor.now));
    let packs = db.facade().read(move |c| crate::work::packs(c, tenant, today)).await?;
    let mut tools: Vec<RiskTool> = Vec::new();
    for tool in packs.iter().flat_map(|pack| &pack.risk).filter(|tool| tool.wording_may_be_loaded) {
        if !tools.iter().any(|known| known.id == tool.id) {
            tools.push(tool.clone());
        }
    }
    Ok(tools)
}

async fn page(db: &Db, actor: &Actor, form: Form) -> Result<ListWordings> {
    let tenant = actor.tenant;
    let tools = tools(db, actor).await?;
    let loaded = db.facade().read(move |c| store::wordings(c, tenant)).await?;
    let words_of = |tool: &RiskTool| match loaded.iter().find(|(id, ..)| *id == tool.id) {
        Some((_, n, at)) => {
            format!("{n} of {} questions, loaded on {}", tool.questions.len(), Day::of(*at).long())
        }
        None => "Nothing loaded: Alongside's own short words are used.".to_owned(),
    };
    Ok(ListWordings {
        shell: shell(actor, "Wordings", "Wordings")
            .intro("Official questions of risk tools that this service has the right to use.")
            .errors(errors(&form)),
        submission: submission(db),
        choices: tools.iter().map(|tool| Choice::new(&tool.id, &tool.name)).collect(),
        tools: tools
            .iter()
            .map(|tool| ToolWording {
                name: tool.name.clone(),
                loaded: words_of(tool),
                questions: tool.questions.iter().map(|q| (q.id.clone(), q.label.clone())).collect(),
            })
            .collect(),
        form,
    })
}

/// Loads the wording of a tool from a file of two columns: the question's id and its words.
pub async fn load_wording(
    db: Db,
    actor: Actor,
    headers: HeaderMap,
    mut request: Request<Body>,
) -> Result<Response, Fault> {
    DefaultBodyLimit::max(MOST_BYTES + 10_000).apply(&mut request);
    let (mut form, file) = receive(&db, request).await?;
    access::refuse_other_sites(&db, &headers, form.value("csrf"))?;
    let tools = tools(&db, &actor).await?;
    let tool = form.one_of(
        "tool",
        |id| tools.iter().find(|tool| tool.id == id).cloned(),
        "Choose the tool that the wording is for.",
    );
    if form.value("right") != "yes" {
        form.error("right", "Say that this service has the right to use the wording.");
    }
    let words = match &tool {
        Some(tool) => read_words(tool, &file).unwrap_or_else(|words| {
            form.error("file", words);
            Vec::new()
        }),
        None => Vec::new(),
    };
    let (Some(tool), true) = (tool, form.is_good()) else {
        return Ok(Page(page(&db, &actor, form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let sent = Submission::new(form.value("submission"));
    let to = db
        .act(&actor, "load_wording", &sent, move |c, scope| {
            let by = (scope.user(), scope.now());
            store::load_wording(c, scope.tenant(), &tool.id, &words, by)?;
            Ok(Changed::to("/admin/wordings?done=wording", format!("{}: {} questions", tool.id, words.len())))
        })
        .await?;
    Ok(Redirect::to(&to).into_response())
}

/// The fields and the file's bytes; none of either where nothing arrived.
async fn receive(db: &Db, request: Request<Body>) -> Result<(Form, Vec<u8>)> {
    let (mut form, mut file) = (Form::default(), Vec::new());
    let Ok(mut parts) = Multipart::from_request(request, db).await else { return Ok((form, file)) };
    let broken =
        |_| Error::invalid("The file did not arrive whole, or it has more than 200 KB. Send it again.");
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        if name == "file" {
            file = bytes.to_vec();
        } else {
            form.set(&name, String::from_utf8_lossy(&bytes).chars().take(4000).collect::<String>());
        }
    }
    Ok((form, file))
}

/// Reads the file against the tool: every line names one of its questions, once. The error names the line.
fn read_words(tool: &RiskTool, file: &[u8]) -> Result<Vec<(String, String)>, String> {
    if file.is_empty() {
        return Err("Choose a CSV file with two columns: question and words.".to_owned());
    }
    let text = String::from_utf8_lossy(file);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut found: Vec<(String, String)> = Vec::new();
    for (n, record) in (1..).zip(reader.records()) {
        let record =
            record.map_err(|_| format!("Line {n} cannot be read. Save the file as CSV and try again."))?;
        let (id, words) =
            (record.get(0).unwrap_or_default().trim(), record.get(1).unwrap_or_default().trim());
        let known = tool.questions.iter().any(|q| q.id == id);
        match (known, words.is_empty()) {
            (false, _) if n == 1 => {} // The first line may name the columns.
            (false, _) => {
                return Err(format!(
                    "Line {n}: the tool has no question “{id}”. Use an id of the list below."
                ));
            }
            (true, true) => return Err(format!("Line {n}: write the words of “{id}” in the second column.")),
            _ if found.iter().any(|(other, _)| other == id) => {
                return Err(format!("Line {n}: “{id}” is there twice. Keep one of them."));
            }
            _ if words.chars().count() > 1000 => {
                return Err(format!("Line {n}: use 1,000 characters or fewer."));
            }
            _ => found.push((id.to_owned(), words.to_owned())),
        }
    }
    if found.is_empty() {
        return Err("No line names a question of this tool. Use the ids of the list below.".to_owned());
    }
    Ok(found)
}
