//! Choosing what a bundle has in it, and the bundle itself.

use super::{
    make::{Chosen, Material, Whole, paper},
    store,
    work::Work,
};
use crate::{
    decisions,
    documents::{self, media::disposition},
    letters::{paper::PrintView, store::read as letters},
    plan::store as plan,
    powers::store as powers,
    risk::store as risk,
    store::read,
    tools::Tools,
};
use access::{Case, CaseRef, Db, Fault, Permit, PersonId, Posted, Read};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Day, Error, Form, Result, db::Conn};
use people::web::errors;
use ui::{Page, Shell};
use uuid::Uuid;

/// Notes offered at most.
const MOST_NOTES: i64 = 200;

/// The form that chooses what is in a bundle.
#[derive(Template)]
#[template(path = "bundle/choose.html")]
pub struct ChooseBundle {
    /// The frame.
    pub shell: Shell,
    /// The case's page.
    pub case_href: String,
    /// Where the form is sent.
    pub target: String,
    /// What was typed.
    pub form: Form,
    /// Letters, notes, decisions and documents, each under its heading.
    pub groups: Vec<Group>,
    /// People who can be left out.
    pub people: Vec<Item>,
    /// Whether there is no typesetter: it is a page to print.
    pub no_printer: bool,
}

/// Things of a kind.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are.
    pub heading: &'static str,
    /// The things.
    pub items: Vec<Item>,
}

/// Something that can be ticked.
#[derive(Clone, Debug)]
pub struct Item {
    /// The field's name.
    pub name: String,
    /// Its words.
    pub label: String,
    /// Whether it is ticked.
    pub on: bool,
}

/// Reads what a bundle may be made of: eight statements at most; one more with pictures, and up to four for the plan,
/// the risk and the powers, where they are asked for.
fn material(
    c: &mut dyn Conn,
    permit: &Permit<Case, Read>,
    pictures: bool,
    asked: &Chosen,
) -> Result<(Material, Vec<(PersonId, String)>)> {
    let people = letters::recipients(c, permit)?;
    let people = people.into_iter().map(|p| (p.person, format!("{} ({})", p.name, p.role.to_lowercase())));
    let people = people.collect();
    let mut decisions = decisions::store::all(c, permit)?;
    decisions.retain(|decision| decision.decided_on.is_some());
    let material = Material {
        frame: letters::frame(c, permit)?.0,
        letters: store::sent(c, permit)?,
        work: work(c, permit, asked)?,
        notes: read::diary(c, permit, MOST_NOTES)?.latest,
        decisions,
        documents: documents::store::list(c, permit)?,
        pictures: if pictures { store::pictures(c, permit)? } else { Vec::new() },
        names: store::names(c, permit)?,
        reach: letters::reach(c, permit)?,
    };
    Ok((material, people))
}

fn work(c: &mut dyn Conn, permit: &Permit<Case, Read>, asked: &Chosen) -> Result<Work> {
    let plan = if asked.whole.contains(&Whole::Plan) {
        let (head, _) = plan::framed(c, permit)?;
        let (goals, steps) = plan::goals(c, permit)?;
        Some((head, goals, steps))
    } else {
        None
    };
    Ok(Work {
        plan,
        risk: asked.whole.contains(&Whole::Risk).then(|| risk::history(c, permit)).transpose()?,
        powers: asked.whole.contains(&Whole::Powers).then(|| powers::uses(c, permit)).transpose()?,
    })
}

/// What was done in a case as a whole: the field's name and its words.
const WHOLE: [(Whole, &str, &str); 3] = [
    (Whole::Plan, "has-plan", "The plan"),
    (Whole::Risk, "has-risk", "Assessments of risk"),
    (Whole::Powers, "has-powers", "Tools and powers"),
];

impl ChooseBundle {
    fn new(
        shell: Shell,
        case: access::CaseId,
        material: &Material,
        people: &[(PersonId, String)],
        form: Form,
    ) -> Self {
        let fresh = form.value("sent").is_empty();
        let item = |id: Uuid, label: String| {
            let name = format!("part-{}", id.simple());
            Item { on: form.value(&name) == "yes", name, label }
        };
        let whole = |(_, name, label): (Whole, &str, &str)| Item {
            on: form.value(name) == "yes",
            name: name.to_owned(),
            label: label.to_owned(),
        };
        let groups = vec![
            Group { heading: "The work as a whole", items: WHOLE.map(whole).into() },
            Group {
                heading: "Letters that were sent",
                items: (material.letters.iter())
                    .map(|l| item(l.letter_id, format!("{}, {}", l.title, Day::of(l.sent_at).long())))
                    .collect(),
            },
            Group {
                heading: "Notes and contacts",
                items: (material.notes.iter())
                    .map(|n| {
                        let start: String = n.summary.chars().take(60).collect();
                        item(n.contact_id, format!("{}: {start}", n.occurred_at.long()))
                    })
                    .collect(),
            },
            Group {
                heading: "Decisions",
                items: (material.decisions.iter())
                    .map(|d| item(d.decision_id, format!("{}: {}", d.kind_name, d.decided)))
                    .collect(),
            },
            Group {
                heading: "Documents",
                items: (material.documents.iter())
                    .map(|d| {
                        item(d.document_id.uuid(), format!("{}, {}", d.title, d.kind.label().to_lowercase()))
                    })
                    .collect(),
            },
        ];
        let lead = material.frame.lead;
        let people = people
            .iter()
            .map(|(person, label)| {
                let name = format!("hide-{person}");
                // Everybody but the person the case is about is left out until somebody says otherwise.
                let on = if fresh { *person != lead } else { form.value(&name) == "yes" };
                Item { name, label: label.clone(), on }
            })
            .collect();
        Self {
            shell: shell.errors(errors(&form)),
            case_href: format!("/cases/{case}"),
            target: format!("/cases/{case}/bundle"),
            form,
            groups: groups.into_iter().filter(|group| !group.items.is_empty()).collect(),
            people,
            no_printer: false,
        }
    }
}

/// Shows the form.
pub async fn choose_bundle(db: Db, case: CaseRef<Read>, tools: Tools) -> Result<Page<ChooseBundle>, Fault> {
    let (material, people) =
        db.view(&case, |c, permit| material(c, permit, false, &Chosen::default())).await?;
    Ok(Page(page(&case, &material, &people, Form::default(), &tools)))
}

fn page(
    case: &CaseRef<Read>,
    material: &Material,
    people: &[(PersonId, String)],
    form: Form,
    tools: &Tools,
) -> ChooseBundle {
    let shell = access::shell(case.actor(), "Make a bundle", "Cases")
        .at("/caseloads")
        .intro(&material.frame.reference);
    let mut page = ChooseBundle::new(shell, case.id(), material, people, form);
    page.no_printer = tools.printer.is_none();
    page
}

/// Makes the bundle and hands it over. It changes nothing; the audit says that it was made, and of what.
pub async fn make_bundle(
    db: Db,
    case: CaseRef<Read>,
    tools: Tools,
    posted: Posted,
) -> Result<Response, Fault> {
    let mut form = posted.form;
    let mut chosen = read_form(&mut form);
    let pictures = chosen.confirmed || chosen.hidden.is_empty();
    let detail = format!("bundle of {} parts, {} people left out", chosen.parts.len(), chosen.hidden.len());
    let asked = chosen.clone();
    let read = db.look(&case, detail, move |c, permit| material(c, permit, pictures, &asked));
    let (material, people) = read.await?;
    if !form.is_good() {
        let page = page(&case, &material, &people, form, &tools);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    // Whoever the asker may not know of is left out always.
    let known = |person: &PersonId| people.iter().any(|(id, _)| id == person);
    let mut unknown: Vec<PersonId> =
        material.names.iter().map(|(person, ..)| *person).filter(|person| !known(person)).collect();
    unknown.dedup();
    chosen.hidden.extend(unknown);
    let paper = paper(&material, &chosen, Day::of(case.actor().now));
    let name =
        |ending: &str| disposition("attachment", &format!("bundle {}.{ending}", material.frame.reference));
    let (kind, how, content) = if let Some(printer) = &tools.printer {
        ("application/pdf", name("pdf"), printer.print(paper).await?)
    } else {
        let page = PrintView { paper }.render();
        let page = page.map_err(|e| Error::defect(format!("a bundle as a page: {e}")))?;
        ("text/html; charset=utf-8", name("html"), page.into_bytes())
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, how),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, content).into_response())
}

fn read_form(form: &mut Form) -> Chosen {
    form.set("sent", "yes");
    let ticked = |prefix: &str| -> Vec<String> {
        let yes = form.pairs().filter(|(_, value)| *value == "yes");
        yes.filter_map(|(name, _)| name.strip_prefix(prefix)).map(str::to_owned).collect()
    };
    let parts: Vec<Uuid> = ticked("part-").iter().filter_map(|id| Uuid::try_parse(id).ok()).collect();
    let hidden: Vec<PersonId> = ticked("hide-").iter().filter_map(|id| id.parse().ok()).collect();
    let all = WHOLE.iter().filter(|(_, name, _)| form.value(name) == "yes");
    let whole: Vec<Whole> = all.map(|(part, ..)| *part).collect();
    if parts.is_empty() && whole.is_empty() {
        form.error("title", "Tick at least one part of the case, letter, note, decision or document below.");
    }
    let title = form.need_text("title", 200, "Give the bundle a title.");
    Chosen { title, parts, hidden, confirmed: form.value("confirmed") == "yes", whole }
}

impl ui::Samples for ChooseBundle {
    const NAME: &'static str = "bundle";
    fn samples() -> Vec<(&'static str, Self)> {
        let item = |name: &str, label: &str, on| Item { name: name.to_owned(), label: label.to_owned(), on };
        let page = |groups, people, form: Form| Self {
            shell: Shell::new("Make a bundle", "Cases").intro("ASB-K7QM2-4DXA").errors(errors(&form)),
            case_href: "/cases/0".to_owned(),
            target: "/cases/0/bundle".to_owned(),
            form,
            groups,
            people,
            no_printer: true,
        };
        let group = || Group {
            heading: "Letters that were sent",
            items: vec![item(
                "part-1",
                "What we agreed at our meeting about the lock, 20 November 2026",
                true,
            )],
        };
        let mut wrong = Form::default();
        wrong.error("title", "Give the bundle a title.");
        vec![
            ("empty", page(Vec::new(), Vec::new(), Form::default())),
            (
                "full",
                page(vec![group()], vec![item("hide-1", "Dean Marsh (witness)", true)], Form::default()),
            ),
            ("errors", page(vec![group()], Vec::new(), wrong)),
        ]
    }
}
