//! Protected fields print nothing without leave.

use access::{AccessCode, AddressClass, Guarded, ThirdParty};
use kernel::Instant;

#[test]
fn a_closed_value_prints_restricted_whichever_way_it_gets_out() {
    let home = Guarded::<String, AddressClass>::new("12 Larch Court".to_owned(), true);
    assert_eq!(home.to_string(), "Restricted");
    assert_eq!(format!("{home:?} {home:#?}"), "Restricted Restricted");
    assert_eq!(home.show(None), None);
    assert!(home.is_closed());
    let code = Guarded::<String, AccessCode>::new("2468".to_owned(), true);
    assert!(!format!("{:?}", (&home, &code, Some(&code))).contains("2468"));
}

#[test]
fn an_open_value_is_shown_to_whoever_reads_the_record_and_still_not_printed() {
    let post = Guarded::<String, AddressClass>::new("PO Box 7".to_owned(), false);
    assert_eq!(post.show(None).map(String::as_str), Some("PO Box 7"));
    assert_eq!(post.to_string(), "Restricted");
    let name = Guarded::<&str, ThirdParty>::new("Grace", true);
    assert_eq!(name.show(None), None);
}

#[test]
fn what_lasts_has_a_moment_that_both_engines_can_keep() {
    let forever = access::forever();
    assert_eq!(Instant::from_timestamp(forever.timestamp()), forever);
    testkit::on_both(|fixture| {
        let app = testkit::TestApp::with(fixture, axum::Router::new());
        let maya = app.person("Maya Okafor").added();
        app.worker("Priya Shah").works_with(maya).added();
        let until =
            kernel::db::Sql::<(Instant,)>::new("SELECT until_at FROM works_with WHERE tenant_id = $1");
        assert_eq!(app.read(move |c| kernel::db::ConnExt::one(c, until, kernel::args![1])), (forever,));
    });
}
