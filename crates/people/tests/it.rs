//! People: recording, finding, and what nobody may find.

#[path = "it/reach.rs"]
mod reach;

use access::Role;
use kernel::Day;
use testkit::{TestApp, on_both};

fn app(fixture: &testkit::Fixture) -> TestApp {
    TestApp::with(fixture, people::routes())
}

#[test]
fn a_new_person_is_recorded_once_and_can_be_opened_by_who_recorded_them() {
    on_both(|fixture| {
        let app = app(fixture);
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let form = priya.get("/people/new").ok();
        let filled = [("name", "Zofia Łukasik"), ("born", "3 May 1990"), ("phone", "07700 900456")];
        let first = priya.submit(&form, "main form", &filled).is(303);
        let again = priya.submit(&form, "main form", &filled).is(303);
        assert_eq!(first.location(), again.location(), "the same form sent twice records one person");
        let person =
            first.location().trim_start_matches("/people/").split('?').next().unwrap_or_default().to_owned();
        priya.get(&format!("/people/{person}/risks/new")).ok().saying("Zofia");
        let stranger = app.worker("Ann Other").role(Role::Officer).signed_in();
        stranger.get(&format!("/people/{person}/risks/new")).not_found();
    });
}

#[test]
fn somebody_known_already_is_shown_before_a_second_record_is_made() {
    on_both(|fixture| {
        let app = app(fixture);
        let keeper = app.worker("Dean Morris").role(Role::Officer).added();
        app.person("Amina Okafor").born("1988-03-14").kept_by(keeper).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let form = priya.get("/people/new").ok();
        let filled = [("name", "Amina Okafor"), ("born", "14/3/1988")];
        let asked = priya.submit(&form, "main form", &filled).ok().saying("They may be known already");
        asked.clone().saying("Ask Dean Morris");
        priya.submit(&asked, "main form", &[("sure", "yes")]).is(303);
    });
}

#[test]
fn errors_stand_on_their_fields_and_nothing_typed_is_lost() {
    on_both(|fixture| {
        let app = app(fixture);
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let form = priya.get("/people/new").ok();
        let wrong = priya
            .submit(&form, "main form", &[("name", ""), ("born", "31/2/1990"), ("rule", "text only")])
            .is(422);
        wrong.clone().saying("Enter the person's name.").saying("Enter a real date");
        assert_eq!(wrong.attributes("#born", "value"), ["31/2/1990"]);
        assert_eq!(wrong.attributes("#rule", "value"), ["text only"]);
        let future = priya.submit(&form, "main form", &[("name", "Jo"), ("born", "1/1/2027")]).is(422);
        future.saying("not in the future");
    });
}

#[test]
fn a_new_record_of_a_restricted_person_tells_their_keeper_and_nobody_else() {
    on_both(|fixture| {
        let app = app(fixture);
        let keeper = app.worker("Dean Morris").role(Role::Officer).added();
        app.person("Hidden Example").born("1988-03-14").restricted().kept_by(keeper).added();
        let priya = app.worker("Priya Shah").role(Role::Officer).signed_in();
        let form = priya.get("/people/new").ok();
        // Not shown as a twin: whoever records is not told that there is another.
        priya.submit(&form, "main form", &[("name", "Hidden Example"), ("born", "14/3/1988")]).is(303);
        let alerts: Vec<(uuid::Uuid,)> = app.read(|c| {
            use kernel::db::ConnExt;
            c.all(kernel::db::Sql::new("SELECT keeper_id FROM match_alert WHERE tenant_id = 1"), &[])
        });
        assert_eq!(alerts, [(keeper.uuid(),)]);
    });
}

#[test]
fn what_matters_risks_and_network_are_written_by_those_who_may() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").known_as("Mina").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let lola = app.worker("Lola Grant").role(Role::Officer).signed_in();
        let matters = format!("/people/{mina}/matters/new");
        let form = priya.get(&matters).ok();
        priya.submit(&form, "main form", &[("words", "")]).is(422).saying("Write what they said.");
        priya.submit(&form, "main form", &[("words", "I want to sleep through the night.")]).is(303);
        let risks = format!("/people/{mina}/risks/new");
        let form = priya.get(&risks).ok();
        priya
            .submit(&form, "main form", &[("what", "Losing the tenancy")])
            .is(422)
            .saying("Choose how grave it is.");
        let all = [("what", "Losing the tenancy"), ("level", "medium"), ("plan", "Arrears plan")];
        priya.submit(&form, "main form", &all).is(303);
        lola.get(&risks).not_found();

        let network = format!("/people/{mina}/network/new");
        let form = priya.get(&network).ok();
        let unknown = [("kind", "colleague"), ("name", "Lola Grnt"), ("role", "Sergeant")];
        priya.submit(&form, "main form", &unknown).is(422).saying("Nobody who signs in here has that name");
        let known = [("kind", "colleague"), ("name", "Lola Grant"), ("role", "Sergeant")];
        priya.submit(&form, "main form", &known).is(303);
        lola.get(&risks).ok();
    });
}

#[test]
fn nobody_writes_to_the_record_about_themselves_or_across_a_conflict() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let risks = format!("/people/{mina}/risks/new");
        priya.get(&risks).ok();
        app.exclude(priya.user(), mina);
        priya.get(&risks).not_found();
        let last = app.audit().pop().expect("the refusal is in the audit");
        assert_eq!(last.summary(), "write person refused conflict");
    });
}

#[test]
fn the_day_of_a_saying_is_read_day_first() {
    on_both(|fixture| {
        let app = app(fixture);
        let mina = app.person("Amina Okafor").added();
        let priya = app.worker("Priya Shah").role(Role::Officer).works_with(mina).signed_in();
        let form = priya.get(&format!("/people/{mina}/matters/new")).ok();
        priya.submit(&form, "main form", &[("words", "Sleep."), ("said_on", "3/11/2026")]).is(303);
        let days: Vec<(Day,)> = app.read(|c| {
            use kernel::db::ConnExt;
            c.all(kernel::db::Sql::new("SELECT said_on FROM what_matters WHERE tenant_id = 1"), &[])
        });
        assert_eq!(days, [(Day::new(2026, 11, 3).expect("a day"),)]);
    });
}
