//! Keeping the closing form, asking for sign-off, and signing.

use super::{Facts, facts, kept, may_sign, open::WORDS, page};
use crate::{
    closing::{
        model::{self, ClosingState, ExitMet, Survey, View},
        store::{self, Prepared},
    },
    work::{self, NewEvent},
};
use access::{CaseId, CaseRef, Changed, Db, Fault, PersonId, PostedOnce, UserId, Write};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form, Instant, Result, db::Conn};
use packs::{
    Pack,
    model::{Event, Need},
};
use ui::Page;
use uuid::Uuid;

/// The name under which the form notes what other pages have to do first.
pub(super) const NEEDS: &str = "needs";

/// What the button asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Keep it for later.
    Save,
    /// Ask a team leader to sign.
    Ask,
    /// Close the case now.
    Close,
}

/// How a case is ended: everything that is written in one transaction.
struct Ending {
    closing: Uuid,
    event: Uuid,
    survey: Option<(Uuid, String)>,
    person: PersonId,
    on: Day,
    watch_until: Day,
    outcome: String,
}

/// Keeps the form; asks for sign-off or closes the case where everything is there.
pub async fn save(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case).await?;
    let pack = facts.desk.pack.clone();
    let signs = pack.as_ref().is_some_and(|pack| pack.closing.sign_off);
    let wish = match posted.form.value("button") {
        "save" => Wish::Save,
        _ if signs => Wish::Ask,
        _ => Wish::Close,
    };
    let prepared = read(&facts, pack.as_deref(), &mut posted.form, Day::of(case.actor().now), wish);
    if !posted.form.is_good() {
        let page = page(&db, &case, &facts, posted.form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let version = posted.form.value("version").parse().unwrap_or(0);
    let known = facts.current().map(|line| (line.closing_id, version));
    let (chance, now) = (db.chance(), case.actor().now);
    let (fresh, event, survey) = (chance.uuid(now), chance.uuid(now), chance.uuid(now));
    let person = facts.desk.row.person_id;
    let watch_days = pack.as_ref().map_or(0, |pack| pack.closing.watch_days);
    let done = match wish {
        Wish::Save => "/close?done=closing",
        Wish::Ask => "/close?done=asked",
        Wish::Close => "/close?done=closed",
    };
    let back = facts.desk.at(done);
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            let by = (permit.scope().user(), permit.scope().now());
            let closing = store::prepare(c, tenant, case, (fresh, known), &prepared, wish == Wish::Ask, by)?;
            if let (Wish::Close, Some(on)) = (wish, prepared.closed_on) {
                let queued = prepared.survey.0 == Survey::Queue.code();
                let ending = Ending {
                    closing,
                    event,
                    survey: queued.then(|| (survey, prepared.survey.1.clone())),
                    person,
                    on,
                    watch_until: model::watch_until(on, watch_days),
                    outcome: prepared.reason.1.clone(),
                };
                end(c, tenant, case, &ending, by)?;
            }
            Ok(Changed::to(back.clone(), format!("closing {closing}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Ends the case: signed, shut, watched, its event recorded, its survey queued.
fn end(c: &mut dyn Conn, tenant: i64, case: CaseId, e: &Ending, (by, at): (UserId, Instant)) -> Result<()> {
    store::sign(c, tenant, case, e.closing, (e.on, e.watch_until, &e.outcome), (by, at))?;
    if let Some((id, channel)) = &e.survey {
        store::queue_survey(c, tenant, *id, (case, e.person), channel, at)?;
    }
    let (event, source) = (Event::Closed, Some(e.closing));
    let n = NewEvent {
        event_id: e.event,
        case,
        event,
        on: e.on,
        at: None,
        source,
        recorded_at: at,
        recorded_by: by,
    };
    work::happened(c, tenant, &n)
}

/// Reads the form. What is kept for later may be unfinished; what is asked or closed may not.
pub(super) fn read(facts: &Facts, pack: Option<&Pack>, form: &mut Form, today: Day, wish: Wish) -> Prepared {
    let code = form.text("reason");
    let reason = match pack {
        Some(pack) => pack.closing.reasons.iter().find(|r| r.code == code).map(|r| r.label.clone()),
        // Without a pack there is no list: the words themselves are the reason.
        None => Some(form.opt_text("reason", 200)).filter(|words| !words.is_empty()),
    };
    let prepared = Prepared {
        reason: (if pack.is_some() { code } else { String::new() }, reason.clone().unwrap_or_default()),
        summary: form.opt_text("summary", 4000),
        view: (known(form, "view", View::parse), form.opt_text("view_words", 4000)),
        exit: (known(form, "exit_met", ExitMet::parse), form.opt_text("exit_words", 2000)),
        survey: (known(form, "survey", Survey::parse), form.opt_text("survey_how", 200)),
        way_back: form.opt_text("way_back", 500),
        closed_on: form.opt_day("closed_on"),
    };
    if prepared.closed_on.is_some_and(|on| on > today || on < facts.desk.row.opened_on) {
        form.error("closed_on", "Enter a day between the opening of the case and today.");
    }
    if wish == Wish::Save {
        return prepared;
    }
    if !form.value(WORDS).trim().is_empty() {
        form.error(WORDS, "Press “Save what becomes of it” first, or empty the field.");
    }
    if reason.is_none() {
        form.error("reason", "Choose how it ends.");
    }
    if prepared.summary.is_empty() {
        form.error("summary", "Say what was done and what changed.");
    }
    if prepared.closed_on.is_none() && form.error_of("closed_on").is_none() {
        form.error("closed_on", "Say on which day the case ends.");
    }
    if prepared.way_back.is_empty() {
        form.error("way_back", "Say how they were told about the way back, or why they could not be.");
    }
    if !prepared.view.0.is_empty() && prepared.view.1.is_empty() {
        form.error("view_words", "Write their view in their words, or what was tried.");
    }
    if prepared.survey.0 == Survey::Queue.code() && prepared.survey.1.is_empty() {
        form.error("survey_how", "Say how they want to be asked, such as by text.");
    }
    missing(facts, pack, form);
    prepared
}

/// What the pack needs and is not there: an error on its field, or on the list of what closing needs.
fn missing(facts: &Facts, pack: Option<&Pack>, form: &mut Form) {
    let there = facts.there_with(form);
    if let Some(met) = ExitMet::parse(form.value("exit_met")) {
        let wanted = pack.is_some_and(|pack| pack.closing.needs.contains(&Need::ExitPlan));
        let problem = model::exit_problem(met, &form.text("exit_words"), wanted, there.exit);
        if let Some((field, words)) = problem {
            form.error(field, words);
        }
    }
    let Some(pack) = pack else { return };
    for need in pack.closing.needs.iter().filter(|need| !there.has(need)) {
        let (words, place) = model::words(pack, need);
        match place.strip_prefix("/close#") {
            // What is open is dealt with by a form of its own on the page.
            Some("actions") => form.error("action", format!("{words}.")),
            Some(field) => form.error(field, format!("{words}.")),
            None => form.error(NEEDS, format!("{words}.")),
        }
    }
}

/// A code of a list; anything else is nothing.
fn known<T>(form: &Form, field: &str, parse: impl Fn(&str) -> Option<T>) -> String {
    let code = form.text(field);
    if parse(&code).is_some() { code } else { String::new() }
}

/// A team leader closes the case or sends it back with words.
pub async fn sign(
    db: Db,
    case: CaseRef<Write>,
    PostedOnce(mut posted): PostedOnce,
) -> Result<Response, Fault> {
    let facts = facts(&db, &case).await?;
    let asked = facts.current().filter(|line| line.state == ClosingState::Asked);
    let line = asked
        .ok_or_else(|| Error::Conflict("No closing of this case waits for a team leader.".to_owned()))?;
    if !may_sign(line, &case) {
        return Err(Error::invalid(
            "A team leader or service manager other than the one who asked signs this.",
        )
        .into());
    }
    let closes = posted.form.value("button") != "back";
    let why = posted.form.opt_text("sent_back_why", 2000);
    let mut form = kept(line);
    if closes {
        missing(&facts, facts.desk.pack.as_deref(), &mut form);
    } else if why.is_empty() {
        form.error("sent_back_why", "Say what is missing or should change.");
    }
    if !form.is_good() {
        let page = page(&db, &case, &facts, form);
        return Ok(Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (chance, now) = (db.chance(), case.actor().now);
    let on = line.closed_on.unwrap_or(Day::of(now));
    let queued = line.survey == Survey::Queue.code();
    let ending = Ending {
        closing: line.closing_id,
        event: chance.uuid(now),
        survey: queued.then(|| (chance.uuid(now), line.survey_how.clone())),
        person: facts.desk.row.person_id,
        on,
        watch_until: model::watch_until(on, facts.desk.pack.as_ref().map_or(0, |p| p.closing.watch_days)),
        outcome: line.reason_words.clone(),
    };
    let back = facts.desk.at(if closes { "/close?done=closed" } else { "/close?done=back" });
    let location = db
        .change(&case, &posted.submission, move |c, permit| {
            let (tenant, case) = (permit.tenant(), permit.id());
            if closes {
                end(c, tenant, case, &ending, (permit.scope().user(), permit.scope().now()))?;
            } else {
                store::send_back(c, tenant, case, ending.closing, &why)?;
            }
            Ok(Changed::to(back.clone(), format!("closing {}", ending.closing)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
