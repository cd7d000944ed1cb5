//! What the page of stays says, worked out from the figures.

use crate::{
    model::{Buckets, Counting, Stay, Stays, Window},
    store::Place,
    write,
};
use askama::Template;
use kernel::{Day, Form, Id, words::thousands};
use ui::{Choice, FilterTag, Shell, Stat, Stats, query};

/// The page.
#[derive(Template)]
#[template(path = "stays.html")]
pub struct StaysPage {
    /// The frame.
    pub shell: Shell,
    /// First day, as typed.
    pub from: String,
    /// Last day, as typed.
    pub to: String,
    /// The id of the team or organisation chosen; empty for the whole service.
    pub team: String,
    /// What can be chosen.
    pub teams: Vec<Choice>,
    /// The choice in force.
    pub tags: Vec<FilterTag>,
    /// The answer; none when the question could not be read.
    pub answer: Option<Answer>,
    /// Where the same figures can be downloaded.
    pub csv: String,
}

/// The figures in words and rows.
pub struct Answer {
    /// The finding, in a sentence or two.
    pub headline: String,
    /// Whose and when.
    pub about: String,
    /// The numbers on top.
    pub stats: Stats,
    /// Whether there is anybody to show in tables.
    pub any: bool,
    /// People by length of stay.
    pub lengths: Vec<LengthRow>,
    /// How soon openings and closings were recorded, in a sentence.
    pub recorded: String,
    /// Openings and closings by delay.
    pub delays: Vec<DelayRow>,
    /// How soon contacts were recorded, in a sentence.
    pub contacts: String,
    /// Contacts by delay.
    pub contact_delays: Vec<LengthRow>,
    /// What is odd in the data; empty when nothing is.
    pub odd: String,
}

/// A count with its share of all.
pub struct LengthRow {
    /// The range, in words.
    pub label: &'static str,
    /// How many.
    pub n: String,
    /// Percent of all, to the nearest whole.
    pub percent: i64,
}

/// Openings and closings of one delay.
pub struct DelayRow {
    /// The range, in words.
    pub label: &'static str,
    /// Openings.
    pub entries: String,
    /// Closings.
    pub exits: String,
}

/// Words of the ranges of [`Buckets::of_lengths`], in their order.
const LENGTHS: [&str; 10] = [
    "30 days or less",
    "31 to 60 days",
    "61 to 90 days",
    "91 to 180 days",
    "181 to 365 days",
    "366 to 730 days",
    "731 to 1,095 days",
    "1,096 to 1,460 days",
    "1,461 to 1,825 days",
    "Over 1,825 days",
];

/// Words of the ranges of [`Buckets::of_delays`], in their order.
const DELAYS: [&str; 5] = ["The same day", "1 to 3 days", "4 to 6 days", "7 to 10 days", "11 days or more"];

impl StaysPage {
    /// The page of a question and its answer.
    pub fn new(shell: Shell, form: &Form, places: &[Place], answer: Option<Answer>) -> Self {
        let (from, to, team) =
            (form.value("from").to_owned(), form.value("to").to_owned(), form.text("team"));
        let teams = choices(places);
        let chosen = teams.iter().find(|choice| choice.is(&team));
        let keep = [("from", from.as_str()), ("to", to.as_str())];
        let tags = chosen.map(|choice| FilterTag::new(&choice.label, query("/evidence/stays", &keep)));
        let csv = query("/evidence/stays.csv", &[keep[0], keep[1], ("team", &team)]);
        Self { shell, from, to, tags: tags.into_iter().collect(), team, teams, answer, csv }
    }
}

/// Teams under their organisations, and the organisations themselves.
fn choices(places: &[Place]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    let mut last = None;
    for place in places {
        if last != Some(place.organisation_id) {
            last = Some(place.organisation_id);
            choices.push(Choice::new(
                place.organisation_id.to_string(),
                format!("{}, all cases", place.organisation),
            ));
        }
        if let (Some(id), Some(name)) = (place.team_id, &place.team) {
            choices.push(Choice::new(id.to_string(), write::team_words(name, &place.organisation)));
        }
    }
    choices
}

impl Answer {
    /// The figures of a period in words.
    pub fn new(stays: &Stays, contacts: &Buckets, window: Window, of: &str) -> Self {
        let share = |n: i64, all: i64| if all > 0 { (200 * n + all) / (2 * all) } else { 0 };
        let rows = |buckets: &Buckets, words: &[&'static str]| -> Vec<LengthRow> {
            let all = buckets.total();
            let row = |(label, (_, n)): (&&'static str, (_, i64))| LengthRow {
                label,
                n: thousands(n),
                percent: share(n, all),
            };
            words.iter().zip(buckets.iter()).map(row).collect()
        };
        let pairs = stays.entry_delay.iter().zip(stays.exit_delay.iter());
        let delays = DELAYS.iter().zip(pairs).map(|(label, ((_, entries), (_, exits)))| DelayRow {
            label,
            entries: thousands(entries),
            exits: thousands(exits),
        });
        Self {
            headline: headline(stays, window),
            about: format!("{of}, {} to {}.", window.from().long(), window.to().long()),
            stats: tiles(stays),
            any: stays.persons > 0,
            lengths: rows(&stays.length, &LENGTHS),
            recorded: format!(
                "Of {}, {} recorded within 3 days. Of {}, {}.",
                kernel::words::count(stays.entry_delay.total(), "opening", "openings"),
                were(soon(&stays.entry_delay)),
                kernel::words::count(stays.exit_delay.total(), "closing", "closings"),
                were(soon(&stays.exit_delay)),
            ),
            delays: delays.collect(),
            contacts: format!(
                "Of {}, {} recorded within 3 days.",
                kernel::words::count(contacts.total(), "contact", "contacts"),
                were(soon(contacts)),
            ),
            contact_delays: rows(contacts, &DELAYS),
            odd: odd(stays),
        }
    }
}

/// What is odd about the facts, in words; empty when nothing is.
fn odd(stays: &Stays) -> String {
    let backwards = (stays.backwards > 0).then(|| write::backwards_words(stays.backwards));
    backwards.into_iter().chain(write::ahead_words(stays)).collect::<Vec<_>>().join(" ")
}

/// How many were recorded within three days.
fn soon(delays: &Buckets) -> i64 {
    delays.of("0") + delays.of("1-3")
}

fn were(n: i64) -> String {
    match n {
        0 => "none were".to_owned(),
        1 => "1 was".to_owned(),
        n => format!("{} were", thousands(n)),
    }
}

/// `457 days`; a dash for nobody.
fn days(n: Option<i64>) -> String {
    n.map_or_else(|| "–".to_owned(), |n| kernel::words::count(n, "day", "days"))
}

/// The finding as somebody would tell it.
fn headline(stays: &Stays, window: Window) -> String {
    let (from, to) = (window.from().long(), window.to().long());
    if stays.persons == 0 {
        return format!("Nobody had an open case between {from} and {to}.");
    }
    let people = kernel::words::count(stays.persons, "person", "people");
    let mut sentences = vec![format!("{people} had an open case between {from} and {to}.")];
    if stays.leavers > 0 {
        let left = kernel::words::count(stays.leavers, "had left", "had left");
        let typical = days(stays.median_days.leavers);
        sentences.push(format!("{left} by the last day, after a typical stay of {typical}."));
    }
    if stays.stayers > 0 {
        let were = kernel::words::count(stays.stayers, "was", "were");
        let typical = days(stays.median_days.stayers);
        sentences.push(format!("{were} still with us, typically for {typical} so far."));
    }
    sentences.join(" ")
}

fn tiles(stays: &Stays) -> Stats {
    let tile = |label: &str, n: i64, mean: Option<i64>| {
        let tile = Stat::new(label, thousands(n));
        mean.map_or(tile.clone(), |_| tile.note(format!("Mean stay {}", days(mean))))
    };
    Stats {
        stats: vec![
            Stat::new("People", thousands(stays.persons)).note("Each counted once"),
            tile("Had left", stays.leavers, stays.mean_days.leavers),
            tile("Still with us", stays.stayers, stays.mean_days.stayers),
            Stat::new("Typical stay of those who left", days(stays.median_days.leavers)).note("The median"),
        ],
    }
}

impl ui::Samples for StaysPage {
    const NAME: &'static str = "stays";

    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || Shell::new("How long people stay with us", "Reports");
        let day = |y, m, d| Day::new(y, m, d).unwrap_or_else(|| Day::of(kernel::Instant::from_micros(0)));
        let (from, to) = (day(2025, 11, 22), day(2026, 11, 21));
        let Ok(window) = Window::new(from, to) else { return Vec::new() };
        let page = |shell, stays: &Stays, contacts: &Buckets, of: &str, places: &[Place]| {
            let form = [("from", from.long()), ("to", to.long())].map(|(k, v)| (k.to_owned(), v));
            Self::new(shell, &Form::new(form), places, Some(Answer::new(stays, contacts, window, of)))
        };
        let mut some = Counting::new(window);
        for n in 0..120u8 {
            let entry = from.plus(i64::from(n) * 7 - 500);
            some.add(Stay {
                person: Id::from_uuid(uuid::Uuid::from_u128(u128::from(n))),
                entry,
                exit: (n % 4 > 0).then(|| entry.plus(i64::from(n % 50) * 11)),
                entry_recorded: entry.plus(i64::from(n % 13)),
                exit_recorded: Some(entry.plus(i64::from(n % 50) * 11 + i64::from(n % 5))),
            });
        }
        let mut contacts = Buckets::of_delays();
        (0..400).for_each(|n| contacts.add(n % 12));
        let (some, none) = (some.finish(), Counting::new(window).finish());
        let mut wrong = Self::new(
            shell().errors(
                [("from", "Enter a real date, like 22 11 2026 or 22 November 2026.")].into_iter().collect(),
            ),
            &Form::new([("from".to_owned(), "soon".to_owned())]),
            &[],
            None,
        );
        wrong.to = to.long();
        let long = Place {
            organisation_id: Id::from_uuid(uuid::Uuid::from_u128(1)),
            organisation: "The Royal Borough of Upper and Lower Ashcombe-under-Wychwood Council".to_owned(),
            team_id: Some(Id::from_uuid(uuid::Uuid::from_u128(2))),
            team: Some(
                "Neighbourhood Resolution and Community Safety Partnership, north and east".to_owned(),
            ),
        };
        vec![
            ("full", page(shell(), &some, &contacts, write::EVERYBODY, &[])),
            ("nobody yet", page(shell(), &none, &Buckets::of_delays(), write::EVERYBODY, &[])),
            ("with errors", wrong),
            ("long names", page(shell(), &some, &contacts, &long.organisation.clone(), &[long])),
        ]
    }
}
