//! Taking a number or postcode that was typed into a note to the address record.

use super::fields::typed_numbers;
use crate::{recording::model::Found, web::note::FORM};
use access::{Db, Fault, PersonRef, Posted, Write};
use axum::response::{IntoResponse, Redirect, Response};
use people::web::reach::DRAFT;

/// Keeps the note as a draft and opens the address record with what was typed filled in. It is handed over as a
/// draft: no number stands in the address of a page.
pub async fn to_record(db: Db, person: PersonRef<Write>, posted: Posted) -> Result<Response, Fault> {
    db.view(&person, |_, _| Ok(())).await?;
    let found = typed_numbers(&posted.form);
    let phone = found.iter().find_map(|one| if let Found::Phone(words) = one { Some(words) } else { None });
    let code = found.iter().find_map(|one| if let Found::Postcode(words) = one { Some(words) } else { None });
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if let Some(phone) = phone {
        pairs.extend([("channel", "phone"), ("value", phone.as_str())]);
    }
    pairs.extend(code.map(|code| ("postcode", code.as_str())));
    let reach = ui::query("", &pairs).trim_start_matches('?').to_owned();
    let (note, object) = (posted.body.clone(), person.id().uuid());
    db.own(person.actor(), move |c, scope| {
        let (tenant, user, now) = (scope.tenant(), scope.user(), scope.now());
        access::store::keep_draft(c, tenant, user, FORM, object, &note, now)?;
        access::store::keep_draft(c, tenant, user, DRAFT, object, &reach, now)
    })
    .await?;
    Ok(Redirect::to(&format!("/people/{}/reach", person.id())).into_response())
}
