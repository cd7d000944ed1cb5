//! What is decided on a report: its band, a case, joining one, or an end without.

use super::show::{Known, page, read_known};
use crate::{
    facts,
    intake::{
        carry,
        model::{Band, Ending, State, band_problem},
        store::{self, read::Report},
    },
    model::{
        ActionKind, Channel, Direction, NewAction, NewCase, NewContact, Outcome, PartyRole, reference_of,
    },
    work::{self, NewEvent},
};
use access::{Actor, CaseId, Changed, Db, Fault, Posted, Scope, Shown};
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Chance, Day, Error, Form, Id, Instant, Result, db::Conn};
use packs::model::Event;
use ui::Page;
use uuid::Uuid;

pub(super) fn id(params: &RawPathParams) -> Result<Uuid> {
    let id: Id<super::Report> = crate::web::file::id_of(params, "report_id")?;
    Ok(id.uuid())
}

/// The page again, with what was typed and what is wrong.
pub(super) async fn again(
    db: &Db,
    actor: &Actor,
    report: Uuid,
    form: Form,
) -> std::result::Result<Response, Fault> {
    Ok(Page(page(db, actor, report, form).await?).with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The report as it is now, for checks that go back to the page.
pub(super) async fn look(db: &Db, actor: &Actor, report: Uuid) -> std::result::Result<Known, Fault> {
    let known = db
        .list(actor, "readReport", String::new(), move |c, scope| {
            let value = read_known(c, scope, report)?;
            let subjects = vec![value.report.report_id, value.report.person_id.uuid()];
            Ok(Shown { value, subjects })
        })
        .await?;
    Ok(known)
}

/// The band on the form and its reason; another than the answers give needs one.
fn read_band(form: &mut Form, report: &Report) -> Option<(Band, String)> {
    let band = form.one_of("band", Band::parse, "Choose how grave it is.")?;
    let reason = form.opt_text("band_reason", 500);
    if let Some(words) = band_problem(report.quick_band, band, &reason) {
        form.error("band_reason", words);
    }
    form.is_good().then_some((band, reason))
}

/// Settles the band of a report.
pub async fn score(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let report = id(&params)?;
    let known = look(&db, &actor, report).await?;
    let Some((band, reason)) = read_band(&mut posted.form, &known.report) else {
        return again(&db, &actor, report, posted.form).await;
    };
    let location = db
        .act(&actor, "scoreReport", &posted.submission, move |c, scope| {
            read_known(c, scope, report)?;
            store::score(c, scope.tenant(), report, (band, &reason), (scope.user(), scope.now()))?;
            let to = format!("/reports/{}?done=scored", report.simple());
            Ok(Changed::to(to, format!("report {report} band {}", band.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Opens a case: in the version of its pack of today, at its first stage, with the report as its first entry. Where
/// there is a case it could join, only with the reason why it is another.
pub async fn open(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let report = id(&params)?;
    let known = look(&db, &actor, report).await?;
    let title = posted.form.need_text("title", 200, "Say in a few words what it is about.");
    // A report that was decided on says so below, whatever is missing.
    let another = if still_waits(&known.report).is_ok() && known.open().next().is_some() {
        posted.form.need_text(
            "another_why",
            1000,
            "Say why this is another case, or join the one that is open.",
        )
    } else {
        String::new()
    };
    let Some((band, reason)) = read_band(&mut posted.form, &known.report) else {
        return again(&db, &actor, report, posted.form).await;
    };
    let chance = db.chance().clone();
    let location = db
        .act(&actor, "openCase", &posted.submission, move |c, scope| {
            let known = read_known(c, scope, report)?;
            still_waits(&known.report)?;
            if known.open().next().is_some() && another.is_empty() {
                return Err(Error::Conflict(
                    "A case that this report could join was opened meanwhile. Open the report again and join it."
                        .to_owned(),
                ));
            }
            let by = (scope.user(), scope.now());
            if known.report.state == State::Pending || known.report.band != Some(band) {
                store::score(c, scope.tenant(), report, (band, &reason), by)?;
            }
            let case = open_case(c, scope, &known, &title, band, &chance)?;
            let earlier = known.earlier().map(|(case, _)| case.case_id);
            store::opened(c, scope.tenant(), report, (case, earlier, &another), by)?;
            let to = format!("/reports/{}?done=opened", report.simple());
            Ok(Changed::to(to, format!("report {report} opens case {case}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

fn open_case(
    c: &mut dyn Conn,
    scope: &Scope,
    known: &Known,
    title: &str,
    band: Band,
    chance: &Chance,
) -> Result<CaseId> {
    let (r, tenant, now) = (&known.report, scope.tenant(), scope.now());
    let pack = known.pack().ok_or_else(|| {
        Error::invalid("This kind of case is not in use any more. Ask whoever runs this service.")
    })?;
    let case_id: CaseId = chance.id(now);
    let case = NewCase {
        case_id,
        reference: reference_of(&pack.short, chance),
        case_type: pack.id.clone(),
        stage: String::new(),
        title: title.to_owned(),
        organisation: r.organisation,
        team: r.team_id,
        worker: None,
        subjects: vec![r.person_id],
        sensitivity: pack.sensitivity,
        opened_on: Day::of(now),
        opened_recorded_at: now,
        batch: None,
    };
    crate::store::add(c, tenant, &case)?;
    add_against(c, tenant, known, case_id)?;
    store::band(c, tenant, case_id, band)?;
    crate::store::add_contact(c, tenant, &entry(r, case_id, scope, chance.uuid(now)))?;
    let event = |event, (on, at)| NewEvent {
        event_id: chance.uuid(now),
        case: case_id,
        event,
        on,
        at,
        source: Some(r.report_id),
        recorded_at: now,
        recorded_by: scope.user(),
    };
    let events = [event(Event::Reported, came(r)), event(Event::Opened, (Day::of(now), Some(now)))];
    work::begin_with_past(c, tenant, (case_id, pack.as_ref()), &events, (scope.user(), now))?;
    let answers = carry::answers(pack, r);
    if !answers.is_empty() {
        // Of no form: what a form asks besides is still to be answered.
        let entry = facts::NewEntry {
            entry_id: chance.uuid(now),
            case: case_id,
            person: r.person_id,
            form: String::new(),
            repeats: false,
            occurred_on: r.received_on,
            recorded_at: now,
            recorded_by: scope.user(),
            answers,
        };
        facts::save(c, tenant, &entry)?;
    }
    Ok(case_id)
}

/// When a report came: the day, and the moment where it was written down the same day. What is promised "of the report"
/// counts from then, however long it waited for somebody to decide.
fn came(r: &Report) -> (Day, Option<Instant>) {
    (r.received_on, (r.received_on == Day::of(r.recorded_at)).then_some(r.recorded_at))
}

/// Who is said to have done it has that part in the case, so that nobody is asked for them again.
fn add_against(c: &mut dyn Conn, tenant: i64, known: &Known, case: CaseId) -> Result<()> {
    match known.report.against.zip(known.counted_once().first()) {
        Some((who, role)) if !known.is_in(case, who) => crate::store::add_party(c, tenant, case, who, *role),
        _ => Ok(()),
    }
}

/// The report as a note on the case's timeline. It is no contact: who reports has not been answered yet, and the
/// first contact stays due. Who reported stays with the report: the person it is about may not learn it.
fn entry(r: &Report, case: CaseId, scope: &Scope, contact_id: Uuid) -> NewContact {
    let today = r.received_on == Day::of(r.recorded_at);
    NewContact {
        contact_id,
        person: r.person_id,
        case: Some(case),
        user: scope.user(),
        channel: Channel::Note,
        direction: Direction::None,
        outcome: Outcome::None,
        with_whom: String::new(),
        summary: format!("Report received: {}. {}", r.received.label().to_lowercase(), r.words),
        occurred_at: if today { r.recorded_at } else { r.received_on.at(12, 0) },
        recorded_at: scope.now(),
    }
}

/// Joins an open case of the same kind about the same people; who has it finds it on their day. Whoever is new to that
/// case comes into it as somebody who reported.
pub async fn join(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let report = id(&params)?;
    let known = look(&db, &actor, report).await?;
    let open = |text: &str| known.open().map(|k| k.case_id).find(|case| case.to_string() == text);
    let case = posted.form.one_of("case", open, "Choose the case it belongs to.");
    let Some(case) = case.filter(|_| posted.form.is_good()) else {
        return again(&db, &actor, report, posted.form).await;
    };
    let chance = db.chance().clone();
    let location = db
        .act(&actor, "joinCase", &posted.submission, move |c, scope| {
            let known = read_known(c, scope, report)?;
            still_waits(&known.report)?;
            let Some(held) = known.open().find(|k| k.case_id == case) else {
                return Err(Error::Conflict(
                    "That case was closed meanwhile. Open the report again: it may open a new one."
                        .to_owned(),
                ));
            };
            let (tenant, now) = (scope.tenant(), scope.now());
            let person = known.report.person_id;
            if !known.is_in(case, person) {
                crate::store::add_party(c, tenant, case, person, PartyRole::Complainant)?;
            }
            add_against(c, tenant, &known, case)?;
            crate::store::add_contact(c, tenant, &entry(&known.report, case, scope, chance.uuid(now)))?;
            let action = NewAction {
                action_id: chance.uuid(now),
                person: known.report.person_id,
                case: Some(case),
                kind: ActionKind::Task,
                what: "Read the new report that joined this case".to_owned(),
                owner: held.worker_id,
                owner_name: String::new(),
                due_on: Day::of(now),
                due_at: None,
                recorded_at: now,
                recorded_by: scope.user(),
            };
            crate::store::add_action(c, tenant, &action)?;
            store::joined(c, tenant, report, case, (scope.user(), now))?;
            let to = format!("/reports/{}?done=joined", report.simple());
            Ok(Changed::to(to, format!("report {report} joins case {case}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Closes a report without a case, with the reason and who was told.
pub async fn close(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let report = id(&params)?;
    look(&db, &actor, report).await?;
    let form = &mut posted.form;
    let ending = form.one_of("ending", Ending::parse, "Choose how it ends.");
    let why = form.need_text("why", 5_000, "Say why, and what was advised.");
    let told = form.need_text("told", 500, "Say who was told and how, or why nobody was.");
    let Some(ending) = ending.filter(|_| posted.form.is_good()) else {
        return again(&db, &actor, report, posted.form).await;
    };
    let location = db
        .act(&actor, "closeReport", &posted.submission, move |c, scope| {
            read_known(c, scope, report)?;
            let by = (scope.user(), scope.now());
            store::close(c, scope.tenant(), report, (ending, &why, &told), by)?;
            Ok(Changed::to("/reports?done=closed", format!("report {report} closed: {}", ending.code())))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// [`Error::Conflict`] once a report is decided on.
pub(super) fn still_waits(report: &Report) -> Result<()> {
    if matches!(report.state, State::Pending | State::Scored) {
        return Ok(());
    }
    Err(Error::Conflict(
        "Somebody decided on this report before you. Open it again to see what they did.".to_owned(),
    ))
}
