//! A little slice to try access with: routes that look, list and change, answering in plain text.

use access::{
    Actor, Case, CaseRef, Changed, Db, Fault, Person, PersonRef, Posted, Query, Read, ReadWho, Shown, Write,
};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{
    Error, Result, args,
    db::{Conn, ConnExt, Sql},
};
use uuid::Uuid;

access::routes! {
    GET "/me" => show_me, SignedIn;
    GET "/cases/{case_id}" => show_case, Case("read");
    POST "/cases/{case_id}" => change_case, Case("write");
    GET "/people/{person_id}" => show_person, Person("read");
    GET "/people/{person_id}/who" => show_who, Person("readWho");
    POST "/people/{person_id}" => change_person, Person("write");
    GET "/cases" => list_cases, Staff;
    GET "/figures" => count_cases, OneOf(&[access::Role::Analyst, access::Role::Manager]);
    POST "/teams" => add_area, SignedIn;
}

/// The routes, for [`testkit::TestApp::with`].
pub fn desk() -> Router<Db> {
    routes()
}

const STAGE: Sql<(String,)> = Sql::new("SELECT stage FROM case_file WHERE tenant_id = $1 AND case_id = $2");
const SET_STAGE: Sql<()> = Sql::new("UPDATE case_file SET stage = $3 WHERE tenant_id = $1 AND case_id = $2");
const NEEDS: Sql<(String,)> = Sql::new("SELECT needs FROM person WHERE tenant_id = $1 AND person_id = $2");
const SET_NEEDS: Sql<()> = Sql::new("UPDATE person SET needs = $3 WHERE tenant_id = $1 AND person_id = $2");
const VISIBLE: Sql<(Uuid,)> = Sql::new(concat!(
    "SELECT c.case_id FROM case_access c WHERE c.tenant_id = $1 AND ",
    access::may_read_case!(),
    " ORDER BY c.case_id"
));
const ALL: Sql<(i64,)> = Sql::new("SELECT count(*) FROM case_access c WHERE c.tenant_id = $1");
const ADD_AREA: Sql<()> = Sql::new("INSERT INTO area (tenant_id, area_id, name) VALUES ($1, $2, $3)");

/// Where a case stands, past every permit: for looking behind.
pub fn stage(c: &mut dyn Conn, case: access::CaseId) -> Result<String> {
    Ok(c.one(STAGE, args![1, case])?.0)
}

async fn show_me(actor: Actor) -> String {
    let roles: Vec<&str> = actor.roles.iter().map(|role| role.code()).collect();
    format!("{} of {} is {}", actor.name, actor.organisation_name, roles.join(" and "))
}

async fn show_case(case: CaseRef<Read>, db: Db) -> Result<String, Fault> {
    let seen = db.view::<Case, Read, _>(&case, |c, permit| {
        Ok(format!("{} by {}", c.one(STAGE, args![permit.tenant(), permit.id()])?.0, permit.basis()))
    });
    Ok(seen.await?)
}

async fn show_person(person: PersonRef<Read>, db: Db) -> Result<String, Fault> {
    let seen = db.view::<Person, Read, _>(&person, |c, permit| {
        let address = permit.reveal_address(c)?.is_some();
        let code = permit.reveal_access_code(c)?.is_some();
        Ok(format!("by {} address {address} code {code}", permit.basis()))
    });
    Ok(seen.await?)
}

async fn show_who(person: PersonRef<ReadWho>, db: Db) -> Result<String, Fault> {
    Ok(db.view::<Person, ReadWho, _>(&person, |_, permit| Ok(format!("by {}", permit.basis()))).await?)
}

async fn change_case(case: CaseRef<Write>, db: Db, posted: Posted) -> Result<Response, Fault> {
    let (to, fail) = (posted.form.text("stage"), posted.form.text("fail"));
    let id = case.id();
    let location = db
        .change::<Case, Write>(&case, &posted.submission, move |c, permit| {
            c.exec(SET_STAGE, args![permit.tenant(), permit.id(), &to])?;
            match fail.as_str() {
                "" => Ok(Changed::to(format!("/cases/{id}"), format!("stage is now {to}"))),
                words => Err(Error::invalid(words)),
            }
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

async fn change_person(person: PersonRef<Write>, db: Db, posted: Posted) -> Result<Response, Fault> {
    let (to, id) = (posted.form.text("needs"), person.id());
    let location = db
        .change::<Person, Write>(&person, &posted.submission, move |c, permit| {
            let before = c.one(NEEDS, args![permit.tenant(), permit.id()])?.0;
            c.exec(SET_NEEDS, args![permit.tenant(), permit.id(), &to])?;
            Ok(Changed::to(format!("/people/{id}"), format!("needs: {before} to {to}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}

async fn list_cases(actor: Actor, db: Db, Query(query): Query) -> Result<String, Fault> {
    let shown = db.list(&actor, "list_cases", query.text("q"), |c, scope| {
        let ids: Vec<Uuid> = c.all(VISIBLE, &scope.args(&[]))?.into_iter().map(|(id,)| id).collect();
        Ok(Shown { value: format!("{} cases", ids.len()), subjects: ids })
    });
    Ok(shown.await?)
}

async fn count_cases(actor: Actor, db: Db) -> Result<String, Fault> {
    let counted = db
        .report(&actor, "count_cases", "this year".to_owned(), |c, scope| c.one(ALL, args![scope.tenant()]));
    Ok(counted.await?.0.to_string())
}

async fn add_area(actor: Actor, db: Db, posted: Posted) -> Result<Response, Fault> {
    let (name, id) = (posted.form.text("name"), db.chance().uuid(actor.now));
    let location = db
        .act(&actor, "add_area", &posted.submission, move |c, scope| {
            c.exec(ADD_AREA, args![scope.tenant(), id, &name])?;
            Ok(Changed::to("/me", format!("area {name}")))
        })
        .await?;
    Ok(Redirect::to(&location).into_response())
}
