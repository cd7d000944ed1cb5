//! What the databases themselves hold, whatever a statement says.

use crate::seats::{ALL_TENANTS, add, names, open, tenant};
use kernel::{
    Error,
    db::{ConnExt, Db, Engine, Sql},
};
use testkit::{on_both, on_both_bare};

/// On SQLite each tenant has a file of its own, so the wall is the file system's.
#[test]
fn rows_of_another_tenant_do_not_show_even_to_a_statement_that_forgot_to_ask() {
    on_both_bare(|fixture| {
        if fixture.engine() == Engine::Sqlite {
            return;
        }
        let first = open(fixture, &tenant(1));
        let second = open(fixture, &tenant(2));
        first.write_now(|c| add(c, 1, "ours", 1)).unwrap();
        second.write_now(|c| add(c, 2, "theirs", 1)).unwrap();
        let all = |db: &Db| db.report_now(|c| c.all(ALL_TENANTS, &[])).unwrap();
        assert_eq!(all(&first), [(1, "ours".to_owned())]);
        assert_eq!(all(&second), [(2, "theirs".to_owned())]);
        let across = first.write_now(|c| add(c, 2, "planted", 1)).unwrap_err();
        assert!(across.to_string().contains("row-level security"), "{across}");
        let wipe = Sql::<()>::new("UPDATE seat SET number = 9");
        assert_eq!(first.write_now(move |c| c.exec(wipe, &[])).unwrap(), 1, "only its own row");
        assert_eq!(names(&first), ["ours"]);
    });
}

#[test]
fn the_service_is_no_superuser_in_these_tests() {
    on_both_bare(|fixture| {
        if fixture.engine() == Engine::Sqlite {
            return;
        }
        let superuser =
            Sql::<(bool,)>::new("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user");
        let db = fixture.open();
        assert_eq!(
            db.report_now(move |c| c.one(superuser, &[])).unwrap(),
            (false,),
            "walls would not hold it"
        );
    });
}

#[test]
fn every_table_with_a_tenant_has_the_wall() {
    on_both(|fixture| {
        if fixture.engine() == Engine::Sqlite {
            return;
        }
        let bare = Sql::<(String,)>::new(
            "SELECT CAST(k.relname AS TEXT)
             FROM pg_class k
             JOIN pg_attribute a ON a.attrelid = k.oid AND a.attname = 'tenant_id'
             WHERE k.relkind = 'r'
               AND k.relnamespace = CAST('public' AS regnamespace)
               AND NOT (
                   k.relrowsecurity
                   AND k.relforcerowsecurity
                   AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = k.oid))
             ORDER BY k.relname",
        );
        let found = fixture.open().report_now(move |c| c.all(bare, &[])).unwrap();
        assert!(found.is_empty(), "no wall: {found:?}");
    });
}

/// Nobody may change or delete what happened: SQLite refuses it when the statement is prepared, PostgreSQL
/// because the right to it was taken away.
#[test]
fn audit_rows_cannot_be_changed_or_deleted() {
    const ADD: &str = "INSERT INTO audit_event (
            tenant_id, event_id, at_ts, actor_id, acting_agency_id, session_ref, action, object_type, object_id,
            person_id, outcome, basis, purpose, request_id, detail_commit)
        VALUES ($1, $2, $3, $2, $2, $2, 'read', 'case', $2, $2, 'allowed', 'network', '', $2, $4)";
    on_both(|fixture| {
        let db = fixture.open();
        let id = kernel::Chance::seeded(1).uuid(testkit::START);
        db.write_now(move |c| c.exec(Sql::new(ADD), kernel::args![1, id, testkit::START, &b"x"[..]]))
            .unwrap();
        for sql in [
            "UPDATE audit_event SET outcome = 'refused' WHERE tenant_id = 1",
            "DELETE FROM audit_event WHERE tenant_id = 1",
            "INSERT INTO audit_event (
                tenant_id, event_id, at_ts, actor_id, acting_agency_id, session_ref, action, object_type, object_id,
                person_id, outcome, basis, purpose, request_id, detail_commit)
             SELECT tenant_id, event_id, at_ts, actor_id, acting_agency_id, session_ref, action, object_type, object_id,
                person_id, 'refused', basis, purpose, request_id, detail_commit
             FROM audit_event
             WHERE tenant_id = 1
             ON CONFLICT (tenant_id, event_id) DO UPDATE SET outcome = 'refused'",
        ] {
            let refused = db.write_now(move |c| c.exec(Sql::new(sql), &[])).unwrap_err();
            let words = refused.to_string();
            assert!(matches!(refused, Error::Database(_)), "{words}");
            assert!(words.contains("not authorized") || words.contains("permission denied"), "{sql}: {words}");
        }
        let truncated = db.write_now(|c| c.batch("TRUNCATE audit_event"));
        assert!(truncated.is_err(), "{truncated:?}");
        let outcome = Sql::<(String,)>::new("SELECT outcome FROM audit_event WHERE tenant_id = 1");
        assert_eq!(db.report_now(move |c| c.all(outcome, &[])).unwrap(), [("allowed".to_owned(),)]);
    });
}

#[test]
fn other_tables_can_be_changed() {
    on_both_bare(|fixture| {
        let db = open(fixture, &tenant(1));
        db.write_now(|c| add(c, 1, "seat", 1)).unwrap();
        let delete = Sql::<()>::new("DELETE FROM seat WHERE tenant_id = 1");
        assert_eq!(db.write_now(move |c| c.exec(delete, &[])).unwrap(), 1);
    });
}
