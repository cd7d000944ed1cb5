//! My day: what must I do now, and what can wait?

mod own;

use access::{Actor, Db, Fault, Posted, Query, Shown};
use askama::Template;
use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Redirect, Response},
};
use cases::{
    desk::to_sign::WaitingRow,
    messages::store::Unread,
    queues::Queue,
    slots::Slot,
    store::day::{
        self, Change, Ends, Load, MatchAlert, MyAction,
        figures::{self, Figures},
        waiting,
    },
    web::day_words,
};
use kernel::{Day, Error, Id, Instant};
use own::{OnRota, caseload_words};
use people::{
    store::find,
    web::{notice, submission},
};
use quality::audit::model::Period;
use ui::{Page, Shell, Tag};
use workload::desk::{self, Desk};

/// Days ahead that the page shows.
const AHEAD: i64 = 7;

/// What is to be done today.
#[derive(Template)]
#[template(path = "my_day.html")]
pub struct MyDay {
    /// The frame.
    pub shell: Shell,
    /// Overdue first, then today in time order.
    pub now: Vec<TodoRow>,
    /// The days after.
    pub later: Vec<TodoRow>,
    /// What waits for me to sign, approve, accept or decide, the oldest first.
    pub waiting: Vec<WaitingRow>,
    /// Messages that I have not read.
    pub messages: Vec<MessageRow>,
    /// Time reserved for casework today, in words, and what the rota has then; empty where the two agree.
    pub reserved: Vec<(String, String)>,
    /// The next such time on a later day; empty for none.
    pub reserved_next: String,
    /// What colleagues wrote on my cases since yesterday.
    pub changes: Vec<ChangeRow>,
    /// New records that may be people I keep and nobody else may see.
    pub matches: Vec<MatchRow>,
    /// My half-days on the rota; `None` for whoever is on none.
    pub rota: Option<OnRota>,
    /// My caseload in a sentence.
    pub caseload: String,
    /// How full I am.
    pub full: Option<Tag>,
    /// How that is worked out; empty where no hours are written down.
    pub load_href: String,
    /// My caseload.
    pub caseload_href: String,
    /// By when I look at my own cases; empty for whoever holds none.
    pub audit: String,
    /// My work queues that hold something: address, words, how many.
    pub queues: Vec<(String, &'static str, i64)>,
    /// All of them.
    pub queues_href: String,
    /// My own figures: what, and how many of how many.
    pub figures: Vec<(&'static str, String)>,
    /// Whether I do casework.
    pub staff: bool,
}

/// Something to do.
pub struct TodoRow {
    /// Where it is marked done; empty for a promised contact.
    pub done_action: String,
    /// Where a promised contact is written down, which is how it is done; empty for what is booked.
    pub record_href: String,
    /// Where a clock is looked at that has its last day; empty for anything else.
    pub clock_href: String,
    /// A fresh id for that form.
    pub submission: String,
    /// Id of the outcome's field, unique on the page.
    pub field: String,
    /// The day, in words.
    pub when: String,
    /// The time and a comma, where one is booked.
    pub time: String,
    /// The day, for machines.
    pub date: String,
    /// What.
    pub what: String,
    /// For whom.
    pub person: String,
    /// Their page.
    pub href: String,
    /// Overdue or today.
    pub tag: Option<Tag>,
}

/// Something a colleague wrote.
pub struct ChangeRow {
    /// The person.
    pub person: String,
    /// Their page.
    pub href: String,
    /// Who wrote what kind of entry, when.
    pub who: String,
    /// The beginning of what it says.
    pub words: String,
}

/// A message that I have not read.
pub struct MessageRow {
    /// Where I say that I have read it.
    pub action: String,
    /// A fresh id for that form.
    pub submission: String,
    /// Who sent it, and when.
    pub from: String,
    /// What it says.
    pub words: String,
    /// Whom it is about, and in which case.
    pub about: String,
    /// Where it stands in the record and is answered.
    pub href: String,
}

/// A record that may be somebody I keep.
pub struct MatchRow {
    /// Where it is marked as dealt with.
    pub action: String,
    /// A fresh id for that form.
    pub submission: String,
    /// What happened, in words.
    pub words: String,
}

impl MyDay {
    fn todo(action: MyAction, today: Day, submission: String) -> TodoRow {
        TodoRow {
            done_action: match action.promised.or(action.clock.map(|(case, _)| case)) {
                None => format!("/people/{}/actions/{}/done", action.person_id, action.action_id.simple()),
                Some(_) => String::new(),
            },
            record_href: action.promised.map_or(String::new(), |case| {
                format!("/people/{}/notes/new?channel=phone&case={case}", action.person_id)
            }),
            clock_href: action.clock.map_or(String::new(), |(case, _)| format!("/cases/{case}/clocks")),
            submission,
            field: format!("outcome-{}", action.action_id.simple()),
            when: day_words(action.due_on, today),
            time: action.due_at.map_or(String::new(), |at| format!("{}, ", at.time_of_day())),
            date: action.due_on.to_string(),
            what: action.what,
            person: action.person,
            href: format!("/people/{}", action.person_id),
            tag: match (action.due_on < today, action.clock) {
                (true, None | Some((_, Ends::Overdue))) => Some(Tag::bad("Overdue")),
                (true, Some((_, Ends::Notice))) => Some(Tag::warn("May be ended by notice")),
                (true, Some(_)) => Some(Tag::warn("Has passed")),
                (false, Some(_)) if action.due_on == today => Some(Tag::bad("Last day today")),
                _ => None,
            },
        }
    }
}

fn change(change: Change, today: Day) -> ChangeRow {
    let short: String = change.summary.chars().take(160).collect();
    let cut = if short.len() < change.summary.len() { "…" } else { "" };
    ChangeRow {
        person: change.person,
        href: format!("/people/{}", change.person_id),
        who: format!(
            "{}, {}, {}, {}",
            change.worker,
            change.channel.label().to_lowercase(),
            day_words(Day::of(change.recorded_at), today),
            change.recorded_at.time_of_day()
        ),
        words: format!("{short}{cut}"),
    }
}

fn match_row(alert: &MatchAlert, submission: String) -> MatchRow {
    MatchRow {
        action: format!("/day/matches/{}", alert.alert_id.simple()),
        submission,
        words: format!(
            "A new record has the name and date of birth of {}. {} made it, {}. They have not been told.",
            alert.person,
            alert.made_by,
            alert.raised_at.long()
        ),
    }
}

/// Goes on to my day.
pub async fn start(_actor: Actor) -> Redirect {
    Redirect::to("/day")
}

fn message(message: Unread, today: Day, submission: String) -> MessageRow {
    let sent = message.sent_at;
    let (about, href) = match message.case_id {
        Some(case) => {
            (format!("{}, {}", message.person, message.reference), format!("/cases/{case}/messages"))
        }
        None => (message.person, format!("/people/{}/messages", message.person_id)),
    };
    MessageRow {
        action: format!("/messages/{}/read", message.message_id.simple()),
        submission,
        from: format!("{}, {}, {}", message.from, day_words(Day::of(sent), today), sent.time_of_day()),
        words: message.words,
        about,
        href,
    }
}

/// Time kept today, and the next time after today within a week or once later.
fn reserved(slots: &[Slot], desk: &Desk, today: Day) -> (Vec<(String, String)>, String) {
    let on = |day: Day| -> Vec<&Slot> {
        let mut found: Vec<&Slot> = slots.iter().filter(|slot| slot.is_on(day)).collect();
        found.sort_by_key(|slot| slot.from_minute);
        found
    };
    let next = (1..=AHEAD).find_map(|n| {
        let day = today.plus(n);
        on(day).first().map(|slot| format!("{}, {}", day_words(day, today), slot.time()))
    });
    let now = on(today).into_iter().map(|slot| (slot.time(), own::instead(desk, slot, today)));
    (now.collect(), next.unwrap_or_default())
}

/// The queues of my cases that hold something, what is due first.
fn queues(load: &Load, href: &str) -> Vec<(String, &'static str, i64)> {
    let held = [
        (Queue::Clock, load.clock),
        (Queue::Overdue, load.overdue),
        (Queue::Quiet, load.quiet),
        (Queue::Unbooked, load.unbooked),
        (Queue::Partner, load.partner),
        (Queue::NoStep, load.no_step),
        (Queue::NoExit, load.no_exit),
    ];
    let some = held.into_iter().filter(|(_, n)| *n > 0);
    some.map(|(queue, n)| (ui::query(href, &[("queue", queue.code())]), queue.label(), n)).collect()
}

/// My own figures, each with the number it is counted from.
fn figure_rows(figures: &Figures) -> Vec<(&'static str, String)> {
    let of =
        |n: i64, all: i64| if all == 0 { "None counted yet".to_owned() } else { format!("{n} of {all}") };
    let mut rows = vec![("Contacts kept as promised", of(figures.kept, figures.promised))];
    if figures.tried > 0 {
        rows.push(("Tried, not reached", of(figures.tried, figures.promised)));
    }
    rows.push(("Written down the same day", of(figures.delays.of("0"), figures.delays.total())));
    rows
}

/// Shows my day: six statements, however much is on it.
pub async fn show_day(db: Db, actor: Actor, Query(query): Query) -> Result<Page<MyDay>, Fault> {
    let today = Day::of(actor.now);
    let since: Instant = today.plus(-1).start();
    let staff = actor.is_staff();
    let (todo, news, load, desk, waiting, figures) = db
        .list(&actor, "readDay", String::new(), move |c, scope| {
            let todo = day::mine(c, scope, today.plus(AHEAD))?;
            let (news, waiting) = (day::news(c, scope, since)?, waiting::waiting(c, scope)?);
            let mut subjects: Vec<uuid::Uuid> = todo.iter().map(|a| a.person_id.uuid()).collect();
            subjects.extend(news.messages.iter().map(|m| m.person_id.uuid()));
            subjects.extend(waiting.iter().filter_map(|w| w.case_id).map(Id::uuid));
            let load = day::load(c, scope)?;
            let desk = if staff { desk::mine(c, scope)? } else { Desk::default() };
            let value = (todo, news, load, desk, waiting, figures::figures(c, scope)?);
            Ok(Shown { value, subjects })
        })
        .await?;
    let (now, later): (Vec<MyAction>, Vec<MyAction>) = todo.into_iter().partition(|a| a.due_on <= today);
    let rows = |actions: Vec<MyAction>| -> Vec<TodoRow> {
        actions.into_iter().map(|a| MyDay::todo(a, today, submission(&db))).collect()
    };
    let mut shell = access::shell(&actor, "My day", "").intro(today.long());
    if let Some(words) = day_notice(query.value("done")) {
        shell = shell.notice(words);
    }
    let (reserved, reserved_next) = reserved(&news.slots, &desk, today);
    let carried = own::carried(&desk);
    let queues_href = format!("/queues/officer/{}", actor.user);
    Ok(Page(MyDay {
        shell,
        now: rows(now),
        later: rows(later),
        waiting: waiting.iter().map(|w| WaitingRow::new(w, today, submission(&db))).collect(),
        messages: news.messages.into_iter().map(|m| message(m, today, submission(&db))).collect(),
        reserved,
        reserved_next,
        changes: news.changes.into_iter().map(|c| change(c, today)).collect(),
        matches: news.matches.iter().rev().map(|m| match_row(m, submission(&db))).collect(),
        rota: OnRota::of(&desk, today),
        caseload: caseload_words(&load, carried),
        full: carried.and_then(workload::load::web::words::tag),
        load_href: carried.map_or(String::new(), |_| format!("/caseloads/officer/{}/load", actor.user)),
        caseload_href: format!("/caseloads/officer/{}", actor.user),
        audit: audit_words(&load, today),
        queues: queues(&load, &queues_href),
        queues_href,
        figures: figure_rows(&figures),
        staff,
    }))
}

/// What was just done, from the code that the address carries.
fn day_notice(code: &str) -> Option<&'static str> {
    match code {
        "read" => Some("Marked as read. The message stays in the record."),
        "accepted" => Some("Accepted. The case is yours."),
        code => notice(code),
    }
}

/// The last day of this fortnight's self-audit: worked out from the day alone, so that it costs no statement.
fn audit_words(load: &Load, today: Day) -> String {
    match load.open {
        0 => String::new(),
        _ => format!("My self-audit of this fortnight: by {}", day_words(Period::of(today).last(), today)),
    }
}

/// The keeper has dealt with a match.
pub async fn see_match(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    posted: Posted,
) -> Result<Response, Fault> {
    let text = params.iter().find(|(name, _)| *name == "alert_id").map(|(_, value)| value.to_owned());
    let alert: Id<MatchAlert> = text.ok_or(Error::NotFound)?.parse()?;
    let location = db
        .act(&actor, "seeMatch", &posted.submission, move |c, scope| {
            find::see_alert(c, scope, alert.uuid())?;
            Ok(access::Changed::to("/day?done=done", format!("match {alert}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

impl ui::Samples for MyDay {
    const NAME: &'static str = "my-day";
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |n: u8, tag| TodoRow {
            done_action: "/people/new".to_owned(),
            record_href: String::new(),
            clock_href: String::new(),
            submission: String::new(),
            field: format!("outcome-{n}"),
            when: "Today".to_owned(),
            time: "4.30pm, ".to_owned(),
            date: "2026-11-20".to_owned(),
            what: "Weekly call".to_owned(),
            person: "Amina Okafor".to_owned(),
            href: "#".to_owned(),
            tag,
        };
        let load = Load { open: 21, quiet: 2, clock: 1, partner: 3, ..Load::default() };
        let page = |now, later| Self {
            shell: Shell::new("My day", ""),
            now,
            later,
            waiting: Vec::new(),
            messages: Vec::new(),
            reserved: Vec::new(),
            reserved_next: String::new(),
            changes: Vec::new(),
            matches: Vec::new(),
            rota: None,
            caseload: caseload_words(&load, None),
            full: None,
            load_href: String::new(),
            caseload_href: "#".to_owned(),
            audit: audit_words(&load, Day::of(Instant::from_micros(1_795_000_000_000_000))),
            queues: Vec::new(),
            queues_href: "/queues/officer/0".to_owned(),
            figures: figure_rows(&Figures::default()),
            staff: true,
        };
        let long = "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley";
        let waits = |what: &str, accept: &str| WaitingRow {
            href: "#".to_owned(),
            what: what.to_owned(),
            reference: "ASB-K7QM2-4DXA".to_owned(),
            tag: Tag::info("Decision"),
            asked: format!("{long} asked 3 days ago"),
            note: String::new(),
            accept: accept.to_owned(),
            submission: String::new(),
        };
        let message = MessageRow {
            action: "/messages/0/read".to_owned(),
            submission: String::new(),
            from: format!("{long}, Today, 9.15am"),
            words: "The lock is fitted. Please tell her when you see her.".to_owned(),
            about: "Amina Okafor, ASB-K7QM2-4DXA".to_owned(),
            href: "#".to_owned(),
        };
        let everything = Self {
            waiting: vec![
                waits("Whether to seek possession", ""),
                waits("ASB-K7QM2-4DXA, handed over by Dean Morris", "/cases/0/handover/accept"),
            ],
            messages: vec![message],
            reserved: vec![("9am to 12pm".to_owned(), "The rota has duty then.".to_owned())],
            reserved_next: "Thu 26 Nov, 9am to 12pm".to_owned(),
            queues: queues(&load, "/queues/officer/0"),
            rota: Some(OnRota::sample()),
            caseload: "You hold 21 open cases, 94 of 81.4 points.".to_owned(),
            full: Some(Tag::warn("115%")),
            load_href: "#".to_owned(),
            ..page(vec![row(4, Some(Tag::bad("Overdue")))], vec![row(5, None)])
        };
        vec![
            ("everything", everything),
            ("busy", page(vec![row(1, Some(Tag::bad("Overdue"))), row(2, None)], vec![row(3, None)])),
            (
                "a promise is due",
                page(
                    vec![
                        TodoRow {
                            clock_href: "#".to_owned(),
                            what: "Relief duty".to_owned(),
                            ..row(2, Some(Tag::bad("Last day today")))
                        },
                        TodoRow { record_href: "#".to_owned(), ..row(1, None) },
                    ],
                    Vec::new(),
                ),
            ),
            ("nothing due", page(Vec::new(), Vec::new())),
        ]
    }
}
