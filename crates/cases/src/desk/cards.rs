//! How far the work on a case is, in a few lines each with its link: for the case page, and for the page of a person
//! with all their cases. One statement reads it all.

use super::store::cards::{self, CardRow};
use crate::{
    letters::model::State as Letter,
    risk::web::band_tag,
    store::read::{ActionLine, Party},
    web::{day_words, type_words},
};
use access::{Action, Case, CaseId, Decide, Permit, Person};
use askama::{Template, filters::HtmlSafe};
use kernel::{Day, Id, Result, db::Conn, words::count};
use ui::Tag;

/// How far a case is: write `{{ work }}` in a template.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"{% if short %}<ul class="stack tight">{% for part in parts %}<li><a href="{{ part.href }}">{{ part.name }}</a>{% for line in part.lines %} {% if let Some(tag) = line.tag %}{{ tag }} {% endif %}{{ line.words }}{% if !line.more.is_empty() %} <span class="soft">{{ line.more }}</span>{% endif %}{% endfor %}</li>
{% endfor %}</ul>{% else %}<dl class="summary">{% for part in parts %}<div><dt><a href="{{ part.href }}">{{ part.name }}</a></dt><dd>{% for line in part.lines %}<p>{% if let Some(tag) = line.tag %}{{ tag }} {% endif %}{{ line.words }}{% if !line.more.is_empty() %} <span class="soft small">{{ line.more }}</span>{% endif %}</p>{% endfor %}</dd></div>
{% endfor %}</dl>{% endif %}"#,
    ext = "html"
)]
pub struct Work {
    /// One for each page of the case that has something to say.
    pub parts: Vec<Part>,
    /// Whether each part is one line of text, as beside other cases.
    pub short: bool,
}

impl HtmlSafe for Work {}

/// What one page of a case holds, in short.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Where more is.
    pub href: String,
    /// What that page is called.
    pub name: &'static str,
    /// What there is.
    pub lines: Vec<CardLine>,
}

/// A line of it.
#[derive(Clone, Debug, Default)]
pub struct CardLine {
    /// How it stands.
    pub tag: Option<Tag>,
    /// What it is.
    pub words: String,
    /// Quiet words after it.
    pub more: String,
}

impl CardLine {
    fn new(tag: impl Into<Option<Tag>>, words: impl Into<String>, more: impl Into<String>) -> Self {
        Self { tag: tag.into(), words: words.into(), more: more.into() }
    }
}

/// Lines of each kind at most: the rest is a click away.
const MOST: usize = 3;

/// An open case of a person, in short.
#[derive(Clone, Debug)]
pub struct CaseWork {
    /// The case.
    pub case: CaseId,
    /// Its page.
    pub href: String,
    /// Its kind and what it is about.
    pub title: String,
    /// Where it stands.
    pub stage: String,
    /// How far it is.
    pub work: Work,
}

/// How far the work on a case is: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Work>
where
    Case: Decide<A>,
{
    let rows = cards::of_case(c, permit)?;
    Ok(work(permit.id(), &rows, Day::of(permit.scope().now()), true))
}

/// The same, and who is in the case, subjects first: one statement.
pub fn about_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<(Work, Vec<Party>)>
where
    Case: Decide<A>,
{
    let rows = cards::about_case(c, permit)?;
    let mut named: Vec<(&str, Party)> =
        rows.iter().filter_map(|row| Some((row.other.as_str(), party(row)?))).collect();
    named.sort_by(|(a, x), (b, y)| (y.role.code(), a, x.person_id).cmp(&(x.role.code(), b, y.person_id)));
    let today = Day::of(permit.scope().now());
    let work = work(permit.id(), &rows, today, true);
    Ok((work, named.into_iter().map(|(_, party)| party).collect()))
}

fn party(row: &CardRow) -> Option<Party> {
    (row.kind == "party").then_some(())?;
    Some(Party {
        person_id: Id::from_uuid(row.id),
        name: row.words.clone(),
        role: crate::model::PartyRole::parse(&row.more)?,
        known: row.n > 0,
        may_open: row.n > 1,
    })
}

/// A person's open cases that the asker may read, the asker's own first; and what is to happen for the person, soonest
/// first: one statement.
pub fn of_person<A: Action>(
    c: &mut dyn Conn,
    permit: &Permit<Person, A>,
) -> Result<(Vec<CaseWork>, Vec<ActionLine>)>
where
    Person: Decide<A>,
{
    let person = permit.id();
    let rows = cards::of_person(c, permit)?;
    let today = Day::of(permit.scope().now());
    let cases = rows.iter().filter(|row| row.kind == "case").filter_map(|row| {
        let case = row.case_id?;
        Some(CaseWork {
            case,
            href: format!("/cases/{case}"),
            title: format!("{}: {}", type_words(&row.other), row.words),
            stage: row.more.clone(),
            work: work(case, &rows, today, false),
        })
    });
    let mut actions: Vec<ActionLine> =
        rows.iter().filter(|row| row.kind == "action").filter_map(|row| action(row, person)).collect();
    actions.sort_by_key(|a| (a.due_on, a.due_at.is_none(), a.due_at, a.action_id));
    Ok((cases.collect(), actions))
}

fn action(row: &CardRow, person: access::PersonId) -> Option<ActionLine> {
    Some(ActionLine {
        action_id: row.id,
        kind: crate::model::ActionKind::parse(&row.other)?,
        what: row.words.clone(),
        owner_id: row.who,
        owner: row.more.clone(),
        due_on: row.on_day?,
        due_at: row.at,
        done_on: None,
        outcome: String::new(),
        person_id: person,
    })
}

/// How far a case is, from what was read. `whole` says also what is not there yet; without it the latest of each kind
/// is told in a line, and only a missing plan or exit plan is. Pure.
pub fn work(case: CaseId, rows: &[CardRow], today: Day, whole: bool) -> Work {
    let of =
        |kind: &'static str| rows.iter().filter(move |row| row.kind == kind && row.case_id == Some(case));
    let lines = |kinds: &[&'static str], line: fn(&CardRow, Day) -> CardLine| -> Vec<CardLine> {
        let most = if whole { MOST } else { 1 };
        kinds.iter().flat_map(|kind| of(kind).take(most)).map(|row| line(row, today)).collect()
    };
    let part = |end: &str, name, none: &str, mut lines: Vec<CardLine>| {
        if lines.is_empty() && !none.is_empty() {
            lines.push(CardLine::new(None, none, ""));
        }
        Part { href: format!("/cases/{case}{end}"), name, lines }
    };
    let none = |words: &'static str| if whole { words } else { "" };
    let mut steps: Vec<&CardRow> = of("step").collect();
    steps.sort_by_key(|row| (row.on_day, row.id));
    let mut plan = lines(&["plan"], plan);
    plan.extend(next_steps(&steps, today));
    let parts = [
        part("/plan", "Plan", "Not begun.", plan),
        part("/plan/exit", "Exit plan", "No exit plan yet.", lines(&["exit"], exit)),
        part("/risk", "Risk", none("Not weighed yet."), lines(&["prompt", "risk"], risk)),
        part("/powers", "Tools and powers", none("None used."), lines(&["power"], power)),
        part("/decisions", "Decisions", none("None recorded."), lines(&["decision"], decision)),
        part("/letters", "Letters", none("None written."), lines(&["letter"], letter)),
        part("/documents", "Documents", none("None kept."), lines(&["document"], document)),
        part("/close", "Closing", none("Nothing closes by itself."), lines(&["closing"], closing)),
    ];
    Work { parts: parts.into_iter().filter(|part| !part.lines.is_empty()).collect(), short: !whole }
}

fn plan(row: &CardRow, today: Day) -> CardLine {
    let tag = match (row.more.as_str(), row.on_day) {
        ("changed", _) => Tag::warn("Changed since it was agreed"),
        (_, Some(_)) => Tag::good("Agreed"),
        _ => Tag::warn("Not agreed yet"),
    };
    let agreed = row.on_day.map(|on| format!("{}.", on.long())).unwrap_or_default();
    let review = match row.to_day {
        Some(by) if by <= today => format!("It was to be looked at again by {}.", by.long()),
        Some(by) => format!("To be looked at again by {}.", by.long()),
        None => String::new(),
    };
    CardLine::new(tag, agreed, review)
}

/// The step that is due next, and how many are late.
fn next_steps(steps: &[&CardRow], today: Day) -> Option<CardLine> {
    let first = steps.first()?;
    let late = steps.iter().filter(|row| row.on_day.is_some_and(|due| due < today)).count();
    let tag =
        (late > 0).then(|| Tag::bad(count(late.try_into().unwrap_or(0), "step overdue", "steps overdue")));
    let due = first.on_day.map_or(String::new(), |due| day_words(due, today));
    let whose = crate::store::owner_words(None, &first.more);
    Some(CardLine::new(tag, format!("Next step: {}", first.words), format!("{whose}, {due}")))
}

fn exit(row: &CardRow, today: Day) -> CardLine {
    let expected = row.to_day.map_or(String::new(), |on| format!("Expected {}. ", on.long()));
    let tag = row.to_day.is_some_and(|on| on < today).then(|| Tag::warn("The day has passed"));
    CardLine::new(tag, &row.words, format!("{expected}Who carries on: {}", row.more))
}

fn risk(row: &CardRow, today: Day) -> CardLine {
    if row.kind == "prompt" {
        return CardLine::new(Tag::warn("To consider"), &row.words, "");
    }
    let more = match (row.on_day, row.to_day) {
        (Some(on), Some(next)) if next < today => {
            format!("Weighed on {}. It was to be weighed again by {}.", on.long(), next.long())
        }
        (Some(on), Some(next)) => format!("Weighed on {}, again by {}.", on.long(), next.long()),
        _ => String::new(),
    };
    CardLine::new(band_tag(&row.more, row.n), &row.words, more)
}

fn power(row: &CardRow, today: Day) -> CardLine {
    let (tag, more) = match (row.more.as_str(), row.on_day) {
        (_, Some(on)) if row.to_day.is_some_and(|last| last < today) => {
            (Tag::plain("Ended"), format!("Since {}.", on.long()))
        }
        (_, Some(on)) => {
            let until = row.to_day.map(|day| format!(" until {}", day.long())).unwrap_or_default();
            (Tag::good("In force"), format!("Since {}{until}.", on.long()))
        }
        ("waits", None) => (Tag::warn("Waits for a team leader"), String::new()),
        _ => (Tag::info("Not served yet"), String::new()),
    };
    CardLine::new(tag, &row.words, more)
}

fn decision(row: &CardRow, _: Day) -> CardLine {
    let tag = match row.n {
        0 => Tag::warn("Waits for a team leader"),
        1 => Tag::bad("Sent back"),
        2 => Tag::info("Nobody told yet"),
        _ => Tag::good("Told"),
    };
    let when = row.on_day.map(|on| format!("{}, ", on.long())).unwrap_or_default();
    CardLine::new(tag, &row.words, format!("{when}{}", row.more))
}

fn letter(row: &CardRow, _: Day) -> CardLine {
    let state = Letter::parse(&row.more);
    let words = state.map_or("", Letter::label);
    let tag = match state {
        Some(Letter::Sent) => Tag::good(words),
        Some(Letter::Waiting) => Tag::warn(words),
        _ => Tag::info(words),
    };
    CardLine::new(tag, &row.words, row.at.map(|at| Day::of(at).long()).unwrap_or_default())
}

fn document(row: &CardRow, _: Day) -> CardLine {
    let added = row.at.map(|at| Day::of(at).long()).unwrap_or_default();
    let latest = format!("Latest: {}, {added}", row.words);
    CardLine::new(None, count(row.n, "document", "documents"), latest)
}

fn closing(row: &CardRow, today: Day) -> CardLine {
    match (row.more.as_str(), row.on_day, row.to_day) {
        ("asked", ..) => CardLine::new(Tag::warn("Waits for a team leader"), &row.words, ""),
        ("closed", Some(on), Some(until)) => {
            let watched = if until < today {
                format!("The watch ended on {}.", until.long())
            } else {
                format!("Watched until {}.", until.long())
            };
            CardLine::new(Tag::plain(format!("Closed {}", on.long())), &row.words, watched)
        }
        _ => CardLine::new(Tag::info("Being prepared"), &row.words, ""),
    }
}
