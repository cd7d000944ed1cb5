//! A small service in which things happen on days that a test says.

use access::{CaseId, NOBODY, PersonId, UserId};
use cases::{
    facts::{self, Answer, NewEntry, Value, model::Absent},
    model::PartyRole,
    work::{self, NewEvent},
};
use evidence::returns::{
    ReturnTable,
    model::{Period, World},
    store::{self, Asked},
    tables,
};
use kernel::{Day, Instant};
use packs::{
    Pack,
    model::{Event, FieldKind},
};
use testkit::TestApp;

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn period(text: &str) -> Period {
    let (from, to) = text.split_once("..").unwrap();
    Period::new(day(from), day(to)).unwrap()
}

/// The quarter that the tests count.
pub const QUARTER: &str = "2026-07-01..2026-09-30";

pub fn pack(id: &str) -> &'static Pack {
    packs::shipped_pack(id).unwrap()
}

/// A case of a pack, opened and written down on a day.
pub fn opened(app: &TestApp, pack: &Pack, person: PersonId, on: &str) -> CaseId {
    let kind = pack.id.clone();
    let case = app.case(person).opened(on).with(move |new| new.case_type = kind).added();
    let (pack, event) = (pack.clone(), event(app, case, "opened", on));
    app.write(move |c| work::begin(c, 1, &pack, &event));
    case
}

fn event(app: &TestApp, case: CaseId, what: &str, on: &str) -> NewEvent {
    NewEvent {
        event_id: app.uuid(),
        case,
        event: Event::parse(what).unwrap(),
        on: day(on),
        at: None,
        source: None,
        recorded_at: day(on).at(12, 0),
        recorded_by: UserId::from_uuid(NOBODY),
    }
}

pub fn happens(app: &TestApp, case: CaseId, what: &str, on: &str) {
    let event = event(app, case, what, on);
    app.write(move |c| work::happened(c, 1, &event));
}

/// Facts recorded together. `said` are fields and what is said: codes with `+` between them, a day, words, or
/// `?declined` for why there is nothing.
pub struct Says<'a> {
    pub form: &'a str,
    pub on: &'a str,
    pub recorded: &'a str,
    pub said: &'a [(&'a str, &'a str)],
}

pub fn says(app: &TestApp, pack: &Pack, (case, person): (CaseId, PersonId), says: &Says<'_>) {
    let answers = says.said.iter().map(|(id, text)| {
        let field = pack.field(id).unwrap();
        let value = match (field.kind, text.strip_prefix('?')) {
            (_, Some(why)) => Value::Absent(Absent::parse(why).unwrap()),
            (FieldKind::Day, _) => Value::Day(day(text)),
            (FieldKind::Text | FieldKind::LongText, _) => Value::Text((*text).to_owned()),
            _ => Value::Codes(text.split('+').map(str::to_owned).collect()),
        };
        Answer::new(field, value)
    });
    let entry = NewEntry {
        entry_id: app.uuid(),
        case,
        person,
        form: says.form.to_owned(),
        repeats: pack.form(says.form).is_some_and(|form| form.repeats),
        occurred_on: day(says.on),
        recorded_at: day(says.recorded).at(12, 0),
        recorded_by: UserId::from_uuid(NOBODY),
        answers: answers.collect(),
    };
    app.write(move |c| facts::save(c, 1, &entry));
}

/// The same on one day.
pub fn said(app: &TestApp, pack: &Pack, who: (CaseId, PersonId), on: &str, said: &[(&str, &str)]) {
    says(app, pack, who, &Says { form: "", on, recorded: on, said });
}

pub fn party(app: &TestApp, case: CaseId, person: PersonId, role: PartyRole) {
    app.write(move |c| cases::store::add_party(c, 1, case, person, role));
}

/// What a return is counted from, as recorded by the end of a day.
pub fn read(app: &TestApp, pack: &Pack, days: &str, seen: Instant) -> World {
    let asked = Asked { pack: pack.id.clone(), period: period(days), seen };
    app.read(move |c| store::world(c, 1, &asked, true))
}

/// A table as `code n` of rows that are not empty, then `= total`.
pub fn table(app: &TestApp, pack: &Pack, days: &str, id: &str) -> String {
    let world = read(app, pack, days, app.clock().now());
    words(&tables(pack, &world, period(days), Some(id)).unwrap()[0])
}

/// The same as recorded by the end of a day.
pub fn table_then(app: &TestApp, pack: &Pack, days: &str, id: &str, seen: &str) -> String {
    let world = read(app, pack, days, day(seen).plus(1).start());
    words(&tables(pack, &world, period(days), Some(id)).unwrap()[0])
}

fn words(table: &ReturnTable) -> String {
    let rows = table.rows.iter().chain(&table.unknown).filter(|row| row.n != Some(0));
    let mut words: Vec<String> = rows.map(|row| format!("{} {}", row.code, row.shown)).collect();
    words.push(format!("= {}", table.total_shown));
    words.join(", ")
}
