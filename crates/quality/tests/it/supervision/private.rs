//! What a worker writes for themselves, and who never gets it.

use super::{World, app};
use access::Role;
use testkit::on_both;

const WORDS: &str = "I was afraid on that stair.";

#[test]
fn a_reflection_is_the_workers_own_unless_they_share_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.held("19/11/2026", 95);
        let page = w.priya.get(&at).ok().saying("Only you can see this.");
        w.priya.post(&format!("{at}/reflection/draft"), &[("reflection", "I was af")]).is(204);
        w.priya.submit(&page, "form[action$='/reflection']", &[("reflection", WORDS)]).is(303);
        w.priya.get(&at).ok().saying(WORDS).saying("Only you can see this.");
        w.dean.get(&at).ok().without(WORDS).without("I was af");
        let page = w.priya.get(&at).ok();
        w.priya.submit(&page, "form[action$='/reflection']", &[("shared", "yes")]).is(303);
        w.priya.get(&at).ok().saying("You and Dean Morris can see this. Nobody else can.");
        w.dean.get(&at).ok().saying(WORDS).saying("Only Priya Shah and you can see this.");
        // Who holds the session cannot write one, nor over hers.
        w.dean.post(&format!("{at}/reflection"), &[("reflection", "Mine")]).is(409);
        // Not on paper, shared or not.
        for client in [&w.dean, &w.priya] {
            client.get(&format!("{at}/print")).ok().without(WORDS);
        }
        // Taken back, it is gone.
        let page = w.priya.get(&at).ok();
        let none = [("reflection", ""), ("shared", "")];
        w.priya.submit(&page, "form[action$='/reflection']", &none).is(303);
        assert_eq!(w.number("SELECT count(*) FROM supervision_reflection WHERE tenant_id = $1"), 0);
    });
}

#[test]
fn nobody_else_ever_gets_it() {
    on_both(|fixture| {
        let app = app(fixture);
        let w = World::new(&app);
        let at = w.held("19/11/2026", 95);
        let page = w.priya.get(&at).ok();
        let shared = [("reflection", WORDS), ("shared", "yes")];
        w.priya.submit(&page, "form[action$='/reflection']", &shared).is(303);
        let said = [("wellbeing", "Tired, and glad of the new team.")];
        w.priya.submit(&page, "form[action$='/record']", &said).is(303);
        let colleague = app.worker("Col League").role(Role::Officer).in_team(w.team).signed_in();
        let admin = app.worker("Ad Min").role(Role::Admin).role(Role::Privacy).clearance(3).signed_in();
        for (client, name) in [
            (&w.other, "another leader"),
            (&w.helen, "the manager"),
            (&admin, "admin"),
            (&colleague, "a colleague"),
        ] {
            client.get(&at).not_found();
            client.get(&format!("{at}/print")).not_found();
            for deed in
                ["start", "move", "not-held", "held", "items", "actions", "record", "agree", "reflection"]
            {
                assert_eq!(client.post(&format!("{at}/{deed}"), &[]).status, 404, "{name}: {deed}");
            }
            for path in ["/supervision", "/supervision/board", &w.of_priya()] {
                client.get(path).without(WORDS).without("glad of the new team");
            }
        }
        // The leader's board neither, though he was there.
        w.dean.get("/supervision/board").ok().without(WORDS).without("glad of the new team");
        // A later supervisor reads the record, and not what was written for the one before.
        let page = w.dean.get(&w.of_priya()).ok();
        let marcus = w.other.user().to_string();
        w.dean.submit(&page, "form[action$='/arrange']", &[("supervisor", &*marcus)]).is(303);
        w.other.get(&at).ok().saying("glad of the new team").without(WORDS);
        // The audit names the session, and holds none of it.
        let mut rows = app.audit().into_iter().map(|row| row.summary());
        assert!(!rows.any(|row| row.contains("afraid") || row.contains("glad")));
    });
}
