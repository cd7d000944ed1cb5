//! The list of imports, and the form that brings a file.

use super::{address, tag};
use crate::{
    model::{Run, RunKind, line},
    read, run,
    store::{self, NewRun},
};
use access::{Actor, Changed, Db, Fault, Query, Submission, TeamId, shell};
use askama::Template;
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart, multipart::Field},
    http::{HeaderMap, Request, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Chance, Day, Error, Form, Result, words::thousands};
use quality::forms::Forms;
use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Write},
    path::PathBuf,
};
use ui::{Choice, Errors, Page, Pagination, Shell, Tag};

/// The most a file may have.
const MOST_BYTES: usize = 200 << 20;

/// Imports on a page.
const SIZE: usize = 25;

/// Every import, newest first, and the form that brings a file.
#[derive(Template)]
#[template(path = "list_imports.html")]
pub struct ListImports {
    /// The frame.
    pub shell: Shell,
    /// Which sending of the form this is.
    pub submission: String,
    /// What was typed before.
    pub form: Form,
    /// Teams to choose from.
    pub teams: Vec<Choice>,
    /// What a file may hold.
    pub kinds: Vec<Choice>,
    /// Review forms by which past reviews may have been filled.
    pub review_forms: Vec<Choice>,
    /// The imports.
    pub rows: Vec<ImportRow>,
    /// Where in the list.
    pub pages: Pagination,
}

/// An import in the list.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Its page.
    pub href: String,
    /// Name of the file or folder.
    pub name: String,
    /// When it was begun.
    pub when: String,
    /// Its rows.
    pub rows: String,
    /// What it holds.
    pub holds: String,
    /// How it stands.
    pub state: Tag,
}

impl ImportRow {
    fn of(run: &Run) -> Self {
        Self {
            href: address(run.run_id),
            name: run.name.clone(),
            when: run.made_at.long(),
            rows: thousands(run.rows_total),
            holds: run::holds(run),
            state: tag(run.state),
        }
    }
}

impl ui::Samples for ListImports {
    const NAME: &'static str = "imports";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, state| ImportRow {
            href: "/imports/0".to_owned(),
            name: name.to_owned(),
            when: "20 November 2026, 10am".to_owned(),
            rows: "1,204".to_owned(),
            holds: "1,180 people, 1,004 cases".to_owned(),
            state: tag(state),
        };
        let page = |rows: Vec<ImportRow>, errors: Errors| Self {
            shell: Shell::new("Imports", "Imports").errors(errors),
            submission: String::new(),
            form: Form::default(),
            teams: vec![Choice::new("t", "Community Safety")],
            kinds: kinds(),
            review_forms: vec![Choice::new("f", "Mid Case Review, version 1")],
            pages: Pagination::new("/imports", 1, SIZE, rows.len(), "imports"),
            rows,
        };
        let long =
            "Anti-social behaviour cases of all housing offices, final version (2) corrected November.xlsx";
        let rows = vec![
            row("asb-cases.csv", crate::RunState::Checked),
            row(long, crate::RunState::Live),
            row("old.csv", crate::RunState::Failed),
        ];
        let wrong = [("file", "Choose a CSV or XLSX file.")].into_iter().collect();
        vec![
            ("full", page(rows, Errors::new())),
            ("empty", page(Vec::new(), Errors::new())),
            ("with errors", page(Vec::new(), wrong)),
        ]
    }
}

/// Shows the list.
pub(crate) async fn list_imports(
    db: Db,
    actor: Actor,
    Query(query): Query,
) -> Result<Page<ListImports>, Fault> {
    let page = query.value("page").parse().unwrap_or(1);
    let mut form = Form::default();
    form.set("kind", RunKind::Cases.code());
    Ok(Page(list(&db, &actor, page, form, Errors::new()).await?))
}

async fn list(db: &Db, actor: &Actor, page: usize, form: Form, errors: Errors) -> Result<ListImports> {
    let (tenant, now) = (db.tenant(), db.clock().now());
    let from = (page.clamp(1, 1 << 20) - 1) * SIZE;
    let today = Day::of(now);
    let (runs, count, teams, forms) = db
        .facade()
        .read(move |c| {
            let (runs, count) = store::list(c, tenant, SIZE as i64, from as i64)?;
            Ok((runs, count, access::bulk::teams(c, tenant, now)?, Forms::read(c, tenant)?))
        })
        .await?;
    Ok(ListImports {
        shell: shell(actor, "Imports", "Imports").errors(errors),
        submission: db.chance().token(),
        form,
        teams: teams.into_iter().map(|team| Choice::new(team.team_id.to_string(), team.name)).collect(),
        kinds: kinds(),
        review_forms: forms
            .in_force(today)
            .iter()
            .map(|form| {
                Choice::new(
                    format!("{}:{}", form.id, form.version),
                    format!("{}, version {}", form.name, form.version),
                )
            })
            .collect(),
        rows: runs.iter().map(ImportRow::of).collect(),
        pages: Pagination::new("/imports", page, SIZE, usize::try_from(count).unwrap_or(0), "imports"),
    })
}

/// What a file may hold.
fn kinds() -> Vec<Choice> {
    [RunKind::Cases, RunKind::Reviews].map(|kind| Choice::new(kind.code(), kind.label())).into()
}

/// A file that was sent: where it lies, and what it was called.
struct Sent {
    path: PathBuf,
    name: String,
}

impl Drop for Sent {
    fn drop(&mut self) {
        // Once its import is begun the path is empty, and whoever checks it takes the file away.
        if !self.path.as_os_str().is_empty() && std::fs::remove_file(&self.path).is_err() {
            tracing::warn!("an uploaded file could not be removed");
        }
    }
}

/// Takes a file, streamed to disk, and asks for its check.
pub(crate) async fn upload(
    db: Db,
    actor: Actor,
    headers: HeaderMap,
    mut request: Request<Body>,
) -> Result<Response, Fault> {
    DefaultBodyLimit::max(MOST_BYTES + (1 << 20)).apply(&mut request);
    let mut form = Form::default();
    let sent = match Multipart::from_request(request, &db).await {
        Ok(mut parts) => receive(&db, &headers, &mut parts, &mut form).await?,
        Err(_) => None,
    };
    access::refuse_other_sites(&db, &headers, form.value("csrf"))?;
    let begun = match sent {
        Some(sent) => begin(&db, &actor, &form, sent).await,
        None => Err(Error::invalid("Choose a CSV or XLSX file.")),
    };
    match begun {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(Error::Invalid(words)) => {
            let errors = [("file", words.as_str())].into_iter().collect();
            Ok(Page(list(&db, &actor, 1, form, errors).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(e) => Err(e.into()),
    }
}

/// Reads the fields as they come; the file goes to disk.
async fn receive(
    db: &Db,
    headers: &HeaderMap,
    parts: &mut Multipart,
    form: &mut Form,
) -> Result<Option<Sent>> {
    let broken = |_| {
        Error::invalid(
            "The file did not arrive whole, or it has more than 200 MB. Send it again, or in parts.",
        )
    };
    let mut sent = None;
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            // The form's own token stands before its file, so nothing of another site's is ever written.
            access::refuse_other_sites(db, headers, form.value("csrf"))?;
            sent = save(db, field).await?;
        } else {
            let text = field.text().await.map_err(broken)?;
            if text.len() > 4_000 {
                return Err(Error::invalid("That is too long to send. Shorten it and try again."));
            }
            form.set(&name, text.replace("\r\n", "\n"));
        }
    }
    Ok(sent)
}

async fn save(db: &Db, mut field: Field<'_>) -> Result<Option<Sent>> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let name = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    let (path, mut file) = private(db.chance())?;
    let sent = Sent { path, name };
    let mut size = 0;
    loop {
        let chunk = field.chunk().await.map_err(|_| {
            Error::invalid(
                "The file did not arrive whole, or it has more than 200 MB. Send it again, or in parts.",
            )
        })?;
        let Some(chunk) = chunk else { break };
        size += chunk.len();
        if size > MOST_BYTES {
            return Err(Error::invalid(
                "The file has more than 200 MB. Send it in parts, or import it by command.",
            ));
        }
        file.write_all(&chunk).map_err(|e| Error::io("the uploaded file", e))?;
    }
    // A browser sends an empty part when nothing was chosen.
    Ok((size > 0 || !sent.name.is_empty()).then_some(sent))
}

/// A new file that only this program's account may read, and where it is.
///
/// The folder belongs to every server of the machine, and chance may repeat there: a name that is taken is tried
/// again with another.
fn private(chance: &Chance) -> Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    loop {
        let path = std::env::temp_dir().join(format!("alongside-upload-{}", chance.token()));
        match options.open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Error::io("the uploaded file", e)),
        }
    }
}

/// Begins the import of a file that arrived. Where its page is.
async fn begin(db: &Db, actor: &Actor, form: &Form, mut sent: Sent) -> Result<String> {
    let (path, name) = (sent.path.clone(), sent.name.clone());
    let looked = tokio::task::spawn_blocking(move || {
        read::scan(&path).map_err(|e| crate::check::named(e, &path, &name))
    });
    let scan = looked.await.map_err(|_| Error::defect("looking at an uploaded file panicked"))??;
    let mut settings = line("by", "browser") + &line("upload", &sent.path.display().to_string());
    let kind = RunKind::parse(form.value("kind")).filter(|kind| *kind != RunKind::Hmis);
    let kind = kind.unwrap_or(RunKind::Cases);
    if kind == RunKind::Reviews {
        settings += &line("form", form.value("review_form"));
    }
    for pair in form.value("map").lines().filter(|pair| !pair.trim().is_empty()) {
        let (ours, theirs) = pair.split_once('=').ok_or_else(|| {
            Error::invalid("Write other headings one on a line, as: Our column = Their heading")
        })?;
        settings += &line("said", &format!("{}={}", ours.trim(), theirs.trim()));
    }
    let new = NewRun {
        run_id: db.chance().uuid(actor.now),
        kind,
        name: sent.name.clone(),
        hash: scan.hash.to_vec(),
        made_by: actor.user,
        made_at: actor.now,
        team: form.value("team").parse::<TeamId>().ok(),
        settings,
    };
    let id = match form.value("submission") {
        "" => db.chance().token(),
        id => id.chars().take(64).collect(),
    };
    let (ours, name, job) = (address(new.run_id), new.name.clone(), db.chance().uuid(actor.now));
    let tenant = db.tenant();
    let to = db
        .act(actor, "import_begin", &Submission::new(&id), move |c, _| {
            run::ask(c, tenant, &new, job)?;
            Ok(Changed::to(address(new.run_id), format!("Brought {name}")))
        })
        .await?;
    // Sent twice, the form leads to the first import, and the second copy of the file goes.
    if to == ours {
        sent.path = PathBuf::new();
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::private;
    use kernel::Chance;

    #[test]
    fn a_name_that_is_taken_is_not_taken_again() {
        let made = [7, 7].map(|seed| private(&Chance::seeded(seed)).unwrap());
        assert_ne!(made[0].0, made[1].0);
        for (path, _) in made {
            std::fs::remove_file(path).unwrap();
        }
    }
}
