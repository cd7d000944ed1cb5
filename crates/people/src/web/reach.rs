//! The address record: where somebody lives and how to reach them, corrected, ended and added to. What stood there
//! before is kept.

mod page;
mod samples;

pub use page::{ReachPage, ReachRow};

use super::submission;
use crate::{
    model::{AddressKind, Channel, NewAddress, NewMethod, Safety},
    store::{
        glance,
        reach::{self, AddressLine, NewChange, Reach, WayLine},
    },
};
use access::{
    AccessCode, AddressClass, Changed, Db, Fault, PersonRef, Posted, Query, Reveal, Write, draft_form,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{Day, Error, Form};
use ui::Page;
use uuid::Uuid;

/// The name of the draft in which a number or postcode typed elsewhere is handed over: it never stands in an
/// address of a page.
pub const DRAFT: &str = "reach";

/// What the page reads.
struct Read {
    known_as: String,
    record: Reach,
    address: Option<Reveal<AddressClass>>,
    code: Option<Reveal<AccessCode>>,
    draft: Option<String>,
}

impl Read {
    /// Whether the asker may see an address.
    fn shows(&self, line: &AddressLine) -> bool {
        !line.withheld || self.address.is_some()
    }

    fn address(&self, id: &str) -> Option<&AddressLine> {
        self.record.addresses.iter().find(|a| a.address_id.simple().to_string() == id && self.shows(a))
    }

    fn way(&self, id: &str) -> Option<&WayLine> {
        self.record.ways.iter().find(|w| w.method_id.simple().to_string() == id)
    }
}

async fn read(db: &Db, person: &PersonRef<Write>) -> Result<Read, Fault> {
    Ok(db
        .view(person, |c, permit| {
            let (scope, object) = (permit.scope(), permit.id().uuid());
            let draft = access::store::draft(c, scope.tenant(), scope.user(), DRAFT, object)?;
            Ok(Read {
                known_as: glance::name(c, permit)?.0,
                record: reach::record(c, permit)?,
                address: permit.reveal_address(c)?,
                code: permit.reveal_access_code(c)?,
                draft: draft.map(|(body, _)| body),
            })
        })
        .await?)
}

/// Shows the record, with the address or way that is to be corrected in its form.
pub async fn show_reach(
    db: Db,
    person: PersonRef<Write>,
    Query(query): Query,
) -> Result<Page<ReachPage>, Fault> {
    let read = read(&db, &person).await?;
    let mut form = read.draft.as_deref().map(draft_form).unwrap_or_default();
    if let Some(line) = read.address(query.value("address")) {
        page::fill_address(&mut form, line, read.code.is_some());
    }
    if let Some(line) = read.way(query.value("way")) {
        page::fill_way(&mut form, line);
    }
    let mut page = page::page(&person, &read, form, submission(&db));
    if query.value("done") == "saved" {
        page.shell = page.shell.notice("Saved. What stood there before is kept below.");
    }
    Ok(Page(page))
}

/// Saves an address: a new one, or one that is corrected or ended.
pub async fn save_address(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let read = read(&db, &person).await?;
    let today = Day::of(person.actor().now);
    let id = posted.form.text("address");
    let old = read.address(&id).cloned();
    if !id.is_empty() && old.is_none() {
        return Err(Error::NotFound.into());
    }
    let form = &mut posted.form;
    let kind = form.one_of("kind", AddressKind::parse, "Choose what it is to them.");
    let lines = form.need_text("lines", 300, "Enter the address, or where to look for them.");
    let postcode = form.opt_text("postcode", 12);
    let (from_on, until_on) = (form.opt_day("from_on"), form.opt_day("until_on"));
    if let (Some(from), Some(until)) = (from_on, until_on)
        && until < from
    {
        form.error("until_on", "They left before they came. Correct one of the two days.");
    }
    let typed_code = form.opt_text("access_code", 60);
    let why = page::need_why(form, "address_why", old.is_some());
    let (Some(kind), true) = (kind, form.is_good()) else {
        return Ok(again(&db, &person, &read, posted.form));
    };
    let address = NewAddress {
        kind,
        lines,
        postcode,
        withheld: form.value("withheld") == "yes",
        // Whoever may not see the code may give a new one, and cannot wipe it out.
        access_code: match &old {
            Some(old) if read.code.is_none() && typed_code.is_empty() => old.access_code.clone(),
            _ => typed_code,
        },
        from_on,
        until_on,
    };
    let change = change(
        &db,
        &person,
        why,
        match &old {
            None => ("added", String::new(), address.withheld || kind == AddressKind::Refuge),
            Some(old) => {
                let ended = until_on.is_some_and(|on| on <= today) && old.until_on.is_none();
                let done = if ended { "ended" } else { "corrected" };
                (done, page::address_words(old), old.withheld || address.withheld)
            }
        },
    );
    let id = old.map_or_else(|| db.chance().uuid(person.actor().now), |old| old.address_id);
    let back = format!("/people/{}/reach?done=saved", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            reach::save_address(c, permit, (id, &address), &change)?;
            let scope = permit.scope();
            access::store::drop_draft(c, scope.tenant(), scope.user(), DRAFT, permit.id().uuid())?;
            Ok(Changed::to(back.clone(), format!("address {}", change.done)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// Saves a way to reach somebody: a new one, or one that is corrected or ended.
pub async fn save_way(db: Db, person: PersonRef<Write>, mut posted: Posted) -> Result<Response, Fault> {
    let read = read(&db, &person).await?;
    let today = Day::of(person.actor().now);
    let id = posted.form.text("way");
    let old = read.way(&id).cloned();
    if !id.is_empty() && old.is_none() {
        return Err(Error::NotFound.into());
    }
    let form = &mut posted.form;
    let channel = form.one_of("channel", Channel::parse, "Choose how they are reached.");
    let value = form.opt_text("value", 200);
    if value.is_empty() && matches!(channel, Some(Channel::Phone | Channel::Text | Channel::Email)) {
        form.error("value", "Enter the number or the e-mail address.");
    }
    let safety = form.one_of("safety", Safety::parse, "Say whether it is safe. If nobody has asked, say so.");
    let rule = form.opt_text("rule", 300);
    if safety == Some(Safety::Careful) && rule.is_empty() {
        form.error("rule", "Say how and when it is safe, such as: text after 4pm, no voicemail.");
    }
    let why = page::need_why(form, "way_why", old.is_some());
    let (Some(channel), Some(safety), true) = (channel, safety, form.is_good()) else {
        return Ok(again(&db, &person, &read, posted.form));
    };
    let ended = form.value("ended") == "yes";
    let preferred = form.value("preferred") == "yes" && !ended && safety != Safety::Unsafe;
    let method = NewMethod { channel, value, safety, rule, preferred };
    let until = ended.then(|| old.as_ref().and_then(|old| old.until_on).unwrap_or(today));
    let change = change(
        &db,
        &person,
        why,
        match &old {
            None => ("added", String::new(), false),
            Some(old) if ended && old.until_on.is_none() => ("ended", page::way_words(old), false),
            Some(old) => ("corrected", page::way_words(old), false),
        },
    );
    let id = old.map_or_else(|| db.chance().uuid(person.actor().now), |old| old.method_id);
    let back = format!("/people/{}/reach?done=saved", person.id());
    let location = db
        .change(&person, &posted.submission, move |c, permit| {
            reach::save_way(c, permit, (id, &method, until), &change)?;
            let scope = permit.scope();
            access::store::drop_draft(c, scope.tenant(), scope.user(), DRAFT, permit.id().uuid())?;
            Ok(Changed::to(back.clone(), format!("way to reach them {}", change.done)))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

/// A change that is kept: what was done, what stood there before, and whether that is withheld.
fn change(
    db: &Db,
    person: &PersonRef<Write>,
    why: String,
    (done, before, withheld): (&'static str, String, bool),
) -> NewChange {
    let (at, by) = (person.actor().now, person.actor().user);
    let change_id: Uuid = db.chance().uuid(at);
    NewChange { change_id, done, before, withheld, why, at, by }
}

fn again(db: &Db, person: &PersonRef<Write>, read: &Read, form: Form) -> Response {
    let page = page::page(person, read, form, submission(db));
    Page(page).with_status(StatusCode::UNPROCESSABLE_ENTITY)
}
