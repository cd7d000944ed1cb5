//! Who is to be asked, and what people said about one's own cases.

use super::{address, of_five, standing};
use crate::{
    satisfaction::store::lists::{self, MOST, Said, Waiting},
    web::nav,
};
use access::{Actor, Db, Fault, PersonId, Role, Shown};
use askama::Template;
use kernel::{Day, words::count};
use people::{model::Safety, store::glance::Method, web::safe_words};
use ui::{Page, Shell, SubNav, Tag};

/// Surveys to ask.
#[derive(Template)]
#[template(path = "satisfaction/list_surveys.html")]
pub struct ListSurveys {
    /// The frame.
    pub shell: Shell,
    /// The places of quality.
    pub nav: SubNav,
    /// How many wait, in a sentence.
    pub headline: String,
    /// Those to be asked, those whom nobody asked first.
    pub rows: Vec<SurveyRow>,
    /// What people said about the asker's own cases.
    pub said: Vec<SaidRow>,
    /// Whether the asker may see the results of the service.
    pub leads: bool,
}

/// Somebody to be asked.
pub struct SurveyRow {
    /// The survey's page.
    pub href: String,
    /// Whom to ask.
    pub person: String,
    /// The case's reference, and what it is about.
    pub about: String,
    /// When, and how they want to be asked.
    pub wanted: String,
    /// Where it stands.
    pub standing: String,
    /// Each way to reach them, and whether it is safe.
    pub ways: Vec<(String, Tag)>,
}

/// What somebody said.
pub struct SaidRow {
    /// The survey's page.
    pub href: String,
    /// Who said it.
    pub person: String,
    /// The case's reference and when.
    pub about: String,
    /// What they answered, in short.
    pub answers: String,
    /// Their words; empty for none.
    pub words: String,
    /// Whether it asks for an answer, and whether they got one.
    pub tag: Option<Tag>,
    /// What was done about it; empty until then.
    pub told: String,
}

impl SurveyRow {
    pub(super) fn new(waiting: &Waiting, methods: &[(PersonId, Method)], now: kernel::Instant) -> Self {
        let tag = |safety: Safety| match safety {
            Safety::Safe => Tag::good(safety.label()),
            Safety::Careful | Safety::NotAsked => Tag::warn(safety.label()),
            Safety::Unsafe => Tag::bad(safety.label()),
        };
        let own = methods.iter().filter(|(person, _)| *person == waiting.person_id);
        let wish = if waiting.how.is_empty() { String::new() } else { format!(" Wants: {}.", waiting.how) };
        let (kind, since) = (waiting.kind.label(), Day::of(waiting.queued_at).long());
        Self {
            href: address(waiting.case_id, waiting.survey_id),
            person: waiting.known_as.clone(),
            about: format!("{}: {}", waiting.reference, waiting.title),
            wanted: format!("{kind}, since {since}.{wish}"),
            standing: standing(&waiting.asked_way, waiting.tries, waiting.code_until, now),
            ways: own.map(|(_, method)| (safe_words(method), tag(method.safety))).collect(),
        }
    }
}

impl SaidRow {
    pub(super) fn new(said: &Said) -> Self {
        let answers =
            [("Handling", said.handling), ("outcome", said.outcome), ("kept informed", said.informed)];
        let answers: Vec<String> =
            answers.iter().filter_map(|(what, n)| n.map(|n| format!("{what} {}", of_five(n)))).collect();
        let tag = match (said.unhappy, said.told_words.is_empty(), said.reopened_at) {
            (false, ..) => None,
            (true, _, Some(_)) => Some(Tag::info("Case opened again")),
            (true, true, None) => Some(Tag::bad("Unhappy: not told yet what is done")),
            (true, false, None) => Some(Tag::good("Told what is done")),
        };
        Self {
            href: address(said.case_id, said.survey_id),
            person: said.known_as.clone(),
            about: format!(
                "{}, {}, {}",
                said.reference,
                said.kind.label().to_lowercase(),
                Day::of(said.answered_at).long()
            ),
            answers: answers.join("; "),
            words: said.words.clone(),
            tag,
            told: said.told_words.clone(),
        }
    }
}

/// Whether somebody sees the results of the service.
pub(super) fn leads(actor: &Actor) -> bool {
    actor.roles.iter().any(|role| matches!(role, Role::Leader | Role::Manager))
}

/// Shows who is to be asked, in cases the asker may read, and what people said about the asker's own: three
/// statements.
pub async fn show_surveys(db: Db, actor: Actor) -> Result<Page<ListSurveys>, Fault> {
    let (waiting, methods, said) = db
        .list(&actor, "list", "surveys".to_owned(), |c, scope| {
            let (waiting, said) = (lists::waiting(c, scope)?, lists::mine(c, scope)?);
            let cases = waiting.iter().map(|w| w.case_id).chain(said.iter().map(|s| s.case_id));
            let subjects = cases.map(kernel::Id::uuid).collect();
            Ok(Shown { value: (waiting, lists::methods(c, scope)?, said), subjects })
        })
        .await?;
    Ok(Page(ListSurveys {
        shell: access::shell(&actor, "Satisfaction", "Quality")
            .intro("Who is to be asked how the help was. Look how to reach them safely before you do."),
        nav: nav(&actor, "/satisfaction"),
        headline: headline(waiting.len()),
        rows: waiting.iter().map(|w| SurveyRow::new(w, &methods, actor.now)).collect(),
        said: said.iter().map(SaidRow::new).collect(),
        leads: leads(&actor),
    }))
}

/// How many wait, in a sentence.
pub(super) fn headline(n: usize) -> String {
    match n {
        0 => "Nobody waits to be asked.".to_owned(),
        n if n >= MOST => format!("The first {MOST} who wait to be asked."),
        n => format!("{} to be asked.", count(n as i64, "person waits", "people wait")),
    }
}
