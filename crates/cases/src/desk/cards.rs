//! Risk, powers, decisions and closing as cards for the case page and a person's page: one statement for all four.

use super::store::{self, CardRow};
use crate::risk::web::band_tag;
use access::{Action, Case, CaseId, Decide, Permit};
use askama::{Template, filters::HtmlSafe};
use kernel::{Day, Result, db::Conn};
use ui::Tag;

/// The four cards of a case.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    /// Where the risk stands, and what is to be considered.
    pub risk: Card,
    /// What is in force or waits.
    pub powers: Card,
    /// What was decided last, what waits, who is still to be told.
    pub decisions: Card,
    /// A closing that waits for a leader, or the watch after it. Empty while the case is simply open.
    pub closing: Card,
}

/// A card: write `{{ card }}` in a template. Ids of headings are `card-risk` and so on.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<section class="card" aria-labelledby="{{ id }}"><div class="card-head"><h2 id="{{ id }}">{{ heading }}</h2><p class="more"><a href="{{ href }}">{{ link }}</a></p></div>{% if lines.is_empty() %}<p class="soft">{{ none }}</p>{% else %}<ul class="stack tight">{% for line in lines %}<li>{% if let Some(tag) = line.tag %}{{ tag }} {% endif %}{{ line.words }}{% if !line.more.is_empty() %}<p class="soft small">{{ line.more }}</p>{% endif %}</li>{% endfor %}</ul>{% endif %}</section>"#,
    ext = "html"
)]
pub struct Card {
    /// The heading's id.
    pub id: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// Where more is.
    pub href: String,
    /// What that link says.
    pub link: &'static str,
    /// What there is.
    pub lines: Vec<CardLine>,
    /// What is said where there is nothing.
    pub none: &'static str,
}

impl HtmlSafe for Card {}

/// A line of a card.
#[derive(Clone, Debug, Default)]
pub struct CardLine {
    /// How it stands.
    pub tag: Option<Tag>,
    /// What it is.
    pub words: String,
    /// A quiet line under it.
    pub more: String,
}

impl CardLine {
    fn new(tag: Tag, words: impl Into<String>, more: impl Into<String>) -> Self {
        Self { tag: Some(tag), words: words.into(), more: more.into() }
    }
}

/// Lines on a card at most: the rest is a click away.
const MOST: usize = 4;

/// The cards of a case: one statement.
pub fn of_case<A: Action>(c: &mut dyn Conn, permit: &Permit<Case, A>) -> Result<Cards>
where
    Case: Decide<A>,
{
    let rows = store::card_rows(c, permit)?;
    Ok(cards(permit.id(), &rows, Day::of(permit.scope().now())))
}

/// The cards of what was read. Pure.
pub fn cards(case: CaseId, rows: &[CardRow], today: Day) -> Cards {
    let lines = |kinds: &[&str], line: fn(&CardRow, Day) -> CardLine| -> Vec<CardLine> {
        let mine = rows.iter().filter(|row| kinds.contains(&row.kind.as_str()));
        mine.map(|row| line(row, today)).take(MOST).collect()
    };
    let card = |id, heading, rest: &str, link, none, lines| Card {
        id,
        heading,
        href: format!("/cases/{case}{rest}"),
        link,
        lines,
        none,
    };
    Cards {
        risk: card(
            "card-risk",
            "Risk",
            "/risk",
            "Risk",
            "Not weighed yet.",
            lines(&["prompt", "risk"], risk),
        ),
        powers: card(
            "card-powers",
            "Tools and powers",
            "/powers",
            "Register",
            "None used.",
            lines(&["power"], power),
        ),
        decisions: card(
            "card-decisions",
            "Decisions",
            "/decisions",
            "All decisions",
            "None recorded.",
            lines(&["decision"], decision),
        ),
        closing: card(
            "card-closing",
            "Closing",
            "/close",
            "Closing",
            "Nothing closes by itself.",
            lines(&["closing"], closing),
        ),
    }
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
