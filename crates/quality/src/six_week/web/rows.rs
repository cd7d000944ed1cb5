//! One case of the page: what a manager needs to know of it, and what was found.

use crate::{
    audit::model::findings,
    six_week::{model::State, store::ReviewLine},
};
use cases::{intake::model::Band, web::day_words, web::type_words};
use kernel::{Day, Form};
use ui::Tag;

/// A case of the page.
pub struct ReviewRow {
    /// Its place on the page, from 1: ends the ids of its fields.
    pub n: usize,
    /// The case.
    pub case: String,
    /// Whom it is about.
    pub person: String,
    /// The reference people quote.
    pub reference: String,
    /// What kind, and what it is about.
    pub about: String,
    /// Risk, and what became of it.
    pub tags: Vec<Tag>,
    /// Last contact, next thing, exit plan.
    pub facts: String,
    /// What is missing: words, and where it is mended.
    pub missing: Vec<(String, String)>,
    /// What was found, in words; empty while nobody looked.
    pub seen: String,
    /// Where what was found is carried on: words and address.
    pub links: Vec<(&'static str, String)>,
    /// Whether the asker may say something about it.
    pub may: bool,
    /// What stands in its form.
    pub typed: Typed,
    /// What is wrong with it: field and remedy.
    pub errors: ui::Errors,
    /// The place on the page that comes next.
    pub next: String,
    /// Which sending of its form this is.
    pub submission: String,
}

/// What stands in the form of a case.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// `yes`, `no` or nothing.
    pub track: String,
    /// What is to happen.
    pub action: String,
    /// By when.
    pub due: String,
    /// Whether it should be closed.
    pub close: bool,
    /// Whether somebody else should have it.
    pub moving: bool,
}

impl Typed {
    pub(super) fn of(form: &Form) -> Self {
        Self {
            track: form.value("track").to_owned(),
            action: form.value("action").to_owned(),
            due: form.value("due").to_owned(),
            close: form.value("close") == "yes",
            moving: form.value("move") == "yes",
        }
    }
}

impl ReviewRow {
    pub(super) fn new(line: ReviewLine, name: &str, today: Day, submission: String) -> Self {
        let at = format!("/cases/{}", line.case_id);
        let seen = line.state == Some(State::Seen);
        let mut tags: Vec<Tag> = Band::parse(&line.band).map(band_tag).into_iter().collect();
        tags.extend(match line.on_track.filter(|_| seen) {
            Some(true) => Some(Tag::good("Seen, on track")),
            Some(false) => Some(Tag::warn("Seen, not on track")),
            None if line.state == Some(State::Gone) || !line.held => Some(Tag::plain("Closed or moved")),
            None => None,
        });
        let (to_close, to_move) = (line.to_close == Some(true), line.to_move == Some(true));
        let links = [
            ("Go on to closing it", "close", to_close),
            ("Choose somebody else for it", "allocate", to_move),
        ];
        let own = line.seen_by.as_deref() == Some(name);
        Self {
            n: 0,
            case: line.case_id.to_string(),
            about: format!("{}: {}", type_words(&line.case_type), line.title),
            tags,
            facts: facts(&line, today),
            missing: findings(&line.found)
                .iter()
                .map(|f| {
                    (
                        f.words(line.last_contact_at, line.clock_due_on, today),
                        format!("{at}{}", f.mended_at()),
                    )
                })
                .collect(),
            links: links
                .into_iter()
                .filter(|l| l.2)
                .map(|(words, end, _)| (words, format!("{at}/{end}")))
                .collect(),
            may: line.held && (!seen || own),
            typed: Typed {
                track: line
                    .on_track
                    .filter(|_| seen)
                    .map_or("", |yes| if yes { "yes" } else { "no" })
                    .to_owned(),
                close: to_close,
                moving: to_move,
                ..Typed::default()
            },
            seen: seen_words(&line, today),
            person: line.person,
            reference: line.reference,
            errors: ui::Errors::default(),
            next: String::new(),
            submission,
        }
    }

    /// Whether nobody has looked at it and somebody still can.
    pub(super) fn waits(&self) -> bool {
        self.seen.is_empty() && self.may
    }
}

fn band_tag(band: Band) -> Tag {
    let words = format!("{} risk", band.label());
    match band {
        Band::High => Tag::bad(words),
        Band::Medium => Tag::warn(words),
        Band::Standard => Tag::plain(words),
    }
}

fn facts(line: &ReviewLine, today: Day) -> String {
    let last = line.last_contact_at.map_or("none yet".to_owned(), |at| day_words(Day::of(at), today));
    let next = match (&line.next_what, line.next_on) {
        (Some(what), Some(on)) => format!("{}, {what}", day_words(on, today)),
        _ => "nothing booked".to_owned(),
    };
    let exit = line.exit_on.map_or("none".to_owned(), |on| format!("expected {}", on.long()));
    format!("Last contact: {last}. Next: {next}. Exit plan: {exit}.")
}

/// `Dean Hall, today at 10am. Action: Call the landlord, by Fri 27 Nov. It should be closed.`
fn seen_words(line: &ReviewLine, today: Day) -> String {
    let (Some(State::Seen), Some(by), Some(at)) = (line.state, &line.seen_by, line.seen_at) else {
        return String::new();
    };
    let mut words = format!("{by}, {}, {}.", day_words(Day::of(at), today), at.time_of_day());
    let action = line.action.as_deref().unwrap_or_default().trim_end_matches('.');
    if !action.is_empty() {
        let by = line.action_due_on.map_or(String::new(), |on| format!(", by {}", day_words(on, today)));
        words = format!("{words} Action: {action}{by}.");
    }
    for (yes, what) in
        [(line.to_close, "It should be closed."), (line.to_move, "Somebody else should have it.")]
    {
        if yes == Some(true) {
            words = format!("{words} {what}");
        }
    }
    words
}

/// Numbers the rows and leads each on to the next that nobody has looked at, or to the end.
pub(super) fn lead_on(rows: &mut [ReviewRow]) {
    let mut next = "finish".to_owned();
    for (place, row) in rows.iter_mut().enumerate().rev() {
        row.n = place + 1;
        row.next.clone_from(&next);
        if row.waits() {
            next = format!("case-{}", row.case);
        }
    }
}
