//! Pages about documents: the list, one document with its versions, and the files themselves.

mod upload;

pub use upload::{add_document, add_version};

use super::{
    media::{self, disposition},
    model::{DocumentId, Kind},
    scan::Scanned,
    store::{self, DocumentLine, VersionLine},
};
use crate::web::nav::case_nav;
use access::{CaseId, CaseRef, Db, Fault, Query, Read};
use askama::{Template, filters::HtmlSafe};
use axum::{
    extract::RawPathParams,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use kernel::{Error, Form, Result};
use people::web::{errors, submission};
use ui::{Choice, Page, Shell, SubNav, Tag};

/// The documents of a case, and the form that puts one in.
#[derive(Template)]
#[template(path = "documents/list.html")]
pub struct ListDocuments {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub nav: SubNav,
    /// Where a bundle is made.
    pub bundle: String,
    /// Where a document is put in.
    pub target: String,
    /// Which sending of the form this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// Kinds of document.
    pub kinds: Vec<Choice>,
    /// The documents, newest first.
    pub documents: Vec<DocumentRow>,
    /// Whether the case is closed: nothing is put in.
    pub closed: bool,
}

/// A document in a list.
#[derive(Clone, Debug)]
pub struct DocumentRow {
    /// Its page.
    pub href: String,
    /// What people call it.
    pub title: String,
    /// Kind, file, size.
    pub what: String,
    /// When it was put in, and by whom.
    pub when: String,
    /// What the virus check said.
    pub scan: Tag,
}

impl DocumentRow {
    fn new(case: CaseId, line: &DocumentLine) -> Self {
        let version = if line.latest > 1 { format!(", version {}", line.latest) } else { String::new() };
        Self {
            href: address(case, line.document_id),
            title: line.title.clone(),
            what: format!("{}, {}, {}{version}", line.kind, file_words(&line.media), size(line.size)),
            when: format!("{}, {}", line.added_at.long(), line.added_by),
            scan: scan_tag(line.scan),
        }
    }
}

/// The latest documents, as a card for other pages. Made from [`store::list`]: one statement.
#[derive(Clone, Debug, Template)]
#[template(path = "documents/card.html")]
pub struct Card {
    /// The case's documents.
    pub all: String,
    /// The latest three.
    pub latest: Vec<DocumentRow>,
}

impl HtmlSafe for Card {}

impl Card {
    /// A card of the latest documents.
    pub fn new(case: CaseId, lines: &[DocumentLine]) -> Self {
        let latest = lines.iter().take(3).map(|line| DocumentRow::new(case, line)).collect();
        Self { all: format!("/cases/{case}/documents"), latest }
    }
}

/// A document's page.
pub fn address(case: CaseId, document: DocumentId) -> String {
    format!("/cases/{case}/documents/{document}")
}

fn file_words(code: &str) -> &'static str {
    media::known(code).map_or("file", |media| media.label)
}

/// `820 bytes`, `12 KB`, `3.4 MB`.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => kernel::words::count(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn scan_tag(scan: Scanned) -> Tag {
    match scan {
        Scanned::Not => Tag::warn(scan.label()),
        Scanned::Clean => Tag::good(scan.label()),
        Scanned::Refused | Scanned::Held => Tag::bad(scan.label()),
    }
}

fn kinds() -> Vec<Choice> {
    let chosen = Kind::ALL.iter().filter(|kind| **kind != Kind::Bundle);
    chosen.map(|kind| Choice::new(kind.code(), kind.label())).collect()
}

/// The document that the address names.
fn document_id(params: &RawPathParams) -> Result<DocumentId> {
    let text = params.iter().find(|(name, _)| *name == "document_id").map(|(_, value)| value.to_owned());
    text.ok_or(Error::NotFound)?.parse()
}

impl ListDocuments {
    fn new(
        shell: Shell,
        case: CaseId,
        closed: bool,
        documents: &[DocumentLine],
        (form, submission): (Form, String),
    ) -> Self {
        Self {
            shell: shell.errors(errors(&form)),
            nav: case_nav(case, "/documents"),
            bundle: format!("/cases/{case}/bundle"),
            target: format!("/cases/{case}/documents"),
            submission,
            form,
            kinds: kinds(),
            documents: documents.iter().map(|line| DocumentRow::new(case, line)).collect(),
            closed,
        }
    }

    /// Reads the page: two statements.
    async fn read<A: access::Action>(
        db: &Db,
        case: &access::Ref<access::Case, A>,
        form: Form,
    ) -> Result<Self, Fault>
    where
        access::Case: access::Decide<A>,
    {
        let ((reference, closed), documents) =
            db.view(case, |c, permit| Ok((store::case(c, permit)?, store::list(c, permit)?))).await?;
        let shell = access::shell(case.actor(), "Documents", "Cases").at("/caseloads").intro(&reference);
        Ok(Self::new(shell, case.id(), closed, &documents, (form, submission(db))))
    }
}

/// Shows the case's documents.
pub async fn list_documents(
    db: Db,
    case: CaseRef<Read>,
    Query(query): Query,
) -> Result<Page<ListDocuments>, Fault> {
    let mut page = ListDocuments::read(&db, &case, Form::default()).await?;
    if query.value("done") == "added" {
        page.shell = page.shell.notice("The document is kept with the case.");
    }
    Ok(Page(page))
}

/// One document, with its versions.
#[derive(Template)]
#[template(path = "documents/show.html")]
pub struct ShowDocument {
    /// The frame.
    pub shell: Shell,
    /// The case's documents.
    pub list_href: String,
    /// Where a new version is put in.
    pub target: String,
    /// Which sending of the form this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// What kind of document.
    pub kind: Tag,
    /// The picture to show; empty when the latest version is none.
    pub picture: String,
    /// The beginning of its words; empty when the latest version is no text.
    pub text: String,
    /// Its versions, newest first.
    pub versions: Vec<VersionRow>,
    /// Whether the case is closed: nothing is put in.
    pub closed: bool,
}

/// A version of a document.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// Which.
    pub version: i64,
    /// The file's name, kind and size.
    pub what: String,
    /// What is new in it.
    pub note: String,
    /// When it was put in, and by whom.
    pub when: String,
    /// What the virus check said.
    pub scan: Tag,
    /// What it said in words.
    pub scan_words: String,
    /// Where it is downloaded; empty when it is kept apart.
    pub download: String,
    /// Where it is opened in the browser; empty when it cannot be.
    pub open: String,
}

impl VersionRow {
    fn new(base: &str, line: &VersionLine) -> Self {
        let at = format!("{base}/versions/{}", line.version);
        let shown = media::known(&line.media).is_some_and(shows);
        let served = line.scan.is_served();
        Self {
            version: line.version,
            what: format!("{} ({}, {})", line.name, file_words(&line.media), size(line.size)),
            note: line.note.clone(),
            when: format!("{}, {}", line.added_at.long(), line.added_by),
            scan: scan_tag(line.scan),
            scan_words: line.scan_words.clone(),
            open: if served && shown { format!("{at}?show=1") } else { String::new() },
            download: if served { at } else { String::new() },
        }
    }
}

/// Whether the page shows the beginning of its words.
fn reads(media: &str) -> bool {
    matches!(media, "text/plain" | "text/csv")
}

/// Characters of a text that the page shows.
const SHOWN: usize = 4_000;

/// The beginning of a text, with what is left out said.
fn beginning(piece: &[u8]) -> String {
    let text = String::from_utf8_lossy(piece);
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push_str("\n… The rest is in the file.");
    }
    shown
}

/// Whether a browser may show it: pictures and PDFs.
fn shows(media: media::Media) -> bool {
    media.picture || media.code == "application/pdf"
}

impl ShowDocument {
    /// Reads the page: two statements, and two more to show the beginning of a text.
    async fn read<A: access::Action>(
        db: &Db,
        case: &access::Ref<access::Case, A>,
        document: DocumentId,
        form: Form,
    ) -> Result<Self, Fault>
    where
        access::Case: access::Decide<A>,
    {
        let ((reference, closed), versions, text) = db
            .view(case, move |c, permit| {
                let versions = store::versions(c, permit, document)?;
                let text = match versions.first() {
                    Some(latest) if reads(&latest.media) => {
                        beginning(&store::first_piece(c, permit, document, latest.version)?)
                    }
                    _ => String::new(),
                };
                Ok((store::case(c, permit)?, versions, text))
            })
            .await?;
        let Some(latest) = versions.first() else { return Err(Error::NotFound.into()) };
        let base = address(case.id(), document);
        let rows: Vec<VersionRow> = versions.iter().map(|line| VersionRow::new(&base, line)).collect();
        let picture = media::known(&latest.media).is_some_and(|media| media.picture);
        let picture = if picture { rows[0].open.clone() } else { String::new() };
        let shell = access::shell(case.actor(), &latest.title, "Cases").quiet("Document").at("/caseloads");
        Ok(Self {
            shell: shell.intro(&reference).errors(errors(&form)),
            list_href: format!("/cases/{}/documents", case.id()),
            target: format!("{base}/versions"),
            submission: submission(db),
            form,
            kind: Tag::plain(latest.kind.label()),
            picture,
            text,
            versions: rows,
            closed,
        })
    }
}

/// Shows a document.
pub async fn show_document(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowDocument>, Fault> {
    let mut page = ShowDocument::read(&db, &case, document_id(&params)?, Form::default()).await?;
    if query.value("done") == "version" {
        page.shell = page.shell.notice("The new version is kept. The ones before stay.");
    }
    Ok(Page(page))
}

/// Nothing of a file may run or reach out, whatever it is.
const SHUT: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The same for PDFs, without the sandbox: browsers that show PDFs themselves refuse to in one, and they run nothing
/// of it in this site's name.
const SHUT_PDF: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// A version's file, to keep or, with `?show=1`, to look at. What the virus check refused is not served.
pub async fn show_file(
    db: Db,
    case: CaseRef<Read>,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Response, Fault> {
    let document = document_id(&params)?;
    let version = params.iter().find(|(name, _)| *name == "version").and_then(|(_, text)| text.parse().ok());
    let version: i64 = version.ok_or(Error::NotFound)?;
    let detail = format!("document {document} version {version}");
    let (file, content) =
        db.look(&case, detail, move |c, permit| store::file(c, permit, document, version)).await?;
    if !file.scan.is_served() {
        let words = if file.scan == Scanned::Held {
            "The virus check did not work, so this file is kept apart. Put it in again when the check works."
        } else {
            "The virus check refused this file, so it is kept apart. Ask whoever sent it for another copy."
        };
        return Err(Error::invalid(words).into());
    }
    let kind = media::known(&file.media);
    let shown = query.value("show") == "1" && kind.is_some_and(shows);
    let how = disposition(if shown { "inline" } else { "attachment" }, &file.name);
    let mut headers = HeaderMap::new();
    let code = kind.map_or("application/octet-stream", |media| media.code);
    // A text file is always UTF-8 here: its bytes were read as such when it came.
    let code = if code == "text/plain" { "text/plain; charset=utf-8" } else { code };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(code));
    let how = HeaderValue::from_str(&how).map_err(|_| Error::defect("a file's name as a header"))?;
    headers.insert(header::CONTENT_DISPOSITION, how);
    let policy = if shown && code == "application/pdf" { SHUT_PDF } else { SHUT };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((headers, content).into_response())
}

impl ui::Samples for ListDocuments {
    const NAME: &'static str = "documents";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |title: &str, scan| DocumentRow {
            href: "/cases/0/documents/0".to_owned(),
            title: title.to_owned(),
            what: "Evidence, Picture, 1.2 MB, version 2".to_owned(),
            when: "20 November 2026, 10am, Priya Shah".to_owned(),
            scan: scan_tag(scan),
        };
        let page = |documents, form: Form, closed| Self {
            shell: Shell::new("Documents", "Cases").intro("ASB-K7QM2-4DXA").errors(errors(&form)),
            nav: case_nav(kernel::Id::from_uuid(access::NOBODY), "/documents"),
            bundle: "/cases/0/bundle".to_owned(),
            target: "/cases/0/documents".to_owned(),
            submission: String::new(),
            form,
            kinds: kinds(),
            documents,
            closed,
        };
        let mut wrong = Form::default();
        wrong.error("file", "Choose a file.");
        wrong.error("title", "Say what it is, in a few words.");
        let long =
            "Photograph of the street door at Larch Court after the second break-in, taken by a neighbour";
        let all = Scanned::ALL.iter().map(|scan| row("The street door", *scan)).collect();
        vec![
            ("empty", page(Vec::new(), Form::default(), false)),
            ("full", page(all, Form::default(), false)),
            ("errors", page(Vec::new(), wrong, false)),
            ("long names", page(vec![row(long, Scanned::Clean)], Form::default(), true)),
        ]
    }
}

impl ui::Samples for ShowDocument {
    const NAME: &'static str = "show-document";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |version, scan: Scanned, open: &str| VersionRow {
            version,
            what: "door.jpg (Picture, 1.2 MB)".to_owned(),
            note: "Brighter".to_owned(),
            when: "20 November 2026, 10am, Priya Shah".to_owned(),
            scan: scan_tag(scan),
            scan_words: "stream: Test FOUND".to_owned(),
            download: open.to_owned(),
            open: open.to_owned(),
        };
        let page = |versions, picture: &str, form: Form, closed| Self {
            shell: Shell::new("The street door", "Cases").quiet("Document").errors(errors(&form)),
            list_href: "/cases/0/documents".to_owned(),
            target: "/cases/0/documents/0/versions".to_owned(),
            submission: String::new(),
            form,
            kind: Tag::plain("Evidence"),
            picture: picture.to_owned(),
            text: if picture.is_empty() {
                "Day,What\n2 July,\"Loud music\"".to_owned()
            } else {
                String::new()
            },
            versions,
            closed,
        };
        let mut wrong = Form::default();
        wrong.error("file", "Choose a file.");
        let at = "/cases/0/documents/0/versions/1";
        let both = vec![row(2, Scanned::Refused, ""), row(1, Scanned::Clean, at)];
        vec![
            ("versions", page(both, "", Form::default(), false)),
            ("errors", page(vec![row(1, Scanned::Not, at)], "", wrong, false)),
            ("closed", page(vec![row(1, Scanned::Clean, at)], "", Form::default(), true)),
        ]
    }
}
