//! Who is said to have done what is reported: looked for by name among the people we know.

use super::{
    about::{choice, look as look_for},
    decide::{again, id, look, still_waits},
    show::{ShowReport, page, read_known},
};
use crate::intake::store;
use access::{Actor, Changed, Db, Fault, PersonId, Posted};
use axum::{
    extract::RawPathParams,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::Error;
use people::matching::Sought;
use ui::{Choice, Page};

/// Says who is said to have done it: looks for them by name first, and keeps who was chosen.
pub async fn against(
    db: Db,
    actor: Actor,
    params: RawPathParams,
    mut posted: Posted,
) -> std::result::Result<Response, Fault> {
    let report = id(&params)?;
    let known = look(&db, &actor, report).await?;
    let about = known.report.person_id;
    let looks = posted.form.value("button") == "look";
    let name = posted.form.need_text("name", 200, "Enter a name to look for.");
    let chosen = |text: &str| match text {
        "none" => Some(None),
        id => id.parse::<PersonId>().ok().filter(|who| *who != about).map(Some),
    };
    let who = if looks || name.is_empty() {
        None
    } else {
        posted.form.one_of("person", chosen, "Choose one of these people, or say that it is none of them.")
    };
    let Some(who) = who.filter(|_| posted.form.is_good()) else {
        if name.is_empty() {
            return again(&db, &actor, report, posted.form).await;
        }
        let found = look_for(&db, &actor, "find", Sought { name, ..Sought::default() }).await?;
        let others = found.iter().filter(|candidate| candidate.found.person_id != about);
        let mut choices: Vec<Choice> = others.map(choice).collect();
        choices.push(Choice::new("none", "None of these, or nobody we know"));
        let wrong = !posted.form.is_good();
        let found = ShowReport { found: Some(choices), ..page(&db, &actor, report, posted.form).await? };
        let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(Page(found).with_status(status));
    };
    let location = db
        .act(&actor, "sayAgainst", &posted.submission, move |c, scope| {
            still_waits(&read_known(c, scope, report)?.report)?;
            if let Some(who) = who
                && store::read::known_person(c, scope, who)?.is_none()
            {
                let words = "That person cannot be chosen any more. Look for them again.";
                return Err(Error::Conflict(words.to_owned()));
            }
            store::against(c, scope.tenant(), report, who)?;
            let to = format!("/reports/{}?done=against", report.simple());
            let who = who.map_or_else(|| "nobody we know".to_owned(), |who| who.to_string());
            Ok(Changed::to(to, format!("report {report} against {who}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
