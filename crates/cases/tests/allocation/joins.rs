//! Which open case a report may join: one about the same person, or about whoever is said to have done it, as the pack's
//! returns count (NM01: "reports about the same party during an open case are not new cases").

use crate::{
    app, count,
    reports::{officer, take},
    text,
};
use access::{CaseId, PersonId, Role};
use cases::model::PartyRole;
use testkit::{Answer, Client, TestApp, on_both};

struct World<'a> {
    app: &'a TestApp,
    priya: Client<'a>,
    mina: PersonId,
    karl: PersonId,
    case: CaseId,
}

/// Mina's case about Karl is open.
fn world(app: &TestApp) -> World<'_> {
    let (team, priya) = officer(app);
    let dean = app.worker("Dean Hall").role(Role::Officer).in_team(team).added();
    let (mina, karl) = (app.person("Amina Okafor").added(), app.person("Karl Voss").added());
    let case = app
        .case(mina)
        .held_by(team)
        .worker(dean)
        .with(|new| "garden-help".clone_into(&mut new.case_type))
        .added();
    app.write(move |c| cases::store::add_party(c, 1, case, karl, PartyRole::AllegedPerpetrator));
    World { app, priya, mina, karl, case }
}

impl World<'_> {
    /// A report about somebody, with Karl named as who is said to have done it where `against`.
    fn report(&self, name: &str, person: Option<PersonId>, against: bool) -> Answer {
        let chosen = person.map(|id| id.to_string());
        let mut filled = vec![("kind", "garden-help"), ("words", "He cut the hedge down."), ("name", name)];
        filled.extend(chosen.as_deref().map(|id| ("person", id)));
        let page = take(&self.priya, &filled);
        if !against {
            return page;
        }
        let form = "form[action$='/against']";
        let found = self.priya.submit(&page, form, &[("name", "Voss"), ("button", "look")]).ok();
        let saved = self.priya.submit(&found, form, &[("person", &self.karl.to_string())]).is(303);
        self.priya.follow(saved).ok()
    }
}

fn joins(page: &Answer) -> usize {
    page.count("form[action$='/join'] input[name=case]")
}

#[test]
fn a_part_that_is_not_what_the_case_is_about_offers_no_join() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = world(&app);
        let wes = app.person("Wes Long").added();
        let case = world.case;
        app.write(move |c| cases::store::add_party(c, 1, case, wes, PartyRole::Witness));
        // A witness reports trouble of his own; Karl complains himself.
        for (name, person) in [("Wes Long", wes), ("Karl Voss", world.karl)] {
            let page = world.report(name, Some(person), false);
            assert_eq!(joins(&page), 0, "{name}");
            world.priya.submit(&page, "form[action$='/open']", &[]).is(303);
        }
        let page = world.report("Amina Okafor", Some(world.mina), false);
        assert_eq!(joins(&page), 1);
    });
}

#[test]
fn another_complaint_about_the_same_party_joins_its_open_case() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = world(&app);
        let page = world.report("Noor Aziz", None, false);
        assert_eq!(joins(&page), 0, "nobody is named yet");
        let form = "form[action$='/against']";
        world.priya.submit(&page, form, &[("button", "look")]).is(422).saying("Enter a name to look for.");
        let found = world.priya.submit(&page, form, &[("name", "Voss"), ("button", "look")]).ok();
        world.priya.submit(&found, form, &[]).is(422).saying("Choose one of these people");
        let saved = world.priya.submit(&found, form, &[("person", &world.karl.to_string())]).is(303);
        let page = world.priya.follow(saved).ok().saying("Karl Voss");
        assert!(page.statements <= 12, "{} statements", page.statements);
        assert_eq!(joins(&page), 1);
        let joined = world.priya.submit(&page, "form[action$='/join']", &[("case", &world.case.to_string())]);
        world.priya.follow(joined.is(303)).ok().saying("Joined to the open case");
        assert_eq!(count(&app, "SELECT count(*) FROM case_file WHERE tenant_id = 1"), 1);
        let noor = "SELECT y.role FROM case_party y
            JOIN person n ON n.tenant_id = y.tenant_id AND n.person_id = y.person_id
            WHERE y.tenant_id = 1 AND n.full_name = 'Noor Aziz'";
        assert_eq!(text(&app, noor, &[]), "complainant");
    });
}

#[test]
fn another_case_is_opened_with_a_reason_which_is_kept() {
    on_both(|fixture| {
        let app = app(fixture);
        let world = world(&app);
        let page = world.report("Noor Aziz", None, true);
        let open = "form[action$='/open']";
        world.priya.submit(&page, open, &[]).is(422).saying("Say why this is another case");
        let why = "It is about his dog and not about the hedge.";
        let opened = world.priya.submit(&page, open, &[("another_why", why)]).is(303);
        world.priya.follow(opened).ok().saying(why);
        assert_eq!(count(&app, "SELECT count(*) FROM case_file WHERE tenant_id = 1"), 2);
        // Karl has his part in the new case, too: nobody is asked for him again.
        let parts = "SELECT count(*) FROM case_party WHERE tenant_id = 1 AND role = 'alleged_perpetrator'";
        assert_eq!(count(world.app, parts), 2);
    });
}
