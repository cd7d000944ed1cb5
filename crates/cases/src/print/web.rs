//! The visit sheet and the chronology, on the screen and as PDF.

use super::{
    chronology::{self, Asked, Kind, Line, Record},
    store,
    visit::{self, Facts, Printed},
};
use crate::{
    bundle::{make::Material, store as bundle, work as bundle_work},
    decisions,
    desk::cards,
    documents::{self, media::disposition},
    facts,
    letters::{paper::BlocksView, store::read as letters},
    risk,
    store::read,
    tools::Tools,
};
use ::letters::Paper;
use ::packs::Pack;
use access::{Actor, Case, CaseRef, Db, Fault, Permit, Person, PersonRef, Query, Read};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{Form, Result, db::Conn};
use people::{store::glance, web::errors};
use std::sync::Arc;
use ui::{Choice, Page, Shell};

/// Notes of a case that are printed at most.
const MOST_NOTES: i64 = 5000;
/// Entries on a screen at most: a PDF has them all.
const MOST_SHOWN: usize = 150;

/// A paper as a page that a browser prints.
#[derive(Template)]
#[template(path = "print_sheet.html")]
pub struct PrintSheet {
    /// The frame.
    pub shell: Shell,
    /// Where it was opened from.
    pub back: String,
    /// That place in words.
    pub back_words: &'static str,
    /// The same as PDF; empty where there is no typesetter.
    pub pdf: String,
    /// What may be left out; none for a paper without filter.
    pub filter: Option<Filter>,
    /// What it says.
    pub paper: Paper,
    /// What is not shown on the screen; empty for nothing.
    pub cut: String,
}

/// What may be left out of a chronology.
pub struct Filter {
    /// The page's address.
    pub action: String,
    /// What was asked for.
    pub form: Form,
    /// Kinds of entries.
    pub kinds: Vec<Choice>,
}

impl PrintSheet {
    fn parts(&self) -> BlocksView<'_> {
        BlocksView { blocks: &self.paper.blocks, level: 2 }
    }
}

fn printed(actor: &Actor) -> Printed {
    Printed { by: actor.name.clone(), service: actor.service.clone(), at: actor.now }
}

/// Shows the visit sheet of a person: eight statements at most. It is printed for a visit of any of their cases.
pub async fn show_visit(
    db: Db,
    person: PersonRef<Read>,
    tools: Tools,
    Query(query): Query,
) -> Result<Response, Fault> {
    let detail = "visit sheet".to_owned();
    let facts = db.look(&person, detail, visit_facts).await?;
    let paper = visit::paper(&facts, &printed(person.actor()));
    let here = format!("/people/{}/visit", person.id());
    if let Some(pdf) = as_pdf(&tools, &query, &paper, "visit sheet").await? {
        return Ok(pdf);
    }
    let shell = access::shell(person.actor(), &paper.title, "People").quiet("Visit sheet");
    let shell = marked(shell, &paper);
    Ok(Page(PrintSheet {
        shell,
        back: format!("/people/{}", person.id()),
        back_words: "Back to the person",
        pdf: pdf_address(&tools, &here, &[]),
        filter: None,
        cut: String::new(),
        paper,
    })
    .into_response())
}

fn visit_facts(c: &mut dyn Conn, permit: &Permit<Person, Read>) -> Result<Facts> {
    let core = glance::core(c, permit)?;
    let (leave, code_leave) = (permit.reveal_address(c)?, permit.reveal_access_code(c)?);
    let address = core.address.as_ref().map_or_else(
        || "No address is recorded.".to_owned(),
        |a| {
            let lines = a.lines.show(leave.as_ref()).cloned();
            format!("{}: {}", a.kind.label(), lines.unwrap_or_else(|| "withheld for safety".to_owned()))
        },
    );
    let door = core.address.as_ref().and_then(|a| a.code.as_ref()).and_then(|c| c.show(code_leave.as_ref()));
    Ok(Facts {
        address,
        code: door.cloned().unwrap_or_default(),
        signs: glance::signs(c, permit)?,
        methods: glance::methods(c, permit)?,
        times: store::safe_times(c, permit)?,
        actions: cards::of_person(c, permit)?.1,
        latest: read::recent(c, permit, i64::try_from(visit::LATEST).unwrap_or(4))?.latest,
        core,
    })
}

/// Shows the chronology of a case: ten statements at most.
pub async fn show_chronology(
    db: Db,
    case: CaseRef<Read>,
    tools: Tools,
    Query(mut form): Query,
) -> Result<Response, Fault> {
    let asked = Asked {
        from: form.opt_day("from"),
        to: form.opt_day("to"),
        kind: Kind::parse(form.value("kind")),
        outside: form.value("outside") == "yes",
    };
    let detail = if asked.outside { "chronology for somebody outside" } else { "chronology" }.to_owned();
    let (record, pack) = db.look(&case, detail, record).await?;
    let mut lines = chronology::lines(&record, pack.as_deref(), &asked);
    let made = |lines: &[Line]| chronology::paper(&record, lines, &asked, &printed(case.actor()));
    let here = format!("/cases/{}/chronology", case.id());
    let whole = made(&lines);
    if let Some(pdf) = as_pdf(&tools, &form, &whole, &format!("chronology {}", whole.reference)).await? {
        return Ok(pdf);
    }
    let all = lines.len();
    lines.truncate(MOST_SHOWN);
    let paper = if all > MOST_SHOWN { made(&lines) } else { whole };
    let kept: Vec<(&str, &str)> =
        form.pairs().filter(|(name, value)| *name != "as" && !value.is_empty()).collect();
    let shell = access::shell(case.actor(), &paper.title, "Cases")
        .at("/caseloads")
        .intro(&paper.reference)
        .errors(errors(&form));
    Ok(Page(PrintSheet {
        shell: marked(shell, &paper),
        back: format!("/cases/{}", case.id()),
        back_words: "Back to the case",
        pdf: pdf_address(&tools, &here, &kept),
        cut: cut(all, &tools),
        filter: Some(Filter { action: here, kinds: kinds(), form }),
        paper,
    })
    .into_response())
}

fn kinds() -> Vec<Choice> {
    Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect()
}

fn cut(all: usize, tools: &Tools) -> String {
    if all <= MOST_SHOWN {
        return String::new();
    }
    let rest = if tools.printer.is_some() { "the PDF has them all" } else { "choose days to see the others" };
    format!("The first {MOST_SHOWN} of {all} entries are shown here: {rest}.")
}

fn record(c: &mut dyn Conn, permit: &Permit<Case, Read>) -> Result<(Record, Option<Arc<Pack>>)> {
    let (frame, pack) = letters::frame(c, permit)?;
    let mut decisions = decisions::store::all(c, permit)?;
    decisions.retain(|decision| decision.decided_on.is_some());
    let material = Material {
        frame,
        work: bundle_work::Work::default(),
        letters: Vec::new(),
        notes: read::diary(c, permit, MOST_NOTES)?.latest,
        decisions,
        documents: documents::store::list(c, permit)?,
        pictures: Vec::new(),
        names: bundle::names(c, permit)?,
        reach: letters::reach(c, permit)?,
    };
    let (risk, happened) = (risk::store::history(c, permit)?, store::happened(c, permit)?);
    let facts = facts::store::told(c, permit.tenant(), permit.id())?;
    Ok((Record { material, risk, happened, facts }, pack))
}

/// Who printed it and when, at the foot of what a browser prints.
fn marked(mut shell: Shell, paper: &Paper) -> Shell {
    shell.printed = if paper.reference.is_empty() {
        format!("{}.", paper.date)
    } else {
        format!("{}. {}.", paper.reference, paper.date)
    };
    shell
}

fn pdf_address(tools: &Tools, here: &str, kept: &[(&str, &str)]) -> String {
    if tools.printer.is_none() {
        return String::new();
    }
    let pairs: Vec<(&str, &str)> = kept.iter().copied().chain([("as", "pdf")]).collect();
    ui::query(here, &pairs)
}

/// The paper as PDF, where that was asked for and there is a typesetter.
async fn as_pdf(tools: &Tools, query: &Form, paper: &Paper, name: &str) -> Result<Option<Response>, Fault> {
    let Some(printer) = tools.printer.as_ref().filter(|_| query.value("as") == "pdf") else {
        return Ok(None);
    };
    let content = printer.print(paper.clone()).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition("inline", &format!("{name}.pdf"))),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok(Some((headers, content).into_response()))
}

impl ui::Samples for PrintSheet {
    const NAME: &'static str = "print-sheet";
    fn samples() -> Vec<(&'static str, Self)> {
        let text = |words: &str| vec![::letters::Block::Words { text: words.to_owned() }];
        let page = |title: &str, blocks, filter: Option<Form>| {
            let by = Printed {
                by: "Priya Shah".to_owned(),
                service: "Alongside".to_owned(),
                at: kernel::Instant::from_micros(1_795_000_000_000_000),
            };
            let paper = by.paper(title.to_owned(), "LL-K7QM2-4DXA".to_owned(), blocks);
            let form = filter.clone().unwrap_or_default();
            Self {
                shell: marked(Shell::new(title, "Cases"), &paper).errors(errors(&form)),
                back: "/cases/0".to_owned(),
                back_words: "Back to the case",
                pdf: "/cases/0/chronology?as=pdf".to_owned(),
                filter: filter.map(|form| Filter { action: "/cases/0".to_owned(), form, kinds: kinds() }),
                cut: String::new(),
                paper,
            }
        };
        let mut wrong = Form::default();
        wrong.set("from", "31/02/2026");
        wrong.error("from", "Enter a real date, like 22 11 2026 or 22 November 2026.");
        let long = "Wolfeschlegelsteinhausenbergerdorff-Aurelianopolis ".repeat(6);
        vec![
            ("visit sheet", page("Visit: Amina Okafor", text("Likes to be called Mina"), None)),
            ("nothing yet", page("Chronology", text("0 entries."), Some(Form::default()))),
            ("errors", page("Chronology", text("0 entries."), Some(wrong))),
            ("long names", page("Chronology", text(&long), Some(Form::default()))),
        ]
    }
}
