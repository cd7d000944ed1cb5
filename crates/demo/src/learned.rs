//! The service's own standards, how some officers keep them, and what was learned: practice notes and reflective sessions.

use crate::{draw::Draw, world::World};
use kernel::{Day, Result, db::Db};
use workload::{
    practice::{
        model::{Kind, Theme},
        store::{self as practice, NewEntry},
    },
    standards::{
        model::ShownBy,
        store::{self as standards, NewWording},
    },
};

/// What the service asks of casework: the title, what it means, and the page that shows it.
const STANDARDS: [(&str, &str, ShownBy); 5] = [
    (
        "We call back when we said we would",
        "A promise of contact is kept to the day, or put off by a call.",
        ShownBy::Promises,
    ),
    (
        "Nobody waits in silence",
        "Everybody hears from us within four weeks, if only that nothing has moved.",
        ShownBy::Contact,
    ),
    ("The plan is theirs", "Goals stand in the person's words, and they have a copy.", ShownBy::Plans),
    ("We know what is due", "The last days of duties are looked at each morning.", ShownBy::Clocks),
    ("What we agree has a name and a day", "Each step has one owner and one date.", ShownBy::Actions),
];
/// How officers keep the first ones.
const WAYS: [&str; 3] = [
    "Calls first thing, before the inbox is opened.",
    "A text the evening before, so that nobody waits at home for nothing.",
    "Fridays from two: everybody I have not spoken with that week.",
];
/// What there is to know, and what was talked about.
const ENTRIES: [(Kind, Theme, &str, &str, &str); 7] = [
    (
        Kind::Note,
        Theme::Listening,
        "Start with what has been tried",
        "People who complain about noise have mostly spoken with the neighbour already. Ask what happened then.",
        "Diary sheets sent before anybody has listened end the conversation.",
    ),
    (
        Kind::Note,
        Theme::Partners,
        "A name, not a mailbox",
        "Replies come in two days from a person and in two weeks from a shared mailbox. Keep the names in the network.",
        "",
    ),
    (
        Kind::Note,
        Theme::Risk,
        "Ask about the night",
        "Risk at home is often worst after ten at night. Ask where they sleep, who has keys and who would come.",
        "",
    ),
    (
        Kind::Session,
        Theme::Endings,
        "Ending well after a long case",
        "Six of us looked at endings that came as a surprise. The plan to leave was written in the last week.",
        "Talk of the end at the first review, and write down who stays.",
    ),
    (
        Kind::Note,
        Theme::Recording,
        "What they said, then what we think",
        "Notes that begin with our view are read as facts later. Their words first, in quotes.",
        "",
    ),
    (
        Kind::Session,
        Theme::Ourselves,
        "After a visit that went wrong",
        "We were shouted at for an hour and went on to the next visit. Nobody knew until supervision.",
        "Ring a colleague from the car. The next visit can wait an hour.",
    ),
    (
        Kind::Note,
        Theme::Law,
        "Reasons are for the person",
        "A decision letter that a person cannot follow is appealed. Say what you looked at and what weighed.",
        "",
    ),
];

/// Writes them. It draws from a source of its own, so that nothing else of the demo moves with it.
pub fn write(db: &Db, seed: u64, world: &World, (tenant, as_at): (i64, Day)) -> Result<()> {
    let draw = Draw::new(seed.wrapping_add(0x1EA), as_at);
    let leader = world.workers[world.teams[0].leader].id;
    for (place, (title, words, shown_by)) in (1..).zip(STANDARDS) {
        let standard = draw.uuid();
        let from_on = as_at.plus(-120);
        let new = NewWording {
            id: draw.uuid(),
            standard,
            place,
            title: title.to_owned(),
            words: words.to_owned(),
            shown_by: shown_by.code().to_owned(),
            from_on,
        };
        let people: Vec<access::UserId> = world.workers.iter().map(|worker| worker.id).collect();
        let ways: Vec<_> = WAYS.iter().map(|words| (draw.pick(&people), *words)).collect();
        db.write_now(move |c| {
            standards::add(c, tenant, &new, (leader, from_on.at(10, 0)))?;
            ways.iter().filter(|_| new.place < 3).try_for_each(|(user, words)| {
                standards::keep(c, tenant, *user, (standard, words, true), from_on.plus(9).at(16, 20))
            })
        })?;
    }
    for (n, (kind, theme, title, words, learned)) in ENTRIES.into_iter().enumerate() {
        let on_day = as_at.plus(-9 - 17 * n as i64);
        let by = world.workers[(n * 5 + 1) % world.workers.len()].id;
        let new = NewEntry {
            id: draw.uuid(),
            kind,
            on_day,
            theme,
            case_type: String::new(),
            title: title.to_owned(),
            words: words.to_owned(),
            learning: learned.to_owned(),
            attendees: if kind == Kind::Session { "Six of two teams".to_owned() } else { String::new() },
            actions: String::new(),
        };
        db.write_now(move |c| practice::add(c, tenant, &new, (by, on_day.at(15, 30))))?;
    }
    Ok(())
}
