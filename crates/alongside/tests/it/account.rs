//! Accounts by command: a worker whom an import brought takes over what stands under them.

use crate::whole::import_hmis;
use access::{PersonId, Role};
use alongside::cli::account::{Add, add};
use kernel::{
    Error, args,
    db::{ConnExt, Sql},
};
use testkit::{TestApp, on_both};

const EXPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/hmis/street-outreach");

fn asked(imported: &str, team: &str) -> Add {
    Add {
        name: "Dana Mills".to_owned(),
        sign_in: Some("dana".to_owned()),
        organisation: None,
        job: "Outreach worker".to_owned(),
        roles: vec![Role::Officer],
        teams: vec![team.to_owned()],
        leads: true,
        imported: Some(imported.to_owned()),
    }
}

#[test]
fn an_imported_worker_gets_an_account_and_opens_the_person() {
    on_both(|fixture| {
        let app = TestApp::build(fixture, access::Settings::default(), alongside::app::router);
        import_hmis(&app, EXPORT);
        let (person, case, name) = app.read(|c| {
            c.one(
                Sql::<(PersonId, access::CaseId, String)>::new(
                    "SELECT f.lead_person_id, f.case_id, u.sign_in
                     FROM case_file f JOIN app_user u ON u.tenant_id = f.tenant_id AND u.user_id = f.worker_id
                     WHERE f.tenant_id = $1 AND f.closed_on IS NULL ORDER BY f.case_id LIMIT 1",
                ),
                args![1_i64],
            )
        });
        let team = "DataLab - Street Outreach";
        let refused = |asked: &Add, words: &str| match add(app.db(), asked) {
            Err(Error::Invalid(why)) => assert!(why.contains(words), "{words:?} is not in: {why}"),
            other => panic!("{other:?}"),
        };
        refused(&asked("hmis-0", team), "--imported: no import brought a worker hmis-0. There are: hmis-");
        refused(&asked(&name, "Nowhere"), "--team: no team here is called Nowhere. There are: DataLab");
        // By the number they have in the export as well as by the name the import gave them.
        let number = name.rsplit('-').next().expect("a number");
        let added = add(app.db(), &asked(number, team)).expect("an account");
        refused(&asked(&name, team), "no import brought a worker");
        refused(
            &Add { imported: None, organisation: Some("X".into()), ..asked("", team) },
            "signs in here already",
        );
        let dana = app.nobody();
        dana.post("/sign-in", &[("name", &added.sign_in), ("password", &added.password)]).is(303);
        let page = dana.get(&format!("/people/{person}")).ok();
        assert!(page.html().contains("Dana Mills"), "who is working with them");
        dana.get(&format!("/cases/{case}")).ok();
        // An account is later work: the import stays.
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = imports::command::Console {
            out: &mut out,
            err: &mut err,
            cancelled: &std::sync::atomic::AtomicBool::new(false),
        };
        assert_eq!(imports::command::undo(app.db(), "last", &mut console).expect("undo"), 2);
        let why = String::from_utf8(err).expect("text");
        assert!(why.contains("1 of its workers has an account by now"), "{why}");
    });
}
