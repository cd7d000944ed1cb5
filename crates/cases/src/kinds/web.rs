//! The kinds of case there are, and one kind in words.

pub mod edit;
pub mod preview;
pub mod review;

use super::store::{self, Used, Version};
use crate::work;
use ::packs::Pack;
use access::{Actor, Changed, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, words::count};
use people::web::submission;
use std::sync::Arc;
use ui::{Page, Shell, SummaryList, SummaryRow, Tag};

/// The kinds of case.
#[derive(Template)]
#[template(path = "list_kinds.html")]
pub struct ListKinds {
    /// The frame.
    pub shell: Shell,
    /// One each.
    pub kinds: Vec<Kind>,
}

/// A kind of case in the list.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// The version for new cases, and since when.
    pub version: String,
    /// How many cases are worked by it.
    pub used: String,
}

impl ui::Samples for ListKinds {
    const NAME: &'static str = "list-kinds";
    fn samples() -> Vec<(&'static str, Self)> {
        let kind = Kind {
            href: "/admin/packs".to_owned(),
            name: "Larch lettings".to_owned(),
            about: "Help to keep a home at Larch Court.".to_owned(),
            version: "Version 2, since 1 April 2026".to_owned(),
            used: "12 open cases, 3 of an earlier version".to_owned(),
        };
        let page = |kinds| Self { shell: Shell::new("Kinds of case", "Settings"), kinds };
        vec![("none", page(Vec::new())), ("one", page(vec![kind]))]
    }
}

/// Lists the kinds of case.
pub async fn list_kinds(db: Db, actor: Actor) -> Result<Page<ListKinds>, Fault> {
    let today = Day::of(actor.now);
    let (packs, used) = db
        .report(&actor, "list kinds of case", String::new(), move |c, scope| {
            Ok((work::packs(c, scope.tenant(), today)?, store::used(c, scope.tenant())?))
        })
        .await?;
    let kinds = packs.iter().map(|pack| kind(pack, &used)).collect();
    Ok(Page(ListKinds { shell: access::shell(&actor, "Kinds of case", "Settings"), kinds }))
}

fn kind(pack: &Pack, used: &[Used]) -> Kind {
    let of = |older: bool| -> i64 {
        let rows =
            used.iter().filter(|row| row.case_type == pack.id && (row.version < pack.version) == older);
        rows.map(|row| row.open).sum()
    };
    let (open, older) = (of(false) + of(true), of(true));
    let behind = if older > 0 { format!(", {older} of an earlier version") } else { String::new() };
    Kind {
        href: format!("/admin/packs/{}", pack.id),
        name: pack.name.clone(),
        about: pack.about.clone(),
        version: format!("Version {}, since {}", pack.version, pack.effective_from.long()),
        used: format!("{}{behind}", count(open, "open case", "open cases")),
    }
}

/// A kind of case in words, and its versions.
#[derive(Template)]
#[template(path = "show_kind.html")]
pub struct ShowKind {
    /// The frame.
    pub shell: Shell,
    /// What holds of all of it.
    pub facts: SummaryList,
    /// Stages: name, what for, what they need.
    pub stages: Vec<(String, String, String)>,
    /// Clocks: name, the rule, who says so.
    pub clocks: Vec<(String, String, String)>,
    /// Forms: title, why, how many questions.
    pub forms: Vec<(String, String, String)>,
    /// Letters: title, for whom.
    pub letters: Vec<(String, String)>,
    /// The versions, latest first.
    pub versions: Vec<VersionRow>,
    /// Where it is edited.
    pub edit: String,
    /// The address of this page.
    pub here: String,
}

/// A version in the list.
#[derive(Clone, Debug, Default)]
pub struct VersionRow {
    /// Its number.
    pub version: i64,
    /// Since when, by whom, why.
    pub words: String,
    /// How it stands.
    pub tag: Option<Tag>,
    /// How many cases are worked by it, or how far moving them is.
    pub used: String,
    /// Whether it may be taken back.
    pub may_withdraw: bool,
    /// Whether open cases may be moved to it.
    pub may_move: bool,
    /// Which sending this is.
    pub submission: String,
}

impl ui::Samples for ShowKind {
    const NAME: &'static str = "show-kind";
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |pack: &Pack| {
            let shell = Shell::new(pack.name.clone(), "Settings").intro(&pack.about);
            Self::new(shell, pack, vec![VersionRow { version: 2, may_move: true, ..VersionRow::default() }])
        };
        packs::shipped().iter().map(|pack| ("one that ships", page(pack))).collect()
    }
}

impl ShowKind {
    fn new(shell: Shell, pack: &Pack, versions: Vec<VersionRow>) -> Self {
        let rows = vec![
            SummaryRow::new("Version", pack.version.to_string(), ""),
            SummaryRow::new("New cases since", pack.effective_from.long(), ""),
            SummaryRow::new("Where its law holds", &pack.jurisdiction, ""),
            SummaryRow::new("Whom a case is about", &pack.subject, ""),
            SummaryRow::new(
                "Kept for",
                format!(
                    "{} from {}. {}",
                    count(pack.retention.years, "year", "years"),
                    pack.retention.from,
                    pack.retention.authority
                ),
                "",
            ),
            SummaryRow::new("Contact promised", &pack.contact.source, ""),
        ];
        Self {
            shell,
            facts: SummaryList { rows },
            stages: pack
                .stages
                .iter()
                .map(|stage| {
                    let needs: Vec<String> =
                        stage.needs.iter().map(|need| work::words::need(pack, need).0).collect();
                    (stage.name.clone(), stage.purpose.clone(), needs.join("; "))
                })
                .collect(),
            clocks: pack
                .clocks
                .iter()
                .map(|rule| {
                    let unsure = if rule.confirmed { "" } else { ". Our reading, not yet confirmed" };
                    let who = format!("{}: {}{unsure}", rule.basis.label(), rule.citation);
                    (rule.name.clone(), rule.rule.clone(), who)
                })
                .collect(),
            forms: pack
                .forms
                .iter()
                .map(|form| {
                    let n = i64::try_from(form.fields.len()).unwrap_or(0);
                    (form.title.clone(), form.purpose.clone(), count(n, "question", "questions"))
                })
                .collect(),
            letters: pack
                .letters
                .iter()
                .map(|letter| (letter.title.clone(), letter.audience.replace('_', " ")))
                .collect(),
            versions,
            edit: format!("/admin/packs/{}/edit", pack.id),
            here: format!("/admin/packs/{}", pack.id),
        }
    }
}

/// Shows a kind of case.
pub async fn show_kind(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    Query(query): Query,
) -> Result<Page<ShowKind>, Fault> {
    let (id, today) = (param(&params)?, Day::of(actor.now));
    let (pack, versions, used) = db
        .report(&actor, "show kind of case", id.clone(), move |c, scope| {
            let tenant = scope.tenant();
            Ok((live(c, tenant, &id, today)?, store::versions(c, tenant, &id)?, store::used(c, tenant)?))
        })
        .await?;
    let mut shell = access::shell(&actor, &pack.name, "Settings").intro(&pack.about);
    if let Some(words) = notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let rows = versions.iter().map(|version| row(&db, version, &pack, &used)).collect();
    Ok(Page(ShowKind::new(shell, &pack, rows)))
}

/// The version in force, or the first that will be.
pub(super) fn live(
    c: &mut dyn kernel::db::Conn,
    tenant: i64,
    id: &str,
    today: Day,
) -> kernel::Result<Arc<Pack>> {
    match work::current_pack(c, tenant, id, today) {
        Err(Error::NotFound) => {
            let versions = store::versions(c, tenant, id)?;
            let last = versions.iter().rfind(|version| version.withdrawn_at.is_none());
            let last = last.ok_or(Error::NotFound)?.version;
            work::pack_of(c, tenant, id, last)?.ok_or(Error::NotFound)
        }
        other => other,
    }
}

fn row(db: &Db, version: &Version, live: &Pack, used: &[Used]) -> VersionRow {
    let of = |wanted: &dyn Fn(i64) -> bool| -> (i64, i64) {
        let rows = used.iter().filter(|row| row.case_type == live.id && wanted(row.version));
        rows.fold((0, 0), |(open, all), row| (open + row.open, all + row.all))
    };
    let (own, older) = (of(&|v| v == version.version), of(&|v| v < version.version));
    let moving = version.move_asked_at.is_some() && version.moved_at.is_none();
    let used = match (moving, own.0) {
        (true, _) => format!("Moving open cases: {} to go", older.0),
        (false, 1..) if version.withdrawn_at.is_some() => {
            format!("New cases are not of it. {} it until you move them to a later one", keep(own.0))
        }
        (false, open) => count(open, "open case", "open cases"),
    };
    let by = version.by.clone().unwrap_or_else(|| "somebody who has left".to_owned());
    let note = if version.note.is_empty() { String::new() } else { format!(": {}", version.note) };
    VersionRow {
        version: version.version,
        words: format!(
            "For new cases since {}. Published on {} by {by}{note}",
            version.effective_from.long(),
            Day::of(version.published_at).long()
        ),
        tag: match version.withdrawn_at {
            Some(_) => Some(Tag::plain("Taken back")),
            None if version.version == live.version => Some(Tag::good("In force")),
            None if version.version > live.version => Some(Tag::info("To come")),
            None => None,
        },
        used,
        may_withdraw: version.withdrawn_at.is_none(),
        may_move: version.withdrawn_at.is_none() && !moving && older.0 > 0,
        submission: submission(db),
    }
}

fn keep(open: i64) -> String {
    count(open, "open case keeps", "open cases keep")
}

fn notice(code: &str) -> Option<&'static str> {
    Some(match code {
        "published" => "Published. New cases are of this version from its day on; open cases keep theirs.",
        "withdrawn" => "Taken back. New cases are of the version before; cases that have this one keep it.",
        "moving" => "Open cases are being moved, a few at a time. Look here again in a while.",
        "dropped" => "Your draft is gone. The version in force stays as it is.",
        _ => return None,
    })
}

/// Takes a version back: new cases are of the version before again, and cases that have this one keep it. It stays
/// where no version before it is left.
pub async fn withdraw(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let (id, today) = (param(&params)?, Day::of(actor.now));
    let version = version(&posted)?;
    let location = db
        .act(&actor, "withdraw kind of case", &posted.submission, move |c, scope| {
            let used = store::withdraw(c, scope.tenant(), &id, version, scope.now())?;
            match work::current_pack(c, scope.tenant(), &id, today) {
                Err(Error::NotFound) => Err(Error::Conflict(
                    "No version before this one is left for new cases, so it stays. Publish a later one first."
                        .to_owned(),
                )),
                Err(other) => Err(other),
                Ok(_) => {
                    let kept = count(used, "case keeps it", "cases keep it");
                    let detail = format!("{id} {version}: {kept}");
                    Ok(Changed::to(format!("/admin/packs/{id}?done=withdrawn"), detail))
                }
            }
        })
        .await;
    Ok(Redirect::to(&location?).into_response())
}

/// Asks for open cases of earlier versions to be moved to this one.
pub async fn move_cases(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let id = param(&params)?;
    let version = version(&posted)?;
    let location = db
        .act(&actor, "move cases to version", &posted.submission, move |c, scope| {
            if !store::ask_move(c, scope.tenant(), &id, version, scope.now())? {
                return Err(Error::NotFound);
            }
            Ok(Changed::to(format!("/admin/packs/{id}?done=moving"), format!("{id} {version}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// The version that a form names.
fn version(posted: &Posted) -> Result<i64, Error> {
    let said = posted.form.text("version").parse();
    said.map_err(|_| Error::invalid("Choose a version on the page of its kind of case, and try again."))
}

/// The pack that the address names.
pub(super) fn param(params: &RawPathParams) -> Result<String, Error> {
    params.iter().find(|(name, _)| *name == "pack").map(|(_, value)| value.to_owned()).ok_or(Error::NotFound)
}

/// A list of one thing that shows nobody.
pub(super) fn nobody<T>(value: T) -> Shown<T> {
    Shown { value, subjects: Vec::new() }
}
