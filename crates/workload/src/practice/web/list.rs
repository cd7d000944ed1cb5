//! The library: by kind, theme, kind of case and words.

use super::{AT, case_types, kinds, nav, shell, themes};
use crate::practice::{
    model::has_words,
    store::{self, Asked, Entry},
};
use access::{Actor, Db, Fault, Query, Shown};
use askama::Template;
use kernel::{Day, Form, words::count};
use ui::{Choice, Page, Shell, SubNav};

/// Entries that are shown at most.
const MOST: usize = 50;

/// The library.
#[derive(Template)]
#[template(path = "practice/list.html")]
pub struct ListPractice {
    /// The frame.
    pub shell: Shell,
    /// The places beside it.
    pub nav: SubNav,
    /// How many were found.
    pub headline: String,
    /// What was found.
    pub entries: Vec<EntryRow>,
    /// Notes and sessions.
    pub kinds: Vec<Choice>,
    /// Themes.
    pub themes: Vec<Choice>,
    /// Kinds of case.
    pub case_types: Vec<Choice>,
    /// What is looked for.
    pub form: Form,
}

/// An entry in the list.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// What it is, about what, and when.
    pub about: String,
    /// How it begins.
    pub begins: String,
}

impl EntryRow {
    fn new(one: &Entry, names: &[(String, String)]) -> Self {
        Self {
            href: format!("{AT}/{}", one.entry_id.simple()),
            title: one.title.clone(),
            about: about(one, names),
            begins: short(&one.words),
        }
    }
}

/// What an entry is, about what, and when.
pub(super) fn about(one: &Entry, names: &[(String, String)]) -> String {
    let case_type =
        names.iter().find(|(id, _)| *id == one.case_type).map_or("every kind of case", |(_, name)| name);
    format!("{}, {}. {}. {}", one.kind.label(), one.on_day.long(), one.theme.label(), case_type)
}

fn short(words: &str) -> String {
    let begins: String = words.chars().take(180).collect();
    if begins.len() < words.len() { format!("{}…", begins.trim_end()) } else { begins }
}

fn whole(one: &Entry) -> String {
    format!("{} {} {} {} {}", one.title, one.words, one.learning, one.actions, one.attendees)
}

/// Shows the library: two statements.
pub async fn list_practice(db: Db, actor: Actor, Query(query): Query) -> Result<Page<ListPractice>, Fault> {
    let today = Day::of(actor.now);
    let field = |name: &str| query.value(name).to_owned();
    let asked = Asked { kind: field("kind"), theme: field("theme"), case_type: field("case_type") };
    let looked_for = field("words");
    let mut form = Form::default();
    for name in ["kind", "theme", "case_type", "words"] {
        form.set(name, query.value(name));
    }
    let (all, names) = db
        .list(&actor, "list", "practice notes".to_owned(), move |c, scope| {
            let all = store::entries(c, scope.tenant(), today, &asked)?;
            Ok(Shown { value: (all, case_types(c, scope.tenant(), today)?), subjects: Vec::new() })
        })
        .await?;
    let found: Vec<&Entry> = all.iter().filter(|one| has_words(&whole(one), &looked_for)).collect();
    let n = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let headline = if found.len() > MOST {
        format!("{n} entries. The latest {MOST} are shown: look for a word or a theme to find others.")
    } else {
        format!("{}.", count(n, "entry", "entries"))
    };
    Ok(Page(ListPractice {
        shell: shell(&actor, "Practice notes", query.value("done")).intro(
            "What we learnt, so that nobody has to learn it alone. Nobody we work with is named here.",
        ),
        nav: nav(),
        headline,
        entries: found.into_iter().take(MOST).map(|one| EntryRow::new(one, &names)).collect(),
        kinds: kinds(),
        themes: themes(),
        case_types: names.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        form,
    }))
}

impl ui::Samples for ListPractice {
    const NAME: &'static str = "practice-list";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |title: &str| EntryRow {
            href: AT.to_owned(),
            title: title.to_owned(),
            about: "Practice note, 3 November 2026. Trust after harm. Every kind of case".to_owned(),
            begins: "We went back at the same hour every week, and said when we would come next.".to_owned(),
        };
        let page = |entries: Vec<EntryRow>| Self {
            shell: Shell::new("Practice notes", "Caseloads"),
            nav: SubNav::new("Caseloads", "", Vec::new()),
            headline: format!("{} entries.", entries.len()),
            entries,
            kinds: kinds(),
            themes: themes(),
            case_types: Vec::new(),
            form: Form::default(),
        };
        let long = "Whatweshouldhaveaskedbeforeweofferedanythingatall and what came of asking it in the end";
        vec![
            ("full", page(vec![row("Going back at the same hour"), row("Three doors, one letter")])),
            ("long names", page(vec![row(long)])),
            ("empty", page(Vec::new())),
        ]
    }
}
