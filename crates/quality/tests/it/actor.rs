//! Somebody as a handler knows them, for stores that ask who asks.

use access::{Actor, OrganisationId, Role, UserId};
use kernel::{
    args,
    db::{ConnExt, Sql},
};
use testkit::TestApp;

/// A worker of a test in one role, now.
pub(crate) fn actor(app: &TestApp, user: UserId, role: Role) -> Actor {
    let (organisation,) = app.read(move |c| {
        let sql = "SELECT organisation_id FROM app_user WHERE tenant_id = 1 AND user_id = $1";
        c.one(Sql::<(OrganisationId,)>::new(sql), args![user])
    });
    Actor {
        tenant: 1,
        user,
        organisation,
        organisation_name: String::new(),
        service: String::new(),
        name: String::new(),
        job_title: String::new(),
        clearance: 1,
        own_person: access::NOBODY,
        roles: vec![role],
        session: access::NOBODY,
        request: access::NOBODY,
        now: app.clock().now(),
        csrf: String::new(),
        idle_seconds: 0,
    }
}
