//! Why a case is or is not in each table of a return, what is wrong in it, and leaving it out.

use super::{Question, WrongRow, how, periods, row_words, value_of};
use crate::returns::{
    checks::wrong,
    model::{CaseWorld, Choice as Decided, Entered, Why, World, enters, event_words, place},
    store::{self, NewChoice},
};
use access::{CaseRef, Changed, Db, Fault, Posted, Query, Read, Write};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use cases::desk::{self, Desk};
use kernel::{Day, Error, Form, Result, db::Conn};
use packs::{
    Pack,
    model::{Event, Table},
};
use ui::{Choice, Page, Shell, SubNav, Tag};

/// A case and its returns.
#[derive(Template)]
#[template(path = "case_returns.html")]
pub struct CaseReturns {
    /// The frame.
    pub shell: Shell,
    /// The case's pages.
    pub subnav: SubNav,
    /// Where the page and its form are.
    pub action: String,
    /// Which sending this is.
    pub submission: String,
    /// What was typed.
    pub form: Form,
    /// Periods that may be asked for.
    pub periods: Vec<Choice>,
    /// The chosen one.
    pub period: String,
    /// The same in words.
    pub period_words: String,
    /// Whether it is in the export and why; empty where its kind has none.
    pub export: String,
    /// Which cases the export holds.
    pub export_rule: Vec<String>,
    /// Tables it stands in.
    pub inside: Vec<PlaceRow>,
    /// Tables it does not stand in, with why.
    pub outside: Vec<PlaceRow>,
    /// What is wrong in it.
    pub wrong: Vec<WrongRow>,
    /// What people decided about it for the period, the latest first.
    pub choices: Vec<ChoiceRow>,
    /// What may be chosen.
    pub offers: Vec<Choice>,
    /// The tables it may be about.
    pub tables: Vec<Choice>,
    /// Where the asker's other cases to correct are listed.
    pub mine: String,
}

/// A table and why.
pub struct PlaceRow {
    /// The table.
    pub table: String,
    /// Where the case stands in it, or why not.
    pub why: String,
    /// How it is counted.
    pub how: String,
}

/// A decision about the case and the return.
pub struct ChoiceRow {
    /// Left out or taken in.
    pub what: Tag,
    /// For which time.
    pub period: String,
    /// Why.
    pub reason: String,
    /// Who, and when.
    pub by: String,
}

struct Seen {
    desk: Desk,
    world: World,
}

fn read<A: access::Action>(
    c: &mut dyn Conn,
    permit: &access::Permit<access::Case, A>,
    question: &Question,
) -> Result<Seen>
where
    access::Case: access::Decide<A>,
{
    Ok(Seen { desk: desk::open(c, permit)?, world: store::world_of(c, permit, question.seen)? })
}

/// Shows why.
pub async fn show_case(
    db: Db,
    case: CaseRef<Read>,
    Query(mut form): Query,
) -> Result<Page<CaseReturns>, Fault> {
    let question = Question::read(&mut form, case.actor().now);
    let asked = question.clone();
    let seen = db.view(&case, move |c, permit| read(c, permit, &asked)).await?;
    let mut shell = seen.desk.shell(case.actor(), "Returns");
    if form.value("done") == "choice" {
        shell = shell.notice("Saved. The return says so from now on.");
    }
    let submission = db.chance().token();
    Ok(Page(page(shell, &seen, &question, Day::of(case.actor().now), Form::default(), submission)))
}

/// Leaves the case out of a quarter, takes it in again, or puts it into a table whatever the table's rule says.
pub async fn choose(db: Db, case: CaseRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let (now, user) = (case.actor().now, case.actor().user);
    let question = Question::read(&mut posted.form, now);
    let missing = "Say whether it is left out, taken in again or put in.";
    let offered = |text: &str| OFFERS.iter().find(|(known, _)| *known == text).map(|(known, _)| *known);
    let chosen = posted.form.one_of("choice", offered, missing);
    let table = posted.form.text("table");
    if chosen == Some("force") && table.is_empty() {
        posted.form.error("table", "Choose the table it is put into.");
    }
    let reason = posted.form.need_text("reason", 500, "Say why. The reason is shown with the return.");
    let (Some(chosen), true) = (chosen, posted.form.is_good()) else {
        let asked = question.clone();
        let seen = db.view(&case, move |c, permit| read(c, permit, &asked)).await?;
        let errors = posted.form.errors().iter().map(|(f, e)| (f.as_str(), e.as_str())).collect();
        let shell = seen.desk.shell(case.actor(), "Returns").errors(errors);
        let submission = db.chance().token();
        let page = page(shell, &seen, &question, Day::of(now), posted.form, submission);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let choice_id = db.chance().uuid(now);
    let period = value_of(question.period);
    let back =
        ui::query(&format!("/cases/{}/returns", case.id()), &[("period", &period), ("done", "choice")]);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let desk = desk::open(c, permit)?;
            let known = desk.pack.as_ref().is_some_and(|pack| pack.table(&table).is_some());
            if !table.is_empty() && !known {
                return Err(Error::NotFound);
            }
            // Taken in again, the rules count, for one table as for all: only a forced choice names its table.
            let whole = chosen == "in";
            let choice = NewChoice {
                choice_id,
                pack: desk.row.case_type,
                table: if whole { String::new() } else { table.clone() },
                period: question.period,
                included: chosen != "out",
                reason: reason.clone(),
                at: now,
                by: user,
            };
            store::choose(c, permit, &choice)?;
            let what = if chosen == "out" { "left out of" } else { "taken into" };
            Ok(Changed::to(back.clone(), format!("{what} the return of {}", question.period.words())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn page(
    shell: Shell,
    seen: &Seen,
    question: &Question,
    today: Day,
    form: Form,
    submission: String,
) -> CaseReturns {
    let (mut inside, mut outside, mut faults, mut choices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut export, mut export_rule) = (String::new(), Vec::new());
    let period = question.period;
    if let (Some(pack), Some(case)) = (&seen.desk.pack, seen.world.cases.first()) {
        for table in &pack.tables {
            match stands(pack, table, &seen.world, case, question) {
                (true, row) => inside.push(row),
                (false, row) => outside.push(row),
            }
        }
        if !pack.exports.is_empty() {
            export = exported(pack, &seen.world, case, question);
            export_rule = crate::returns::export::words(pack);
        }
        faults = wrong(pack, &seen.world, case, today).into_iter().map(WrongRow::new).collect();
        let of_period = case
            .choices
            .iter()
            .rev()
            .filter(|choice| choice.period.from <= period.to && choice.period.to >= period.from);
        choices = of_period.map(choice_row).collect();
    }
    CaseReturns {
        shell,
        subnav: seen.desk.subnav("/returns"),
        action: seen.desk.at("/returns"),
        submission,
        form,
        periods: periods(today).into_iter().map(|(value, words, _)| Choice::new(value, words)).collect(),
        period: value_of(period),
        period_words: period.words(),
        export,
        export_rule,
        inside,
        outside,
        wrong: faults,
        choices,
        offers: ui::choices(OFFERS),
        tables: seen.desk.pack.iter().flat_map(|pack| &pack.tables).map(table_choice).collect(),
        mine: ui::query("/evidence/returns/checks", &[("pack", &seen.desk.row.case_type), ("mine", "yes")]),
    }
}

/// What may be decided.
pub(super) const OFFERS: &[(&str, &str)] = &[
    ("out", "Leave it out"),
    ("in", "Go by the rules again, for the whole return"),
    ("force", "Put it into one table although the rule leaves it out"),
];

fn table_choice(table: &Table) -> Choice {
    Choice::new(&table.id, format!("{} {}", table.id, table.title))
}

fn choice_row(choice: &Decided) -> ChoiceRow {
    ChoiceRow {
        what: match (choice.included, choice.table.is_empty()) {
            (false, _) => Tag::warn("Left out"),
            (true, true) => Tag::good("By the rules"),
            (true, false) => Tag::warn("Put in"),
        },
        period: format!("{} {}", choice.table, choice.period.words()).trim_start().to_owned(),
        reason: choice.reason.clone(),
        by: format!("{}, {}", choice.by, Day::of(choice.at).long()),
    }
}

/// Whether a case is in the export of the period, and why.
fn exported(pack: &Pack, world: &World, case: &CaseWorld, question: &Question) -> String {
    let event = |name: &str| Event::parse(name).map_or_else(String::new, |event| event_words(pack, &event));
    match enters(pack, world, case, question.period) {
        Ok(Entered { put_in: Some(choice), .. }) => {
            format!("Yes. Put in by {}: {}", choice.by, choice.reason)
        }
        Ok(one) if one.event.is_empty() => "Yes. It stands in a table of the period.".to_owned(),
        Ok(one) => format!("Yes. {} on {}.", event(&one.event), one.on.long()),
        Err(Why::LeftOut(choice)) => format!("No. Left out by {}: {}", choice.by, choice.reason),
        Err(Why::Condition(id)) => {
            let label = pack.field(&id).map_or(id.clone(), |field| field.label.clone());
            format!("No. “{label}” keeps it out.")
        }
        Err(Why::NoEvent(Some(day))) => {
            format!("No. Nothing in the period takes it in; the nearest was on {}.", day.long())
        }
        Err(_) => "No. Nothing in the period takes it in.".to_owned(),
    }
}

/// Whether a case stands in a table, and why.
fn stands(
    pack: &Pack,
    table: &Table,
    world: &World,
    case: &CaseWorld,
    question: &Question,
) -> (bool, PlaceRow) {
    let row = |why: String| PlaceRow {
        table: format!("{} {}", table.id, table.title),
        why,
        how: how(pack, table).join(" "),
    };
    let event = event_words(pack, &table.event);
    let field = |id: &str| pack.field(id).map_or(id.to_owned(), |field| field.label.clone());
    match place(table, world, case, question.period) {
        Ok(units) => {
            let rows = units.iter().map(|unit| {
                let cells: Vec<String> =
                    unit.cells.iter().map(|cell| row_words(pack, table, cell.code())).collect();
                match &unit.put_in {
                    Some(choice) => {
                        format!("{}. Put in by {}: {}", cells.join(", "), choice.by, choice.reason)
                    }
                    None => format!("{}. {event} on {}.", cells.join(", "), unit.on.long()),
                }
            });
            (true, row(rows.collect::<Vec<_>>().join(" ")))
        }
        Err(Why::NoEvent(None)) => (false, row(format!("This has not happened: {event}."))),
        Err(Why::NoEvent(Some(day))) => {
            (false, row(format!("Not in the period: {event} on {}.", day.long())))
        }
        Err(Why::Over(day)) => (false, row(format!("It was over on {}.", day.long()))),
        Err(Why::Condition(id)) => (false, row(format!("“{}” does not fit.", field(&id)))),
        Err(Why::LeftOut(choice)) => (false, row(format!("Left out by {}: {}", choice.by, choice.reason))),
        Err(Why::SameParty(_)) => {
            (false, row("Another case about the same party was open: it is no new case.".to_owned()))
        }
    }
}
