//! The text of a pack, being edited part by part: kept as a draft, checked, with what is wrong beside it.

pub mod part;
pub mod whole;

use super::{live, nobody, param};
use crate::{
    kinds::parts::{self, Part},
    work::store::packs as published,
};
use ::packs::{Pack, Problem};
use access::{Actor, Db, Fault, NOBODY, Query, Scope};
use askama::Template;
use axum::extract::RawPathParams;
use kernel::{Day, Error, Result, db::Conn, words::count};
use people::web::submission;
use ui::{Page, Shell};

/// The parts of a text, with what is wrong in them.
#[derive(Template)]
#[template(path = "edit_kind.html")]
pub struct EditKind {
    /// The frame.
    pub shell: Shell,
    /// Where it is checked, and where a whole text is put in.
    pub action: String,
    /// Where the draft is thrown away.
    pub drop_action: String,
    /// The whole text as a file.
    pub file: String,
    /// The kind's page.
    pub back: String,
    /// Which sending this is.
    pub submission: String,
    /// Parts by what they are.
    pub groups: Vec<Group>,
    /// What is wrong.
    pub problems: Vec<Wrong>,
    /// When the draft was kept; empty when there is none.
    pub kept: String,
}

/// Parts of one table: all stages, all clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they are.
    pub name: String,
    /// Each with its address, its name, and whether it differs from the version in force.
    pub parts: Vec<(String, String, bool)>,
}

/// Something wrong, and where to put it right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The part's address.
    pub href: String,
    /// Its name.
    pub part: String,
    /// The line within the part, from 1.
    pub line: usize,
    /// The field.
    pub field: String,
    /// What is wrong, and what to do.
    pub words: (String, String),
}

impl ui::Samples for EditKind {
    const NAME: &'static str = "edit-kind";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |text: &str, problems: &[Problem]| {
            Self::new(
                Shell::new("Larch lettings: edit", "Settings"),
                "larch",
                (text, "id = \"larch\"\n"),
                problems,
            )
        };
        let wrong = Problem {
            line: 3,
            field: "stages[0].needs[0]".to_owned(),
            words: "There is no form “assess”.".to_owned(),
            remedy: "Use one of: assessment, duty.".to_owned(),
        };
        let text = "id = \"larch\"\n[[stages]]\nid = \"help\"\n";
        let whole = ::packs::SHIPPED.first().map_or("", |(_, text)| text);
        vec![("as it ships", page(whole, &[])), ("problems", page(text, &[wrong]))]
    }
}

impl EditKind {
    /// A page of a text, beside the version in force.
    fn new(shell: Shell, id: &str, (text, live): (&str, &str), problems: &[Problem]) -> Self {
        let all = parts::parts(text);
        let mut groups: Vec<Group> = Vec::new();
        for part in &all {
            let name = if part.table.is_empty() { "head" } else { &part.table };
            let row = (address(id, part), title(part), differs(live, text, part));
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.parts.push(row),
                None => groups.push(Group { name: name.to_owned(), parts: vec![row] }),
            }
        }
        Self {
            shell,
            action: format!("/admin/packs/{id}/edit"),
            drop_action: format!("/admin/packs/{id}/draft"),
            file: format!("/admin/packs/{id}/text"),
            back: format!("/admin/packs/{id}"),
            submission: String::new(),
            groups,
            problems: problems.iter().map(|problem| Wrong::new(id, &all, problem)).collect(),
            kept: String::new(),
        }
    }
}

impl Wrong {
    fn new(id: &str, all: &[Part], problem: &Problem) -> Self {
        let part = parts::of_line(all, problem.line);
        Self {
            href: part.map(|part| address(id, part)).unwrap_or_default(),
            part: part.map(title).unwrap_or_default(),
            line: problem.line.saturating_sub(part.map_or(0, |part| part.lines.start)).max(1),
            field: problem.field.clone(),
            words: (problem.words.clone(), problem.remedy.clone()),
        }
    }
}

/// Whether a part's words are not those of the version in force.
fn differs(live: &str, text: &str, part: &Part) -> bool {
    let words = |text, part: &Part| parts::words(text, part).trim_end().to_owned();
    parts::find(live, &part.key).is_none_or(|old| words(live, &old) != words(text, part))
}

fn address(id: &str, part: &Part) -> String {
    format!("/admin/packs/{id}/edit/{}", part.key)
}

fn title(part: &Part) -> String {
    let name = if part.id.is_empty() { part.key.as_str() } else { part.id.as_str() };
    name.to_owned()
}

/// A pack being edited.
pub(super) struct Editing {
    /// The pack's name.
    pub name: String,
    /// The text as it stands: the draft, or the version in force with the next number.
    pub text: String,
    /// The text of the version in force, with the next number.
    pub live: String,
    /// When the draft was kept; empty when there is none.
    pub kept: String,
    /// The number the text has to have.
    pub next: i64,
}

impl Editing {
    /// What is being edited: the editor's draft where there is one.
    pub(super) fn read(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<Self> {
        let tenant = scope.tenant();
        let pack = live(c, tenant, id, Day::of(scope.now()))?;
        let next = next_version(c, tenant, id)?;
        let live = with_line(&source(c, tenant, &pack)?, "version", &next.to_string());
        let (text, kept) = draft(c, scope, id)?.unwrap_or_else(|| (live.clone(), String::new()));
        Ok(Self { name: pack.name.clone(), text, live, kept, next })
    }
}

fn draft_name(id: &str) -> String {
    format!("pack:{id}")
}

/// The editor's draft, if there is one, and when it was kept.
pub(super) fn draft(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<Option<(String, String)>> {
    let kept = access::store::draft(c, scope.tenant(), scope.user(), &draft_name(id), NOBODY)?;
    Ok(kept.map(|(text, at)| (text, at.long())))
}

/// Keeps a text as the editor's draft.
pub(super) fn keep_draft(c: &mut dyn Conn, scope: &Scope, id: &str, text: &str) -> Result<()> {
    access::store::keep_draft(c, scope.tenant(), scope.user(), &draft_name(id), NOBODY, text, scope.now())
}

/// Throws the draft away: it was published, or is not wanted.
pub(super) fn drop_draft(c: &mut dyn Conn, scope: &Scope, id: &str) -> Result<()> {
    access::store::drop_draft(c, scope.tenant(), scope.user(), &draft_name(id), NOBODY)
}

/// The text of the version in force: as published here, else as it ships.
pub(super) fn source(c: &mut dyn Conn, tenant: i64, pack: &Pack) -> Result<String> {
    match published::source(c, tenant, &pack.id, pack.version) {
        Err(Error::NotFound) => {
            let shipped = ::packs::SHIPPED
                .iter()
                .find(|(_, text)| ::packs::read(text).is_ok_and(|known| known.id == pack.id));
            shipped.map(|(_, text)| (*text).to_owned()).ok_or(Error::NotFound)
        }
        other => other,
    }
}

/// The number that a new version has to have.
pub(super) fn next_version(c: &mut dyn Conn, tenant: i64, id: &str) -> Result<i64> {
    let ours = crate::kinds::store::versions(c, tenant, id)?.iter().map(|v| v.version).max().unwrap_or(0);
    let built = ::packs::shipped_pack(id).map_or(0, |pack| pack.version);
    Ok(ours.max(built) + 1)
}

/// Writes a top-level line of a text anew: `version = 3`.
pub(super) fn with_line(text: &str, key: &str, value: &str) -> String {
    let mut done = false;
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let is_it = !done && line.split('=').next().is_some_and(|word| word.trim() == key);
            if is_it {
                done = true;
                format!("{key} = {value}")
            } else {
                line.to_owned()
            }
        })
        .collect();
    lines.join("\n") + "\n"
}

/// Shows the parts of the text: of the draft, or of the version in force with the next number.
pub async fn show_edit(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<EditKind>, Fault> {
    let id = param(&params)?;
    let asked = id.clone();
    let read = db
        .list(&actor, "edit kind of case", id.clone(), move |c, scope| {
            Ok(nobody(Editing::read(c, scope, &asked)?))
        })
        .await?;
    // Until something was typed, nothing can be wrong.
    let wrong = if read.kept.is_empty() { Vec::new() } else { problems(&read.text, &id, read.next) };
    let mut page = overview(&db, &actor, &id, &read, &wrong);
    if query.value("done") == "kept" {
        page.shell = page.shell.notice("Kept in your draft.");
    }
    Ok(Page(page))
}

/// The page of a text's parts.
fn overview(db: &Db, actor: &Actor, id: &str, read: &Editing, wrong: &[Problem]) -> EditKind {
    let shell = access::shell(actor, format!("{}: edit", read.name), "Settings")
        .intro("Choose a part. Nothing changes for anybody until the draft is published.");
    let mut page = EditKind::new(shell, id, (&read.text, &read.live), wrong);
    (page.kept, page.submission) = (read.kept.clone(), submission(db));
    page
}

/// What is wrong with a text that is to be the next version of a pack.
pub(super) fn problems(text: &str, id: &str, next: i64) -> Vec<Problem> {
    let pack = match ::packs::read(text) {
        Ok(pack) => pack,
        Err(problems) => return problems,
    };
    let at = |key: &str| {
        text.lines()
            .position(|line| line.split('=').next().is_some_and(|w| w.trim() == key))
            .map_or(1, |n| n + 1)
    };
    let mut found = Vec::new();
    if pack.id != id {
        found.push(Problem {
            line: at("id"),
            field: "id".to_owned(),
            words: format!("The id is {}, and this is {id}.", pack.id),
            remedy: format!("Write id = \"{id}\"."),
        });
    }
    if pack.version != next {
        found.push(Problem {
            line: at("version"),
            field: "version".to_owned(),
            words: format!("Version {} is not the next one.", pack.version),
            remedy: format!("Write version = {next}."),
        });
    }
    found
}

/// "3 problems".
fn problem_count(n: usize) -> String {
    count(i64::try_from(n).unwrap_or(i64::MAX), "problem", "problems")
}
